//! The one place that asks the system for randomness.

use badgewright_credential::Entropy;
use rand::Rng as _;

/// The thread's generator (ChaCha12, seeded and reseeded by the system).
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(clippy::disallowed_methods, reason = "this is the source that all others are handed")]
        rand::rng().fill_bytes(bytes);
    }
}
