//! Identifier issuers (RDFC-1.0 §4.5).

use std::collections::HashMap;

use super::input::Node;

/// Gives blank nodes names in the order in which they are asked for.
#[derive(Clone)]
pub(super) struct Issuer {
    prefix: &'static str,
    numbers: HashMap<Node, usize>,
    order: Vec<Node>,
}

impl Issuer {
    pub(super) fn new(prefix: &'static str) -> Self {
        Self { prefix, numbers: HashMap::new(), order: Vec::new() }
    }

    /// §4.5.2: the node's number, a new one if it has none.
    pub(super) fn issue(&mut self, node: Node) -> usize {
        let next = self.order.len();
        let number = *self.numbers.entry(node).or_insert(next);
        if number == next {
            self.order.push(node);
        }
        number
    }

    /// The node's number, if it has one.
    pub(super) fn issued(&self, node: Node) -> Option<usize> {
        self.numbers.get(&node).copied()
    }

    /// The nodes in the order in which they got their names.
    pub(super) fn in_order(&self) -> impl Iterator<Item = Node> {
        self.order.iter().copied()
    }

    /// Appends the blank node label with a number.
    pub(super) fn write(&self, out: &mut String, number: usize) {
        out.push_str("_:");
        out.push_str(self.prefix);
        out.push_str(&number.to_string());
    }
}
