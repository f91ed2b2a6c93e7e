//! The badge-class schema (`schemas/badge-class.schema.json`, JSON Schema 2020-12), and its verdicts as faults.

use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::Fault;
use crate::nearest::hint;
use crate::source::{Source, join};

/// The JSON Schema (2020-12) of a badge-class file, as it is served and used for validation.
pub const BADGE_CLASS_SCHEMA: &str = include_str!("../../../schemas/badge-class.schema.json");

/// How much of a wrong value a message shows.
const LONGEST_SHOWN: usize = 60;

#[expect(
    clippy::expect_used,
    reason = "the text is part of this crate; every test of a badge class reads it"
)]
static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(BADGE_CLASS_SCHEMA).expect("the schema is JSON"));

#[expect(
    clippy::expect_used,
    reason = "the schema is part of this crate; every test of a badge class compiles it"
)]
static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).expect("the schema is a schema"));

/// All that the schema finds wrong, in the order of the file.
pub(crate) fn faults(source: &Source) -> Vec<Fault> {
    let mut faults: Vec<Fault> =
        VALIDATOR.iter_errors(source.value()).flat_map(|error| as_faults(source, &error)).collect();
    faults.sort_by(|a, b| (a.line, &a.pointer).cmp(&(b.line, &b.pointer)));
    faults
}

fn as_faults(source: &Source, error: &ValidationError<'_>) -> Vec<Fault> {
    let pointer = error.instance_path().as_str();
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known = known_members(error);
            unexpected
                .iter()
                .map(|key| {
                    let hint = hint(key, known.iter().map(String::as_str));
                    source.fault(&join(pointer, key), format!("no member is named `{key}`{hint}"))
                })
                .collect()
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let wanted = described(&format!("{}/properties/{name}", schema_of(error)));
            vec![source.fault(pointer, format!("`{name}` is missing{wanted}"))]
        }
        ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::OneOfMultipleValid { .. } => {
            vec![source.fault(pointer, format!("not allowed as it is{}", described(schema_of(error))))]
        }
        _ => {
            let wanted = described(schema_of(error));
            vec![source.fault(pointer, format!("{}{wanted}", said(error)))]
        }
    }
}

/// Where in the schema the keyword stands that the value failed.
fn schema_of<'e>(error: &'e ValidationError<'_>) -> &'e str {
    let keyword = error.schema_path().as_str();
    keyword.rsplit_once('/').map_or("", |(schema, _)| schema)
}

fn known_members(error: &ValidationError<'_>) -> Vec<String> {
    let properties = SCHEMA.pointer(&format!("{}/properties", schema_of(error)));
    properties.and_then(Value::as_object).map(|p| p.keys().cloned().collect()).unwrap_or_default()
}

/// `: ` and what the schema says is wanted there; nothing where it says nothing.
fn described(schema: &str) -> String {
    let Some(schema) = SCHEMA.pointer(schema) else { return String::new() };
    let referred = || {
        let reference = schema.get("$ref")?.as_str()?.strip_prefix('#')?;
        SCHEMA.pointer(reference)?.get("description")?.as_str()
    };
    let says = schema.get("description").and_then(Value::as_str).or_else(referred);
    says.map(|says| format!(": {says}")).unwrap_or_default()
}

/// The validator's sentence with a long value cut short.
fn said(error: &ValidationError<'_>) -> String {
    let shown = error.instance().to_string();
    if shown.chars().count() <= LONGEST_SHOWN {
        return error.to_string();
    }
    let start: String = shown.chars().take(LONGEST_SHOWN).collect();
    error.masked_with(format!("{start}…")).to_string()
}

#[cfg(test)]
mod tests {
    use super::{SCHEMA, faults};
    use crate::source::Source;

    fn found(text: &str) -> Vec<String> {
        faults(&Source::read("x.toml", text).unwrap()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_schema_is_a_schema_of_2020_12() {
        assert!(jsonschema::draft202012::meta::is_valid(&SCHEMA));
    }

    #[test]
    fn a_wrong_type_names_file_line_and_pointer() {
        let found = found("# a badge class\n\nname = 5\n");
        assert!(
            found.iter().any(|fault| fault.starts_with("x.toml:3: /name: 5 is not of type \"string\"")),
            "{found:?}"
        );
    }

    #[test]
    fn each_missing_member_is_named_at_its_table() {
        let found = found("slug = \"a\"\n\n[image]\n");
        assert!(
            found.contains(&"x.toml:1: `name` is missing: The badge's name as people read it.".into()),
            "{found:#?}"
        );
        assert!(found.iter().any(|f| f.starts_with("x.toml:3: /image: `caption` is missing")), "{found:#?}");
    }

    #[test]
    fn an_unknown_member_names_the_nearest_known_one() {
        let found = found("[image]\ncaptoin = \"x\"\n[[alignments]]\nframwork = \"tess\"\n");
        assert!(
            found.contains(
                &"x.toml:2: /image/captoin: no member is named `captoin`, did you mean `caption`?".into()
            ),
            "{found:#?}"
        );
        assert!(
            found.contains(
                &"x.toml:4: /alignments/0/framwork: no member is named `framwork`, did you mean `framework`?"
                    .into()
            ),
            "{found:#?}"
        );
    }

    #[test]
    fn a_requirement_is_exactly_one_kind() {
        let both = "[stack]\n[[stack.requirements]]\nkey = \"k\"\nsays = \"s\"\nall = [\"a\"]\nattested = { key = \"k\" }\n";
        let found = found(both);
        assert!(
            found
                .iter()
                .any(|f| f.starts_with("x.toml:2: /stack/requirements/0: ") && f.contains("exactly one of")),
            "{found:#?}"
        );
    }

    #[test]
    fn a_text_of_the_wrong_form_is_told_the_right_one() {
        let found = found("slug = \"Not A Slug\"\nhours = 1.1\n");
        assert!(
            found
                .iter()
                .any(|f| f.starts_with("x.toml:1: /slug: ") && f.contains("lower-case ASCII letters")),
            "{found:#?}"
        );
        assert!(found.iter().any(|f| f.starts_with("x.toml:2: /hours: ")), "{found:#?}");
    }

    #[test]
    fn a_long_wrong_value_is_cut_short() {
        let found = found(&format!("slug = \"{}\"", "X".repeat(5_000)));
        assert!(found.iter().all(|fault| fault.len() < 500), "{found:#?}");
    }
}
