//! JSON as strangers send it: bounded in size and depth, and every member given once.

mod tree;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

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
}

/// Reads one JSON value and nothing after it. serde_json's own limit of 128 levels stays on.
///
/// # Errors
/// What is not well-formed or too deep, and members that are given twice.
pub fn read(bytes: &[u8]) -> Result<Value, JsonError> {
    read_borrowed(bytes).map(Value::from)
}

/// [`read`], for who needs the value no longer than its bytes: three times as fast.
///
/// # Errors
/// As [`read`].
pub fn read_borrowed(bytes: &[u8]) -> Result<Json<'_>, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let mut duplicate = None;
    let outcome = Once(&mut duplicate)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    outcome.map_err(|error| match duplicate {
        Some(key) => JsonError::DuplicateKey(key),
        None => JsonError::NotJson(error.to_string()),
    })
}

/// Reads a value, and leaves the first repeated member's name in the place that it borrows.
struct Once<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Once<'_> {
    type Value = Json<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Once<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json<'de>, E> {
        Number::from_f64(value).map(Json::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element_seed(Once(&mut *self.0))? {
            values.push(value);
        }
        Ok(Json::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json<'de>, A::Error> {
        let mut object = Object::default();
        let mut names = Names::default();
        while let Some(Name(key)) = members.next_key()? {
            if key == NUMBER && object.is_empty() {
                match members.next_value_seed(Precise(&mut *self.0))? {
                    Ok(number) => return Ok(number),
                    Err(value) => object.push(key, value),
                }
                continue;
            }
            if names.is_there(&object, key.clone()) {
                *self.0 = Some(key.into_owned());
                return Err(A::Error::custom("a member is given twice"));
            }
            let value = members.next_value_seed(Once(&mut *self.0))?;
            object.push(key, value);
        }
        Ok(Json::Object(object))
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

/// The names in an object that is being read, once there are many.
#[derive(Default)]
struct Names<'de>(HashSet<Cow<'de, str>>);

/// Up to so many members, looking at each is faster than hashing.
const FEW: usize = 24;

impl<'de> Names<'de> {
    /// Whether the object has the name already; from now on it does.
    fn is_there(&mut self, object: &Object<'de>, name: Cow<'de, str>) -> bool {
        if object.len() < FEW {
            return object.get(&name).is_some();
        }
        if self.0.is_empty() {
            self.0 = object.names().cloned().collect();
        }
        !self.0.insert(name)
    }
}

/// Under serde_json's feature `arbitrary_precision`, which a library may turn on for the whole program, a number that is no
/// integer of 64 bits comes as an object with this one member, whose value is its text.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads what may be such a text: as the number that it is without the feature, or else as the value that it is. A document
/// may have a member of that name itself; its text is never handed over as a `String` of its own.
struct Precise<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Precise<'_> {
    type Value = Result<Json<'de>, Json<'de>>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Precise<'_> {
    type Value = Result<Json<'de>, Json<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Self::Value, E> {
        let number = text.parse().ok().and_then(Number::from_f64);
        number.map(|number| Ok(Json::Number(number))).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Err(Json::Text(Cow::Borrowed(value))))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Err(Json::Text(Cow::Owned(value.to_owned()))))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Err(Json::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Err(Json::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Err(Json::Number(value.into())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Err(Json::Number(value.into())))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        Once(self.0).visit_f64(value).map(Err)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Self::Value, A::Error> {
        Once(self.0).visit_seq(sequence).map(Err)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        Once(self.0).visit_map(members).map(Err)
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
    fn deep_cut_off_and_trailing_texts_are_refused_without_harm() {
        let deep = "[".repeat(100_000);
        for text in [deep.as_str(), "{\"a\":", "{} {}", "", "1e999", "\u{feff}{}", "{'a':1}"] {
            assert!(matches!(read(text.as_bytes()), Err(JsonError::NotJson(_))));
        }
        assert!(matches!(read(b"\"\xff\""), Err(JsonError::NotJson(_))));
    }
}
