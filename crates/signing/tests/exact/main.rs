//! What we read in a document is what others read in it: our statements against those of `oxjsonld` with `oxrdf`, and of
//! Node's `jsonld`, for documents made of all that the pinned contexts define. What we do not read we refuse.
//!
//! `PROPTEST_CASES` sets how many documents each test compares; without it, 256.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by it, and says so when it is skipped"
)]

mod agreement;
mod choices;
mod generate;
mod inline;
mod mutated;
mod node;
mod oxigraph;
mod stencils;
mod terms;
mod values;
mod varied;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Mutex;

use badgewright_credential::strict_json;
use badgewright_signing::canonical_form;
use proptest::prelude::*;
use serde_json::Value;

use agreement::{by_oxjsonld, difference};
use choices::Choices;
use generate::{Document, document};
use node::Node;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

fn any_document() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..400)
}

/// Our form, and the document without the `proof` at its top, which is no part of it.
fn taken(bytes: &[u8]) -> Option<(String, Value)> {
    let Document { mut json, processing } = document(bytes);
    let form = canonical_form(&json, processing).map_err(|error| error.code());
    // The same whoever holds the texts.
    let text = serde_json::to_vec(&json).unwrap();
    let borrowed = strict_json::read_borrowed(&text).unwrap();
    assert_eq!(canonical_form(&borrowed, processing).map_err(|error| error.code()), form, "{json}");
    let form = form.ok()?;
    json.as_object_mut()?.shift_remove("proof");
    Some((form, json))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_we_take_has_the_form_that_oxjsonld_gives_it(bytes in any_document()) {
        if let Some((form, json)) = taken(&bytes) {
            prop_assert_eq!(by_oxjsonld(&form, &json).err(), None, "{}", json);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn documents_that_differ_in_texts_are_read_as_each_for_itself(
        bytes in any_document(),
        variations in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 1..8),
    ) {
        let Document { json, processing } = document(&bytes);
        // The shape of a kind is learned of the second that comes.
        for _ in 0..2 {
            let walked = varied::walked(&json, processing);
            prop_assert!(varied::is_read_as_walked(&json, &walked, processing), "{}", json);
        }
        for variation in variations {
            let mut varied = json.clone();
            varied::vary(&mut varied, &mut Choices::of(&variation));
            let walked = varied::walked(&varied, processing);
            let text = serde_json::to_vec(&varied).unwrap();
            let borrowed = strict_json::read_borrowed(&text).unwrap();
            prop_assert!(varied::is_read_as_walked(&varied, &walked, processing), "{}\n{}", json, varied);
            prop_assert!(varied::is_read_as_walked(&borrowed, &walked, processing), "{}\n{}", json, varied);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn documents_of_a_stencil_have_the_proof_of_the_whole(
        bytes in any_document(),
        variations in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 1..8),
    ) {
        let Document { json, .. } = document(&bytes);
        let varied = variations.iter().map(|variation| {
            let mut varied = json.clone();
            varied::vary(&mut varied, &mut Choices::of(variation));
            varied
        });
        let documents: Vec<Value> = varied.chain([json.clone()]).collect();
        let documents: Vec<&Value> = documents.iter().collect();
        prop_assert_eq!(stencils::difference(&documents), None);
    }
}

#[test]
fn whatever_we_take_has_the_form_that_jsonld_in_node_gives_it() {
    let Some(node) = Node::start() else { return };
    let node = Mutex::new(node);
    proptest!(config(), |(bytes in any_document())| {
        if let Some((form, json)) = taken(&bytes).filter(|(_, json)| !node::is_no_judge(json)) {
            let theirs = node.lock().unwrap().canonical_form(&json);
            prop_assert_eq!(theirs.as_ref().map(|theirs| difference(&form, theirs)), Ok(None), "{}", json);
        }
    });
}

/// Every way in which a document that was made here is refused.
const REFUSALS: [&str; 20] = [
    "context.blank_node_property",
    "context.direction",
    "context.dropped_value",
    "context.index",
    "context.inline",
    "context.invalid",
    "context.language_tag",
    "context.nested",
    "context.not_a_term",
    "context.not_at_top",
    "context.relative_id",
    "context.relative_reference",
    "context.relative_type",
    "context.reserved_keyword",
    "context.syntax",
    "context.undefined_term",
    "context.unknown",
    "context.unsettled_term",
    "context.unsupported",
    "proof.too_complex",
];

/// A test that compares nothing would pass, too.
#[test]
fn most_documents_are_taken_most_of_those_compared_and_the_others_refused_for_a_reason_that_has_a_name() {
    let mut seed = 1_u64;
    let mut byte = || {
        // Marsaglia's xorshift: the same documents each time.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed.to_le_bytes()[0]
    };
    let (mut taken, mut compared) = (0, 0);
    let mut refused: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..2_000 {
        let bytes: Vec<u8> = (0..300).map(|_| byte()).collect();
        let Document { json, processing } = document(&bytes);
        match canonical_form(&json, processing) {
            Ok(form) => {
                taken += 1;
                compared += u32::from(!oxigraph::is_no_judge(&json, &form));
            }
            Err(error) => *refused.entry(error.code()).or_default() += 1,
        }
    }
    assert!(taken > 1_250, "{taken}: {refused:?}");
    assert!(compared > 600, "{compared} of {taken}");
    assert_eq!(refused.keys().find(|code| !REFUSALS.contains(code)), None);
    assert!(refused.len() > 12, "{refused:?}");
}
