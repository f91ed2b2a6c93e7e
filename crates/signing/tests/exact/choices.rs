//! Decisions read from bytes: random ones of a property test, or those that a fuzzer breeds.

/// Bytes that decide. When they are spent, every decision falls on the first, which is the plainest: so short inputs make
/// small documents, and a test that fails can be shrunk.
pub(crate) struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    pub(crate) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn are_spent(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first
    }

    /// Eight bytes as a number.
    pub(crate) fn bits(&mut self) -> u64 {
        (0..8).fold(0, |bits, _| (bits << 8) | u64::from(self.byte()))
    }

    /// A number from 0 on, less than `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let first = usize::from(self.byte());
        let number = if limit > 256 { (first << 8) | usize::from(self.byte()) } else { first };
        number % limit.max(1)
    }

    /// Rarely true: once in `times`, and never when nothing is left.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    pub(crate) fn one_of<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}
