//! What a badge says about where its status is kept.

use serde_json::Value;

use crate::code::Code;
use crate::finding::Finding;

/// One `BitstringStatusListEntry` (VC-BITSTRING-STATUS-LIST §2.1) whose bit decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecidingEntry {
    pub(crate) withdraws: Withdrawal,
    pub(crate) index: u64,
    pub(crate) status_size: u64,
    pub(crate) list: String,
}

/// What a set bit does to a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Withdrawal {
    /// For a time.
    Suspension,
    /// For good.
    Revocation,
}

impl Withdrawal {
    /// The purpose as lists and entries write it.
    pub(crate) fn purpose(self) -> &'static str {
        match self {
            Self::Suspension => "suspension",
            Self::Revocation => "revocation",
        }
    }

    pub(crate) fn code(self) -> Code {
        match self {
            Self::Suspension => Code::STATUS_SUSPENDED,
            Self::Revocation => Code::STATUS_REVOKED,
        }
    }
}

/// What came of reading one status entry.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Its bit decides; `remarks` are warnings about its form.
    Decides { entry: DecidingEntry, remarks: Vec<Finding> },
    /// It decides nothing, or nothing that can be read.
    Says(Finding),
}

/// Reads one value of `credentialStatus`.
pub(crate) fn read(value: &Value) -> Entry {
    let text = |member: &str| value.get(member).and_then(Value::as_str);
    if !crate::credential::values(value.get("type")).iter().any(|class| class == "BitstringStatusListEntry") {
        let class = value.get("type").unwrap_or(&Value::Null);
        return Entry::Says(Finding::unknown(Code::STATUS_UNSUPPORTED).because(class));
    }
    let withdraws = match text("statusPurpose") {
        Some("revocation") => Withdrawal::Revocation,
        Some("suspension") => Withdrawal::Suspension,
        // `refresh`, `message` and what others may add (§2.1) tell something and withdraw nothing.
        Some(other) => return Entry::Says(Finding::warn(Code::STATUS_INFORMATIVE).because(other)),
        None => return malformed("statusPurpose"),
    };
    let mut remarks = Vec::new();
    let index = match value.get("statusListIndex") {
        Some(Value::String(digits)) => decimal(digits),
        Some(Value::Number(number)) => {
            remarks.push(Finding::warn(Code::STATUS_INDEX_NUMBER));
            number.as_u64()
        }
        _ => None,
    };
    let Some(index) = index else { return malformed("statusListIndex") };
    let status_size = match value.get("statusSize") {
        None => 1,
        Some(size) => match size.as_u64().or_else(|| size.as_str().and_then(decimal)) {
            Some(size) => size,
            None => return malformed("statusSize"),
        },
    };
    let Some(list) = text("statusListCredential") else { return malformed("statusListCredential") };
    Entry::Decides { entry: DecidingEntry { withdraws, index, status_size, list: list.to_owned() }, remarks }
}

/// §2.1: an integer of at least 0 in base 10.
fn decimal(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn malformed(member: &str) -> Entry {
    Entry::Says(Finding::unknown(Code::STATUS_MALFORMED).because(format!("`{member}` of the status entry")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(change: Value) -> Entry {
        let mut entry = json!({"type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "7", "statusListCredential": "https://a.example/1"});
        entry.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        read(&entry)
    }

    fn code(entry: Entry) -> Option<Code> {
        match entry {
            Entry::Decides { remarks, .. } => remarks.first().and_then(|remark| remark.code),
            Entry::Says(finding) => finding.code,
        }
    }

    #[test]
    fn an_entry_is_read_as_the_standard_writes_it() {
        let expected = DecidingEntry {
            withdraws: Withdrawal::Revocation,
            index: 7,
            status_size: 1,
            list: "https://a.example/1".to_owned(),
        };
        assert_eq!(entry(json!({})), Entry::Decides { entry: expected, remarks: vec![] });
    }

    #[test]
    fn a_number_as_index_is_read_with_a_warning() {
        let read = entry(json!({"statusListIndex": 23}));
        assert!(matches!(&read, Entry::Decides { entry: DecidingEntry { index: 23, .. }, .. }));
        assert_eq!(code(read), Some(Code::STATUS_INDEX_NUMBER));
    }

    #[test]
    fn what_cannot_be_read_decides_nothing_and_is_never_passed_over() {
        for change in [
            json!({"statusListIndex": "-1"}),
            json!({"statusListIndex": "+1"}),
            json!({"statusListIndex": 1.5}),
            json!({"statusListIndex": "99999999999999999999"}),
            json!({"statusListIndex": ""}),
            json!({"statusListIndex": null}),
            json!({"statusPurpose": null}),
            json!({"statusPurpose": ["revocation"]}),
            json!({"statusSize": -1}),
            json!({"statusListCredential": 7}),
        ] {
            assert_eq!(code(entry(change.clone())), Some(Code::STATUS_MALFORMED), "{change}");
        }
        assert_eq!(code(entry(json!({"type": "Other2099"}))), Some(Code::STATUS_UNSUPPORTED));
        assert_eq!(code(read(&json!("https://a.example/1#7"))), Some(Code::STATUS_UNSUPPORTED));
    }

    #[test]
    fn a_message_or_refresh_purpose_only_warns() {
        for purpose in ["message", "refresh", "other"] {
            assert_eq!(code(entry(json!({ "statusPurpose": purpose }))), Some(Code::STATUS_INFORMATIVE));
        }
    }
}
