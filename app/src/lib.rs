//! The two applications, whole: their roots, and the document around them.
//!
//! `server` renders both. In the browser the office is hydrated whole, for it edits all day; the traveller's pages are complete as they come, and only
//! their islands are brought to life. Pages live in `portal` and `office`.

#[cfg(feature = "ssr")]
mod plain;
#[cfg(feature = "ssr")]
mod shell;

pub use desk::Side;
#[cfg(feature = "ssr")]
pub use plain::{DroppedMail, bank_form_shell, mail_drop_shell, refusal_shell};
#[cfg(all(feature = "portal", feature = "hydrate"))]
pub use portal::island::start as start_portal;
#[cfg(feature = "ssr")]
pub use shell::{ShellParts, shell};

#[cfg(any(feature = "ssr", feature = "office"))]
use {leptos::prelude::*, leptos_meta::provide_meta_context, leptos_router::components::Router};

/// The traveller's space.
#[cfg(all(feature = "portal", feature = "ssr"))]
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
    // All of it is hydrated, so that an island is a component like any other.
    provide_context(leptos::reactive::owner::IsHydrating(true));
    view! {
        <Router>
            {account::provide_page_context()}
            <office::OfficeRoutes />
        </Router>
    }
}
