//! `laws SEED TRIPS` prints the digest that this machine computes; `bundle laws` compares it with the one from WASM.

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let seed = arguments.next().and_then(|text| text.parse().ok());
    let trips = arguments.next().and_then(|text| text.parse().ok());
    match (seed, trips) {
        (Some(seed), Some(trips)) => match writeln!(io::stdout(), "{}", laws::digest(seed, trips)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        _ => ExitCode::from(2),
    }
}
