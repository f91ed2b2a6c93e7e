//! JSON as the algorithms here look at it, whoever holds its texts: a [`Value`], which owns them, or a
//! [`Json`], which borrows them from what was read.

use badgewright_credential::strict_json::{Json, Object};
use serde::Serialize;
use serde_json::{Map, Number, Value};

/// A JSON value.
pub trait Tree: Clone + PartialEq + Serialize {
    /// The members of an object.
    type Members: Members<Value = Self>;

    /// What it is.
    fn view(&self) -> View<'_, Self>;

    /// A string.
    fn of_text(text: &'static str) -> Self;

    /// An array.
    fn of_items(items: Vec<Self>) -> Self;

    /// The text, if it is a string.
    fn as_text(&self) -> Option<&str> {
        match self.view() {
            View::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The members, if it is an object.
    fn as_members(&self) -> Option<&Self::Members> {
        match self.view() {
            View::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items of an array, or else the value as the only one.
    fn items(&self) -> &[Self] {
        match self.view() {
            View::Array(items) => items,
            _ => std::slice::from_ref(self),
        }
    }
}

/// What a JSON value is.
#[derive(Debug)]
pub enum View<'v, J: Tree> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(&'v Number),
    /// A string.
    Text(&'v str),
    /// An array.
    Array(&'v [J]),
    /// An object.
    Object(&'v J::Members),
}

/// The members of a JSON object, each name once, in their order.
pub trait Members: Clone + Serialize {
    /// What they are.
    type Value: Tree<Members = Self>;

    /// All of them.
    fn entries(&self) -> impl Iterator<Item = (&str, &Self::Value)>;

    /// How many.
    fn count(&self) -> usize;

    /// The one of a name.
    fn member(&self, name: &str) -> Option<&Self::Value>;

    /// The others.
    #[must_use]
    fn without(&self, name: &str) -> Self;

    /// Puts a value under a name, in the place of one that is there.
    fn put(&mut self, name: &'static str, value: Self::Value);
}

impl Tree for Value {
    type Members = Map<String, Self>;

    fn view(&self) -> View<'_, Self> {
        match self {
            Self::Null => View::Null,
            Self::Bool(truth) => View::Bool(*truth),
            Self::Number(number) => View::Number(number),
            Self::String(text) => View::Text(text),
            Self::Array(items) => View::Array(items),
            Self::Object(members) => View::Object(members),
        }
    }

    fn of_text(text: &'static str) -> Self {
        text.into()
    }

    fn of_items(items: Vec<Self>) -> Self {
        Self::Array(items)
    }
}

impl Members for Map<String, Value> {
    type Value = Value;

    fn entries(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.iter().map(|(name, value)| (name.as_str(), value))
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn member(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }

    fn without(&self, name: &str) -> Self {
        self.iter().filter(|(key, _)| *key != name).map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn put(&mut self, name: &'static str, value: Value) {
        self.insert(name.to_owned(), value);
    }
}

impl<'t> Tree for Json<'t> {
    type Members = Object<'t>;

    fn view(&self) -> View<'_, Self> {
        match self {
            Self::Null => View::Null,
            Self::Bool(truth) => View::Bool(*truth),
            Self::Number(number) => View::Number(number),
            Self::Text(text) => View::Text(text),
            Self::Array(items) => View::Array(items),
            Self::Object(members) => View::Object(members),
        }
    }

    fn of_text(text: &'static str) -> Self {
        Self::Text(text.into())
    }

    fn of_items(items: Vec<Self>) -> Self {
        Self::Array(items)
    }
}

impl<'t> Members for Object<'t> {
    type Value = Json<'t>;

    fn entries(&self) -> impl Iterator<Item = (&str, &Json<'t>)> {
        self.iter()
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn member(&self, name: &str) -> Option<&Json<'t>> {
        self.get(name)
    }

    fn without(&self, name: &str) -> Self {
        self.clone().into_iter().filter(|(key, _)| key != name).collect()
    }

    fn put(&mut self, name: &'static str, value: Json<'t>) {
        self.set(name.into(), value);
    }
}
