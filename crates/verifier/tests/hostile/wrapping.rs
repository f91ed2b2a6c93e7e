//! What badges come in, what takes their place, and what they refer to.

use serde_json::{Value, json};

use super::case::Case;
use super::person::{V2, issuer, thief, with, without};
use super::web::Web;

const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const SERVICE: &str = "https://badges.example/refresh/1";

pub(crate) fn cases() -> Vec<Case> {
    [presentations(), refreshes(), resources()].into_iter().flatten().collect()
}

fn presentation(carried: Value) -> Value {
    json!({"@context": [V2], "type": ["VerifiablePresentation"], "holder": thief().did, "verifiableCredential": carried})
}

fn presentations() -> Vec<Case> {
    let ours = issuer();
    let good = ours.good();
    let forged = with(good.clone(), "/name", json!("Brain surgery"));
    let nested = (0..50).fold(good.clone(), |inner, _| presentation(json!([inner])));
    let shown = thief().sign_bytes(presentation(json!([ours.badge()])));
    vec![
        Case::of("a forged badge before a good one in a presentation", &presentation(json!([forged, good])))
            .invalid("proof.signature_mismatch"),
        Case::of("an unsigned badge in a presentation that its holder signed", &shown)
            .invalid("proof.missing"),
        Case::of("a presentation in a presentation", &presentation(json!([presentation(json!([good]))])))
            .invalid("parse.not_a_credential"),
        Case::of("fifty presentations in each other", &nested).invalid("parse.not_a_credential"),
        Case::of("a presentation without a credential", &presentation(json!([])))
            .invalid("parse.empty_presentation"),
        Case::of(
            "a presentation of a thousand forged badges",
            &presentation(json!(vec![forged.clone(); 1_000])),
        )
        .invalid("proof.signature_mismatch"),
        Case::of(
            "a presentation that is a badge besides",
            &with(
                presentation(json!([forged])),
                "/type",
                json!(["VerifiablePresentation", "OpenBadgeCredential"]),
            ),
        )
        .invalid("proof.signature_mismatch"),
        Case::of(
            "a badge with another badge in it",
            &with(good, "/verifiableCredential", json!([ours.good()])),
        )
        .invalid("context.nested"),
    ]
}

/// A badge that is over, of which somebody offers another version.
fn refreshes() -> Vec<Case> {
    let ours = issuer();
    let version = |from: &str| {
        let mut badge = ours.badge();
        badge["@context"].as_array_mut().unwrap().push(json!(EXTENSIONS));
        badge["validFrom"] = json!(from);
        badge["refreshService"] = json!({"id": SERVICE, "type": "1EdTechCredentialRefresh"});
        badge
    };
    let over = ours.sign(with(version("2026-01-01T00:00:00Z"), "/validUntil", json!("2026-11-01T00:00:00Z")));
    let newer = version("2026-06-01T00:00:00Z");
    let refreshed = |name: &str, answer: Value| {
        Case::of(name, &over)
            .web(Web::default().with(SERVICE, answer.to_string()))
            .invalid("validity.expired")
    };
    let elsewhere = "https://evil.example/refresh";
    let by_thief = thief().sign(with(newer.clone(), "/issuer/id", json!(thief().did)));
    let revoked = with(newer.clone(), "/validUntil", json!("2026-11-02T00:00:00Z"));
    vec![
        refreshed("a newer version in another's name", by_thief),
        refreshed("a newer version in the issuer's name, signed by a stranger", thief().sign(newer.clone())),
        refreshed("a newer version that nobody signed", newer.clone()),
        refreshed(
            "a newer version of another badge",
            ours.sign(with(newer.clone(), "/id", json!("urn:uuid:2"))),
        ),
        refreshed("a newer version without an id", ours.sign(without(newer.clone(), "/id"))),
        refreshed("a newer version that is older", ours.sign(version("2025-01-01T00:00:00Z"))),
        refreshed("a newer version without a date", ours.sign(without(newer.clone(), "/validFrom"))),
        refreshed("a newer version that is over too", ours.sign(revoked)),
        refreshed("the same version again, that offers itself", over.clone()),
        refreshed(
            "a newer version that was changed",
            with(ours.sign(newer.clone()), "/validUntil", json!("2999-01-01T00:00:00Z")),
        ),
        Case::of("a newer version at a place that another host answers, signed by a stranger", &over)
            .web(Web::default().with(elsewhere, thief().sign(newer).to_string()).leading(SERVICE, elsewhere))
            .invalid("validity.expired"),
    ]
}

/// Documents that the badge refers to with digests.
fn resources() -> Vec<Case> {
    const RUBRIC: &str = "https://badges.example/rubric.pdf";
    let ours = issuer();
    let refers = |name: &str, resources: Value| {
        Case::of(name, &ours.sign(with(ours.badge(), "/relatedResource", resources)))
    };
    let digest = json!({"id": RUBRIC, "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="});
    vec![
        refers("a document that was changed", json!([digest]))
            .web(Web::default().with(RUBRIC, "changed"))
            .invalid("context.resource_changed"),
        refers(
            "a document with a digest by MD5",
            json!([with(digest.clone(), "/digestSRI", json!("md5-AAAA"))]),
        )
        .invalid("context.resource_malformed"),
        refers(
            "a document twice, with two digests",
            json!([digest, with(digest.clone(), "/digestSRI", json!("sha256-AAAA"))]),
        )
        .invalid("context.resource_malformed"),
        refers(
            "a document with a thousand digests",
            json!([with(digest, "/digestSRI", json!("sha256-AAAA ".repeat(1_000)))]),
        )
        .invalid("context.resource_malformed"),
    ]
}
