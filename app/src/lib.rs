//! The two applications, whole: their roots, and the document around them.
//!
//! `frontend` hydrates one root a bundle; `server` renders both. Pages live in `portal` and `office`.

#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
mod shell;

pub use desk::Side;
#[cfg(feature = "ssr")]
pub use plain::{DroppedMail, mail_drop_shell, refusal_shell};
#[cfg(feature = "ssr")]
pub use shell::{ShellParts, shell};

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;

/// The traveller's space.
#[cfg(feature = "portal")]
#[component]
pub fn Portal() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            {account::provide_page_context()}
            <portal::PortalRoutes />
        </Router>
    }
}

/// The back office.
#[cfg(feature = "office")]
#[component]
pub fn Office() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            {account::provide_page_context()}
            <office::OfficeRoutes />
        </Router>
    }
}
