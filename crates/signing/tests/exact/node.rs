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

/// Whether what `jsonld` in Node says counts for nothing. Version 9 does not expand a value whose property means a keyword
/// (JSON-LD API §5.3.2 knows no such case): what stands in a `@list` or `@set` object is read by the contexts around the types
/// of its node (§5.1.2 step 7), where a context of the document may have made a keyword of the property. And of values of one
/// property that differ in their direction alone it keeps the first, though they are different values.
pub(crate) fn is_no_judge(document: &Value) -> bool {
    if differs_in_direction(document) {
        return true;
    }
    let contexts = document.get("@context").into_iter().flat_map(items);
    let words = contexts.filter_map(Value::as_object).flatten();
    let keywords: Vec<_> = words.filter(|(_, meaning)| is_keyword(meaning)).map(|(word, _)| word).collect();
    !keywords.is_empty() && lists_under(&keywords, document)
}

fn lists_under(words: &[&String], value: &Value) -> bool {
    let is_list =
        |value: &Value| ["@list", "@set", "list", "set"].iter().any(|name| value.get(name).is_some());
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| {
            (words.contains(&name) && items(value).any(is_list)) || lists_under(words, value)
        }),
        Value::Array(items) => items.iter().any(|item| lists_under(words, item)),
        _ => false,
    }
}

/// Whether there is a value with a direction beside one with the same text.
fn differs_in_direction(value: &Value) -> bool {
    let text = |value: &Value| value.get("@value").unwrap_or(value).clone();
    match value {
        Value::Array(items) => {
            let directed = items.iter().filter(|item| item.get("@direction").is_some());
            let mut texts = directed.map(text);
            texts.any(|known| items.iter().filter(|item| text(item) == known).count() > 1)
                || items.iter().any(differs_in_direction)
        }
        Value::Object(members) => members.values().any(differs_in_direction),
        _ => false,
    }
}

fn is_keyword(meaning: &Value) -> bool {
    meaning.as_str().is_some_and(|meaning| meaning.starts_with('@'))
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
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
