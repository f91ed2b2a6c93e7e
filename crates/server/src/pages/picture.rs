//! Pictures inside a page, so that it loads in one request.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What stands in for the picture of a badge class that is not registered any more.
const NO_PICTURE: &str = include_str!("../../assets/icon.svg");

/// An SVG as a `data:` address for an `<img>`, in which it can run nothing and load nothing.
pub(super) fn inline(svg: Option<&str>) -> String {
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg.unwrap_or(NO_PICTURE)))
}
