//! Whatever an outline says of other texts is what the algorithm makes of them.

use proptest::prelude::*;
use sha2::Sha256;

use super::Outline;
use crate::rdf::{Literal, LiteralKind, Object, Quad, Resource};
use crate::rdfc::{Common, Owning, canonicalize};

/// Texts that are given, and are in one place each.
struct Given<'t>(&'t [String]);

impl Owning for Given<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn place(&self, text: &str) -> Option<usize> {
        self.0.iter().position(|given| std::ptr::eq(given.as_str(), text))
    }
}

/// A part of a statement.
#[derive(Clone, Copy, Debug)]
enum Part {
    Always(&'static str),
    Given(usize),
    Node(u32),
}

#[derive(Clone, Debug)]
struct Sketch {
    subject: Part,
    predicate: &'static str,
    object: Part,
    literal: Option<LiteralKind<'static>>,
    graph: Option<Part>,
}

const TEXTS: usize = 4;

impl Sketch {
    fn quad<'t>(&self, texts: &'t [String]) -> Quad<'t> {
        let text = |part| match part {
            Part::Always(text) => text,
            Part::Given(place) => texts[place].as_str(),
            Part::Node(_) => "urn:node",
        };
        let resource = |part| match part {
            Part::Node(node) => Resource::Blank(node),
            part => Resource::Iri(text(part)),
        };
        let object = match self.literal {
            Some(kind) => Object::Literal(Literal { value: text(self.object), kind }),
            None => Object::Resource(resource(self.object)),
        };
        let (subject, graph) = (resource(self.subject), self.graph.map(resource));
        Quad { subject, predicate: self.predicate, object, graph }
    }
}

/// Some begin as others do, and are followed by what is before `>` and `"`, or after. Some are written with escapes.
fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["urn:a", "urn:a#", "urn:aa", "urn:a!", "urn:b", "urn:b\"", "urn:\u{1}0\u{1}"])
}

/// What may be given: nothing with escapes.
fn given_name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["urn:a", "urn:a#", "urn:aa", "urn:a!", "urn:b"]).prop_map(str::to_owned)
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        name().prop_map(Part::Always),
        (0..TEXTS).prop_map(Part::Given),
        (0..4_u32).prop_map(Part::Node)
    ]
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let graph = prop_oneof![20 => Just(None), 1 => part().prop_map(Some)];
    let predicate = prop::sample::select(vec!["urn:p", "urn:q"]);
    let kinds = [LiteralKind::String, LiteralKind::Language("en"), LiteralKind::Language("en-us")];
    let typed = ["urn:type", "urn:types\""].map(LiteralKind::Typed);
    let literal = prop::sample::select([&kinds[..], &typed].concat());
    let literal = prop_oneof![Just(None), literal.prop_map(Some)];
    (part(), predicate, part(), literal, graph).prop_map(|(subject, predicate, object, literal, graph)| {
        Sketch { subject, predicate, object, literal, graph }
    })
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(given_name(), TEXTS)
}

/// What the outline of the first texts says of the others, if it says anything, and what the algorithm does.
fn both_ways(own: &[Sketch], common: &[Sketch], first: &[String], other: &[String]) -> [Option<String>; 2] {
    let quads = |texts| own.iter().map(|sketch| sketch.quad(texts)).collect::<Vec<_>>();
    let known = Common::of(&common.iter().map(|sketch| sketch.quad(&[])).collect::<Vec<_>>());
    let (quads, others) = (quads(first), quads(other));
    let outline = Outline::of::<Sha256>(&quads, known.beside(&quads), &Given(first));
    let given: Vec<&str> = other.iter().map(String::as_str).collect();
    let form = outline.and_then(|outline| outline.form::<Sha256>(&given));
    let whole = known.beside(&others).chain(others).collect();
    [form, canonicalize::<Sha256>(whole).ok()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4_096, ..ProptestConfig::default() })]

    #[test]
    fn what_an_outline_says_is_what_the_algorithm_makes(
        own in prop::collection::vec(sketch(), 0..9),
        common in prop::collection::vec(sketch(), 0..4),
        first in texts(),
        other in texts(),
    ) {
        let is_given = |part: &Part| matches!(part, Part::Given(_));
        let is_common = |sketch: &Sketch| ![&sketch.subject, &sketch.object].into_iter().chain(&sketch.graph).any(is_given);
        let common: Vec<_> = common.into_iter().filter(is_common).collect();
        let [form, made] = both_ways(&own, &common, &first, &other);
        if form.is_some() {
            prop_assert_eq!(form, made);
        }
    }
}

