//! A completion's results as Open Badges 3.0 `Result`s.

use badgewright_credential::{AchievedResult, InvalidIri, Iri};

use crate::achievement::{HOURS, SCORE, fragment_of, level_fragment};
use crate::rubric::PassedCriterion;
use crate::{BadgeClass, Hours, PassedRubric};

/// What results are made of: the `id`s of a class's `ResultDescription`s and of their levels, as
/// [`BadgeClass::achievement`] has them.
#[derive(Debug)]
pub struct ResultIds {
    criteria: Vec<CriterionIds>,
    score: Iri,
    /// What a badge says of its hours.
    hours: Option<AchievedResult>,
}

#[derive(Debug)]
struct CriterionIds {
    described: Iri,
    levels: Vec<Iri>,
}

impl BadgeClass {
    /// The `id`s that results point to.
    ///
    /// # Errors
    /// When `base_url` is not absolute.
    pub fn result_ids(&self, base_url: &str) -> Result<ResultIds, InvalidIri> {
        let id: Iri = self.id(base_url).parse()?;
        let mut criteria = Vec::new();
        for (rubric, criterion) in self
            .rubric
            .iter()
            .flat_map(|rubric| rubric.criteria.iter().map(move |criterion| (rubric, criterion)))
        {
            let level = |level| id.with_fragment(&level_fragment(criterion, level));
            criteria.push(CriterionIds {
                described: id.with_fragment(&fragment_of(&criterion.name))?,
                levels: rubric.levels.iter().map(level).collect::<Result<_, _>>()?,
            });
        }
        let hours = id.with_fragment(HOURS)?;
        let hours = (self.hours > Hours::ZERO).then(|| AchievedResult::value(hours, self.hours.to_string()));
        Ok(ResultIds { criteria, score: id.with_fragment(SCORE)?, hours })
    }

    /// The `Result`s (Open Badges 3.0) that the public badge shows of a completion: rubric, score and hours, as far as
    /// the class makes them public. Each points to one of this class's `ids`.
    ///
    /// A score is shown where [`PublicFields::score`](crate::PublicFields::score) says so. That a criterion was passed is
    /// no more than the badge itself says, so where passing is the highest level the rubric is always shown; a rubric
    /// with levels above passing tells how well, and is shown only where the score is. Hours are shown where the class
    /// gives any.
    #[must_use]
    pub fn results(
        &self,
        ids: &ResultIds,
        score: Option<&str>,
        rubric: &PassedRubric,
    ) -> Vec<AchievedResult> {
        let shows_levels = self.public.score || self.has_no_level_above_passing();
        let levels = rubric.entries.iter().filter(|_| shows_levels).filter_map(|entry| ids.level(*entry));
        let score = score.filter(|_| self.public.score && self.score.is_some());
        let score = score.map(|score| AchievedResult::value(ids.score.clone(), score.to_owned()));
        levels.chain(score).chain(ids.hours.clone()).collect()
    }

    fn has_no_level_above_passing(&self) -> bool {
        self.rubric.as_ref().is_none_or(|rubric| rubric.passing_level() + 1 == rubric.levels.len())
    }
}

impl ResultIds {
    /// `None` for an entry that this class's rubric has no place for.
    fn level(&self, entry: PassedCriterion) -> Option<AchievedResult> {
        let CriterionIds { described, levels } = self.criteria.get(entry.criterion)?;
        Some(AchievedResult::level(described.clone(), levels.get(entry.level)?.clone()))
    }
}
