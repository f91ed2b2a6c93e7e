//! A credential of a stranger's, as far as it can be read before anything about it is believed.

use std::sync::OnceLock;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A JSON object that was found in a submission.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    document: Value,
    /// Measured when it is read, or when it is first asked for.
    text: OnceLock<Text>,
}

/// The document as JSON text: the one that it was read from, or the one that it would be written as.
#[derive(Clone, Copy, Debug)]
struct Text {
    digest: [u8; 32],
    length: usize,
}

impl Text {
    fn of(text: &[u8]) -> Self {
        Self { digest: Sha256::digest(text).into(), length: text.len() }
    }
}

impl Credential {
    /// The object in `value`, if it is one.
    pub(crate) fn from_value(value: Value) -> Option<Self> {
        value.is_object().then(|| Self { document: value, text: OnceLock::new() })
    }

    /// The same of a value that was read from `text`.
    pub(crate) fn from_read(value: Value, text: &[u8]) -> Option<Self> {
        let read = Self::from_value(value)?;
        Some(Self { text: Text::of(text).into(), ..read })
    }

    /// The document.
    pub(crate) fn into_value(self) -> Value {
        self.document
    }

    /// One member.
    pub(crate) fn get(&self, member: &str) -> Option<&Value> {
        self.document.get(member).filter(|value| !value.is_null())
    }

    /// One member, if it is a string.
    pub(crate) fn text(&self, member: &str) -> Option<&str> {
        self.get(member).and_then(Value::as_str)
    }

    /// One member's values: VC-DATA-MODEL §B.1 lets one stand for a list of one.
    pub(crate) fn values(&self, member: &str) -> &[Value] {
        values(self.get(member))
    }

    /// Whether `type` names `name`.
    pub(crate) fn is_a(&self, name: &str) -> bool {
        self.values("type").iter().any(|value| value == name)
    }

    /// The issuer's id, whether `issuer` is an object or the id alone.
    pub(crate) fn issuer_id(&self) -> Option<&str> {
        id_of(self.get("issuer")?)
    }

    /// The first subject.
    pub(crate) fn subject(&self) -> Option<&Value> {
        self.values("credentialSubject").first()
    }

    /// All members, in the order in which they are written.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.document.as_object().into_iter().flatten()
    }

    /// The whole of it.
    pub(crate) fn as_value(&self) -> &Value {
        &self.document
    }

    /// The SHA-256 of its text.
    pub(crate) fn digest(&self) -> &[u8] {
        &self.measured().digest
    }

    /// How many bytes its text has.
    pub(crate) fn length(&self) -> usize {
        self.measured().length
    }

    fn measured(&self) -> &Text {
        self.text.get_or_init(|| Text::of(self.document.to_string().as_bytes()))
    }
}

impl PartialEq for Credential {
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
    }
}

/// The values of a member that may be a list, one value, or absent.
pub(crate) fn values(member: Option<&Value>) -> &[Value] {
    match member {
        None => &[],
        Some(Value::Array(values)) => values,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The id of something that may be an object with an `id` or the id alone.
pub(crate) fn id_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("id").and_then(Value::as_str))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_value_is_read_like_a_list_of_one() {
        let read = |value| Credential::from_value(value).unwrap();
        assert!(read(json!({"type": "A"})).is_a("A") && read(json!({"type": ["B", "A"]})).is_a("A"));
        assert_eq!(read(json!({"proof": {"x": 1}})).values("proof").len(), 1);
        assert_eq!(read(json!({"proof": null})).values("proof").len(), 0);
    }

    #[test]
    fn the_issuer_is_an_object_or_an_id() {
        for issuer in [json!("did:web:a.example"), json!({"id": "did:web:a.example"})] {
            let credential = Credential::from_value(json!({ "issuer": issuer })).unwrap();
            assert_eq!(credential.issuer_id(), Some("did:web:a.example"));
        }
        assert_eq!(Credential::from_value(json!({"issuer": {"name": "A"}})).unwrap().issuer_id(), None);
        assert!(Credential::from_value(json!([])).is_none());
    }
}
