//! A badge made beside what was prepared is the badge that the whole way makes, for every class there is.

use std::sync::Arc;

use badgewright_credential::{CredentialId, Entropy, StatusEntry, StatusPurpose};
use badgewright_registry::Registry;
use badgewright_signing::{KeyKind, KeyPair};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use super::*;
use crate::{Completion, Draft, SigningKey, SigningKeys};

/// The same bytes always, so that both ways draw the same.
struct Fixed;

impl Entropy for Fixed {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

fn issuer(status_method: StatusMethod) -> Issuer {
    let did = "did:web:badges.example";
    let pair = KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap();
    let key = SigningKey { method: format!("{did}#key-1"), signer: Arc::new(pair) };
    Issuer {
        slug: "default".parse().unwrap(),
        did: did.parse().unwrap(),
        profile: Profile::new(did.parse().unwrap(), "Office “é”".to_owned()),
        base_url: "https://badges.example".parse().unwrap(),
        suspension: true,
        status_method,
        proof_key: SigningKeys::new(key, Vec::new()),
        jws_key: None,
        revoked: Vec::new(),
    }
}

fn now() -> Timestamp {
    "2026-11-24T10:15:30Z".parse().unwrap()
}

/// A completion of a class as platforms send them.
fn requests(class: &BadgeClass) -> impl Strategy<Value = Value> + use<> {
    let criteria: Vec<_> =
        class.rubric.iter().flat_map(|rubric| &rubric.criteria).map(|it| it.name.clone()).collect();
    let levels: Vec<_> = class
        .rubric
        .iter()
        .flat_map(|rubric| rubric.levels.iter().skip_while(|level| level.name != rubric.passing))
        .map(|it| it.name.clone())
        .collect();
    let slug = class.slug.to_string();
    let has_score = class.score.is_some();
    let texts = || prop_oneof![4 => "[A-Za-zé\"\\\\ ]{0,20}x", 1 => select(vec!["sha256$x".to_owned(), "<&\u{1f393}>".to_owned()])];
    let urls = select(vec![
        "https://portfolio.example/e/1",
        "http://portfolio.example/e/é?a=b",
        "HTTPS://portfolio.example/",
        "https://badges.example/achievements/academic-rigor",
        "https://badges.example/achievements/academic-rigor/image.png",
    ]);
    let evidence =
        (urls, prop::option::of(texts()), prop::option::of(texts())).prop_map(|(url, name, narrative)| {
            without_nulls(json!({"url": url, "name": name, "narrative": narrative}))
        });
    let did = select(vec!["did:web:badges.example", "did:key:z6Mk", "did:web:a%20b.example"]);
    let recipient =
        (prop::bool::ANY, prop::option::of(texts()), prop::option::of(did)).prop_map(|(email, name, did)| {
            let email = (email || did.is_none()).then_some("ada@district.example");
            without_nulls(json!({"email": email, "name": name, "did": did}))
        });
    let rubric = prop::collection::vec(any::<Index>(), criteria.len());
    let score = prop::option::of("[1-4](\\.5)?");
    (recipient, prop::collection::vec(evidence, 0..3), rubric, score).prop_map(
        move |(recipient, evidence, levels_of, score)| {
            let rubric: Vec<_> = criteria
                .iter()
                .zip(levels_of)
                .map(|(criterion, level)| json!({"criterion": criterion, "level": level.get(&levels)}))
                .collect();
            let result = without_nulls(json!({"rubric": rubric, "score": score.filter(|_| has_score)}));
            json!({"badge": slug, "recipient": recipient, "evidence": evidence, "result": result,
                "completedAt": "2026-11-01T15:04:05Z"})
        },
    )
}

fn without_nulls(mut object: Value) -> Value {
    object.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    object
}

fn cases() -> impl Strategy<Value = (Value, StatusMethod, bool)> {
    let classes: Vec<BadgeClass> = Registry::built_in().iter().cloned().collect();
    let methods = select(vec![StatusMethod::Bitstring, StatusMethod::RevocationList]);
    (select(classes).prop_flat_map(|class| requests(&class)), methods, any::<bool>())
}

fn award(completion: &Completion, class: &BadgeClass, issuer: &Issuer, suspension: bool) -> Award {
    let entry = |number: u8, purpose| {
        let list = format!("https://badges.example/status/{number}").parse().unwrap();
        StatusEntry::new(list, 94_567, purpose).unwrap()
    };
    let status = match issuer.status_method {
        StatusMethod::Bitstring => [entry(3, StatusPurpose::Revocation)]
            .into_iter()
            .chain(suspension.then(|| entry(4, StatusPurpose::Suspension)))
            .collect(),
        StatusMethod::RevocationList => {
            vec![StatusEntry::revocation_list("https://badges.example/revocations/1".parse().unwrap())]
        }
    };
    let draft = Draft {
        id: CredentialId::from_bytes([9; 16]),
        class,
        completion,
        completed_at: completion.completed_at.unwrap(),
        awarded: now(),
        valid_from: now(),
        status,
    };
    PreparedClass::of(class, issuer).unwrap().award(draft, issuer, &Fixed).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_ways_make_the_same_badge_and_refuse_the_same((request, method, suspension) in cases()) {
        let (registry, issuer) = (Registry::built_in(), issuer(method));
        let completion = Completion::read(&request, &registry, now()).unwrap();
        let class = registry.get(&completion.badge).unwrap();
        let award = award(&completion, class, &issuer, suspension);
        let prepared = PreparedClass::of(class, &issuer).unwrap();
        // By the first what there is to know of its kind is known, and the second is filled in.
        let first = prepared.sign(&award, &issuer, now());
        let beside = prepared.sign(&award, &issuer, now());
        prop_assert_eq!(&first, &beside);
        let whole = sign_whole(award, class, issuer.profile.clone(), &issuer, now());
        match (beside, whole) {
            (Some(beside), Ok(whole)) => prop_assert_eq!(beside.document().text(), whole.document().text()),
            (Some(_), Err(error)) => prop_assert!(false, "{}", error),
            (None, whole) => {
                // What is unusual, and only that, goes the whole way.
                let is_usual = !["sha256$x", "HTTPS:"].iter().any(|odd| request.to_string().contains(odd));
                prop_assert!(!is_usual, "{:?}", whole);
            }
        }
    }
}

#[test]
fn a_class_is_prepared_once_and_another_version_anew() {
    let (registry, issuer) = (Registry::built_in(), issuer(StatusMethod::Bitstring));
    let classes = PreparedClasses::default();
    let class = registry.iter().next().unwrap();
    let first = classes.get(class, &issuer).unwrap();
    assert!(Arc::ptr_eq(&first, &classes.get(class, &issuer).unwrap()));
    let mut newer = class.clone();
    newer.version = "next".to_owned();
    assert!(!Arc::ptr_eq(&first, &classes.get(&newer, &issuer).unwrap()));
    assert_eq!(classes.0.read().unwrap().len(), 1);
}

/// A class whose badges could not be told from what is around them goes the whole way.
#[test]
fn a_class_that_cannot_be_prepared_is_none() {
    let (registry, issuer) = (Registry::built_in(), issuer(StatusMethod::Bitstring));
    let mut class = registry.iter().next().unwrap().clone();
    class.name = " ".to_owned();
    assert!(PreparedClass::of(&class, &issuer).unwrap().beside.is_none());
}
