//! Where in the document the walk is, as a JSON Pointer (RFC 6901).

/// A step from a value to one inside it.
#[derive(Clone, Copy, Debug)]
enum Step<'d> {
    Member(&'d str),
    Item(usize),
}

/// The way from the document's top to where the walk is. Written out only when something is wrong there.
#[derive(Debug, Default)]
pub(super) struct Path<'d>(Vec<Step<'d>>);

impl<'d> Path<'d> {
    /// At the top, with room for where most badges go.
    pub(super) fn short() -> Self {
        Self(Vec::with_capacity(16))
    }

    pub(super) fn enter_member(&mut self, name: &'d str) {
        self.0.push(Step::Member(name));
    }

    pub(super) fn enter_item(&mut self, index: usize) {
        self.0.push(Step::Item(index));
    }

    pub(super) fn leave(&mut self) {
        self.0.pop();
    }

    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }

    /// Whether the way leads through a credential that another document embeds.
    pub(super) fn is_in_embedded(&self) -> bool {
        let embeds = |step: &Step<'_>| matches!(step, Step::Member("endorsement" | "verifiableCredential"));
        self.0.iter().any(embeds)
    }

    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.0 {
            pointer.push('/');
            match step {
                // RFC 6901 §3
                Step::Member(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Item(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tildes_and_slashes_in_names_are_escaped() {
        let mut path = Path::default();
        path.enter_member("a/b~c");
        path.enter_item(3);
        assert_eq!(path.pointer(), "/a~1b~0c/3");
        path.leave();
        path.leave();
        assert_eq!(path.pointer(), "");
    }
}
