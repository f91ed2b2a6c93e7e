//! What another verification had asked for: good enough to say yes, and never a reason to say no.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use badgewright_credential::Timestamp;
use badgewright_fetch::{Request, Retrieve, RetrieveError, Retrieved, Reuse};
use serde_json::{Value, json};

use super::badges::{LIST, NOW, Person, said, with_status};
use super::web::Web;
use crate::CheckName::{Proof, Status};
use crate::Outcome::{Fail, Pass, Unknown};
use crate::retrieval::{NotHad, Retrieval};
use crate::{Expected, Question, Report, Submission, Verifier};

/// How long ago what was kept was asked for.
const AGE: Duration = Duration::from_secs(20);

/// A web as it was, for whom that does, and as it is.
struct Changed {
    before: Web,
    now: Web,
    asked: Mutex<Vec<(String, Reuse)>>,
}

#[async_trait]
impl Retrieve for Changed {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        self.asked.lock().unwrap().push((request.url.to_string(), request.reuse));
        if request.reuse != Reuse::Kept {
            return self.now.get(request).await;
        }
        Ok(Retrieved { age: Some(AGE), ..self.before.get(request).await? })
    }
}

impl Changed {
    fn new(before: Web, now: Web) -> Arc<Self> {
        Arc::new(Self { before, now, asked: Mutex::default() })
    }

    fn verifier(self: &Arc<Self>) -> Verifier {
        let now: Timestamp = NOW.parse().unwrap();
        Verifier::new(Arc::clone(self) as Arc<dyn Retrieve>, Arc::new(move || now))
    }

    async fn verify(self: &Arc<Self>, badge: &Value) -> Report {
        let submission = Submission::Document { bytes: badge.to_string().into(), media_type: None };
        self.verifier().verify(submission, &Question::default()).await
    }

    /// How often somebody was asked, and did not answer from what was kept.
    fn asked_anew(&self) -> usize {
        self.asked.lock().unwrap().iter().filter(|(_, reuse)| *reuse == Reuse::Anew).count()
    }
}

fn person() -> Person {
    Person::on_web(1, "did:web:badges.example")
}

/// A web with the person's keys, if they are published, and a list with this bit set.
fn web(person: &Person, has_keys: bool, list: &Value) -> Web {
    let mut document = person.document();
    if !has_keys {
        document["verificationMethod"] = json!([]);
        document["assertionMethod"] = json!([]);
    }
    Web::default()
        .with(&person.document_url(), document.to_string())
        .with(LIST, person.sign(list.clone()).to_string())
}

/// Whether it is valid with a web that was such and is such: the keys are published, the badge is revoked.
async fn changed(before: (bool, bool), now: (bool, bool)) -> (Report, usize) {
    let person = person();
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let at = |(has_keys, revoked): (bool, bool)| {
        web(&person, has_keys, &person.list("revocation", revoked.then_some(7)))
    };
    let web = Changed::new(at(before), at(now));
    let report = web.verify(&badge).await;
    (report, web.asked_anew())
}

#[tokio::test]
async fn what_was_kept_is_enough_for_a_valid_badge() {
    let (report, asked_anew) = changed((true, false), (true, false)).await;
    assert_eq!((said(&report, Status), asked_anew), (("valid", Pass, None), 0));
}

#[tokio::test]
async fn a_revocation_elsewhere_is_seen_once_what_was_kept_has_had_its_time() {
    let (report, _) = changed((true, false), (true, true)).await;
    assert_eq!(said(&report, Status).0, "valid");
}

#[tokio::test]
async fn a_key_that_was_published_since_is_found_at_once() {
    let (report, asked_anew) = changed((false, false), (true, false)).await;
    assert_eq!((said(&report, Proof), asked_anew), (("valid", Pass, None), 2));
}

#[tokio::test]
async fn a_revocation_that_was_taken_back_is_seen_at_once() {
    let (report, asked_anew) = changed((true, true), (true, false)).await;
    assert_eq!((said(&report, Status), asked_anew), (("valid", Pass, None), 2));
}

#[tokio::test]
async fn what_is_wrong_now_too_is_asked_for_once_more_and_no_oftener() {
    let (report, asked_anew) = changed((true, true), (true, true)).await;
    assert_eq!((said(&report, Status).1, asked_anew), (Fail, 2));
}

#[tokio::test]
async fn a_list_that_is_older_than_it_wants_to_be_is_asked_for_again() {
    let person = person();
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    for (ttl, verdict) in [(20_001, "valid"), (20_000, "invalid"), (0, "invalid")] {
        let mut list = person.list("revocation", None);
        list["credentialSubject"]["ttl"] = json!(ttl);
        let revoked = person.list("revocation", Some(7));
        let web = Changed::new(web(&person, true, &list), web(&person, true, &revoked));
        assert_eq!(said(&web.verify(&badge).await, Status).0, verdict, "{ttl}");
    }
}

#[tokio::test]
async fn a_list_that_was_kept_beyond_its_end_is_asked_for_again() {
    let person = person();
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let mut ended = person.list("revocation", None);
    ended["validUntil"] = json!("2026-11-24T11:59:59Z");
    let of = |list: &Value| web(&person, true, list);
    let web = Changed::new(of(&ended), of(&person.list("revocation", None)));
    assert_eq!(said(&web.verify(&badge).await, Status), ("valid", Pass, None));
    let web = Changed::new(of(&ended), of(&ended));
    assert_eq!(said(&web.verify(&badge).await, Status), ("unknown", Unknown, Some("status.stale")));
}

#[tokio::test]
async fn a_badge_at_an_address_is_never_one_that_was_kept() {
    let person = person();
    let list = person.list("revocation", None);
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let address = "https://badges.example/badge";
    let both = || web(&person, true, &list).with(address, badge.to_string());
    let web = Changed::new(both(), both());
    let report = web.verifier().verify(Submission::Url(address.to_owned()), &Question::default()).await;
    assert_eq!(said(&report, Proof).0, "valid");
    let asked = web.asked.lock().unwrap().clone();
    let reuse = |url: &str| asked.iter().find(|(asked, _)| asked == url).unwrap().1;
    assert_eq!(
        (reuse(address), reuse(&person.document_url()), reuse(LIST)),
        (Reuse::No, Reuse::Kept, Reuse::Kept)
    );
}

#[tokio::test]
async fn the_vc_api_turns_nothing_down_for_what_was_kept_either() {
    let person = person();
    let list = person.list("revocation", None);
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let web = Changed::new(web(&person, false, &list), web(&person, true, &list));
    let verification = web.verifier().verify_credential(&badge, &Expected::default()).await;
    assert_eq!(verification.errors, []);
}

#[tokio::test]
async fn what_was_kept_counts_as_no_fetch_once_it_is_asked_for_again() {
    let mut pages = [Web::default(), Web::default()];
    for at in 0..20 {
        pages = pages.map(|web| web.with(&format!("https://badges.example/{at}"), "{}"));
    }
    let [before, now] = pages;
    let web = Changed::new(before, now);
    let mut retrieval = Retrieval::new(web.as_ref());
    for at in 0..20 {
        // However it is written.
        let url = format!("https://BADGES.example/{at}#x");
        let had = retrieval.get_lately(&url, "*/*", 9).await.map(|had| had.age);
        let again = retrieval.get_anew(&url, "*/*", 9).await.map(|had| had.age);
        let expected =
            if at < 8 { (Ok(Some(AGE)), Ok(None)) } else { (Err(NotHad::TooMany), Err(NotHad::TooMany)) };
        assert_eq!((had, again), expected, "{at}");
    }
    assert_eq!(web.asked_anew(), 8);
}
