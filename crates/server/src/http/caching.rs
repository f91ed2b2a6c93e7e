//! Entity tags and conditional requests (RFC 9110 §8.8.3, §13.1.2).

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderValue};
use sha2::{Digest as _, Sha256};

/// A weak entity tag of a representation, a digest of its bytes: weak, since the same tag stands on the compressed form.
pub(crate) fn entity_tag(body: &[u8]) -> String {
    format!("W/\"{}\"", digest(body))
}

/// A strong entity tag: a name that the bytes have of their own, and `suffix` for what is made of them.
pub(crate) fn strong_tag(name: &str, suffix: &str) -> HeaderValue {
    let tag = format!("\"{name}{suffix}\"");
    HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

/// A name for bytes.
pub(crate) fn digest(body: &[u8]) -> String {
    hex::encode(&Sha256::digest(body)[..16])
}

/// Whether the client has this representation already: `If-None-Match` lists its tag or is `*`. Weak tags count, since
/// the comparison is the weak one.
pub(crate) fn is_current(request: &HttpRequest, tag: impl AsRef<[u8]>) -> bool {
    let tag = opaque(tag.as_ref());
    let lines = request.headers().get_all(header::IF_NONE_MATCH);
    let mut listed =
        lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b',')).map(<[u8]>::trim_ascii);
    listed.any(|listed| listed == b"*" || opaque(listed) == tag)
}

/// A tag without the mark of weakness.
fn opaque(tag: &[u8]) -> &[u8] {
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_tag_follows_the_bytes_and_is_recognised_in_a_list() {
        let tag = entity_tag(b"one");
        assert_ne!(tag, entity_tag(b"two"));
        let asked =
            |listed: &str| TestRequest::default().insert_header(("If-None-Match", listed)).to_http_request();
        let request = asked(&format!("\"x\", {}", tag.trim_start_matches("W/")));
        assert!(is_current(&request, &tag));
        assert!(!is_current(&request, "\"y\""));
        assert!(is_current(&asked("*"), "\"y\""));
        assert!(is_current(&asked("\"x\",W/\"y\""), "\"y\""));
    }

    #[test]
    fn a_strong_tag_tells_what_is_made_of_the_same_bytes_apart() {
        assert_eq!(strong_tag("one", ""), "\"one\"");
        assert_eq!(strong_tag("one", "-gzip"), "\"one-gzip\"");
        assert_ne!(digest(b"one"), digest(b"two"));
    }
}
