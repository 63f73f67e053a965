//! Words: optional text props, and the handful of fixed words that components say by themselves.
//!
//! No word is written here; the caller hands them over in the person's language.

use leptos::prelude::*;
use std::sync::Arc;

/// A text prop that may be left out: takes `&str`, `String` and `Option<String>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaybeText(pub Option<String>);

impl From<&str> for MaybeText {
    fn from(text: &str) -> Self {
        Self(Some(text.to_owned()))
    }
}

impl From<String> for MaybeText {
    fn from(text: String) -> Self {
        Self(Some(text))
    }
}

impl From<Option<String>> for MaybeText {
    fn from(text: Option<String>) -> Self {
        Self(text)
    }
}

/// Words that components say by themselves, in the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UiTexts {
    /// Heading of the error summary ("There is a problem").
    pub error_heading: String,
    /// Spoken before a field's error and put before a page's title ("Error:").
    pub error_prefix: String,
    /// Marks a field that may stay empty ("optional"); shown in brackets.
    pub optional: String,
    /// Button that shows a password.
    pub show: String,
    /// Button that hides it again.
    pub hide: String,
    /// Button that closes a dialog or a message.
    pub close: String,
    /// Said while a form is being sent ("Please wait").
    pub busy: String,
    /// Said when no answer came to a form.
    pub unsent: String,
    /// Said when an error has no words of its own.
    pub unknown_error: String,
}

/// Hands the fixed words to every component below. Call it once at the root of the app.
pub fn provide_ui(texts: UiTexts) {
    provide_context(Arc::new(texts));
}

/// The fixed words of this page; empty ones when nobody provided any.
#[must_use]
pub fn use_ui_texts() -> Arc<UiTexts> {
    use_context::<Arc<UiTexts>>().unwrap_or_default()
}
