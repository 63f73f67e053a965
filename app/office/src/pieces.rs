//! Small views that several pages of the back office share.

use account::{locale, today};
use desk::{AppError, Conflict, TripRow};
use domain::dates;
use domain::ids::TripId;
use domain::money::Money;
use domain::payments::OrderState;
use domain::people::StaffState;
use domain::trips::{Destination, TripState};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, shared, words};
use time::Date;
use ui::ButtonVariant::Secondary;
use ui::{Actions, Alert, AlertKind, Button, Hidden, Label, LabelColour, LinkButton, TextLink, replayed_error};

/// The address of a trip.
pub(crate) fn trip_path(trip: TripId) -> String {
    format!("/office/trips/{trip}")
}

/// Destinations in words, in the order of the trip.
pub(crate) fn destination_words(l: Locale, destinations: &[Destination]) -> String {
    destinations.iter().map(|destination| words::destination(l, *destination)).collect::<Vec<_>>().join(", ")
}

/// A date for a table; a dash while it is not known.
pub(crate) fn table_date(date: Option<Date>) -> String {
    date.map_or_else(|| "–".to_owned(), format::short_date)
}

/// A date kept in a draft, as people write it; what is no date stays as typed.
pub(crate) fn typed_date(text: &str) -> String {
    dates::from_iso(text).map_or_else(|| text.to_owned(), format::short_date)
}

/// A saved amount or rate in its field, with the comma or point of the language. What somebody typed is never rewritten.
pub(crate) fn written_number(l: Locale, plain: &str) -> String {
    match l {
        Locale::Fr => plain.replace('.', ","),
        Locale::En => plain.to_owned(),
    }
}

/// The sums of some amounts, one for each currency, in the order in which the currencies appear. No sign stands between them that could be read as adding them up.
pub(crate) fn sums(l: Locale, amounts: impl Iterator<Item = Money>) -> String {
    let mut sums: Vec<Money> = Vec::new();
    for amount in amounts {
        match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
            Some(sum) => *sum = sum.add(amount).unwrap_or(*sum),
            None => sums.push(amount),
        }
    }
    sums.into_iter().map(|sum| format::money(l, sum)).collect::<Vec<_>>().join(" · ")
}

/// Draws new elements whenever what is around it is drawn again. Fields keep what was typed in them, which must not stay behind when rows change places.
pub(crate) fn afresh<V: IntoView + 'static>(draw: impl Fn() -> V + Send + Sync + 'static) -> impl IntoView {
    move || draw()
}

/// The state of a trip, in a word and a colour.
#[component]
pub(crate) fn TripStateLabel(
    /// The state.
    state: TripState,
    /// Whether an instalment is overdue: said beside it.
    #[prop(optional)]
    overdue: bool,
) -> impl IntoView {
    let l = locale();
    let colour = match state {
        TripState::Draft => LabelColour::Grey,
        TripState::Proposed => LabelColour::Blue,
        TripState::Confirmed => LabelColour::Green,
        TripState::Completed => LabelColour::Teal,
        TripState::Cancelled => LabelColour::Purple,
    };
    view! {
        <Label colour=colour>{words::trip_state(l, state)}</Label>
        {overdue.then(|| view! { " " <Label colour=LabelColour::Red>{t::overdue(l)}</Label> })}
    }
}

/// How far a payment is, in a word and a colour.
#[component]
pub(crate) fn OrderStateLabel(
    /// The state.
    state: OrderState,
) -> impl IntoView {
    let colour = match state {
        OrderState::Succeeded => LabelColour::Green,
        OrderState::Failed | OrderState::Returned => LabelColour::Red,
        OrderState::Created | OrderState::Open | OrderState::ActionRequired | OrderState::Processing | OrderState::Authorized => {
            LabelColour::Blue
        }
        OrderState::Expired | OrderState::Cancelled => LabelColour::Grey,
    };
    view! { <Label colour=colour>{words::order_state(locale(), state)}</Label> }
}

/// Whether a member of staff can sign in, in a word and a colour.
#[component]
pub(crate) fn StaffStateLabel(
    /// The state.
    state: StaffState,
) -> impl IntoView {
    let colour = match state {
        StaffState::Invited => LabelColour::Blue,
        StaffState::Active => LabelColour::Green,
        StaffState::Disabled => LabelColour::Grey,
    };
    view! { <Label colour=colour>{words::staff_state(locale(), state)}</Label> }
}

/// How far away a departure is.
pub(crate) fn departure_words(l: Locale, departure: Option<Date>) -> Option<String> {
    match dates::days_between(today(), departure?) {
        0 => Some(t::leaves_today(l).to_owned()),
        1 => Some(t::leaves_tomorrow(l).to_owned()),
        days if days > 1 => Some(t::leaves_in(l, days)),
        _ => None,
    }
}

