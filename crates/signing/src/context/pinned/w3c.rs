//! Contexts of the W3C and of those who came before its standards: credentials, proofs, keys, status lists.

use super::{Context, Digest, VALIDATOR, VALIDATOR_DATE};

const W3C_RECOMMENDATION: &str = "W3C recommendation";
const W3C_REPOSITORY: &str = "W3C specification repository";

pub(super) const CONTEXTS: &[Context] = &[
    Context {
        url: "https://www.w3.org/ns/credentials/v2",
        text: include_str!("../../../contexts/credentials-v2.json"),
        digests: &[Digest {
            sha256: "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/2018/credentials/v1",
        text: include_str!("../../../contexts/credentials-v1.json"),
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
        text: include_str!("../../../contexts/credentials-examples-v2.json"),
        digests: &[Digest {
            sha256: "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c",
            publisher: W3C_REPOSITORY,
            date: "2026-11-24",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/data-integrity/v1",
        text: include_str!("../../../contexts/data-integrity-v1.json"),
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
        text: include_str!("../../../contexts/data-integrity-v2.json"),
        digests: &[Digest {
            sha256: "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/suites/ed25519-2020/v1",
        text: include_str!("../../../contexts/ed25519-2020-v1.json"),
        digests: &[Digest {
            sha256: "67646fbc0d6582ad7fbf08ccf0d3a4bedbb4177fd2d63385de52dc1b092ed6c5",
            publisher: VALIDATOR,
            date: VALIDATOR_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/multikey/v1",
        text: include_str!("../../../contexts/multikey-v1.json"),
        digests: &[Digest {
            sha256: "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/jwk/v1",
        text: include_str!("../../../contexts/jwk-v1.json"),
        digests: &[Digest {
            sha256: "0f14b62f6071aafe00df265770ea0c7508e118247d79b7d861a406d2aa00bece",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/ns/cid/v1",
        text: include_str!("../../../contexts/cid-v1.json"),
        digests: &[Digest {
            sha256: "ea216ecc1cb02cd39b693dba2250141e270ba0bf95890be107dd9a9e8e43de85",
            publisher: W3C_RECOMMENDATION,
            date: "2025-05-15",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/ns/did/v1",
        text: include_str!("../../../contexts/did-v1.json"),
        digests: &[Digest {
            sha256: "adefa50311393eb1bd788a38ac9fe2696c65367928f6996812cd54577394f4da",
            publisher: VALIDATOR,
            date: VALIDATOR_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://www.w3.org/ns/credentials/status/v1",
        text: include_str!("../../../contexts/bitstring-status-v1.json"),
        digests: &[Digest {
            sha256: "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
            publisher: "npm @digitalbazaar/vc-bitstring-status-list-context 1.1.0",
            date: "2025-09-23",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/vc/status-list/2021/v1",
        text: include_str!("../../../contexts/status-list-2021-v1.json"),
        digests: &[Digest {
            sha256: "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",
            publisher: "npm @digitalbazaar/vc-status-list-context 3.1.1",
            date: "2024-12-13",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/vc-revocation-list-2020/v1",
        text: include_str!("../../../contexts/revocation-list-2020-v1.json"),
        digests: &[Digest {
            sha256: "9fe1e5bd6d2f709e4628947c86455f2d97204e07ed7b7ae51d559e35e5238e9d",
            publisher: "npm vc-revocation-list-context 1.0.0",
            date: "2024-12-13",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/suites/ed25519-2018/v1",
        text: include_str!("../../../contexts/ed25519-2018-v1.json"),
        digests: &[Digest {
            sha256: "166c6abb9e08176cee5f6c87c9c1bbfefa5717da391bcac525e5437f93eab809",
            publisher: "npm ed25519-signature-2018-context 1.1.0",
            date: "2024-12-11",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/suites/x25519-2020/v1",
        text: include_str!("../../../contexts/x25519-2020-v1.json"),
        digests: &[Digest {
            sha256: "b234f84fe7cebb0efef37cad82667eeacb6d414f6c51ac37f5dc803a4a0c728a",
            publisher: "npm x25519-key-agreement-2020-context 1.0.0",
            date: "2024-12-11",
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/security/suites/jws-2020/v1",
        text: include_str!("../../../contexts/jws-2020-v1.json"),
        digests: &[Digest {
            sha256: "ef0ae6f2382bd0efd39067c07263d26ae9b4cc5e4746111ba524d48125b484c3",
            publisher: "npm @trustvc/w3c-context 2.0.2",
            date: "2026-05-16",
        }],
        unsettled: &[],
    },
];
