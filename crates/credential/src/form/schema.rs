//! The JSON Schema applied, and its errors in sentences.

use std::sync::LazyLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, PatternOptions, ValidationError, Validator};
use serde_json::Value;

use super::single_value::Listed;
use super::{Deviation, ValidatorVerdict, Weight, reference};
use crate::pointer;

/// The schema as JSON, whose descriptions say what Open Badges wants.
#[expect(clippy::expect_used, reason = "compiled in; `the_schema_is_one` in the tests proves it")]
static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(super::SCHEMA).expect("the schema is JSON"));

#[expect(clippy::expect_used, reason = "compiled in; `the_schema_is_one` in the tests proves it")]
static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    jsonschema::options()
        .should_validate_formats(true)
        // Without backtracking: strings are of strangers.
        .with_pattern_options(PatternOptions::regex())
        .build(&SCHEMA)
        .expect("the schema is one")
});

/// As deep as single values lie in each other in any badge that was seen, and then some.
const MOST_ROUNDS: usize = 12;
/// As many errors as are looked at in one round.
const MOST_ERRORS: usize = 1_000;

/// What the schema says of `credential`; single values first.
pub(super) fn deviations(credential: &Value) -> Vec<Deviation> {
    let mut listed = Listed::new(credential);
    let mut rest = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let errors: Vec<_> = VALIDATOR.iter_errors(listed.document()).take(MOST_ERRORS).collect();
        let (single, other): (Vec<_>, Vec<_>) = errors.into_iter().partition(is_single_value);
        rest = other.iter().flat_map(|error| deviations_of(error, &listed)).take(MOST_ERRORS).collect();
        let pointers: Vec<String> = single.iter().map(|error| error.instance_path().to_string()).collect();
        if pointers.is_empty() {
            break;
        }
        listed.wrap(pointers);
    }
    listed.into_wrapped().into_iter().map(single_value).chain(rest).collect()
}

/// A value of another kind where a list is wanted. Nothing at all is no value.
fn is_single_value(error: &ValidationError<'_>) -> bool {
    let wants_list =
        matches!(error.kind(), ValidationErrorKind::Type { kind: TypeKind::Single(JsonType::Array) });
    wants_list && !error.instance().is_null()
}

fn single_value(pointer: String) -> Deviation {
    let name = pointer::last_name(&pointer).unwrap_or_default();
    Deviation {
        code: "schema.single_value",
        weight: Weight::Soft,
        validator: ValidatorVerdict::Warning,
        detail: format!("`{name}` stands alone; Open Badges wants it in a list, even if it is the only one."),
        pointer,
        standard: Some("https://www.imsglobal.org/spec/ob/v3p0/#serialization"),
    }
}

/// One error is one deviation, but for several members that do not belong.
fn deviations_of(error: &ValidationError<'_>, listed: &Listed) -> Vec<Deviation> {
    let at = listed.original(error.instance_path().as_str());
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![deviation(error, pointer::member(&at, name), Some(name))]
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .take(MOST_ERRORS)
            .map(|name| deviation(error, pointer::member(&at, name), None))
            .collect(),
        _ => vec![deviation(error, at, None)],
    }
}

fn deviation(error: &ValidationError<'_>, pointer: String, missing: Option<&str>) -> Deviation {
    let name = pointer::last_name(&pointer).unwrap_or_default();
    let (code, what) = what_is_there(error, &name);
    let wanted = wanted(error.schema_path().as_str(), missing);
    Deviation {
        code,
        weight: if pointer == "/id" && missing.is_some() { Weight::Quiet } else { Weight::Soft },
        validator: ValidatorVerdict::Error,
        detail: format!("{what}; Open Badges wants {wanted}."),
        pointer,
        standard: Some(reference::of(definition(error.schema_path().as_str()))),
    }
}

/// The code, and the first half of the sentence.
fn what_is_there(error: &ValidationError<'_>, name: &str) -> (&'static str, String) {
    let value = error.instance();
    match error.kind() {
        ValidationErrorKind::Required { .. } => ("schema.missing", format!("`{name}` is missing")),
        ValidationErrorKind::AdditionalProperties { .. } | ValidationErrorKind::Not { .. } => {
            ("schema.unexpected_member", format!("`{name}` does not belong here"))
        }
        ValidationErrorKind::Type { .. } => ("schema.wrong_kind", format!("`{name}` is {}", kind(value))),
        ValidationErrorKind::Contains | ValidationErrorKind::Constant { .. } => {
            ("schema.wrong_class", format!("`{name}` is {}", shown(value)))
        }
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::AnyOf { .. } => {
            ("schema.not_listed", format!("`{name}` is {}", shown(value)))
        }
        ValidationErrorKind::Format { .. } | ValidationErrorKind::Pattern { .. } => {
            ("schema.bad_format", format!("`{name}` is {}", shown(value)))
        }
        _ => ("schema.other", format!("`{name}` is not as expected")),
    }
}

/// What kind of value it is, for a person.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A short value as it is; of everything else the kind.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.chars().count() <= 80 => format!("“{text}”"),
        Value::Array(items) if items.iter().all(Value::is_string) && items.len() <= 5 => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            shown(&Value::String(texts.join(", ")))
        }
        other => kind(other).to_owned(),
    }
}

/// The second half: the description nearest to the keyword that failed.
fn wanted(keyword: &str, missing: Option<&str>) -> String {
    let mut node = parent(keyword);
    if let Some(member) = missing.and_then(|name| SCHEMA.pointer(&format!("{node}/properties/{name}"))) {
        let named = description(member).or_else(|| {
            let definition = member.get("$ref").and_then(Value::as_str)?.strip_prefix('#')?;
            description(SCHEMA.pointer(definition)?)
        });
        if let Some(text) = named {
            return text.to_owned();
        }
    }
    loop {
        match SCHEMA.pointer(node).and_then(description) {
            Some(text) => return text.to_owned(),
            None if node.is_empty() => return "another form".to_owned(),
            None => node = parent(node),
        }
    }
}

fn description(schema: &Value) -> Option<&str> {
    schema.get("description").and_then(Value::as_str)
}

fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// `Image` of `/$defs/Image/properties/id`.
fn definition(schema_path: &str) -> Option<&str> {
    schema_path.strip_prefix("/$defs/")?.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_one() {
        assert!(jsonschema::meta::is_valid(&SCHEMA));
        LazyLock::force(&VALIDATOR);
    }
}
