//! The API's description: its operations, and wherein an answer differs from what it says.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::world::{Answer, run};

/// The methods that an operation can have here.
pub(super) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// `openapi.yaml` as the binary reads it.
pub(super) struct Description {
    pub(super) document: Value,
    /// Schemas are shared by many operations and dear to compile.
    validators: RefCell<HashMap<String, Rc<Validator>>>,
}

/// One operation.
#[derive(Clone, Copy)]
pub(super) struct Operation<'d> {
    pub(super) path: &'d str,
    pub(super) method: &'static str,
    pub(super) told: &'d Value,
    /// What the path's operations share.
    item: &'d Value,
}

impl Description {
    /// What `badgewright openapi --json` prints.
    pub(super) fn read() -> Self {
        let printed = run(&["openapi", "--json"]).stdout;
        Self { document: serde_json::from_slice(&printed).unwrap(), validators: RefCell::default() }
    }

    /// The paths with what is told of each.
    pub(super) fn paths(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.document["paths"].as_object().unwrap().iter().map(|(path, item)| (path.as_str(), item))
    }

    /// The operations in the order of the document.
    pub(super) fn operations(&self) -> Vec<Operation<'_>> {
        let mut operations = Vec::new();
        for (path, item) in self.paths() {
            let known =
                METHODS.map(|method| Operation { path, method, told: &item[method.to_lowercase()], item });
            operations.extend(known.into_iter().filter(|operation| operation.told.is_object()));
        }
        operations
    }

    /// What a `$ref` that stands alone points to.
    pub(super) fn resolved<'d>(&'d self, value: &'d Value) -> &'d Value {
        match value["$ref"].as_str() {
            Some(reference) => {
                self.document.pointer(&reference[1..]).unwrap_or_else(|| panic!("nothing is at {reference}"))
            }
            None => value,
        }
    }

    /// The parameters of an operation, those of its path first.
    pub(super) fn parameters<'d>(&'d self, operation: &Operation<'d>) -> Vec<&'d Value> {
        let lists = [&operation.item["parameters"], &operation.told["parameters"]];
        lists.into_iter().filter_map(Value::as_array).flatten().map(|it| self.resolved(it)).collect()
    }

    /// What is told of the answer with a status.
    pub(super) fn response<'d>(&'d self, operation: &Operation<'d>, status: u16) -> Option<&'d Value> {
        operation.told["responses"].get(status.to_string()).map(|it| self.resolved(it))
    }

    /// Everything in which an answer is not as it is told.
    pub(super) fn faults(&self, operation: &Operation<'_>, answer: &Answer) -> Vec<String> {
        let Some(response) = self.response(operation, answer.status) else {
            return vec![format!("the status {} is not told of: {}", answer.status, answer.text())];
        };
        [self.faults_of_headers(response, answer), self.faults_of_body(response, answer)].concat()
    }

    fn faults_of_headers(&self, response: &Value, answer: &Answer) -> Vec<String> {
        let told = response["headers"].as_object().into_iter().flatten();
        let fault = |(name, header): (&String, &Value)| {
            let (header, value) = (self.resolved(header), answer.header(name));
            match (value.is_empty(), header["required"] == true) {
                (true, true) => vec![format!("the header {name} is missing")],
                (true, false) => Vec::new(),
                (false, _) => self.misfits(&header["schema"], &json!(value)),
            }
        };
        told.flat_map(fault).collect()
    }

    fn faults_of_body(&self, response: &Value, answer: &Answer) -> Vec<String> {
        let media_type = answer.media_type();
        match response["content"].as_object() {
            None if answer.body.is_empty() => Vec::new(),
            None => vec![format!("there is a body, and none is told of: {}", answer.text())],
            Some(content) => match content.get(&media_type) {
                None => vec![format!("the media type `{media_type}` is not told of")],
                Some(told) => values(&media_type, answer)
                    .iter()
                    .flat_map(|value| self.misfits(&told["schema"], value))
                    .collect(),
            },
        }
    }

    /// Everything in which a value does not fit a schema of the document.
    pub(super) fn misfits(&self, schema: &Value, value: &Value) -> Vec<String> {
        let validator = self.validator(schema);
        validator
            .iter_errors(value)
            .map(|error| format!("{} at `{}`", error, error.instance_path()))
            .collect()
    }

    fn validator(&self, schema: &Value) -> Rc<Validator> {
        let compile = || {
            // Of OpenAPI 3.1 a schema is one of JSON Schema 2020-12, whose references start at the root of the document.
            let whole = json!({"allOf": [schema], "components": self.document["components"]});
            let options = jsonschema::draft202012::options().should_validate_formats(true);
            Rc::new(options.build(&whole).unwrap_or_else(|error| panic!("{schema} is no schema: {error}")))
        };
        Rc::clone(self.validators.borrow_mut().entry(schema.to_string()).or_insert_with(compile))
    }
}

impl Operation<'_> {
    /// Its `operationId`.
    pub(super) fn id(&self) -> &str {
        self.told["operationId"].as_str().unwrap()
    }

    /// The scope that it needs, if it needs a key.
    pub(super) fn scope(&self) -> Option<&str> {
        let security = self.told.get("security")?;
        Some(security[0]["apiKey"][0].as_str().unwrap_or_else(|| panic!("{} names no scope", self.id())))
    }

    /// The statuses that are told of.
    pub(super) fn statuses(&self) -> BTreeSet<u16> {
        self.told["responses"].as_object().unwrap().keys().map(|status| status.parse().unwrap()).collect()
    }
}

/// The JSON values of a body: one, or one a line; other bodies are one text.
fn values(media_type: &str, answer: &Answer) -> Vec<Value> {
    match media_type {
        "application/x-ndjson" => {
            answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        }
        json if json == "application/vc" || json.ends_with("json") => vec![answer.json()],
        _ => vec![json!(answer.text())],
    }
}
