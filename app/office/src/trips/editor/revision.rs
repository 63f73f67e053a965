//! What the law thinks of raising the price of a sold trip, said while it is typed. It says, and stops nobody: a rise that the client asked for is no revision.

use super::state::Editor;
use account::{locale, today};
use desk::TripView;
use domain::dates;
use domain::money::Money;
use domain::revisions::{REFUND_DAYS, Revision, RevisionLaw, revise};
use domain::trips::{Quote, TripState, quote_draft};
use leptos::prelude::*;
use locales::office as t;
use ui::{Alert, AlertKind};

/// The price that a sold trip was saved with, without insurance, and the law that holds for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Agreed {
    price: Money,
    law: RevisionLaw,
}

impl Agreed {
    /// Of a trip whose client has said yes.
    pub(super) fn of(view: &TripView) -> Option<Self> {
        match view.state {
            TripState::Confirmed => Some(Self { price: without_insurance(&view.quote), law: RevisionLaw::of(view.trip.entity) }),
            TripState::Draft | TripState::Proposed | TripState::Completed | TripState::Cancelled => None,
        }
    }
}

fn without_insurance(quote: &Quote) -> Money {
    quote.price.sub(quote.insurance).unwrap_or(quote.price)
}

/// The warning, while there is reason for one.
#[component]
pub(super) fn RevisionNotice(
    /// The trip being typed.
    editor: Editor,
    /// What was agreed.
    agreed: Agreed,
) -> impl IntoView {
    let (l, today) = (locale(), today());
    let Agreed { price, law } = agreed;
    let revision = Memo::new(move |_| {
        let new = editor.latest.with(quote_draft).map(|quote| without_insurance(&quote))?;
        let departure = editor.latest.with(|draft| dates::parse(&draft.starts_on).ok());
        Some(revise(law, price, price, new, today, departure))
    });
    move || match revision.get() {
        Some(Revision::Ask) => Some(
            view! { <Alert kind=AlertKind::Warning title=t::rise_ask(l, law.percent)><p>{t::rise_ask_text(l, REFUND_DAYS)}</p></Alert> },
        ),
        Some(Revision::Refuse) => {
            Some(view! { <Alert kind=AlertKind::Warning title=t::rise_refuse(l, law.notice_days)><p>{t::rise_refuse_text(l)}</p></Alert> })
        }
        Some(Revision::Apply) | None => None,
    }
}
