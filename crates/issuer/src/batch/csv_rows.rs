//! The rows of a table (RFC 4180).

use std::io::{self, Read};

use badgewright_registry::Registry;
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder, Terminator};

use super::bounded::{Bounded, RowBytes};
use super::{Columns, Content, UnreadableBatch};
use crate::Fault;

pub(super) struct CsvRows<R: Read> {
    source: Reader<Bounded<R>>,
    bytes: RowBytes,
    columns: Columns,
    record: ByteRecord,
}

impl<R: Read> CsvRows<R> {
    /// Reads the header.
    pub(super) fn new(
        source: Bounded<R>,
        bytes: RowBytes,
        registry: &Registry,
    ) -> Result<Self, UnreadableBatch> {
        // A row with too few or too many cells fails alone.
        // Rows end with LF, after which lines are counted rightly; the CR before it is taken off below.
        let mut source = ReaderBuilder::new()
            .flexible(true)
            .has_headers(true)
            .terminator(Terminator::Any(b'\n'))
            .from_reader(source);
        let header = source.byte_headers().map_err(|error| UnreadableBatch::of(of_csv(error), 0))?;
        let names: Result<Vec<String>, _> =
            header.iter().map(|name| std::str::from_utf8(name).map(str::to_owned)).collect();
        let names = names.map_err(|error| {
            UnreadableBatch::Header(vec![Fault::new("/columns", format!("the header is not UTF-8: {error}"))])
        })?;
        let columns = Columns::checked(&names, registry).map_err(UnreadableBatch::Header)?;
        Ok(Self { source, bytes, columns, record: ByteRecord::new() })
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The next row that is not empty, and the line in which it begins.
    pub(super) fn next_record(&mut self) -> io::Result<Option<(u64, Content)>> {
        loop {
            self.bytes.begin();
            if !self.source.read_byte_record(&mut self.record).map_err(of_csv)? {
                return Ok(None);
            }
            let line = self.record.position().map_or(0, csv::Position::line);
            // Spreadsheets end a table with rows of commas.
            if self.record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            let cells: Result<Vec<String>, _> =
                self.record.iter().map(|cell| std::str::from_utf8(cell).map(str::to_owned)).collect();
            let content = match cells {
                Ok(mut cells) => {
                    if let Some(last) = cells.last_mut().filter(|last| last.ends_with('\r')) {
                        last.pop();
                    }
                    Content::Cells(cells)
                }
                Err(_) => {
                    Content::Unreadable("the row is not UTF-8: save the table as \"CSV UTF-8\"".to_owned())
                }
            };
            return Ok(Some((line, content)));
        }
    }
}

fn of_csv(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BatchFormat, MOST_ROW_BYTES, Row, RowReader};
    use super::*;

    fn rows(body: &[u8]) -> Result<Vec<Row>, UnreadableBatch> {
        let mut reader = RowReader::new(BatchFormat::Csv, body, &Registry::built_in())?;
        let mut rows = Vec::new();
        while let Some(row) = reader.next_row()? {
            rows.push(row);
        }
        Ok(rows)
    }

    fn row(number: u32, line: u64, cells: &[&str]) -> Row {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        Row { number, line, content: Content::Cells(cells) }
    }

    #[test]
    fn a_table_is_read_as_the_standard_has_it() {
        let table = b"\xef\xbb\xbfbadge,recipient.email,recipient.name\r\n\
            a,b,\"Jones, \"\"Ada\"\"\r\nthe second\"\r\n,,\r\n\r\n=cmd,\xc3\xbc,c\r\nonly,two";
        assert_eq!(
            rows(table).unwrap(),
            [
                row(1, 2, &["a", "b", "Jones, \"Ada\"\r\nthe second"]),
                row(2, 6, &["=cmd", "\u{fc}", "c"]),
                row(3, 7, &["only", "two"]),
            ]
        );
        assert!(matches!(rows(b"badge,recipient.email\n"), Err(UnreadableBatch::Empty)));
        let latin = rows(b"badge,recipient.email\na,\xfc\nb,\"c\"\r\n").unwrap();
        assert!(matches!(latin[0].content, Content::Unreadable(_)));
        assert_eq!(latin[1], row(2, 3, &["b", "c"]));
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_does_not_fill_the_memory() {
        let table = format!("badge,recipient.email\na,b\n\"{}", "x,\n".repeat(MOST_ROW_BYTES));
        assert!(matches!(rows(table.as_bytes()), Err(UnreadableBatch::RowTooLarge { row: 2 })));
    }
}
