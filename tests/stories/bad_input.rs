//! Whatever is sent, the answer names the place and what was expected, and nothing is half done.

use serde_json::{Value, json};

use crate::world::{Answer, World, completion, outcome};

/// The problem's status and type, and its errors as `pointer message`.
fn refused(answer: &Answer) -> (u16, String, Vec<String>) {
    assert_eq!(answer.media_type(), "application/problem+json", "{}", answer.text());
    let problem = answer.json();
    assert_eq!(problem["status"], answer.status);
    assert!(problem["instance"].as_str().unwrap().starts_with("urn:uuid:"), "{problem}");
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let errors = errors
        .iter()
        .map(|e| format!("{} {}", e["pointer"].as_str().unwrap(), e["message"].as_str().unwrap()));
    (answer.status, problem["type"].as_str().unwrap().replace("/problems/", ""), errors.collect())
}

fn send(world: &World, media_type: &str, body: &[u8]) -> Answer {
    let authorization = format!("Bearer {}", world.key);
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", media_type)];
    world.request("POST", "/v1/completions", &headers, body)
}

#[test]
fn a_body_that_is_no_completion_is_refused_by_its_kind() {
    let world = World::new();
    let kind = |media_type: &str, body: &[u8]| {
        let (status, kind, _) = refused(&send(&world, media_type, body));
        (status, kind)
    };
    assert_eq!(kind("application/json", br#"{"badge": "#), (400, "malformed-body".into()));
    assert_eq!(kind("application/json", b""), (400, "malformed-body".into()));
    assert_eq!(kind("text/csv", b"badge\nx"), (415, "unsupported-media-type".into()));
    assert_eq!(kind("application/json", &vec![b' '; 2_100_000]), (413, "too-large".into()));
    assert_eq!(kind("application/json", &[b'['; 100_000]), (400, "malformed-body".into()));
    for body in [&b"null"[..], b"[]", b"7"] {
        assert_eq!(kind("application/json", body), (422, "invalid-request".into()));
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let world = World::new();
    let answer = world.post("/v1/completions", &json!({
        "badge": "academic-rigour", "recipient": {}, "completedAt": "2026-13-01", "evidence": 7, "extra": 1,
        "attestations": {"provisionalLicence": true}, "externalId": "",
    }));
    let (status, kind, errors) = refused(&answer);
    assert_eq!((status, kind.as_str()), (422, "invalid-request"));
    for expected in [
        "/badge there is no badge class `academic-rigour`; did you mean `academic-rigor`?",
        "/recipient required",
        "/completedAt `2026-13-01` is not a date and time",
        "/evidence expected an array, found a number",
        "/extra unknown member",
        "/attestations/provisionalLicence",
        "/externalId expected a text that is not empty",
    ] {
        assert!(errors.iter().any(|error| error.starts_with(expected)), "{expected}: {errors:#?}");
    }
    assert_eq!(errors.len(), 7, "{errors:#?}");
}

#[test]
fn each_wrong_member_is_named_with_what_was_expected() {
    let world = World::new();
    let cases: [(&str, Value, &str); 13] = [
        ("/badge", json!(1), "/badge expected a text, found a number"),
        ("/recipient", Value::Null, "/recipient expected an object, found null"),
        ("/recipient/email", json!("nobody"), "/recipient/email not an e-mail address"),
        ("/recipient/did", json!("did:"), "/recipient/did `did:` is not a DID"),
        (
            "/recipient/name",
            json!("ada@district.example"),
            "/recipient/name expected a name, found an e-mail address",
        ),
        ("/recipient/mail", json!("x"), "/recipient/mail unknown member; did you mean `email`?"),
        ("/completedAt", json!("2999-01-01T00:00:00Z"), "/completedAt is in the future"),
        (
            "/completedAt",
            json!("2026-02-30T00:00:00Z"),
            "/completedAt `2026-02-30T00:00:00Z` is not a date and time",
        ),
        ("/evidence/0/url", json!("javascript:alert(1)"), "/evidence/0/url expected an http or https URL"),
        (
            "/result/rubric/0/criterion",
            json!("Analyse"),
            "/result/rubric/0/criterion no criterion is named `Analyse`",
        ),
        ("/result/rubric/0/level", json!("Great"), "/result/rubric/0/level no level is named `Great`"),
        ("/result/score", json!(3.5), "/result/score expected a text, found a number"),
        (
            "/attestations/provisionalLicense",
            json!([1]),
            "/attestations/provisionalLicense expected true or false",
        ),
    ];
    for (pointer, value, expected) in cases {
        let mut body = completion("bad");
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap()[name] = value;
        let (status, _, errors) = refused(&world.post("/v1/completions", &body));
        assert_eq!(status, 422, "{pointer}");
        assert!(errors.iter().any(|error| error.starts_with(expected)), "{expected}: {errors:#?}");
    }
    let all = world.read("/v1/credentials?externalId=bad").json();
    assert_eq!(all["credentials"], json!([]), "a refused request leaves nothing");
}

#[test]
fn a_rubric_below_passing_is_not_earned_and_names_the_criterion() {
    let world = World::new();
    let mut body = completion("not-earned");
    body["result"]["rubric"][1]["level"] = json!("Not Demonstrated");
    let (status, kind, errors) = refused(&world.post("/v1/completions", &body));
    assert_eq!((status, kind.as_str()), (422, "not-earned"));
    assert!(errors[0].starts_with("/result/rubric/1/level Evaluate"), "{errors:?}");
}

#[test]
fn what_is_no_badge_is_refused_with_its_reason() {
    let world = World::new();
    let plain = world.get("/achievements/academic-rigor/image.png").body;
    let baked = world.get(&format!("{}.png", world.issue(&completion("bb-1"))["url"].as_str().unwrap())).body;
    let bomb = br#"<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>"#;
    let cases: [(&str, Vec<u8>, &str); 11] = [
        ("image/png", plain.clone(), "parse.no_badge"),
        ("image/png", open_badges_2(&plain), "parse.open_badges_2"),
        ("image/png", baked[..baked.len() - 40].to_vec(), "parse.truncated"),
        ("image/svg+xml", bomb.to_vec(), "parse.entity"),
        ("text/plain", b"eyJhbGciOiJub25lIn0.eyJpZCI6IngifQ.".to_vec(), "parse.jws_proves_nothing"),
        ("text/plain", b"a.b.c".to_vec(), "parse."),
        ("application/json", b"".to_vec(), "parse."),
        ("application/json", b"null".to_vec(), "parse."),
        ("application/json", b"[]".to_vec(), "parse."),
        ("application/json", vec![b'['; 100_000], "parse."),
        (
            "application/json",
            format!("{{\"type\": [{}1]}}", "1,".repeat(50_000)).into_bytes(),
            "parse.too_large",
        ),
    ];
    for (media_type, body, code) in cases {
        let report = world.verify(media_type, &body);
        assert_eq!(
            (report["verdict"].clone(), outcome(&report, "parse")),
            (json!("invalid"), "fail".into()),
            "{code}"
        );
        assert!(
            report["checks"][0]["code"].as_str().unwrap().starts_with(code),
            "{code}: {}",
            report["checks"][0]
        );
    }
    let named = world.verify("image/png", &open_badges_2(&plain));
    assert!(named["checks"][0]["detail"].as_str().unwrap().contains("Open Badges 2"), "{named:#}");
}

#[test]
fn only_a_picture_may_be_larger_than_a_document_whatever_it_is_called() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let padding = " ".repeat(2_000_001);
    let json = format!("{}{padding}", issued["credential"]).into_bytes();
    let upload = [b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"badge.png\"\r\nContent-Type: image/png\r\n\r\n", &json[..], b"\r\n--x--\r\n"].concat();
    for (media_type, body) in [
        ("application/json", &json),
        ("application/vc", &json),
        ("image/png", &json),
        ("image/svg+xml", &json),
        ("application/octet-stream", &json),
        ("multipart/form-data; boundary=x", &upload),
    ] {
        let answer = world.request("POST", "/verify", &[("Content-Type", media_type)], body);
        assert_eq!(
            (answer.status, &answer.json()["type"]),
            (413, &json!("/problems/too-large")),
            "{media_type}"
        );
    }
    let form = |name: &str| world.get(issued["links"][name].as_str().unwrap());
    let png = with_text(&form("png").body, &format!("tEXtComment\0{padding}"));
    let svg = format!("{}<!--{padding}-->", form("svg").text()).into_bytes();
    for (media_type, body) in [("image/png", png), ("image/svg+xml", svg)] {
        let report = world.verify(media_type, &body);
        assert_eq!(report["verdict"], "valid", "{media_type}: {report:#}");
    }
}

/// The picture with the text chunk of an Open Badges 2 badge.
fn open_badges_2(picture: &[u8]) -> Vec<u8> {
    with_text(picture, "tEXtopenbadges\0https://example.org/assertions/1")
}

/// The picture with another chunk, given as its type and data.
fn with_text(picture: &[u8], chunk: &str) -> Vec<u8> {
    let text = chunk.as_bytes();
    let mut crc = flate2::Crc::new();
    crc.update(text);
    let length = u32::try_from(text.len() - 4).unwrap().to_be_bytes();
    [&picture[..33], &length, text, &crc.sum().to_be_bytes(), &picture[33..]].concat()
}

#[test]
fn addresses_and_methods_that_are_not_there_are_problems_and_pages() {
    let world = World::new();
    for path in [
        "/nothing",
        "/credentials/1b671a64-40d5-491e-99b0-da01ff1f3341",
        "/credentials/x.json",
        "/status/999",
        "/achievements/none",
        "/frameworks/tess/9z",
        "/schemas/none.json",
        "/problems/none",
        "/assets/none",
    ] {
        assert_eq!(refused(&world.get(path)).0, 404, "{path}");
        let page = world.browse(path);
        assert_eq!((page.status, page.media_type().as_str()), (404, "text/html"), "{path}");
    }
    let wrong = world.request("DELETE", "/v1/completions", &[], b"");
    assert_eq!((refused(&wrong).0, wrong.header("allow").as_str()), (405, "POST"));
    assert_eq!(refused(&world.get("/verify")).1, "malformed-query");
    let (status, kind, _) = refused(&world.request("POST", "/verify?url=http%3A%2F%2Fa.example", &[], b"{}"));
    assert_eq!((status, kind.as_str()), (400, "malformed-query"), "the address goes into the body");
}

#[test]
fn every_kind_of_problem_is_documented_where_its_type_points() {
    let world = World::new();
    let all = world.get("/problems").json();
    for problem in all["problems"].as_array().unwrap() {
        let path = problem["type"].as_str().unwrap();
        assert_eq!(world.get(path).json(), *problem, "{path}");
        let title = problem["title"].as_str().unwrap().replace('\'', "&#39;");
        assert!(world.browse(path).text().contains(&title), "{path}");
    }
}

#[test]
fn every_code_of_a_report_is_explained_where_the_reports_page_links_to() {
    let world = World::new();
    let all = world.get("/problems").json();
    let codes: Vec<&str> =
        all["codes"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    let page = world.browse("/problems").text();
    for code in &codes {
        assert!(page.contains(&format!("id=\"{code}\"")), "{code}");
    }
    let mut badge = world.issue(&completion("bb-1"))["credential"].clone();
    badge["credentialSubject"]["shoeSize"] = json!("43");
    badge["image"] = json!("https://example.com/picture.png");
    let body = badge.to_string();
    let headers = [("Content-Type", "application/vc"), ("Accept", "text/html")];
    let report = world.request("POST", "/verify", &headers, body.as_bytes()).text();
    let links: Vec<&str> =
        report.split("href=\"/problems#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for expected in ["context.undefined_term", "schema.wrong_kind", "proof.not_of_all", "recipient.not_asked"]
    {
        assert!(links.contains(&expected), "{expected}: {links:?}");
    }
    assert!(links.iter().all(|link| codes.contains(link)), "{links:?}");
}
