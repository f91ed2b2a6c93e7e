//! Badges that refer to documents with digests.

use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};

use super::badges::{Person, said, verify};
use super::web::Web;
use crate::CheckName::Context;
use crate::Outcome::{Fail, Pass, Warn};
use crate::Report;

const RUBRIC: &str = "https://badges.example/rubric.pdf";
const V2: &str = "https://www.w3.org/ns/credentials/v2";

fn base64(bytes: &[u8]) -> String {
    super::jwts::base64url(bytes).replace('-', "+").replace('_', "/")
}

fn multibase(contents: &str) -> String {
    let multihash = [&[0x12, 0x20][..], &Sha256::digest(contents)].concat();
    super::by_hand::base58(&multihash)
}

async fn with_resources(web: Web, resources: Value) -> Report {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge["relatedResource"] = resources;
    verify(web, &person.sign(badge)).await
}

#[tokio::test]
async fn a_resource_that_is_as_it_was_passes_and_one_that_was_changed_fails() {
    let sri = format!("sha384-{}", base64(&Sha384::digest("the rubric")));
    for digests in [
        json!({"digestSRI": sri}),
        json!({"digestMultibase": multibase("the rubric")}),
        json!({"digestSRI": sri, "digestMultibase": multibase("the rubric"), "mediaType": "application/pdf"}),
    ] {
        let mut resource = digests;
        resource["id"] = json!(RUBRIC);
        for (contents, expected) in [
            ("the rubric", ("valid", Pass, None)),
            ("changed", ("invalid", Fail, Some("context.resource_changed"))),
        ] {
            let web = Web::default().with(RUBRIC, contents);
            assert_eq!(said(&with_resources(web, json!([resource])).await, Context), expected);
        }
        let report = with_resources(Web::default(), resource).await;
        assert_eq!(said(&report, Context), ("valid", Warn, Some("context.resource_unchecked")));
    }
    let both = json!({"id": RUBRIC, "digestSRI": sri, "digestMultibase": multibase("another")});
    let web = Web::default().with(RUBRIC, "the rubric");
    assert_eq!(said(&with_resources(web, both).await, Context).2, Some("context.resource_changed"));
}

#[tokio::test]
async fn a_context_is_compared_with_the_copy_that_is_pinned() {
    let text = badgewright_signing::context::pinned(V2).unwrap().text;
    for (digest, expected) in [
        (multibase(text), ("valid", Pass, None)),
        (multibase("another"), ("invalid", Fail, Some("context.resource_changed"))),
    ] {
        let web = Web::default().with(V2, "not fetched");
        let report = with_resources(web, json!({"id": V2, "digestMultibase": digest})).await;
        assert_eq!(said(&report, Context), expected);
    }
}

#[tokio::test]
async fn what_is_no_digest_fails_without_a_fetch() {
    for resource in [
        json!({"id": RUBRIC}),
        json!({"digestMultibase": multibase("x")}),
        json!({"id": RUBRIC, "digestSRI": "md5-AAAA"}),
        json!({"id": RUBRIC, "digestSRI": "sha256-AAAA"}),
        json!({"id": RUBRIC, "digestMultibase": "AAAA"}),
        json!([{"id": RUBRIC, "digestMultibase": multibase("x")}, {"id": RUBRIC, "digestMultibase": multibase("x")}]),
    ] {
        let report = with_resources(Web::default(), resource.clone()).await;
        let codes: Vec<_> = report.check(Context).findings.iter().filter_map(|found| found.code).collect();
        assert!(
            codes.iter().any(|code| code.name() == "context.resource_malformed"),
            "{resource}: {codes:?}"
        );
        assert_eq!(report.outcome(Context), Fail);
    }
}

#[tokio::test]
async fn few_resources_are_fetched_and_none_for_a_forged_badge() {
    let many: Vec<_> = (0..40)
        .map(|at| json!({"id": format!("https://badges.example/{at}"), "digestMultibase": multibase("x")}))
        .collect();
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge["relatedResource"] = json!(many);
    let good = person.sign(badge);
    let mut forged = good.clone();
    forged["name"] = json!("Forged");
    for (document, fetches) in [(good, 3), (forged, 0)] {
        let web = std::sync::Arc::new(Web::default());
        let now: badgewright_credential::Timestamp = super::badges::NOW.parse().unwrap();
        let verifier = crate::Verifier::new(web.clone(), std::sync::Arc::new(move || now));
        let bytes = document.to_string().into_bytes();
        let submission = crate::Submission::Document { bytes, media_type: None };
        let report = verifier.verify(submission, &crate::Question::default()).await;
        assert_eq!((report.outcome(Context), web.asked().len()), (Warn, fetches));
        assert_eq!(report.check(Context).findings.len(), 17);
    }
}
