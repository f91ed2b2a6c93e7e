//! What makes a difference is looked at in each document: texts that are the same or are not, and how IRIs begin. That
//! whatever is read from a shape is what the walk reads, is compared in `tests/exact`.

use badgewright_credential::Stencil;
use badgewright_credential::strict_json::{Json, Object};
use serde_json::{Value, json};
use sha2::{Sha256, Sha384};

use super::Templates;
use super::kept::{Shape, Shapes};
use crate::context::Contexts;
use crate::jsonld::{self, Made, Processing, Purpose, TopProof};
use crate::rdf::{Object as RdfObject, Quad, Resource};
use crate::rdfc::{self, Common};

/// A badge whose issuer stands in it twice.
fn badge(change: Value) -> Value {
    let mut badge = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:a.example", "type": ["Profile"], "name": "A"},
        "validFrom": "2026-11-24T10:15:30Z",
        "credentialSubject": {
            "id": "did:key:z6Mk",
            "type": ["AchievementSubject"],
            "identifier": {"type": "IdentityObject", "hashed": false, "identityHash": "a", "identityType": "name"},
            "achievement": {
                "id": "https://a.example/1", "type": ["Achievement"], "name": "One",
                "criteria": {"narrative": "\"Do\"\n"}, "description": "D",
                "creator": {"id": "did:web:a.example", "type": ["Profile"], "name": "A"},
                "tag": ["x", "y"], "creditsAvailable": 1.5,
            },
        },
        "evidence": [
            {"id": "urn:uuid:e", "type": ["Evidence", "urn:type"], "awardedDate": "2026-11-24T10:15:30Z"},
            {"id": "urn:uuid:f", "awardedDate": null},
        ],
    });
    let Value::Object(changes) = change else { panic!("{change}") };
    for (pointer, value) in changes {
        *badge.pointer_mut(&pointer).unwrap() = value;
    }
    badge
}

/// The form of a document as it is read from the shape of the first badge, if it is.
fn from_shape(document: &Value) -> Option<String> {
    let (first, made) = (badge(json!({})), Made::new());
    let quads = jsonld::to_rdf(&first, Processing::strict(Purpose::Verify), &made).unwrap();
    let shape = Shape::of::<Sha256>(first.as_object().unwrap(), &quads).unwrap();
    shape.form::<Sha256>(document.as_object().unwrap())
}

/// The form of a document as it is filled into what is known of the first badge's stencil, if it can be.
fn from_template(document: &Value) -> Option<String> {
    let templates = Templates::at_most(1);
    learn(&templates, &badge(json!({})));
    templates.form(&Stencil::from(document), &Common::default())
}

fn learn(templates: &Templates, document: &Value) {
    templates.learn(&Stencil::from(document), &Common::default(), Processing::strict(Purpose::Verify));
}

fn walked(document: &Value) -> String {
    let made = Made::new();
    let quads = jsonld::to_rdf(document, Processing::strict(Purpose::Verify), &made).unwrap();
    rdfc::canonicalize::<Sha256>(quads).unwrap()
}

/// Documents that are put together may borrow a text twice.
#[test]
fn what_was_one_text_in_memory_must_be_the_same_again() {
    let shared = String::from("name");
    let whole = badge(json!({"/credentialSubject/achievement/tag/0": "z"}));
    let Json::Object(mut one) = Json::from(&whole) else { panic!("{whole}") };
    for member in ["name", "description"] {
        one.set(member.into(), Json::Text(shared.as_str().into()));
    }
    let made = Made::new();
    let document = Json::Object(one.clone());
    let quads = jsonld::to_rdf(&document, Processing::strict(Purpose::Verify), &made).unwrap();
    let shape = Shape::of::<Sha256>(&one, &quads).unwrap();
    assert!(shape.form::<Sha256>(&one).is_some());
    one.set("description".into(), Json::Text("other".into()));
    assert!(shape.form::<Sha256>(&one).is_none());
}

