//! The check `context`: the vocabulary is known, and nothing in the badge falls outside of it.

use badgewright_credential::context::{CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES, is_open_badges};
use badgewright_signing::jsonld::{self, JsonLdError, Processing, Purpose};
use serde_json::Value;

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::presented::Presented;

/// What the badge shows is what its vocabulary defines, and of a Data Integrity proof all of what is signed.
#[derive(Debug)]
pub(crate) struct VocabularyHolds(());

/// Looks at the contexts' names and, unless the badge came as a JWS, at every term that they should define.
pub(crate) fn check(presented: &Presented) -> Settled<VocabularyHolds> {
    let credential = &presented.credential;
    let mut findings = names(credential);
    findings.extend(nested(credential, presented.is_jwt()));
    findings.extend(lossless(credential, presented.is_jwt()));
    let otherwise = "The vocabulary is known, and it defines everything in the badge.";
    Settled::new(CheckName::Context, findings, otherwise, VocabularyHolds(()))
}

/// The rules about which contexts there are and in which order (VC-DATA-MODEL §4.3, OB 3.0 §B.1.1).
fn names(credential: &Credential) -> Vec<Finding> {
    let contexts = credential.values("@context");
    if contexts.is_empty() {
        return vec![Finding::fail(Code::CONTEXT_MISSING).at("/@context")];
    }
    let mut findings = Vec::new();
    for (at, context) in contexts.iter().enumerate() {
        findings.extend(name(context).map(|finding| finding.at(format!("/@context/{at}"))));
    }
    match contexts[0].as_str() {
        Some(CREDENTIALS_V2) => {}
        Some(CREDENTIALS_V1) => findings.push(Finding::warn(Code::CONTEXT_OLDER).at("/@context/0")),
        _ => findings.push(Finding::fail(Code::CONTEXT_FIRST).at("/@context/0")),
    }
    if !contexts.iter().filter_map(Value::as_str).any(is_open_badges) {
        findings.push(Finding::fail(Code::CONTEXT_NO_OPEN_BADGES).at("/@context"));
    }
    findings
}

/// What one context's name says by itself.
fn name(context: &Value) -> Option<Finding> {
    match context {
        Value::String(url) if is_open_badges(url) && url != OPEN_BADGES => {
            Some(Finding::warn(Code::CONTEXT_OLDER).because(url))
        }
        Value::String(_) => None,
        // An inline context can give any word another meaning, under a signature that stays right.
        Value::Object(_) => Some(Finding::fail(Code::CONTEXT_INLINE)),
        _ => Some(Finding::fail(Code::CONTEXT_MALFORMED)),
    }
}

/// How this credential's JSON-LD is processed, here and under its proofs: contexts below the top count only where it
/// embeds endorsements, which bring their own.
pub(crate) fn processing(credential: &Credential) -> Processing {
    let nested_contexts = nested_places(credential).iter().any(|place| is_in_endorsement(place));
    Processing { nested_contexts, ..Processing::strict(Purpose::Verify) }
}

/// A context in the midst of a document can give its words another meaning there.
fn nested(credential: &Credential, is_jwt: bool) -> Vec<Finding> {
    let outcome = if is_jwt { Outcome::Warn } else { Outcome::Fail };
    nested_places(credential)
        .into_iter()
        .filter(|place| !is_in_endorsement(place))
        .map(|place| Finding::new(outcome, Code::CONTEXT_NESTED).at(place))
        .collect()
}

fn is_in_endorsement(pointer: &str) -> bool {
    pointer.split('/').any(|step| step == "endorsement")
}

/// Most places that are reported: a document can have a hundred thousand.
const MOST_NESTED: usize = 16;

/// Where contexts stand below the top, as JSON Pointers. A proof's own is its suite's business (VC-DI-EDDSA §3.3.1).
fn nested_places(credential: &Credential) -> Vec<String> {
    let mut places = Vec::new();
    let below = credential.members().filter(|(name, _)| !["@context", "proof"].contains(&name.as_str()));
    // The depth is bounded by the reader of the JSON.
    let mut waiting: Vec<(String, &Value)> = below.map(|(name, value)| (step("", name), value)).collect();
    while let Some((pointer, value)) = waiting.pop() {
        if places.len() == MOST_NESTED {
            break;
        }
        match value {
            Value::Object(members) => {
                if members.contains_key("@context") {
                    places.push(format!("{pointer}/@context"));
                }
                waiting.extend(members.iter().map(|(name, value)| (step(&pointer, name), value)));
            }
            Value::Array(values) => {
                waiting
                    .extend(values.iter().enumerate().map(|(at, value)| (format!("{pointer}/{at}"), value)));
            }
            _ => {}
        }
    }
    places.sort();
    places
}

/// RFC 6901 §3.
fn step(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Whether every word is defined, by going the whole way to RDF once (the JSON-LD safe mode that processors lack).
fn lossless(credential: &Credential, is_jwt: bool) -> Option<Finding> {
    let error = jsonld::to_rdf(credential.as_value(), processing(credential)).err()?;
    if matches!(error, JsonLdError::InlineContext { .. } | JsonLdError::NestedContext { .. }) {
        // Said already, with its place.
        return None;
    }
    let outcome = match error {
        // What is signed is the text of a JWS, whatever its words mean.
        _ if is_jwt => Outcome::Warn,
        JsonLdError::UnknownContext { .. } | JsonLdError::Unsupported { .. } | JsonLdError::TooComplex => {
            Outcome::Unknown
        }
        JsonLdError::UnsettledTerm { .. } => Outcome::Warn,
        _ => Outcome::Fail,
    };
    Some(of(&error, outcome))
}

/// The finding that an error of JSON-LD is.
pub(crate) fn of(error: &JsonLdError, outcome: Outcome) -> Finding {
    let code = Code::named(error.code()).unwrap_or(Code::CONTEXT_INVALID);
    let finding = Finding::new(outcome, code).because(error);
    match pointer(error) {
        Some(pointer) => finding.at(pointer),
        None => finding,
    }
}

fn pointer(error: &JsonLdError) -> Option<&str> {
    match error {
        JsonLdError::UnknownContext { pointer, .. }
        | JsonLdError::InlineContext { pointer }
        | JsonLdError::NestedContext { pointer }
        | JsonLdError::BadContext { pointer, .. }
        | JsonLdError::TermLost { pointer, .. }
        | JsonLdError::UnsettledTerm { pointer, .. }
        | JsonLdError::Syntax { pointer, .. }
        | JsonLdError::Unsupported { pointer, .. } => Some(pointer),
        _ => None,
    }
}
