//! The verdict: `valid` can be had only for the evidence of every check.

use serde::Serialize;

use crate::check::{Check, Settled};
use crate::context::VocabularyHolds;
use crate::endorsements::EndorsementsHeard;
use crate::issuer::KeyIsIssuers;
use crate::outcome::Outcome;
use crate::parse::BadgeFound;
use crate::proof::SignatureRight;
use crate::recipient::RecipientAnswered;
use crate::schema::FormKept;
use crate::status::NotWithdrawn;
use crate::subject::SubjectNamed;
use crate::validity::InForce;

/// What a report says in one word. It can be read by anybody and made only here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Verdict(Word);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Valid,
    Invalid,
    Unknown,
}

impl Verdict {
    /// Every check holds.
    #[must_use]
    pub fn is_valid(self) -> bool {
        self.0 == Word::Valid
    }

    /// At least one check fails.
    #[must_use]
    pub fn is_invalid(self) -> bool {
        self.0 == Word::Invalid
    }

    /// The verdict as reports write it: `valid`, `invalid` or `unknown`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self.0 {
            Word::Valid => "valid",
            Word::Invalid => "invalid",
            Word::Unknown => "unknown",
        }
    }

    /// The only way to `valid`: whoever calls it hands in what each check has proved.
    fn valid(_: Evidence) -> Self {
        Self(Word::Valid)
    }
}

/// What all the checks have proved. A check that is left out is a field that is missing.
#[expect(dead_code, reason = "the evidence is worth something by being there, and carries nothing")]
struct Evidence {
    parse: BadgeFound,
    context: VocabularyHolds,
    schema: FormKept,
    subject: SubjectNamed,
    issuer: KeyIsIssuers,
    proof: SignatureRight,
    status: NotWithdrawn,
    validity: InForce,
    recipient: RecipientAnswered,
    endorsements: EndorsementsHeard,
}

/// The ten checks as they were made.
pub(crate) struct Checks {
    pub(crate) parse: Settled<BadgeFound>,
    pub(crate) context: Settled<VocabularyHolds>,
    pub(crate) schema: Settled<FormKept>,
    pub(crate) subject: Settled<SubjectNamed>,
    pub(crate) issuer: Settled<KeyIsIssuers>,
    pub(crate) proof: Settled<SignatureRight>,
    pub(crate) status: Settled<NotWithdrawn>,
    pub(crate) validity: Settled<InForce>,
    pub(crate) recipient: Settled<RecipientAnswered>,
    pub(crate) endorsements: Settled<EndorsementsHeard>,
}

impl Checks {
    /// The verdict that follows, and the lines of the report in its order.
    pub(crate) fn conclude(self) -> (Verdict, [Check; 10]) {
        let lines = [
            self.parse.line,
            self.context.line,
            self.schema.line,
            self.subject.line,
            self.issuer.line,
            self.proof.line,
            self.status.line,
            self.validity.line,
            self.recipient.line,
            self.endorsements.line,
        ];
        let evidence = (|| {
            Some(Evidence {
                parse: self.parse.evidence?,
                context: self.context.evidence?,
                schema: self.schema.evidence?,
                subject: self.subject.evidence?,
                issuer: self.issuer.evidence?,
                proof: self.proof.evidence?,
                status: self.status.evidence?,
                validity: self.validity.evidence?,
                recipient: self.recipient.evidence?,
                endorsements: self.endorsements.evidence?,
            })
        })();
        let fails = lines.iter().any(|line| line.outcome == Outcome::Fail);
        let verdict = match evidence {
            Some(evidence) => Verdict::valid(evidence),
            None if fails => Verdict(Word::Invalid),
            None => Verdict(Word::Unknown),
        };
        (verdict, lines)
    }
}
