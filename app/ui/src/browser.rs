//! The only place that talks to the browser itself: focus, dialogs, live ticks.
//!
//! Everything here does nothing on the server.

use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, FormData, HtmlDialogElement, HtmlElement, HtmlFormElement, MessageEvent};

/// False in the first drawing, true once scripts run: for controls that are of no use without them.
#[must_use]
pub fn hydrated() -> ReadSignal<bool> {
    let (ready, set_ready) = signal(false);
    Effect::new(move |_| set_ready.set(true));
    ready
}

/// Moves the focus to the element with this id; false when there is none.
pub(crate) fn focus_id(id: &str) -> bool {
    document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}

/// Moves the focus to the element with this id once the coming drawing is done; to none when there is none by then.
pub fn focus_id_soon(id: String) {
    request_animation_frame(move || {
        let _found = focus_id(&id);
    });
}

/// What a form holds now.
pub(crate) fn form_data(form: &HtmlFormElement) -> Option<FormData> {
    FormData::new_with_form(form).ok()
}

/// Sends a form as its first button would.
pub(crate) fn send(form: &HtmlFormElement) {
    let _refused = form.request_submit();
}

/// Moves the focus once the coming drawing is done.
pub(crate) fn focus_soon(node: NodeRef<html::Div>) {
    request_animation_frame(move || {
        if let Some(element) = node.get_untracked() {
            // An element that cannot take the focus leaves it where it is.
            let _unfocused = element.focus();
        }
    });
}

/// Puts `prefix` before the title of the window, once: the title is what a screen reader says first.
pub(crate) fn mark_title(prefix: &str) {
    let title = document().title();
    if !prefix.is_empty() && !title.starts_with(prefix) {
        document().set_title(&[prefix, " ", &title].concat());
    }
}

/// Moves the focus to the page's first heading, as a page load without scripts would start reading there.
pub(crate) fn focus_heading() {
    request_animation_frame(|| focus_heading_within(HEADING_TRIES));
}

/// How often a heading is looked for, and how long between: a page that reads its data first draws it late.
const HEADING_TRIES: u8 = 40;
const HEADING_PAUSE: Duration = Duration::from_millis(50);

fn focus_heading_within(tries: u8) {
    let heading = document().query_selector("main h1").ok().flatten();
    match heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        Some(heading) => {
            let _unfocusable = heading.set_attribute("tabindex", "-1");
            let _unfocused = heading.focus();
        }
        None if tries > 0 => set_timeout(move || focus_heading_within(tries - 1), HEADING_PAUSE),
        None => {}
    }
}

/// Opens a dialog over the page; false when the browser cannot, so that the link to it works instead.
pub(crate) fn open_dialog(node: NodeRef<html::Dialog>) -> bool {
    node.get_untracked().and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()).is_some_and(|dialog| {
        if dialog.open() {
            dialog.close();
        }
        dialog.show_modal().is_ok()
    })
}

/// Closes a dialog; false when it was not open as one.
pub(crate) fn close_dialog(node: NodeRef<html::Dialog>) -> bool {
    node.get_untracked().and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()).is_some_and(|dialog| {
        let open = dialog.open();
        dialog.close();
        open
    })
}

struct Subscription {
    source: EventSource,
    listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.close();
    }
}

impl Subscription {
    fn open(url: &str, on_tick: Callback<String>) -> Option<Self> {
        let source = EventSource::new(url).ok()?;
        let listener = Closure::new(move |event: MessageEvent| {
            on_tick.run(event.data().as_string().unwrap_or_default());
        });
        let this = Self { source, listener };
        this.source.set_onmessage(Some(this.listener.as_ref().unchecked_ref()));
        Some(this)
    }
}

/// Listens to the server's ticks at `url` as long as the calling component lives; `on_tick` gets each message's data.
/// The browser connects again by itself after an interruption.
pub fn use_live(url: String, on_tick: Callback<String>) {
    // All of it inside the effect: a value bound to one thread must not even exist on the server, which may drop it on another.
    Effect::new(move |_| {
        let held = StoredValue::new_local(Subscription::open(&url, on_tick));
        on_cleanup(move || {
            // Already gone when the owner was disposed of first: dropping it has closed the stream.
            let _gone = held.try_set_value(None);
        });
    });
}
