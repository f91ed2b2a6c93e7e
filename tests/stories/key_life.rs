//! The life of an issuer's keys, rehearsed with a clock: what a verifier elsewhere says at each moment, with the copy of the
//! issuer's document that it may have then.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use badgewright_credential::{Clock, Did, Entropy, Iri, Profile, Timestamp};
use badgewright_fetch::{Request, Retrieve, RetrieveError, Retrieved};
use badgewright_issuer::{Completed, Issuer, Issuing, LookupKey, SigningKey, SigningKeys, StatusMethod};
use badgewright_registry::Registry;
use badgewright_signing::KeyKind;
use badgewright_signing::did::issuer_document;
use badgewright_signing::key_file::{KeyFolder, StoredKey, Takeover};
use badgewright_store::{
    ApprovedBadges, Client, CredentialRecord, IssuerSlug, Scope, Sled, SledOptions, Store,
};
use badgewright_verifier::{Question, Submission, Verifier};
use serde_json::{Value, json};
use tempfile::TempDir;
use time::Duration;

use crate::world::completion;

const BASE: &str = "https://badges.example";
/// How long the document lists a key before it signs, and how long a copy of it may be kept.
const OVERLAP: Duration = Duration::HOUR;
const COPY: Duration = Duration::minutes(5);

/// The moment, in seconds, as everybody in a test sees it.
#[derive(Clone)]
struct Hands(Arc<AtomicI64>);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

impl Hands {
    fn pass(&self, time: Duration) {
        self.0.fetch_add(time.whole_seconds(), Ordering::Relaxed);
    }
}

/// A counter is as good as chance here.
struct Counter(AtomicI64);

impl Entropy for Counter {
    fn fill(&self, bytes: &mut [u8]) {
        use sha2::Digest as _;
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&sha2::Sha256::digest(count.to_be_bytes())[..chunk.len()]);
        }
    }
}

/// An issuer with its keys on disk, and what it serves.
struct Office {
    folder: TempDir,
    clock: Hands,
    entropy: Arc<Counter>,
    store: Arc<dyn Store>,
    issuing: Arc<Issuing>,
    document: Arc<Mutex<Value>>,
}

impl Office {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let entropy = Arc::new(Counter(AtomicI64::new(0)));
        let clock = Hands(Arc::new(AtomicI64::new(1_800_000_000)));
        let store =
            Sled::open(&SledOptions::in_data_dir(folder.path()), Arc::<Counter>::clone(&entropy)).unwrap();
        let store: Arc<dyn Store> = Arc::new(store);
        let mut keys = keys(&folder);
        for kind in [KeyKind::Ed25519, KeyKind::P256] {
            keys.generate(kind, &clock, &*entropy).unwrap();
        }
        let (issuing, document) = started(&keys, &store, &clock, &entropy);
        Self { folder, clock, entropy, store, issuing, document: Arc::new(Mutex::new(document)) }
    }

    /// Works on the keys while the service is down, and starts it again.
    fn change_keys(&mut self, change: impl FnOnce(&mut KeyFolder, &dyn Clock, &dyn Entropy)) {
        let mut keys = keys(&self.folder);
        change(&mut keys, &self.clock, &*self.entropy);
        keys.publish(self.clock.now(), OVERLAP, &*self.entropy).unwrap();
        keys.retire_replaced(self.clock.now(), &*self.entropy).unwrap();
        let (issuing, document) = started(&keys, &self.store, &self.clock, &self.entropy);
        self.issuing = issuing;
        *self.document.lock().unwrap() = document;
    }

    async fn issue(&self, name: &str) -> CredentialRecord {
        match self.issuing.complete(&client(), &completion(name), None).await.unwrap() {
            Completed::New(committed) => committed.into_record(),
            Completed::Same(record) => panic!("{} was there", record.id),
        }
    }

    async fn supersede(&self, badge: &CredentialRecord, name: &str) -> CredentialRecord {
        match self.issuing.supersede(&client(), badge.id, &completion(name), None).await.unwrap() {
            Completed::New(committed) => committed.into_record(),
            Completed::Same(record) => *record,
        }
    }

    /// What a verifier says that has this copy of the document: verdict, and the code of the check `issuer`.
    async fn judged_with(&self, copy: &Value, submission: Submission) -> (String, String) {
        let web = Web { copy: copy.clone(), issuing: Arc::clone(&self.issuing) };
        let report = Verifier::new(Arc::new(web), Arc::new(self.clock.clone()))
            .verify(submission, &Question::default())
            .await;
        let report = json!(report);
        let issuer =
            report["checks"].as_array().unwrap().iter().find(|check| check["check"] == "issuer").unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&report["verdict"]), text(&issuer["code"]))
    }

    /// What a verifier says that looks the document up now: of the document, and of the JWS form.
    async fn judged(&self, badge: &CredentialRecord) -> [String; 2] {
        let copy = self.document.lock().unwrap().clone();
        let jws = self.issuing.jws_form(badge).await.unwrap();
        [
            self.judged_with(&copy, document(badge)).await.0,
            self.judged_with(&copy, text(&jws, "application/vc+jwt")).await.0,
        ]
    }
}

