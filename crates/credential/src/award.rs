//! What one badge says of its own, and the document that it stands in.

use crate::strict_json::{Json, Object};
use crate::{AchievedResult, Evidence, Iri, StatusEntry, Subject, Timestamp, context};

/// All of a badge but for its issuer and its achievement: to whom it was awarded, when, and for what.
#[derive(Clone, Debug)]
pub struct Award {
    /// The credential's URL.
    pub id: Iri,
    /// Who earned it.
    pub subject: Subject,
    /// From when this version of the badge counts.
    pub valid_from: Timestamp,
    /// When the badge was first issued; a re-issue keeps it.
    pub awarded_date: Timestamp,
    /// Until when it counts; later than `valid_from`.
    pub valid_until: Option<Timestamp>,
    /// What it was earned with, as far as that is public.
    pub evidence: Vec<Evidence>,
    /// How well, as far as that is public.
    pub results: Vec<AchievedResult>,
    /// One entry, or several where the issuer allows suspension.
    pub status: Vec<StatusEntry>,
}

/// What a badge says of its class and its issuer: all of it, or of each part its `id` alone.
pub(crate) struct Parts<'b> {
    pub(crate) name: Option<Json<'b>>,
    pub(crate) description: Option<Json<'b>>,
    pub(crate) image: Option<Json<'b>>,
    pub(crate) issuer: Json<'b>,
    pub(crate) achievement: Json<'b>,
}

impl Award {
    /// Whether only the context of Open Badges' extensions defines something in it.
    pub(crate) fn uses_extensions(&self) -> bool {
        self.status.iter().any(StatusEntry::is_an_extension)
    }

    /// The badge, its members in the order in which a person would read them.
    pub(crate) fn document<'b>(&'b self, parts: Parts<'b>) -> Object<'b> {
        let contexts = [context::CREDENTIALS_V2, context::OPEN_BADGES].into_iter();
        let contexts = contexts.chain(self.uses_extensions().then_some(context::OPEN_BADGES_EXTENSIONS));
        let classes = ["VerifiableCredential", "OpenBadgeCredential"].map(Json::text);
        // Wallets show name, description and image of the credential and do not look into the achievement.
        Object::with_room(13)
            .and("@context", Json::Array(contexts.map(Json::text).collect()))
            .and("id", Json::text(self.id.as_str()))
            .and("type", Json::Array(classes.into()))
            .and("name", parts.name)
            .and("description", parts.description)
            .and("image", parts.image)
            .and("issuer", parts.issuer)
            .and("validFrom", moment(self.valid_from))
            .and("validUntil", self.valid_until.map(moment))
            .and("awardedDate", moment(self.awarded_date))
            .and("credentialSubject", self.subject(parts.achievement))
            .and("evidence", Json::list(&self.evidence, Evidence::json))
            // OB's data model allows one status; VC 2.0 §4.10 allows an array of several.
            .and(
                "credentialStatus",
                match self.status.as_slice() {
                    [only] => Some(only.json()),
                    entries => Json::list(entries, StatusEntry::json),
                },
            )
    }

    /// `credentialSubject`: the recipient, what was reached, and the achievement.
    fn subject<'b>(&'b self, achievement: Json<'b>) -> Json<'b> {
        let subject = &self.subject;
        let members = Object::with_room(7)
            .and("id", Json::text(subject.id.as_str()))
            .and("type", Json::listed("AchievementSubject"))
            .and("activityEndDate", subject.activity_end_date.map(moment))
            .and("identifier", Json::list(&subject.identifiers, crate::IdentityObject::json))
            .and("narrative", subject.narrative.as_deref().map(Json::text))
            .and("result", Json::list(&self.results, AchievedResult::json))
            .and("achievement", achievement);
        Json::Object(members)
    }
}

fn moment<'b>(moment: Timestamp) -> Json<'b> {
    Json::text(moment.to_string())
}
