//! The nine classes, and classes beside each other.

use std::fs;

use badgewright_credential::BadgeSlug;

use super::{Registry, check_all};
use crate::embedded::{FILES, PICTURES};
use crate::{FolderError, Hours, ProvenanceStatus};

const MICRO: &str = include_str!("../../fixtures/micro-credential.toml");
const STACK: &str = include_str!("../../fixtures/stack.toml");

/// Slug and name of the nine, from the domain's table.
const NINE: [(&str, &str); 9] = [
    ("academic-rigor", "Recognizing and Upholding Academic Rigor"),
    ("formative-assessment-math", "Leveraging Formative Assessment During a Math Lesson"),
    ("formative-assessment-ela", "Leveraging Formative Assessment During an ELA Lesson"),
    ("positive-relationships", "Building Positive Relationships with Students"),
    ("collaborative-learning", "Implementing Collaborative Learning Structures"),
    ("effective-practices", "Leveraging Effective Instructional Practices"),
    ("lead-teacher", "Lead Teacher Professional Designation Pathway"),
    ("master-teacher", "Master Teacher Professional Designation Pathway"),
    ("district-stack", "District Salary-Schedule Stack"),
];

fn slug(text: &str) -> BadgeSlug {
    text.parse().unwrap()
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    check_all(files).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn the_nine_classes_are_there_in_the_domains_order() {
    let registry = Registry::built_in();
    let found: Vec<_> = registry.iter().map(|class| (class.slug.as_str(), class.name.as_str())).collect();
    assert_eq!(found, NINE);
    for (file, _) in FILES {
        assert!(registry.get(&slug(file.trim_end_matches(".toml"))).is_some(), "{file}");
    }
}

#[test]
fn the_six_micro_credentials_follow_the_blueprint_and_stacks_have_no_rubric() {
    for (index, class) in Registry::built_in().iter().enumerate() {
        let criteria: Option<Vec<&str>> =
            class.rubric.as_ref().map(|rubric| rubric.criteria.iter().map(|c| c.name.as_str()).collect());
        if index < 6 {
            assert_eq!(class.achievement_type, "MicroCredential");
            assert_eq!(criteria.unwrap(), ["Analyze", "Design", "Develop", "Implement", "Evaluate"]);
            let rubric = class.rubric.as_ref().unwrap();
            assert_eq!(rubric.passing, "Demonstrated");
            assert_eq!(rubric.levels.len(), 2);
            assert!(class.hours > Hours::ZERO && !class.is_stack());
        } else {
            assert!(class.is_stack() && criteria.is_none() && class.hours == Hours::ZERO, "{}", class.slug);
        }
    }
}

#[test]
fn each_class_is_complete_and_keeps_narrative_and_score_private() {
    for class in Registry::built_in().iter() {
        let texts = [&class.description, &class.audience, &class.criteria_narrative, &class.image_caption];
        assert!(texts.iter().all(|text| text.ends_with('.')), "{}", class.slug);
        assert!(!class.alignments.is_empty() && !class.tags.is_empty() && !class.counts_for.is_empty());
        assert!(!class.public.narrative && !class.public.score);
        for rule in &class.counts_for {
            assert_eq!(rule.requirements[0].key, "badge");
            assert!(rule.requirements.len() > 1, "{}", class.slug);
        }
    }
}

#[test]
fn what_the_domain_calls_assumed_is_marked_so() {
    for class in Registry::built_in().iter() {
        let status = |pointer: &str| class.provenance_of(pointer).map(|entry| entry.status);
        for fact in ["/hours", "/alignments/0/code"] {
            assert_eq!(status(fact), Some(ProvenanceStatus::Assumed), "{} {fact}", class.slug);
        }
        if class.is_stack() {
            assert_eq!(status("/stack/says"), Some(ProvenanceStatus::Assumed), "{}", class.slug);
        } else {
            assert_eq!(status("/name"), Some(ProvenanceStatus::Stated), "{}", class.slug);
        }
        assert_eq!(status("/counts_for/0/says"), Some(ProvenanceStatus::Stated), "{}", class.slug);
    }
}

#[test]
fn the_longest_pointer_decides_where_a_fact_comes_from() {
    let registry = Registry::built_in();
    let lead = registry.get(&slug("lead-teacher")).unwrap();
    let status = |pointer: &str| lead.provenance_of(pointer).map(|entry| entry.status);
    assert_eq!(status("/stack/requirements/0/slots/0/one_of/1"), Some(ProvenanceStatus::Stated));
    assert_eq!(status("/stack/requirements/0/slots/1"), Some(ProvenanceStatus::Assumed));
    assert_eq!(status("/stacks"), None);
}

#[test]
fn a_misspelled_slug_finds_the_nearest() {
    let registry = Registry::built_in();
    assert_eq!(registry.nearest("academic-rigour"), Some(&slug("academic-rigor")));
    assert_eq!(registry.nearest("basket-weaving"), None);
}

#[test]
fn frameworks_and_attestations_are_found() {
    let registry = Registry::built_in();
    assert!(registry.framework("tess").is_some() && registry.framework("intasc").is_some());
    assert!(registry.framework("danielson").is_none());
    assert!(registry.attestation("standardLicense").is_some());
}

#[test]
fn every_built_in_file_passes_the_check_again_as_an_edited_one() {
    let read = check_all(&FILES).unwrap();
    assert_eq!(read.len(), 9);
}

#[test]
fn a_badge_that_no_class_has_is_refused_with_the_nearest() {
    let spoiled = STACK.replace("all = [\"effective-practices\"]", "all = [\"effective-practise\"]");
    let fault = "x.toml:47: /stack/requirements/1/all/0: no badge class is named `effective-practise`, did you mean `effective-practices`?";
    assert_eq!(faults(&[("x.toml", &spoiled)]), [fault]);
    let hours = "[[counts_for.requirements]]\nkey = \"hours\"\nsays = \"Hours.\"\nhours = { at_least = 2, of = [\"knot\"], year_starts = \"01-01\" }\n";
    let spoiled = MICRO.replace("[[provenance]]", &format!("{hours}\n[[provenance]]"));
    let fault = "x.toml:70: /counts_for/0/requirements/3/hours/of/0: no badge class is named `knot`";
    assert_eq!(faults(&[("x.toml", &spoiled)]), [fault]);
}

#[test]
fn files_may_name_each_others_badges() {
    let stack = STACK.replace("all = [\"effective-practices\"]", "all = [\"knot-tying\"]");
    assert_eq!(check_all(&[("stack.toml", &stack), ("micro.toml", MICRO)]).unwrap().len(), 2);
}

#[test]
fn a_slug_used_twice_is_refused() {
    let fault = "b.toml:2: /slug: `knot-tying` is already the slug of a.toml";
    assert_eq!(faults(&[("a.toml", MICRO), ("b.toml", MICRO)]), [fault]);
}

#[test]
fn stacks_that_need_each_other_are_refused() {
    let needs = |slug: &str, other: &str| {
        STACK
            .replace("\"rigging-stack\"", &format!("\"{slug}\""))
            .replace("\"effective-practices\"", &format!("\"{other}\""))
    };
    let (a, b, c) = (needs("a", "b"), needs("b", "c"), needs("c", "a"));
    let fault = |slug: &str, other: &str| {
        format!(
            "{slug}.toml:47: /stack/requirements/1/all/0: `{other}` needs `{slug}` in turn, so nobody could earn either"
        )
    };
    assert_eq!(
        faults(&[("a.toml", &a), ("b.toml", &b), ("c.toml", &c)]),
        [fault("a", "b"), fault("b", "c"), fault("c", "a")]
    );
}

#[test]
fn a_folder_adds_classes_after_the_nine() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("b-knots.toml"), MICRO).unwrap();
    fs::write(folder.path().join("a-stack.toml"), STACK).unwrap();
    fs::write(folder.path().join("README.md"), "no class").unwrap();
    fs::create_dir(folder.path().join("images")).unwrap();
    for slug in ["rigging-stack", "knot-tying"] {
        fs::write(folder.path().join(format!("images/{slug}.svg")), PICTURES[0]).unwrap();
    }
    let registry = Registry::with_folder(folder.path()).unwrap();
    assert_eq!(registry.picture(&slug("knot-tying")), Some(PICTURES[0]));
    let last: Vec<&str> = registry.iter().skip(9).map(|class| class.slug.as_str()).collect();
    assert_eq!(last, ["rigging-stack", "knot-tying"]);
}

