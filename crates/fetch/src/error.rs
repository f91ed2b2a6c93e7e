//! Why something could not be had. The texts are shown to strangers and name no address.

/// Why a request was not made, or brought nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RetrieveError {
    /// The URL is neither `https` nor `http`.
    #[error("only https and http URLs are fetched")]
    Scheme,
    /// The URL, or the request for it, cannot be used.
    #[error("this URL is not fetched: {reason}")]
    Url {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The host is, or resolves to nothing but, addresses that are not on the public internet.
    #[error("the host is not on the public internet, so it is not asked")]
    AddressRefused,
    /// The host's name has no address.
    #[error("the host's name could not be resolved")]
    Unresolved,
    /// The host could not be connected to, or the connection broke.
    #[error("the host could not be reached, or broke off the connection")]
    Unreachable,
    /// Time ran out.
    #[error("the host took too long to answer")]
    Timeout,
    /// No trusted connection came about.
    #[error("the host's TLS certificate is not trusted, or TLS failed")]
    Tls,
    /// A redirect is not followed.
    #[error("the host's redirect is not followed: {reason}")]
    Redirects {
        /// Why not.
        reason: &'static str,
    },
    /// The answer is not one of success.
    #[error("the host answered with status {0}")]
    Status(
        /// The HTTP status code.
        u16,
    ),
    /// The body is larger than was asked for.
    #[error("the answer is too large: at most {limit} bytes are read")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The body is compressed wrongly or in a way that was not asked for.
    #[error("the answer is compressed in a way that cannot be read")]
    Encoding,
}

impl RetrieveError {
    /// A name for programs that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Scheme => "fetch.scheme",
            Self::Url { .. } => "fetch.url",
            Self::AddressRefused => "fetch.address_refused",
            Self::Unresolved => "fetch.unresolved",
            Self::Unreachable => "fetch.unreachable",
            Self::Timeout => "fetch.timeout",
            Self::Tls => "fetch.tls",
            Self::Redirects { .. } => "fetch.redirects",
            Self::Status(_) => "fetch.status",
            Self::TooLarge { .. } => "fetch.too_large",
            Self::Encoding => "fetch.encoding",
        }
    }
}

/// Why a client could not be made: the operator's to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The extra certificates cannot be read.
    #[error("`fetch.extra_ca` cannot be used: {detail}; expected certificates in PEM")]
    ExtraCa {
        /// What is wrong with them.
        detail: String,
    },
    /// TLS or the client could not be set up.
    #[error("the HTTP client could not be set up: {detail}")]
    Client {
        /// What failed.
        detail: String,
    },
}

impl SetupError {
    /// A name for programs that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ExtraCa { .. } => "fetch.extra_ca",
            Self::Client { .. } => "fetch.setup",
        }
    }
}
