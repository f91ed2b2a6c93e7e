//! The service's own addresses, answered without a network: verifying our own badge must not depend on the
//! way from this machine to itself, and must not be a way into it.

use std::sync::Arc;

use actix_web::web::Bytes;
use async_trait::async_trait;
use badgewright_fetch::{Request, Retrieve, RetrieveError, Retrieved};
use badgewright_issuer::Issuing;
use badgewright_store::Store;
use url::Url;

use crate::badge_forms::{BadgeForm, BadgeForms};
use crate::configuration::PublicUrl;

/// Retrieves our own documents in-process, and everybody else's through the guard.
pub(crate) struct Hosted<R> {
    pub(crate) public_url: PublicUrl,
    /// The DID document, as JSON.
    pub(crate) did_document: Bytes,
    pub(crate) issuing: Arc<Issuing>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) forms: Arc<BadgeForms>,
    pub(crate) elsewhere: R,
}

#[async_trait]
impl<R: Retrieve> Retrieve for Hosted<R> {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        if !self.is_ours(request.url) {
            return self.elsewhere.get(request).await;
        }
        let (bytes, media_type) = self.own(request.url.path()).await.ok_or(RetrieveError::Status(404))?;
        Ok(Retrieved::just_now(bytes, Some(media_type.to_owned()), request.url.clone()))
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
    async fn own(&self, path: &str) -> Option<(Bytes, &'static str)> {
        if path == "/.well-known/did.json" {
            return Some((self.did_document.clone(), "application/json"));
        }
        if let Some(list) = path.strip_prefix("/status/") {
            let list = self.issuing.status_list(list.parse().ok()?).await.ok()??;
            return Some((bytes(list.text()), "application/vc"));
        }
        if let Some(list) = path.strip_prefix("/revocations/") {
            let list = self.issuing.revocation_list(&list.parse().ok()?).await.ok()??;
            return Some((bytes(list.text()), "application/json"));
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
        let found = self.forms.of(&id.parse().ok()?, form).await.ok()??;
        Some((found.representation.bytes().clone(), media_type))
    }

    /// The newest version of an endorsement that was given here.
    async fn endorsement(&self, name: &str) -> Option<(Bytes, &'static str)> {
        let (id, suffix) = name.rsplit_once('.').unwrap_or((name, "json"));
        let record = self.store.endorsement(&id.parse().ok()?).await.ok()??;
        match suffix {
            "json" => Some((record.document.to_string().into(), "application/vc")),
            "jwt" => Some((record.jws?.into(), "application/vc+jwt")),
            _ => None,
        }
    }
}

/// A text that others have too, as bytes that share it.
fn bytes(text: &Arc<str>) -> Bytes {
    Bytes::from_owner(Arc::<[u8]>::from(Arc::clone(text)))
}
