//! Badge classes and stacks as data files, their validation, rules and pictures.
//!
//! A badge class is one TOML file. [`check()`] turns its text into a [`BadgeClass`] or into every [`Fault`] it has, each
//! with file, line and JSON Pointer. A [`Registry`] holds the nine classes that come with the service and those of a
//! folder; it answers how far a person is with a [`Rule`] ([`Registry::progress`]). A class gives its Open Badges
//! `Achievement` ([`BadgeClass::achievement`]), judges a completion's rubric ([`BadgeClass::judge_rubric`]) and gives the
//! `Result`s a badge may show ([`BadgeClass::results`]).
//!
//! No network and no clock: the moment a rule is judged for is an argument.

mod achievement;
mod attestation;
mod badge_class;
mod check;
mod class_file;
mod embedded;
mod fault;
mod folder;
mod framework;
mod hours;
mod nearest;
mod picture;
mod progress;
mod references;
mod registry;
mod result;
mod rubric;
mod rule;
mod schema;
mod semantics;
mod slots;
mod source;

pub use attestation::{Attestation, AttestationKind, AttestedValue, judge_attestations};
pub use badge_class::{
    Alignment, BadgeClass, Creator, Provenance, ProvenanceStatus, PublicFields, ScoreScale,
};
pub use check::check;
pub use fault::{Fault, Refusal};
pub use folder::FolderError;
pub use framework::{Component, Framework};
pub use hours::{Hours, InvalidHours};
pub use picture::{LARGEST_PICTURE, PictureError, render_png};
pub use progress::{Facts, HeldBadge, Progress, RequirementProgress, Standing};
pub use registry::{Registry, check_all};
pub use result::ClassResults;
pub use rubric::{PassedRubric, Rubric, RubricJudgement, RubricPart};
pub use rule::{Attested, Item, Needs, Requirement, Rule, Slot};
pub use schema::BADGE_CLASS_SCHEMA;
