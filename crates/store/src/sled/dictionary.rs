//! Dictionaries: what the documents of one version of a badge class have in common, kept once. The first document of a class
//! version is its dictionary, without what it says of a person; each record is compressed against it and names it by
//! number. A dictionary is never changed or removed, so that a record is read by it for ever, whatever becomes of the class.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use badgewright_credential::{BadgeSlug, Did};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zstd_safe::{CDict, DDict};

use super::draft::Draft;
use super::keys::{self, Table};
use super::rows::{self, Rows};
use super::{long, packing, record};
use crate::{Issuance, StoreError};

/// The level of compression: for a badge of 8 KB, level 3 takes two thirds of its time and makes a frame of 106 bytes instead
/// of 89, level 9 twice as long and makes one of 87.
const LEVEL: i32 = 6;

/// The most bytes of a dictionary's text. Longer documents are compressed against their beginning.
const LONGEST: usize = 64 << 10;

/// The most dictionaries that are held ready, each with some 200 KB once it is written and read with.
const MOST_READY: usize = 64;

/// Words of documents that the first one of a class may happen not to have.
const OFTEN: &str = concat!(
    r#"{"provisionalLicense":true,"scoreWithinTwoSem":true}"#,
    r#""result":[{"type":["Result"],"resultDescription":"urn:uuid:","value":"","#,
    r#""narrative":"","evidence":[{"id":"https://","type":["Evidence"],"name":"Lesson portfolio","narrative":""},"#,
    r#""activityEndDate":"2026-","identifier":[{"type":"IdentityObject","identityType":"name","hashed":false,"#,
    r#""identityHash":""},{"type":"IdentityObject","identityType":"emailAddress","hashed":true,"identityHash":"sha256$"#,
);

/// A dictionary, and what records need not say because it does.
pub(super) struct Dictionary {
    pub(super) number: u32,
    pub(super) issuer: Did,
    pub(super) badge: BadgeSlug,
    pub(super) class_version: String,
    text: Vec<u8>,
    writing: OnceLock<Option<CDict<'static>>>,
    reading: OnceLock<Option<DDict<'static>>>,
}

/// A dictionary as it is kept. Its number is in the key.
#[derive(Serialize, Deserialize)]
struct Row {
    issuer: Did,
    badge: BadgeSlug,
    class_version: String,
    text: Vec<u8>,
}

impl Dictionary {
    fn of(number: u32, row: Row) -> Self {
        let Row { issuer, badge, class_version, text } = row;
        let (writing, reading) = (OnceLock::new(), OnceLock::new());
        Self { number, issuer, badge, class_version, text, writing, reading }
    }

    /// Made ready to compress with; `None` if there is no memory for it.
    pub(super) fn writing(&self) -> Option<&CDict<'static>> {
        self.writing.get_or_init(|| CDict::try_create(&self.text, LEVEL)).as_ref()
    }

    /// Made ready to read with; `None` if there is no memory for it.
    pub(super) fn reading(&self) -> Option<&DDict<'static>> {
        self.reading.get_or_init(|| DDict::try_create(&self.text)).as_ref()
    }
}

/// The dictionaries that are held ready.
#[derive(Default)]
pub(super) struct Dictionaries(RwLock<HashMap<u32, Arc<Dictionary>>>);

impl Dictionaries {
    /// The dictionary for an issuance, if there is one.
    pub(super) fn of_class(
        &self,
        rows: &impl Rows,
        issuance: &Issuance,
    ) -> Result<Option<Arc<Dictionary>>, StoreError> {
        let fits = |dictionary: &&Arc<Dictionary>| {
            dictionary.badge == issuance.badge
                && dictionary.class_version == issuance.class_version
                && dictionary.issuer == issuance.issuer
        };
        let ready = self.0.read().unwrap_or_else(PoisonError::into_inner).values().find(fits).cloned();
        if ready.is_some() {
            return Ok(ready);
        }
        let key = key_of_class(issuance);
        let number: Option<u32> = rows::read(rows, Table::DictionariesOfClasses, &key)?;
        number.map(|number| self.numbered(rows, number)).transpose()
    }

    /// The dictionary with a number, which a record names.
    pub(super) fn numbered(&self, rows: &impl Rows, number: u32) -> Result<Arc<Dictionary>, StoreError> {
        if let Some(ready) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&number) {
            return Ok(Arc::clone(ready));
        }
        let dictionary = Arc::new(numbered(rows, number)?);
        let mut ready = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if ready.len() >= MOST_READY {
            ready.clear();
        }
        ready.insert(number, Arc::clone(&dictionary));
        Ok(dictionary)
    }
}

/// The dictionary with a number, read anew.
pub(super) fn numbered(rows: &impl Rows, number: u32) -> Result<Dictionary, StoreError> {
    let key = keys::dictionary(number);
    let row = long::get(rows, Table::Dictionaries, &key)?
        .ok_or_else(|| rows::missing(Table::Dictionaries, &key))?;
    Ok(Dictionary::of(number, rows::decode(Table::Dictionaries, &key, &row)?))
}

