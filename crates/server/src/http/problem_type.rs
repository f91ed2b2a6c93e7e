//! Every kind of problem our own interface answers with, once: `/problems` is made from this table.

/// A kind of problem (RFC 9457 §3.1.1), documented at `/problems/{slug}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProblemType {
    /// The last part of its URL.
    pub(crate) slug: &'static str,
    /// The HTTP status it comes with.
    pub(crate) status: u16,
    /// What it is, the same for each occurrence.
    pub(crate) title: &'static str,
    /// Why it comes and what to do, for the engineer who reads the page.
    pub(crate) remedy: &'static str,
}

/// Shorthand for the table below.
const fn problem(slug: &'static str, status: u16, title: &'static str, remedy: &'static str) -> ProblemType {
    ProblemType { slug, status, title, remedy }
}

pub(crate) const MALFORMED_BODY: ProblemType = problem(
    "malformed-body",
    400,
    "The body could not be read",
    "The body is not JSON, or not the kind of document this operation takes. `detail` says where reading stopped.",
);
pub(crate) const MALFORMED_QUERY: ProblemType = problem(
    "malformed-query",
    400,
    "A query parameter is wrong",
    "Look at `detail`: it names the parameter and what was expected.",
);
pub(crate) const UNAUTHENTICATED: ProblemType = problem(
    "unauthenticated",
    401,
    "No valid API key",
    "Send `Authorization: Bearer <key>` with a key that is neither revoked nor expired. The first admin key is in `admin.key` of the data folder; \
     `badgewright client` makes others.",
);
pub(crate) const FORBIDDEN: ProblemType = problem(
    "forbidden",
    403,
    "This key may not do that",
    "The key's client lacks the scope, the badge class or the issuer that `detail` names. An administrator can add it.",
);
pub(crate) const NOT_FOUND: ProblemType = problem(
    "not-found",
    404,
    "There is nothing here",
    "The address names nothing this service has. A badge's address is never taken away: check it for a missing character.",
);
pub(crate) const METHOD_NOT_ALLOWED: ProblemType = problem(
    "method-not-allowed",
    405,
    "This address does not take that method",
    "The `Allow` header lists the methods it takes; the API reference at `/docs` shows each operation.",
);
pub(crate) const NOT_ACCEPTABLE: ProblemType = problem(
    "not-acceptable",
    406,
    "Not to be had in that form",
    "No form of this resource satisfies the `Accept` header or the suffix. `detail` lists the forms there are.",
);
pub(crate) const IDEMPOTENCY_CONFLICT: ProblemType = problem(
    "idempotency-conflict",
    409,
    "Already used for another completion",
    "The same `Idempotency-Key` or `externalId` came before with another body. `credential` is the URL of the badge that was issued then. To correct that badge, \
     send the right completion, whole, to `POST /v1/credentials/{id}/supersede`: the badge keeps its address and gets a newer version.",
);
pub(crate) const STATUS_CONFLICT: ProblemType = problem(
    "status-conflict",
    409,
    "The badge's status does not allow that",
    "A revoked badge stays revoked, and neither a revoked nor a suspended one is superseded. Suspension works where `issuer.suspension = true` was set before the badge was issued.",
);
pub(crate) const CLIENT_CONFLICT: ProblemType = problem(
    "client-conflict",
    409,
    "The client or key cannot be changed so",
    "A client's id is its own for good, a client has 16 keys at most, and the last key of an administrator stays: without it nobody could \
     make another.",
);
pub(crate) const TOO_LARGE: ProblemType = problem(
    "too-large",
    413,
    "The body is too large",
    "A JSON body may have 2 MB, an upload 10 MB. Link to evidence instead of sending it.",
);
pub(crate) const UNSUPPORTED_MEDIA_TYPE: ProblemType = problem(
    "unsupported-media-type",
    415,
    "This content type is not taken here",
    "`detail` lists the content types this operation takes.",
);
pub(crate) const INVALID_REQUEST: ProblemType = problem(
    "invalid-request",
    422,
    "The request is not right",
    "`errors` lists everything that is wrong with it, each with a JSON Pointer into the body. Nothing was issued or changed.",
);
pub(crate) const NOT_EARNED: ProblemType = problem(
    "not-earned",
    422,
    "The badge is not earned",
    "A criterion of the rubric is below the level that the badge class asks for, so no badge was issued. The submission may be scored again and sent anew.",
);
pub(crate) const ENDORSEMENT_REFUSED: ProblemType = problem(
    "endorsement-refused",
    422,
    "The endorsement cannot be shown",
    "It must be a signed `EndorsementCredential` about this issuer's own DID, by somebody whose key can be looked up, neither withdrawn nor over. \
     `errors` says what is missing; `checks`, where it is there, has the codes. Nothing was attached.",
);
pub(crate) const INTERNAL: ProblemType = problem(
    "internal",
    500,
    "Something went wrong on our side",
    "The request was not carried out. `instance` is the id under which the operator finds the cause in the log.",
);
pub(crate) const UNAVAILABLE: ProblemType = problem(
    "unavailable",
    503,
    "Not able to answer now",
    "The store is not ready or the service is stopping. Send the same request again: with the same `externalId` or `Idempotency-Key` nothing is issued twice.",
);

/// All of them, in the order of their status.
pub(crate) const ALL: &[ProblemType] = &[
    MALFORMED_BODY,
    MALFORMED_QUERY,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    IDEMPOTENCY_CONFLICT,
    STATUS_CONFLICT,
    CLIENT_CONFLICT,
    TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    INVALID_REQUEST,
    NOT_EARNED,
    ENDORSEMENT_REFUSED,
    INTERNAL,
    UNAVAILABLE,
];
