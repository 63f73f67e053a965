//! Runs the laws of the crate `domain` twice, as a program of this machine and as WASM under node, and compares.
//!
//! The rules are compiled for both sides and both sides must agree on every cent; the digest covers every answer.

use std::fs;
use std::io::{self, Write as _};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::Mode;
use crate::places::Places;
use crate::wasm::{self, Scratch};

/// Fails when a law does not hold on either side, or when the sides do not answer alike.
pub(crate) fn compare(places: &Places, seed: u64, cases: u32) -> Result<()> {
    let linked = wasm::compile_crate(places, Mode::Dev, "laws", &[])?;
    let scratch = Scratch::new(places, "laws")?;
    Bindgen::new()
        .nodejs(true)?
        .typescript(false)
        .input_bytes("laws", linked)
        .generate(&scratch.0)?;
    let script = scratch.0.join("run.cjs");
    let call = format!("console.log(require('./laws.js').digest({seed}n, {cases}))");
    fs::write(&script, call)?;
    let browser = answer(Command::new("node").arg(&script)).context("the laws in WASM")?;
    let (seed, cases) = (seed.to_string(), cases.to_string());
    let native = answer(
        wasm::cargo(places, Mode::Dev)
            .args(["run", "--quiet", "-p", "laws", "--target-dir"])
            .arg(&places.target)
            .args(["--", &seed, &cases]),
    )
    .context("the laws on this machine")?;
    ensure!(
        browser == native,
        "WASM answers {browser}, this machine {native}, from seed {seed}"
    );
    writeln!(io::stdout(), "the laws hold on both sides: {native}")?;
    Ok(())
}

fn answer(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}", complaint.trim());
    let text = String::from_utf8(output.stdout)?;
    ensure!(!text.trim().is_empty(), "there was no answer");
    Ok(text.trim().to_owned())
}
