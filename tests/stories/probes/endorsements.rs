//! Endorsements: one that is bad makes the whole badge invalid, so each passes alone.

use serde_json::{Value, json};

use super::badges::{Badge, all};
use super::{Found, finds_nothing, form, is_a, list, model, said, signature, spoil, standing, words};

/// All endorsements of a document, at any depth.
fn endorsements<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| endorsements(item, found)),
        Value::Object(members) => {
            found.extend(list(value, "endorsement"));
            members.values().for_each(|value| endorsements(value, found));
        }
        _ => {}
    }
}

fn each_endorsement(badge: &Badge, found: &mut Found) {
    let mut all = Vec::new();
    endorsements(&badge.document, &mut all);
    found.unless(all.is_empty() != (badge.shape == "endorsed"), "no endorsement, or an unexpected one");
    found.unless(
        !badge.document.to_string().contains("endorsementJwt"),
        "an endorsementJwt, which not every context has",
    );
    for endorsement in all {
        // Looked at as that validator does: as a credential of its own.
        let alone = Badge { document: endorsement.clone(), ..badge.clone() };
        form::contexts_by_position(&alone, found);
        found.unless(is_a(endorsement, "EndorsementCredential"), "no endorsement");
        words::without_a_meaning(endorsement, found);
        model::object(endorsement, "", found);
        let subject = &endorsement["credentialSubject"];
        found.unless(
            is_a(subject, "EndorsementSubject") && subject["id"].is_string(),
            "the endorsement's subject",
        );
        signature::embedded(endorsement, badge, found);
        let withdrawn = standing::withdrawn(endorsement, badge, found);
        found.unless(withdrawn == Some(false), "the endorsement is withdrawn");
        form::not_over(&alone, found);
        form::begun(&alone, found);
    }
}

#[test]
fn endorsement_probes() {
    finds_nothing(each_endorsement);
    let endorsed = all().iter().find(|badge| badge.shape == "endorsed").unwrap();
    for (pointer, value) in [
        ("", Value::Null),
        ("/0/name", Value::Null),
        ("/0/type/1", json!("OpenBadgeCredential")),
        ("/0/credentialSubject/id", Value::Null),
        ("/0/credentialSubject/endorsementComment", json!("Another comment.")),
        ("/0/validUntil", json!("2026-01-01T00:00:00Z")),
    ] {
        let mut spoiled = endorsed.clone();
        spoil(&mut spoiled.document, &format!("/issuer/endorsement{pointer}"), value);
        assert!(!said(each_endorsement, &spoiled).is_empty(), "{pointer}");
    }
}
