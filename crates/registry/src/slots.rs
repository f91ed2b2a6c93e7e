//! How many choice slots can be filled when nothing fills two: a greatest matching in a bipartite graph.

use std::collections::BTreeMap;

/// The greatest number of slots that can be filled, each from its own alternatives, no alternative used twice.
///
/// Augmenting paths (Kuhn's algorithm): slots times alternatives steps, as deep as there are slots. A rule has at most
/// 32 slots of 64 alternatives.
pub(crate) fn most_filled<T: Ord + Copy>(slots: &[Vec<T>]) -> usize {
    let mut filled = BTreeMap::new();
    (0..slots.len()).filter(|slot| fill(*slot, slots, &mut filled, &mut vec![false; slots.len()])).count()
}

/// Fills `slot`, if need be by moving what other slots hold; `asked` are the slots that were tried on this way.
fn fill<T: Ord + Copy>(
    slot: usize,
    slots: &[Vec<T>],
    filled: &mut BTreeMap<T, usize>,
    asked: &mut [bool],
) -> bool {
    if std::mem::replace(&mut asked[slot], true) {
        return false;
    }
    for alternative in &slots[slot] {
        let free = match filled.get(alternative).copied() {
            None => true,
            Some(holder) => fill(holder, slots, filled, asked),
        };
        if free {
            filled.insert(*alternative, slot);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::{prop_assert_eq, proptest};

    use super::most_filled;

    #[test]
    fn a_badge_that_was_taken_makes_room_for_another_slot() {
        assert_eq!(most_filled(&[vec!['a', 'b'], vec!['a']]), 2);
        assert_eq!(most_filled(&[vec!['a'], vec!['a', 'b'], vec!['b', 'c']]), 3);
    }

    #[test]
    fn one_badge_does_not_fill_two_slots() {
        assert_eq!(most_filled(&[vec!['a'], vec!['a']]), 1);
        assert_eq!(most_filled::<char>(&[vec![], vec![]]), 0);
    }

    /// The same by trying everything.
    fn by_trial(slots: &[Vec<u8>], used: &mut Vec<u8>) -> usize {
        let Some((first, rest)) = slots.split_first() else { return 0 };
        let mut best = by_trial(rest, used);
        for alternative in first {
            if !used.contains(alternative) {
                used.push(*alternative);
                best = best.max(1 + by_trial(rest, used));
                used.pop();
            }
        }
        best
    }

    proptest! {
        #[test]
        fn the_matching_is_as_great_as_by_trial(slots in vec(vec(0_u8..5, 0..4), 0..5)) {
            prop_assert_eq!(most_filled(&slots), by_trial(&slots, &mut Vec::new()));
        }
    }
}
