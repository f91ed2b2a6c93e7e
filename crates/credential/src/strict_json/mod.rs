//! JSON as strangers send it: bounded in size and depth, and every member given once.

mod made;
mod tree;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use made::{Made, MadeObject as _};
pub use tree::{Json, Object};

/// Why a text was not read as JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// RFC 8259 §4 leaves open what a repeated member means, so two readers may see two documents.
    #[error("the member `{0}` is given twice")]
    DuplicateKey(String),
    /// Not well-formed, or nested deeper than 128 levels.
    #[error("{0}")]
    NotJson(String),
    /// More values than are asked for: small ones take far more room and work than their bytes.
    #[error("it has more than {0} values")]
    TooManyValues(usize),
}

/// Most values of a credential, small and large ones together. Those of published badges have a few hundred, and transcripts
/// a few thousand.
pub const MOST_VALUES_OF_A_CREDENTIAL: usize = 50_000;

/// Reads one JSON value and nothing after it. serde_json's own limit of 128 levels stays on.
///
/// # Errors
/// What is not well-formed or too deep, and members that are given twice.
pub fn read(bytes: &[u8]) -> Result<Value, JsonError> {
    made(bytes, usize::MAX)
}

/// [`read`], for a credential that a stranger sends.
///
/// # Errors
/// As [`read`], and where there are more than [`MOST_VALUES_OF_A_CREDENTIAL`].
pub fn read_credential(bytes: &[u8]) -> Result<Value, JsonError> {
    made(bytes, MOST_VALUES_OF_A_CREDENTIAL)
}

/// [`read`], for who needs the value no longer than its bytes: faster.
///
/// # Errors
/// As [`read`].
pub fn read_borrowed(bytes: &[u8]) -> Result<Json<'_>, JsonError> {
    made(bytes, usize::MAX)
}

fn made<'de, J: Made<'de>>(bytes: &'de [u8], most_values: usize) -> Result<J, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let mut reading = Reading { values_left: most_values, stopped: None };
    let outcome = Once::of(&mut reading)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    outcome.map_err(|error| match reading.stopped {
        Some(Stop::DuplicateKey(key)) => JsonError::DuplicateKey(key),
        Some(Stop::TooManyValues) => JsonError::TooManyValues(most_values),
        None => JsonError::NotJson(error.to_string()),
    })
}

/// How a reading goes on.
struct Reading {
    values_left: usize,
    /// Why it was stopped, which serde's errors do not carry.
    stopped: Option<Stop>,
}

enum Stop {
    DuplicateKey(String),
    TooManyValues,
}

/// Reads a value, one of those that are left.
struct Once<'a, J> {
    reading: &'a mut Reading,
    made: PhantomData<J>,
}

impl<'a, J> Once<'a, J> {
    fn of(reading: &'a mut Reading) -> Self {
        Self { reading, made: PhantomData }
    }
}

impl<'de, J: Made<'de>> DeserializeSeed<'de> for Once<'_, J> {
    type Value = J;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<J, D::Error> {
        let Some(left) = self.reading.values_left.checked_sub(1) else {
            self.reading.stopped = Some(Stop::TooManyValues);
            return Err(D::Error::custom("there are too many values"));
        };
        self.reading.values_left = left;
        deserializer.deserialize_any(self)
    }
}

impl<'de, J: Made<'de>> Visitor<'de> for Once<'_, J> {
    type Value = J;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<J, E> {
        Ok(J::null())
    }

