//! What a server function may do to the HTTP answer, besides its value.

use std::sync::Arc;

/// Implemented by the server for each request; page crates find a [`ReplyHandle`] in their context.
pub trait Reply: Send + Sync {
    /// Sends the browser to `path` of this site (303; by client-side navigation when scripts run).
    fn redirect(&self, path: &str);
    /// Sends the browser to another site: the bank's page.
    fn leave(&self, url: &str);
    /// Sets the session cookie to a new token, or removes it.
    fn set_session(&self, token: Option<&str>);
    /// Remembers a preference (`lang`, `theme`) for a year.
    fn set_preference(&self, name: &'static str, value: &str);
    /// Sets the HTTP status of the page being drawn: 404 for one that is not there.
    fn set_status(&self, status: u16);
}

/// The reply of the request under way.
#[derive(Clone)]
pub struct ReplyHandle(pub Arc<dyn Reply>);
