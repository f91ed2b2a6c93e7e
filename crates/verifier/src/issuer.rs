//! Whether a key is the issuer's: the question that a right signature leaves open.

use badgewright_credential::Timestamp;
use badgewright_signing::did::{HttpsKey, MethodError, OutOfForce, VerificationMethod};
use url::Url;

use crate::code::Code;
use crate::finding::Finding;

/// The key of a proof is one that the credential's issuer publishes for signing credentials, and it is in force.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyIsIssuers(());

/// Whether a DID is nothing but its key: it publishes nothing, and anybody has one in a second.
pub(crate) fn is_self_named(id: &str) -> bool {
    ["did:key:", "did:jwk:"].iter().any(|method| id.starts_with(method))
}

/// Whether the key of a method, which its controller's own document lists, is the issuer's (CID §3.3; the issuer is
/// compared last, and as text).
pub(crate) fn of_method<K>(
    method: &VerificationMethod<K>,
    issuer: &str,
    now: Timestamp,
) -> Result<KeyIsIssuers, Finding> {
    method.of_issuer(issuer).map_err(|error| Finding::fail(Code::ISSUER_KEY_OF_ANOTHER).because(error))?;
    // Compared with now and not with `created`, which a thief writes as he likes.
    lapsed(method, now).map_or(Ok(KeyIsIssuers(())), Err)
}

/// Why a method's key counts no more, whoever's it is.
pub(crate) fn lapsed<K>(method: &VerificationMethod<K>, now: Timestamp) -> Option<Finding> {
    method.in_force_at(now).err().map(|error| out_of_force(&error))
}

/// Whether a key that stands alone at an https URL is the issuer's without the issuer's document listing it: only if
/// the issuer is itself an https URL and the key stands at it or below it. A JWK names no controller (OB 3.0 §8.5), and a
/// Multikey may name no other.
///
/// The same origin is not enough: on a shared host anybody has a page.
pub(crate) fn of_https_key(
    found: &HttpsKey,
    served_from: &Url,
    issuer: &str,
    now: Timestamp,
) -> Result<KeyIsIssuers, Finding> {
    if let Some(controller) = found.controller.as_deref().filter(|controller| *controller != issuer) {
        return Err(Finding::fail(Code::ISSUER_KEY_OF_ANOTHER).because(controller));
    }
    if let Some(reason) = lapsed_alone(found, now) {
        return Err(reason);
    }
    if is_at_or_below(served_from, issuer) {
        Ok(KeyIsIssuers(()))
    } else {
        Err(Finding::unknown(Code::ISSUER_KEY_UNBOUND).because(served_from))
    }
}

/// Why a key that stands alone counts no more, whoever's it is.
pub(crate) fn lapsed_alone(found: &HttpsKey, now: Timestamp) -> Option<Finding> {
    if found.revoked.is_some_and(|revoked| now >= revoked) {
        return Some(Finding::fail(Code::ISSUER_KEY_REVOKED));
    }
    found.expires.is_some_and(|expires| now >= expires).then(|| Finding::fail(Code::ISSUER_KEY_EXPIRED))
}

fn is_at_or_below(served_from: &Url, issuer: &str) -> bool {
    let Ok(issuer) = Url::parse(issuer) else { return false };
    let (place, under) = (served_from.path(), issuer.path().trim_end_matches('/'));
    // Behind a query, or a slash or dots in disguise, servers may have anybody's page.
    let is_plain = |url: &Url| {
        let hidden = ["%2f", "%5c", "%2e"];
        let path = url.path().to_ascii_lowercase();
        url.query().is_none() && !hidden.iter().any(|character| path.contains(character))
    };
    // RFC 8615 §3: this part of a host is for its owner, whoever else has pages there.
    let under = if under.is_empty() { "/.well-known" } else { under };
    issuer.scheme() == "https"
        && is_plain(&issuer)
        && is_plain(served_from)
        && served_from.origin() == issuer.origin()
        && place.strip_prefix(under).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn out_of_force(error: &OutOfForce) -> Finding {
    Finding::fail(match error {
        OutOfForce::Revoked(_) => Code::ISSUER_KEY_REVOKED,
        OutOfForce::Expired(_) => Code::ISSUER_KEY_EXPIRED,
    })
    .because(error)
}

/// Why a method could not be had from a document: wrong, or of a kind that is not supported here.
pub(crate) fn from_method_error(error: &MethodError) -> Finding {
    let code = Code::named(error.code()).unwrap_or(Code::ISSUER_METHOD_INVALID);
    if error.is_unsupported() {
        Finding::unknown(code).because(error)
    } else {
        Finding::fail(code).because(error)
    }
}

/// What a report says as warnings about a method.
pub(crate) fn remarks<K>(method: &VerificationMethod<K>) -> Vec<Finding> {
    method
        .notes()
        .iter()
        .map(|note| {
            Finding::warn(Code::named(note.code()).unwrap_or(Code::ISSUER_METHOD_OLDER_TYPE)).because(note)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_or_below(served_from: &str, issuer: &str) -> bool {
        is_at_or_below(&Url::parse(served_from).unwrap(), issuer)
    }

    #[test]
    fn a_key_is_the_issuers_only_at_the_issuers_address_or_below_it() {
        let issuer = "https://a.example/issuers/1";
        for good in ["https://a.example/issuers/1", "https://a.example/issuers/1/keys/2"] {
            assert!(at_or_below(good, issuer), "{good}");
        }
        assert!(at_or_below("https://a.example/.well-known/jwks.json", "https://a.example"), "nobody else's");
        for bad in [
            "https://a.example/issuers/12",
            "https://a.example/issuers/2/keys/1",
            "https://a.example/issuers/1/../2",
            "https://b.example/issuers/1",
            "https://a.example:8443/issuers/1",
            "http://a.example/issuers/1",
            "https://a.example/issuers/1?page=2",
            "https://a.example/issuers/1/..%2F2/key",
            "https://a.example/issuers/1/%2E%2e%5c2",
        ] {
            assert!(!at_or_below(bad, issuer), "{bad}");
        }
        assert!(
            !at_or_below("https://a.example/keys/1", "https://a.example/"),
            "an origin is no issuer's own place"
        );
        assert!(!at_or_below("https://a.example/keys/1", "did:web:a.example"));
    }
}
