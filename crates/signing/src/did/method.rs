//! One verification method of a document (CID 1.0 §2.2), read into a key.

use std::fmt;

use badgewright_credential::{Moment, Timestamp};
use serde_json::{Map, Value};

use super::method_error::{MethodError, NotTheIssuers, OutOfForce};
use super::method_key;
use crate::key::{KeyKind, PublicKey};

/// Types of methods whose keys are read (CID 1.0 §2.2.2 and §2.2.3), and older names for the same, with the kind of key
/// where it is in the name: of such a key the bare bytes can be read.
const TYPES: [&str; 2] = ["Multikey", "JsonWebKey"];
const OLDER_TYPES: [(&str, Option<KeyKind>); 9] = [
    ("Ed25519VerificationKey2020", Some(KeyKind::Ed25519)),
    ("Ed25519VerificationKey2018", Some(KeyKind::Ed25519)),
    ("JsonWebKey2020", None),
    ("JwsVerificationKey2020", None),
    ("EcdsaSecp256r1VerificationKey2019", Some(KeyKind::P256)),
    ("P256Key2021", Some(KeyKind::P256)),
    ("P384Key2021", Some(KeyKind::P384)),
    ("RsaVerificationKey2018", Some(KeyKind::Rsa)),
    ("EcdsaSecp384r1VerificationKey2019", Some(KeyKind::P384)),
];

/// Members that hold a private half, under new and older names.
const SECRETS: [&str; 7] = [
    "secretKeyMultibase",
    "secretKeyJwk",
    "privateKeyMultibase",
    "privateKeyJwk",
    "privateKeyBase58",
    "privateKeyHex",
    "privateKeyPem",
];

/// A key that its owner's document lists for a purpose. `K` is another kind of key than ours only with the feature
/// `long-tail`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationMethod<K = PublicKey> {
    id: String,
    controller: String,
    key: K,
    revoked: Option<Timestamp>,
    expires: Option<Timestamp>,
    notes: Vec<MethodNote>,
}

/// Something about a method that deserves a `warn`, not more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MethodNote {
    /// The document names the method by its fragment alone.
    RelativeId,
    /// The proof names a `did:key` or `did:jwk` without the fragment that every method has.
    WithoutFragment,
    /// A type of before CID 1.0.
    OlderType(String),
    /// The same key in more than one form, which CID 1.0 §2.2.1 does not allow.
    SeveralForms,
    /// The key is written in a form that CID 1.0 §2.2.2 and §2.2.3 do not have.
    OtherEncoding,
}

impl MethodNote {
    /// The stable name of this note in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::RelativeId => "issuer.method_id_relative",
            Self::WithoutFragment => "issuer.method_without_fragment",
            Self::OlderType(_) => "issuer.method_older_type",
            Self::SeveralForms => "issuer.method_several_forms",
            Self::OtherEncoding => "issuer.key_encoding",
        }
    }
}

impl fmt::Display for MethodNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RelativeId => {
                f.write_str("the issuer's document names the key by a fragment, not a whole URL")
            }
            Self::WithoutFragment => f.write_str("the proof names the issuer's DID, not the key in it"),
            Self::OlderType(name) => write!(f, "`{name}` is an older type of verification method"),
            Self::SeveralForms => {
                f.write_str("the issuer's document writes the same key in more than one form")
            }
            Self::OtherEncoding => {
                f.write_str("the issuer's key is written in a form that the standard of today does not have")
            }
        }
    }
}

/// The evidence that a key is the issuer's.
#[derive(Clone, Copy, Debug)]
pub struct IssuersKey<'a, K = PublicKey>(&'a VerificationMethod<K>);

impl<K> IssuersKey<'_, K> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &K {
        self.0.key()
    }
}

impl<K> VerificationMethod<K> {
    /// The method's absolute URL.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whose method it is: the `id` of the document that lists it.
    #[must_use]
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &K {
        &self.key
    }

