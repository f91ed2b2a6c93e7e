//! The readable API reference, made from the OpenAPI 3.1 description.

mod example;
mod operation;
mod schema;

use askama::Template;
use serde_json::{Map, Value};

use self::operation::{Operation, operations};
use self::schema::{FieldRow, Kind, Schemas, values};
use super::frame::Frame;
use super::markdown::{Block, blocks};

/// Why the description cannot be shown.
#[derive(Debug, thiserror::Error)]
#[error("openapi.yaml is not well-formed YAML: {0}")]
pub(crate) struct OpenApiUnreadable(Box<serde_saphyr::Error>);

/// An OpenAPI description in YAML as JSON, members in the same order.
pub(crate) fn openapi_json(yaml: &str) -> Result<Value, OpenApiUnreadable> {
    serde_saphyr::from_str(yaml).map_err(|error| OpenApiUnreadable(Box::new(error)))
}

#[derive(Template)]
#[template(path = "docs.html")]
pub(super) struct DocsPage<'a> {
    frame: Frame,
    reference: &'a Reference,
}

impl<'a> DocsPage<'a> {
    pub(super) fn of(frame: Frame, reference: &'a Reference) -> Self {
        Self { frame, reference }
    }
}

/// A description, laid out.
pub(super) struct Reference {
    title: String,
    version: String,
    about: Vec<Block>,
    groups: Vec<OperationGroup>,
    schemas: Vec<SchemaShown>,
    /// Why there is nothing to show.
    fault: Option<String>,
}

/// The operations of one tag.
struct OperationGroup {
    id: String,
    name: String,
    about: Vec<Block>,
    operations: Vec<Operation>,
}

/// A schema that operations refer to.
struct SchemaShown {
    id: String,
    name: String,
    about: Vec<Block>,
    fields: Vec<FieldRow>,
    /// What it is, where it has no fields.
    kind: Kind,
    values: Vec<String>,
}

impl Reference {
    /// Lays out a description.
    pub(super) fn of(yaml: &str) -> Self {
        match openapi_json(yaml) {
            Ok(document) => Self::laid_out(&document),
            Err(error) => Self {
                title: String::new(),
                version: String::new(),
                about: Vec::new(),
                groups: Vec::new(),
                schemas: Vec::new(),
                fault: Some(error.to_string()),
            },
        }
    }

    fn laid_out(document: &Value) -> Self {
        let info = &document["info"];
        let schemas = Schemas::of(document);
        Self {
            title: text(&info["title"]),
            version: text(&info["version"]),
            about: blocks(&text(&info["description"])),
            groups: groups(document, schemas),
            schemas: schemas.all().map(|(name, schema)| schema_shown(schemas, name, schema)).collect(),
            fault: None,
        }
    }
}

/// Operations by their first tag: the tags that are described first, in their order, then others as they come.
fn groups(document: &Value, schemas: Schemas<'_>) -> Vec<OperationGroup> {
    let described = document["tags"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut groups: Vec<OperationGroup> =
        described.iter().map(|tag| group(&text(&tag["name"]), blocks(&text(&tag["description"])))).collect();
    for (tag, operation) in operations(document, schemas) {
        match groups.iter_mut().find(|group| group.name == tag) {
            Some(group) => group.operations.push(operation),
            None => groups.push(OperationGroup { operations: vec![operation], ..group(&tag, Vec::new()) }),
        }
    }
    groups.retain(|group| !group.operations.is_empty());
    groups
}

fn group(name: &str, about: Vec<Block>) -> OperationGroup {
    OperationGroup {
        id: format!("tag-{}", anchor(name)),
        name: name.to_owned(),
        about,
        operations: Vec::new(),
    }
}

fn schema_shown(schemas: Schemas<'_>, name: &str, schema: &Value) -> SchemaShown {
    SchemaShown {
        id: format!("schema-{}", anchor(name)),
        name: name.to_owned(),
        about: blocks(&text(&schema["description"])),
        fields: schemas.fields(schema),
        kind: schemas.kind(schema),
        values: values(schema),
    }
}

/// A text; empty where there is none.
fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The members of an object; none of anything else.
fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

/// A name as an element's id.
fn anchor(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests;
