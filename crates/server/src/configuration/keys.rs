//! Every configuration key, once.

/// One configuration key.
pub(crate) struct Key {
    /// Dotted name, as in the TOML file: `issuer.name`.
    pub(crate) name: &'static str,
    /// As a flag: the name with hyphens, `public-url`.
    pub(crate) flag: &'static str,
    /// The value where nothing is configured, as text; empty where it is computed or absent.
    pub(crate) default: &'static str,
    /// What it does, in a sentence or two.
    pub(crate) meaning: &'static str,
}

/// Shorthand for the table below.
const fn key(name: &'static str, flag: &'static str, default: &'static str, meaning: &'static str) -> Key {
    Key { name, flag, default, meaning }
}

/// Every key there is. A key that is not here is refused, naming the nearest that is.
pub(crate) const KEYS: &[Key] = &[
    key(
        "listen",
        "listen",
        "127.0.0.1:8080",
        "Address and port to listen on. Port 0 picks a free port and prints it.",
    ),
    key(
        "public_url",
        "public-url",
        "",
        "Where the world reaches this service, e.g. `https://badges.example.org`. Badges, the issuer's \
        DID and status lists are named after it, so it cannot change once a badge is issued. Without an https URL on a \
        DNS name the service runs in demo mode. Default: `http://localhost:<port>`.",
    ),
    key("data_dir", "data-dir", "./data", "Folder of the embedded store, the keys and `admin.key`."),
    key("store", "store", "sled", "Where badges are kept: `sled`, the embedded store under `data_dir`."),
    key(
        "badges_dir",
        "badges-dir",
        "",
        "Folder of further badge classes (`*.toml`), beside the nine that are built in.",
    ),
    key(
        "issuer.did_method",
        "issuer.did-method",
        "web",
        "`web`: did:web of `public_url`. `key`: a did:key, which needs no host and cannot rotate; for suites and demos.",
    ),
    key("issuer.name", "issuer.name", "Badgewright", "The issuer's name, on every badge."),
    key("issuer.url", "issuer.url", "", "The issuer's own web page. It must answer: verifiers fetch it."),
    key(
        "issuer.suspension",
        "issuer.suspension",
        "false",
        "Whether badges can be suspended and reinstated. It adds a second status entry to each badge, which \
        Open Badges' own schema does not know.",
    ),
    key(
        "issuer.jws_alg",
        "issuer.jws-alg",
        "ES256",
        "Algorithm of the JWS form of badges from now on: `ES256`, or `RS256`, the one that Open Badges promises every verifier. \
        A form that was signed before stays as it is.",
    ),
    key(
        "issuer.status_method",
        "issuer.status-method",
        "bitstring",
        "How revocation of new badges is published. `bitstring`: a W3C Bitstring Status List, which most verifiers read. `1edtech`: \
        Open Badges' `1EdTechRevocationList`, which names revoked badges by their addresses and cannot suspend.",
    ),
    key(
        "approvers",
        "approvers",
        "",
        "DIDs of those whose endorsement approves a provider: a list in the file, divided by commas elsewhere. A badge of \
        one of this service's classes whose issuer none of them had approved when it was awarded is verified with a \
        warning. With none nothing is asked.",
    ),
    key(
        "lookup_key_file",
        "lookup-key-file",
        "",
        "File of the HMAC key for look-ups by e-mail address. Default: `<data_dir>/lookup.key`, made at first start. \
        Back it up with the store: without it nobody is found by address.",
    ),
    key(
        "key_passphrase_file",
        "key-passphrase-file",
        "",
        "File whose first line is the passphrase that key files are encrypted with. Without it they are kept in clear, mode 0600.",
    ),
    key(
        "fetch.extra_ca",
        "fetch.extra-ca",
        "",
        "PEM file of further certificate authorities to trust when verifying, for tests and private networks.",
    ),
    key(
        "fetch.max_age",
        "fetch.max-age",
        "60",
        "For how many seconds at most verification uses a key document or status list of another issuer before it asks for it again, where \
        its server lets it be kept. A badge or key that was revoked elsewhere is told as revoked here at most so much later. `0` asks each time.",
    ),
    key(
        "allow_private_networks",
        "allow-private-networks",
        "false",
        "Whether verification may fetch loopback, link-local and private addresses.",
    ),
    key("log.format", "log.format", "text", "`text` or `json`, one line an event on standard error."),
    key("log.filter", "log.filter", "info", "What is logged, in the syntax of `RUST_LOG`."),
];

/// The known key nearest to `unknown`, if one is near enough to be meant.
pub(crate) fn nearest(unknown: &str) -> Option<&'static str> {
    let likeness = |key: &Key| strsim::normalized_damerau_levenshtein(key.name, unknown);
    KEYS.iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .filter(|key| likeness(key) > 0.4)
        .map(|key| key.name)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The configuration reference, as Markdown.
    fn reference() -> String {
        let mut page = String::from(
            "# Configuration\n\n\
             <!-- Made by crates/server/src/configuration/keys.rs: run `UPDATE_DOCS=1 cargo test -p badgewright-server` to write it \
             anew. -->\n\n\
             One TOML file (`--config FILE`, default `badgewright.toml` if there is one), the environment over it, flags over \
             both. In the environment a key is upper-case with `BADGEWRIGHT_` before it and `__` between levels: `issuer.name` \
             is `BADGEWRIGHT_ISSUER__NAME`. As a flag it has hyphens: `--public-url`, `--issuer.name`. An unknown key stops \
             the start.\n\n\
             | key | default | meaning |\n|---|---|---|\n",
        );
        for Key { name, default, meaning, .. } in KEYS {
            let default = if default.is_empty() { String::new() } else { format!("`{default}`") };
            writeln!(page, "| `{name}` | {default} | {meaning} |").unwrap();
        }
        page
    }

    #[test]
    fn a_slip_of_the_pen_finds_the_key_that_was_meant() {
        assert_eq!(nearest("public_ulr"), Some("public_url"));
        assert_eq!(nearest("issuer.nmae"), Some("issuer.name"));
        assert_eq!(nearest("zzz"), None);
    }

    #[test]
    fn the_reference_is_what_the_code_says() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&file, reference()).unwrap();
        }
        assert!(
            std::fs::read_to_string(&file).unwrap() == reference(),
            "docs/configuration.md is not what the code says: UPDATE_DOCS=1 cargo test -p badgewright-server writes it anew"
        );
    }
}
