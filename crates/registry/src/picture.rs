//! A badge's picture as PNG, drawn from its SVG.
//!
//! A picture is data that anybody who writes a badge class may bring, so it is checked before it is drawn: it
//! holds shapes only, refers to nothing outside itself, and takes bounded work. What would be drawn by a browser
//! and not here (text, raster images, filters) is an error that names the line, never a silent gap in the PNG.

mod error;
mod extent;
mod source_text;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

pub use error::PictureError;

/// Largest width and height of a PNG, in pixels.
pub const LARGEST_PICTURE: u32 = 2048;

/// Draws an SVG as a PNG of `size` by `size` pixels on a transparent ground. A picture that is not square is
/// centred. The same SVG and size give the same bytes, and nothing but `svg` is read.
///
/// # Errors
/// A size outside 1 to [`LARGEST_PICTURE`]; an SVG that is not well formed, holds more than shapes, refers to
/// anything outside itself, reaches far out of its frame or is too complex.
pub fn render_png(svg: &str, size: u32) -> Result<Vec<u8>, PictureError> {
    if !(1..=LARGEST_PICTURE).contains(&size) {
        return Err(PictureError::Size(size));
    }
    let document = source_text::parse(svg)?;
    // What usvg itself refuses of checked XML is a picture without a size.
    let tree = Tree::from_xmltree(&document, &sealed()).map_err(|_| PictureError::NotSvg)?;
    extent::check(&tree)?;
    let mut pixels = Pixmap::new(size, size).ok_or(PictureError::Size(size))?;
    resvg::render(&tree, fitted(&tree, size), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PictureError::Encoding(error.to_string()))
}

