//! A signed document, as text and as what the text says.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::IgnoredAny;
use serde_json::{Error, Value};

/// A document byte for byte as it was signed, is kept and is served. It reads as a [`Value`], which is made of the text at
/// the first look into it.
#[derive(Clone)]
pub struct Document {
    text: String,
    value: OnceLock<Value>,
}

impl Document {
    /// The document of a text.
    ///
    /// # Errors
    /// Where the text is no JSON.
    pub fn read(text: String) -> Result<Self, Error> {
        serde_json::from_str::<IgnoredAny>(&text)?;
        Ok(Self::put_together(text))
    }

    /// The document of a text that was put together of JSON.
    pub(crate) fn put_together(text: String) -> Self {
        Self { text, value: OnceLock::new() }
    }

    /// The bytes that are kept and served.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same, by value.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// What the text says.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.value.into_inner().unwrap_or_else(|| parsed(&self.text))
    }
}

/// The text is JSON, by how a document is made; where it is nested deeper than anything is read, it says nothing.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

impl From<Value> for Document {
    fn from(value: Value) -> Self {
        Self { text: value.to_string(), value: value.into() }
    }
}

impl Deref for Document {
    type Target = Value;

    fn deref(&self) -> &Value {
        self.value.get_or_init(|| parsed(&self.text))
    }
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl PartialEq<Value> for Document {
    fn eq(&self, other: &Value) -> bool {
        **self == *other
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_is_its_text_and_reads_as_what_the_text_says() {
        let text = r#"{ "b":1.0, "a" : ["é"] }"#;
        let document = Document::read(text.to_owned()).unwrap();
        assert_eq!(document.to_string(), text);
        assert_eq!(document["a"][0], "é");
        assert_eq!(document.into_value(), json!({"b": 1.0, "a": ["é"]}));
        assert!(Document::read("{".to_owned()).is_err());
    }

    #[test]
    fn a_value_has_the_text_that_it_is_written_as() {
        let value = json!({"b": 1, "a": "\n"});
        let document = Document::from(value.clone());
        assert_eq!(document.text(), value.to_string());
        assert_eq!(*document, value);
    }
}
