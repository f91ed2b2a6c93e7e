//! Rules as data: what a person needs for a stack, and what a badge counts for with what else.

use badgewright_credential::BadgeSlug;
use serde::{Deserialize, Serialize};

use crate::Hours;

/// A rule that a person's badges and attestations either fulfil or do not. All its requirements have to be met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rule {
    /// Its name within the badge class, such as `standard-license`; `stack` for what a stack needs.
    pub key: String,
    /// The rule in a sentence or two, for a licensure officer.
    pub says: String,
    /// What a person needs.
    #[serde(default)]
    pub requirements: Vec<Requirement>,
}

/// One thing a person needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Requirement {
    /// Its name, unique within the rule.
    pub key: String,
    /// The requirement in one sentence.
    pub says: String,
    /// What is needed.
    #[serde(flatten)]
    pub needs: Needs,
}

/// What a [`Requirement`] asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Needs {
    /// Every one of these is held.
    All(Vec<Item>),
    /// At least so many of these are held.
    Any {
        /// How many are needed.
        at_least: usize,
        /// The alternatives, each once.
        of: Vec<Item>,
    },
    /// Choice slots: each is filled by one of its alternatives, and no badge fills two.
    Slots(Vec<Slot>),
    /// A fact that is no badge.
    Attested(Attested),
    /// So many hours from badges completed in the current year.
    Hours {
        /// How many hours are needed.
        at_least: Hours,
        /// The badge classes whose hours count.
        of: Vec<BadgeSlug>,
        /// The first day of the year as `MM-DD`.
        year_starts: String,
    },
}

/// Something that fills a place in a stack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Item {
    /// A badge class of the registry.
    Badge(BadgeSlug),
    /// A micro-credential that is none, and is attested instead.
    Elsewhere {
        /// The micro-credential's name.
        elsewhere: String,
        /// The key of the attestation that it is held.
        attestation: String,
    },
}

/// One choice slot of a pathway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Slot {
    /// The slot's name as people read it.
    pub name: String,
    /// What may fill it.
    pub one_of: Vec<Item>,
}

/// An attestation that is needed, and what it must say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Attested {
    /// The attestation's key. A yes-or-no one must be `true`.
    pub key: String,
    /// For a text: those that are enough, compared without regard to case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<String>,
    /// For a day: how many years it may be back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_years: Option<u16>,
}

impl Item {
    /// What tells this item from all others: whether it is a badge, and its slug or its attestation's key.
    pub(crate) fn identity(&self) -> (bool, &str) {
        match self {
            Self::Badge(slug) => (true, slug.as_str()),
            Self::Elsewhere { attestation, .. } => (false, attestation),
        }
    }
}

impl Requirement {
    /// The requirement that the badge itself is held, first in each rule of what it counts for.
    pub(crate) fn badge_itself(slug: BadgeSlug, name: &str) -> Self {
        Self {
            key: BADGE_ITSELF.to_owned(),
            says: format!("Holds the badge {name}."),
            needs: Needs::All(vec![Item::Badge(slug)]),
        }
    }

    /// The items of this requirement with their JSON Pointers below the requirement's own.
    pub(crate) fn items(&self) -> Vec<(String, &Item)> {
        match &self.needs {
            Needs::All(items) => numbered("/all".to_owned(), items).collect(),
            Needs::Any { of, .. } => numbered("/any/of".to_owned(), of).collect(),
            Needs::Slots(slots) => slots
                .iter()
                .enumerate()
                .flat_map(|(index, slot)| numbered(format!("/slots/{index}/one_of"), &slot.one_of))
                .collect(),
            Needs::Attested(_) | Needs::Hours { .. } => Vec::new(),
        }
    }

    /// The badge classes this requirement names, with their JSON Pointers below the requirement's own.
    pub(crate) fn badges(&self) -> Vec<(String, &BadgeSlug)> {
        if let Needs::Hours { of, .. } = &self.needs {
            return of.iter().enumerate().map(|(index, slug)| (format!("/hours/of/{index}"), slug)).collect();
        }
        self.items()
            .into_iter()
            .filter_map(|(at, item)| match item {
                Item::Badge(slug) => Some((at, slug)),
                Item::Elsewhere { .. } => None,
            })
            .collect()
    }
}

fn numbered(at: String, items: &[Item]) -> impl Iterator<Item = (String, &Item)> {
    items.iter().enumerate().map(move |(index, item)| (format!("{at}/{index}"), item))
}

/// The key of the requirement that the badge itself is held.
pub(crate) const BADGE_ITSELF: &str = "badge";
