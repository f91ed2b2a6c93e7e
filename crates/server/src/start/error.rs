//! What stops a start, each with its remedy.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use badgewright_credential::Did;
use badgewright_issuer::InvalidLookupKey;
use badgewright_registry::FolderError;
use badgewright_signing::did::did_key::DidKeyError;
use badgewright_signing::did::did_web::PublicUrlError;
use badgewright_signing::key_file::KeyFileError;
use badgewright_store::StoreError;

use crate::configuration::InvalidPublicUrl;

/// Why the service did not start. The operator's to mend.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error("cannot listen on {at}: choose another `listen` address, or stop what listens there")]
    Listen { at: SocketAddr, source: io::Error },
    #[error(transparent)]
    PublicUrl(#[from] InvalidPublicUrl),
    #[error(transparent)]
    DidWeb(#[from] PublicUrlError),
    #[error(transparent)]
    DidKey(#[from] DidKeyError),
    #[error("the key folder has no Ed25519 key in use: run `badgewright key generate`")]
    NoProofKey,
    #[error("{}: no passphrase: {source}", path.display())]
    Passphrase { path: PathBuf, source: io::Error },
    #[error(
        "badges were issued by {kept}, but this `public_url` makes the issuer {wanted}: with another name they could no longer be verified. \
         Set `public_url` back, or start with another `data_dir`"
    )]
    OtherIssuer { kept: Did, wanted: Did },
    #[error(
        "`issuer.suspension = true` does not go with `issuer.status_method = \"1edtech\"`: a 1EdTechRevocationList can say that a badge is revoked, \
         and nothing else. Set `issuer.status_method = \"bitstring\"`, or turn suspension off"
    )]
    NoSuspension,
    #[error("badge classes cannot be used:\n{0}")]
    BadgeClasses(#[from] FolderError),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: {source}. Restore it from a backup: without it nobody is found by address", path.display())]
    LookupKey { path: PathBuf, source: InvalidLookupKey },
    #[error("the look-up key {} cannot be read: {source}. Restore it from a backup: without it nobody is found by address, and no request that is sent again is known", path.display())]
    NoLookupKey { path: PathBuf, source: io::Error },
    #[error(
        "the keys of this data folder are those of {kept}, which is not what `issuer.did_method` asks for: set it back, or use another `data_dir`"
    )]
    OtherMethod { kept: Did },
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    #[error("`issuer.url` or `issuer.name` cannot stand on a badge: {0}")]
    Profile(#[from] badgewright_credential::InvalidIri),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("verification cannot be set up: {0}")]
    Fetch(#[from] badgewright_fetch::SetupError),
    #[error("batches cannot be carried out: {0}")]
    Batches(#[source] io::Error),
    #[error("the service ended: {0}")]
    Serve(#[source] io::Error),
}

impl StartError {
    /// A file that could not be read or written.
    pub(super) fn file(path: &Path, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), source }
    }
}
