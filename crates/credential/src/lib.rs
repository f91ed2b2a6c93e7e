//! Open Badges 3.0 and Verifiable Credentials 2.0 documents: typed builders, the lint rules, the
//! form check, recipient identity, and baking into and extracting from PNG and SVG.
//!
//! No keys, no network, and neither a clock nor randomness of its own: [`Clock`] and [`Entropy`] are
//! arguments. The way of a document is [`Prepared`] (built and linted) to [`Signed`] (its proof added by
//! a [`Secure`]), or, where much of it is known beforehand, [`PreparedAward`] to [`Signed`] (by a [`SecureBeside`]); there is
//! no other way to make a [`Signed`].

mod achieved_result;
mod award;
mod badge_slug;
pub mod baking;
pub mod base58;
mod bit_string;
mod class_name;
mod class_parts;
mod clock;
pub mod context;
mod credential_id;
mod did;
mod document;
mod email_address;
mod endorsement;
mod entropy;
mod evidence;
mod finding;
pub mod form;
pub mod identity;
mod identity_object;
mod image;
mod iri;
pub mod lint;
mod moment;
mod open_badge;
mod plain_credential;
mod pointer;
mod prepared;
mod profile;
pub mod recipient;
mod revocation_list;
mod status_entry;
mod status_list;
mod status_list_error;
mod stencil;
pub mod strict_json;
mod subject;
mod timestamp;

pub use achieved_result::AchievedResult;
pub use award::Award;
pub use badge_slug::{BadgeSlug, InvalidBadgeSlug};
pub use bit_string::BitString;
pub use class_parts::{ClassParts, PreparedAward, SecureBeside};
pub use clock::Clock;
pub use credential_id::{CredentialId, InvalidCredentialId};
pub use did::{Did, InvalidDid};
pub use document::Document;
pub use email_address::{EmailAddress, InvalidEmailAddress};
pub use endorsement::Endorsement;
pub use entropy::Entropy;
pub use evidence::Evidence;
pub use finding::{Finding, Severity};
pub use identity_object::IdentityObject;
pub use image::Image;
pub use iri::{InvalidIri, Iri};
pub use moment::Moment;
pub use open_badge::OpenBadge;
pub use plain_credential::PlainCredential;
pub use prepared::{Prepared, Secure, Signed};
pub use profile::Profile;
pub use recipient::RecipientMatch;
pub use revocation_list::{RevocationList, RevokedId};
pub use status_entry::{StatusEntry, StatusPurpose};
pub use status_list::StatusList;
pub use status_list_error::StatusListError;
pub use stencil::Stencil;
pub use subject::Subject;
pub use timestamp::{InvalidTimestamp, Timestamp};
