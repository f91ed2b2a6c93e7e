//! The digests of related resources (VC-DATA-MODEL §5.3) whose contents are known here: the pinned contexts.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::context::pinned;

/// What was found of one digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// It is that of the resource as it is pinned here.
    Fits,
    /// It is that of an earlier or another publication of the resource.
    FitsEarlier,
    /// It is none of the resource's.
    Differs,
    /// The resource, or the kind of digest, is not known here.
    Unknown,
}

/// One digest of a document's `relatedResource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedDigest {
    /// Where it stands, as a JSON Pointer.
    pub pointer: String,
    /// What was found.
    pub integrity: Integrity,
}

/// An earlier publication of a pinned resource: its digests, since its contents are of no other use.
struct Earlier {
    url: &'static str,
    sha256: &'static str,
    sha384: &'static str,
}

/// The context of the Candidate Recommendations of VC Data Model 2.0 (w3c/vc-data-model, 2024-07-03 to 2025-02-24; its
/// SHA-256 is stated in their appendix B.1). It lacks what the Recommendation changed.
const EARLIER: &[Earlier] = &[Earlier {
    url: "https://www.w3.org/ns/credentials/v2",
    sha256: "24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9",
    sha384: "35239c36999d2155312091af194a1edb61634d6ad789a5e5b19f2aebdd762dd9d1dcaada40eda7ef921c6b8c0ae107a0",
}];

/// Most resources of one document that are looked at.
const MOST: usize = 64;

/// Every digest of `document`'s related resources, in their order.
#[must_use]
pub fn digests(document: &Value) -> Vec<RelatedDigest> {
    let (resources, is_list) = match document.get("relatedResource") {
        Some(Value::Array(resources)) => (resources.as_slice(), true),
        Some(one) => (std::slice::from_ref(one), false),
        None => return Vec::new(),
    };
    let mut found = Vec::new();
    for (index, resource) in resources.iter().take(MOST).enumerate() {
        let Some(url) = resource.get("id").and_then(Value::as_str) else { continue };
        for member in ["digestSRI", "digestMultibase"] {
            let Some(written) = resource.get(member).and_then(Value::as_str) else { continue };
            let at = if is_list { format!("/{index}") } else { String::new() };
            let pointer = format!("/relatedResource{at}/{member}");
            found.push(RelatedDigest { pointer, integrity: integrity(url, member, written) });
        }
    }
    found
}

/// Whether a text is a digest as its member (`digestSRI` or `digestMultibase`) has them, of a function that is known here.
#[must_use]
pub fn is_digest(member: &str, written: &str) -> bool {
    hashes(member, written).is_some_and(|hashes| hashes.iter().any(Hash::is_known))
}

/// Whether a digest, as its member has it, is that of `contents`.
#[must_use]
pub fn fits(member: &str, written: &str, contents: &[u8]) -> bool {
    hashes(member, written).is_some_and(|hashes| hashes.iter().any(|hash| hash.is_of(contents)))
}

fn hashes(member: &str, written: &str) -> Option<Vec<Hash>> {
    if member == "digestSRI" { sri(written) } else { multibase(written) }
}

/// Whether a digest is that of the resource at `url`, as far as its contents are known here.
#[must_use]
pub fn integrity(url: &str, member: &str, written: &str) -> Integrity {
    let Some(context) = pinned(url) else { return Integrity::Unknown };
    let Some(hashes) = hashes(member, written) else { return Integrity::Differs };
    let fits = |hash: &Hash| hash.is_of(context.text.as_bytes());
    let fits_earlier = |hash: &Hash| {
        let of_url = EARLIER.iter().filter(|earlier| earlier.url == url);
        let earlier = of_url.flat_map(|earlier| [earlier.sha256, earlier.sha384]);
        // Other copies that are known by their SHA-256.
        let copies = context.digests.iter().map(|copy| copy.sha256);
        earlier.chain(copies).any(|known| hex::encode(&hash.0) == known)
    };
    if hashes.iter().any(fits) {
        Integrity::Fits
    } else if hashes.iter().any(fits_earlier) {
        Integrity::FitsEarlier
    } else {
        Integrity::Differs
    }
}

/// A hash, whose length tells its function: SHA-256, SHA-384 or SHA-512.
struct Hash(Vec<u8>);

impl Hash {
    fn is_known(&self) -> bool {
        [32, 48, 64].contains(&self.0.len())
    }

    fn is_of(&self, text: &[u8]) -> bool {
        match self.0.len() {
            32 => self.0 == Sha256::digest(text).as_slice(),
            48 => self.0 == Sha384::digest(text).as_slice(),
            64 => self.0 == Sha512::digest(text).as_slice(),
            _ => false,
        }
    }
}

