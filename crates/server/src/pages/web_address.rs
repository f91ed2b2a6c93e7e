//! Addresses that strangers wrote, before they become links.

use url::Url;
use url::form_urlencoded::Serializer;

/// The address, if it leads to a web page: `javascript:`, `data:` and the like never become links.
pub(super) fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.to_string())
}

/// Our own page that checks the badge at an address.
pub(super) fn verify_link(url: &str) -> String {
    format!("/verify?{}", Serializer::new(String::new()).append_pair("url", url).finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_become_links() {
        assert_eq!(
            web_address("https://portfolio.example/e/1").as_deref(),
            Some("https://portfolio.example/e/1")
        );
        for text in
            ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "urn:uuid:1", "/e/1", ""]
        {
            assert_eq!(web_address(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_in_a_link_is_encoded() {
        assert_eq!(
            verify_link("https://a.example/?x=1&y=\""),
            "/verify?url=https%3A%2F%2Fa.example%2F%3Fx%3D1%26y%3D%22"
        );
    }
}
