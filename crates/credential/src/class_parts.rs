//! What all badges of a class version by one issuer say alike: built, looked through by the lints and written as text once.
//!
//! Why this is exact: a badge is built by the same [`Award::document`] either way, and its text is that of the document
//! with each part in its place. The rules look at single values, with three exceptions: results point into the achievement,
//! contexts follow from the types used, and a validity ends after it begins. So where the parts break no rule in a badge
//! that says nothing else, and [`ClassParts::takes`] an award, the badge of both breaks none: [`takes`](ClassParts::takes)
//! asks of each value in it, rule by rule, for what is surely in order. What is not goes by [`OpenBadge::prepare`], which
//! tells what is wrong with it, if anything is.

use serde_json::{Value, json};

use crate::award::Parts;
use crate::stencil::{Part, Stencil};
use crate::{
    AchievedResult, Award, CredentialId, Document, Iri, OpenBadge, Profile, Signed, StatusEntry, Subject,
    Timestamp,
};

/// The issuer, the achievement and its picture, as they stand in every badge.
#[derive(Debug)]
pub struct ClassParts {
    whole: OpenBadge,
    name: Part,
    description: Part,
    image: Option<Part>,
    issuer: Part,
    achievement: Part,
    described: Vec<Described>,
}

/// What results may point to.
#[derive(Debug)]
struct Described {
    id: String,
    levels: Vec<String>,
}

/// Puts a proof on a badge of which the parts are known.
pub trait SecureBeside {
    /// Why no proof was made.
    type Error;

    /// The proof, as JSON, of the badge that refers to its issuer, its achievement and its picture by their `id`s.
    ///
    /// # Errors
    /// When anything in the badge would not be covered by the proof, or the key cannot be used.
    fn prove(&self, around: &Stencil<'_>) -> Result<String, Self::Error>;
}

/// An unsigned badge of a class whose parts are known. No rule is broken in it.
#[derive(Debug)]
#[must_use = "a prepared document is worth nothing until it is signed"]
pub struct PreparedAward<'p>(Stencil<'p>);

impl ClassParts {
    /// The parts, if they have what badges are put together by, and break no rule themselves. `extends` is whether badges
    /// use the context of Open Badges' extensions.
    #[must_use]
    pub fn of(issuer: Profile, achievement: Value, extends: bool) -> Option<Self> {
        let text = |name: &str| achievement.get(name).filter(|text| text.is_string()).map(said);
        let parts = Self {
            name: text("name")?,
            description: text("description")?,
            image: achievement.get("image").map_or(Some(None), |image| referred_to(image).map(Some))?,
            issuer: referred_to(&json!(issuer))?,
            achievement: referred_to(&achievement)?,
            described: described(&achievement),
            whole: OpenBadge { issuer, achievement, award: outline(extends)? },
        };
        parts.whole.prepare().is_ok().then_some(parts)
    }

    /// A badge that says nothing but the parts, whole and with references in their places.
    #[must_use]
    pub fn outlines(&self) -> Option<(Value, Value)> {
        let whole = self.whole.prepare().ok()?.document().clone();
        Some((whole, serde_json::from_str(&self.around(&self.whole.award).with_references()).ok()?))
    }

    /// The badge of an award, if it is surely in order.
    pub fn prepare<'p>(&'p self, award: &'p Award) -> Option<PreparedAward<'p>> {
        self.takes(award).then(|| PreparedAward(self.around(award)))
    }

    fn around<'p>(&'p self, award: &'p Award) -> Stencil<'p> {
        award.document(&Parts {
            name: Some(&self.name),
            description: Some(&self.description),
            image: self.image.as_ref(),
            issuer: &self.issuer,
            achievement: &self.achievement,
        })
    }

