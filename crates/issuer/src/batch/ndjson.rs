//! Lines of JSON. Empty ones are passed over; a byte order mark before the first is none of it.

use std::io::{self, BufRead as _, BufReader, Read};

use super::Content;
use super::bounded::{Bounded, RowBytes};

/// U+FEFF in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

pub(super) struct NdjsonRows<R: Read> {
    source: BufReader<Bounded<R>>,
    bytes: RowBytes,
    line: u64,
}

impl<R: Read> NdjsonRows<R> {
    pub(super) fn new(source: Bounded<R>, bytes: RowBytes) -> Self {
        Self { source: BufReader::new(source), bytes, line: 0 }
    }

    /// The next line that is not empty, and its number.
    pub(super) fn next_line(&mut self) -> io::Result<Option<(u64, Content)>> {
        loop {
            self.bytes.begin();
            let mut line = Vec::new();
            if self.source.read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            self.line += 1;
            let text = if self.line == 1 { line.strip_prefix(MARK).unwrap_or(&line) } else { &line };
            let text = text.trim_ascii();
            if !text.is_empty() {
                let content = match std::str::from_utf8(text) {
                    Ok(text) => Content::Json(text.to_owned()),
                    Err(error) => Content::Unreadable(format!("the line is not UTF-8: {error}")),
                };
                return Ok(Some((self.line, content)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BatchFormat, MOST_ROW_BYTES, MOST_ROWS, Row, RowReader, UnreadableBatch};
    use super::*;

    fn rows(body: &[u8]) -> Result<Vec<Row>, UnreadableBatch> {
        let registry = badgewright_registry::Registry::built_in();
        let mut reader = RowReader::new(BatchFormat::Ndjson, body, &registry)?;
        let mut rows = Vec::new();
        while let Some(row) = reader.next_row()? {
            rows.push(row);
        }
        Ok(rows)
    }

    #[test]
    fn rows_have_their_number_and_their_line() {
        let read = rows(b"\xef\xbb\xbf{\"a\":1}\r\n\n  \n[]\n\xff\n{").unwrap();
        let of = |number, line, text: &str| Row { number, line, content: Content::Json(text.to_owned()) };
        assert_eq!(read[..2], [of(1, 1, "{\"a\":1}"), of(2, 4, "[]")]);
        assert!(matches!(&read[2], Row { number: 3, line: 5, content: Content::Unreadable(_) }));
        assert_eq!(read[3], of(4, 6, "{"));
    }

    #[test]
    fn what_is_empty_or_too_large_is_no_batch() {
        assert!(matches!(rows(b" \n\n"), Err(UnreadableBatch::Empty)));
        let long = [b"{}\n".as_slice(), &vec![b'x'; MOST_ROW_BYTES + 20_000]].concat();
        assert!(matches!(rows(&long), Err(UnreadableBatch::RowTooLarge { row: 2 })));
        let mut many = b"{}\n".repeat(MOST_ROWS as usize);
        assert_eq!(rows(&many).unwrap().len(), 100_000);
        many.extend(b"{}");
        assert!(matches!(rows(&many), Err(UnreadableBatch::TooManyRows)));
    }
}
