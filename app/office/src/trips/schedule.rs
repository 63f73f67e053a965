//! The schedule by hand: what is due when, against the price; paid lines stay as they are.

use super::calls::{ResetSchedule, SaveSchedule, find_trip};
use super::trip_in_address;
use crate::pieces::{SaveOrCancel, Version, VersionField, afresh, trip_path, typed_date, written_number};
use crate::rows::{Intent, List, Step, change};
use account::{PageTitle, Refused, locale, query, show};
use desk::{AppError, InstalmentView, PayerSchedule, Side, TripView};
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::PayerId;
use domain::money::Money;
use domain::schedules::{InstalmentKind, ScheduleDraft, ScheduleLineDraft};
use leptos::prelude::*;
use locales::{Locale, format, office as t, shared, words};
use ui::ButtonVariant::{Link, Secondary};
use ui::{
    Button, Cell, Choice, Column, Crumb, DataTable, DateField, Dialog, ErrorFor, Fact, Facts, Form, FormBar, FormSection, Hidden,
    HiddenField, IconName, Label, LabelColour, MoneyField, NavLink, PageHead, Row, Select, Tabs, focus_id_soon, replayed_draft, replaying,
};

/// The page at `/office/trips/:trip/schedule`.
#[component]
pub(crate) fn SchedulePage() -> impl IntoView {
    let trip = trip_in_address();
    let found = Resource::new(move || trip.get(), find_trip);
    show(Side::Office, found, |view| {
        let l = locale();
        if !view.schedulable {
            return view! { <Refused side=Side::Office error=AppError::from(ErrorCode::NotFound)/> }.into_any();
        }
        let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(trip_path(view.id), view.reference.clone())];
        let wanted = query("payer").and_then(|id| id.parse().ok());
        let Some(own) = payer_of(&view, wanted).cloned() else {
            return view! { <Refused side=Side::Office error=AppError::from(ErrorCode::NotFound)/> }.into_any();
        };
        let (reset, others) = (reset(l, &view, &own), payer_tabs(l, &view, &own));
        view! {
            <PageTitle parts=vec![t::schedule(l).to_owned(), view.trip.title.clone()]/>
            <PageHead title=t::schedule(l) subtitle=view.trip.title.clone() crumbs=crumbs crumbs_label=t::path_to_page(l) actions=move || reset/>
            {others}
            {form(&view, &own)}
        }
        .into_any()
    })
}

/// Whose schedule is meant: the payer who is named, or the first.
fn payer_of(view: &TripView, wanted: Option<PayerId>) -> Option<&PayerSchedule> {
    match wanted {
        Some(wanted) => view.payers.iter().find(|payer| payer.id == wanted),
        None => view.payers.first(),
    }
}

/// The ways between the schedules of several payers.
fn payer_tabs(l: Locale, view: &TripView, own: &PayerSchedule) -> AnyView {
    if view.payers.len() < 2 {
        return ().into_any();
    }
    let here = [&trip_path(view.id), "/schedule?payer="].concat();
    let link = |payer: &PayerSchedule| {
        let text = [payer.name.as_str(), &format::money(l, payer.share)].join(" · ");
        NavLink::new(format!("{here}{}", payer.id), text).current(payer.id == own.id)
    };
    view! { <Tabs label=t::payers(l) items=view.payers.iter().map(link).collect()/> }.into_any()
}

fn first_draft(l: Locale, instalments: &[InstalmentView]) -> ScheduleDraft {
    let line = |row: &InstalmentView| ScheduleLineDraft {
        id: row.id.to_string(),
        kind: row.kind.to_string(),
        due_on: dates::iso(row.due_on),
        amount: written_number(l, &row.amount.to_field()),
    };
    ScheduleDraft { lines: instalments.iter().map(line).collect() }
}

fn blank_line() -> ScheduleLineDraft {
    ScheduleLineDraft { kind: InstalmentKind::default().to_string(), ..ScheduleLineDraft::default() }
}

/// Changes the lines as a row button asks; words that are no row button's change nothing.
fn redraw(draft: &mut ScheduleDraft, intent: &str) {
    if let Ok(Intent { list: List::Lines, step }) = intent.parse() {
        change(&mut draft.lines, step, blank_line);
    }
}