fn key_of_class(issuance: &Issuance) -> Vec<u8> {
    keys::dictionary_of_class(&issuance.issuer, &issuance.badge, &issuance.class_version)
}

/// What an issuance gives to the dictionary of its class version.
pub(super) struct Sample {
    key: Vec<u8>,
    row: Row,
}

impl Sample {
    pub(super) fn of(issuance: &Issuance) -> Self {
        let mut text = OFTEN.as_bytes().to_vec();
        let attestations = without_texts(&issuance.attestations);
        let document = impersonal(issuance.credential.document());
        let said = format!("{attestations}{document}");
        text.extend_from_slice(&packing::pack(said.as_bytes(), &record::own(issuance)).text);
        text.truncate(LONGEST);
        let row = Row {
            issuer: issuance.issuer.clone(),
            badge: issuance.badge.clone(),
            class_version: issuance.class_version.clone(),
            text,
        };
        Self { key: key_of_class(issuance), row }
    }
}

/// Writes the dictionary of a class version, unless another has just been.
pub(super) fn stage(draft: &mut Draft<'_>, sample: &Sample) -> Result<(), StoreError> {
    if draft.row(&sample.key)?.is_some() {
        return Ok(());
    }
    let number = draft.next_dictionary();
    let row = rows::encode("a dictionary", &sample.row)?;
    long::put(draft, "a dictionary", keys::dictionary(number), &row)?;
    draft.put(sample.key.clone(), rows::encode("the dictionary of a class", &number)?);
    Ok(())
}

/// A document without what it says of a person: a dictionary stays when the badge that it was made from may be long
/// forgotten.
fn impersonal(document: &Value) -> Value {
    let mut document = document.clone();
    if let Some(members) = document.as_object_mut() {
        for (name, value) in members.iter_mut() {
            match (name.as_str(), value) {
                ("credentialSubject", Value::Object(subject)) => {
                    let said = subject
                        .iter_mut()
                        .filter(|(name, _)| !matches!(name.as_str(), "type" | "achievement"));
                    said.for_each(|(_, value)| *value = without_texts(value));
                }
                ("evidence" | "credentialSubject", value) => *value = without_texts(value),
                _ => {}
            }
        }
    }
    document
}

/// The same JSON without what its texts say, but for those that name a type.
fn without_texts(json: &Value) -> Value {
    match json {
        Value::String(text) => Value::String(form_of(text)),
        Value::Array(items) => items.iter().map(without_texts).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| {
                let names_a_type = matches!(name.as_str(), "type" | "identityType");
                (name.clone(), if names_a_type { value.clone() } else { without_texts(value) })
            })
            .collect(),
        other => other.clone(),
    }
}

/// What a text has in common with those at the same place in other documents: nothing, or that it is an id or a digest.
fn form_of(text: &str) -> String {
    let is_form = |scheme: &&str| text.strip_prefix(*scheme).is_some_and(packing::is_spelling);
    match ["", "urn:uuid:", "sha256$"].into_iter().find(is_form) {
        Some(scheme) => {
            let zero = |c: char| if c.is_ascii_hexdigit() { '0' } else { c };
            scheme.chars().chain(text[scheme.len()..].chars().map(zero)).collect()
        }
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_dictionary_knows_no_person() {
        let document = json!({
            "name": "Academic Rigor",
            "credentialSubject": {
                "id": "did:key:z6Mk",
                "type": ["AchievementSubject"],
                "identifier": [{"type": "IdentityObject", "identityType": "name", "identityHash": "Ada Jones"}],
                "salt": "e1".repeat(16), "identityHash": format!("sha256${}", "0f".repeat(32)),
                "achievement": {"id": "https://badges.example/achievements/academic-rigor", "name": "Academic Rigor"},
                "result": [{"type": ["Result"], "value": "3.5"}],
            },
            "evidence": [{"id": "https://portfolio.example/ada", "type": ["Evidence"], "narrative": "How Ada did it"}],
        });
        let expected = json!({
            "name": "Academic Rigor",
            "credentialSubject": {
                "id": "",
                "type": ["AchievementSubject"],
                "identifier": [{"type": "IdentityObject", "identityType": "name", "identityHash": ""}],
                "salt": "0".repeat(32), "identityHash": format!("sha256${}", "0".repeat(64)),
                "achievement": {"id": "https://badges.example/achievements/academic-rigor", "name": "Academic Rigor"},
                "result": [{"type": ["Result"], "value": ""}],
            },
            "evidence": [{"id": "", "type": ["Evidence"], "narrative": ""}],
        });
        assert_eq!(impersonal(&document), expected);
        let several = json!({"credentialSubject": [{"id": "did:key:z6Mk"}, {"name": "Ada"}]});
        assert_eq!(impersonal(&several), json!({"credentialSubject": [{"id": ""}, {"name": ""}]}));
    }
}
