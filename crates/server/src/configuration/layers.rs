//! File, environment, flags: in this order, each over the one before.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use config::{Config, Environment, File, FileFormat, Source, Value, ValueKind};

use super::Settings;
use super::keys::{KEYS, nearest};

/// The file that is read where `--config` names none.
const DEFAULT_FILE: &str = "badgewright.toml";

/// What the command line says: the file, and single keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flags {
    /// `--config`.
    pub(crate) file: Option<PathBuf>,
    /// Keys given as flags, by dotted name.
    pub(crate) keys: Vec<(&'static str, String)>,
}

/// Why there is no configuration. The operator's to mend.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigurationError {
    /// A key that does not exist.
    #[error("unknown key `{key}` in {place}{}", .nearest.map(|n| format!(": did you mean `{n}`?")).unwrap_or_default())]
    UnknownKey {
        /// As it was written.
        key: String,
        /// Which file, or the environment.
        place: String,
        /// The known key nearest to it.
        nearest: Option<&'static str>,
    },
    /// A value of the wrong kind, an unreadable file, broken TOML.
    #[error("{0}")]
    Unreadable(#[from] config::ConfigError),
}

/// Reads the configuration: defaults, the TOML file, the environment, flags.
///
/// # Errors
/// The first unknown key, naming the nearest known one; an unreadable file; a value of the wrong kind.
pub(crate) fn load(flags: &Flags) -> Result<Settings, ConfigurationError> {
    let file = flags.file.as_deref().map_or_else(
        || File::new(DEFAULT_FILE, FileFormat::Toml).required(false),
        |path| File::from(path).format(FileFormat::Toml).required(true),
    );
    let environment =
        Environment::with_prefix("BADGEWRIGHT").prefix_separator("_").separator("__").ignore_empty(true);
    let place = flags.file.as_deref().unwrap_or(Path::new(DEFAULT_FILE)).display().to_string();
    refuse_unknown(&file, &place)?;
    refuse_unknown(&environment, "the environment")?;

    let mut builder = Config::builder();
    for key in KEYS.iter().filter(|key| !key.default.is_empty()) {
        builder = builder.set_default(key.name, key.default)?;
    }
    builder = builder.add_source(file).add_source(environment);
    for (name, value) in &flags.keys {
        builder = builder.set_override(*name, value.clone())?;
    }
    Ok(builder.build()?.try_deserialize()?)
}

/// Compares the keys of one source with those that exist.
fn refuse_unknown(source: &dyn Source, place: &str) -> Result<(), ConfigurationError> {
    let known: BTreeSet<&str> = KEYS.iter().map(|key| key.name).collect();
    let mut found = Vec::new();
    flatten("", &Value::new(None, source.collect()?), &mut found);
    match found.into_iter().find(|key| !known.contains(key.as_str())) {
        None => Ok(()),
        Some(key) => {
            let nearest = nearest(&key);
            Err(ConfigurationError::UnknownKey { key, place: place.to_owned(), nearest })
        }
    }
}

/// The dotted names of all leaves.
fn flatten(prefix: &str, value: &Value, found: &mut Vec<String>) {
    match &value.kind {
        ValueKind::Table(table) => {
            for (name, value) in table {
                let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&name, value, found);
            }
        }
        _ => found.push(prefix.to_owned()),
    }
}
