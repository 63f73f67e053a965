//! The drill: the real program is killed again and again while payers pay and staff give money back, and the bank is asked afterwards what came and went.
//!
//! `make drill`, or `cargo test -p server --test it -- --ignored drill`. It runs in the words of every bank, on SQLite and on PostgreSQL, and once with two
//! nodes on one database. `ALTIPORT_TEST_KILLS` is the number of kills of each run (200), `ALTIPORT_TEST_SEED` repeats the same chances. Half of the kills come
//! at a random moment, the others at each failpoint in turn.

mod node;

use crate::payments::dialect::Dialect;
use crate::payments::fixtures::Till;
use crate::payments::forms::fields;
use crate::support::browser::resolve;
use domain::ids::TripId;
use domain::payments::{RefundOrigin, RefundStage, RefundWay};
use futures::future::join_all;
use http::Method;
use node::{Node, free_address, sign_in, sign_in_staff};
use sea_orm::EntityTrait;
use serde_json::json;
use server::Config;
use server::failpoint;
use server::mail::{Drop, Mailer};
use std::collections::BTreeMap;
use std::time::Duration as Pause;
use store::entities::{ledger_account, payment_capture, payment_order, refund};
use store::testing::TestDatabase;
use store::words::OutboxState;
use time::Duration;
use tokio_util::sync::CancellationToken;

/// The price of each trip of the drill.
const PRICE: i64 = 300_000;

/// Chances that can be repeated: splitmix64.
struct Chance(u64);

impl Chance {
    fn draw(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.draw(of.len() as u64)).unwrap()]
    }
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// Declares a drill in these words on both databases.
macro_rules! drills {
    ($($dialect:ident: $sqlite:ident, $postgres:ident;)+) => {$(
        #[tokio::test(flavor = "multi_thread")]
        #[ignore = "takes many minutes: make drill"]
        async fn $sqlite() {
            drill(TestDatabase::sqlite().await, Dialect::$dialect, false).await;
        }

        #[tokio::test(flavor = "multi_thread")]
        #[ignore = "takes many minutes: make drill"]
        async fn $postgres() {
            drill(TestDatabase::postgres().await, Dialect::$dialect, false).await;
        }
    )+};
}

drills! {
    Sandbox: drill_on_sqlite, drill_on_postgres;
    Stripe: drill_with_stripe_on_sqlite, drill_with_stripe_on_postgres;
    Lyra: drill_with_lyra_on_sqlite, drill_with_lyra_on_postgres;
    Monetico: drill_with_monetico_on_sqlite, drill_with_monetico_on_postgres;
    Up2pay: drill_with_up2pay_on_sqlite, drill_with_up2pay_on_postgres;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes many minutes: make drill"]
async fn drill_with_two_nodes_on_postgres() {
    drill(TestDatabase::postgres().await, Dialect::Sandbox, true).await;
}

/// A payer's visit.
struct Visit<'a> {
    /// The node that answers.
    url: &'a str,
    trip: TripId,
    choice: &'a str,
    amount: &'a str,
    /// What happens at the bank, in its words.
    act: &'a str,
    /// How often its notifications are told once more.
    again: Option<u64>,
}

/// A payer's browser: whatever fails is what happens to people when a server dies.
async fn pay(till: &Till, http: &reqwest::Client, token: &str, visit: &Visit<'_>) -> Option<()> {
    let left = left(till, visit.trip).await.ok()?;
    let (choice, amount) = (visit.choice.to_owned(), visit.amount.to_owned());
    let form = [("trip", visit.trip.to_string()), ("draft[choice]", choice), ("draft[amount]", amount), ("left", left)];
    let cookie = format!("__Host-session={token}");
    let request = http.post(format!("{}/api/start_payment", visit.url)).header("cookie", &cookie).header("sec-fetch-site", "same-origin");
    let answer = request.form(&form).send().await.ok()?;
    let mut page = ["location", "serverfnredirect"].iter().find_map(|name| answer.headers().get(*name))?.to_str().ok()?.to_owned();
    if till.dialect.has_forms() && page.ends_with("/bank") {
        let answer = http.get(format!("{}{page}", visit.url)).header("cookie", &cookie).send().await.ok()?;
        let form = answer.text().await.ok()?;
        let action = resolve(form.split("action=\"").nth(1)?.split('"').next()?);
        let left = http.post(action).form(&fields(&form)).send().await.ok()?;
        page = left.headers().get("location")?.to_str().ok()?.to_owned();
    }
    let payment = page.split_once("/pay/")?.1;
    till.ask_bank(Method::POST, &format!("/test/payments/{payment}/act"), Some(json!({ "do": visit.act }))).await;
    if let Some(copies) = visit.again {
        till.ask_bank(Method::POST, &format!("/test/notify/{payment}"), Some(json!({ "duplicates": copies }))).await;
    }
    Some(())
}

