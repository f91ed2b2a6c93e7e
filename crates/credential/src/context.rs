//! The JSON-LD contexts that badges name, as names. Their contents are the business of `signing`.

/// VC Data Model 2.0's context: the first of every document written here.
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
/// VC Data Model 1.1's context, read only.
pub const CREDENTIALS_V1: &str = "https://www.w3.org/2018/credentials/v1";
/// Open Badges 3.0's context: the second of every badge written here.
pub const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
/// Defines the `1EdTech…` types of status, schema and refresh; written only with one of them.
pub const OPEN_BADGES_EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// Whether `context` is Open Badges 3.0's, of any version: `context.json`, `context-3.0.1.json`, ….
#[must_use]
pub fn is_open_badges(context: &str) -> bool {
    context
        .strip_prefix("https://purl.imsglobal.org/spec/ob/v3p0/")
        .is_some_and(|name| name == "context.json" || name == "context/ob_v3p0.jsonld" || is_versioned(name))
}

/// `context-N.N.N.json`.
fn is_versioned(name: &str) -> bool {
    name.strip_prefix("context-").and_then(|rest| rest.strip_suffix(".json")).is_some_and(|version| {
        version.split('.').count() == 3
            && version
                .split('.')
                .all(|n| !n.is_empty() && n.len() <= 4 && n.bytes().all(|b| b.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_name_of_the_open_badges_context_is_known() {
        for name in ["context.json", "context-3.0.0.json", "context-3.0.3.json", "context/ob_v3p0.jsonld"] {
            assert!(is_open_badges(&format!("https://purl.imsglobal.org/spec/ob/v3p0/{name}")), "{name}");
        }
    }

    #[test]
    fn other_documents_beside_it_and_other_hosts_are_not_it() {
        for name in ["extensions.json", "context-3.0.json", "context-3.x.1.json", "context-3.0..json"] {
            assert!(!is_open_badges(&format!("https://purl.imsglobal.org/spec/ob/v3p0/{name}")), "{name}");
        }
        assert!(!is_open_badges("https://purl.example/spec/ob/v3p0/context.json"));
    }
}
