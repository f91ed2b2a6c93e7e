//! An SVG's text, checked before it is drawn: shapes only, and nothing outside the file.

use resvg::usvg::roxmltree::{Attribute, Document, Error, Node, ParsingOptions};

use super::PictureError;

/// Longest SVG that is read, in bytes.
pub(super) const MOST_BYTES: usize = 256 * 1024;
/// Elements, texts and comments together.
const MOST_NODES: u32 = 10_000;
/// Elements inside elements: layers of this depth are in memory at once.
const MOST_DEPTH: usize = 16;

/// Larger numbers are no coordinates: the renderer's reader never ends on arcs that reach to 1e38.
const LARGEST_NUMBER: f64 = 1e6;

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// What browsers and this renderer draw alike, without fonts and in time linear in the text. `use` is not among
/// them: nested, a few lines of it make a million shapes.
const DRAWN: [&str; 17] = [
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "metadata",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
];

/// The attributes that place shapes.
const PLACES: [&str; 22] = [
    "d",
    "points",
    "transform",
    "gradientTransform",
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "fx",
    "fy",
    "r",
    "rx",
    "ry",
    "fr",
    "stroke-width",
];

/// Parses the text. No DTD is read, so entities are never expanded.
pub(super) fn parse(svg: &str) -> Result<Document<'_>, PictureError> {
    if svg.len() > MOST_BYTES {
        return Err(PictureError::TooLong(svg.len()));
    }
    let limits = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(svg, limits).map_err(|error| not_xml(svg, &error))?;
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Err(PictureError::NotSvg);
    }
    document.descendants().try_for_each(check_node)?;
    Ok(document)
}

fn not_xml(svg: &str, error: &Error) -> PictureError {
    let line = match error {
        Error::NodesLimitReached => return PictureError::TooComplex("10,000 XML nodes"),
        // Their `pos` is a placeholder, 1:1.
        Error::NoRootNode
        | Error::DtdDetected
        | Error::AttributesLimitReached
        | Error::NamespacesLimitReached => None,
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => u32::try_from(svg.lines().count()).ok(),
        found => Some(found.pos().row),
    };
    PictureError::NotXml { line, reason: error.to_string() }
}

fn check_node(node: Node<'_, '_>) -> Result<(), PictureError> {
    if let Some(instruction) = node.pi() {
        return refuse(node, format!("the instruction `<?{}`", instruction.target), "remove it");
    }
    if node.ancestors().nth(MOST_DEPTH + 1).is_some() {
        return Err(PictureError::TooComplex("16 levels of elements"));
    }
    let tag = node.tag_name();
    // Other vocabularies (a baked credential, an editor's notes) draw nothing. HTML would, and could run scripts.
    let in_svg = tag.namespace() == Some(SVG);
    if tag.namespace() == Some(XHTML) || in_svg && !DRAWN.contains(&tag.name()) {
        return refuse(node, format!("the element `{}`", tag.name()), remedy_for(tag.name()));
    }
    let clips = node.ancestors().any(|around| around.has_tag_name((SVG, "clipPath")));
    let remedies = node.attributes().map(|attribute| (attribute.name(), attribute_remedy(attribute, clips)));
    match remedies.filter(|_| in_svg).find_map(|(name, remedy)| Some((name, remedy?))) {
        Some((name, remedy)) => refuse(node, format!("the attribute `{name}` of `{}`", tag.name()), remedy),
        None => Ok(()),
    }
}

fn refuse(node: Node<'_, '_>, what: String, remedy: &'static str) -> Result<(), PictureError> {
    let line = node.document().text_pos_at(node.range().start).row;
    Err(PictureError::Unsupported { line, what, remedy })
}

/// What to do about an attribute that no picture may have; `clips` is true on and in a clip path.
fn attribute_remedy(attribute: Attribute<'_, '_>, clips: bool) -> Option<&'static str> {
    let (name, value) = (attribute.name(), attribute.value());
    if reaches_outside(name, value) {
        return Some("refer only to what the file itself defines, by `#` and its id");
    }
    // The renderer's reader takes time exponential in the depth of clip paths on clip paths, and copies one
    // in units of a box for each use.
    if clips && matches!(name, "clip-path" | "clipPathUnits" | "style") {
        return Some("clip once, by plain shapes in the picture's own units");
    }
    if PLACES.contains(&name) && numbers(value).any(|number| number > LARGEST_NUMBER) {
        return Some("keep its numbers under a million");
    }
    // One line of short dashes is a million shapes.
    let dashes = name == "stroke-dasharray" || name == "style" && value.contains("stroke-dasharray");
    dashes.then_some("draw the dashes out")
}

fn remedy_for(element: &str) -> &'static str {
    match element {
        "text" | "tspan" | "textPath" => {
            "convert text to paths, since fonts differ from one machine to the next"
        }
        "image" | "feImage" => "draw it as paths, since images are not read",
        "use" => "draw the shape out where it is used",
        "style" => "write its rules as attributes of the shapes",
        _ => "draw with paths, basic shapes, gradients and clip paths only",
    }
}

/// Scripts, links, and CSS references to other files.
fn reaches_outside(name: &str, value: &str) -> bool {
    let refers_elsewhere = |after: &str| !after.trim_start_matches(['"', '\'', ' ']).starts_with('#');
    name.starts_with("on")
        || name == "href" && refers_elsewhere(value)
        || value.to_ascii_lowercase().split("url(").skip(1).any(refers_elsewhere)
}

/// The numbers of an attribute, without their signs, as SVG writes them: `1-.5.5e3` holds three.
fn numbers(value: &str) -> impl Iterator<Item = f64> {
    let mut rest = value;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(|c: char| c.is_ascii_digit())?..];
        let end = number_end(rest.as_bytes());
        let number = rest[..end].parse();
        rest = &rest[end..];
        Some(number.unwrap_or(f64::INFINITY))
    })
}

/// Where the number that begins with a digit ends.
fn number_end(text: &[u8]) -> usize {
    let digits = |from: usize| from + text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(0);
    let end = if text.get(whole) == Some(&b'.') { digits(whole + 1) } else { whole };
    if !matches!(text.get(end), Some(b'e' | b'E')) {
        return end;
    }
    let signed = end + 1 + usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
    if digits(signed.min(text.len())) > signed { digits(signed) } else { end }
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_read_as_svg_writes_them() {
        let read = |value: &str| numbers(value).collect::<Vec<_>>();
        assert_eq!(read("M1-2.5,3e2l4e-1 5.z"), [1.0, 2.5, 300.0, 0.4, 5.0]);
        assert_eq!(read("6e7e8"), [6e7, 8.0]);
        assert_eq!(read("scale(1E+9) 2em 3e 4e+"), [1e9, 2.0, 3.0, 4.0]);
        assert_eq!(read("1e999"), [f64::INFINITY]);
        assert_eq!(read("\u{e9} none"), [] as [f64; 0]);
    }
}
