//! What is said of each shape.

/// A shape and its verdicts.
pub(super) struct Expected {
    pub(super) name: &'static str,
    /// Its library's own verdict: `right`, `wrong`, or `-` where it gives none.
    pub(super) theirs: &'static str,
    /// Our verdict, and the codes of the checks that fail or cannot tell.
    pub(super) ours: &'static str,
    /// Why ours is better founded, where they differ.
    pub(super) because: &'static str,
}

const fn line(name: &'static str, theirs: &'static str, ours: &'static str) -> Expected {
    Expected { name, theirs, ours, because: "" }
}

impl Expected {
    const fn because(self, because: &'static str) -> Self {
        Self { because, ..self }
    }
}

/// The first with the feature `long-tail`, the second without.
const fn long_tail(with: &'static str, without: &'static str) -> &'static str {
    if cfg!(feature = "long-tail") { with } else { without }
}

/// What is signed by a suite that only the feature has: without it nothing is judged.
const fn only_long_tail(
    name: &'static str,
    theirs: &'static str,
    with: &'static str,
    without: &'static str,
) -> Expected {
    line(name, theirs, long_tail(with, without))
}

/// Why we say less than the library where it says `right`, or `wrong`.
const UNSUPPORTED: &str =
    long_tail("", "the suite is not supported, and what is not understood is not judged");

