//! The JWS form of a badge (VC-JWT): signed when first asked for, and kept.

use badgewright_signing::{jws, vc_jwt};
use badgewright_store::CredentialRecord;
use serde_json::Value;

use crate::{IssueError, Issuing};

impl Issuing {
    /// The compact JWS of a recorded credential.
    ///
    /// # Errors
    /// [`IssueError::NoJwsForm`] under did:key; when the key or the store failed.
    pub async fn jws_form(&self, record: &CredentialRecord) -> Result<String, IssueError> {
        if let Some(kept) = self.store.jws(&record.id, record.revision).await? {
            return Ok(kept);
        }
        let signed = self.signed_as_jws(&record.document)?;
        // Of two that were signed together, one is kept, and that one is served.
        self.store.keep_jws(&record.id, record.revision, &signed).await?.ok_or(IssueError::UnknownCredential)
    }

    /// A credential of this issuer's as a compact JWS.
    ///
    /// # Errors
    /// [`IssueError::NoJwsForm`] under did:key; when the key failed.
    pub fn signed_as_jws(&self, document: &Value) -> Result<String, IssueError> {
        let keys = self.issuer.jws_key.as_ref().ok_or(IssueError::NoJwsForm)?;
        let key = keys.at(self.clock.now());
        Ok(jws::sign(&vc_jwt::claims(document)?, &key.method, key.signer.as_ref())?)
    }
}
