//! The drill: the real program is killed again and again while payers pay and staff give money back, and the bank is asked afterwards what came and went.
//!
//! `make drill`, or `cargo test -p server --test it -- --ignored drill`. `ALTIPORT_TEST_KILLS` is the number of kills on each database (500), `ALTIPORT_TEST_SEED`
//! repeats the same chances. Half of the kills come at a random moment, the others at each failpoint in turn.

use crate::payments::fixtures::{KEY, SECRET, Speaking, Till};
use domain::ids::{AccountId, SessionId, TripId};
use domain::locale::Locale;
use domain::payments::{RefundOrigin, RefundStage};
use domain::policy::Actor;
use futures::future::join_all;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;
use server::Config;
use server::failpoint;
use server::mail::{Drop, Mailer};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration as Pause;
use store::entities::{account, ledger_account, payment_capture, payment_order, refund, session};
use store::fresh;
use store::testing::TestDatabase;
use store::words::{OutboxState, SessionState, Side};
use time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

/// How long a program may take to open, or to reach its failpoint.
const PATIENCE: Pause = Pause::from_secs(20);

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

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes many minutes: make drill"]
async fn drill_on_sqlite() {
    drill(TestDatabase::sqlite().await, Dialect::Sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes many minutes: make drill"]
async fn drill_on_postgres() {
    drill(TestDatabase::postgres().await, Dialect::Sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes many minutes: make drill"]
async fn drill_with_stripe_on_sqlite() {
    drill(TestDatabase::sqlite().await, Dialect::Stripe).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes many minutes: make drill"]
async fn drill_with_stripe_on_postgres() {
    drill(TestDatabase::postgres().await, Dialect::Stripe).await;
}

/// A program that will be killed.
struct Victim(Child);

impl Victim {
    /// Starts the program and waits until it serves.
    async fn start(till: &Till, base: &TestDatabase, site: &Path, failpoint: Option<&str>) -> Self {
        let url = &till.counter.config.base_url;
        let mut command = Command::new(env!("CARGO_BIN_EXE_altiport"));
        // What cargo and the drill itself are told is not for the program.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("ALTIPORT_")) {
            command.env_remove(name);
        }
        command
            .arg("serve")
            .current_dir(site)
            .env("ALTIPORT_LISTEN", url.trim_start_matches("http://"))
            .env("ALTIPORT_BASE_URL", url)
            .env("ALTIPORT_DATABASE", &base.url)
            .env("ALTIPORT_DATA", site.join("data"))
            .env("ALTIPORT_SITE", site)
            .env("ALTIPORT_BANK__URL", &till.bank_url)
            .env("ALTIPORT_BANK__API_KEY", KEY)
            .env("ALTIPORT_BANK__NOTIFY_SECRET", SECRET)
            .env("ALTIPORT_PAYMENTS__GATEWAY", till.gateway())
            .env("RUST_LOG", "info")
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        if till.dialect == Dialect::Stripe {
            command
                .env("ALTIPORT_STRIPE__URL", &till.bank_url)
                .env("ALTIPORT_STRIPE__PAGES", &till.bank_url)
                .env("ALTIPORT_STRIPE__SECRET_KEY", KEY)
                .env("ALTIPORT_STRIPE__WEBHOOK_SECRETS", format!("[\"{SECRET}\"]"));
        }
        if let Some(name) = failpoint {
            command.env("ALTIPORT_TEST_FAILPOINT", name);
        }
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (mut said, mut serves) = (Vec::new(), false);
        let wait = async {
            while let Some(line) = lines.next_line().await.unwrap() {
                serves |= line.contains("serving");
                said.push(line);
                if serves {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.expect("the program opens");
        // A program may reach its failpoint while it opens: what the last one left is enough.
        assert!(serves || failpoint.is_some(), "the program does not open: {said:?}");
        // Read on, so that the program never waits for its log.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self(child)
    }

    /// Waits for it to die by itself; kills it otherwise. Answers whether it died by itself.
    async fn dies(&mut self, within: Pause) -> bool {
        if tokio::time::timeout(within, self.0.wait()).await.is_err() {
            self.0.kill().await.unwrap();
            return false;
        }
        true
    }
}

/// A payer's browser: whatever fails is what happens to people when a server dies.
async fn pay(till: &Till, http: &reqwest::Client, token: &str, trip: TripId, choice: &str, amount: &str, captures: bool) {
    let Ok(left) = left(till, trip).await else { return };
    let form = [("trip", trip.to_string()), ("draft[choice]", choice.to_owned()), ("draft[amount]", amount.to_owned()), ("left", left)];
    let request = http
        .post(format!("{}/api/start_payment", till.counter.config.base_url))
        .header("cookie", format!("__Host-session={token}"))
        .header("sec-fetch-site", "same-origin");
    let Ok(answer) = request.form(&form).send().await else { return };
    let page = ["location", "serverfnredirect"]
        .iter()
        .find_map(|name| answer.headers().get(*name))
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    if let (Some(payment), true) = (page.strip_prefix(&format!("{}/pay/", till.bank_url)), captures) {
        till.ask_bank(http::Method::POST, &format!("/test/payments/{payment}/act"), Some(json!({ "do": "capture" }))).await;
    }
}

/// Staff who give a part of an earlier payment back; what the server thinks of it is its own matter.
async fn give_back(till: &Till, http: &reqwest::Client, token: &str, capture: &payment_capture::Model) {
    let Ok(Some(order)) = payment_order::Entity::find_by_id(capture.order_id).one(till.db.read()).await else { return };
    let form = [
        ("trip", order.trip_id.to_string()),
        ("draft[capture]", format!("{}:{}", order.id, capture.capture_key)),
        ("draft[way]", "gateway".to_owned()),
        ("draft[amount]", "100".to_owned()),
        ("draft[reason]", "drill".to_owned()),
    ];
    let request = http
        .post(format!("{}/api/request_refund", till.counter.config.base_url))
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

async fn drill(base: TestDatabase, speaking: Speaking) {
    let (kills, seed) = (setting("ALTIPORT_TEST_KILLS", 500), setting("ALTIPORT_TEST_SEED", 20_261_121));
    let mut chance = Chance(seed);
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let till = Till::open_for(base.db.clone(), format!("http://127.0.0.1:{port}"), speaking).await;
    let site = till.folder.join("site");
    std::fs::create_dir_all(&site).unwrap();
    std::fs::write(site.join("manifest.json"), "{}").unwrap();
    let (token, staff) = (sign_in(&till).await, sign_in_staff(&till).await);
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();

    let mut trips = Vec::new();
    let mut reached: BTreeMap<&str, u64> = failpoint::ALL.iter().map(|name| (*name, 0)).collect();
    for kill in 0..kills {
        trips.push(till.trip().await);
        trips.push(till.trip().await);
        till.behave(json!({
            "scope": "all",
            "notify": chance.pick(&["normal", "never", "twice", "late:200", "reversed", "before_answer"]),
            "create": chance.pick(&["normal", "normal", "normal", "error_after_create"]),
        }))
        .await;
        let named = failpoint::ALL[usize::try_from(kill / 2).unwrap() % failpoint::ALL.len()];
        let failpoint = kill.is_multiple_of(2).then(|| format!("{named}:{}", 1 + chance.draw(3)));
        let mut victim = Victim::start(&till, &base, &site, failpoint.as_deref()).await;
        let mut visits = Vec::new();
        let first = trips.len() - 2;
        // The newest trips, and some that an earlier death left behind; two tabs each, of different minds.
        let earlier: Vec<usize> = (0..2).map(|_| usize::try_from(chance.draw(trips.len() as u64)).unwrap()).collect();
        for at in [first, first + 1].into_iter().chain(earlier) {
            for (choice, amount) in [("all", ""), ("other", "1500")] {
                visits.push(pay(&till, &http, &token, trips[at], choice, amount, chance.draw(10) < 8));
            }
        }
        let earlier = payment_capture::Entity::find().all(till.db.read()).await.unwrap();
        let mut returns = Vec::new();
        for _ in 0..3_usize.min(earlier.len()) {
            returns.push(give_back(&till, &http, &staff, &earlier[usize::try_from(chance.draw(earlier.len() as u64)).unwrap()]));
        }
        let moment = if failpoint.is_some() { Pause::from_secs(4) } else { Pause::from_millis(chance.draw(500)) };
        let (_, _, by_itself) = futures::join!(join_all(visits), join_all(returns), victim.dies(moment));
        match (failpoint, by_itself) {
            (Some(_), true) => *reached.entry(named).or_default() += 1,
            (None, true) => panic!("the program died by itself"),
            (_, false) => {}
        }
    }

    settle_everything(&till).await;
    let db = base.db.read();
    let orders = payment_order::Entity::find().all(db).await.unwrap();
    let captures = payment_capture::Entity::find().all(db).await.unwrap();
    assert!(orders.iter().all(|order| !order.state.is_live()), "an order is still live");
    let (taken, returned) = taken(&till).await;
    let refunds = refund::Entity::find().all(db).await.unwrap();
    let account = match speaking {
        Dialect::Sandbox => "511-gw:sandbox:acct",
        Dialect::Stripe => "511-gw:stripe:test",
    };
    let clearing = ledger_account::Entity::find()
        .all(db)
        .await
        .unwrap()
        .into_iter()
        .filter(|row| row.code == account)
        .map(|row| row.balance)
        .sum::<i64>();
    assert_eq!(clearing, taken - returned, "what the ledger holds, and what the bank took and gave back");
    assert!(refunds.iter().all(|row| row.state == RefundStage::Succeeded && row.origin == RefundOrigin::House), "a refund is not done");
    assert_eq!(refunds.iter().map(|row| row.amount_minor).sum::<i64>(), returned, "each was given back once");
    assert_eq!(captures.iter().map(|row| row.amount_minor).sum::<i64>(), taken);
    assert!(captures.iter().all(|row| row.reason.is_none()), "this bank closes its pages: nobody can pay what they do not owe");
    let mut by_order: BTreeMap<_, u32> = BTreeMap::new();
    for row in &captures {
        *by_order.entry(row.order_id).or_default() += 1;
    }
    assert!(by_order.values().all(|count| *count == 1), "an order was captured twice");
    let trip_of: BTreeMap<_, _> = orders.iter().map(|order| (order.id, order.trip_id)).collect();
    let mut by_trip: BTreeMap<_, i64> = BTreeMap::new();
    for row in &captures {
        *by_trip.entry(trip_of[&row.order_id]).or_default() += row.amount_minor;
    }
    for row in &refunds {
        *by_trip.entry(row.trip_id).or_default() -= row.amount_minor;
    }
    assert!(by_trip.values().all(|sum| *sum <= PRICE), "a payer was charged twice");
    assert!(till.tasks().await.is_empty() && till.mails().await.iter().all(|job| job.state == OutboxState::Done));
    till.assert_sound().await;
    report(&till, kills, seed, (&orders, &captures, &refunds), taken, &reached);
    assert!(kills < 100 || reached.values().all(|deaths| *deaths > 0), "a failpoint was never reached: {reached:?}");
    assert!(captures.len() as u64 >= kills / 4, "too few payments to have proved anything");
    till.close().await;
    base.remove().await;
}

/// What the bank took and what it gave back, in cents of the euro.
async fn taken(till: &Till) -> (i64, i64) {
    let get = async |path: &str| till.ask_bank(http::Method::GET, path, None).await.1;
    if till.dialect == Dialect::Sandbox {
        let totals = get("/v1/totals").await;
        return (totals["captured"]["EUR"].as_i64().unwrap_or(0), totals["refunded"]["EUR"].as_i64().unwrap_or(0));
    }
    let list = "/v1/checkout/sessions?limit=100&expand[]=data.payment_intent.latest_charge";
    let (mut sum, mut back, mut path) = (0, 0, list.to_owned());
    loop {
        let page = get(&path).await;
        let sessions = page["data"].as_array().unwrap();
        let charges = sessions.iter().map(|session| &session["payment_intent"]["latest_charge"]);
        back += charges.filter_map(|charge| charge["amount_refunded"].as_i64()).sum::<i64>();
        sum += sessions.iter().filter_map(|session| session["payment_intent"]["amount_received"].as_i64()).sum::<i64>();
        match sessions.last().filter(|_| page["has_more"] == true) {
            Some(last) => {
                path = format!("{list}&starting_after={}", last["id"].as_str().unwrap());
            }
            None => return (sum, back),
        }
    }
}

#[expect(clippy::print_stdout, reason = "what a drill did is read by people")]
fn report(
    till: &Till,
    kills: u64,
    seed: u64,
    (orders, captures, refunds): (&[payment_order::Model], &[payment_capture::Model], &[refund::Model]),
    taken: i64,
    reached: &BTreeMap<&str, u64>,
) {
    println!(
        "{} on {:?}: {kills} kills (seed {seed}), {} orders, {} captures, {} refunds, bank {taken}, deaths at failpoints {reached:?}",
        till.gateway(),
        till.db.backend(),
        orders.len(),
        captures.len(),
        refunds.len()
    );
}

/// The time after the last death: poller, inbox and outbox run until nothing is left.
async fn settle_everything(till: &Till) {
    till.behave_well().await;
    till.pass(Duration::minutes(40));
    for _ in 0..3 {
        till.payments.drain_inbox().await.unwrap();
        till.payments.poll_due().await.unwrap();
        till.payments.send_refunds().await.unwrap();
        till.pass(Duration::minutes(10));
    }
    let closing = CancellationToken::new();
    let letters = Drop::open(till.folder.join("letters"), closing.clone()).await.unwrap();
    let mailer = Mailer::new(&Config::default(), Some(letters.port())).unwrap();
    server::jobs::outbox::drain(&till.counter, &mailer).await.unwrap();
    closing.cancel();
}

/// An open session of the traveller: the value of its cookie.
async fn sign_in(till: &Till) -> String {
    let (id, now): (AccountId, _) = (fresh(), till.counter.now());
    let token = "a-token-that-only-the-drill-knows";
    let tx = till.db.begin_write().await.unwrap();
    let opened = account::ActiveModel {
        id: Set(id),
        client_id: Set(till.client_id),
        password_hash: Set(None),
        language: Set(Locale::Fr),
        created_at: Set(now),
    };
    opened.insert(&tx).await.unwrap();
    let row = session::ActiveModel {
        id: Set(fresh::<SessionId>()),
        token_hash: Set(Sha256::digest(token.as_bytes()).to_vec()),
        side: Set(Side::Portal),
        staff_id: Set(None),
        account_id: Set(Some(id)),
        state: Set(SessionState::Open),
        created_at: Set(now),
        seen_at: Set(now),
        ip: Set(String::new()),
        user_agent: Set(String::new()),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    token.to_owned()
}

/// An open session of staff who keep the books: the value of its cookie.
async fn sign_in_staff(till: &Till) -> String {
    let Actor::Staff { id, .. } = till.seller.actor else { panic!("the seller is staff") };
    let (now, token) = (till.counter.now(), "a-token-of-staff-that-only-the-drill-knows");
    let tx = till.db.begin_write().await.unwrap();
    let row = session::ActiveModel {
        id: Set(fresh::<SessionId>()),
        token_hash: Set(Sha256::digest(token.as_bytes()).to_vec()),
        side: Set(Side::Office),
        staff_id: Set(Some(id)),
        account_id: Set(None),
        state: Set(SessionState::Open),
        created_at: Set(now),
        seen_at: Set(now),
        ip: Set(String::new()),
        user_agent: Set(String::new()),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    token.to_owned()
}
