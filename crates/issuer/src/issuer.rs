//! An issuer on this host: its names, its profile and its keys.

use std::fmt::Display;
use std::sync::Arc;

use badgewright_credential::{CredentialId, Did, InvalidIri, Iri, Profile, Timestamp};
use badgewright_signing::Signer;
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite};
use badgewright_store::IssuerSlug;

/// Who signs: a profile with a DID and two keys, Ed25519 for Data Integrity and P-256 for the JWS form.
pub struct Issuer {
    /// Its name on this host.
    pub slug: IssuerSlug,
    /// Its DID.
    pub did: Did,
    /// How it stands on badges.
    pub profile: Profile,
    /// Where this host is reached, without a slash at the end: badges and status lists are named after it.
    pub base_url: Iri,
    /// Whether badges can be suspended: they carry a second status entry.
    pub suspension: bool,
    /// How new badges' status is published.
    pub status_method: StatusMethod,
    /// Make the proofs.
    pub proof_key: SigningKeys,
    /// Make the JWS form; none under did:key, which carries one key only.
    pub jws_key: Option<SigningKeys>,
    /// The ids of verification methods whose keys are in strangers' hands: what they signed counts no more.
    pub revoked: Vec<String>,
}

/// How the status of badges is published. A badge keeps the method that it was issued with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusMethod {
    /// W3C Bitstring Status Lists: a bit a badge, among others that nobody can tell apart.
    Bitstring,
    /// Open Badges' own `1EdTechRevocationList`: the ids of the badges that are revoked. It cannot suspend.
    RevocationList,
}

/// A key and the name under which verifiers find it.
#[derive(Clone)]
pub struct SigningKey {
    /// The verification method's id, an absolute DID URL.
    pub method: String,
    /// The key itself, or the token that has it.
    pub signer: Arc<dyn Signer>,
}

/// The keys of one kind, one after the other: the next one signs once everybody can know it.
#[derive(Clone)]
pub struct SigningKeys {
    first: SigningKey,
    /// Each from its moment on, the first to come first.
    to_come: Vec<(Timestamp, SigningKey)>,
}

impl SigningKeys {
    /// A key, and those that take over after it, the first to come first.
    #[must_use]
    pub fn new(first: SigningKey, to_come: Vec<(Timestamp, SigningKey)>) -> Self {
        Self { first, to_come }
    }

    /// The key that signs at a moment.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> &SigningKey {
        self.to_come.iter().rev().find(|(moment, _)| *moment <= now).map_or(&self.first, |(_, key)| key)
    }
}

impl Issuer {
    /// A URL on this host; `path` begins with a slash.
    pub(crate) fn url(&self, path: impl Display) -> Result<Iri, InvalidIri> {
        self.base_url.followed_by(path)
    }

    /// The address of a badge that this issuer issues, which is its `id`.
    pub(crate) fn credential_url(&self, id: CredentialId) -> Result<Iri, InvalidIri> {
        self.url(format_args!("/credentials/{id}"))
    }

    /// What adds this issuer's `eddsa-rdfc-2022` proof, made at `created`.
    pub(crate) fn data_integrity(&self, created: Timestamp) -> DataIntegritySigner<'_> {
        let key = self.proof_key.at(created);
        DataIntegritySigner {
            signer: key.signer.as_ref(),
            suite: Suite::EddsaRdfc2022,
            options: ProofOptions::assertion(&key.method, Some(created)),
        }
    }
}
