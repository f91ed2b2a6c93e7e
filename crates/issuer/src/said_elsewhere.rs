//! What this issuer says in other ways alone, and so not in credentials that somebody else wrote: its endorsements and
//! status lists, badges of registered classes, and whatever stands at this service's own addresses.
//!
//! The statements are looked at and not the JSON: a proof of `eddsa-rdfc-2022` holds of every document with the same ones, so
//! that what stands under words of one's own could be written in those of the standards once it is signed.

use std::collections::HashSet;

use badgewright_credential::Iri;
use badgewright_credential::lint::Kind;
use badgewright_registry::{BadgeClass, Registry};
use badgewright_signing::rdf::{Object, Quad, Resource};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

/// The classes of what is issued in other ways, by the last part of their IRIs, which are several for each.
const ENDORSEMENT: &str = "EndorsementCredential";
const STATUS_LISTS: [&str; 6] = [
    "BitstringStatusListCredential",
    "BitstringStatusList",
    "StatusList2021Credential",
    "StatusList2021",
    "RevocationList2020Credential",
    "RevocationList2020",
];
const BADGES: [&str; 2] = ["OpenBadgeCredential", "AchievementCredential"];

/// What begins the paths of what is hosted here. Lists, schemas and pictures may be named.
const HOSTED: [&str; 4] = ["/credentials/", "/endorsements/", "/achievements/", "/issuers/"];

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// A place in a document, and why what it says is not signed there.
pub(crate) type Refusal = (&'static str, String);

/// Refuses a credential whose statements are for other ways of this issuer. `is_badge`: it is judged as a badge.
pub(crate) fn check(
    quads: &[Quad<'_>],
    is_badge: bool,
    base_url: &Iri,
    registry: &Registry,
) -> Result<(), Refusal> {
    let here = Url::parse(base_url.as_str()).ok();
    for quad in quads {
        // Credentials within credentials have graphs of their own: no other way of writing the whole gets them out.
        if quad.graph.is_none() {
            class(quad, is_badge)?;
        }
        if let Some(here) = &here {
            address(quad, here)?;
        }
    }
    match claimed_class(quads, registry) {
        Some(code) => Err(registered(code)),
        None => Ok(()),
    }
}

/// Refuses what calls itself an endorsement or a status list, whatever its contexts make of that.
pub(crate) fn check_name(document: &Value) -> Result<(), Refusal> {
    match Kind::of(document) {
        Kind::StatusList => Err(of_status_list()),
        Kind::Endorsement => Err(of_endorsement()),
        Kind::Badge | Kind::Other => Ok(()),
    }
}

fn of_status_list() -> Refusal {
    ("/type", "the status lists of this issuer are made by this service alone".to_owned())
}

/// Whom this issuer approves is not for every client to say.
fn of_endorsement() -> Refusal {
    ("/type", "endorsements are issued at /v1/endorsements".to_owned())
}

fn class(quad: &Quad<'_>, is_badge: bool) -> Result<(), Refusal> {
    let Object::Resource(Resource::Iri(class)) = &quad.object else { return Ok(()) };
    let named = last_part(class);
    if *quad.predicate != *RDF_TYPE {
        return Ok(());
    }
    if STATUS_LISTS.contains(&named) {
        return Err(of_status_list());
    }
    if named == ENDORSEMENT {
        return Err(of_endorsement());
    }
    if BADGES.contains(&named) && !is_badge {
        return Err(("/type", format!("`{named}` is called so by its own name alone")));
    }
    Ok(())
}

fn address(quad: &Quad<'_>, here: &Url) -> Result<(), Refusal> {
    if let Resource::Iri(subject) = &quad.subject
        && is_hosted(subject, here)
    {
        let refusal =
            format!("`{}` is an address of this service, which alone says what is there", &**subject);
        return Err(("/id", refusal));
    }
    match &quad.object {
        Object::Resource(Resource::Iri(object))
            if last_part(quad.predicate) == "achievement" && is_hosted(object, here) =>
        {
            Err(registered(object))
        }
        _ => Ok(()),
    }
}

fn registered(name: &str) -> Refusal {
    let refusal = format!("badges of a registered class (`{name}`) are issued at /v1/completions");
    ("/credentialSubject/achievement", refusal)
}

/// As whoever compares ids reads it (OB 3.0, "Credential equality"), and as browsers do.
fn is_hosted(name: &str, here: &Url) -> bool {
    let decoded = percent_decode_str(name.trim()).decode_utf8_lossy();
    let Ok(url) = Url::parse(&decoded) else { return false };
    // The scheme may differ: a service behind a proxy may be read either way.
    let is_same_port = match (url.port(), here.port()) {
        (None, None) => true,
        _ => url.port_or_known_default() == here.port_or_known_default(),
    };
    if url.host() != here.host() || !is_same_port {
        return false;
    }
    let path = url.path().strip_prefix(here.path().trim_end_matches('/'));
    path.is_some_and(|path| HOSTED.iter().any(|hosted| path.starts_with(hosted)))
}

/// The registered class that something claims to be without its address: by its code, and by who defined it.
fn claimed_class<'r>(quads: &[Quad<'_>], registry: &'r Registry) -> Option<&'r str> {
    let created = quads.iter().filter_map(|quad| match &quad.object {
        Object::Resource(Resource::Iri(creator)) if last_part(quad.predicate) == "creator" => {
            Some((&quad.subject, &**creator))
        }
        _ => None,
    });
    let created: HashSet<(&Resource<'_>, &str)> = created.collect();
    let mut coded = quads.iter().filter_map(|quad| match &quad.object {
        Object::Literal(code) if last_part(quad.predicate) == "humanCode" => {
            Some((&quad.subject, code.value))
        }
        _ => None,
    });
    coded.find_map(|(subject, code)| {
        let is_it = |class: &&BadgeClass| {
            class.human_code == code && created.contains(&(subject, class.creator.id.as_str()))
        };
        registry.iter().find(is_it).map(|class| class.human_code.as_str())
    })
}

fn last_part(iri: &str) -> &str {
    iri.rsplit(['#', '/', ':']).next().unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_ours_however_it_is_written() {
        let here = Url::parse("https://badges.example/at").unwrap();
        for name in [
            "https://badges.example/at/credentials/1",
            "http://badges.example/at/credentials/1",
            " HTTPS://Badges.Example:443/at/x/../%63redentials/1?a#b ",
            "https://somebody@badges.example/at/endorsements/1",
        ] {
            assert!(is_hosted(name, &here), "{name}");
        }
        for name in [
            "https://badges.example/at/status/1#2",
            "https://badges.example/credentials/1",
            "https://badges.example:8443/at/credentials/1",
            "https://other.example/at/credentials/1",
            "urn:uuid:1d4a2b8c-3e5f-4a6b-8c7d-9e0f1a2b3c4d",
            "did:web:badges.example",
        ] {
            assert!(!is_hosted(name, &here), "{name}");
        }
    }
}
