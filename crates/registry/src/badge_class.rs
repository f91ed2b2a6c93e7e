//! Badge classes as the rest of the service sees them: checked, and with their alignments resolved.

use badgewright_credential::BadgeSlug;
use serde::{Deserialize, Serialize};

use crate::rubric::judge_without_rubric;
use crate::{Hours, Rubric, RubricJudgement, Rule};

/// One badge class. Only [`check`](crate::check()) makes one, so what its fields say of each other holds: an alignment's
/// component exists, the rubric's passing level is one of its levels, a stack has no rubric.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BadgeClass {
    /// Its name in addresses and completions.
    pub slug: BadgeSlug,
    /// Its name as people read it.
    pub name: String,
    /// The group of classes it belongs to, such as `content-assessment`.
    pub family: String,
    /// Open Badges 3.0 `achievementType`.
    pub achievement_type: String,
    /// A short code that people use for it, such as `AR-MC-101`.
    pub human_code: String,
    /// The language of its texts (BCP 47).
    pub in_language: String,
    /// Its version; a record names the version it was made from.
    pub version: String,
    /// What a person who holds the badge has shown.
    pub description: String,
    /// Who earns it.
    pub audience: String,
    /// What is to be done for it, as Markdown.
    pub criteria_narrative: String,
    /// The picture in words.
    pub image_caption: String,
    /// Who defined the class.
    pub creator: Creator,
    /// Words by which it is found.
    pub tags: Vec<String>,
    /// Hours of professional development; zero for none.
    pub hours: Hours,
    /// The components of frameworks it is aligned to.
    pub alignments: Vec<Alignment>,
    /// How its evidence is scored; stacks have none.
    pub rubric: Option<Rubric>,
    /// How a score is to be read.
    pub score: Option<ScoreScale>,
    /// Which of a completion's fields the badge shows.
    pub public: PublicFields,
    /// For a stack: what is to be held, with the key `stack`.
    pub stack: Option<Rule>,
    /// What it counts for. Each rule's first requirement is that the badge itself is held.
    pub counts_for: Vec<Rule>,
    /// Where the facts come from.
    pub provenance: Vec<Provenance>,
}

/// Who defined a badge class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Creator {
    /// An https URL or a DID.
    pub id: String,
    /// The name as people read it.
    pub name: String,
}

/// An alignment, with what the framework says of its target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Alignment {
    /// The framework's slug.
    pub framework: String,
    /// The component's code in it.
    pub code: String,
    /// The component's name.
    pub name: String,
    /// The framework's name.
    pub framework_name: String,
    /// Open Badges 3.0 `targetType`.
    pub target_type: String,
}

/// How a score is to be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ScoreScale {
    /// Open Badges 3.0 `resultType`.
    pub result_type: String,
    /// The lowest possible score.
    #[serde(default)]
    pub min: Option<f64>,
    /// The highest possible score.
    #[serde(default)]
    pub max: Option<f64>,
}

/// Which of a completion's fields the public badge shows. What is not shown is kept with the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct PublicFields {
    /// The narratives of evidence.
    pub narrative: bool,
    /// The score, and which level above the passing one was reached.
    pub score: bool,
    /// The addresses and names of evidence.
    pub evidence: bool,
}

impl Default for PublicFields {
    /// Narrative and score are not public unless a class says so.
    fn default() -> Self {
        Self { narrative: false, score: false, evidence: true }
    }
}

/// Where some facts of a class come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// JSON Pointers to the members of the class's file that this entry speaks of.
    pub covers: Vec<String>,
    /// Whether a source says it.
    pub status: ProvenanceStatus,
    /// The source, or what is assumed and why.
    pub says: String,
    /// The source's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Whether a fact is said by a source or assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvenanceStatus {
    /// The named source says it.
    Stated,
    /// No source says it; it awaits correction.
    Assumed,
}

impl BadgeClass {
    /// Whether the badge is earned by holding other badges.
    #[must_use]
    pub fn is_stack(&self) -> bool {
        self.stack.is_some()
    }

    /// Judges a completion's rubric entries, (criterion, level) each. Names are compared exactly.
    #[must_use]
    pub fn judge_rubric(&self, entries: &[(&str, &str)]) -> RubricJudgement {
        self.rubric
            .as_ref()
            .map_or_else(|| judge_without_rubric(entries.len()), |rubric| rubric.judge(entries))
    }

    /// The provenance of a member of the class's file: the entry with the longest pointer that covers it, and the
    /// earliest of those.
    #[must_use]
    pub fn provenance_of(&self, pointer: &str) -> Option<&Provenance> {
        let longest = |entry: &Provenance| {
            entry.covers.iter().filter(|covered| covers(covered, pointer)).map(String::len).max()
        };
        let covering = self.provenance.iter().rev().filter_map(|entry| Some((longest(entry)?, entry)));
        covering.max_by_key(|(length, _)| *length).map(|(_, entry)| entry)
    }
}

/// Whether a pointer is `covered` or stands below it.
pub(crate) fn covers(covered: &str, pointer: &str) -> bool {
    pointer.strip_prefix(covered).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
