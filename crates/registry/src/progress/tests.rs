//! Rules judged from a person's badges and attestations.

use badgewright_credential::Timestamp;
use serde_json::{Value, json};

use super::{Facts, HeldBadge, Progress, Standing};
use crate::{Attestation, Registry, Rule};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn held(badges: &[(&str, &str)]) -> Vec<HeldBadge> {
    let one = |(slug, day): &(&str, &str)| HeldBadge {
        slug: slug.parse().unwrap(),
        completed_at: at(&format!("{day}T12:00:00Z")),
    };
    badges.iter().map(one).collect()
}

fn attested(attestations: &[(&str, Value)]) -> Vec<Attestation> {
    let one = |(key, value): &(&str, Value)| Attestation {
        key: (*key).to_owned(),
        value: value.clone(),
        attested_by: "the district".to_owned(),
        attested_at: at("2026-09-01T00:00:00Z"),
    };
    attestations.iter().map(one).collect()
}

fn rule(registry: &Registry, slug: &str, key: &str) -> Rule {
    let class = registry.get(&slug.parse().unwrap()).unwrap();
    let mut rules = class.stack.iter().chain(&class.counts_for);
    rules.find(|rule| rule.key == key).unwrap().clone()
}

/// Progress on 1 November 2026.
fn progress((slug, key): (&str, &str), badges: &[(&str, &str)], attestations: &[(&str, Value)]) -> Progress {
    let registry = Registry::built_in();
    let (held, attestations) = (held(badges), attested(attestations));
    let facts = Facts { held: &held, attestations: &attestations, as_of: at("2026-11-01T00:00:00Z") };
    registry.progress(&rule(&registry, slug, key), &facts)
}

fn standings(progress: &Progress) -> Vec<Standing> {
    progress.requirements.iter().map(|requirement| requirement.standing).collect()
}

use Standing::{Met, Unknown, Unmet};

const AAP: (&str, &str) = ("academic-rigor", "standard-license");
const LEAD: (&str, &str) = ("lead-teacher", "lead-designation");
const RIGOR: (&str, &str) = ("academic-rigor", "2026-05-01");

#[test]
fn the_standard_license_needs_badge_and_all_four_attestations() {
    let all = [
        ("provisionalLicense", json!(true)),
        ("scoreWithinTwoSem", json!(true)),
        ("threeYearsContentExperience", json!(true)),
        ("successfulTessEvaluations", json!(true)),
    ];
    assert_eq!(progress(AAP, &[RIGOR], &all).standing, Met);
    assert_eq!(progress(AAP, &[], &all).standing, Unmet);
}

#[test]
fn what_nobody_attested_is_unknown_and_what_was_denied_is_unmet() {
    let some = progress(AAP, &[RIGOR], &[("provisionalLicense", json!(true))]);
    assert_eq!((some.standing, standings(&some)), (Unknown, vec![Met, Met, Unknown, Unknown, Unknown]));
    let denied = progress(AAP, &[RIGOR], &[("provisionalLicense", json!(false))]);
    assert_eq!((denied.standing, standings(&denied)[1]), (Unmet, Unmet));
}

#[test]
fn the_latest_attestation_counts_and_a_contradiction_leaves_it_unknown() {
    let registry = Registry::built_in();
    let rule = rule(&registry, AAP.0, AAP.1);
    let say = |value: bool, when: &str| Attestation {
        attested_at: at(when),
        ..attested(&[("provisionalLicense", json!(value))]).remove(0)
    };
    let (early, late) = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
    let standing = |attestations: &[Attestation]| {
        let facts = Facts { held: &[], attestations, as_of: at("2026-11-01T00:00:00Z") };
        registry.progress(&rule, &facts).requirements[1].standing
    };
    assert_eq!(standing(&[say(true, late), say(false, early)]), Met);
    assert_eq!(standing(&[say(true, early), say(false, late)]), Unmet);
    assert_eq!(standing(&[say(true, late), say(false, late)]), Unknown);
}

