//! Files that only the service's user may read.

use std::fs::{DirBuilder, File, OpenOptions, remove_file, rename};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::StartError;

/// Makes the folder with mode 0700, if it is not there, and gives its absolute path.
pub(super) fn make_private_folder(path: &Path) -> Result<PathBuf, StartError> {
    let fail = |source| StartError::file(path, source);
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(fail)?;
    path.canonicalize().map_err(fail)
}

/// Writes a file with mode 0600 so that it is there whole or not at all, a power cut included.
pub(super) fn write(path: &Path, text: &str) -> Result<(), StartError> {
    let unfinished = path.with_extension("new");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = || {
        // One that was left over could have another mode.
        match remove_file(&unfinished) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        rename(&unfinished, path)?;
        File::open(folder)?.sync_all()
    };
    written().map_err(|source| StartError::file(path, source))
}
