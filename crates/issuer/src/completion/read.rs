//! From JSON to a [`Completion`], with all that is wrong at once.

use badgewright_credential::{BadgeSlug, Did, EmailAddress, Iri, Timestamp};
use badgewright_registry::{
    BadgeClass, PassedRubric, Refusal, Registry, RubricJudgement, judge_attestations,
};
use serde_json::{Map, Value};

use super::{Completion, CompletionEvidence, CompletionResult, Fault, NotACompletion, Recipient};
use crate::members::{Members, child, kind};

/// Longest name of a person or of evidence, in characters.
const LONGEST_NAME: usize = 256;
/// Longest narrative, in characters.
const LONGEST_NARRATIVE: usize = 20_000;
/// Longest URL, in characters.
const LONGEST_URL: usize = 2_048;
/// Longest score, in characters.
const LONGEST_SCORE: usize = 64;
/// Most pieces of evidence.
const MOST_EVIDENCE: usize = 100;
/// Most entries of a rubric.
const MOST_ENTRIES: usize = 100;

const MEMBERS: [&str; 7] =
    ["badge", "externalId", "recipient", "completedAt", "evidence", "result", "attestations"];

impl Completion {
    /// Reads a completion. `now` bounds `completedAt`.
    ///
    /// # Errors
    /// [`NotACompletion::Faulty`] with everything that is wrong, or, where nothing is, [`NotACompletion::NotEarned`]
    /// with the criteria below the passing level.
    pub fn read(value: &Value, registry: &Registry, now: Timestamp) -> Result<Self, NotACompletion> {
        let (mut faults, mut missed) = (Vec::new(), Vec::new());
        let completion = read(value, registry, now, &mut faults, &mut missed);
        match completion {
            Some(completion) if faults.is_empty() && missed.is_empty() => Ok(completion),
            Some(_) if faults.is_empty() => Err(NotACompletion::NotEarned(missed)),
            _ => Err(NotACompletion::Faulty(faults)),
        }
    }
}

/// What could be read. What is wrong goes to `faults`, criteria below the passing level to `missed`.
fn read(
    value: &Value,
    registry: &Registry,
    now: Timestamp,
    faults: &mut Vec<Fault>,
    missed: &mut Vec<Fault>,
) -> Option<Completion> {
    let mut members = Members::of(value, "", &MEMBERS, faults)?;
    let class = badge(&mut members, registry);
    let external_id = members.parsed("externalId", 255);
    let recipient = recipient(&mut members);
    let completed_at = completed_at(&mut members, now);
    let evidence = evidence(&mut members);
    let result = result(&mut members, class, missed);
    let attestations = attestations(&mut members);
    Some(Completion {
        badge: class?.slug.clone(),
        external_id,
        recipient: recipient?,
        completed_at,
        evidence,
        result,
        attestations,
    })
}

fn badge<'r>(members: &mut Members<'_, '_>, registry: &'r Registry) -> Option<&'r BadgeClass> {
    if !members.has("badge") {
        members.fault("badge", "required: the name of a badge class, like `academic-rigor`");
        return None;
    }
    let name = members.text("badge", 256)?;
    let class = name.parse::<BadgeSlug>().ok().and_then(|slug| registry.get(&slug));
    if class.is_none() {
        let nearest =
            registry.nearest(name).map(|slug| format!("; did you mean `{slug}`?")).unwrap_or_default();
        members.fault("badge", format!("there is no badge class `{name}`{nearest}"));
    }
    class
}

fn recipient(members: &mut Members<'_, '_>) -> Option<Recipient> {
    const REQUIRED: &str = "required: an object with `email` or `did`";
    let pointer = members.at("recipient");
    let Some(value) = members.value("recipient") else {
        members.fault("recipient", REQUIRED);
        return None;
    };
    let mut person = Members::of(value, &pointer, &["email", "name", "did"], members.faults())?;
    if !person.has("email") && !person.has("did") {
        let fault = Fault::new(&pointer, REQUIRED);
        person.faults().push(fault);
    }
    let email = person.parsed::<EmailAddress>("email", LONGEST_NAME);
    let name = person.line("name", LONGEST_NAME).map(str::to_owned);
    if name.as_ref().is_some_and(|name| name.parse::<EmailAddress>().is_ok()) {
        // It would stand on the badge in clear.
        person.fault("name", "expected a name, found an e-mail address, which goes into `email`");
    }
    let did = person.parsed::<Did>("did", LONGEST_URL);
    Some(Recipient { email, name, did })
}

