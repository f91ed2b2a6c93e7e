//! A badge put together beside what its class's badges say alike is the badge that is built whole, and nothing is taken
//! that the rules would refuse.

#![expect(clippy::unwrap_used, reason = "a test that panics fails")]

use std::convert::Infallible;
use std::sync::Arc;

use badgewright_credential::{
    AchievedResult, Award, ClassParts, Entropy, Evidence, Iri, OpenBadge, Profile, Secure, SecureBeside,
    StatusEntry, StatusPurpose, Stencil, Subject, Timestamp, identity,
};
use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use serde_json::{Value, json};

struct Seeded(u8);

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0);
    }
}

/// A proof that says what it is of.
struct Pretend;

impl Secure for Pretend {
    type Error = Infallible;

    fn secure(&self, mut document: Value) -> Result<Value, Infallible> {
        document["proof"] = json!([{"of": document["id"]}]);
        Ok(document)
    }
}

impl SecureBeside for Pretend {
    type Error = Infallible;

    fn prove(&self, around: &Stencil<'_>) -> Result<String, Infallible> {
        let badge: Value = serde_json::from_str(&around.with_references()).unwrap();
        assert_eq!(badge["issuer"], json!({"id": issuer().id}));
        assert!(badge["credentialSubject"].is_object());
        Ok(json!({"of": badge["id"]}).to_string())
    }
}

fn iri(text: &str) -> Iri {
    text.parse().unwrap()
}

fn issuer() -> Profile {
    let mut issuer = Profile::new(iri("did:web:badges.example"), "Department \"of\" é".to_owned());
    issuer.url = Some(iri("https://www.example/"));
    issuer
}

fn achievement() -> Value {
    json!({
        "id": "https://badges.example/achievements/rigor",
        "type": ["Achievement"],
        "name": "Rigor",
        "description": "Upholds rigor.",
        "criteria": {"narrative": "Submit a portfolio."},
        "image": {"id": "https://badges.example/rigor.png", "type": "Image"},
        "alignment": [{"type": ["Alignment"], "targetName": "2a", "targetUrl": "https://tess.example/2a"}],
        "resultDescription": [
            {"id": "urn:uuid:1", "type": ["ResultDescription"], "name": "Score", "resultType": "RawScore"},
            {"id": "urn:uuid:3", "type": ["ResultDescription"], "name": "Analyze", "resultType": "RubricCriterionLevel",
             "rubricCriterionLevel": [{"id": "urn:uuid:4", "type": ["RubricCriterionLevel"], "name": "Demonstrated"}]}
        ]
    })
}

fn moments() -> impl Strategy<Value = Timestamp> {
    // From the year -1000 to 9999.
    (-90_000_000_000_i64..253_402_300_800).prop_map(|seconds| Timestamp::from_unix(seconds).unwrap())
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z \"é\\n]{0,12}",
        prop::sample::select(vec!["ada@district.example", "sha256$x", " "]).prop_map(str::to_owned)
    ]
}

fn ids() -> impl Strategy<Value = Iri> {
    prop::sample::select(vec![
        "https://a.example/1",
        "HTTP://a.example",
        "urn:uuid:3",
        "mailto:ada@district.example",
        "did:web:badges.example",
        "javascript:alert(1)",
        "ftp://a.example/é",
    ])
    .prop_map(iri)
}

fn subjects() -> impl Strategy<Value = Subject> {
    let end = prop::option::of(moments());
    (ids(), prop::option::of(texts()), 0..3_u8, end, prop::option::of(texts())).prop_map(
        |(id, name, emails, activity_end_date, narrative)| {
            let email = |seed| identity::email(&"ada@district.example".parse().unwrap(), &Seeded(seed));
            let names = name.iter().map(|name| identity::name(name));
            Subject {
                id,
                identifiers: names.chain((0..emails).map(email)).collect(),
                activity_end_date,
                narrative,
            }
        },
    )
}

fn evidence() -> impl Strategy<Value = Evidence> {
    (prop::option::of(ids()), prop::option::of(texts()), prop::option::of(texts())).prop_map(
        |(id, name, narrative)| {
            let mut evidence = Evidence::told(String::new());
            (evidence.id, evidence.name, evidence.narrative) = (id, name, narrative);
            evidence
        },
    )
}

