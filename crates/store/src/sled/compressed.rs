//! A text, compressed against a dictionary.

use std::cell::RefCell;

use zstd_safe::{CCtx, DCtx, compress_bound};

use super::dictionary::Dictionary;

/// What each frame of zstd begins with (RFC 8878 §3.1.1), and need not be kept.
const MAGIC: [u8; 4] = 0xFD2F_B528_u32.to_le_bytes();

thread_local! {
    /// Working memory of this thread, which is dear to make.
    static WRITING: RefCell<Option<CCtx<'static>>> = const { RefCell::new(None) };
    static READING: RefCell<Option<DCtx<'static>>> = const { RefCell::new(None) };
}

/// The text, compressed; `None` only if there is no memory for it.
pub(super) fn compress(text: &[u8], dictionary: &Dictionary) -> Option<Vec<u8>> {
    let dictionary = dictionary.writing()?;
    WRITING.with_borrow_mut(|context| {
        if context.is_none() {
            *context = CCtx::try_create();
        }
        let mut frame = Vec::with_capacity(compress_bound(text.len()));
        context.as_mut()?.compress_using_cdict(&mut frame, text, dictionary).ok()?;
        frame.starts_with(&MAGIC).then(|| frame[MAGIC.len()..].to_vec())
    })
}

/// The text of `length` bytes that was compressed; `None` if this is none.
pub(super) fn decompress(frame: &[u8], length: usize, dictionary: &Dictionary) -> Option<Vec<u8>> {
    let dictionary = dictionary.reading()?;
    let frame = [&MAGIC, frame].concat();
    READING.with_borrow_mut(|context| {
        if context.is_none() {
            *context = DCtx::try_create();
        }
        let mut text = Vec::with_capacity(length);
        context.as_mut()?.decompress_using_ddict(&mut text, &frame, dictionary).ok()?;
        (text.len() == length).then_some(text)
    })
}
