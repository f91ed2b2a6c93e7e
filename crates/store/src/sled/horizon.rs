//! How far what is written is also durable. sled shows readers a batch before it is flushed; a badge must not
//! be answered for, nor an event be passed on, that a power cut may take back.

use std::sync::atomic::{AtomicU64, Ordering};

use super::draft::Tail;
use super::keys::Place;

/// The last durable place and event.
pub(super) struct Horizon {
    place: AtomicU64,
    seq: AtomicU64,
    altered: AtomicU64,
}

impl Horizon {
    pub(super) fn at(tail: Tail) -> Self {
        Self {
            place: AtomicU64::new(tail.place.0),
            seq: AtomicU64::new(tail.seq),
            altered: AtomicU64::new(tail.altered),
        }
    }

    /// Everything up to `tail` is durable.
    pub(super) fn advance(&self, tail: Tail) {
        self.place.store(tail.place.0, Ordering::Release);
        self.seq.store(tail.seq, Ordering::Release);
        // Last: whoever sees it, sees what it tells of.
        self.altered.store(tail.altered, Ordering::Release);
    }

    /// The last durable credential.
    pub(super) fn place(&self) -> Place {
        Place(self.place.load(Ordering::Acquire))
    }

    /// The last durable event.
    pub(super) fn seq(&self) -> u64 {
        self.seq.load(Ordering::Acquire)
    }

    /// The last durable event after which something that was there reads otherwise.
    pub(super) fn altered(&self) -> u64 {
        self.altered.load(Ordering::Acquire)
    }
}
