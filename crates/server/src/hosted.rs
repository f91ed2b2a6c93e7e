//! The service's own addresses, answered without a network: verifying our own badge must not depend on the
//! way from this machine to itself, and must not be a way into it.

use std::sync::Arc;

use async_trait::async_trait;
use badgewright_fetch::{Request, Retrieve, RetrieveError, Retrieved};
use badgewright_issuer::Issuing;
use badgewright_store::Store;
use serde_json::{Value, json};
use url::Url;

use crate::configuration::PublicUrl;
use crate::pictures::Pictures;
use crate::service::{BadgeForm, badge_form};

/// Retrieves our own documents in-process, and everybody else's through the guard.
pub(crate) struct Hosted<R> {
    pub(crate) public_url: PublicUrl,
    pub(crate) did_document: Arc<Value>,
    pub(crate) issuing: Arc<Issuing>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) pictures: Arc<Pictures>,
    pub(crate) elsewhere: R,
}

#[async_trait]
impl<R: Retrieve> Retrieve for Hosted<R> {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        if !self.is_ours(request.url) {
            return self.elsewhere.get(request).await;
        }
        let (bytes, media_type) = self.own(request.url.path()).await.ok_or(RetrieveError::Status(404))?;
        Ok(Retrieved { bytes, media_type: Some(media_type.to_owned()), final_url: request.url.clone() })
    }
}

impl<R: Retrieve> Hosted<R> {
    /// Host and port are ours. The scheme may differ: a did:web is read over https, a demo is served over http.
    fn is_ours(&self, url: &Url) -> bool {
        let ours = self.public_url.url();
        let same_port = match (url.port(), ours.port()) {
            (None, None) => true,
            _ => url.port_or_known_default() == ours.port_or_known_default(),
        };
        matches!(url.scheme(), "http" | "https") && url.host() == ours.host() && same_port
    }

    /// What verification may read of ours: DID document, status lists, lists of revoked ids, endorsements, badges.
    async fn own(&self, path: &str) -> Option<(Vec<u8>, &'static str)> {
        if path == "/.well-known/did.json" {
            return Some((self.did_document.to_string().into_bytes(), "application/json"));
        }
        if let Some(list) = path.strip_prefix("/status/") {
            let list = self.issuing.status_list(list.parse().ok()?).await.ok()??;
            return Some((list.document.to_string().into_bytes(), "application/vc"));
        }
        if let Some(list) = path.strip_prefix("/revocations/") {
            let list = self.issuing.revocation_list(&list.parse().ok()?).await.ok()??;
            return Some((json!(list).to_string().into_bytes(), "application/json"));
        }
        if let Some(name) = path.strip_prefix("/endorsements/") {
            return self.endorsement(name).await;
        }
        let name = path.strip_prefix("/credentials/")?;
        let (id, form, media_type) = match name.rsplit_once('.') {
            None => (name, BadgeForm::Json, "application/vc"),
            Some((id, "json")) => (id, BadgeForm::Json, "application/json"),
            Some((id, "jwt")) => (id, BadgeForm::Jws, "application/vc+jwt"),
            Some((id, "png")) => (id, BadgeForm::Png, "image/png"),
            Some((id, "svg")) => (id, BadgeForm::Svg, "image/svg+xml"),
            Some(_) => return None,
        };
        let record = self.store.credential(&id.parse().ok()?).await.ok()??;
        let bytes = badge_form(&self.issuing, &self.pictures, &record, form).await.ok()?;
        Some((bytes, media_type))
    }

    /// The newest version of an endorsement that was given here.
    async fn endorsement(&self, name: &str) -> Option<(Vec<u8>, &'static str)> {
        let (id, suffix) = name.rsplit_once('.').unwrap_or((name, "json"));
        let record = self.store.endorsement(&id.parse().ok()?).await.ok()??;
        match suffix {
            "json" => Some((record.document.to_string().into_bytes(), "application/vc")),
            "jwt" => Some((record.jws?.into_bytes(), "application/vc+jwt")),
            _ => None,
        }
    }
}
