//! The free entries of status lists, in memory: drawn at random without replacement, so that an index says
//! nothing of when a badge was issued (herd privacy, Bitstring Status List, Privacy Considerations).

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::sled::Tree;
use badgewright_credential::{Did, Entropy, StatusPurpose};

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
    reserved: HashSet<(StatusListId, u32)>,
}

struct OpenList {
    issuer: Did,
    purpose: StatusPurpose,
    free: Vec<u32>,
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
            let taken: HashSet<u32> = status_list::taken(tree, id)?.into_iter().collect();
            let free = (0..row.length).filter(|index| !taken.contains(index)).collect();
            state.open.insert(id, OpenList { issuer: row.issuer, purpose, free });
        }
        Ok(Self { entropy, state: Mutex::new(state) })
    }

    /// Adds a list that was just opened.
    pub(super) fn add(&self, id: StatusListId, issuer: Did, purpose: StatusPurpose, length: u32) {
        self.state().open.insert(id, OpenList { issuer, purpose, free: (0..length).collect() });
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
        let index = list.free.swap_remove(self.below(list.free.len()));
        reserved.insert((id, index));
        Some(StatusSlot::new(purpose, id, index, Arc::<Self>::clone(self)))
    }

    /// A random number below `bound`, which is not 0. 64 bits for at most 2^32 values: the bias is below 2^-32.
    fn below(&self, bound: usize) -> usize {
        let mut bytes = [0; 8];
        self.entropy.fill(&mut bytes);
        (u64::from_le_bytes(bytes) % (bound as u64)) as usize
    }

    /// Whether the slot is one that this pool gave out and still holds.
    pub(super) fn holds(&self, slot: &StatusSlot) -> bool {
        let here = std::ptr::from_ref(self).cast();
        slot.was_given_by(here) && self.state().reserved.contains(&(slot.list(), slot.index()))
    }

    /// A record has the slot: it is never given out again.
    pub(super) fn keep(&self, slot: &StatusSlot) {
        let mut state = self.state();
        state.reserved.remove(&(slot.list(), slot.index()));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change of the state is whole, also where a thread panics between two.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SlotKeeper for SlotPool {
    fn dropped(&self, list: StatusListId, index: u32) {
        let mut state = self.state();
        if state.reserved.remove(&(list, index))
            && let Some(open) = state.open.get_mut(&list)
        {
            open.free.push(index);
        }
    }
}
