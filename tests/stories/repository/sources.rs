//! The files of the repository.

use std::path::Path;

use crate::world::root;

/// A file: its path from the root, with slashes, and what is in it.
pub(super) struct Source {
    pub(super) name: String,
    pub(super) text: String,
}

impl Source {
    /// Whether the file is there for tests alone.
    pub(super) fn is_test(&self) -> bool {
        let file = self.name.rsplit('/').next().unwrap_or_default();
        let folders = ["/tests/", "/benches/", "/contract/"];
        self.name.starts_with("tests/")
            || folders.iter().any(|folder| self.name.contains(folder))
            || ["tests.rs", "known_answers.rs", "sample.rs"].contains(&file)
            || file.ends_with("_tests.rs")
    }

    /// The text up to the module of tests at its end.
    pub(super) fn without_tests(&self) -> &str {
        let begin = self.text.find("\n#[cfg(test)]\nmod tests {");
        &self.text[..begin.unwrap_or(self.text.len())]
    }
}

/// Every file that belongs to the repository, but pictures and lock files.
pub(super) fn files() -> Vec<Source> {
    let mut found = Vec::new();
    walk(root(), &mut found);
    found.sort_by(|a: &Source, b| a.name.cmp(&b.name));
    assert!(found.len() > 100, "the repository was not found");
    found
}

/// Every Rust file.
pub(super) fn sources() -> Vec<Source> {
    files().into_iter().filter(|file| file.name.ends_with(".rs")).collect()
}

fn walk(folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        // As `.gitignore` has it.
        let is_ignored = ["data", ".git"].contains(&name.as_str())
            || ["target", "node_modules", "corpus", "artifacts"].iter().any(|end| name.ends_with(end));
        if path.is_dir() && !is_ignored {
            walk(&path, found);
        } else if path.is_file() && !name.ends_with("Cargo.lock") && !name.ends_with("package-lock.json") {
            // What is no text, such as a picture, names nothing.
            if let Ok(text) = std::fs::read_to_string(&path) {
                found.push(Source { name, text });
            }
        }
    }
}
