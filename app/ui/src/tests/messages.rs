//! Alerts, labels, outcomes, dialogs, notes.

use super::html;
use crate::*;
use leptos::prelude::*;

#[test]
fn alert() {
    insta::assert_snapshot!(html(|| view! { <Alert kind=AlertKind::Warning title="Late by 6 days">"Please call"</Alert> }), @r#"
    <div class="pf-v6-c-alert pf-m-inline pf-m-warning">
    <div class="pf-v6-c-alert__icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M12 3.5L1.8 20.5h20.4zM12 10v5M12 17.6v.4">
    </path>
    </svg>
    </div>
    <p class="pf-v6-c-alert__title">Late by 6 days</p>
    <div class="pf-v6-c-alert__description">Please call</div>
    </div>
    "#);
}

#[test]
fn label() {
    insta::assert_snapshot!(html(|| view! { <Label colour=LabelColour::Green>"Paid"</Label> }), @r#"
    <span class="pf-v6-c-label pf-m-filled pf-m-green">
    <span class="pf-v6-c-label__content">
    <span class="pf-v6-c-label__text">Paid</span>
    </span>
    </span>
    "#);
}

#[test]
fn light() {
    insta::assert_snapshot!(html(|| view! { <StatusLight kind=LightKind::Good text="Balanced">"Checked just now"</StatusLight> }), @r#"
    <div class="ui-light ui-light-good">
    <span class="ui-light-lamp">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM7.5 12.2l3.2 3.2 5.8-6">
    </path>
    </svg>
    </span>
    <div>
    <strong>Balanced</strong>
    <div class="ui-muted">Checked just now</div>
    </div>
    </div>
    "#);
}

#[test]
fn empty_state() {
    insta::assert_snapshot!(html(|| view! {
        <EmptyState title="Nothing found" icon=IconName::Search actions=|| view! { <LinkButton href="/all">"Show all"</LinkButton> }>
            "No row has these filters."
        </EmptyState>
    }), @r#"
    <div class="pf-v6-c-empty-state">
    <div class="pf-v6-c-empty-state__content">
    <div class="pf-v6-c-empty-state__header">
    <div class="pf-v6-c-empty-state__icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M10.5 3.5a7 7 0 100 14 7 7 0 000-14zM15.6 15.6l5.4 5.4">
    </path>
    </svg>
    </div>
    <div class="pf-v6-c-empty-state__title">
    <h2 class="pf-v6-c-empty-state__title-text">Nothing found</h2>
    </div>
    </div>
    <div class="pf-v6-c-empty-state__body">No row has these filters.</div>
    <div class="pf-v6-c-empty-state__footer">
    <div class="pf-v6-c-empty-state__actions">
    <a href="/all" class="pf-v6-c-button pf-m-primary">
    <span class="pf-v6-c-button__text">Show all</span>
    </a>
    </div>
    </div>
    </div>
    </div>
    "#);
}

#[test]
fn outcome_has_the_heading() {
    insta::assert_snapshot!(html(|| view! { <Outcome kind=OutcomeKind::Unknown title="We are checking">"Do not pay twice."</Outcome> }), @r#"
    <section class="ui-outcome ui-outcome-unknown">
    <div class="ui-outcome-head">
    <span class="ui-outcome-icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM9.2 9.4a2.9 2.9 0 115 2c-1 .9-2.2 1.4-2.2 2.9M12 17v.4">
    </path>
    </svg>
    </span>
    <h1 class="ui-h1">We are checking</h1>
    </div>
    <div class="ui-outcome-body">Do not pay twice.</div>
    </section>
    "#);
}

#[test]
fn dialog_is_a_section_without_scripts() {
    insta::assert_snapshot!(html(|| view! { <Dialog id="refund" title="Refund" open_text="Refund…" open=true>"How much?"</Dialog> }), @r##"
    <a href="#refund" class="pf-v6-c-button pf-m-secondary">
    <span class="pf-v6-c-button__text">Refund…</span>
    </a>
    <dialog id="refund" aria-labelledby="refund-title" open class="ui-dialog">
    <div class="ui-dialog-head">
    <h2 id="refund-title" class="ui-h2">Refund</h2>
    <a href="#" aria-label="Close" class="pf-v6-c-button pf-m-plain">
    <span class="pf-v6-c-button__icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M5.5 5.5l13 13M18.5 5.5l-13 13">
    </path>
    </svg>
    </span>
    </a>
    </div>
    <div class="ui-dialog-body">How much?</div>
    </dialog>
    "##);
}

#[test]
fn notes_are_announced_and_the_oldest_gives_way() {
    let drawn = html(|| {
        let toasts = use_toasts();
        for text in ["one", "two", "three", "four"] {
            toasts.push(AlertKind::Success, text);
        }
        view! { <ToastRegion/> }
    });
    assert!(drawn.starts_with("<div role=\"status\" aria-live=\"polite\" class=\"ui-toasts\">"), "{drawn}");
    assert!(!drawn.contains(">one<") && drawn.contains(">two<") && drawn.contains(">four<"), "{drawn}");
    assert!(drawn.contains("aria-label=\"Close\""), "{drawn}");
}

#[test]
fn an_icon_is_silent_unless_it_is_named() {
    let silent = html(|| view! { <Icon name=IconName::Check/> });
    assert!(silent.contains("aria-hidden=\"true\"") && !silent.contains("role="), "{silent}");
    let named = html(|| view! { <Icon name=IconName::Check label="Done"/> });
    assert!(named.contains("role=\"img\"") && named.contains("aria-label=\"Done\"") && !named.contains("aria-hidden"), "{named}");
}