/// Or else what has the document's own `id` would not be found.
#[test]
fn a_document_that_borrows_its_own_id_from_what_came_before_has_no_shape() {
    let (whole, shared) = (badge(json!({})), String::from("urn:uuid:1"));
    let Json::Object(one) = Json::from(&whole) else { panic!("{whole}") };
    let with = |other: &'static str| -> Object<'_> {
        let evidence = Json::Object([("id".into(), Json::Text(other.into()))].into_iter().collect());
        let shown = [("evidence".into(), evidence), ("id".into(), Json::Text(shared.as_str().into()))];
        let others = one.clone().into_iter().filter(|(name, _)| !["evidence", "id"].contains(&&**name));
        shown.into_iter().chain(others).collect()
    };
    let has_shape = |document: &Object<'_>| {
        let (made, whole) = (Made::new(), Json::Object(document.clone()));
        let quads = jsonld::to_rdf(&whole, Processing::strict(Purpose::Verify), &made).unwrap();
        let Json::Object(members) = &whole else { unreachable!("it is an object") };
        Shape::of::<Sha256>(members, &quads).is_some()
    };
    assert!(has_shape(&with("urn:uuid:e")));
    let mut same = with("urn:uuid:e");
    let evidence = Json::Object([("id".into(), Json::Text(shared.as_str().into()))].into_iter().collect());
    same.set("evidence".into(), evidence);
    assert!(!has_shape(&same));
}

/// Otherwise an IRI could be one.
#[test]
fn no_term_of_a_pinned_context_has_a_colon() {
    fn names(value: &Value) -> Vec<String> {
        match value {
            Value::Object(members) => {
                let inside = members.values().flat_map(names);
                members.keys().cloned().chain(inside).collect()
            }
            Value::Array(items) => items.iter().flat_map(names).collect(),
            _ => Vec::new(),
        }
    }
    let all: Vec<String> =
        Contexts::pinned().objects().flat_map(|context| names(&Value::Object(context.clone()))).collect();
    assert!(all.contains(&"credentialSubject".to_owned()));
    assert_eq!(all.iter().find(|name| name.contains(':')), None);
}

#[test]
fn documents_with_other_texts_are_read_from_the_shape() {
    for change in [
        json!({}),
        json!({"/id": "urn:uuid:2", "/validFrom": "never", "/credentialSubject/id": "did:web:b.example"}),
        json!({"/credentialSubject/achievement/criteria/narrative": "", "/credentialSubject/achievement/name": "A\\\u{7f}é"}),
        json!({"/issuer/id": "did:web:b.example", "/credentialSubject/achievement/creator/id": "did:web:b.example"}),
        json!({"/issuer/name": "B", "/credentialSubject/achievement/creator/name": "B"}),
        json!({"/credentialSubject/achievement/tag/0": "z"}),
        json!({"/credentialSubject/achievement/tag/0": "y\\"}),
        json!({"/evidence/0/id": "urn:uuid:", "/credentialSubject/achievement/id": "https://b.example/?a=b#c"}),
    ] {
        let badge = badge(change.clone());
        assert_eq!(from_shape(&badge), Some(walked(&badge)), "{change}");
    }
}

#[test]
fn documents_that_may_say_something_else_are_not_read_from_the_shape() {
    for change in [
        // How an IRI begins decides what it is.
        json!({"/id": "uuid:1"}),
        json!({"/id": "urn://uuid"}),
        json!({"/id": "_:b"}),
        json!({"/id": "a"}),
        json!({"/id": "urn:a b"}),
        json!({"/id": "urn:é"}),
        json!({"/credentialSubject/achievement/id": "https:e"}),
        // Who is the same is one subject, and who is not is two.
        json!({"/issuer/id": "did:web:b.example"}),
        json!({"/issuer/id": "did:key:z6Mk", "/credentialSubject/achievement/creator/id": "did:key:z6Mk"}),
        json!({"/issuer/name": "B"}),
        json!({"/credentialSubject/id": "did:web:a.example"}),
        // What has the document's id may not say what is the document's.
        json!({"/evidence/0/id": "urn:uuid:1"}),
        json!({"/evidence/1/id": "urn:uuid:1"}),
        // Doubles are one statement.
        json!({"/credentialSubject/achievement/tag/0": "y"}),
        // Some processors do not write it as others do.
        json!({"/issuer/name": "\u{fffe}", "/credentialSubject/achievement/creator/name": "\u{fffe}"}),
        // What is no text, or means something by itself.
        json!({"/validFrom": 1}),
        json!({"/credentialSubject/identifier/hashed": true}),
        json!({"/credentialSubject/achievement/creditsAvailable": 2.5}),
        json!({"/evidence/0/type/1": "urn:other"}),
        json!({"/evidence/1/awardedDate": []}),
        json!({"/issuer/type/0": "Achievement"}),
        json!({"/credentialSubject/achievement/tag": ["x"]}),
        json!({"/credentialSubject/achievement/tag": ["x", "y", "z"]}),
        json!({"/@context/1": "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"}),
    ] {
        assert_eq!(from_shape(&badge(change.clone())), None, "{change}");
    }
    let mut other = badge(json!({}));
    other.as_object_mut().unwrap().insert("name".to_owned(), json!("B"));
    assert_eq!(from_shape(&other), None);
    let mut other = badge(json!({}));
    other.as_object_mut().unwrap().shift_remove("evidence");
    assert_eq!(from_shape(&other), None);
}

