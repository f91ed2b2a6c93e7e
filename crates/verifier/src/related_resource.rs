//! What a badge refers to with a digest (`relatedResource`, VC-DATA-MODEL §5.3): it is the document that the issuer saw, or not.

use badgewright_signing::context::pinned;
use badgewright_signing::related_resource::{self, Integrity};
use serde_json::Value;

use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::retrieval::Retrieval;

/// Most resources that are looked at.
const MOST_RESOURCES: usize = 16;
/// Most of them that are fetched, after everything that bears more on the badge.
const MOST_FETCHED: usize = 3;
/// Most bytes of one.
const MOST_BYTES: usize = 1024 * 1024;

/// Compares every resource with its digests: a context with the copy that is pinned here, and a few others with what stands
/// at their address, if `retrieval` is given.
pub(crate) async fn check(
    credential: &Credential,
    mut retrieval: Option<&mut Retrieval<'_>>,
) -> Vec<Finding> {
    let resources = credential.values("relatedResource");
    let is_list = credential.get("relatedResource").is_some_and(Value::is_array);
    let mut findings = Vec::new();
    let mut fetched = 0;
    for (at, resource) in resources.iter().take(MOST_RESOURCES).enumerate() {
        let found = match read(resource, &resources[..at]) {
            Err(reason) => Some(reason),
            Ok(named) if pinned(named.id).is_some() => of_pinned(&named),
            Ok(named) => match retrieval.as_deref_mut().filter(|_| fetched < MOST_FETCHED) {
                Some(retrieval) => {
                    fetched += 1;
                    of_fetched(&named, retrieval).await
                }
                None => Some(unchecked(&named, "it was not fetched")),
            },
        };
        let pointer = if is_list { format!("/relatedResource/{at}") } else { "/relatedResource".to_owned() };
        findings.extend(found.map(|finding| finding.at(pointer)));
    }
    if resources.len() > MOST_RESOURCES {
        let many = Finding::warn(Code::CONTEXT_RESOURCE_UNCHECKED);
        findings.push(many.because("there are more than are looked at").at("/relatedResource"));
    }
    findings
}

/// A resource that is named as the standard wants it.
struct Named<'a> {
    id: &'a str,
    /// Each digest with the name of its member.
    digests: Vec<(&'static str, &'a str)>,
    media_type: Option<&'a str>,
}

fn read<'a>(resource: &'a Value, before: &[Value]) -> Result<Named<'a>, Finding> {
    let malformed = |why: &str| Finding::fail(Code::CONTEXT_RESOURCE_MALFORMED).because(why);
    let Some(id) = resource.get("id").and_then(Value::as_str) else {
        return Err(malformed("it has no `id`"));
    };
    if before.iter().any(|other| other.get("id").and_then(Value::as_str) == Some(id)) {
        return Err(malformed("the same `id` stands there twice"));
    }
    let mut digests = Vec::new();
    for member in ["digestSRI", "digestMultibase"] {
        let Some(written) = resource.get(member) else { continue };
        match written.as_str() {
            Some(text) if related_resource::is_digest(member, text) => digests.push((member, text)),
            _ => return Err(malformed(&format!("`{member}` is no digest that can be read"))),
        }
    }
    if digests.is_empty() {
        return Err(malformed("it has no digest"));
    }
    Ok(Named { id, digests, media_type: resource.get("mediaType").and_then(Value::as_str) })
}

fn of_pinned(named: &Named<'_>) -> Option<Finding> {
    let differs = |(member, written): &(&str, &str)| {
        related_resource::integrity(named.id, member, written) == Integrity::Differs
    };
    named.digests.iter().any(differs).then(|| changed(named))
}

async fn of_fetched(named: &Named<'_>, retrieval: &mut Retrieval<'_>) -> Option<Finding> {
    let accept = named.media_type.map_or_else(|| "*/*".to_owned(), |kind| format!("{kind}, */*;q=0.1"));
    match retrieval.get(named.id, &accept, MOST_BYTES).await {
        Ok(retrieved) => {
            let fits =
                |(member, written): &(&str, &str)| related_resource::fits(member, written, &retrieved.bytes);
            (!named.digests.iter().all(fits)).then(|| changed(named))
        }
        Err(reason) => Some(unchecked(named, reason)),
    }
}

fn changed(named: &Named<'_>) -> Finding {
    Finding::fail(Code::CONTEXT_RESOURCE_CHANGED).because(named.id)
}

fn unchecked(named: &Named<'_>, why: impl std::fmt::Display) -> Finding {
    Finding::warn(Code::CONTEXT_RESOURCE_UNCHECKED).because(format!("{}: {why}", named.id))
}
