//! What 1EdTech's validator looks at, a probe of it after the other, in words of our own, on a badge of every shape that is issued here.
//!
//! Each probe is a function from a badge to what it finds. Two tests hold each: that it finds nothing on any badge, and that it
//! finds something on each of a few that were spoiled for it.

mod badges;
mod endorsements;
mod form;
mod forms;
mod model;
mod served;
mod signature;
mod standing;
mod words;

use serde_json::{Value, json};

use self::badges::{Badge, all, full};

/// What a probe found.
#[derive(Default)]
pub(super) struct Found(Vec<String>);

impl Found {
    /// Something is wrong unless this holds.
    fn unless(&mut self, holds: bool, what: impl Into<String>) {
        if !holds {
            self.0.push(what.into());
        }
    }
}

/// A probe.
type Probe = fn(&Badge, &mut Found);

/// All that a probe says of a badge.
fn said(probe: Probe, badge: &Badge) -> Vec<String> {
    let mut found = Found::default();
    probe(badge, &mut found);
    found.0
}

/// No badge gives a probe anything to say.
fn finds_nothing(probe: Probe) {
    let wrong: Vec<String> = all()
        .iter()
        .map(|badge| (badge, said(probe, badge)))
        .filter(|(_, said)| !said.is_empty())
        .map(|(badge, said)| format!("{}: {}", badge.shape, said.join("; ")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The badge that has everything, with another value at a place of its document (`null`: with nothing there).
fn spoiled(pointer: &str, value: Value) -> Badge {
    let mut badge = full().clone();
    spoil(&mut badge.document, pointer, value);
    badge
}

fn spoil(document: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("nothing at {pointer}"));
    match (parent, value) {
        (Value::Object(members), Value::Null) => drop(members.remove(name)),
        (Value::Object(members), value) => drop(members.insert(name.to_owned(), value)),
        (Value::Array(items), Value::Null) => drop(items.remove(name.parse().unwrap())),
        (Value::Array(items), value) => items[name.parse::<usize>().unwrap()] = value,
        _ => panic!("nothing at {pointer}"),
    }
}

/// Each of these changes gives a probe something to say.
fn finds(probe: Probe, changes: &[(&str, Value)]) {
    for (pointer, value) in changes {
        assert!(
            !said(probe, &spoiled(pointer, value.clone())).is_empty(),
            "{pointer} = {value} is not found"
        );
    }
}

/// An array with something in it, or nothing there at all, as a list.
fn list<'a>(parent: &'a Value, member: &str) -> &'a [Value] {
    parent[member].as_array().map_or(&[], Vec::as_slice)
}

/// Whether a list of types has this one.
fn is_a(thing: &Value, class: &str) -> bool {
    list(thing, "type").contains(&json!(class))
}
