//! Whatever we take has the form that `oxjsonld` and `oxrdf` give it; and where these are no judges, the form that `jsonld` in
//! Node gives it. The bytes decide a document as in the property tests, whose generator and whose oracles these are:
//! `crates/signing/tests/exact`; and then another one, which differs from it in texts, and is read as the walk reads it
//! although its shape is known. Both have the proof that they have as a whole where they are put together by a stencil.

#![no_main]

#[path = "../../tests/exact/agreement.rs"]
mod agreement;
#[path = "../../tests/exact/choices.rs"]
mod choices;
#[path = "../../tests/exact/generate.rs"]
mod generate;
#[path = "../../tests/exact/inline.rs"]
mod inline;
#[path = "../../tests/exact/mutated.rs"]
mod mutated;
#[path = "../../tests/exact/node.rs"]
mod node;
#[path = "../../tests/exact/oxigraph.rs"]
mod oxigraph;
#[path = "../../tests/exact/stencils.rs"]
mod stencils;
#[path = "../../tests/exact/values.rs"]
mod values;
#[path = "../../tests/exact/varied.rs"]
mod varied;
#[expect(dead_code, reason = "a test asks for more")]
#[path = "../../tests/exact/vocabulary.rs"]
mod vocabulary;

use std::cell::RefCell;

use agreement::Judgement;
use badgewright_signing::canonical_form;
use badgewright_signing::jsonld::Processing;
use choices::Choices;
use generate::Document;
use libfuzzer_sys::fuzz_target;
use node::Node;
use serde_json::Value;

thread_local! {
    /// Where it is not installed, only `oxjsonld` and `oxrdf` judge.
    static NODE: RefCell<Option<Node>> = RefCell::new(Node::start());
}

/// As many bytes as decide how another document differs, at most a quarter of all.
const VARYING: usize = 16;

fuzz_target!(|bytes: &[u8]| {
    let (varying, bytes) = bytes.split_at(VARYING.min(bytes.len() / 4));
    let Document { json, processing } = generate::document(bytes);
    let mut varied = json.clone();
    varied::vary(&mut varied, &mut Choices::of(varying));
    // The shape of a kind is learned of the second that comes.
    for document in [&json, &json, &varied] {
        let walked = varied::walked(document, processing);
        assert!(varied::is_read_as_walked(document, &walked, processing), "{json}\n{varied}\n{walked:?}");
    }
    if let Some(difference) = stencils::difference(&[&varied, &json, &varied]) {
        panic!("{difference}");
    }
    for document in [json, varied] {
        is_right(document, processing);
    }
});

fn is_right(mut document: Value, processing: Processing) {
    let Ok(form) = canonical_form(&document, processing) else { return };
    if let Some(members) = document.as_object_mut() {
        members.shift_remove("proof");
    }
    if let Err(difference) = judged(&form, &document) {
        panic!("{difference}\n{document}\n{form}");
    }
}

fn judged(form: &str, document: &Value) -> Result<(), String> {
    match agreement::by_oxjsonld(form, document)? {
        Judgement::Same => Ok(()),
        Judgement::Open => NODE.with_borrow_mut(|node| node.as_mut().map_or(Ok(()), |node| by_node(node, form, document))),
    }
}

fn by_node(node: &mut Node, form: &str, document: &Value) -> Result<(), String> {
    if node::is_no_judge(document) {
        return Ok(());
    }
    let theirs = node.canonical_form(document)?;
    match agreement::difference(form, &theirs) {
        None => Ok(()),
        Some((ours, theirs)) => Err(format!("we read {ours}, and Node {theirs}")),
    }
}
