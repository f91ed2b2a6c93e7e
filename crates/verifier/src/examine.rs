//! Every proof of a credential, examined: its key fetched, its signature computed.

use badgewright_credential::Timestamp;
use badgewright_signing::did::Purpose;
use badgewright_signing::jws::{self, UnverifiedJws};
use serde_json::Value;

use crate::chain;
use crate::code::Code;
use crate::context;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::holder;
#[cfg(feature = "long-tail")]
use crate::long_tail;
use crate::named_key::{Lookup, NamedKey};
use crate::presented::{Envelope, Jwt, Presented};
use crate::proof::{self, SignatureRight};
use crate::retrieval::Retrieval;
use crate::securing::{Examined, Secured, judge};

/// Most proofs of one credential that are looked at.
pub(crate) const MOST_PROOFS: usize = 8;

/// Most that is done for the proofs of one credential together, in bytes that are brought into canonical form: of the largest,
/// which have 2 MB, two proofs are looked at.
const MOST_WORK: usize = 4 * 1024 * 1024;

/// Examines how a credential is secured, and by whom: a status list, an endorsement, anything whose words nobody else
/// looks at. So a signature over words that could mean something else than they say counts for nothing.
pub(crate) async fn examine(presented: &Presented, retrieval: &mut Retrieval<'_>, now: Timestamp) -> Secured {
    let words = if presented.is_jwt() { Ok(()) } else { context::unequivocal(&presented.credential) };
    #[cfg(feature = "long-tail")]
    let words = words.and_then(|()| long_tail::is_whole(&presented.credential));
    let secured = examine_with(presented, words, retrieval, now).await;
    match secured.other_words() {
        Some(reason) => secured.in_doubt(reason),
        None => secured,
    }
}

/// The same for a badge, whose words the check `context` looks at: its signature is computed whatever they are.
pub(crate) async fn examine_badge(
    presented: &Presented,
    retrieval: &mut Retrieval<'_>,
    now: Timestamp,
) -> Secured {
    examine_with(presented, Ok(()), retrieval, now).await
}

async fn examine_with(
    presented: &Presented,
    words: Result<(), Finding>,
    retrieval: &mut Retrieval<'_>,
    now: Timestamp,
) -> Secured {
    let credential = &presented.credential;
    let issuer = credential.issuer_id().unwrap_or_default();
    let mut lookup = Lookup { retrieval, issuer, purpose: Purpose::AssertionMethod, now };
    let mut proofs = proofs(presented, &mut lookup).await;
    if issuer.is_empty() {
        // A key can be nobody's if nobody is named.
        for proof in &mut proofs {
            proof.key = Err(Finding::fail(Code::ISSUER_MISSING).at("/issuer"));
        }
    }
    if let Err(reason) = words {
        for proof in proofs.iter_mut().filter(|proof| proof.signature.is_ok()) {
            proof.signature = Err(reason.clone());
        }
    }
    let mut beside = Vec::new();
    if let Some(presentation) = &presented.presentation {
        // Nothing is fetched for whoever shows a badge that is not its issuer's.
        let holds = proofs.iter().any(|proof| proof.key.is_ok() && proof.signature.is_ok());
        beside.push(if holds {
            holder::told(presentation, lookup.retrieval, now).await
        } else {
            holder::not_told()
        });
    }
    judge(proofs, presented.credential.issuer_id(), beside)
}

/// Every proof of a credential, in whichever form it came.
pub(crate) async fn proofs(presented: &Presented, lookup: &mut Lookup<'_, '_>) -> Vec<Examined> {
    match &presented.envelope {
        Envelope::Jwt(jwt) => vec![of_jwt(jwt, lookup).await],
        Envelope::None => of_document(&presented.credential, lookup).await,
    }
}

/// Every Data Integrity proof of a document, each by itself and then as it builds on others.
pub(crate) async fn of_document(document: &Credential, lookup: &mut Lookup<'_, '_>) -> Vec<Examined> {
    let proofs = document.values("proof");
    let is_list = document.get("proof").is_some_and(Value::is_array);
    let mut examined = Vec::new();
    let most = most_proofs(document);
    for (at, (proof, link)) in proofs.iter().zip(chain::links(proofs)).take(most).enumerate() {
        let pointer = if is_list { format!("/proof/{at}") } else { "/proof".to_owned() };
        let this = of_data_integrity(document, proof, link, pointer, lookup).await;
        let is_too_complex =
            this.signature.as_ref().is_err_and(|reason| reason.code == Some(Code::PROOF_TOO_COMPLEX));
        examined.push(this);
        if is_too_complex {
            // So it is for each of the others.
            break;
        }
    }
    chain::settle(&mut examined);
    if proofs.len() > most
        && let Some(first) = examined.first_mut()
    {
        first.signature_remarks.push(Finding::warn(Code::PROOF_TOO_MANY).at("/proof"));
    }
    examined
}

/// How many proofs of a document are looked at: each of them costs as much as the document is long and manifold.
fn most_proofs(document: &Credential) -> usize {
    (MOST_WORK / proof::work(document).max(1)).clamp(1, MOST_PROOFS)
}

