//! Reading and writing files that hold secrets: the owner's alone, whole or not at all, erased when replaced.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::error::KeyFileError;

/// The longest key file that is read, in bytes. Ours have below 1,000.
const MAX_LENGTH: u64 = 64 * 1024;

/// The key files of a folder, which is made, for its owner alone, if it is not there. Names with a dot before them
/// are left alone: what an interrupted write leaves behind has one.
pub(super) fn key_files(folder: &Path) -> Result<Vec<PathBuf>, KeyFileError> {
    let failed = |action| move |source| KeyFileError::Io { path: folder.to_owned(), action, source };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed("make the folder"))?;
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed("list"))? {
        let path = entry.map_err(failed("list"))?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if path.extension().is_some_and(|extension| extension == "json") && !is_hidden {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a file that only its owner may read.
pub(super) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let failed = |source| KeyFileError::Io { path: path.to_owned(), action: "read", source };
    let file = File::open(path).map_err(failed)?;
    // The permissions of the opened file, not of whatever has the name a moment later.
    let metadata = file.metadata().map_err(failed)?;
    let mode = metadata.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(KeyFileError::TooOpen { path: path.to_owned(), mode });
    }
    if metadata.len() > MAX_LENGTH {
        let expected = format!("at most {MAX_LENGTH} bytes");
        return Err(KeyFileError::Malformed { path: path.to_owned(), expected });
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(4096));
    file.take(MAX_LENGTH).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Writes a file so that after a crash it is there whole, or as it was before, and erases what it replaces.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), KeyFileError> {
    let failed = |source| KeyFileError::Io { path: path.to_owned(), action: "write", source };
    let replaced = OpenOptions::new().write(true).open(path).ok();
    let temporary = temporary(path);
    let written = write_through(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if let Err(source) = written {
        // It holds a secret, and nobody would look for it there.
        let _ = fs::remove_file(&temporary);
        return Err(failed(source));
    }
    if let Some(folder) = path.parent() {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    }
    replaced.map_or(Ok(()), erase).map_err(failed)
}

fn temporary(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".tmp");
    path.with_file_name(name)
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    // One that was left behind keeps its mode when it is opened again.
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Overwrites a file that has no name any more. On copy-on-write file systems and SSDs the old bytes may survive
/// below the file system all the same.
fn erase(mut file: File) -> io::Result<()> {
    let length = file.metadata()?.len().min(MAX_LENGTH);
    io::copy(&mut io::repeat(0).take(length), &mut file)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_is_its_owners_alone_and_leaves_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("data/keys");
        assert_eq!(key_files(&keys).unwrap(), Vec::<PathBuf>::new());
        assert_eq!(fs::metadata(&keys).unwrap().permissions().mode() & 0o777, 0o700);
        let path = keys.join("k.json");
        for content in [b"first".as_slice(), b"second"] {
            write(&path, content).unwrap();
            assert_eq!(read(&path).unwrap().as_slice(), content);
        }
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(&keys).unwrap().count(), 1);
    }

    #[test]
    fn what_is_replaced_is_erased() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.json");
        write(&path, b"secret").unwrap();
        let mut old = File::open(&path).unwrap();
        write(&path, b"public").unwrap();
        let mut left = Vec::new();
        old.read_to_end(&mut left).unwrap();
        assert_eq!(left, [0; 6]);
    }

    #[test]
    fn files_that_others_may_read_are_refused_with_the_command_that_mends_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.json");
        write(&path, b"secret").unwrap();
        for mode in [0o640, 0o604, 0o620, 0o601] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let refused = read(&path).unwrap_err();
            assert!(matches!(refused, KeyFileError::TooOpen { mode: found, .. } if found == mode));
            assert!(refused.to_string().contains(&format!("chmod 600 {}", path.display())), "{refused}");
        }
    }

    #[test]
    fn what_a_crash_left_behind_is_neither_read_nor_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.json");
        fs::write(folder.path().join(".k.json.tmp"), "half").unwrap();
        fs::write(folder.path().join("README.md"), "x").unwrap();
        fs::write(folder.path().join(".k.json"), "x").unwrap();
        assert_eq!(key_files(folder.path()).unwrap(), Vec::<PathBuf>::new());
        write(&path, b"whole").unwrap();
        assert_eq!(read(&path).unwrap().as_slice(), b"whole");
        assert_eq!(key_files(folder.path()).unwrap(), [path]);
    }

    #[test]
    fn endless_and_missing_files_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.json");
        write(&path, &vec![b' '; 70_000]).unwrap();
        assert!(matches!(read(&path), Err(KeyFileError::Malformed { .. })));
        assert!(matches!(read(&folder.path().join("none.json")), Err(KeyFileError::Io { .. })));
    }
}
