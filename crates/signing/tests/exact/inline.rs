//! Contexts that documents bring along, with all of JSON-LD that no pinned context uses.

use std::sync::LazyLock;

use serde_json::{Value, json};

/// How many of [`INLINE`] are good for more than a refusal.
pub(crate) const USUAL: usize = 5;

/// Context objects, each of which may follow the pinned ones of a document that is read with `Processing::open`.
pub(crate) static INLINE: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let w = |name: &str| format!("https://words.example/{name}");
    vec![
        json!({
            "label": {"@id": w("label"), "@container": "@language"},
            "labels": {"@id": w("labels"), "@container": ["@language", "@set"]},
            "said": {"@id": w("said"), "@language": "DE"},
            "plain": {"@id": w("plain"), "@language": null},
            "raw": {"@id": w("raw"), "@type": "@json"},
            "raws": {"@id": w("raws"), "@type": "@json", "@container": "@set"},
            "row": {"@id": w("row"), "@container": "@list"},
            "rowOfLinks": {"@id": w("rowOfLinks"), "@type": "@id", "@container": "@list"},
            "rowOfDates": {"@id": w("rowOfDates"), "@type": "http://www.w3.org/2001/XMLSchema#date", "@container": "@list"},
            "bag": {"@id": w("bag"), "@container": "@set"},
            "kind": {"@id": w("kind"), "@type": "@vocab"},
            "none": {"@id": w("none"), "@type": "@none"},
            "double": {"@id": w("double"), "@type": "http://www.w3.org/2001/XMLSchema#double"},
            "graph1": {"@id": w("graph1"), "@container": "@graph"},
            "graphs": {"@id": w("graphs"), "@container": ["@graph", "@set"], "@type": "@id"}
        }),
        json!({
            "w": "https://words.example/",
            "Thing": {"@id": "w:Thing", "@context": {"inner": "w:inner", "label": "w:ownLabel"}},
            "Lasting": {"@id": "w:Lasting", "@context": {"@propagate": true, "lasting": "w:lasting"}},
            "Vast": {"@id": "w:Vast", "@context": {"@vocab": "https://vast.example/#"}},
            "part": {"@id": "w:part", "@context": {"inner": {"@id": "w:inner", "@type": "@id"}, "Thing": "w:OtherThing"}},
            "fleeting": {"@id": "w:fleeting", "@context": {"@propagate": false, "inner": "w:fleetingInner"}},
            "closed": {"@id": "w:closed", "@context": null},
            "spoken": {"@id": "w:spoken", "@context": {"@language": "pt-BR"}},
            "nothing": null,
            "w:compact": {"@type": "@id"}
        }),
        json!({"@language": "EN-gb", "letter": "https://words.example/letter"}),
        json!({"@vocab": "https://vocabulary.example/ns#"}),
        json!({"value": "@value", "language": "@language", "graph": "@graph", "list": "@list", "set": "@set",
            "direction": "@direction", "kept": {"@id": w("kept"), "@protected": true}}),
        json!({"@language": "ar", "@direction": "rtl", "letter": "https://words.example/letter"}),
        json!({
            "leftward": {"@id": w("leftward"), "@direction": "rtl"},
            "leftwardLabel": {"@id": w("leftwardLabel"), "@direction": "ltr", "@container": "@language"}
        }),
        json!({"byKey": {"@id": w("byKey"), "@container": "@index"}, "byId": {"@id": w("byId"), "@container": "@id"},
            "byType": {"@id": w("byType"), "@container": "@type"}, "backward": {"@reverse": w("backward")}}),
    ]
});
