//! What a page says by itself: alerts, labels, empty places, outcomes, passing notes, dialogs.
//!
//! Every colour stands beside a word; texts arrive as props.

mod alert;
mod dialog;
mod outcome;
mod toast;

pub use alert::*;
pub use dialog::*;
pub use outcome::*;
pub use toast::*;
