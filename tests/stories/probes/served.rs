//! What is served beside badges: in order by its own standard, and without a word that its own contexts do not define.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::badges::gather;
use super::words::without_a_meaning;
use super::{Found, list};
use crate::stranger;
use crate::world::{World, completion};

const BASE: &str = "https://badges.example";
const DID: &str = "did:web:badges.example";

/// A service that has been approved twice, and given an approval itself.
fn office() -> (World, BTreeMap<String, Value>) {
    let world = World::configured(&["--public-url", BASE, "--issuer.jws-alg", "RS256"]);
    let badge = world.issue(&completion("one"));
    let mut documents = BTreeMap::new();
    gather(&world, BASE, &badge["credential"], &mut documents);
    let authorization = format!("Bearer {}", world.key);
    for media_type in ["application/vc", "application/vc+jwt"] {
        let body = stranger::signed(stranger::endorsement(&json!(DID), media_type), media_type);
        let headers = [("Authorization", authorization.as_str()), ("Content-Type", media_type)];
        assert_eq!(world.request("POST", "/v1/issuer/endorsements", &headers, &body).status, 201);
    }
    let approval = json!({"subject": "did:web:x.example", "name": "Approved", "comment": "For a year.", "externalId": "one"});
    let given = world.post("/v1/endorsements", &approval).json();
    documents.insert("an endorsement".to_owned(), given["credential"].clone());
    for path in
        ["/issuers/default", "/achievements", "/achievements/academic-rigor", "/achievements/district-stack"]
    {
        documents.insert(path.to_owned(), world.get(path).json());
    }
    (world, documents)
}

#[test]
fn every_document_that_is_served_is_defined_by_its_own_contexts() {
    let (_, documents) = office();
    let profile = &documents["/issuers/default"];
    assert_eq!(
        (list(profile, "endorsement").len(), list(profile, "endorsementJwt").len()),
        (1, 1),
        "{profile:#}"
    );
    for (name, document) in &documents {
        let mut found = Found::default();
        assert!(document.get("@context").is_some(), "{name} has no context: {document}");
        without_a_meaning(document, &mut found);
        assert!(found.0.is_empty(), "{name}: {:?}", found.0);
    }
}

/// CID §2.1 to §2.3 and did:web, member by member.
#[test]
fn the_issuers_document_has_what_a_controlled_identifier_document_must_have_and_nothing_else() {
    let (_, documents) = office();
    let document = &documents[&format!("{BASE}/.well-known/did.json")];
    let members: BTreeSet<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        members,
        BTreeSet::from(["@context", "id", "verificationMethod", "assertionMethod"]),
        "{document:#}"
    );
    assert_eq!(
        (&document["@context"][0], &document["id"]),
        (&json!("https://www.w3.org/ns/did/v1"), &json!(DID))
    );
    let methods = list(document, "verificationMethod");
    let ids: BTreeSet<&str> = methods.iter().map(|method| method["id"].as_str().unwrap()).collect();
    let listed: BTreeSet<&str> =
        list(document, "assertionMethod").iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!((ids.len(), &ids), (methods.len(), &listed), "{document:#}");
    let mut kinds = BTreeSet::new();
    for method in methods {
        let fragment = method["id"].as_str().unwrap().strip_prefix(&format!("{DID}#")).unwrap();
        assert_eq!(method["controller"], DID);
        let members: BTreeSet<&str> = method.as_object().unwrap().keys().map(String::as_str).collect();
        let form = match method["type"].as_str().unwrap() {
            "Multikey" => {
                assert_eq!(method["publicKeyMultibase"], fragment);
                kinds.insert("Multikey".to_owned());
                "publicKeyMultibase"
            }
            "JsonWebKey" => {
                is_public(&method["publicKeyJwk"]);
                kinds.insert(format!("JsonWebKey {}", method["publicKeyJwk"]["kty"]));
                "publicKeyJwk"
            }
            other => panic!("{other}"),
        };
        assert_eq!(members, BTreeSet::from(["id", "type", "controller", form]), "{method:#}");
    }
    assert!(kinds.contains("Multikey") && kinds.contains("JsonWebKey \"RSA\""), "{kinds:?}");
}

/// RFC 7517 §4.2, RFC 7518 §6.2 and §6.3: none of a private key's members.
fn is_public(key: &Value) {
    for private in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
        assert!(key.get(private).is_none(), "{key:#}");
    }
}

#[test]
fn the_key_set_has_the_public_keys_of_the_issuers_document_each_under_a_name_of_its_own() {
    let (world, documents) = office();
    let answer = world.get("/.well-known/jwks.json").json();
    let keys = list(&answer, "keys");
    keys.iter().for_each(is_public);
    let names: BTreeSet<&str> = keys.iter().map(|key| key["kid"].as_str().unwrap()).collect();
    assert_eq!(names.len(), keys.len(), "{keys:#?}");
    let document = &documents[&format!("{BASE}/.well-known/did.json")];
    for method in list(document, "verificationMethod").iter().filter(|method| method["type"] == "JsonWebKey")
    {
        let same = |key: &Value| {
            ["kty", "crv", "x", "y", "n", "e"].iter().all(|it| key[*it] == method["publicKeyJwk"][*it])
        };
        assert!(keys.iter().any(same), "{method:#}");
    }
}