/// Of some hundred tags a shape is kept, and of nine hundred none is.
#[test]
fn what_would_take_much_memory_is_not_kept() {
    let has_shape = |tags: usize| {
        let mut long = badge(json!({}));
        long["credentialSubject"]["achievement"]["tag"] = (0..tags).map(|tag| format!("urn:{tag}")).collect();
        let made = Made::new();
        let quads = jsonld::to_rdf(&long, Processing::strict(Purpose::Verify), &made).unwrap();
        Shape::of::<Sha256>(long.as_object().unwrap(), &quads).is_some()
    };
    assert!(has_shape(150));
    assert!(!has_shape(900));
}

#[test]
fn documents_of_one_stencil_are_filled_in() {
    for change in [
        json!({}),
        json!({"/id": "urn:uuid:2", "/validFrom": "never", "/credentialSubject/id": "did:web:c.example"}),
        json!({"/credentialSubject/achievement/criteria/narrative": "", "/credentialSubject/achievement/name": "A\\\u{7f}é"}),
        json!({"/issuer/id": "did:web:0", "/issuer/name": "B"}),
        json!({"/credentialSubject/achievement/tag/0": "z"}),
        json!({"/credentialSubject/achievement/tag/0": "y\\"}),
        json!({"/evidence/0/id": "urn:uuid:", "/credentialSubject/achievement/id": "https://b.example/?a=b#c"}),
    ] {
        let badge = unlike(change.clone());
        assert_eq!(from_template(&badge), Some(walked(&badge)), "{change}");
    }
}

#[test]
fn documents_that_may_say_something_else_are_not_filled_in() {
    for change in [
        // How an IRI begins decides what it is.
        json!({"/id": "uuid:1"}),
        json!({"/id": "urn://uuid"}),
        json!({"/id": "_:b"}),
        json!({"/id": "a"}),
        json!({"/id": "urn:a b"}),
        json!({"/id": "urn:é"}),
        json!({"/credentialSubject/achievement/id": "https:e"}),
        // Who is the same is one subject.
        json!({"/credentialSubject/achievement/creator/id": "did:web:a.example"}),
        json!({"/credentialSubject/id": "did:web:a.example"}),
        // What has the document's id may not say what is the document's.
        json!({"/evidence/0/id": "urn:uuid:1"}),
        json!({"/evidence/1/id": "urn:uuid:1"}),
        // Doubles are one statement.
        json!({"/credentialSubject/achievement/tag/0": "y"}),
        // Some processors do not write it as others do.
        json!({"/issuer/name": "\u{fffe}"}),
        // What is no text, or means something by itself.
        json!({"/credentialSubject/identifier/hashed": true}),
        json!({"/credentialSubject/achievement/creditsAvailable": 2.5}),
        json!({"/evidence/0/type/1": "urn:other"}),
        json!({"/credentialSubject/achievement/tag": ["x"]}),
        json!({"/@context/1": "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"}),
    ] {
        assert_eq!(from_template(&unlike(change.clone())), None, "{change}");
    }
}

