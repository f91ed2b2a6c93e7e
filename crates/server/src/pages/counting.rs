//! What a badge counts for, and what a stack needs, in sentences; what no source states is marked as assumed.

use badgewright_registry::{
    BadgeClass, Item, Needs, Provenance, ProvenanceStatus, Registry, Requirement, Rule,
};

use super::web_address::web_address;

/// A rule as a page shows it.
#[derive(Clone, Debug)]
pub(super) struct RuleShown {
    pub(super) says: String,
    pub(super) requirements: Vec<RequirementShown>,
    /// What is assumed about the rule as a whole.
    pub(super) assumed: Option<String>,
    /// Who states the rule.
    pub(super) source: Option<SourceShown>,
}

/// A requirement of a rule.
#[derive(Clone, Debug)]
pub(super) struct RequirementShown {
    pub(super) says: String,
    /// The ways to meet it, where it is met by holding something.
    pub(super) ways: Vec<WayShown>,
    pub(super) is_assumed: bool,
}

/// A group of alternatives, or of things that are all needed.
#[derive(Clone, Debug)]
pub(super) struct WayShown {
    /// How many of them: `All of`, `Any three of`, or a slot's name.
    pub(super) heading: String,
    pub(super) items: Vec<ItemShown>,
}

/// Something that can be held.
#[derive(Clone, Debug)]
pub(super) struct ItemShown {
    pub(super) name: String,
    /// The page of the badge class; none for a micro-credential that is no badge here.
    pub(super) link: Option<String>,
}

/// Who states a fact.
#[derive(Clone, Debug)]
pub(super) struct SourceShown {
    pub(super) says: String,
    pub(super) link: Option<String>,
}

/// What holding the badge counts for. That the badge itself is held is left out: it goes without saying.
pub(super) fn counts_for(class: &BadgeClass, registry: &Registry) -> Vec<RuleShown> {
    let shown = |(index, rule): (usize, &Rule)| {
        let pointer = format!("/counts_for/{index}");
        let requirements = rule.requirements.iter().skip(1).enumerate();
        let requirements = requirements
            .map(|(nth, it)| requirement(class, registry, it, &format!("{pointer}/requirements/{nth}")))
            .collect();
        rule_shown(class, rule, requirements, &pointer)
    };
    class.counts_for.iter().enumerate().map(shown).collect()
}

/// What a stack needs; `None` for a class that is none.
pub(super) fn stack(class: &BadgeClass, registry: &Registry) -> Option<RuleShown> {
    let rule = class.stack.as_ref()?;
    let requirements = rule.requirements.iter().enumerate();
    let requirements = requirements
        .map(|(nth, it)| requirement(class, registry, it, &format!("/stack/requirements/{nth}")))
        .collect();
    Some(rule_shown(class, rule, requirements, "/stack"))
}

fn rule_shown(
    class: &BadgeClass,
    rule: &Rule,
    requirements: Vec<RequirementShown>,
    pointer: &str,
) -> RuleShown {
    let whole = class.provenance_of(pointer);
    let sentence = class.provenance_of(&format!("{pointer}/says"));
    RuleShown {
        says: rule.says.clone(),
        requirements,
        assumed: whole.filter(|it| it.status == ProvenanceStatus::Assumed).map(|it| it.says.clone()),
        source: sentence.filter(|it| it.status == ProvenanceStatus::Stated).map(source),
    }
}

/// A provenance entry as its source.
pub(super) fn source(provenance: &Provenance) -> SourceShown {
    SourceShown { says: provenance.says.clone(), link: provenance.url.as_deref().and_then(web_address) }
}

fn requirement(class: &BadgeClass, registry: &Registry, it: &Requirement, pointer: &str) -> RequirementShown {
    // Of a stack that is assumed as a whole, its rule says so once.
    let is_assumed =
        |at: &str| class.provenance_of(at).is_some_and(|it| it.status == ProvenanceStatus::Assumed);
    let whole = pointer.split("/requirements").next().unwrap_or_default();
    RequirementShown {
        says: it.says.clone(),
        ways: ways(&it.needs, registry),
        is_assumed: is_assumed(pointer) && !is_assumed(whole),
    }
}

fn ways(needs: &Needs, registry: &Registry) -> Vec<WayShown> {
    let way = |heading: String, items: &[Item]| WayShown {
        heading,
        items: items.iter().map(|it| item(it, registry)).collect(),
    };
    match needs {
        Needs::All(items) => vec![way("All of".to_owned(), items)],
        Needs::Any { at_least, of } => vec![way(format!("Any {} of", number(*at_least)), of)],
        Needs::Slots(slots) => {
            slots.iter().map(|slot| way(format!("{}: one of", slot.name), &slot.one_of)).collect()
        }
        Needs::Hours { of, .. } => {
            let items: Vec<Item> = of.iter().cloned().map(Item::Badge).collect();
            vec![way("The hours of these badges count".to_owned(), &items)]
        }
        // The requirement's own sentence says what is attested.
        _ => Vec::new(),
    }
}

fn item(item: &Item, registry: &Registry) -> ItemShown {
    match item {
        Item::Badge(slug) => {
            let name = registry.get(slug).map_or_else(|| slug.to_string(), |class| class.name.clone());
            ItemShown { name, link: Some(format!("/achievements/{slug}")) }
        }
        Item::Elsewhere { elsewhere, .. } => ItemShown { name: elsewhere.clone(), link: None },
        _ => ItemShown { name: "another credential".to_owned(), link: None },
    }
}

/// A small number in a word, as running text has it.
fn number(n: usize) -> String {
    let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(slug: &str) -> BadgeClass {
        Registry::built_in().get(&slug.parse().unwrap()).unwrap().clone()
    }

    #[test]
    fn a_licence_rule_is_told_with_its_source_and_with_what_is_assumed() {
        let rules = counts_for(&class("academic-rigor"), &Registry::built_in());
        let says: Vec<&str> = rules[0].requirements.iter().map(|it| it.says.as_str()).collect();
        assert_eq!(says.len(), 4, "{says:?}");
        assert!(
            says[0].starts_with("Held a provisional license"),
            "the badge itself goes without saying: {says:?}"
        );
        assert!(rules[0].assumed.as_deref().unwrap().contains("one micro-credential is enough"));
        assert!(rules[0].source.as_ref().unwrap().says.starts_with("DESE"));
    }

    #[test]
    fn a_stack_shows_its_slots_with_what_may_fill_them() {
        let stack = stack(&class("lead-teacher"), &Registry::built_in()).unwrap();
        let choice = &stack.requirements[0].ways[0];
        assert_eq!(choice.heading, "Choice: one of");
        assert_eq!(choice.items[0].link, None, "held elsewhere");
        assert_eq!(choice.items[1].link.as_deref(), Some("/achievements/academic-rigor"));
        assert!(stack.assumed.is_some() && !stack.requirements[0].is_assumed, "said once");
    }

    #[test]
    fn alternatives_say_how_many_are_needed() {
        let stack = stack(&class("district-stack"), &Registry::built_in()).unwrap();
        assert_eq!(stack.requirements[0].ways[0].heading, "Any three of");
        assert_eq!(stack.requirements[0].ways[0].items.len(), 6);
        assert!(super::stack(&class("academic-rigor"), &Registry::built_in()).is_none());
    }
}
