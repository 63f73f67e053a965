//! What a browser starts: one of the two roots of the crate `app`, by the feature that the bundler chose.
//!
//! It must not hold anything else, and never both roots: travellers do not download the office.

use wasm_bindgen::prelude::wasm_bindgen;

/// Brings the page that the server sent to life.
#[wasm_bindgen]
pub fn hydrate() {
    #[cfg(feature = "portal")]
    leptos::mount::hydrate_body(app::Portal);
    #[cfg(feature = "office")]
    leptos::mount::hydrate_body(app::Office);
}