fn says(subject: Part, predicate: &'static str, object: Part) -> Sketch {
    Sketch { subject, predicate, object, literal: None, graph: None }
}

#[test]
fn a_badge_like_graph_has_an_outline() {
    let own = [
        says(Part::Given(0), "urn:p", Part::Node(0)),
        says(Part::Given(0), "urn:p", Part::Node(1)),
        says(Part::Node(0), "urn:q", Part::Given(1)),
        says(Part::Node(1), "urn:q", Part::Given(2)),
        says(Part::Given(0), "urn:q", Part::Always("urn:b")),
    ];
    let common = [
        says(Part::Always("urn:b"), "urn:p", Part::Node(0)),
        says(Part::Node(0), "urn:q", Part::Always("urn:b")),
    ];
    let texts = |texts: [&str; TEXTS]| texts.map(str::to_owned);
    let first = texts(["urn:a", "urn:1", "urn:2", "urn:3"]);
    for (other, has_form) in [
        (["urn:a", "urn:1", "urn:2", "urn:3"], true),
        (["urn:c", "urn:2", "urn:1", "urn:1"], true),
        // Two nodes look alike, or two subjects are one.
        (["urn:a", "urn:1", "urn:1", "urn:3"], false),
        (["urn:b", "urn:1", "urn:2", "urn:3"], false),
    ] {
        let [form, made] = both_ways(&own, &common, &first, &texts(other));
        assert_eq!(form, made.filter(|_| has_form), "{other:?}");
    }
}

/// Of more than ten nodes, the label of the eleventh is before that of the third.
#[test]
fn the_lines_of_many_nodes_are_in_the_order_of_their_labels() {
    let own: Vec<_> = (0..25)
        .map(|node| says(Part::Node(node), "urn:p", Part::Always(format!("urn:{node}").leak())))
        .chain([says(Part::Node(0), "urn:q", Part::Given(0))])
        .collect();
    for other in ["urn:a", "urn:b"] {
        let [form, made] = both_ways(&own, &[], &["urn:a".to_owned()], &[other.to_owned()]);
        assert!(form.is_some());
        assert_eq!(form, made);
    }
}

#[test]
fn more_statements_than_are_kept_have_no_outline() {
    let sketches = |count| (0..count).map(|node| says(Part::Node(node), "urn:p", Part::Always("urn:a")));
    let outline = |count| {
        let quads: Vec<_> = sketches(count).map(|sketch| sketch.quad(&[])).collect();
        Outline::of::<Sha256>(&quads, std::iter::empty(), &Given(&[]))
    };
    assert!(outline(1_024).is_some());
    assert!(outline(1_025).is_none());
}

#[test]
fn a_property_that_is_given_has_no_outline() {
    let texts = ["urn:p".to_owned()];
    let quad = Quad {
        predicate: &texts[0],
        ..says(Part::Always("urn:a"), "urn:p", Part::Always("urn:b")).quad(&[])
    };
    assert!(Outline::of::<Sha256>(&[quad], std::iter::empty(), &Given(&texts)).is_none());
    assert!(Outline::of::<Sha256>(&[quad], std::iter::empty(), &Given(&[])).is_some());
}
