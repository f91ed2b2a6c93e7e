//! Pictures with a second badge, a hidden one, or none that can be read.

use std::io::Write;

use badgewright_credential::baking;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::json;

use super::case::Case;
use super::person::{issuer, with};

/// One grey pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\
    \0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";
/// The length of the signature and the header chunk.
const HEAD: usize = 33;
/// The length of the end chunk.
const END: usize = 12;
const KEYWORD: &str = "openbadgecredential";
const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";

pub(crate) fn cases() -> Vec<Case> {
    [png_with_two(), png_broken(), svg_with_two(), svg_broken()].into_iter().flatten().collect()
}

fn good() -> String {
    issuer().good().to_string()
}

/// Another good badge of the same issuer's.
fn other() -> String {
    issuer().sign(with(issuer().badge(), "/credentialSubject/id", json!("did:example:eve"))).to_string()
}

/// PNG §5.3.
fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let body = [&kind[..], contents].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&body);
    [&u32::try_from(contents.len()).unwrap().to_be_bytes()[..], &body, &crc.sum().to_be_bytes()].concat()
}

fn itxt(text: &[u8], compressed: bool) -> Vec<u8> {
    let flags: &[u8] = if compressed { b"\0\x01\0\0\0" } else { b"\0\0\0\0\0" };
    chunk(b"iTXt", &[KEYWORD.as_bytes(), flags, text].concat())
}

fn text(text: &[u8]) -> Vec<u8> {
    chunk(b"tEXt", &[KEYWORD.as_bytes(), b"\0", text].concat())
}

fn ztxt(packed: &[u8]) -> Vec<u8> {
    chunk(b"zTXt", &[KEYWORD.as_bytes(), b"\0\0", packed].concat())
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// So many megabytes of spaces.
fn bomb(mebibytes: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let piece = vec![b' '; 1 << 20];
    (0..mebibytes).for_each(|_| encoder.write_all(&piece).unwrap());
    encoder.finish().unwrap()
}

/// A picture with these chunks after its header.
fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [&PNG[..HEAD], &chunks.concat(), &PNG[HEAD..]].concat()
}

fn png_with_two() -> Vec<Case> {
    let (good, other) = (good(), other());
    let ours = itxt(good.as_bytes(), false);
    let case = |name: &str, chunks: &[Vec<u8>]| Case::bytes(name, png(chunks)).invalid("parse.second_badge");
    let signed = issuer().jwt(&with(issuer().badge(), "/name", json!("Other")));
    vec![
        case("a PNG with two badges", &[ours.clone(), itxt(other.as_bytes(), false)]),
        case(
            "a PNG with a second badge, compressed",
            &[ours.clone(), itxt(&deflated(other.as_bytes()), true)],
        ),
        case("a PNG with a second badge in zTXt", &[ours.clone(), ztxt(&deflated(other.as_bytes()))]),
        case("a PNG with a second badge in tEXt", &[ours.clone(), text(other.as_bytes())]),
        case("a PNG with another badge in tEXt before it", &[text(other.as_bytes()), ours.clone()]),
        case("a PNG with a second badge as signed text", &[ours.clone(), itxt(signed.as_bytes(), false)]),
        case("a PNG with a thousand badges", &vec![ours.clone(); 1_000]),
        case(
            "a PNG with a second badge after the first four copies",
            &[vec![ours; 5], vec![text(other.as_bytes())]].concat(),
        ),
    ]
}

