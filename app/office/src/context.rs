//! What a server function finds around it. The only place that reads the request's context.

#[cfg(feature = "ssr")]
use desk::{Caller, Desks, ReplyHandle};
#[cfg(feature = "ssr")]
use leptos::prelude::expect_context;

/// Who calls, the desks, and the answer under way.
#[cfg(feature = "ssr")]
pub(crate) fn request() -> (Caller, Desks, std::sync::Arc<dyn desk::Reply>) {
    let ReplyHandle(reply) = expect_context();
    (expect_context(), expect_context(), reply)
}