fn results() -> impl Strategy<Value = AchievedResult> {
    let described = || prop::sample::select(vec!["urn:uuid:1", "urn:uuid:3", "urn:uuid:9"]).prop_map(iri);
    prop_oneof![
        (described(), texts()).prop_map(|(described, value)| AchievedResult::value(described, value)),
        (described(), prop::sample::select(vec!["urn:uuid:4", "urn:uuid:1"]).prop_map(iri))
            .prop_map(|(described, level)| AchievedResult::level(described, level)),
    ]
}

fn status() -> impl Strategy<Value = StatusEntry> {
    prop_oneof![
        4 => (0..200_000_u64).prop_map(|index| {
            StatusEntry::new(iri("https://badges.example/status/3"), index, StatusPurpose::Revocation).unwrap()
        }),
        1 => ids().prop_map(StatusEntry::revocation_list),
    ]
}

fn awards() -> impl Strategy<Value = Award> {
    let moments = (moments(), moments(), prop::option::weighted(0.2, moments()));
    let lists = (
        prop::collection::vec(evidence(), 0..3),
        prop::collection::vec(results().prop_map(Arc::new), 0..3),
        prop::collection::vec(status(), 0..3),
    );
    (ids(), subjects(), moments, lists).prop_map(
        |(id, subject, (valid_from, awarded_date, valid_until), (evidence, results, status))| Award {
            id,
            subject,
            valid_from,
            awarded_date,
            valid_until,
            evidence,
            results,
            status,
        },
    )
}

proptest! {
    #[test]
    fn what_is_put_together_is_what_is_built_whole_and_in_order(award in awards(), extends: bool) {
        let parts = ClassParts::of(issuer(), achievement(), extends).unwrap();
        let whole = OpenBadge { issuer: issuer(), achievement: achievement(), award: award.clone() }.prepare();
        if let Some(prepared) = parts.prepare(&award) {
            let beside = prepared.secured_by(&Pretend).unwrap();
            prop_assert!(whole.is_ok(), "{:?}", whole);
            let whole = whole.unwrap().secured_by(&Pretend).unwrap();
            prop_assert_eq!(beside.document().text(), whole.document().text());
        }
    }

    /// Those that completions make.
    #[test]
    fn ordinary_badges_are_put_together(name in "[a-zA-Zé ]{0,20}x", score in "[0-9]{1,3}", index in 0..131_072_u64) {
        let now = "2026-11-24T10:15:30Z".parse().unwrap();
        let email = identity::email(&"ada@district.example".parse().unwrap(), &Seeded(7));
        let list = iri("https://badges.example/status/3");
        let award = Award {
            id: iri("https://badges.example/credentials/1"),
            subject: Subject {
                id: iri("did:key:z6Mk"),
                identifiers: vec![identity::name(&name), email],
                activity_end_date: Some(now),
                narrative: Some(name.clone()),
            },
            valid_from: now,
            awarded_date: now,
            valid_until: None,
            evidence: vec![Evidence::at(iri("https://portfolio.example/e/1"))],
            results: vec![
                AchievedResult::value(iri("urn:uuid:1"), score).into(),
                AchievedResult::level(iri("urn:uuid:3"), iri("urn:uuid:4")).into(),
            ],
            status: vec![StatusEntry::new(list, index, StatusPurpose::Revocation).unwrap()],
        };
        prop_assert!(ClassParts::of(issuer(), achievement(), false).unwrap().prepare(&award).is_some());
        prop_assert!(ClassParts::of(issuer(), achievement(), true).unwrap().prepare(&award).is_none());
    }
}

#[test]
fn parts_that_break_a_rule_are_no_parts() {
    let mut nameless = achievement();
    nameless["name"] = json!(" ");
    assert!(ClassParts::of(issuer(), nameless, false).is_none());
    let mut without_id = achievement();
    without_id.as_object_mut().unwrap().shift_remove("id");
    assert!(ClassParts::of(issuer(), without_id, false).is_none());
}
