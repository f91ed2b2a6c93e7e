//! What a proof says about itself is signed as RDF and read as JSON. Under an IRI, or under words that a document defines for
//! itself, a proof's end could be signed and not be seen, and a challenge be seen that was never signed.

use std::collections::BTreeSet;

use crate::json::{Members, Tree, View};
use crate::jsonld::{JsonLdError, Loss};
use crate::rdf::{Object, Quad, Resource};

const SECURITY: &str = "https://w3id.org/security#";

/// What decides whether a proof counts, as proofs write it (VC Data Integrity §2.1), and what it means in [`SECURITY`].
const DECIDING: [(&str, &str); 4] = [
    ("expires", "expiration"),
    ("proofPurpose", "proofPurpose"),
    ("challenge", "challenge"),
    ("domain", "domain"),
];

/// Makes sure that `quads`, which are those of a proof's options, say what the options show.
pub(super) fn are_signed(options: &impl Members, quads: &[Quad<'_>]) -> Result<(), JsonLdError> {
    let hidden =
        DECIDING.iter().find(|(name, term)| shown(options.member(name)) != signed(options, quads, term));
    hidden.map_or(Ok(()), |(name, _)| {
        Err(JsonLdError::TermLost {
            pointer: format!("/{name}"),
            term: (*name).to_owned(),
            loss: Loss::NotATerm,
        })
    })
}

fn shown(member: Option<&impl Tree>) -> BTreeSet<&str> {
    let values = member.filter(|member| !matches!(member.view(), View::Null)).map_or(&[][..], Tree::items);
    let signed_as = |name| if name == "authentication" { "authenticationMethod" } else { name };
    values.iter().map(text_of).map(within_security).map(signed_as).collect()
}

/// What is written in another way, such as a value object, shows no text, and so nothing that could be signed.
fn text_of(value: &impl Tree) -> &str {
    value.as_text().or_else(|| value.as_members()?.member("id")?.as_text()).unwrap_or_default()
}

/// What the statements about the proof itself give as the term's values.
fn signed<'q>(options: &impl Members, quads: &[Quad<'q>], term: &str) -> BTreeSet<&'q str> {
    let id = options.member("id").and_then(Tree::as_text);
    let is_proof = |subject: &Resource<'_>| match subject {
        Resource::Iri(iri) => Some(*iri) == id,
        // The walk begins with it.
        Resource::Blank(number) => *number == 0,
    };
    let values = quads.iter().filter(|quad| {
        is_proof(&quad.subject) && quad.predicate.strip_prefix(SECURITY).is_some_and(|name| name == term)
    });
    let text = |quad: &Quad<'q>| match quad.object {
        Object::Literal(literal) => within_security(literal.value),
        Object::Resource(Resource::Iri(iri)) => within_security(iri),
        Object::Resource(Resource::Blank(_)) => "",
    };
    values.map(text).collect()
}

/// Purposes are terms of the vocabulary, one of them under another name than in JSON.
fn within_security(text: &str) -> &str {
    text.strip_prefix(SECURITY).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::jsonld::{self, Processing, Purpose};

    fn told(options: &Value) -> Result<(), JsonLdError> {
        let made = jsonld::Made::new();
        let quads = jsonld::to_rdf(options, Processing::open(Purpose::Verify), &made).unwrap();
        are_signed(options.as_object().unwrap(), &quads)
    }

    fn options(change: Value) -> Value {
        let mut options = json!({"@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "authentication",
            "created": "2026-01-01T00:00:00Z", "domain": ["a.example", "b.example"]});
        options.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        options
    }

    #[test]
    fn what_a_proof_shows_is_what_it_means() {
        for change in [
            json!({}),
            json!({"id": "urn:proof", "challenge": "1"}),
            json!({"proofPurpose": "https://w3id.org/security#assertionMethod", "expires": "2027-01-01T00:00:00Z"}),
        ] {
            assert_eq!(told(&options(change.clone())), Ok(()), "{change}");
        }
    }

    #[test]
    fn what_decides_cannot_be_signed_under_another_name() {
        let typed =
            |text: &str| json!({"@value": text, "@type": "http://www.w3.org/2001/XMLSchema#dateTime"});
        for (change, hidden) in [
            (json!({"https://w3id.org/security#expiration": typed("2026-02-01T00:00:00Z")}), "expires"),
            (json!({"https://w3id.org/security#domain": "c.example"}), "domain"),
            (
                json!({"id": "urn:proof", "verificationMethod": {"id": "urn:proof", "https://w3id.org/security#challenge": "1"}}),
                "challenge",
            ),
        ] {
            let error = told(&options(change.clone())).expect_err(&change.to_string());
            assert_eq!(error.pointer(), Some(&*format!("/{hidden}")), "{change}");
        }
    }

    /// Whoever is asked for the challenge 2 has a presentation that was signed for the challenge 1.
    #[test]
    fn a_challenge_cannot_be_shown_that_was_not_signed() {
        let older = json!({"@context": {"type": "@type", "Proof": "urn:Proof", "challenge": "@type", "2": "urn:Proof",
            "one": "https://w3id.org/security#challenge"}, "type": "Proof", "challenge": "2", "one": "1"});
        assert_eq!(told(&older).unwrap_err().pointer(), Some("/challenge"));
    }
}
