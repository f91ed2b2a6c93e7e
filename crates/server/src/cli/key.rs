//! `badgewright key`: the issuer's signing keys, in `<data_dir>/keys`.

use std::path::PathBuf;
use std::process::ExitCode;

use badgewright_credential::{Clock as _, Did};
use badgewright_signing::did::did_web::{self, PublicUrlError};
use badgewright_signing::key_file::{KeyFileError, KeyFolder, Start, StoredKey, Takeover};
use badgewright_signing::multikey::{self, MultikeyError};
use badgewright_signing::{KeyKind, KeyPair};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::ConfigurationFlags;
use super::output::{fail, say, say_json};
use crate::clock::SystemClock;
use crate::configuration::{ConfigurationError, DidMethod, InvalidPublicUrl, PublicUrl, Settings, load};
use crate::entropy::SystemEntropy;

/// Make, replace, show and bring the issuer's signing keys.
///
/// A running service takes changes into use when it is started again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright key list
  badgewright key rotate --kind ed25519
  badgewright key import issuer-key.json --data-dir /var/lib/badgewright")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the first key of each kind that is needed and has none, before the service is started.
    #[command(after_help = "Example:\n  badgewright key generate --public-url https://badges.example.org")]
    Generate(Place),
    /// Put a new key in the place of the one in use. The issuer's document lists it as soon as the service is started again; an
    /// hour later, when no verifier has an older copy of that, it signs. The old one stays listed, so that what it signed stays
    /// good; its private half is destroyed.
    #[command(
        after_help = "Examples:\n  badgewright key rotate --kind ed25519\n  badgewright key rotate --kind p256 --now"
    )]
    Rotate {
        /// Which key.
        #[arg(long, value_enum)]
        kind: Kind,
        /// Do not wait for that hour: the new key signs as soon as the service is started again, and the old one's private half
        /// is destroyed now. Verifiers that have an older copy of the issuer's document (five minutes, if they keep to the rules)
        /// cannot verify new badges until they look again.
        #[arg(long)]
        now: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Show all keys, the newest first.
    #[command(after_help = "Example:\n  badgewright key list --json")]
    List(Place),
    /// Take a key that was made elsewhere into use, as `rotate` does: a JSON Multikey with `secretKeyMultibase`, or that value
    /// alone.
    #[command(after_help = "Example:\n  badgewright key import issuer-key.json")]
    Import {
        /// The file with the key.
        file: PathBuf,
        /// Sign with it as soon as the service is started again, as `rotate --now` does.
        #[arg(long)]
        now: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Say that a key is in a stranger's hands. ALL that it signed is invalid from then on.
    #[command(after_help = "Example:\n  badgewright key revoke 'did:web:badges.example.org#z6Mk…'")]
    Revoke {
        /// The key's id, as `key list` shows it.
        id: String,
        #[command(flatten)]
        place: Place,
    },
}

/// Whose keys.
#[derive(Debug, Args)]
struct Place {
    #[command(flatten)]
    configuration: ConfigurationFlags,
    /// Print the keys as JSON.
    #[arg(long)]
    json: bool,
}

/// The kinds of keys an issuer has.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// Of Data Integrity proofs.
    Ed25519,
    /// Of the JWS form.
    P256,
    /// Of the JWS form where `issuer.jws_alg` is `RS256`.
    Rsa,
}

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
enum NotDone {
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    #[error(transparent)]
    Did(#[from] PublicUrlError),
    #[error("the one key of a did:key issuer is made when the service is first started")]
    MadeAtStart,
    #[error(transparent)]
    Url(#[from] InvalidPublicUrl),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}", path.display())]
    Key { path: PathBuf, source: MultikeyError },
}

/// Exit code 0, or 1 where it could not be done.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let place = match &arguments.command {
        Command::Generate(place) | Command::List(place) => place,
        Command::Rotate { place, .. } | Command::Import { place, .. } | Command::Revoke { place, .. } => {
            place
        }
    };
    match carried_out(&arguments.command, place) {
        Ok(keys) if place.json => {
            say_json(&json!({ "keys": keys.keys().iter().map(|key| shown(&keys, key)).collect::<Vec<_>>() }));
            ExitCode::SUCCESS
        }
        Ok(keys) => {
            let lines = shown_lines(&keys);
            lines.iter().for_each(say);
            if !matches!(arguments.command, Command::List(_)) {
                say("A running service takes this into use when it is started again.");
                if keys.keys().iter().any(|key| key.is_active() && key.start() == Start::Announced) {
                    say(
                        "The next key signs an hour after that, once no verifier has an older copy of the issuer's document.",
                    );
                }
            }
            ExitCode::SUCCESS
        }
        Err(error) => fail(place.json, 1, &error),
    }
}