/// Staff who give a part of an earlier payment back; what the server thinks of it is its own matter.
async fn give_back(till: &Till, http: &reqwest::Client, token: &str, url: &str, capture: &payment_capture::Model) {
    let Ok(Some(order)) = payment_order::Entity::find_by_id(capture.order_id).one(till.db.read()).await else { return };
    let form = [
        ("trip", order.trip_id.to_string()),
        ("draft[capture]", format!("{}:{}", order.id, capture.capture_key)),
        ("draft[way]", "gateway".to_owned()),
        ("draft[amount]", "100".to_owned()),
        ("draft[reason]", "drill".to_owned()),
    ];
    let request = http
        .post(format!("{url}/api/request_refund"))
        .header("cookie", format!("__Host-session={token}"))
        .header("sec-fetch-site", "same-origin");
    // A server that dies answers nothing.
    let _ = request.form(&form).send().await;
}

/// What is left to pay, as the form carries it.
async fn left(till: &Till, trip: TripId) -> Result<String, desk::AppError> {
    use desk::PaymentDesk;
    Ok(till.payments.quote_payment(&till.traveller, trip).await?.all.plain())
}

async fn drill(base: TestDatabase, dialect: Dialect, two_nodes: bool) {
    let (kills, seed) = (setting("ALTIPORT_TEST_KILLS", 200), setting("ALTIPORT_TEST_SEED", 20_261_121));
    let mut chance = Chance(seed);
    let till = Till::open_for(base.db.clone(), free_address(), dialect).await;
    let site = till.folder.join("site");
    std::fs::create_dir_all(&site).unwrap();
    std::fs::write(site.join("manifest.json"), "{}").unwrap();
    let (token, staff) = (sign_in(&till).await, sign_in_staff(&till).await);
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut urls = vec![till.counter.config.base_url.clone()];
    let survivor = if two_nodes {
        urls.push(free_address());
        Some(Node::start(&till, &base, &site, &urls[1], None).await)
    } else {
        None
    };

    let mut trips = Vec::new();
    let mut reached: BTreeMap<&str, u64> = failpoint::ALL.iter().map(|name| (*name, 0)).collect();
    for kill in 0..kills {
        trips.push(till.trip().await);
        trips.push(till.trip().await);
        till.behave(json!({
            "scope": "all",
            "notify": chance.pick(&["normal", "normal", "normal", "never", "never", "twice", "twice", "late:200", "reversed", "before_answer"]),
            "create": chance.pick(&["normal", "normal", "normal", "error_after_create"]),
        }))
        .await;
        let named = failpoint::ALL[usize::try_from(kill / 2).unwrap() % failpoint::ALL.len()];
        let failpoint = kill.is_multiple_of(2).then(|| format!("{named}:{}", 1 + chance.draw(3)));
        let mut victim = Node::start(&till, &base, &site, &urls[0], failpoint.as_deref()).await;
        let first = trips.len() - 2;
        // The newest trips, and some that an earlier death left behind; two tabs each, of different minds.
        let earlier: Vec<usize> = (0..2).map(|_| usize::try_from(chance.draw(trips.len() as u64)).unwrap()).collect();
        let mut visits = Vec::new();
        for at in [first, first + 1].into_iter().chain(earlier) {
            for (choice, amount) in [("all", ""), ("other", "1500")] {
                let act = chance
                    .pick(&["capture", "capture", "capture", "capture", "capture", "capture", "capture", "decline", "abandon", "expire"]);
                let url = &urls[usize::try_from(chance.draw(urls.len() as u64)).unwrap()];
                let again = (chance.draw(5) == 0).then_some(2);
                visits.push(Visit { url, trip: trips[at], choice, amount, act, again });
            }
        }
        let earlier = payment_capture::Entity::find().all(till.db.read()).await.unwrap();
        let mut returns = Vec::new();
        for _ in 0..3_usize.min(earlier.len()) {
            returns.push(give_back(&till, &http, &staff, &urls[0], &earlier[usize::try_from(chance.draw(earlier.len() as u64)).unwrap()]));
        }
        let moment = if failpoint.is_some() { Pause::from_secs(3) } else { Pause::from_millis(chance.draw(500)) };
        let visits = visits.iter().map(|visit| pay(&till, &http, &token, visit));
        let (_, _, by_itself) = futures::join!(join_all(visits), join_all(returns), victim.dies(moment));
        match (failpoint, by_itself) {
            (Some(_), true) => *reached.entry(named).or_default() += 1,
            (None, true) => panic!("the program died by itself"),
            (_, false) => {}
        }
    }
    drop(survivor);

    settle_everything(&till).await;
    let seen = Seen::of(&till).await;
    report(&till, kills, seed, two_nodes, &seen, &reached);
    seen.assert_nothing_lost_or_doubled(&till).await;
    till.assert_sound().await;
    let apart: &[&str] = if dialect.answers() { &[] } else { &["refund_sent"] };
    let missed: Vec<_> = reached.iter().filter(|(name, deaths)| **deaths == 0 && !apart.contains(name)).collect();
    assert!(kills < 100 || missed.is_empty(), "a failpoint was never reached: {missed:?}");
    assert!(seen.captures.len() as u64 >= kills / 8, "too few payments to have proved anything");
    till.close().await;
    base.remove().await;
}

