//! Everything a person may hold, and what is no badge at all.

use badgewright_credential::baking;
use badgewright_signing::jws;
use serde_json::json;

use super::badges::{Person, ask, said, verify_bytes};
use super::web::Web;
use crate::CheckName::{Parse, Proof, Recipient, Schema, Validity};
use crate::Outcome::{Fail, Pass, Skip, Unknown, Warn};
use crate::{CheckName, Question, Submission};

/// One grey pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\
    \0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";
const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/></svg>";

fn good() -> String {
    let person = Person::by_key(1);
    person.sign(person.badge()).to_string()
}

#[tokio::test]
async fn the_same_badge_is_valid_as_json_png_and_svg() {
    let badge = good();
    let spaced = format!("\u{feff}\n {badge}\n");
    for body in [
        badge.clone().into_bytes(),
        spaced.into_bytes(),
        baking::bake(PNG, &badge).unwrap(),
        baking::bake(SVG, &badge).unwrap(),
    ] {
        let report = verify_bytes(Web::default(), body).await;
        assert_eq!(said(&report, Proof), ("valid", Pass, None));
        assert_eq!(said(&report, Parse).1, Pass);
    }
}

#[tokio::test]
async fn what_is_no_badge_fails_and_every_other_check_is_skipped() {
    let baked = baking::bake(PNG, &good()).unwrap();
    let bomb =
        b"<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
                 <svg xmlns=\"http://www.w3.org/2000/svg\">&b;</svg>";
    let huge = format!("{{\"a\":\"{}\"}}", "x".repeat(3_000_000));
    for (body, code) in [
        (&b""[..], "parse.empty"),
        (b" \n", "parse.empty"),
        (b"null", "parse.not_an_object"),
        (b"[]", "parse.not_an_object"),
        (b"\"text\"", "parse.not_an_object"),
        (b"{\"a\":", "parse.not_json"),
        ("[".repeat(100_000).as_bytes(), "parse.not_json"),
        (b"{\"name\":\"A\",\"name\":\"B\"}", "parse.duplicate_key"),
        (b"a.b.c", "parse.not_a_jws"),
        (b"<!DOCTYPE html><html></html>", "parse.web_page"),
        (b"hello there", "parse.unrecognised"),
        (PNG, "parse.no_badge"),
        (SVG, "parse.no_badge"),
        (&baked[..baked.len() - 40], "parse.truncated"),
        (bomb, "parse.entity"),
        (huge.as_bytes(), "parse.too_large"),
    ] {
        let report = verify_bytes(Web::default(), body).await;
        assert_eq!(said(&report, Parse), ("invalid", Fail, Some(code)));
        assert!(CheckName::ALL.into_iter().skip(1).all(|check| report.outcome(check) == Skip));
        assert!(report.badge.is_none() && report.credential.is_none());
    }
}

#[tokio::test]
async fn open_badges_2_is_named_at_every_entrance() {
    let assertion = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
        "id": "https://a.example/1", "recipient": {"type": "email", "hashed": false, "identity": "ada@a.example"},
        "badge": "https://a.example/b", "verification": {"type": "hosted"}});
    let signer = Person::by_key(1);
    let jws = jws::sign(&assertion, "https://a.example/key", &signer.p256).unwrap();
    let mut png = PNG[..33].to_vec();
    let text = b"tEXtopenbadges\0https://example.org/assertions/1";
    png.extend(u32::try_from(text.len() - 4).unwrap().to_be_bytes());
    png.extend(text);
    png.extend(crc32(text).to_be_bytes());
    png.extend(&PNG[33..]);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:openbadges=\"http://openbadges.org\">\
        <openbadges:assertion verify=\"https://a.example/1\"/><rect/></svg>";
    // In a picture as this standard bakes it, in a presentation, and in a JWT of VC 1.1.
    let baked = baking::bake(PNG, &assertion.to_string()).unwrap();
    let vc = jws::sign(&json!({"iss": "did:web:a.example", "vc": assertion}), "k", &signer.p256).unwrap();
    let presented = json!({"type": "VerifiablePresentation", "verifiableCredential": [assertion]});
    let bodies = [
        assertion.to_string().into(),
        jws.into(),
        png,
        svg.to_vec(),
        baked,
        vc.into(),
        presented.to_string().into(),
    ];
    let url = "https://a.example/1";
    for body in bodies {
        let hosted = Web::default().with(url, body.clone());
        let by_url = ask(hosted, Submission::Url(url.to_owned()), &NO_QUESTION).await;
        for report in [verify_bytes(Web::default(), body.clone()).await, by_url] {
            let shown = String::from_utf8_lossy(&body);
            assert_eq!(said(&report, Parse), ("invalid", Fail, Some("parse.open_badges_2")), "{shown}");
            assert!(report.check(Parse).detail.contains("Open Badges 2"));
        }
    }
}

