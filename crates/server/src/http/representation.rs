//! An answer that is made once and sent often: its bytes, its strong validator, and the same compressed.

use std::io::Write as _;
use std::sync::OnceLock;

use actix_web::http::StatusCode;
use actix_web::http::header::{
    AcceptEncoding, CONTENT_ENCODING, CONTENT_TYPE, ETAG, Encoding, Header as _, HeaderValue, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::caching::{digest, is_current, strong_tag};

/// Below this a compressed body saves no packet.
const LEAST_COMPRESSED: usize = 1_024;

/// A representation of a resource (RFC 9110 §3.2) in one media type.
#[derive(Debug)]
pub(crate) struct Representation {
    /// What its tags say.
    name: String,
    plain: Encoded,
    /// Made when it is first asked for; `None` inside where there would be nothing to gain.
    gzip: OnceLock<Option<Encoded>>,
    is_text: bool,
}

/// The bytes in one content coding, and the tag of exactly these.
#[derive(Debug)]
struct Encoded {
    bytes: Bytes,
    tag: HeaderValue,
}

impl Representation {
    /// Of text, which may be compressed.
    pub(crate) fn of_text(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::of(digest(&bytes), bytes, true)
    }

    /// Of text that alone has a `name` of letters, digits and hyphens, whenever it is asked for: so it needs no digest.
    pub(crate) fn of_named_text(name: String, text: String) -> Self {
        Self::of(name, text.into(), true)
    }

    /// Of what is compressed already, or is a signature.
    pub(crate) fn of_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::of(digest(&bytes), bytes, false)
    }

    fn of(name: String, bytes: Bytes, is_text: bool) -> Self {
        let plain = Encoded { tag: strong_tag(&name, ""), bytes };
        Self { name, plain, gzip: OnceLock::new(), is_text }
    }

    /// The bytes without a content coding.
    pub(crate) fn bytes(&self) -> &Bytes {
        &self.plain.bytes
    }

    /// How many bytes it takes up.
    pub(crate) fn size(&self) -> usize {
        // As a guess that does not change: text becomes about a third of itself.
        self.plain.bytes.len() + if self.is_text { self.plain.bytes.len() / 3 } else { 0 }
    }

    /// The answer to a request: the bytes as `media_type`, or `304` for whoever has them (RFC 9110 §13.1.2). `varies_by_type` where
    /// the request's `Accept` decided on it.
    pub(crate) fn answer(
        &self,
        mut answer: HttpResponseBuilder,
        request: &HttpRequest,
        media_type: &'static str,
        varies_by_type: bool,
    ) -> HttpResponse {
        let compressed = if self.is_text && accepts_gzip(request) { self.compressed() } else { None };
        let chosen = compressed.unwrap_or(&self.plain);
        answer.insert_header((ETAG, chosen.tag.clone()));
        if let Some(varies) = varies(varies_by_type, self.is_text) {
            answer.insert_header((VARY, HeaderValue::from_static(varies)));
        }
        if is_current(request, &chosen.tag) {
            return answer.status(StatusCode::NOT_MODIFIED).finish();
        }
        if compressed.is_some() {
            answer.insert_header((CONTENT_ENCODING, HeaderValue::from_static("gzip")));
        }
        answer.insert_header((CONTENT_TYPE, HeaderValue::from_static(media_type)));
        answer.body(chosen.bytes.clone())
    }

    fn compressed(&self) -> Option<&Encoded> {
        let bytes = &self.plain.bytes;
        let make = || {
            let packed = (bytes.len() >= LEAST_COMPRESSED).then(|| gzip(bytes)).flatten()?;
            // Of the bytes before: the same ones are packed the same way, and this is told from them.
            Some(Encoded { tag: strong_tag(&self.name, "-gzip"), bytes: packed })
        };
        self.gzip.get_or_init(make).as_ref()
    }
}

fn varies(by_type: bool, by_coding: bool) -> Option<&'static str> {
    match (by_type, by_coding) {
        (true, true) => Some("Accept, Accept-Encoding"),
        (true, false) => Some("Accept"),
        (false, true) => Some("Accept-Encoding"),
        (false, false) => None,
    }
}

/// Whether gzip is what the request's `Accept-Encoding` asks for (RFC 9110 §12.5.3). Without one nothing is compressed.
fn accepts_gzip(request: &HttpRequest) -> bool {
    if !request.headers().contains_key(AcceptEncoding::name()) {
        return false;
    }
    let supported = [Encoding::gzip(), Encoding::identity()];
    let negotiated =
        AcceptEncoding::parse(request).ok().and_then(|accepted| accepted.negotiate(supported.iter()));
    negotiated == Some(Encoding::gzip())
}

/// `None` if it became no smaller.
fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Into memory nothing fails.
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len()).then(|| packed.into())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn answer(of: &Representation, headers: &[(&'static str, &str)]) -> HttpResponse {
        let request =
            headers.iter().fold(TestRequest::default(), |r, (name, value)| r.insert_header((*name, *value)));
        of.answer(HttpResponse::Ok(), &request.to_http_request(), "text/html; charset=utf-8", true)
    }

    fn header(answer: &HttpResponse, name: &str) -> String {
        answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    #[test]
    fn each_coding_has_a_strong_tag_of_its_own() {
        let page = Representation::of_text("page ".repeat(1_000));
        let plain = answer(&page, &[]);
        let packed = answer(&page, &[("Accept-Encoding", "gzip, br")]);
        assert_eq!(header(&packed, "content-encoding"), "gzip");
        assert_eq!(header(&plain, "content-encoding"), "");
        let tags = [&plain, &packed].map(|answer| header(answer, "etag"));
        assert!(tags.iter().all(|tag| tag.starts_with('"')) && tags[0] != tags[1]);
        assert_eq!(header(&plain, "vary"), "Accept, Accept-Encoding");
        for (coding, other) in [("identity", 0), ("gzip", 1)] {
            let own = answer(&page, &[("Accept-Encoding", coding), ("If-None-Match", &tags[other])]);
            assert_eq!((own.status(), header(&own, "etag")), (StatusCode::NOT_MODIFIED, tags[other].clone()));
            let wrong = answer(&page, &[("Accept-Encoding", coding), ("If-None-Match", &tags[1 - other])]);
            assert_eq!(wrong.status(), StatusCode::OK);
        }
    }

    #[test]
    fn the_tags_of_a_named_text_are_its_name() {
        let document = Representation::of_named_text("1-0".to_owned(), "text ".repeat(1_000));
        assert_eq!(header(&answer(&document, &[]), "etag"), "\"1-0\"");
        assert_eq!(header(&answer(&document, &[("Accept-Encoding", "gzip")]), "etag"), "\"1-0-gzip\"");
    }

    #[test]
    fn what_is_small_or_no_text_is_sent_as_it_is() {
        for of in [Representation::of_text("short"), Representation::of_bytes("x".repeat(5_000))] {
            assert_eq!(header(&answer(&of, &[("Accept-Encoding", "gzip")]), "content-encoding"), "");
        }
        let refused = Representation::of_text("page ".repeat(1_000));
        assert_eq!(header(&answer(&refused, &[("Accept-Encoding", "gzip;q=0")]), "content-encoding"), "");
    }
}
