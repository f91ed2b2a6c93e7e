//! What others say of this issuer: taken once it was verified, and carried by every badge from then on.

use badgewright_credential::{CredentialId, Timestamp, context, form};
use badgewright_signing::canonical_form;
use badgewright_signing::jsonld::{Processing, Purpose};
use badgewright_store::{AttachedEndorsement, Client, EndorsementAttached};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{Fault, IssueError, Issuing};

/// Most bytes of an endorsement. Every badge carries it, in its picture too.
const MOST_BYTES: usize = 32 << 10;

/// What was attached.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// As it is kept.
    pub endorsement: AttachedEndorsement,
    /// Whether it was not there before.
    pub is_new: bool,
}

/// Why an endorsement that holds cannot be attached.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAttachable {
    /// It has no id under which it would be known again.
    #[error("the endorsement has no `id`")]
    NoId,
    /// It is about somebody else.
    #[error("the endorsement is about {found}, and this issuer is {expected}")]
    AboutAnother {
        /// Whom it is about.
        found: String,
        /// The issuer's DID.
        expected: String,
    },
    /// It is too long to be in every badge.
    #[error("the endorsement has {0} bytes, and every badge would carry them: at most 32,768 are taken")]
    TooLarge(usize),
    /// A badge that carries it would have these faults.
    #[error("a badge that carries this endorsement would not be in order")]
    Faulty(Vec<Fault>),
    /// The issuer has as many as it may have.
    #[error("this issuer shows eight endorsements already: take one away first")]
    TooMany,
}

impl Issuing {
    /// Attaches an endorsement of this issuer that somebody gave it, in the place of an earlier version. The caller has
    /// verified it: its proof, that the key is its issuer's, and that it stands. `jws` is the compact JWS that it came
    /// as; badges carry only what came with a proof of its own.
    ///
    /// # Errors
    /// [`IssueError::NotAttachable`], or when the store failed.
    pub async fn attach_endorsement(
        &self,
        client: &Client,
        document: Value,
        jws: Option<String>,
    ) -> Result<Attached, IssueError> {
        let id = self.attachable(&document, jws.as_deref())?;
        let endorsement = AttachedEndorsement { id, at: self.clock.now(), document, jws };
        let slug = &self.issuer.slug;
        let attached = self.store.attach_endorsement(slug, endorsement.clone(), (&client.id).into()).await?;
        match attached {
            EndorsementAttached::TooMany => Err(NotAttachable::TooMany.into()),
            EndorsementAttached::New => Ok(Attached { endorsement, is_new: true }),
            EndorsementAttached::Replaced => Ok(Attached { endorsement, is_new: false }),
            EndorsementAttached::Already => {
                let kept = self.store.attached_endorsements(slug).await?;
                let endorsement = kept.into_iter().find(|kept| kept.id == id).unwrap_or(endorsement);
                Ok(Attached { endorsement, is_new: false })
            }
        }
    }

    /// Takes an endorsement from this issuer's badges; whether there was one.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn detach_endorsement(&self, client: &Client, id: &CredentialId) -> Result<bool, IssueError> {
        let (slug, now) = (&self.issuer.slug, self.clock.now());
        Ok(self.store.detach_endorsement(slug, id, (&client.id).into(), now).await?)
    }

    /// What others say of this issuer.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn attached_endorsements(&self) -> Result<Vec<AttachedEndorsement>, IssueError> {
        Ok(self.store.attached_endorsements(&self.issuer.slug).await?)
    }

    /// What badges of this moment show of what others say of the issuer: every endorsement that badges carry and whose time
    /// is not over.
    pub(crate) async fn carried_endorsements(&self, now: Timestamp) -> Result<Vec<Value>, IssueError> {
        let attached = self.attached_endorsements().await?.into_iter();
        let carried =
            attached.filter(|endorsement| is_carried(endorsement) && !is_over(&endorsement.document, now));
        Ok(carried.map(|endorsement| endorsement.document).collect())
    }

    /// The name under which the endorsement is kept, if badges can carry it.
    fn attachable(&self, document: &Value, jws: Option<&str>) -> Result<CredentialId, NotAttachable> {
        let id = document.get("id").and_then(Value::as_str).ok_or(NotAttachable::NoId)?;
        let about = document.pointer("/credentialSubject/id").and_then(Value::as_str);
        if about != Some(self.issuer.did.as_str()) {
            return Err(NotAttachable::AboutAnother {
                found: about.unwrap_or("nobody").to_owned(),
                expected: self.issuer.did.to_string(),
            });
        }
        let length = document.to_string().len().max(jws.map_or(0, str::len));
        if length > MOST_BYTES {
            return Err(NotAttachable::TooLarge(length));
        }
        let faults = self.faults_of_a_badge_with(document, jws.is_none());
        if !faults.is_empty() {
            return Err(NotAttachable::Faulty(faults));
        }
        let mut name = [0; 16];
        name.copy_from_slice(&Sha256::digest(id)[..16]);
        Ok(CredentialId::from_bytes(name))
    }

    /// What strict readers would say of a badge that carries the endorsement; whether it could be signed at all.
    fn faults_of_a_badge_with(&self, endorsement: &Value, is_signed_with: bool) -> Vec<Fault> {
        const AT: &str = "/issuer/endorsement/0";
        let mut profile = self.issuer.profile.clone();
        profile.endorsement = vec![endorsement.clone()];
        let badge = json!({
            "@context": [context::CREDENTIALS_V2, context::OPEN_BADGES],
            "id": "urn:uuid:00000000-0000-4000-8000-000000000000",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": profile,
        });
        let refused = form::deviations(&badge).into_iter().filter(|deviation| {
            deviation.validator == form::ValidatorVerdict::Error && deviation.pointer.starts_with(AT)
        });
        let fault = |pointer: &str, message: String| {
            Fault::new(pointer.strip_prefix(AT).unwrap_or_default(), message)
        };
        let mut faults: Vec<Fault> =
            refused.map(|deviation| fault(&deviation.pointer, deviation.detail)).collect();
        let signing = Processing { nested_contexts: true, ..Processing::strict(Purpose::Sign) };
        if is_signed_with && let Err(loss) = canonical_form(&badge, signing) {
            faults.push(fault("", format!("it cannot be signed into a badge: {loss}")));
        }
        faults
    }
}

/// Whether badges carry it. The member for those that came as a JWS, `endorsementJwt`, was added to the Open Badges context
/// after it was published, so that a reader with the older copy would find a badge with it changed: none is signed.
fn is_carried(endorsement: &AttachedEndorsement) -> bool {
    endorsement.jws.is_none()
}

fn is_over(document: &Value, now: Timestamp) -> bool {
    let until = document.get("validUntil").and_then(Value::as_str);
    until.and_then(|until| until.parse::<Timestamp>().ok()).is_some_and(|until| until <= now)
}
