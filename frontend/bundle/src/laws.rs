//! Computes the same trips by the crate `domain` twice, as a program of this machine and as WASM under node, and compares.
//!
//! The rules are compiled for both sides and both sides must agree on every cent; the digest covers every amount.

use std::fs;
use std::io::{self, Write as _};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::Mode;
use crate::places::Places;
use crate::wasm::{self, Scratch};

/// Fails when the two sides do not answer alike.
pub(crate) fn compare(places: &Places, seed: u64, trips: u32) -> Result<()> {
    let linked = wasm::compile_crate(places, Mode::Dev, "laws", &[])?;
    let scratch = Scratch::new(places, "laws")?;
    Bindgen::new().nodejs(true)?.typescript(false).input_bytes("laws", linked).generate(&scratch.0)?;
    let script = scratch.0.join("run.cjs");
    let call = format!("console.log(require('./laws.js').digest({seed}n, {trips}))");
    fs::write(&script, call)?;
    let browser = answer(Command::new("node").arg(&script)).context("the rules in WASM")?;
    let (seed, trips) = (seed.to_string(), trips.to_string());
    let native =
        answer(wasm::cargo(places).args(["run", "--quiet", "-p", "laws", "--target-dir"]).arg(&places.target).args(["--", &seed, &trips]))
            .context("the rules on this machine")?;
    ensure!(browser == native, "WASM answers {browser}, this machine {native}, from seed {seed}");
    writeln!(io::stdout(), "{trips} trips come out alike on both sides: {native}")?;
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
