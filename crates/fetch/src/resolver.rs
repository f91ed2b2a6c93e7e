//! Resolves names to addresses that may be connected to. What is checked here is what is connected to, so a
//! name that means another address a moment later (DNS rebinding) gains nothing.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::guard::Guard;

/// Finds the addresses of a name. Tests answer in the system's place.
#[async_trait]
pub(crate) trait Lookup: Send + Sync {
    async fn addresses(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// Asks the operating system.
pub(crate) struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn addresses(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// Why a name leads nowhere. It comes back within an error of the HTTP client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ResolveError {
    #[error("the name has no address")]
    Unresolved,
    #[error("the name has no address that may be connected to")]
    Refused,
}

pub(crate) struct GuardedResolver {
    lookup: Arc<dyn Lookup>,
    guard: Guard,
}

impl GuardedResolver {
    pub(crate) fn new(lookup: Arc<dyn Lookup>, guard: Guard) -> Self {
        Self { lookup, guard }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (lookup, guard) = (Arc::clone(&self.lookup), self.guard);
        Box::pin(async move {
            let permitted = permitted_addresses(&*lookup, guard, name.as_str()).await?;
            // Port 0 stands for that of the URL.
            let addresses = permitted.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

async fn permitted_addresses(
    lookup: &dyn Lookup,
    guard: Guard,
    name: &str,
) -> Result<Vec<IpAddr>, ResolveError> {
    let mut addresses = lookup.addresses(name).await.map_err(|error| {
        tracing::debug!(name, %error, "a name could not be resolved");
        ResolveError::Unresolved
    })?;
    if addresses.is_empty() {
        return Err(ResolveError::Unresolved);
    }
    addresses.retain(|address| guard.permits(*address));
    if addresses.is_empty() { Err(ResolveError::Refused) } else { Ok(addresses) }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::IpAddr;

    use async_trait::async_trait;

    use super::{Lookup, ResolveError, permitted_addresses};
    use crate::Policy;
    use crate::guard::Guard;

    struct Answers(&'static [&'static str]);

    #[async_trait]
    impl Lookup for Answers {
        async fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            Ok(self.0.iter().map(|address| address.parse().unwrap()).collect())
        }
    }

    async fn permitted(answers: &'static [&'static str]) -> Result<Vec<String>, ResolveError> {
        let guard = Guard::of(&Policy::default());
        let addresses = permitted_addresses(&Answers(answers), guard, "example.org").await?;
        Ok(addresses.iter().map(ToString::to_string).collect())
    }

    #[tokio::test]
    async fn addresses_that_are_not_public_are_dropped() {
        let answers = &["127.0.0.1", "1.1.1.1", "::1", "2606:4700::1111", "::ffff:10.0.0.1"];
        assert_eq!(permitted(answers).await.unwrap(), ["1.1.1.1", "2606:4700::1111"]);
    }

    #[tokio::test]
    async fn a_name_without_a_public_address_is_refused() {
        assert_eq!(permitted(&["127.0.0.1", "fd00::1"]).await, Err(ResolveError::Refused));
    }

    #[tokio::test]
    async fn a_name_without_any_address_is_unresolved() {
        assert_eq!(permitted(&[]).await, Err(ResolveError::Unresolved));
    }
}