fn document(badge: &CredentialRecord) -> Submission {
    text(&badge.document.to_string(), "application/vc")
}

fn text(text: &str, media_type: &str) -> Submission {
    Submission::Document { bytes: text.as_bytes().to_vec(), media_type: Some(media_type.to_owned()) }
}

fn did() -> Did {
    "did:web:badges.example".parse().unwrap()
}

fn keys(folder: &TempDir) -> KeyFolder {
    KeyFolder::open(&folder.path().join("keys"), &did(), None).unwrap()
}

fn client() -> Client {
    Client {
        id: "pilot".parse().unwrap(),
        name: "Pilot".to_owned(),
        scopes: [Scope::Issue].into_iter().collect(),
        badges: ApprovedBadges::All,
        issuers: [IssuerSlug::of_the_host()].into_iter().collect(),
        keys: Vec::new(),
    }
}

/// The service as it starts: who issues, and the issuer's document.
fn started(
    keys: &KeyFolder,
    store: &Arc<dyn Store>,
    clock: &Hands,
    entropy: &Arc<Counter>,
) -> (Arc<Issuing>, Value) {
    let signing = |key: &StoredKey| SigningKey {
        method: key.id(),
        signer: Arc::<badgewright_signing::KeyPair>::clone(key.key_pair().unwrap()),
    };
    let signing_keys = |kind| {
        let to_come = keys.to_come(kind, clock.now()).into_iter();
        let first = signing(keys.active(kind, clock.now()).unwrap());
        SigningKeys::new(first, to_come.map(|(moment, key)| (moment, signing(key))).collect())
    };
    let issuer = Issuer {
        slug: IssuerSlug::of_the_host(),
        did: did(),
        profile: Profile::new(Iri::from(&did()), "Arkansas Badges".to_owned()),
        base_url: BASE.parse().unwrap(),
        suspension: false,
        status_method: StatusMethod::Bitstring,
        proof_key: signing_keys(KeyKind::Ed25519),
        jws_key: Some(signing_keys(KeyKind::P256)),
        revoked: keys.keys().iter().filter(|key| key.revoked().is_some()).map(StoredKey::id).collect(),
    };
    let lookup_key = LookupKey::from_hex(&"07".repeat(32)).unwrap();
    let (clock, entropy): (Arc<dyn Clock>, Arc<dyn Entropy>) =
        (Arc::new(clock.clone()), Arc::<Counter>::clone(entropy));
    let registry = Arc::new(Registry::built_in());
    let issuing = Issuing::new(issuer, registry, Arc::clone(store), lookup_key, clock, entropy);
    (Arc::new(issuing), issuer_document(&did(), &keys.listed()))
}

/// A copy of the issuer's document, and its status lists as they are.
struct Web {
    copy: Value,
    issuing: Arc<Issuing>,
}

#[async_trait]
impl Retrieve for Web {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        let document = match request.url.as_str().strip_prefix(BASE) {
            Some("/.well-known/did.json") => self.copy.to_string(),
            Some(path) if path.starts_with("/status/") => {
                let list = path.trim_start_matches("/status/").parse().unwrap();
                self.issuing.status_list(list).await.unwrap().unwrap().text().to_string()
            }
            _ => return Err(RetrieveError::Unreachable),
        };
        Ok(Retrieved::just_now(document.into(), None, request.url.clone()))
    }
}