async fn of_data_integrity(
    document: &Credential,
    proof: &Value,
    link: Result<Vec<usize>, Finding>,
    pointer: String,
    lookup: &mut Lookup<'_, '_>,
) -> Examined {
    #[cfg(feature = "long-tail")]
    if link.is_ok()
        && let Some(examined) = long_tail::examined(document, proof, &pointer, lookup).await
    {
        return examined;
    }
    let suite = proof::of_known_suite(proof);
    let named = match method_url(proof) {
        Some(url) => lookup.by_url(url).await,
        // Suites of others name their keys in other places.
        None if suite.is_err() => NamedKey::not_had(Finding::unknown(Code::ISSUER_METHOD_UNSUPPORTED)),
        None => NamedKey::not_had(Finding::fail(Code::ISSUER_METHOD_URL_INVALID).because("none is given")),
    };
    let read = link.and_then(|builds_on| {
        suite.map_err(|reason| proof::hopeless(document, proof).unwrap_or(reason))?;
        proof::terms(proof, lookup.purpose, lookup.now).map(|remarks| (builds_on, remarks))
    });
    let (signature, builds_on, signature_remarks) = match read {
        Ok((builds_on, mut remarks)) => {
            let right = match &named.key {
                Some(key) => proof::data_integrity(document, proof, key),
                None => Err(proof::hopeless(document, proof).unwrap_or_else(key_unavailable)),
            };
            remarks.extend(right.as_ref().ok().and_then(|right| right.remark()));
            (right, builds_on, remarks)
        }
        Err(reason) => (Err(reason), Vec::new(), Vec::new()),
    };
    Examined {
        pointer,
        key: named.belongs,
        lapsed: named.lapsed,
        signature,
        builds_on,
        key_remarks: named.remarks,
        signature_remarks,
    }
}

/// VC-DATA-INTEGRITY §2.1: a URL; older proofs have the method itself there, of which the URL counts.
fn method_url(proof: &Value) -> Option<&str> {
    crate::credential::id_of(proof.get("verificationMethod")?)
}

async fn of_jwt(jwt: &Jwt, lookup: &mut Lookup<'_, '_>) -> Examined {
    let (mut named, signature) = signed_by(&jwt.jws, lookup).await;
    if let Some(claimed) = jwt.read.claims().iss.as_deref().filter(|claimed| *claimed != lookup.issuer) {
        // Two issuers are named. Whichever key signed, it cannot be told whose word this is.
        named.belongs = named.belongs.and(Err(Finding::unknown(Code::ISSUER_CLAIM_DIFFERS).because(claimed)));
    }
    // The mathematics of such a text is right. What its signer said is what cannot be told.
    if let Some(contradiction) = proof::contradiction(jwt) {
        named.belongs = named.belongs.and(Err(contradiction));
    }
    let form = jwt.read.notes().iter().map(|note| Finding::warn(Code::PROOF_JWT_FORM).because(note));
    Examined {
        pointer: String::new(),
        key: named.belongs,
        lapsed: named.lapsed,
        builds_on: Vec::new(),
        signature,
        key_remarks: named.remarks,
        signature_remarks: form.collect(),
    }
}

/// The key of a JWT, and whether it signed it.
async fn signed_by(
    jws: &UnverifiedJws,
    lookup: &mut Lookup<'_, '_>,
) -> (NamedKey, Result<SignatureRight, Finding>) {
    #[cfg(feature = "long-tail")]
    if let Some(found) = long_tail::jwt(jws, lookup).await {
        return found;
    }
    let named = key_of_jws(jws, lookup).await;
    let signature = named.key.as_ref().map_or_else(|| Err(key_unavailable()), |key| proof::jwt(jws, key));
    (named, signature)
}

/// OB 3.0 §8.2.3: `kid` names the key, or `jwk` brings it; published badges have neither, or a `kid` that is only a name
/// (RFC 7515 §4.1.4).
pub(crate) async fn key_of_jws(jws: &UnverifiedJws, lookup: &mut Lookup<'_, '_>) -> NamedKey {
    let unsupported =
        |what: &str| NamedKey::not_had(Finding::unknown(Code::ISSUER_METHOD_UNSUPPORTED).because(what));
    match (jws.kid(), jws.jwk()) {
        (Some(kid), _) if kid.starts_with('#') => lookup.by_url(&format!("{}{kid}", lookup.issuer)).await,
        (Some(kid), _) if ["did:", "https:"].iter().any(|scheme| kid.starts_with(scheme)) => {
            lookup.by_url(kid).await
        }
        (_, Some(jwk)) => lookup.by_jwk(jwk).await,
        _ if !jws.has_known_alg() => unsupported(jws.alg()),
        _ => {
            let found = lookup.by_trial(|key| jws::verify(jws, key).is_ok()).await;
            // RFC 7515 §4.1.6: the key may be the certificate's. Who vouches for that is not asked here.
            if found.key.is_none() && jws.header().contains_key("x5c") {
                unsupported("x5c, a certificate")
            } else {
                found
            }
        }
    }
}

fn key_unavailable() -> Finding {
    Finding::unknown(Code::PROOF_KEY_UNAVAILABLE)
}
