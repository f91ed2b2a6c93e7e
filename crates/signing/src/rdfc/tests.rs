//! RDFC-1.0 against `oxrdf`, and within its bounds.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use oxrdf::dataset::CanonicalizationHashAlgorithm::Sha256 as SHA_256;
use proptest::prelude::*;
use sha2::{Sha256, Sha384};

use super::*;
use crate::rdf::oxigraph::{Blanks, canonical_by_oxrdf};
use crate::rdf::{Literal, LiteralKind, Object, Resource};

fn parsed(nquads: &str) -> Vec<oxrdf::Quad> {
    nquads.lines().filter(|line| !line.trim().is_empty()).map(|line| line.parse().unwrap()).collect()
}

fn ours(quads: Vec<oxrdf::Quad>) -> Result<String, TooComplex> {
    let mut blanks = Blanks::default();
    canonicalize::<Sha256>(quads.into_iter().map(|quad| blanks.quad(quad)).collect())
}

fn link(subject: u32, object: u32) -> Quad<'static> {
    Quad {
        subject: Resource::Blank(subject),
        predicate: "urn:p",
        object: Object::Resource(Resource::Blank(object)),
        graph: None,
    }
}

/// Refused, and soon: the bound is on work, and time is what it is for.
fn is_refused(quads: Vec<Quad<'_>>) {
    let begun = Instant::now();
    assert_eq!(canonicalize::<Sha256>(quads), Err(TooComplex));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn no_statements_have_an_empty_form() {
    assert_eq!(canonicalize::<Sha256>(Vec::new()).unwrap(), "");
}

#[test]
fn two_like_nodes_are_told_apart_by_what_they_link_to() {
    let nquads = "_:x <urn:p> _:y .\n_:y <urn:p> _:x .\n_:x <urn:q> _:z .\n_:y <urn:q> _:w .\n_:z <urn:r> \"1\" .\n\
                  _:w <urn:r> \"2\" .\n";
    assert_eq!(ours(parsed(nquads)).unwrap(), canonical_by_oxrdf(parsed(nquads), SHA_256));
}

#[test]
fn two_like_nodes_are_told_apart_by_the_graphs_that_speak_of_them() {
    for i in 0..8 {
        let nquads = format!(
            "_:x <urn:p> \"1\" _:g .\n_:y <urn:p> \"1\" _:h .\n_:g <urn:q> \"{i}\" .\n_:h <urn:q> \"other\" .\n"
        );
        assert_eq!(ours(parsed(&nquads)).unwrap(), canonical_by_oxrdf(parsed(&nquads), SHA_256), "{nquads}");
    }
}

/// The answer is that of `rdf-canonize` 5. With each neighbour listed once, as `oxrdf` has it, the last two nodes change places.
#[test]
fn a_node_that_stands_beside_another_one_twice_is_listed_twice() {
    let nquads = "_:x <urn:p> \"1\" _:g .\n_:x <urn:q> \"1\" _:g .\n_:y <urn:p> \"1\" _:h .\n_:y <urn:q> \"1\" _:h .\n\
                  _:g <urn:r> \"0\" .\n_:h <urn:r> \"other\" .\n";
    let form = "_:c14n0 <urn:r> \"0\" .\n_:c14n1 <urn:r> \"other\" .\n\
                _:c14n2 <urn:p> \"1\" _:c14n0 .\n_:c14n2 <urn:q> \"1\" _:c14n0 .\n\
                _:c14n3 <urn:p> \"1\" _:c14n1 .\n_:c14n3 <urn:q> \"1\" _:c14n1 .\n";
    assert_eq!(ours(parsed(nquads)).unwrap(), form);
}

#[test]
fn sha_384_gives_other_labels() {
    let values: Vec<_> = (0..8)
        .map(|i| {
            let literal = Literal { value: i.to_string().leak(), kind: LiteralKind::String };
            Quad { object: Object::Literal(literal), ..link(i, i) }
        })
        .collect();
    let (sha256, sha384) =
        (canonicalize::<Sha256>(values.clone()).unwrap(), canonicalize::<Sha384>(values).unwrap());
    assert_ne!(sha256, sha384);
    assert_eq!(sha256.len(), sha384.len());
}

#[test]
fn nodes_that_all_link_to_each_other_are_refused() {
    let links: Vec<_> =
        (0..12).flat_map(|i| (0..12).filter(move |j| *j != i).map(move |j| link(i, j))).collect();
    is_refused(links);
}

#[test]
fn a_long_circle_of_like_nodes_is_refused() {
    is_refused((0..20_000).map(|i| link(i, (i + 1) % 20_000)).collect());
}

#[test]
fn like_nodes_with_many_like_children_are_refused() {
    let links: Vec<_> = (0..2).flat_map(|i| (0..30).map(move |j| link(i, 2 + 30 * i + j))).collect();
    is_refused(links);
}

#[test]
fn thousands_of_like_parts_of_one_node_are_no_burden() {
    let quads: Vec<_> =
        (0..5_000).map(|i| Quad { subject: Resource::Iri("urn:badge"), ..link(0, i) }).collect();
    assert_eq!(canonicalize::<Sha256>(quads).unwrap().lines().count(), 5_000);
}

/// Statements over few nodes, properties and graphs, so that many are alike.
fn statements() -> impl Strategy<Value = Vec<oxrdf::Quad>> {
    let node = prop_oneof![4 => (0..6u8).prop_map(|i| format!("_:n{i}")), 1 => Just("<urn:a>".to_owned())];
    let object = prop_oneof![
        4 => node.clone(),
        1 => (0..2u8).prop_map(|i| format!("\"{i}\"")),
        1 => Just("\"é\\n\"@en".to_owned()),
        1 => Just("\"1\"^^<urn:t>".to_owned()),
    ];
    let graph = prop_oneof![Just(String::new()), node.clone()];
    let statement = (node, 0..2u8, object, graph).prop_map(|(s, p, o, g)| {
        // Where a statement has three blank nodes, RDFC-1.0 §4.8 does not look at where the one stands whose neighbours it
        // takes: it cannot tell `a` from `c` in `a p b` of graph `c` with `c p d` of graph `a`, however `b` and `d` differ.
        let nodes: BTreeSet<_> = [&s, &o, &g].into_iter().filter(|name| name.starts_with("_:")).collect();
        let graph = if nodes.len() == 3 { "" } else { g.as_str() };
        format!("{s} <urn:p{p}> {o} {graph} .").parse::<oxrdf::Quad>().unwrap()
    });
    prop::collection::vec(statement, 0..12)
}

/// Whether a blank node stands beside another one twice in the same way, so that `oxrdf` lists the other one once too little.
fn has_repeated_neighbours(quads: &[oxrdf::Quad]) -> bool {
    let mut seen = BTreeSet::new();
    let distinct: BTreeSet<String> = quads.iter().map(ToString::to_string).collect();
    distinct.iter().map(|line| line.split(' ').collect::<Vec<_>>()).any(|parts| {
        // Neither the literals nor the IRIs of these statements have spaces.
        let graph = parts.get(3).copied().unwrap_or_default();
        let places = [("s", parts[1], parts[0]), ("o", parts[1], parts[2]), ("g", "", graph)];
        let blanks: Vec<_> = places.into_iter().filter(|(.., name)| name.starts_with("_:")).collect();
        let around: BTreeSet<_> = blanks.iter().map(|(.., name)| *name).collect();
        let pairs = around.iter().flat_map(|node| blanks.iter().map(move |other| (*node, *other)));
        let mut others = pairs.filter(|(node, (.., other))| node != other);
        others.any(|(node, (position, property, other))| {
            !seen.insert([node, position, property, other].map(str::to_owned))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_form_is_the_one_that_oxrdf_gives(quads in statements()) {
        prop_assume!(!has_repeated_neighbours(&quads));
        prop_assert_eq!(ours(quads.clone()).unwrap(), canonical_by_oxrdf(quads, SHA_256));
    }

    #[test]
    fn neither_the_order_nor_the_names_of_nodes_change_the_form(quads in statements(), by in 1..6u8) {
        let renamed = quads.iter().rev().map(|quad| {
            let mut text = quad.to_string();
            for i in (0..6).rev() {
                text = text.replace(&format!("_:n{i}"), &format!("_:m{}", (i + by) % 6));
            }
            text.parse().unwrap()
        });
        prop_assert_eq!(ours(renamed.collect()).unwrap(), ours(quads).unwrap());
    }
}
