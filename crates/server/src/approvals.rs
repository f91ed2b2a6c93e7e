//! What the verifier is told about approvals of issuers: whose count, for which classes, and which are at hand.

use std::sync::Arc;

use async_trait::async_trait;
use badgewright_credential::Did;
use badgewright_registry::Registry;
use badgewright_store::{IssuerSlug, Store};
use badgewright_verifier::{Approvals, Approving, RegisteredClass};
use serde_json::Value;

/// The approvals of `approvers` count, for the classes of `registry`, whose addresses are below `base_url` if it is served.
pub(crate) fn approving(approvers: Vec<Did>, registry: &Registry, base_url: Option<&str>) -> Approving {
    let registered = registry.iter().map(|class| RegisteredClass {
        id: base_url.map(|base_url| class.id(base_url)),
        human_code: class.human_code.clone(),
        creator: class.creator.id.clone(),
    });
    Approving::by(approvers, registered.collect())
}

/// Most endorsements of one issuer that are looked through. Approvals are given for years.
const MOST_GIVEN: u16 = 100;

/// The endorsements that this service keeps: those that were given here, and those that its own issuer was given.
pub(crate) struct KeptEndorsements {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) issuer: Did,
    pub(crate) slug: IssuerSlug,
}

#[async_trait]
impl Approvals for KeptEndorsements {
    async fn about(&self, issuer: &str) -> Vec<Value> {
        // What cannot be read is as good as not there: the badge may carry it.
        let given = self.store.endorsements_of(issuer, MOST_GIVEN).await.unwrap_or_default();
        // The newest first, which is most likely the one that counts.
        let mut kept: Vec<Value> = given.into_iter().rev().map(|record| record.document).collect();
        if issuer == self.issuer.as_str() {
            let attached = self.store.attached_endorsements(&self.slug).await.unwrap_or_default();
            kept.extend(attached.into_iter().map(|attached| match attached.jws {
                Some(jws) => Value::String(jws),
                None => attached.document,
            }));
        }
        kept
    }
}