#[test]
fn a_choice_slot_is_filled_by_either_alternative() {
    let others = [("collaborative-learning", "2025-01-01"), ("formative-assessment-ela", "2025-01-01")];
    let with_rigor = [&others[..], &[RIGOR]].concat();
    let stack = ("lead-teacher", "stack");
    assert_eq!(progress(stack, &with_rigor, &[]).standing, Met);
    let elsewhere = |held| [("structuringTheClassroom", json!(held))];
    assert_eq!(progress(stack, &others, &elsewhere(true)).standing, Met);
    assert_eq!(progress(stack, &others, &elsewhere(false)).standing, Unmet);
    // A micro-credential of another provider may be held without our knowing.
    assert_eq!(progress(stack, &others, &[]).standing, Unknown);
    assert_eq!(progress(stack, &others[..1], &[]).standing, Unmet);
}

#[test]
fn a_stack_of_some_counts_each_badge_once() {
    let stack = ("district-stack", "stack");
    let twice = [RIGOR, RIGOR, ("effective-practices", "2026-01-01")];
    let two = progress(stack, &twice, &[]);
    assert_eq!(two.standing, Unmet);
    assert_eq!(two.requirements[0].because, "2 of 3 held: academic-rigor, effective-practices");
    let three = [&twice[..], &[("positive-relationships", "2020-01-01")]].concat();
    assert_eq!(progress(stack, &three, &[]).standing, Met);
}

#[test]
fn a_pathway_of_core_and_choice_needs_both() {
    let core = [RIGOR, ("effective-practices", "2026-01-01")];
    let choice = [("formative-assessment-math", "2026-01-01"), ("positive-relationships", "2026-01-01")];
    let stack = ("master-teacher", "stack");
    assert_eq!(standings(&progress(stack, &core, &[])), [Met, Unmet]);
    assert_eq!(progress(stack, &[core, choice].concat(), &[]).standing, Met);
}

#[test]
fn the_designation_needs_a_good_rating_not_older_than_four_years() {
    let judged = |rating: &str, day: &str| {
        let said = [("tessRating", json!(rating)), ("tessRatingDate", json!(day))];
        let progress = progress(LEAD, &[("lead-teacher", "2026-06-01")], &said);
        (progress.requirements[3].standing, progress.requirements[4].standing)
    };
    assert_eq!(judged("Highly Effective", "2022-11-01"), (Met, Met));
    assert_eq!(judged("effective", "2022-10-31"), (Met, Unmet));
    assert_eq!(judged("progressing", "2026-11-02"), (Unmet, Unknown));
    assert_eq!(judged("effective", "last year"), (Met, Unknown));
}

#[test]
fn the_hours_of_a_year_are_those_completed_in_it() {
    let hours = |badges: &[(&str, &str)]| {
        let rule = ("positive-relationships", "pedagogy-training");
        let said = [("provisionalTeachingLicense", json!(true))];
        let found = progress(rule, badges, &said);
        let last = found.requirements.last().unwrap();
        (last.standing, last.because.clone())
    };
    let own = |day| ("positive-relationships", day);
    assert_eq!(hours(&[own("2026-01-01")]), (Met, "12 of 12 hours since 2026-01-01".to_owned()));
    assert_eq!(hours(&[own("2025-12-31")]), (Unmet, "0 of 12 hours since 2026-01-01".to_owned()));
    // Twice the same class gives its hours once, another class adds its own, a class of another family none.
    let many = [own("2026-02-01"), own("2026-03-01"), ("effective-practices", "2026-02-01"), RIGOR];
    assert_eq!(hours(&many).1, "24 of 12 hours since 2026-01-01");
    assert_eq!(hours(&[own("2026-12-01")]).0, Unmet);
}

#[test]
fn progress_is_json_for_the_api() {
    let json = serde_json::to_value(progress(("district-stack", "stack"), &[RIGOR], &[])).unwrap();
    assert_eq!(
        json,
        json!({"rule": "stack", "standing": "unmet", "requirements": [{
            "key": "any-three",
            "says": "Holds any three of the six micro-credentials.",
            "standing": "unmet",
            "because": "1 of 3 held: academic-rigor",
        }]})
    );
}
