//! What a browser starts: one of the two sides of the crate `app`, by the feature that the bundler chose.
//!
//! It must not hold anything else, and never both sides: travellers do not download the office.

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;

/// Brings the page that the server sent to life. `islands` does so for the islands inside the node it is given.
#[wasm_bindgen]
pub fn start(islands: Function) {
    #[cfg(feature = "portal")]
    app::start_portal(islands);
    #[cfg(feature = "office")]
    {
        drop(islands);
        leptos::mount::hydrate_body(app::Office);
    }
}
