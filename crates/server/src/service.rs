//! The running service: the parts that every route shares.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use badgewright_credential::Clock;
use badgewright_issuer::Issuing;
use badgewright_registry::Registry;
use badgewright_store::{CredentialRecord, Store};
use badgewright_verifier::{Expected, Question, Report, Submission, Verification, Verifier};
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use crate::badge_forms::BadgeForms;
use crate::batches::Batches;
use crate::configuration::PublicUrl;
use crate::metrics::Metrics;
use crate::pictures::Pictures;
use crate::served_lists::ServedLists;

/// One running service.
pub(crate) struct Service {
    pub(crate) public_url: PublicUrl,
    pub(crate) issuing: Arc<Issuing>,
    pub(crate) registry: Arc<Registry>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) verifier: Verifier,
    /// Places for verifications.
    pub(crate) verifications: Semaphore,
    pub(crate) did_document: Arc<Value>,
    pub(crate) jwks: Value,
    pub(crate) pictures: Arc<Pictures>,
    pub(crate) forms: Arc<BadgeForms>,
    pub(crate) lists: ServedLists,
    pub(crate) batches: Arc<Batches>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) metrics: Metrics,
}

/// How many badges are verified at once; more wait for their turn.
pub(crate) const MOST_VERIFICATIONS: usize = 64;

/// How long a verification waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unverified {
    /// Others have all the places.
    #[error("too many badges are being verified: ask again in a few seconds")]
    Busy,
    /// The service is stopping, or the verification broke off.
    #[error("the verification broke off")]
    BrokeOff,
}

/// What the VC-API is asked to verify.
#[derive(Clone, Debug)]
pub(crate) enum Shown {
    /// A credential.
    Credential(Value),
    /// A presentation.
    Presentation(Value),
}

impl Service {
    /// Whether nobody elsewhere can read what is served here.
    pub(crate) fn is_demo(&self) -> bool {
        self.public_url.is_demo()
    }

    /// What our own verifier says of one of our badges, now.
    pub(crate) async fn verify_own(&self, record: &CredentialRecord) -> Result<Report, Unverified> {
        let bytes = record.document.to_string().into_bytes();
        let submission = Submission::Document { bytes, media_type: Some("application/vc".to_owned()) };
        self.verify(submission, Question::default()).await
    }

    /// What the verifier says. A stranger's badge can take its time, so that it is verified beside the threads that
    /// answer requests, and only so many at once.
    pub(crate) async fn verify(
        &self,
        submission: Submission,
        question: Question,
    ) -> Result<Report, Unverified> {
        self.verified(submission, question, |report| report).await
    }

    /// What is `told` of what the verifier says, in the place where it says it: memory is given back by who took it.
    pub(crate) async fn verified<T: Send + 'static>(
        &self,
        submission: Submission,
        question: Question,
        told: impl FnOnce(Report) -> T + Send + 'static,
    ) -> Result<T, Unverified> {
        let verify = async move |verifier: Verifier| told(verifier.verify(submission, &question).await);
        self.in_turn(verify).await
    }

    /// The same of what the VC-API is shown.
    pub(crate) async fn verify_shown(
        &self,
        shown: Shown,
        expected: Expected,
    ) -> Result<Verification, Unverified> {
        let verify = async move |verifier: Verifier| match &shown {
            Shown::Credential(document) => verifier.verify_credential(document, &expected).await,
            Shown::Presentation(document) => verifier.verify_presentation(document, &expected).await,
        };
        self.in_turn(verify).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        verify: impl AsyncFnOnce(Verifier) -> T + Send + 'static,
    ) -> Result<T, Unverified> {
        let place = tokio::time::timeout(PATIENCE, self.verifications.acquire()).await;
        let _place = place.map_err(|_| Unverified::Busy)?.map_err(|_| Unverified::BrokeOff)?;
        let (verifier, here) = (self.verifier.clone(), Handle::current());
        let verified = web::block(move || here.block_on(verify(verifier))).await;
        verified.map_err(|_| Unverified::BrokeOff)
    }
}
