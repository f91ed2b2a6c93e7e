//! The goals beside a raw signature, measured by turns: a few of each operation, then again, so that a host whose speed changes
//! changes it for all of them alike. Prints medians, and the medians of each turn's own ratio.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]

mod academic_rigor;

use std::hint::black_box;
use std::time::Instant;

use academic_rigor::{Fixed, MESSAGE, SECRET, completion, draft, issuer, now};
use badgewright_credential::{Secure as _, strict_json};
use badgewright_issuer::PreparedClass;
use badgewright_registry::Registry;
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite, verify};
use badgewright_signing::json::Tree as _;
use badgewright_signing::jsonld::{Processing, Purpose};
use badgewright_signing::{KeyKind, KeyPair, Signer as _, canonical_form};
use ed25519_dalek::Signer as _;
use mimalloc::MiMalloc;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// As in the service.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const BADGE: &[u8] = include_bytes!("../../signing/known-answers/open-badge/open-badge.json");

/// How often each operation has its turn.
const TURNS: usize = 1_000;
/// How often it is done in one.
const TIMES: u32 = 20;

fn main() {
    let raw = ed25519_dalek::SigningKey::from_bytes(&SECRET);
    let (raw_key, raw_signature) = (raw.verifying_key(), raw.sign(&MESSAGE));
    let pair = KeyPair::from_secret(KeyKind::Ed25519, &SECRET).unwrap();
    let key = pair.public_key();
    let badge: Value = serde_json::from_slice(BADGE).unwrap();
    let options = ProofOptions::assertion("did:web:badges.example.edu#key-1", Some(now()));
    let signer = DataIntegritySigner { signer: &pair, suite: Suite::EddsaRdfc2022, options };
    let signed = serde_json::to_vec(&signer.secure(badge.clone()).unwrap()).unwrap();
    let (registry, issuer) = (Registry::built_in(), issuer());
    let completion = completion(&registry);
    let class = registry.get(&completion.badge).unwrap();
    let prepared = PreparedClass::of(class, &issuer).unwrap();
    let list = "https://badges.example.edu/status/3".parse().unwrap();
    let award = || prepared.award(draft(class, black_box(&completion), &list), &issuer, &Fixed).unwrap();
    let issued = prepared.sign(&award(), &issuer, now()).unwrap().document().clone().into_value();
    let form = canonical_form(&issued, Processing::strict(Purpose::Verify)).unwrap();
    println!("the canonical form of the badge of `sign/prepared`: {} bytes", form.len());

    let mut times = [const { Vec::new() }; 6];
    for _ in 0..TURNS {
        let [raw_sign, sign, prepare, least, raw_verify, verified] = &mut times;
        raw_sign.push(time(|| (), |()| raw.sign(black_box(&MESSAGE))));
        sign.push(time(|| badge.clone(), |badge| signer.secure(badge).unwrap()));
        prepare.push(time(|| (), |()| prepared.sign(&award(), &issuer, now()).unwrap()));
        least.push(time(
            || (),
            |()| (Sha256::digest(black_box(&form)), pair.sign(black_box(&MESSAGE)).unwrap()),
        ));
        raw_verify
            .push(time(|| (), |()| raw_key.verify_strict(black_box(&MESSAGE), &raw_signature).unwrap()));
        verified.push(time(
            || (),
            |()| {
                let document = strict_json::read_borrowed(black_box(&signed)).unwrap();
                let proof = document.as_members().and_then(|document| document.get("proof")).unwrap();
                verify(&document, &proof.items()[0], &key).unwrap();
            },
        ));
    }
    let [raw_sign, sign, prepare, least, raw_verify, verified] = times;
    for (name, raw, ours) in [
        ("sign/badgewright", &raw_sign, &sign),
        ("sign/prepared", &raw_sign, &prepare),
        ("the hash of its form and the signature alone", &raw_sign, &least),
        ("verify/badgewright", &raw_verify, &verified),
    ] {
        let ratios = ours.iter().zip(raw).map(|(ours, raw)| ours / raw).collect::<Vec<_>>();
        let [raw, ours, ratio] = [raw.clone(), ours.clone(), ratios].map(median);
        println!("{name}: {ours:.1} µs, {ratio:.2} times raw ({raw:.1} µs)");
    }
}

/// How long an operation takes, in µs, without making what it is given and dropping what it gives.
fn time<T, R>(given: impl Fn() -> T, operation: impl Fn(T) -> R) -> f64 {
    let given = (0..TIMES).map(|_| given()).collect::<Vec<_>>();
    let mut results = Vec::with_capacity(given.len());
    let begun = Instant::now();
    results.extend(given.into_iter().map(|given| black_box(operation(given))));
    begun.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