#[test]
fn a_stencil_of_which_much_would_be_kept_has_no_template() {
    let has_template = |tags: usize| {
        let mut long = unlike(json!({}));
        long["credentialSubject"]["achievement"]["tag"] = (0..tags).map(|tag| format!("urn:{tag}")).collect();
        let templates = Templates::at_most(8);
        learn(&templates, &long);
        templates.form(&Stencil::from(&long), &Common::default()).is_some()
    };
    assert!(has_template(150));
    assert!(!has_template(900));
}

/// Whatever the first one says by chance: the same twice, nothing, or what has to be escaped.
#[test]
fn what_is_known_of_a_kind_does_not_depend_on_its_first_document() {
    let odd = badge(
        json!({"/issuer/name": "", "/credentialSubject/achievement/name": "\"", "/evidence/1/id": "urn:uuid:e",
        "/credentialSubject/achievement/tag/0": "y", "/credentialSubject/identifier/identityHash": "\u{fffe}"}),
    );
    let templates = Templates::at_most(1);
    learn(&templates, &odd);
    let form = |document: &Value| templates.form(&Stencil::from(document), &Common::default());
    assert_eq!(form(&odd), None);
    let other = unlike(json!({}));
    assert_eq!(form(&other), Some(walked(&other)));
}

/// A badge in which no two names are the same, but for what is changed.
fn unlike(change: Value) -> Value {
    let mut badge = badge(json!({"/credentialSubject/achievement/creator/id": "did:web:b.example"}));
    let Value::Object(changes) = change else { panic!("{change}") };
    for (pointer, value) in changes {
        *badge.pointer_mut(&pointer).unwrap() = value;
    }
    badge
}

#[test]
fn a_document_that_is_a_part_itself_is_not_filled_in() {
    let document = unlike(json!({}));
    let about = |iri: &'static str| {
        let object = RdfObject::Resource(Resource::Iri("urn:class"));
        Common::of(&[Quad { subject: Resource::Iri(iri), predicate: "urn:says", object, graph: None }])
    };
    let templates = Templates::at_most(1);
    learn(&templates, &document);
    let form = |common: Common| templates.form(&Stencil::from(&document), &common);
    assert!(form(about("urn:uuid:other")).is_some());
    assert!(form(about("urn:uuid:1")).is_none());
}

/// The hashes of nodes that a shape has are of one kind, and decide the order of labels.
#[test]
fn a_shape_is_known_for_one_kind_of_hash() {
    let (shapes, processing) = (Shapes::at_most(8), Processing::strict(Purpose::Verify));
    let mut badge = badge(json!({}));
    // Nothing is said of these results, and by no name, that may be other in the next document.
    let results: Vec<Value> =
        (0..12).map(|number| json!({"type": ["Result", format!("urn:{number}")]})).collect();
    badge["credentialSubject"] = json!({"type": ["AchievementSubject"], "result": results});
    let (members, made) = (badge.as_object().unwrap(), Made::new());
    let quads = jsonld::to_rdf(&badge, processing, &made).unwrap();
    for _ in 0..3 {
        let form =
            super::canonical_form_by::<Sha256>(&shapes, members, TopProof::LeftOut, processing).unwrap();
        assert_eq!(form, rdfc::canonicalize::<Sha256>(quads.clone()).unwrap());
        let form =
            super::canonical_form_by::<Sha384>(&shapes, members, TopProof::LeftOut, processing).unwrap();
        assert_eq!(form, rdfc::canonicalize::<Sha384>(quads.clone()).unwrap());
    }
}

#[test]
fn the_third_of_a_kind_finds_a_shape() {
    let (shapes, processing) = (Shapes::at_most(1), Processing::strict(Purpose::Verify));
    let badge = badge(json!({}));
    let members = badge.as_object().unwrap();
    for has_shape in [false, false, true, true] {
        let kept = shapes.of::<Sha256>(members, TopProof::LeftOut, processing).unwrap();
        assert_eq!(kept.shape().is_some(), has_shape);
        super::canonical_form_by::<Sha256>(&shapes, members, TopProof::LeftOut, processing).unwrap();
    }
}
