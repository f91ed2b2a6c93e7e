//! What `openapi.yaml` says of the interface is what the service does, and what the service does is in it.

mod description;
mod members;
mod request;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use self::description::{Description, METHODS, Operation};
use self::request::{Live, Request, bodies, unused_name, wrong};
use crate::stranger::{endorsement, signed};
use crate::world::{Answer, World, completion, root, run};

/// Statuses that are told of and cannot be brought about from outside.
const OUT_OF_REACH: [u16; 2] = [500, 503];

/// A service that is asked everything that its description tells of.
struct Walk<'d> {
    world: World,
    description: &'d Description,
    /// The operations' ids with the statuses that were answered.
    seen: BTreeSet<(String, u16)>,
    faults: Vec<String>,
}

impl Walk<'_> {
    /// Notes what is wrong with an answer, which is to have one of these statuses.
    fn note(&mut self, operation: &Operation<'_>, request: &Request, expected: &[u16], answer: &Answer) {
        self.seen.insert((operation.id().to_owned(), answer.status));
        let mut faults = self.description.faults(operation, answer);
        if !expected.contains(&answer.status) {
            faults.push(format!("expected {expected:?}, found {}: {}", answer.status, answer.text()));
        }
        let place = format!("{} {} {:?} {:?}", request.method, request.path, request.query, request.headers);
        self.faults.extend(faults.into_iter().map(|fault| format!("{} ({place}): {fault}", operation.id())));
    }

    fn send(&mut self, operation: &Operation<'_>, request: &Request, expected: &[u16]) -> Answer {
        let answer = request.send(&self.world);
        self.note(operation, request, expected, &answer);
        answer
    }

    /// Asks as the description shows it, and then in every wrong way.
    fn visit(&mut self, operation: &Operation<'_>) {
        let key = match operation.scope() {
            Some(scope) => self.client(&["issue", scope]),
            None => self.world.key.clone(),
        };
        let live = Live::at(&self.world, &key);
        let plain = Request::plain(self.description, operation, &live, &key);
        let conflicting = self.ask_rightly(operation, &plain, &live);
        let others: Vec<&str> =
            ["issue", "revoke", "read"].into_iter().filter(|it| Some(*it) != operation.scope()).collect();
        let weak_key = self.client(&others);
        for (status, request) in wrong(self.description, operation, &plain, &live, &weak_key) {
            let refusal = self.send(operation, &request, &[status]);
            if status != 406 {
                self.send(operation, &request.clone().header("Accept", "text/html"), &[status]);
            }
            let faults = members::faults(self.description, operation, &refusal);
            self.faults.extend(faults.into_iter().map(|fault| format!("{}: {fault}", operation.id())));
        }
        if operation.statuses().contains(&409) {
            self.conflict(operation, conflicting);
        }
    }

    /// A key of a new client with these scopes.
    fn client(&self, scopes: &[&str]) -> String {
        let answer = self.world.post("/v1/clients", &json!({"id": unused_name(), "scopes": scopes}));
        answer.json()["key"].as_str().unwrap().to_owned()
    }

    /// With each body and each parameter that the description shows, in each form. The first of these requests.
    fn ask_rightly(&mut self, operation: &Operation<'_>, plain: &Request, live: &Live) -> Request {
        let bodies = bodies(self.description, operation, live, &self.world);
        let with_body = |(media_type, body): (String, Vec<u8>)| plain.clone().body(&media_type, body);
        let mut requests: Vec<Request> = bodies.into_iter().map(with_body).collect();
        if operation.told["requestBody"]["required"] != true {
            requests.push(plain.clone());
        }
        let first = requests[0].clone();
        let parameters = self.description.parameters(operation);
        let optional = parameters.iter().filter(|parameter| parameter["required"] != true);
        requests.extend(optional.map(|parameter| first.clone().with(parameter, live)));
        for request in &requests {
            self.send(operation, request, &[200, 201, 202, 204]);
        }
        self.ask_for_each_form(operation, &first);
        first
    }

    /// By `Accept`, where there is a choice, and again with the tag of what is there already.
    fn ask_for_each_form(&mut self, operation: &Operation<'_>, request: &Request) {
        let Some(response) = self.description.response(operation, 200) else { return };
        let forms = response["content"].as_object().unwrap();
        for form in forms.keys().filter(|_| forms.contains_key("application/json")) {
            let answer = self.send(operation, &request.clone().header("Accept", form), &[200, 202]);
            if answer.media_type() != *form {
                self.faults.push(format!(
                    "{}: asked for `{form}`, got `{}`",
                    operation.id(),
                    answer.media_type()
                ));
            }
        }
        if operation.statuses().contains(&304) {
            let tag = self.send(operation, request, &[200]).header("etag");
            self.send(operation, &request.clone().header("If-None-Match", &tag), &[304]);
        }
    }

    /// A request that what is there does not allow.
    fn conflict(&mut self, operation: &Operation<'_>, request: Request) {
        match operation.id() {
            "issueBadge" => {
                let name = unused_name();
                self.world.issue(&completion(&name));
                let mut other = completion(&name);
                other["recipient"]["name"] = json!("Ada Byron");
                let authorization = format!("Bearer {}", self.world.key);
                let request = request.header("Authorization", &authorization);
                self.send(operation, &request.body("application/json", other.to_string()), &[409]);
            }
            "sendBatch" => {
                let request = request.header("Idempotency-Key", &unused_name());
                self.send(operation, &request, &[202]);
                self.send(operation, &request, &[200]);
                let other = request.body("application/x-ndjson", completion(&unused_name()).to_string());
                self.send(operation, &other, &[409]);
            }
            "supersedeCredential" => {
                let (badge, _) = request.path.rsplit_once('/').unwrap();
                self.world.post(&format!("{badge}/revoke"), &json!({"reason": "for good"}));
                let other = json!({"badge": "lead-teacher", "recipient": {"email": "eve@district.example"}});
                self.send(operation, &request.body("application/json", other.to_string()), &[409]);
            }
            "suspendCredential" | "reinstateCredential" => {
                let (badge, _) = request.path.rsplit_once('/').unwrap();
                self.world.post(&format!("{badge}/revoke"), &json!({"reason": "for good"}));
                self.send(operation, &request, &[409]);
            }
            "endorse" => {
                let mut body: Value = serde_json::from_slice(&request.body).unwrap();
                body["comment"] = json!("Something else.");
                self.send(operation, &request.body("application/json", body.to_string()), &[409]);
            }
            "withdrawEndorsement" => {
                let path = self.ended_endorsement();
                self.send(operation, &Request { path, ..request }, &[409]);
            }
            "attachEndorsement" => {
                let did = self.world.started["did"].clone();
                let another = |number: u8| {
                    let body = signed(endorsement(&did, &number.to_string()), "application/vc");
                    request.clone().body("application/vc", body)
                };
                let room =
                    (0..8).take_while(|number| another(*number).send(&self.world).status == 201).count();
                assert!(room < 8, "some were there before");
                self.send(operation, &another(100), &[409]);
            }
            // `Live` has it revoked by now.
            "setCredentialStatus" | "setCredentialStatusByJcs" => {
                let mut back: Value = serde_json::from_slice(&request.body).unwrap();
                back["status"] = json!(false);
                self.send(operation, &request.body("application/json", back.to_string()), &[409]);
            }
            "revokeClientKey" => {
                let last = self.last_admin_key();
                let authorization = format!("Bearer {}", self.world.key);
                let request = Request { path: last, ..request.header("Authorization", &authorization) };
                self.send(operation, &request, &[409]);
            }
            // There can be one client of a name, with sixteen keys.
            _ => {
                let full = (0..17).any(|_| request.send(&self.world).status == 409);
                assert!(full, "{} goes on", operation.id());
                self.send(operation, &request, &[409]);
            }
        }
    }

    /// Where an endorsement would be withdrawn whose time is over by itself.
    fn ended_endorsement(&self) -> String {
        let mut body = json!({"subject": "https://a.example/", "name": "A", "comment": "B"});
        let now = self.world.post("/v1/endorsements", &body).json()["credential"]["validFrom"].clone();
        let now: badgewright_credential::Timestamp = now.as_str().unwrap().parse().unwrap();
        body["validUntil"] = json!(now.saturating_add(time::Duration::seconds(2)));
        let given = self.world.post("/v1/endorsements", &body).json();
        let is_over = || {
            let list = self.world.read("/v1/endorsements?limit=500").json();
            let mut all = list["endorsements"].as_array().unwrap().iter();
            all.any(|one| one["id"] == given["id"] && one["status"] == "ended")
        };
        while !is_over() {
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        format!("/v1/endorsements/{}/withdraw", given["id"].as_str().unwrap())
    }

    /// Revokes every administrator's key but the world's own; the path of that one.
    fn last_admin_key(&self) -> String {
        let clients = self.world.read("/v1/clients").json();
        let (mut own, authorization) = (Vec::new(), format!("Bearer {}", self.world.key));
        for client in clients["clients"].as_array().unwrap() {
            for key in client["keys"].as_array().unwrap() {
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                let path = format!("/v1/clients/{}/keys/{}", text(&client["id"]), text(&key["id"]));
                if client["id"] == "admin" {
                    own.push(path);
                } else if client["scopes"].as_array().unwrap().contains(&json!("admin")) {
                    let gone = self.world.request("DELETE", &path, &[("Authorization", &authorization)], b"");
                    assert_eq!(gone.status, 204, "{}", gone.text());
                }
            }
        }
        assert_eq!(own.len(), 1, "{clients}");
        own.remove(0)
    }

    /// Statuses that are told of and never came.
    fn unseen(&self) -> Vec<String> {
        let told = self.description.operations().into_iter().flat_map(|operation| {
            let id = operation.id().to_owned();
            operation.statuses().into_iter().map(move |status| (id.clone(), status))
        });
        told.filter(|(id, status)| {
            !OUT_OF_REACH.contains(status) && !self.seen.contains(&(id.clone(), *status))
        })
        // Only an issuer that is a `did:key` has no JWS form.
        .filter(|(id, status)| (id.as_str(), *status) != ("readBadgeAsJws", 406))
        .map(|(id, status)| format!("{id}: {status} is told of and never came"))
        .collect()
    }
}

