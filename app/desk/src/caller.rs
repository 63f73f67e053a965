//! Who asks, from where, and how they like their pages.

use domain::ids::SessionId;
use domain::locale::Locale;
use domain::policy::Actor;
use serde::{Deserialize, Serialize};
use time::Date;

/// Who asks a desk, as the server found out for this request. Never leaves the server.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who, with rights read afresh.
    pub actor: Actor,
    /// Their open session.
    pub session: Option<SessionId>,
    /// The language they read.
    pub locale: Locale,
    /// Where from, for throttling and the list of sessions.
    pub ip: String,
    /// The browser's own words, cut to 200 characters.
    pub user_agent: String,
    /// Found again in the log.
    pub request_id: String,
}

/// Light, dark, or as the reader's system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// What a page may know of its reader. Printed into the page: nothing secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Who.
    pub actor: Actor,
    /// Their name, to say who is signed in.
    pub name: String,
    /// What to call them in a greeting: their given name; a company goes by its whole name.
    pub given_name: String,
    /// The language of the page.
    pub locale: Locale,
    /// Its colours.
    pub theme: Theme,
    /// Today in the agency's own time zone: pages never read a clock.
    pub today: Date,
    /// The agency's name.
    pub agency: String,
    /// The agency's phone number.
    pub phone: String,
    /// The demo agency is served: pages may show the mail drop.
    pub demo: bool,
}
