//! A badge-class file's content, member for member as the schema names them.

use badgewright_credential::BadgeSlug;
use serde::Deserialize;

use crate::badge_class::{Alignment, BadgeClass, Creator, Provenance, PublicFields, ScoreScale};
use crate::rule::Requirement;
use crate::{Hours, Rubric, Rule, framework};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClassFile {
    pub(crate) slug: BadgeSlug,
    pub(crate) name: String,
    family: String,
    pub(crate) achievement_type: String,
    human_code: String,
    in_language: String,
    version: String,
    description: String,
    audience: String,
    pub(crate) hours: Hours,
    tags: Vec<String>,
    pub(crate) alignments: Vec<AlignmentFile>,
    criteria: CriteriaFile,
    image: ImageFile,
    creator: Creator,
    #[serde(default)]
    pub(crate) public: PublicFields,
    #[serde(default)]
    pub(crate) score: Option<ScoreScale>,
    #[serde(default)]
    pub(crate) rubric: Option<Rubric>,
    #[serde(default)]
    pub(crate) stack: Option<StackFile>,
    pub(crate) counts_for: Vec<Rule>,
    pub(crate) provenance: Vec<Provenance>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlignmentFile {
    pub(crate) framework: String,
    pub(crate) code: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CriteriaFile {
    narrative: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ImageFile {
    caption: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StackFile {
    says: String,
    pub(crate) requirements: Vec<Requirement>,
}

impl AlignmentFile {
    /// The alignment with its target's name, or the sentence that says what does not exist.
    pub(crate) fn resolved(&self) -> Result<Alignment, DanglingAlignment> {
        let frameworks = framework::built_in();
        let Some(framework) = frameworks.iter().find(|framework| framework.slug == self.framework) else {
            return Err(DanglingAlignment::Framework);
        };
        let Some(component) = framework.component(&self.code) else {
            return Err(DanglingAlignment::Code(framework));
        };
        Ok(Alignment {
            framework: framework.slug.clone(),
            code: component.code.clone(),
            name: component.name.clone(),
            framework_name: framework.name.clone(),
            target_type: framework.target_type.clone(),
        })
    }
}

/// Which part of an alignment does not exist.
pub(crate) enum DanglingAlignment {
    Framework,
    Code(&'static framework::Framework),
}

impl From<ClassFile> for BadgeClass {
    /// Dangling alignments are left out: a file that has one is refused before.
    fn from(file: ClassFile) -> Self {
        let alignments = file.alignments.iter().filter_map(|alignment| alignment.resolved().ok()).collect();
        let stack = file.stack.map(|stack| Rule {
            key: "stack".to_owned(),
            says: stack.says,
            requirements: stack.requirements,
        });
        let mut counts_for = file.counts_for;
        for rule in &mut counts_for {
            rule.requirements.insert(0, Requirement::badge_itself(file.slug.clone(), &file.name));
        }
        Self {
            slug: file.slug,
            name: file.name,
            family: file.family,
            achievement_type: file.achievement_type,
            human_code: file.human_code,
            in_language: file.in_language,
            version: file.version,
            description: file.description,
            audience: file.audience,
            criteria_narrative: file.criteria.narrative.trim().to_owned(),
            image_caption: file.image.caption,
            creator: file.creator,
            tags: file.tags,
            hours: file.hours,
            alignments,
            rubric: file.rubric,
            score: file.score,
            public: file.public,
            stack,
            counts_for,
            provenance: file.provenance,
        }
    }
}
