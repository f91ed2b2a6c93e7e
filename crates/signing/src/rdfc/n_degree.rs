//! Hash Related Blank Node (RDFC-1.0 §4.7) and Hash N-Degree Quads (§4.8): what is around a blank node.

use std::marker::PhantomData;

use sha2::Digest;
use sha2::digest::Output;

use super::TooComplex;
use super::dataset::{Dataset, Node, Position, nodes_of};
use super::issuer::Issuer;
use super::line;
use super::permutations::Permutations;
use crate::rdf::Quad;

/// As far as blank nodes are followed from one to the next; lists in lists of alike parts do not come near.
const MAX_DEPTH: u32 = 200;

/// The work that may still be done.
pub(super) struct Budget {
    left: u32,
    depth: u32,
}

impl Budget {
    pub(super) fn of(work: u32) -> Self {
        Self { left: work, depth: 0 }
    }

    fn spend(&mut self, work: usize) -> Result<(), TooComplex> {
        let work = u32::try_from(work).map_err(|_| TooComplex)?;
        self.left = self.left.checked_sub(work).ok_or(TooComplex)?;
        Ok(())
    }
}

/// A hash, and the names that were given on the way to it.
pub(super) struct HashResult<D: Digest> {
    pub(super) hash: Output<D>,
    pub(super) issuer: Issuer,
}

/// What the algorithm looks at and does not change.
pub(super) struct NDegree<'a, D: Digest> {
    dataset: &'a Dataset<'a>,
    first_degree_hashes: &'a [Output<D>],
    canonical: &'a Issuer,
    digest: PhantomData<D>,
}

/// The best way found so far through the blank nodes of one hash.
struct Chosen {
    path: String,
    issuer: Issuer,
}

impl<'a, D: Digest> NDegree<'a, D> {
    pub(super) fn new(
        dataset: &'a Dataset<'a>,
        first_degree_hashes: &'a [Output<D>],
        canonical: &'a Issuer,
    ) -> Self {
        Self { dataset, first_degree_hashes, canonical, digest: PhantomData }
    }

    /// §4.8.3.
    pub(super) fn hash(
        &self,
        node: Node,
        mut issuer: Issuer,
        budget: &mut Budget,
    ) -> Result<HashResult<D>, TooComplex> {
        budget.depth += 1;
        if budget.depth > MAX_DEPTH {
            return Err(TooComplex);
        }
        // steps 1 to 3
        let related = self.related(node, &issuer, budget)?;
        // steps 4 and 5
        let mut data_to_hash = String::new();
        for alike in related.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((related_hash, _)) = alike.first() else { continue };
            write_hex(&mut data_to_hash, related_hash);
            let nodes = alike.iter().map(|(_, node)| *node).collect();
            let chosen = self.choose(nodes, &issuer, budget)?;
            data_to_hash.push_str(&chosen.path);
            issuer = chosen.issuer;
        }
        budget.depth -= 1;
        // step 6
        Ok(HashResult { hash: D::digest(data_to_hash), issuer })
    }

    /// Step 3: the blank nodes in the node's statements, in the order of the hashes of how they stand there.
    fn related(
        &self,
        node: Node,
        issuer: &Issuer,
        budget: &mut Budget,
    ) -> Result<Vec<(Output<D>, Node)>, TooComplex> {
        let mut related = Vec::new();
        let mut input = String::new();
        for statement in self.dataset.statements_of(node) {
            budget.spend(1)?;
            for (other, position) in nodes_of(statement).filter(|(other, _)| *other != node) {
                input.clear();
                self.write_related(&mut input, other, statement, issuer, position);
                // §4.7.3 step 5
                related.push((D::digest(&input), other));
            }
        }
        related.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(related)
    }

    /// §4.7.3: what is hashed of a related blank node.
    fn write_related(
        &self,
        input: &mut String,
        related: Node,
        statement: &Quad<'_>,
        issuer: &Issuer,
        position: Position,
    ) {
        // steps 1 and 2
        input.push(match position {
            Position::Subject => 's',
            Position::Object => 'o',
            Position::Graph => 'g',
        });
        if position != Position::Graph {
            line::write_iri(input, statement.predicate);
        }
        // steps 3 and 4
        if let Some(number) = self.canonical.issued(related) {
            self.canonical.write(input, number);
        } else if let Some(number) = issuer.issued(related) {
            issuer.write(input, number);
        } else {
            write_hex(input, &self.first_degree_hashes[related]);
        }
    }

    /// §4.8.3 steps 5.2 to 5.4: of all orders of `nodes`, the one whose path is least.
    fn choose(&self, nodes: Vec<Node>, issuer: &Issuer, budget: &mut Budget) -> Result<Chosen, TooComplex> {
        let mut chosen: Option<Chosen> = None;
        let mut permutations = Permutations::of(nodes);
        while let Some(order) = permutations.next() {
            budget.spend(order.len() + issuer.in_order().len())?;
            let best = chosen.as_ref().map(|chosen| chosen.path.as_str());
            if let Some(found) = self.path(order, issuer.clone(), best, budget)? {
                chosen = Some(found);
            }
        }
        chosen.ok_or(TooComplex)
    }

    /// Steps 5.4.1 to 5.4.6 for one order; `None` if its path is not less than `best`.
    fn path(
        &self,
        order: &[Node],
        mut issuer: Issuer,
        best: Option<&str>,
        budget: &mut Budget,
    ) -> Result<Option<Chosen>, TooComplex> {
        let is_beaten = |path: &str| best.is_some_and(|best| path.len() >= best.len() && path > best);
        let mut path = String::new();
        let mut recursion_list = Vec::new();
        // step 5.4.4
        for &related in order {
            if let Some(number) = self.canonical.issued(related) {
                self.canonical.write(&mut path, number);
            } else {
                if issuer.issued(related).is_none() {
                    recursion_list.push(related);
                }
                let number = issuer.issue(related);
                issuer.write(&mut path, number);
            }
            if is_beaten(&path) {
                return Ok(None);
            }
        }
        // step 5.4.5
        for related in recursion_list {
            let result = self.hash(related, issuer.clone(), budget)?;
            let number = issuer.issue(related);
            issuer.write(&mut path, number);
            path.push('<');
            write_hex(&mut path, &result.hash);
            path.push('>');
            issuer = result.issuer;
            if is_beaten(&path) {
                return Ok(None);
            }
        }
        // step 5.4.6
        let is_least = best.is_none_or(|best| path.as_str() < best);
        Ok(is_least.then_some(Chosen { path, issuer }))
    }
}

/// Appends bytes in lower-case hexadecimal.
fn write_hex(out: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}
