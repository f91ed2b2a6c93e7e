//! Examples as they are shown.

use serde_json::Value;

/// JSON laid out on lines; a text, such as a JWS or NDJSON, as it is.
pub(super) fn example(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim_end().to_owned(),
        // A `Value` has no key but texts, so it can always be written.
        other => serde_json::to_string_pretty(other).unwrap_or_else(|_| other.to_string()),
    }
}
