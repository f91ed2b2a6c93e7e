//! What one badge says of its own, and the document that it stands in.

use std::sync::Arc;

use crate::stencil::{Part, Stencil};
use crate::{AchievedResult, Evidence, IdentityObject, Iri, StatusEntry, Subject, Timestamp, context};

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
    /// How well, as far as that is public; those that other badges of the class have too are shared with them.
    pub results: Vec<Arc<AchievedResult>>,
    /// One entry, or several where the issuer allows suspension.
    pub status: Vec<StatusEntry>,
}

/// What a badge says of its class and its issuer.
pub(crate) struct Parts<'b> {
    pub(crate) name: Option<&'b Part>,
    pub(crate) description: Option<&'b Part>,
    pub(crate) image: Option<&'b Part>,
    pub(crate) issuer: &'b Part,
    pub(crate) achievement: &'b Part,
}

impl Award {
    /// Whether only the context of Open Badges' extensions defines something in it.
    pub(crate) fn uses_extensions(&self) -> bool {
        self.status.iter().any(StatusEntry::is_an_extension)
    }

    /// The badge, its members in the order in which a person would read them, but for its proof.
    pub(crate) fn document<'b>(&'b self, parts: &Parts<'b>) -> Stencil<'b> {
        Stencil::of(|out| out.object(|out| self.write(parts, out)))
    }

    fn write<'b>(&'b self, parts: &Parts<'b>, out: &mut Stencil<'b>) {
        self.write_contexts(out);
        out.name("id").iri(self.id.as_str());
        out.name("type").said(r#"["VerifiableCredential","OpenBadgeCredential"]"#);
        // Wallets show name, description and image of the credential and do not look into the achievement.
        for (name, part) in [("name", parts.name), ("description", parts.description), ("image", parts.image)]
        {
            if let Some(part) = part {
                out.name(name).part(part);
            }
        }
        out.name("issuer").part(parts.issuer);
        out.name("validFrom").text(String::from(self.valid_from));
        out.text_if("validUntil", self.valid_until.map(String::from));
        out.name("awardedDate").text(String::from(self.awarded_date));
        out.name("credentialSubject").object(|out| self.write_subject(parts.achievement, out));
        if !self.evidence.is_empty() {
            out.name("evidence").array(&self.evidence, Evidence::write);
        }
        // OB's data model allows one status; VC 2.0 §4.10 allows an array of several.
        match self.status.as_slice() {
            [] => {}
            [only] => only.write(out.name("credentialStatus")),
            entries => out.name("credentialStatus").array(entries, StatusEntry::write),
        }
        out.added();
    }

    fn write_contexts(&self, out: &mut Stencil<'_>) {
        out.name("@context").said("[");
        out.said_text(context::CREDENTIALS_V2);
        out.said(",");
        out.said_text(context::OPEN_BADGES);
        if self.uses_extensions() {
            out.said(",");
            out.said_text(context::OPEN_BADGES_EXTENSIONS);
        }
        out.said("]");
    }

    /// `credentialSubject`: the recipient, what was reached, and the achievement.
    fn write_subject<'b>(&'b self, achievement: &'b Part, out: &mut Stencil<'b>) {
        let subject = &self.subject;
        out.name("id").iri(subject.id.as_str());
        out.name("type").said(r#"["AchievementSubject"]"#);
        out.text_if("activityEndDate", subject.activity_end_date.map(String::from));
        if !subject.identifiers.is_empty() {
            out.name("identifier").array(&subject.identifiers, IdentityObject::write);
        }
        out.text_if("narrative", subject.narrative.as_deref());
        if !self.results.is_empty() {
            out.name("result").array(&self.results, |result, out| result.write(out));
        }
        out.name("achievement").part(achievement);
    }
}
