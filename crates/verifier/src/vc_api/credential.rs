//! One credential, as the VC-API verifies it (VC-DATA-MODEL §7.1).

use badgewright_credential::lint::{self, Kind};
use badgewright_credential::{Clock, Severity, Timestamp};
use badgewright_signing::did::Purpose;
use badgewright_signing::jsonld::{self, JsonLdError, Processing};
use serde_json::Value;

use super::{Expected, Verification, malformed};
use crate::code::Code;
use crate::context;
use crate::credential::Credential;
use crate::examine;
use crate::finding::Finding;
use crate::named_key::Lookup;
use crate::outcome::Outcome;
use crate::presented::Presented;
use crate::retrieval::Retrieval;
use crate::securing::Examined;
use crate::{reading, related_resource, status, validity};

pub(super) async fn verify(
    document: &Value,
    expected: &Expected,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Verification {
    let mut found = Verification::default();
    let presented = match presented(document) {
        Ok(presented) => presented,
        Err(reason) => {
            found.error(reason);
            return found;
        }
    };
    read(&presented, &mut found);
    let now = clock.now();
    proofs(&presented, retrieval, now, &mut found).await;
    in_force(&presented, now, &mut found);
    // For what is not its issuer's word nothing is fetched.
    let fetching = found.verified().then_some(&mut *retrieval);
    for finding in related_resource::check(&presented.credential, fetching).await {
        if finding.outcome == Outcome::Fail { found.error(finding) } else { found.warn(finding) }
    }
    if found.verified() && !expected.without_status {
        let asked = status::check(&presented.credential, retrieval, clock).await;
        let line = asked.check.line;
        let alone = || Finding { code: line.code, standard: line.standard, ..Finding::pass(&line.detail) };
        let told = if line.findings.is_empty() {
            vec![alone().as_outcome(line.outcome)]
        } else {
            line.findings.clone()
        };
        for finding in told.into_iter().filter(|finding| finding.outcome > Outcome::Pass) {
            found.warn(finding);
        }
    }
    found
}

/// The credential itself, out of its envelope if it is in one (VC-DATA-MODEL §4.13).
fn presented(document: &Value) -> Result<Presented, Finding> {
    let credential =
        Credential::from_value(document.clone()).ok_or_else(|| Finding::fail(Code::PARSE_NOT_AN_OBJECT))?;
    if !credential.is_a("EnvelopedVerifiableCredential") {
        return Ok(Presented::plain(credential));
    }
    envelope(&credential)?;
    reading::carried(document)
}

/// Whether an envelope has the context that says what it is.
pub(super) fn envelope(document: &Credential) -> Result<(), Finding> {
    let base = badgewright_credential::context::CREDENTIALS_V2;
    if document.values("@context").iter().any(|context| context == base) {
        return Ok(());
    }
    Err(malformed("context.first", "/@context", "an envelope needs the context that defines it"))
}

/// What can be said of it without its signature: its form and its words.
pub(super) fn read(presented: &Presented, found: &mut Verification) {
    let document = presented.credential.as_value();
    for finding in lint::check_as(Kind::Other, document) {
        let told = malformed(finding.code, finding.pointer, finding.detail);
        match finding.severity {
            Severity::Error => found.error(told),
            Severity::Warning => found.warn(told),
        }
    }
    if !presented.is_jwt()
        && let Err(error) = words(document)
    {
        found.error(error);
    }
}

/// Whether every word has a meaning (VC-DATA-INTEGRITY §2.4.3), with contexts of the document's own.
pub(super) fn words(document: &Value) -> Result<(), Finding> {
    let outcome = |error: &JsonLdError| match error {
        JsonLdError::UnknownContext { .. } | JsonLdError::Unsupported { .. } | JsonLdError::TooComplex => {
            Outcome::Unknown
        }
        _ => Outcome::Fail,
    };
    match jsonld::check(document, Processing::open(jsonld::Purpose::Verify)) {
        // Read, and never signed here.
        Ok(()) | Err(JsonLdError::UnsettledTerm { .. }) => Ok(()),
        Err(error) => {
            let mut finding = context::of(&error, outcome(&error));
            finding.standard = Some("https://w3id.org/security#PROOF_TRANSFORMATION_ERROR");
            Err(finding)
        }
    }
}

/// Every proof must hold (VC-DATA-INTEGRITY §4.5), but for those of suites that are not known here beside one that holds.
async fn proofs(
    presented: &Presented,
    retrieval: &mut Retrieval<'_>,
    now: Timestamp,
    found: &mut Verification,
) {
    let issuer = presented.credential.issuer_id().unwrap_or_default();
    let mut lookup = Lookup { retrieval, issuer, purpose: Purpose::AssertionMethod, now };
    let examined = examine::proofs(presented, &mut lookup).await;
    sum_up(examined, presented.credential.values("proof").len(), found);
}

/// What the proofs of one document come to.
pub(super) fn sum_up(examined: Vec<Examined>, many: usize, found: &mut Verification) {
    if examined.is_empty() {
        found.error(Finding::fail(Code::PROOF_MISSING).at("/proof"));
    }
    if many > examine::MOST_PROOFS {
        found.error(Finding::unknown(Code::PROOF_TOO_MANY).at("/proof"));
    }
    let one_holds = examined.iter().any(|proof| proof.signature.is_ok());
    for proof in examined {
        let located = |finding: Finding| {
            let place =
                if finding.pointer.is_empty() { proof.pointer.clone() } else { finding.pointer.clone() };
            finding.at(place)
        };
        match proof.signature {
            Ok(_) => {}
            Err(reason) if reason.code == Some(Code::PROOF_UNSUPPORTED_SUITE) && one_holds => {
                found.warn(located(reason));
                continue;
            }
            Err(reason) => found.error(located(reason)),
        }
        match (proof.key, proof.lapsed) {
            (Err(reason), None) if reason.code == Some(Code::ISSUER_KEY_OF_ANOTHER) => {
                found.warn(located(reason));
            }
            (_, Some(reason)) | (Err(reason), None) => found.error(located(reason)),
            (Ok(_), None) => {}
        }
        found.remark(proof.key_remarks.into_iter().chain(proof.signature_remarks).map(located));
    }
}

/// That it is over, or has not begun, is for whoever asks to judge; dates that contradict each other are wrong.
fn in_force(presented: &Presented, now: Timestamp, found: &mut Verification) {
    for finding in validity::examine(presented, now) {
        match finding.code {
            Some(Code::VALIDITY_REVERSED | Code::VALIDITY_UNREADABLE) => found.error(finding),
            _ => found.warn(finding),
        }
    }
}
