//! The laws of the crate `domain` as something that node can load: see `bundle laws`.
//!
//! No part of any page. It must not know a law; it only passes the seed in and the answer out.

use wasm_bindgen::prelude::wasm_bindgen;

/// Tries every law on `cases` cases that follow from `seed`; answers a digest of everything that was computed.
///
/// Stops the program when a law does not hold.
#[wasm_bindgen]
#[must_use]
pub fn digest(seed: u64, cases: u32) -> String {
    domain::laws::check_all(seed, cases).to_string()
}
