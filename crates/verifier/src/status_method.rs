//! The ways of keeping a status as one bit of a signed list, and the names that each gives its parts.

use badgewright_credential::{BitString, StatusListError};
use serde_json::Value;

use crate::credential::values;

/// How a status list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListMethod {
    /// VC-BITSTRING-STATUS-LIST.
    Bitstring,
    /// Its forerunner, a draft of the W3C Credentials Community Group.
    StatusList2021,
    /// The forerunner's own, for revocation only.
    RevocationList2020,
}

/// What a method calls its parts.
#[derive(Debug)]
pub(crate) struct Names {
    /// The type of an entry in a badge.
    entry: &'static str,
    /// The entry's member for the place in the list.
    pub(crate) index: &'static str,
    /// The entry's member for the list's address.
    pub(crate) list: &'static str,
    /// The type of the credential that is the list.
    pub(crate) credential: &'static str,
    /// The type of its subject.
    pub(crate) subject: &'static str,
}

impl ListMethod {
    const ALL: [Self; 3] = [Self::Bitstring, Self::StatusList2021, Self::RevocationList2020];

    /// The method of an entry, by its `type`, which may be a list.
    pub(crate) fn of_entry(entry: &Value) -> Option<Self> {
        let types = values(entry.get("type"));
        Self::ALL.into_iter().find(|method| types.iter().any(|class| class == method.names().entry))
    }

    pub(crate) fn names(self) -> Names {
        match self {
            Self::Bitstring => Names {
                entry: "BitstringStatusListEntry",
                index: "statusListIndex",
                list: "statusListCredential",
                credential: "BitstringStatusListCredential",
                subject: "BitstringStatusList",
            },
            Self::StatusList2021 => Names {
                entry: "StatusList2021Entry",
                index: "statusListIndex",
                list: "statusListCredential",
                credential: "StatusList2021Credential",
                subject: "StatusList2021",
            },
            Self::RevocationList2020 => Names {
                entry: "RevocationList2020Status",
                index: "revocationListIndex",
                list: "revocationListCredential",
                credential: "RevocationList2020Credential",
                subject: "RevocationList2020",
            },
        }
    }

    /// Whether entries and lists say what they are kept for. The oldest lists are for revocation and nothing else.
    pub(crate) fn has_purposes(self) -> bool {
        self != Self::RevocationList2020
    }

    /// Reads a list's `encodedList`.
    pub(crate) fn decode(self, encoded: &str) -> Result<BitString, StatusListError> {
        match self {
            Self::Bitstring => BitString::decode(encoded),
            Self::StatusList2021 | Self::RevocationList2020 => BitString::decode_older(encoded),
        }
    }

    /// The status at `index` of the list's `bits`; `None` where it depends on who wrote the list.
    ///
    /// RevocationList2020 did not say from which end of a byte its bits are counted, and its library counted from the
    /// right. So both are looked at, and decide where they agree.
    pub(crate) fn status(
        self,
        bits: &BitString,
        index: u64,
        status_size: u64,
    ) -> Result<Option<u64>, StatusListError> {
        let from_the_left = bits.value(index, status_size)?;
        if self == Self::RevocationList2020 && bits.value(index ^ 7, 1)? != from_the_left {
            return Ok(None);
        }
        Ok(Some(from_the_left))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_is_known_by_its_type_alone_or_in_a_list() {
        for class in [json!("StatusList2021Entry"), json!(["Other", "StatusList2021Entry"])] {
            assert_eq!(ListMethod::of_entry(&json!({ "type": class })), Some(ListMethod::StatusList2021));
        }
        assert_eq!(ListMethod::of_entry(&json!({"type": "TokenStatusListEntry"})), None);
        assert_eq!(ListMethod::of_entry(&json!("StatusList2021Entry")), None);
    }

    #[test]
    fn the_oldest_lists_decide_only_where_both_ways_of_counting_agree() {
        let mut bits = BitString::clear(0).unwrap();
        for index in [8, 18, 21] {
            bits.set(index, true).unwrap();
        }
        let status = |method: ListMethod, index| method.status(&bits, index, 1).unwrap();
        assert_eq!(status(ListMethod::RevocationList2020, 0), Some(0));
        assert_eq!(status(ListMethod::RevocationList2020, 8), None);
        assert_eq!(status(ListMethod::RevocationList2020, 15), None);
        assert_eq!(status(ListMethod::RevocationList2020, 18), Some(1));
        assert_eq!(status(ListMethod::StatusList2021, 8), Some(1));
        assert_eq!(status(ListMethod::StatusList2021, 15), Some(0));
    }
}
