//! DIDs that we resolve without help (`did:key`, `did:jwk`) or write ourselves (`did:web`), and their documents.

pub mod did_jwk;
pub mod did_key;
mod did_url;
pub mod did_web;
mod https_key;
mod issuer_document;
mod method;
mod method_error;
mod method_key;
mod retrieval;
#[cfg(feature = "long-tail")]
pub mod secp256k1;

pub use did_url::{DidUrl, InvalidDidUrl};
pub use https_key::{HttpsKey, https_key};
pub use issuer_document::{ListedKey, issuer_document, method_id};
pub use method::{IssuersKey, MethodNote, VerificationMethod};
pub use method_error::{MethodError, NotTheIssuers, OutOfForce};
pub use retrieval::{Purpose, method_with_key, verification_method};
#[cfg(feature = "long-tail")]
pub use secp256k1::Secp256k1Key;