/// What house and bank hold after everything is told.
struct Seen {
    orders: Vec<payment_order::Model>,
    captures: Vec<payment_capture::Model>,
    refunds: Vec<refund::Model>,
    /// What the bank took, in cents of the euro.
    taken: i64,
    /// What it gave back.
    returned: i64,
}

impl Seen {
    async fn of(till: &Till) -> Self {
        let db = till.db.read();
        let (taken, returned) = taken(till).await;
        Self {
            orders: payment_order::Entity::find().all(db).await.unwrap(),
            captures: payment_capture::Entity::find().all(db).await.unwrap(),
            refunds: refund::Entity::find().all(db).await.unwrap(),
            taken,
            returned,
        }
    }

    async fn assert_nothing_lost_or_doubled(&self, till: &Till) {
        let Self { orders, captures, refunds, taken, returned } = self;
        assert!(orders.iter().all(|order| !order.state.is_live()), "an order is still live");
        let accounts = ledger_account::Entity::find().all(till.db.read()).await.unwrap();
        let clearing: i64 = accounts.iter().filter(|row| row.code == till.dialect.clearing()).map(|row| row.balance).sum();
        assert_eq!(clearing, taken - returned, "what the ledger holds, and what the bank took and gave back");
        assert_eq!(captures.iter().map(|row| row.amount_minor).sum::<i64>(), *taken);
        let (at_bank, by_hand): (Vec<_>, Vec<_>) = refunds.iter().partition(|row| row.way == RefundWay::Gateway);
        let done = |row: &&&refund::Model| row.state == RefundStage::Succeeded && row.origin == RefundOrigin::House;
        let undone: Vec<_> = at_bank.iter().filter(|row| !done(row)).collect();
        assert!(undone.is_empty(), "not done: {undone:?}");
        assert_eq!(at_bank.iter().map(|row| row.amount_minor).sum::<i64>(), *returned, "each was given back once");
        // What this bank cannot give back, or not so that it is sure to be once, waits for a person.
        assert!(by_hand.iter().all(|row| row.state == RefundStage::Requested), "nobody made these transfers");
        assert_eq!(till.tasks_of("refund.transfer").await.len(), by_hand.len());

        let trip_of: BTreeMap<_, _> = orders.iter().map(|order| (order.id, order.trip_id)).collect();
        let (mut paid, mut settled): (BTreeMap<_, i64>, BTreeMap<_, u32>) = (BTreeMap::new(), BTreeMap::new());
        for row in captures.iter().filter(|row| row.reason.is_none()) {
            *paid.entry(trip_of[&row.order_id]).or_default() += row.advances_minor;
            *settled.entry(row.order_id).or_default() += 1;
        }
        for row in at_bank {
            *paid.entry(row.trip_id).or_default() -= row.amount_minor;
        }
        assert!(settled.values().all(|count| *count == 1), "an order counts twice");
        assert!(paid.values().all(|sum| *sum <= PRICE), "a payer was charged twice");

        // A form that was posted cannot be called back: what is paid there too late is a credit that a person sees, and nothing else is one.
        let aside = captures.iter().filter(|row| row.reason.is_some()).count();
        assert!(till.dialect.has_forms() || aside == 0, "this bank closes its pages: nobody can pay what they do not owe");
        assert_eq!(till.tasks_of("payment.unapplied").await.len(), aside);
        let compared = till.tasks_of("payment.compare_with_statement").await.len();
        assert!(till.dialect.answers() || compared >= captures.len(), "where nobody can be asked, a person compares");
        let expected = aside + by_hand.len() + if till.dialect.answers() { 0 } else { compared };
        assert_eq!(till.tasks().await.len(), expected, "{:?}", till.tasks().await);
        assert!(till.mails().await.iter().all(|job| job.state == OutboxState::Done));
    }
}

