use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use img_parts::png::PngChunk;
use proptest::prelude::{any, prop_assert_eq, proptest};

use super::super::text::Second;
use super::super::{MAX_PICTURE_BYTES, MAX_TEXT_BYTES};
use super::{Chunks, ExtractError, SIGNATURE, bake, extract};

const JWS: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl";
const JSON: &str = r#"{"type": ["VerifiableCredential"], "name": "Größe > 1"}"#;

fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    PngChunk::new(*kind, contents.to_vec().into()).encoder().bytes().to_vec()
}

/// A PNG of one grey pixel with `between` before its `IEND`.
fn png_with(between: &[Vec<u8>]) -> Vec<u8> {
    let mut png = SIGNATURE.to_vec();
    png.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    png.extend(chunk(b"IDAT", &packed(&[0, 128])));
    between.iter().for_each(|chunk| png.extend(chunk));
    png.extend(chunk(b"IEND", &[]));
    png
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn itxt(text: &[u8]) -> Vec<u8> {
    chunk(b"iTXt", &[b"openbadgecredential\0\0\0\0\0", text].concat())
}

fn code_of(png: &[u8]) -> &'static str {
    extract(png).unwrap_err().code()
}

#[test]
fn one_uncompressed_itxt_chunk_stands_before_iend() {
    // The expected bytes are written out, its CRC-32 was computed with Python's zlib.
    let mut expected = png_with(&[]);
    let end = expected.split_off(expected.len() - 12);
    expected.extend(b"\0\0\0\x1diTXtopenbadgecredential\0\0\0\0\0a.b.c");
    expected.extend(0x6e79_bb8f_u32.to_be_bytes());
    expected.extend(end);
    assert_eq!(bake(&png_with(&[]), "a.b.c").unwrap(), expected);
}

#[test]
fn baking_changes_no_other_byte_and_keeps_what_follows_iend() {
    let other = chunk(b"tEXt", b"Title\0A badge");
    let mut picture = png_with(std::slice::from_ref(&other));
    picture.extend(b"trailing");
    let baked = bake(&picture, JSON).unwrap();
    let credential = itxt(JSON.as_bytes());
    let end = picture.len() - 12 - b"trailing".len();
    assert_eq!(baked, [&picture[..end], &credential, &picture[end..]].concat());
}

#[test]
fn the_image_data_stays_as_it_is_chunk_by_chunk() {
    let data = |png: &[u8]| -> Vec<Vec<u8>> {
        let chunks = Chunks::of(png).unwrap().map(Result::unwrap);
        chunks.filter(|chunk| chunk.kind == *b"IDAT").map(|chunk| png[chunk.range].to_vec()).collect()
    };
    // Of different lengths, some of them empty, and not what a decoder would take.
    let lengths = [1, 0, 8_192, 7, 0, 300];
    let picture = png_with(&lengths.map(|length| chunk(b"IDAT", &vec![b'x'; length])));
    for text in [JSON, JWS] {
        let baked = bake(&picture, text).unwrap();
        assert_eq!(data(&baked).len(), 7);
        assert_eq!(data(&baked), data(&picture));
    }
}

#[test]
fn baking_again_replaces_in_every_kind_of_text_chunk() {
    let old = [
        itxt(b"old.old.old"),
        chunk(b"tEXt", b"openbadgecredential\0old.old.old"),
        chunk(b"zTXt", &[b"openbadgecredential\0\0".as_slice(), &packed(b"old.old.old")].concat()),
    ];
    assert_eq!(bake(&png_with(&old), JWS), bake(&png_with(&[]), JWS));
    let baked = bake(&png_with(&[]), JSON).unwrap();
    assert_eq!(bake(&baked, JWS), bake(&png_with(&[]), JWS));
}

#[test]
fn every_kind_of_text_chunk_is_read() {
    let keyword = b"openbadgecredential\0".as_slice();
    for chunk in [
        itxt(JSON.as_bytes()),
        itxt(format!("\n {JSON}\n").as_bytes()),
        chunk(b"iTXt", &[keyword, b"\0\0de\0Abzeichen\0", JSON.as_bytes()].concat()),
        chunk(b"iTXt", &[keyword, b"\x01\0\0\0", &packed(JSON.as_bytes())].concat()),
        chunk(b"zTXt", &[keyword, b"\0", &packed(JSON.as_bytes())].concat()),
        chunk(b"tEXt", &[keyword, JSON.as_bytes()].concat()),
    ] {
        let found = extract(&png_with(&[chunk])).unwrap();
        assert_eq!((found.text.as_str(), found.second), (JSON, Second::None));
    }
}

