//! Entity tags and conditional requests (RFC 9110 §8.8.3, §13.1.2).

use actix_web::HttpRequest;
use actix_web::http::header;
use sha2::{Digest as _, Sha256};

/// A weak entity tag of a representation, a digest of its bytes: weak, since the same tag stands on the compressed form.
pub(crate) fn entity_tag(body: &[u8]) -> String {
    format!("W/\"{}\"", hex::encode(&Sha256::digest(body)[..16]))
}

/// Whether the client has this representation already: `If-None-Match` lists its tag or `*`. Weak tags count, since
/// the comparison is the weak one.
pub(crate) fn is_current(request: &HttpRequest, tag: &str) -> bool {
    let lines = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).any(|t| t == "*" || opaque(t) == opaque(tag))
}

/// A tag without the mark of weakness.
fn opaque(tag: &str) -> &str {
    tag.trim_start_matches("W/")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_tag_follows_the_bytes_and_is_recognised_in_a_list() {
        let tag = entity_tag(b"one");
        assert_ne!(tag, entity_tag(b"two"));
        let request = TestRequest::default()
            .insert_header(("If-None-Match", format!("\"x\", {}", tag.trim_start_matches("W/"))))
            .to_http_request();
        assert!(is_current(&request, &tag));
        assert!(!is_current(&request, "\"y\""));
    }
}
