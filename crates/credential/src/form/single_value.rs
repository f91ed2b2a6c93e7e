//! Values that stand alone where Open Badges wants a list of one.
//!
//! 1EdTech's validator has a second schema for them, and calls them WARNINGs if all else is right. Here they are put
//! into lists, so that one schema finds what else is wrong in them; places are told as they are in the badge.

use std::collections::HashSet;

use serde_json::Value;

/// A document in which single values were put into lists.
pub(super) struct Listed {
    document: Value,
    /// Pointers into the document as it was handed in, in the order in which they were found.
    wrapped: Vec<String>,
    places: HashSet<String>,
}

impl Listed {
    pub(super) fn new(document: &Value) -> Self {
        Self { document: document.clone(), wrapped: Vec::new(), places: HashSet::new() }
    }

    pub(super) fn document(&self) -> &Value {
        &self.document
    }

    /// The single values, as pointers into the document as it was handed in.
    pub(super) fn into_wrapped(self) -> Vec<String> {
        self.wrapped
    }

    /// Puts the values at `pointers` (into the document as it is now) into lists.
    pub(super) fn wrap(&mut self, mut pointers: Vec<String>) {
        let originals: Vec<String> = pointers.iter().map(|pointer| self.original(pointer)).collect();
        // The deepest first: a list around the outer one would move the inner one.
        pointers.sort_unstable_by_key(|pointer| std::cmp::Reverse(pointer.len()));
        for pointer in pointers {
            if let Some(value) = self.document.pointer_mut(&pointer) {
                let single = value.take();
                *value = Value::Array(vec![single]);
            }
        }
        self.places.extend(originals.iter().cloned());
        self.wrapped.extend(originals);
    }

    /// The same place in the document as it was handed in.
    pub(super) fn original(&self, pointer: &str) -> String {
        let mut original = String::new();
        let mut inside_list_of_ours = false;
        for name in pointer.split('/').skip(1) {
            if name == "0" && !inside_list_of_ours && self.places.contains(&original) {
                inside_list_of_ours = true;
            } else {
                original.push('/');
                original.push_str(name);
                inside_list_of_ours = false;
            }
        }
        original
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_inside_nested_lists_of_ours_are_told_as_they_were() {
        let mut listed = Listed::new(&json!({"a": {"b": {"c": 1}}, "d": [{"e": 1}]}));
        listed.wrap(vec!["/a".to_owned(), "/a/b".to_owned()]);
        assert_eq!(listed.document(), &json!({"a": [{"b": [{"c": 1}]}], "d": [{"e": 1}]}));
        assert_eq!(listed.original("/a/0/b/0/c"), "/a/b/c");
        assert_eq!(listed.original("/d/0/e"), "/d/0/e");
        listed.wrap(vec!["/a/0/b/0/c".to_owned()]);
        assert_eq!(listed.into_wrapped(), ["/a", "/a/b", "/a/b/c"]);
    }
}
