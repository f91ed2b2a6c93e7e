//! What the reader makes: a value of its own, or one that borrows.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::tree::{Json, Object};

/// A value as it is read.
pub(super) trait Made<'de>: Sized {
    type Object: MadeObject<'de, Self> + Into<Self>;

    fn null() -> Self;
    fn truth(truth: bool) -> Self;
    fn number(number: Number) -> Self;
    fn text(text: Cow<'de, str>) -> Self;
    fn array(values: Vec<Self>) -> Self;
}

/// An object while it is read.
pub(super) trait MadeObject<'de, V>: Default {
    fn is_empty(&self) -> bool;

    /// Adds a member. If there is one of that name already, it is left and the name comes back.
    fn add(&mut self, name: Cow<'de, str>, value: V) -> Result<(), String>;
}

impl<'de> Made<'de> for Value {
    type Object = Map<String, Self>;

    fn null() -> Self {
        Self::Null
    }

    fn truth(truth: bool) -> Self {
        Self::Bool(truth)
    }

    fn number(number: Number) -> Self {
        Self::Number(number)
    }

    fn text(text: Cow<'de, str>) -> Self {
        Self::String(text.into_owned())
    }

    fn array(values: Vec<Self>) -> Self {
        Self::Array(values)
    }
}

impl<'de> MadeObject<'de, Value> for Map<String, Value> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }

    fn add(&mut self, name: Cow<'de, str>, value: Value) -> Result<(), String> {
        match self.entry(name) {
            Entry::Vacant(place) => {
                place.insert(value);
                Ok(())
            }
            Entry::Occupied(there) => Err(there.key().clone()),
        }
    }
}

impl<'de> Made<'de> for Json<'de> {
    type Object = Borrowing<'de>;

    fn null() -> Self {
        Self::Null
    }

    fn truth(truth: bool) -> Self {
        Self::Bool(truth)
    }

    fn number(number: Number) -> Self {
        Self::Number(number)
    }

    fn text(text: Cow<'de, str>) -> Self {
        Self::Text(text)
    }

    fn array(values: Vec<Self>) -> Self {
        Self::Array(values)
    }
}

/// Up to so many members, looking at each is faster than hashing.
const FEW: usize = 24;

/// An object that borrows, and its names once there are many.
#[derive(Default)]
pub(super) struct Borrowing<'de> {
    object: Object<'de>,
    names: HashSet<Cow<'de, str>>,
}

impl<'de> Borrowing<'de> {
    /// Whether the object has the name already; from now on it does.
    fn is_there(&mut self, name: Cow<'de, str>) -> bool {
        if self.object.len() < FEW {
            return self.object.get(&name).is_some();
        }
        if self.names.is_empty() {
            self.names = self.object.names().cloned().collect();
        }
        !self.names.insert(name)
    }
}

impl<'de> MadeObject<'de, Json<'de>> for Borrowing<'de> {
    fn is_empty(&self) -> bool {
        self.object.is_empty()
    }

    fn add(&mut self, name: Cow<'de, str>, value: Json<'de>) -> Result<(), String> {
        if self.is_there(name.clone()) {
            return Err(name.into_owned());
        }
        self.object.push(name, value);
        Ok(())
    }
}

impl<'de> From<Borrowing<'de>> for Json<'de> {
    fn from(read: Borrowing<'de>) -> Self {
        Self::Object(read.object)
    }
}
