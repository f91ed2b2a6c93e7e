//! What a signed badge says, read from the very document that was signed. Whatever is missing is absent here.

use badgewright_credential::Timestamp;
use serde_json::Value;

use super::markdown::{Block, blocks};
use super::web_address::web_address;

/// The suffix of the result type in which badges here state hours.
const HOURS_TYPE: &str = "ProfessionalDevelopmentHours";

/// A signed document as a page reads it.
#[derive(Clone, Copy, Debug)]
pub(super) struct SignedBadge<'a> {
    document: &'a Value,
    subject: &'a Value,
    achievement: &'a Value,
}

/// A result that the badge states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Achieved {
    /// What was judged.
    pub(super) name: String,
    /// The level or value reached.
    pub(super) reached: String,
}

/// A piece of public evidence.
#[derive(Clone, Debug)]
pub(super) struct EvidenceShown {
    pub(super) name: String,
    /// Its web address, if it has one.
    pub(super) link: Option<String>,
    pub(super) narrative: Vec<Block>,
}

/// What the badge is aligned to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Aligned {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) framework: String,
    pub(super) url: String,
}

impl<'a> SignedBadge<'a> {
    /// Reads `document`.
    pub(super) fn of(document: &'a Value) -> Self {
        let subject = first(&document["credentialSubject"]);
        Self { document, subject, achievement: first(&subject["achievement"]) }
    }

    /// The credential's id.
    pub(super) fn id(self) -> &'a str {
        text(&self.document["id"])
    }

    /// The badge's name.
    pub(super) fn name(self) -> &'a str {
        [&self.document["name"], &self.achievement["name"]]
            .into_iter()
            .map(text)
            .find(|name| !name.is_empty())
            .unwrap_or("Badge")
    }

    /// What its holder has shown.
    pub(super) fn description(self) -> &'a str {
        text(&self.achievement["description"])
    }

    /// The language of the achievement's texts (BCP 47).
    pub(super) fn language(self) -> &'a str {
        Some(text(&self.achievement["inLanguage"])).filter(|tag| !tag.is_empty()).unwrap_or("en")
    }

    /// `IdentityObject` of type `name` in clear: where wallets look for "Issued to" too.
    pub(super) fn holder(self) -> Option<&'a str> {
        let is_name =
            |entry: &&Value| entry["identityType"] == "name" && entry["hashed"] == Value::Bool(false);
        list(&self.subject["identifier"]).iter().find(is_name).map(|entry| text(&entry["identityHash"]))
    }

    /// Whether the holder's e-mail address is in it, as a hash.
    pub(super) fn has_hashed_address(self) -> bool {
        list(&self.subject["identifier"]).iter().any(|entry| entry["hashed"] == Value::Bool(true))
    }

    /// The issuer's name and id.
    pub(super) fn issuer(self) -> (&'a str, &'a str) {
        let issuer = &self.document["issuer"];
        let id = issuer.as_str().unwrap_or_else(|| text(&issuer["id"]));
        let name = text(&issuer["name"]);
        (if name.is_empty() { id } else { name }, id)
    }

    /// The issuer's home page.
    pub(super) fn issuer_link(self) -> Option<String> {
        web_address(text(&self.document["issuer"]["url"]))
    }

    /// When it was first issued.
    pub(super) fn awarded(self) -> Option<Timestamp> {
        moment(&self.document["awardedDate"]).or_else(|| moment(&self.document["validFrom"]))
    }

    /// When the work was completed.
    pub(super) fn completed(self) -> Option<Timestamp> {
        moment(&self.subject["activityEndDate"])
    }

    /// Until when it counts.
    pub(super) fn valid_until(self) -> Option<Timestamp> {
        moment(&self.document["validUntil"])
    }

    /// What is to be done for it.
    pub(super) fn criteria(self) -> Vec<Block> {
        blocks(text(&self.achievement["criteria"]["narrative"]))
    }

    /// Its picture in words.
    pub(super) fn picture_in_words(self) -> &'a str {
        text(&self.achievement["image"]["caption"])
    }

    /// The results it states, hours aside.
    pub(super) fn results(self) -> Vec<Achieved> {
        self.described_results().filter(|(description, _)| !is_hours(description)).map(achieved).collect()
    }

    /// The hours of professional development it states.
    pub(super) fn hours(self) -> Option<&'a str> {
        let (_, result) = self.described_results().find(|(description, _)| is_hours(description))?;
        result["value"].as_str()
    }

    /// Results with the description that each points to.
    fn described_results(self) -> impl Iterator<Item = (&'a Value, &'a Value)> {
        let descriptions = list(&self.achievement["resultDescription"]);
        let described = move |result: &'a Value| {
            let description = descriptions.iter().find(|it| it["id"] == result["resultDescription"])?;
            Some((description, result))
        };
        list(&self.subject["result"]).iter().filter_map(described)
    }

    /// What it is aligned to.
    pub(super) fn alignments(self) -> Vec<Aligned> {
        let aligned = |it: &Value| Aligned {
            code: text(&it["targetCode"]).to_owned(),
            name: text(&it["targetName"]).to_owned(),
            framework: text(&it["targetFramework"]).to_owned(),
            url: text(&it["targetUrl"]).to_owned(),
        };
        list(&self.achievement["alignment"]).iter().map(aligned).collect()
    }

    /// The evidence that is public.
    pub(super) fn evidence(self) -> Vec<EvidenceShown> {
        list(&self.document["evidence"]).iter().enumerate().map(|(index, it)| evidence(index, it)).collect()
    }
}

