//! A web address as a QR code, drawn as one SVG path, so that a printed page leads back to the live one.

use qrcode::{Color, EcLevel, QrCode};

/// Modules of white on each side (ISO/IEC 18004 §6.3.8).
const QUIET_ZONE: usize = 4;

/// A QR code for an inline `<svg>`.
#[derive(Clone, Debug)]
pub(super) struct Qr {
    /// Width and height with the quiet zone, in modules.
    pub(super) side: usize,
    /// The dark modules: path data.
    pub(super) path: String,
}

impl Qr {
    /// The code of a text; `None` where it is too long for one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let colors = code.to_colors();
        let rows = colors.chunks(width).enumerate();
        let path = rows.map(|(y, row)| bars(row, y + QUIET_ZONE)).collect();
        Some(Self { side: width + 2 * QUIET_ZONE, path })
    }
}

/// The runs of dark modules of a row, a rectangle each.
fn bars(row: &[Color], y: usize) -> String {
    let mut path = String::new();
    let mut x = QUIET_ZONE;
    for run in row.chunk_by(|a, b| a == b) {
        if run.first() == Some(&Color::Dark) {
            path += &format!("M{x} {y}h{0}v1h-{0}z", run.len());
        }
        x += run.len();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_finder_patterns_begin_the_first_row_and_the_quiet_zone_is_kept() {
        let qr = Qr::of("https://badges.example/credentials/0a8e5c1e-5d8e-4c46-8d3e-6a4f1f0e7c11").unwrap();
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{}", qr.path);
        assert!(qr.path.contains(&format!("M{} 4h7v1h-7z", qr.side - 11)), "{}", qr.path);
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert!(Qr::of(&"x".repeat(3_000)).is_none());
    }
}
