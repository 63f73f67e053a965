//! Forms that work the same with and without scripts.
//!
//! Without scripts a form posts to its own page; the server runs the function and, when it fails, draws the page again
//! with a [`FormReplay`] in context. With scripts the same form calls the function and shows the errors in place.
//! Either way nothing that was typed is lost. What an error says is not decided here.

mod component;
mod context;
mod error;
mod replay;
mod summary;

pub use component::*;
pub(crate) use context::{FieldState, FormContext, use_field};
pub use error::{FieldError, FormErrors, provide_error_texts};
pub(crate) use error::{render_error, render_serialised};
pub use replay::{FormReplay, provide_form_replay, refused_form, refused_with, replayed_draft, replayed_error, replaying};
pub(crate) use replay::{function_name, replay_for};
