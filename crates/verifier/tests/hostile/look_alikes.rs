//! Names that look like the issuer's, or lead where it is not.

use super::case::Case;
use super::person::{WEB_DID, badge, thief, web_issuer};

/// A thief's document stands at every address that any of these could be taken for.
pub(crate) fn cases() -> Vec<Case> {
    const NAMES: [(&str, &str, &str); 22] = [
        ("capital letters", "did:web:BADGES.example", "issuer.key_of_another"),
        ("a percent-encoded dot", "did:web:badges%2Eexample", "issuer.key_of_another"),
        ("the usual port", "did:web:badges.example%3A443", "issuer.key_of_another"),
        ("another port", "did:web:badges.example%3A8443", "issuer.key_of_another"),
        ("a percent-encoded slash", "did:web:badges.example%2F", "issuer.key_of_another"),
        (
            "a percent-encoded slash before another host",
            "did:web:badges.example%2F%40evil.example",
            "issuer.key_of_another",
        ),
        ("a percent-encoded zero byte", "did:web:badges.example%00", "issuer.key_of_another"),
        ("a dot at the end", "did:web:badges.example.", "issuer.key_of_another"),
        ("a colon at the end", "did:web:badges.example:", "issuer.key_of_another"),
        ("a way up", "did:web:badges.example:..", "issuer.key_of_another"),
        ("a percent-encoded way up", "did:web:badges.example:%2E%2E", "issuer.key_of_another"),
        ("the well-known folder as a path", "did:web:badges.example:.well-known", "issuer.key_of_another"),
        ("a Cyrillic letter", "did:web:b\u{430}dges.example", "issuer.key_of_another"),
        ("a Cyrillic letter in Punycode", "did:web:xn--bdges-3ve.example", "issuer.key_of_another"),
        ("an ideographic full stop", "did:web:badges\u{3002}example", "issuer.key_of_another"),
        ("a full-width letter", "did:web:\u{ff42}adges.example", "issuer.key_of_another"),
        ("a space of no width", "did:web:badges.example\u{200b}", "issuer.key_of_another"),
        (
            "the issuer's name in a query",
            "did:web:evil.example?x=did:web:badges.example",
            "issuer.key_of_another",
        ),
        ("the issuer's name as a user's", "did:web:badges.example@evil.example", "issuer.key_of_another"),
        (
            "the percent-encoded issuer's name as a user's",
            "did:web:badges.example%40evil.example",
            "issuer.key_of_another",
        ),
        ("a method in capital letters", "did:Web:badges.example", "issuer.key_of_another"),
        ("a scheme in capital letters", "DID:web:badges.example", "issuer.method_url_invalid"),
    ];
    let thief = thief();
    let of_thief = |(what, look_alike, code): (&str, &str, &'static str)| {
        let web = web_issuer()
            .web()
            .with("https://evil.example/.well-known/did.json", thief.document().to_string())
            .with("https://badges.example/did.json", thief.document().to_string())
            .with("https://badges.example:8443/.well-known/did.json", thief.document().to_string());
        let name = format!("a stranger's key under the issuer's name with {what}");
        Case::of(name, &thief.sign_as(badge(WEB_DID), &format!("{look_alike}#k"))).web(web).invalid(code)
    };
    NAMES.into_iter().map(of_thief).collect()
}
