//! What the client may do and how long it may take.

use std::time::Duration;

/// Limits of a [`Fetcher`](crate::Fetcher). The default is for a service on the public internet.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Whether hosts may be asked that are not on the public internet. Off, unless the operator serves a
    /// private network: with it, anybody who can submit a badge can make the service ask its neighbours.
    pub allow_private_networks: bool,
    /// Certificates, in PEM, of authorities to trust beside those of the system.
    pub extra_ca: Option<Vec<u8>>,
    /// How long resolving a name and connecting may take, for each host.
    pub connect_timeout: Duration,
    /// How long one request may take in all, redirects and the body included.
    pub total_timeout: Duration,
    /// How many redirects are followed.
    pub max_redirects: usize,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            allow_private_networks: false,
            extra_ca: None,
            connect_timeout: Duration::from_secs(3),
            total_timeout: Duration::from_secs(10),
            max_redirects: 3,
        }
    }
}
