use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use badgewright_credential::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::*;
use crate::did::{Purpose, issuer_document, verification_method};
use crate::multikey;

/// A clock that goes on by a minute whenever it is read, and entropy that repeats in every run.
struct World {
    folder: TempDir,
    minutes: AtomicI64,
    drawn: AtomicU64,
}

impl Entropy for World {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.drawn.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&Sha256::digest(count.to_be_bytes())[..chunk.len()]);
        }
    }
}

impl World {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), minutes: AtomicI64::new(0), drawn: AtomicU64::new(0) }
    }

    fn clock(&self) -> impl Clock + '_ {
        || Timestamp::from_unix(1_800_000_000 + 60 * self.minutes.fetch_add(1, Ordering::Relaxed)).unwrap()
    }

    fn did(&self) -> Did {
        "did:web:badges.example".parse().unwrap()
    }

    fn open(&self, passphrase: Option<&str>) -> Result<KeyFolder, KeyFileError> {
        let passphrase = passphrase.map(|text| Passphrase::new(text).unwrap());
        KeyFolder::open(&self.folder.path().join("keys"), &self.did(), passphrase)
    }

    fn with_keys(passphrase: Option<&str>) -> (Self, KeyFolder) {
        let world = Self::new();
        let mut keys = world.open(passphrase).unwrap();
        for kind in [KeyKind::Ed25519, KeyKind::P256] {
            keys.generate(kind, &world.clock(), &world).unwrap();
        }
        (world, keys)
    }
}

/// Later than everything that the world's clock says.
fn now() -> Timestamp {
    Timestamp::from_unix(1_900_000_000).unwrap()
}

fn edit(path: &Path, change: impl FnOnce(&mut Value)) {
    let mut content: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    change(&mut content);
    fs::write(path, content.to_string()).unwrap();
}

#[test]
fn a_new_folder_holds_one_key_of_each_kind_and_finds_them_again() {
    let (world, keys) = World::with_keys(None);
    let again = world.open(None).unwrap();
    for kind in [KeyKind::Ed25519, KeyKind::P256] {
        let made = keys.active(kind, now()).unwrap();
        let mode = fs::metadata(made.path()).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        let signature = again.signer(kind, now()).unwrap().sign(b"message").unwrap();
        assert_eq!(made.public_key().verify(b"message", &signature), Ok(()));
    }
    let stored = fs::read_to_string(keys.active(KeyKind::Ed25519, now()).unwrap().path()).unwrap();
    let content: Value = serde_json::from_str(&stored).unwrap();
    let members: Vec<_> = content.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = ["id", "type", "controller", "publicKeyMultibase", "secretKeyMultibase", "created"];
    assert_eq!(members, expected);
}

#[test]
fn a_second_key_of_a_kind_needs_a_rotation() {
    let (world, mut keys) = World::with_keys(None);
    let refused = keys.generate(KeyKind::Ed25519, &world.clock(), &world).unwrap_err();
    assert!(refused.to_string().contains("badgewright key rotate"), "{refused}");
}

#[test]
fn after_a_rotation_the_old_key_is_listed_as_before_and_its_private_half_is_gone() {
    let (world, mut keys) = World::with_keys(None);
    let old = keys.active(KeyKind::Ed25519, now()).unwrap().clone();
    let new = keys.rotate(KeyKind::Ed25519, Takeover::AtOnce, &world.clock(), &world).unwrap();
    for keys in [&keys, &world.open(None).unwrap()] {
        assert_eq!(keys.active(KeyKind::Ed25519, now()).unwrap().id(), new.id());
        let document = issuer_document(keys.controller(), &keys.listed());
        for id in [old.id(), new.id()] {
            let method = verification_method(&document, &id, Purpose::AssertionMethod).unwrap();
            assert_eq!((method.revoked(), method.expires()), (None, None));
        }
        assert_eq!(document["assertionMethod"].as_array().unwrap().len(), 3);
    }
    let stored = fs::read_to_string(old.path()).unwrap();
    assert!(!stored.contains("ecretKey") && stored.contains("\"retired\""), "{stored}");
}

