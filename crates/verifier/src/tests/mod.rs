//! Whole reports on whole badges, signed here, without a network and with a clock that stands still.

mod approvals;
mod badges;
mod beside;
mod by_hand;
mod chains;
mod corpora;
mod disguises;
mod endorsements;
mod forms;
mod jwts;
mod kept;
mod keys;
mod older_words;
mod presentations;
mod proofs;
mod refreshes;
mod related_resources;
mod reports;
mod status_methods;
mod statuses;
mod suites;
mod vc_api;
pub(crate) mod web;
