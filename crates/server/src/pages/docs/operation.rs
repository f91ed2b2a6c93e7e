//! Operations of an OpenAPI description.

use serde_json::Value;

use super::super::markdown::{Block, blocks};
use super::example::example;
use super::schema::{FieldRow, Kind, Schemas};
use super::{anchor, members, text};

/// The methods of a path item that are operations (OpenAPI 3.1 §4.8.9).
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One operation.
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    pub(super) about: Vec<Block>,
    /// What key it takes, in words.
    pub(super) key: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    /// What comes back when it was done.
    pub(super) answers: Vec<Response>,
    /// What comes back when it was not.
    pub(super) errors: Vec<Response>,
}

impl Operation {
    /// The statuses of the errors.
    pub(super) fn error_statuses(&self) -> String {
        self.errors.iter().map(|it| it.status.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// A parameter of an operation.
pub(super) struct Parameter {
    pub(super) name: String,
    /// `path`, `query` or `header`.
    pub(super) place: String,
    pub(super) is_required: bool,
    pub(super) kind: Kind,
    pub(super) about: Vec<Block>,
}

/// What is sent.
pub(super) struct Body {
    pub(super) about: Vec<Block>,
    pub(super) contents: Vec<Content>,
}

/// What comes back.
pub(super) struct Response {
    pub(super) status: String,
    pub(super) about: Vec<Block>,
    pub(super) headers: Vec<String>,
    pub(super) contents: Vec<Content>,
}

/// A body in one media type.
pub(super) struct Content {
    pub(super) media_type: String,
    /// The named schema it is of.
    pub(super) kind: Kind,
    /// The members of a schema that has no name of its own.
    pub(super) fields: Vec<FieldRow>,
    pub(super) examples: Vec<Example>,
}

/// An example of a body.
pub(super) struct Example {
    pub(super) name: String,
    pub(super) text: String,
}

/// All operations with their first tag, in the description's order.
pub(super) fn operations(document: &Value, schemas: Schemas<'_>) -> Vec<(String, Operation)> {
    let mut found = Vec::new();
    for (path, item) in members(&document["paths"]) {
        let item = schemas.resolved(item);
        for (method, described) in members(item).filter(|(method, _)| METHODS.contains(&method.as_str())) {
            let tag = described["tags"][0].as_str().unwrap_or("Other").to_owned();
            found.push((tag, operation(document, schemas, path, method, item, described)));
        }
    }
    found
}

fn operation(
    document: &Value,
    schemas: Schemas<'_>,
    path: &str,
    method: &str,
    item: &Value,
    it: &Value,
) -> Operation {
    let shared = item["parameters"].as_array().into_iter().flatten();
    let own = it["parameters"].as_array().into_iter().flatten();
    let security = if it["security"].is_null() { &document["security"] } else { &it["security"] };
    let body = schemas.resolved(&it["requestBody"]);
    let responses =
        members(&it["responses"]).map(|(status, it)| response(schemas, status, schemas.resolved(it)));
    let (errors, answers) = responses.partition(|it: &Response| it.status.starts_with(['4', '5']));
    Operation {
        id: it["operationId"]
            .as_str()
            .map_or_else(|| anchor(&format!("{method} {path}")), |id| format!("op-{}", anchor(id))),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        summary: text(&it["summary"]),
        about: blocks(&text(&it["description"])),
        key: key(security),
        parameters: shared.chain(own).map(|it| parameter(schemas, schemas.resolved(it))).collect(),
        body: body.is_object().then(|| Body {
            about: blocks(&text(&body["description"])),
            contents: contents(schemas, &body["content"]),
        }),
        answers,
        errors,
    }
}

/// OpenAPI 3.1 §4.8.30: any one of the requirements is enough, and an empty one is none.
fn key(security: &Value) -> String {
    let requirements = security.as_array().map(Vec::as_slice).unwrap_or_default();
    if requirements.is_empty()
        || requirements.iter().any(|it| it.as_object().is_some_and(serde_json::Map::is_empty))
    {
        return "No key is needed.".to_owned();
    }
    let scopes =
        requirements.iter().flat_map(members).flat_map(|(_, scopes)| scopes.as_array().into_iter().flatten());
    let scopes: Vec<&str> = scopes.filter_map(Value::as_str).collect();
    match scopes.as_slice() {
        [] => "Needs an API key.".to_owned(),
        [scope] => format!("Needs an API key with the scope {scope}."),
        several => format!("Needs an API key with the scopes {}.", several.join(" and ")),
    }
}

fn parameter(schemas: Schemas<'_>, it: &Value) -> Parameter {
    Parameter {
        name: text(&it["name"]),
        place: text(&it["in"]),
        is_required: it["required"] == Value::Bool(true),
        kind: schemas.kind(&it["schema"]),
        about: blocks(&text(&it["description"])),
    }
}

fn response(schemas: Schemas<'_>, status: &str, it: &Value) -> Response {
    Response {
        status: status.to_owned(),
        about: blocks(&text(&it["description"])),
        headers: members(&it["headers"]).map(|(name, _)| name.clone()).collect(),
        contents: contents(schemas, &it["content"]),
    }
}

fn contents(schemas: Schemas<'_>, content: &Value) -> Vec<Content> {
    let shown = |(media_type, it): (&String, &Value)| {
        let kind = schemas.kind(&it["schema"]);
        Content {
            media_type: media_type.clone(),
            fields: if kind.schema.is_some() { Vec::new() } else { schemas.fields(&it["schema"]) },
            examples: examples(schemas, it),
            kind,
        }
    };
    members(content).map(shown).collect()
}

/// `example`, or each of `examples` (OpenAPI 3.1 §4.8.14).
fn examples(schemas: Schemas<'_>, it: &Value) -> Vec<Example> {
    let single = it.get("example").map(|value| Example { name: String::new(), text: example(value) });
    let named = members(&it["examples"]).map(|(name, it)| {
        let it = schemas.resolved(it);
        let name = it["summary"].as_str().unwrap_or(name).to_owned();
        Example { name, text: example(&it["value"]) }
    });
    single.into_iter().chain(named).collect()
}
