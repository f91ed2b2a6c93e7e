//! The check `endorsements`: what others say about the badge, its achievement and its issuer.

use serde_json::Value;

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::{Credential, values};
use crate::finding::Finding;
use crate::outcome::Outcome;

/// Endorsements that are listed one by one; of the others only the number is told.
const MOST_LISTED: usize = 16;

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
    let lists: Vec<(String, usize)> =
        places.into_iter().filter_map(|(place, pointer)| Some(lists_in(place?, pointer))).flatten().collect();
    let mut findings: Vec<Finding> = lists
        .iter()
        .flat_map(|(list, count)| (0..*count).map(move |at| not_checked().at(format!("{list}/{at}"))))
        .take(MOST_LISTED)
        .collect();
    let all: usize = lists.iter().map(|(_, count)| count).sum();
    if all > findings.len() {
        findings.push(not_checked().because(format!("{} more, which are not listed", all - findings.len())));
    }
    if findings.is_empty() {
        findings.push(Finding::skip("The badge carries no endorsements."));
    }
    Settled::new(CheckName::Endorsements, findings, "", EndorsementsHeard(()))
}

/// Where `place` lists endorsements, and how many.
fn lists_in(place: &Value, pointer: &str) -> [(String, usize); 2] {
    ["endorsement", "endorsementJwt"]
        .map(|member| (format!("{pointer}/{member}"), values(place.get(member)).len()))
}

fn not_checked() -> Finding {
    Finding::new(Outcome::Skip, Code::ENDORSEMENTS_NOT_CHECKED)
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

    #[test]
    fn of_a_million_endorsements_sixteen_are_listed_and_the_others_counted() {
        let badge = json!({"endorsement": vec![0; 1_000_000], "issuer": {"endorsementJwt": "a.b.c"}});
        let line = check(&Credential::from_value(badge).unwrap()).line;
        assert_eq!((line.outcome, line.findings.len()), (Outcome::Skip, 17));
        assert_eq!(line.findings[15].pointer, "/endorsement/15");
        assert_eq!(line.findings[16].pointer, "");
        assert!(line.findings[16].detail.contains("(999985 more"), "{}", line.findings[16].detail);
    }

    #[test]
    fn sixteen_endorsements_are_all_listed_without_a_count_of_others() {
        let badge = json!({"endorsement": vec![0; 16]});
        let line = check(&Credential::from_value(badge).unwrap()).line;
        assert!(line.findings.len() == 16 && line.findings.iter().all(|finding| !finding.pointer.is_empty()));
    }
}
