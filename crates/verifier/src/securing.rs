//! How a credential is secured: every proof examined, and one of them chosen to speak.
//!
//! "The signature is right" and "the key is the issuer's" are two checks, and only a proof for which both hold makes
//! a credential valid: what one proof shows about the key and another about the signature shows nothing.

use crate::chain;
use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::issuer::{self, KeyIsIssuers};
use crate::outcome::Outcome;
use crate::proof::SignatureRight;

/// What came of one proof.
#[derive(Debug)]
pub(crate) struct Examined {
    /// Where it stands, as a JSON Pointer; empty for that of a JWT.
    pub(crate) pointer: String,
    /// Whether the key is the issuer's.
    pub(crate) key: Result<KeyIsIssuers, Finding>,
    /// Why the key counts no more, whoever's it is.
    pub(crate) lapsed: Option<Finding>,
    /// Whether the signature fits.
    pub(crate) signature: Result<SignatureRight, Finding>,
    /// Where among the document's proofs those stand that this one builds on.
    pub(crate) builds_on: Vec<usize>,
    /// What is odd about the key.
    pub(crate) key_remarks: Vec<Finding>,
    /// What is odd about the signature.
    pub(crate) signature_remarks: Vec<Finding>,
}

/// The two checks that come of a credential's proofs.
#[derive(Debug)]
pub(crate) struct Secured {
    pub(crate) issuer: Settled<KeyIsIssuers>,
    pub(crate) proof: Settled<SignatureRight>,
}

impl Secured {
    /// Whether the issuer signed it.
    pub(crate) fn holds(&self) -> bool {
        self.issuer.evidence.is_some() && self.proof.evidence.is_some()
    }

    /// Whether it is settled that this is not the issuer's signature.
    pub(crate) fn fails(&self) -> bool {
        [self.issuer.line.outcome, self.proof.line.outcome].contains(&Outcome::Fail)
    }

    /// Signed under another copy of a context, a badge may have said something else to its signer than it says now.
    pub(crate) fn other_words(&self) -> Option<Finding> {
        let line = &self.proof.line;
        let mut codes = line.findings.iter().map(|finding| finding.code).chain([line.code]);
        codes
            .any(|code| code == Some(Code::PROOF_OTHER_COPY))
            .then(|| Finding::unknown(Code::CONTEXT_OTHER_COPY).at("/@context"))
    }

    /// The same, but that what its signer meant cannot be told.
    pub(crate) fn in_doubt(self, reason: Finding) -> Self {
        Self { proof: Settled::proven(CheckName::Proof, vec![reason], "", None), ..self }
    }

    /// Where its holder chose what of a badge is shown, an end and a place that would tell of a revocation can be among
    /// what was left out.
    pub(crate) fn left_out(&self, credential: &Credential) -> Option<Finding> {
        let is_of_parts =
            self.proof.line.findings.iter().any(|finding| finding.code == Some(Code::PROOF_SELECTIVE));
        let has_end = ["validUntil", "expirationDate"].iter().any(|end| credential.get(end).is_some());
        let tells_all = has_end && credential.get("credentialStatus").is_some();
        (is_of_parts && !tells_all).then(|| Finding::unknown(Code::VALIDITY_LEFT_OUT))
    }

    /// There is no proof at all.
    pub(crate) fn unsecured() -> Self {
        Self {
            issuer: Settled::proven(CheckName::Issuer, vec![Finding::fail(Code::ISSUER_UNPROVEN)], "", None),
            proof: Settled::proven(CheckName::Proof, vec![Finding::fail(Code::PROOF_MISSING)], "", None),
        }
    }
}

impl Examined {
    /// How well a proof speaks for the credential: the least is chosen.
    ///
    /// OB 3.0 §8.1 takes any one good proof, so a good one goes first, and one over the words of today before one over
    /// others. Then one with the issuer's own key and a wrong signature: it says that the document is not what the issuer
    /// signed, however well others' proofs fit. So does a chain that is broken (VC-DATA-INTEGRITY §4.5).
    fn rank(&self) -> u8 {
        let is_in_other_words = self.signature.as_ref().is_ok_and(|right| right.remark().is_some());
        match (decided(&self.key), decided(&self.signature)) {
            (Some(true), Some(true)) if is_in_other_words => 1,
            (Some(true), Some(true)) => 0,
            (_, Some(false)) if self.breaks_chain() => 2,
            (Some(true), Some(false)) => 2,
            (Some(true), None) => 3,
            (None, _) => 4,
            (Some(false), Some(true)) => 5,
            (Some(false), None) => 6,
            (Some(false), Some(false)) => 7,
        }
    }

