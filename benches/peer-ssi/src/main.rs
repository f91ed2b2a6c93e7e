//! How long `ssi` takes to sign the badge of our benchmarks with `eddsa-rdfc-2022`, and to verify it, beside a raw Ed25519
//! signature in the same process. Prints medians as JSON.
//!
//! All contexts are at hand, the key is in the `did:key` that names it, and nothing is fetched.

use std::collections::HashMap;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::Instant;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::json;
use ssi::JWK;
use ssi::claims::data_integrity::{AnySuite, CryptographicSuite, DataIntegrity, ProofOptions};
use ssi::claims::vc::v2::JsonCredential;
use ssi::claims::{SignatureEnvironment, VerificationParameters};
use ssi::dids::{DIDKey, DIDResolver};
use ssi::json_ld::ContextLoader;
use ssi::verification_methods::SingleSecretSigner;

const BADGE: &str = include_str!("../../../crates/signing/known-answers/open-badge/open-badge.json");
const CONTEXTS: [(&str, &str); 2] = [
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        include_str!("../../../crates/signing/contexts/open-badges-3.0.3.json"),
    ),
    (
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        include_str!("../../../crates/signing/contexts/open-badges-extensions.json"),
    ),
];
const SECRET: [u8; 32] = [7; 32];
/// As long as what `eddsa-rdfc-2022` signs: two SHA-256.
const MESSAGE: [u8; 64] = [42; 64];
/// Each is run once, in turn, so many times: what disturbs one disturbs all.
const ROUNDS: usize = 300;

static LOADER: LazyLock<ContextLoader> = LazyLock::new(|| {
    let contexts = CONTEXTS.map(|(url, text)| (url.to_owned(), text.to_owned()));
    ContextLoader::default().with_context_map_from(HashMap::from(contexts)).unwrap()
});

/// Microseconds.
async fn time<T>(times: &mut Vec<f64>, work: impl Future<Output = T>) -> T {
    let begun = Instant::now();
    let result = work.await;
    times.push(begun.elapsed().as_secs_f64() * 1e6);
    black_box(result)
}

fn median(times: &mut Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn jwk(key: &SigningKey) -> JWK {
    let members = json!({
        "kty": "OKP",
        "crv": "Ed25519",
        "x": URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes()),
        "d": URL_SAFE_NO_PAD.encode(key.as_bytes()),
    });
    serde_json::from_value(members).unwrap()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let raw = SigningKey::from_bytes(&SECRET);
    let (raw_key, raw_signature) = (raw.verifying_key(), raw.sign(&MESSAGE));
    let jwk = jwk(&raw);
    let method = DIDKey::generate_url(&jwk).unwrap();
    let signer = SingleSecretSigner::new(jwk).into_local();
    let resolver = DIDKey.into_vm_resolver();
    let credential: JsonCredential = serde_json::from_str(BADGE).unwrap();
    // From the library's own credential to that with its proof.
    let sign = async |credential: JsonCredential| {
        let options = ProofOptions::from_method(method.clone().into_iri().into());
        let environment = SignatureEnvironment { json_ld_loader: &*LOADER, eip712_loader: () };
        AnySuite::EdDsaRdfc2022
            .sign_with(environment, credential, &resolver, &signer, options, Default::default())
            .await
            .unwrap()
    };
    let parameters = VerificationParameters::from_resolver(&resolver).with_json_ld_loader(&*LOADER);
    let signed = serde_json::to_vec(&sign(credential.clone()).await).unwrap();
    // From bytes.
    let verify = async || {
        let credential: DataIntegrity<JsonCredential, AnySuite> = serde_json::from_slice(&signed).unwrap();
        credential.verify(&parameters).await.unwrap().unwrap();
    };

    let mut times: [Vec<f64>; 4] = Default::default();
    for _ in 0..ROUNDS {
        let credential = credential.clone();
        time(&mut times[0], async { raw.sign(black_box(&MESSAGE)) }).await;
        time(&mut times[1], sign(credential)).await;
        time(&mut times[2], async { raw_key.verify_strict(black_box(&MESSAGE), &raw_signature) })
            .await
            .unwrap();
        time(&mut times[3], verify()).await;
    }
    let [raw_sign, sign, raw_verify, verify] = times.each_mut().map(median);
    let result = json!({
        "sign": {"raw": raw_sign, "peer": sign},
        "verify": {"raw": raw_verify, "peer": verify},
    });
    println!("{result}");
}
