//! A document but for its free texts.

use serde_json::Number;

use super::free::{Free, Places, Roles, Text, address, are_in_bounds};
use crate::json::{Members, Tree, View};

/// As many steps as are kept. Badges have some hundred.
const MOST_STEPS: usize = 2_048;
/// As many texts as most badges have.
const TEXTS: usize = 64;

/// The values of a document in their order, free texts aside.
pub(super) struct Skeleton {
    steps: Vec<Step>,
}

enum Step {
    Null,
    Bool(bool),
    Number(Number),
    Array(usize),
    Object(usize),
    Name(Box<str>),
    Same(Box<str>),
    Free(Free),
    /// The document's own `id`.
    OwnId(Free),
    /// The free text of this number: what was one text in memory is one.
    Again(usize),
}

impl Skeleton {
    /// The skeleton of a document, `proof` at its top left out, and its free texts.
    pub(super) fn of(members: &impl Members, roles: &Roles) -> Option<(Self, Places)> {
        let mut making = Making { roles, steps: Vec::new(), places: Places::default(), own_id_came: false };
        making.members(members, true);
        let Making { steps, places, own_id_came, .. } = making;
        let is_kept = steps.len() <= MOST_STEPS && !own_id_came;
        is_kept.then_some((Self { steps }, places))
    }

    /// About as much memory as it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.steps.as_slice()) + self.steps.iter().map(Step::bytes).sum::<usize>()
    }

    /// The free texts of a document; `None` if something else is different in it.
    pub(super) fn texts<'d>(&self, members: &'d impl Members) -> Option<Vec<Text<'d>>> {
        let mut reading =
            Reading { steps: self.steps.iter(), texts: Vec::with_capacity(TEXTS), own_id: None };
        let Reading { texts, own_id, .. } = reading.members(members, true).then_some(reading)?;
        are_in_bounds(&texts, own_id).then_some(texts)
    }
}

impl Step {
    /// How long what is kept for it is.
    fn bytes(&self) -> usize {
        match self {
            Self::Name(text) | Self::Same(text) => text.len(),
            Self::Free(free) | Self::OwnId(free) => free.bytes(),
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Array(_)
            | Self::Object(_)
            | Self::Again(_) => 0,
        }
    }
}

/// Whether a member counts for nothing.
fn is_left_out(name: &str, is_top: bool) -> bool {
    is_top && name == "proof"
}

struct Making<'r> {
    roles: &'r Roles,
    steps: Vec<Step>,
    places: Places,
    /// Whether the document's own `id` is in one place with what came before it.
    own_id_came: bool,
}

impl Making<'_> {
    fn members(&mut self, members: &impl Members, is_top: bool) {
        let count = members.entries().filter(|(name, _)| !is_left_out(name, is_top)).count();
        self.steps.push(Step::Object(count));
        for (name, value) in members.entries().filter(|(name, _)| !is_left_out(name, is_top)) {
            self.steps.push(Step::Name(name.into()));
            self.value(value, is_top && name == "id");
        }
    }

    fn value(&mut self, value: &impl Tree, is_own_id: bool) {
        match value.view() {
            View::Null => self.steps.push(Step::Null),
            View::Bool(truth) => self.steps.push(Step::Bool(truth)),
            View::Number(number) => self.steps.push(Step::Number(number.clone())),
            View::Text(text) => self.text(text, is_own_id),
            View::Array(items) => {
                self.steps.push(Step::Array(items.len()));
                items.iter().for_each(|item| self.value(item, false));
            }
            View::Object(members) => self.members(members, false),
        }
    }

    fn text(&mut self, text: &str, is_own_id: bool) {
        if let Some(number) = self.places.get(address(text)) {
            self.own_id_came |= is_own_id;
            return self.steps.push(Step::Again(number));
        }
        let step = match self.roles.free(text) {
            Some(free @ Free::Iri(_)) if is_own_id => Step::OwnId(free),
            Some(free) => Step::Free(free),
            None => return self.steps.push(Step::Same(text.into())),
        };
        self.places.add(address(text));
        self.steps.push(step);
    }
}

struct Reading<'s, 'd> {
    steps: std::slice::Iter<'s, Step>,
    texts: Vec<Text<'d>>,
    own_id: Option<Text<'d>>,
}

impl<'d> Reading<'_, 'd> {
    fn members<M: Members>(&mut self, members: &'d M, is_top: bool) -> bool {
        let mut left = match self.steps.next() {
            Some(Step::Object(count)) => *count,
            _ => return false,
        };
        for (name, value) in members.entries().filter(|(name, _)| !is_left_out(name, is_top)) {
            let is_next = matches!(self.steps.next(), Some(Step::Name(known)) if **known == *name);
            if left == 0 || !is_next || !self.value(value) {
                return false;
            }
            left -= 1;
        }
        left == 0
    }

    fn value<J: Tree>(&mut self, value: &'d J) -> bool {
        let view = value.view();
        if let View::Object(members) = view {
            return self.members(members, false);
        }
        match (self.steps.next(), view) {
            (Some(Step::Null), View::Null) => true,
            (Some(Step::Bool(known)), View::Bool(truth)) => *known == truth,
            (Some(Step::Number(known)), View::Number(number)) => known == number,
            (Some(Step::Array(count)), View::Array(items)) => {
                *count == items.len() && items.iter().all(|item| self.value(item))
            }
            (Some(Step::Same(known)), View::Text(text)) => **known == *text,
            (Some(Step::Free(free)), View::Text(text)) => self.free(free, text),
            (Some(Step::OwnId(free)), View::Text(text)) => {
                let is_free = self.free(free, text);
                self.own_id = self.texts.last().copied();
                is_free
            }
            (Some(Step::Again(number)), View::Text(text)) => {
                self.texts.get(*number).is_some_and(|known| known.as_str() == text)
            }
            _ => false,
        }
    }

    fn free(&mut self, free: &Free, text: &'d str) -> bool {
        let read = free.read(text);
        self.texts.extend(read);
        read.is_some()
    }
}
