//! Content negotiation (RFC 9110 §12.5.1): which form of a resource a client asks for.

use std::cmp::Reverse;

use actix_web::http::header::{self, HeaderMap};

/// One entry of an `Accept` header, in the order in which it was written.
#[derive(Clone, Debug, PartialEq)]
struct Preference {
    range: String,
    /// `q`, 0 to 1000.
    weight: u16,
}

/// The `Accept` header's entries; none where it is absent.
fn preferences(headers: &HeaderMap) -> Vec<Preference> {
    let lines = headers.get_all(header::ACCEPT).filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).filter_map(preference).take(64).collect()
}

/// `type/subtype;q=0.5`; other parameters do not count.
fn preference(entry: &str) -> Option<Preference> {
    let mut parts = entry.split(';').map(str::trim);
    let range = parts.next().filter(|range| range.contains('/'))?.to_ascii_lowercase();
    let q = parts.filter_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q="))).next();
    let weight = match q.map(str::parse::<f32>) {
        None => 1000,
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000")]
        Some(Ok(q)) => (q.clamp(0.0, 1.0) * 1000.0) as u16,
        Some(Err(_)) => return None,
    };
    Some(Preference { range, weight })
}

/// Whether a media range covers a type: exactly, by `type/*`, or by `*/*`.
fn covers(range: &str, media_type: &str) -> bool {
    range == media_type
        || range == "*/*"
        || range.strip_suffix("/*").is_some_and(|kind| media_type.split('/').next() == Some(kind))
}

/// The weight of `media_type` and where in the header it stands: those of the most specific range that covers it
/// (RFC 9110 §12.5.1).
fn decided(preferences: &[Preference], media_type: &str) -> Option<(u16, usize)> {
    let specific = |range: &str| (range != "*/*", !range.ends_with("/*"));
    preferences
        .iter()
        .enumerate()
        .filter(|(_, p)| covers(&p.range, media_type))
        .max_by_key(|(place, p)| (specific(&p.range), Reverse(*place)))
        .map(|(place, p)| (p.weight, place))
}

/// The type of `offered` that the request asks for most. `offered` begins with the one that is given to whoever has
/// no preference; among equals the one asked for earlier wins, then the one offered earlier. `None` where nothing
/// offered is acceptable.
///
/// HTML is special: only `text/html` itself asks for it, so that a program that takes anything never gets a page.
pub(crate) fn choose<'a>(headers: &HeaderMap, offered: &[&'a str]) -> Option<&'a str> {
    let preferences = preferences(headers);
    if preferences.is_empty() {
        return offered.first().copied();
    }
    let asks_for_html = preferences.iter().any(|p| p.range == "text/html");
    let rank = |(order, media_type): (usize, &&'a str)| {
        let (weight, place) = decided(&preferences, media_type)?;
        let allowed = weight > 0 && (*media_type != "text/html" || asks_for_html);
        allowed.then_some((Reverse(weight), place, order, *media_type))
    };
    offered.iter().enumerate().filter_map(rank).min().map(|(_, _, _, media_type)| media_type)
}

/// Whether the request is a browser's: HTML is what it asks for first.
pub(crate) fn prefers_html(headers: &HeaderMap) -> bool {
    choose(headers, &["application/json", "application/ld+json", "application/vc", "text/html"])
        == Some("text/html")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const OFFERED: [&str; 5] =
        ["application/vc", "application/ld+json", "application/json", "text/html", "image/png"];

    fn chosen(accept: &str) -> Option<&'static str> {
        choose(TestRequest::default().insert_header(("Accept", accept)).to_http_request().headers(), &OFFERED)
    }

    #[test]
    fn without_a_preference_it_is_json() {
        assert_eq!(
            choose(TestRequest::default().to_http_request().headers(), &OFFERED),
            Some("application/vc")
        );
        assert_eq!(chosen("*/*"), Some("application/vc"));
        assert_eq!(chosen("application/*"), Some("application/vc"));
    }

    #[test]
    fn a_browser_gets_the_page() {
        assert_eq!(
            chosen("text/html,application/xhtml+xml,application/xml;q=0.9,image/png,*/*;q=0.8"),
            Some("text/html")
        );
    }

    #[test]
    fn html_needs_the_highest_weight_and_the_first_place() {
        assert_eq!(chosen("application/json, text/html"), Some("application/json"));
        assert_eq!(chosen("text/html, application/json"), Some("text/html"));
        assert_eq!(chosen("text/html;q=0.1, image/png;q=0.9"), Some("image/png"));
        assert_eq!(chosen("*/*, text/html"), Some("application/vc"), "an equal preference");
        assert_eq!(chosen("text/html, */*"), Some("text/html"));
        assert_eq!(chosen("text/*"), None, "a range is no request for a page");
    }

    #[test]
    fn the_most_specific_range_decides_and_zero_refuses() {
        assert_eq!(chosen("application/*;q=0.2, application/json;q=0.9"), Some("application/json"));
        assert_eq!(chosen("*/*, application/vc;q=0"), Some("application/ld+json"));
        assert_eq!(chosen("audio/ogg"), None);
    }
}
