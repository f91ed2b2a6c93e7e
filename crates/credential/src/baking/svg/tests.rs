use proptest::prelude::{prop, prop_assert, prop_assert_eq, proptest};
use serde_json::Value;

use super::super::MAX_PICTURE_BYTES;
use super::super::text::Second;
use super::{ExtractError, bake, extract};

const JWS: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl";
const JSON: &str = r#"{"type": ["VerifiableCredential"], "name": "Größe"}"#;
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width='9'>\n  <rect/>\n</svg>\n";

fn baked(svg: &str, text: &str) -> String {
    String::from_utf8(bake(svg.as_bytes(), text).unwrap()).unwrap()
}

fn read(svg: &str) -> (String, Second) {
    let found = extract(svg.as_bytes()).unwrap();
    (found.text, found.second)
}

fn code_of(svg: &str) -> &'static str {
    extract(svg.as_bytes()).unwrap_err().code()
}

/// An SVG with the prefix `o` for the namespace.
fn svg_with(inside: &str) -> String {
    format!("<svg xmlns:o='https://purl.imsglobal.org/ob/v3p0'>{inside}</svg>")
}

#[test]
fn json_is_the_first_child_in_one_cdata() {
    assert_eq!(
        baked(SVG, JSON),
        format!(
            "<svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" \
             xmlns=\"http://www.w3.org/2000/svg\" width='9'>\
             <openbadges:credential><![CDATA[{JSON}]]></openbadges:credential>\n  <rect/>\n</svg>\n"
        )
    );
}

#[test]
fn a_jws_is_in_the_attribute_verify() {
    assert!(baked(SVG, JWS).contains(&format!(
        "'9'><openbadges:credential verify=\"{JWS}\"></openbadges:credential>\n  <rect/>"
    )));
    assert_eq!(read(&baked(SVG, JWS)), (JWS.to_owned(), Second::None));
}

