//! Whatever somebody hands in: it is answered, within bounds, and never with a panic.

use badgewright_credential::{BitString, form, lint, recipient};
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, proptest};
use serde_json::{Map, Value, json};

/// Names that the rules look for, so that arbitrary documents come near to badges.
const NAMES: [&str; 24] = [
    "@context",
    "id",
    "type",
    "name",
    "description",
    "issuer",
    "credentialSubject",
    "achievement",
    "criteria",
    "narrative",
    "identifier",
    "identityHash",
    "identityType",
    "hashed",
    "salt",
    "result",
    "resultDescription",
    "achievedLevel",
    "evidence",
    "image",
    "credentialStatus",
    "validFrom",
    "validUntil",
    "proof",
];

const TEXTS: [&str; 12] = [
    "",
    "VerifiableCredential",
    "OpenBadgeCredential",
    "BitstringStatusListCredential",
    "AchievementSubject",
    "https://www.w3.org/ns/credentials/v2",
    "did:web:a.example",
    "mailto:%zz",
    "sha256$",
    "md5$é",
    "emailAddress",
    "2026-11-01T15:04:05Z",
];

fn documents() -> impl Strategy<Value = Value> {
    let texts = prop::sample::select(TEXTS.as_slice()).prop_map(|text| json!(text));
    let leaves = proptest::prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(|truth| json!(truth)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(|text| json!(text)),
        texts,
    ];
    leaves.prop_recursive(6, 60, 8, |inner| {
        let named = (prop::sample::select(NAMES.as_slice()), inner.clone());
        let objects = prop::collection::vec(named, 0..8).prop_map(|members| {
            members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
        });
        proptest::prop_oneof![prop::collection::vec(inner, 0..4).prop_map(Value::Array), objects]
    })
}

proptest! {
    #[test]
    fn any_document_is_answered_within_bounds(document in documents(), asked in any::<String>()) {
        let deviations = form::deviations(&document);
        prop_assert!(deviations.len() <= form::MOST_DEVIATIONS);
        for deviation in deviations {
            // A place is one in the document, or that of a member that is missing from it.
            let parent = deviation.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
            prop_assert!(document.pointer(parent).is_some(), "{}", deviation.pointer);
            prop_assert!(deviation.detail.ends_with('.'), "{}", deviation.detail);
        }
        prop_assert!(lint::check(&document).len() <= lint::MOST_FINDINGS);
        for asked in [asked.as_str(), "ada@a.example", "did:web:a.example", "Ada Jones"] {
            let _ = recipient::compare(&document, asked);
        }
    }

    #[test]
    fn any_text_is_an_encoded_list_or_is_refused(text in any::<String>()) {
        prop_assert!(BitString::decode(&text).is_err());
    }
}
