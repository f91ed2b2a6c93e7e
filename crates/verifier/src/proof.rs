//! The signature of one proof: right, wrong, or not to be decided. Whose key it is, is the business of `issuer`.

use badgewright_credential::{Moment, Timestamp};
use badgewright_signing::PublicKey;
use badgewright_signing::data_integrity::{self, ProofError, Suite};
use badgewright_signing::did::Purpose;
use badgewright_signing::jsonld::{JsonLdError, Processing};
use badgewright_signing::jws::{self, JwsError, UnverifiedJws};
use serde_json::Value;

use crate::code::Code;
use crate::context;
use crate::credential::{Credential, id_of, values};
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::presented::Jwt;
use crate::remembered::Timeless;

/// A signature fits the credential.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignatureRight {
    /// The URL of a context that meant something else to the signer than it does now.
    other_copy: Option<&'static str>,
    /// Whether its holder chose what of the badge is shown.
    of_parts: bool,
}

impl SignatureRight {
    const OF_ALL: Self = Self { other_copy: None, of_parts: false };

    /// What the library of the long tail found.
    #[cfg(feature = "long-tail")]
    pub(crate) fn of_the_long_tail(of_parts: bool) -> Self {
        Self { of_parts, ..Self::OF_ALL }
    }

    /// What is to be said of a signature that is right.
    pub(crate) fn remark(self) -> Option<Finding> {
        if self.of_parts {
            return Some(Finding::warn(Code::PROOF_SELECTIVE));
        }
        Some(Finding::warn(Code::PROOF_OTHER_COPY).because(self.other_copy?))
    }
}

/// Verifies one Data Integrity proof of a document with a key (VC-DATA-INTEGRITY §4.4).
///
/// What the proof says about itself (purpose, dates) is asked by [`terms`]; here it is the signature alone.
pub(crate) fn data_integrity(
    credential: &Credential,
    proof: &Value,
    key: &PublicKey,
) -> Result<SignatureRight, Finding> {
    let right = right(credential, proof, key).map_err(|error| {
        let dropped = || word_that_was_dropped(credential, proof, key);
        dropped().filter(|_| matches!(error, ProofError::SignatureMismatch)).map_or_else(
            || from_proof_error(&error, proof),
            |word| Finding::fail(Code::PROOF_NOT_OF_ALL).at(format!("/{word}")).because(format!(
                "`{word}` is not signed: the signer's copy of the vocabulary did not have the word yet; all else is as it was signed"
            )),
        )
    })?;
    // VC-DI-EDDSA §3.3.2 step 4 calls the document verified as it is under the proof's vocabularies alone. Anybody could have
    // added others, and with them the name of a badge.
    let signed = values(proof.get("@context"));
    if !signs_rdf(proof) && !signed.is_empty() && signed != credential.values("@context") {
        return Err(
            Finding::fail(Code::PROOF_CONTEXT_MISMATCH).because("others were added to the signed ones")
        );
    }
    match purpose(proof) {
        Some(_) => Ok(right),
        // VC-DATA-INTEGRITY §4.4 wants one. The signature is right all the same, and so no forgery.
        None => Err(Finding::unknown(Code::PROOF_PURPOSE_ABSENT)),
    }
}

/// Of documents that take more work than this for one signature, no other copies of contexts are tried. Those of published
/// badges that need them take a tenth.
const MOST_WORK_WITH_OTHERS: usize = 1024 * 1024;

/// What a value of a document costs beside its length, in bytes: small things take longer than long ones.
const WORK_OF_A_VALUE: usize = 700;

/// What one signature over a document takes, in bytes of text that would take as long.
pub(crate) fn work(credential: &Credential) -> usize {
    fn values(value: &Value) -> usize {
        let inner = match value {
            Value::Object(members) => members.values().map(values).sum(),
            Value::Array(items) => items.iter().map(values).sum(),
            _ => 0,
        };
        1_usize.saturating_add(inner)
    }
    credential.length().saturating_add(values(credential.as_value()).saturating_mul(WORK_OF_A_VALUE))
}

/// The same as [`fitting_copies`], which is not asked twice of a good signature.
fn right(credential: &Credential, proof: &Value, key: &PublicKey) -> Result<SignatureRight, ProofError> {
    let question = Timeless::signature_fits(credential, proof, key);
    if question.is_known() {
        return Ok(SignatureRight::OF_ALL);
    }
    let right = fitting_copies(credential, proof, key)?;
    if right.other_copy.is_none() {
        question.remember();
    }
    Ok(right)
}

