//! Where a figure comes from: folded away until somebody asks.

use leptos::prelude::*;

/// A figure in words, with the figures it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figured {
    /// What it is.
    pub label: String,
    /// How much, as the page writes amounts; a figure that is taken away brings its own sign.
    pub amount: String,
    /// The rule or rate it follows.
    pub rule: Option<String>,
    /// What it was made from.
    pub parts: Vec<Figured>,
}

/// Opens the derivation of a figure. Without scripts too: it is the browser's own disclosure.
#[component]
pub fn Derivation(
    /// The question that opens it.
    #[prop(into)]
    text: String,
    /// The figure the question is about, for those who hear the question alone.
    #[prop(into)]
    spoken: String,
    /// The figure.
    figure: Figured,
) -> impl IntoView {
    view! {
        <details class="ui-derivation">
            <summary class="ui-derivation-question">{text}<span class="pf-v6-screen-reader">" "{spoken}</span></summary>
            <ul class="ui-derivation-list">{line(figure)}</ul>
        </details>
    }
}

fn line(figure: Figured) -> AnyView {
    let Figured { label, amount, rule, parts } = figure;
    let below = (!parts.is_empty()).then(|| view! { <ul class="ui-derivation-list">{parts.into_iter().map(line).collect_view()}</ul> });
    view! {
        <li>
            <span class="ui-derivation-line"><span>{label}</span> " " <span class="ui-number">{amount}</span></span>
            {rule.map(|rule| view! { <span class="ui-derivation-rule">{rule}</span> })}
            {below}
        </li>
    }
    .into_any()
}
