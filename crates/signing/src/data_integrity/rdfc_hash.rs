//! What all suites over RDFC-1.0 have in common: the transformation of a document and of a proof's options, and the hashes
//! of both. VC-DI-EDDSA §3.2.3 to §3.2.5 and §A.2.1.3 to §A.2.1.5 and VC-DI-ECDSA §3.2.3 to §3.2.5 differ in nothing but
//! the hash.

use serde_json::{Map, Value};
use sha2::Digest;

use super::chain::Unsecured;
use super::{ProofError, terms_shown};
use crate::canonical_form::canonical_form_of;
use crate::jsonld::{JsonLdError, Processing, TopProof, members_to_rdf};
use crate::rdfc::{TooComplex, canonicalize};

/// VC-DI-EDDSA §3.2.4: the hash of the proof's configuration, then that of the document. `D` also hashes inside of the
/// canonicalization.
pub(super) fn hash_data<D: Digest>(
    document: &Unsecured<'_>,
    options: &Map<String, Value>,
    processing: Processing,
) -> Result<Vec<u8>, JsonLdError> {
    // steps 1 to 3
    let document_hash = document_hash::<D>(document, processing)?;
    let config = proof_config(&document.members, options);
    Ok([config_hash::<D>(&config, processing)?, document_hash].concat())
}

/// Whether the signature `fits` the hash data, to which the options contribute as the standards say, with the document's
/// contexts; or with their own, where they have some. jsonld-signatures, with which most have signed, reads them so: of
/// a proof that brings its contexts along, nothing is lost to a document of VC 1.1 that has none for proofs.
pub(super) fn verify<D: Digest>(
    document: &Unsecured<'_>,
    options: &Map<String, Value>,
    processing: Processing,
    fits: impl Fn(&[u8]) -> Result<(), ProofError>,
) -> Result<(), ProofError> {
    let document_hash = document_hash::<D>(document, processing)?;
    let fits_with = |config: &Map<String, Value>| {
        let config_hash = config_hash::<D>(config, processing)?;
        fits(&[config_hash.as_slice(), &document_hash].concat())
    };
    let by_the_standard = fits_with(&proof_config(&document.members, options));
    match by_the_standard {
        Err(_) if options.contains_key("@context") && fits_with(options).is_ok() => Ok(()),
        result => result,
    }
}

/// §3.2.3 step 2, and §3.2.4 step 1.
fn document_hash<D: Digest>(
    document: &Unsecured<'_>,
    processing: Processing,
) -> Result<Vec<u8>, JsonLdError> {
    let canonical = canonical_form_of::<D>(&document.members, document.top_proof, processing)?;
    Ok(D::digest(canonical).to_vec())
}

/// §3.2.5: the options, read with the document's contexts.
fn proof_config(document: &Map<String, Value>, options: &Map<String, Value>) -> Map<String, Value> {
    // step 1; step 2 was done by `Suite::of`, and step 3 (`created`) is for whoever judges dates
    let mut config = options.clone();
    // step 4: a context of the proof's own is replaced
    match document.get("@context") {
        Some(context) => config.insert("@context".to_owned(), context.clone()),
        None => config.shift_remove("@context"),
    };
    config
}

/// §3.2.5 step 5, and §3.2.4 step 2.
fn config_hash<D: Digest>(
    config: &Map<String, Value>,
    processing: Processing,
) -> Result<Vec<u8>, JsonLdError> {
    config_form::<D>(config, processing)
        .map(|canonical| D::digest(canonical).to_vec())
        .map_err(|error| error.within("/proof"))
}

fn config_form<D: Digest>(
    config: &Map<String, Value>,
    processing: Processing,
) -> Result<String, JsonLdError> {
    let quads = members_to_rdf(config, TopProof::LeftOut, processing)?;
    terms_shown::are_signed(config, &quads)?;
    canonicalize::<D>(&quads).map_err(|TooComplex| JsonLdError::TooComplex)
}