pub(super) const NODE: &[Expected] = &[
    line("eddsa-rdfc-2022", "right", "valid"),
    line("eddsa-rdfc-2022, forged", "wrong", "invalid proof.signature_mismatch"),
    line("eddsa-jcs-2022", "right", "valid"),
    line("eddsa-jcs-2022, forged", "wrong", "invalid proof.signature_mismatch"),
    line("Ed25519Signature2020", "right", "valid"),
    line("Ed25519Signature2020, forged", "wrong", "invalid proof.signature_mismatch"),
    line("ecdsa-rdfc-2019 P-256", "right", "valid"),
    line("ecdsa-rdfc-2019 P-256, forged", "wrong", "invalid proof.signature_mismatch"),
    line("ecdsa-rdfc-2019 P-384", "right", "valid"),
    line("ecdsa-rdfc-2019 P-384, forged", "wrong", "invalid proof.signature_mismatch"),
    line("VC 1.1 with context without a version, Ed25519Signature2020", "right", "valid"),
    line("VC 1.1 with context without a version, eddsa-rdfc-2022", "right", "valid"),
    line("VC 1.1 with context 3.0.1, Ed25519Signature2020", "right", "valid"),
    line("VC 1.1 with context 3.0.1, eddsa-rdfc-2022", "right", "valid"),
    line("VC 1.1 with context 3.0.2, Ed25519Signature2020", "right", "valid"),
    line("VC 1.1 with context 3.0.2, eddsa-rdfc-2022", "right", "valid"),
    line("two proofs", "right", "valid"),
    line("two proofs, forged", "wrong", "invalid proof.signature_mismatch"),
    line("two proofs, the second of them wrong", "right", "valid"),
    line("a chain of proofs", "-", "valid"),
    line("a chain of proofs, its first taken away", "-", "invalid proof.previous_missing"),
    line("a chain of proofs, its first exchanged", "-", "invalid proof.signature_mismatch"),
    line("a context inside the proof", "right", "valid"),
    line("a did:key without fragment as the method", "wrong", "valid")
        .because("a did:key has one key, and the DID is the issuer"),
    line("another issuer's badge", "wrong", "invalid issuer.key_of_another"),
    line("eddsa-2022", "right", "valid"),
    line("ecdsa-sd-2023, a base proof", "wrong", "unknown proof.base"),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses",
        "right",
        "unknown validity.left_out",
        "unknown proof.unsupported_suite",
    )
    .because("its holder may have left out an end, or that it was revoked"),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses, end and status among it",
        "right",
        "valid",
        "unknown proof.unsupported_suite",
    )
    .because(UNSUPPORTED),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses, revoked",
        "wrong",
        "invalid status.revoked",
        "invalid proof.unsupported_suite status.revoked",
    ),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses, revoked, which is not disclosed",
        "right",
        "unknown validity.left_out",
        "unknown proof.unsupported_suite",
    )
    .because("its holder may have left out an end, or that it was revoked"),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses, forged",
        "wrong",
        "invalid proof.signature_mismatch",
        "unknown proof.unsupported_suite",
    ),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses, less than was disclosed",
        "wrong",
        "unknown proof.unsupported_suite",
        "unknown proof.unsupported_suite",
    ),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses, an undefined word added",
        "-",
        "invalid context.undefined_term proof.not_computed",
        "invalid context.undefined_term proof.unsupported_suite",
    ),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses, with the base proof's value",
        "wrong",
        "unknown proof.base",
        "unknown proof.base",
    ),
    only_long_tail(
        "ecdsa-sd-2023, what it discloses, a hashed recipient",
        "right",
        "unknown proof.unsupported_suite",
        "unknown proof.unsupported_suite",
    )
    .because("the library that would check it reads the coerced boolean in another way than the standard"),
    only_long_tail(
        "EcdsaSecp256k1Signature2019",
        "right",
        "valid",
        "unknown issuer.method_unsupported proof.unsupported_suite",
    )
    .because(UNSUPPORTED),
    only_long_tail(
        "EcdsaSecp256k1Signature2019, forged",
        "wrong",
        "invalid proof.signature_mismatch",
        "unknown issuer.method_unsupported proof.unsupported_suite",
    ),
    only_long_tail(
        "EcdsaSecp256k1Signature2019, another issuer's badge",
        "right",
        "invalid issuer.key_of_another",
        "invalid issuer.key_of_another proof.unsupported_suite",
    )
    .because("the signature is right, and the key another's"),
    only_long_tail(
        "EcdsaSecp256k1Signature2019, for another purpose",
        "wrong",
        "invalid proof.purpose",
        "unknown issuer.method_unsupported proof.unsupported_suite",
    ),
    only_long_tail(
        "EcdsaSecp256k1Signature2019, an undefined word in the proof",
        "wrong",
        "invalid proof.not_of_all",
        "unknown issuer.method_unsupported proof.unsupported_suite",
    ),
    only_long_tail(
        "EcdsaSecp256k1Signature2019, a method in the proof",
        "-",
        "unknown issuer.method_unsupported proof.unsupported_suite",
        "unknown issuer.method_unsupported proof.unsupported_suite",
    ),
    only_long_tail(
        "EcdsaSecp256k1Signature2019, did:jwk",
        "right",
        "valid",
        "unknown issuer.method_unsupported proof.unsupported_suite",
    )
    .because(UNSUPPORTED),
    only_long_tail(
        "EcdsaSecp256k1Signature2019, did:web",
        "right",
        "valid",
        "unknown issuer.method_unsupported proof.unsupported_suite",
    )
    .because(UNSUPPORTED),
    only_long_tail(
        "EcdsaSecp256k1Signature2019, a revoked key",
        "right",
        "invalid issuer.key_revoked",
        "unknown issuer.method_unsupported proof.unsupported_suite",
    )
    .because("a revoked key verifies nothing any more; the library does not look"),
    only_long_tail(
        "JWT, ES256K",
        "right",
        "valid",
        "unknown issuer.method_unsupported proof.key_unavailable",
    )
    .because(UNSUPPORTED),
    only_long_tail(
        "JWT, ES256K, forged",
        "wrong",
        "invalid proof.signature_mismatch",
        "unknown issuer.method_unsupported proof.key_unavailable",
    ),
    line("bbs-2023, a base proof", "wrong", "unknown issuer.method_unsupported proof.base"),
    line("bbs-2023, what it discloses", "right", "unknown issuer.method_unsupported proof.unsupported_suite")
        .because("the suite is not supported, and what is not understood is not judged"),
    line("a proof of an unheard of suite", "wrong", "unknown proof.unsupported_suite"),
    line("a proof of an unheard of suite beside a good one", "right", "valid"),
    line("a presentation", "right", "valid"),
    line("a presentation, forged", "wrong", "valid")
        .because("the badge in it is right; who presents it is another question"),
    line("a presentation without proof", "right", "valid"),
    line("a presentation of a forged badge", "wrong", "invalid proof.signature_mismatch"),
    line("a presentation of two badges", "right", "valid"),
    line("did:web, key by reference", "right", "valid"),
    line("did:web, key embedded", "right", "valid"),
    line("did:web of a whole host", "right", "valid"),
    line("did:web, P-256", "right", "valid"),
    line("did:web, P-256 as a JsonWebKey", "right", "valid"),
    line("did:web, a method of the older suite", "right", "valid"),
    line(
        "did:web, the key not for assertions",
        "wrong",
        "invalid issuer.method_not_listed proof.key_unavailable",
    ),
    line("did:web, another's document", "wrong", "invalid issuer.document_id_mismatch proof.key_unavailable"),
    line("did:web, out of reach", "wrong", "unknown issuer.unreachable proof.key_unavailable"),
    line("did:web, a revoked key", "right", "invalid issuer.key_revoked")
        .because("a revoked key verifies nothing any more; the library does not look"),
    line("did:web, an expired key", "right", "invalid issuer.key_expired")
        .because("an expired key verifies nothing any more; the library does not look"),
    line("did:web, a key that expires one day", "right", "valid"),
    line(
        "did:web, another's key",
        "wrong",
        "invalid issuer.method_controller_mismatch proof.key_unavailable",
    ),
    line("did:web, relative ids", "wrong", "valid")
        .because("an id relative to its document names one method; read with a warning"),
    line("did:web, Ed25519 as a JsonWebKey2020", "right", "valid"),
    line("did:web, a key in base58", "right", "valid"),
    line("Ed25519Signature2018", "right", "valid"),
    line("Ed25519Signature2018, forged", "wrong", "invalid proof.signature_mismatch"),
    line("did:jwk, Ed25519", "right", "valid"),
    line("did:jwk, P-256", "right", "valid"),
    line("did:key in base64url", "wrong", "valid")
        .because("the same key in another base of multibase is the same key"),
    line("an https issuer with its document", "right", "valid"),
    line("an https issuer, a lone Multikey below it", "right", "valid"),
    line("JWT, RS256", "right", "valid"),
    line("JWT, RS256, forged", "wrong", "invalid proof.signature_mismatch"),
    line("JWT, ES256", "right", "valid"),
    line("JWT, ES256, forged", "wrong", "invalid proof.signature_mismatch"),
    line("JWT, EdDSA", "right", "valid"),
    line("JWT, EdDSA, forged", "wrong", "invalid proof.signature_mismatch"),
    line("JWT, without kid", "right", "valid"),
    line("JWT, iss is not the issuer", "right", "unknown issuer.claim_differs")
        .because("the library knows no issuer of a badge; whose key it is stays open"),
    line("JWT, the issuer's key in the header", "right", "valid"),
    line("JWT, a stranger's key in the header", "right", "invalid issuer.key_not_listed")
        .because("a key that comes along proves no issuer until the issuer lists it"),
    line("JWT, VC 1.1 under vc", "right", "valid"),
    line("JWT, typ vc+jwt and no claims", "right", "valid"),
    line("JWT, expired", "wrong", "invalid validity.expired"),
    line("JWT, jti is not the id", "right", "invalid issuer.contradicted")
        .because("claims must agree with the badge, which the library does not read"),
    line("JWT, alg none", "wrong", "invalid parse.jws_proves_nothing"),
    line("JWT, HMAC with the public key", "wrong", "invalid parse.jws_proves_nothing"),
    line("JWT, words and a vocabulary of its own", "right", "valid"),
    line("JWT, a header that nobody knows", "right", "valid"),
    line("JWT, a header that must be understood", "wrong", "invalid parse.jws_proves_nothing"),
    line("JWT, an audience", "right", "valid"),
    line("JWT, without sub", "right", "valid"),
    line("JWT, an endorsement inside", "right", "valid"),
    line("JWT, a forged endorsement inside", "right", "valid endorsements.not_its_authors"),
    line("JWT, did:jwk", "right", "valid"),
    line("JWT, did:key, Ed25519", "right", "valid"),
    line("JWT, did:key, P-256", "right", "valid"),
    line("JWT, did:key, P-256, not compressed", "right", "valid"),
    line("JWT, did:key, P-256 as a JWK", "right", "valid"),
    line("JWT, kid is the URL of a JWK", "right", "valid"),
    line("JWT, kid is in a JWK set", "right", "valid"),
    line("Bitstring, in force", "right", "valid"),
    line("Bitstring, revoked", "wrong", "invalid status.revoked"),
    line("Bitstring, past the end", "wrong", "unknown status.index_out_of_range"),
    line("Bitstring, a list with another id", "right", "valid"),
    line("Bitstring, out of reach", "wrong", "unknown status.unreachable"),
    line("Bitstring, a forged list", "wrong", "unknown status.unverified"),
    line("Bitstring, a list past its end", "wrong", "unknown status.stale"),
    line("Bitstring, a list for another purpose", "wrong", "unknown status.purpose_mismatch"),
    line("Bitstring, a list that is too short", "right", "unknown status.list_too_short")
        .because("a short list tells whose badge is looked up; the standard refuses it"),
    line("Bitstring, another issuer's list", "wrong", "valid")
        .because("a badge may name another's list, bound to that issuer; with a warning"),
    line("Bitstring, revoked, the index a number", "wrong", "invalid status.revoked"),
    line("Bitstring, the second of two revoked", "wrong", "invalid status.revoked"),
    line("StatusList2021, in force", "right", "valid"),
    line("StatusList2021, revoked", "wrong", "invalid status.revoked"),
    line("1EdTechRevocationList, in force", "-", "valid"),
    line("1EdTechRevocationList, revoked", "-", "invalid status.revoked"),
    line("refreshed", "-", "valid refreshed"),
    line("a refresh out of reach", "-", "valid"),
    line("a date alone", "wrong", "valid")
        .because("a date alone is the beginning of its day, read with a warning"),
    line("a date without zone, with nanoseconds", "right", "valid"),
    line("VC 1.1, a date alone", "wrong", "valid")
        .because("a date alone is the beginning of its day, read with a warning"),
    line("an image as a string", "right", "valid"),
    line("an achievement type of its own", "right", "valid"),
    line("a subject with a name", "right", "valid"),
    line("the issuer as a string", "right", "valid"),
    line("a single type of the achievement", "right", "valid"),
    line("one subject in an array", "right", "valid"),
    line("no id", "right", "valid"),
    line("criteria with a type", "right", "valid"),
    line("expired", "wrong", "invalid validity.expired"),
    line("not yet valid", "wrong", "invalid validity.not_yet"),
    line("valid until before it is valid", "wrong", "invalid validity.expired"),
    line("VC 1.1, expired", "wrong", "invalid validity.expired"),
    line("two subjects", "right", "invalid subject.several")
        .because("who the badge is about is not clear; Open Badges has one subject"),
    line("AchievementCredential", "right", "valid"),
    line("no subject id", "right", "valid"),
    line("no name", "right", "valid"),
    line("an achievement without a name", "right", "invalid schema.achievement_name")
        .because("what was achieved is not clear"),
    line("a vocabulary of the issuer's own", "right", "unknown context.unknown proof.not_computed")
        .because("contexts are pinned: a fetched one may mean something else tomorrow"),
    line("a context in the midst", "right", "invalid context.nested proof.not_computed")
        .because("a context in the midst can give words another meaning"),
    line("a related resource", "right", "valid"),
    line("a related resource that has changed", "right", "invalid context.resource_changed")
        .because("the badge says what its resource is; the library does not look"),
    line("a proof without created", "right", "valid"),
    line("a proof created without a zone", "right", "valid"),
    line("a proof that has expired", "right", "invalid proof.expired")
        .because("the proof says until when it holds; the library does not compare it"),
    line("a proof that expires one day", "right", "valid"),
    line("a proof for authentication", "wrong", "invalid proof.purpose"),
    line("a word that was not signed", "wrong", "invalid context.undefined_term proof.not_of_all"),
    line("no proof", "-", "invalid issuer.unproven proof.missing"),
    line("a word turned by an inline context", "wrong", "invalid context.inline proof.not_of_all"),
    line("an embedded endorsement", "right", "valid"),
    line("a forged embedded endorsement", "right", "valid endorsements.not_its_authors"),
    line("Open Badges 2.0", "-", "invalid parse.open_badges_2"),
    line("DCC, did:key", "right", "valid"),
    line("DCC, did:key, forged", "wrong", "invalid proof.signature_mismatch"),
    line("DCC, VC 1.1 with Ed25519Signature2020", "right", "valid"),
    line("DCC, did:web", "right", "valid"),
];

