//! `1EdTechRevocationList`: a list of the ids of revoked credentials (1EdTech Revocation List Status Method 1.0, which
//! OB 3.0's verification refers to).
//!
//! The list is plain JSON and nobody signs it. It is believed because the badge, which is signed, says where it is, and
//! because what answers there over https is who the issuer wants to be asked: no redirect to another host is followed.

use badgewright_credential::strict_json;
use serde_json::Value;

use crate::code::Code;
use crate::credential::{Credential, id_of, values};
use crate::equality;
use crate::finding::Finding;
use crate::retrieval::Retrieval;

/// What a list says of a badge.
#[derive(Debug)]
pub(crate) struct Found {
    /// Whether the badge is revoked.
    pub(crate) revokes: bool,
    /// What there is to tell of it, nothing where all is well.
    pub(crate) findings: Vec<Finding>,
}

/// The standard wants exactly this of the request.
const ACCEPT: &str = "application/json";
/// Most bytes of a list: fifty thousand revoked badges.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Looks the badge up in the list at `url`.
pub(crate) async fn look_up(
    badge: &Credential,
    url: &str,
    retrieval: &mut Retrieval<'_>,
) -> Result<Found, Finding> {
    // A name within the document says the same as none, and could be added to what was signed.
    let id = badge.text("id").filter(|id| !id.starts_with("_:"));
    let id = id.ok_or_else(|| Finding::unknown(Code::STATUS_UNNAMED).at("/id"))?;
    if !is_safe(url) {
        return Err(Finding::unknown(Code::STATUS_UNVERIFIED)
            .because("the list is not signed, and not served over https"));
    }
    let retrieved = retrieval.get_from_its_host(url, ACCEPT, MOST_BYTES).await;
    let retrieved = retrieved.map_err(|reason| Finding::unknown(Code::STATUS_UNREACHABLE).because(reason))?;
    let list = strict_json::read(&retrieved.bytes).map_err(|error| malformed(&error.to_string()))?;
    let revoked = revoked(&list, url)?;
    let mut findings = Vec::new();
    if let Some(other) = list.get("issuer").and_then(id_of).filter(|issuer| badge.issuer_id() != Some(issuer))
    {
        // The badge says to look here all the same.
        findings.push(Finding::warn(Code::STATUS_OTHER_ISSUER).because(other));
    }
    let mut revokes = false;
    for entry in revoked {
        let named = id_of(entry).ok_or_else(|| malformed("an entry has no id"))?;
        if equality::is_same_id(named, id) && is_revoked(entry)? {
            let revoked = Finding::fail(Code::STATUS_REVOKED);
            findings.push(match entry.get("revocationReason").and_then(Value::as_str) {
                Some(reason) => revoked.because(reason),
                None => revoked,
            });
            revokes = true;
            break;
        }
    }
    Ok(Found { revokes, findings })
}

/// The entries of a list. Without any the member may be left out, but then it must be a list that says so: an answer
/// such as `{}` or `{"error": …}` is none.
fn revoked<'a>(list: &'a Value, url: &str) -> Result<&'a [Value], Finding> {
    // The plural is not the standard's, and is published.
    let entries = ["revokedCredential", "revokedCredentials"].map(|member| list.get(member));
    match entries.into_iter().flatten().next() {
        Some(entries @ (Value::Array(_) | Value::Object(_))) => Ok(values(Some(entries))),
        Some(_) => Err(malformed("`revokedCredential` is no list")),
        None if list.get("id").and_then(Value::as_str) == Some(url) && list.get("issuer").is_some() => {
            Ok(&[])
        }
        None => Err(malformed("it has no `revokedCredential`")),
    }
}

/// Revoked unless the entry says that it is not.
fn is_revoked(entry: &Value) -> Result<bool, Finding> {
    match entry.get("revoked") {
        None | Some(Value::Null | Value::Bool(true)) => Ok(true),
        Some(Value::Bool(false)) => Ok(false),
        Some(_) => Err(malformed("`revoked` is neither true nor false")),
    }
}

/// Over plain http anybody on the way could answer in the list's place; on this machine nobody is on the way.
fn is_safe(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| match (url.scheme(), url.host()) {
        ("https", _) => true,
        ("http", Some(url::Host::Domain(name))) => name == "localhost" || name.ends_with(".localhost"),
        ("http", Some(url::Host::Ipv4(address))) => address.is_loopback(),
        ("http", Some(url::Host::Ipv6(address))) => address.is_loopback(),
        _ => false,
    })
}

fn malformed(what: &str) -> Finding {
    Finding::unknown(Code::STATUS_MALFORMED).because(what)
}
