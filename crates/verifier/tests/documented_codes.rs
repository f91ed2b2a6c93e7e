//! `docs/codes.md` says what every code of a report means. It is made here; run the tests with `UPDATE_DOCS=1` to
//! write it anew.

#![expect(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use badgewright_credential::Severity;
use badgewright_credential::lint::{self, Kind, Rule};
use badgewright_verifier::{CheckName, Code};

const HEAD: &str = "# Codes of a report

<!-- Made by crates/verifier/tests/documented_codes.rs: run `UPDATE_DOCS=1 cargo test -p badgewright-verifier` to write it anew. -->

A report has ten checks, always in this order. Each has an `outcome`: `pass`, `skip` (there was nothing to check), `warn`
(odd, and no harm), `unknown` (it could not be decided) or `fail`. One `fail` makes the verdict `invalid`, else one
`unknown` makes it `unknown`, else it is `valid`. The codes below say why; they do not change. What passes has none. Where a standard defines
the error, the check carries its URL as `standard` beside the code.
";

const FORM: &str = "
Those from `schema.no_credential` to `schema.achievement_criteria` leave it unclear what was achieved, by
whom or for whom, and are a `fail`; so is `schema.wrong_class` where it leaves that open; the others down to `schema.result_empty` are a `warn`. With `strict=true`
they are a `fail` too, but for those that 1EdTech's validator calls a warning (`schema.single_value`, `schema.vc_1_1`) or does not look at (`schema.link`,
`schema.result_…`). Those further down are told of credentials of any kind (`/vc-api`) and of what is not signed here.
";

const RULES: &str = "
## Rules before signing

What is issued here passes these rules before a key is touched. A document that breaks one is not signed.

| rule | for | where it comes from |
|---|---|---|
";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    for check in CheckName::ALL {
        writeln!(page, "\n## {}\n\n| code | meaning | standard |\n|---|---|---|", check.as_str()).unwrap();
        let of_check = |code: &&Code| code.check() == check.as_str();
        for code in Code::ALL.iter().filter(of_check) {
            let standard = code.standard().map(|url| format!("<{url}>")).unwrap_or_default();
            writeln!(page, "| `{}` | {} | {standard} |", code.name(), code.meaning()).unwrap();
        }
        if check == CheckName::Schema {
            page += FORM;
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

/// The sources of the crates that name codes, their tests aside.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push(text.split("#[cfg(test)]").next().unwrap().to_owned());
        }
    }
}

/// Whether a text has the form of a code: a check, a full stop, lower-case words.
fn is_a_code(text: &str) -> bool {
    let is_word = |rest: &str| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    text.split_once('.').is_some_and(|(check, rest)| {
        CheckName::ALL.iter().any(|known| known.as_str() == check) && is_word(rest)
    })
}

#[test]
fn every_code_that_can_appear_is_in_the_table_and_none_that_cannot() {
    let mut texts = Vec::new();
    for name in ["credential", "signing", "verifier"] {
        sources(&root().join("crates").join(name).join("src"), &mut texts);
    }
    let (tables, texts): (Vec<_>, Vec<_>) =
        texts.iter().partition(|text| text.contains("macro_rules! codes"));
    // The name of a context's file looks like one.
    let named: BTreeSet<&str> = texts
        .iter()
        .flat_map(|text| text.split('"'))
        .filter(|word| is_a_code(word) && *word != "context.json")
        .collect();
    let told: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(named.difference(&told).collect::<Vec<_>>(), Vec::<&&str>::new(), "not in the table");
    let constant = |code: &str| code.replace('.', "_").to_uppercase();
    let idle = told.iter().filter(|code| {
        let constant = format!("::{}", constant(code));
        let follows = |text: &&String| {
            text.match_indices(&constant).any(|(at, _)| {
                let next = text[at + constant.len()..].chars().next();
                !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
            })
        };
        !named.contains(**code) && !texts.iter().any(follows)
    });
    assert_eq!(idle.collect::<Vec<_>>(), Vec::<&&str>::new(), "never told");
    assert_eq!(tables.len(), 1);
}
