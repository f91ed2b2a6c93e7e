//! The one place that knows `ssi`: what is signed, a signature and a key in, an answer out.
//!
//! For ES256K it is asked for the arithmetic only. For `ecdsa-sd-2023` it reads the document.
//! The library's JSON-LD is not ours, and it is lenient where ours is strict. So it is asked first for the statements that it
//! reads in the document and in the proof's options: unless they are, byte for byte in canonical form, those that we
//! read, its answer counts for nothing. That is so for every badge with a hashed recipient: it writes another datatype for
//! what the context coerces to a boolean. Only the pinned contexts are served to it, and only the key that was found.

use std::borrow::Cow;

use badgewright_signing::context::pinned;
use badgewright_signing::did::Secp256k1Key;
use iref::{Iri, IriBuf};
use serde::de::DeserializeOwned;
use serde_json::json;
use ssi_claims_core::{ProofValidity, ValidateProof, VerificationParameters};
use ssi_data_integrity_core::{DataIntegrityDocument, Proof};
use ssi_data_integrity_suites::EcdsaSd2023;
use ssi_json_ld::syntax::{Parse, Value, from_value};
use ssi_json_ld::{Expandable, LoadError, Loader, RemoteDocument};
use ssi_rdf::{AnyLdEnvironment, LdEnvironment};
use ssi_verification_methods::ecdsa_secp_256k1_verification_key_2019::DigestFunction;
use ssi_verification_methods::{
    EcdsaSecp256k1VerificationKey2019, Multikey, ReferenceOrOwnedRef, ResolutionOptions,
    VerificationMethodResolutionError, VerificationMethodResolver,
};

use super::key::Key;

/// What the library is asked.
pub(super) struct Task {
    pub(super) key: Key,
    /// The URL that the proof gives the key.
    pub(super) method: String,
    /// The document without its proofs, as JSON.
    pub(super) document: String,
    /// The proof, as JSON.
    pub(super) proof: String,
    /// The document's statements, as we read them.
    pub(super) statements: String,
    /// Those of the proof's options.
    pub(super) options: String,
}

/// What it answers.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Right,
    Wrong,
    Undecided(String),
}

/// Asks the library about a proof of the suite `ecdsa-sd-2023`. It may panic.
pub(super) fn verify(task: &Task) -> Answer {
    // What it does it does in futures, none of which waits for anything.
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else {
        return undecided("no runtime");
    };
    let answer = runtime.block_on(async {
        let (document, method) = (read(&task.document)?, p256(task)?);
        ecdsa_sd_2023(task, document, read(&task.proof)?, method).await
    });
    answer.unwrap_or_else(Answer::Undecided)
}

/// Asks the library about a signature by ES256K (RFC 8812 §3.2).
pub(super) fn verify_es256k(key: &Key, signed: &[u8], signature: &[u8]) -> Answer {
    let Key::Secp256k1(key) = key else { return undecided(OTHER_KEY) };
    let method = match secp256k1(key) {
        Ok(method) => method,
        Err(why) => return Answer::Undecided(why),
    };
    method.verify_bytes(signed, signature, DigestFunction::Sha256).map_or_else(undecided, of_validity)
}

const OTHER_KEY: &str = "the key is of another kind than the signature needs";

fn undecided(why: impl std::fmt::Display) -> Answer {
    Answer::Undecided(why.to_string())
}

fn of_validity(validity: ProofValidity) -> Answer {
    if validity.is_ok() { Answer::Right } else { Answer::Wrong }
}

async fn ecdsa_sd_2023(
    task: &Task,
    document: DataIntegrityDocument,
    proof: Proof<EcdsaSd2023>,
    method: Multikey,
) -> Result<Answer, String> {
    if statements(&document).await? != [task.statements.as_str(); 2] {
        return Err("the library reads the badge in another way".to_owned());
    }
    let parameters = VerificationParameters::from_resolver(TheOneKey(method)).with_json_ld_loader(Pinned);
    let options =
        proof.configuration().expand(&parameters, &document).await.map_err(|why| why.to_string())?;
    if options.nquads() != task.options {
        return Err("the library reads the signature's own words in another way".to_owned());
    }
    proof.validate_proof(&parameters, &document).await.map(of_validity).map_err(|why| why.to_string())
}

/// The document's statements in canonical form, as suites have them: with numbers as they are, and in their canonical form.
async fn statements(document: &DataIntegrityDocument) -> Result<[String; 2], String> {
    let mut environment = LdEnvironment::default();
    let expanded = document.expand_with(&mut environment, &Pinned).await;
    let mut expanded = expanded.map_err(|why| why.to_string())?;
    let as_it_is = environment.canonical_form_of(&expanded).map_err(|why| why.to_string())?;
    expanded.canonicalize();
    let mut environment = LdEnvironment::default();
    let canonical = environment.canonical_form_of(&expanded).map_err(|why| why.to_string())?;
    Ok([as_it_is.concat(), canonical.concat()])
}

/// By way of the library's own JSON: how a number is written is kept.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let (value, _) = Value::parse_str(text).map_err(|why| why.to_string())?;
    from_value(value).map_err(|why| why.to_string())
}

fn p256(task: &Task) -> Result<Multikey, String> {
    let Key::P256(written) = &task.key else { return Err(OTHER_KEY.to_owned()) };
    let method = json!({
        "id": task.method,
        "type": "Multikey",
        "controller": "did:example:issuer",
        "publicKeyMultibase": written,
    });
    serde_json::from_value(method).map_err(|why| why.to_string())
}

fn secp256k1(key: &Secp256k1Key) -> Result<EcdsaSecp256k1VerificationKey2019, String> {
    let point: String = key.point().iter().map(|byte| format!("{byte:02x}")).collect();
    let method = json!({
        "id": "did:example:issuer#key",
        "type": "EcdsaSecp256k1VerificationKey2019",
        "controller": "did:example:issuer",
        "publicKeyHex": point,
    });
    serde_json::from_value(method).map_err(|why| why.to_string())
}

/// The key that was found, whichever the proof names or brings along.
struct TheOneKey(Multikey);

impl VerificationMethodResolver for TheOneKey {
    type Method = Multikey;

    async fn resolve_verification_method_with(
        &self,
        _issuer: Option<&Iri>,
        _method: Option<ReferenceOrOwnedRef<'_, Multikey>>,
        _options: ResolutionOptions,
    ) -> Result<Cow<'_, Multikey>, VerificationMethodResolutionError> {
        Ok(Cow::Borrowed(&self.0))
    }
}

/// The pinned contexts, and no others.
struct Pinned;

#[derive(Debug, thiserror::Error)]
#[error("this context is not pinned")]
struct NotPinned;

impl Loader for Pinned {
    async fn load(&self, url: &Iri) -> Result<RemoteDocument<IriBuf>, LoadError> {
        let context = pinned(url.as_str()).ok_or_else(|| LoadError::new(url.to_owned(), NotPinned))?;
        let (context, _) =
            Value::parse_str(context.text).map_err(|why| LoadError::new(url.to_owned(), why))?;
        Ok(RemoteDocument::new(Some(url.to_owned()), None, context))
    }
}
