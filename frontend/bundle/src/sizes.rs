//! What a visitor downloads of a release, and the budget it must keep to.
//!
//! It measures files, not time; the numbers are the same on every machine.

use std::fs;
use std::io::{self, Write as _};

use anyhow::{Context, Result, ensure};

use crate::Mode;
use crate::places::Places;
use crate::publish;

/// Bytes of the travellers' program after brotli: on a slow phone line (1.6 Mbit/s) it is there in under a second.
const BUDGET: u64 = 150_000;
const MEASURED: &str = "portal.wasm";

/// Prints a table, and fails when the travellers' bundle is above the budget.
pub(crate) fn print(places: &Places) -> Result<()> {
    let site = places.site(Mode::Release);
    let manifest = publish::manifest(&site)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{:<14}{:>12}{:>12}", "file", "bytes", "brotli")?;
    let mut measured = None;
    for (key, name) in manifest.iter().filter(|(key, _)| !key.contains('/')) {
        let plain = fs::metadata(site.join(name))?.len();
        let packed = fs::metadata(site.join(format!("{name}.br")))?.len();
        writeln!(out, "{key:<14}{plain:>12}{packed:>12}")?;
        if key == MEASURED {
            measured = Some(packed);
        }
    }
    let packed = measured.context("there is no release: run `bundle build --release`")?;
    ensure!(packed <= BUDGET, "{MEASURED} is {packed} bytes with brotli; the budget is {BUDGET}");
    writeln!(out, "{MEASURED} keeps to its budget of {BUDGET} bytes with brotli")?;
    Ok(())
}