#[test]
fn a_folder_with_a_built_in_slug_or_a_wrong_file_is_refused_with_all_faults() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rigor.toml"), FILES[0].1).unwrap();
    let refused = Registry::with_folder(folder.path()).unwrap_err().to_string();
    assert!(
        refused.contains("rigor.toml:2: /slug: `academic-rigor` is already the slug of academic-rigor.toml"),
        "{refused}"
    );
    fs::write(folder.path().join("a.toml"), "name = 5\n").unwrap();
    fs::write(folder.path().join("b.toml"), "name = \n").unwrap();
    let refused = Registry::with_folder(folder.path()).unwrap_err().to_string();
    assert!(refused.contains("a.toml:1: /name: ") && refused.contains("b.toml:1: no TOML: "), "{refused}");
}

#[test]
fn a_picture_that_is_missing_or_cannot_be_drawn_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("knots.toml"), MICRO).unwrap();
    let refused = Registry::with_folder(folder.path()).unwrap_err().to_string();
    assert!(refused.contains("knots.toml:21: /image: ") && refused.contains("knot-tying.svg"), "{refused}");
    fs::create_dir(folder.path().join("images")).unwrap();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\n<text>Knot</text>\n</svg>";
    fs::write(folder.path().join("images/knot-tying.svg"), svg).unwrap();
    let refused = Registry::with_folder(folder.path()).unwrap_err().to_string();
    assert!(refused.contains("knot-tying.svg:2: "), "{refused}");
}

#[test]
fn each_of_the_nine_has_a_picture_of_its_own_with_its_name() {
    let registry = Registry::built_in();
    for class in registry.iter() {
        let svg = registry.picture(&class.slug).unwrap();
        assert!(svg.contains(&format!(">{}</title>", class.name)), "{}", class.slug);
        assert!(svg.contains(&class.image_caption), "{}", class.slug);
    }
    assert_eq!(registry.picture(&slug("basket-weaving")), None);
}

#[test]
fn a_folder_that_is_not_there_is_told_so() {
    let missing = Registry::with_folder("/nonexistent/badges".as_ref()).unwrap_err();
    assert!(
        matches!(&missing, FolderError::Unreadable { path, .. } if path.ends_with("badges")),
        "{missing}"
    );
}
