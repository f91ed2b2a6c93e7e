//! What judging one document may cost, counted: CPU time of the thread, and bytes on the heap at the worst moment.

use std::time::Duration;

use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Most CPU time for one document. Without optimisation our own code is slower by an order of magnitude; the bound as it
/// is meant is the one of `cargo test --release`, and the other only catches work that grows without end.
const MOST_CPU: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1_500 } else { 100 });

/// Most bytes on the heap for one document, beside the document itself.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Most addresses that are asked for one document: eight for the badge, eight for what others say about it, three for
/// documents that it refers to.
const MOST_FETCHES: usize = 19;

/// What judging a document took.
pub(crate) struct Cost {
    pub(crate) cpu: Duration,
    pub(crate) bytes: usize,
    pub(crate) fetches: usize,
}

impl Cost {
    /// What of it is more than is allowed, in words.
    pub(crate) fn excess(&self) -> Vec<String> {
        let mut excess = Vec::new();
        if self.cpu > MOST_CPU {
            excess.push(format!("{:?} of CPU time", self.cpu));
        }
        if self.bytes > MOST_BYTES {
            excess.push(format!("{} MB of memory", self.bytes >> 20));
        }
        if self.fetches > MOST_FETCHES {
            excess.push(format!("{} fetches", self.fetches));
        }
        excess
    }
}

/// Runs `work` and tells what it cost.
pub(crate) fn measured<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let began = cpu_time();
    let result = work();
    let cpu = cpu_time().saturating_sub(began);
    (result, Cost { cpu, bytes: HEAP.peak_usage().saturating_sub(before), fetches: 0 })
}

/// The CPU time of this thread: other programs on the machine do not count.
fn cpu_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.try_into().unwrap(), now.tv_nsec.try_into().unwrap())
}
