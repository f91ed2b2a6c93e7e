//! Whose key it is.

use badgewright_signing::did::{did_jwk, did_web};
use badgewright_signing::{Signer, jwk, multikey};
use serde_json::json;

use super::badges::{Person, badge, said, verify};
use super::web::Web;
use crate::CheckName::{Issuer, Proof};
use crate::Outcome::{Fail, Pass, Unknown, Warn};

const WEB_DID: &str = "did:web:badges.example";

fn person_and_web() -> (Person, Web) {
    let person = Person::on_web(1, WEB_DID);
    let web = Web::default().with(&person.document_url(), person.document().to_string());
    (person, web)
}

#[tokio::test]
async fn a_badge_by_a_did_key_is_valid_without_any_fetch() {
    let person = Person::by_key(1);
    let report = verify(Web::default(), &person.sign(person.badge())).await;
    assert_eq!(said(&report, Proof), ("valid", Pass, None));
    assert_eq!(said(&report, Issuer), ("valid", Pass, None));
}

#[tokio::test]
async fn of_an_issuer_that_is_its_key_no_name_is_vouched_for() {
    let person = Person::by_key(1);
    let jwk = did_jwk::from_key(&person.ed25519.public_key());
    for (did, method) in [(&person.did, person.method(&person.ed25519)), (&jwk, format!("{jwk}#0"))] {
        let report = verify(Web::default(), &person.sign_as(badge(did.as_str()), &method)).await;
        assert_eq!(said(&report, Issuer), ("valid", Pass, None));
        assert!(report.check(Issuer).detail.contains("Anybody can make such an identifier"), "{did}");
    }
}

#[tokio::test]
async fn a_badge_by_a_did_web_is_valid_while_its_document_lists_the_key() {
    let (person, web) = person_and_web();
    let badge = person.sign(person.badge());
    assert_eq!(said(&verify(web, &badge).await, Issuer), ("valid", Pass, None));

    let mut bare = person.document();
    bare["assertionMethod"] = json!([]);
    let report = verify(Web::default().with(&person.document_url(), bare.to_string()), &badge).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.method_not_listed")));
}

#[tokio::test]
async fn a_document_out_of_reach_decides_nothing() {
    let (person, _) = person_and_web();
    let report = verify(Web::default(), &person.sign(person.badge())).await;
    assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.unreachable")));
    assert_eq!(said(&report, Proof), ("unknown", Unknown, Some("proof.key_unavailable")));
}

#[tokio::test]
async fn a_page_in_place_of_the_document_decides_nothing() {
    let (person, _) = person_and_web();
    let web = Web::default().with(&person.document_url(), "<html></html>");
    let report = verify(web, &person.sign(person.badge())).await;
    assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.unreachable")));
}

#[tokio::test]
async fn anothers_key_on_our_name_is_a_right_proof_and_a_wrong_issuer() {
    let (ours, web) = person_and_web();
    let other = Person::by_key(2);
    let report = verify(web, &other.sign(ours.badge())).await;
    assert_eq!(said(&report, Proof), ("invalid", Pass, None));
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_of_another")));
}

#[tokio::test]
async fn a_bare_did_key_signs_for_itself_and_for_nobody_else() {
    let person = Person::by_key(1);
    let own = person.sign_as(person.badge(), person.did.as_str());
    let report = verify(Web::default(), &own).await;
    assert_eq!(said(&report, Issuer), ("valid", Warn, Some("issuer.method_without_fragment")));

    let others = person.sign_as(badge("urn:uuid:6f2e33e5-7a29-4155-840a-59483ba10164"), person.did.as_str());
    let report = verify(Web::default(), &others).await;
    assert_eq!(said(&report, Proof), ("invalid", Pass, None));
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_of_another")));
}

#[tokio::test]
async fn a_key_in_the_fragment_of_a_url_is_never_taken() {
    let person = Person::by_key(1);
    let own = multikey::encode_public(&person.ed25519.public_key());
    for issuer in ["https://example.com/issuers/1", WEB_DID] {
        let report = verify(Web::default(), &person.sign_as(badge(issuer), &format!("{issuer}#{own}"))).await;
        assert_eq!(said(&report, Proof), ("unknown", Unknown, Some("proof.key_unavailable")), "{issuer}");
    }
    // Nor where the document can be had, and does not have it.
    let (_, web) = person_and_web();
    let forged = Person::by_key(2);
    let own = multikey::encode_public(&forged.ed25519.public_key());
    let report = verify(web, &forged.sign_as(badge(WEB_DID), &format!("{WEB_DID}#{own}"))).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.method_not_found")));
}

#[tokio::test]
async fn a_document_that_is_anothers_is_not_believed() {
    let (person, _) = person_and_web();
    let other = Person::on_web(2, "did:web:other.example");
    let web = Web::default().with(&person.document_url(), other.document().to_string());
    let report = verify(web, &person.sign(person.badge())).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.document_id_mismatch")));
}