const VALID: [&str; 2] = ["valid", "valid"];
const INVALID: [&str; 2] = ["invalid", "invalid"];

#[tokio::test]
async fn keys_are_rotated_and_revoked_and_no_verifier_is_left_without_the_key_of_a_good_badge() {
    let mut office = Office::open();
    let copy = |office: &Office| office.document.lock().unwrap().clone();
    let before = office.issue("before").await;
    assert_eq!(office.judged(&before).await, VALID);

    // A rotation: whoever has the document of before can verify whatever is signed while that copy may be kept.
    let old_copy = copy(&office);
    let old = keys(&office.folder).keys().iter().map(StoredKey::id).collect::<Vec<_>>();
    office.change_keys(|keys, clock, entropy| {
        for kind in [KeyKind::Ed25519, KeyKind::P256] {
            keys.rotate(kind, Takeover::OnceKnown, clock, entropy).unwrap();
        }
    });
    office.clock.pass(COPY);
    let during = office.issue("during").await;
    assert_eq!(office.judged_with(&old_copy, document(&during)).await.0, "valid");
    assert_eq!(office.judged(&during).await, VALID);

    // The new keys sign, without a restart; a copy from any moment since the rotation knows them.
    office.clock.pass(OVERLAP);
    let after = office.issue("after").await;
    let method = |badge: &CredentialRecord| {
        badge.document["proof"][0]["verificationMethod"].as_str().unwrap().to_owned()
    };
    assert!(old.contains(&method(&during)) && !old.contains(&method(&after)));
    for badge in [&before, &during, &after] {
        assert_eq!(office.judged(badge).await, VALID);
    }
    assert_eq!(
        office.judged_with(&old_copy, document(&after)).await.0,
        "invalid",
        "which is why the others wait"
    );

    // Retired, the old keys have no private half, and what they signed is as good as ever, ten years later too.
    office.change_keys(|_, _, _| {});
    assert_eq!(keys(&office.folder).keys().iter().filter(|key| key.key_pair().is_some()).count(), 2);
    office.clock.pass(Duration::days(3_650));
    for badge in [&before, &during, &after] {
        assert_eq!(office.judged(badge).await, VALID);
    }

    // Stolen, they have signed nothing that counts, whatever date stands in the proof.
    office.change_keys(|keys, clock, entropy| {
        for id in &old {
            keys.revoke(id, clock, entropy).unwrap();
        }
    });
    for badge in [&before, &during] {
        assert_eq!(office.judged(badge).await, INVALID);
        let code = office.judged_with(&copy(&office), document(badge)).await.1;
        assert_eq!(code, "issuer.key_revoked");
    }
    assert_eq!(office.judged(&after).await, VALID);

    // Issued again from the same completion, a badge counts under the same address; the others are left as they are.
    let again = office.supersede(&before, "before").await;
    assert_eq!(
        (again.id, again.revision, office.judged(&again).await),
        (before.id, 1, VALID.map(str::to_owned))
    );
    assert_eq!(office.supersede(&again, "before").await, again);
    assert_eq!(office.supersede(&after, "after").await, after);
}

#[tokio::test]
async fn the_end_that_a_document_gives_a_key_is_compared_with_now() {
    let office = Office::open();
    let badge = office.issue("expiring").await;
    let mut copy = office.document.lock().unwrap().clone();
    let end = office.clock.now().saturating_add(Duration::days(20));
    for method in copy["verificationMethod"].as_array_mut().unwrap() {
        method["expires"] = json!(end);
    }
    assert_eq!(office.judged_with(&copy, document(&badge)).await.0, "valid");
    let far = Timestamp::from_unix(4_000_000_000).unwrap();
    copy["verificationMethod"][0]["expires"] = json!(office.clock.now().saturating_add(-Duration::SECOND));
    copy["verificationMethod"][1]["expires"] = copy["verificationMethod"][0]["expires"].clone();
    assert_eq!(
        office.judged_with(&copy, document(&badge)).await,
        ("invalid".into(), "issuer.key_expired".into())
    );
    for method in copy["verificationMethod"].as_array_mut().unwrap() {
        method["expires"] = json!(far);
    }
    assert_eq!(office.judged_with(&copy, document(&badge)).await.0, "valid");
}
