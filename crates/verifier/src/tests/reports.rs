//! The JSON that is answered, whole.

use super::badges::{LIST, Person, verify, with_status};
use super::web::Web;

#[tokio::test]
async fn a_valid_report() {
    let person = Person::by_key(1);
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let web = Web::default().with(LIST, person.sign(person.list("revocation", None)).to_string());
    let mut report = verify(web, &badge).await;
    assert_eq!(report.credential.take(), Some(badge));
    insta::assert_json_snapshot!(report);
}

#[tokio::test]
async fn a_revoked_report() {
    let person = Person::by_key(1);
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let web = Web::default().with(LIST, person.sign(person.list("revocation", Some(7))).to_string());
    let mut report = verify(web, &badge).await;
    report.credential = None;
    insta::assert_json_snapshot!(report);
}

#[tokio::test]
async fn a_report_on_nothing() {
    insta::assert_json_snapshot!(super::badges::verify_bytes(Web::default(), "[]").await);
}
