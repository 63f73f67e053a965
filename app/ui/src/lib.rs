//! The look of both sites: every component, every class name, and how a form behaves with and without scripts.
//!
//! It knows nothing of the business: texts, links and values arrive as props, and an error arrives already worded.
//! It must not depend on another crate of the workspace, and only `browser` may touch the browser.

mod browser;
mod button;
mod chrome;
mod field;
mod form;
mod icon;
mod live;
mod message;
mod page;
mod table;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod text;

pub use browser::{focus_id_soon, hydrated, start_page, watch_form};
pub use button::*;
pub use chrome::*;
pub use field::*;
pub use form::*;
pub use icon::*;
pub use live::*;
pub use message::*;
pub use page::*;
pub use table::*;
pub use text::{MaybeText, UiTexts, provide_ui, use_ui_texts};

use leptos::prelude::*;

/// Runs a slot that the caller may have left out.
pub(crate) fn slot(view: Option<ViewFnOnce>) -> Option<AnyView> {
    view.map(ViewFnOnce::run)
}
