//! One item: what each side says, why it is doubtful, and what a person may decide.

use super::calls::{ExplainDifference, ReturnLine, find_difference};
use super::list::{said, seen_at, state_label};
use crate::pieces::trip_path;
use crate::statements::calls::{AcceptLine, BookPayout, UndoPayout};
use account::{PageTitle, locale, show, use_viewer};
use desk::{DifferenceView, PayoutChoice, Side};
use domain::ids::StatementLineId;
use domain::policy::{Action, may};
use domain::transfers::{DifferenceState, Direction, ItemId};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locales::{Locale, format, office as t, words};
use ui::ButtonVariant::{Danger, Secondary};
use ui::{
    Actions, Button, Card, Choice, Crumb, Fact, Facts, Form, Hidden, MoneyField, PageHead, Select, Stack, TextArea, TextField, TextLink,
};

/// The page at `/office/reconciliation/:item`.
#[component]
pub(crate) fn DifferencePage() -> impl IntoView {
    let params = use_params_map();
    let item = Memo::new(move |_| params.read().get("item").and_then(|id| id.parse::<ItemId>().ok()));
    let found = Resource::new(move || item.get(), find_difference);
    show(Side::Office, found, |item| whole(item).into_any())
}

pub(super) fn whole(item: DifferenceView) -> impl IntoView {
    let (l, actor) = (locale(), use_viewer().actor);
    let title = t::one_difference(l, said(l, item.theirs.or(item.ours), ""));
    let crumbs = vec![Crumb::new("/office/reconciliation?state=open", t::reconciliation(l))];
    let decides = matches!(item.state, DifferenceState::Open | DifferenceState::Returning) && may(actor, Action::KeepBooks);
    let returns = may(actor, Action::ReturnMoney);
    let forms = decides.then(|| {
        let line = if let ItemId::Line(line) = item.id { Some(line) } else { None };
        let (incoming, open) = (item.direction == Direction::In, item.state == DifferenceState::Open);
        let book = line.filter(|_| incoming || returns).map(|line| book_card(l, line, &item));
        let send_back = line.filter(|_| incoming && returns && open).map(|line| return_card(l, line));
        let payout = line.filter(|_| !item.payout_choices.is_empty()).map(|line| payout_card(l, line, &item));
        view! { {payout} {book} {send_back} {explain_card(l, item.id)} }
    });
    let undo = item.payout.as_ref().filter(|payout| payout.undo && may(actor, Action::KeepBooks)).and_then(|_| match item.id {
        ItemId::Line(line) => Some(undo_card(l, line)),
        ItemId::Gateway(_) => None,
    });
    let subtitle = t::difference_words(l, item.kind);
    view! {
        <PageTitle parts=vec![title.clone(), t::reconciliation(l).to_owned()]/>
        <PageHead title=title subtitle=subtitle crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            <Card title=t::difference_facts(l)>
                <p>{state_label(l, item.state)}</p>
                <Facts items=facts(l, &item) columns=true/>
            </Card>
            {forms}
            {undo}
        </Stack>
    }
}

