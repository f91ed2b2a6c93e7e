//! A badge class as an Open Badges 3.0 `Achievement`.

use serde_json::{Map, Value, json};

use crate::badge_class::{Alignment, BadgeClass, ScoreScale};
use crate::rubric::{Rubric, RubricPart};

/// The fragment of the description of scores.
pub(crate) const SCORE: &str = "score";
/// The fragment of the description of hours.
pub(crate) const HOURS: &str = "hours";
/// The fragment of the criteria on the class's page.
const CRITERIA: &str = "criteria";
/// Open Badges has no result type for hours of professional development; `creditsEarned` means semester hours.
const HOURS_TYPE: &str = "ext:ProfessionalDevelopmentHours";

impl BadgeClass {
    /// The address of the class: `{base_url}/achievements/{slug}`.
    #[must_use]
    pub fn id(&self, base_url: &str) -> String {
        format!("{}/achievements/{}", base_url.trim_end_matches('/'), self.slug)
    }

    /// The whole Open Badges 3.0 `Achievement`, as it stands in every badge of the class and at its own address.
    ///
    /// Only terms of the oldest `context-3.0.3.json` are used, and arrays also for one.
    #[must_use]
    pub fn achievement(&self, base_url: &str) -> Value {
        let id = self.id(base_url);
        let mut achievement = json!({
            "id": id,
            "type": ["Achievement"],
            "achievementType": self.achievement_type,
            "name": self.name,
            "description": self.description,
            "criteria": {"id": fragment(&id, CRITERIA), "narrative": self.criteria_narrative},
            "image": self.image(base_url),
            "humanCode": self.human_code,
            "inLanguage": self.in_language,
            "version": self.version,
            "creator": {"id": self.creator.id, "type": ["Profile"], "name": self.creator.name},
        });
        let lists = [
            ("tag", self.tags.iter().map(|tag| json!(tag)).collect()),
            ("alignment", self.alignments.iter().map(|a| alignment(a, base_url)).collect()),
            ("resultDescription", self.result_descriptions(&id)),
        ];
        if let Value::Object(members) = &mut achievement {
            add_lists(members, lists);
        }
        achievement
    }

    /// The class's picture as an Open Badges `Image`, for the achievement and for the credential.
    #[must_use]
    pub fn image(&self, base_url: &str) -> Value {
        let id = format!("{}/image.png", self.id(base_url));
        json!({"id": id, "type": "Image", "caption": self.image_caption})
    }

    fn result_descriptions(&self, id: &str) -> Vec<Value> {
        let rubric = self.rubric.iter().flat_map(|rubric| rubric_descriptions(rubric, id));
        let score = self.score.iter().map(|scale| score_description(scale, id));
        let hours = (self.hours > crate::Hours::ZERO).then(|| {
            json!({
                "id": fragment(id, HOURS),
                "type": ["ResultDescription"],
                "name": "Professional development hours",
                "resultType": HOURS_TYPE,
            })
        });
        rubric.chain(score).chain(hours).collect()
    }
}

fn add_lists(members: &mut Map<String, Value>, lists: [(&str, Vec<Value>); 3]) {
    for (name, list) in lists {
        // An empty array says nothing, and some readers refuse it.
        if !list.is_empty() {
            members.insert(name.to_owned(), Value::Array(list));
        }
    }
}

fn alignment(alignment: &Alignment, base_url: &str) -> Value {
    let Alignment { framework, code, name, framework_name, target_type } = alignment;
    json!({
        "type": ["Alignment"],
        "targetCode": code,
        "targetName": name,
        "targetUrl": format!("{}/frameworks/{framework}/{code}", base_url.trim_end_matches('/')),
        "targetFramework": framework_name,
        "targetType": target_type,
    })
}

fn rubric_descriptions(rubric: &Rubric, id: &str) -> Vec<Value> {
    // Without `level`, which would say once more what `name` says.
    let level = |criterion: &RubricPart, level: &RubricPart| {
        json!({
            "id": fragment(id, &level_fragment(criterion, level)),
            "type": ["RubricCriterionLevel"],
            "name": level.name,
        })
    };
    let description = |criterion: &RubricPart| {
        let levels: Vec<Value> = rubric.levels.iter().map(|each| level(criterion, each)).collect();
        let mut description = json!({
            "id": fragment(id, &fragment_of(&criterion.name)),
            "type": ["ResultDescription"],
            "name": criterion.name,
            "resultType": "RubricCriterionLevel",
            "rubricCriterionLevel": levels,
        });
        if let Some(passing) = rubric.levels.get(rubric.passing_level()) {
            description["requiredLevel"] = json!(fragment(id, &level_fragment(criterion, passing)));
        }
        description
    };
    rubric.criteria.iter().map(description).collect()
}

fn score_description(scale: &ScoreScale, id: &str) -> Value {
    let mut description = json!({
        "id": fragment(id, SCORE),
        "type": ["ResultDescription"],
        "name": "Score",
        "resultType": scale.result_type,
    });
    // OB 3.0, ResultDescription: both are strings.
    for (name, bound) in [("valueMin", scale.min), ("valueMax", scale.max)] {
        if let Some(bound) = bound {
            description[name] = json!(bound.to_string());
        }
    }
    description
}

pub(crate) fn fragment(id: &str, fragment: &str) -> String {
    format!("{id}#{fragment}")
}

/// A level's fragment: `analyze-demonstrated`.
pub(crate) fn level_fragment(criterion: &RubricPart, level: &RubricPart) -> String {
    format!("{}-{}", fragment_of(&criterion.name), fragment_of(&level.name))
}

/// A name as a fragment: ASCII letters and digits in lower case, everything between them one hyphen.
pub(crate) fn fragment_of(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut fragment = String::with_capacity(name.len());
    for word in words {
        if !fragment.is_empty() {
            fragment.push('-');
        }
        fragment.push_str(word);
    }
    fragment.make_ascii_lowercase();
    fragment
}

/// All fragments of a class with this rubric, in the order of the document.
pub(crate) fn fragments(rubric: Option<&Rubric>) -> Vec<String> {
    let of_rubric = rubric.into_iter().flat_map(|rubric| {
        rubric.criteria.iter().flat_map(|criterion| {
            let levels = rubric.levels.iter().map(|level| level_fragment(criterion, level));
            std::iter::once(fragment_of(&criterion.name)).chain(levels)
        })
    });
    [SCORE, HOURS, CRITERIA].map(str::to_owned).into_iter().chain(of_rubric).collect()
}

#[cfg(test)]
mod tests;
