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
        (Some(credential.as_value()), ""),
        (credential.get("issuer"), "/issuer"),
        (achievement, "/credentialSubject/achievement"),
    ];
    let mut findings: Vec<Finding> =
        places.into_iter().filter_map(|(place, pointer)| Some(found(place?, pointer))).flatten().collect();
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn endorsements_are_told_where_they_stand_and_do_not_bear_on_the_badge() {
        let badge = json!({"endorsement": [{}, {}], "issuer": {"endorsementJwt": "a.b.c"},
            "credentialSubject": {"achievement": {"endorsement": {}}}});
        let settled = check(&Credential::from_value(badge).unwrap());
        let pointers: Vec<_> = settled.line.findings.iter().map(|finding| finding.pointer.as_str()).collect();
        let expected = [
            "/endorsement/0",
            "/endorsement/1",
            "/issuer/endorsementJwt/0",
            "/credentialSubject/achievement/endorsement/0",
        ];
        assert_eq!((settled.line.outcome, pointers.as_slice()), (Outcome::Skip, &expected[..]));
        assert!(settled.evidence.is_some());
    }
}
