//! Why an amount is what it is, in the reader's words.

use crate::locale;
use domain::money::Money;
use domain::why::Why;
use leptos::prelude::*;
use locales::{Locale, format, why as t};
use ui::{Derivation, Figured};

/// The question "why this amount?" and its answer. Nothing when the derivation does not add up: a wrong reason is worse than none.
#[component]
pub fn WhyAmount(
    /// The figure and where it comes from.
    why: Why,
    /// The question names its figure: where it does not stand right below it.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let l = locale();
    why.holds().then(|| {
        let (what, amount) = (t::term(l, &why.term), format::money(l, why.amount));
        let (text, spoken) = if named { (t::why_of(l, what), amount) } else { (t::why(l).to_owned(), [what, amount].join(", ")) };
        view! { <Derivation text=text spoken=spoken figure=figured(l, why)/> }
    })
}

fn figured(l: Locale, why: Why) -> Figured {
    let amount = if why.minus { Money::new(-why.amount.minor, why.amount.currency) } else { why.amount };
    Figured {
        label: t::term(l, &why.term),
        amount: format::money(l, amount),
        rule: t::rule(l, why.rule),
        parts: why.parts.into_iter().map(|part| figured(l, part)).collect(),
    }
}
