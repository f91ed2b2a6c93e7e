//! Whatever we take has the form that `oxjsonld` and `oxrdf` give it. The bytes decide a document as in the property tests,
//! whose generator and whose oracle these are: `crates/signing/tests/exact`.

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
#[path = "../../tests/exact/oxigraph.rs"]
mod oxigraph;
#[path = "../../tests/exact/values.rs"]
mod values;
#[expect(dead_code, reason = "a test asks for more")]
#[path = "../../tests/exact/vocabulary.rs"]
mod vocabulary;

use badgewright_signing::canonical_form;
use generate::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Document { mut json, processing } = generate::document(bytes);
    let Ok(form) = canonical_form(&json, processing) else { return };
    if let Some(members) = json.as_object_mut() {
        members.shift_remove("proof");
    }
    if let Err(difference) = agreement::by_oxjsonld(&form, &json) {
        panic!("{difference}\n{json}\n{form}");
    }
});
