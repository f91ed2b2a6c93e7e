//! Where a badge says its status is kept: entries that hide, lie or lead nowhere.

use serde_json::{Value, json};

use super::case::Case;
use super::person::{LIST, issuer, with, with_status};
use super::web::Web;

const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const REVOCATIONS: &str = "https://badges.example/revocations";

pub(crate) fn cases() -> Vec<Case> {
    [indexes(), members(), several(), listed()].into_iter().flatten().collect()
}

/// A web with the issuer's list, in which the badge at 7 is revoked.
fn revoked() -> Web {
    let ours = issuer();
    Web::default().with(LIST, ours.sign(ours.list("revocation", Some(7))).to_string())
}

/// A badge with an entry of which one member is another.
fn entry(name: &str, member: &str, value: Value) -> Case {
    let badge =
        with(with_status(issuer().badge(), "revocation", 7), &format!("/credentialStatus/{member}"), value);
    Case::of(name, &issuer().sign_bytes(badge)).web(revoked())
}

fn indexes() -> Vec<Case> {
    let index = |name: &str, value: Value| entry(name, "statusListIndex", value);
    vec![
        index("a place just beyond the list", json!("131072")).unknown("status.index_out_of_range"),
        index("a place far beyond the list", json!("18446744073709551615"))
            .unknown("status.index_out_of_range"),
        index("a place beyond all numbers", json!("18446744073709551616")).unknown("status.malformed"),
        index("a place of a hundred thousand digits", json!("9".repeat(100_000))).unknown("status.malformed"),
        index("a negative place", json!("-1")).unknown("status.malformed"),
        index("a negative place as a number", json!(-1)).unknown("status.malformed"),
        index("a fraction for a place", json!(8.5)).unknown("status.malformed"),
        index("a fraction for a place, as a text", json!("8.0")).unknown("status.malformed"),
        index("a place with an exponent", json!("8e0")).unknown("status.malformed"),
        index("a place with a plus", json!("+8")).unknown("status.malformed"),
        index("a place with a space", json!(" 8")).unknown("status.malformed"),
        index("a place in other digits", json!("\u{668}")).unknown("status.malformed"),
        index("a hexadecimal place", json!("0x8")).unknown("status.malformed"),
        index("an empty place", json!("")).unknown("status.malformed"),
        index("a list of places", json!(["8", "7"])).unknown("status.malformed"),
        index("null for a place", json!(null)).unknown("status.malformed"),
        index("the revoked place with a zero before it", json!("007")).invalid("status.revoked"),
        index("the revoked place as a number", json!(7)).invalid("status.revoked"),
    ]
}

fn members() -> Vec<Case> {
    let wide = with(with_status(issuer().badge(), "revocation", 1), "/credentialStatus/statusSize", json!(7));
    let size = |name: &str, value: Value| entry(name, "statusSize", value);
    let long = format!("{LIST}?{}", "x".repeat(10_000));
    vec![
        Case::of("a status of seven bits, the first one set", &issuer().sign_bytes(wide))
            .web(revoked())
            .invalid("status.revoked"),
        size("a status of no bits", json!(0)).unknown("status.malformed"),
        size("a status of more bits than the list has", json!(1_000_000)).unknown("status.malformed"),
        size("a status of 18,446,744,073,709,551,615 bits", json!(u64::MAX)).unknown("status.malformed"),
        size("a status of minus one bit", json!(-1)).unknown("status.malformed"),
        size("a status of one bit, as a list", json!([1])).unknown("status.malformed"),
        entry("an entry for another purpose than its list", "statusPurpose", json!("suspension"))
            .unknown("status.purpose_mismatch"),
        entry("an entry without a purpose", "statusPurpose", json!(null)).unknown("status.malformed"),
        entry(
            "an entry for a list of purposes, the last one revocation",
            "statusPurpose",
            json!(["message", "revocation"]),
        )
        .invalid("status.revoked"),
        entry("an entry of two kinds", "type", json!(["TokenStatusListEntry", "BitstringStatusListEntry"]))
            .invalid("status.revoked"),
        entry("an entry of a kind that is not known", "type", json!("https://evil.example/Entry"))
            .invalid("status.unsupported"),
        entry("an entry without a kind", "type", json!(null)).invalid("status.unsupported"),
        entry("a list on this machine", "statusListCredential", json!("http://127.0.0.1/status"))
            .unknown("status.unreachable"),
        entry("a list in a file", "statusListCredential", json!("file:///etc/passwd"))
            .unknown("status.unreachable"),
        entry("a list in a data address", "statusListCredential", json!("data:application/json,{}"))
            .unknown("status.unreachable"),
        entry("a list at half an address", "statusListCredential", json!("status/1"))
            .invalid("context.relative_reference"),
        entry("a list at an address of ten thousand characters", "statusListCredential", json!(long))
            .unknown("status.unreachable"),
        entry("a list within the entry", "statusListCredential", issuer().list("revocation", None))
            .invalid("context.nested"),
        entry("two lists in one entry", "statusListCredential", json!([LIST, LIST]))
            .unknown("status.malformed"),
    ]
}

