//! When two ids name one credential.

use percent_encoding::percent_decode_str;

/// OB 3.0, "Credential equality and comparison algorithm": ids are compared after percent-decoding and trimming.
pub(crate) fn is_same_id(one: &str, other: &str) -> bool {
    one == other
        || percent_decode_str(one.trim()).eq(percent_decode_str(other.trim()))
        || is_uuid(one) && one.trim().eq_ignore_ascii_case(other.trim())
}

/// A UUID is the same in capital letters (RFC 9562, section 4), and so is `urn:uuid:` before it.
fn is_uuid(id: &str) -> bool {
    id.trim().get(..9).is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn:uuid:"))
}

#[cfg(test)]
mod tests {
    use super::is_same_id;

    #[test]
    fn spaces_around_and_percent_signs_make_no_difference() {
        assert!(is_same_id(" https://a.example/x y\n", "https://a.example/x%20y"));
        assert!(is_same_id("urn:uuid:1", "urn:uuid:1"));
        assert!(!is_same_id("urn:uuid:1", "urn:uuid:2"));
        assert!(is_same_id("urn:uuid:ab", " URN:UUID:AB"));
        assert!(!is_same_id("urn:x:ab", "urn:x:AB"));
        assert!(!is_same_id("https://a.example/x", "https://a.example/X"));
    }
}
