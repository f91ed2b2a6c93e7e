//! Every way of losing something is refused with its place, and what is kept is kept as jsonld.js keeps it.

use serde_json::{Value, json};

use super::*;
use crate::canonical_form;

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const EXAMPLES: &str = "https://www.w3.org/ns/credentials/examples/v2";

/// A credential about `subject`.
fn about(subject: Value) -> Value {
    json!({
        "@context": [V2, OPEN_BADGES],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": subject
    })
}

fn form(document: &Value) -> Result<String, JsonLdError> {
    canonical_form(document, Processing::strict(Purpose::Verify))
}

fn error(document: &Value) -> JsonLdError {
    form(document).expect_err(&document.to_string())
}

/// The line of the canonical form that has `part`.
fn line_with(document: &Value, part: &str) -> String {
    let form = form(document).unwrap();
    form.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("no {part} in {form}")).to_owned()
}

#[test]
fn each_loss_is_refused_with_its_place() {
    use Loss::*;
    for (subject, pointer, loss) in [
        (json!({"honours": "yes"}), "/honours", UndefinedTerm),
        (json!({"type": "Profile", "achievement": "x"}), "/achievement", UndefinedTerm),
        (
            json!({"type": "AchievementSubject", "achievement": {"tag": "x"}}),
            "/achievement/tag",
            UndefinedTerm,
        ),
        (json!({"type": ["Medal"]}), "/type/0", RelativeType),
        (json!({"id": "ada", "name": "Ada"}), "/id", RelativeId),
        (json!({"id": "urn:a b", "name": "Ada"}), "/id", RelativeId),
        (json!({"id": "@foo", "name": "Ada"}), "/id", ReservedKeyword),
        (json!({"image": "ada.png"}), "/image", RelativeReference),
        (json!({"image": ["urn:x", "ada.png"]}), "/image/1", RelativeReference),
        (json!({"image": "@foo"}), "/image", ReservedKeyword),
        (json!({"type": "@foo"}), "/type", ReservedKeyword),
        (json!({"@foo": 1}), "/@foo", ReservedKeyword),
        (json!({"@version": 1}), "/@version", ReservedKeyword),
        (json!({"_:p": 1}), "/_:p", BlankNodeProperty),
        (json!({"https://schema.org/name": "Ada"}), "/https:~1~1schema.org~1name", NotATerm),
        (json!({"@id": "urn:ada"}), "/@id", NotATerm),
        (json!({"@type": ["Profile"]}), "/@type", NotATerm),
        (json!({"name": {"@set": ["Ada"]}}), "/name/@set", NotATerm),
        (json!({"name": ["Ada", ["Lovelace"]]}), "/name/1", NotATerm),
        (json!({"id": "urn:uuid:1", "awardedDate": "2026-01-01T00:00:00Z"}), "/awardedDate", NotAtTop),
        (json!({"name": {"@value": null}}), "/name", Null),
        (json!({"name": {"@value": "x", "@index": "i"}}), "/name/@index", Index),
        (json!({"@index": "i", "name": "x"}), "/@index", Index),
        (json!({"name": {"@value": "x", "@direction": "rtl"}}), "/name/@direction", Direction),
        (json!({"name": {"@value": "x", "@language": "not a tag"}}), "/name/@language", LanguageTag),
        (json!({"name": {"@value": "x", "type": "Nothing"}}), "/name", RelativeType),
    ] {
        let lost = error(&about(subject.clone()));
        let JsonLdError::TermLost { pointer: at, loss: as_what, .. } = lost else {
            panic!("{subject}: {lost}")
        };
        assert_eq!((at, as_what), (format!("/credentialSubject{pointer}"), loss), "{subject}");
    }
}

#[test]
fn what_would_vanish_at_the_top_or_in_a_graph_is_refused() {
    for (document, loss) in [
        (json!({"@context": V2}), Loss::EmptyNode),
        (json!({"@context": V2, "id": "urn:x"}), Loss::EmptyNode),
        (json!({"@context": V2, "id": "urn:x", "type": [], "name": null}), Loss::EmptyNode),
        (json!({"@context": V2, "@graph": ["x"]}), Loss::FreeFloatingValue),
        (json!({"@context": V2, "@graph": [{"@value": "x"}]}), Loss::FreeFloatingValue),
        (json!({"@context": V2, "@graph": [{"@list": ["x"]}]}), Loss::FreeFloatingValue),
        (json!({"@context": V2, "@graph": [{"id": "urn:x"}]}), Loss::EmptyNode),
        (
            json!({"@context": V2, "type": "VerifiablePresentation", "verifiableCredential": ["urn:x"]}),
            Loss::FreeFloatingValue,
        ),
        (
            json!({"@context": V2, "type": "VerifiablePresentation", "verifiableCredential": [{"@id": "urn:x"}]}),
            Loss::EmptyNode,
        ),
    ] {
        let lost = error(&document);
        assert!(
            matches!(&lost, JsonLdError::TermLost { loss: found, .. } if *found == loss),
            "{document}: {lost}"
        );
    }
}