/// A signature fits the copies of the contexts that the signer had: those that are pinned, or, where it does not fit
/// these, others that the same URLs answered with at other times.
fn fitting_copies(
    credential: &Credential,
    proof: &Value,
    key: &PublicKey,
) -> Result<SignatureRight, ProofError> {
    let document = credential.as_value();
    let processing = context::processing_of_proofs();
    let error = match data_integrity::verify_with(document, proof, key, processing) {
        Ok(()) => return Ok(SignatureRight::OF_ALL),
        // With another copy it would be as much work.
        Err(error @ ProofError::JsonLd(JsonLdError::TooComplex)) => return Err(error),
        Err(error @ (ProofError::SignatureMismatch | ProofError::JsonLd(_))) => error,
        Err(error) => return Err(error),
    };
    for (url, contexts) in context::other_copies(credential) {
        if work(credential) > MOST_WORK_WITH_OTHERS {
            return Err(JsonLdError::TooComplex.into());
        }
        let processing = Processing { contexts, ..processing };
        if data_integrity::verify_with(document, proof, key, processing).is_ok() {
            return Ok(SignatureRight { other_copy: Some(url), ..SignatureRight::OF_ALL });
        }
    }
    Err(error)
}

/// Words that Open Badges 3.0.3 got in 2024 without changing its name, at the top of a badge.
const ADDED_WORDS: [&str; 2] = ["awardedDate", "inLanguage"];

/// The word that a signer's older copy of a context dropped in silence, so that a signature fits the badge without it.
/// Anybody could have added the word since.
fn word_that_was_dropped(credential: &Credential, proof: &Value, key: &PublicKey) -> Option<&'static str> {
    if work(credential) > MOST_WORK_WITH_OTHERS {
        return None;
    }
    ADDED_WORDS.into_iter().find(|word| {
        let mut without = credential.as_value().clone();
        without.as_object_mut().and_then(|members| members.shift_remove(*word)).is_some()
            && data_integrity::verify_with(&without, proof, key, context::processing_of_proofs()).is_ok()
    })
}

/// What no key would make right: a proof over a document that JSON-LD cannot carry over whole (VC-DATA-INTEGRITY §4.4,
/// PROOF_TRANSFORMATION_ERROR), or one without a value.
pub(crate) fn hopeless(credential: &Credential, proof: &Value) -> Option<Finding> {
    of_known_suite(proof).ok()?;
    if proof.get("type").is_none() || !SIGNATURES.iter().any(|member| proof.get(member).is_some()) {
        return Some(Finding::fail(Code::PROOF_MALFORMED).because("it has no type or no value"));
    }
    if !data_integrity::has_readable_value(proof) {
        return Some(Finding::fail(Code::PROOF_MALFORMED).because("its value is that of no signature"));
    }
    if !signs_rdf(proof) {
        return None;
    }
    let error = context::computable(credential, context::processing_of_proofs()).err()?;
    Some(from_json_ld_error(&error)).filter(|finding| finding.outcome == Outcome::Fail)
}

/// Whether a proof is over the RDF of the document, and not over its JSON, as in VC-DI-EDDSA §3.3, or who knows what.
fn signs_rdf(proof: &Value) -> bool {
    let text = |member| proof.get(member).and_then(Value::as_str).unwrap_or_default();
    match text("type") {
        "DataIntegrityProof" => {
            text("cryptosuite").contains("-rdfc-")
                || ["eddsa-2022", "ecdsa-2019"].contains(&text("cryptosuite"))
        }
        older => ["Ed25519Signature2020", "Ed25519Signature2018", "JsonWebSignature2020"].contains(&older),
    }
}

/// The members that hold a signature: of proofs today, and of older ones.
const SIGNATURES: [&str; 4] = ["proofValue", "jws", "signatureValue", "jwt"];

fn purpose(proof: &Value) -> Option<&str> {
    proof.get("proofPurpose").and_then(id_of)
}

/// The beginnings of base proofs' values in `ecdsa-sd-2023` and `bbs-2023`: `u`, and the bytes d9 5d and an even one in
/// base64url. The holder makes others out of it, which alone are for showing.
const BASE_PROOFS: [&str; 5] = ["u2V0A", "u2V0C", "u2V0E", "u2V0G", "u2V0I"];

pub(crate) fn is_base_proof(proof: &Value) -> bool {
    let value = proof.get("proofValue").and_then(Value::as_str).unwrap_or_default();
    BASE_PROOFS.iter().any(|beginning| value.starts_with(beginning))
}

