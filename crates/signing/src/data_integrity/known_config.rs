//! The canonical form of what nearly every proof says about itself.
//!
//! Why it is exact: with contexts that are made ahead, a proof that has a type, a suite, a time, a key and a purpose, each a
//! text and nothing else, makes five statements, one for each property, about one blank node. So its label and the order of
//! the statements do not depend on the texts, and two such proofs of the same suite and purpose differ in nothing but the
//! time and the key. The form of one is made in the general way, and these two are replaced in it. What is not quite such
//! a proof, or has a text that would be read or written in another way than as it stands, goes the general way.

use std::sync::LazyLock;

use serde_json::{Value, json};
use sha2::Sha256;

use super::rdfc_hash::config_form;
use super::{ProofPurpose, Suite};
use crate::context::{Contexts, MADE_AHEAD, has_what_no_iri_has};
use crate::json::{Members, Tree};
use crate::jsonld::{Processing, Purpose};

/// The time and the key in the form that was made ahead.
const CREATED: &str = "2000-01-01T00:00:00Z";
const KEY: &str = "did:web:known.example#key";

/// The names of what such proofs have.
const NAMES: usize = 5;
const TYPE: &str = "DataIntegrityProof";
const PURPOSE: &str = ProofPurpose::AssertionMethod.name();

/// Longer texts count for what a document may take.
const LONGEST: usize = 1_000;

/// A form, but for the time and the key.
struct KnownForm {
    contexts: &'static [&'static str],
    suite: Suite,
    before_created: String,
    before_key: String,
    after_key: String,
}

impl KnownForm {
    /// The form of a suite's proofs under the contexts of a document.
    fn of(document: &impl Members, suite: &str) -> Option<&'static Self> {
        let contexts = document.member("@context")?.items();
        KNOWN.iter().find(|known| {
            known.suite.name() == suite
                && contexts.iter().map(Tree::as_text).eq(known.contexts.iter().copied().map(Some))
        })
    }

    /// The canonical form of the options of a proof that was made then and with this key, in pieces; `None` where it has to be
    /// made in the general way.
    fn with<'p>(&'p self, created: &'p str, key: &'p str) -> Option<[&'p str; 5]> {
        // Neither can begin with a term that is a prefix (JSON-LD API §5.2.2 step 6): the form that is known shows it of the
        // first, and the second is for ever itself.
        let is_iri = key.starts_with("did:") || key.starts_with("https://");
        let is_known = is_iri && is_plain(key) && is_plain(created);
        is_known.then_some([&self.before_created, created, &self.before_key, key, &self.after_key])
    }
}

/// The canonical form of a proof's options under the document's contexts, in pieces; `None` where they are not of the kind
/// that is known.
pub(super) fn known_form<'p, M: Members>(
    document: &M,
    options: &'p M,
    processing: Processing,
) -> Option<[&'p str; 5]> {
    let text = |name| options.member(name).and_then(Tree::as_text);
    let is_known = options.count() == NAMES
        && text("type") == Some(TYPE)
        && text("proofPurpose") == Some(PURPOSE)
        && std::ptr::eq(processing.contexts, Contexts::pinned());
    if !is_known {
        return None;
    }
    KnownForm::of(document, text("cryptosuite")?)?.with(text("created")?, text("verificationMethod")?)
}

/// Whether a text is written in a form as it stands, be it an IRI or a literal.
fn is_plain(text: &str) -> bool {
    text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic()) && !has_what_no_iri_has(text)
}

/// The forms for each list of contexts and each suite.
static KNOWN: LazyLock<Vec<KnownForm>> = LazyLock::new(|| {
    let of_suite = |suite| MADE_AHEAD.iter().filter_map(move |contexts| made(contexts, suite));
    [Suite::EddsaRdfc2022, Suite::EcdsaRdfc2019].into_iter().flat_map(of_suite).collect()
});

