//! What both doors share: sign-in, links, passwords, sessions, preferences, and what a page knows of its reader.
//!
//! Travellers' and staff pages are built on it; it knows neither trips nor payments, and shows no frame of its own.

mod assets;
mod error;
mod functions;
mod link;
mod page;
mod password;
mod place;
mod preferences;
mod sessions;
mod sign_in;
mod totp;
mod viewer;

pub use assets::{Assets, asset, photo};
pub use error::error_texts;
pub use functions::*;
pub use link::{ForgottenPage, LinkPage};
pub use page::{NotFoundPage, PageTitle, PhoneLink, Refused, query, saved, show};
pub use password::PasswordSection;
pub use place::{Place, path};
pub use preferences::{LanguageSwitch, PreferenceForms, ThemeChoice};
pub use sessions::{AccountSaved, SessionsPage, SignOutButton};
pub use sign_in::{CodePage, SignInPage};
pub use totp::TotpSection;
pub use viewer::{locale, provide_page_context, today, use_viewer};
