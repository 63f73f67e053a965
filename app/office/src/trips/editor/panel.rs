//! The sums at the end of the form: price, cost, margin, options, by the same rules as on saving.

use super::state::Editor;
use account::locale;
use domain::trips::{Quote, quote_draft};
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::ButtonVariant::Secondary;
use ui::{Button, Fact, Facts, Muted, hydrated};

/// What a quote says, line by line.
pub(crate) fn quote_facts(l: Locale, quote: &Quote) -> Vec<Fact> {
    let money = |amount| format::money(l, amount);
    let margin = [money(quote.margin), format::percent(l, quote.margin_bp)].join(" · ");
    let mut facts = vec![Fact::new(t::price(l), money(quote.price)).strong()];
    if !quote.insurance.is_zero() {
        facts.push(Fact::new(t::of_which_insurance(l), money(quote.insurance)));
    }
    facts.extend([Fact::new(t::cost(l), money(quote.cost)), Fact::new(t::margin(l), margin)]);
    if !quote.options.is_zero() {
        facts.push(Fact::new(t::options(l), money(quote.options)));
    }
    facts
}

/// The sums of what is typed. Without scripts a button computes them.
#[component]
pub(super) fn PricePanel(
    /// The trip being typed.
    editor: Editor,
) -> impl IntoView {
    let l = locale();
    let quote = Memo::new(move |_| editor.latest.with(quote_draft));
    let ready = hydrated();
    view! {
        {move || match quote.get() {
            Some(quote) => view! { <Facts items=quote_facts(l, &quote)/> }.into_any(),
            None => view! { <Muted>{t::sums_too_large(l)}</Muted> }.into_any(),
        }}
        {move || (!ready.get()).then(|| view! { <Button variant=Secondary name="intent" value="update-sums">{t::update_sums(l)}</Button> })}
    }
}
