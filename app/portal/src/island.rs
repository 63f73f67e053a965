//! What lives in the traveller's browser: the rules of `domain` that answer while one types. The server asks them again when the form arrives.

#![expect(missing_docs, reason = "the properties of an island are its arguments, which say what they are")]

use domain::payments::{PayDraft, Payable};
use leptos::prelude::*;
use locales::portal::pay as texts;
use locales::{Locale, errors, format};
use ui::{Muted, watch_form};

/// Starts a page in the browser: its islands, by `islands` for those inside a node, and its forms.
#[cfg(feature = "hydrate")]
pub fn start(islands: js_sys::Function) {
    leptos::mount::hydrate_islands();
    ui::start_page(islands);
}

/// Says under the form with the id `form` what the chosen amount comes to and what will be left, or what is wrong with it.
#[island]
pub fn AmountAnswer(
    /// Id of the form.
    form: String,
    /// The language of the page.
    locale: Locale,
    /// What can be paid.
    payable: Payable,
) -> impl IntoView {
    let (said, say) = signal(String::new());
    watch_form(&form, Callback::new(move |typed: Vec<(String, String)>| say.set(answer(locale, payable, &draft(&typed)))));
    view! { <p role="status"><Muted>{said}</Muted></p> }
}

fn draft(typed: &[(String, String)]) -> PayDraft {
    let value = |name| typed.iter().find(|(typed, _)| typed == name).map(|(_, value)| value.clone()).unwrap_or_default();
    PayDraft { choice: value("draft[choice]"), amount: value("draft[amount]"), ..PayDraft::default() }
}

/// Nothing yet while an amount is still to be typed.
fn answer(locale: Locale, payable: Payable, draft: &PayDraft) -> String {
    let untouched = draft.amount.trim().is_empty();
    match draft.check(Some(payable)) {
        Ok(wanted) => {
            let left = payable.all.sub(wanted.amount).unwrap_or(payable.all);
            texts::comes_to(locale, format::money(locale, wanted.amount), format::money(locale, left))
        }
        Err(_) if untouched => String::new(),
        Err(refused) => refused.0.iter().map(|(_, refusal)| errors::sentence(locale, refusal)).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Currency, Money};

    fn said(choice: &str, amount: &str) -> String {
        let euros = |units: i64| Money::new(units * 100, Currency::EUR);
        let payable = Payable { next: euros(1_200), all: euros(4_000), min: euros(50) };
        let typed = [("draft[choice]", choice), ("draft[amount]", amount)].map(|(name, value)| (name.to_owned(), value.to_owned()));
        answer(Locale::En, payable, &draft(&typed)).replace('\u{a0}', " ")
    }

    #[test]
    fn a_choice_says_what_it_comes_to_and_what_stays() {
        assert_eq!(said("next", ""), "You pay €1,200.00 now; €2,800.00 will be left.");
        assert_eq!(said("all", ""), "You pay €4,000.00 now; €0.00 will be left.");
        assert_eq!(said("other", "1 500,50"), "You pay €1,500.50 now; €2,499.50 will be left.");
    }

    #[test]
    fn a_wrong_amount_is_named_once_there_is_one() {
        assert_eq!(said("other", ""), "");
        assert!(said("other", "1.234,5x").contains("amount"), "{}", said("other", "1.234,5x"));
        for outside in ["5000", "0", "99999999999"] {
            assert!(said("other", outside).contains("€4,000.00"), "{}", said("other", outside));
        }
    }
}
