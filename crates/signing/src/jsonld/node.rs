//! Node objects and their properties (JSON-LD API §5.1.2 steps 13 to 19).

use super::place::{Holder, Link, Place, Property};
use super::walk::{Active, Member, Walk};
use super::{JsonLdError, Loss};
use crate::context::{Containers, Expanded, Keyword, TermDefinition, TypeMapping};
use crate::json::{Members, Tree, View};
use crate::rdf::{Object, Resource, vocab};

/// What readers look for at the top of a credential to judge it. An endorsement of a badge, or the address of its newer
/// version, may well have the badge's id and say other things under it.
const OF_THE_WHOLE: [&str; 10] = [
    "issuer",
    "credentialSubject",
    "validFrom",
    "validUntil",
    "issuanceDate",
    "expirationDate",
    "credentialStatus",
    "refreshService",
    "relatedResource",
    "awardedDate",
];

/// A node being walked.
struct Node<'d> {
    id: Resource<'d>,
    active: Active<'d>,
    /// What the names of types are looked up in.
    type_scoped: Active<'d>,
    /// The graph whose statements its `@graph` holds; `None` for the default graph.
    graph: Option<Resource<'d>>,
    /// Whether it is the document itself, spoken of in its own midst.
    is_top_again: bool,
    /// How much it says, besides its id.
    entries: usize,
}

