//! A document but for its free texts.

use hashbrown::HashMap;
use serde_json::Number;

use crate::context::is_plainly_absolute;
use crate::json::{Members, Tree, View};
use crate::jsonld::is_portable;
use crate::rdf::{LiteralKind, Object, Quad, Resource, vocab};
use crate::rdfc;

/// As long as free texts may be together, in bytes: what the walk bounds is not near.
const MOST_BYTES: usize = 1 << 20;
/// As long as a free IRI may be, as it may stand in each statement.
const LONGEST_IRI: usize = 1_000;
/// As many steps as are kept, and as much memory as a shape may take. Badges have some hundred, and some ten thousand bytes.
const MOST_STEPS: usize = 2_048;
pub(super) const MOST_KEPT: usize = 1 << 17;
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
    Literal,
    Iri(Scheme),
    /// The document's own `id`.
    OwnId(Scheme),
    /// The free text of this number: what was one text in memory is one.
    Again(usize),
}

/// How an IRI begins: what is before its first colon, and whether `//` follows.
struct Scheme {
    name: Box<str>,
    has_authority: bool,
}

/// A free text.
#[derive(Clone, Copy)]
pub(super) enum Text<'d> {
    Literal(&'d str),
    Iri(&'d str),
}

/// What statements make of a document's texts, which are told apart by where they are in memory.
pub(super) struct Roles(HashMap<Address, Role>);

type Address = (usize, usize);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Literal,
    Iri,
    Other,
}

/// The free texts of a document, and as which they are numbered.
pub(super) struct Places(HashMap<Address, usize>);

impl Roles {
    /// `None` where a graph is named by a text.
    pub(super) fn of(quads: &[Quad<'_>]) -> Option<Self> {
        let mut roles = HashMap::new();
        let mut add = |text, role| {
            roles
                .entry(address(text))
                .and_modify(|known| {
                    if *known != role {
                        *known = Role::Other
                    }
                })
                .or_insert(role);
        };
        for quad in quads {
            if let Some(Resource::Iri(_)) = quad.graph {
                return None;
            }
            if let Resource::Iri(iri) = quad.subject {
                add(iri, Role::Iri);
            }
            match quad.object {
                Object::Resource(Resource::Iri(iri)) if quad.predicate == vocab::RDF_TYPE => {
                    add(iri, Role::Other)
                }
                Object::Resource(Resource::Iri(iri)) => add(iri, Role::Iri),
                Object::Resource(Resource::Blank(_)) => {}
                Object::Literal(literal) => {
                    add(literal.value, Role::Literal);
                    if let LiteralKind::Typed(datatype) = literal.kind {
                        add(datatype, Role::Other);
                    }
                }
            }
        }
        Some(Self(roles))
    }

    fn get(&self, text: &str) -> Role {
        self.0.get(&address(text)).copied().filter(|_| !text.is_empty()).unwrap_or(Role::Other)
    }
}

impl rdfc::Owning for Places {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn place(&self, text: &str) -> Option<usize> {
        self.0.get(&address(text)).copied().filter(|_| !text.is_empty())
    }
}

/// Where a text is. Empty texts may all be at one place.
fn address(text: &str) -> Address {
    (text.as_ptr().addr(), text.len())
}

impl Skeleton {
    /// The skeleton of a document, `proof` at its top left out, and its free texts.
    pub(super) fn of(members: &impl Members, roles: &Roles) -> Option<(Self, Places)> {
        let mut making = Making { roles, steps: Vec::new(), numbers: HashMap::new(), own_id_came: false };
        making.members(members, true);
        let Making { steps, numbers, own_id_came, .. } = making;
        let is_kept = steps.len() <= MOST_STEPS && !own_id_came;
        is_kept.then_some((Self { steps }, Places(numbers)))
    }

    /// About as much memory as it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.steps.as_slice()) + self.steps.iter().map(Step::bytes).sum::<usize>()
    }

    /// The free texts of a document; `None` if something else is different in it.
    pub(super) fn texts<'d>(&self, members: &'d impl Members) -> Option<Vec<Text<'d>>> {
        let mut reading =
            Reading { steps: self.steps.iter(), texts: Vec::with_capacity(TEXTS), own_id: None };
        (reading.members(members, true) && reading.are_in_bounds()).then_some(reading.texts)
    }
}

impl Step {
    /// How long what is kept for it is.
    fn bytes(&self) -> usize {
        match self {
            Self::Name(text) | Self::Same(text) => text.len(),
            Self::Iri(scheme) | Self::OwnId(scheme) => scheme.name.len(),
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Array(_)
            | Self::Object(_)
            | Self::Literal
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
    numbers: HashMap<Address, usize>,
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
        if let Some(number) = self.numbers.get(&address(text)) {
            self.own_id_came |= is_own_id;
            return self.steps.push(Step::Again(*number));
        }
        let scheme = || Scheme::of(text).filter(|_| is_free_iri(text));
        let step = match (self.roles.get(text), scheme()) {
            (Role::Literal, _) => Step::Literal,
            (Role::Iri, Some(scheme)) if is_own_id => Step::OwnId(scheme),
            (Role::Iri, Some(scheme)) => Step::Iri(scheme),
            _ => return self.steps.push(Step::Same(text.into())),
        };
        self.numbers.insert(address(text), self.numbers.len());
        self.steps.push(step);
    }
}

struct Reading<'s, 'd> {
    steps: std::slice::Iter<'s, Step>,
    texts: Vec<Text<'d>>,
    own_id: Option<&'d str>,
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
            (Some(Step::Literal), View::Text(text)) => {
                self.texts.push(Text::Literal(text));
                is_portable(text)
            }
            (Some(Step::Iri(scheme)), View::Text(text)) => {
                self.texts.push(Text::Iri(text));
                scheme.is_of(text) && is_free_iri(text)
            }
            (Some(Step::OwnId(scheme)), View::Text(text)) => {
                self.texts.push(Text::Iri(text));
                self.own_id = Some(text);
                scheme.is_of(text) && is_free_iri(text)
            }
            (Some(Step::Again(number)), View::Text(text)) => {
                self.texts.get(*number).is_some_and(|known| known.text() == text)
            }
            _ => false,
        }
    }

    fn are_in_bounds(&self) -> bool {
        let is_own_id = |text: &&Text<'_>| matches!(text, Text::Iri(iri) if Some(*iri) == self.own_id);
        let bytes: usize = self.texts.iter().map(|text| text.text().len()).sum();
        bytes <= MOST_BYTES && self.texts.iter().filter(is_own_id).count() <= 1
    }
}

impl<'d> Text<'d> {
    fn text(self) -> &'d str {
        match self {
            Self::Literal(text) | Self::Iri(text) => text,
        }
    }
}

impl Scheme {
    fn of(iri: &str) -> Option<Self> {
        let (name, rest) = iri.split_once(':')?;
        Some(Self { name: name.into(), has_authority: rest.starts_with("//") })
    }

    fn is_of(&self, iri: &str) -> bool {
        let rest = iri.strip_prefix(&*self.name).and_then(|rest| rest.strip_prefix(':'));
        rest.is_some_and(|rest| rest.starts_with("//") == self.has_authority)
    }
}

fn is_free_iri(text: &str) -> bool {
    text.len() <= LONGEST_IRI && is_plainly_absolute(text) && !text.starts_with("_:")
}