fn carried_out(command: &Command, place: &Place) -> Result<KeyFolder, NotDone> {
    let settings = load(&place.configuration.0)?;
    let mut keys = open(&settings)?;
    let (clock, entropy) = (SystemClock, SystemEntropy);
    match command {
        Command::List(_) => {}
        Command::Generate(_) => {
            for kind in [KeyKind::Ed25519, settings.issuer.jws_alg.key_kind()] {
                if keys.active(kind, clock.now()).is_none() {
                    keys.generate(kind, &clock, &entropy)?;
                }
            }
        }
        Command::Rotate { kind, now, .. } => {
            let kind = match kind {
                Kind::Ed25519 => KeyKind::Ed25519,
                Kind::P256 => KeyKind::P256,
                Kind::Rsa => KeyKind::Rsa,
            };
            let takeover = if *now { Takeover::AtOnce } else { Takeover::OnceKnown };
            keys.rotate(kind, takeover, &clock, &entropy)?;
        }
        Command::Import { file, now, .. } => {
            let takeover = if *now { Takeover::AtOnce } else { Takeover::OnceKnown };
            keys.import(key_of(file)?, takeover, &clock, &entropy)?;
        }
        Command::Revoke { id, .. } => {
            keys.revoke(id, &clock, &entropy)?;
        }
    }
    Ok(keys)
}

/// The configured issuer's key folder.
fn open(settings: &Settings) -> Result<KeyFolder, NotDone> {
    let path = settings.data_dir.join("keys");
    let passphrase = crate::passphrase::read(settings.key_passphrase_file.as_deref())
        .map_err(|(path, source)| NotDone::File { path, source })?;
    let did = match KeyFolder::controller_in(&path, passphrase.as_ref())? {
        Some(did) => did,
        None if settings.issuer.did_method == DidMethod::Key => return Err(NotDone::MadeAtStart),
        None => configured_did(settings)?,
    };
    Ok(KeyFolder::open(&path, &did, passphrase)?)
}

/// The DID that the service would start with.
fn configured_did(settings: &Settings) -> Result<Did, NotDone> {
    let url = match &settings.public_url {
        Some(url) => url.clone(),
        None => format!("http://localhost:{}", settings.listen.port()).parse::<PublicUrl>()?,
    };
    Ok(did_web::from_public_url(url.url())?)
}

/// The key in a file: a JSON Multikey, or its secret half alone.
fn key_of(path: &PathBuf) -> Result<KeyPair, NotDone> {
    let text =
        std::fs::read_to_string(path).map_err(|source| NotDone::File { path: path.clone(), source })?;
    let member = serde_json::from_str::<Value>(&text).ok();
    let member = member.as_ref().and_then(|key| key.get("secretKeyMultibase")).and_then(Value::as_str);
    let secret = member.unwrap_or(&text).trim();
    multikey::decode_secret(secret).map_err(|source| NotDone::Key { path: path.clone(), source })
}

fn shown(keys: &KeyFolder, key: &StoredKey) -> Value {
    let signs_from = match key.start() {
        Start::From(moment) => Some(moment),
        Start::AtOnce | Start::Announced => None,
    };
    json!({
        "id": key.id(),
        "kind": key.public_key().kind().to_string(),
        "state": state(keys, key),
        "created": key.created(),
        "signsFrom": signs_from,
        "retired": key.retired(),
        "revoked": key.revoked(),
        "encrypted": key.is_sealed(),
        "file": key.path(),
    })
}

fn shown_lines(keys: &KeyFolder) -> Vec<String> {
    keys.keys().iter().map(|key| line(keys, key)).collect()
}

fn line(keys: &KeyFolder, key: &StoredKey) -> String {
    let encrypted = if key.is_sealed() { "  encrypted" } else { "" };
    format!(
        "{:<8} {:<8} {}  {}{encrypted}",
        key.public_key().kind().to_string(),
        state(keys, key),
        key.created(),
        key.id()
    )
}

/// A key whose successor signs by now is retired, also where its private half waits for the next start to be destroyed.
fn state(keys: &KeyFolder, key: &StoredKey) -> &'static str {
    let now = SystemClock.now();
    let signs = keys.active(key.public_key().kind(), now).is_some_and(|signing| signing.id() == key.id());
    match (key.is_active(), key.revoked()) {
        (_, Some(_)) => "revoked",
        (true, None) if signs => "in use",
        (true, None) if !key.has_begun(now) => "next",
        (_, None) => "retired",
    }
}
