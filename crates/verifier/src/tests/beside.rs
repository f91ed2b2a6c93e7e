//! What 1EdTech's validator asks of a badge beside itself, and no verdict here depends on.

use badgewright_signing::vc_jwt;
use serde_json::json;

use super::badges::{Person, ask, said};
use super::web::Web;
use crate::CheckName::{Schema, Validity};
use crate::Outcome::Pass;
use crate::{Question, Submission};

#[tokio::test]
async fn neither_a_schema_nor_a_page_that_a_badge_names_is_fetched() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"));
    badge["credentialSchema"] =
        json!([{"id": "https://schemas.example/own.json", "type": "1EdTechJsonSchemaValidator2019"}]);
    badge["issuer"]["url"] = json!("https://issuer.example/");
    badge["evidence"] = json!([{"id": "https://evidence.example/1", "type": ["Evidence"]}]);
    let bytes = person.sign(badge).to_string().into_bytes();
    // Nothing of it is to be had in an empty web.
    let submission = Submission::Document { bytes, media_type: None };
    let report = ask(Web::default(), submission, &Question { recipient: None, strict: true }).await;
    assert_eq!(said(&report, Schema), ("valid", Pass, None));
}

#[tokio::test]
async fn the_day_on_which_a_jwt_says_that_it_was_signed_is_no_condition() {
    let person = Person::on_web(1, "did:web:badges.example");
    let web = Web::default().with(&person.document_url(), person.document().to_string());
    let mut payload = vc_jwt::claims(&person.badge()).unwrap();
    payload["iat"] = json!(4_102_444_800_i64);
    let jwt = badgewright_signing::jws::sign(&payload, &person.method(&person.p256), &person.p256).unwrap();
    let submission = Submission::Document { bytes: jwt.into_bytes(), media_type: None };
    let report = ask(web, submission, &Question::default()).await;
    assert_eq!(said(&report, Validity), ("valid", Pass, None));
}
