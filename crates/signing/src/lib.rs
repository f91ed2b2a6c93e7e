//! Proofs and keys: pinned contexts, RDFC-1.0, Data Integrity, JWS, Multikey, did:key, did:jwk and did:web.

pub mod did;
pub mod jwk;
pub mod jws;
mod key;
pub mod key_file;
pub mod multikey;
mod pem;
pub mod sealing;
pub mod vc_jwt;

pub use key::{
    InvalidRsaKey, InvalidSecret, KeyKind, KeyPair, PublicKey, RsaPublicKey, SignatureMismatch, Signer,
    SignerError,
};

// Contexts, RDF and Data Integrity.
mod alike;
mod canonical_form;
pub use canonical_form::canonical_form;
pub mod context;
pub mod data_integrity;
pub mod json;
pub mod jsonld;
pub mod rdf;
pub mod rdfc;
pub mod related_resource;
mod scan;
