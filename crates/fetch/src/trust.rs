//! Whose certificates are trusted.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::SetupError;

/// TLS that trusts the system's authorities and those of `extra_ca`, PEM.
pub(crate) fn client_config(extra_ca: Option<&[u8]>) -> Result<ClientConfig, SetupError> {
    let extra = extra_ca.map(certificates).transpose()?.unwrap_or_default();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| SetupError::Client { detail: error.to_string() })?;
    Ok(match verifier(extra, provider)? {
        Some(verifier) => {
            builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth()
        }
        None => builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    })
}

/// `None` where the system has no authorities, as a container may have none: the service is of use without
/// (it issues), and every https host is then out of reach rather than trusted.
fn verifier(
    extra: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Option<Verifier>, SetupError> {
    let has_extra = !extra.is_empty();
    match Verifier::new_with_extra_roots(extra, provider) {
        Ok(verifier) => Ok(Some(verifier)),
        Err(error) if has_extra => Err(SetupError::ExtraCa { detail: error.to_string() }),
        Err(error) => {
            tracing::warn!(%error, "no https host can be asked: install the package ca-certificates");
            Ok(None)
        }
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, SetupError> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| SetupError::ExtraCa { detail: error.to_string() })?;
    if certificates.is_empty() {
        return Err(SetupError::ExtraCa { detail: "it holds no certificate".to_owned() });
    }
    Ok(certificates)
}

#[cfg(test)]
mod tests {
    use super::client_config;

    #[test]
    fn the_authorities_of_the_system_do() {
        assert!(client_config(None).is_ok());
    }

    #[test]
    fn what_is_no_certificate_is_told() {
        for pem in [
            "",
            "not PEM",
            "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            let error = client_config(Some(pem.as_bytes())).err();
            assert_eq!(error.map(|error| error.code()), Some("fetch.extra_ca"), "{pem}");
        }
    }
}
