//! Temporary.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
#[path = "../it/forms.rs"]
mod forms;
#[path = "../it/guard.rs"]
mod guard;
#[path = "../it/policy.rs"]
mod policy;
mod support {
    #[path = "../../it/support/mod.rs"]
    mod base;
    pub(crate) use base::*;
    #[path = "../../it/support/browser.rs"]
    pub(crate) mod browser;
    #[path = "../../it/support/log.rs"]
    pub(crate) mod log;
    #[path = "../../it/support/town.rs"]
    pub(crate) mod town;
    #[path = "../../it/support/web.rs"]
    pub(crate) mod web;
}
