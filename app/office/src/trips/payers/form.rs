//! The form that shares the price: rows of payers, looked at before they are saved.

use super::calls::{SavePayers, preview_payers};
use super::preview::preview;
use crate::clients::calls::find_client_choices;
use crate::pieces::{Version, VersionField, afresh, trip_path, written_number};
use crate::rows::{Intent, List, Step, change};
use crate::trips::client_search::{ClientSearch, ClientSearchField};
use crate::trips::look::Look;
use account::locale;
use desk::PayersView;
use domain::locale::Locale as Language;
use domain::money::Money;
use domain::payers::{PayerDraft, PayerKind, PayersDraft, ShareBy};
use leptos::prelude::*;
use locales::{Locale, format, office as t, shared};
use ui::ButtonVariant::{Link, Secondary};
use ui::{
    Actions, Button, Cell, Checkbox, Choice, Column, DataTable, ErrorFor, Fact, Facts, Form, FormBar, FormSection, Hidden, HiddenField,
    IconName, MoneyField, RadioGroup, Row, Select, Stack, TextField, TextKind, focus_id_soon, replayed_draft,
};

fn first_draft(l: Locale, view: &PayersView) -> PayersDraft {
    let by = if view.payers.iter().all(|payer| payer.persons.is_some()) { ShareBy::Persons } else { ShareBy::Amount };
    let row = |payer: &desk::PayerView| PayerDraft {
        id: payer.id.to_string(),
        kind: payer.kind.to_string(),
        client: payer.client.map(|client| client.to_string()).unwrap_or_default(),
        name: payer.name.clone(),
        email: payer.email.clone(),
        language: payer.language.to_string(),
        amount: written_number(l, &payer.share.to_field()),
        persons: payer.persons.map(|persons| persons.to_string()).unwrap_or_default(),
    };
    PayersDraft { by: by.to_string(), payers: view.payers.iter().map(row).collect(), release: String::new() }
}

fn blank_contact() -> PayerDraft {
    PayerDraft { kind: PayerKind::Person.to_string(), language: Language::default().to_string(), ..PayerDraft::default() }
}

/// What a button that adds a client asks for: the client, and the name to show.
fn add_client(id: &str, name: &str) -> String {
    ["client ", id, " ", name].concat()
}

/// Changes the rows as a button asks; words that are no button's change nothing.
fn redraw(draft: &mut PayersDraft, intent: &str) {
    if let Some((id, name)) = intent.strip_prefix("client ").and_then(|rest| rest.split_once(' ')) {
        let row = PayerDraft { kind: PayerKind::Client.to_string(), client: id.to_owned(), name: name.to_owned(), ..PayerDraft::default() };
        draft.payers.push(row);
    } else if let Ok(Intent { list: List::Payers, step }) = intent.parse() {
        change(&mut draft.payers, step, blank_contact);
    }
}

/// What the amounts that can be read add up to.
fn sum(draft: &PayersDraft, price: Money) -> Money {
    let amounts = draft.payers.iter().filter_map(|row| Money::parse(&row.amount, price.currency).ok());
    Money::sum(price.currency, amounts).unwrap_or(Money::zero(price.currency))
}

pub(super) fn form(view: &PayersView) -> impl IntoView + use<> {
    let l = locale();
    let action = ServerAction::<SavePayers>::new();
    let replayed = replayed_draft::<SavePayers>();
    let version = Version::new(action, replayed.as_ref().map_or(view.version, |post| post.version));
    let (mut draft, words, intent, seen) = replayed.map_or_else(
        || (first_draft(l, view), String::new(), String::new(), String::new()),
        |post| (post.draft, post.client_search, post.intent, post.seen),
    );
    redraw(&mut draft, &intent);

    let (trip, price) = (view.trip, view.price);
    let drawn = RwSignal::new(draft.payers.clone());
    let search = ClientSearch::new(words);
    let (by, release) = (draft.by.clone(), !draft.release.is_empty());
    let latest = RwSignal::new(draft);
    let look = Look::new(action, latest, (&intent, &seen), move |draft| preview_payers(trip, draft));
    let run = move |intent: String, focus: Option<Intent>| {
        latest.update(|draft| redraw(draft, &intent));
        drawn.set(latest.with_untracked(|draft| draft.payers.clone()));
        if let Some(focus) = focus {
            focus_id_soon(focus.focus("save_payers", drawn.with_untracked(Vec::len)));
        }
    };
    let typed = Callback::new(move |post: SavePayers| {
        latest.set(post.draft);
        search.typed(post.client_search);
    });
    let back = trip_path(trip);
    let here = [&back, "/payers"].concat();
    let ways = vec![
        Choice::new(ShareBy::Amount.as_str(), t::share_by_amount(l)),
        Choice::new(ShareBy::Persons.as_str(), t::share_by_persons(l)).hint(t::share_by_persons_hint(l)),
    ];
    let add = Intent::new(List::Payers, Step::Add);
    view! {
        <Form<SavePayers> action=action on_typed=typed own_values=true long=true>
            <Hidden name="trip" value=trip.to_string()/>
            <VersionField version=version href=here/>
            <FormSection id="payers" title=t::payers(l) hint=t::payers_hint(l)>
                <ErrorFor name="payers"/>
                <RadioGroup name="by" label=t::share_by(l) choices=ways value=by/>
                {move || {
                    let rows = drawn.get();
                    let columns = [t::payer(l), t::share(l), t::persons(l)].into_iter().map(Column::new).chain([Column::new(t::row_actions(l)).spoken_only()]).collect();
                    let rows = afresh(move || rows.iter().cloned().enumerate().map(|(at, row)| payer_row(l, at, row, price, run)).collect_view());
                    view! { <DataTable fields=true caption=t::payers(l) columns=columns>{rows}</DataTable> }
                }}
                <Actions>
                    <Button variant=Secondary icon=IconName::Plus name="intent" value=add.to_string()
                        instead=Callback::new(move |()| run(add.to_string(), Some(add)))>{t::add_contact(l)}</Button>
                </Actions>
                {finder(l, search, run)}
                <Checkbox name="release" label=t::release(l) hint=t::release_hint(l) value="yes" checked=release/>
            </FormSection>
            {look.effect(move |changes| preview(l, changes))}
            <FormBar label=t::sums(l)>
                {move || {
                    let sum = latest.with(|draft| sum(draft, price));
                    let difference = price.sub(sum).unwrap_or(price);
                    let words = if difference.is_zero() { t::sums_agree(l).to_owned() } else { format::money(l, difference) };
                    view! { <Facts items=vec![Fact::new(t::price(l), format::money(l, price)), Fact::new(t::difference(l), words)]/> }
                }}
                {look.buttons(t::look_at_change(l), shared::save(l), back)}
            </FormBar>
        </Form<SavePayers>>
    }
}

