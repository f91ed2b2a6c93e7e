//! How far a person is with a rule: each requirement met, unmet, or not known. Nothing is guessed, and no completion is
//! ever refused by it.

mod attested;
mod held;
mod hours;

use badgewright_credential::{BadgeSlug, Timestamp};
use serde::Serialize;

use crate::rule::{Needs, Requirement};
use crate::{Attestation, Registry, Rule};

/// A badge that a person holds and that is neither revoked nor suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBadge {
    /// The badge class.
    pub slug: BadgeSlug,
    /// When it was completed (`completedAt`), by which rules count a year.
    pub completed_at: Timestamp,
}

/// What is known about one person at one time.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The badges that count.
    pub held: &'a [HeldBadge],
    /// What was attested. Of several attestations of one key the latest counts.
    pub attestations: &'a [Attestation],
    /// The moment to judge for; it decides the current year and how old an evaluation is. Days are UTC days.
    pub as_of: Timestamp,
}

/// The answer to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// What is needed is there.
    Met,
    /// What is needed is known not to be there.
    Unmet,
    /// It cannot be told from what is known.
    Unknown,
}

/// How far a person is with one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// The rule's key.
    pub rule: String,
    /// Unmet if a requirement is; else unknown if one is; else met.
    pub standing: Standing,
    /// Each requirement, in the rule's order.
    pub requirements: Vec<RequirementProgress>,
}

/// How far a person is with one requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RequirementProgress {
    /// The requirement's key.
    pub key: String,
    /// The requirement in one sentence.
    pub says: String,
    /// Whether it is met.
    pub standing: Standing,
    /// Why, in one sentence.
    pub because: String,
}

/// A standing and the sentence that gives its reason.
type Reasoned = (Standing, String);

impl Registry {
    /// How far a person is with a rule of one of this registry's classes.
    #[must_use]
    pub fn progress(&self, rule: &Rule, facts: &Facts<'_>) -> Progress {
        let requirements: Vec<_> =
            rule.requirements.iter().map(|requirement| self.requirement(requirement, facts)).collect();
        Progress { rule: rule.key.clone(), standing: together(&requirements), requirements }
    }

    fn requirement(&self, requirement: &Requirement, facts: &Facts<'_>) -> RequirementProgress {
        let (standing, because) = match &requirement.needs {
            Needs::All(items) => held::all(items, facts),
            Needs::Any { at_least, of } => held::any(*at_least, of, facts),
            Needs::Slots(slots) => held::slots(slots, facts),
            Needs::Attested(attested) => attested::judge(attested, facts),
            Needs::Hours { at_least, of, year_starts } => {
                hours::judge(self, &hours::Wanted { at_least: *at_least, of, year_starts }, facts)
            }
        };
        RequirementProgress {
            key: requirement.key.clone(),
            says: requirement.says.clone(),
            standing,
            because,
        }
    }
}

fn together(requirements: &[RequirementProgress]) -> Standing {
    let any = |standing| requirements.iter().any(|requirement| requirement.standing == standing);
    match (any(Standing::Unmet), any(Standing::Unknown)) {
        (true, _) => Standing::Unmet,
        (false, true) => Standing::Unknown,
        (false, false) => Standing::Met,
    }
}

#[cfg(test)]
mod tests;
