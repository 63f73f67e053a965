//! From the crate `frontend` to the two files that a browser runs: cargo, wasm-bindgen, and wasm-opt in a release.
//!
//! Each bundle is compiled with its own feature and never with both: code of the office must not reach travellers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::cache::Cache;
use crate::places::Places;
use crate::{Bundle, Mode};

/// What rustc lets LLVM use for this target, and what wasm-bindgen adds; wasm-opt refuses what is not named.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Another value whenever [`bindgen`] does something else with the same input, so that no older result is taken.
const RECIPE: &str = "2";

/// A bundle as the browser gets it.
pub(crate) struct Module {
    /// The JavaScript that loads it; names the other file `NAME_bg.wasm`.
    pub(crate) js: Vec<u8>,
    /// The program.
    pub(crate) wasm: Vec<u8>,
}

/// Compiles a bundle. Returns what the linker wrote: the same file is overwritten by the other bundle.
pub(crate) fn compile(places: &Places, mode: Mode, bundle: Bundle) -> Result<Vec<u8>> {
    compile_crate(places, mode, "frontend", &["--no-default-features", "--features", bundle.name()])
}

/// Compiles one of our crates for the browser.
pub(crate) fn compile_crate(places: &Places, mode: Mode, package: &str, arguments: &[&str]) -> Result<Vec<u8>> {
    let profile = match mode {
        Mode::Dev => "wasm-dev",
        Mode::Release => "wasm-release",
    };
    let status = cargo(places)
        .args(["build", "-p", package, "--lib", "--profile", profile])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(places.wasm_target())
        .args(arguments)
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "{package} does not compile");
    let path = places.wasm_target().join("wasm32-unknown-unknown").join(profile).join(package).with_extension("wasm");
    fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// `cargo` at the root.
pub(crate) fn cargo(places: &Places) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&places.root);
    cargo
}

/// Makes what the linker wrote loadable, and in a release small.
pub(crate) fn finish(places: &Places, cache: &Cache, mode: Mode, name: &str, linked: &[u8]) -> Result<Module> {
    let key = [RECIPE.as_bytes(), name.as_bytes(), linked];
    let scratch = Scratch::new(places, name)?;
    let bind = |extension: &'static str| {
        let folder = scratch.0.clone();
        move || {
            let path = folder.join(name).with_extension("js");
            if !path.exists() {
                bindgen(mode, name, linked, &folder)?;
            }
            Ok(fs::read(match extension {
                "js" => path,
                _ => folder.join(format!("{name}_bg.wasm")),
            })?)
        }
    };
    let step = format!("bindgen {mode:?}");
    let js = cache.get(&format!("{step} js"), &key, bind("js"))?;
    let wasm = cache.get(&format!("{step} wasm"), &key, bind("wasm"))?;
    let wasm = match mode {
        Mode::Dev => wasm,
        Mode::Release => cache.get(&FEATURES.join(" "), &[&wasm], || optimise(places, &scratch.0, &wasm))?,
    };
    Ok(Module { js, wasm })
}

fn bindgen(mode: Mode, name: &str, linked: &[u8], folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .remove_producers_section(true)
        .remove_name_section(mode == Mode::Release)
        .input_bytes(name, linked.to_vec())
        .generate(folder)?;
    // Snippets would be more files with names of their own; none of our dependencies has any, and a new one that
    // does should be noticed rather than missing in the browser.
    ensure!(
        !folder.join("snippets").exists(),
        "a dependency of {name} brings JavaScript snippets: the site folder has no place for them yet"
    );
    Ok(())
}

fn optimise(places: &Places, scratch: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let (input, output) = (scratch.join("in.wasm"), scratch.join("out.wasm"));
    fs::write(&input, wasm)?;
    let status =
        Command::new(places.npm_tool("wasm-opt")?).arg("-Oz").args(FEATURES).args([&input, &PathBuf::from("-o"), &output]).status()?;
    ensure!(status.success(), "wasm-opt failed");
    Ok(fs::read(&output)?)
}

/// A folder for tools that only speak files; gone when dropped.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    /// Makes an empty folder in cargo's target folder.
    pub(crate) fn new(places: &Places, name: &str) -> Result<Self> {
        let own = format!("scratch-{name}-{}", std::process::id());
        let folder = places.wasm_target().join(own);
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A leftover costs a few megabytes of the target folder and hurts nobody.
        fs::remove_dir_all(&self.0).ok();
    }
}