/// Whether a proof is of a suite that is known here; of any other nothing is judged, neither its key nor its form.
pub(crate) fn of_known_suite(proof: &Value) -> Result<(), Finding> {
    match proof.as_object().map(Suite::of) {
        Some(Err(error @ ProofError::UnsupportedSuite { .. })) => Err(from_proof_error(&error, proof)),
        _ => Ok(()),
    }
}

pub(crate) fn from_proof_error(error: &ProofError, proof: &Value) -> Finding {
    let code = Code::named(error.code()).unwrap_or(Code::PROOF_MALFORMED);
    match error {
        ProofError::SignatureMismatch => Finding::fail(code),
        ProofError::UnsupportedSuite { suite } if is_base_proof(proof) => {
            Finding::unknown(Code::PROOF_BASE).because(suite)
        }
        ProofError::UnsupportedSuite { .. } => Finding::unknown(code).because(error),
        ProofError::JsonLd(error) => from_json_ld_error(error),
        _ => Finding::fail(code).because(error),
    }
}

/// The context check says where; here it means that there is nothing to compare the signature with, or not enough.
fn from_json_ld_error(error: &JsonLdError) -> Finding {
    match error {
        JsonLdError::TooComplex => Finding::unknown(Code::PROOF_TOO_COMPLEX),
        JsonLdError::TermLost { .. } | JsonLdError::BadContext { .. } | JsonLdError::Syntax { .. } => {
            Finding::fail(Code::PROOF_NOT_OF_ALL).because(error)
        }
        _ => Finding::unknown(Code::PROOF_NOT_COMPUTED).because(error),
    }
}

/// What a proof says about itself: what it is for, and when it holds (VC-DATA-INTEGRITY §2.1).
///
/// Returns remarks, or what keeps the proof from counting.
pub(crate) fn terms(proof: &Value, expected: Purpose, now: Timestamp) -> Result<Vec<Finding>, Finding> {
    let mut remarks = Vec::new();
    if proof.get("proofPurpose").is_some_and(|written| id_of(written).is_none()) {
        return Err(Finding::fail(Code::PROOF_MALFORMED).because("`proofPurpose` is not one text"));
    }
    if let Some(purpose) = purpose(proof).filter(|purpose| *purpose != expected.as_str()) {
        return Err(Finding::fail(Code::PROOF_PURPOSE).because(purpose));
    }
    for member in ["created", "expires"] {
        let Some(value) = proof.get(member) else { continue };
        let Some(moment) = value.as_str().and_then(Moment::read) else {
            return Err(Finding::fail(Code::PROOF_MALFORMED).because(format!("`{member}` is no date")));
        };
        if moment.is_odd() {
            remarks.push(Finding::warn(Code::PROOF_DATE_ODD).because(value));
        }
        if member == "expires" && moment.last() < now {
            return Err(Finding::fail(Code::PROOF_EXPIRED).because(moment.last()));
        }
    }
    if proof.get("domain").is_some() || proof.get("challenge").is_some() {
        remarks.push(Finding::skip(Code::PROOF_DOMAIN_IGNORED));
    }
    // Written before the suite got its name; computed as `eddsa-rdfc-2022`.
    if proof.get("cryptosuite").and_then(Value::as_str) == Some("eddsa-2022") {
        remarks.push(Finding::warn(Code::PROOF_OLDER_NAME));
    }
    Ok(remarks)
}

/// Verifies a JWT's signature with a key (RFC 7515 §5.2).
pub(crate) fn jwt(jws: &UnverifiedJws, key: &PublicKey) -> Result<SignatureRight, Finding> {
    let _verified = jws::verify(jws, key).map_err(|error| from_jws_error(&error))?;
    Ok(SignatureRight::OF_ALL)
}

/// A claim of a JWT that says otherwise than its credential (OB 3.0 §8.2.6.1). Who issued it is asked by `issuer`.
pub(crate) fn contradiction(jwt: &Jwt) -> Option<Finding> {
    let differing = jwt.read.agreement().err()?;
    let mismatch = differing.iter().find(|mismatch| mismatch.claim != "iss")?;
    Some(Finding::fail(Code::ISSUER_CONTRADICTED).because(mismatch).at(mismatch.pointer))
}

pub(crate) fn from_jws_error(error: &JwsError) -> Finding {
    match error {
        JwsError::Mismatch => Finding::fail(Code::PROOF_SIGNATURE_MISMATCH),
        JwsError::WrongKey { .. } => Finding::fail(Code::PROOF_WRONG_KEY_TYPE).because(error),
        JwsError::UnsupportedAlgorithm { .. } => {
            Finding::unknown(Code::PROOF_UNSUPPORTED_SUITE).because(error)
        }
        _ => Finding::fail(Code::PROOF_MALFORMED).because(error),
    }
}
