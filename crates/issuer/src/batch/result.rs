//! What became of a row, as the client is told.

use badgewright_credential::CredentialId;
use serde_json::{Value, json};

use super::cells::Places;
use super::{Columns, Row};
use crate::Fault;

/// Longest value that is shown of a fault, in characters: enough to find it.
const LONGEST_VALUE: usize = 200;

/// Why a row was refused, in the words of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The last part of the problem's type: `invalid-request`.
    pub code: &'static str,
    /// What happened.
    pub detail: String,
    /// All that is wrong with the completion.
    pub faults: Vec<Fault>,
    /// The URL of the badge that is in the way.
    pub credential: Option<String>,
}

/// What became of a row.
pub(super) enum Outcome {
    /// A badge was issued.
    Issued(CredentialId, String),
    /// The badge was there before.
    Unchanged(CredentialId, String),
    /// It would be issued.
    Valid,
    /// An earlier row of this batch is the same, so that it would not be issued twice.
    Repeats(u32),
    /// It was refused.
    Failed(Refused),
}

/// A row's completion, and where its parts are from.
pub(super) struct Asked<'r> {
    pub(super) row: &'r Row,
    pub(super) request: Value,
    pub(super) table: Option<(&'r Columns, Places)>,
}

impl Outcome {
    pub(super) fn is_good(&self) -> bool {
        !matches!(self, Self::Failed(_))
    }

    pub(super) fn is_new(&self) -> bool {
        matches!(self, Self::Issued(..))
    }

    /// The line of the results.
    pub(super) fn line(&self, asked: &Asked<'_>) -> Value {
        let mut line = json!({"row": asked.row.number, "line": asked.row.line});
        let status = match self {
            Self::Issued(..) => "issued",
            Self::Unchanged(..) | Self::Repeats(_) => "unchanged",
            Self::Valid => "valid",
            Self::Failed(_) => "failed",
        };
        line["status"] = json!(status);
        if let Some(external_id) = asked.request.get("externalId").filter(|id| id.is_string()) {
            line["externalId"] = shortened(external_id);
        }
        match self {
            Self::Issued(id, url) | Self::Unchanged(id, url) => {
                line["id"] = json!(id);
                line["url"] = json!(url);
            }
            Self::Repeats(row) => line["repeats"] = json!(row),
            Self::Valid => {}
            Self::Failed(refused) => describe(&mut line, asked, refused),
        }
        line
    }
}

/// The first fault stands in the line itself, where a person looks; all of them in `errors`.
fn describe(line: &mut Value, asked: &Asked<'_>, refused: &Refused) {
    line["code"] = json!(refused.code);
    line["detail"] = json!(refused.detail);
    if let Some(credential) = &refused.credential {
        line["credential"] = json!(credential);
    }
    let errors: Vec<Value> = refused.faults.iter().map(|fault| error(asked, fault)).collect();
    if let Some(first) = errors.first() {
        for name in ["column", "pointer", "value"] {
            if let Some(part) = first.get(name) {
                line[name] = part.clone();
            }
        }
        line["errors"] = Value::Array(errors);
    }
}

fn error(asked: &Asked<'_>, fault: &Fault) -> Value {
    let mut error = json!({});
    if let Some((columns, places)) = &asked.table {
        error["column"] = json!(columns.name_at(places, &fault.pointer));
    }
    error["pointer"] = json!(fault.pointer);
    error["message"] = json!(fault.message);
    error["value"] = value_at(asked, &fault.pointer);
    error
}

/// What stands where the fault is; `null` where nothing does.
fn value_at(asked: &Asked<'_>, pointer: &str) -> Value {
    match asked.request.pointer(pointer) {
        Some(Value::Object(_) | Value::Array(_)) | None => Value::Null,
        Some(value) => shortened(value),
    }
}

fn shortened(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if text.chars().nth(LONGEST_VALUE).is_some() => {
            let begin: String = text.chars().take(LONGEST_VALUE).collect();
            json!(format!("{begin}…"))
        }
        _ => value.clone(),
    }
}
