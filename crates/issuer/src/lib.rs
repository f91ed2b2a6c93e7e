//! Use cases of issuing: completion to badge, revocation, status lists, the JWS form, endorsements.
//!
//! A badge's way is numbered in [`Issuing::complete`]; only what the store has [`Committed`](badgewright_store::Committed)
//! comes out of it as new. Time and randomness are arguments; nothing here knows HTTP.

mod awarding;
pub mod batch;
mod completion;
mod endorsement;
mod error;
mod issuer;
mod issuing;
mod jws_form;
mod lookup_key;
mod members;
mod plain_credential;
mod plain_status;
mod prepared_class;
mod revocation_list;
mod said_elsewhere;
mod status_change;
mod status_lists;
mod superseding;

pub use awarding::Draft;
pub use completion::{Completion, CompletionEvidence, CompletionResult, Fault, NotACompletion, Recipient};
pub use endorsement::{Attached, Endorsed, NotAttachable};
pub use error::IssueError;
pub use issuer::{Issuer, SigningKey, SigningKeys, StatusMethod};
pub use issuing::{Completed, Issuing};
pub use lookup_key::{InvalidLookupKey, LookupKey};
pub use members::Members;
pub use plain_credential::IssuedPlain;
pub use plain_status::PlainCredentials;
pub use prepared_class::{PreparedClass, sign_whole};
pub use revocation_list::{PublishedRevocations, RevocationListName};
pub use status_lists::{PublishedList, TIME_TO_LIVE};
