//! Hash First Degree Quads (RDFC-1.0 §4.6): what a blank node says by itself.

use std::cmp::Ordering;

use sha2::Digest;
use sha2::digest::Output;

use super::dataset::{Dataset, Node};
use super::line::{self, Label};

/// The hash of what each blank node says by itself, in their order.
pub(super) fn first_degree_hashes<D: Digest>(dataset: &Dataset<'_>) -> Vec<Output<D>> {
    let mut lines = String::new();
    dataset.nodes().map(|node| hash_first_degree_quads::<D>(dataset, node, &mut lines)).collect()
}

/// §4.6.3. `lines` is what is written into.
fn hash_first_degree_quads<D: Digest>(dataset: &Dataset<'_>, node: Node, lines: &mut String) -> Output<D> {
    let label = SeenFrom(node);
    // steps 1, 2 and 4
    let mut statements: Vec<_> = dataset.statements_of(node).collect();
    line::sort(&mut statements, &label);
    // step 3
    lines.clear();
    for statement in statements {
        line::write(lines, statement, &label);
    }
    // step 5
    D::digest(lines.as_bytes())
}

/// Step 3.1: the node itself is `a`, and every other one `z`.
pub(super) struct SeenFrom(pub(super) Node);

impl Label for SeenFrom {
    fn order(&self, one: u32, other: u32) -> Ordering {
        let is_other = |node: u32| node as Node != self.0;
        is_other(one).cmp(&is_other(other))
    }

    fn write(&self, out: &mut String, node: u32) {
        out.push_str(if node as Node == self.0 { "_:a" } else { "_:z" });
    }
}
