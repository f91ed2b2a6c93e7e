//! More badge classes from a folder of a deployment.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::check::Checked;
use crate::{Fault, Registry, embedded, references, render_png};

/// A folder with more files is not what was meant.
const MOST_FILES: usize = 10_000;
/// One byte more than is read as a badge class, so that a longer file is told to be too long.
const MOST_BYTES: u64 = 256 * 1024 + 1;

/// Why a folder of badge classes cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// The folder or a file in it cannot be read.
    #[error("{}: cannot be read: {cause}", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The folder has too many files.
    #[error("{}: more than {MOST_FILES} badge-class files: is this the right folder?", .0.display())]
    TooMany(PathBuf),
    /// Files were read and are no badge classes.
    #[error("{}", listed(.0))]
    Faulty(Vec<Fault>),
}

fn listed(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}

impl Registry {
    /// The nine built-in badge classes and one for each `*.toml` file of a folder, with its picture
    /// `images/{slug}.svg`. The folder's files may name each other's badges and the built-in ones.
    ///
    /// # Errors
    /// When the folder cannot be read, or with all faults of its files at once: a slug that is already taken is one, and
    /// so is a picture that is not there or cannot be drawn.
    pub fn with_folder(folder: &Path) -> Result<Self, FolderError> {
        let mut texts = Vec::new();
        for path in class_files(folder)? {
            texts.push((path.display().to_string(), text(&path)?));
        }
        let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
        let built_in = embedded::checked().map_err(FolderError::Faulty)?;
        let own = references::read(&files).map_err(FolderError::Faulty)?;
        let (pictures, mut faults) = pictures(folder, &own);
        let all = built_in.into_iter().chain(own).collect::<Vec<_>>();
        faults.extend(references::faults(&all));
        if faults.is_empty() { Ok(Self::of(all, pictures)) } else { Err(FolderError::Faulty(faults)) }
    }
}

/// The folder's `*.toml` files by name.
fn class_files(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let unreadable = |cause| FolderError::Unreadable { path: folder.to_owned(), cause };
    let mut paths = Vec::new();
    for entry in folder.read_dir().map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
        if paths.len() > MOST_FILES {
            return Err(FolderError::TooMany(folder.to_owned()));
        }
    }
    paths.sort();
    Ok(paths)
}

fn text(path: &Path) -> Result<String, FolderError> {
    let unreadable = |cause| FolderError::Unreadable { path: path.to_owned(), cause };
    let mut text = String::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MOST_BYTES).read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}

/// The pictures of a folder's classes, and what is wrong with them.
fn pictures(folder: &Path, classes: &[Checked]) -> (Vec<String>, Vec<Fault>) {
    let (mut pictures, mut faults) = (Vec::new(), Vec::new());
    for checked in classes {
        let path = folder.join("images").join(format!("{}.svg", checked.class.slug));
        match text(&path) {
            Ok(svg) => match render_png(&svg, 1) {
                Ok(_) => pictures.push(svg),
                Err(error) => faults.push(Fault {
                    file: path.display().to_string(),
                    line: error.line().map_or(1, |line| line as usize),
                    pointer: String::new(),
                    message: error.to_string(),
                }),
            },
            Err(error) => faults.push(checked.source.fault("/image", error.to_string())),
        }
    }
    (pictures, faults)
}
