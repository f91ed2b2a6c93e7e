//! Schemas of an OpenAPI description as tables of fields.

use serde_json::Value;

use super::super::markdown::{Block, blocks};
use super::{anchor, members, text};

/// How many levels of nested objects a table lays out; deeper ones are named by their kind only.
const DEEPEST: usize = 3;
/// How many references are followed from one place, so that a circle of them ends.
const MOST_REFERENCES: usize = 8;
/// Where named schemas are.
const NAMED: &str = "#/components/schemas/";

/// The named schemas of a description, and everything else that `$ref` can point to.
#[derive(Clone, Copy)]
pub(super) struct Schemas<'a> {
    document: &'a Value,
}

/// What kind of value a schema describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) words: String,
    /// The name and the element's id of the schema in it.
    pub(super) schema: Option<(String, String)>,
}

/// A row of a table of fields.
pub(super) struct FieldRow {
    /// The way to it: `recipient.email`, `checks[].code`.
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
    pub(super) about: Vec<Block>,
    /// The values it can have, where they are few.
    pub(super) values: Vec<String>,
}

impl<'a> Schemas<'a> {
    /// Those of `document`.
    pub(super) fn of(document: &'a Value) -> Self {
        Self { document }
    }

    /// Every named schema.
    pub(super) fn all(self) -> impl Iterator<Item = (&'a String, &'a Value)> {
        members(&self.document["components"]["schemas"])
    }

    /// What a reference points to; anything else as it is.
    pub(super) fn resolved(self, value: &'a Value) -> &'a Value {
        let mut at = value;
        for _ in 0..MOST_REFERENCES {
            let Some(pointer) = at["$ref"].as_str().and_then(|it| it.strip_prefix('#')) else { return at };
            at = self.document.pointer(pointer).unwrap_or(&Value::Null);
        }
        &Value::Null
    }

    /// The kind of value, in words.
    pub(super) fn kind(self, schema: &Value) -> Kind {
        if let Some(name) = schema["$ref"].as_str().and_then(|it| it.strip_prefix(NAMED)) {
            let id = format!("schema-{}", anchor(name));
            return Kind { words: String::new(), schema: Some((name.to_owned(), id)) };
        }
        if schema["type"] == "array" || schema["type"][0] == "array" {
            let item = self.kind(&schema["items"]);
            let words =
                if item.schema.is_some() { "list of".to_owned() } else { format!("list of {}", item.words) };
            return Kind { words, schema: item.schema };
        }
        Kind { words: plain_kind(schema), schema: None }
    }

    /// The fields of an object, or of the objects in a list, or of all that a schema is made of.
    pub(super) fn fields(self, schema: &'a Value) -> Vec<FieldRow> {
        let mut rows = Vec::new();
        self.collect(self.resolved(schema), "", DEEPEST, &mut rows);
        rows
    }

    fn collect(self, schema: &'a Value, prefix: &str, depth: usize, rows: &mut Vec<FieldRow>) {
        if depth == 0 {
            return;
        }
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, member) in members(&schema["properties"]) {
            let in_full = format!("{prefix}{name}");
            // Alternatives repeat members only to narrow them.
            if rows.iter().any(|row| row.name == in_full) {
                continue;
            }
            let is_list = member["type"] == "array";
            let below = if is_list { format!("{in_full}[].") } else { format!("{in_full}.") };
            rows.push(self.row(in_full, member, required.contains(&name.as_str())));
            // A named schema has a table of its own.
            let inner = if is_list { &member["items"] } else { member };
            if inner.get("$ref").is_none() {
                self.collect(inner, &below, depth - 1, rows);
            }
        }
        let parts = ["allOf", "oneOf", "anyOf"];
        for part in parts.iter().flat_map(|it| schema[it].as_array().into_iter().flatten()) {
            self.collect(self.resolved(part), prefix, depth - 1, rows);
        }
    }

    fn row(self, name: String, schema: &'a Value, is_required: bool) -> FieldRow {
        let described = if schema["description"].is_string() { schema } else { self.resolved(schema) };
        // Of a named schema the description stands at its own table.
        let about = if schema.get("$ref").is_some() {
            text(&schema["description"])
        } else {
            text(&described["description"])
        };
        FieldRow { name, kind: self.kind(schema), is_required, about: blocks(&about), values: values(schema) }
    }
}

fn plain_kind(schema: &Value) -> String {
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ if schema["const"].is_string() || schema["enum"][0].is_string() => vec!["string"],
        _ => Vec::new(),
    };
    let word = |kind: &&str| match *kind {
        "string" => "text".to_owned(),
        "boolean" => "true or false".to_owned(),
        "null" => "null".to_owned(),
        other => other.to_owned(),
    };
    let words = types.iter().map(word).collect::<Vec<_>>().join(" or ");
    match (schema["format"].as_str(), words.is_empty()) {
        (Some(format), false) => format!("{words} ({format})"),
        (_, false) => words,
        (_, true) if schema.get("properties").is_some() => "object".to_owned(),
        (_, true) => "any value".to_owned(),
    }
}

/// The values that a schema allows, where it names them.
pub(super) fn values(schema: &Value) -> Vec<String> {
    let constant = schema.get("const").into_iter();
    constant.chain(schema["enum"].as_array().into_iter().flatten()).map(plain_value).collect()
}

fn plain_value(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
