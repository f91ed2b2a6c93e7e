//! A completion's results as Open Badges 3.0 `Result`s.

use badgewright_credential::{AchievedResult, InvalidIri, Iri};

use crate::achievement::{HOURS, SCORE, fragment_of, level_fragment};
use crate::rubric::PassedCriterion;
use crate::{BadgeClass, Hours, PassedRubric};

impl BadgeClass {
    /// The `Result`s (Open Badges 3.0) that the public badge shows of a completion: rubric, score and hours, as far as
    /// the class makes them public. Each points to a `ResultDescription` of [`BadgeClass::achievement`].
    ///
    /// A score is shown where [`PublicFields::score`](crate::PublicFields::score) says so. That a criterion was passed is
    /// no more than the badge itself says, so where passing is the highest level the rubric is always shown; a rubric
    /// with levels above passing tells how well, and is shown only where the score is. Hours are shown where the class
    /// gives any.
    ///
    /// # Errors
    /// When `base_url` is not absolute.
    pub fn results(
        &self,
        base_url: &str,
        score: Option<&str>,
        rubric: &PassedRubric,
    ) -> Result<Vec<AchievedResult>, InvalidIri> {
        let id: Iri = self.id(base_url).parse()?;
        let levels = rubric.entries.iter().filter_map(|entry| self.achieved_level(&id, entry));
        let score = score
            .filter(|_| self.public.score && self.score.is_some())
            .map(|score| valued(&id, SCORE, score));
        let hours = (self.hours > Hours::ZERO).then(|| valued(&id, HOURS, &self.hours.to_string()));
        levels.chain(score).chain(hours).collect()
    }

    /// `None` where the level is not public, and for an entry that this class's rubric has no place for.
    fn achieved_level(
        &self,
        id: &Iri,
        entry: &PassedCriterion,
    ) -> Option<Result<AchievedResult, InvalidIri>> {
        let rubric = self.rubric.as_ref()?;
        let passing_is_highest = rubric.passing_level() + 1 == rubric.levels.len();
        if !passing_is_highest && !self.public.score {
            return None;
        }
        let (criterion, level) = (rubric.criteria.get(entry.criterion)?, rubric.levels.get(entry.level)?);
        let described = id.with_fragment(&fragment_of(&criterion.name));
        let level = id.with_fragment(&level_fragment(criterion, level));
        Some(described.and_then(|described| Ok(AchievedResult::level(described, level?))))
    }
}

fn valued(id: &Iri, description: &str, value: &str) -> Result<AchievedResult, InvalidIri> {
    Ok(AchievedResult::value(id.with_fragment(description)?, value.to_owned()))
}
