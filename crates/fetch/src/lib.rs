//! The guarded HTTP client: the only code that connects to a host a stranger named.