/// The form in the general way. Where that cannot be, all proofs go it.
fn made(contexts: &'static [&'static str], suite: Suite) -> Option<KnownForm> {
    let config = json!({"@context": contexts, "type": TYPE, "cryptosuite": suite.name(), "created": CREATED,
        "verificationMethod": KEY, "proofPurpose": PURPOSE});
    let Value::Object(config) = config else { return None };
    // With a single blank node, it is the same form with any hash.
    let form = config_form::<Sha256>(&config, Processing::strict(Purpose::Sign)).ok()?;
    let (before_created, rest) = form.split_once(CREATED)?;
    let (before_key, after_key) = rest.split_once(KEY)?;
    Some(KnownForm {
        contexts,
        suite,
        before_created: before_created.to_owned(),
        before_key: before_key.to_owned(),
        after_key: after_key.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Map;

    use super::*;
    use crate::data_integrity::rdfc_hash::proof_config;

    fn members(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn options(change: Value) -> Map<String, Value> {
        let mut options = members(json!({"type": TYPE, "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-11-24T10:15:30Z", "verificationMethod": "did:web:badges.example.edu#key-1",
            "proofPurpose": "assertionMethod"}));
        options.extend(members(change));
        options
    }

    /// What is known, and what the general way makes, for signing and for verifying.
    fn both_ways(contexts: &Value, options: &Map<String, Value>) -> (Option<String>, [Option<String>; 2]) {
        let document = members(json!({ "@context": contexts }));
        let known = known_form(&document, options, Processing::strict(Purpose::Verify));
        let general = [Purpose::Sign, Purpose::Verify].map(|purpose| {
            let config = proof_config(&document, options);
            config_form::<Sha256>(&config, Processing::strict(purpose)).ok()
        });
        (known.map(|pieces| pieces.concat()), general)
    }

    #[test]
    fn what_is_known_is_what_the_general_way_makes() {
        for contexts in MADE_AHEAD {
            for change in [
                json!({}),
                json!({"cryptosuite": "ecdsa-rdfc-2019"}),
                json!({"verificationMethod": "https://www.example.edu/keys/1?a=b&c='d'", "created": "never"}),
            ] {
                let (known, general) = both_ways(&json!(contexts), &options(change.clone()));
                assert!(known.is_some(), "{change}");
                assert_eq!(general, [known.clone(), known], "{change}");
            }
        }
    }

    #[test]
    fn what_says_more_or_other_things_is_not_known() {
        let good = json!(MADE_AHEAD[1]);
        for change in [
            json!({"expires": "2027-01-01T00:00:00Z"}),
            json!({"proofPurpose": "authentication"}),
            json!({"type": ["DataIntegrityProof"]}),
            json!({"cryptosuite": "eddsa-jcs-2022"}),
            json!({"created": null}),
            json!({"created": "2026-11-24 10:15:30Z"}),
            json!({"created": "\"2026\""}),
            json!({"verificationMethod": "schema:key"}),
            json!({"verificationMethod": "_:key"}),
            json!({"verificationMethod": "did:web:é"}),
            json!({"verificationMethod": "did:web:a\\b"}),
            json!({"verificationMethod": format!("did:web:{}", "a".repeat(LONGEST))}),
            json!({"verificationMethod": {"id": "did:web:a"}}),
        ] {
            assert_eq!(both_ways(&good, &options(change.clone())).0, None, "{change}");
        }
        for contexts in [
            json!(["https://www.w3.org/2018/credentials/v1"]),
            json!([MADE_AHEAD[1][1], MADE_AHEAD[1][0]]),
            json!([MADE_AHEAD[0][0], {"created": "urn:created"}]),
        ] {
            assert_eq!(both_ways(&contexts, &options(json!({}))).0, None, "{contexts}");
        }
        let mut others = options(json!({"domain": "a.example"}));
        others.remove("created");
        assert_eq!(both_ways(&good, &others).0, None);
    }

    proptest! {
        #[test]
        fn whatever_is_known_the_general_way_makes_the_same(
            key in "(did:|https://|urn:)?[ -~é\u{1}\u{a0}]{0,12}",
            created in "[0-9TZ:-]{0,10}[ -~é\u{1}]{0,2}",
            list in 0..MADE_AHEAD.len(),
        ) {
            let options = options(json!({"verificationMethod": key, "created": created}));
            let (known, general) = both_ways(&json!(MADE_AHEAD[list]), &options);
            if known.is_some() {
                prop_assert_eq!(general, [known.clone(), known]);
            }
        }
    }
}
