//! Writes the site folder: every file under a name made of its content, a compressed copy beside it, and last the
//! manifest that says which name is current.
//!
//! A name never gets another content, so that browsers may keep files for ever. A server that runs from the folder may
//! still know the manifest before this one and finds its files; a release goes into the program and has no past.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::Mode;
use crate::cache::{Cache, write_whole};

/// Kinds that are compressed already.
const PACKED: [&str; 6] = ["avif", "jpeg", "jpg", "png", "webp", "woff2"];
/// The name of the file that names the others.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Published names by key: `portal.js` → `portal-3f9a1c07d2.js`.
pub(crate) type Manifest = BTreeMap<String, String>;

/// A site folder being filled.
pub(crate) struct Publisher<'a> {
    cache: &'a Cache,
    mode: Mode,
    folder: PathBuf,
    before: Manifest,
    now: Manifest,
}

/// Reads the manifest of a site folder; empty when there is none.
pub(crate) fn manifest(folder: &Path) -> Result<Manifest> {
    let path = folder.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| format!("{} is damaged", path.display())),
        Err(_) => Ok(Manifest::new()),
    }
}

impl<'a> Publisher<'a> {
    /// Begins with an empty manifest, or with the entries of the current one that `keep` says.
    pub(crate) fn begin(cache: &'a Cache, mode: Mode, folder: PathBuf, keep: impl Fn(&str) -> bool) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        let before = manifest(&folder)?;
        let now = before.iter().filter(|(key, _)| keep(key));
        let now = now.map(|(key, name)| (key.clone(), name.clone())).collect();
        Ok(Self { cache, mode, folder, before, now })
    }

    /// Publishes one file and answers its new name, relative to the site folder.
    pub(crate) fn add(&mut self, key: &str, bytes: &[u8]) -> Result<String> {
        let name = named(key, bytes);
        let path = self.folder.join(&name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        if !path.exists() {
            write_whole(&path, bytes)?;
        }
        let packed = self.folder.join(format!("{name}.br"));
        if !is_packed(key) && !packed.exists() {
            let step = format!("brotli {:?}", self.mode);
            let small = self.cache.get(&step, &[bytes], || compress(bytes, self.mode))?;
            write_whole(&packed, &small)?;
        }
        self.now.insert(key.to_owned(), name.clone());
        Ok(name)
    }

    /// Moves the manifest into place and removes what no server can still ask for. Answers whether anything changed.
    pub(crate) fn finish(self) -> Result<bool> {
        if self.now == self.before {
            return Ok(false);
        }
        let mut text = serde_json::to_vec_pretty(&self.now)?;
        text.push(b'\n');
        write_whole(&self.folder.join(MANIFEST), &text)?;
        let with_past = match self.mode {
            Mode::Dev => vec![&self.now, &self.before],
            Mode::Release => vec![&self.now],
        };
        let named: BTreeSet<PathBuf> = with_past
            .into_iter()
            .flat_map(Manifest::values)
            .flat_map(|name| [self.folder.join(name), self.folder.join(format!("{name}.br"))])
            .collect();
        let folders: BTreeSet<&Path> = named.iter().filter_map(|path| path.parent()).collect();
        for folder in folders {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_file() && is_ours(&path) && !named.contains(&path) {
                    fs::remove_file(path)?;
                }
            }
        }
        Ok(true)
    }
}

/// `fonts/a.woff2` → `fonts/a-3f9a1c07d2.woff2`.
fn named(key: &str, bytes: &[u8]) -> String {
    let hash = hex::encode(Sha256::digest(bytes));
    let (stem, kind) = key.rsplit_once('.').unwrap_or((key, "bin"));
    format!("{stem}-{}.{kind}", &hash[..10])
}

/// Whether a file has a name as [`named`] makes them; the build id and the manifest do not.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == 10 && hash.chars().all(|digit| digit.is_ascii_hexdigit()))
}

fn is_packed(key: &str) -> bool {
    key.rsplit_once('.').is_some_and(|(_, kind)| PACKED.contains(&kind))
}

fn compress(bytes: &[u8], mode: Mode) -> Result<Vec<u8>> {
    let quality = match mode {
        Mode::Dev => 2,
        Mode::Release => 11,
    };
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 24);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::{Mode, Path, compress, is_ours, named};

    #[test]
    fn a_name_follows_the_content_and_keeps_folder_and_kind() {
        assert_eq!(named("fonts/a.woff2", b"x"), "fonts/a-2d711642b7.woff2");
        assert_ne!(named("a.js", b"x"), named("a.js", b"y"));
        assert!(is_ours(Path::new("site/a-2d711642b7.js.br")));
        assert!(!is_ours(Path::new("site/build-id")));
        assert!(!is_ours(Path::new("site/manifest.json")));
    }

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let text = b"altiport ".repeat(1000);
        for mode in [Mode::Dev, Mode::Release] {
            let small = compress(&text, mode).unwrap();
            let mut back = Vec::new();
            brotli::BrotliDecompress(&mut small.as_slice(), &mut back).unwrap();
            assert!(small.len() < text.len() / 10);
            assert_eq!(back, text);
        }
    }
}
