//! A real browser walks the pages: issue, open the badge, verify by dropping its picture, revoke, and see the change.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::peer::node;
use crate::world::{World, completion};

/// Debian's Chromium, if it is there.
fn chromium() -> Option<PathBuf> {
    let found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    found.iter().map(PathBuf::from).find(|path| path.exists())
}

/// Where the screenshots go, to be looked at.
fn screenshots() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots")
}

/// What the browser saw; `None`, and a line that says so, where there is none.
fn walked(world: &World) -> Option<Value> {
    let Some(chromium) = chromium() else {
        println!("skipped: chromium not installed");
        return None;
    };
    let issued = world.issue(&completion("bb-1"));
    let picture = world.path("badge.png");
    std::fs::write(&picture, world.get(issued["links"]["png"].as_str().unwrap()).body).unwrap();
    let endorsement =
        json!({"subject": "did:web:provider.example", "name": "Approved provider", "comment": "For a year."});
    let endorsement = world.post("/v1/endorsements", &endorsement).json();
    let input = json!({
        "chromium": chromium,
        "endorsement": endorsement["url"],
        "url": world.url,
        "badge": issued["url"],
        "picture": picture,
        "revoke": {"url": format!("{}/v1/credentials/{}/revoke", world.url, issued["id"].as_str().unwrap()), "key": world.key},
        "screenshots": screenshots(),
    });
    node("browser.mjs", &[], &input)
}

#[test]
fn a_person_sees_who_earned_what_and_whether_it_stands() {
    let world = World::new();
    let Some(seen) = walked(&world) else { return };
    let text = |page: &str| seen[page].as_str().unwrap_or_default().to_lowercase();
    for words in
        ["recognizing and upholding academic rigor", "ada jones", "badgewright", "november 1, 2025", "valid"]
    {
        assert!(text("badge").contains(words), "{words}: {}", text("badge"));
    }
    assert!(!text("badge").contains("revoked"), "{}", text("badge"));
    assert!(text("badgeRevoked").contains("revoked"), "{}", text("badgeRevoked"));
    assert_eq!(seen["verdict"], "valid");
    assert_eq!(seen["verdictRevoked"], "invalid");
    assert_eq!(seen["verdictWithoutScript"], "invalid", "the form works without JavaScript");
    for (page, words) in [
        ("issuer", "what others say of it"),
        ("endorsement", "approved provider"),
        ("achievements", "district salary-schedule stack"),
        ("stack", "lead teacher"),
        ("component", "culture"),
        ("docs", "/v1/completions"),
        ("problems", "not earned"),
        ("missing", "there is nothing here"),
    ] {
        assert!(text(page).contains(words), "{page}: {}", text(page));
    }

    assert_eq!(seen["violations"], json!([]), "accessibility");
    assert_eq!(seen["overflow"], json!([]), "nothing scrolls sideways");
    assert_eq!(seen["foreign"], json!([]), "no request leaves the service");
    assert_eq!(seen["console"], json!([]), "no error in the console, but for the page that is missing");
    assert_eq!(seen["sheets"], 1, "a badge prints on one sheet");
    let loads: Vec<&str> =
        seen["requests"]["badge"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let beside_pictures: Vec<&&str> = loads.iter().filter(|kind| **kind != "image").collect();
    assert_eq!(beside_pictures, [&"document", &"stylesheet"], "one request and a stylesheet");
}
