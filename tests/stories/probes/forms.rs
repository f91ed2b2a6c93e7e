//! CredentialParseProbe: a badge is found in each form, where that validator looks for it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::badges::{Badge, full};
use super::{Found, finds_nothing, said};

/// The keyword of the chunk.
const KEYWORD: &[u8] = b"openbadgecredential";

/// The plain JSON has a media type that is on its list, which `application/ld+json` is not.
fn json_is_found(badge: &Badge, found: &mut Found) {
    let (media_type, body) = &badge.served;
    found.unless(["application/json", "application/vc"].contains(&media_type.as_str()), media_type.clone());
    let read: Result<Value, _> = serde_json::from_slice(body);
    // What an address answers is the newest version.
    let same =
        |read: &Value| read["id"] == badge.document["id"] && (badge.withdrawn || *read == badge.document);
    found.unless(read.as_ref().is_ok_and(same), "it is not the document");
}

/// Three parts, untrimmed; the payload is the credential, as there is no claim `vc`.
fn jws_is_found(badge: &Badge, found: &mut Found) {
    let Some(jws) = &badge.jws else { return };
    let text = String::from_utf8_lossy(jws);
    let parts: Vec<&str> = text.split('.').collect();
    found.unless(parts.len() == 3, "three parts");
    let alphabet = |part: &&str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    found.unless(parts.iter().all(alphabet), "something stands about the parts");
    let payload = parts.get(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()).unwrap_or_default();
    let payload: Value = serde_json::from_slice(&payload).unwrap_or_default();
    found.unless(
        payload.get("vc").is_none() && payload["id"] == badge.document["id"],
        "the payload is no credential",
    );
}

/// The first text chunk of its keyword that Java's reader shows with a `text` attribute, which `tEXt` is not.
fn png_is_found(badge: &Badge, found: &mut Found) {
    let text = chunks(&badge.png).find_map(|(kind, data)| match kind {
        b"iTXt" => international(data),
        _ => None,
    });
    found.unless(text.is_some_and(|text| holds(badge, text)), "no credential in the picture");
}

/// Type and data of each chunk.
fn chunks(mut png: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    png = png.strip_prefix(b"\x89PNG\r\n\x1a\n").unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, rest) = png.split_first_chunk::<4>()?;
        let (kind, rest) = rest.split_at_checked(4)?;
        let (data, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        png = rest.get(4..)?;
        Some((kind, data))
    })
}

/// The text of an `iTXt` of the keyword, neither compressed nor with a language.
fn international(data: &[u8]) -> Option<&[u8]> {
    data.strip_prefix(KEYWORD)?.strip_prefix(&[0, 0, 0, 0, 0])
}

/// The first element of the name, and in it the first CDATA.
fn svg_is_found(badge: &Badge, found: &mut Found) {
    let svg = String::from_utf8_lossy(&badge.svg);
    found.unless(
        svg.contains(r#"xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0""#),
        "the name space is not there",
    );
    let inside = svg
        .split_once("<openbadges:credential>")
        .and_then(|(_, rest)| rest.split_once("</openbadges:credential>"));
    let node = inside.and_then(|(inside, _)| inside.trim().strip_prefix("<![CDATA[")?.strip_suffix("]]>"));
    // One node only is read: what is divided at `]]>` loses the rest.
    let one = node.filter(|node| !node.contains("]]>"));
    found.unless(one.is_some_and(|node| holds(badge, node.as_bytes())), "no credential in the drawing");
}

/// Whether a text is the badge: `{` first means JSON.
fn holds(badge: &Badge, text: &[u8]) -> bool {
    let read: Value = serde_json::from_slice(text).unwrap_or_default();
    text.first() == Some(&b'{')
        && read["id"] == badge.document["id"]
        && (badge.withdrawn || read == badge.document)
}

#[test]
fn credential_parse_probe_json() {
    finds_nothing(json_is_found);
    let spoiled =
        Badge { served: ("application/ld+json".to_owned(), full().served.1.clone()), ..full().clone() };
    assert!(!said(json_is_found, &spoiled).is_empty());
}

#[test]
fn credential_parse_probe_jws() {
    finds_nothing(jws_is_found);
    let spoiled =
        Badge { jws: full().jws.clone().map(|jws| [jws.as_slice(), b"\n"].concat()), ..full().clone() };
    assert!(!said(jws_is_found, &spoiled).is_empty());
}

#[test]
fn credential_parse_probe_png() {
    finds_nothing(png_is_found);
    let at = full().png.windows(4).position(|four| four == b"iTXt").unwrap();
    let mut png = full().png.clone();
    png[at..at + 4].copy_from_slice(b"tEXt");
    assert!(!said(png_is_found, &Badge { png, ..full().clone() }).is_empty());
}

#[test]
fn credential_parse_probe_svg() {
    finds_nothing(svg_is_found);
    let svg = String::from_utf8(full().svg.clone()).unwrap().replace("\\u003e", ">").into_bytes();
    assert!(!said(svg_is_found, &Badge { svg, ..full().clone() }).is_empty());
}
