//! Readers who ask whether what they have is still right: entity tags and conditional requests (RFC 9110 §13), and what they are told
//! after a badge was changed.

use serde_json::{Value, json};

use crate::world::{Answer, World, completion};

const FORMS: [&str; 6] =
    ["application/json", "text/html", "application/vc+jwt", "image/png", "image/svg+xml", "text/plain"];

/// The badge in a form, for whoever has what has this tag.
fn ask(world: &World, url: &str, accept: &str, tag: Option<&str>) -> Answer {
    let mut headers = vec![("Accept", accept), ("Accept-Encoding", "identity")];
    headers.extend(tag.map(|tag| ("If-None-Match", tag)));
    world.request("GET", url, &headers, b"")
}

/// A page and its tag, from one second: a page says when it was made. Within so many tries two requests fall into one.
fn twice_in_a_second(world: &World, url: &str, accept: &str) -> (Answer, Answer) {
    for _ in 0..50 {
        let first = ask(world, url, accept, None);
        let again = ask(world, url, accept, Some(&first.header("etag")));
        if again.status == 304 {
            return (first, again);
        }
    }
    panic!("`{accept}` is another one each time")
}

fn change(world: &World, issued: &Value, verb: &str) {
    let path = format!("/v1/credentials/{}/{verb}", issued["id"].as_str().unwrap());
    let answer = world.post(&path, &json!({"reason": "a story"}));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn each_form_has_a_strong_tag_of_its_own_and_is_not_sent_twice() {
    let world = World::new();
    let url = world.issue(&completion("bb-1"))["url"].as_str().unwrap().to_owned();
    let mut tags = Vec::new();
    for accept in FORMS {
        let (first, again) = twice_in_a_second(&world, &url, accept);
        assert!(first.header("etag").starts_with('"'), "{accept}");
        assert_eq!((again.body.len(), again.header("etag")), (0, first.header("etag")), "{accept}");
        for answer in [&first, &again] {
            assert!(answer.header("vary").split(", ").any(|name| name == "Accept"), "{accept}");
        }
        tags.push(first.header("etag"));
    }
    // The JWS is the same bytes under either name.
    assert_eq!(tags[2], tags[5]);
    tags.truncate(5);
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), 5, "what has one form has no other");
    for listed in ["*".to_owned(), format!("\"x\", W/{}", ask(&world, &url, FORMS[0], None).header("etag"))] {
        assert_eq!(ask(&world, &url, FORMS[0], Some(&listed)).status, 304, "{listed}");
    }
}

#[test]
fn a_compressed_form_is_other_bytes_and_has_another_tag() {
    let world = World::new();
    let url = world.issue(&completion("bb-1"))["url"].as_str().unwrap().to_owned();
    for path in [url.clone(), format!("{url}.svg")] {
        let coded = |coding| world.request("GET", &path, &[("Accept-Encoding", coding)], b"");
        let (plain, packed) = (coded("identity"), coded("gzip"));
        assert_eq!(
            (plain.header("content-encoding"), packed.header("content-encoding")),
            (String::new(), "gzip".to_owned())
        );
        assert!(packed.header("content-length").parse::<usize>().unwrap() < plain.body.len());
        assert_ne!(plain.header("etag"), packed.header("etag"));
        assert!(
            packed.header("vary").contains("Accept-Encoding")
                && plain.header("vary").contains("Accept-Encoding")
        );
        let has = packed.header("etag");
        let again = world.request("GET", &path, &[("Accept-Encoding", "gzip"), ("If-None-Match", &has)], b"");
        assert_eq!((again.status, again.header("etag")), (304, has));
    }
}

/// What a reader was sent a moment ago is not sent again once it is no longer so.
#[test]
fn a_page_tells_of_every_change_at_once_and_the_document_stays() {
    let world = World::configured(&["--issuer.suspension", "true"]);
    let (issued, other) = (world.issue(&completion("bb-1")), world.issue(&completion("bb-2")));
    let url = issued["url"].as_str().unwrap();
    let document = ask(&world, url, "application/json", None);
    let mut before = ask(&world, url, "text/html", None);
    assert_eq!(standing(&before), "Valid now");
    for (verb, words) in [("suspend", "Suspended"), ("reinstate", "Valid now"), ("revoke", "Revoked")] {
        change(&world, &issued, verb);
        let after = ask(&world, url, "text/html", Some(&before.header("etag")));
        assert_eq!((after.status, standing(&after).as_str()), (200, words));
        let same = ask(&world, url, "application/json", Some(&document.header("etag")));
        assert_eq!(same.status, 304, "{verb}");
        assert_eq!(standing(&ask(&world, other["url"].as_str().unwrap(), "text/html", None)), "Valid now");
        before = after;
    }
}