#[tokio::test]
async fn a_learner_record_is_named_and_is_no_badge() {
    let person = Person::by_key(1);
    let record = json!({"@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "ClrCredential"], "issuer": person.did, "name": "Record",
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": [person.sign(person.badge())]}});
    let jwt = jws::sign(&record, &person.method(&person.p256), &person.p256).unwrap();
    for body in [record.to_string(), jwt] {
        let report = verify_bytes(Web::default(), body).await;
        assert_eq!(said(&report, Parse), ("invalid", Fail, Some("parse.clr")));
    }
}

/// PNG §5.5.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

#[tokio::test]
async fn an_address_is_fetched_and_looked_into_like_a_file() {
    let url = "https://badges.example/1";
    let answer =
        |body: Vec<u8>| ask(Web::default().with(url, body), Submission::Url(url.to_owned()), &NO_QUESTION);
    assert!(answer(good().into_bytes()).await.verdict.is_valid());
    assert!(answer(baking::bake(PNG, &good()).unwrap()).await.verdict.is_valid());
    let page = answer(b"<html></html>".to_vec()).await;
    assert_eq!(said(&page, Parse), ("invalid", Fail, Some("parse.web_page")));
}

const NO_QUESTION: Question = Question { recipient: None, strict: false };

#[tokio::test]
async fn an_address_that_is_refused_or_silent_decides_nothing() {
    for (url, code) in [
        ("http://127.0.0.1/x", "parse.refused_address"),
        ("http://10.0.0.1/", "parse.refused_address"),
        ("not a url", "parse.refused_address"),
        ("https://silent.example/", "parse.unreachable"),
    ] {
        let report = ask(Web::default(), Submission::Url(url.to_owned()), &NO_QUESTION).await;
        assert_eq!(said(&report, Parse), ("unknown", Unknown, Some(code)), "{url}");
    }
}

#[tokio::test]
async fn dates_are_compared_with_now_and_the_proof_stays_right() {
    let person = Person::by_key(1);
    for (from, until, code) in [
        ("2020-01-01T00:00:00Z", "2020-06-01T00:00:00Z", "validity.expired"),
        ("2999-01-01T00:00:00Z", "2999-06-01T00:00:00Z", "validity.not_yet"),
    ] {
        let mut badge = person.badge();
        badge["validFrom"] = json!(from);
        badge["validUntil"] = json!(until);
        let report = verify_bytes(Web::default(), person.sign(badge).to_string()).await;
        assert_eq!(said(&report, Validity), ("invalid", Fail, Some(code)));
        assert_eq!(said(&report, Proof).1, Pass);
    }
}

#[tokio::test]
async fn form_is_a_warning_until_the_question_is_strict() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge["credentialSubject"]["achievement"]["image"] = json!("https://pictures.example/teamwork.png");
    let body = person.sign(badge).to_string();
    for (strict, expected) in [(false, ("valid", Warn)), (true, ("invalid", Fail))] {
        let submission = Submission::Document { bytes: body.clone().into_bytes(), media_type: None };
        let report = ask(Web::default(), submission, &Question { recipient: None, strict }).await;
        let (verdict, outcome, _) = said(&report, Schema);
        assert_eq!((verdict, outcome), expected);
    }
}

#[tokio::test]
async fn an_achievement_that_says_nothing_fails_by_its_form() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge["credentialSubject"]["achievement"] = json!({"id": "urn:uuid:3", "type": ["Achievement"]});
    let report = verify_bytes(Web::default(), person.sign(badge).to_string()).await;
    assert_eq!((said(&report, Schema).0, said(&report, Schema).1), ("invalid", Fail));
    assert_eq!(said(&report, Proof).1, Pass);
}

#[tokio::test]
async fn the_one_asked_for_is_compared_with_the_subject() {
    for (asked, expected) in [
        ("did:example:ada", ("valid", Pass, None)),
        ("did:example:eve", ("invalid", Fail, Some("recipient.other"))),
    ] {
        let submission = Submission::Document { bytes: good().into_bytes(), media_type: None };
        let question = Question { recipient: Some(asked.to_owned()), strict: false };
        assert_eq!(said(&ask(Web::default(), submission, &question).await, Recipient), expected);
    }
}