    /// Since when the key is in a stranger's hands.
    #[must_use]
    pub fn revoked(&self) -> Option<Timestamp> {
        self.revoked
    }

    /// When the key was announced to end.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        self.expires
    }

    /// What a report says as `warn`.
    #[must_use]
    pub fn notes(&self) -> &[MethodNote] {
        &self.notes
    }

    pub(super) fn noting(mut self, note: MethodNote) -> Self {
        self.notes.push(note);
        self
    }

    /// Whether the key is this issuer's. The signature being right says nothing about it.
    ///
    /// # Errors
    /// Where the controller is another.
    pub fn of_issuer(&self, issuer: &str) -> Result<IssuersKey<'_, K>, NotTheIssuers> {
        if self.controller == issuer {
            return Ok(IssuersKey(self));
        }
        Err(NotTheIssuers { controller: self.controller.clone(), issuer: issuer.to_owned() })
    }

    /// Whether the key is to be believed at a moment, which is *now*: the time in a proof is the signer's own word,
    /// and a thief writes what suits him.
    ///
    /// # Errors
    /// At or after `revoked` or `expires` (CID 1.0 §2.2).
    pub fn in_force_at(&self, now: Timestamp) -> Result<(), OutOfForce> {
        if let Some(revoked) = self.revoked.filter(|revoked| now >= *revoked) {
            return Err(OutOfForce::Revoked(revoked));
        }
        if let Some(expires) = self.expires.filter(|expires| now >= *expires) {
            return Err(OutOfForce::Expired(expires));
        }
        Ok(())
    }
}

/// Reads a method of the absolute URL `id`. Whether it is listed, and its controller the document, is not asked here.
pub(super) fn read_method(id: &str, method: &Map<String, Value>) -> Result<VerificationMethod, MethodError> {
    let kind = method.get("type").and_then(Value::as_str).unwrap_or_default();
    let older = OLDER_TYPES.iter().find(|(name, _)| *name == kind);
    let notes = match older {
        Some(_) => Some(vec![MethodNote::OlderType(kind.to_owned())]),
        None => TYPES.contains(&kind).then(Vec::new),
    };
    let of_type = older.and_then(|(_, kind)| *kind);
    read_method_with(id, method, notes, |notes| method_key::read(id, method, of_type, notes))
}

/// The same with a key that `read_key` reads. `notes` is what there is to say of the method's type, `None` for a type whose
/// keys are not read.
pub(super) fn read_method_with<K>(
    id: &str,
    method: &Map<String, Value>,
    notes: Option<Vec<MethodNote>>,
    read_key: impl FnOnce(&mut Vec<MethodNote>) -> Result<K, MethodError>,
) -> Result<VerificationMethod<K>, MethodError> {
    let invalid = |expected| MethodError::InvalidMethod { method: id.to_owned(), expected };
    let text = |member: &str| method.get(member).and_then(Value::as_str);
    if SECRETS.iter().any(|secret| method.contains_key(*secret)) {
        return Err(MethodError::SecretShown { method: id.to_owned() });
    }
    let kind = text("type").ok_or_else(|| invalid("`type`, a string"))?;
    let mut notes = notes.ok_or_else(|| {
        let name = kind.chars().take(100).collect();
        MethodError::Unsupported { method: id.to_owned(), name }
    })?;
    let moment = |member, expected| match method.get(member) {
        None => Ok(None),
        // A date that cannot be read could have passed: the key is not believed.
        Some(date) => date.as_str().and_then(Moment::read).map(Some).ok_or_else(|| invalid(expected)),
    };
    Ok(VerificationMethod {
        id: id.to_owned(),
        controller: text("controller").ok_or_else(|| invalid("`controller`, a string"))?.to_owned(),
        key: read_key(&mut notes)?,
        revoked: moment("revoked", "`revoked`, a date and time with a zone")?.map(Moment::first),
        expires: moment("expires", "`expires`, a date and time with a zone")?.map(Moment::last),
        notes,
    })
}