/// Finds clients who pay a share; each is added by a button.
fn finder(l: Locale, search: ClientSearch, run: impl Fn(String, Option<Intent>) + Copy + Send + Sync + 'static) -> impl IntoView {
    let found = Resource::new(move || search.words.get(), |words| find_client_choices(words, String::new()));
    view! {
        <Stack>
            <ClientSearchField search=search label=t::find_payer(l) hint=t::find_payer_hint(l)/>
            <Transition>
                {move || Suspend::new(async move {
                    let clients = found.await.unwrap_or_default();
                    let any = !clients.is_empty();
                    let buttons = clients.into_iter().map(|client| {
                        let intent = add_client(&client.id.to_string(), &client.name);
                        let (value, name) = (intent.clone(), client.name.clone());
                        view! {
                            <Button variant=Secondary icon=IconName::Plus name="intent" value=value
                                instead=Callback::new(move |()| run(intent.clone(), None))>{t::add_found(l, &name)}</Button>
                        }
                    }).collect_view();
                    any.then(|| view! { <Actions>{buttons}</Actions> })
                })}
            </Transition>
        </Stack>
    }
}

fn payer_row(
    l: Locale,
    at: usize,
    row: PayerDraft,
    price: Money,
    run: impl Fn(String, Option<Intent>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let name = move |field: &str| format!("payers[{at}][{field}]");
    let label = move |text: &str| t::of_row(l, text, at + 1);
    let remove = Intent::new(List::Payers, Step::Remove(at));
    let is_client = row.kind == PayerKind::Client.as_str();
    let PayerDraft { id, kind, client, name: typed, email, language, amount, persons } = row;
    let who = if is_client {
        view! {
            <strong>{typed.clone()}</strong>
            <ErrorFor name=name("client")/>
            <HiddenField name=name("kind") value=kind/>
            <HiddenField name=name("client") value=client/>
            <HiddenField name=name("name") value=typed/>
        }
        .into_any()
    } else {
        let kinds = vec![
            Choice::new(PayerKind::Person.as_str(), t::payer_person(l)),
            Choice::new(PayerKind::Company.as_str(), t::payer_company(l)),
        ];
        let languages = Language::ALL.iter().map(|word| Choice::new(word.as_str(), locales::words::language(l, *word))).collect();
        view! {
            <Stack>
                <Select name=name("kind") label=label(t::payer_kind(l)) choices=kinds value=kind/>
                <TextField name=name("name") label=label(t::payer_name(l)) value=typed autocomplete="off"/>
                <TextField name=name("email") label=label(shared::email(l)) value=email kind=TextKind::Email autocomplete="off"/>
                <Select name=name("language") label=label(t::language(l)) choices=languages value=language/>
            </Stack>
        }
        .into_any()
    };
    view! {
        <Row>
            <Cell label=t::payer(l)><HiddenField name=name("id") value=id/>{who}</Cell>
            <Cell label=t::share(l)><MoneyField name=name("amount") label=label(t::share(l)) hide_label=true currency=price.currency.code() value=amount/></Cell>
            <Cell label=t::persons(l)><TextField name=name("persons") label=label(t::persons(l)) hide_label=true kind=TextKind::Number value=persons/></Cell>
            <Cell label=t::row_actions(l)>
                <Button variant=Link name="intent" value=remove.to_string() instead=Callback::new(move |()| run(remove.to_string(), None))
                    label=t::of_row(l, t::remove(l), at + 1)>{t::remove(l)}</Button>
            </Cell>
        </Row>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn buttons_add_and_take_away_payers() {
        let mut draft = PayersDraft::default();
        redraw(&mut draft, &add_client("client_1", "Jean et Odile"));
        redraw(&mut draft, "add-payer");
        redraw(&mut draft, "add-line");
        let kinds: Vec<_> = draft.payers.iter().map(|row| (row.kind.as_str(), row.name.as_str())).collect();
        assert_eq!(kinds, [("client", "Jean et Odile"), ("person", "")]);
        redraw(&mut draft, "remove-payer-0");
        assert_eq!(draft.payers, [blank_contact()]);
    }

    #[test]
    fn the_sum_leaves_out_what_cannot_be_read_yet() {
        let row = |amount: &str| PayerDraft { amount: amount.into(), ..PayerDraft::default() };
        let draft = PayersDraft { payers: vec![row("1 000,50"), row("much")], ..PayersDraft::default() };
        assert_eq!(sum(&draft, Money::zero(Currency::EUR)), Money::new(100_050, Currency::EUR));
    }
}