fn completed_at(members: &mut Members<'_, '_>, now: Timestamp) -> Option<Timestamp> {
    let moment = members.parsed::<Timestamp>("completedAt", 64)?;
    if moment > now {
        members.fault("completedAt", format!("is in the future: it is {now} now"));
    }
    Some(moment)
}

fn evidence(members: &mut Members<'_, '_>) -> Vec<CompletionEvidence> {
    let pointer = members.at("evidence");
    let items = members.array("evidence", MOST_EVIDENCE).iter().enumerate();
    items
        .filter_map(|(i, item)| one_evidence(item, &child(&pointer, &i.to_string()), members.faults()))
        .collect()
}

fn one_evidence(value: &Value, pointer: &str, faults: &mut Vec<Fault>) -> Option<CompletionEvidence> {
    let mut members = Members::of(value, pointer, &["url", "name", "narrative"], faults)?;
    let url = web_address(&mut members, "url");
    let name = members.line("name", LONGEST_NAME).map(str::to_owned);
    let narrative = members.text("narrative", LONGEST_NARRATIVE).map(str::to_owned);
    Some(CompletionEvidence { url: url?, name, narrative })
}

/// A required http or https URL. It goes onto a page as a link, so no other scheme is taken.
fn web_address(members: &mut Members<'_, '_>, name: &str) -> Option<Iri> {
    if !members.has(name) {
        members.fault(name, "required: an http or https URL");
        return None;
    }
    let text = members.line(name, LONGEST_URL)?;
    let begins =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !(begins("http://") || begins("https://")) || url::Url::parse(text).is_err() {
        members.fault(name, "expected an http or https URL");
        return None;
    }
    // As it was sent: what a platform wrote is what it finds again.
    members.parsed(name, LONGEST_URL)
}

fn result(
    members: &mut Members<'_, '_>,
    class: Option<&BadgeClass>,
    missed: &mut Vec<Fault>,
) -> CompletionResult {
    let pointer = members.at("result");
    let Some(value) = members.value("result") else { return CompletionResult::default() };
    let Some(mut result) = Members::of(value, &pointer, &["score", "rubric"], members.faults()) else {
        return CompletionResult::default();
    };
    let score = result.line("score", LONGEST_SCORE).map(str::to_owned);
    let pointer = result.at("rubric");
    let entries = result.array("rubric", MOST_ENTRIES);
    let read: Vec<_> = entries
        .iter()
        .enumerate()
        .filter_map(|(i, entry)| rubric_entry(entry, &child(&pointer, &i.to_string()), result.faults()))
        .collect();
    let rubric = match class {
        Some(class) if read.len() == entries.len() => judged(class, &read, result.faults(), missed),
        _ => PassedRubric::default(),
    };
    CompletionResult { score, rubric }
}

/// The criterion and the level of one entry.
fn rubric_entry<'v>(value: &'v Value, pointer: &str, faults: &mut Vec<Fault>) -> Option<(&'v str, &'v str)> {
    let mut members = Members::of(value, pointer, &["criterion", "level"], faults)?;
    for required in ["criterion", "level"] {
        if !members.has(required) {
            members.fault(required, "required: a text");
        }
    }
    let criterion = members.text("criterion", LONGEST_NAME);
    let level = members.text("level", LONGEST_NAME);
    Some((criterion?, level?))
}

/// What the class's rubric says of the entries.
fn judged(
    class: &BadgeClass,
    entries: &[(&str, &str)],
    faults: &mut Vec<Fault>,
    missed: &mut Vec<Fault>,
) -> PassedRubric {
    let note = |refusals: Vec<Refusal>, to: &mut Vec<Fault>| {
        to.extend(refusals.into_iter().map(Fault::from));
        PassedRubric::default()
    };
    match class.judge_rubric(entries) {
        RubricJudgement::Passed(rubric) => rubric,
        RubricJudgement::NotEarned(refusals) => note(refusals, missed),
        RubricJudgement::Refused(refusals) => note(refusals, faults),
    }
}

fn attestations(members: &mut Members<'_, '_>) -> Map<String, Value> {
    let Some(value) = members.value("attestations") else { return Map::new() };
    let Some(facts) = value.as_object() else {
        members.fault("attestations", format!("expected an object, found {}", kind(value)));
        return Map::new();
    };
    members.faults().extend(judge_attestations(facts).into_iter().map(Fault::from));
    facts.clone()
}
