//! Proofs and keys: pinned contexts, RDFC-1.0, Data Integrity, JWS, Multikey, did:key and did:web.

mod key;

pub use key::{KeyKind, PublicKey, SignatureMismatch, Signer, SignerError};
