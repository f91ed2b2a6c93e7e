//! Which members and parameters the service knows: it names them when it is sent one that it does not know.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::description::{Description, Operation};
use crate::world::Answer;

/// A member and a parameter that nothing has.
pub(super) const UNKNOWN: &str = "colour";

/// A value of a schema's shape with an unknown member in each of its objects, and nothing else.
pub(super) fn strange(description: &Description, schema: &Value) -> Value {
    let schema = description.resolved(schema);
    if schema["items"].is_object() {
        return json!([strange(description, &schema["items"])]);
    }
    let within = |it: &Value| {
        it["properties"].is_object() || description.resolved(&it["items"])["properties"].is_object()
    };
    let members = schema["properties"].as_object().into_iter().flatten();
    let deeper = members.filter(|(_, member)| within(description.resolved(member)));
    let mut object: Map<String, Value> =
        deeper.map(|(name, member)| (name.clone(), strange(description, member))).collect();
    object.insert(UNKNOWN.to_owned(), json!("red"));
    Value::Object(object)
}

/// The JSON body of an operation, as it is described.
pub(super) fn body_schema<'d>(description: &'d Description, operation: &Operation<'d>) -> &'d Value {
    description.resolved(&operation.told["requestBody"]["content"]["application/json"]["schema"])
}

/// Where a refusal of something unknown names other members or parameters than the description has.
pub(super) fn faults(description: &Description, operation: &Operation<'_>, refusal: &Answer) -> Vec<String> {
    if refusal.media_type() != "application/problem+json" {
        return Vec::new();
    }
    let problem = refusal.json();
    let parameters = description.parameters(operation);
    let parameters =
        parameters.iter().filter(|it| it["in"] == "query").map(|it| it["name"].as_str().unwrap());
    let of_query = difference("the query", &problem["detail"], parameters.collect());
    let errors = problem["errors"].as_array().into_iter().flatten();
    let of_body = errors.flat_map(|error| {
        let pointer = error["pointer"].as_str().unwrap();
        let place = pointer.strip_suffix(&format!("/{UNKNOWN}")).unwrap_or_default();
        let schema = at(description, body_schema(description, operation), place);
        let described =
            schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        difference(pointer, &error["message"], described)
    });
    of_query.into_iter().chain(of_body).collect()
}

/// The schema of the value at a JSON Pointer.
fn at<'d>(description: &'d Description, schema: &'d Value, pointer: &str) -> &'d Value {
    pointer.split('/').skip(1).fold(schema, |schema, part| {
        let next = if part.parse::<usize>().is_ok() { &schema["items"] } else { &schema["properties"][part] };
        description.resolved(next)
    })
}

/// What a sentence about something unknown names in backticks is what the description has.
fn difference(place: &str, sentence: &Value, described: BTreeSet<&str>) -> Vec<String> {
    let sentence = sentence.as_str().unwrap_or_default();
    if !sentence.contains("unknown") {
        return Vec::new();
    }
    let named: BTreeSet<&str> =
        sentence.split('`').skip(1).step_by(2).filter(|name| *name != UNKNOWN).collect();
    if named == described {
        Vec::new()
    } else {
        vec![format!("{place}: {described:?} is described; {sentence}")]
    }
}