fn png_broken() -> Vec<Case> {
    let good = good();
    let ours = itxt(good.as_bytes(), false);
    let baked = baking::bake(PNG, &good).unwrap();
    let mut wrong_sum = baked.clone();
    let at = wrong_sum.len() - END - 1;
    wrong_sum[at] ^= 1;
    let mut endless = PNG[..HEAD].to_vec();
    endless.extend(u32::MAX.to_be_bytes());
    endless.extend(b"iTXt");
    let many = (0..100_000).flat_map(|_| chunk(b"tEXt", b"a\0b")).collect::<Vec<_>>();
    let bombs: Vec<Vec<u8>> = (0..6).map(|_| ztxt(&bomb(7))).collect();
    let broken = ztxt(&deflated(good.as_bytes())[..100]);
    let case = |name: &str, body: Vec<u8>| Case::bytes(name, body);
    vec![
        case("a PNG with the badge after its end", [PNG, &ours].concat()).invalid("parse.no_badge"),
        case("a PNG with the badge beside the picture, not in it", [PNG, good.as_bytes()].concat())
            .invalid("parse.no_badge"),
        case("a PNG whose badge has a wrong checksum", wrong_sum).invalid("parse.bad_crc"),
        case("a PNG cut off in the badge", baked[..baked.len() - 100].to_vec()).invalid("parse.truncated"),
        case("a PNG with a chunk of four gigabytes", endless).invalid("parse.truncated"),
        case("a PNG with a zlib bomb of 64 MB", png(&[ztxt(&bomb(64))])).invalid("parse.too_large"),
        case("a PNG with six zlib bombs just below the bound", png(&bombs)).invalid("parse.too_large"),
        case("a PNG with a badge cut off in its compression", png(&[broken]))
            .invalid("parse.malformed_picture"),
        case("a PNG with a badge that is not UTF-8", png(&[itxt(b"{\"a\":\"\xff\"}", false)]))
            .invalid("parse.not_utf8"),
        case("a PNG with a hundred thousand notes", png(&[many])).invalid("parse.no_badge"),
        case(
            "a PNG with a note in another letter case",
            png(&[chunk(b"iTXt", &[b"OpenBadgeCredential\0\0\0\0\0", good.as_bytes()].concat())]),
        )
        .invalid("parse.no_badge"),
        case("a PNG with an empty badge", png(&[itxt(b"", false)])).invalid("parse.no_badge"),
        case("a PNG with an address for a badge", png(&[itxt(b"https://evil.example/badge", false)]))
            .invalid("parse.not_a_jws"),
        case("a PNG's signature alone", PNG[..8].to_vec()).invalid("parse.truncated"),
        case("a PNG of seventeen megabytes", [PNG, &vec![0; 17 << 20]].concat()).invalid("parse.too_large"),
        case(
            "a PNG with a forged badge",
            baking::bake(PNG, &good.replacen("Teamwork", "Surgery", 1)).unwrap(),
        )
        .invalid("proof.signature_mismatch"),
    ]
}

fn svg(contents: &str) -> Vec<u8> {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:openbadges=\"{NAMESPACE}\">{contents}<rect/></svg>"
    )
    .into()
}

fn element(text: &str) -> String {
    format!("<openbadges:credential><![CDATA[{text}]]></openbadges:credential>")
}

fn svg_with_two() -> Vec<Case> {
    let (good, other) = (good(), other());
    let signed = issuer().jwt(&with(issuer().badge(), "/name", json!("Other")));
    let attribute =
        |body: &str| format!("<openbadges:credential verify=\"{signed}\">{body}</openbadges:credential>");
    let case = |name: &str, contents: String| Case::bytes(name, svg(&contents)).invalid("parse.second_badge");
    let elsewhere =
        format!("<x:credential xmlns:x=\"{NAMESPACE}\">{}</x:credential>", other.replace('"', "&quot;"));
    vec![
        case("an SVG with two badges", element(&good) + &element(&other)),
        case(
            "an SVG with a badge in the attribute and another in the element",
            attribute(&format!("<![CDATA[{good}]]>")),
        ),
        case("an SVG with a second badge under another prefix", element(&good) + &elsewhere),
        case(
            "an SVG with a second badge deep in the drawing",
            format!("{}<g><g>{}</g></g>", element(&good), element(&other)),
        ),
        case(
            "an SVG with a second badge in the metadata",
            format!("<metadata>{}</metadata>{}", element(&other), element(&good)),
        ),
        case("an SVG with a thousand badges", element(&good).repeat(1_000)),
    ]
}

