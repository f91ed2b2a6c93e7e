//! The steps from a built document to a signed one, as types: skipping a step does not compile.

use serde_json::Value;

use crate::{Document, Finding, Severity, lint};

/// An unsigned document that was built by this crate and passed its lints.
///
/// It is made by this crate's builders only and consumed by [`Prepared::secured_by`].
#[derive(Debug)]
#[must_use = "a prepared document is worth nothing until it is signed"]
pub struct Prepared {
    document: Value,
}

/// Puts a proof on a document. `signing` implements it with keys.
pub trait Secure {
    /// Why the document could not be secured.
    type Error;

    /// The same document with a `proof` added.
    ///
    /// # Errors
    /// When anything in the document would not be covered by the proof, or the key cannot be used.
    fn secure(&self, document: Value) -> Result<Value, Self::Error>;
}

/// A document with its proof: what is stored and served, byte for byte.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    document: Document,
}

impl Prepared {
    /// For this crate's builders: runs the lints, and refuses on any error among their findings.
    pub(crate) fn linted(document: Value) -> Result<Self, Vec<Finding>> {
        let findings = lint::check(&document);
        Self::unless_refused(document, findings)
    }

    /// The document, unless there is an error among the `findings` of its lints.
    pub(crate) fn unless_refused(document: Value, findings: Vec<Finding>) -> Result<Self, Vec<Finding>> {
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            Err(findings)
        } else {
            Ok(Self { document })
        }
    }

    /// The document as it will be signed.
    #[must_use]
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// Consumes the prepared document and gives it a proof.
    ///
    /// # Errors
    /// What `securing` says.
    pub fn secured_by<S: Secure>(self, securing: &S) -> Result<Signed, S::Error> {
        Ok(Signed { document: securing.secure(self.document)?.into() })
    }
}

impl Signed {
    /// For builders that put the proof in its place themselves.
    pub(crate) fn written(document: Document) -> Self {
        Self { document }
    }

    /// The signed document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The signed document, by value.
    #[must_use]
    pub fn into_document(self) -> Document {
        self.document
    }
}
