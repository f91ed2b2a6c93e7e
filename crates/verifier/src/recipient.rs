//! The check `recipient`: the badge is about the one who was asked for.

use badgewright_credential::recipient::{self, Doubt, RecipientMatch};
use serde_json::Value;

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;

/// Nobody was asked for, or the badge is about the one who was.
#[derive(Debug)]
pub(crate) struct RecipientAnswered(());

/// Compares the badge's subject with the address, DID or name in `asked`.
pub(crate) fn check(credential: &Credential, asked: Option<&str>) -> Settled<RecipientAnswered> {
    let findings = match asked {
        None => vec![Finding::skip(Code::RECIPIENT_NOT_ASKED)],
        Some(asked) => compare(credential.subject().unwrap_or(&Value::Null), asked),
    };
    let otherwise = "The badge was issued to the one who was asked for.";
    Settled::new(CheckName::Recipient, findings, otherwise, RecipientAnswered(()))
}

fn compare(subject: &Value, asked: &str) -> Vec<Finding> {
    match recipient::compare(subject, asked) {
        RecipientMatch::Same { pointer, doubts } => {
            doubts.into_iter().map(|doubt| Finding::warn(code(doubt)).at(in_subject(&pointer))).collect()
        }
        RecipientMatch::Different => vec![Finding::fail(Code::RECIPIENT_OTHER).at(in_subject(""))],
        // It may well be theirs, and nothing in it says so: that is neither a match nor another person.
        RecipientMatch::NothingToCompare => {
            vec![Finding::unknown(Code::RECIPIENT_UNIDENTIFIED).at(in_subject(""))]
        }
    }
}

fn code(doubt: Doubt) -> Code {
    match doubt {
        Doubt::Md5 => Code::RECIPIENT_MD5,
        Doubt::WordOrder => Code::RECIPIENT_WORD_ORDER,
        Doubt::Diacritics => Code::RECIPIENT_DIACRITICS,
    }
}

fn in_subject(pointer: &str) -> String {
    format!("/credentialSubject{pointer}")
}
