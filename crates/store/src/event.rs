//! The ordered log of all acts.

use std::fmt;

use badgewright_credential::{CredentialId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ClientId;
use crate::text::bounded_text;

bounded_text!(
    /// Who did something: a client, or a part of the service (`system`): 1 to 80 visible ASCII characters.
    Actor, InvalidActor, max: 80, allowed: |c| c.is_ascii_graphic(),
    expected: "1 to 80 visible ASCII characters"
);

impl From<&ClientId> for Actor {
    /// `client:` and the client's id.
    fn from(client: &ClientId) -> Self {
        Self(format!("client:{client}"))
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// A credential was issued.
    Issued,
    /// A newer version of a credential took the place of the one before.
    Superseded,
    /// A credential was suspended.
    Suspended,
    /// A credential was reinstated.
    Reinstated,
    /// A credential was revoked.
    Revoked,
    /// An endorsement was given.
    EndorsementIssued,
    /// An endorsement was withdrawn by whom it was given.
    EndorsementWithdrawn,
    /// An issuer was given an endorsement, and shows it.
    EndorsementAttached,
    /// An issuer no longer shows an endorsement.
    EndorsementDetached,
    /// A batch of completions was taken.
    BatchStarted,
    /// A batch was carried out, or could not go on.
    BatchEnded,
    /// A client was added.
    ClientAdded,
    /// A client was given a key.
    ClientKeyAdded,
    /// A client's key was revoked.
    ClientKeyRevoked,
    /// An issuer was given its DID.
    IssuerBound,
    /// A signing key was made.
    KeyAdded,
    /// A signing key was put out of use.
    KeyRetired,
}

impl Act {
    const ALL: [Self; 17] = [
        Self::Issued,
        Self::Superseded,
        Self::Suspended,
        Self::Reinstated,
        Self::Revoked,
        Self::EndorsementIssued,
        Self::EndorsementWithdrawn,
        Self::EndorsementAttached,
        Self::EndorsementDetached,
        Self::BatchStarted,
        Self::BatchEnded,
        Self::ClientAdded,
        Self::ClientKeyAdded,
        Self::ClientKeyRevoked,
        Self::IssuerBound,
        Self::KeyAdded,
        Self::KeyRetired,
    ];

    /// Whether something that was recorded before may read otherwise after it: not so where something new came beside
    /// what is there.
    pub(crate) fn alters(self) -> bool {
        !matches!(self, Self::Issued | Self::BatchStarted | Self::BatchEnded)
    }

    /// The act of a name in the audit trail.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == name)
    }

    /// The name in the audit trail: `client-key-added`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Superseded => "superseded",
            Self::Suspended => "suspended",
            Self::Reinstated => "reinstated",
            Self::Revoked => "revoked",
            Self::EndorsementIssued => "endorsement-issued",
            Self::EndorsementWithdrawn => "endorsement-withdrawn",
            Self::EndorsementAttached => "endorsement-attached",
            Self::EndorsementDetached => "endorsement-detached",
            Self::BatchStarted => "batch-started",
            Self::BatchEnded => "batch-ended",
            Self::ClientAdded => "client-added",
            Self::ClientKeyAdded => "client-key-added",
            Self::ClientKeyRevoked => "client-key-revoked",
            Self::IssuerBound => "issuer-bound",
            Self::KeyAdded => "key-added",
            Self::KeyRetired => "key-retired",
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An act that is to be written down.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub act: Act,
    /// To which credential, if to one.
    pub credential: Option<CredentialId>,
    /// What else there is to say: an object, or `Null`. No personal data.
    pub detail: Value,
}

/// An act that was written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its place in the log: 1, 2, 3 … without a gap.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub act: Act,
    /// To which credential, if to one.
    pub credential: Option<CredentialId>,
    /// What else there is to say.
    pub detail: Value,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_act_is_found_by_the_name_it_has_in_json() {
        for act in Act::ALL {
            assert_eq!(Act::named(act.as_str()), Some(act));
            assert_eq!(serde_json::to_value(act).unwrap(), act.as_str());
        }
        assert_eq!(Act::named("issue"), None);
    }
}
