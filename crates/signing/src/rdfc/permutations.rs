//! All orders of a few things, one at a time.

/// Goes through all orders of its items in place (B. R. Heap's way), so that nothing is kept but one of them.
pub(super) struct Permutations<T> {
    items: Vec<T>,
    /// For each item, how often it was swapped; empty before the first order was given.
    swaps: Vec<usize>,
    is_begun: bool,
    position: usize,
}

impl<T> Permutations<T> {
    pub(super) fn of(items: Vec<T>) -> Self {
        let swaps = vec![0; items.len()];
        Self { items, swaps, is_begun: false, position: 1 }
    }

    /// The next order.
    pub(super) fn next(&mut self) -> Option<&[T]> {
        if !std::mem::replace(&mut self.is_begun, true) {
            return Some(&self.items);
        }
        while let Some(swapped) = self.swaps.get_mut(self.position) {
            if *swapped < self.position {
                let other = if self.position.is_multiple_of(2) { 0 } else { *swapped };
                self.items.swap(other, self.position);
                *swapped += 1;
                self.position = 1;
                return Some(&self.items);
            }
            *swapped = 0;
            self.position += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_order_comes_once() {
        for (count, orders) in [(0, 1), (1, 1), (2, 2), (3, 6), (4, 24), (5, 120)] {
            let mut permutations = Permutations::of((0..count).collect());
            let mut seen = HashSet::new();
            while let Some(order) = permutations.next() {
                assert!(seen.insert(order.to_vec()));
            }
            assert_eq!(seen.len(), orders);
        }
    }
}
