//! The free entries of status lists, in memory: given out at random without replacement, so that an index says
//! nothing of when a badge was issued (herd privacy, Bitstring Status List, Privacy Considerations).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::sled::Tree;
use badgewright_credential::{Did, Entropy, StatusPurpose};

use super::order::{self, Seed};
use super::status_list;
use crate::status::SlotKeeper;
use crate::{StatusListId, StatusSlot, StoreError};

/// All lists that are not full.
pub(super) struct SlotPool {
    entropy: Arc<dyn Entropy>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// By number, so that an older list is filled before the next begins.
    open: BTreeMap<StatusListId, OpenList>,
    /// List and index, and the position that the index has in the order of the list.
    reserved: HashMap<(StatusListId, u32), u32>,
}

struct OpenList {
    issuer: Did,
    purpose: StatusPurpose,
    free: Free,
}

/// The free entries of a list.
enum Free {
    /// Those of a list with an order, by position: those that were given out and came back, and all from `next` on.
    InOrder { order: Vec<u32>, next: u32, back: Vec<u32> },
    /// Those of a list without an order, by index.
    AtRandom(Vec<u32>),
}

impl Free {
    /// What is free of a list whose order was drawn from a seed, where `taken` are the positions that are not.
    fn in_order(seed: &Seed, length: u32, taken: &[u32]) -> Self {
        let next = taken.iter().max().map_or(0, |last| last.saturating_add(1));
        let taken: HashSet<u32> = taken.iter().copied().collect();
        let back = (0..next).filter(|position| !taken.contains(position)).collect();
        Self::InOrder { order: order::of(seed, length), next, back }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::InOrder { order, next, back } => back.is_empty() && *next as usize >= order.len(),
            Self::AtRandom(free) => free.is_empty(),
        }
    }

    /// Takes one out: its index, and its position.
    fn take(&mut self, entropy: &dyn Entropy) -> Option<(u32, u32)> {
        match self {
            Self::InOrder { order, next, back } => {
                let position = back.pop().unwrap_or_else(|| {
                    *next += 1;
                    *next - 1
                });
                Some((*order.get(position as usize)?, position))
            }
            Self::AtRandom(free) if free.is_empty() => None,
            Self::AtRandom(free) => {
                let index = free.swap_remove(below(free.len(), entropy));
                Some((index, index))
            }
        }
    }

    fn give_back(&mut self, index: u32, position: u32) {
        match self {
            Self::InOrder { back, .. } => back.push(position),
            Self::AtRandom(free) => free.push(index),
        }
    }
}

/// A random number below `bound`, which is not 0. 64 bits for at most 2^32 values: the bias is below 2^-32.
fn below(bound: usize, entropy: &dyn Entropy) -> usize {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    (u64::from_le_bytes(bytes) % (bound as u64)) as usize
}

impl OpenList {
    fn has_free(&self, issuer: &Did, purpose: StatusPurpose) -> bool {
        self.issuer == *issuer && self.purpose == purpose && !self.free.is_empty()
    }
}

impl SlotPool {
    /// The pool as the records have it: what was reserved and never recorded is free again.
    pub(super) fn from_records(tree: &Tree, entropy: Arc<dyn Entropy>) -> Result<Self, StoreError> {
        let mut state = State::default();
        for list in status_list::all(tree) {
            let (id, row) = list?;
            let Some(purpose) = row.purpose().filter(|_| !row.is_full()) else { continue };
            let free = match &row.seed {
                Some(seed) => Free::in_order(seed, row.length, &status_list::taken_in_order(tree, id)?),
                None => {
                    let taken: HashSet<u32> = status_list::taken_at_random(tree, id)?.into_iter().collect();
                    Free::AtRandom((0..row.length).filter(|index| !taken.contains(index)).collect())
                }
            };
            if free.is_empty() {
                continue;
            }
            state.open.insert(id, OpenList { issuer: row.issuer, purpose, free });
        }
        Ok(Self { entropy, state: Mutex::new(state) })
    }

    /// Adds a list that was just opened.
    pub(super) fn add(
        &self,
        id: StatusListId,
        issuer: Did,
        purpose: StatusPurpose,
        length: u32,
        seed: &Seed,
    ) {
        let free = Free::in_order(seed, length, &[]);
        self.state().open.insert(id, OpenList { issuer, purpose, free });
    }

    /// What the order of a new list is drawn from.
    pub(super) fn seed(&self) -> Seed {
        let mut seed = Seed::default();
        self.entropy.fill(&mut seed);
        seed
    }

    /// Whether a draw would find an entry now.
    pub(super) fn has_free(&self, issuer: &Did, purpose: StatusPurpose) -> bool {
        self.state().open.values().any(|list| list.has_free(issuer, purpose))
    }

    /// Draws a free entry; `None` if a new list is needed.
    pub(super) fn draw(self: &Arc<Self>, issuer: &Did, purpose: StatusPurpose) -> Option<StatusSlot> {
        let mut state = self.state();
        let State { open, reserved } = &mut *state;
        let (&id, list) = open.iter_mut().find(|(_, list)| list.has_free(issuer, purpose))?;
        let (index, position) = list.free.take(self.entropy.as_ref())?;
        reserved.insert((id, index), position);
        Some(StatusSlot::new(purpose, id, index, Arc::<Self>::clone(self)))
    }

    /// The position of a slot that this pool gave out and still holds.
    pub(super) fn position(&self, slot: &StatusSlot) -> Option<u32> {
        let here = std::ptr::from_ref(self).cast();
        let is_ours = slot.was_given_by(here);
        is_ours.then(|| self.state().reserved.get(&(slot.list(), slot.index())).copied()).flatten()
    }

    /// A record has the slot: it is never given out again.
    pub(super) fn keep(&self, slot: &StatusSlot) {
        let mut state = self.state();
        state.reserved.remove(&(slot.list(), slot.index()));
        let State { open, reserved } = &mut *state;
        let is_full = open.get(&slot.list()).is_some_and(|list| list.free.is_empty());
        if is_full && !reserved.keys().any(|(list, _)| *list == slot.list()) {
            open.remove(&slot.list());
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change of the state is whole, also where a thread panics between two.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SlotKeeper for SlotPool {
    fn dropped(&self, list: StatusListId, index: u32) {
        let mut state = self.state();
        if let Some(position) = state.reserved.remove(&(list, index))
            && let Some(open) = state.open.get_mut(&list)
        {
            open.free.give_back(index, position);
        }
    }
}
