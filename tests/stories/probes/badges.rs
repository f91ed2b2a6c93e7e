//! A badge of every shape that is issued here, and all that its issuers serve beside it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::world::{World, completion, root};

/// Where the issuers of these badges are, as the world knows them.
const BASE: &str = "https://badges.example";

/// A badge, as it was given out.
#[derive(Clone)]
pub(super) struct Badge {
    /// What is particular about it.
    pub(super) shape: String,
    /// The document.
    pub(super) document: Value,
    /// The answer to a program without preferences, with its media type.
    pub(super) served: (String, Vec<u8>),
    /// The JWS, which an issuer without a host does not have.
    pub(super) jws: Option<Vec<u8>>,
    /// The picture with pixels.
    pub(super) png: Vec<u8>,
    /// The picture without.
    pub(super) svg: Vec<u8>,
    /// Whether its issuer withdrew it.
    pub(super) withdrawn: bool,
    /// When all this was asked for.
    pub(super) now: String,
    /// What its issuer, and who endorsed it, serve under which address.
    pub(super) web: BTreeMap<String, Value>,
}

/// All of them.
pub(super) fn all() -> &'static [Badge] {
    static ALL: LazyLock<Vec<Badge>> = LazyLock::new(|| {
        [
            everyday(),
            of_each_class(),
            endorsed(),
            suspendable(),
            with_a_list_of_1edtechs(),
            by_rsa(),
            without_a_host(),
        ]
        .concat()
    });
    &ALL
}

/// The one that has everything: evidence, score, rubric, narrative, address, name, DID, alignments.
pub(super) fn full() -> &'static Badge {
    all().iter().find(|badge| badge.shape == FULL).unwrap()
}

const FULL: &str = "with everything";

/// A service that issues, and what it has issued.
struct Office {
    world: World,
    issued: Vec<(String, Value, bool)>,
}

impl Office {
    fn open(flags: &[&str]) -> Self {
        let flags: Vec<&str> = ["--public-url", BASE].iter().chain(flags).copied().collect();
        Self { world: World::configured(&flags), issued: Vec::new() }
    }

    /// Issues one.
    fn issue(&mut self, shape: &str, completion: &Value) -> Value {
        let issued = self.world.issue(completion);
        self.issued.push((shape.to_owned(), issued["credential"].clone(), false));
        issued
    }