impl<'d> Walk<'d> {
    /// Steps 13 to 19 for a node.
    pub(super) fn node<J: Tree>(
        &mut self,
        active: Active<'d>,
        type_scoped: Active<'d>,
        members: &[Member<'d, J>],
        place: Place<'_, 'd>,
    ) -> Result<(), JsonLdError> {
        let id = self.identifier(active, members)?;
        let outer = match place.holder {
            Holder::GraphProperty(link) => Some(self.enter_graph_of(link)),
            holder => {
                self.statements.refer(holder, Object::Resource(id));
                None
            }
        };
        let graph = (!self.is_only_graph(members)).then_some(id);
        let is_top_again = self.is_top_again(&id);
        let mut node = Node { id, active, type_scoped, graph, is_top_again, entries: 0 };
        for member in members {
            if self.skips(member.named.key) {
                continue;
            }
            self.path.enter_member(member.named.key);
            self.member(&mut node, member)?;
            self.path.leave();
        }
        if let Some(outer) = outer {
            self.statements.enter_graph(outer);
        }
        // step 19
        if place.drops() && node.entries == 0 {
            return Err(self.lost("{}", Loss::EmptyNode));
        }
        Ok(())
    }

    /// Whether the walk is at a document that is nothing but `@graph`, and so speaks of the default graph.
    fn is_only_graph<J>(&self, members: &[Member<'d, J>]) -> bool {
        let mut counting = members.iter().filter(|member| !self.skips(member.named.key));
        self.path.depth() == 0 && counting.all(|member| member.is(Keyword::Graph))
    }

    /// Step 13.12: the property refers to a graph, and what is said in the value is said there. Returns the graph outside.
    fn enter_graph_of(&mut self, link: Link<'d>) -> Option<Resource<'d>> {
        let graph = self.statements.blank();
        self.statements.refer(Holder::Property(link), Object::Resource(graph));
        self.statements.enter_graph(Some(graph))
    }

    /// Step 13.4.3: the node's id, a blank node if it has none.
    fn identifier<J: Tree>(
        &mut self,
        active: Active<'d>,
        members: &[Member<'d, J>],
    ) -> Result<Resource<'d>, JsonLdError> {
        let mut ids = members.iter().filter(|member| member.is(Keyword::Id));
        let Some(member) = ids.next() else { return Ok(self.statements.blank()) };
        if ids.next().is_some() {
            return Err(self.syntax("colliding keywords"));
        }
        self.path.enter_member(member.named.key);
        let id = member.value.as_text().ok_or_else(|| self.syntax("invalid @id value"))?;
        let resource = self.resource(active, id, false, Loss::RelativeId)?;
        self.path.leave();
        Ok(resource)
    }

    /// Step 13 for one member.
    fn member<J: Tree>(&mut self, node: &mut Node<'d>, member: &Member<'d, J>) -> Result<(), JsonLdError> {
        self.is_where_readers_look(node, member)?;
        let (key, value) = (member.named.key, member.value);
        match member.meaning {
            // step 13.3
            Expanded::Null if Keyword::is_form(key) => Err(self.lost(key, Loss::ReservedKeyword)),
            Expanded::Null => Err(self.lost(key, Loss::UndefinedTerm)),
            Expanded::Iri(iri) if iri.starts_with("_:") => Err(self.lost(key, Loss::BlankNodeProperty)),
            Expanded::Iri(iri) => {
                let is_sound = member.named.definition.is_some_and(|definition| definition.sound);
                let predicate = if is_sound { iri } else { self.iri(iri, key, Loss::UndefinedTerm)? };
                let kept = self.property(node, predicate, member)?;
                node.entries += usize::from(kept);
                Ok(())
            }
            // step 13.4
            Expanded::Keyword(Keyword::Id) => Ok(()),
            Expanded::Keyword(Keyword::Type) => self.types(node, value),
            Expanded::Keyword(Keyword::Graph) => self.named_graph(node, value),
            Expanded::Keyword(Keyword::Index) => Err(self.lost(key, Loss::Index)),
            Expanded::Keyword(Keyword::Included | Keyword::Nest | Keyword::Reverse) => {
                Err(self.unsupported(format!("the keyword that `{key}` means")))
            }
            Expanded::Keyword(_) => Err(self.lost(key, Loss::ReservedKeyword)),
        }
    }

    /// Readers look a member up by its term, and what is the document's at its top. Under its IRI, or in another object of
    /// the same id, it would be signed and yet not be seen: a revoked badge could hide where its status is told.
    fn is_where_readers_look<J>(&self, node: &Node<'d>, member: &Member<'d, J>) -> Result<(), JsonLdError> {
        if self.takes_iri_members() {
            return Ok(());
        }
        let means = |term, keyword| node.active.keyword(term) == Some(keyword);
        let is_iri = || matches!(member.meaning, Expanded::Iri(iri) if !iri.starts_with("_:"));
        let is_disguised = match member.named.key {
            "@id" => means("id", Keyword::Id),
            "@type" => means("type", Keyword::Type),
            key => member.named.definition.is_none() && key.contains(':') && is_iri(),
        };
        if is_disguised {
            return Err(self.lost(member.named.key, Loss::NotATerm));
        }
        if node.is_top_again && OF_THE_WHOLE.contains(&member.named.key) {
            return Err(self.lost(member.named.key, Loss::NotAtTop));
        }
        Ok(())
    }

    /// Step 13.4.4: `@type` of a node.
    fn types<J: Tree>(&mut self, node: &mut Node<'d>, value: &'d J) -> Result<(), JsonLdError> {
        let View::Array(types) = value.view() else { return self.one_type(node, value) };
        for (index, name) in types.iter().enumerate() {
            self.path.enter_item(index);
            self.one_type(node, name)?;
            self.path.leave();
        }
        Ok(())
    }

    fn one_type<J: Tree>(&mut self, node: &mut Node<'d>, value: &'d J) -> Result<(), JsonLdError> {
        let name = value.as_text().ok_or_else(|| self.syntax("invalid type value"))?;
        let definition = node.type_scoped.term(name).map(|definition| &**definition);
        let object = match definition.and_then(TermDefinition::sound_iri) {
            Some(iri) => Resource::Iri(iri),
            None => self.resource(node.type_scoped, name, true, Loss::RelativeType)?,
        };
        self.settled(definition, name)?;
        self.statements.state(node.id, vocab::RDF_TYPE, Object::Resource(object));
        node.entries += 1;
        Ok(())
    }

    /// Step 13.4.6: `@graph`, whose nodes speak in a graph that is named like the node.
    fn named_graph<J: Tree>(&mut self, node: &mut Node<'d>, value: &'d J) -> Result<(), JsonLdError> {
        if !matches!(value.view(), View::Object(_) | View::Array(_)) {
            return Err(self.syntax("invalid @graph value"));
        }
        node.entries += 1;
        let outer = self.statements.enter_graph(node.graph);
        self.element(node.active, value, Place::graph())?;
        self.statements.enter_graph(outer);
        Ok(())
    }

    /// Steps 13.5 to 13.15: a property and its values. Says whether anything of it is there after expansion.
    fn property<J: Tree>(
        &mut self,
        node: &Node<'d>,
        predicate: &'d str,
        member: &Member<'d, J>,
    ) -> Result<bool, JsonLdError> {
        let active = node.active;
        let Property { key, definition, .. } = member.named;
        let value = member.value;
        self.settled(definition, key)?;
        let link = Link { subject: node.id, predicate };
        let place = Place::under(&member.named, Holder::Property(link));
        let Some(definition) = definition else {
            return self.element(active, value, place);
        };
        if definition.reverse {
            return Err(self.unsupported(format!("the reverse property `{key}`")));
        }
        // step 13.6
        if definition.type_mapping == Some(TypeMapping::Json) {
            return self.json_literal(value, place).map(|()| true);
        }
        let view = value.view();
        match view {
            // steps 13.7 and 13.8
            View::Object(map) if definition.containers.has(Containers::LANGUAGE) => {
                self.language_map(active, map, place).map(|()| true)
            }
            View::Object(_) if definition.containers.has(Containers::MAPS) => {
                Err(self.unsupported(format!("the map under `{key}`")))
            }
            // step 13.11: what is a list object already stays one
            _ if definition.containers.has(Containers::LIST)
                && !matches!(view, View::Null)
                && !is_list_object(active, value) =>
            {
                self.list(active, value, place)
            }
            // step 13.12
            _ if definition.containers.has(Containers::GRAPH) => {
                self.element(active, value, place.with_holder(Holder::GraphProperty(link)))
            }
            // step 13.9
            _ => self.element(active, value, place),
        }
    }

    /// When signing, a term must be in every published copy of its context.
    fn settled(&self, definition: Option<&TermDefinition>, term: &str) -> Result<(), JsonLdError> {
        if self.signs() && definition.is_some_and(|definition| definition.unsettled) {
            return Err(JsonLdError::UnsettledTerm { pointer: self.path.pointer(), term: term.to_owned() });
        }
        Ok(())
    }
}

fn is_list_object(active: Active<'_>, value: &impl Tree) -> bool {
    let is_list = |(key, _): (&str, _)| active.keyword(key) == Some(Keyword::List);
    value.as_members().is_some_and(|members| members.entries().any(is_list))
}
