//! Comparing one `IdentityObject` (OB, data model: `IdentityHash`).

use md5::Md5;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::asked::{Asked, Kind};
use super::{Comparison, Doubt};

/// One entry of `identifier`, in clear or hashed.
pub(super) fn compare(identifier: &Value, asked: &Asked<'_>) -> Comparison {
    let text = |member: &str| identifier.get(member).and_then(Value::as_str);
    let Some(identity) = text("identityHash") else { return Comparison::NotComparable };
    let identity_type = text("identityType").unwrap_or_default();
    let compared = match identifier.get("hashed").and_then(Value::as_bool) {
        Some(false) => in_clear(identity, identity_type, asked),
        hashed => match Hash::read(identity) {
            Some(hash) => hash.compare(text("salt"), asked),
            // Published badges leave `hashed` out of identities in clear.
            None if hashed.is_none() => in_clear(identity, identity_type, asked),
            None => Comparison::NotComparable,
        },
    };
    match compared {
        Comparison::Different if !is_of_kind(identity_type, asked.kind) => Comparison::NotComparable,
        compared => compared,
    }
}

/// `hashed: false`: names by their words, everything else as text.
fn in_clear(identity: &str, identity_type: &str, asked: &Asked<'_>) -> Comparison {
    if identity_type == "name" && asked.kind == Kind::Other {
        asked.is_name(identity)
    } else {
        Comparison::plain(asked.is_text(identity))
    }
}

/// Whether an identity of this type speaks of what was asked for: a badge that has an address only does not say
/// that the name is another.
fn is_of_kind(identity_type: &str, kind: Kind) -> bool {
    match kind {
        Kind::Email => identity_type == "emailAddress",
        Kind::Iri => false,
        Kind::Other => identity_type != "emailAddress",
    }
}

/// What stands in `identityHash`, taken apart.
struct Hash<'a> {
    algorithm: Algorithm,
    hex: &'a str,
}

/// The two algorithms that Open Badges names.
#[derive(Clone, Copy)]
enum Algorithm {
    Sha256,
    Md5,
}

impl<'a> Hash<'a> {
    /// `sha256$…` or `md5$…`; the hexadecimal digits in either case.
    fn read(identity: &'a str) -> Option<Self> {
        let (algorithm, hex) = identity.trim().split_once('$')?;
        let algorithm = match algorithm.to_ascii_lowercase().as_str() {
            "sha256" => Algorithm::Sha256,
            "md5" => Algorithm::Md5,
            _ => return None,
        };
        Some(Self { algorithm, hex })
    }

    /// The address as typed, then lower-cased; each with the salt, and without it.
    fn compare(&self, salt: Option<&str>, asked: &Asked<'_>) -> Comparison {
        let salts = salt.into_iter().chain([""]);
        let same = salts
            .flat_map(|salt| asked.spellings().map(move |spelling| (spelling, salt)))
            .any(|(spelling, salt)| self.algorithm.hex(spelling, salt).eq_ignore_ascii_case(self.hex));
        match (same, self.algorithm) {
            (true, Algorithm::Md5) => Comparison::Same(vec![Doubt::Md5]),
            (same, _) => Comparison::plain(same),
        }
    }
}

impl Algorithm {
    /// The hash of the identity followed by the salt.
    fn hex(self, identity: &str, salt: &str) -> String {
        match self {
            Self::Sha256 => hex::encode(Sha256::new().chain_update(identity).chain_update(salt).finalize()),
            Self::Md5 => hex::encode(Md5::new().chain_update(identity).chain_update(salt).finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// `true` for a match, `false` for a difference, `None` where nothing can be compared.
    fn same(identifier: Value, asked: &str) -> Option<bool> {
        match compare(&identifier, &Asked::new(asked).unwrap()) {
            Comparison::Same(doubts) => {
                assert!(doubts.is_empty(), "{doubts:?}");
                Some(true)
            }
            Comparison::Different => Some(false),
            Comparison::NotComparable => None,
        }
    }

    fn email(identity: &str) -> Value {
        json!({"identityType": "emailAddress", "hashed": true, "identityHash": identity})
    }

    // Expected values from `printf '%s' … | sha256sum` and `md5sum` of GNU coreutils.
    const ADA: &str = "aac2a5055f28072716c942f0b9e55de2009da350e65c7c0c39e7448e95782c7b";

    #[test]
    fn hexadecimal_is_read_in_either_case() {
        let upper = "sha256$B5809D8A92F8858436D7E6B87C12EBC0AE1EAC4BAECC2C0B913AEE2C922EF399";
        let mut identifier = email(upper);
        identifier["salt"] = json!("Kosher");
        assert_eq!(same(identifier, "a@example.com"), Some(true));
    }

    #[test]
    fn a_hash_without_salt_is_found_and_a_salt_that_was_not_used_does_no_harm() {
        let identity = format!("sha256${ADA}");
        assert_eq!(same(email(&identity), "ada@district.example"), Some(true));
        let mut salted = email(&identity);
        salted["salt"] = json!("not-used");
        assert_eq!(same(salted, "Ada@District.example"), Some(true));
    }

    #[test]
    fn md5_matches_with_a_doubt() {
        // RFC 1321 §A.5: the digest of `abc`.
        let identifier = json!({"identityType": "userName", "hashed": true, "identityHash": "md5$900150983cd24fb0d6963f7d28e17f72"});
        let compared = compare(&identifier, &Asked::new("abc").unwrap());
        assert!(matches!(compared, Comparison::Same(doubts) if doubts == [Doubt::Md5]));
    }

    #[test]
    fn an_identity_in_clear_is_compared_as_text_even_if_it_looks_hashed() {
        let clear = |identity: &str| json!({"identityType": "emailAddress", "hashed": false, "identityHash": identity});
        assert_eq!(same(clear("Student@1EdTech.example"), "student@1edtech.example"), Some(true));
        assert_eq!(same(clear(&format!("sha256${ADA}")), "ada@district.example"), Some(false));
    }

    #[test]
    fn an_unknown_algorithm_and_a_missing_member_decide_nothing() {
        assert_eq!(same(email("sha512$00"), "ada@district.example"), None);
        assert_eq!(same(email("ada@district.example"), "ada@district.example"), None);
        assert_eq!(same(json!({"identityType": "emailAddress"}), "ada@district.example"), None);
    }

    #[test]
    fn another_kind_of_identity_is_no_difference() {
        let number = json!({"identityType": "sourcedId", "hashed": false, "identityHash": "S-1"});
        assert_eq!(same(number.clone(), "s-1"), Some(true));
        assert_eq!(same(number.clone(), "S-2"), Some(false));
        assert_eq!(same(number, "ada@district.example"), None);
        assert_eq!(same(email(&format!("sha256${ADA}")), "Ada Jones"), None);
    }
}
