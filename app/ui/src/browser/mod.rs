//! The only place that talks to the browser itself: focus, dialogs, live ticks, forms of pages that are not hydrated.
//!
//! Everything here does nothing on the server.

mod posting;
mod redraw;

use js_sys::Function;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AddEventListenerOptions, Element, EventSource, FormData, HtmlButtonElement, HtmlDialogElement, HtmlElement, HtmlFormElement,
    HtmlInputElement, Request,
};

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

/// Starts a page that is hydrated in parts only: its islands, which `islands` brings to life inside the node it gets, and its forms.
pub fn start_page(islands: Function) {
    posting::send_forms();
    redraw::adopt_islands(islands);
}

/// Draws this page anew and takes the inside of the element with id `part` from it. A page that is no longer ours to see is loaded, to say so.
pub(crate) async fn redraw(part: &str) -> Result<(), JsValue> {
    let request = Request::new_with_str(&window().location().href()?)?;
    let answer = redraw::ask(&request).await?;
    if answer.redirected() || !answer.ok() {
        return window().location().reload();
    }
    let page = redraw::page_of(&answer).await?;
    if let (Some(old), Some(fresh)) = (document().get_element_by_id(part), page.get_element_by_id(part)) {
        redraw::replace(&old, &fresh);
    }
    Ok(())
}

/// Shows that `form` is being sent, by `button`, or no longer.
pub(crate) fn mark_busy(form: &HtmlFormElement, button: Option<&HtmlButtonElement>, busy: bool) {
    const CLASSES: [&str; 2] = ["pf-m-progress", "pf-m-in-progress"];
    const SPINNER: &str = r#"<span class="pf-v6-c-button__progress"><svg class="pf-v6-c-spinner pf-m-md" viewBox="0 0 100 100" aria-hidden="true"><circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none"></circle></svg></span>"#;
    let said = form.query_selector("[role=status][data-busy]").ok().flatten();
    let buttons = match (busy, button) {
        (true, Some(button)) => vec![button.clone()],
        (true, None) => Vec::new(),
        (false, _) => redraw::all(form, "button.pf-m-in-progress"),
    };
    if busy {
        let _set = form.set_attribute("aria-busy", "true");
    } else {
        let _set = form.remove_attribute("aria-busy");
    }
    if let Some(said) = said {
        let words = if busy { said.get_attribute("data-busy") } else { None };
        said.set_text_content(words.as_deref());
    }
    for button in buttons {
        let list = button.class_list();
        if busy {
            let _set = (list.add_2(CLASSES[0], CLASSES[1]), button.set_attribute("aria-disabled", "true"));
            let _set = button.insert_adjacent_html("afterbegin", SPINNER);
        } else {
            let _set = (list.remove_2(CLASSES[0], CLASSES[1]), button.remove_attribute("aria-disabled"));
            for spinner in redraw::all::<Element>(&button, ".pf-v6-c-button__progress") {
                spinner.remove();
            }
        }
    }
}

/// Shows what is typed into the password field with this id, or hides it again.
pub(crate) fn reveal(id: &str, shown: bool) {
    if let Some(input) = document().get_element_by_id(id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        input.set_type(if shown { "text" } else { "password" });
    }
}

/// How many seconds the element inside `part` that asks to be looked at again wants to wait; `None` when there is none.
pub(crate) fn wait_before_next_look(part: &str) -> Option<Duration> {
    let asking = document().get_element_by_id(part)?.query_selector("[data-again]").ok().flatten()?;
    asking.get_attribute("data-again")?.parse().ok().map(Duration::from_secs)
}

/// Calls `heard` with what the form with this id holds, now and after each change, as long as the calling component lives.
pub fn watch_form(id: &str, heard: Callback<Vec<(String, String)>>) {
    let id = id.to_owned();
    Effect::new(move |_| {
        let Some(form) = document().get_element_by_id(&id).and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
        let read = {
            let form = form.clone();
            move || heard.run(posting::pairs(&form).unwrap_or_default())
        };
        read();
        let listener = Closure::<dyn FnMut()>::new(read);
        let _refused = form.add_event_listener_with_callback("input", listener.as_ref().unchecked_ref());
        let held = StoredValue::new_local((form, listener));
        on_cleanup(move || {
            let _gone = held
                .try_with_value(|(form, listener)| form.remove_event_listener_with_callback("input", listener.as_ref().unchecked_ref()));
        });
    });
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

/// Runs `then` at once, or when the question that is open now is closed: whoever is asked something keeps it before their eyes.
fn once_no_dialog_is_open(then: Callback<()>) {
    match document().query_selector("dialog[open]") {
        Ok(Some(dialog)) => {
            let closed = Closure::once_into_js(move || {
                let _page_left = then.try_run(());
            });
            let options = AddEventListenerOptions::new();
            options.set_once(true);
            let _refused =
                dialog.add_event_listener_with_callback_and_add_event_listener_options("close", closed.unchecked_ref(), &options);
        }
        _ => {
            let _page_left = then.try_run(());
        }
    }
}

struct Subscription {
    source: EventSource,
    listener: Closure<dyn FnMut()>,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.close();
    }
}

impl Subscription {
    fn open(url: &str, on_tick: Callback<()>) -> Option<Self> {
        let source = EventSource::new(url).ok()?;
        let listener = Closure::new(move || once_no_dialog_is_open(on_tick));
        let this = Self { source, listener };
        this.source.set_onmessage(Some(this.listener.as_ref().unchecked_ref()));
        Some(this)
    }
}

/// Listens to the server's ticks at `url` as long as the calling component lives. The browser connects again by itself after an interruption.
pub(crate) fn follow(url: String, on_tick: Callback<()>) {
    // All of it inside the effect: a value bound to one thread must not even exist on the server, which may drop it on another.
    Effect::new(move |_| {
        let held = StoredValue::new_local(Subscription::open(&url, on_tick));
        on_cleanup(move || {
            // Already gone when the owner was disposed of first: dropping it has closed the stream.
            let _gone = held.try_set_value(None);
        });
    });
}