fn svg_broken() -> Vec<Case> {
    let good = good();
    let with_doctype = |doctype: &str, contents: &str| {
        [b"<?xml version=\"1.0\"?>", doctype.as_bytes(), &svg(contents)].concat()
    };
    let laughs: String =
        (1..20).map(|at| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10))).collect();
    let split = good.replacen("Example Corp", "Example]]><!-- --><![CDATA[ Corp", 1);
    let smuggled = good.replacen("Teamwork", "Brain]]><g>x</g><![CDATA[ surgery", 1);
    let case = |name: &str, body: Vec<u8>| Case::bytes(name, body);
    let deep = format!("{}{}{}", "<g>".repeat(100_000), element(&good), "</g>".repeat(100_000));
    let attributes: String = (0..50_000).map(|at| format!(" a{at}=\"x\"")).collect();
    vec![
        case("an SVG with entities in each other (a billion laughs)", with_doctype(&format!("<!DOCTYPE svg [<!ENTITY l0 \"x\">{laughs}]>"), "&l19;"))
            .invalid("parse.entity"),
        case("an SVG with an entity of a file", with_doctype("<!DOCTYPE svg [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>", &format!("{}&f;", element(&good))))
            .invalid("parse.entity"),
        case("an SVG with an entity of an address", with_doctype("<!DOCTYPE svg SYSTEM \"https://evil.example/x.dtd\" [<!ENTITY % p SYSTEM \"https://evil.example/y\">%p;]>", &element(&good)))
            .invalid("parse.entity"),
        case("an SVG with an entity that is not declared", svg("<openbadges:credential>&badge;</openbadges:credential>"))
            .invalid("parse.entity"),
        case("an SVG with elements within the badge", svg(&element(&smuggled))).invalid("parse.malformed_picture"),
        case("an SVG with a forged badge in pieces", svg(&element(&split.replacen("Teamwork", "Surgery", 1)))).invalid("proof.signature_mismatch"),
        case("an SVG with the badge in a comment", svg(&format!("<!--{}-->", element(&good)))).invalid("parse.no_badge"),
        case("an SVG with the badge in another namespace", svg(&format!("<credential><![CDATA[{good}]]></credential>"))).invalid("parse.no_badge"),
        case("an SVG nested a hundred thousand deep", svg(&deep)).invalid("parse.too_deep"),
        case("an SVG cut off", svg(&element(&good))[..500].to_vec()).invalid("parse.truncated"),
        case("an SVG with an element that does not end", svg("<g>")).invalid("parse.malformed_picture"),
        case("an SVG that says it is UTF-16", [b"<?xml version=\"1.0\" encoding=\"UTF-16\"?>", &svg(&element(&good.replacen("Corp", "C\u{f6}rp", 1)))[..]].concat())
            .invalid("parse.not_utf8"),
        case("an SVG that is not UTF-8", [&svg(&element(&good))[..], b"<!-- \xff -->"].concat()).invalid("parse.not_utf8"),
        case("an SVG with fifty thousand attributes beside the badge", svg(&format!("<openbadges:credential{attributes}>{}</openbadges:credential>", "x")))
            .invalid("parse.malformed_picture"),
        case("an SVG with an address for a badge", svg("<openbadges:credential verify=\"https://evil.example/badge\"/>")).invalid("parse.not_a_jws"),
        case("an HTML page with a badge in a drawing", [b"<!DOCTYPE html><html><body>", &svg(&element(&good))[..], b"</body></html>"].concat())
            .invalid("parse.web_page"),
        case("a JPEG", [b"\xff\xd8\xff\xe0\0\x10JFIF", good.as_bytes()].concat()).invalid("parse.unrecognised"),
    ]
}
