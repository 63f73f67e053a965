//! A form that was posted without scripts and refused: what was typed and what was wrong, on both sides of hydration.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::server_fn::error::FromServerFnError;
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Same nesting as the server functions' own decoder allows.
const DEPTH: usize = 5;

/// A refused post, put into context by the server before it draws the page again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormReplay {
    /// Last segment of the server function's path.
    pub function: String,
    /// The body as it was posted, urlencoded, without passwords.
    pub body: String,
    /// The error in the encoding of its server function.
    pub error: String,
}

impl FormReplay {
    /// Keeps a refused post; fields whose name contains `password` are dropped because the page carries the body.
    #[must_use]
    pub fn new(function: impl Into<String>, body: &str, error: impl Into<String>) -> Self {
        let mut kept = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(body.as_bytes()) {
            if !name.to_lowercase().contains("password") {
                kept.append_pair(&name, &value);
            }
        }
        Self { function: function.into(), body: kept.finish(), error: error.into() }
    }

    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }
}

#[derive(Clone, Copy)]
struct ReplayStore(StoredValue<Option<FormReplay>>);

/// Makes the refused post of this request, if any, known to the forms below; in the browser it is read back from
/// the page. Call it once at the root, inside the router. It is forgotten on the first change of address.
pub fn provide_form_replay() {
    let replay = SharedValue::new(use_context::<FormReplay>).into_inner();
    let store = StoredValue::new(replay);
    provide_context(ReplayStore(store));
    let location = use_location();
    Effect::new(move |before: Option<(String, String)>| {
        let here = (location.pathname.get(), location.search.get());
        if before.is_some_and(|before| before != here) {
            store.set_value(None);
        }
        here
    });
}

fn stored() -> Option<FormReplay> {
    match use_context::<ReplayStore>() {
        Some(ReplayStore(store)) => store.try_get_value().flatten(),
        None => None,
    }
}

/// The name under which a page posts to `S`: the last segment of its path.
pub(crate) fn function_name<S: ServerFn>() -> &'static str {
    S::PATH.rsplit('/').next().unwrap_or(S::PATH)
}

/// The refused post of `S`; with a `key`, only when the form of that key sent it.
pub(crate) fn replay_for<S: ServerFn>(key: Option<&str>) -> Option<FormReplay> {
    stored().filter(|replay| {
        replay.function == function_name::<S>()
            && key.is_none_or(|key| replay.pairs().iter().any(|(name, value)| name == super::component::KEY && value == key))
    })
}

/// True when this page is drawn again because a post to `S` was refused.
#[must_use]
pub fn replaying<S: ServerFn>() -> bool {
    replay_for::<S>(None).is_some()
}

/// The error of whichever post was refused, when it is of type `E`.
#[must_use]
pub fn refused_with<E: FromServerFnError>() -> Option<E> {
    stored().map(|replay| E::de(replay.error.into_bytes().into()))
}

/// True when this page is drawn again because any post was refused: its title says so.
#[must_use]
pub fn refused_form() -> bool {
    stored().is_some()
}

/// The error of the refused post to `S`, for a page that draws more than sentences from it.
#[must_use]
pub fn replayed_error<S: ServerFn>() -> Option<S::Error> {
    replay_for::<S>(None).map(|replay| S::Error::de(replay.error.into_bytes().into()))
}

/// The arguments of the refused post to `S`, so that a form with lists can draw as many rows as were sent.
/// `None` when nothing was refused, or when what was sent does not even have the shape of `S`.
#[must_use]
pub fn replayed_draft<S: ServerFn + DeserializeOwned>() -> Option<S> {
    let replay = replay_for::<S>(None)?;
    serde_qs::Config::new(DEPTH, false).deserialize_str(&replay.body).ok()
}
