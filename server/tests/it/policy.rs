//! Who may call what: every server function, route and page, knocked at by everybody over HTTP and compared with one table.

mod table;

use crate::support::browser::Answer;
use crate::support::town::{Town, Who};
use crate::support::web::Served;
use std::collections::BTreeSet;
use std::fmt::Write;
use store::testing::TestDatabase;
use table::{Line, PAGES, READING, ROUTES, WRITING};

/// A page that anybody may open: what its forms answer comes from the function alone.
const OPEN_PAGE: &str = "/accessibility";

#[test]
fn the_table_names_every_function_route_and_page() {
    let known: BTreeSet<String> = leptos::server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")).collect();
    let reading = READING.iter().map(|(name, ..)| format!("GET /api/{name}"));
    let written = reading.chain(WRITING.iter().map(|(name, ..)| format!("POST /api/{name}"))).collect();
    assert_same(&known, &written, "server functions");

    let known: BTreeSet<String> = server::http::ROUTES.iter().map(|(method, path)| format!("{method} {path}")).collect();
    assert_same(&known, &ROUTES.iter().map(|(name, ..)| (*name).to_owned()).collect(), "routes");

    let sources = [include_str!("../../../app/portal/src/routes.rs"), include_str!("../../../app/office/src/routes.rs")];
    let known: BTreeSet<&str> =
        sources.iter().flat_map(|source| source.split("path!(\"").skip(1)).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_same(&known, &PAGES.iter().map(|(name, ..)| *name).collect(), "pages");
}

fn assert_same<T: Ord + std::fmt::Debug>(known: &BTreeSet<T>, written: &BTreeSet<T>, what: &str) {
    let (missing, stale): (Vec<_>, Vec<_>) = (known.difference(written).collect(), written.difference(known).collect());
    assert!(missing.is_empty() && stale.is_empty(), "{what} without a line in the table: {missing:?}; lines of nothing: {stale:?}");
}

/// The letter of an answer; what must never come has a letter that no line expects.
fn letter(answer: &Answer) -> char {
    match answer.status {
        401 => 'S',
        303 if answer.location().contains("/sign-in?next=") => 'S',
        404 => 'N',
        403 => 'F',
        500.. => '!',
        _ => 'A',
    }
}

/// Fills a line's arguments in; `{session}` is a session of the traveller that nothing else needs.
async fn filled(town: &Town, text: &str) -> String {
    let mut text = text.to_owned();
    for (name, value) in [
        ("{trip}", town.trip.to_string()),
        ("{client}", town.client.to_string()),
        ("{order}", town.order.to_string()),
        ("{receipt}", town.receipt.to_string()),
        ("{recorded}", town.recorded.to_string()),
        ("{statement}", town.statement.to_string()),
        ("{line}", town.line.to_string()),
        ("{table}", town.table.to_string()),
        ("{payer}", town.payer.to_string()),
        ("{refund}", town.refund.to_string()),
        ("{revision}", town.revision.to_string()),
        ("{sold}", town.sold.to_string()),
        ("{sold_payer}", town.sold_payer.to_string()),
        ("{invoice}", town.invoice.to_string()),
        ("{staff}", town.invited.to_string()),
        ("{link}", town.link.clone()),
        ("{paylink}", town.pay_link.clone()),
        ("{paylink_id}", town.pay_link_id.to_string()),
    ] {
        text = text.replace(name, &value);
    }
    if text.contains("{session}") {
        text = text.replace("{session}", &town.open_session(Who::Traveller).await.unwrap().1.to_string());
    }
    text
}

/// How a line is knocked at.
#[derive(Clone, Copy)]
enum Door {
    Read,
    Script,
    Form,
    Address,
}

async fn knock(town: &Town, door: Door, (name, arguments, _): &Line, who: Who) -> Answer {
    let mut browser = town.visit(who).await;
    let arguments = filled(town, arguments).await;
    match door {
        Door::Read => browser.get(&format!("/api/{name}?{arguments}")).await,
        Door::Script => browser.post(&format!("/api/{name}"), &arguments).await,
        Door::Form => browser.post(&format!("{OPEN_PAGE}?do={name}"), &arguments).await,
        Door::Address if name.starts_with("POST ") => browser.post(&arguments, "").await,
        Door::Address => browser.get(&arguments).await,
    }
}

