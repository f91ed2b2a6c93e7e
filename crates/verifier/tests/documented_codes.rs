//! `docs/codes.md` says what every code of a report means. It is made here; run the tests with `UPDATE_DOCS=1` to
//! write it anew.

#![expect(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use badgewright_credential::Severity;
use badgewright_credential::lint::{self, Kind, Rule};
use badgewright_verifier::{CheckName, Code};

const HEAD: &str = "# Codes of a report

<!-- Made by crates/verifier/tests/documented_codes.rs: run `UPDATE_DOCS=1 cargo test -p badgewright-verifier` to write it anew. -->

A report has ten checks, always in this order. Each has an `outcome`: `pass`, `skip` (there was nothing to check), `warn`
(odd, and no harm), `unknown` (it could not be decided) or `fail`. One `fail` makes the verdict `invalid`, else one
`unknown` makes it `unknown`, else it is `valid`. The codes below say why; they do not change. Where a standard defines
the error, the check carries its URL as `standard` beside the code.
";

const FORM: &str = "
The check `schema` names what is wrong with the form more closely. The first seven leave it unclear what was achieved, by
whom or for whom, and are a `fail`; so is `schema.wrong_class` where it leaves that open; the others are a `warn`. With `strict=true` they are a `fail` too, but for those that
1EdTech's validator calls a warning (`schema.single_value`, `schema.vc_1_1`) or does not look at (`schema.link`,
`schema.result_…`).

| code | meaning |
|---|---|
";

const RULES: &str = "
## Rules before signing

What is issued here passes these rules before a key is touched. A document that breaks one is not signed.

| rule | for | where it comes from |
|---|---|---|
";

/// The codes of form, which `credential` gives to deviations.
const DEVIATIONS: [(&str, &str); 20] = [
    ("schema.no_credential", "It is no JSON object."),
    ("schema.not_a_badge", "It does not call itself an Open Badge."),
    ("schema.no_issuer", "It does not say who issued it."),
    ("schema.no_subject", "It does not say whom it is about."),
    ("schema.no_achievement", "It does not say what was achieved."),
    ("schema.achievement_name", "What was achieved has no name."),
    ("schema.achievement_criteria", "What was achieved has neither criteria nor a description."),
    ("schema.wrong_class", "A part calls itself something that does not belong in its place."),
    ("schema.missing", "Something that the standard requires is missing."),
    ("schema.unexpected_member", "Something does not belong in its place."),
    ("schema.wrong_kind", "A value is of another kind, such as a number where text is wanted."),
    ("schema.not_listed", "A value is not one of those that the standard lists."),
    ("schema.bad_format", "A date, an address or an identifier is not written as the standard wants it."),
    ("schema.other", "The form differs in another way, which the detail tells."),
    ("schema.single_value", "One value stands alone where the standard wants a list."),
    ("schema.vc_1_1", "The badge follows the older version 1.1 of the W3C data model."),
    ("schema.link", "A link leads to something that is no web page."),
    ("schema.result_reference", "A result refers to a description that the achievement does not have."),
    ("schema.result_level", "A result names a level that its description does not have."),
    ("schema.result_empty", "A result says nothing."),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    for check in CheckName::ALL {
        writeln!(page, "\n## {}\n\n| code | meaning | standard |\n|---|---|---|", check.as_str()).unwrap();
        let of_check = |code: &&Code| code.name().split('.').next() == Some(check.as_str());
        for code in Code::ALL.iter().filter(of_check) {
            let standard = code.standard().map(|url| format!("<{url}>")).unwrap_or_default();
            writeln!(page, "| `{}` | {} | {standard} |", code.name(), code.meaning()).unwrap();
        }
        if check == CheckName::Schema {
            page += FORM;
            DEVIATIONS.iter().for_each(|(code, meaning)| writeln!(page, "| `{code}` | {meaning} |").unwrap());
        }
    }
    page += RULES;
    lint::rules().for_each(|rule| page += &row(rule));
    page
}

fn row(rule: &Rule) -> String {
    let kinds: Vec<&str> = rule
        .kinds
        .iter()
        .map(|kind| match kind {
            Kind::Badge => "badges",
            Kind::Endorsement => "endorsements",
            Kind::StatusList => "status lists",
            Kind::Other => "other credentials",
        })
        .collect();
    let grade = if rule.severity == Severity::Warning { " (warns only)" } else { "" };
    format!("| {}{grade} | {} | [{}]({}) |\n", rule.name, kinds.join(", "), rule.section, rule.standard)
}

#[test]
fn the_page_of_codes_is_what_the_code_says() {
    let file = root().join("docs/codes.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, page()).unwrap();
    }
    assert!(
        std::fs::read_to_string(&file).unwrap() == page(),
        "docs/codes.md is not what the code says: UPDATE_DOCS=1 cargo test -p badgewright-verifier writes it anew"
    );
}

/// The files that give codes to deviations of form in badges that others have signed.
fn files_with_codes() -> Vec<PathBuf> {
    let source = root().join("crates/credential/src");
    let mut files = vec![source.join("form.rs")];
    for folder in ["form", "lint"] {
        for entry in std::fs::read_dir(source.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_source =
                path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs");
            let warns_readers = || std::fs::read_to_string(&path).unwrap().contains("reading: true");
            if is_source && (folder == "form" || warns_readers()) {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn every_code_of_form_has_its_sentence() {
    let mut found = BTreeSet::new();
    for file in files_with_codes() {
        let text = std::fs::read_to_string(file).unwrap();
        let without_tests = text.split("#[cfg(test)]").next().unwrap();
        found.extend(
            without_tests
                .split('"')
                .filter(|word| word.starts_with("schema.") && !word.contains(' '))
                .map(str::to_owned),
        );
    }
    let told: BTreeSet<String> = DEVIATIONS.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert_eq!(found, told);
}