#[test]
fn latin_1_is_read_where_the_standard_has_it() {
    let picture = png_with(&[chunk(b"tEXt", b"openbadgecredential\0{\"name\": \"Gr\xf6\xdfe\"}")]);
    assert_eq!(extract(&picture).unwrap().text, r#"{"name": "Größe"}"#);
}

#[test]
fn the_first_is_given_and_a_second_is_told() {
    let same = extract(&png_with(&[itxt(b"{\"a\":1}"), itxt(b"{ \"a\": 1 }")])).unwrap();
    assert_eq!((same.text.as_str(), same.second), ("{\"a\":1}", Second::Same));
    let different = extract(&png_with(&[itxt(b"a.b.c"), itxt(b"a.b.d")])).unwrap();
    assert_eq!((different.text.as_str(), different.second), ("a.b.c", Second::Different));
}

#[test]
fn a_picture_without_a_badge_is_told_from_an_open_badges_2_badge() {
    assert_eq!(extract(&png_with(&[chunk(b"tEXt", b"Title\0{}")])), Err(ExtractError::NoBadge));
    let old = png_with(&[chunk(b"iTXt", b"openbadges\0\0\0\0\0{}")]);
    assert_eq!(extract(&old), Err(ExtractError::OpenBadges2));
    assert!(ExtractError::OpenBadges2.to_string().starts_with("This is an Open Badges 2 badge"));
}

#[test]
fn a_badge_of_each_standard_is_read_as_the_newer_one() {
    let both = png_with(&[chunk(b"tEXt", b"openbadges\0{}"), itxt(JWS.as_bytes())]);
    assert_eq!(extract(&both).unwrap().text, JWS);
}

#[test]
fn every_wrong_bit_is_noticed() {
    let baked = bake(&png_with(&[]), JWS).unwrap();
    for at in 0..baked.len() {
        let mut damaged = baked.clone();
        damaged[at] ^= 1;
        assert!(extract(&damaged).is_err(), "byte {at}");
    }
    let mut damaged = baked;
    let in_credential = damaged.len() - 20;
    damaged[in_credential] ^= 1;
    assert_eq!(code_of(&damaged), "parse.bad_crc");
}

#[test]
fn a_picture_that_is_cut_off_anywhere_is_truncated() {
    let baked = bake(&png_with(&[]), JWS).unwrap();
    for end in SIGNATURE.len()..baked.len() {
        assert_eq!(code_of(&baked[..end]), "parse.truncated", "{end} bytes");
        assert_eq!(bake(&baked[..end], JWS).unwrap_err().code(), "parse.truncated", "{end} bytes");
    }
}

#[test]
fn malformed_text_chunks_are_told_with_their_place() {
    let keyword = b"openbadgecredential\0".as_slice();
    let at = png_with(&[]).len() - 12;
    for rest in [
        b"".as_slice(),
        b"\0",
        b"\0\0",
        b"\0\0en",
        b"\0\0\0",
        b"\x02\0\0\0{}",
        b"\x01\x01\0\0{}",
        b"\x01\0\0\0{}",
    ] {
        let error = extract(&png_with(&[chunk(b"iTXt", &[keyword, rest].concat())])).unwrap_err();
        assert_eq!(error.code(), "parse.malformed_picture", "{rest:?}");
        assert!(error.to_string().contains(&format!("byte {at}")), "{error}");
    }
    assert_eq!(code_of(&png_with(&[itxt(b"{\"a\": \"\xff\"}")])), "parse.not_utf8");
}

#[test]
fn a_file_without_ihdr_first_is_malformed() {
    let picture = [SIGNATURE, &chunk(b"IEND", &[])].concat();
    assert_eq!(code_of(&picture), "parse.malformed_picture");
}

#[test]
fn unpacking_stops_at_the_limit_over_all_chunks() {
    let keyword = b"openbadgecredential\0\0".as_slice();
    let zeros = packed(&vec![b' '; MAX_TEXT_BYTES + 1]);
    let bomb = chunk(b"zTXt", &[keyword, &zeros].concat());
    assert_eq!(code_of(&png_with(&[bomb])), "parse.too_large");

    let half = packed(&vec![b' '; MAX_TEXT_BYTES / 2 + 1]);
    let half = chunk(b"zTXt", &[keyword, &half].concat());
    assert_eq!(code_of(&png_with(std::slice::from_ref(&half))), "parse.no_badge");
    assert_eq!(code_of(&png_with(&[half.clone(), half])), "parse.too_large");
}

#[test]
fn a_picture_beyond_the_limit_is_refused() {
    let mut picture = png_with(&[]);
    picture.resize(MAX_PICTURE_BYTES + 1, 0);
    assert_eq!(code_of(&picture), "parse.too_large");
    assert_eq!(bake(&picture, JWS).unwrap_err().code(), "parse.too_large");
}

proptest! {
    #[test]
    fn what_is_baked_is_read_back_to_the_byte(name: String, value: String) {
        let text = serde_json::json!({ name: value }).to_string();
        let found = extract(&bake(&png_with(&[]), &text).unwrap()).unwrap();
        prop_assert_eq!((found.text, found.second), (text, Second::None));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, kind: [u8; 4], at in any::<usize>(), byte: u8) {
        let _ = extract(&bytes);
        let _ = extract(&[SIGNATURE, &bytes].concat());
        let _ = bake(&[SIGNATURE, &bytes].concat(), JWS);
        for kind in [kind, *b"iTXt", *b"zTXt", *b"tEXt"] {
            let contents = [b"openbadgecredential\0".as_slice(), &bytes].concat();
            let mut picture = png_with(&[chunk(&kind, &bytes), chunk(&kind, &contents)]);
            let _ = extract(&picture);
            let at = at % picture.len();
            picture[at] = byte;
            let _ = extract(&picture);
            let _ = bake(&picture, JWS);
        }
    }
}

#[test]
fn a_long_text_with_two_thousand_more_proves_nothing() {
    let long = format!("{{{}}}", " ".repeat(7_000_000));
    let keyword = b"openbadgecredential\0".as_slice();
    let mut chunks = vec![chunk(b"zTXt", &[keyword, b"\0", &packed(long.as_bytes())].concat())];
    chunks.extend(std::iter::repeat_n(chunk(b"tEXt", &[keyword, b"{}"].concat()), 2_000));
    let found = extract(&png_with(&chunks)).unwrap();
    assert_eq!((found.text.len(), found.second), (long.len(), Second::Different));
}

#[test]
fn blank_texts_leave_room_for_the_badge() {
    let mut chunks = vec![itxt(b" "); 10];
    chunks.push(itxt(JWS.as_bytes()));
    let found = extract(&png_with(&chunks)).unwrap();
    assert_eq!((found.text.as_str(), found.second), (JWS, Second::None));
}