/// What the bank took and what it gave back, in cents of the euro.
async fn taken(till: &Till) -> (i64, i64) {
    if till.dialect != Dialect::Stripe {
        let (_, totals) = till.ask_bank(Method::GET, "/v1/totals", None).await;
        return (totals["captured"]["EUR"].as_i64().unwrap_or(0), totals["refunded"]["EUR"].as_i64().unwrap_or(0));
    }
    let list = "/v1/checkout/sessions?limit=100&expand[]=data.payment_intent.latest_charge";
    let (mut sum, mut back, mut path) = (0, 0, list.to_owned());
    loop {
        let (_, page) = till.ask_bank(Method::GET, &path, None).await;
        let sessions = page["data"].as_array().unwrap();
        let charges = sessions.iter().map(|session| &session["payment_intent"]["latest_charge"]);
        back += charges.filter_map(|charge| charge["amount_refunded"].as_i64()).sum::<i64>();
        sum += sessions.iter().filter_map(|session| session["payment_intent"]["amount_received"].as_i64()).sum::<i64>();
        match sessions.last().filter(|_| page["has_more"] == true) {
            Some(last) => path = format!("{list}&starting_after={}", last["id"].as_str().unwrap()),
            None => return (sum, back),
        }
    }
}

/// Has a bank that cannot be asked tell once more what it told to nobody, as somebody would in its back office.
async fn tell_again(till: &Till) {
    let listener = tokio::net::TcpListener::bind(till.counter.config.base_url.trim_start_matches("http://")).await.unwrap();
    let door = till.door();
    let served = tokio::spawn(async move { axum::serve(listener, door).await.unwrap() });
    let mut path = "/v1/payments?limit=100".to_owned();
    loop {
        let (_, page) = till.ask_bank(Method::GET, &path, None).await;
        for payment in page["payments"].as_array().unwrap() {
            till.notify(payment["id"].as_str().unwrap(), json!({})).await;
        }
        match page["next"].as_u64() {
            Some(next) => path = format!("/v1/payments?limit=100&cursor={next}"),
            None => break,
        }
    }
    served.abort();
}

#[expect(clippy::print_stdout, reason = "what a drill did is read by people")]
fn report(till: &Till, kills: u64, seed: u64, two_nodes: bool, seen: &Seen, reached: &BTreeMap<&str, u64>) {
    println!(
        "{} on {:?}, {} node(s): {kills} kills (seed {seed}), {} orders, {} captures of which {} aside, {} refunds, bank {} - {}, deaths at failpoints {reached:?}",
        till.gateway(),
        till.db.backend(),
        1 + u8::from(two_nodes),
        seen.orders.len(),
        seen.captures.len(),
        seen.captures.iter().filter(|row| row.reason.is_some()).count(),
        seen.refunds.len(),
        seen.taken,
        seen.returned
    );
}

/// The time after the last death: poller, inbox and outbox run until nothing is left.
async fn settle_everything(till: &Till) {
    till.behave_well().await;
    if !till.dialect.answers() {
        tell_again(till).await;
    }
    till.pass(Duration::hours(2));
    for _ in 0..4 {
        till.payments.drain_inbox().await.unwrap();
        till.payments.poll_due().await.unwrap();
        till.payments.reconcile().await.unwrap();
        till.payments.send_refunds().await.unwrap();
        till.pass(Duration::minutes(10));
    }
    let closing = CancellationToken::new();
    let letters = Drop::open(till.folder.join("letters"), closing.clone()).await.unwrap();
    let mailer = Mailer::new(&Config::default(), Some(letters.port())).unwrap();
    while server::jobs::outbox::drain(&till.counter, &mailer).await.unwrap() > 0 {
        till.pass(Duration::minutes(10));
    }
    closing.cancel();
}
