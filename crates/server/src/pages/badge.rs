//! The page of a badge: who earned what, from whom, when, whether it stands now, and what it counts for.

use askama::Template;
use badgewright_registry::{BadgeClass, Registry};
use badgewright_store::CredentialRecord;
use badgewright_verifier::Report;

use super::check_lines::{CheckLine, check_lines, tally};
use super::counting::{RuleShown, counts_for};
use super::family::family;
use super::frame::Frame;
use super::linkedin::Certificate;
use super::markdown::Block;
use super::moment::Moment;
use super::picture;
use super::qr::Qr;
use super::signed_badge::{Achieved, Aligned, EvidenceShown, SignedBadge};
use super::standing::{Banner, banner};
use super::web_address::{verify_link, web_address};

/// What the page is made of.
pub(super) struct Shown<'a> {
    pub(super) frame: Frame,
    pub(super) registry: &'a Registry,
    /// The class's picture (SVG), if it is still registered.
    pub(super) picture: Option<&'a str>,
    /// Whether the badge can be had as a JWS.
    pub(super) has_jws: bool,
    pub(super) record: &'a CredentialRecord,
    pub(super) report: &'a Report,
}

#[derive(Template)]
#[template(path = "badge.html")]
pub(super) struct BadgePage {
    frame: Frame,
    url: String,
    path: String,
    verify_link: String,
    linkedin: String,
    qr: Option<Qr>,
    picture: String,
    picture_in_words: String,
    kind: String,
    name: String,
    holder: Option<String>,
    has_hashed_address: bool,
    issuer_name: String,
    issuer_id: String,
    issuer_link: Option<String>,
    dates: Vec<Dated>,
    hours: Option<String>,
    banner: Banner,
    summary: String,
    checks: Vec<CheckLine>,
    tally: String,
    checked_at: Moment,
    language: String,
    description: String,
    results: Vec<ResultLine>,
    rules: Vec<RuleShown>,
    evidence: Vec<EvidenceShown>,
    criteria: Vec<Block>,
    alignments: Vec<AlignedLine>,
    class_path: Option<String>,
    forms: Vec<FormLink>,
}

/// A date and what happened then.
struct Dated {
    label: &'static str,
    moment: Moment,
}

/// A result with what was asked.
struct ResultLine {
    name: String,
    asks: Option<String>,
    reached: String,
}

/// An alignment with where it leads.
struct AlignedLine {
    code: String,
    name: String,
    framework: String,
    link: Option<String>,
}

/// A form in which the badge can be taken along.
struct FormLink {
    name: &'static str,
    says: &'static str,
    media_type: &'static str,
    href: String,
}

impl BadgePage {
    /// Lays out a badge.
    pub(super) fn of(shown: Shown<'_>) -> Self {
        let Shown { frame, registry, picture, has_jws, record, report } = shown;
        let badge = SignedBadge::of(&record.document);
        let class = registry.get(&record.badge);
        let banner = banner(record, report);
        let (issuer_name, issuer_id) = badge.issuer();
        let url = badge.id().to_owned();
        let path = frame.own_path(&url).unwrap_or(&url).to_owned();
        Self {
            verify_link: verify_link(&url),
            linkedin: linkedin(badge, record, &url),
            qr: Qr::of(&url),
            picture: picture::inline(picture),
            picture_in_words: badge.picture_in_words().to_owned(),
            kind: kind(class),
            name: badge.name().to_owned(),
            holder: badge.holder().map(str::to_owned),
            has_hashed_address: badge.has_hashed_address(),
            issuer_name: issuer_name.to_owned(),
            issuer_id: issuer_id.to_owned(),
            issuer_link: badge.issuer_link(),
            dates: dates(badge),
            hours: badge.hours().map(str::to_owned),
            summary: summary(badge, &banner),
            banner,
            checks: check_lines(report),
            tally: tally(report),
            checked_at: Moment::minute(report.checked_at),
            language: badge.language().to_owned(),
            description: badge.description().to_owned(),
            results: badge.results().into_iter().map(|it| result_line(it, class)).collect(),
            rules: class.map(|class| counts_for(class, registry)).unwrap_or_default(),
            evidence: badge.evidence(),
            criteria: badge.criteria(),
            alignments: badge.alignments().into_iter().map(|it| aligned_line(it, &frame)).collect(),
            class_path: class.map(|class| format!("/achievements/{}", class.slug)),
            forms: forms(&path, has_jws),
            frame,
            url,
            path,
        }
    }
}