/// What the lines that can be read add up to.
fn sum(draft: &ScheduleDraft, price: Money) -> Option<Money> {
    Money::sum(price.currency, draft.lines.iter().filter_map(|line| Money::parse(&line.amount, price.currency).ok()))
}

pub(super) fn form(view: &TripView, own: &PayerSchedule) -> impl IntoView + use<> {
    let l = locale();
    let action = ServerAction::<SaveSchedule>::new();
    let replayed = replayed_draft::<SaveSchedule>();
    let seen = replayed.as_ref().map_or(view.version, |post| post.version);
    let version = Version::new(action, seen);
    let (mut draft, intent) = replayed.map_or_else(|| (first_draft(l, &own.instalments), String::new()), |post| (post.draft, post.intent));
    redraw(&mut draft, &intent);

    let price = own.share;
    let drawn = RwSignal::new(draft.lines.clone());
    let latest = RwSignal::new(draft);
    let run = move |step: Step| {
        let intent = Intent::new(List::Lines, step);
        latest.update(|draft| redraw(draft, &intent.to_string()));
        drawn.set(latest.with_untracked(|draft| draft.lines.clone()));
        focus_id_soon(intent.focus("save_schedule", drawn.with_untracked(Vec::len)));
    };
    let paid: Vec<String> = own.instalments.iter().filter(|line| !line.paid.is_zero()).map(|line| line.id.to_string()).collect();
    let typed = Callback::new(move |post: SaveSchedule| latest.set(post.draft));
    let (trip, payer, back) = (view.id.to_string(), own.id.to_string(), trip_path(view.id));
    let here = format!("{back}/schedule?payer={payer}");
    view! {
        <Form<SaveSchedule> action=action on_typed=typed own_values=true long=true>
            <Hidden name="trip" value=trip/>
            <Hidden name="payer" value=payer/>
            <VersionField version=version href=here/>
            <FormSection id="lines" title=t::instalments(l) hint=t::instalments_hint(l)>
                <ErrorFor name="lines"/>
                {move || {
                    let columns = [t::kind(l), t::due_date(l), t::amount(l)].into_iter().map(Column::new).chain([Column::new(t::row_actions(l)).spoken_only()]).collect();
                    let (lines, paid) = (drawn.get(), paid.clone());
                    let any = !lines.is_empty();
                    let rows = afresh(move || lines.iter().cloned().enumerate().map(|(row, line)| {
                        if paid.contains(&line.id) { locked(l, row, line, price).into_any() } else { open(l, row, line, price, run).into_any() }
                    }).collect_view());
                    any.then(|| view! { <DataTable fields=true caption=t::instalments(l) columns=columns>{rows}</DataTable> })
                }}
                <Button variant=Secondary icon=IconName::Plus name="intent" value=Intent::new(List::Lines, Step::Add).to_string()
                    instead=Callback::new(move |()| run(Step::Add))>{t::add_instalment(l)}</Button>
            </FormSection>
            <FormBar label=t::sums(l)>
                {sums_of(l, latest, price)}
                <SaveOrCancel save=shared::save(l) cancel_href=back/>
            </FormBar>
        </Form<SaveSchedule>>
    }
}

/// A line on which money has arrived: shown, and sent back as it is.
fn locked(l: Locale, row: usize, line: ScheduleLineDraft, price: Money) -> impl IntoView {
    let name = move |field: &str| format!("lines[{row}][{field}]");
    let kind = line.kind.parse().map_or_else(|_| line.kind.clone(), |kind| words::instalment_kind(l, kind).to_owned());
    let amount = Money::parse(&line.amount, price.currency).map_or_else(|_| line.amount.clone(), |amount| format::money(l, amount));
    let due_on = typed_date(&line.due_on);
    view! {
        <Row>
            <Cell label=t::kind(l)>
                {kind}
                <HiddenField name=name("id") value=line.id/>
                <HiddenField name=name("kind") value=line.kind/>
                <HiddenField name=name("due_on") value=line.due_on/>
                <HiddenField name=name("amount") value=line.amount/>
            </Cell>
            <Cell label=t::due_date(l)>{due_on}</Cell>
            <Cell label=t::amount(l)>{amount}</Cell>
            <Cell label=t::row_actions(l)><Label colour=LabelColour::Green icon=IconName::Lock>{t::money_received(l)}</Label></Cell>
        </Row>
    }
}

