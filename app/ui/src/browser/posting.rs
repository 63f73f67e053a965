//! Forms of pages that are not hydrated: sent without leaving the page, which stays as it is until the answer is there.
//!
//! The post is the one that the browser would make; one header more says that a redirect is to be told, not made. So there is one way in for every form,
//! and a form that this code cannot send is sent by the browser.

use super::redraw::{all, ask, page_of, replace};
use super::{focus_id, mark_busy};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, FormData, Headers, HtmlButtonElement, HtmlElement, HtmlFormElement, PageTransitionEvent, Request, RequestInit,
    Response, SubmitEvent, UrlSearchParams,
};

/// Asks the server to name the next page in its answer instead of sending the browser there.
const HEADER: &str = "x-form";

/// Takes over every form of the page that posts to a server function, now and after a redraw.
pub(super) fn send_forms() {
    listen("submit", |event| {
        if let Ok(event) = event.dyn_into::<SubmitEvent>() {
            submitted(&event);
        }
    });
    listen("click", |event| {
        // A line of the error summary leads to its field, not only near it.
        let link =
            event.target().and_then(|target| target.dyn_into::<Element>().ok()).and_then(|element| element.closest("a").ok().flatten());
        let field = link.filter(|link| link.closest(".ui-error-summary").is_ok_and(|summary| summary.is_some()));
        let href = field.and_then(|link| link.get_attribute("href"));
        if href.as_deref().and_then(|href| href.strip_prefix('#')).is_some_and(focus_id) {
            event.prevent_default();
        }
    });
    listen("pageshow", |event| {
        // Back from the next page, as the browser kept this one: whatever was being sent was sent.
        if event.dyn_into::<PageTransitionEvent>().is_ok_and(|event| event.persisted()) {
            for form in document().body().map(|body| all::<HtmlFormElement>(&body, "form[aria-busy]")).unwrap_or_default() {
                mark_busy(&form, None, false);
            }
        }
    });
}

fn listen(name: &str, heard: impl FnMut(Event) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(heard);
    let _refused = window().add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    // For as long as the page lives.
    heard.forget();
}

fn submitted(event: &SubmitEvent) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    let ours = form.method() == "post" && form.get_attribute("action").is_some_and(|action| action.contains("do="));
    if event.default_prevented() || !ours {
        return;
    }
    let button = event.submitter().and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
    let Ok(request) = post(&form, button.as_ref()) else { return };
    event.prevent_default();
    if form.has_attribute("aria-busy") {
        return;
    }
    mark_busy(&form, button.as_ref(), true);
    spawn_local(async move {
        if send(&request).await.is_err() {
            mark_busy(&form, button.as_ref(), false);
            say_unsent(&form);
        }
    });
}

/// What the form holds, in its order.
///
/// # Errors
/// When it holds a file.
pub(super) fn pairs(form: &HtmlFormElement) -> Result<Vec<(String, String)>, JsValue> {
    let entries = js_sys::Array::from(FormData::new_with_form(form)?.as_ref());
    let text = |entry: &JsValue, index| js_sys::Array::from(entry).get(index).as_string();
    entries.iter().map(|entry| text(&entry, 0).zip(text(&entry, 1)).ok_or_else(|| JsValue::from_str("a file"))).collect()
}

fn post(form: &HtmlFormElement, button: Option<&HtmlButtonElement>) -> Result<Request, JsValue> {
    let body = UrlSearchParams::new()?;
    for (name, value) in pairs(form)? {
        body.append(&name, &value);
    }
    if let Some(button) = button.filter(|button| !button.name().is_empty()) {
        body.append(&button.name(), &button.value());
    }
    let headers = Headers::new()?;
    headers.append("accept", "text/html")?;
    headers.append(HEADER, "1")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body);
    Request::new_with_str_and_init(&form.action(), &init)
}

/// Sends, then leaves for the page that the answer names, or shows the page that it carries.
async fn send(request: &Request) -> Result<(), JsValue> {
    let answer = ask(request).await?;
    if let Some(next) = answer.headers().get("location")?.or_else(|| answer.redirected().then(|| answer.url())) {
        return window().location().assign(&next);
    }
    show(&answer).await
}

async fn show(answer: &Response) -> Result<(), JsValue> {
    let page = page_of(answer).await?;
    let (Some(old), Some(fresh)) = (document().query_selector("main")?, page.query_selector("main")?) else {
        return Err(JsValue::from_str("no page"));
    };
    document().set_title(&page.title());
    replace(&old, &fresh);
    let summary = old.query_selector(".ui-error-summary")?;
    let start = if summary.is_some() { summary } else { old.query_selector("h1")? };
    if let Some(start) = start.and_then(|start| start.dyn_into::<HtmlElement>().ok()) {
        start.set_tab_index(-1);
        start.focus()?;
    }
    Ok(())
}

/// Says above the form that no answer came; what was typed is still there.
fn say_unsent(form: &HtmlFormElement) {
    for old in all::<Element>(form, ".ui-error-summary") {
        old.remove();
    }
    let Ok(said) = document().create_element("p") else { return };
    said.set_class_name("pf-v6-c-alert__title");
    said.set_text_content(form.get_attribute("data-unsent").as_deref());
    let Ok(Ok(alert)) = document().create_element("div").map(JsCast::dyn_into::<HtmlElement>) else { return };
    alert.set_class_name("pf-v6-c-alert pf-m-danger pf-m-inline ui-error-summary");
    let _role = alert.set_attribute("role", "alert");
    alert.set_tab_index(-1);
    let _inside = alert.append_child(&said).and_then(|_| form.insert_before(&alert, form.first_child().as_ref()));
    let _unfocused = alert.focus();
}