fn several() -> Vec<Case> {
    let ours = issuer();
    let entry = with_status(ours.badge(), "revocation", 7)["credentialStatus"].clone();
    let clear = with(entry.clone(), "/statusListIndex", json!("8"));
    let badge = |name: &str, entries: Value| {
        Case::of(name, &ours.sign_bytes(with(ours.badge(), "/credentialStatus", entries))).web(revoked())
    };
    let clear_ones = |count: usize| vec![clear.clone(); count];
    let far: Vec<Value> = (0..100)
        .map(|at| {
            with(
                clear.clone(),
                "/statusListCredential",
                json!(format!("https://badges.example/status/x{at}")),
            )
        })
        .collect();
    vec![
        badge("the revoked place as the second entry", json!([clear, entry])).invalid("status.revoked"),
        badge(
            "the revoked place behind more entries than are looked at",
            json!([clear_ones(100), vec![entry.clone()]].concat()),
        )
        .unknown("status.too_many"),
        badge("a hundred entries in as many lists", json!(far)).unknown("status.too_many"),
        badge("the entry within a list in the list", json!([[entry]])).invalid("status.unsupported"),
        badge("the entry under a graph", json!({"@graph": [entry]})).unknown("status.unsupported"),
        badge("an entry that is a text", json!(LIST)).unknown("status.unsupported"),
        badge("an entry with nothing in it", json!({})).unknown("status.unsupported"),
        badge("null beside the entry", json!([null, entry])).invalid("status.revoked"),
    ]
}

/// Lists of what was revoked, which nobody signs (`1EdTechRevocationList`).
fn listed() -> Vec<Case> {
    let ours = issuer();
    let mut badge = ours.badge();
    badge["@context"].as_array_mut().unwrap().push(json!(EXTENSIONS));
    badge["credentialStatus"] = json!({"id": REVOCATIONS, "type": "1EdTechRevocationList"});
    let signed = ours.sign(badge.clone());
    let id = badge["id"].clone();
    let list = json!({"id": REVOCATIONS, "issuer": ours.did, "revokedCredential": []});
    let raw = |name: &str, list: String| Case::of(name, &signed).web(Web::default().with(REVOCATIONS, list));
    let with_list = |name: &str, member: &str, value: Value| {
        raw(name, with(list.clone(), &format!("/{member}"), value).to_string())
    };
    let elsewhere = "https://evil.example/revocations";
    let in_clear = with(badge, "/credentialStatus/id", json!("http://badges.example/revocations"));
    let many: Vec<Value> = (0..30_000).map(|at| json!({"id": format!("urn:x:{at}")})).collect();
    let deep = format!(
        "{{\"id\":\"{REVOCATIONS}\",\"revokedCredential\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    vec![
        Case::of("an unsigned list to which another host answers", &signed)
            .web(Web::default().with(elsewhere, list.to_string()).leading(REVOCATIONS, elsewhere))
            .unknown("status.unreachable"),
        Case::of("an unsigned list in http", &ours.sign(in_clear))
            .web(Web::default().with("http://badges.example/revocations", list.to_string()))
            .unknown("status.unverified"),
        with_list(
            "an unsigned list in which an entry has no id",
            "revokedCredential",
            json!([{"revoked": true}]),
        )
        .unknown("status.malformed"),
        with_list(
            "an unsigned list in which the badge is revoked with a text",
            "revokedCredential",
            json!([{"id": id, "revoked": "no"}]),
        )
        .unknown("status.malformed"),
        with_list(
            "an unsigned list in which the badge is revoked after it is not",
            "revokedCredential",
            json!([{"id": id, "revoked": false}, {"id": id}]),
        )
        .invalid("status.revoked"),
        with_list(
            "an unsigned list in which the badge's id is percent-encoded",
            "revokedCredential",
            json!([id.as_str().unwrap().replace('-', "%2d")]),
        )
        .invalid("status.revoked"),
        with_list(
            "an unsigned list in which the badge's id is in capital letters",
            "revokedCredential",
            json!([{"id": id.as_str().unwrap().to_uppercase()}]),
        )
        .invalid("status.revoked"),
        with_list(
            "an unsigned list in which the badge is the last of thirty thousand",
            "revokedCredential",
            json!([many, vec![json!({"id": id})]].concat()),
        )
        .invalid("status.revoked"),
        raw("an unsigned list nested a hundred thousand deep", deep).unknown("status.malformed"),
        raw("an unsigned list of nine megabytes", format!("{{\"id\":\"{}\"}}", "x".repeat(9 << 20)))
            .unknown("status.unreachable"),
        raw(
            "an unsigned list with a member twice",
            list.to_string().replacen('{', r#"{"revokedCredential":[],"#, 1),
        )
        .unknown("status.malformed"),
    ]
}