#[test]
fn a_rotation_that_was_interrupted_signs_with_the_newer_key() {
    let (world, mut keys) = World::with_keys(None);
    let old = keys.active(KeyKind::Ed25519, now()).unwrap().clone();
    let before = fs::read(old.path()).unwrap();
    let new = keys.rotate(KeyKind::Ed25519, Takeover::AtOnce, &world.clock(), &world).unwrap();
    fs::write(old.path(), before).unwrap();
    let mut keys = world.open(None).unwrap();
    assert_eq!(keys.active(KeyKind::Ed25519, now()).unwrap().id(), new.id());
    let newest = keys.rotate(KeyKind::Ed25519, Takeover::AtOnce, &world.clock(), &world).unwrap();
    let active: Vec<_> = keys.keys().iter().filter(|key| key.is_active()).map(StoredKey::id).collect();
    assert_eq!(active, [newest.id(), keys.active(KeyKind::P256, now()).unwrap().id()]);
}

#[test]
fn a_clock_that_goes_back_does_not_bring_an_old_key_back() {
    let (world, mut keys) = World::with_keys(None);
    let old = keys.active(KeyKind::Ed25519, now()).unwrap().clone();
    let before = fs::read(old.path()).unwrap();
    world.minutes.store(-1000, Ordering::Relaxed);
    let new = keys.rotate(KeyKind::Ed25519, Takeover::AtOnce, &world.clock(), &world).unwrap();
    // As if the rotation had been interrupted before the old key was retired.
    fs::write(old.path(), before).unwrap();
    assert_eq!(world.open(None).unwrap().active(KeyKind::Ed25519, now()).unwrap().id(), new.id());
}

#[test]
fn a_revoked_key_says_so_and_asserts_nothing() {
    let (world, mut keys) = World::with_keys(None);
    let stolen = keys.active(KeyKind::P256, now()).unwrap().id();
    keys.revoke(&stolen, &world.clock(), &world).unwrap();
    let mut keys = world.open(None).unwrap();
    assert!(keys.active(KeyKind::P256, now()).is_none());
    let document = issuer_document(keys.controller(), &keys.listed());
    let refused = verification_method(&document, &stolen, Purpose::AssertionMethod).unwrap_err();
    assert_eq!(refused.code(), "issuer.key_revoked");
    assert!(keys.generate(KeyKind::P256, &world.clock(), &world).is_ok());
    assert_eq!(keys.revoke("did:web:x#k", &world.clock(), &world).unwrap_err().code(), "key_file.unknown");
}

#[test]
fn with_a_passphrase_the_private_half_is_never_on_disk_in_clear() {
    let (world, keys) = World::with_keys(Some("correct horse"));
    let active = keys.active(KeyKind::Ed25519, now()).unwrap();
    let secret = multikey::encode_secret(active.key_pair().unwrap());
    let stored = fs::read_to_string(active.path()).unwrap();
    assert!(!stored.contains(secret.as_str()) && stored.contains("argon2id"), "{stored}");
    let again = world.open(Some("correct horse")).unwrap();
    assert_eq!(again.active(KeyKind::Ed25519, now()).unwrap().id(), active.id());

    let none = world.open(None).unwrap_err();
    assert_eq!(none.code(), "key_file.needs_passphrase");
    let wrong = world.open(Some("battery staple")).unwrap_err();
    assert_eq!(wrong.code(), "key_file.cannot_open");
    assert!(wrong.to_string().contains(".json") && wrong.to_string().contains("passphrase"), "{wrong}");
}

#[test]
fn a_sealed_half_does_not_open_in_another_keys_file() {
    let (world, mut keys) = World::with_keys(Some("correct horse"));
    let old = keys.active(KeyKind::Ed25519, now()).unwrap().clone();
    let before: Value = serde_json::from_slice(&fs::read(old.path()).unwrap()).unwrap();
    let new = keys.rotate(KeyKind::Ed25519, Takeover::AtOnce, &world.clock(), &world).unwrap();
    edit(new.path(), |content| content["sealedSecretKey"] = before["sealedSecretKey"].clone());
    assert_eq!(world.open(Some("correct horse")).unwrap_err().code(), "key_file.cannot_open");
}

#[test]
fn keys_of_before_the_passphrase_are_encrypted_when_asked() {
    let (world, _) = World::with_keys(None);
    let mut keys = world.open(Some("correct horse")).unwrap();
    assert_eq!(keys.seal(&world).unwrap(), 2);
    assert_eq!(keys.seal(&world).unwrap(), 0);
    assert_eq!(world.open(None).unwrap_err().code(), "key_file.needs_passphrase");
    assert!(world.open(Some("correct horse")).unwrap().signer(KeyKind::P256, now()).is_some());
}