fn evidence(index: usize, it: &Value) -> EvidenceShown {
    let (name, link) = (text(&it["name"]), web_address(text(&it["id"])));
    let name = if name.is_empty() { format!("Evidence {}", index + 1) } else { name.to_owned() };
    EvidenceShown { name, link, narrative: blocks(text(&it["narrative"])) }
}

fn is_hours(description: &Value) -> bool {
    text(&description["resultType"]).ends_with(HOURS_TYPE)
}

fn achieved((description, result): (&Value, &Value)) -> Achieved {
    let levels = list(&description["rubricCriterionLevel"]);
    let level =
        levels.iter().find(|level| level["id"] == result["achievedLevel"]).map(|level| text(&level["name"]));
    let reached = level.unwrap_or_else(|| text(&result["value"]));
    Achieved { name: text(&description["name"]).to_owned(), reached: reached.to_owned() }
}

/// A text; empty where there is none.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn moment(value: &Value) -> Option<Timestamp> {
    text(value).parse().ok()
}

/// Several values, or one that stands without brackets, or none.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(values) => values,
        one => std::slice::from_ref(one),
    }
}

fn first(value: &Value) -> &Value {
    list(value).first().unwrap_or(&Value::Null)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_result_is_read_with_the_names_of_its_description_and_level() {
        let document = json!({"credentialSubject": {
            "result": [
                {"resultDescription": "x#analyze", "achievedLevel": "x#analyze-shown"},
                {"resultDescription": "x#hours", "value": "12"},
                {"resultDescription": "x#gone", "value": "1"},
            ],
            "achievement": {"resultDescription": [
                {"id": "x#analyze", "name": "Analyze", "rubricCriterionLevel": [{"id": "x#analyze-shown", "name": "Shown"}]},
                {"id": "x#hours", "name": "Hours", "resultType": "ext:ProfessionalDevelopmentHours"},
            ]},
        }});
        let badge = SignedBadge::of(&document);
        assert_eq!(badge.results(), [Achieved { name: "Analyze".into(), reached: "Shown".into() }]);
        assert_eq!(badge.hours(), Some("12"));
    }

    #[test]
    fn a_hashed_identity_is_nobodys_name() {
        let entry = json!({"identityType": "name", "hashed": true, "identityHash": "sha256$ab"});
        let document = json!({"credentialSubject": {"identifier": entry}});
        assert_eq!(SignedBadge::of(&document).holder(), None);
        assert!(SignedBadge::of(&document).has_hashed_address());
    }

    #[test]
    fn an_empty_document_reads_as_a_badge_without_anything() {
        let badge = SignedBadge::of(&Value::Null);
        assert_eq!((badge.name(), badge.holder(), badge.issuer()), ("Badge", None, ("", "")));
        assert!(badge.evidence().is_empty() && badge.results().is_empty() && badge.criteria().is_empty());
    }

    #[test]
    fn evidence_that_is_no_web_page_is_named_and_not_linked() {
        let document = json!({"evidence": [{"id": "javascript:alert(1)"}, {"id": "https://p.example/1", "name": "Portfolio"}]});
        let evidence = SignedBadge::of(&document).evidence();
        assert_eq!((evidence[0].name.as_str(), evidence[0].link.as_deref()), ("Evidence 1", None));
        assert_eq!(
            (evidence[1].name.as_str(), evidence[1].link.as_deref()),
            ("Portfolio", Some("https://p.example/1"))
        );
    }
}
