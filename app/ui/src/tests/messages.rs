use super::html;
use crate::*;
use leptos::prelude::*;

#[test]
fn alert() {
    insta::assert_snapshot!(html(|| view! { <Alert kind=AlertKind::Warning title="Late by 6 days">"Please call"</Alert> }), @"");
}

#[test]
fn label() {
    insta::assert_snapshot!(html(|| view! { <Label colour=LabelColour::Green>"Paid"</Label> }), @"");
}

#[test]
fn light() {
    insta::assert_snapshot!(html(|| view! { <StatusLight kind=LightKind::Good text="Balanced">"Checked just now"</StatusLight> }), @"");
}

#[test]
fn empty_state() {
    insta::assert_snapshot!(html(|| view! {
        <EmptyState title="Nothing found" icon=IconName::Search actions=|| view! { <LinkButton href="/all">"Show all"</LinkButton> }>
            "No row has these filters."
        </EmptyState>
    }), @"");
}

#[test]
fn outcome_has_the_heading() {
    insta::assert_snapshot!(html(|| view! { <Outcome kind=OutcomeKind::Unknown title="We are checking">"Do not pay twice."</Outcome> }), @"");
}

#[test]
fn dialog_is_a_section_without_scripts() {
    insta::assert_snapshot!(html(|| view! { <Dialog id="refund" title="Refund" open_text="Refund…" open=true>"How much?"</Dialog> }), @"");
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
    assert!(drawn.starts_with("<div class=\"ui-toasts\" role=\"status\" aria-live=\"polite\">"), "{drawn}");
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