#[tokio::test]
async fn a_revoked_or_expired_key_is_compared_with_now_and_not_with_the_proofs_own_date() {
    let (person, _) = person_and_web();
    let badge = person.sign(person.badge());
    for (member, date, code) in [
        ("revoked", "2026-11-24T11:59:59Z", "issuer.key_revoked"),
        ("expires", "2026-11-24T11:59:59Z", "issuer.key_expired"),
    ] {
        let mut document = person.document();
        document["verificationMethod"][0][member] = json!(date);
        let web = Web::default().with(&person.document_url(), document.to_string());
        assert_eq!(said(&verify(web, &badge).await, Issuer), ("invalid", Fail, Some(code)));
        document["verificationMethod"][0][member] = json!("2999-01-01T00:00:00Z");
        let web = Web::default().with(&person.document_url(), document.to_string());
        assert!(verify(web, &badge).await.verdict.is_valid(), "{member} in the future");
    }
}

#[tokio::test]
async fn a_method_that_leads_nowhere_fails_and_one_of_an_unknown_did_method_is_not_decided() {
    let person = Person::by_key(1);
    let report =
        verify(Web::default(), &person.sign_as(badge("https://a.example/1"), "xxx:issuers/1#key")).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.method_url_invalid")));
    let report = verify(Web::default(), &person.sign_as(badge("did:example:1"), "did:example:1#key")).await;
    assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.unsupported")));
}

#[tokio::test]
async fn a_key_at_an_https_address_is_the_issuers_only_where_the_issuer_has_it() {
    let person = Person::by_key(1);
    let key = |id: &str, controller: &str| {
        json!({"@context": "https://w3id.org/security/multikey/v1", "id": id, "type": "Multikey",
               "controller": controller,
               "publicKeyMultibase": multikey::encode_public(&person.ed25519.public_key())})
        .to_string()
    };
    let issuer = "https://a.example/issuers/1";
    for (url, expected) in [
        ("https://a.example/issuers/1/key", ("valid", Pass, None)),
        ("https://a.example/issuers/2/key", ("unknown", Unknown, Some("issuer.key_unbound"))),
        ("https://b.example/issuers/1/key", ("unknown", Unknown, Some("issuer.key_unbound"))),
    ] {
        let web = Web::default().with(url, key(url, issuer));
        let report = verify(web, &person.sign_as(badge(issuer), url)).await;
        assert_eq!(said(&report, Issuer), expected, "{url}");
    }
    let url = "https://a.example/issuers/1/key";
    let web = Web::default().with(url, key(url, "https://b.example/"));
    let report = verify(web, &person.sign_as(badge(issuer), url)).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_of_another")));
}

#[tokio::test]
async fn a_jwk_names_no_controller_and_is_the_issuers_at_the_issuers_address_or_by_its_document() {
    let person = Person::by_key(1);
    let key = jwk::encode_public(&person.ed25519.public_key());
    let issuer = "https://a.example/issuers/1";
    for (url, expected) in [
        ("https://a.example/issuers/1/key.json", ("valid", Pass, None)),
        ("https://a.example/issuers/2/key.json", ("unknown", Unknown, Some("issuer.key_unbound"))),
        ("https://b.example/issuers/1/key.json", ("unknown", Unknown, Some("issuer.key_unbound"))),
    ] {
        let badge = person.sign_as(badge(issuer), url);
        let web = || Web::default().with(url, key.to_string());
        assert_eq!(said(&verify(web(), &badge).await, Issuer), expected, "{url}");
        // A page about the issuer without keys changes nothing, a document with this key does.
        let profile = web().with(issuer, json!({"id": issuer, "type": ["Profile"]}).to_string());
        assert_eq!(said(&verify(profile, &badge).await, Issuer), expected, "{url}");
        let document = json!({"id": issuer, "assertionMethod": [{"id": format!("{issuer}#k"),
            "type": "JsonWebKey", "controller": issuer, "publicKeyJwk": key}]});
        let report = verify(web().with(issuer, document.to_string()), &badge).await;
        assert_eq!(said(&report, Issuer), ("valid", Pass, None), "{url}");
    }
}

#[tokio::test]
async fn a_redirect_below_the_issuers_address_makes_nobody_the_issuer() {
    let thief = Person::by_key(2);
    let issuer = "https://shared.example/issuers/1";
    let (asked, page) = ("https://shared.example/issuers/1/out", "https://shared.example/~thief/key.json");
    let key = jwk::encode_public(&thief.ed25519.public_key()).to_string();
    let web = Web::default().with(page, key).with_redirect(asked, page);
    let report = verify(web, &thief.sign_as(badge(issuer), asked)).await;
    assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.key_unbound")));
}

