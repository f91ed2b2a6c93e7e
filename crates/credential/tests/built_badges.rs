//! Whatever completion comes in, the badge built from it passes the lints and has the form that is asked of others.

#![expect(clippy::unwrap_used, reason = "a test that panics fails")]

use std::sync::Arc;

use badgewright_credential::{
    AchievedResult, Award, EmailAddress, Entropy, Evidence, Image, Iri, OpenBadge, Profile, StatusEntry,
    StatusPurpose, Subject, Timestamp, form, identity, lint,
};
use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};
use serde_json::{Value, json};

/// Bytes that follow from a seed.
struct Seeded(u8);

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0);
    }
}

fn iri(text: &str) -> Iri {
    text.parse().unwrap()
}

/// An achievement as a registry makes it: a score, an hour count and one rubric.
fn achievement(name: &str) -> Value {
    json!({
        "id": "https://badges.example/achievements/rigor",
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": format!("Rigor {name}"),
        "description": format!("Upholds rigor. {name}"),
        "criteria": {"narrative": "Submit a portfolio.", "id": "https://badges.example/criteria"},
        "image": {"id": "https://badges.example/rigor.png", "type": "Image"},
        "creator": {"id": "did:web:badges.example", "type": ["Profile"], "name": "Department"},
        "alignment": [{"type": ["Alignment"], "targetName": "2a", "targetUrl": "https://tess.example/2a"}],
        "inLanguage": "en",
        "tag": ["rigor"],
        "resultDescription": [
            {"id": "urn:uuid:1", "type": ["ResultDescription"], "name": "Score", "resultType": "RawScore"},
            {"id": "urn:uuid:2", "type": ["ResultDescription"], "name": "Hours", "resultType": "ext:Hours"},
            {"id": "urn:uuid:3", "type": ["ResultDescription"], "name": "Analyze", "resultType": "RubricCriterionLevel",
             "rubricCriterionLevel": [{"id": "urn:uuid:4", "type": ["RubricCriterionLevel"], "name": "Demonstrated"}]}
        ]
    })
}

fn moments() -> impl Strategy<Value = Timestamp> {
    // From 1970 to the end of the year 9000.
    (0_i64..221_876_928_000).prop_map(|seconds| Timestamp::from_unix(seconds).unwrap())
}

fn subjects() -> impl Strategy<Value = Subject> {
    let emails = prop::option::of("[A-Za-z0-9+._-]{1,20}@[a-z0-9é-]{1,20}\\.example");
    // Any name at all but an e-mail address, which is refused.
    let names = prop::option::of("[^@]{1,40}");
    let dids = prop::option::of("did:key:z6Mk[a-zA-Z0-9]{10}");
    (emails, names, dids, prop::option::of(moments()), prop::option::of(any::<String>()), any::<u8>())
        .prop_map(|(email, name, did, end, narrative, seed)| {
            let email =
                email.map(|text| identity::email(&text.parse::<EmailAddress>().unwrap(), &Seeded(seed)));
            let name = name.filter(|name| !name.trim().is_empty()).map(|name| identity::name(&name));
            Subject {
                id: iri(&did.unwrap_or_else(|| "urn:uuid:0f0a2f4e-5f54-4c0e-8d6b-7a0d7d1a9b52".to_owned())),
                identifiers: name.into_iter().chain(email).collect(),
                activity_end_date: end,
                narrative,
            }
        })
}

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let one = (
        "https://[a-z]{1,10}\\.example/[a-zA-Z0-9/?=&#é]{0,20}",
        prop::option::of(any::<String>()),
        any::<String>(),
    );
    let one = one.prop_filter_map("one fragment at most", |(url, name, narrative)| {
        let mut evidence = Evidence::at(url.parse().ok()?);
        evidence.name = name;
        evidence.narrative = Some(narrative);
        Some(evidence)
    });
    prop::collection::vec(one, 0..4)
}

fn results() -> impl Strategy<Value = Vec<Arc<AchievedResult>>> {
    let score = "[0-9]{1,3}(\\.[0-9])?".prop_map(|text| AchievedResult::value(iri("urn:uuid:1"), text));
    let hours = (1_u32..100).prop_map(|hours| AchievedResult::value(iri("urn:uuid:2"), hours.to_string()));
    let level = proptest::strategy::Just(AchievedResult::level(iri("urn:uuid:3"), iri("urn:uuid:4")));
    (prop::option::of(score), prop::option::of(hours), prop::option::of(level))
        .prop_map(|(score, hours, level)| score.into_iter().chain(hours).chain(level).map(Arc::new).collect())
}

