//! Small badges, each with one thing wrong.

use serde_json::{Value, json};

use super::*;

fn badge() -> Value {
    json!({
        "@context": [context::CREDENTIALS_V2, context::OPEN_BADGES],
        "id": "https://badges.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:badges.example", "type": ["Profile"], "name": "Department"},
        "validFrom": "2026-11-01T15:04:05Z",
        "credentialSubject": {
            "id": "urn:uuid:0f0a2f4e-5f54-4c0e-8d6b-7a0d7d1a9b52",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://badges.example/achievements/rigor",
                "type": ["Achievement"],
                "name": "Rigor",
                "description": "Upholds rigor.",
                "criteria": {"narrative": "Submit a portfolio."}
            }
        }
    })
}

/// The badge with `value` at `pointer`, whose parent is there.
fn with(pointer: &str, value: Value) -> Value {
    let mut badge = badge();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    badge.pointer_mut(parent).unwrap()[name] = value;
    badge
}

fn without(pointer: &str) -> Value {
    let mut badge = badge();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    badge.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    badge
}

/// Each deviation as `pointer code`, with what a report makes of it.
fn told(badge: &Value, strict: bool) -> Vec<(String, FormOutcome)> {
    deviations(badge)
        .into_iter()
        .filter_map(|found| Some((format!("{} {}", found.pointer, found.code), found.outcome(strict)?)))
        .collect()
}

fn only(badge: &Value, expected: &str, plain: FormOutcome, strict: FormOutcome) {
    assert_eq!(told(badge, false), [(expected.to_owned(), plain)]);
    assert_eq!(told(badge, true), [(expected.to_owned(), strict)]);
}

#[test]
fn a_badge_in_good_form_has_no_deviation() {
    assert_eq!(deviations(&badge()), []);
}

#[test]
fn an_endorsement_is_named_as_what_it_is() {
    let found = deviations(&with("/type", json!(["VerifiableCredential", "EndorsementCredential"])));
    assert_eq!((found[0].code, found[0].pointer.as_str()), ("schema.not_a_badge", "/type"));
    assert!(found[0].detail.starts_with("This is an endorsement"), "{}", found[0].detail);
}

#[test]
fn a_badge_is_refused_where_it_is_unclear_what_was_achieved_by_whom_or_for_whom() {
    use FormOutcome::Fail;
    const ACHIEVEMENT: &str = "/credentialSubject/achievement";
    only(&with("/type", json!(["VerifiableCredential"])), "/type schema.not_a_badge", Fail, Fail);
    only(&without("/issuer"), "/issuer schema.no_issuer", Fail, Fail);
    only(&without("/issuer/id"), "/issuer/id schema.no_issuer", Fail, Fail);
    only(&with("/issuer", json!("")), "/issuer schema.no_issuer", Fail, Fail);
    only(&without("/credentialSubject"), "/credentialSubject schema.no_subject", Fail, Fail);
    only(&with("/credentialSubject", json!([])), "/credentialSubject schema.no_subject", Fail, Fail);
    only(&without(ACHIEVEMENT), "/credentialSubject/achievement schema.no_achievement", Fail, Fail);
    let name = format!("{ACHIEVEMENT}/name");
    only(&without(&name), &format!("{name} schema.achievement_name"), Fail, Fail);
    assert_eq!(deviations(&json!("x"))[0].code, "schema.no_credential");
}

#[test]
fn an_achievement_needs_criteria_or_a_description() {
    use FormOutcome::{Fail, Warn};
    const AT: &str = "/credentialSubject/achievement";
    only(&without(&format!("{AT}/criteria")), &format!("{AT}/criteria schema.missing"), Warn, Fail);
    only(&without(&format!("{AT}/description")), &format!("{AT}/description schema.missing"), Warn, Fail);
    let mut neither = without(&format!("{AT}/description"));
    neither["credentialSubject"]["achievement"]["criteria"] = json!({"type": "Criteria"});
    assert_eq!(told(&neither, false)[0], (format!("{AT}/criteria schema.achievement_criteria"), Fail));
}

#[test]
fn what_calls_itself_by_another_class_is_refused() {
    use FormOutcome::Fail;
    let cases = [
        ("/issuer/type", json!(["InvalidProfile"])),
        ("/credentialSubject/type", json!("InvalidSubject")),
        ("/credentialSubject/achievement/type", json!(["Thing"])),
    ];
    for (pointer, value) in cases {
        let found = told(&with(pointer, value), false);
        assert_eq!(found[0], (format!("{pointer} schema.wrong_class"), Fail));
    }
    let evidence = with("/evidence", json!([{"type": ["Evidence"]}, {"type": "InvalidEvidence"}]));
    assert_eq!(told(&evidence, false)[0], ("/evidence/1/type schema.wrong_class".to_owned(), Fail));
}

#[test]
fn a_single_value_stays_a_warning_even_to_the_strict() {
    use FormOutcome::Warn;
    let proof = with("/proof", json!({"type": "DataIntegrityProof"}));
    only(&proof, "/proof schema.single_value", Warn, Warn);
    only(&with("/issuer/type", json!("Profile")), "/issuer/type schema.single_value", Warn, Warn);
}