fn open(l: Locale, row: usize, line: ScheduleLineDraft, price: Money, run: impl Fn(Step) + Copy + Send + Sync + 'static) -> impl IntoView {
    let name = move |field: &str| format!("lines[{row}][{field}]");
    let label = move |text: &str| t::of_row(l, text, row + 1);
    let kinds = InstalmentKind::ALL.iter().map(|word| Choice::new(word.as_str(), words::instalment_kind(l, *word))).collect();
    let remove = Step::Remove(row);
    view! {
        <Row>
            <Cell label=t::kind(l)>
                <HiddenField name=name("id") value=line.id/>
                <Select name=name("kind") label=label(t::kind(l)) hide_label=true choices=kinds value=line.kind/>
            </Cell>
            <Cell label=t::due_date(l)><DateField name=name("due_on") label=label(t::due_date(l)) hide_label=true value=typed_date(&line.due_on)/></Cell>
            <Cell label=t::amount(l)><MoneyField name=name("amount") label=label(t::amount(l)) hide_label=true currency=price.currency.code() value=line.amount/></Cell>
            <Cell label=t::row_actions(l)>
                <Button variant=Link name="intent" value=Intent::new(List::Lines, remove).to_string() instead=Callback::new(move |()| run(remove))
                    label=t::of_row(l, t::remove(l), row + 1)>{t::remove(l)}</Button>
            </Cell>
        </Row>
    }
}

/// The sum of the lines against the price, while typing.
fn sums_of(l: Locale, latest: RwSignal<ScheduleDraft>, price: Money) -> impl IntoView {
    let facts = move || {
        let sum = latest.with(|draft| sum(draft, price)).unwrap_or(Money::zero(price.currency));
        let left = price.sub(sum).unwrap_or(price);
        let difference = match left.minor {
            0 => Fact::new(t::difference(l), t::sums_agree(l)),
            _ => Fact::new(t::difference(l), format::money(l, left)).strong(),
        };
        view! { <Facts items=vec![Fact::new(t::price(l), format::money(l, price)), Fact::new(t::sum_of_instalments(l), format::money(l, sum)), difference]/> }
    };
    view! { {facts} }
}

/// Back to the rule, after a question.
fn reset(l: Locale, view: &TripView, own: &PayerSchedule) -> impl IntoView + use<> {
    let (trip, payer, version, open) = (view.id.to_string(), own.id.to_string(), view.version.to_string(), replaying::<ResetSchedule>());
    view! {
        <Dialog id="reset-schedule" title=t::reset_schedule_title(l) open_text=t::reset_schedule(l) open=open>
            <p>{t::reset_schedule_text(l)}</p>
            <Form<ResetSchedule> prefix="" compact=true>
                <Hidden name="trip" value=trip/>
                <Hidden name="payer" value=payer/>
                <Hidden name="version" value=version/>
                <Button>{t::reset_schedule(l)}</Button>
            </Form<ResetSchedule>>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    fn line(amount: &str) -> ScheduleLineDraft {
        ScheduleLineDraft { amount: amount.into(), due_on: "2027-03-14".into(), ..blank_line() }
    }

    #[test]
    fn row_buttons_change_the_lines_they_were_posted_with() {
        let mut draft = ScheduleDraft { lines: vec![line("100"), line("200")] };
        redraw(&mut draft, "add-line");
        redraw(&mut draft, "remove-line-0");
        redraw(&mut draft, "add-service");
        assert_eq!(draft.lines, [line("200"), blank_line()]);
    }

    #[test]
    fn the_sum_leaves_out_what_cannot_be_read_yet() {
        let draft = ScheduleDraft { lines: vec![line("1 840,50"), line("soon"), line("")] };
        assert_eq!(sum(&draft, Money::zero(Currency::EUR)), Some(Money::new(184_050, Currency::EUR)));
    }
}