fn status(index: u64, suspension: bool) -> Vec<StatusEntry> {
    let entry = |list, purpose| StatusEntry::new(iri(list), index, purpose).unwrap();
    let second = suspension.then(|| entry("https://badges.example/status/4", StatusPurpose::Suspension));
    [entry("https://badges.example/status/3", StatusPurpose::Revocation)].into_iter().chain(second).collect()
}

fn badges() -> impl Strategy<Value = OpenBadge> {
    let validity = (moments(), prop::option::of(1_i64..1_000_000_000));
    let parts = (any::<String>(), subjects(), validity, evidence(), results(), any::<u64>(), any::<bool>());
    parts.prop_map(|(name, subject, (from, seconds), evidence, results, index, suspension)| {
        let mut issuer = Profile::new(iri("did:web:badges.example"), format!("Department {name}"));
        issuer.image = Some(Image::new(iri("https://badges.example/logo.png"), Some(name.clone())));
        OpenBadge {
            issuer,
            achievement: achievement(&name),
            award: Award {
                id: iri("https://badges.example/credentials/1"),
                subject,
                valid_from: from,
                awarded_date: from,
                valid_until: seconds.and_then(|seconds| Timestamp::from_unix(from.unix() + seconds)),
                evidence,
                results,
                status: status(index, suspension),
            },
        }
    })
}

proptest! {
    #[test]
    fn a_built_badge_passes_lints_and_schema(badge in badges()) {
        let suspension = badge.award.status.len() > 1;
        let prepared = badge.prepare().unwrap();
        let document = prepared.document();
        prop_assert_eq!(document, &serde_json::from_str::<Value>(&document.to_string()).unwrap());
        let codes: Vec<_> = lint::check(document).into_iter().map(|finding| finding.code).collect();
        prop_assert_eq!(codes, if suspension { vec!["status.several"] } else { vec![] });
        let codes: Vec<_> = form::deviations(document).into_iter().map(|found| found.pointer).collect();
        prop_assert_eq!(codes, if suspension { vec!["/credentialStatus"] } else { vec![] });
    }
}

#[test]
fn members_stand_in_the_order_in_which_a_person_reads_them() {
    let badge = OpenBadge {
        issuer: Profile::new(iri("did:web:badges.example"), "Department".to_owned()),
        achievement: achievement(""),
        award: Award {
            id: iri("https://badges.example/credentials/1"),
            subject: Subject {
                id: iri("urn:uuid:0f0a2f4e-5f54-4c0e-8d6b-7a0d7d1a9b52"),
                identifiers: vec![identity::name("Ada Jones")],
                activity_end_date: "2026-10-30T00:00:00Z".parse().ok(),
                narrative: None,
            },
            valid_from: "2026-11-01T15:04:05Z".parse().unwrap(),
            awarded_date: "2026-11-01T15:04:05Z".parse().unwrap(),
            valid_until: None,
            evidence: vec![Evidence::told("A portfolio.".to_owned())],
            results: vec![AchievedResult::level(iri("urn:uuid:3"), iri("urn:uuid:4")).into()],
            status: status(94_567, false),
        },
    };
    let prepared = badge.prepare().unwrap();
    let members: Vec<&str> = prepared.document().as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "@context",
        "id",
        "type",
        "name",
        "description",
        "image",
        "issuer",
        "validFrom",
        "awardedDate",
        "credentialSubject",
        "evidence",
        "credentialStatus",
    ];
    assert_eq!(members, expected);
}

#[test]
fn a_badge_that_breaks_a_rule_is_not_prepared() {
    let issuer = Profile::new(iri("did:web:badges.example"), "Department".to_owned());
    let from: Timestamp = "2026-11-01T15:04:05Z".parse().unwrap();
    let badge = OpenBadge {
        issuer,
        achievement: json!({"id": "https://badges.example/achievements/rigor", "type": ["Achievement"], "name": "Rigor"}),
        award: Award {
            id: iri("https://badges.example/credentials/1"),
            subject: Subject {
                id: iri("urn:uuid:1"),
                identifiers: vec![identity::name("ada@district.example")],
                activity_end_date: None,
                narrative: None,
            },
            valid_from: from,
            awarded_date: from,
            valid_until: Some(from),
            evidence: vec![],
            results: vec![AchievedResult::value(iri("urn:uuid:9"), "1".to_owned()).into()],
            status: vec![],
        },
    };
    let findings = badge.prepare().unwrap_err();
    let mut codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    let expected = [
        "schema.achievement",
        "schema.achievement_criteria",
        "schema.clear_email",
        "schema.result_reference",
        "validity.order",
    ];
    assert_eq!(codes, expected);
}
