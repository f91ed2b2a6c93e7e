//! How long an answer may be used (RFC 9111 §4.2, for a shared cache).

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{AGE, CACHE_CONTROL, DATE, EXPIRES, HeaderMap, HeaderName, VARY};

/// How long an answer that has just come may be used; `None` where it does not say.
///
/// `Vary` needs no look at the names in it: a `Fetcher` sends the same headers each time, but for `Accept`, by which answers are
/// told apart.
pub(crate) fn fresh_for(status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
    // RFC 9110 §15.3: others of success are about this very request, or a part.
    if status != StatusCode::OK || elements(headers, &VARY).any(|name| name == "*") {
        return Some(Duration::ZERO);
    }
    let mut shared = None;
    let mut any = None;
    for directive in elements(headers, &CACHE_CONTROL) {
        let (name, argument) = directive.split_once('=').unwrap_or((directive, ""));
        // §4.2.1: what cannot be read is as stale.
        let seconds =
            || argument.trim().trim_matches('"').parse().map_or(Duration::ZERO, Duration::from_secs);
        match name.trim().to_ascii_lowercase().as_str() {
            // §5.2.2.4, §5.2.2.7: where they name fields, they are taken to mean the whole.
            "no-store" | "no-cache" | "private" => return Some(Duration::ZERO),
            // §4.2.1: the first that is given counts.
            "s-maxage" => shared = shared.or_else(|| Some(seconds())),
            "max-age" => any = any.or_else(|| Some(seconds())),
            _ => {}
        }
    }
    let lifetime = shared.or(any).or_else(|| until_expiry(headers))?;
    // §5.1: an `Age` that cannot be read is as none.
    let age = headers.get(AGE).and_then(|age| age.to_str().ok()?.trim().parse().ok());
    Some(lifetime.saturating_sub(age.map_or(Duration::ZERO, Duration::from_secs)))
}

/// §4.2.1: from `Date` to `Expires`. §5.3: a date that cannot be read, such as `0`, is in the past; so is one beside no `Date`.
fn until_expiry(headers: &HeaderMap) -> Option<Duration> {
    let expires = headers.get(EXPIRES)?;
    let date = |value: &reqwest::header::HeaderValue| -> Option<SystemTime> {
        httpdate::parse_http_date(value.to_str().ok()?.trim()).ok()
    };
    let lifetime = || date(expires)?.duration_since(date(headers.get(DATE)?)?).ok();
    Some(lifetime().unwrap_or_default())
}

/// The elements of a list (RFC 9110 §5.6.1), in however many lines. A line that is no text has none that allows anything.
fn elements<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(name).into_iter().map(|line| line.to_str().unwrap_or("no-store, *"));
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn of_status(status: StatusCode, headers: &[(&'static str, &'static str)]) -> Option<u64> {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let mut all = HeaderMap::new();
        headers.for_each(|(name, value)| {
            all.append(name, value);
        });
        fresh_for(status, &all).map(|duration| duration.as_secs())
    }

    fn of(headers: &[(&'static str, &'static str)]) -> Option<u64> {
        of_status(StatusCode::OK, headers)
    }

    #[test]
    fn an_answer_is_fresh_for_as_long_as_it_says_and_no_longer() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("cache-control", "public")]), None);
        assert_eq!(of(&[("cache-control", "public, max-age=300")]), Some(300));
        assert_eq!(of(&[("cache-control", "max-age=\"300\"")]), Some(300));
        assert_eq!(of(&[("cache-control", "max-age=300, s-maxage=20")]), Some(20));
        assert_eq!(of(&[("cache-control", "Max-Age=300"), ("age", "200")]), Some(100));
        assert_eq!(of(&[("cache-control", "max-age=300"), ("age", "900")]), Some(0));
        assert_eq!(of(&[("cache-control", "max-age=300"), ("age", "old")]), Some(300));
        assert_eq!(of(&[("cache-control", "max-age=30"), ("cache-control", "max-age=300")]), Some(30));
        for refused in
            ["no-store", "no-cache", "private", "max-age=300, No-Store", "max-age=soon", "max-age=-1"]
        {
            assert_eq!(of(&[("cache-control", refused)]), Some(0), "{refused}");
        }
        assert_eq!(of(&[("cache-control", "max-age=300"), ("cache-control", "no-store")]), Some(0));
    }

    #[test]
    fn an_answer_that_only_says_when_it_ends_is_fresh_from_its_date_until_then() {
        const NOON: &str = "Tue, 24 Nov 2026 12:00:00 GMT";
        const LATER: &str = "Tue, 24 Nov 2026 12:05:00 GMT";
        assert_eq!(of(&[("date", NOON), ("expires", LATER)]), Some(300));
        assert_eq!(of(&[("date", NOON), ("expires", LATER), ("age", "100")]), Some(200));
        assert_eq!(of(&[("date", NOON), ("expires", LATER), ("cache-control", "max-age=20")]), Some(20));
        assert_eq!(of(&[("date", LATER), ("expires", NOON)]), Some(0));
        assert_eq!(of(&[("date", NOON), ("expires", "0")]), Some(0));
        assert_eq!(of(&[("expires", LATER)]), Some(0));
    }

    #[test]
    fn an_answer_that_is_for_one_request_only_is_not_fresh_for_another() {
        const MINUTES: (&str, &str) = ("cache-control", "max-age=300");
        assert_eq!(of(&[MINUTES, ("vary", "*")]), Some(0));
        assert_eq!(of(&[MINUTES, ("vary", "Accept, *")]), Some(0));
        assert_eq!(of(&[MINUTES, ("vary", "Accept, Accept-Encoding")]), Some(300));
        assert_eq!(of_status(StatusCode::ACCEPTED, &[MINUTES]), Some(0));
    }
}
