//! Remembers the results of slow steps under the hash of everything that went into them.
//!
//! Nothing is ever invalidated: other inputs are another key. What has not been used for a month is swept away.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A folder of results.
pub(crate) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// Opens, and if need be makes, the folder.
    pub(crate) fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// The result of `step` on `inputs`; `make` runs only if nobody has asked for it before.
    pub(crate) fn get(&self, step: &str, inputs: &[&[u8]], make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let path = self.folder.join(key(step, inputs));
        if let Ok(known) = fs::read(&path) {
            let now = SystemTime::now();
            File::options().append(true).open(&path)?.set_modified(now)?;
            return Ok(known);
        }
        let made = make()?;
        write_whole(&path, &made)?;
        Ok(made)
    }

    /// Forgets what nobody has asked for in a month.
    pub(crate) fn sweep(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
            if age > KEPT {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// Every input is preceded by its length, so that moving a byte from one to the next is another key.
fn key(step: &str, inputs: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    hash.update(step.as_bytes());
    for input in inputs {
        hash.update((input.len() as u64).to_be_bytes());
        hash.update(input);
    }
    hex::encode(hash.finalize())
}

/// Writes beside and renames, so that a reader sees the old file or the new one, never half of it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path)).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn a_byte_that_moves_to_the_next_input_is_another_key() {
        assert_ne!(key("s", &[b"ab", b"c"]), key("s", &[b"a", b"bc"]));
        assert_ne!(key("s", &[b"ab"]), key("t", &[b"ab"]));
        assert_eq!(key("s", &[b"ab"]), key("s", &[b"ab"]));
    }
}