#[test]
fn the_end_of_a_cdata_section_cannot_occur_in_it() {
    let text = r#"{"name": "]]>", "]]>": [[">\\>"]]}"#;
    let svg = baked(SVG, text);
    assert_eq!(svg.matches("]]>").count(), 1);
    let (found, _) = read(&svg);
    assert_eq!(found, r#"{"name": "]]\u003e", "]]\u003e": [["\u003e\\\u003e"]]}"#);
    assert_eq!(serde_json::from_str::<Value>(&found).unwrap(), serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn a_self_closing_root_is_opened() {
    assert_eq!(
        baked("<?xml version=\"1.0\"?><s:svg xmlns:s='http://www.w3.org/2000/svg' />", "a.b.c"),
        "<?xml version=\"1.0\"?><s:svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" \
         xmlns:s='http://www.w3.org/2000/svg' >\
         <openbadges:credential verify=\"a.b.c\"></openbadges:credential></s:svg>"
    );
}

#[test]
fn the_prolog_and_a_byte_order_mark_stay() {
    let prolog = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
                  \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<!-- > <svg> -->";
    assert_eq!(baked(&format!("{prolog}{SVG}"), JSON), format!("{prolog}{}", baked(SVG, JSON)));
    assert_eq!(read(&format!("{prolog}{}", baked(SVG, JSON))).0, JSON);
}

#[test]
fn baking_again_replaces_wherever_the_old_one_stands() {
    assert_eq!(baked(&baked(SVG, JSON), JWS), baked(SVG, JWS));
    assert_eq!(baked(&baked("<svg/>", JWS), JSON), baked("<svg/>", JSON));
    let old = svg_with("<g>1<o:credential verify='a.b.c'/>2</g>3<o:credential>{&quot;</o:credential>4");
    assert_eq!(baked(&old, JWS), baked(&svg_with("<g>12</g>34"), JWS));
}

#[test]
fn the_prefix_is_declared_once_and_never_rebound() {
    let declared = "<svg xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0'/>";
    assert_eq!(baked(declared, JWS).matches("xmlns:openbadges").count(), 1);
    for taken in ["<svg xmlns:openbadges='http://openbadges.org'/>", "<svg xmlns:openbadges=''/>"] {
        assert_eq!(bake(taken.as_bytes(), JWS).unwrap_err().code(), "bake.prefix_taken");
    }
}

#[test]
fn another_encoding_is_not_baked_into() {
    let svg = "<?xml version='1.0' encoding='ISO-8859-1'?><svg/>";
    assert_eq!(bake(svg.as_bytes(), JSON).unwrap_err().code(), "bake.encoding");
    assert_eq!(code_of("<?xml version='1.0' encoding='ISO-8859-1'?><svg>ö</svg>"), "parse.not_utf8");
}

#[test]
fn a_credential_is_read_anywhere_and_under_any_prefix() {
    for (svg, text) in [
        (svg_with("<g><metadata><o:credential> {\"a\": 1}\n</o:credential></metadata></g>"), "{\"a\": 1}"),
        (svg_with("<o:credential><![CDATA[{\"a\":]]><!-- --><![CDATA[1}]]></o:credential>"), "{\"a\":1}"),
        (svg_with("<o:credential>{&quot;a&#34;: &#x22;&lt;&amp;&quot;}</o:credential>"), "{\"a\": \"<&\"}"),
        (svg_with("<o:credential verify='&#97;.b.c'></o:credential>"), "a.b.c"),
        (svg_with("<o:credential/><o:credential verify='a.b.c'/>"), "a.b.c"),
        (
            "<svg><credential xmlns='https://purl.imsglobal.org/ob/v3p0'>{}</credential></svg>".to_owned(),
            "{}",
        ),
    ] {
        assert_eq!(read(&svg), (text.to_owned(), Second::None), "{svg}");
    }
}

#[test]
fn the_first_is_given_and_a_second_is_told() {
    let same = svg_with("<o:credential>{\"a\":1}</o:credential><o:credential>{\"a\": 1}</o:credential>");
    assert_eq!(read(&same), ("{\"a\":1}".to_owned(), Second::Same));
    let different = svg_with("<o:credential verify='a.b.c'/><g><o:credential verify='a.b.d'/></g>");
    assert_eq!(read(&different), ("a.b.c".to_owned(), Second::Different));
    let within_one = svg_with("<o:credential verify='a.b.c'>{}</o:credential>");
    assert_eq!(read(&within_one), ("a.b.c".to_owned(), Second::Different));
}

#[test]
fn an_svg_without_a_badge_is_told_from_an_open_badges_2_badge() {
    assert_eq!(extract(SVG.as_bytes()), Err(ExtractError::NoBadge));
    assert_eq!(code_of("<svg><credential>{}</credential></svg>"), "parse.no_badge");
    let old = "<svg xmlns:openbadges='http://openbadges.org'><openbadges:assertion verify='https://e.example/1'/></svg>";
    assert_eq!(extract(old.as_bytes()), Err(ExtractError::OpenBadges2));
}

#[test]
fn declared_entities_are_refused_wherever_they_would_be_used() {
    let declared = "<!DOCTYPE svg [<!ENTITY a \"{}\">]><svg/>";
    assert_eq!(code_of(declared), "parse.entity");
    assert_eq!(bake(declared.as_bytes(), JWS).unwrap_err().code(), "parse.entity");
    assert_eq!(
        code_of("<!DOCTYPE svg [<!ELEMENT svg ANY><!ENTITY % a SYSTEM 'file:///etc/passwd'>]><svg/>"),
        "parse.entity"
    );
    assert_eq!(code_of(&svg_with("<o:credential>&a;</o:credential>")), "parse.entity");
    assert_eq!(code_of(&svg_with("<o:credential verify='&a;'/>")), "parse.entity");
}

#[test]
fn nesting_is_followed_only_so_far() {
    let nested = |levels: usize| format!("<svg>{}{}</svg>", "<g>".repeat(levels), "</g>".repeat(levels));
    assert_eq!(code_of(&nested(255)), "parse.no_badge");
    assert_eq!(code_of(&nested(256)), "parse.too_deep");
    assert_eq!(code_of(&format!("<svg>{}", "<g>".repeat(1_000_000))), "parse.too_deep");
}

#[test]
fn an_svg_that_is_cut_off_anywhere_is_told() {
    let whole = baked("<svg><!-- -->&#97;<?a?><![CDATA[ ]]></svg>", JSON);
    let end_of_root = whole.trim_end().len();
    for (end, _) in whole.char_indices().filter(|(end, _)| (4..end_of_root).contains(end)) {
        assert_eq!(code_of(&whole[..end]), "parse.truncated", "{end} bytes");
    }
}

#[test]
fn what_is_not_well_formed_is_told_with_its_place() {
    for (svg, at) in [
        ("<svg></g>", 5),
        ("<svg><!X></svg>", 5),
        ("<svg><![X]]></svg>", 5),
        ("<svg>&x</svg>", 5),
        ("<svg/><svg/>", 6),
        ("<svg/> text", 6),
        ("text <svg/>", 0),
        ("\u{feff}<svg></g>", 8),
        ("\u{feff}\u{feff}<svg/>", 3),
        ("<svg><credential xmlns='https://purl.imsglobal.org/ob/v3p0'><g/></credential></svg>", 60),
    ] {
        let error = extract(svg.as_bytes()).unwrap_err();
        assert_eq!(error.code(), "parse.malformed_picture", "{svg}");
        assert!(error.to_string().contains(&format!("byte {at}:")), "{svg}: {error}");
    }
}

#[test]
fn other_files_are_told() {
    assert_eq!(code_of("<html/>"), "parse.not_a_picture");
    assert_eq!(code_of("<svg xmlns='http://www.w3.org/1999/xhtml'/>"), "parse.not_a_picture");
    assert_eq!(code_of(""), "parse.not_a_picture");
    assert_eq!(extract(b"<svg>\xff</svg>").unwrap_err().code(), "parse.not_utf8");
    assert_eq!(extract(&vec![b' '; MAX_PICTURE_BYTES + 1]).unwrap_err().code(), "parse.too_large");
}

#[test]
fn a_million_attributes_take_no_quadratic_time() {
    let attributes: String = (0..1_000_000).map(|n| format!(" a{n}=''")).collect();
    assert_eq!(code_of(&svg_with(&format!("<o:credential{attributes}/>"))), "parse.malformed_picture");
    assert_eq!(code_of(&format!("<svg{attributes}/>")), "parse.no_badge");
}

/// Pieces that make nearly right SVGs.
const PIECES: [&str; 25] = [
    "\u{feff}",
    "<svg>",
    "<svg/>",
    "</svg>",
    "<o:credential xmlns:o='https://purl.imsglobal.org/ob/v3p0'>",
    "</o:credential>",
    "<o:credential verify='a.b.c'/>",
    "<![CDATA[",
    "]]>",
    "{}",
    "&amp;",
    "&x;",
    "&",
    "<!DOCTYPE svg [",
    "]>",
    "<!ENTITY a 'b'>",
    "<!--",
    "-->",
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<?",
    "?>",
    "<",
    ">",
    "ß\u{feff}",
    "<svg xmlns:openbadges=''>",
];

proptest! {
    #[test]
    fn what_is_baked_is_read_back_equal_as_json(name: String, value: String) {
        let json = serde_json::json!({ name: value });
        let (text, second) = read(&baked(SVG, &json.to_string()));
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json);
        prop_assert_eq!(second, Second::None);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = extract(&bytes);
        let _ = bake(&bytes, JWS);
        let _ = extract(&[b"<svg>".as_slice(), &bytes, b"</svg>"].concat());
    }

    #[test]
    fn whatever_can_be_baked_into_can_be_read(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
        let svg = pieces.concat();
        let _ = extract(svg.as_bytes());
        if let Ok(baked) = bake(svg.as_bytes(), JSON) {
            let found = extract(&baked);
            prop_assert!(found.is_ok_and(|found| found.text == JSON && found.second == Second::None));
        }
    }
}
