//! Lists of credentials, page by page.

use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

use badgewright_credential::{BadgeSlug, Timestamp};

use crate::{ClientId, CredentialSummary, ExternalId, RecipientDigest, Status};

/// Which credentials are asked for: those that satisfy every part that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Asked for by this client.
    pub client: Option<ClientId>,
    /// With this `externalId`, of any client.
    pub external_id: Option<ExternalId>,
    /// Of this badge class.
    pub badge: Option<BadgeSlug>,
    /// Of this recipient.
    pub recipient: Option<RecipientDigest>,
    /// With this status now.
    pub status: Option<Status>,
    /// Issued later than this moment.
    pub issued_after: Option<Timestamp>,
}

/// How much of a list, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// At most so many. More than [`PageRequest::LARGEST`] counts as that.
    pub limit: NonZeroU16,
    /// Where the page before ended; `None` for the first.
    pub cursor: Option<Cursor>,
}

impl PageRequest {
    /// The most credentials that a page has.
    pub const LARGEST: u16 = 500;
}

/// One page of a list, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What is on it. It may be empty with a `next`, where the store looked far without finding anything.
    pub credentials: Vec<CredentialSummary>,
    /// Where the next page begins; `None` at the end of the list.
    pub next: Option<Cursor>,
}

/// A place in the list of all credentials, in the order in which they were recorded. Whoever follows cursors
/// sees each credential once, and those that are recorded meanwhile at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(pub(crate) u64);

/// Why a text is not a [`Cursor`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a cursor: expected the `next` of an earlier answer")]
pub struct InvalidCursor(pub String);

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        match u64::from_str_radix(text, 16) {
            Ok(place) if digits => Ok(Self(place)),
            _ => Err(InvalidCursor(text.to_owned())),
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
