//! `did:key` (W3C CCG did:key method): the DID is its one key, and its document is computed from it.

use badgewright_credential::Did;
use serde_json::{Value, json};

use super::did_url::DidUrl;
use crate::key::PublicKey;
use crate::multikey::{self, MultikeyError};

/// Why a text is no `did:key` that we can use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DidKeyError {
    /// Another method, a path or a query.
    #[error(
        "this is no did:key: expected `did:key:` and a Multikey, like `did:key:z6Mk…`, perhaps with `#z6Mk…`"
    )]
    NotADidKey,
    /// The key cannot be read, or is of a kind that we do not know.
    #[error("the key of the did:key cannot be read: {0}")]
    Key(#[from] MultikeyError),
    /// The fragment names another key than the DID: whoever wrote it signs with a key that is not the DID's.
    #[error("`#{fragment}` is not the key of `{did}`: the fragment of a did:key repeats its key")]
    OtherFragment {
        /// The DID.
        did: Did,
        /// The fragment.
        fragment: String,
    },
}

impl DidKeyError {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotADidKey => "did_key.malformed",
            Self::Key(error) => error.code(),
            Self::OtherFragment { .. } => "did_key.other_fragment",
        }
    }
}

/// A key as a DID.
#[must_use]
#[expect(clippy::expect_used, reason = "base58btc has only letters and digits, which every DID may have")]
pub fn from_key(key: &PublicKey) -> Did {
    format!("did:key:{}", multikey::encode_public(key)).parse().expect("`did:key:` and base58btc are a DID")
}

/// The id of a `did:key`'s one method: the key repeated as fragment.
#[must_use]
pub fn method_id(did: &Did) -> String {
    format!("{did}#{}", did.method_specific_id())
}

/// Reads `did:key:z…`, or a method's URL `did:key:z…#z…` whose fragment repeats the key. Both are seen in proofs.
///
/// # Errors
/// Another method, a path or query, a key that cannot be read, and a fragment that is another key.
pub fn read(url: &str) -> Result<(Did, PublicKey), DidKeyError> {
    let url: DidUrl = url.parse().map_err(|_| DidKeyError::NotADidKey)?;
    let did = url.did();
    if did.method() != "key" || !url.path().is_empty() || url.query().is_some() {
        return Err(DidKeyError::NotADidKey);
    }
    let key = multikey::decode_public(did.method_specific_id())?;
    match url.fragment() {
        Some(fragment) if fragment != did.method_specific_id() => {
            Err(DidKeyError::OtherFragment { did: did.clone(), fragment: fragment.to_owned() })
        }
        _ => Ok((did.clone(), key)),
    }
}

/// The document of a `did:key`, which is never fetched: one `Multikey` for every purpose of signing.
///
/// # Errors
/// As [`read`].
pub fn document(did: &Did) -> Result<Value, DidKeyError> {
    // Whatever form the key has is kept, so that whoever reads the document learns of it.
    read(did.as_str())?;
    Ok(document_unread(did))
}

/// The document, whatever the key is.
pub(super) fn document_unread(did: &Did) -> Value {
    let method = method_id(did);
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [{
            "id": method,
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": did.method_specific_id(),
        }],
        "authentication": [method],
        "assertionMethod": [method],
        "capabilityInvocation": [method],
        "capabilityDelegation": [method],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::did::{MethodNote, Purpose, verification_method};
    use crate::key::rsa_tests::rfc_7515_a2;
    use crate::key::{KeyKind, Signer};

    const ED25519: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    const P256: &str = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP";
    const P384: &str = "z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54";

    #[test]
    fn a_did_key_is_its_key_and_its_document_lists_it() {
        let rsa = multikey::encode_public(&rfc_7515_a2().public_key());
        for multikey in [ED25519, P256, P384, &rsa] {
            let key = multikey::decode_public(multikey).unwrap();
            let did = from_key(&key);
            assert_eq!(did.as_str(), format!("did:key:{multikey}"));
            let document = document(&did).unwrap();
            for purpose in [Purpose::AssertionMethod, Purpose::Authentication] {
                let method = verification_method(&document, &method_id(&did), purpose).unwrap();
                assert_eq!((method.key(), method.controller()), (&key, did.as_str()));
                assert_eq!(method.notes(), []);
            }
        }
    }

    #[test]
    fn a_did_key_of_before_2022_is_read_with_a_note_under_its_own_name() {
        let did = "did:key:zrurwcJZss4ruepVNu1H3xmSirvNbzgBk9qrCktB6kaewXnJAhYWwtP3bxACqBpzjZdN7TyHNzzGGSSH5qvZsSDir9z";
        let document = document(&did.parse().unwrap()).unwrap();
        let url = method_id(&did.parse().unwrap());
        let method = verification_method(&document, &url, Purpose::AssertionMethod).unwrap();
        assert_eq!((method.key().kind(), method.controller()), (KeyKind::P256, did));
        assert_eq!(method.notes(), [MethodNote::OtherEncoding]);
    }

    #[test]
    fn a_methods_url_is_bare_or_repeats_the_key() {
        let did = format!("did:key:{ED25519}");
        assert_eq!(read(&did), read(&format!("{did}#{ED25519}")));
        let other = read(&format!("{did}#{P256}")).unwrap_err();
        assert_eq!(other.code(), "did_key.other_fragment");
        assert_eq!(read(&format!("{did}#")).unwrap_err().code(), "did_key.other_fragment");
    }

    #[test]
    fn other_kinds_and_forms_are_told_apart() {
        let secp256k1 = "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme";
        assert_eq!(read(secp256k1).unwrap_err().code(), "multikey.unsupported");
        for text in [
            &format!("did:web:{ED25519}"),
            &format!("did:key:{ED25519}?a"),
            &format!("did:key:{ED25519}/a"),
            "https://a.example/#z6Mk",
        ] {
            assert_eq!(read(text), Err(DidKeyError::NotADidKey), "{text}");
        }
        assert_eq!(read("did:key:1.1:z6Mk").unwrap_err().code(), "multikey.not_multibase");
    }
}