/// Whether the badge stands, in the words of its page.
fn standing(page: &Answer) -> String {
    let text = page.text();
    let words = text.split("<p class=\"words\">").nth(1).unwrap_or_else(|| panic!("no banner: {text}"));
    words.split("</p>").next().unwrap().to_owned()
}

#[test]
fn a_newer_version_takes_the_place_of_the_one_before_in_every_form_at_once() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let url = issued["url"].as_str().unwrap();
    let before: Vec<Answer> = FORMS.iter().map(|accept| ask(&world, url, accept, None)).collect();
    let mut corrected = completion("bb-1");
    corrected["recipient"]["name"] = json!("Ada Jones-Lee");
    let path = format!("/v1/credentials/{}/supersede", issued["id"].as_str().unwrap());
    assert_eq!(world.post(&path, &corrected).status, 200);
    for (accept, before) in FORMS.iter().zip(before) {
        let after = ask(&world, url, accept, Some(&before.header("etag")));
        assert_eq!(after.status, 200, "{accept}");
        assert_ne!(after.body, before.body, "{accept}");
    }
    assert!(ask(&world, url, "text/html", None).text().contains("Ada Jones-Lee"));
}

/// How often the service has signed a status list.
fn signatures(world: &World) -> u64 {
    let metrics = world.get("/metrics").text();
    let line = metrics.lines().find(|line| line.starts_with("badgewright_status_lists_signed_total"));
    line.and_then(|line| line.rsplit(' ').next()).unwrap().parse().unwrap()
}

#[test]
fn a_list_is_signed_for_its_readers_and_not_for_each_of_a_thousand_revocations() {
    let world = World::new();
    // Eight at a time, as clients would.
    let issue = |lane: usize| (0..125).map(|n| world.issue(&completion(&format!("bb-{lane}-{n}")))).collect();
    let issued: Vec<Value> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..8).map(|lane| scope.spawn(move || -> Vec<Value> { issue(lane) })).collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap()).collect()
    });
    assert_eq!(issued.len(), 1_000);
    assert_eq!(signatures(&world), 0, "nobody has asked yet");
    for many in issued.chunks(250) {
        std::thread::scope(|scope| {
            for some in many.chunks(32) {
                scope.spawn(|| some.iter().for_each(|badge| change(&world, badge, "revoke")));
            }
        });
        // However many ask at once, for however many representations.
        std::thread::scope(|scope| {
            for accept in ["application/json", "application/vc+jwt", "application/vc", "application/json"] {
                scope.spawn(|| assert_eq!(ask(&world, "/status/1", accept, None).status, 200));
            }
        });
        let report = world.verify_json(&many[249]["credential"]);
        assert_eq!(report["badge"]["status"], "revoked", "who asks after a revocation reads of it");
    }
    assert_eq!(signatures(&world), 4);
}

/// How often a service was asked for its status lists.
fn asked_for_lists(world: &World) -> u64 {
    let metrics = world.get("/metrics").text();
    let counts = metrics
        .lines()
        .filter(|line| line.starts_with("badgewright_http_requests_total") && line.contains("/status/"));
    counts.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}

#[test]
fn a_list_of_another_issuer_is_asked_for_once_while_it_may_be_kept_and_a_revocation_seen_after_that() {
    let issuer = World::configured(&["--issuer.did-method", "key"]);
    let issued = issuer.issue(&completion("bb-1"));
    let verifiers = ["3600", "0"]
        .map(|age| World::configured(&["--allow-private-networks", "true", "--fetch.max-age", age]));
    for (verifier, expected) in verifiers.iter().zip([1, 3]) {
        let before = asked_for_lists(&issuer);
        for _ in 0..3 {
            assert_eq!(verifier.verify_json(&issued["credential"])["verdict"], "valid");
        }
        assert_eq!(asked_for_lists(&issuer) - before, expected);
    }
    change(&issuer, &issued, "revoke");
    let verdicts =
        verifiers.each_ref().map(|verifier| verifier.verify_json(&issued["credential"])["verdict"].clone());
    assert_eq!(verdicts, ["valid", "invalid"]);
}
