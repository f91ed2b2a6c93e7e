//! Rubrics, and how a completion's rubric entries are judged by them.

use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::nearest::{hint, quoted};

/// The criteria by which assessors score the evidence, and the levels they may give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rubric {
    /// The name of the level at which a criterion is passed.
    pub passing: String,
    /// The levels, lowest first.
    pub levels: Vec<RubricPart>,
    /// The criteria, in the order in which they are read.
    pub criteria: Vec<RubricPart>,
}

/// A criterion or a level of a [`Rubric`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RubricPart {
    /// Its name, as completions give it.
    pub name: String,
    /// What it means, in a sentence.
    pub says: String,
}

/// What a completion's rubric entries come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RubricJudgement {
    /// Every entry names a criterion at or above the passing level.
    Passed(PassedRubric),
    /// Every entry can be read, and these criteria are below the passing level: the badge is not earned.
    NotEarned(Vec<Refusal>),
    /// These entries name a criterion or level that the class has not, or a criterion twice.
    Refused(Vec<Refusal>),
}

/// Rubric entries that a class's rubric was asked about and found passed. Only
/// [`BadgeClass::judge_rubric`](crate::BadgeClass::judge_rubric) makes one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedRubric {
    pub(crate) entries: Vec<PassedCriterion>,
}

/// Positions in the rubric's criteria and levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PassedCriterion {
    pub(crate) criterion: usize,
    pub(crate) level: usize,
}

impl Rubric {
    /// The passing level's position among the levels. Beyond all of them, so that nothing passes, if it were missing;
    /// a checked class never lacks it.
    pub(crate) fn passing_level(&self) -> usize {
        position(&self.levels, &self.passing).unwrap_or(self.levels.len())
    }

    /// Judges entries of (criterion, level).
    pub(crate) fn judge(&self, entries: &[(&str, &str)]) -> RubricJudgement {
        let (mut refused, mut below, mut passed) = (Vec::new(), Vec::new(), Vec::new());
        // A flag a criterion, so that a long list of repetitions costs no more than a short one.
        let mut seen = vec![false; self.criteria.len()];
        for (index, (criterion, level)) in entries.iter().enumerate() {
            match self.read(index, criterion, level, &mut seen) {
                Ok(entry) if entry.level < self.passing_level() => {
                    let needed = &self.passing;
                    let message = format!("{criterion} is `{level}`: `{needed}` is needed to earn the badge");
                    below.push(refusal(index, "level", message));
                }
                Ok(entry) => passed.push(entry),
                Err(refusals) => refused.extend(refusals),
            }
        }
        match (refused.is_empty(), below.is_empty()) {
            (false, _) => RubricJudgement::Refused(refused),
            (true, false) => RubricJudgement::NotEarned(below),
            (true, true) => RubricJudgement::Passed(PassedRubric { entries: passed }),
        }
    }

    /// One entry, if its names are known and its criterion was not `seen` before.
    fn read(
        &self,
        index: usize,
        criterion: &str,
        level: &str,
        seen: &mut [bool],
    ) -> Result<PassedCriterion, Vec<Refusal>> {
        let known = match position(&self.criteria, criterion) {
            None => Err(unknown("criterion", criterion, &self.criteria)),
            Some(known) if std::mem::replace(&mut seen[known], true) => {
                Err(format!("`{criterion}` is listed twice"))
            }
            Some(known) => Ok(known),
        };
        let given = position(&self.levels, level).ok_or_else(|| unknown("level", level, &self.levels));
        match (known, given) {
            (Ok(criterion), Ok(level)) => Ok(PassedCriterion { criterion, level }),
            (known, given) => {
                let criterion = known.err().map(|message| refusal(index, "criterion", message));
                let level = given.err().map(|message| refusal(index, "level", message));
                Err(criterion.into_iter().chain(level).collect())
            }
        }
    }
}

/// Judges entries for a class without a rubric: there may be none.
pub(crate) fn judge_without_rubric(entries: usize) -> RubricJudgement {
    if entries == 0 {
        return RubricJudgement::Passed(PassedRubric::default());
    }
    let message = "this badge class has no rubric: leave the entry out".to_owned();
    RubricJudgement::Refused(vec![refusal(0, "criterion", message)])
}

fn refusal(index: usize, member: &str, message: String) -> Refusal {
    Refusal { pointer: format!("/result/rubric/{index}/{member}"), message }
}

fn position(parts: &[RubricPart], name: &str) -> Option<usize> {
    parts.iter().position(|part| part.name == name)
}

fn unknown(what: &str, name: &str, known: &[RubricPart]) -> String {
    let names: Vec<&str> = known.iter().map(|part| part.name.as_str()).collect();
    let hint = hint(name, names.iter().copied());
    format!("no {what} is named {}{hint} (allowed: {})", quoted(name), names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{Rubric, RubricJudgement, RubricPart};

    fn rubric() -> Rubric {
        let parts = |names: &[&str]| {
            names.iter().map(|name| RubricPart { name: (*name).into(), says: "x".into() }).collect()
        };
        Rubric {
            passing: "Demonstrated".into(),
            levels: parts(&["Not Demonstrated", "Demonstrated", "Exceeded"]),
            criteria: parts(&["Analyze", "Design", "Evaluate"]),
        }
    }

    fn not_passed(entries: &[(&str, &str)]) -> (bool, Vec<String>) {
        let (earned_in_question, refusals) = match rubric().judge(entries) {
            RubricJudgement::NotEarned(refusals) => (true, refusals),
            RubricJudgement::Refused(refusals) => (false, refusals),
            RubricJudgement::Passed(passed) => panic!("{passed:?}"),
        };
        (earned_in_question, refusals.into_iter().map(|r| format!("{}: {}", r.pointer, r.message)).collect())
    }

    #[test]
    fn passing_and_higher_levels_pass_and_a_part_of_the_criteria_is_enough() {
        let judgement = rubric().judge(&[("Evaluate", "Exceeded"), ("Analyze", "Demonstrated")]);
        assert!(matches!(judgement, RubricJudgement::Passed(passed) if passed.entries.len() == 2));
        assert!(matches!(rubric().judge(&[]), RubricJudgement::Passed(_)));
    }

    #[test]
    fn a_criterion_below_passing_is_named_as_not_earned() {
        assert_eq!(
            not_passed(&[("Analyze", "Demonstrated"), ("Evaluate", "Not Demonstrated")]),
            (true, vec![
                "/result/rubric/1/level: Evaluate is `Not Demonstrated`: `Demonstrated` is needed to earn the badge"
                    .to_owned()
            ])
        );
    }

    #[test]
    fn unknown_names_are_refused_with_the_allowed_ones_all_at_once() {
        assert_eq!(
            not_passed(&[("Analyse", "Demonstrated"), ("Design", "Great"), ("Evaluate", "Not Demonstrated")]),
            (false, vec![
                "/result/rubric/0/criterion: no criterion is named `Analyse`, did you mean `Analyze`? \
                 (allowed: Analyze, Design, Evaluate)"
                    .to_owned(),
                "/result/rubric/1/level: no level is named `Great` (allowed: Not Demonstrated, Demonstrated, Exceeded)"
                    .to_owned(),
            ])
        );
    }

    #[test]
    fn a_criterion_listed_twice_is_refused() {
        let twice = [("Analyze", "Demonstrated"), ("Analyze", "Not Demonstrated")];
        assert_eq!(
            not_passed(&twice),
            (false, vec!["/result/rubric/1/criterion: `Analyze` is listed twice".to_owned()])
        );
    }
}
