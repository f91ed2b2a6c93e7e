//! Looking for bytes that nearly no text has.

/// How many bytes are looked at together.
const AT_ONCE: usize = 16;

/// Whether a byte of the text `is_it`, which is made of comparisons and `|`: without a branch, it is asked of many bytes at
/// once.
#[inline]
pub(crate) fn has_byte(text: &str, is_it: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let Some(last) = bytes.last_chunk::<AT_ONCE>() else { return bytes.iter().any(|byte| is_it(*byte)) };
    let mut found = [0; AT_ONCE];
    // What the last chunk has in common with the one before is looked at again.
    for chunk in bytes.as_chunks::<AT_ONCE>().0.iter().chain([last]) {
        found = std::array::from_fn(|at| found[at] | u8::from(is_it(chunk[at])));
    }
    found != [0; AT_ONCE]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for length in 0..70 {
            let text = "a".repeat(length);
            assert!(!has_byte(&text, |byte| byte == b'b'));
            for at in 0..length {
                let text = format!("{}b{}", &text[..at], &text[at + 1..]);
                assert!(has_byte(&text, |byte| byte == b'b'), "{text}");
            }
        }
    }
}
