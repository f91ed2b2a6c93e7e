//! Reading a JSON object member by member, noting everything that is wrong with it.

use serde_json::{Map, Value};

use crate::Fault;

/// The members of one object, where it stands, and what was found wrong so far in the whole request.
pub struct Members<'v, 'f> {
    object: &'v Map<String, Value>,
    pointer: String,
    faults: &'f mut Vec<Fault>,
}

impl<'v, 'f> Members<'v, 'f> {
    /// The object at `pointer`. `None`, with a fault, if `value` is none or has a member that is not `known`.
    pub fn of(value: &'v Value, pointer: &str, known: &[&str], faults: &'f mut Vec<Fault>) -> Option<Self> {
        let Some(object) = value.as_object() else {
            faults.push(Fault::new(pointer, format!("expected an object, found {}", kind(value))));
            return None;
        };
        for name in object.keys().filter(|name| !known.contains(&name.as_str())) {
            faults.push(Fault::new(&child(pointer, name), unknown_member(name, known)));
        }
        Some(Self { object, pointer: pointer.to_owned(), faults })
    }

    /// The JSON Pointer of a member.
    #[must_use]
    pub fn at(&self, name: &str) -> String {
        child(&self.pointer, name)
    }

    /// Whether the member is there; `null` counts as there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.object.contains_key(name)
    }

    /// A member as it stands.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&'v Value> {
        self.object.get(name)
    }

    /// Notes that something is wrong with a member.
    pub fn fault(&mut self, name: &str, message: impl Into<String>) {
        let pointer = self.at(name);
        self.faults.push(Fault::new(&pointer, message));
    }

    /// Notes that something is wrong with an entry of a member's array.
    pub fn fault_at(&mut self, name: &str, index: usize, message: impl Into<String>) {
        let pointer = child(&self.at(name), &index.to_string());
        self.faults.push(Fault::new(&pointer, message));
    }

    /// Where faults inside a member's own object or array go.
    pub fn faults(&mut self) -> &mut Vec<Fault> {
        self.faults
    }

    /// A text of 1 to `longest` characters, if the member is there.
    pub fn text(&mut self, name: &str, longest: usize) -> Option<&'v str> {
        let value = self.object.get(name)?;
        match value.as_str() {
            Some(text) if !text.trim().is_empty() && text.chars().count() <= longest => Some(text),
            Some("") => {
                self.fault(name, "expected a text that is not empty");
                None
            }
            Some(text) => {
                let found = if text.trim().is_empty() {
                    "only spaces".to_owned()
                } else {
                    format!("{} characters", text.chars().count())
                };
                self.fault(name, format!("expected a text of 1 to {longest} characters, found {found}"));
                None
            }
            None => {
                self.fault(name, format!("expected a text, found {}", kind(value)));
                None
            }
        }
    }

    /// A text of one line: as [`Members::text`], and without control characters.
    pub fn line(&mut self, name: &str, longest: usize) -> Option<&'v str> {
        let text = self.text(name, longest)?;
        if text.chars().any(char::is_control) {
            self.fault(name, "expected one line of text, found control characters");
            return None;
        }
        Some(text)
    }

    /// A text that `T` can be read from, if the member is there.
    pub fn parsed<T>(&mut self, name: &str, longest: usize) -> Option<T>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        let text = self.text(name, longest)?;
        text.parse().map_err(|error: T::Err| self.fault(name, error.to_string())).ok()
    }

    /// An array of at most `most` values, if the member is there.
    pub fn array(&mut self, name: &str, most: usize) -> &'v [Value] {
        match self.object.get(name) {
            None => &[],
            Some(Value::Array(values)) if values.len() <= most => values,
            Some(Value::Array(values)) => {
                self.fault(name, format!("expected at most {most} entries, found {}", values.len()));
                &[]
            }
            Some(other) => {
                self.fault(name, format!("expected an array, found {}", kind(other)));
                &[]
            }
        }
    }
}

/// What a JSON value is, in words.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// A JSON Pointer one level deeper (RFC 6901 §3).
pub(crate) fn child(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn unknown_member(name: &str, known: &[&str]) -> String {
    let likeness = |candidate: &str| strsim::jaro_winkler(candidate, name);
    let nearest = known.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest.filter(|candidate| likeness(candidate) > 0.75) {
        Some(candidate) => format!("unknown member; did you mean `{candidate}`?"),
        None => format!("unknown member; expected one of {}", list(known)),
    }
}

/// Names as a reader expects them: `a`, `b`.
fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
