//! `bundle` makes the folder of files that browsers download, from the crates and style sheets of this repository.
//!
//! ```text
//! cargo build -p frontend          app.wasm of one side (portal or office), in a target folder of its own
//!   └─ wasm-bindgen (a library)    portal.wasm + portal.js
//!        └─ wasm-opt -Oz           only in a release; from style/node_modules
//! sass                             portal.css, whose url(…) are followed and renamed
//! fonts, photos, icons             copied
//!   └─ name by content, brotli     portal-3f9a1c07d2.wasm, portal-3f9a1c07d2.wasm.br
//!        └─ manifest.json          "portal.wasm" → "portal-3f9a1c07d2.wasm", moved into place last
//! ```
//!
//! Use `bundle build` once, `bundle watch -- COMMAND…` while you write pages, `bundle sizes` to see what a visitor
//! pays, and `bundle laws` to show that the rules give the same answers in a browser's WASM as on the server.
//!
//! It is a tool of developers: nothing here runs in production, and no other crate may depend on it. It must not
//! fetch anything: `sass` and `wasm-opt` are the ones that `npm ci --prefix style` installed.

mod cache;
mod laws;
mod places;
mod publish;
mod sizes;
mod style;
mod sync;
mod wasm;
mod watch;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};

use crate::places::Places;

/// Builds the folder of files that browsers download.
#[derive(Parser)]
#[command(name = "bundle", about, version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build both bundles, or one of them.
    Build {
        /// Small and slow to make, rather than quick to make.
        #[arg(long)]
        release: bool,
        /// Leave the other bundle as it is.
        #[arg(long)]
        bundle: Option<Bundle>,
    },
    /// Build on every save, restart the server given after `--`, and make open pages reload.
    Watch {
        /// The server and its arguments; its cargo package must be `server`.
        #[arg(last = true, required = true)]
        server: Vec<String>,
    },
    /// Print what a visitor downloads of the release, and fail above the budget.
    Sizes,
    /// Compute the same trips in WASM under node and natively, and compare every amount.
    Laws {
        /// Where the pseudo-random trips start.
        #[arg(long, default_value_t = 20_261_121)]
        seed: u64,
        /// How many trips.
        #[arg(long, default_value_t = 100_000)]
        trips: u32,
    },
}

/// One of the two things a browser can load.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, ValueEnum)]
enum Bundle {
    /// What travellers load.
    Portal,
    /// What the agency's staff load.
    Office,
}

impl Bundle {
    const ALL: [Self; 2] = [Self::Portal, Self::Office];

    /// The name of its cargo feature, its files and its style sheet.
    const fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Office => "office",
        }
    }
}

/// What a build is for; it decides optimisation and where the files go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    /// Seconds to build, megabytes to load: for the developer's own machine and for tests.
    Dev,
    /// What is shipped.
    Release,
}

fn main() -> ExitCode {
    match obey(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<()> {
    let places = Places::find()?;
    match command {
        Command::Build { release, bundle } => {
            let mode = if release { Mode::Release } else { Mode::Dev };
            let chosen = bundle.map_or_else(|| Bundle::ALL.to_vec(), |one| vec![one]);
            sync::build(&places, mode, &chosen).map(drop)
        }
        Command::Watch { server } => watch::run(&places, &server),
        Command::Sizes => sizes::print(&places),
        Command::Laws { seed, trips } => laws::compare(&places, seed, trips),
    }
}
