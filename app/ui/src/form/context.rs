//! What a field knows of the form around it: its HTML name, its id, its error, what was typed before.

use super::FormErrors;
use leptos::prelude::*;
use std::sync::Arc;

/// Handed by a form to the fields inside it.
#[derive(Clone)]
pub(crate) struct FormContext {
    pub(crate) id: String,
    pub(crate) prefix: String,
    pub(crate) errors: Memo<FormErrors>,
    pub(crate) typed: Option<Arc<Vec<(String, String)>>>,
    pub(crate) replayed: bool,
    pub(crate) pending: Signal<bool>,
}

impl FormContext {
    /// Id of the field at `path`; the error summary links to it.
    pub(crate) fn field_id(&self, path: &str) -> String {
        format!("{}-{}", self.id, slug(path))
    }

    fn html_name(&self, path: &str) -> String {
        if self.prefix.is_empty() {
            return path.to_owned();
        }
        match path.split_once('[') {
            Some((head, rest)) => format!("{}[{head}][{rest}", self.prefix),
            None => format!("{}[{path}]", self.prefix),
        }
    }
}

/// One field's place in its form; outside a form only names and ids.
#[derive(Clone)]
pub(crate) struct FieldState {
    pub(crate) id: String,
    pub(crate) html_name: String,
    pub(crate) error: Signal<Option<String>>,
    typed: Option<Arc<Vec<(String, String)>>>,
}

impl FieldState {
    /// A field whose HTML name is its path as it stands: an argument beside the draft.
    pub(crate) fn beside_draft(mut self, path: &str) -> Self {
        path.clone_into(&mut self.html_name);
        self
    }

    /// What the field starts with: what was typed in a refused post, else the caller's value.
    pub(crate) fn start(&self, value: Option<String>) -> Option<String> {
        self.typed_value().or(value)
    }

    fn typed_value(&self) -> Option<String> {
        self.typed.as_ref()?.iter().find(|(name, _)| *name == self.html_name).map(|(_, typed)| typed.clone())
    }

    /// Whether a box starts ticked; a refused post that lacks the pair had it unticked.
    pub(crate) fn ticked(&self, value: &str, otherwise: bool) -> bool {
        self.typed.as_ref().map_or(otherwise, |pairs| pairs.iter().any(|(name, typed)| *name == self.html_name && typed == value))
    }

    /// Ids that describe the field: its hint, and its error while there is one.
    pub(crate) fn described_by(&self, hint: bool) -> Signal<Option<String>> {
        let (id, error) = (self.id.clone(), self.error);
        Signal::derive(move || {
            let hint = hint.then(|| format!("{id}-hint"));
            let error = error.with(Option::is_some).then(|| format!("{id}-error"));
            match (hint, error) {
                (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
                (one, other) => one.or(other),
            }
        })
    }

    /// Value of `aria-invalid`, absent while the field is fine.
    pub(crate) fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.with(Option::is_some).then_some("true"))
    }
}

/// Finds the place of the field called `path`.
pub(crate) fn use_field(path: &str) -> FieldState {
    match use_context::<FormContext>() {
        Some(form) => {
            let (errors, wanted) = (form.errors, path.to_owned());
            FieldState {
                id: form.field_id(path),
                html_name: form.html_name(path),
                error: Signal::derive(move || errors.with(|errors| errors.message(&wanted).map(str::to_owned))),
                typed: form.typed,
            }
        }
        None => FieldState { id: format!("f-{}", slug(path)), html_name: path.to_owned(), error: Signal::derive(|| None), typed: None },
    }
}

/// Letters, digits and single hyphens, for ids.
pub(crate) fn slug(path: &str) -> String {
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
