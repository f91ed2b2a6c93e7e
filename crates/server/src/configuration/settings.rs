//! The configuration as the program sees it: complete, and of types that cannot be wrong inside.

use std::path::PathBuf;
use std::str::FromStr;

use badgewright_credential::Did;
use badgewright_signing::KeyKind;
use serde::Deserialize;

use super::PublicUrl;

/// All that an operator decides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) listen: std::net::SocketAddr,
    #[serde(default, deserialize_with = "parsed")]
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) data_dir: PathBuf,
    #[serde(deserialize_with = "read")]
    pub(crate) store: StoreKind,
    #[serde(default)]
    pub(crate) badges_dir: Option<PathBuf>,
    pub(crate) issuer: IssuerSettings,
    /// Whose endorsements approve the issuers of registered classes.
    #[serde(default, deserialize_with = "dids")]
    pub(crate) approvers: Vec<Did>,
    #[serde(default)]
    pub(crate) lookup_key_file: Option<PathBuf>,
    #[serde(default)]
    pub(crate) key_passphrase_file: Option<PathBuf>,
    pub(crate) fetch: FetchSettings,
    pub(crate) allow_private_networks: bool,
    pub(crate) log: LogSettings,
}

/// The default issuer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IssuerSettings {
    #[serde(deserialize_with = "read")]
    pub(crate) did_method: DidMethod,
    pub(crate) name: String,
    #[serde(default, deserialize_with = "parsed")]
    pub(crate) url: Option<url::Url>,
    pub(crate) suspension: bool,
    #[serde(deserialize_with = "read")]
    pub(crate) jws_alg: JwsAlgorithm,
    #[serde(deserialize_with = "read")]
    pub(crate) status_method: StatusMethod,
}

/// What verification fetches with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FetchSettings {
    #[serde(default)]
    pub(crate) extra_ca: Option<PathBuf>,
    /// How long what others publish is kept, in seconds.
    pub(crate) max_age: u32,
}

/// How events are logged.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogSettings {
    #[serde(deserialize_with = "read")]
    pub(crate) format: LogFormat,
    pub(crate) filter: String,
}

/// The store behind the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreKind {
    /// The embedded one, under `data_dir`.
    Sled,
}

/// How the issuer is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DidMethod {
    /// `did:web` of `public_url`.
    Web,
    /// `did:key` of its Ed25519 key.
    Key,
}

/// The algorithm of the JWS form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JwsAlgorithm {
    /// ECDSA on P-256 with SHA-256 (RFC 7518 §3.4).
    Es256,
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
    Rs256,
}

impl JwsAlgorithm {
    /// The kind of key that it takes.
    pub(crate) fn key_kind(self) -> KeyKind {
        match self {
            Self::Es256 => KeyKind::P256,
            Self::Rs256 => KeyKind::Rsa,
        }
    }
}

/// How revocation is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusMethod {
    /// W3C Bitstring Status List.
    Bitstring,
    /// Open Badges' `1EdTechRevocationList`.
    OneEdTech,
}

impl From<StatusMethod> for badgewright_issuer::StatusMethod {
    fn from(method: StatusMethod) -> Self {
        match method {
            StatusMethod::Bitstring => Self::Bitstring,
            StatusMethod::OneEdTech => Self::RevocationList,
        }
    }
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// How each of the words above is written.
macro_rules! words {
    ($name:ident { $($word:literal => $variant:ident),+ }) => {
        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("`{text}` is not one of {}", [$($word),+].join(", "))),
                }
            }
        }
    };
}

words!(StoreKind { "sled" => Sled });
words!(DidMethod { "web" => Web, "key" => Key });
words!(JwsAlgorithm { "ES256" => Es256, "RS256" => Rs256 });
words!(StatusMethod { "bitstring" => Bitstring, "1edtech" => OneEdTech });
words!(LogFormat { "text" => Text, "json" => Json });

/// Reads a text into the type that it stands for.
fn read<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: FromStr,
    T::Err: std::fmt::Display,
{
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// Reads a text into the type that it stands for; absent and empty are `None`.
fn parsed<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: FromStr,
    T::Err: std::fmt::Display,
{
    match Option::<String>::deserialize(deserializer)? {
        None => Ok(None),
        Some(text) if text.is_empty() => Ok(None),
        Some(text) => text.parse().map(Some).map_err(serde::de::Error::custom),
    }
}

/// DIDs as a list, or as one text with commas between them, as the environment and flags have it.
fn dids<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Did>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        List(Vec<String>),
        Text(String),
    }
    let written = match Written::deserialize(deserializer)? {
        Written::List(list) => list,
        Written::Text(text) => text.split(',').map(str::to_owned).collect(),
    };
    let written = written.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    written.map(|text| text.parse().map_err(serde::de::Error::custom)).collect()
}
