//! A whole service for one test: the built binary on a free port with a folder of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A running service.
pub(crate) struct World {
    process: Child,
    /// Where it is reached.
    pub(crate) url: String,
    /// The admin key.
    pub(crate) key: String,
    /// What it started as: its `--json` line.
    pub(crate) started: Value,
    folder: Arc<TempDir>,
    flags: Vec<String>,
    environment: Vec<(String, String)>,
    log: Arc<Mutex<String>>,
}

/// What a request was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    headers: ureq::http::HeaderMap,
}

impl World {
    /// A service with nothing configured.
    pub(crate) fn new() -> Self {
        Self::configured(&[])
    }

    /// A service with these flags.
    pub(crate) fn configured(flags: &[&str]) -> Self {
        Self::at(new_folder(), flags.iter().map(|flag| (*flag).to_owned()).collect(), Vec::new())
    }

    /// A service with these variables in its environment.
    pub(crate) fn with_environment(variables: &[(&str, &str)]) -> Self {
        let environment = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self::at(new_folder(), Vec::new(), environment.collect())
    }

    /// A service with these flags and these variables.
    pub(crate) fn with(flags: &[&str], variables: &[(String, String)]) -> Self {
        let flags = flags.iter().map(|flag| (*flag).to_owned()).collect();
        Self::at(new_folder(), flags, variables.to_vec())
    }

    fn at(folder: Arc<TempDir>, flags: Vec<String>, environment: Vec<(String, String)>) -> Self {
        let mut command = badgewright();
        command
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path().join("data"))
            .envs(environment.iter().map(|(name, value)| (name, value)));
        let mut process = command.args(&flags).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (mut errors, kept) = (process.stderr.take().unwrap(), Arc::clone(&log));
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = errors.read(&mut chunk) {
                kept.lock().unwrap().push_str(&String::from_utf8_lossy(&chunk[..n]));
            }
        });
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let started: Value = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("the service did not start: {line}{}", log.lock().unwrap()));
        let url = format!(
            "http://localhost:{}",
            started["listening"].as_str().unwrap().rsplit(':').next().unwrap()
        );
        let key =
            std::fs::read_to_string(started["adminKeyFile"].as_str().unwrap()).unwrap().trim().to_owned();
        Self { process, url, key, started, folder, flags, environment, log }
    }

    /// A folder for the test's own files, gone with the world.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// What was logged, as soon as these words are in it: a line can come after the answer that it tells of.
    pub(crate) fn logged(&self, words: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let log = self.log.lock().unwrap().clone();
            if log.contains(words) {
                return log;
            }
            assert!(Instant::now() < deadline, "`{words}` was not logged within 10 s: {log}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    /// SIGKILL, as a power cut for the process.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// SIGTERM; the exit code.
    pub(crate) fn terminate(&mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.process.wait().unwrap().code()
    }

    /// The same service, started again over what it left. It listens on another port, so that `public_url` must be
    /// told if it is to be the same.
    pub(crate) fn again(self) -> Self {
        let flags = self.flags.clone();
        self.again_as(flags)
    }

    /// The same with other flags.
    pub(crate) fn again_with(self, flags: &[&str]) -> Self {
        self.again_as(flags.iter().map(|flag| (*flag).to_owned()).collect())
    }

    fn again_as(mut self, mut flags: Vec<String>) -> Self {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let public_url = self.started["url"].as_str().unwrap().to_owned();
        if !flags.iter().any(|flag| flag == "--public-url") {
            flags.extend(["--public-url".to_owned(), public_url]);
        }
        Self::at(Arc::clone(&self.folder), flags, self.environment.clone())
    }

    /// Any request, without a key.
    pub(crate) fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let mut request = ureq::http::Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true);
        let agent: ureq::Agent = config.build().into();
        let answer = match body {
            [] if method != "POST" => agent.run(request.body(()).unwrap()),
            body => agent.run(request.body(body.to_vec()).unwrap()),
        };
        let (parts, mut body) = answer.unwrap().into_parts();
        let body = body.with_config().limit(64 << 20).read_to_vec().unwrap();
        Answer { status: parts.status.as_u16(), body, headers: parts.headers }
    }

    /// GET as a program without preferences does.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[], b"")
    }

    /// GET as a browser does.
    pub(crate) fn browse(&self, path: &str) -> Answer {
        self.request(
            "GET",
            path,
            &[("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")],
            b"",
        )
    }

    /// GET with the admin key.
    pub(crate) fn read(&self, path: &str) -> Answer {
        self.request("GET", path, &[("Authorization", &format!("Bearer {}", self.key))], b"")
    }

    /// POST of JSON with the admin key.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_as(&self.key, path, body)
    }

    /// POST of JSON with some key.
    pub(crate) fn post_as(&self, key: &str, path: &str, body: &Value) -> Answer {
        let authorization = format!("Bearer {key}");
        let headers = [("Authorization", authorization.as_str()), ("Content-Type", "application/json")];
        self.request("POST", path, &headers, body.to_string().as_bytes())
    }

    /// Issues a badge; the body of its `201`.
    pub(crate) fn issue(&self, completion: &Value) -> Value {
        let answer = self.post("/v1/completions", completion);
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    /// Verifies what a stranger may have; the report.
    pub(crate) fn verify(&self, media_type: &str, body: &[u8]) -> Value {
        let answer = self.request("POST", "/verify", &[("Content-Type", media_type)], body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Verifies a credential; the report.
    pub(crate) fn verify_json(&self, credential: &Value) -> Value {
        self.verify("application/json", credential.to_string().as_bytes())
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header, or an empty text.
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    /// The media type without parameters.
    pub(crate) fn media_type(&self) -> String {
        self.header("content-type").split(';').next().unwrap_or_default().to_owned()
    }
}

fn new_folder() -> Arc<TempDir> {
    Arc::new(tempfile::tempdir().unwrap())
}

/// The built binary with nothing configured.
pub(crate) fn badgewright() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_badgewright"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BADGEWRIGHT_")) {
        command.env_remove(name);
    }
    command
}

/// Runs a command of the binary to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    badgewright().args(arguments).output().unwrap()
}

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

/// A completion of `academic-rigor` as a platform sends it.
pub(crate) fn completion(external_id: &str) -> Value {
    json!({
        "badge": "academic-rigor",
        "externalId": external_id,
        "recipient": {"email": "ada@district.example", "name": "Ada Jones"},
        "completedAt": "2025-11-01T15:04:05Z",
        "evidence": [{"url": "https://portfolio.example/e/1", "name": "Lesson portfolio", "narrative": "Three lessons."}],
        "result": {"score": "3.5", "rubric": [
            {"criterion": "Analyze", "level": "Demonstrated"}, {"criterion": "Evaluate", "level": "Demonstrated"}]},
        "attestations": {"provisionalLicense": true, "scoreWithinTwoSem": true},
    })
}

/// The outcome of one check of a report.
pub(crate) fn outcome(report: &Value, check: &str) -> String {
    let checks = report["checks"].as_array().unwrap();
    let found =
        checks.iter().find(|c| c["check"] == check).unwrap_or_else(|| panic!("no check {check}: {report}"));
    found["outcome"].as_str().unwrap().to_owned()
}
