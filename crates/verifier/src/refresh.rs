//! A newer version of a badge, which its issuer offers at an address (`1EdTechCredentialRefresh`).

use badgewright_credential::{Clock, Moment, Timestamp};
use serde_json::Value;

use crate::code::Code;
use crate::credential::Credential;
use crate::equality::is_same_id;
use crate::examine::examine;
use crate::finding::Finding;
use crate::presented::Presented;
use crate::reading;
use crate::retrieval::Retrieval;
use crate::securing::Secured;

/// The version of a badge that is judged.
pub(crate) struct Current {
    pub(crate) presented: Presented,
    pub(crate) secured: Secured,
    /// Where it was fetched from, if it is not the one that was sent.
    pub(crate) refreshed_from: Option<String>,
    /// What is to be said about a newer version that was not had.
    pub(crate) remark: Option<Finding>,
}

const ACCEPT: &str = "application/vc, application/ld+json, application/json, application/vc+jwt, */*;q=0.1";

/// Asks the issuer for a newer version, once, and takes it in the place of the one that was sent if it is a version of the
/// same badge (OB 3.0, "Credential Equality") and its issuer signed it. Whatever is amiss with it, the one that was sent
/// is judged.
pub(crate) async fn current(
    presented: Presented,
    secured: Secured,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Current {
    let offered = address(&presented.credential).map(str::to_owned);
    // Nothing is fetched for a badge that nobody is known to have issued.
    let Some(address) = offered.filter(|_| secured.holds()) else {
        return Current { presented, secured, refreshed_from: None, remark: None };
    };
    match newer(&presented.credential, &address, retrieval, clock).await {
        Ok((presented, secured)) => {
            Current { presented, secured, refreshed_from: Some(address), remark: None }
        }
        Err(why) => {
            let remark = Finding::warn(Code::VALIDITY_NOT_REFRESHED).because(why).at("/refreshService");
            Current { presented, secured, refreshed_from: None, remark: Some(remark) }
        }
    }
}

/// Where the badge says that a newer version can be had (VC-DATA-MODEL §5.4).
fn address(credential: &Credential) -> Option<&str> {
    let of_1edtech = |service: &&Value| {
        crate::credential::values(service.get("type")).iter().any(|class| class == "1EdTechCredentialRefresh")
    };
    credential.values("refreshService").iter().find(of_1edtech)?.get("id")?.as_str()
}

async fn newer(
    sent: &Credential,
    address: &str,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Result<(Presented, Secured), String> {
    let retrieved =
        retrieval.get(address, ACCEPT, reading::MOST_BYTES).await.map_err(|reason| reason.to_string())?;
    let found = reading::credential(&retrieved.bytes).map_err(|reason| reason.detail)?;
    is_version_of(&found.credential, sent)?;
    let secured = examine(&found, retrieval, clock.now()).await;
    if secured.holds() {
        return Ok((found, secured));
    }
    let line = if secured.issuer.evidence.is_some() { secured.proof.line } else { secured.issuer.line };
    Err(line.detail)
}

/// Whether a credential is the same one as that which was sent, and not older.
fn is_version_of(found: &Credential, sent: &Credential) -> Result<(), String> {
    let is_same = found.text("id").zip(sent.text("id")).is_some_and(|(found, sent)| is_same_id(found, sent));
    if !is_same {
        return Err("what is at the address is another badge".to_owned());
    }
    // Compared as text: `did:web:a.example%3A8080` and `did:web:a.example:8080` are two issuers.
    if found.issuer_id() != sent.issuer_id() {
        return Err("what is at the address is of another issuer".to_owned());
    }
    match (begins(found), begins(sent)) {
        (Some(found), Some(sent)) if found < sent => {
            Err(format!("what is at the address is older, of {found}"))
        }
        (None, Some(_)) => Err("what is at the address does not say from when it is".to_owned()),
        _ => Ok(()),
    }
}

fn begins(credential: &Credential) -> Option<Timestamp> {
    let written = ["validFrom", "issuanceDate"].into_iter().find_map(|member| credential.text(member))?;
    Moment::read(written).map(Moment::first)
}
