//! What every page has around it: the service's name, the way to the other pages, and whether this is a demo.

use crate::service::Service;

/// The frame of a page.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// Who issues here.
    pub(super) issuer: String,
    /// Whether nobody else can resolve the issuer: said on every page.
    pub(super) is_demo: bool,
    /// The service's origin, without a slash at the end.
    pub(super) base: String,
    /// The program's version: a new one asks for its own stylesheet.
    pub(super) version: &'static str,
}

impl Frame {
    /// The frame of this service's pages.
    pub(crate) fn of(service: &Service) -> Self {
        Self {
            issuer: service.issuing.issuer().profile.name.clone(),
            is_demo: service.is_demo(),
            base: service.public_url.base().to_owned(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// The frame of a page in a test, where no service is at hand.
    #[cfg(test)]
    pub(super) fn without_service() -> Self {
        Self {
            issuer: "Badgewright".to_owned(),
            is_demo: false,
            base: String::new(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// The path of an address on this service, so that links work wherever it is reached; `None` for others.
    pub(super) fn own_path<'u>(&self, url: &'u str) -> Option<&'u str> {
        url.strip_prefix(self.base.as_str()).filter(|path| !self.base.is_empty() && path.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_on_this_very_origin_are_its_own() {
        let frame = Frame { base: "https://badges.example".into(), ..Frame::without_service() };
        assert_eq!(frame.own_path("https://badges.example/frameworks/tess/2b"), Some("/frameworks/tess/2b"));
        for foreign in
            ["https://badges.example.evil/x", "https://badges.example", "http://badges.example/x", "/x"]
        {
            assert_eq!(frame.own_path(foreign), None, "{foreign}");
        }
        assert_eq!(Frame::without_service().own_path("/x"), None);
    }
}