#[tokio::test]
async fn a_lone_key_that_is_revoked_verifies_nothing_though_the_issuer_lists_it() {
    let (person, web) = person_and_web();
    let url = "https://badges.example/keys/1";
    let key = json!({"id": url, "type": "Multikey", "controller": WEB_DID, "revoked": "2026-11-24T11:59:59Z",
        "publicKeyMultibase": multikey::encode_public(&person.ed25519.public_key())});
    let report = verify(web.with(url, key.to_string()), &person.sign_as(person.badge(), url)).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_revoked")));
}

#[tokio::test]
async fn a_jwk_at_an_https_address_counts_once_the_issuers_document_lists_it() {
    let (person, web) = person_and_web();
    let url = "https://badges.example/keys/1";
    let published = jwk::encode_public(&person.ed25519.public_key()).to_string();
    let badge = person.sign_as(person.badge(), url);
    let report = verify(web.with(url, published.clone()), &badge).await;
    assert_eq!(said(&report, Issuer), ("valid", Pass, None));

    let thief = Person::by_key(2);
    let (_, web) = person_and_web();
    let theirs = jwk::encode_public(&thief.ed25519.public_key()).to_string();
    let report = verify(
        web.with("https://thief.example/k", theirs),
        &thief.sign_as(person.badge(), "https://thief.example/k"),
    )
    .await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_not_listed")));
}

/// The issuer's document where it belongs, and one of a thief's wherever else a DID may lead, under the id `id`.
fn web_with_thief(thief: &Person, did: &str, id: &str) -> Web {
    let method = format!("{did}#k");
    let document = json!({"id": id, "assertionMethod": [method], "verificationMethod": [{"id": method,
        "type": "Multikey", "controller": id,
        "publicKeyMultibase": multikey::encode_public(&thief.ed25519.public_key())}]});
    let (ours, web) = person_and_web();
    let place = did.parse().ok().and_then(|did| did_web::document_url(&did).ok());
    match place.filter(|place| place.as_str() != ours.document_url()) {
        Some(place) => web.with(place.as_str(), document.to_string()),
        None => web.with("https://evil.example/.well-known/did.json", document.to_string()),
    }
}

#[tokio::test]
async fn a_name_that_only_looks_like_the_issuers_is_anothers() {
    let thief = Person::by_key(2);
    for look_alike in [
        "did:web:BADGES.example",
        "did:web:badges%2Eexample",
        "did:web:badges.example%3A443",
        "did:web:badges.example%2F",
        "did:web:badges.example%00",
        "did:web:badges.example.",
        "did:web:badges.example:",
        "did:web:badges.example:..",
        "did:web:badges.example:.well-known",
        "did:web:b\u{430}dges.example",
        "did:web:xn--bdges-3ve.example",
        "did:web:badges\u{3002}example",
        "did:web:badges.example\u{200b}",
        "did:web:evil.example?x=did:web:badges.example",
        "did:web:badges.example@evil.example",
        "did:Web:badges.example",
        "DID:web:badges.example",
    ] {
        for id in [look_alike, WEB_DID] {
            let badge = thief.sign_as(badge(WEB_DID), &format!("{look_alike}#k"));
            let report = verify(web_with_thief(&thief, look_alike, id), &badge).await;
            assert_eq!(
                (said(&report, Issuer).0, said(&report, Issuer).1),
                ("invalid", Fail),
                "{look_alike} {id}"
            );
        }
        // Nor does the issuer sign for who only looks like it.
        let (ours, web) = person_and_web();
        let report = verify(web, &ours.sign(badge(look_alike))).await;
        assert!(!report.verdict.is_valid() && said(&report, Issuer).1 != Pass, "{look_alike}");
    }
}

#[tokio::test]
async fn another_document_of_the_issuers_is_not_decided_and_anothers_is_anothers() {
    let (person, _) = person_and_web();
    for rest in ["?versionId=1", "/a", "/a?b"] {
        let (_, web) = person_and_web();
        let fragment = person.method(&person.ed25519).replace(WEB_DID, "");
        let report =
            verify(web, &person.sign_as(person.badge(), &format!("{WEB_DID}{rest}{fragment}"))).await;
        assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.method_unsupported")), "{rest}");
        let (_, web) = person_and_web();
        let other = format!("did:web:evil.example{rest}{fragment}");
        let report = verify(web, &person.sign_as(person.badge(), &other)).await;
        assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_of_another")), "{rest}");
    }
}

#[tokio::test]
async fn a_badge_without_an_issuer_is_nobodys() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge.as_object_mut().unwrap().shift_remove("issuer");
    let report = verify(Web::default(), &person.sign(badge)).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.missing")));
    assert_eq!(said(&report, Proof).1, Pass);
}

#[tokio::test]
async fn a_foreign_fragment_after_a_did_key_leaves_the_signature_to_be_judged() {
    let person = Person::by_key(1);
    let method = format!("{}#key-1", person.did);
    let badge = person.sign_as(person.badge(), &method);
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof).1, Pass);
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.method_not_found")));

    let mut changed = badge;
    changed["name"] = json!("Forged");
    let report = verify(Web::default(), &changed).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.signature_mismatch")));
}
