//! Identifier issuers (RDFC-1.0 §4.5).

use std::cmp::Ordering;

use hashbrown::HashMap;

use super::dataset::Node;
use super::line::Label;

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
    pub(super) fn in_order(&self) -> &[Node] {
        &self.order
    }

    /// Appends the blank node label with a number.
    pub(super) fn write(&self, out: &mut String, number: usize) {
        out.push_str("_:");
        out.push_str(self.prefix);
        out.push_str(itoa::Buffer::new().format(number));
    }
}

/// The labels of an issuer that has named all nodes.
pub(super) struct Labels<'i> {
    issuer: &'i Issuer,
    /// Of each node its number, and what brings it into the order of labels.
    numbers: Vec<(usize, TextOrder)>,
}

/// What brings numbers into the order of their decimal texts.
type TextOrder = (usize, u32);

impl<'i> Labels<'i> {
    pub(super) fn of(issuer: &'i Issuer) -> Self {
        let mut numbers = vec![(0, (0, 0)); issuer.order.len()];
        for (number, node) in issuer.order.iter().enumerate() {
            numbers[*node] = (number, text_order(number));
        }
        Self { issuer, numbers }
    }
}

impl Label for Labels<'_> {
    fn order(&self, one: u32, other: u32) -> Ordering {
        self.numbers[one as Node].1.cmp(&self.numbers[other as Node].1)
    }

    fn write(&self, out: &mut String, node: u32) {
        self.issuer.write(out, self.numbers[node as Node].0);
    }
}

/// 10 is between 1 and 2.
fn text_order(number: usize) -> TextOrder {
    let digits = number.checked_ilog10().unwrap_or(0);
    (number * 10_usize.pow(9_u32.saturating_sub(digits)), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_the_order_of_their_texts() {
        let mut numbers: Vec<usize> =
            (0..2_000).chain([99_999, 100_000, 3_999_999_999, 4_000_000_000]).collect();
        numbers.sort_by_key(|number| text_order(*number));
        assert!(numbers.is_sorted_by_key(|number| number.to_string()));
    }
}
