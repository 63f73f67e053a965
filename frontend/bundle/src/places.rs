//! Where things lie: the sources, cargo's target folder, our cache and the site folder.
//!
//! The one place that knows paths. It must not create or read anything but what it needs to find the root.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::Mode;

/// The folders of one checkout.
pub(crate) struct Places {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, `CARGO_TARGET_DIR` or `target`.
    pub(crate) target: PathBuf,
}

impl Places {
    /// Looks upwards from the current folder for the repository.
    pub(crate) fn find() -> Result<Self> {
        let here = env::current_dir()?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("frontend/bundle/Cargo.toml").is_file())
            .context("run `bundle` inside the repository")?
            .to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| here.join(folder));
        Ok(Self { root, target })
    }

    /// Sources of style sheets, fonts and photos.
    pub(crate) fn style(&self) -> PathBuf {
        self.root.join("style")
    }

    /// A program that `npm ci --prefix style` installed.
    pub(crate) fn npm_tool(&self, name: &str) -> Result<PathBuf> {
        let tool = self.style().join("node_modules/.bin").join(name);
        tool.exists().then_some(tool).with_context(|| format!("`{name}` is not installed: run `npm ci --prefix style`"))
    }

    /// A target folder of our own: builds for the browser never wait for, nor disturb, the server's.
    pub(crate) fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }

    /// Results of slow steps, by the hash of what went in.
    pub(crate) fn cache(&self) -> PathBuf {
        self.wasm_target().join("cache")
    }

    /// What the server serves. The two modes are kept apart because a server and a page must be built alike.
    pub(crate) fn site(&self, mode: Mode) -> PathBuf {
        match mode {
            Mode::Dev => self.target.join("site"),
            Mode::Release => self.target.join("release/site"),
        }
    }
}

/// A path as `/`-separated text, for keys and messages.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
