//! The forms in which a badge can be had, made when they are asked for and kept while they are asked for often.
//!
//! Why what is kept is what would be made now:
//! - A document, a JWS or a picture follows from the badge and its revision alone: a document is never changed, the JWS that was
//!   kept first stays, and the pictures of classes are the same as long as the service runs. Whether the revision is still the
//!   newest is asked of the store, but where nothing was altered in the store since it was asked before.
//! - A page also tells what our verifier finds of the badge, and in which minute it looked. That follows from what the store has
//!   (the badge, its status, status lists, endorsements) and from the time. So a page is sent once more only while nothing was
//!   altered in the store, and for ten seconds of the same minute: so late it may tell that a date has passed, such as the end of an
//!   endorsement. What is on other hosts (the status list of a foreign endorsement) is remembered for longer than that where it
//!   is fetched.

use std::sync::Arc;

use actix_web::http::header::HeaderValue;
use badgewright_credential::{Clock, CredentialId, Timestamp, baking};
use badgewright_issuer::{IssueError, Issuing};
use badgewright_store::{CredentialRecord, Store, StoreError};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::http::representation::Representation;
use crate::pictures::Pictures;

/// The forms in which a badge can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum BadgeForm {
    /// An HTML page.
    Page,
    /// The signed document.
    Json,
    /// A compact JWS.
    Jws,
    /// A PNG that carries the signed document.
    Png,
    /// An SVG that carries the signed document.
    Svg,
}

/// Most bytes of forms that are kept.
const MOST_BYTES: u64 = 24 << 20;

/// For so many seconds a page tells what was found.
const PAGE_SECONDS: i64 = 10;

/// About as many forms as that is.
const ABOUT_FORMS: usize = 4_096;

/// What a form takes up beside its bytes.
const OVERHEAD: usize = 512;

/// Makes the forms of badges, and keeps them.
pub(crate) struct BadgeForms {
    issuing: Arc<Issuing>,
    store: Arc<dyn Store>,
    pictures: Arc<Pictures>,
    clock: Arc<dyn Clock>,
    kept: Cache<(CredentialId, BadgeForm), Kept, Size>,
}

/// A form of a badge, ready to be sent.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) representation: Representation,
    /// The name under which a picture is saved.
    pub(crate) disposition: Option<HeaderValue>,
}

/// A form, and when it was right.
#[derive(Clone)]
struct Kept {
    form: Arc<Form>,
    revision: u32,
    /// What the store said of its alterations before the badge was read.
    alterations: u64,
    /// Read before the badge was verified.
    at: Timestamp,
}

#[derive(Clone)]
struct Size;

impl Weighter<(CredentialId, BadgeForm), Kept> for Size {
    fn weight(&self, _: &(CredentialId, BadgeForm), kept: &Kept) -> u64 {
        u64::try_from(kept.form.representation.size() + OVERHEAD).unwrap_or(u64::MAX)
    }
}

/// Why a badge cannot be had in a form.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FormError {
    /// The badge could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The JWS form could not be made.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The picture could not be rendered.
    #[error(transparent)]
    Picture(#[from] crate::pictures::PictureError),
    /// The badge could not be baked into its picture.
    #[error(transparent)]
    Bake(#[from] baking::BakeError),
}

impl BadgeForms {
    /// Nothing is kept yet.
    pub(crate) fn new(
        issuing: Arc<Issuing>,
        store: Arc<dyn Store>,
        pictures: Arc<Pictures>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { issuing, store, pictures, clock, kept: Cache::with_weighter(ABOUT_FORMS, MOST_BYTES, Size) }
    }

    /// A badge as document, JWS or picture; `None` if there is no such badge. Asked for a page it gives the document.
    pub(crate) async fn of(
        &self,
        id: &CredentialId,
        form: BadgeForm,
    ) -> Result<Option<Arc<Form>>, FormError> {
        let (alterations, at) = (self.store.alterations().await?, self.clock.now());
        let kept = self.kept.get(&(*id, form));
        if let Some(kept) = kept.as_ref().filter(|kept| kept.alterations == alterations) {
            return Ok(Some(Arc::clone(&kept.form)));
        }
        let Some(record) = self.store.credential(id).await? else { return Ok(None) };
        let revision = record.revision;
        let kept = kept.filter(|kept| kept.revision == revision);
        let made = match kept {
            Some(kept) => kept.form,
            None => Arc::new(self.made(record, form).await?),
        };
        let kept = Kept { form: Arc::clone(&made), revision, alterations, at };
        self.kept.insert((*id, form), kept);
        Ok(Some(made))
    }

    /// The page of a badge, which `written` verifies and lays out; `None` if there is no such badge.
    pub(crate) async fn page<E: From<StoreError>>(
        &self,
        id: &CredentialId,
        written: impl AsyncFnOnce(&CredentialRecord) -> Result<String, E>,
    ) -> Result<Option<Arc<Form>>, E> {
        let key = (*id, BadgeForm::Page);
        let (alterations, at) = (self.store.alterations().await?, self.clock.now());
        if let Some(kept) =
            self.kept.get(&key).filter(|kept| kept.alterations == alterations && is_fresh(kept.at, at))
        {
            return Ok(Some(kept.form));
        }
        let Some(record) = self.store.credential(id).await? else { return Ok(None) };
        let representation = Representation::of_text(written(&record).await?);
        let made = Arc::new(Form { representation, disposition: None });
        let kept = Kept { form: Arc::clone(&made), revision: record.revision, alterations, at };
        self.kept.insert(key, kept);
        Ok(Some(made))
    }

    async fn made(&self, record: CredentialRecord, form: BadgeForm) -> Result<Form, FormError> {
        let CredentialRecord { id, revision, badge, .. } = &record;
        // Plain ASCII, so that wallets import it (file names with spaces are a known stumbling block).
        let saved_as =
            |suffix| HeaderValue::from_str(&format!("inline; filename=\"{badge}-{id}.{suffix}\"")).ok();
        let (representation, disposition) = match form {
            BadgeForm::Page | BadgeForm::Json => {
                let name = format!("{id}-{revision}");
                (Representation::of_named_text(name, record.document.into_text()), None)
            }
            BadgeForm::Jws => (Representation::of_bytes(self.issuing.jws_form(&record).await?), None),
            BadgeForm::Png => {
                let baked = baking::png::bake(&self.pictures.png(badge)?, record.document.text())?;
                (Representation::of_bytes(baked), saved_as("png"))
            }
            BadgeForm::Svg => {
                let baked = baking::svg::bake(self.pictures.svg(badge)?.as_bytes(), record.document.text())?;
                (Representation::of_text(baked), saved_as("svg"))
            }
        };
        Ok(Form { representation, disposition })
    }
}

/// Whether a page that was begun at `at` still tells what it would tell `now`, but for dates of these seconds.
fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    let (at, now) = (at.unix(), now.unix());
    (at..at + PAGE_SECONDS).contains(&now) && at.div_euclid(60) == now.div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_fresh_for_ten_seconds_of_its_minute() {
        let at = |unix| Timestamp::from_unix(unix).unwrap();
        let fresh: Vec<i64> = (0..120).filter(|now| is_fresh(at(10), at(*now))).collect();
        assert_eq!(fresh, (10..20).collect::<Vec<_>>());
        let fresh: Vec<i64> = (0..120).filter(|now| is_fresh(at(55), at(*now))).collect();
        assert_eq!(fresh, (55..60).collect::<Vec<_>>());
    }
}
