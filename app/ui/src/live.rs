//! Pages that follow what happens.

use crate::browser;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// Where the server stood just before it began to draw this page; the server puts it into context.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LiveMark(pub i64);

/// `path` from the mark on, not from the moment the stream opens: nothing that happens in between is missed, nor drawn twice.
fn since(path: String, mark: Option<LiveMark>) -> String {
    match mark {
        Some(LiveMark(mark)) => format!("{path}?since={mark}"),
        None => path,
    }
}

/// On a hydrated page: calls `on_tick` at each tick of the event stream at `path`, as long as the calling component lives. A tick waits until an open
/// dialog is closed.
pub fn use_live(path: String, on_tick: Callback<()>) {
    let mark = SharedValue::new(use_context::<LiveMark>).into_inner();
    browser::follow(since(path, mark), on_tick);
}

/// On a page that is not hydrated: follows the event stream at `path`: at each tick the server draws the page again and what stands here is taken from it.
/// Once on a page, around all that moves.
#[component]
pub fn Live(
    /// Address of the stream, without a query.
    #[prop(into)]
    path: String,
    /// The part that moves.
    children: Children,
) -> impl IntoView {
    let url = since(path, use_context::<LiveMark>());
    view! { <Follower url=url>{children()}</Follower> }
}

/// Id of the part that moves.
const PART: &str = "live";

/// How many times a part is looked at again without a tick.
const LOOKS: u32 = 6;

#[island]
fn Follower(
    /// Address of the stream.
    url: String,
    /// The part that moves.
    children: Children,
) -> impl IntoView {
    let redraw = || {
        spawn_local(async {
            // Without an answer the part stays as it is; the stream connects again by itself, and ticks.
            let _unanswered = browser::redraw(PART).await;
        });
    };
    browser::follow(url, Callback::new(move |()| redraw()));
    Effect::new(move |_| look_again(LOOKS));
    view! { <div class="ui-live" id=PART>{children()}</div> }
}

/// Looks again as long as the part asks for it, at most `times`.
fn look_again(times: u32) {
    let Some(wait) = (if times > 0 { browser::wait_before_next_look(PART) } else { None }) else { return };
    set_timeout(
        move || {
            spawn_local(async move {
                let _unanswered = browser::redraw(PART).await;
                look_again(times - 1);
            });
        },
        wait,
    );
}

/// Asks to be looked at again after `seconds`: with scripts as part of a [`Live`], without them by loading `href`.
#[component]
pub fn LookAgain(
    /// The page to load.
    #[prop(into)]
    href: String,
    /// How long to wait, in seconds.
    seconds: u32,
) -> impl IntoView {
    let refresh = format!(r#"<meta http-equiv="refresh" content="{seconds}; url={href}">"#);
    view! {
        <span hidden=true data-again=seconds.to_string()></span>
        <noscript inner_html=refresh></noscript>
    }
}
