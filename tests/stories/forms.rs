//! A badge in every form, by `Accept` and by suffix.

use serde_json::Value;

use crate::world::{World, completion};

#[test]
fn each_form_comes_by_suffix_and_by_accept() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let url = issued["url"].as_str().unwrap();
    for (suffix, media_type) in [
        (".json", "application/json"),
        (".jwt", "application/vc+jwt"),
        (".png", "image/png"),
        (".svg", "image/svg+xml"),
    ] {
        let answer = world.get(&format!("{url}{suffix}"));
        assert_eq!((answer.status, answer.media_type().as_str()), (200, media_type));
    }
    for accept in [
        "application/vc",
        "application/ld+json",
        "application/json",
        "application/vc+jwt",
        "application/jwt",
        "text/plain",
        "image/png",
        "image/svg+xml",
        "text/html",
    ] {
        let answer = world.request("GET", url, &[("Accept", accept)], b"");
        assert_eq!((answer.status, answer.media_type().as_str()), (200, accept));
        assert!(answer.header("vary").to_lowercase().contains("accept"));
    }
    let unheard_of = world.request("GET", url, &[("Accept", "audio/ogg")], b"");
    assert_eq!(unheard_of.status, 406);
}

#[test]
fn without_a_preference_it_is_json_and_a_browser_gets_the_page() {
    let world = World::new();
    let url = world.issue(&completion("bb-1"))["url"].as_str().unwrap().to_owned();
    assert_eq!(world.get(&url).media_type(), "application/json");
    assert_eq!(world.request("GET", &url, &[("Accept", "*/*")], b"").media_type(), "application/json");
    let page = world.browse(&url);
    assert_eq!(page.media_type(), "text/html");
    assert!(page.text().contains("Recognizing and Upholding Academic Rigor"));
    assert!(page.text().contains("Ada Jones"));
    assert!(page.text().to_lowercase().contains("demo mode"));
}

#[test]
fn what_is_served_is_what_was_signed() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let url = issued["url"].as_str().unwrap();
    assert_eq!(world.get(&format!("{url}.json")).json(), issued["credential"]);
    let picture = world.path("badge.png");
    std::fs::write(&picture, world.get(&format!("{url}.png")).body).unwrap();
    let extracted = crate::world::run(&["extract", picture.to_str().unwrap()]);
    assert_eq!(serde_json::from_slice::<Value>(&extracted.stdout).unwrap(), issued["credential"]);
}

#[test]
fn the_jws_form_is_signed_once_and_kept() {
    let world = World::new();
    let url = world.issue(&completion("bb-1"))["url"].as_str().unwrap().to_owned();
    let first = world.get(&format!("{url}.jwt")).text();
    assert!(!first.ends_with('\n'), "readers do not trim it");
    assert_eq!(world.get(&format!("{url}.jwt")).text(), first);
    let world = world.again();
    let path = url.splitn(4, '/').nth(3).unwrap();
    assert_eq!(world.get(&format!("/{path}.jwt")).text(), first);
}

#[test]
fn public_resources_answer_head_and_pages_of_other_origins_and_conditional_requests() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let list = issued["credential"]["credentialStatus"]["statusListCredential"].as_str().unwrap();
    let url = issued["url"].as_str().unwrap();
    let json = format!("{url}.json");
    for path in
        [url, &json, list, "/.well-known/did.json", "/achievements", "/achievements/academic-rigor", "/docs"]
    {
        let get = world.request("GET", path, &[("Origin", "https://verifier.example")], b"");
        assert_eq!(get.header("access-control-allow-origin"), "*", "{path}");
        let head = world.request("HEAD", path, &[], b"");
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        let tag = get.header("etag");
        if !tag.is_empty() {
            let again = world.request("GET", path, &[("If-None-Match", &tag)], b"");
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        }
    }
    let preflight = [("Origin", "https://verifier.example"), ("Access-Control-Request-Method", "POST")];
    assert_eq!(world.request("OPTIONS", "/verify", &preflight, b"").status, 204);
}

#[test]
fn head_tells_the_length_that_get_has() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let mut paths: Vec<String> =
        issued["links"].as_object().unwrap().values().map(|link| link.as_str().unwrap().to_owned()).collect();
    paths.extend(["/status/1", "/.well-known/did.json", "/achievements", "/docs"].map(str::to_owned));
    for path in paths {
        let ask = |method: &str| world.request(method, &path, &[("Accept-Encoding", "identity")], b"");
        let (get, head) = (ask("GET"), ask("HEAD"));
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(get.header("content-length"), get.body.len().to_string(), "{path}");
        assert_eq!(head.header("content-length"), get.header("content-length"), "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
    }
}

#[test]
fn a_status_list_can_be_had_as_a_compact_jws() {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let world = World::new();
    world.issue(&completion("bb-1"));
    let json = world.get("/status/1").json();
    let jws = world.request("GET", "/status/1", &[("Accept", "application/vc+jwt")], b"");
    assert_eq!((jws.status, jws.media_type().as_str()), (200, "application/vc+jwt"));
    let jws = jws.text();
    let parts: Vec<&str> = jws.split('.').collect();
    assert_eq!(parts.len(), 3, "{jws}");
    let read = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let header: Value = serde_json::from_slice(&read(parts[0])).unwrap();
    let list: Value = serde_json::from_slice(&read(parts[1])).unwrap();
    assert!(header["alg"].is_string() && header["kid"].is_string(), "{header}");
    assert_eq!(read(parts[2]).len(), 64, "a signature");
    for member in ["@context", "id", "type", "issuer", "credentialSubject"] {
        assert_eq!(list[member], json[member], "{member}");
    }
    assert!(list.get("proof").is_none(), "the signature is around it");
}

#[test]
fn the_did_document_and_keys_are_json_whatever_is_asked_for() {
    let world = World::new();
    for path in ["/.well-known/did.json", "/.well-known/jwks.json"] {
        for accept in ["text/html", "*/*", "application/did+json"] {
            let answer = world.request("GET", path, &[("Accept", accept)], b"");
            assert_eq!(
                (answer.status, answer.media_type().as_str()),
                (200, "application/json"),
                "{path} {accept}"
            );
        }
    }
    let keys = world.get("/.well-known/jwks.json").json();
    assert!(keys["keys"].as_array().unwrap().iter().all(|key| key.get("d").is_none()), "{keys}");
    assert_eq!(keys["keys"].as_array().unwrap().len(), 2, "{keys}");
}
