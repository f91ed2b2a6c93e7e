//! A completion's results as Open Badges 3.0 `Result`s.

use std::sync::Arc;

use badgewright_credential::{AchievedResult, InvalidIri, Iri};

use crate::achievement::{HOURS, SCORE, fragment_of, level_fragment};
use crate::rubric::PassedCriterion;
use crate::{BadgeClass, Hours, PassedRubric};

/// The results that badges of a class may show. They point to the `id`s of its `ResultDescription`s and of their levels, as
/// [`BadgeClass::achievement`] has them.
#[derive(Debug)]
pub struct ClassResults {
    /// Each level of each criterion.
    criteria: Vec<Vec<Arc<AchievedResult>>>,
    /// The `id` of the score's description.
    score: Iri,
    /// What all badges say of their hours.
    hours: Option<Arc<AchievedResult>>,
}

impl BadgeClass {
    /// What its badges' results are taken from.
    ///
    /// # Errors
    /// When `base_url` is not absolute.
    pub fn results(&self, base_url: &str) -> Result<ClassResults, InvalidIri> {
        let id: Iri = self.id(base_url).parse()?;
        let mut criteria = Vec::new();
        for (rubric, criterion) in self
            .rubric
            .iter()
            .flat_map(|rubric| rubric.criteria.iter().map(move |criterion| (rubric, criterion)))
        {
            let described = id.with_fragment(&fragment_of(&criterion.name))?;
            let at_level = |level| {
                let level = id.with_fragment(&level_fragment(criterion, level))?;
                Ok(AchievedResult::level(described.clone(), level).into())
            };
            criteria.push(rubric.levels.iter().map(at_level).collect::<Result<_, _>>()?);
        }
        let hours = AchievedResult::value(id.with_fragment(HOURS)?, self.hours.to_string());
        let hours = (self.hours > Hours::ZERO).then(|| hours.into());
        Ok(ClassResults { criteria, score: id.with_fragment(SCORE)?, hours })
    }

    fn has_no_level_above_passing(&self) -> bool {
        self.rubric.as_ref().is_none_or(|rubric| rubric.passing_level() + 1 == rubric.levels.len())
    }
}

impl ClassResults {
    /// The `Result`s (Open Badges 3.0) that the public badge of the class shows of a completion: rubric, score and hours, as
    /// far as the class makes them public.
    ///
    /// A score is shown where [`PublicFields::score`](crate::PublicFields::score) says so. That a criterion was passed is
    /// no more than the badge itself says, so where passing is the highest level the rubric is always shown; a rubric
    /// with levels above passing tells how well, and is shown only where the score is. Hours are shown where the class
    /// gives any.
    #[must_use]
    pub fn shown(
        &self,
        class: &BadgeClass,
        score: Option<&str>,
        rubric: &PassedRubric,
    ) -> Vec<Arc<AchievedResult>> {
        let shows_levels = class.public.score || class.has_no_level_above_passing();
        let levels = rubric.entries.iter().filter(|_| shows_levels).filter_map(|entry| self.level(*entry));
        let score = score.filter(|_| class.public.score && class.score.is_some());
        let score = score.map(|score| AchievedResult::value(self.score.clone(), score.to_owned()).into());
        levels.chain(score).chain(self.hours.clone()).collect()
    }

    /// `None` for an entry that this class's rubric has no place for.
    fn level(&self, entry: PassedCriterion) -> Option<Arc<AchievedResult>> {
        self.criteria.get(entry.criterion)?.get(entry.level).cloned()
    }
}
