//! What a page knows of its reader, the same on the server and in the browser.

use crate::assets::provide_assets;
use crate::error::error_texts;
use desk::{AppError, Theme, Viewer};
use domain::policy::Actor;
use leptos::prelude::*;
use locales::{Locale, shared};
use std::sync::Arc;
use time::Date;

/// Hands everything that pages expect to the components below: reader, assets, words of forms, a refused post, toasts.
///
/// Call it once, at the root, inside the router. The server has put [`Viewer`] and [`crate::Assets`] into context; the
/// browser reads both back from the page.
pub fn provide_page_context() {
    let viewer = SharedValue::new(|| use_context::<Viewer>().unwrap_or_else(nobody)).into_inner();
    let locale = viewer.locale;
    provide_context(Arc::new(viewer));
    provide_assets();
    ui::provide_ui(ui::UiTexts {
        error_heading: shared::there_is_a_problem(locale).to_owned(),
        error_prefix: shared::error_prefix(locale).to_owned(),
        optional: shared::optional(locale).to_owned(),
        show: shared::show(locale).to_owned(),
        hide: shared::hide(locale).to_owned(),
        close: shared::close(locale).to_owned(),
        busy: shared::busy(locale).to_owned(),
        unsent: shared::unsent(locale).to_owned(),
        unknown_error: shared::unknown_error(locale).to_owned(),
    });
    ui::provide_form_replay();
    ui::provide_error_texts::<AppError>(move |error| error_texts(locale, error));
    ui::provide_toasts();
}

fn nobody() -> Viewer {
    Viewer {
        actor: Actor::Anonymous,
        name: String::new(),
        given_name: String::new(),
        locale: Locale::default(),
        theme: Theme::Auto,
        today: Date::MIN,
        agency: String::new(),
        phone: String::new(),
        demo: false,
    }
}

/// The reader of this page; an anonymous one where nobody was announced.
#[must_use]
pub fn use_viewer() -> Arc<Viewer> {
    use_context::<Arc<Viewer>>().unwrap_or_else(|| Arc::new(nobody()))
}

/// The language of this page.
#[must_use]
pub fn locale() -> Locale {
    use_viewer().locale
}

/// Today, in the agency's own time zone.
#[must_use]
pub fn today() -> Date {
    use_viewer().today
}
