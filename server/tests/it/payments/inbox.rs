//! Notifications: late, twice, in any order, lost or forged; and the mails that follow.

use super::dialect::SECRET;
use super::fixtures::Till;
use domain::payments::{OrderState, PaymentOutcome};
use futures::future::join_all;
use http::{HeaderMap, HeaderValue};
use serde_json::json;
use server::Config;
use server::mail::{Drop, Mailer};
use store::words::{EventState, OutboxState};
use store::{Database, on_both};
use time::Duration;
use tokio_util::sync::CancellationToken;

with_every_gateway!(
    however_it_is_told_it_is_booked_once,
    webhook_return_page_and_poller_at_once_book_once,
    what_comes_late_changes_nothing,
    a_forged_notification_is_refused_and_kept,
);

with_both_gateways!(a_lost_notification_is_made_up_for_by_the_poller, a_notification_waits_while_the_bank_is_down,);

on_both!(a_notification_about_nothing_of_ours_is_ignored, a_receipt_mail_leaves_once, a_mail_nobody_can_write_is_given_up_with_a_task);

async fn however_it_is_told_it_is_booked_once(till: Till) {
    for notify in ["normal", "late:50", "twice", "reversed", "before_answer"] {
        let trip = till.trip().await;
        till.behave(json!({ "scope": "next", "notify": notify })).await;
        let (order, payment) = till.started(trip).await;
        till.capture(&payment).await;
        till.until(order, OrderState::Succeeded).await;
        till.notify(&payment, json!({ "duplicates": 2 })).await;
        till.payments.drain_inbox().await.unwrap();
        till.assert_paid_once(order).await;
        assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Paid, "{notify}");
    }
    // Paid within the start itself, and told before its answer.
    let trip = till.trip().await;
    till.behave(json!({ "scope": "next", "notify": "before_answer", "pay": "auto_capture" })).await;
    let (order, _) = till.started(trip).await;
    till.until(order, OrderState::Succeeded).await;
    till.assert_paid_once(order).await;
    assert!(till.events(EventState::Dead).await.is_empty());
    till.assert_sound().await;
    till.close().await;
}

async fn a_lost_notification_is_made_up_for_by_the_poller(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    assert_eq!(till.payments.poll_due().await.unwrap().asked, 0, "not yet");
    till.capture(&payment).await;
    till.pass(Duration::seconds(21));
    till.payments.poll_due().await.unwrap();
    till.assert_paid_once(order).await;
    till.assert_sound().await;
    till.close().await;
}

async fn webhook_return_page_and_poller_at_once_book_once(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    let statuses = till.notify(&payment, json!({ "duplicates": 4 })).await;
    assert!(statuses.len() >= 5 && statuses.iter().all(|status| *status == 200), "{statuses:?}");
    till.pass(Duration::seconds(21));
    let inbox = join_all((0..3).map(|_| till.payments.drain_inbox()));
    let pages = join_all((0..3).map(|_| till.payments.settle_order(order)));
    let poller = join_all((0..3).map(|_| till.payments.poll_due()));
    let (inbox, pages, poller) = futures::join!(inbox, pages, poller);
    assert!(inbox.iter().all(Result::is_ok) && pages.iter().all(Result::is_ok) && poller.iter().all(Result::is_ok));
    assert!(poller.into_iter().map(|polled| polled.unwrap().asked).sum::<usize>() <= 1, "one poller takes an order");
    till.payments.drain_inbox().await.unwrap();
    till.assert_paid_once(order).await;
    assert_eq!(till.transactions().await, 1);
    till.assert_sound().await;
    till.close().await;
}

async fn what_comes_late_changes_nothing(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.act(&payment, json!({ "do": "decline" })).await;
    till.capture(&payment).await;
    till.notify(&payment, json!({ "order": ["payment.captured"] })).await;
    till.payments.drain_inbox().await.unwrap();
    let settled = till.order(order).await;
    till.notify(&payment, json!({ "order": ["payment.declined", "payment.opened"] })).await;
    till.payments.drain_inbox().await.unwrap();
    assert_eq!(till.order(order).await, settled);
    till.assert_paid_once(order).await;
    till.close().await;
}

async fn a_forged_notification_is_refused_and_kept(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    // Forms carry no time under their signature.
    let forged = if till.dialect.has_forms() { &["wrong", "missing"][..] } else { &["wrong", "missing", "old", "future"] };
    for signature in forged {
        let statuses = till.notify(&payment, json!({ "order": ["payment.captured"], "signature": signature })).await;
        assert_eq!(statuses, [u64::from(till.dialect.acknowledgements()[1].0)], "{signature}");
    }
    till.payments.drain_inbox().await.unwrap();
    assert_eq!((till.transactions().await, till.order(order).await.state), (0, OrderState::Open));
    let kept = till.events(EventState::Ignored).await;
    assert!(
        kept.len() == forged.len()
            && kept.iter().all(|event| !event.signature_ok && event.gateway == till.gateway() && !event.raw.is_empty())
    );

    // At most a thousand a day are kept.
    let now = till.counter.now();
    let values = (0..1_000 - u32::try_from(kept.len()).unwrap()).map(|n| {
        format!(
            "({}, '{gateway}', '{account}', 'planted-{n}', 'webhook', {}, {}, 'ignored', 0, NULL, {at}, {at}, NULL)",
            id(&till, n),
            blob(&till),
            no(&till),
            gateway = till.gateway(),
            account = kept[0].gateway_account,
            at = instant(&till, now)
        )
    });
    till.sql(&format!(
        "INSERT INTO gateway_event (id, gateway, gateway_account, dedupe_key, source, raw, signature_ok, state, attempts, last_error, received_at, next_at, processed_at) VALUES {}",
        values.collect::<Vec<_>>().join(", ")
    ))
    .await;
    till.payments.receive(till.gateway(), &HeaderMap::new(), b"{}").await;
    assert_eq!(till.events(EventState::Ignored).await.len(), 1_000);
    assert_eq!(till.payments.receive("nowhere", &HeaderMap::new(), b"{}").await.status, 404);
    till.close().await;
}

