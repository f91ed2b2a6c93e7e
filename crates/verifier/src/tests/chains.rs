//! Proofs that build on others.

use serde_json::{Value, json};

use super::badges::{Person, said, verify};
use super::by_hand::{jcs_proof, options_of};
use super::web::Web;
use crate::CheckName::{Issuer, Proof};
use crate::Outcome::{Fail, Pass, Unknown, Warn};
use crate::Report;

/// A badge of the issuer's, and proofs that are put on it one after the other.
struct Chained {
    badge: Value,
    proofs: Vec<Value>,
}

impl Chained {
    fn new(issuer: &Person) -> Self {
        Self { badge: issuer.badge(), proofs: Vec::new() }
    }

    /// One more proof, of the id `urn:p:<its place>`, over the badge and over the proofs that it names.
    fn by(mut self, signer: &Person, named: &[&str]) -> Self {
        let mut options = options_of(signer, &self.badge);
        options["id"] = json!(format!("urn:p:{}", self.proofs.len()));
        let mut signed = self.badge.clone();
        if !named.is_empty() {
            options["previousProof"] = json!(named);
            signed["proof"] = named.iter().map(|name| self.of(name)).collect();
        }
        self.proofs.push(jcs_proof(signer, &signed, options));
        self
    }

    fn of(&self, name: &str) -> Value {
        self.proofs.iter().find(|proof| proof["id"] == name).cloned().unwrap_or(json!({}))
    }

    async fn verify(&self, web: Web) -> Report {
        let mut badge = self.badge.clone();
        badge["proof"] = json!(self.proofs);
        verify(web, &badge).await
    }
}

fn issuer_and_witness() -> (Person, Person) {
    (Person::by_key(1), Person::by_key(2))
}

#[tokio::test]
async fn a_chain_holds_if_every_proof_in_it_does_whoever_made_it() {
    let (issuer, witness) = issuer_and_witness();
    let chain = Chained::new(&issuer).by(&witness, &[]).by(&issuer, &["urn:p:0"]);
    let report = chain.verify(Web::default()).await;
    assert_eq!(said(&report, Proof), ("valid", Pass, None));
    let findings = &report.check(Proof).findings;
    assert_eq!((findings.len(), findings[1].outcome), (2, Pass), "{findings:?}");
    assert_eq!(findings[1].pointer, "/proof/0");

    let set = chain.by(&issuer, &["urn:p:0", "urn:p:1"]);
    assert_eq!(said(&set.verify(Web::default()).await, Proof).0, "valid");
}

#[tokio::test]
async fn a_chain_does_not_hold_better_than_its_first_proof() {
    let (issuer, witness) = issuer_and_witness();
    let mut chain = Chained::new(&issuer).by(&witness, &[]);
    // Of another badge: the issuer signed over it all the same.
    chain.proofs[0] = jcs_proof(&witness, &witness.badge(), options_of(&witness, &witness.badge()));
    chain.proofs[0]["id"] = json!("urn:p:0");
    let two = chain.by(&issuer, &["urn:p:0"]);
    let report = two.verify(Web::default()).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.previous_wrong")));
    assert_eq!(said(&report, Issuer).1, Pass);
    let mut three = two.by(&issuer, &["urn:p:1"]);
    three.proofs.swap(0, 2);
    let report = three.verify(Web::default()).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.previous_wrong")));
}

#[tokio::test]
async fn a_proof_that_was_swapped_after_the_next_was_made_breaks_the_chain() {
    let (issuer, witness) = issuer_and_witness();
    let mut chain = Chained::new(&issuer).by(&witness, &[]).by(&issuer, &["urn:p:0"]);
    let other = Person::by_key(3);
    chain.proofs[0] = Chained::new(&issuer).by(&other, &[]).proofs.remove(0);
    let report = chain.verify(Web::default()).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.signature_mismatch")));
}