/// One line about a trip in a short list.
pub(crate) fn trip_hint(l: Locale, row: &TripRow) -> String {
    let dates = match (row.starts_on, row.ends_on) {
        (Some(start), Some(end)) if start <= end => format::date_range(l, start, end),
        (Some(start), _) => format::date(l, start),
        (None, _) => t::no_dates(l).to_owned(),
    };
    [row.reference.as_str(), &row.client_name, &dates].join(" · ")
}

/// What was just done, after a redirect with `?saved=`. Follows the address, because some pages come back to themselves.
#[component]
pub(crate) fn Done() -> impl IntoView {
    let (l, params) = (locale(), use_query_map());
    move || {
        let text = params.read().get("saved").and_then(|word| t::done(l, &word));
        text.map(|text| view! { <Alert kind=AlertKind::Success title=text/> })
    }
}

fn conflict_of(error: Option<&AppError>) -> Option<Conflict> {
    match error {
        Some(AppError::Changed(conflict)) => Some((**conflict).clone()),
        Some(AppError::Refused(_) | AppError::Fields(_) | AppError::Redraw) | None => None,
    }
}

/// The version that a form saves against: the one that was read, or the newer one that a save met, so that saving again keeps what is typed.
#[derive(Clone, Copy)]
pub(crate) struct Version {
    conflict: Signal<Option<Conflict>>,
    number: Memo<i64>,
}

impl Version {
    /// For the form of `action`, drawn from version `seen`.
    pub(crate) fn new<S>(action: ServerAction<S>, seen: i64) -> Self
    where
        S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        S::Output: Send + Sync + 'static,
    {
        let (value, refused) = (action.value(), conflict_of(replayed_error::<S>().as_ref()));
        let conflict = Signal::derive(move || {
            value.with(|value| match value {
                None => refused.clone(),
                Some(answer) => conflict_of(answer.as_ref().err()),
            })
        });
        // A conflict that was answered stays answered, whatever the next refusal is about.
        let number = Memo::new(move |before: Option<&i64>| {
            conflict.with(|conflict| conflict.as_ref().map(|conflict| conflict.version)).or(before.copied()).unwrap_or(seen)
        });
        Self { conflict, number }
    }
}

/// The version inside its form and, in a conflict, two ways out: send again over the newer version, or read the page afresh. The fields show both values.
#[component]
pub(crate) fn VersionField(
    /// The version.
    version: Version,
    /// The page of the form.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    let l = locale();
    let choice = move || {
        version.conflict.get().map(|conflict| {
            let href = href.clone();
            let title = if conflict.by.is_empty() { t::conflict(l).to_owned() } else { t::conflict_with(l, conflict.by) };
            view! {
                <Alert kind=AlertKind::Warning title=title>
                    <p>{t::conflict_hint(l)}</p>
                    <Actions>
                        <Button variant=Secondary>{t::keep_mine(l)}</Button>
                        <LinkButton href=href variant=Secondary external=true>{t::take_theirs(l)}</LinkButton>
                    </Actions>
                </Alert>
            }
        })
    };
    view! { {move || view! { <Hidden name="version" value=version.number.get().to_string()/> }} {choice} }
}

/// The end of a form: save, or leave it.
#[component]
pub(crate) fn SaveOrCancel(
    /// Words of the button.
    #[prop(into)]
    save: String,
    /// Where leaving leads.
    #[prop(into)]
    cancel_href: String,
) -> impl IntoView {
    view! {
        <Actions>
            <Button>{save}</Button>
            <LinkButton href=cancel_href variant=Secondary>{shared::cancel(locale())}</LinkButton>
        </Actions>
    }
}

/// A link to write to an address; nothing when there is none.
#[component]
pub(crate) fn MailLink(
    /// The address.
    #[prop(into)]
    email: String,
) -> impl IntoView {
    (!email.is_empty()).then(|| view! { <TextLink href=format!("mailto:{email}") external=true>{email.clone()}</TextLink> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn sums_never_mix_currencies() {
        let amounts = [Money::new(100, Currency::EUR), Money::new(50, Currency::CHF), Money::new(1, Currency::EUR)];
        assert_eq!(sums(Locale::Fr, amounts.into_iter()).replace('\u{a0}', " "), "1,01 € · 0,50 CHF");
    }

    #[test]
    fn dates_are_shown_as_people_write_them_and_slips_stay() {
        assert_eq!(typed_date("2027-03-14"), "14/03/2027");
        assert_eq!(typed_date("14 mras"), "14 mras");
    }
}
