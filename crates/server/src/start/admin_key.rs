//! The first API key.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use badgewright_credential::{Entropy, Timestamp};
use badgewright_store::{Actor, ApprovedBadges, Client, ClientId, IssuerSlug, Scope, Store};

use super::{StartError, secret_file};
use crate::api_key::NewKey;

/// Where the first admin key is, once it was made; `None` where the operator has taken the file away.
pub(super) async fn ensure(
    data_dir: &Path,
    store: &dyn Store,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<Option<PathBuf>, StartError> {
    let path = data_dir.join("admin.key");
    if store.clients().await?.is_empty() {
        let key = NewKey::draw(entropy, now, None);
        // The file first: a crash before the client is stored leaves a key that the next start replaces, while a
        // client whose key nobody has would lock everybody out.
        secret_file::write(&path, &format!("{}\n", key.secret))?;
        store.add_client(administrator(key), system(), now).await?;
    }
    Ok(path.exists().then_some(path))
}

fn administrator(key: NewKey) -> Client {
    #[expect(clippy::expect_used, reason = "`admin` is a client's id")]
    let id: ClientId = "admin".parse().expect("letters are allowed");
    Client {
        id,
        name: "Administrator".to_owned(),
        scopes: BTreeSet::from([Scope::Issue, Scope::Revoke, Scope::Read, Scope::Admin]),
        badges: ApprovedBadges::All,
        issuers: BTreeSet::from([IssuerSlug::of_the_host()]),
        keys: vec![key.kept],
    }
}

/// The service itself, in the audit trail.
pub(super) fn system() -> Actor {
    #[expect(clippy::expect_used, reason = "`system` is an actor's name")]
    "system".parse().expect("letters are allowed")
}