fn facts(l: Locale, item: &DifferenceView) -> Vec<Fact> {
    let out = if item.direction == Direction::Out { format!(" ({})", t::money_out(l)) } else { String::new() };
    let seen = item.clone();
    let mut facts = vec![
        Fact::new(t::they_say(l), said(l, item.theirs, t::they_say_nothing(l)) + &out).strong(),
        Fact::new(t::we_hold(l), said(l, item.ours, t::we_hold_nothing(l))).strong(),
        Fact::new(t::seen_at(l), "").view(move || seen_at(&seen)),
    ];
    let mut add = |term: &str, text: String| {
        if !text.is_empty() {
            facts.push(Fact::new(term, text));
        }
    };
    add(t::date(l), item.on.map(|day| format::date(l, day)).unwrap_or_default());
    add(t::entity(l), item.entity.map(|entity| words::entity(l, entity).to_owned()).unwrap_or_default());
    add(t::other_party(l), item.party.clone());
    add(
        t::wording(l),
        [item.reference.clone(), item.info.clone()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
    );
    add(t::why_doubtful(l), item.reason.map(|reason| t::match_reason(l, reason).to_owned()).unwrap_or_default());
    if !item.by.is_empty() {
        add(t::item_decision(l), t::decided_words(l, &item.by, item.at.map(|at| format::instant(l, at)).unwrap_or_default()));
    }
    add(t::reason(l), item.note.clone());
    if let Some(payout) = &item.payout {
        let fee = payout.fee.map(|fee| t::payout_words(l, &payout.gateway, format::money(l, fee)));
        add(t::payout_fact(l), fee.unwrap_or_else(|| payout.gateway.clone()));
    }
    if let Some(payer) = &item.payer {
        let (href, words) = (trip_path(payer.trip), [payer.reference.as_str(), payer.name.as_str()].join(" · "));
        facts.push(Fact::new(t::probably(l), "").view(move || view! { <TextLink href=href>{words}</TextLink> }));
    }
    facts
}

/// Money that came is a payment; money that left is a refund.
fn book_card(l: Locale, line: StatementLineId, item: &DifferenceView) -> impl IntoView + use<> {
    let (title, label, hint, button) = match item.direction {
        Direction::In => (t::book_credit_title(l), t::trip_paid(l), t::trip_paid_hint(l), t::book_line(l)),
        Direction::Out => (t::book_debit_title(l), t::trip_refunded(l), t::trip_refunded_hint(l), t::book_refund(l)),
    };
    let proposed = item.payer.as_ref().map(|payer| payer.reference.clone()).unwrap_or_default();
    view! {
        <Card title=title>
            <Form<AcceptLine>>
                <Hidden name="line" value=line.to_string()/>
                <TextField name="trip" label=label value=proposed hint=hint autocomplete="off"/>
                <Actions><Button>{button}</Button></Actions>
            </Form<AcceptLine>>
        </Card>
    }
}

/// A payout that was announced with this amount, or what a gateway holds that announces none.
fn payout_card(l: Locale, line: StatementLineId, item: &DifferenceView) -> impl IntoView + use<> {
    let choice = |choice: &PayoutChoice| {
        let (gateway, money) = (choice.gateway.as_str(), format::money(l, choice.money));
        let words = match choice.arrives_on {
            Some(day) => t::awaited_choice(l, gateway, money, format::date(l, day)),
            None => t::clearing_choice(l, gateway, words::entity(l, choice.entity), money),
        };
        Choice::new(choice.value.clone(), words)
    };
    let choices: Vec<Choice> = item.payout_choices.iter().map(choice).collect();
    let only = if let [one] = item.payout_choices.as_slice() { one.value.clone() } else { String::new() };
    let chosen = item.payout.as_ref().map_or(only, |payout| payout.value.clone());
    let currency = item.theirs.map(|money| money.currency.code()).unwrap_or_default();
    view! {
        <Card title=t::book_payout_title(l)>
            <p>{t::book_payout_hint(l)}</p>
            <Form<BookPayout>>
                <Hidden name="line" value=line.to_string()/>
                <Select name="gateway" label=t::paid_out_by(l) choices=choices value=chosen blank=t::choose_gateway(l)/>
                <MoneyField name="fee" label=t::payout_fee(l) currency=currency optional=true/>
                <Actions><Button variant=Secondary>{t::book_payout(l)}</Button></Actions>
            </Form<BookPayout>>
        </Card>
    }
}

fn undo_card(l: Locale, line: StatementLineId) -> impl IntoView {
    view! {
        <Card title=t::undo_payout_title(l)>
            <p>{t::undo_payout_hint(l)}</p>
            <Form<UndoPayout>>
                <Hidden name="line" value=line.to_string()/>
                <TextArea name="reason" label=t::reason(l) rows=2/>
                <Actions><Button variant=Danger>{t::undo_payout(l)}</Button></Actions>
            </Form<UndoPayout>>
        </Card>
    }
}

fn return_card(l: Locale, line: StatementLineId) -> impl IntoView {
    view! {
        <Card title=t::return_title(l)>
            <p>{t::return_hint(l)}</p>
            <Form<ReturnLine>>
                <Hidden name="line" value=line.to_string()/>
                <TextArea name="reason" label=t::reason(l) rows=2/>
                <Actions><Button variant=Secondary>{t::return_money(l)}</Button></Actions>
            </Form<ReturnLine>>
        </Card>
    }
}

fn explain_card(l: Locale, item: ItemId) -> impl IntoView {
    view! {
        <Card title=t::explain_title(l)>
            <p>{t::explain_hint(l)}</p>
            <Form<ExplainDifference>>
                <Hidden name="item" value=item.to_string()/>
                <TextArea name="reason" label=t::reason(l) rows=2/>
                <Actions><Button variant=Secondary>{t::explain(l)}</Button></Actions>
            </Form<ExplainDifference>>
        </Card>
    }
}
