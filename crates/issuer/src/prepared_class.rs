//! A badge class as it is prepared for an issuer: whatever all its badges say alike is built, looked through and carried
//! over to statements once.
//!
//! Badges made beside it are those that the whole way makes, byte for byte: `ClassParts` (of `credential`) tells why of the
//! text and the rules, `KnownParts` (of `signing`) why of the proof. What does not fit beside it goes the whole way, which
//! says what is wrong with it, if anything is.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use badgewright_credential::{
    Award, BadgeSlug, ClassParts, Entropy, InvalidIri, OpenBadge, Profile, Signed, Timestamp,
};
use badgewright_registry::{BadgeClass, ClassResults};
use badgewright_signing::data_integrity::{KnownParts, PartsSigner};

use crate::{Draft, IssueError, Issuer, StatusMethod};

/// What is made once of a class, for one issuer.
pub struct PreparedClass {
    results: ClassResults,
    beside: Option<Beside>,
}

/// What the badges of a class say alike.
struct Beside {
    parts: ClassParts,
    known: KnownParts,
}

impl PreparedClass {
    /// Prepares a class for an issuer.
    ///
    /// # Errors
    /// Where the issuer's address is none.
    pub fn of(class: &BadgeClass, issuer: &Issuer) -> Result<Self, InvalidIri> {
        let results = class.results(issuer.base_url.as_str())?;
        Ok(Self { results, beside: Beside::of(class, issuer) })
    }

    /// What the badge of a draft says besides its class and its issuer.
    ///
    /// # Errors
    /// Where the issuer's address is none.
    pub fn award(
        &self,
        draft: Draft<'_>,
        issuer: &Issuer,
        entropy: &dyn Entropy,
    ) -> Result<Award, InvalidIri> {
        draft.award(issuer, &self.results, entropy)
    }

    /// The signed badge of an award, made at `now`; `None` where it has to go the whole way.
    #[must_use]
    pub fn sign(&self, award: &Award, issuer: &Issuer, now: Timestamp) -> Option<Signed> {
        let Beside { parts, known } = self.beside.as_ref()?;
        let key = issuer.data_integrity(now);
        let signer = PartsSigner { signer: key.signer, options: key.options, parts: known };
        parts.prepare(award)?.secured_by(&signer).ok()
    }
}

impl Beside {
    /// `None` where the badges of a class can only go the whole way.
    fn of(class: &BadgeClass, issuer: &Issuer) -> Option<Self> {
        let extends = issuer.status_method == StatusMethod::RevocationList;
        let achievement = class.achievement(issuer.base_url.as_str());
        let parts = ClassParts::of(issuer.profile.clone(), achievement, extends)?;
        let (whole, around) = parts.outlines()?;
        let known = KnownParts::of(&whole, &around).ok()?;
        Some(Self { parts, known })
    }
}

/// The whole way: the badge is built, linted and signed for itself.
///
/// # Errors
/// The rules that it breaks, or why it has no proof.
pub fn sign_whole(
    award: Award,
    class: &BadgeClass,
    profile: Profile,
    issuer: &Issuer,
    now: Timestamp,
) -> Result<Signed, IssueError> {
    let achievement = class.achievement(issuer.base_url.as_str());
    let prepared = OpenBadge { issuer: profile, achievement, award }.prepare().map_err(IssueError::Lint)?;
    Ok(prepared.secured_by(&issuer.data_integrity(now))?)
}

/// The classes of a registry as far as they were prepared, each when its first badge is issued.
///
/// Neither the registry nor the issuer's profile changes while a service runs; a class of another version is prepared anew
/// all the same, and takes the place of the one before.
#[derive(Default)]
pub(crate) struct PreparedClasses(RwLock<HashMap<BadgeSlug, Kept>>);

/// A class, and in which version it was prepared.
#[derive(Clone)]
struct Kept {
    version: String,
    class: Arc<PreparedClass>,
}

impl PreparedClasses {
    /// The class as it is prepared.
    pub(crate) fn get(&self, class: &BadgeClass, issuer: &Issuer) -> Result<Arc<PreparedClass>, InvalidIri> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.get(&class.slug).filter(|kept| kept.version == class.version) {
            return Ok(Arc::clone(&kept.class));
        }
        drop(kept);
        let prepared = Arc::new(PreparedClass::of(class, issuer)?);
        let kept = Kept { version: class.version.clone(), class: Arc::clone(&prepared) };
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(class.slug.clone(), kept);
        Ok(prepared)
    }
}
