//! The books at a glance: whether every invariant holds, and what breaks one.

use crate::pieces::trip_path;
use account::{PageTitle, locale, show};
use desk::{AppError, BooksView, Side};
use leptos::prelude::*;
use locales::{format, office as t};
use server_fn::codec::GetUrl;
use ui::{Card, Cell, Column, DataTable, LightKind, PageHead, Row, Stack, StatusLight, TextLink};

/// The state of the books, checked now.
///
/// **Permissions**: managers, accountants, administrators. **Errors**: `SignInNeeded`, `NotFound` for anybody else.
#[server(name = CheckBooks, prefix = "/api", endpoint = "check_books", input = GetUrl)]
pub async fn check_books() -> Result<BooksView, AppError> {
    let (caller, desks, _) = crate::context::request();
    desks.books.check_books(&caller).await
}

/// The light: green while nothing is wrong.
pub(crate) fn light(books: &BooksView) -> impl IntoView + use<> {
    let l = locale();
    let broken = books.breaches.len() as u64;
    let (kind, text) = match broken {
        0 => (LightKind::Good, t::books_balance(l).to_owned()),
        1 => (LightKind::Bad, t::one_breach(l).to_owned()),
        _ => (LightKind::Bad, t::breaches(l, format::count(l, broken))),
    };
    let checked = t::books_checked(l, format::count(l, books.transactions), format::instant(l, books.checked_at));
    view! { <StatusLight kind=kind text=text>{checked}</StatusLight> }
}

/// The page at `/office/books`.
#[component]
pub(crate) fn BooksPage() -> impl IntoView {
    let l = locale();
    let books = Resource::new(|| (), |()| check_books());
    view! {
        <PageTitle parts=vec![t::books(l).to_owned()]/>
        {show(Side::Office, books, |books| {
            let light = light(&books);
            view! {
                <PageHead title=t::books(locale()) subtitle=t::books_subtitle(locale())/>
                <Stack><Card>{light}</Card> {breaches(books)}</Stack>
            }
            .into_any()
        })}
    }
}

fn breaches(books: BooksView) -> impl IntoView {
    let l = locale();
    let columns = || vec![Column::new(t::invariant(l)), Column::new(t::subject(l)), Column::new(t::detail(l))];
    (!books.breaches.is_empty()).then(|| {
        view! {
            <DataTable caption=t::breach_list(l) columns=columns()>
                {books.breaches.into_iter().map(|breach| {
                    let meaning = t::invariant_meaning(l, &breach.invariant);
                    let subject = match breach.trip {
                        Some(trip) => view! { <TextLink href=trip_path(trip)>{breach.subject}</TextLink> }.into_any(),
                        None => breach.subject.into_any(),
                    };
                    view! {
                        <Row>
                            <Cell label=t::invariant(l) head=true>{breach.invariant} {meaning.map(|meaning| format!(" · {meaning}"))}</Cell>
                            <Cell label=t::subject(l)>{subject}</Cell>
                            <Cell label=t::detail(l)>{breach.detail}</Cell>
                        </Row>
                    }
                }).collect_view()}
            </DataTable>
        }
    })
}
