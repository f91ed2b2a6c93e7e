//! The few files that pages load, embedded in the program.

/// Each with its media type.
const ASSETS: [(&str, &str, &str); 3] = [
    ("style.css", "text/css; charset=utf-8", include_str!("../../assets/style.css")),
    ("verify.js", "text/javascript; charset=utf-8", include_str!("../../assets/verify.js")),
    ("icon.svg", "image/svg+xml", include_str!("../../assets/icon.svg")),
];

/// Media type and text of an asset.
pub(crate) fn asset(name: &str) -> Option<(&'static str, &'static str)> {
    ASSETS.iter().find(|(known, ..)| *known == name).map(|(_, media_type, text)| (*media_type, *text))
}