#[test]
fn what_is_no_json_ld_is_refused_with_the_standard_s_code() {
    for (subject, expected) in [
        (json!({"id": 5}), "invalid @id value"),
        (json!({"id": "urn:x", "@id": "urn:x"}), "colliding keywords"),
        (json!({"type": 5}), "invalid type value"),
        (json!({"type": [null]}), "invalid type value"),
        (json!({"@graph": "x"}), "invalid @graph value"),
        (json!({"name": {"@value": {}}}), "invalid value object value"),
        (json!({"name": {"@value": "x", "name": "y"}}), "invalid value object"),
        (json!({"name": {"@value": "x", "@type": "urn:t", "@language": "en"}}), "invalid value object"),
        (json!({"name": {"@value": 5, "@language": "en"}}), "invalid language-tagged value"),
        (json!({"name": {"@value": "x", "@language": 5}}), "invalid language-tagged string"),
        (json!({"name": {"@value": "x", "@type": "_:t"}}), "invalid typed value"),
        (json!({"name": {"@set": [], "id": "urn:x"}}), "invalid set or list object"),
    ] {
        let found = error(&about(subject.clone()));
        assert!(
            matches!(&found, JsonLdError::Syntax { code, .. } if *code == expected),
            "{subject}: {found}"
        );
    }
}

#[test]
fn what_processors_disagree_on_is_not_processed() {
    for value in [
        json!(1e-7),
        json!(9_007_199_254_740_993_u64),
        json!(1e20),
        json!(0.1 + 0.2),
        json!("\u{ffff}"),
        json!({"@value": "5", "@type": "http://www.w3.org/2001/XMLSchema#double"}),
        json!({"@value": "{}", "@type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"}),
        json!({"@value": {"a": "\u{fffe}"}, "@type": "@json"}),
        json!({"@reverse": {"name": {"id": "urn:x"}}}),
        json!({"@included": [{"id": "urn:x"}]}),
    ] {
        let found = error(&about(json!({ "name": value })));
        assert!(matches!(found, JsonLdError::Unsupported { .. }), "{value}: {found}");
    }
    let set_in_list = about(json!({"name": {"@list": [{"@set": ["x"]}]}}));
    let found = canonical_form(&set_in_list, Processing::open(Purpose::Verify)).unwrap_err();
    assert!(matches!(found, JsonLdError::Unsupported { .. }), "{found}");
}

#[test]
fn contexts_come_from_urls_at_the_top_and_nowhere_else() {
    let mut unknown = about(json!({"name": "x"}));
    unknown["@context"][1] = json!("https://unknown.example/");
    assert_eq!(
        error(&unknown),
        JsonLdError::UnknownContext {
            url: "https://unknown.example/".to_owned(),
            pointer: "/@context".to_owned()
        }
    );
    let mut inline = about(json!({"name": "x"}));
    inline["@context"][1] = json!({"a": "urn:a"});
    assert_eq!(error(&inline), JsonLdError::InlineContext { pointer: "/@context".to_owned() });
    let nested = about(json!({"@context": V2, "name": "x"}));
    assert_eq!(
        error(&nested),
        JsonLdError::NestedContext { pointer: "/credentialSubject/@context".to_owned() }
    );
    let allowed = Processing { nested_contexts: true, ..Processing::strict(Purpose::Verify) };
    assert!(canonical_form(&nested, allowed).is_err(), "only what is embedded brings a context of its own");
    let mut endorsed = about(json!({"name": "x"}));
    endorsed["endorsement"] = json!([{"@context": V2, "id": "urn:e", "type": "VerifiableCredential"}]);
    assert!(canonical_form(&endorsed, allowed).is_ok());
}

