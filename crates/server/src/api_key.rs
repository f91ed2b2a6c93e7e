//! API keys: how they are drawn and kept.

use badgewright_credential::{Entropy, Timestamp};
use badgewright_store::{ClientKey, KeyHash, KeyId};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// What every key begins with, so that secret scanners and people know one when they see it.
const PREFIX: &str = "bw_";
/// How many characters of a key are kept in clear, to tell it from others.
const SHOWN: usize = 9;

/// A key that was just drawn: the only time that it is known.
pub(crate) struct NewKey {
    /// The key itself: `bw_` and 256 random bits.
    pub(crate) secret: String,
    /// What is kept of it.
    pub(crate) kept: ClientKey,
}

impl NewKey {
    /// Draws a key.
    pub(crate) fn draw(entropy: &dyn Entropy, created_at: Timestamp, expires_at: Option<Timestamp>) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        let secret = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes));
        let id = entropy.uuid_v4().simple().to_string();
        let kept = ClientKey {
            #[expect(clippy::expect_used, reason = "32 hexadecimal digits are a key's id")]
            id: id.parse::<KeyId>().expect("hexadecimal digits are allowed"),
            hash: hash(&secret),
            prefix: secret[..SHOWN].to_owned(),
            created_at,
            expires_at,
        };
        Self { secret, kept }
    }
}

/// The form in which a key is kept and found.
pub(crate) fn hash(key: &str) -> KeyHash {
    KeyHash(Sha256::digest(key.as_bytes()).into())
}
