//! Credentials that are no badges of ours, as the VC-API is asked to sign them.

use serde_json::Value;

use crate::lint::{self, Kind};
use crate::{Finding, Prepared};

/// A credential that somebody else wrote, with its `issuer` filled in.
#[derive(Clone, Debug)]
pub struct PlainCredential {
    document: Value,
}

impl PlainCredential {
    /// Any JSON document; what it is, is for [`Self::prepare`] to say.
    #[must_use]
    pub fn new(document: Value) -> Self {
        Self { document }
    }

    /// Runs the rules of VC 2.0 and VC 1.1 on it, and none that only Open Badges has. It is signed as it is.
    ///
    /// # Errors
    /// All findings, if any of them is an error.
    pub fn prepare(self) -> Result<Prepared, Vec<Finding>> {
        let findings = lint::check_as(Kind::Other, &self.document);
        Prepared::unless_refused(self.document, findings)
    }
}
