//! Signatures of kinds that our own code does not verify, by parts of the library `ssi` (feature `long-tail`).
//!
//! The library computes a signature and nothing else: all of `ecdsa-sd-2023`, and the curve of ES256K. Whose key it is, what the proof is for and when it holds, whether the
//! context defines every word: all of that is asked by our own code, as of any proof. What the library says counts only
//! where it read the very statements that we read ([`library`]); where it did not, or it fails in another way than by a
//! signature that does not fit, nothing is judged. It runs in a thread that may panic or take too long ([`thread`]).

mod key;
mod library;
mod suite;
mod thread;

use badgewright_signing::jws::UnverifiedJws;
use badgewright_signing::{canonical_form, data_integrity};
use serde_json::{Map, Value};

use self::key::{Had, Key};
use self::library::{Answer, Task};
use self::suite::LongTail;
use self::thread::NoAnswer;
use crate::code::Code;
use crate::context;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::named_key::{Lookup, NamedKey};
use crate::proof::{self, SignatureRight};
use crate::securing::Examined;

/// The longest document, as JSON, that the library is given.
const MOST_BYTES: usize = 256 * 1024;

/// Examines a proof of a suite that is known to the library only; `None` for any other.
pub(crate) async fn examined(
    document: &Credential,
    proof: &Value,
    pointer: &str,
    lookup: &mut Lookup<'_, '_>,
) -> Option<Examined> {
    let suite = LongTail::of(proof)?;
    let url = proof.get("verificationMethod").and_then(Value::as_str)?;
    let had = key::at(url, lookup).await;
    let read = match proof::hopeless(document, proof) {
        Some(reason) => Err(reason),
        None => proof::terms(proof, lookup.purpose, lookup.now),
    };
    let (signature, signature_remarks) = match read {
        Ok(mut remarks) => {
            let right = signature(document, proof, suite, &had, url).await;
            remarks.extend(right.as_ref().ok().and_then(|right| right.remark()));
            (right, remarks)
        }
        Err(reason) => (Err(reason), Vec::new()),
    };
    Some(Examined {
        pointer: pointer.to_owned(),
        key: had.belongs,
        lapsed: had.lapsed,
        signature,
        builds_on: Vec::new(),
        key_remarks: had.remarks,
        signature_remarks,
    })
}

async fn signature(
    document: &Credential,
    proof: &Value,
    suite: LongTail,
    had: &Had,
    url: &str,
) -> Result<SignatureRight, Finding> {
    if proof::is_base_proof(proof) {
        return Err(Finding::unknown(Code::PROOF_BASE).because(suite.name()));
    }
    let key = had.key.clone().ok_or_else(|| match had.belongs {
        Ok(_) => undecided("the key is of another kind than the signature needs"),
        Err(_) => Finding::unknown(Code::PROOF_KEY_UNAVAILABLE),
    })?;
    if proof.get("proofPurpose").and_then(Value::as_str).is_none() {
        return Err(Finding::unknown(Code::PROOF_PURPOSE_ABSENT));
    }
    if proof.get("previousProof").is_some() {
        return Err(undecided("it builds on another signature"));
    }
    let answer = match suite {
        LongTail::EcdsaSecp256k1Signature2019 => {
            let processing = context::processing_of_proofs();
            let (signed, signature) =
                data_integrity::signed_by_es256k(document.as_value(), proof, processing)
                    .map_err(|error| proof::from_proof_error(&error, proof))?;
            thread::bounded(move || library::verify_es256k(&key, &signed, &signature)).await
        }
        LongTail::EcdsaSd2023 => {
            let task = task(document, proof, key, url)?;
            thread::bounded(move || library::verify(&task)).await
        }
    };
    judged(answer, suite.shows_parts())
}

/// What the library is asked about a proof that it reads the document for: what the document says, and what the proof says
/// of itself, as we read it, whole or not at all.
fn task(document: &Credential, proof: &Value, key: Key, url: &str) -> Result<Task, Finding> {
    let (Some(members), Some(proof)) = (document.as_value().as_object(), proof.as_object()) else {
        return Err(Finding::fail(Code::PROOF_MALFORMED));
    };
    let members = without(members, &["proof"]);
    let mut options = without(proof, &["proofValue", "@context"]);
    options.extend(members.get("@context").map(|context| ("@context".to_owned(), context.clone())));
    let read = |value: &Value| {
        canonical_form(value, context::processing())
            .map_err(|error| Finding::unknown(Code::PROOF_NOT_COMPUTED).because(error))
    };
    let members = Value::Object(members);
    let document = members.to_string();
    if document.len() > MOST_BYTES {
        return Err(Finding::unknown(Code::PROOF_TOO_COMPLEX));
    }
    Ok(Task {
        key,
        method: url.to_owned(),
        document,
        proof: Value::Object(proof.clone()).to_string(),
        statements: read(&members)?,
        options: read(&Value::Object(options))?,
    })
}

fn judged(answer: Result<Answer, NoAnswer>, of_parts: bool) -> Result<SignatureRight, Finding> {
    match answer {
        Ok(Answer::Right) => Ok(SignatureRight::of_the_long_tail(of_parts)),
        Ok(Answer::Wrong) => Err(Finding::fail(Code::PROOF_SIGNATURE_MISMATCH)),
        Ok(Answer::Undecided(why)) => Err(undecided(why)),
        Err(why) => Err(undecided(why)),
    }
}

fn undecided(why: impl std::fmt::Display) -> Finding {
    Finding::unknown(Code::PROOF_UNSUPPORTED_SUITE).because(why)
}

/// Examines a JWT that is signed by ES256K (RFC 8812 §3.2) with a key that it names; `None` for any other.
pub(crate) async fn jwt(
    jws: &UnverifiedJws,
    lookup: &mut Lookup<'_, '_>,
) -> Option<(NamedKey, Result<SignatureRight, Finding>)> {
    let kid = jws.kid().filter(|_| jws.alg() == "ES256K")?;
    let url = if kid.starts_with('#') { format!("{}{kid}", lookup.issuer) } else { kid.to_owned() };
    let Had { key, belongs, lapsed, remarks } = key::of_secp256k1(&url, lookup).await?;
    let named = NamedKey { key: None, belongs, lapsed, remarks };
    let (signed, signature) = (jws.signing_input().as_bytes().to_vec(), jws.signature().to_vec());
    let Some(key) = key else { return Some((named, Err(Finding::unknown(Code::PROOF_KEY_UNAVAILABLE)))) };
    let answer = thread::bounded(move || library::verify_es256k(&key, &signed, &signature)).await;
    Some((named, judged(answer, false)))
}

/// Whether a document is secured as a whole. Of one from which its holder may leave out parts, nothing counts whose words
/// nobody looks at: a status list, an endorsement.
pub(crate) fn is_whole(document: &Credential) -> Result<(), Finding> {
    let shows_parts = document.values("proof").iter().filter_map(LongTail::of).any(LongTail::shows_parts);
    if shows_parts { Err(Finding::unknown(Code::PROOF_SELECTIVE)) } else { Ok(()) }
}

fn without(members: &Map<String, Value>, names: &[&str]) -> Map<String, Value> {
    let kept = members.iter().filter(|(name, _)| !names.contains(&name.as_str()));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}
