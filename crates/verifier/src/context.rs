//! The check `context`: the vocabulary is known, and nothing in the badge falls outside of it.

use badgewright_credential::context::{CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES, is_open_badges};
use badgewright_signing::context::Contexts;
use badgewright_signing::jsonld::{self, JsonLdError, Processing, Purpose};
use serde_json::Value;

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::presented::Presented;
use crate::remembered::Timeless;

/// What the badge shows is what its vocabulary defines, and of a Data Integrity proof all of what is signed.
#[derive(Debug)]
pub(crate) struct VocabularyHolds(());

/// Looks at the contexts' names and, unless the badge came as a JWS, at every term that they should define.
/// `besides` is what was found of the documents that the badge refers to with a digest, and of what its words meant to
/// its signer.
pub(crate) fn check(presented: &Presented, besides: Vec<Finding>) -> Settled<VocabularyHolds> {
    let credential = &presented.credential;
    let mut findings = names(credential);
    findings.extend(nested(credential, presented.is_jwt()));
    findings.extend(lossless(credential, presented.is_jwt()));
    findings.extend(besides);
    let otherwise = "The vocabulary is known, and it defines everything in the badge.";
    Settled::new(CheckName::Context, findings, otherwise, VocabularyHolds(()))
}

/// The rules about which contexts there are and in which order (VC-DATA-MODEL §4.3, OB 3.0 §B.1.2).
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

/// How this credential's JSON-LD is processed, here and under its proofs: contexts below the top count only within
/// endorsements, which bring their own.
pub(crate) fn processing() -> Processing {
    Processing { nested_contexts: true, ..Processing::strict(Purpose::Verify) }
}

/// How a signature is computed: over a document that brings definitions of its own, or names members by their IRI, too.
/// The context check fails such a badge; here it is asked only whether it was changed.
pub(crate) fn processing_of_proofs() -> Processing {
    Processing::open(Purpose::Verify)
}

/// Whether a document's words mean what they say to whoever reads the JSON alone: it neither defines words of its own nor
/// puts members under other names.
pub(crate) fn unequivocal(document: &Credential) -> Result<(), Finding> {
    let equivocal =
        ["context.inline", "context.nested", "context.not_a_term", "context.not_at_top", "context.direction"];
    let question = Timeless::words_are_unequivocal(document);
    if question.is_known() {
        return Ok(());
    }
    match jsonld::check(document.as_value(), processing()) {
        Err(error) if equivocal.contains(&error.code()) => {
            Err(Finding::unknown(Code::PROOF_NOT_COMPUTED).because(error))
        }
        _ => {
            question.remember();
            Ok(())
        }
    }
}

/// Other copies of the contexts that the credential names, with the URL that each of them stood at.
pub(crate) fn other_copies(
    credential: &Credential,
) -> impl Iterator<Item = (&'static str, &'static Contexts)> {
    let named = credential.values("@context");
    let is_named = |url: &str| named.iter().any(|context| context.as_str() == Some(url));
    Contexts::with_other_copies()
        .iter()
        .filter(move |(url, _)| is_named(url))
        .map(|(url, contexts)| (*url, contexts))
}

/// Whether all of the credential can be carried over to RDF with the pinned contexts, or else with another copy of one.
pub(crate) fn computable(credential: &Credential, processing: Processing) -> Result<(), JsonLdError> {
    let document = credential.as_value();
    let Err(error) = jsonld::check(document, processing) else { return Ok(()) };
    if matches!(error, JsonLdError::TooComplex) {
        return Err(error);
    }
    let is_with = |contexts| jsonld::check(document, Processing { contexts, ..processing }).is_ok();
    match other_copies(credential).any(|(_, contexts)| is_with(contexts)) {
        true => Ok(()),
        false => Err(error),
    }
}

/// A context in the midst of a document can give its words another meaning there.
fn nested(credential: &Credential, is_jwt: bool) -> Vec<Finding> {
    let outcome = if is_jwt { Outcome::Warn } else { Outcome::Fail };
    let mut places = Vec::new();
    for (name, value) in credential.members() {
        // A proof's own is its suite's business (VC-DI-EDDSA §3.3.1).
        if !["@context", "proof", "endorsement"].contains(&name.as_str()) {
            nested_places(value, &mut vec![Step::Member(name)], &mut places);
        }
    }
    places.into_iter().map(|place| Finding::new(outcome, Code::CONTEXT_NESTED).at(place)).collect()
}

/// Most places that are reported: a document can have a hundred thousand.
const MOST_NESTED: usize = 16;

/// A step from a value to one inside it.
enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

/// Notes where contexts stand in `value`, outside of endorsements, as JSON Pointers. Only those that are found are written
/// out, and the reader of the JSON bounded the depth.
fn nested_places<'a>(value: &'a Value, path: &mut Vec<Step<'a>>, places: &mut Vec<String>) {
    if places.len() == MOST_NESTED {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match name.as_str() {
                    "endorsement" => {}
                    "@context" => places.push(written(path)),
                    name => nested_in(Step::Member(name), value, path, places),
                }
            }
        }
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                nested_in(Step::Item(at), value, path, places);
            }
        }
        _ => {}
    }
}

fn nested_in<'a>(step: Step<'a>, value: &'a Value, path: &mut Vec<Step<'a>>, places: &mut Vec<String>) {
    path.push(step);
    nested_places(value, path, places);
    path.pop();
}

/// The path to a `@context` as a JSON Pointer (RFC 6901 §3).
fn written(path: &[Step<'_>]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Member(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
        Step::Item(at) => format!("/{at}"),
    });
    steps.chain(["/@context".to_owned()]).collect()
}

/// Whether every word is defined, by going the whole way to RDF once (the JSON-LD safe mode that processors lack).
fn lossless(credential: &Credential, is_jwt: bool) -> Option<Finding> {
    let question = Timeless::words_are_defined(credential);
    if question.is_known() {
        return None;
    }
    let Err(error) = computable(credential, processing()) else {
        question.remember();
        return None;
    };
    match &error {
        // Said already, with their places.
        JsonLdError::NestedContext { .. } => return None,
        JsonLdError::InlineContext { pointer } if pointer.starts_with("/@context") => return None,
        _ => {}
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
    match error.pointer() {
        Some(pointer) => finding.at(pointer),
        None => finding,
    }
}
