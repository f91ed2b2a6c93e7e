//! Use cases of verifying: anything a person may hold to a report.
//!
//! [`Verifier::verify`] takes a [`Submission`] (JSON, a JWS, a baked picture, an address) and a [`Question`], and
//! always answers with a [`Report`] of ten [`Check`]s. What it must fetch it asks of a [`Retrieve`], in bounded number
//! and size. From one verification to the next it remembers nothing but what can never change.
//!
//! Skipping a check does not compile: a check leaves evidence only if it holds, each kind of evidence is made in one
//! module only, and the verdict `valid` consumes one of every kind.
//!
//! [`Retrieve`]: badgewright_fetch::Retrieve

mod approval;
mod approving;
mod chain;
mod check;
mod code;
mod context;
mod credential;
mod endorsement;
mod endorsement_places;
mod endorsements;
mod equality;
mod examine;
mod finding;
mod holder;
mod issuer;
mod kindred;
#[cfg(feature = "long-tail")]
mod long_tail;
mod named_key;
mod outcome;
mod parse;
mod presentation;
mod presented;
mod proof;
mod reading;
mod recipient;
mod refresh;
mod related_resource;
mod remembered;
mod report;
mod retrieval;
mod revocation_list;
mod schema;
mod securing;
mod sniff;
mod status;
mod status_entry;
mod status_list;
mod status_method;
mod subject;
mod submission;
mod summary;
#[cfg(test)]
mod tests;
mod validity;
mod vc_api;
mod verdict;
mod verifier;

pub use approving::{Approvals, Approving, RegisteredClass};
pub use check::{Check, CheckName};
pub use code::Code;
pub use finding::Finding;
pub use outcome::Outcome;
pub use report::Report;
pub use submission::{Question, Submission};
pub use summary::{BadgeStatus, BadgeSummary, IssuerSummary};
pub use vc_api::{Expected, Verification};
pub use verdict::Verdict;
pub use verifier::Verifier;
