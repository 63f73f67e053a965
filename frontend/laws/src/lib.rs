//! The digest of the crate `domain` as something that node can load: see `bundle laws`.
//!
//! No part of any page. It must not know a rule; it only passes the seed in and the answer out.

use wasm_bindgen::prelude::wasm_bindgen;

/// Digests everything that is computed for `trips` trips that follow from `seed`.
#[wasm_bindgen]
#[must_use]
pub fn digest(seed: u64, trips: u32) -> String {
    format!("{:016x}", domain::laws::digest(seed, trips))
}
