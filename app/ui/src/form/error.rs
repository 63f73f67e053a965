//! Errors of a form as people read them, and where a form finds the words for an error of its server function.

use crate::text::use_ui_texts;
use leptos::prelude::*;
use leptos::server_fn::error::FromServerFnError;
use std::sync::Arc;

/// One sentence about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Path of the field as the rules name it: `email`, `services[2][price]`.
    pub field: String,
    /// A plain sentence in the person's language.
    pub message: String,
}

/// Everything that is wrong with one sent form, already worded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors {
    /// What concerns the form as a whole.
    pub general: Option<String>,
    /// What concerns single fields, in the order of the form.
    pub fields: Vec<FieldError>,
}

impl FormErrors {
    /// True when there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.general.is_none() && self.fields.is_empty()
    }

    /// The first sentence about the field at `path`.
    #[must_use]
    pub fn message(&self, path: &str) -> Option<&str> {
        self.fields.iter().find(|error| error.field == path).map(|error| error.message.as_str())
    }
}

type Words<E> = Arc<dyn Fn(&E) -> FormErrors + Send + Sync>;

struct ErrorTexts<E: 'static>(Words<E>);

impl<E: 'static> Clone for ErrorTexts<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Tells every form below how an error of type `E` reads. Call it once an error type, at the root of the app.
pub fn provide_error_texts<E: 'static>(words: impl Fn(&E) -> FormErrors + Send + Sync + 'static) {
    provide_context(ErrorTexts::<E>(Arc::new(words)));
}

/// Captures the words now and returns a function that applies them later, outside this owner.
pub(crate) fn render_error<E: 'static>() -> Arc<dyn Fn(&E) -> FormErrors + Send + Sync> {
    let unknown = use_ui_texts().unknown_error.clone();
    use_context::<ErrorTexts<E>>().map_or_else(
        || -> Words<E> { Arc::new(move |_| FormErrors { general: Some(unknown.clone()), fields: Vec::new() }) },
        |texts| texts.0,
    )
}

/// Words for an error that arrives in the encoding of its server function.
pub(crate) fn render_serialised<E: FromServerFnError>(error: &str, words: &Words<E>) -> FormErrors {
    words(&E::de(error.to_owned().into_bytes().into()))
}