    fn visit_bool<E>(self, value: bool) -> Result<J, E> {
        Ok(J::truth(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<J, E> {
        Ok(J::number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<J, E> {
        Ok(J::number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<J, E> {
        Number::from_f64(value).map(J::number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<J, E> {
        Ok(J::text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<J, E> {
        Ok(J::text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<J, E> {
        Ok(J::text(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<J, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element_seed(Once::of(&mut *self.reading))? {
            values.push(value);
        }
        Ok(J::array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<J, A::Error> {
        let mut object = J::Object::default();
        while let Some(Name(key)) = members.next_key()? {
            let value = if key == NUMBER && object.is_empty() {
                match members.next_value_seed(Precise(Once::of(&mut *self.reading)))? {
                    Ok(number) => return Ok(number),
                    Err(value) => value,
                }
            } else {
                members.next_value_seed(Once::of(&mut *self.reading))?
            };
            if let Err(repeated) = object.add(key, value) {
                self.reading.stopped = Some(Stop::DuplicateKey(repeated));
                return Err(A::Error::custom("a member is given twice"));
            }
        }
        Ok(object.into())
    }
}

/// A member's name, borrowed where it can be.
struct Name<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Name<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowing;

        impl<'de> Visitor<'de> for Borrowing {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a member")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }

        deserializer.deserialize_str(Borrowing)
    }
}

/// Under serde_json's feature `arbitrary_precision`, which a library may turn on for the whole program, a number that is no
/// integer of 64 bits comes as an object with this one member, whose value is its text.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads what may be such a text: as the number that it is without the feature, or else as the value that it is. A document
/// may have a member of that name itself; its text is never handed over as a `String` of its own.
struct Precise<'a, J>(Once<'a, J>);

impl<'de, J: Made<'de>> DeserializeSeed<'de> for Precise<'_, J> {
    type Value = Result<J, J>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, J: Made<'de>> Visitor<'de> for Precise<'_, J> {
    type Value = Result<J, J>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Self::Value, E> {
        let number = text.parse().ok().and_then(Number::from_f64);
        number.map(|number| Ok(J::number(number))).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, value: &'de str) -> Result<Self::Value, E> {
        self.0.visit_borrowed_str(value).map(Err)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Self::Value, E> {
        self.0.visit_str(value).map(Err)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        self.0.visit_unit().map(Err)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Self::Value, E> {
        self.0.visit_bool(value).map(Err)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.0.visit_i64(value).map(Err)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.0.visit_u64(value).map(Err)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        self.0.visit_f64(value).map(Err)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Self::Value, A::Error> {
        self.0.visit_seq(sequence).map(Err)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(members).map(Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_as_serde_json_reads_it() {
        let text = r#"{"b": [1, -2, 3.5, true, null, "é"], "a": {"x": {}}}"#;
        assert_eq!(read(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn a_member_that_is_named_as_numbers_are_inside_is_an_object_and_no_number() {
        for value in ["\"5.5\"", "\"\\u0035\"", "5.5", "[5]", "null", "{\"a\":1}"] {
            for name in [NUMBER, "\\u0024serde_json::private::Number"] {
                let read = read(format!("{{\"{name}\": {value}}}").as_bytes()).unwrap();
                assert!(read.as_object().is_some_and(|members| members.contains_key(NUMBER)), "{value}");
            }
        }
    }

    #[test]
    fn numbers_are_read_as_without_arbitrary_precision() {
        let read = read(b"[3.50, 1e2, 123456789012345678901234567890, -0.0, 18446744073709551615]").unwrap();
        assert_eq!(read.to_string(), "[3.5,100.0,1.2345678901234568e+29,-0.0,18446744073709551615]");
    }

    #[test]
    fn a_repeated_member_is_refused_at_any_depth_and_in_any_spelling() {
        for text in [r#"{"a":1,"a":1}"#, r#"[{"x":{"a":1,"b":2,"a":3}}]"#, r#"{"a":1,"\u0061":2}"#] {
            assert_eq!(read(text.as_bytes()), Err(JsonError::DuplicateKey("a".to_owned())), "{text}");
        }
    }

    #[test]
    fn a_credential_has_so_many_values_and_no_more() {
        let values = |count: usize| format!("[{}1]", "1,".repeat(count - 2));
        let most = values(MOST_VALUES_OF_A_CREDENTIAL);
        let more = values(MOST_VALUES_OF_A_CREDENTIAL + 1);
        assert!(read_credential(most.as_bytes()).is_ok());
        let error = read_credential(more.as_bytes());
        assert_eq!(error, Err(JsonError::TooManyValues(MOST_VALUES_OF_A_CREDENTIAL)));
        assert!(read(more.as_bytes()).is_ok());
    }

    #[test]
    fn deep_cut_off_and_trailing_texts_are_refused_without_harm() {
        let deep = "[".repeat(100_000);
        for text in [deep.as_str(), "{\"a\":", "{} {}", "", "1e999", "\u{feff}{}", "{'a':1}"] {
            assert!(matches!(read(text.as_bytes()), Err(JsonError::NotJson(_))));
        }
        assert!(matches!(read(b"\"\xff\""), Err(JsonError::NotJson(_))));
    }
}
