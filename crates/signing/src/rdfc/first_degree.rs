//! Hash First Degree Quads (RDFC-1.0 §4.6): what a blank node says by itself.

use sha2::Digest;

use super::input::{Dataset, Node};

/// §4.6.3.
pub(super) fn hash_first_degree_quads<D: Digest>(dataset: &Dataset, node: Node) -> String {
    // steps 1 to 3
    let label = |line: &mut String, other: Node| line.push_str(if other == node { "_:a" } else { "_:z" });
    let mut lines: Vec<String> = dataset.statements_of(node).map(|statement| statement.line(label)).collect();
    // step 4
    lines.sort_unstable();
    // step 5
    hash::<D>(&lines.concat())
}

/// A digest in lower-case hexadecimal.
pub(super) fn hash<D: Digest>(text: &str) -> String {
    hex::encode(D::digest(text.as_bytes()))
}