#[test]
fn every_operation_answers_as_it_is_described_and_every_example_works() {
    let description = Description::read();
    let world = World::configured(&["--issuer.suspension", "true"]);
    let mut walk = Walk { world, description: &description, seen: BTreeSet::new(), faults: Vec::new() };
    for operation in description.operations() {
        walk.visit(&operation);
    }
    let faults = [walk.faults.clone(), walk.unseen(), undescribed_routes(&walk.world, &description)].concat();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Routes that were counted and are in no path of the description.
fn undescribed_routes(world: &World, description: &Description) -> Vec<String> {
    let metrics = world.get("/metrics").text();
    let counted: BTreeSet<&str> =
        metrics.lines().filter_map(|line| line.split("route=\"").nth(1)?.split('"').next()).collect();
    assert!(counted.len() > 10, "{metrics}");
    let described = |route: &str| route == "none" || description.paths().any(|(path, _)| covers(route, path));
    counted
        .into_iter()
        .filter(|route| !described(route))
        .map(|route| format!("{route} is not described"))
        .collect()
}

/// Whether a route answers a path. A part of a route in braces stands for anything, what is around it for itself.
fn covers(route: &str, path: &str) -> bool {
    let part_covers = |(route, path): (&str, &str)| match route.split_once('{').zip(route.split_once('}')) {
        Some(((before, _), (_, after))) => path.starts_with(before) && path.ends_with(after),
        None => route == path,
    };
    route.split('/').count() == path.split('/').count()
        && route.split('/').zip(path.split('/')).all(part_covers)
}

#[test]
fn the_forms_of_a_badge_are_those_that_are_described() {
    let (description, world) = (Description::read(), World::new());
    let url = world.issue(&completion("bb-1"))["url"].as_str().unwrap().to_owned();
    let refused = world.request("GET", &url, &[("Accept", "audio/ogg")], b"").json();
    let offered = refused["detail"].as_str().unwrap().strip_prefix("This badge can be had as ").unwrap();
    let offered: BTreeSet<&str> = offered.trim_end_matches('.').split(", ").collect();
    let described = &description.document["paths"]["/credentials/{id}"]["get"]["responses"]["200"]["content"];
    assert_eq!(described.as_object().unwrap().keys().map(String::as_str).collect::<BTreeSet<_>>(), offered);
}

#[test]
fn every_route_is_described_and_takes_no_other_method() {
    let (description, world) = (Description::read(), World::new());
    let routes = std::fs::read_to_string(root().join("crates/server/src/routes/mod.rs")).unwrap();
    let routes: Vec<&str> =
        routes.split('"').filter(|text| text.starts_with('/') && !text.contains(' ')).collect();
    assert!(routes.len() > 25, "{routes:?}");
    for route in &routes {
        assert!(description.paths().any(|(path, _)| covers(route, path)), "{route} is not described");
    }
    for (path, item) in description.paths() {
        assert!(routes.iter().any(|route| covers(route, path)), "{path} is no route");
        let described: BTreeSet<&str> =
            METHODS.into_iter().filter(|method| item[method.to_lowercase()].is_object()).collect();
        for method in METHODS.into_iter().filter(|method| !described.contains(method)) {
            let answer = world.request(method, path, &[], b"");
            let problem = answer.json();
            assert_eq!(
                (answer.status, &problem["type"]),
                (405, &json!("/problems/method-not-allowed")),
                "{method} {path}"
            );
            assert_eq!(
                description.misfits(&description.document["components"]["schemas"]["Problem"], &problem),
                [""; 0]
            );
            let allowed = answer.header("allow");
            let allowed: BTreeSet<&str> = allowed.split(", ").filter(|it| METHODS.contains(it)).collect();
            assert_eq!(allowed, described, "{path}");
        }
    }
}

#[test]
fn every_kind_of_problem_is_described_and_explained() {
    let (description, world) = (Description::read(), World::new());
    let kinds = world.get("/problems").json();
    let explained: BTreeSet<&str> =
        kinds["problems"].as_array().unwrap().iter().map(|it| it["type"].as_str().unwrap()).collect();
    let listed = &description.document["components"]["schemas"]["Problem"]["properties"]["type"]["enum"];
    let listed: BTreeSet<&str> = listed.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert_eq!(listed, explained);
    for kind in &explained {
        assert_eq!(world.get(kind).json()["type"], **kind);
    }
    let mut answered = BTreeSet::from(["/problems/method-not-allowed".to_owned()]);
    texts(&description.document["components"]["responses"], &mut answered);
    answered.retain(|text| text.starts_with("/problems/"));
    assert_eq!(
        answered.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        explained,
        "which responses tell of"
    );
}

/// Every text in a value.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(members) => members.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[test]
fn every_example_fits_its_own_schema() {
    let description = Description::read();
    let mut found = 0;
    fit(&description, &description.document["paths"], &mut found);
    fit(&description, &description.document["components"], &mut found);
    assert!(found > 40, "only {found} examples");
}

/// Wherever a schema and examples stand side by side.
fn fit(description: &Description, value: &Value, found: &mut usize) {
    let examples = value["examples"].as_object().into_iter().flatten();
    let examples =
        examples.map(|(_, example)| &description.resolved(example)["value"]).chain(value.get("example"));
    for example in examples.filter(|_| value["schema"].is_object()) {
        assert_eq!(description.misfits(&value["schema"], example), [""; 0], "{example}");
        *found += 1;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| fit(description, value, found)),
        Value::Object(members) => members.values().for_each(|value| fit(description, value, found)),
        _ => {}
    }
}

#[test]
fn the_description_is_served_as_it_is_in_the_repository_and_its_badge_verifies() {
    let (description, world) = (Description::read(), World::new());
    let kept = std::fs::read_to_string(root().join("openapi.yaml")).unwrap();
    assert_eq!(world.get("/openapi.yaml").text(), kept);
    assert_eq!(String::from_utf8(run(&["openapi"]).stdout).unwrap(), kept);
    assert_eq!(description.document["info"]["version"], world.get("/healthz").json()["version"]);
    let page = world.browse("/docs").text();
    for operation in description.operations() {
        assert!(page.contains(operation.path), "{} is not on the page", operation.path);
    }
    let examples = &description.document["paths"]["/verify"]["post"]["requestBody"]["content"]["application/json"]
        ["examples"];
    let mut badge = examples["badge"]["value"].clone();
    assert_eq!(world.verify_json(&badge)["verdict"], "valid");
    badge["name"] = json!("Another");
    assert_eq!(world.verify_json(&badge)["verdict"], "invalid");
}