pub(super) const PYTHON: &[Expected] = &[
    line("openbadgeslib, ES256", "right", "valid"),
    line("openbadgeslib, ES256, forged", "wrong", "invalid proof.signature_mismatch"),
    line("openbadgeslib, ES256, in force by a list", "right", "valid"),
    line("openbadgeslib, ES256, revoked by a list", "wrong", "invalid status.revoked"),
    line("openbadgeslib, EdDSA", "right", "valid"),
    line("openbadgeslib, EdDSA, forged", "wrong", "invalid proof.signature_mismatch"),
    line("openbadgeslib, EdDSA, in force by a list", "right", "valid"),
    line("openbadgeslib, EdDSA, revoked by a list", "wrong", "invalid status.revoked"),
    line("openbadgeslib, RS256", "right", "valid"),
    line("openbadgeslib, RS256, forged", "wrong", "invalid proof.signature_mismatch"),
    line("openbadgeslib, RS256, in force by a list", "right", "valid"),
    line("openbadgeslib, RS256, revoked by a list", "wrong", "invalid status.revoked"),
    line("openbadgeslib, eddsa-rdfc-2022", "right", "valid"),
    line("openbadgeslib, eddsa-rdfc-2022, forged", "wrong", "invalid proof.signature_mismatch"),
];