#[test]
fn what_is_wrong_inside_a_single_value_is_told_where_it_is() {
    use FormOutcome::{Fail, Warn};
    let alignment = json!({"type": "Alignment", "targetName": "2a"});
    let found = told(&with("/credentialSubject/achievement/alignment", alignment), true);
    let at = "/credentialSubject/achievement/alignment";
    let expected = [
        (format!("{at} schema.single_value"), Warn),
        (format!("{at}/type schema.single_value"), Warn),
        (format!("{at}/targetUrl schema.missing"), Fail),
    ];
    assert_eq!(found, expected);
}

#[test]
fn other_deviations_warn_and_fail_only_the_strict() {
    use FormOutcome::{Fail, Warn};
    const AT: &str = "/credentialSubject/achievement";
    let image = with(&format!("{AT}/image"), json!("https://badges.example/rigor.png"));
    only(&image, &format!("{AT}/image schema.wrong_kind"), Warn, Fail);
    let kind = with(&format!("{AT}/achievementType"), json!("Microcredential"));
    only(&kind, &format!("{AT}/achievementType schema.not_listed"), Warn, Fail);
    only(
        &with("/credentialSubject/name", json!("Ada")),
        "/credentialSubject/name schema.unexpected_member",
        Warn,
        Fail,
    );
    only(&with("/issuer", json!("did:web:badges.example")), "/issuer schema.wrong_kind", Warn, Fail);
    only(&without("/validFrom"), "/validFrom schema.missing", Warn, Fail);
    only(&with("/awardedDate", json!("2026-11-01")), "/awardedDate schema.bad_format", Warn, Fail);
    let closed = json!({"id": "https://badges.example/i.png", "type": "Image", "alt": "x"});
    only(&with("/image", closed), "/image/alt schema.unexpected_member", Warn, Fail);
}

#[test]
fn common_forms_are_taken_without_a_word() {
    let forms = [
        without("/id"),
        without("/credentialSubject/id"),
        with("/credentialSubject/id", json!("mailto:ada@district.example")),
        with("/credentialSubject/achievement/criteria/type", json!("Criteria")),
        with("/validFrom", json!("2026-11-01T15:04:05.123456789Z")),
        with("/credentialSubject/achievement/achievementType", json!("ext:MicroCredentialStack")),
        with("/type", json!(["VerifiableCredential", "AchievementCredential"])),
    ];
    for badge in forms {
        assert_eq!(told(&badge, false), [], "{badge}");
    }
}

#[test]
fn a_missing_id_is_told_to_the_strict_only() {
    assert_eq!(told(&without("/id"), true), [("/id schema.missing".to_owned(), FormOutcome::Fail)]);
}

#[test]
fn badges_of_the_older_model_warn() {
    let mut badge = without("/validFrom");
    badge["@context"] =
        json!([context::CREDENTIALS_V1, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"]);
    badge["issuanceDate"] = json!("2022-11-27T00:00:00Z");
    only(&badge, "/@context/0 schema.vc_1_1", FormOutcome::Warn, FormOutcome::Warn);
}

#[test]
fn a_report_says_what_is_there_and_what_is_wanted() {
    let badge = with("/credentialSubject/achievement/image", json!("https://badges.example/rigor.png"));
    let found = deviations(&badge);
    assert_eq!(
        found[0].detail,
        "`image` is text; Open Badges wants an Image object with `id`, `type` and nothing else but `caption`."
    );
    assert_eq!(
        found[0].standard,
        Some("https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.image.class")
    );
    let missing = deviations(&without("/validFrom"));
    assert!(
        missing[0].detail.starts_with("`validFrom` is missing; Open Badges wants"),
        "{}",
        missing[0].detail
    );
}

#[test]
fn no_badge_is_answered_without_end() {
    let many: Vec<Value> = (0..20_000).map(|_| json!({"type": "Nothing"})).collect();
    assert_eq!(deviations(&with("/evidence", json!(many))).len(), MOST_DEVIATIONS);
}

#[test]
fn organisations_inside_each_other_are_read_in_linear_time() {
    let deepest = json!({"id": "did:web:a.example", "type": "Profile"});
    let nested = (0..100)
        .fold(deepest, |org, _| json!({"id": "did:web:a.example", "type": "Profile", "parentOrg": org}));
    let found = deviations(&with("/issuer/parentOrg", nested));
    assert_eq!(found.len(), MOST_DEVIATIONS);
    assert!(found.iter().all(|deviation| deviation.code == "schema.single_value"));
}

#[test]
fn rules_for_our_own_badges_warn_of_what_others_have_signed() {
    use FormOutcome::Warn;
    let evidence = with("/evidence", json!([{"id": "javascript:alert(1)", "type": ["Evidence"]}]));
    only(&evidence, "/evidence/0/id schema.link", Warn, Warn);
    let result =
        with("/credentialSubject/result", json!([{"type": ["Result"], "resultDescription": "urn:uuid:9"}]));
    only(&result, "/credentialSubject/result/0/resultDescription schema.result_reference", Warn, Warn);
}
