//! Changes that are looked at before they are made: the first press shows what would become of it, the second makes exactly that.

use crate::pieces::{SaveOrCancel, afresh};
use desk::AppError;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ui::{focus_id_soon, replayed_error};

/// Where the effect stands on the page: it is what somebody who pressed wants to see next.
const PLACE: &str = "comparison";

/// What would become of a form's change, once somebody has asked for it.
pub(super) struct Look<P: Send + Sync + 'static> {
    effect: Resource<Result<Option<P>, AppError>>,
}

impl<P: Send + Sync> Clone for Look<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Send + Sync> Copy for Look<P> {}

impl<P> Look<P>
where
    P: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// Of the form of `action`, whose draft is `latest` after each change. Without scripts the page was drawn again around what was posted: `intent` is the
    /// word of the button that was pressed, empty for the one that saves, and `seen` the name of what had been looked at.
    pub(super) fn new<S, D, F>(
        action: ServerAction<S>,
        latest: RwSignal<D>,
        (intent, seen): (&str, &str),
        preview: impl Fn(D) -> F + Copy + Send + Sync + 'static,
    ) -> Self
    where
        S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
        D: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<P, AppError>> + Send + 'static,
    {
        let asked = match replayed_error::<S>() {
            Some(AppError::Redraw) => intent.is_empty(),
            Some(AppError::Fields(_)) => intent.is_empty() && !seen.is_empty(),
            Some(_) | None => false,
        };
        let first = asked.then(|| latest.get_untracked());
        let value = action.value();
        let change = Memo::new(move |before: Option<&Option<D>>| {
            value.with(|value| match value {
                Some(Err(AppError::Redraw)) => Some(latest.get_untracked()),
                // What was looked at stays in view while a field is corrected.
                Some(Err(AppError::Fields(_))) => before.cloned().flatten(),
                Some(_) => None,
                None => first.clone(),
            })
        });
        let effect = Resource::new(
            move || change.get(),
            move |draft| async move {
                match draft {
                    Some(draft) => preview(draft).await.map(Some),
                    None => Ok(None),
                }
            },
        );
        Self { effect }
    }

    /// What would become of it; nothing until somebody asks.
    pub(super) fn effect<V: IntoView + 'static>(self, draw: impl Fn(P) -> V + Copy + Send + Sync + 'static) -> impl IntoView {
        view! {
            <Transition>
                {move || Suspend::new(async move {
                    let preview = self.effect.await.ok().flatten();
                    preview.map(|preview| afresh(move || {
                        Effect::new(|_| focus_id_soon(PLACE.to_owned()));
                        view! { <div id=PLACE tabindex="-1">{draw(preview.clone())}</div> }
                    }))
                })}
            </Transition>
        }
    }

    /// The end of the form: its button says `look` until there is something to look at, and `make` then.
    pub(super) fn buttons(self, look: &'static str, make: &'static str, cancel_href: String) -> impl IntoView {
        view! {
            <Transition>
                {move || {
                    let cancel_href = cancel_href.clone();
                    Suspend::new(async move {
                        let save = if matches!(self.effect.await, Ok(Some(_))) { make } else { look };
                        view! { <SaveOrCancel save=save cancel_href=cancel_href/> }
                    })
                }}
            </Transition>
        }
    }
}
