//! What to do when a badge is not valid or could not be decided.

use badgewright_verifier::{CheckName, Outcome, Report};

/// A piece of advice for each check that is in the way, in the report's order, each once.
pub(super) fn advice(report: &Report) -> Vec<&'static str> {
    let mut advice: Vec<&'static str> =
        report.checks.iter().filter_map(|check| for_check(check.check, check.outcome)).collect();
    advice.dedup();
    advice
}

fn for_check(check: CheckName, outcome: Outcome) -> Option<&'static str> {
    let advice = match (outcome, check) {
        (Outcome::Fail, CheckName::Parse) => {
            "Ask the holder for the original file or for the badge’s web address. Screenshots, and pictures sent through messengers, lose the badge inside them."
        }
        (Outcome::Fail, CheckName::Status) => {
            "If you hold a copy, look at the badge’s own web address: where an issuer corrects a badge, the newer version is there and the copy is revoked. Else ask the issuer if you need to know why: reasons are not published, since they can be about the person."
        }
        (Outcome::Fail, CheckName::Validity) => {
            "Ask the holder for a newer badge, or the issuer whether there is one."
        }
        (Outcome::Fail, CheckName::Recipient) => {
            "Check the spelling, and whether the person had another e-mail address when the badge was issued. If it still does not fit, the badge is somebody else’s."
        }
        (Outcome::Fail, CheckName::Proof | CheckName::Issuer) => {
            "Treat the badge as unproven. Ask the holder for the badge’s web address at the issuer, and check that: files can be damaged or changed on their way."
        }
        (Outcome::Fail, CheckName::Context | CheckName::Schema | CheckName::Subject) => {
            "Tell the issuer: the badge does not have the form that the standard asks for. The codes below say where."
        }
        (Outcome::Unknown, CheckName::Parse) => {
            "See whether the address opens in a browser, and try again later, or ask the holder for the badge as a file."
        }
        (Outcome::Unknown, CheckName::Status) => {
            "Try again later: the issuer’s status list could not be had or is out of date. Until then nobody can say whether the badge was revoked."
        }
        (Outcome::Unknown, CheckName::Issuer | CheckName::Proof) => {
            "Try again later: the issuer’s key could not be had. If that stays so, ask the issuer where its key is published."
        }
        (Outcome::Unknown, CheckName::Recipient) => {
            "Ask the holder which e-mail address, name or DID the badge was issued for."
        }
        (Outcome::Unknown, _) => {
            "The badge uses something this service does not know. The issuer can say where it can be checked."
        }
        _ => return None,
    };
    Some(advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_advice_for_all_doubt_and_for_each_failure_and_none_for_what_is_well() {
        for check in CheckName::ALL {
            assert!(for_check(check, Outcome::Unknown).is_some(), "{check:?}");
            assert!(
                for_check(check, Outcome::Fail).is_some() || check == CheckName::Endorsements,
                "{check:?}"
            );
            for fine in [Outcome::Pass, Outcome::Warn, Outcome::Skip] {
                assert!(for_check(check, fine).is_none());
            }
        }
    }
}
