//! RevocationListProbe: the list that a badge names is in order itself, and says of it what its issuer wants said.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::badges::{Badge, entries, full};
use super::{Found, finds, finds_nothing, is_a, said, signature, words};

/// Entries that a list has at least.
const LEAST: usize = 131_072;

/// Whether the lists of a document say that it counts no more, as that validator reads them: the first entry that it knows.
pub(super) fn withdrawn(document: &Value, badge: &Badge, found: &mut Found) -> Option<bool> {
    entries(document).into_iter().find_map(|entry| match entry["type"].as_str()? {
        "1EdTechRevocationList" => Some(named(document, badge.web.get(entry["id"].as_str()?)?, found)),
        "BitstringStatusListEntry" if entry["statusPurpose"] == "revocation" => {
            let list = badge.web.get(entry["statusListCredential"].as_str()?)?;
            sound(list, badge, found);
            let index = entry["statusListIndex"].as_str()?.parse().ok()?;
            found.unless(entry["id"] == format!("{}#{index}", list["id"].as_str()?), "the entry's id");
            bit(list, index, found)
        }
        _ => None,
    })
}

/// Whether a list of 1EdTech's kind names it.
fn named(document: &Value, list: &Value, found: &mut Found) -> bool {
    found.unless(list["issuer"] == document["issuer"]["id"], "a list of somebody else's");
    let revoked = list["revokedCredential"].as_array();
    found.unless(revoked.is_some(), "no list");
    revoked
        .into_iter()
        .flatten()
        .any(|entry| entry["id"] == document["id"] && entry["revoked"] != json!(false))
}

/// The list must be valid itself, without as much as a warning.
fn sound(list: &Value, badge: &Badge, found: &mut Found) {
    found.unless(list["@context"] == json!(["https://www.w3.org/ns/credentials/v2"]), "the list's contexts");
    words::without_a_meaning(list, found);
    let classes = ["VerifiableCredential", "BitstringStatusListCredential"];
    found.unless(classes.iter().all(|class| is_a(list, class)), "the list's types");
    let subject = &list["credentialSubject"];
    found.unless(subject["type"] == "BitstringStatusList", "the subject's type");
    found.unless(subject["statusPurpose"] == "revocation", "the list's purpose");
    // What that validator does not look at, and others do.
    found.unless(list["issuer"].is_string(), "the list's issuer is no text");
    let (from, until) =
        (list["validFrom"].as_str().unwrap_or("9"), list["validUntil"].as_str().unwrap_or(""));
    found
        .unless(from <= &*badge.now && &*badge.now < until, format!("the list holds from {from} to {until}"));
    found.unless(subject["ttl"].is_u64(), "no ttl");
    signature::embedded(list, badge, found);
}

/// The bit of an entry, the left-most of a byte first.
fn bit(list: &Value, index: usize, found: &mut Found) -> Option<bool> {
    let text = list["credentialSubject"]["encodedList"].as_str()?.strip_prefix('u')?;
    let mut bits = Vec::new();
    flate2::read::GzDecoder::new(&*URL_SAFE_NO_PAD.decode(text).ok()?).read_to_end(&mut bits).ok()?;
    found.unless(bits.len() * 8 >= LEAST, "a list that is too short");
    Some(bits.get(index / 8)? >> (7 - index % 8) & 1 == 1)
}

fn status(badge: &Badge, found: &mut Found) {
    let withdrawn = withdrawn(&badge.document, badge, found);
    found.unless(withdrawn == Some(badge.withdrawn), format!("the list says {withdrawn:?}"));
}

#[test]
fn revocation_list_probe() {
    finds_nothing(status);
    finds(
        status,
        &[
            ("/credentialStatus/statusPurpose", json!("message")),
            ("/credentialStatus/statusListIndex", json!("131072")),
            ("/credentialStatus/statusListCredential", json!("https://badges.example/status/99")),
            ("/credentialStatus", Value::Null),
        ],
    );
    let other = Badge { withdrawn: true, ..full().clone() };
    assert!(!said(status, &other).is_empty());
    let url = full().document["credentialStatus"]["statusListCredential"].as_str().unwrap();
    for (pointer, value) in [
        ("/credentialSubject/statusPurpose", json!(["revocation"])),
        ("/credentialSubject/encodedList", json!("uH4sI")),
        ("/@context/0", json!("https://www.w3.org/2018/credentials/v1")),
        ("/type/1", json!("StatusList2021Credential")),
        ("/validFrom", json!("2020-01-01T00:00:00Z")),
    ] {
        let mut spoiled = full().clone();
        super::spoil(spoiled.web.get_mut(url).unwrap(), pointer, value);
        assert!(!said(status, &spoiled).is_empty(), "{pointer}");
    }
}