#[test]
fn a_member_under_its_iri_is_refused_where_readers_look_for_its_term() {
    for hidden in
        ["https://www.w3.org/2018/credentials#credentialStatus", "https://schema.org/name", "_:x", "urn:x"]
    {
        let document = about(json!({hidden: "x"}));
        let lost = error(&document);
        assert!(
            matches!(lost, JsonLdError::TermLost { loss: Loss::NotATerm | Loss::BlankNodeProperty, .. }),
            "{lost:?}"
        );
    }
    let taken = Processing { iri_members: true, ..Processing::strict(Purpose::Verify) };
    assert!(canonical_form(&about(json!({"urn:x": "x"})), taken).is_ok());
}

#[test]
fn only_what_every_copy_of_a_context_has_is_signed() {
    let sign = |document: &Value| canonical_form(document, Processing::strict(Purpose::Sign));
    let mut document = about(json!({"name": "x"}));
    document["endorsementJwt"] = json!(["eyJ"]);
    assert!(form(&document).is_ok());
    let unsettled = JsonLdError::UnsettledTerm {
        pointer: "/endorsementJwt".to_owned(),
        term: "endorsementJwt".to_owned(),
    };
    assert_eq!(sign(&document), Err(unsettled));

    let with_null = about(json!({"name": "x", "description": null}));
    assert!(form(&with_null).is_ok(), "as in jsonld.js");
    assert!(matches!(sign(&with_null), Err(JsonLdError::TermLost { loss: Loss::Null, .. })));

    let odd_iri = about(json!({"id": "https://a.example/{x}"}));
    assert!(form(&odd_iri).unwrap().contains("<https://a.example/\\u007Bx\\u007D>"), "as in jsonld.js");
    assert!(matches!(sign(&odd_iri), Err(JsonLdError::Unsupported { .. })));
}