    fn breaks_chain(&self) -> bool {
        let code = self.signature.as_ref().err().and_then(|reason| reason.code);
        code.is_some_and(|code| chain::BREAKS.contains(&code))
    }

    /// How a proof is told that the one that speaks builds on: whose key it is does not matter.
    fn beneath(&self) -> Finding {
        let fault = self.signature.as_ref().err().or(self.lapsed.as_ref());
        let told = match fault {
            None => Finding::pass("This signature is right, and another one builds on it."),
            // What comes of it is said by the one that builds on it.
            Some(reason) => Finding { outcome: Outcome::Skip, ..reason.clone() },
        };
        told.at(self.pointer.clone())
    }

    /// How a proof is told that does not speak for the credential: it can be no more than a warning.
    fn beside(&self) -> Finding {
        match (&self.key, &self.signature) {
            (Ok(_), Ok(_)) => Finding::pass("This signature, too, is right and the issuer's."),
            (Err(reason), _) | (_, Err(reason)) => {
                let beside = match reason.outcome {
                    Outcome::Fail => Finding::warn(Code::PROOF_BESIDE),
                    _ => Finding::skip(Code::PROOF_BESIDE_UNCHECKED),
                };
                beside.because(&reason.detail)
            }
        }
        .at(self.pointer.clone())
    }
}

fn decided<T>(result: &Result<T, Finding>) -> Option<bool> {
    match result {
        Ok(_) => Some(true),
        Err(finding) if finding.outcome == Outcome::Unknown => None,
        Err(_) => Some(false),
    }
}

/// Sums up the proofs of one credential, whose issuer's id is `issuer`, with what was found `beside` them.
pub(crate) fn judge(proofs: Vec<Examined>, issuer: Option<&str>, mut beside: Vec<Finding>) -> Secured {
    let Some(chosen) = (0..proofs.len()).min_by_key(|at| proofs[*at].rank()) else {
        return Secured::unsecured();
    };
    let below = chain::below(chosen, |at| proofs.get(at).map_or(&[], |proof| &proof.builds_on));
    let mut speaker = None;
    for (at, proof) in proofs.into_iter().enumerate() {
        if at == chosen {
            speaker = Some(proof);
        } else if below.contains(&at) {
            beside.push(proof.beneath());
        } else {
            beside.push(proof.beside());
        }
    }
    let Some(speaker) = speaker else { return Secured::unsecured() };
    let is_self_named = issuer.is_some_and(issuer::is_self_named);
    let issuer_holds = if is_self_named { SELF_NAMED_HOLDS } else { ISSUER_HOLDS };
    let (key, issuer) = split(speaker.key, speaker.key_remarks, &speaker.pointer, issuer_holds);
    let (signature, mut proof) =
        split(speaker.signature, speaker.signature_remarks, &speaker.pointer, PROOF_HOLDS);
    proof.extend(beside);
    Secured {
        issuer: Settled::proven(CheckName::Issuer, issuer, issuer_holds, key),
        proof: Settled::proven(CheckName::Proof, proof, PROOF_HOLDS, signature),
    }
}

const ISSUER_HOLDS: &str =
    "The key that signed the badge is one that its issuer publishes for signing badges.";
const SELF_NAMED_HOLDS: &str = "The key that signed the badge is the issuer's own identifier. Anybody can make such an identifier, so \
    the issuer's name is only what the badge says of itself.";
const PROOF_HOLDS: &str = "The signature is right: nothing in the badge was changed after it was signed.";

fn split<E>(
    result: Result<E, Finding>,
    remarks: Vec<Finding>,
    pointer: &str,
    holds: &str,
) -> (Option<E>, Vec<Finding>) {
    let (evidence, finding) = match result {
        Ok(evidence) => (Some(evidence), Finding::pass(holds)),
        Err(finding) => (None, finding),
    };
    let located = |finding: Finding| if finding.pointer.is_empty() { finding.at(pointer) } else { finding };
    (evidence, std::iter::once(finding).chain(remarks).map(located).collect())
}