/// Subresource Integrity: hashes with their functions' names, apart by white space; any of them may fit.
fn sri(written: &str) -> Option<Vec<Hash>> {
    let hash = |token: &str| {
        let (function, digest) = token.split_once('-')?;
        let digest = digest.split('?').next().unwrap_or_default();
        // Base64 as the standard has it, and in the alphabet of URLs, as it is found.
        let bytes = STANDARD.decode(digest).or_else(|_| URL_SAFE.decode(digest)).ok()?;
        let length = match function {
            "sha256" => 32,
            "sha384" => 48,
            "sha512" => 64,
            _ => return None,
        };
        (bytes.len() == length).then_some(Hash(bytes))
    };
    let hashes: Vec<_> = written.split_ascii_whitespace().filter_map(hash).collect();
    (!hashes.is_empty()).then_some(hashes)
}

/// CID §2.4 and §2.5: `u` (base64url) or `z` (base58btc), of a Multihash or, as VC Data Model's own example has it, of
/// the hash alone.
fn multibase(written: &str) -> Option<Vec<Hash>> {
    const LONGEST: usize = 128;
    let bytes = match written.split_at_checked(1)? {
        ("u", rest) => URL_SAFE_NO_PAD.decode(rest).ok()?,
        ("z", rest) if rest.len() <= LONGEST => bs58::decode(rest).into_vec().ok()?,
        _ => return None,
    };
    let hash = match bytes.as_slice() {
        [0x12, 0x20, hash @ ..] if hash.len() == 32 => hash,
        [0x20, 0x30, hash @ ..] if hash.len() == 48 => hash,
        [0x13, 0x40, hash @ ..] if hash.len() == 64 => hash,
        alone => alone,
    };
    Some(vec![Hash(hash.to_vec())])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const V2: &str = "https://www.w3.org/ns/credentials/v2";

    fn found(member: &str, written: &str) -> Integrity {
        let document = json!({"relatedResource": {"id": V2, member: written}});
        let [only] = &digests(&document)[..] else { panic!("one digest, one finding") };
        assert_eq!(only.pointer, format!("/relatedResource/{member}"));
        only.integrity
    }

    #[test]
    fn a_digest_of_the_pinned_context_fits_in_every_way_of_writing_it() {
        let text = pinned(V2).unwrap().text;
        let (short, long) = (Sha256::digest(text), Sha384::digest(text));
        assert_eq!(found("digestSRI", &format!("sha384-{}", STANDARD.encode(long))), Integrity::Fits);
        let two = format!("sha384-{} sha256-{}?x", STANDARD.encode([0; 48]), STANDARD.encode(short));
        assert_eq!(found("digestSRI", &two), Integrity::Fits);
        assert_eq!(found("digestMultibase", &format!("u{}", URL_SAFE_NO_PAD.encode(short))), Integrity::Fits);
        let multihash = [&[0x12, 0x20][..], &short].concat();
        let written = format!("z{}", bs58::encode(multihash).into_string());
        assert_eq!(found("digestMultibase", &written), Integrity::Fits);
    }

    #[test]
    fn a_digest_of_the_candidate_recommendation_is_known() {
        let sri = "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg";
        assert_eq!(found("digestSRI", sri), Integrity::FitsEarlier);
        let multibase = "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k";
        assert_eq!(found("digestMultibase", multibase), Integrity::FitsEarlier);
    }

    #[test]
    fn a_digest_of_another_known_copy_fits_too() {
        let url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json";
        for copy in pinned(url).unwrap().digests {
            let written = format!("u{}", URL_SAFE_NO_PAD.encode(hex::decode(copy.sha256).unwrap()));
            assert_ne!(integrity(url, "digestMultibase", &written), Integrity::Differs, "{}", copy.sha256);
        }
    }

    #[test]
    fn a_digest_is_compared_with_any_contents_and_told_from_what_is_none() {
        let written = format!("u{}", URL_SAFE_NO_PAD.encode(Sha256::digest("a")));
        assert!(fits("digestMultibase", &written, b"a") && !fits("digestMultibase", &written, b"b"));
        assert!(is_digest("digestMultibase", &written) && !is_digest("digestSRI", &written));
        for nothing in ["", "u", "uAAAA", "sha256-AAAA", "md5-AAAA", "z0"] {
            assert!(!is_digest("digestMultibase", nothing) && !is_digest("digestSRI", nothing), "{nothing}");
        }
    }

    #[test]
    fn any_other_digest_differs_and_of_an_unknown_resource_nothing_is_said() {
        for (member, written) in [
            ("digestSRI", "sha384-_rCVIV7fSXXTNIvpiq26jRDyj8JG8TDjij-tD0ewLk4JpnXEz6a5AeeY_1qQ0d0P"),
            ("digestSRI", "md5-AAAA"),
            ("digestMultibase", "uM4RgWQc3RUDtjJCSgTJtTfvpZ7SPEg_LNO0ESlovQC0"),
            ("digestMultibase", "q"),
            ("digestMultibase", ""),
        ] {
            assert_eq!(found(member, written), Integrity::Differs, "{written}");
        }
        let elsewhere =
            json!({"relatedResource": [{"id": "https://a.example/r", "digestSRI": "sha384-AAAA"}]});
        assert_eq!(digests(&elsewhere)[0].integrity, Integrity::Unknown);
        assert_eq!(digests(&json!({})), []);
    }
}
