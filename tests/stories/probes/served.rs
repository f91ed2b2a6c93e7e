//! What is served beside badges says nothing that its own contexts do not define, either.

use super::Found;
use super::badges::gather;
use super::words::without_a_meaning;
use crate::world::{World, completion};
use serde_json::json;

#[test]
fn every_document_that_is_served_is_defined_by_its_own_contexts() {
    let world = World::configured(&["--public-url", "https://badges.example"]);
    let badge = world.issue(&completion("one"));
    let approval = world.post(
        "/v1/endorsements",
        &json!({"subject": "did:web:x.example", "name": "n", "comment": "c", "externalId": "one"}),
    );
    let mut documents = std::collections::BTreeMap::new();
    gather(&world, "https://badges.example", &badge["credential"], &mut documents);
    documents.insert("an endorsement".to_owned(), approval.json()["credential"].clone());
    for path in ["/issuers/default", "/achievements", "/achievements/academic-rigor"] {
        let answer = world.get(path);
        assert_eq!(answer.status, 200, "{path}");
        documents.insert(path.to_owned(), answer.json());
    }
    for (name, document) in &documents {
        let mut found = Found::default();
        assert!(document.get("@context").is_some(), "{name} has no context: {document}");
        without_a_meaning(document, &mut found);
        assert!(found.0.is_empty(), "{name}: {:?}", found.0);
    }
}
