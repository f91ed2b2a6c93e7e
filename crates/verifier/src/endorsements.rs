//! The check `endorsements`: what others say about the badge, its achievement and its issuer.

use serde_json::Value;

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::{Credential, values};
use crate::finding::Finding;
use crate::outcome::Outcome;

/// What others say was looked at as far as it is asked for.
#[derive(Debug)]
pub(crate) struct EndorsementsHeard(());

/// Says which endorsements there are. None of them is verified yet, and none of them bears on the badge.
pub(crate) fn check(credential: &Credential) -> Settled<EndorsementsHeard> {
    let subject = credential.subject();
    let achievement = subject.and_then(|subject| subject.get("achievement"));
    let places = [
        (Some(credential.to_value()), String::new()),
        (credential.get("issuer").cloned(), "/issuer".to_owned()),
        (achievement.cloned(), "/credentialSubject/achievement".to_owned()),
    ];
    let mut findings: Vec<Finding> = places
        .iter()
        .filter_map(|(place, pointer)| Some((place.as_ref()?, pointer)))
        .flat_map(|(place, pointer)| found(place, pointer))
        .collect();
    if findings.is_empty() {
        findings.push(Finding::skip("The badge carries no endorsements."));
    }
    Settled::new(CheckName::Endorsements, findings, "", EndorsementsHeard(()))
}

fn found(place: &Value, pointer: &str) -> Vec<Finding> {
    ["endorsement", "endorsementJwt"]
        .into_iter()
        .flat_map(|member| {
            let count = values(place.get(member)).len();
            (0..count).map(move |at| format!("/{member}/{at}"))
        })
        .map(|at| Finding::new(Outcome::Skip, Code::ENDORSEMENTS_NOT_CHECKED).at(format!("{pointer}{at}")))
        .collect()
}