/// Options under which neither a file nor a data URL is loaded, whatever the checks before let through.
fn sealed() -> Options<'static> {
    Options {
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

fn fitted(tree: &Tree, size: u32) -> Transform {
    // At most 2048, which `f32` holds exactly.
    #[expect(clippy::cast_precision_loss, reason = "sizes up to LARGEST_PICTURE are exact in f32")]
    let side = size as f32;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = side / width.max(height);
    let (left, top) = ((side - width * scale) / 2.0, (side - height * scale) / 2.0);
    Transform::from_row(scale, 0.0, 0.0, scale, left, top)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use resvg::tiny_skia::Pixmap;
    use resvg::usvg::{ImageHrefResolver, Options};

    use super::{PictureError, render_png, sealed};

    const NINE: [(&str, &str); 9] = [
        ("academic-rigor", include_str!("../badges/images/academic-rigor.svg")),
        ("formative-assessment-math", include_str!("../badges/images/formative-assessment-math.svg")),
        ("formative-assessment-ela", include_str!("../badges/images/formative-assessment-ela.svg")),
        ("positive-relationships", include_str!("../badges/images/positive-relationships.svg")),
        ("collaborative-learning", include_str!("../badges/images/collaborative-learning.svg")),
        ("effective-practices", include_str!("../badges/images/effective-practices.svg")),
        ("lead-teacher", include_str!("../badges/images/lead-teacher.svg")),
        ("master-teacher", include_str!("../badges/images/master-teacher.svg")),
        ("district-stack", include_str!("../badges/images/district-stack.svg")),
    ];

    fn svg(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">\n{inside}\n</svg>")
    }

    fn pixels(svg: &str, size: u32) -> Pixmap {
        Pixmap::decode_png(&render_png(svg, size).unwrap()).unwrap()
    }

    fn alpha(pixels: &Pixmap, x: u32, y: u32) -> u8 {
        pixels.pixel(x, y).unwrap().alpha()
    }

    /// The line and the text of a refusal.
    fn refusal(inside: &str) -> (Option<u32>, String) {
        let error = render_png(&svg(inside), 8).unwrap_err();
        (error.line(), error.to_string())
    }

    #[test]
    fn the_nine_are_opaque_in_the_middle_and_clear_in_the_corners_at_every_size() {
        for (slug, text) in NINE {
            for size in [64, 512] {
                let drawn = pixels(text, size);
                assert_eq!((drawn.width(), drawn.height()), (size, size), "{slug}");
                assert_eq!(alpha(&drawn, size / 2, size / 2), 255, "{slug} at {size}");
                for (x, y) in [(0, 0), (0, size - 1), (size - 1, 0), (size - 1, size - 1)] {
                    assert_eq!(alpha(&drawn, x, y), 0, "{slug} at {size}, corner {x},{y}");
                }
            }
        }
    }

    #[test]
    fn the_nine_are_small_named_and_begin_alike() {
        let root = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\" role=\"img\" aria-labelledby=\"t\">";
        for (slug, text) in NINE {
            assert!(text.starts_with(&format!("{root}\n  <title id=\"t\">")), "{slug}");
            assert!(text.contains("<desc>") && text.len() < 6 * 1024, "{slug}: {} bytes", text.len());
        }
    }

    #[test]
    fn no_two_of_the_nine_look_alike() {
        let drawn: Vec<_> = NINE.iter().map(|(_, text)| render_png(text, 64).unwrap()).collect();
        for (index, one) in drawn.iter().enumerate() {
            assert!(!drawn[..index].contains(one), "{}", NINE[index].0);
        }
    }

    #[test]
    fn the_same_picture_gives_the_same_bytes_with_a_credential_baked_in_or_not() {
        let plain = NINE[0].1;
        let baked = plain.replacen(
            " role=\"img\" aria-labelledby=\"t\">",
            " xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"><openbadges:credential><![CDATA[{\"a\": 1}]]></openbadges:credential>",
            1,
        );
        assert_ne!(plain, baked);
        assert_eq!(render_png(plain, 128), render_png(&baked, 128));
    }

    #[test]
    fn a_wide_picture_is_centred() {
        let wide =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'><rect width='8' height='4'/></svg>";
        let drawn = pixels(wide, 8);
        assert_eq!([0, 1, 2, 5, 6, 7].map(|y| alpha(&drawn, 4, y)), [0, 0, 255, 255, 0, 0]);
    }

    #[test]
    fn a_size_that_is_not_drawn_is_refused() {
        for size in [0, 2049, u32::MAX] {
            assert_eq!(render_png(NINE[0].1, size), Err(PictureError::Size(size)));
        }
        for size in [1, 2048] {
            assert_eq!(pixels(NINE[0].1, size).width(), size);
        }
    }

    #[test]
    fn a_broken_svg_is_refused_with_its_line() {
        let (line, text) = refusal("<g>\n</path>");
        assert_eq!(line, Some(3));
        assert!(text.contains("'g' tag, not 'path' at 3:1"), "{text}");
        assert_eq!(render_png("<svg>\n\n", 8).unwrap_err().line(), Some(2));
        assert_eq!(render_png("", 8).unwrap_err().line(), None);
    }

    #[test]
    fn what_is_no_svg_or_has_no_size_is_refused() {
        for text in ["<svg/>", "<html/>", "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='8'/>"] {
            assert_eq!(render_png(text, 8), Err(PictureError::NotSvg), "{text}");
        }
    }

    #[test]
    fn a_doctype_is_refused_and_entities_are_not_expanded() {
        let error = render_png(&format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{}", svg("&a;")), 8).unwrap_err();
        assert!(matches!(error, PictureError::NotXml { .. }), "{error}");
    }

    #[test]
    fn what_only_a_browser_would_draw_is_refused_by_name_and_line() {
        for name in ["text", "image", "use", "style", "script", "filter", "mask", "foreignObject", "animate"]
        {
            let (line, text) = refusal(&format!("<g>\n<{name}/></g>"));
            assert_eq!(line, Some(3), "{text}");
            assert!(text.starts_with(&format!("line 3: the element `{name}` cannot")), "{text}");
        }
        let (line, _) = refusal("<metadata><script xmlns='http://www.w3.org/1999/xhtml'/></metadata>");
        assert_eq!(line, Some(2));
        let (line, _) = refusal("\n<?xml-stylesheet href='a.css'?>");
        assert_eq!(line, Some(3));
    }

    #[test]
    fn what_refers_to_outside_the_file_is_refused() {
        for attribute in
            ["onclick='a()'", "href='a.svg'", "fill='url(a.svg#b)'", "style='fill: URL( \"http://a/#b\")'"]
        {
            let (line, text) = refusal(&format!("<path {attribute} d='M0 0h8v8z'/>"));
            assert_eq!(line, Some(2), "{text}");
        }
        let own = "<linearGradient id='a'><stop/></linearGradient><path fill=\"url('#a')\" d='M0 0h8v8H0z'/>";
        assert_eq!(alpha(&pixels(&svg(own), 8), 4, 4), 255);
    }

    #[test]
    fn neither_a_file_nor_a_data_url_is_loaded() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("badges/images/academic-rigor.svg");
        let path = path.to_str().unwrap();
        let data = || NINE[0].1.as_bytes().to_vec().into();
        let (ours, open) = (sealed(), Options::default());
        let string =
            |options: &Options<'_>| (options.image_href_resolver.resolve_string)(path, options).is_some();
        let bytes = |options: &Options<'_>| {
            let ImageHrefResolver { resolve_data, .. } = &options.image_href_resolver;
            resolve_data("image/svg+xml", data(), options).is_some()
        };
        assert_eq!((string(&open), bytes(&open)), (true, true), "the renderer would load them by itself");
        assert_eq!((string(&ours), bytes(&ours)), (false, false));
    }

    #[test]
    fn pictures_that_would_take_unbounded_work_are_refused() {
        let too_many = "<path d='M0 0h8v8z'/>".repeat(251);
        let too_deep = format!("{}{}", "<g>".repeat(20_000), "</g>".repeat(20_000));
        let deep = format!("{}{}", "<g opacity='.5'>".repeat(17), "</g>".repeat(17));
        let clipped = "<path clip-path='url(#c)' d='M0 0h8v8z'/>".repeat(16);
        let clipping = format!("<clipPath id='c'>{}</clipPath>{clipped}", "<path d='M0 0h8v8z'/>".repeat(16));
        for inside in [&too_many, &too_deep, &deep, &clipping] {
            let error = render_png(&svg(inside), 8).unwrap_err();
            assert!(matches!(error, PictureError::TooComplex(_)), "{error}");
        }
        assert!(matches!(render_png(&" ".repeat(300_000), 8), Err(PictureError::TooLong(300_000))));
    }

    #[test]
    fn clip_paths_that_double_at_each_level_are_refused() {
        let clip = |n: usize| {
            let shape = format!("<path clip-path='url(#c{})' d='M0 0h8v8z'/>", n + 1);
            format!("<clipPath id='c{n}'>{shape}{shape}</clipPath>")
        };
        let doubling: String = (0..40).map(clip).collect();
        assert_eq!(refusal(&doubling).0, Some(2));
        for inside in
            ["<clipPath id='a' clipPathUnits='objectBoundingBox'/>", "<clipPath clip-path='url(#a)'/>"]
        {
            assert_eq!(refusal(inside).0, Some(2), "{inside}");
        }
    }

    #[test]
    fn coordinates_that_the_rasterizer_cannot_hold_are_refused() {
        let big = "<path d='M0 0H24.5V8z'/>";
        let stroked = "<path stroke='red' stroke-width='1e6' d='M0 0h8v8z'/>";
        let scaled = "<g transform='scale(1e4)'><path d='M0 0h8v8z'/></g>";
        let clip = "<clipPath id='a'><path transform='scale(1e4)' d='M0 0h8v8z'/></clipPath>";
        let clipped = format!("{clip}<path clip-path='url(#a)' d='M0 0h8v8z'/>");
        let beyond = "<path transform='translate(0 -1e5)' d='M0 0h8v8z'/>";
        for inside in [big, stroked, scaled, &clipped, beyond] {
            assert_eq!(render_png(&svg(inside), 8), Err(PictureError::OutOfFrame), "{inside}");
        }
        let endless = "<path d='M0 0A9 9 0 0 1 1e38 0'/>";
        assert_eq!(refusal(endless).0, Some(2));
        let beside = "<path d='M-16 -8H24V16H-8z'/>";
        assert_eq!(alpha(&pixels(&svg(beside), 8), 0, 0), 255);
    }
}
