//! The way to a value, as a JSON Pointer only where something was found.

use serde_json::Value;

use crate::pointer;

/// The way from a document to a value in it.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The document itself.
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// The way to a member of the object here.
    pub(super) fn member(&'a self, name: &'a str) -> Self {
        Self::Member(self, name)
    }

    /// The way to an item of the list here.
    pub(super) fn item(&'a self, index: usize) -> Self {
        Self::Item(self, index)
    }

    /// The name of the member here; that of the list, for an item.
    pub(super) fn name(&self) -> &'a str {
        match self {
            Self::Root => "",
            Self::Member(_, name) => name,
            Self::Item(list, _) => list.name(),
        }
    }

    /// Whether the way leads through a member of that name, or to it.
    pub(super) fn is_in(&self, member: &str) -> bool {
        match self {
            Self::Root => false,
            Self::Member(parent, name) => *name == member || parent.is_in(member),
            Self::Item(list, _) => list.is_in(member),
        }
    }

    /// The way in RFC 6901's form.
    pub(super) fn to_pointer(self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member(parent, name) => pointer::member(&parent.to_pointer(), name),
            Self::Item(parent, index) => pointer::item(&parent.to_pointer(), index),
        }
    }
}

/// As deep as documents are walked: deeper ones are not read by `serde_json`, and not built here.
const DEEPEST: usize = 160;

/// Visits every value of a document, members and items after what they are in. Embedded endorsements are left out:
/// they are signed by others, and are looked at alone.
pub(super) fn each_value(document: &Value, mut visit: impl FnMut(&Path<'_>, &Value)) {
    walk(document, &Path::Root, DEEPEST, &mut visit);
}

fn walk(value: &Value, at: &Path<'_>, depth: usize, visit: &mut dyn FnMut(&Path<'_>, &Value)) {
    visit(at, value);
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter().filter(|(name, _)| *name != "endorsement") {
                walk(member, &at.member(name), depth, visit);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &at.item(index), depth, visit);
            }
        }
        _ => {}
    }
}
