//! What is kept, as operations: one trait, sled behind it, one contract test suite.
