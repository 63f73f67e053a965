//! Redrawing a part of a page that is not hydrated: the server draws the page again, and the part is taken from its answer.

use super::focus_id;
use js_sys::{Function, JsString};
use leptos::prelude::*;
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, HtmlDetailsElement, Request, Response, SupportedType};

thread_local! {
    static ISLANDS: OnceCell<Function> = const { OnceCell::new() };
}

/// Brings the islands inside `root` to life, once they are known.
fn start_islands(root: &JsValue) {
    ISLANDS.with(|islands| {
        if let Some(islands) = islands.get() {
            // A broken island is on the console by itself; the page is complete without it.
            let _broken = islands.call1(&JsValue::NULL, root);
        }
    });
}

/// Keeps `islands`, which brings the islands inside a node to life, and calls it for the whole page.
pub(super) fn adopt_islands(islands: Function) {
    ISLANDS.with(|cell| {
        let _already = cell.set(islands);
    });
    start_islands(&document());
}

/// Asks the server.
pub(super) async fn ask(request: &Request) -> Result<Response, JsValue> {
    Ok(JsFuture::from(window().fetch_with_request(request)).await?.unchecked_into())
}

/// The page that an answer carries.
pub(super) async fn page_of(answer: &Response) -> Result<Document, JsValue> {
    let text: JsString = JsFuture::from(answer.text()?).await?.unchecked_into();
    DomParser::new()?.parse_from_string(&String::from(text), SupportedType::TextHtml)
}

/// Every element inside `root` that `selector` names.
pub(super) fn all<T: JsCast>(root: &Element, selector: &str) -> Vec<T> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// Puts what is inside `fresh` in place of what is inside `old`. The focus and opened details stay. Nothing happens when both are the same.
pub(super) fn replace(old: &Element, fresh: &Element) {
    let html = fresh.inner_html();
    if old.inner_html() == html {
        return;
    }
    let focused = document().active_element().filter(|element| old.contains(Some(element))).map(|element| element.id());
    let opened: Vec<bool> = all::<HtmlDetailsElement>(old, "details").iter().map(HtmlDetailsElement::open).collect();
    old.set_inner_html(&html);
    let details: Vec<HtmlDetailsElement> = all(old, "details");
    if details.len() == opened.len() {
        for (details, open) in details.iter().zip(opened) {
            details.set_open(open);
        }
    }
    start_islands(old);
    if let Some(id) = focused.filter(|id| !id.is_empty()) {
        let _gone = focus_id(&id);
    }
}
