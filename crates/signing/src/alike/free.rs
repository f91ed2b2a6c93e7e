//! Texts that decide nothing, told by what statements make of them.

use hashbrown::HashMap;

use crate::context::is_plainly_absolute;
use crate::jsonld::is_portable;
use crate::rdf::{LiteralKind, Object, Quad, Resource, vocab};
use crate::rdfc;

/// As long as free texts may be together, in bytes: what the walk bounds is not near.
const MOST_BYTES: usize = 1 << 20;
/// As long as a free IRI may be, as it may stand in each statement.
const LONGEST_IRI: usize = 1_000;

/// What statements make of a document's texts, which are told apart by where they are in memory.
pub(super) struct Roles(HashMap<Address, Role>);

pub(super) type Address = (usize, usize);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Literal,
    Iri,
    Other,
}

/// What a text has to be, to be free in its place.
pub(super) enum Free {
    Literal,
    Iri(Scheme),
}

/// How an IRI begins: what is before its first colon, and whether `//` follows.
pub(super) struct Scheme {
    name: Box<str>,
    has_authority: bool,
}

/// A free text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Text<'d> {
    Literal(&'d str),
    Iri(&'d str),
}

/// The free texts of a document, and as which they are numbered.
#[derive(Default)]
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

    /// As what the text of a document is free, if it is.
    pub(super) fn free(&self, text: &str) -> Option<Free> {
        match self.0.get(&address(text)).filter(|_| !text.is_empty())? {
            Role::Literal => Some(Free::Literal),
            Role::Iri => Scheme::of(text).filter(|_| is_free_iri(text)).map(Free::Iri),
            Role::Other => None,
        }
    }
}

impl Free {
    /// A text in this place, if it is free there.
    pub(super) fn read<'d>(&self, text: &'d str) -> Option<Text<'d>> {
        match self {
            Self::Literal => is_portable(text).then_some(Text::Literal(text)),
            Self::Iri(scheme) => (scheme.is_of(text) && is_free_iri(text)).then_some(Text::Iri(text)),
        }
    }

    /// How long what is kept for it is.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Literal => 0,
            Self::Iri(scheme) => scheme.name.len(),
        }
    }
}

impl Places {
    /// The number of the text at an address.
    pub(super) fn get(&self, address: Address) -> Option<usize> {
        self.0.get(&address).copied()
    }

    /// Numbers the text at an address, which has no number yet.
    pub(super) fn add(&mut self, address: Address) {
        self.0.insert(address, self.0.len());
    }
}

impl rdfc::Owning for Places {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn place(&self, text: &str) -> Option<usize> {
        self.get(address(text)).filter(|_| !text.is_empty())
    }
}

impl<'d> Text<'d> {
    pub(super) fn as_str(self) -> &'d str {
        match self {
            Self::Literal(text) | Self::Iri(text) => text,
        }
    }
}

/// Where a text is. Empty texts may all be at one place.
pub(super) fn address(text: &str) -> Address {
    (text.as_ptr().addr(), text.len())
}

/// Whether free texts are not too long together, and whether what is the document's own `id` is no other name in it.
pub(super) fn are_in_bounds(texts: &[Text<'_>], own_id: Option<Text<'_>>) -> bool {
    let bytes: usize = texts.iter().map(|text| text.as_str().len()).sum();
    bytes <= MOST_BYTES && texts.iter().filter(|text| Some(**text) == own_id).count() <= 1
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