/// The Open Badges context gives `hashed` a datatype with `https`, and a JSON boolean keeps it. Processors that write
/// `http` instead sign, and verify, something else (the measured trap with `ssi`).
#[test]
fn a_coerced_boolean_keeps_the_datatype_of_its_context() {
    let subject = json!({
        "type": "AchievementSubject",
        "identifier": [{"type": "IdentityObject", "identityType": "name", "hashed": false, "identityHash": "Ada"}]
    });
    let line = line_with(&about(subject), "#hashed>");
    assert!(line.ends_with(r#" "false"^^<https://www.w3.org/2001/XMLSchema#boolean> ."#), "{line}");
}

#[test]
fn values_are_written_as_rdf_writes_them() {
    for (value, written) in [
        (json!(true), r#""true"^^<http://www.w3.org/2001/XMLSchema#boolean>"#),
        (json!(5), r#""5"^^<http://www.w3.org/2001/XMLSchema#integer>"#),
        (json!(-0.0), r#""0"^^<http://www.w3.org/2001/XMLSchema#integer>"#),
        (json!(5.0), r#""5"^^<http://www.w3.org/2001/XMLSchema#integer>"#),
        (
            json!(9_007_199_254_740_991_u64),
            r#""9007199254740991"^^<http://www.w3.org/2001/XMLSchema#integer>"#,
        ),
        (json!(5.25), r#""5.25E0"^^<http://www.w3.org/2001/XMLSchema#double>"#),
        (json!(1e21), r#""1.0E21"^^<http://www.w3.org/2001/XMLSchema#double>"#),
        (json!(-0.000_001_5), r#""-1.5E-6"^^<http://www.w3.org/2001/XMLSchema#double>"#),
        (json!({"@value": 5, "@type": "urn:t"}), r#""5"^^<urn:t>"#),
        (
            json!({"@value": 5, "@type": "http://www.w3.org/2001/XMLSchema#double"}),
            r#""5.0E0"^^<http://www.w3.org/2001/XMLSchema#double>"#,
        ),
        (json!({"@value": "x", "@type": "http://www.w3.org/2001/XMLSchema#string"}), r#""x""#),
        (json!({"@value": "x", "@language": "en-US"}), r#""x"@en-us"#),
        (
            json!({"@value": {"b": 1.0, "a": [null]}, "@type": "@json"}),
            r#""{\"a\":[null],\"b\":1}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>"#,
        ),
    ] {
        let line = line_with(&about(json!({ "name": value })), "schema.org/name");
        assert!(line.ends_with(&format!("{written} .")), "{value}: {line}");
    }
}

#[test]
fn a_type_s_context_reaches_its_node_and_not_the_nodes_below() {
    let inside = json!({"type": "AchievementSubject", "achievement": {"type": "Achievement", "tag": ["x"]}});
    assert!(form(&about(inside)).is_ok());
    let below = json!({"type": "AchievementSubject", "achievement": {"name": "x", "role": "y"}});
    let lost = error(&about(below));
    assert!(matches!(lost, JsonLdError::TermLost { pointer, .. } if pointer.ends_with("/achievement/role")));
}

#[test]
fn a_type_s_context_reaches_into_values_and_references() {
    let document = json!({
        "@context": {"T": {"@id": "urn:T", "@context": {"ref": "@id", "val": "@value", "p": "urn:p"}}},
        "@type": "T",
        "p": [{"ref": "urn:x"}, {"val": "y"}]
    });
    let inline = Processing { inline_contexts: true, ..Processing::strict(Purpose::Verify) };
    let form = canonical_form(&document, inline).unwrap();
    assert!(form.contains("<urn:p> <urn:x> .") && form.contains("<urn:p> \"y\" ."), "{form}");
}

/// In the contexts before 3.0.2 nothing is protected, so that types may define one term differently.
#[test]
fn the_contexts_of_a_node_s_types_are_applied_in_the_order_of_their_names() {
    let with_types = |types: [&str; 2]| {
        form(&json!({
            "@context": [
                "https://www.w3.org/2018/credentials/v1",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
            ],
            "id": "urn:x",
            "type": types,
            "resultDescription": "urn:y"
        }))
        .unwrap()
    };
    let form = with_types(["Achievement", "Result"]);
    assert!(form.contains("\"urn:y\"^^<https://www.w3.org/2001/XMLSchema#anyURI>"), "{form}");
    assert_eq!(form, with_types(["Result", "Achievement"]));
}

/// JSON-LD API §8.2.2 step 13; jsonld.js gives the same with `rdfDirection: "i18n-datatype"`, as `@digitalbazaar/vc` calls it.
#[test]
fn a_direction_is_kept_in_the_datatype_where_it_may_be() {
    let open = |name: Value| canonical_form(&about(json!({ "name": name })), Processing::open(Purpose::Sign));
    let arabic = open(json!({"@value": "x", "@language": "AR", "@direction": "rtl"})).unwrap();
    assert!(arabic.contains("\"x\"^^<https://www.w3.org/ns/i18n#ar_rtl> ."), "{arabic}");
    let unnamed = open(json!({"@value": "x", "@direction": "ltr"})).unwrap();
    assert!(unnamed.contains("\"x\"^^<https://www.w3.org/ns/i18n#_ltr> ."), "{unnamed}");
    for (name, code) in [
        (json!({"@value": "x", "@direction": "up"}), "invalid base direction"),
        (json!({"@value": 1, "@direction": "ltr"}), "invalid value object value"),
    ] {
        let found = open(name).unwrap_err();
        assert!(matches!(&found, JsonLdError::Syntax { code: found, .. } if *found == code), "{found:?}");
    }
}

#[test]
fn a_property_s_context_reaches_below_and_a_null_one_clears() {
    let document = json!({
        "@context": V2,
        "type": "VerifiablePresentation",
        "verifiableCredential": [{"type": "VerifiableCredential", "id": "urn:x"}]
    });
    let lost = error(&document);
    assert!(matches!(lost, JsonLdError::TermLost { pointer, .. } if pointer.ends_with("/0/type")));
    let mut with_context = document;
    with_context["verifiableCredential"][0]["@context"] = json!(V2);
    let allowed = Processing { nested_contexts: true, ..Processing::strict(Purpose::Verify) };
    let form = canonical_form(&with_context, allowed).unwrap();
    assert!(form.contains("<urn:x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://www.w3.org/2018/credentials#VerifiableCredential> _:c14n"), "{form}");
}

#[test]
fn one_scoped_context_used_in_two_ways_is_applied_in_both() {
    let as_type = json!({"type": "Profile", "name": "x", "address": {"phone": "1"}});
    let lost = error(&about(as_type));
    assert!(matches!(lost, JsonLdError::TermLost { pointer, .. } if pointer.ends_with("/address/phone")));
    let as_both =
        json!({"type": "Profile", "phone": "0", "Profile": {"name": "x", "address": {"phone": "1"}}});
    assert_eq!(form(&about(as_both)).unwrap().matches("#phone>").count(), 2);
}

#[test]
fn a_vocabulary_defines_every_term_but_no_keyword() {
    let document = json!({"@context": [V2, EXAMPLES], "type": "Anything", "id": "urn:x", "any thing": "x"});
    assert!(matches!(error(&document), JsonLdError::TermLost { loss: Loss::UndefinedTerm, .. }));
    let document = json!({"@context": [V2, EXAMPLES], "type": "Anything", "id": "urn:x", "anything": "x"});
    assert!(line_with(&document, "\"x\"").contains("<https://www.w3.org/ns/credentials/examples#anything>"));
}

#[test]
fn lists_keep_their_order_and_may_be_empty_or_nested() {
    let description = |allowed: Value| {
        form(&about(json!({
            "type": "AchievementSubject",
            "achievement": {
                "type": "Achievement",
                "resultDescription": [{"type": "ResultDescription", "allowedValue": allowed}]
            }
        })))
        .unwrap()
    };
    assert_ne!(description(json!(["A", "B"])), description(json!(["B", "A"])));
    assert_eq!(description(json!(["A"])), description(json!("A")));
    assert_eq!(description(json!(["A", "B"])), description(json!({"@list": ["A", "B"]})));
    assert!(
        description(json!([])).contains("#allowedValue> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>")
    );
    assert_eq!(description(json!([["A"], "B"])).matches("#first>").count(), 3);
}

#[test]
fn a_document_of_only_a_graph_speaks_of_the_default_graph_and_other_graphs_are_named() {
    let named = json!({"id": "urn:x", "name": "n"});
    let only = json!({"@context": V2, "@graph": [named]});
    assert_eq!(line_with(&only, "urn:x"), "<urn:x> <https://schema.org/name> \"n\" .");
    let with_id = json!({"@context": V2, "id": "urn:g", "@graph": named});
    assert_eq!(line_with(&with_id, "urn:x"), "<urn:x> <https://schema.org/name> \"n\" <urn:g> .");
    let below = json!({"@context": [V2, EXAMPLES], "id": "urn:y", "says": {"@graph": [named]}});
    assert_eq!(line_with(&below, "urn:x"), "<urn:x> <https://schema.org/name> \"n\" _:c14n0 .");
    assert!(line_with(&below, "urn:y").ends_with("#says> _:c14n0 ."));
}

#[test]
fn depth_and_scoped_contexts_are_bounded() {
    let mut deep = json!({"name": "x"});
    for _ in 0..200 {
        deep = json!({ "related": deep });
    }
    let mut document = json!({"@context": [V2, EXAMPLES], "id": "urn:x"});
    document["related"] = deep;
    assert_eq!(error(&document), JsonLdError::TooComplex);
}

fn too_complex(document: &Value) -> bool {
    canonical_form(document, Processing::open(Purpose::Verify)) == Err(JsonLdError::TooComplex)
}

/// Each was made to take gigabytes, minutes or the whole stack.
#[test]
fn contexts_of_a_stranger_s_making_are_bounded() {
    let inline = |context: Value, subject: Value| {
        json!({"@context": [V2, context], "type": "VerifiableCredential", "issuer": "did:example:1",
            "credentialSubject": subject})
    };
    let chain = |many: usize| {
        let links =
            (0..many).map(|at| (format!("t{at}"), json!({"@id": format!("t{}:x", at + 1), "@prefix": true})));
        let last = (format!("t{many}"), json!({"@id": "urn:x:", "@prefix": true}));
        inline(Value::Object(links.chain([last]).collect()), json!({"id": "urn:y", "t0": "z"}))
    };
    assert!(!too_complex(&chain(20)));
    assert!(too_complex(&chain(20_000)), "terms by way of terms");
    let long = "x".repeat(2_000);
    assert!(
        too_complex(&inline(json!({"p": format!("urn:{long}/")}), json!({"id": "urn:y"}))),
        "a long prefix"
    );
    assert!(
        too_complex(&inline(json!({"@vocab": format!("urn:{long}/")}), json!({"id": "urn:y"}))),
        "a long vocabulary"
    );

    let terms = (0..10_000).map(|at| (format!("t{at}"), json!(format!("urn:t{at}"))));
    let types = (0..900)
        .map(|at| (format!("T{at}"), json!({"@id": format!("urn:T{at}"), "@context": {"x": "urn:x"}})));
    let nodes: Vec<_> =
        (0..900).map(|at| json!({"id": format!("urn:n{at}"), "type": format!("T{at}"), "x": "v"})).collect();
    let copies = inline(Value::Object(terms.chain(types).collect()), json!({"id": "urn:y", "t0": nodes}));
    assert!(too_complex(&copies), "a large context copied for each type");
}

#[test]
fn what_would_be_written_again_and_again_is_bounded() {
    let names: Vec<_> = (0..2_000).map(|at| format!("n{at}")).collect();
    let document =
        |id_length: usize| about(json!({"id": format!("urn:{}", "x".repeat(id_length)), "name": names}));
    assert!(!too_complex(&document(100)));
    assert!(too_complex(&document(100_000)));
}