fn is_sqlite(till: &Till) -> bool {
    till.db.backend() == sea_orm::DbBackend::Sqlite
}

fn id(till: &Till, number: u32) -> String {
    if is_sqlite(till) { format!("x'{number:032x}'") } else { format!("'{}'", uuid::Uuid::from_u128(number.into())) }
}

fn blob(till: &Till) -> &'static str {
    if is_sqlite(till) { "x''" } else { "''::bytea" }
}

fn no(till: &Till) -> &'static str {
    if is_sqlite(till) { "0" } else { "false" }
}

pub(crate) fn instant(till: &Till, at: time::OffsetDateTime) -> String {
    let text = at.format(&time::format_description::well_known::Rfc3339).unwrap();
    if is_sqlite(till) { format!("'{}'", text.replace('T', " ").replace('Z', "+00:00")) } else { format!("'{text}'") }
}

async fn a_notification_waits_while_the_bank_is_down(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never", "fetch": "error" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    assert!(till.notify(&payment, json!({ "order": ["payment.captured"] })).await.iter().all(|status| *status == 200));
    assert_eq!(till.payments.drain_inbox().await.unwrap(), 1);
    let waiting = till.events(EventState::Received).await;
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].last_error.is_some() && till.transactions().await == 0);
    till.behave_well().await;
    assert_eq!(till.payments.drain_inbox().await.unwrap(), 0, "not before its time");
    till.pass(Duration::minutes(1));
    assert_eq!(till.payments.drain_inbox().await.unwrap(), 1);
    till.assert_paid_once(order).await;
    till.close().await;
}

async fn a_notification_about_nothing_of_ours_is_ignored(db: Database) {
    let till = Till::open(db).await;
    let body = json!({ "id": "evt_1", "kind": "payment.captured", "payment": "../totals", "reference": "order_ffffffffffffffffffffffffffffffff", "created_at": 1 }).to_string();
    let signed = bank::signature::sign(SECRET.as_bytes(), till.counter.now().unix_timestamp(), body.as_bytes());
    let headers: HeaderMap = [(bank::signature::HEADER.parse().unwrap(), HeaderValue::from_str(&signed).unwrap())].into_iter().collect();
    assert_eq!(till.payments.receive("sandbox", &headers, body.as_bytes()).await.status, 200);
    assert_eq!(till.payments.receive("sandbox", &headers, body.as_bytes()).await.status, 200);
    assert_eq!(till.payments.drain_inbox().await.unwrap(), 1, "kept once");
    assert_eq!((till.events(EventState::Ignored).await.len(), till.transactions().await), (1, 0));
    till.close().await;
}

async fn a_receipt_mail_leaves_once(db: Database) {
    let till = Till::open(db).await;
    let folder = std::env::temp_dir().join(format!("altiport-mails-{}", uuid::Uuid::now_v7().simple()));
    let closing = CancellationToken::new();
    let letters = Drop::open(folder.clone(), closing.clone()).await.unwrap();
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    let nowhere = Mailer::new(&Config::default(), Some(1)).unwrap();
    assert_eq!(server::jobs::outbox::drain(&till.counter, &nowhere).await.unwrap(), 0);
    let waiting = till.mails().await.pop().unwrap();
    assert_eq!((waiting.state, waiting.attempts), (OutboxState::Pending, 1));
    let mailer = Mailer::new(&Config::default(), Some(letters.port())).unwrap();
    till.pass(Duration::minutes(1));
    let done: usize =
        join_all((0..3).map(|_| server::jobs::outbox::drain(&till.counter, &mailer))).await.into_iter().map(Result::unwrap).sum();
    assert_eq!(done, 1);
    let kept = letters.list(10);
    assert_eq!(kept.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["ana@example.org"]);
    assert!(kept[0].text.contains("/receipts/receipt_"), "{}", kept[0].text);
    assert_eq!(till.mails().await.pop().unwrap().state, OutboxState::Done);
    closing.cancel();
    std::fs::remove_dir_all(folder).unwrap();
    till.close().await;
}

async fn a_mail_nobody_can_write_is_given_up_with_a_task(db: Database) {
    let till = Till::open(db).await;
    let now = till.counter.now();
    let tx = till.db.begin_write().await.unwrap();
    store::outbox::put(&tx, "mail", "mail:broken", &json!({ "to": "nobody" }), now, now).await.unwrap();
    tx.commit().await.unwrap();
    let mailer = Mailer::new(&Config::default(), Some(1)).unwrap();
    assert_eq!(server::jobs::outbox::drain(&till.counter, &mailer).await.unwrap(), 0);
    let job = till.mails().await.pop().unwrap();
    assert_eq!(job.state, OutboxState::Dead);
    assert_eq!(till.tasks().await.pop().unwrap().subject, job.id.to_string());
    till.assert_sound().await;
    till.close().await;
}
