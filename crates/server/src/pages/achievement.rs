//! The page of a badge class: everything that is known of it, and where each fact comes from.

use askama::Template;
use badgewright_registry::{
    Alignment, BadgeClass, Hours, Provenance, ProvenanceStatus, Registry, RubricPart,
};

use super::counting::{RuleShown, SourceShown, counts_for, source, stack};
use super::family::{Family, family};
use super::frame::Frame;
use super::markdown::{Block, blocks};
use super::web_address::web_address;

#[derive(Template)]
#[template(path = "achievement.html")]
pub(super) struct AchievementPage {
    frame: Frame,
    url: String,
    slug: String,
    name: String,
    human_code: String,
    version: String,
    language: String,
    is_stack: bool,
    family: Family,
    picture_in_words: String,
    description: String,
    audience: String,
    creator: SourceShown,
    hours: Option<String>,
    hours_assumed: Option<String>,
    criteria: Vec<Block>,
    criteria_assumed: Option<String>,
    rubric: Option<RubricShown>,
    stack: Option<RuleShown>,
    rules: Vec<RuleShown>,
    alignments: Vec<Alignment>,
    alignments_assumed: Option<String>,
    public: [(&'static str, bool); 3],
    tags: Vec<String>,
    provenance: Vec<ProvenanceShown>,
}

/// A rubric, whose parts have the ids that badges of the class refer to.
struct RubricShown {
    passing: String,
    levels: Vec<RubricPart>,
    criteria: Vec<CriterionShown>,
}

struct CriterionShown {
    id: String,
    name: String,
    says: String,
    levels: Vec<LevelShown>,
}

struct LevelShown {
    id: String,
    name: String,
    is_passing: bool,
}

/// Where some facts come from.
struct ProvenanceShown {
    facts: String,
    is_stated: bool,
    source: SourceShown,
}

impl AchievementPage {
    pub(super) fn of(frame: Frame, registry: &Registry, class: &BadgeClass) -> Self {
        let assumed = |pointer: &str| {
            let provenance = class.provenance_of(pointer).filter(|it| it.status == ProvenanceStatus::Assumed);
            provenance.map(|it| it.says.clone())
        };
        Self {
            url: class.id(&frame.base),
            slug: class.slug.to_string(),
            name: class.name.clone(),
            human_code: class.human_code.clone(),
            version: class.version.clone(),
            language: class.in_language.clone(),
            is_stack: class.is_stack(),
            family: family(&class.family),
            picture_in_words: class.image_caption.clone(),
            description: class.description.clone(),
            audience: class.audience.clone(),
            creator: SourceShown { says: class.creator.name.clone(), link: web_address(&class.creator.id) },
            hours: (class.hours > Hours::ZERO).then(|| class.hours.to_string()),
            hours_assumed: assumed("/hours"),
            criteria: blocks(&class.criteria_narrative),
            criteria_assumed: assumed("/criteria"),
            rubric: rubric(class),
            stack: stack(class, registry),
            rules: counts_for(class, registry),
            alignments: class.alignments.clone(),
            alignments_assumed: assumed("/alignments"),
            public: [
                ("links to evidence", class.public.evidence),
                ("narratives of evidence", class.public.narrative),
                ("the score", class.public.score),
            ],
            tags: class.tags.clone(),
            provenance: class.provenance.iter().map(provenance).collect(),
            frame,
        }
    }
}

fn rubric(class: &BadgeClass) -> Option<RubricShown> {
    let rubric = class.rubric.as_ref()?;
    let level = |criterion: &RubricPart, level: &RubricPart| LevelShown {
        id: format!("{}-{}", fragment_of(&criterion.name), fragment_of(&level.name)),
        name: level.name.clone(),
        is_passing: level.name == rubric.passing,
    };
    let criterion = |criterion: &RubricPart| CriterionShown {
        id: fragment_of(&criterion.name),
        name: criterion.name.clone(),
        says: criterion.says.clone(),
        levels: rubric.levels.iter().map(|it| level(criterion, it)).collect(),
    };
    Some(RubricShown {
        passing: rubric.passing.clone(),
        levels: rubric.levels.clone(),
        criteria: rubric.criteria.iter().map(criterion).collect(),
    })
}

/// The fragment by which [`BadgeClass::achievement`] refers to a part of the rubric; a test holds the two together.
fn fragment_of(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

fn provenance(entry: &Provenance) -> ProvenanceShown {
    let mut facts: Vec<String> = entry.covers.iter().map(|pointer| fact(pointer)).collect();
    facts.dedup();
    ProvenanceShown {
        facts: facts.join(", "),
        is_stated: entry.status == ProvenanceStatus::Stated,
        source: source(entry),
    }
}

/// The member of a class's file that a JSON Pointer names, in words.
fn fact(pointer: &str) -> String {
    let mut parts = pointer.split('/').skip(1);
    let (member, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let number = |text: Option<&str>| text.and_then(|it| it.parse::<usize>().ok()).map(|index| index + 1);
    match (member, second) {
        ("counts_for", Some(_)) => match number(second) {
            Some(nth) if third == Some("requirements") => format!("requirements of rule {nth}"),
            Some(nth) => format!("rule {nth}"),
            None => "rules".to_owned(),
        },
        ("counts_for", None) => "what it counts for".to_owned(),
        ("stack", Some(_)) => "parts of the stack".to_owned(),
        ("stack", None) => "what the stack needs".to_owned(),
        ("rubric", Some("criteria")) => "the rubric’s criteria".to_owned(),
        ("rubric", _) => "the rubric’s levels".to_owned(),
        ("audience", _) => "who earns it".to_owned(),
        ("creator", _) => "who defined it".to_owned(),
        ("image", _) => "picture".to_owned(),
        ("public", _) => "what badges show".to_owned(),
        ("achievement_type", _) => "kind".to_owned(),
        ("human_code", _) => "code".to_owned(),
        (other, _) => other.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use askama::Template as _;
    use serde_json::Value;

    use super::*;

    /// Every fragment that an achievement refers to in itself.
    fn fragments(value: &Value, id: &str, found: &mut Vec<String>) {
        match value {
            Value::String(text) => {
                found.extend(text.strip_prefix(id).and_then(|it| it.strip_prefix('#')).map(str::to_owned))
            }
            Value::Array(values) => values.iter().for_each(|value| fragments(value, id, found)),
            Value::Object(members) => members.values().for_each(|value| fragments(value, id, found)),
            _ => {}
        }
    }

    #[test]
    fn every_part_that_a_badge_refers_to_is_on_the_page_of_its_class() {
        let registry = Registry::built_in();
        for class in registry.iter() {
            let frame = Frame { base: "https://badges.example".into(), ..Frame::without_service() };
            let page = AchievementPage::of(frame, &registry, class).render().unwrap();
            let mut wanted = Vec::new();
            fragments(
                &class.achievement("https://badges.example"),
                &class.id("https://badges.example"),
                &mut wanted,
            );
            assert!(!wanted.is_empty());
            for fragment in wanted {
                assert_eq!(
                    page.matches(&format!("id=\"{fragment}\"")).count(),
                    1,
                    "{} #{fragment}",
                    class.slug
                );
            }
        }
    }

    #[test]
    fn facts_are_named_in_words() {
        assert_eq!(fact("/counts_for/0/requirements/1/says"), "requirements of rule 1");
        assert_eq!(fact("/rubric/criteria"), "the rubric’s criteria");
        assert_eq!(fact("/description"), "description");
        assert_eq!(fact(""), "");
    }
}