    /// Asks for something of a badge that was issued.
    fn ask(&self, issued: &Value, verb: &str, body: &Value) -> Value {
        let path = format!("/v1/credentials/{}/{verb}", issued["id"].as_str().unwrap());
        let answer = self.world.post(&path, body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// The last one counts no more.
    fn last_is_withdrawn(&mut self) {
        self.issued.last_mut().unwrap().2 = true;
    }

    /// All that is to be had of it, before it closes.
    fn close(self) -> Vec<Badge> {
        self.close_beside(BTreeMap::new())
    }

    fn close_beside(self, mut web: BTreeMap<String, Value>) -> Vec<Badge> {
        let Self { world, issued } = self;
        for (_, document, _) in &issued {
            gather(&world, BASE, document, &mut web);
        }
        let take = |(shape, document, withdrawn): (String, Value, bool)| {
            let path = document["id"].as_str().unwrap().strip_prefix(BASE).unwrap().to_owned();
            let form = |suffix: &str| world.get(&format!("{path}{suffix}"));
            let served = form("");
            let jws = Some(form(".jwt")).filter(|answer| answer.status == 200).map(|answer| answer.body);
            let now = world.verify_json(&document)["checkedAt"].as_str().unwrap().to_owned();
            let (png, svg, web) = (form(".png").body, form(".svg").body, web.clone());
            Badge {
                shape,
                document,
                served: (served.media_type(), served.body),
                jws,
                png,
                svg,
                withdrawn,
                now,
                web,
            }
        };
        issued.into_iter().map(take).collect()
    }
}

/// What an issuer serves for those who check one of its documents.
pub(super) fn gather(world: &World, base: &str, document: &Value, web: &mut BTreeMap<String, Value>) {
    let mut fetch = |url: &str| {
        if let Some(path) = url.strip_prefix(base) {
            let answer = world.get(path);
            assert_eq!((answer.status, answer.media_type().as_str()), (200, "application/json"), "{url}");
            web.insert(url.to_owned(), answer.json());
        }
    };
    if document["issuer"]["id"].as_str().unwrap().starts_with("did:web:") {
        fetch(&format!("{base}/.well-known/did.json"));
    }
    for entry in entries(document) {
        fetch(entry["statusListCredential"].as_str().unwrap_or_else(|| entry["id"].as_str().unwrap()));
    }
}

/// The status entries of a document: none, one or several.
pub(super) fn entries(document: &Value) -> Vec<&Value> {
    match &document["credentialStatus"] {
        Value::Null => Vec::new(),
        Value::Array(entries) => entries.iter().collect(),
        entry => vec![entry],
    }
}

/// A completion for a person that is known by these.
fn for_whom(external_id: &str, recipient: Value) -> Value {
    let mut completion = completion(external_id);
    completion["recipient"] = recipient;
    completion
}

/// Different recipients, a correction and a revocation; and a class that shows all of what was sent.
fn everyday() -> Vec<Badge> {
    let folder = tempfile::tempdir().unwrap();
    let classes = root().join("crates/registry/badges");
    let class = std::fs::read_to_string(classes.join("academic-rigor.toml")).unwrap();
    let class = class
        .replace("slug = \"academic-rigor\"", "slug = \"shown-whole\"")
        .replace("narrative = false", "narrative = true")
        .replace("score = false", "score = true")
        .replace("[rubric]", "[score]\nresult_type = \"RawScore\"\nmin = 0\nmax = 4\n\n[rubric]");
    std::fs::write(folder.path().join("shown-whole.toml"), class).unwrap();
    std::fs::create_dir(folder.path().join("images")).unwrap();
    std::fs::copy(classes.join("images/academic-rigor.svg"), folder.path().join("images/shown-whole.svg"))
        .unwrap();
    let mut office = Office::open(&["--badges-dir", folder.path().to_str().unwrap()]);

    let did = "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj";
    let email = "ada@district.example";
    let mut whole =
        for_whom("whole", json!({"email": email, "name": "Ada Jones-O’Neill <\u{1F393}> ]]>", "did": did}));
    whole["badge"] = json!("shown-whole");
    office.issue(FULL, &whole);
    office.issue("for an address", &for_whom("address", json!({"email": email})));
    office.issue("for a DID", &for_whom("did", json!({ "did": did })));
    let mut bare = for_whom("bare", json!({"email": email}));
    bare.as_object_mut()
        .unwrap()
        .retain(|name, _| ["badge", "externalId", "recipient"].contains(&name.as_str()));
    office.issue("with nothing that could be left out", &bare);

    let earlier = office.issue("before it was corrected", &completion("corrected"));
    office.last_is_withdrawn();
    let mut right = completion("corrected");
    right["recipient"]["name"] = json!("Ada Jones-Lee");
    let corrected = office.ask(&earlier, "supersede", &right);
    office.issued.push(("corrected".to_owned(), corrected["credential"].clone(), false));
    let revoked = office.issue("revoked", &completion("revoked"));
    office.ask(&revoked, "revoke", &json!({"reason": "a test"}));
    office.last_is_withdrawn();
    office.close()
}

/// A badge of each of the nine classes.
fn of_each_class() -> Vec<Badge> {
    let mut office = Office::open(&[]);
    let classes = office.world.get("/achievements").json();
    let slugs: Vec<String> = classes["@graph"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| class["id"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(slugs.len(), 9);
    for slug in slugs {
        let mut completion = completion(&slug);
        completion["badge"] = json!(slug);
        completion["result"] = json!({"score": "3.5"});
        office.issue(&format!("of the class {slug}"), &completion);
    }
    office.close()
}

/// One that carries the approval of its issuer.
fn endorsed() -> Vec<Badge> {
    let flags = ["--issuer.did-method", "key", "--allow-private-networks", "true"];
    let department = World::configured(&flags);
    let mut office = Office::open(&["--allow-private-networks", "true"]);
    let approval = department.post(
        "/v1/endorsements",
        &json!({"subject": "did:web:badges.example", "name": "Approved provider", "comment": "For one year.", "externalId": "one"}),
    );
    assert_eq!(approval.status, 201, "{}", approval.text());
    let approval = approval.json()["credential"].clone();
    let authorization = format!("Bearer {}", office.world.key);
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", "application/vc")];
    let body = approval.to_string();
    let attached = office.world.request("POST", "/v1/issuer/endorsements", &headers, body.as_bytes());
    assert_eq!(attached.status, 201, "{}", attached.text());
    let mut web = BTreeMap::new();
    gather(&department, &department.url, &approval, &mut web);
    let badge = office.issue("endorsed", &completion("endorsed"));
    assert_eq!(badge["credential"]["issuer"]["endorsement"], json!([approval]));
    office.close_beside(web)
}

/// With two status entries.
fn suspendable() -> Vec<Badge> {
    let mut office = Office::open(&["--issuer.suspension", "true"]);
    office.issue("that can be suspended", &completion("one"));
    let revoked = office.issue("that can be suspended, and was revoked", &completion("two"));
    office.ask(&revoked, "revoke", &json!({"reason": "a test"}));
    office.last_is_withdrawn();
    office.close()
}

/// With a list that names revoked badges.
fn with_a_list_of_1edtechs() -> Vec<Badge> {
    let mut office = Office::open(&["--issuer.status-method", "1edtech"]);
    office.issue("with a 1EdTechRevocationList", &completion("one"));
    let revoked = office.issue("in a 1EdTechRevocationList", &completion("two"));
    office.ask(&revoked, "revoke", &json!({"reason": "a test"}));
    office.last_is_withdrawn();
    office.close()
}

/// With the algorithm that Open Badges promises every verifier.
fn by_rsa() -> Vec<Badge> {
    let mut office = Office::open(&["--issuer.jws-alg", "RS256"]);
    office.issue("with a JWS by RS256", &completion("one"));
    office.close()
}

/// By an issuer whose key is its name.
fn without_a_host() -> Vec<Badge> {
    let mut office = Office::open(&["--issuer.did-method", "key"]);
    office.issue("by a did:key", &completion("one"));
    office.close()
}

#[test]
fn the_badges_have_the_shapes_that_they_are_named_for() {
    let whole = &full().document;
    for pointer in [
        "/evidence/0/narrative",
        "/credentialSubject/result/0/resultDescription",
        "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel",
        "/credentialSubject/identifier/1",
        "/credentialSubject/achievement/alignment/0",
        "/credentialStatus/statusListIndex",
    ] {
        assert!(whole.pointer(pointer).is_some(), "{pointer}: {whole:#}");
    }
    assert!(whole.to_string().contains("3.5"), "{whole:#}");
    assert!(whole["credentialSubject"]["id"].as_str().unwrap().starts_with("did:key:"), "{whole:#}");
    assert_eq!(all().len(), 6 + 1 + 9 + 1 + 2 + 2 + 1 + 1);
    assert!(all().iter().all(|badge| badge.jws.is_none() == (badge.shape == "by a did:key")));
}
