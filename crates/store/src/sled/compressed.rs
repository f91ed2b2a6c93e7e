//! A text, compressed against a dictionary.

use std::cell::RefCell;

use zstd_safe::{CCtx, DCtx, compress_bound};

use super::dictionary::Dictionary;

/// What each frame of zstd begins with (RFC 8878 §3.1.1), and need not be kept.
const MAGIC: [u8; 4] = 0xFD2F_B528_u32.to_le_bytes();

/// Working memory of a thread, which is dear to make and to give back: eight kilobytes for each badge would be most of what
/// the allocator does.
struct Work<C> {
    context: Option<C>,
    frame: Vec<u8>,
}

thread_local! {
    static WRITING: RefCell<Work<CCtx<'static>>> = const { RefCell::new(Work { context: None, frame: Vec::new() }) };
    static READING: RefCell<Work<DCtx<'static>>> = const { RefCell::new(Work { context: None, frame: Vec::new() }) };
}

/// Appends the text to a record, compressed; `None` only if there is no memory for it.
pub(super) fn compress(text: &[u8], dictionary: &Dictionary, record: &mut Vec<u8>) -> Option<()> {
    let dictionary = dictionary.writing()?;
    WRITING.with_borrow_mut(|Work { context, frame }| {
        if context.is_none() {
            *context = CCtx::try_create();
        }
        frame.clear();
        frame.reserve(compress_bound(text.len()));
        context.as_mut()?.compress_using_cdict(frame, text, dictionary).ok()?;
        record.extend_from_slice(frame.strip_prefix(&MAGIC)?);
        keep_at_most(frame);
        Some(())
    })
}

/// The text of `length` bytes that was compressed; `None` if this is none.
pub(super) fn decompress(compressed: &[u8], length: usize, dictionary: &Dictionary) -> Option<Vec<u8>> {
    let dictionary = dictionary.reading()?;
    READING.with_borrow_mut(|Work { context, frame }| {
        if context.is_none() {
            *context = DCtx::try_create();
        }
        frame.clear();
        frame.extend_from_slice(&MAGIC);
        frame.extend_from_slice(compressed);
        let mut text = Vec::with_capacity(length);
        context.as_mut()?.decompress_using_ddict(&mut text, frame, dictionary).ok()?;
        keep_at_most(frame);
        (text.len() == length).then_some(text)
    })
}

/// A document of megabytes is rare: its memory is given back.
fn keep_at_most(frame: &mut Vec<u8>) {
    const KEPT: usize = 64 << 10;
    if frame.capacity() > KEPT {
        *frame = Vec::new();
    }
}
