//! Why an SVG gives no picture.

use super::LARGEST_PICTURE;
use super::source_text::MOST_BYTES;

/// Why an SVG gives no picture. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The caller asked for a size that is not drawn.
    #[error("a picture of {0} by {0} pixels is not drawn: expected 1 to {LARGEST_PICTURE}")]
    Size(u32),
    /// The text is longer than any badge's picture.
    #[error("the SVG has {0} bytes, at most {MOST_BYTES} are read: simplify its paths")]
    TooLong(usize),
    /// The text is no well-formed XML.
    #[error("the SVG is no well-formed XML: {reason}")]
    NotXml {
        /// The line, where the parser knows it.
        line: Option<u32>,
        /// What the parser met, with line and column where it knows them.
        reason: String,
    },
    /// Well-formed XML, but its root is no SVG element, or has no size.
    #[error(
        "the file is no SVG picture: expected a root element `svg` of `http://www.w3.org/2000/svg` with a size"
    )]
    NotSvg,
    /// Something that would be drawn differently elsewhere, or reaches outside the file.
    #[error("line {line}: {what} cannot be part of a badge's picture: {remedy}")]
    Unsupported {
        /// Where it stands.
        line: u32,
        /// The element, attribute or instruction, as the file names it.
        what: String,
        /// What to do instead.
        remedy: &'static str,
    },
    /// A shape so far outside that the renderer's arithmetic fails on it.
    #[error("the SVG has a shape that reaches far outside its `viewBox`: keep all coordinates near it")]
    OutOfFrame,
    /// Drawing it would take too long.
    #[error("the SVG takes more than {0} to draw: simplify it")]
    TooComplex(&'static str),
    /// The drawn pixels could not be written as PNG; no fault of the SVG.
    #[error("the picture could not be written as PNG: {0}")]
    Encoding(String),
}

impl PictureError {
    /// The line of the SVG that is at fault, where it is known.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::NotXml { line, .. } => *line,
            Self::Unsupported { line, .. } => Some(*line),
            _ => None,
        }
    }
}
