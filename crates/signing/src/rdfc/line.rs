//! Statements as lines of canonical N-Quads (RDFC-1.0 §5): their order, found without writing them, and their text.
//!
//! Lines are ordered by their bytes, which is the order of code points. Part by part this gives the same order as of whole
//! lines, because each part is ended by a character that cannot occur in it: `>`, `"`, or a space.

use std::cmp::Ordering;

use crate::rdf::{LiteralKind, Object, Quad, Resource};

/// What blank nodes are called, and so in which order their labels are.
pub(super) trait Label {
    fn order(&self, one: u32, other: u32) -> Ordering;
    fn write(&self, out: &mut String, node: u32);
}

/// Puts statements into the order of their lines.
pub(super) fn sort(statements: &mut [&Quad<'_>], label: &impl Label) {
    statements.sort_unstable_by(|one, other| order(one, other, label));
}

/// The order of two statements' lines. Their texts are escaped.
pub(super) fn order(one: &Quad<'_>, other: &Quad<'_>, label: &impl Label) -> Ordering {
    order_of_resources(&one.subject, &other.subject, label)
        .then_with(|| order_under_subject(one, other, label))
}

/// The order of two statements' lines, if their subjects are the same.
pub(super) fn order_under_subject(one: &Quad<'_>, other: &Quad<'_>, label: &impl Label) -> Ordering {
    order_of_predicates(one, other).then_with(|| of_objects(&one.object, &other.object, label)).then_with(
        || match (&one.graph, &other.graph) {
            (Some(one), Some(other)) => order_of_resources(one, other, label),
            // `.` is before `<` and `_`
            (one, other) => one.is_some().cmp(&other.is_some()),
        },
    )
}

/// The order of what two statements say of their subjects, apart from what it is.
fn order_of_predicates(one: &Quad<'_>, other: &Quad<'_>) -> Ordering {
    until(one.predicate, other.predicate, b'>')
}

/// The order of two resources as they are written: `<` is before `_`. So are the lines of two subjects ordered.
pub(super) fn order_of_resources(one: &Resource<'_>, other: &Resource<'_>, label: &impl Label) -> Ordering {
    match (one, other) {
        (Resource::Iri(one), Resource::Iri(other)) => until(one, other, b'>'),
        (Resource::Iri(_), Resource::Blank(_)) => Ordering::Less,
        (Resource::Blank(_), Resource::Iri(_)) => Ordering::Greater,
        (Resource::Blank(one), Resource::Blank(other)) => label.order(*one, *other),
    }
}

/// `"` is before `<` and `_`.
fn of_objects(one: &Object<'_>, other: &Object<'_>, label: &impl Label) -> Ordering {
    match (one, other) {
        (Object::Resource(one), Object::Resource(other)) => order_of_resources(one, other, label),
        (Object::Literal(_), Object::Resource(_)) => Ordering::Less,
        (Object::Resource(_), Object::Literal(_)) => Ordering::Greater,
        (Object::Literal(one), Object::Literal(other)) => {
            until(one.value, other.value, b'"').then_with(|| of_kinds(&one.kind, &other.kind))
        }
    }
}

/// A space is before `@`, and that before `^`.
fn of_kinds(one: &LiteralKind<'_>, other: &LiteralKind<'_>) -> Ordering {
    let rank = |kind: &LiteralKind<'_>| match kind {
        LiteralKind::String => 0,
        LiteralKind::Language(_) => 1,
        LiteralKind::Typed(_) => 2,
    };
    match (one, other) {
        (LiteralKind::Language(one), LiteralKind::Language(other)) => until(one, other, b' '),
        (LiteralKind::Typed(one), LiteralKind::Typed(other)) => until(one, other, b'>'),
        _ => rank(one).cmp(&rank(other)),
    }
}

/// The order of two texts that are both followed by `end`, which is in neither.
fn until(one: &str, other: &str, end: u8) -> Ordering {
    if std::ptr::eq(one, other) {
        return Ordering::Equal;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let both = one.len().min(other.len());
    one[..both].cmp(&other[..both]).then_with(|| match (one.get(both), other.get(both)) {
        (None, Some(next)) => end.cmp(next),
        (Some(next), None) => next.cmp(&end),
        _ => Ordering::Equal,
    })
}

/// Appends the statement's line.
pub(super) fn write(out: &mut String, statement: &Quad<'_>, label: &impl Label) {
    write_resource(out, &statement.subject, label);
    out.push(' ');
    write_iri(out, statement.predicate);
    out.push(' ');
    match &statement.object {
        Object::Resource(resource) => write_resource(out, resource, label),
        Object::Literal(literal) => {
            out.push('"');
            out.push_str(literal.value);
            out.push('"');
            write_kind(out, &literal.kind);
        }
    }
    if let Some(graph) = &statement.graph {
        out.push(' ');
        write_resource(out, graph, label);
    }
    out.push_str(" .\n");
}

fn write_resource(out: &mut String, resource: &Resource<'_>, label: &impl Label) {
    match resource {
        Resource::Iri(iri) => write_iri(out, iri),
        Resource::Blank(node) => label.write(out, *node),
    }
}

pub(super) fn write_iri(out: &mut String, iri: &str) {
    out.push('<');
    out.push_str(iri);
    out.push('>');
}

fn write_kind(out: &mut String, kind: &LiteralKind<'_>) {
    match kind {
        LiteralKind::String => {}
        LiteralKind::Language(tag) => {
            out.push('@');
            out.push_str(tag);
        }
        LiteralKind::Typed(datatype) => {
            out.push_str("^^");
            write_iri(out, datatype);
        }
    }
}