fn kind(class: Option<&BadgeClass>) -> String {
    let Some(class) = class else { return "Digital badge".to_owned() };
    let kind = if class.is_stack() { "Stack of micro-credentials" } else { "Micro-credential" };
    format!("{kind} · {}", family(&class.family).name)
}

/// Completed and issued on one day is one date.
fn dates(badge: SignedBadge<'_>) -> Vec<Dated> {
    let day = |at: Option<_>| at.map(Moment::day);
    let (completed, issued) = (day(badge.completed()), day(badge.awarded()));
    let same_day = completed.as_ref().map(|it| &it.words) == issued.as_ref().map(|it| &it.words);
    let dated = [
        ("Completed", completed.filter(|_| !same_day)),
        (if same_day { "Completed and issued" } else { "Issued" }, issued),
        ("Valid until", day(badge.valid_until())),
    ];
    dated.into_iter().filter_map(|(label, moment)| Some(Dated { label, moment: moment? })).collect()
}

/// The page in a sentence, for search results and for previews of a link. A badge out of force must not look like one in force.
fn summary(badge: SignedBadge<'_>, banner: &Banner) -> String {
    let holder = badge.holder().unwrap_or("The holder of this badge");
    let on = badge.awarded().map(|at| format!(" on {}", Moment::day(at).words)).unwrap_or_default();
    let sentence = format!("Issued to {holder} by {}{on}.", badge.issuer().0);
    if banner.tone == "valid" { sentence } else { format!("{}. {sentence}", banner.words) }
}

fn linkedin(badge: SignedBadge<'_>, record: &CredentialRecord, url: &str) -> String {
    let certificate = Certificate {
        name: badge.name(),
        organization: badge.issuer().0,
        issued: badge.awarded(),
        expires: badge.valid_until(),
        url,
        id: &record.id.to_string(),
    };
    certificate.link()
}

fn result_line(achieved: Achieved, class: Option<&BadgeClass>) -> ResultLine {
    let criteria = class.and_then(|class| class.rubric.as_ref()).map(|rubric| rubric.criteria.as_slice());
    let criterion = criteria.unwrap_or_default().iter().find(|criterion| criterion.name == achieved.name);
    ResultLine { asks: criterion.map(|it| it.says.clone()), name: achieved.name, reached: achieved.reached }
}

fn aligned_line(it: Aligned, frame: &Frame) -> AlignedLine {
    let link = frame.own_path(&it.url).map(str::to_owned).or_else(|| web_address(&it.url));
    AlignedLine { code: it.code, name: it.name, framework: it.framework, link }
}

fn forms(path: &str, has_jws: bool) -> Vec<FormLink> {
    let form = |name, says, media_type, suffix| FormLink {
        name,
        says,
        media_type,
        href: format!("{path}.{suffix}"),
    };
    let mut forms = vec![
        form("Picture (PNG)", "with the signed badge inside it", "image/png", "png"),
        form("Picture (SVG)", "the same, sharp at any size", "image/svg+xml", "svg"),
        form("Signed document (JSON)", "for wallets and verifiers", "application/vc", "json"),
    ];
    if has_jws {
        forms.push(form("Signed text (JWT)", "for systems that want a JWS", "application/vc+jwt", "jwt"));
    }
    forms
}

#[cfg(test)]
mod tests;
