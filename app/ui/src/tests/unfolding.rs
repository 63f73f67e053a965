//! What unfolds, and what tells how something came about, as the server draws it.

use super::html;
use crate::*;
use leptos::prelude::*;

#[test]
fn history_and_thread() {
    insta::assert_snapshot!(html(|| view! {
        <HistoryList items=vec![HistoryItem {
            when: "3 Nov".to_owned(), when_iso: "2026-11-03".to_owned(), who: "Ana".to_owned(), what: "Published".to_owned(), detail: None,
        }]/>
        <Thread label="Messages"><ThreadMessage who="Ana" when="3 Nov" when_iso="2026-11-03" mine=true>"Hello"</ThreadMessage></Thread>
    }), @r#"
    <ol role="list" class="ui-history">
    <li>
    <p class="ui-muted">
    <time datetime="2026-11-03">3 Nov</time> · Ana</p>
    <p>Published</p>
    </li>
    </ol>
    <ol role="list" aria-label="Messages" class="ui-thread">
    <li class="ui-message ui-message-mine">
    <p class="ui-message-head">
    <strong>Ana</strong> <time datetime="2026-11-03" class="ui-muted">3 Nov</time> </p>
    <div class="ui-message-text">Hello</div>
    </li>
    </ol>
    "#);
}

#[test]
fn unfolding_and_drawers() {
    insta::assert_snapshot!(html(|| view! {
        <Details summary="More" open=true>"text"</Details>
        <Drawer title="Trip 7" close_href="/list" close_text="Close">"facts"</Drawer>
    }), @r#"
    <details open class="ui-details">
    <summary>More</summary>
    <div>text</div>
    </details>
    <aside aria-label="Trip 7" class="ui-drawer">
    <div class="ui-drawer-head">
    <h2 class="ui-h2">Trip 7</h2>
    <a href="/list" class="pf-v6-c-button pf-m-secondary pf-m-small">
    <span class="pf-v6-c-button__text">Close</span>
    </a>
    </div>
    <div class="ui-stack">facts</div>
    </aside>
    "#);
}

#[test]
fn derivation() {
    let part = |label: &str, amount: &str| Figured { label: label.into(), amount: amount.into(), ..Figured::default() };
    let figure = Figured { rule: Some("30 %".into()), parts: vec![part("Price", "€100.00")], ..part("Deposit", "€30.00") };
    insta::assert_snapshot!(html(|| view! { <Derivation text="Why?" spoken="Deposit, €30.00" figure=figure/> }), @r#"
    <details class="ui-derivation">
    <summary class="ui-derivation-question">Why?<span class="pf-v6-screen-reader"> Deposit, €30.00</span>
    </summary>
    <ul class="ui-derivation-list">
    <li>
    <span class="ui-derivation-line">
    <span>Deposit</span> <span class="ui-number">€30.00</span>
    </span>
    <span class="ui-derivation-rule">30 %</span>
    <ul class="ui-derivation-list">
    <li>
    <span class="ui-derivation-line">
    <span>Price</span> <span class="ui-number">€100.00</span>
    </span>
    </li>
    </ul>
    </li>
    </ul>
    </details>
    "#);
}
