//! Credentials in SVG: an `<openbadges:credential>` element as the first child of the root
//! (Open Badges 3.0, section "Baked Badge").

mod scan;

use std::fmt::Write as _;

use self::scan::{Root, Scan, scan};
use super::text::{self, Form};
use super::{BakeError, ExtractError, Extracted, MAX_PICTURE_BYTES, MAX_TEXT_BYTES, PictureError};

/// The namespace of Open Badges 3.0 in SVG.
const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";
/// That of Open Badges 2 (Open Badges Baking Specification 2.0).
const NAMESPACE_OF_OPEN_BADGES_2: &str = "http://openbadges.org";

/// Bakes `text`, a credential as JSON or as a compact JWS, into an SVG, as the first child of its root:
/// JSON as one CDATA section, a JWS as the attribute `verify`. Credentials that are already in it are
/// replaced; every other byte stays as it is.
///
/// In JSON, `>` and the few characters that XML does not carry unchanged are written as `\u` escapes, so
/// what is read back is equal as JSON, and to the byte where none of them occurs.
///
/// # Errors
/// When `svg` is no sound SVG in UTF-8, is larger than [`MAX_PICTURE_BYTES`], declares entities or uses the
/// prefix `openbadges` for something else, or `text` is neither JSON nor a compact JWS.
pub fn bake(svg: &[u8], text: &str) -> Result<Vec<u8>, BakeError> {
    let (text, form) = text::to_bake(text)?;
    let svg = read(svg)?;
    let scan = scan(svg)?;
    if let Some(declared) = scan.encoding.filter(|declared| !declared.eq_ignore_ascii_case("utf-8")) {
        return Err(BakeError::Encoding { declared });
    }
    let is_declared = match scan.root.prefix_openbadges.as_deref() {
        None => false,
        Some(NAMESPACE) => true,
        Some(other) => return Err(BakeError::PrefixTaken { namespace: other.to_owned() }),
    };
    let mut baked = String::with_capacity(svg.len() + text.len() + 256);
    push_root(&mut baked, svg, &scan.root, is_declared, &element(text, form));
    let mut at = scan.root.tag.end;
    for credential in scan.credentials {
        baked.push_str(&svg[at..credential.range.start]);
        at = credential.range.end;
    }
    baked.push_str(&svg[at..]);
    Ok(baked.into_bytes())
}

/// Reads the credential out of an SVG, wherever it stands and whatever prefix it uses. Only character
/// references and the five entities that XML itself defines are resolved.
///
/// # Errors
/// When `svg` is no sound SVG in UTF-8 or too large, declares entities, or holds no Open Badges 3.0
/// credential.
pub fn extract(svg: &[u8]) -> Result<Extracted, ExtractError> {
    let text = read(svg)?;
    let Scan { credentials, encoding, is_open_badges_2, .. } = scan(text)?;
    // Readers that believe the declaration would see other characters than we do.
    if encoding.is_some_and(|declared| !declared.eq_ignore_ascii_case("utf-8")) && !text.is_ascii() {
        return Err(PictureError::NotUtf8 { at: 0 }.into());
    }
    let found: Vec<String> = credentials
        .into_iter()
        .flat_map(|credential| credential.verify.into_iter().chain([credential.body]))
        .collect();
    if found.iter().map(String::len).sum::<usize>() > MAX_TEXT_BYTES {
        return Err(PictureError::TooLarge { what: "the badge in the picture", limit: MAX_TEXT_BYTES }.into());
    }
    match text::settle(found) {
        Some(extracted) => Ok(extracted),
        None if is_open_badges_2 => Err(ExtractError::OpenBadges2),
        None => Err(ExtractError::NoBadge),
    }
}

fn read(svg: &[u8]) -> Result<&str, PictureError> {
    if svg.len() > MAX_PICTURE_BYTES {
        return Err(PictureError::TooLarge { what: "the picture", limit: MAX_PICTURE_BYTES });
    }
    std::str::from_utf8(svg).map_err(|wrong| PictureError::NotUtf8 { at: wrong.valid_up_to() })
}

/// Everything up to the end of the root's tag, which declares the prefix and is followed by the credential.
fn push_root(baked: &mut String, svg: &str, root: &Root, is_declared: bool, element: &str) {
    baked.push_str(&svg[..root.name.end]);
    if !is_declared {
        baked.push_str(" xmlns:openbadges=\"");
        baked.push_str(NAMESPACE);
        baked.push('"');
    }
    let rest_of_tag = &svg[root.name.end..root.tag.end];
    match rest_of_tag.strip_suffix("/>").filter(|_| root.is_empty) {
        Some(attributes) => {
            baked.push_str(attributes);
            baked.push('>');
            baked.push_str(element);
            baked.push_str("</");
            baked.push_str(&svg[root.name.clone()]);
            baked.push('>');
        }
        None => {
            baked.push_str(rest_of_tag);
            baked.push_str(element);
        }
    }
}

fn element(text: &str, form: Form) -> String {
    match form {
        Form::Jws => format!("<openbadges:credential verify=\"{text}\"></openbadges:credential>"),
        Form::Json => {
            format!("<openbadges:credential><![CDATA[{}]]></openbadges:credential>", escaped_for_cdata(text))
        }
    }
}

/// JSON that passes through CDATA unchanged. All of these characters stand inside of JSON strings, as they
/// may stand nowhere else.
fn escaped_for_cdata(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        let must_be_escaped = matches!(
            character,
            // No `]]>` may occur.
            '>'
            // XML 1.0 §2.2 does not allow these.
            | '\u{fffe}' | '\u{ffff}'
            // XML 1.1 §2.2 restricts the first, and §2.11 makes line feeds of U+0085 and the second.
            | '\u{7f}'..='\u{9f}' | '\u{2028}'
        );
        if must_be_escaped {
            // All are in the Basic Multilingual Plane, so one escape does. Writing to a String cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
