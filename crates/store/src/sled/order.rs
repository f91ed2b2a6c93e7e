//! The order in which the entries of a status list are given out: random, drawn once when the list is opened, and kept as
//! the seed that it was drawn from. So the entries that credentials have are all but the first of the order, and a bit for
//! each is enough; drawn anew each time, they would need a row each, at a random place of the tree.

use sha2::{Digest, Sha256};

/// What an order is drawn from.
pub(super) type Seed = [u8; 32];

/// All indexes below `length`, shuffled (Fisher and Yates, in Durstenfeld's form). The random numbers are SHA-256 of the
/// seed and a counter, so that the order is the same for ever.
pub(super) fn of(seed: &Seed, length: u32) -> Vec<u32> {
    let mut order: Vec<u32> = (0..length).collect();
    let mut numbers = numbers(seed);
    for last in (1..order.len()).rev() {
        // 64 bits for at most 2^32 values: the bias is below 2^-32.
        let number = numbers.next().unwrap_or_default();
        order.swap(last, (number % (last as u64 + 1)) as usize);
    }
    order
}

fn numbers(seed: &Seed) -> impl Iterator<Item = u64> {
    let seeded = Sha256::new_with_prefix(seed);
    (0_u64..).flat_map(move |counter| {
        let digest: [u8; 32] = seeded.clone().chain_update(counter.to_be_bytes()).finalize().into();
        let (numbers, _) = digest.as_chunks::<8>();
        [numbers[0], numbers[1], numbers[2], numbers[3]].map(u64::from_be_bytes)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_has_each_index_once_and_is_the_same_for_ever() {
        let order = of(&[7; 32], 1_000);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..1_000));
        assert_eq!(order, of(&[7; 32], 1_000));
        assert_ne!(order, of(&[8; 32], 1_000));
        assert_eq!(
            of(&[7; 32], 8),
            [7, 3, 5, 0, 4, 1, 2, 6],
            "a change of the order gives entries out twice"
        );
    }

    #[test]
    fn each_index_is_as_often_first() {
        let mut first = [0; 8];
        for seed in 0..2_000_u16 {
            let mut bytes = [0; 32];
            bytes[..2].copy_from_slice(&seed.to_be_bytes());
            first[of(&bytes, 8)[0] as usize] += 1;
        }
        assert!(first.iter().all(|count| (190..310).contains(count)), "{first:?}");
    }
}
