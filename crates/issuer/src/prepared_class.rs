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

use badgewright_credential::{Award, BadgeSlug, ClassParts, OpenBadge, Profile, Signed, Timestamp};
use badgewright_registry::BadgeClass;
use badgewright_signing::data_integrity::{KnownParts, PartsSigner};

use crate::{IssueError, Issuer, StatusMethod};

/// What the badges of a class say alike.
pub struct PreparedClass {
    parts: ClassParts,
    known: KnownParts,
}

impl PreparedClass {
    /// Prepares a class for an issuer; `None` where its badges can only go the whole way.
    #[must_use]
    pub fn of(class: &BadgeClass, issuer: &Issuer) -> Option<Self> {
        let extends = issuer.status_method == StatusMethod::RevocationList;
        let achievement = class.achievement(&issuer.base_url);
        let parts = ClassParts::of(issuer.profile.clone(), achievement, extends)?;
        let (whole, around) = parts.outlines()?;
        let known = KnownParts::of(&whole, &around).ok()?;
        Some(Self { parts, known })
    }

    /// The signed badge of an award, made at `now`; `None` where it has to go the whole way.
    #[must_use]
    pub fn sign(&self, award: &Award, issuer: &Issuer, now: Timestamp) -> Option<Signed> {
        let key = issuer.data_integrity(now);
        let signer = PartsSigner { signer: key.signer, options: key.options, parts: &self.known };
        self.parts.prepare(award)?.secured_by(&signer).ok()
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
    let achievement = class.achievement(&issuer.base_url);
    let prepared = OpenBadge { issuer: profile, achievement, award }.prepare().map_err(IssueError::Lint)?;
    Ok(prepared.secured_by(&issuer.data_integrity(now))?)
}

/// The classes of a registry as far as they were prepared, each when its first badge is issued.
///
/// Neither the registry nor the issuer's profile changes while a service runs; a class of another version is prepared anew
/// all the same, and takes the place of the one before.
#[derive(Default)]
pub(crate) struct PreparedClasses(RwLock<HashMap<BadgeSlug, Kept>>);

/// A class, and in which version it was prepared; none where it cannot be.
#[derive(Clone)]
struct Kept {
    version: String,
    class: Option<Arc<PreparedClass>>,
}

impl PreparedClasses {
    /// The class, if it can be prepared.
    pub(crate) fn get(&self, class: &BadgeClass, issuer: &Issuer) -> Option<Arc<PreparedClass>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.get(&class.slug).filter(|kept| kept.version == class.version) {
            return kept.class.clone();
        }
        drop(kept);
        let prepared = PreparedClass::of(class, issuer).map(Arc::new);
        let kept = Kept { version: class.version.clone(), class: prepared.clone() };
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(class.slug.clone(), kept);
        prepared
    }
}
