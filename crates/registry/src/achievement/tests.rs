//! Achievements and results as Open Badges wants them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{BadgeClass, Registry, RubricJudgement, check};

const BASE: &str = "https://badges.example";
/// Terms of VC 2.0 and of the oldest Open Badges 3.0.3 context that an achievement or a result may have. Copied from
/// the contexts; `id` and `type` are theirs, too.
const TERMS: [&str; 28] = [
    "id",
    "type",
    "name",
    "description",
    "narrative",
    "caption",
    "achievementType",
    "alignment",
    "creator",
    "criteria",
    "humanCode",
    "image",
    "inLanguage",
    "resultDescription",
    "tag",
    "version",
    "targetCode",
    "targetFramework",
    "targetName",
    "targetType",
    "targetUrl",
    "requiredLevel",
    "resultType",
    "rubricCriterionLevel",
    "valueMax",
    "valueMin",
    "achievedLevel",
    "value",
];

fn knots() -> BadgeClass {
    check("micro-credential.toml", include_str!("../../fixtures/micro-credential.toml")).unwrap()
}

fn results(class: &BadgeClass, score: Option<&str>, entries: &[(&str, &str)]) -> Vec<Value> {
    let RubricJudgement::Passed(passed) = class.judge_rubric(entries) else { panic!("not passed") };
    let results = class.results(BASE).unwrap().shown(class, score, &passed);
    results.iter().map(|result| serde_json::to_value(&**result).unwrap()).collect()
}

fn visit(value: &Value, look: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| {
            look(key, value);
            visit(value, look);
        }),
        Value::Array(elements) => elements.iter().for_each(|element| visit(element, look)),
        _ => {}
    }
}

#[test]
fn the_achievement_of_academic_rigor_is_this() {
    let registry = Registry::built_in();
    let class = registry.get(&"academic-rigor".parse().unwrap()).unwrap();
    insta::assert_json_snapshot!(class.achievement("https://badges.example/"));
}

#[test]
fn only_terms_of_the_pinned_contexts_are_used_and_every_id_once() {
    for class in Registry::built_in().iter().chain([&knots()]) {
        let achievement = class.achievement(BASE);
        let mut ids = BTreeSet::new();
        visit(&achievement, &mut |key, value| {
            assert!(TERMS.contains(&key), "{}: {key}", class.slug);
            if key == "id" {
                assert!(ids.insert(value.as_str().unwrap().to_owned()), "{}: {value} twice", class.slug);
            }
        });
    }
}

#[test]
fn lists_are_arrays_also_for_one_and_an_image_has_a_bare_type() {
    let lists = ["alignment", "resultDescription", "rubricCriterionLevel", "tag"];
    for class in Registry::built_in().iter() {
        let achievement = class.achievement(BASE);
        visit(&achievement, &mut |key, value| {
            assert!(!lists.contains(&key) || value.as_array().is_some_and(|list| !list.is_empty()), "{key}");
            assert!(key != "type" || value.is_array() || value == "Image", "{value}");
        });
        assert_eq!(achievement["image"]["type"], "Image");
        assert_eq!(achievement.get("resultDescription").is_none(), class.is_stack(), "{}", class.slug);
    }
}

#[test]
fn alignments_point_to_a_page_of_ours_for_each_component() {
    let registry = Registry::built_in();
    let class = registry.get(&"positive-relationships".parse().unwrap()).unwrap();
    assert_eq!(
        class.achievement(BASE)["alignment"][0],
        json!({
            "type": ["Alignment"],
            "targetCode": "2a",
            "targetName": "Creating an Environment of Respect and Rapport",
            "targetUrl": "https://badges.example/frameworks/tess/2a",
            "targetFramework": "Arkansas Teacher Excellence and Support System (TESS)",
            "targetType": "ext:TessComponent",
        })
    );
}

#[test]
fn a_score_scale_is_described_with_its_bounds_as_text() {
    let achievement = knots().achievement(BASE);
    let descriptions = achievement["resultDescription"].as_array().unwrap();
    assert_eq!(
        descriptions[2],
        json!({
            "id": "https://badges.example/achievements/knot-tying#score",
            "type": ["ResultDescription"],
            "name": "Score",
            "resultType": "RubricScore",
            "valueMin": "0",
            "valueMax": "4.5",
        })
    );
}

#[test]
fn results_point_to_descriptions_and_levels_of_the_same_achievement() {
    let class = knots();
    let mut ids = BTreeSet::new();
    visit(&class.achievement(BASE), &mut |key, value| {
        if key == "id" {
            ids.insert(value.clone().to_string());
        }
    });
    let results = results(&class, Some("3.5"), &[("Reef knot", "Holds in a storm"), ("Bowline", "Holds")]);
    assert_eq!(results.len(), 4);
    for result in results {
        assert!(ids.contains(&result["resultDescription"].to_string()), "{result}");
        assert!(result.get("achievedLevel").is_none_or(|level| ids.contains(&level.to_string())), "{result}");
        assert_eq!(result["type"], json!(["Result"]));
    }
}

#[test]
fn what_is_not_public_is_not_among_the_results() {
    let mut class = knots();
    let entries = [("Bowline", "Holds in a storm")];
    let ends = |class: &BadgeClass| -> Vec<String> {
        let results = results(class, Some("4"), &entries);
        results
            .iter()
            .map(|r| r["resultDescription"].as_str().unwrap().rsplit('#').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ends(&class), ["bowline", "score", "hours"]);
    // A level above passing is a score.
    class.public.score = false;
    assert_eq!(ends(&class), ["hours"]);
}

#[test]
fn a_passed_criterion_is_shown_where_there_is_no_level_above_passing() {
    let registry = Registry::built_in();
    let class = registry.get(&"academic-rigor".parse().unwrap()).unwrap();
    let id = class.id(BASE);
    assert_eq!(
        results(class, Some("3.5"), &[("Analyze", "Demonstrated")]),
        [
            json!({"type": ["Result"], "resultDescription": format!("{id}#analyze"), "achievedLevel": format!("{id}#analyze-demonstrated")}),
            json!({"type": ["Result"], "resultDescription": format!("{id}#hours"), "value": "12"}),
        ]
    );
}

#[test]
fn a_stack_has_no_results_and_takes_no_rubric() {
    let registry = Registry::built_in();
    let class = registry.get(&"district-stack".parse().unwrap()).unwrap();
    assert!(results(class, Some("1"), &[]).is_empty());
    let refused = class.judge_rubric(&[("Analyze", "Demonstrated")]);
    assert!(
        matches!(refused, RubricJudgement::Refused(refusals) if refusals[0].pointer == "/result/rubric/0/criterion")
    );
}
