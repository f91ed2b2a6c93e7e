//! Status lists that are another's, out of date, not signed, or no lists.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::base58;
use super::case::Case;
use super::person::{LIST, Person, base64url, issuer, thief, with, with_status, without};
use super::web::Web;

pub(crate) fn cases() -> Vec<Case> {
    [of_others(), of_other_times(), of_other_kinds(), encoded(), older()].into_iter().flatten().collect()
}

/// The badge at 7 of a list, and whatever answers at the list's address.
fn answered(name: &str, answer: impl Into<Vec<u8>>) -> Case {
    let badge = issuer().sign(with_status(issuer().badge(), "revocation", 7));
    Case::of(name, &badge).web(Web::default().with(LIST, answer))
}

/// The same with a list that the issuer signed as written.
fn signed(name: &str, list: Value) -> Case {
    answered(name, issuer().sign_bytes(list).to_string())
}

fn clear() -> Value {
    issuer().list("revocation", None)
}

fn of_others() -> Vec<Case> {
    let ours = issuer();
    let changed = with(
        ours.sign(ours.list("revocation", Some(7))),
        "/credentialSubject",
        clear()["credentialSubject"].clone(),
    );
    let by_thief = thief().sign(clear());
    let of_thief = thief().sign(thief().list("revocation", Some(7)));
    let named = thief().sign_as(clear(), &ours.method());
    let both = with(by_thief.clone(), "/proof", json!([by_thief["proof"][0], changed["proof"][0]]));
    let on_web = Person { did: "did:web:evil.example".parse().unwrap(), ..thief() };
    vec![
        answered("a list that nobody signed", clear().to_string()).unknown("status.unverified"),
        answered("a list that was changed after it was signed", changed.to_string())
            .unknown("status.unverified"),
        answered("a list in the issuer's name, signed by a stranger", by_thief.to_string())
            .unknown("status.unverified"),
        answered(
            "a list in the issuer's name, signed by a stranger with the issuer's key's name",
            named.to_string(),
        )
        .unknown("status.unverified"),
        answered("a list with a stranger's good proof beside a forged one", both.to_string())
            .unknown("status.unverified"),
        answered("a stranger's list, in which the badge is revoked", of_thief.to_string())
            .invalid("status.revoked"),
        answered(
            "a list of an issuer whose keys are out of reach",
            on_web.sign(on_web.list("revocation", None)).to_string(),
        )
        .unknown("status.unverified"),
        answered("a list without an issuer", ours.sign_bytes(without(clear(), "/issuer")).to_string())
            .unknown("status.unverified"),
        answered("a web page in the place of the list", "<!DOCTYPE html><html></html>")
            .unknown("status.unverified"),
        answered("an empty answer in the place of the list", "").unknown("status.unverified"),
        answered("the badge itself in the place of the list", ours.good().to_string())
            .unknown("status.malformed"),
        answered(
            "a list with a member twice",
            ours.sign(clear()).to_string().replacen('{', r#"{"credentialSubject":{},"#, 1),
        )
        .unknown("status.unverified"),
        Case::of("a list out of reach", &ours.sign(with_status(ours.badge(), "revocation", 7)))
            .unknown("status.unreachable"),
    ]
}

fn of_other_times() -> Vec<Case> {
    let at = |name: &str, member: &str, date: Value| signed(name, with(clear(), &format!("/{member}"), date));
    vec![
        at("a list that ended a second ago", "validUntil", json!("2026-11-24T11:59:59Z"))
            .unknown("status.stale"),
        at(
            "a list that ended years ago, in which the badge was not revoked yet",
            "validUntil",
            json!("2020-01-01T00:00:00Z"),
        )
        .unknown("status.stale"),
        at("a list that begins in a second", "validFrom", json!("2026-11-24T12:00:01Z"))
            .unknown("status.stale"),
        at("a list that ended in another time zone", "validUntil", json!("2026-11-24T23:59:59+14:00"))
            .unknown("status.stale"),
        at("a list whose end cannot be read", "validUntil", json!("soon")).unknown("status.stale"),
        at("a list whose end is a number", "validUntil", json!(4_102_444_800_u64)).unknown("status.stale"),
    ]
}

fn of_other_kinds() -> Vec<Case> {
    let put = |name: &str, pointer: &str, value: Value| signed(name, with(clear(), pointer, value));
    let purposes: Vec<String> = (0..10_000).map(|at| format!("purpose-{at}")).collect();
    vec![
        put("a list for another purpose", "/credentialSubject/statusPurpose", json!("suspension"))
            .unknown("status.purpose_mismatch"),
        put("a list without a purpose", "/credentialSubject/statusPurpose", json!(null))
            .unknown("status.purpose_mismatch"),
        put("a list for ten thousand other purposes", "/credentialSubject/statusPurpose", json!(purposes))
            .unknown("status.purpose_mismatch"),
        put("a credential that does not call itself a list", "/type", json!(["VerifiableCredential"]))
            .unknown("status.malformed"),
        put(
            "a list of another kind than the entry",
            "/type",
            json!(["VerifiableCredential", "StatusList2021Credential"]),
        )
        .unknown("status.malformed"),
        put("a list whose subject is no list", "/credentialSubject/type", json!("Profile"))
            .unknown("status.malformed"),
        put(
            "a list with two subjects",
            "/credentialSubject",
            json!([clear()["credentialSubject"], clear()["credentialSubject"]]),
        )
        .unknown("status.malformed"),
        put("a list without a subject", "/credentialSubject", json!(null)).unknown("status.malformed"),
        put(
            "a list with definitions of its own",
            "/@context/-",
            json!({"encodedList": "https://evil.example/x"}),
        )
        .unknown("status.unverified"),
        answered(
            "a list to which a word without a meaning was added",
            with(issuer().sign(clear()), "/credentialSubject/x", json!("y")).to_string(),
        )
        .unknown("status.unverified"),
        put(
            "a list that holds bits twice",
            "/credentialSubject/encodedList",
            json!([clear()["credentialSubject"]["encodedList"]]),
        )
        .unknown("status.malformed"),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A gzip of so many zero bytes, written piece by piece.
fn bomb(mebibytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let piece = vec![0; 1 << 20];
    (0..mebibytes).for_each(|_| encoder.write_all(&piece).unwrap());
    encoder.finish().unwrap()
}

fn encoded() -> Vec<Case> {
    let put = |name: &str, encoded: String| {
        signed(name, with(clear(), "/credentialSubject/encodedList", json!(encoded)))
    };
    let bits = |name: &str, bytes: &[u8]| put(name, format!("u{}", base64url(bytes)));
    let good = gzip(&[0; 16_384]);
    let mut wrong_sum = good.clone();
    let at = wrong_sum.len() - 8;
    wrong_sum[at] ^= 1;
    let text = clear()["credentialSubject"]["encodedList"].as_str().unwrap().to_owned();
    vec![
        bits("a gzip bomb of 64 MB", &bomb(64)).unknown("status.malformed"),
        bits("a list that is no gzip", &[0; 16_384]).unknown("status.malformed"),
        bits("a list cut off", &good[..good.len() - 9]).unknown("status.malformed"),
        bits("a list whose checksum is wrong", &wrong_sum).unknown("status.malformed"),
        bits("a list of one byte", &gzip(&[0])).unknown("status.list_too_short"),
        bits("a list of no bytes", &gzip(&[])).unknown("status.list_too_short"),
        put("a list without its base", text[1..].to_owned()).unknown("status.malformed"),
        put("a list in another base", format!("z{}", base58::encode(&good))).unknown("status.malformed"),
        put("an empty list", String::new()).unknown("status.malformed"),
        put("a list that leads elsewhere", "https://badges.example/bits".to_owned())
            .unknown("status.malformed"),
    ]
}

/// The forerunner's lists.
fn older() -> Vec<Case> {
    const CONTEXT: &str = "https://w3id.org/vc/status-list/2021/v1";
    let ours = issuer();
    let mut badge = with_status(ours.badge(), "revocation", 7);
    badge["@context"].as_array_mut().unwrap().push(json!(CONTEXT));
    badge["credentialStatus"]["type"] = json!("StatusList2021Entry");
    let badge = ours.sign(badge);
    let mut list = clear();
    list["@context"] = json!([
        "https://www.w3.org/2018/credentials/v1",
        "https://w3id.org/security/data-integrity/v2",
        CONTEXT
    ]);
    list["issuanceDate"] = list.as_object_mut().unwrap().remove("validFrom").unwrap();
    list["expirationDate"] = list.as_object_mut().unwrap().remove("validUntil").unwrap();
    list["type"] = json!(["VerifiableCredential", "StatusList2021Credential"]);
    list["credentialSubject"]["type"] = json!("StatusList2021");
    let put = |name: &str, pointer: &str, value: Value| {
        let list = ours.sign_bytes(with(list.clone(), pointer, value));
        Case::of(name, &badge).web(Web::default().with(LIST, list.to_string()))
    };
    let bits = |bytes: &[u8]| json!(base64url(bytes));
    vec![
        put("an older list that ended", "/expirationDate", json!("2026-11-24T11:59:59Z"))
            .unknown("status.stale"),
        put("an older list for another purpose", "/credentialSubject/statusPurpose", json!("suspension"))
            .unknown("status.purpose_mismatch"),
        put(
            "an older list of the newer kind",
            "/type",
            json!(["VerifiableCredential", "BitstringStatusListCredential"]),
        )
        .unknown("status.malformed"),
        put("an older list that is a gzip bomb", "/credentialSubject/encodedList", bits(&bomb(64)))
            .unknown("status.malformed"),
        put("an older list that is too short", "/credentialSubject/encodedList", bits(&gzip(&[0])))
            .unknown("status.list_too_short"),
        Case::of("an older list that nobody signed", &badge)
            .web(Web::default().with(LIST, list.to_string()))
            .unknown("status.unverified"),
    ]
}