    /// Whether no rule can find anything in an award. Some never can, by the types of what is in it: identifiers are absolute,
    /// identities hidden where they must be. The others look at what is written the same in all badges.
    fn takes(&self, award: &Award) -> bool {
        let Award { id: _, subject, valid_from, awarded_date, valid_until, evidence, results, status: _ } =
            award;
        // `contexts`
        award.uses_extensions() == self.whole.award.uses_extensions()
            // `links`
            && evidence.iter().flat_map(|item| &item.id).all(is_web_address)
            // `private_identity`, `closed_classes`
            && !subject.id.as_str().starts_with(['m', 'M'])
            && subject.identifiers.iter().flat_map(crate::IdentityObject::in_clear).all(is_name)
            // `results`
            && results.iter().all(|result| self.describes(result))
            // `dates`
            && [valid_from, awarded_date].into_iter().chain(&subject.activity_end_date).all(has_four_digit_year)
            // `validity`
            && valid_until.is_none_or(|until| has_four_digit_year(&until) && until > *valid_from)
    }

    fn describes(&self, result: &AchievedResult) -> bool {
        let AchievedResult { result_description, value, achieved_level } = result;
        let Some(described) = self.described.iter().find(|known| known.id == result_description.as_str())
        else {
            return false;
        };
        let says_something = achieved_level.is_some() || value.as_ref().is_some_and(|value| is_said(value));
        let has = |level: &Iri| described.levels.iter().any(|known| known == level.as_str());
        says_something && achieved_level.as_ref().is_none_or(has)
    }
}

impl PreparedAward<'_> {
    /// Consumes the prepared badge and gives it a proof.
    ///
    /// # Errors
    /// What `securing` says.
    pub fn secured_by<S: SecureBeside>(self, securing: &S) -> Result<Signed, S::Error> {
        let Self(badge) = self;
        let proof = securing.prove(&badge)?;
        Ok(Signed::written(Document::put_together(badge.whole(&[r#","proof":["#, &proof, "]"]))))
    }
}

/// What has no `id` to refer to it by.
fn said(value: &Value) -> Part {
    let json = value.to_string();
    Part { reference: json.clone().into(), whole: json.into() }
}

/// What has an `id`, by which a document may refer to it instead.
fn referred_to(value: &Value) -> Option<Part> {
    let id = value.get("id").filter(|id| id.is_string())?;
    Some(Part { reference: json!({ "id": id }).to_string().into(), whole: value.to_string().into() })
}

/// An award that says as little as possible.
fn outline(extends: bool) -> Option<Award> {
    let name = |number| Iri::urn_uuid(CredentialId::from_bytes([number; 16]));
    let moment = Timestamp::from_unix(0)?;
    Some(Award {
        id: name(0),
        subject: Subject { id: name(1), identifiers: Vec::new(), activity_end_date: None, narrative: None },
        valid_from: moment,
        awarded_date: moment,
        valid_until: None,
        evidence: Vec::new(),
        results: Vec::new(),
        status: extends.then(|| StatusEntry::revocation_list(name(2))).into_iter().collect(),
    })
}

/// The result descriptions of an achievement, with the levels of each. Of those with the same id, the first counts.
fn described(achievement: &Value) -> Vec<Described> {
    let list = |object: &Value, name| object.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let id = |object: &Value| object.get("id").and_then(Value::as_str).map(str::to_owned);
    let described = |description: &Value| {
        let levels = list(description, "rubricCriterionLevel").iter().filter_map(id).collect();
        Some(Described { id: id(description)?, levels })
    };
    list(achievement, "resultDescription").iter().filter_map(described).collect()
}

fn is_web_address(link: &Iri) -> bool {
    link.as_str().starts_with("https:") || link.as_str().starts_with("http:")
}

/// A name that nobody could take for an e-mail address or for what is hidden.
fn is_name(text: &str) -> bool {
    is_said(text) && !text.contains(['@', '$'])
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn has_four_digit_year(moment: &Timestamp) -> bool {
    /// The year 10000.
    const END: i64 = 253_402_300_800;
    (0..END).contains(&moment.unix())
}
