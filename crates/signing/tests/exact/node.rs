//! The second oracle: `jsonld` in Node, in its safe mode, which refuses to lose anything. One process reads documents line
//! by line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use badgewright_signing::context::pinned;
use serde_json::{Map, Value, json};

use super::vocabulary::LISTS;

/// Node, ready to read.
pub(crate) struct Node {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Node {
    /// `None`, and a line that says so, where Node or its packages are not installed.
    pub(crate) fn start() -> Option<Self> {
        let peers = peers();
        let is_there =
            Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
        if !is_there || !peers.join("node_modules/jsonld").exists() {
            println!("skipped: Node and the packages of tests/peers not installed");
            return None;
        }
        let mut process = Command::new("node")
            .arg("canonize.mjs")
            .current_dir(peers)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
        let mut node = Self { process, input, output };
        let context = |url: &&str| ((*url).to_owned(), json!(pinned(url).unwrap().text));
        node.say(&Value::Object(LISTS.iter().copied().flatten().map(context).collect::<Map<_, _>>()));
        Some(node)
    }

    /// The canonical N-Quads; else why there are none.
    pub(crate) fn canonical_form(&mut self, document: &Value) -> Result<String, String> {
        self.say(document);
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| answer[name].as_str().map(str::to_owned);
        text("form").ok_or_else(|| text("error").unwrap_or_default())
    }

    fn say(&mut self, value: &Value) {
        writeln!(self.input, "{value}").unwrap();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// At the root of the project, for the tests of this package and for the fuzzer, which is a package inside of it.
fn peers() -> PathBuf {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.map(|folder| folder.join("tests/peers")).find(|peers| peers.is_dir()).unwrap_or_default()
}
