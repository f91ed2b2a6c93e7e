use askama::Template as _;
use serde_json::{Value, json};

use super::*;

const SMALL: &str = r##"
openapi: 3.1.0
info:
  title: A small interface
  version: "1"
  description: |
    Issues *badges*.
tags:
  - name: Issuing
    description: For platforms.
security:
  - key: [issue]
paths:
  /v1/completions:
    post:
      tags: [Issuing]
      operationId: complete
      summary: A completion becomes a badge
      parameters:
        - $ref: "#/components/parameters/IdempotencyKey"
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Completion"}
            example: {badge: academic-rigor, externalId: "1"}
      responses:
        "201":
          description: The badge.
          headers: {Location: {schema: {type: string}}}
          content:
            application/json:
              schema:
                type: object
                required: [id]
                properties:
                  id: {type: string, format: uuid, description: Its id.}
                  links: {type: object, properties: {png: {type: string}}}
  /status/{list}:
    get:
      security: []
      summary: <b>A list</b>
      responses:
        "200": {description: The list.}
        "404": {description: No such list.}
components:
  parameters:
    IdempotencyKey: {name: Idempotency-Key, in: header, schema: {type: string}}
  schemas:
    Completion:
      description: What was completed.
      type: object
      required: [badge]
      properties:
        badge: {type: string}
        again: {$ref: "#/components/schemas/Completion"}
        rubric:
          type: array
          items: {type: object, properties: {level: {enum: [Demonstrated, 1]}}}
      oneOf:
        - properties: {badge: {const: academic-rigor}, email: {type: string}}
"##;

fn page() -> Reference {
    Reference::of(SMALL)
}

fn html(yaml: &str) -> String {
    DocsPage::of(Frame::without_service(), &Reference::of(yaml)).render().unwrap()
}

#[test]
fn yaml_becomes_json_with_members_in_their_order() {
    let document = openapi_json(SMALL).unwrap();
    let paths: Vec<&String> = members(&document["paths"]).map(|(path, _)| path).collect();
    assert_eq!(paths, ["/v1/completions", "/status/{list}"]);
    assert_eq!(document["info"]["version"], json!("1"), "a quoted number stays a text");
    assert!(openapi_json("a: [").is_err());
}

#[test]
fn operations_are_grouped_by_tag_with_what_they_take_and_give() {
    let page = page();
    let names: Vec<&str> = page.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["Issuing", "Other"]);
    let post = &page.groups[0].operations[0];
    assert_eq!((post.method.as_str(), post.id.as_str()), ("POST", "op-complete"));
    assert_eq!(post.key, "Needs an API key with the scope issue.");
    assert_eq!(
        (post.parameters[0].name.as_str(), post.parameters[0].place.as_str()),
        ("Idempotency-Key", "header")
    );
    let body = &post.body.as_ref().unwrap().contents[0];
    assert_eq!(body.kind.schema.as_ref().unwrap().0, "Completion");
    assert!(body.examples[0].text.starts_with("{\n  \"badge\": \"academic-rigor\""));
    let answer = &post.answers[0].contents[0];
    let fields: Vec<(&str, bool)> =
        answer.fields.iter().map(|it| (it.name.as_str(), it.is_required)).collect();
    assert_eq!(fields, [("id", true), ("links", false), ("links.png", false)]);
    let get = &page.groups[1].operations[0];
    assert_eq!(
        (get.key.as_str(), get.answers.len(), get.error_statuses().as_str()),
        ("No key is needed.", 1, "404")
    );
}

#[test]
fn named_schemas_have_a_table_and_are_not_laid_out_again_where_they_are_used() {
    let page = page();
    let rows: Vec<(&str, String)> =
        page.schemas[0].fields.iter().map(|it| (it.name.as_str(), it.kind.words.clone())).collect();
    assert_eq!(
        rows,
        [
            ("badge", "text".to_owned()),
            ("again", String::new()),
            ("rubric", "list of object".to_owned()),
            ("rubric[].level", "text".to_owned()),
            ("email", "text".to_owned()),
        ]
    );
    assert_eq!(page.schemas[0].fields[3].values, ["Demonstrated", "1"]);
}

#[test]
fn references_in_a_circle_come_to_an_end() {
    let document = json!({"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}});
    assert_eq!(*Schemas::of(&document).resolved(&document["a"]), Value::Null);
}

#[test]
fn the_page_has_every_operation_and_escapes_the_description() {
    let html = html(SMALL);
    assert!(html.contains("id=\"op-complete\"") && html.contains("/status/{list}"));
    assert!(html.contains("&#60;b&#62;A list") && !html.contains("<b>A list"));
    assert!(html.contains("id=\"schema-completion\"") && html.contains("href=\"#schema-completion\""));
}

#[test]
fn a_description_that_cannot_be_read_is_said_and_not_hidden() {
    let html = html("a: [");
    assert!(html.contains("not well-formed YAML"), "{html}");
}