#[test]
fn the_example_of_a_key_file_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let example = include_str!("../../../../keys.example/example-key.json");
    disk::write(&folder.path().join("example-key.json"), example.as_bytes()).unwrap();
    let did: Did = "did:web:badges.example".parse().unwrap();
    let keys = KeyFolder::open(folder.path(), &did, None).unwrap();
    assert!(keys.signer(KeyKind::Ed25519, now()).is_some());
    assert!(example.contains("NEVER USE THIS KEY"));
}

#[test]
fn an_imported_key_takes_over_once() {
    let (world, mut keys) = World::with_keys(None);
    let import = || multikey::decode_secret("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq").unwrap();
    let imported = keys.import(import(), Takeover::AtOnce, &world.clock(), &world).unwrap();
    assert_eq!(imported.id(), "did:web:badges.example#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
    keys.rotate(KeyKind::Ed25519, Takeover::AtOnce, &world.clock(), &world).unwrap();
    let again = keys.import(import(), Takeover::AtOnce, &world.clock(), &world).unwrap_err();
    assert_eq!(again.code(), "key_file.known");
}

#[test]
fn a_did_key_issuer_keeps_its_one_key() {
    let world = World::new();
    let path = world.folder.path().join("keys");
    assert_eq!(KeyFolder::controller_in(&path, None).unwrap(), None);
    let pair = KeyPair::generate(KeyKind::Ed25519, &world);
    let did = did_key::from_key(&pair.public_key());
    let mut keys = KeyFolder::open(&path, &did, None).unwrap();
    let stored = keys.import(pair, Takeover::AtOnce, &world.clock(), &world).unwrap();
    assert_eq!(stored.id(), did_key::method_id(&did));
    let refused = keys.rotate(KeyKind::Ed25519, Takeover::AtOnce, &world.clock(), &world).unwrap_err();
    assert_eq!(refused.code(), "key_file.fixed_by_did");
    assert_eq!(KeyFolder::controller_in(&path, None).unwrap(), Some(did));
}

#[test]
fn another_issuers_folder_is_refused_with_instructions() {
    let (world, _) = World::with_keys(None);
    let other: Did = "did:web:moved.example".parse().unwrap();
    let refused = KeyFolder::open(&world.folder.path().join("keys"), &other, None).unwrap_err();
    assert_eq!(refused.code(), "key_file.other_controller");
    assert!(refused.to_string().contains("set `public_url` back"), "{refused}");
}

#[test]
fn files_that_contradict_themselves_are_refused_by_name() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 8] = [
        (|c| c["retired"] = json!("2026-11-01T15:04:05Z"), "key_file.contradiction"),
        (
            |c| {
                c.as_object_mut().unwrap().shift_remove("secretKeyMultibase");
            },
            "key_file.contradiction",
        ),
        (|c| c["id"] = json!("did:web:badges.example#k"), "key_file.contradiction"),
        (
            |c| c["secretKeyMultibase"] = json!("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"),
            "key_file.contradiction",
        ),
        (|c| c["secretKeyMultibase"] = json!("z3u2"), "key_file.malformed"),
        (|c| c["publicKeyMultibase"] = json!("z6Mk0"), "key_file.malformed"),
        (|c| c["type"] = json!("JsonWebKey"), "key_file.malformed"),
        (|c| c["created"] = json!("yesterday"), "key_file.malformed"),
    ];
    for (change, code) in cases {
        let (world, keys) = World::with_keys(None);
        let path = keys.active(KeyKind::Ed25519, now()).unwrap().path().to_owned();
        edit(&path, change);
        let refused = world.open(None).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
        assert!(refused.to_string().contains(&path.display().to_string()), "{refused}");
    }
}

#[test]
fn errors_never_show_the_private_half() {
    let (world, keys) = World::with_keys(None);
    let active = keys.active(KeyKind::Ed25519, now()).unwrap();
    let secret = multikey::encode_secret(active.key_pair().unwrap());
    let shown = format!("{keys:?}");
    edit(active.path(), |content| content["created"] = json!(1));
    let refused = world.open(None).unwrap_err();
    for text in [shown, format!("{refused}"), format!("{refused:?}")] {
        assert!(!text.contains(secret.as_str()), "{text}");
    }
}

