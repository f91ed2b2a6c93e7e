//! What a badge says about where its status is kept.

use serde_json::Value;

use crate::code::Code;
use crate::credential::values;
use crate::finding::Finding;
use crate::status_method::ListMethod;

/// An entry whose bit in a signed list decides (VC-BITSTRING-STATUS-LIST §2.1, and its forerunners).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecidingEntry {
    pub(crate) method: ListMethod,
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
    /// A list of what was revoked decides, which stands at this address (`1EdTechRevocationList`).
    Listed { list: String },
    /// It decides nothing, or nothing that can be read.
    Says(Finding),
}

/// Reads one value of `credentialStatus`.
pub(crate) fn read(value: &Value) -> Entry {
    if let Some(method) = ListMethod::of_entry(value) {
        return bit(value, method).unwrap_or_else(Entry::Says);
    }
    if values(value.get("type")).iter().any(|class| class == "1EdTechRevocationList") {
        return match value.get("id").and_then(Value::as_str) {
            Some(list) => Entry::Listed { list: list.to_owned() },
            None => Entry::Says(malformed("id")),
        };
    }
    let class = value.get("type").unwrap_or(&Value::Null);
    Entry::Says(Finding::unknown(Code::STATUS_UNSUPPORTED).because(class))
}

fn bit(value: &Value, method: ListMethod) -> Result<Entry, Finding> {
    let names = method.names();
    let mut remarks = Vec::new();
    let withdraws = match method.has_purposes() {
        true => purpose(value.get("statusPurpose"), &mut remarks)?,
        false => Withdrawal::Revocation,
    };
    let index = match value.get(names.index) {
        Some(Value::String(digits)) => decimal(digits),
        Some(Value::Number(number)) => {
            remarks.push(Finding::warn(Code::STATUS_INDEX_NUMBER));
            number.as_u64()
        }
        _ => None,
    };
    let index = index.ok_or_else(|| malformed(names.index))?;
    let status_size = match value.get("statusSize").filter(|_| method == ListMethod::Bitstring) {
        None => 1,
        Some(size) => size
            .as_u64()
            .or_else(|| size.as_str().and_then(decimal))
            .ok_or_else(|| malformed("statusSize"))?,
    };
    let list = value.get(names.list).and_then(Value::as_str).ok_or_else(|| malformed(names.list))?;
    let entry = DecidingEntry { method, withdraws, index, status_size, list: list.to_owned() };
    Ok(Entry::Decides { entry, remarks })
}

/// What a set bit does. §2.1 wants one text; of a list the gravest counts.
fn purpose(written: Option<&Value>, remarks: &mut Vec<Finding>) -> Result<Withdrawal, Finding> {
    let purposes = values(written);
    if purposes.is_empty() || !purposes.iter().all(Value::is_string) {
        return Err(malformed("statusPurpose"));
    }
    if written.is_some_and(Value::is_array) {
        remarks.push(Finding::warn(Code::STATUS_PURPOSE_LIST));
    }
    let withdraws = [Withdrawal::Revocation, Withdrawal::Suspension]
        .into_iter()
        .find(|withdrawal| purposes.iter().any(|purpose| purpose == withdrawal.purpose()));
    // `refresh`, `message` and what others may add (§2.1) tell something and withdraw nothing.
    withdraws.ok_or_else(|| {
        Finding::warn(Code::STATUS_INFORMATIVE).because(purposes[0].as_str().unwrap_or_default())
    })
}

/// §2.1: an integer of at least 0 in base 10.
fn decimal(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn malformed(member: &str) -> Finding {
    Finding::unknown(Code::STATUS_MALFORMED).because(format!("`{member}` of the status entry"))
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
            Entry::Listed { .. } => None,
        }
    }

    #[test]
    fn an_entry_is_read_as_the_standard_writes_it() {
        let expected = DecidingEntry {
            method: ListMethod::Bitstring,
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
            json!({"statusPurpose": []}),
            json!({"statusPurpose": ["revocation", 7]}),
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

    #[test]
    fn of_several_purposes_the_gravest_counts() {
        for (purposes, expected) in [
            (json!(["revocation"]), Withdrawal::Revocation),
            (json!(["message", "suspension"]), Withdrawal::Suspension),
            (json!(["suspension", "revocation"]), Withdrawal::Revocation),
        ] {
            let Entry::Decides { entry, remarks } = entry(json!({ "statusPurpose": purposes })) else {
                panic!("{purposes}");
            };
            assert_eq!(entry.withdraws, expected);
            assert_eq!(remarks[0].code, Some(Code::STATUS_PURPOSE_LIST));
        }
        assert_eq!(code(entry(json!({"statusPurpose": ["message"]}))), Some(Code::STATUS_INFORMATIVE));
    }

    #[test]
    fn the_oldest_entries_have_names_of_their_own_and_no_purpose() {
        let read = read(&json!({"type": "RevocationList2020Status", "revocationListIndex": "7",
            "revocationListCredential": "https://a.example/1"}));
        assert!(matches!(
            read,
            Entry::Decides { entry: DecidingEntry { withdraws: Withdrawal::Revocation, index: 7, .. }, .. }
        ));
    }

    #[test]
    fn a_list_of_what_was_revoked_is_named_by_the_entrys_id() {
        let listed = json!({"type": ["1EdTechRevocationList"], "id": "https://a.example/1"});
        assert_eq!(read(&listed), Entry::Listed { list: "https://a.example/1".to_owned() });
        assert_eq!(code(read(&json!({"type": "1EdTechRevocationList"}))), Some(Code::STATUS_MALFORMED));
    }
}