#[tokio::test]
async fn a_witness_out_of_reach_leaves_the_chain_undecided_and_a_revoked_one_breaks_it() {
    let issuer = Person::by_key(1);
    let witness = Person::on_web(2, "did:web:witness.example");
    let chain = Chained::new(&issuer).by(&witness, &[]).by(&issuer, &["urn:p:0"]);
    let report = chain.verify(Web::default()).await;
    assert_eq!(said(&report, Proof), ("unknown", Unknown, Some("proof.previous_unchecked")));
    let mut document = witness.document();
    let at = |document: &Value| Web::default().with(&witness.document_url(), document.to_string());
    assert_eq!(said(&chain.verify(at(&document)).await, Proof).0, "valid");
    document["verificationMethod"][0]["revoked"] = json!("2026-11-24T11:59:59Z");
    let report = chain.verify(at(&document)).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.previous_wrong")));
}

#[tokio::test]
async fn names_of_what_is_not_there_once_are_errors() {
    let issuer = Person::by_key(1);
    for (named, outcome, code) in [
        (json!("urn:p:none"), Fail, "proof.previous_missing"),
        (json!(["urn:p:0", "urn:p:none"]), Fail, "proof.previous_missing"),
        (json!([7]), Fail, "proof.previous_malformed"),
        (json!({}), Fail, "proof.previous_malformed"),
        (json!("urn:p:twice"), Fail, "proof.previous_malformed"),
        (json!(vec!["urn:p:0"; 9]), Unknown, "proof.previous_unchecked"),
        (json!("urn:p:last"), Unknown, "proof.previous_unchecked"),
        (json!("urn:p:1"), Fail, "proof.circle"),
    ] {
        let mut chain = Chained::new(&issuer).by(&Person::by_key(2), &[]).by(&issuer, &[]);
        chain.proofs[1]["previousProof"] = named.clone();
        chain.proofs.extend([json!({"id": "urn:p:twice"}), json!({"id": "urn:p:twice"})]);
        chain.proofs.extend(vec![json!({}); 4]);
        chain.proofs.push(json!({"id": "urn:p:last"}));
        let report = chain.verify(Web::default()).await;
        assert_eq!((said(&report, Proof).1, said(&report, Proof).2), (outcome, Some(code)), "{named}");
    }
}

#[tokio::test]
async fn proofs_that_name_each_other_in_a_circle_are_an_error() {
    let (issuer, witness) = issuer_and_witness();
    let mut chain =
        Chained::new(&issuer).by(&witness, &[]).by(&issuer, &["urn:p:0"]).by(&issuer, &["urn:p:1"]);
    chain.proofs[0]["previousProof"] = json!(["urn:p:2"]);
    let report = chain.verify(Web::default()).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.circle")));
}

#[tokio::test]
async fn a_chain_of_which_a_part_is_not_looked_at_is_not_decided() {
    let (issuer, witness) = issuer_and_witness();
    let mut chain = Chained::new(&issuer);
    chain.badge["credentialSubject"]["achievement"]["description"] = json!("x".repeat(1_500_000));
    let mut chain = chain.by(&witness, &[]).by(&issuer, &["urn:p:0"]);
    // Of so large a badge two proofs are looked at: one of another's, and the issuer's.
    chain.proofs = vec![json!({}), chain.proofs[1].clone(), chain.proofs[0].clone()];
    let report = chain.verify(Web::default()).await;
    assert_eq!(said(&report, Proof), ("unknown", Unknown, Some("proof.previous_unchecked")));
}

#[tokio::test]
async fn a_good_proof_of_the_issuers_needs_no_other_that_builds_on_nothing() {
    let issuer = Person::by_key(1);
    let mut chain = Chained::new(&issuer).by(&issuer, &[]).by(&issuer, &["urn:p:0"]);
    chain.proofs[1]["previousProof"] = json!("urn:p:none");
    let report = chain.verify(Web::default()).await;
    assert_eq!(said(&report, Proof), ("valid", Warn, Some("proof.beside")));
}