#[test]
fn an_rsa_key_signs_jws_is_kept_sealed_and_is_listed_as_a_jwk_without_its_private_half() {
    for passphrase in [None, Some("correct horse")] {
        let world = World::new();
        let mut keys = world.open(passphrase).unwrap();
        let made = keys.generate(KeyKind::Rsa, &world.clock(), &world).unwrap();
        assert_eq!(made.is_sealed(), passphrase.is_some());
        let again = world.open(passphrase).unwrap();
        let signature = again.signer(KeyKind::Rsa, now()).unwrap().sign(b"message").unwrap();
        assert_eq!(made.public_key().verify(b"message", &signature), Ok(()));
        let document = issuer_document(&world.did(), &again.listed());
        let method = verification_method(&document, &made.id(), Purpose::AssertionMethod).unwrap();
        assert_eq!((method.key(), method.notes()), (made.public_key(), &[][..]));
        let jwk = document["verificationMethod"][0]["publicKeyJwk"].as_object().unwrap();
        assert_eq!(jwk.keys().collect::<Vec<_>>(), ["e", "kty", "n", "alg", "kid"]);
        let rotated = keys.rotate(KeyKind::Rsa, Takeover::AtOnce, &world.clock(), &world).unwrap();
        assert_ne!(rotated.id(), made.id());
        let left = fs::read_to_string(made.path()).unwrap();
        assert!(!left.contains("ecret"), "{left}");
    }
}

#[test]
fn an_announced_key_is_listed_at_once_and_signs_once_everybody_can_know_it() {
    let (world, mut keys) = World::with_keys(Some("correct horse"));
    let hour = Duration::HOUR;
    let old = keys.active(KeyKind::Ed25519, now()).unwrap().clone();
    let new = keys.rotate(KeyKind::Ed25519, Takeover::OnceKnown, &world.clock(), &world).unwrap();
    assert_eq!(new.start(), Start::Announced);
    // However long it takes until the document lists it.
    assert_eq!(keys.retire_replaced(now(), &world).unwrap(), 0);
    assert_eq!(keys.active(KeyKind::Ed25519, now()).unwrap().id(), old.id());
    assert_eq!(keys.listed().len(), 3);

    let published = now();
    assert_eq!(keys.publish(published, hour, &world).unwrap(), 1);
    assert_eq!(
        keys.publish(published.saturating_add(hour), hour, &world).unwrap(),
        0,
        "it is published once"
    );
    let mut keys = world.open(Some("correct horse")).unwrap();
    let moment = published.saturating_add(hour);
    let before = moment.saturating_add(-Duration::SECOND);
    let to_come: Vec<_> =
        keys.to_come(KeyKind::Ed25519, before).into_iter().map(|(at, key)| (at, key.id())).collect();
    assert_eq!(to_come, [(moment, new.id())]);
    for (at, signing) in [(published, old.id()), (before, old.id()), (moment, new.id())] {
        assert_eq!(keys.active(KeyKind::Ed25519, at).unwrap().id(), signing);
    }
    assert_eq!(keys.retire_replaced(before, &world).unwrap(), 0);
    assert_eq!(keys.retire_replaced(moment, &world).unwrap(), 1);
    assert_eq!(keys.to_come(KeyKind::Ed25519, moment).len(), 0);
    let stored = fs::read_to_string(old.path()).unwrap();
    assert!(!stored.contains("ecretKey") && stored.contains("\"retired\""), "{stored}");
    let keys = world.open(Some("correct horse")).unwrap();
    assert_eq!(keys.listed().len(), 3);
    assert_eq!(keys.active(KeyKind::Ed25519, moment).unwrap().id(), new.id());
}

#[test]
fn an_announced_key_takes_over_at_once_where_the_one_before_was_stolen() {
    let (world, mut keys) = World::with_keys(None);
    let stolen = keys.active(KeyKind::Ed25519, now()).unwrap().id();
    let next = keys.rotate(KeyKind::Ed25519, Takeover::OnceKnown, &world.clock(), &world).unwrap();
    keys.revoke(&stolen, &world.clock(), &world).unwrap();
    assert_eq!(keys.active(KeyKind::Ed25519, now()).unwrap().id(), next.id());
}

#[test]
fn the_first_key_of_a_kind_waits_for_nobody() {
    let world = World::new();
    let mut keys = world.open(None).unwrap();
    let first = keys.rotate(KeyKind::Ed25519, Takeover::OnceKnown, &world.clock(), &world).unwrap();
    assert_eq!(first.start(), Start::AtOnce);
}