/// Every line knocked at by everybody; the lines that answer otherwise than they say.
async fn strangers(town: &Town, door: Door, lines: &[Line]) -> String {
    let mut wrong = String::new();
    for line in lines {
        let expected: String = line.2.chars().filter(|c| *c != ' ').collect();
        assert_eq!(expected.len(), Who::ALL.len(), "{}", line.0);
        for (who, expected) in Who::ALL.into_iter().zip(expected.chars()) {
            let answer = knock(town, door, line, who).await;
            let found = letter(&answer);
            if found != expected {
                let said: String = answer.body.chars().take(200).collect();
                writeln!(wrong, "{} {who:?}: expected {expected}, found {found} ({} {}) {said}", line.0, answer.status, answer.location())
                    .unwrap();
            }
        }
    }
    wrong
}

async fn everybody_knocks_everywhere(base: TestDatabase) {
    let town = Town::new(Served::open(base).await).await;
    let mut wrong = String::new();
    for (door, lines) in
        [(Door::Read, READING), (Door::Script, WRITING), (Door::Form, WRITING), (Door::Address, ROUTES), (Door::Address, PAGES)]
    {
        wrong += &strangers(&town, door, lines).await;
    }
    assert!(wrong.is_empty(), "{wrong}");
    town.served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_knocks_everywhere_on_sqlite() {
    everybody_knocks_everywhere(TestDatabase::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_knocks_everywhere_on_postgres() {
    everybody_knocks_everywhere(TestDatabase::postgres().await).await;
}

/// Whoever pays a share of the same trip is let in for their own, and finds nothing under what belongs to another payer of it.
#[tokio::test(flavor = "multi_thread")]
async fn another_payers_ids_open_nothing() {
    const OTHERS: [&str; 8] = ["{order}", "{receipt}", "{payer}", "{recorded}", "{refund}", "{revision}", "{paylink_id}", "{line}"];
    let town = Town::new(Served::open(TestDatabase::sqlite().await).await).await;
    town.share_with_other_traveller().await;
    let known = town.visit(Who::OtherTraveller).await.get(&format!("/api/find_own_trip?trip={}", town.trip)).await;
    assert_eq!(known.status, 200, "they pay a share of it");
    let (mut wrong, mut knocked) = (String::new(), 0);
    for (door, lines) in
        [(Door::Read, READING), (Door::Script, WRITING), (Door::Form, WRITING), (Door::Address, ROUTES), (Door::Address, PAGES)]
    {
        for line in lines.iter().filter(|line| OTHERS.iter().any(|id| line.1.contains(id))) {
            knocked += 1;
            let found = letter(&knock(&town, door, line, Who::OtherTraveller).await);
            let office = line.1.starts_with("/office/");
            if found != 'N' && !(office && found == 'S') {
                writeln!(wrong, "{}: {found}", line.0).unwrap();
            }
        }
    }
    assert!(wrong.is_empty() && knocked > 30, "{knocked}: {wrong}");
    town.served.close().await;
}

/// A link in a mail, a search engine, a browser that reads ahead: following any address writes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn reading_never_writes() {
    let town = Town::new(Served::open(TestDatabase::sqlite().await).await).await;
    let mut browsers = Vec::new();
    for who in [Who::Anonymous, Who::Traveller, Who::Administrator] {
        browsers.push(town.visit(who).await);
    }
    let before = town.served.rows().await;
    for browser in &mut browsers {
        for (name, arguments, _) in READING {
            browser.get(&format!("/api/{name}?{}", filled(&town, arguments).await)).await;
        }
        for (name, address, _) in ROUTES.iter().chain(PAGES).filter(|(name, ..)| !name.starts_with("POST ")) {
            let answer = browser.get(&filled(&town, address).await).await;
            assert!(answer.status < 500, "{name}: {}", answer.status);
        }
        // What writes does not answer to GET, neither at its own address nor as a page's.
        for (name, arguments, _) in WRITING {
            let arguments = arguments.replace("{trip}", &town.trip.to_string()).replace("{link}", &town.link);
            assert_eq!(browser.get(&format!("/api/{name}?{arguments}")).await.status, 404, "{name}");
            browser.get(&format!("{OPEN_PAGE}?do={name}&{arguments}")).await;
        }
    }
    assert_eq!(before, town.served.rows().await);
    town.served.close().await;
}
