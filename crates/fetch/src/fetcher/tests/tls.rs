//! Certificates are checked, and redirects keep the promise of https.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

use super::server::{Server, answer};
use super::{Always, code_of, open_policy, pages};
use crate::Policy;
use crate::fetcher::Fetcher;
use crate::guard::Guard;

/// An authority made for one test, as PEM, and a server's TLS with its certificate for `name`.
fn authority_and_server(name: &str) -> (Vec<u8>, TlsAcceptor) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&key).unwrap().pem().into_bytes();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    (authority, TlsAcceptor::from(Arc::new(config)))
}

/// A client that finds every name at 127.0.0.1.
fn fetcher(extra_ca: Option<Vec<u8>>) -> Fetcher {
    let policy = Policy { extra_ca, ..open_policy() };
    Fetcher::with(&policy, Guard::of(&policy), Always::new("127.0.0.1")).unwrap()
}

#[tokio::test]
async fn an_authority_is_trusted_only_where_it_was_added() {
    let (authority, tls) = authority_and_server("badges.example.org");
    let server = Server::with_tls(tls, pages).await;
    let url = format!("https://badges.example.org:{}/badge", server.address.port());
    assert_eq!(code_of(&fetcher(None), &url).await, "fetch.tls");
    assert_eq!(code_of(&fetcher(Some(authority)), &url).await, "ok");
}

#[tokio::test]
async fn a_certificate_is_good_for_its_own_name_only() {
    let (authority, tls) = authority_and_server("badges.example.org");
    let server = Server::with_tls(tls, pages).await;
    let url = format!("https://other.example.org:{}/badge", server.address.port());
    assert_eq!(code_of(&fetcher(Some(authority)), &url).await, "fetch.tls");
}

#[tokio::test]
async fn a_redirect_from_https_to_http_is_not_followed() {
    let (authority, tls) = authority_and_server("badges.example.org");
    let server =
        Server::with_tls(tls, |_| answer("302 Found", &["Location: http://badges.example.org/"], b"")).await;
    let url = format!("https://badges.example.org:{}/", server.address.port());
    assert_eq!(code_of(&fetcher(Some(authority)), &url).await, "fetch.redirects");
    assert_eq!(server.requests().len(), 1);
}
