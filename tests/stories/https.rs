//! Real https for stories: an authority made for one test, an https server with its certificate (`tests/peers/https.mjs`),
//! and a service behind it. Names under `.test` and `localhost` are this machine.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::world::{World, root};

/// The names that the certificate is good for.
const NAMES: [&str; 2] = ["badges.test", "localhost"];

/// An authority, and a certificate by it, as files.
pub(crate) struct Authority(TempDir);

impl Authority {
    /// A new one.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.distinguished_name.push(DnType::CommonName, "An authority for one test");
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(NAMES.map(str::to_owned)).unwrap();
        // Python's strict checks want to find the authority's key by its name.
        params.use_authority_key_identifier_extension = true;
        params.distinguished_name.push(DnType::CommonName, NAMES[0]);
        let leaf = params.signed_by(&key, &issuer).unwrap();
        let files = [("ca.pem", authority), ("leaf.pem", leaf.pem()), ("leaf.key", key.serialize_pem())];
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    /// The file with the authority's own certificate.
    pub(crate) fn file(&self) -> PathBuf {
        self.0.path().join("ca.pem")
    }

    /// Lets a command trust this authority, find the names, and serve with the certificate.
    pub(crate) fn lend<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .current_dir(root().join("tests/peers"))
            .env("NODE_EXTRA_CA_CERTS", self.file())
            .env("SSL_CERT_FILE", self.file())
            .env("PEER_CERTIFICATE", self.0.path().join("leaf.pem"))
            .env("PEER_KEY", self.0.path().join("leaf.key"))
            // A run of the tests leaves no files in the repository.
            .env("PYTHONDONTWRITEBYTECODE", "1")
    }

    /// The environment of a service that trusts this authority, and may ask this machine.
    pub(crate) fn environment(&self) -> [(String, String); 2] {
        let file = self.file().to_str().unwrap().to_owned();
        let set = |name: &str, value: String| (format!("BADGEWRIGHT_{name}"), value);
        [set("FETCH__EXTRA_CA", file), set("ALLOW_PRIVATE_NETWORKS", "true".to_owned())]
    }
}

/// A program of `tests/peers` that is told things, and says things, a line each.
pub(crate) struct Peer {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts one that trusts this authority.
    pub(crate) fn start(command: &mut Command, authority: &Authority) -> Self {
        let command = authority.lend(command).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let (orders, answers) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        Self { process, orders, answers: BufReader::new(answers) }
    }

    /// The next line that it says.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Tells it something.
    pub(crate) fn tell(&mut self, order: &str) {
        writeln!(self.orders, "{order}").unwrap();
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A Node program that serves https as long as the test runs.
pub(crate) struct Host {
    /// The program.
    pub(crate) peer: Peer,
    /// Where it listens.
    pub(crate) port: u16,
}

impl Host {
    /// Starts a script whose first line is its port.
    pub(crate) fn start(script: &str, authority: &Authority) -> Self {
        let mut peer = Peer::start(Command::new("node").args(["--import", "./names.mjs", script]), authority);
        let port = peer.line().parse().unwrap();
        Self { peer, port }
    }

    /// Tells it what to serve, and waits until it does.
    pub(crate) fn serve(&mut self, order: &Value) {
        self.peer.tell(&order.to_string());
        assert_eq!(self.peer.line(), "done");
    }
}

/// A service at `https://badges.test:<port>`, for everybody who asks over TLS.
pub(crate) struct Published {
    pub(crate) world: World,
    pub(crate) authority: Authority,
    _front: Host,
}

impl Published {
    /// Starts the server and the service behind it.
    pub(crate) fn new() -> Self {
        Self::configured(&[])
    }

    /// The same with these variables for the service.
    pub(crate) fn configured(variables: &[(&str, &str)]) -> Self {
        Self::named(NAMES[0], variables)
    }

    /// The same at another name of the certificate: other services of ours find `localhost` only.
    pub(crate) fn named(name: &str, variables: &[(&str, &str)]) -> Self {
        let authority = Authority::new();
        let mut front = Host::start("https.mjs", &authority);
        let public_url = format!("https://{name}:{}", front.port);
        let mut environment = authority.environment().to_vec();
        environment.extend(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let world = World::with(&["--public-url", &public_url], &environment);
        let listening = world.url.replace("localhost", "127.0.0.1");
        front.serve(&json!({ "upstream": listening }));
        Self { world, authority, _front: front }
    }
}
