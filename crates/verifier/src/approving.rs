//! Whose approval counts, for badges of which classes, and which approvals are at hand.

use std::sync::Arc;

use async_trait::async_trait;
use badgewright_credential::Did;
use serde_json::Value;

use crate::credential::{Credential, id_of};

/// Approvals that whoever verifies holds itself, beside those that badges carry.
#[async_trait]
pub trait Approvals: Send + Sync {
    /// Endorsements of the issuer with that id, signed: documents, or JWSs as strings. They are verified like any that
    /// a badge brings along.
    async fn about(&self, issuer: &str) -> Vec<Value>;
}

/// A badge class for which its issuers need an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredClass {
    /// The `id` of its achievement, where the registry that has it is served.
    pub id: Option<String>,
    /// Its `humanCode`.
    pub human_code: String,
    /// The id of its `creator`. Another's class may have the same code.
    pub creator: String,
}

/// What the operator of a verifier has decided about approvals. By default nobody's counts and nothing is asked.
#[derive(Clone, Default)]
pub struct Approving {
    approvers: Vec<Did>,
    registered: Vec<RegisteredClass>,
    held: Option<Arc<dyn Approvals>>,
}

/// Whether a badge's issuer needs an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need<'a> {
    /// The class is not registered, or there are no approvers.
    None,
    /// The issuer is an approver itself.
    OfItself,
    /// One that names this issuer.
    Of(&'a str),
}

impl Approving {
    /// The approvals of `approvers` count, for badges of the `registered` classes.
    #[must_use]
    pub fn by(approvers: Vec<Did>, registered: Vec<RegisteredClass>) -> Self {
        Self { approvers, registered, held: None }
    }

    /// The same, with approvals that are at hand.
    #[must_use]
    pub fn with_held(self, held: Arc<dyn Approvals>) -> Self {
        Self { held: Some(held), ..self }
    }

    /// Whether the badge's issuer needs an approval, and of whom.
    pub(crate) fn need<'a>(&self, badge: &'a Credential) -> Need<'a> {
        let Some(issuer) = badge.issuer_id() else { return Need::None };
        if self.approvers.is_empty() || !self.is_registered(badge) {
            Need::None
        } else if self.is_approver(issuer) {
            Need::OfItself
        } else {
            Need::Of(issuer)
        }
    }

    pub(crate) fn is_approver(&self, id: &str) -> bool {
        self.approvers.iter().any(|approver| approver.as_str() == id)
    }

    /// Approvals of an issuer that are at hand.
    pub(crate) async fn held_about(&self, issuer: &str) -> Vec<Value> {
        match &self.held {
            Some(held) => held.about(issuer).await,
            None => Vec::new(),
        }
    }

    /// By its achievement's own address, or by the code together with who defined the class.
    fn is_registered(&self, badge: &Credential) -> bool {
        let Some(achievement) = badge.subject().and_then(|subject| subject.get("achievement")) else {
            return false;
        };
        let id = id_of(achievement);
        let code = achievement.get("humanCode").and_then(Value::as_str);
        let creator = achievement.get("creator").and_then(id_of);
        self.registered.iter().any(|class| {
            let is_at_its_address = class.id.is_some() && class.id.as_deref() == id;
            let claims_to_be_it =
                code == Some(class.human_code.as_str()) && creator == Some(class.creator.as_str());
            is_at_its_address || claims_to_be_it
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_class_is_registered_by_its_address_or_by_its_code_and_creator() {
        let class = RegisteredClass {
            id: Some("https://a.example/achievements/x".to_owned()),
            human_code: "AR-X".to_owned(),
            creator: "https://dese.example/".to_owned(),
        };
        let approving = Approving::by(vec!["did:web:dese.example".parse().unwrap()], vec![class]);
        let need = |achievement: Value, issuer: &str| {
            let badge = json!({"issuer": {"id": issuer}, "credentialSubject": {"achievement": achievement}});
            approving.need(&Credential::from_value(badge).unwrap()) != Need::None
        };
        let theirs = json!({"id": "https://dese.example/"});
        assert!(need(json!({"id": "https://a.example/achievements/x"}), "did:web:p.example"));
        assert!(need(json!("https://a.example/achievements/x"), "did:web:p.example"));
        assert!(need(json!({"humanCode": "AR-X", "creator": theirs}), "did:web:p.example"));
        assert!(!need(
            json!({"humanCode": "AR-X", "creator": {"id": "https://p.example/"}}),
            "did:web:p.example"
        ));
        assert!(!need(json!({"humanCode": "AR-X"}), "did:web:p.example"));
        assert!(!need(json!({}), "did:web:p.example"));
    }

    #[test]
    fn an_approver_needs_no_approval() {
        let class = RegisteredClass {
            id: Some("urn:a".to_owned()),
            human_code: String::new(),
            creator: String::new(),
        };
        let approving = Approving::by(vec!["did:web:dese.example".parse().unwrap()], vec![class]);
        let badge = |issuer: &str| {
            let badge = json!({"issuer": issuer, "credentialSubject": {"achievement": {"id": "urn:a"}}});
            Credential::from_value(badge).unwrap()
        };
        assert_eq!(approving.need(&badge("did:web:dese.example")), Need::OfItself);
        assert_eq!(approving.need(&badge("did:web:p.example")), Need::Of("did:web:p.example"));
        assert_eq!(Approving::default().need(&badge("did:web:p.example")), Need::None);
    }
}
