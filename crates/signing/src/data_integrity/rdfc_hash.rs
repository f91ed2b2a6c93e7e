//! What all suites over RDFC-1.0 have in common: the transformation of a document and of a proof's options, and the hashes
//! of both. VC-DI-EDDSA §3.2.3 to §3.2.5 and §A.2.1.3 to §A.2.1.5 and VC-DI-ECDSA §3.2.3 to §3.2.5 differ in nothing but
//! the hash.

use sha2::Digest;

use super::chain::Unsecured;
use super::known_config::known_form;
use super::{ProofError, terms_shown};
use crate::alike;
use crate::json::Members;
use crate::jsonld::{JsonLdError, Made, Processing, TopProof, members_to_rdf};
use crate::rdfc::{TooComplex, canonicalize};

/// VC-DI-EDDSA §3.2.4: the hash of the proof's configuration, then that of the document. `D` also hashes inside of the
/// canonicalization.
pub(super) fn hash_data<D: Digest, M: Members>(
    document: &Unsecured<'_, M>,
    options: &M,
    processing: Processing,
) -> Result<Vec<u8>, JsonLdError> {
    // steps 1 to 3
    let document_hash = document_hash::<D, _>(document, processing)?;
    Ok([options_hash::<D, _>(&*document.members, options, processing)?, document_hash].concat())
}

/// Whether the signature `fits` the hash data, to which the options contribute as the standards say, with the document's
/// contexts; or with their own, where they have some. jsonld-signatures, with which most have signed, reads them so: of
/// a proof that brings its contexts along, nothing is lost to a document of VC 1.1 that has none for proofs.
pub(super) fn verify<D: Digest, M: Members>(
    document: &Unsecured<'_, M>,
    options: &M,
    processing: Processing,
    fits: impl Fn(&[u8]) -> Result<(), ProofError>,
) -> Result<(), ProofError> {
    let document_hash = document_hash::<D, _>(document, processing)?;
    let fits_with =
        |config_hash: Result<Vec<u8>, JsonLdError>| fits(&[config_hash?.as_slice(), &document_hash].concat());
    let by_the_standard = fits_with(options_hash::<D, _>(&*document.members, options, processing));
    let has_contexts = options.member("@context").is_some();
    match by_the_standard {
        Err(_) if has_contexts && fits_with(config_hash::<D>(options, processing)).is_ok() => Ok(()),
        result => result,
    }
}

/// §3.2.3 step 2, and §3.2.4 step 1.
fn document_hash<D: Digest, M: Members>(
    document: &Unsecured<'_, M>,
    processing: Processing,
) -> Result<Vec<u8>, JsonLdError> {
    let form = alike::canonical_form::<D>(&*document.members, document.top_proof, processing)?;
    Ok(D::digest(form).to_vec())
}

/// §3.2.5, and §3.2.4 step 2: the hash of the options, read with the document's contexts.
pub(super) fn options_hash<D: Digest, M: Members>(
    document: &M,
    options: &M,
    processing: Processing,
) -> Result<Vec<u8>, JsonLdError> {
    match known_form(document, options, processing) {
        Some(pieces) => Ok(D::digest(pieces.concat()).to_vec()),
        None => config_hash::<D>(&proof_config(document, options), processing),
    }
}

/// §3.2.5: the options, read with the document's contexts.
pub(super) fn proof_config<M: Members>(document: &M, options: &M) -> M {
    // step 1; step 2 was done by `Suite::of`, and step 3 (`created`) is for whoever judges dates
    // step 4: a context of the proof's own is replaced
    let mut config = options.without("@context");
    if let Some(context) = document.member("@context") {
        config.put("@context", context.clone());
    }
    config
}

/// §3.2.5 step 5, and §3.2.4 step 2.
fn config_hash<D: Digest>(config: &impl Members, processing: Processing) -> Result<Vec<u8>, JsonLdError> {
    config_form::<D>(config, processing)
        .map(|canonical| D::digest(canonical).to_vec())
        .map_err(|error| error.within("/proof"))
}

pub(super) fn config_form<D: Digest>(
    config: &impl Members,
    processing: Processing,
) -> Result<String, JsonLdError> {
    let made = Made::new();
    let quads = members_to_rdf(config, TopProof::LeftOut, processing, &made)?;
    terms_shown::are_signed(config, &quads)?;
    canonicalize::<D>(quads).map_err(|TooComplex| JsonLdError::TooComplex)
}
