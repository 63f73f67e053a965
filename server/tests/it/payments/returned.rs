//! Direct debits that come back, weeks after they were paid: owed again, once, and never lost twice.

use super::dialect::Dialect;
use super::fixtures::{Till, eur, next};
use super::refund_fixtures::draft as of_capture;
use crate::support::code;
use desk::{AppError, PaymentDesk, PortalDesk, RecordedDesk, RefundDesk, TripDesk};
use domain::error::ErrorCode;
use domain::ids::{PaymentOrderId, TripId};
use domain::payments::{
    ApplyDraft, InstalmentState, OrderState, PayDraft, PayMethod, PaymentOutcome, RecordDraft, RefundDraft, RefundStage, Way,
};
use domain::trips::TripMove;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use server::desks::books::Books;
use server::jobs::reminders;
use store::Database;
use store::entities::{dispute, ledger_account, refund};
use time::Duration;

/// Declares each `async fn name(till: Till)` as a test with both gateways that tell of debits, on both databases.
macro_rules! with_debits {
    ([$($module:ident $dialect:ident),+] $names:tt) => { $(with_debits!(@ $module $dialect $names);)+ };
    (@ $module:ident $dialect:ident ($($name:ident),+ $(,)?)) => {
        mod $module {
            $(async fn $name(db: store::Database) {
                let till = $crate::payments::returned::till(db, $crate::payments::dialect::Dialect::$dialect).await;
                super::$name(till).await;
            })+
            store::on_both!($($name),+);
        }
    };
}
pub(super) use with_debits;

with_debits!([at_sandbox Sandbox, at_stripe Stripe] (
    a_debit_that_comes_back_is_owed_again_however_often_it_is_told,
    eight_weeks_later_a_debit_is_due_again_and_its_payer_reminded,
    a_debit_under_way_is_neither_here_nor_refused,
    a_debit_that_came_back_after_a_refund_is_not_lost_twice,
    a_claim_is_settled_before_anything_goes_back,
    a_refund_under_way_when_the_debit_comes_back_ends_exactly,
    a_debit_that_came_back_and_nobody_told_is_found,
    a_debit_that_was_kept_aside_is_taken_out_of_there,
));

/// A till whose payments are direct debits.
pub(super) async fn till(db: Database, dialect: Dialect) -> Till {
    Till::open_changed(db, dialect, |config| config.payments.ways = vec![Way::plain(dialect.name(), PayMethod::SepaDebit)]).await
}

pub(super) fn debit() -> PayDraft {
    PayDraft { way: "sepa_debit".into(), ..next() }
}

/// A sold trip whose deposit of 900.00 EUR was paid by a debit: its order, and the bank's name of it.
pub(super) async fn paid(till: &Till) -> (TripId, PaymentOrderId, String) {
    let trip = till.trip().await;
    let (order, payment) = till.started_with(trip, debit()).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    till.payments.drain_inbox().await.unwrap();
    let version = till.trips.find_trip(&till.seller, trip).await.unwrap().version;
    till.trips.move_trip(&till.seller, trip, version, TripMove::Confirm).await.unwrap();
    (trip, order, payment)
}

/// The payer's bank takes it back, as the house's clock goes.
pub(super) async fn give_back(till: &Till, payment: &str, body: Value) {
    let mut body = body;
    body["at"] = till.counter.now().unix_timestamp().into();
    let (status, answer) = till.ask_bank(http::Method::POST, &format!("/test/payments/{payment}/return"), Some(body)).await;
    assert_eq!(status, 201, "{answer}");
}

/// What the bank tells of a debit that came back, in the order of its telling.
fn words(till: &Till) -> &'static [&'static str] {
    match till.dialect {
        Dialect::Stripe => &["dispute.opened", "dispute.withdrawn", "dispute.closed"],
        _ => &["payment.returned"],
    }
}

pub(super) async fn balance(till: &Till, code: &str) -> i64 {
    let rows = ledger_account::Entity::find().filter(ledger_account::Column::Code.starts_with(code)).all(till.db.read()).await.unwrap();
    rows.iter().map(|row| row.balance).sum()
}

pub(super) async fn mails_of(till: &Till, prefix: &str) -> Vec<String> {
    till.mails().await.into_iter().filter(|job| job.dedupe_key.starts_with(prefix)).map(|job| job.payload).collect()
}

async fn refund_draft(till: &Till, order: PaymentOrderId, amount: &str) -> RefundDraft {
    let capture = format!("{order}:{}", till.captures(order).await[0].capture_key);
    RefundDraft { capture, way: "gateway".into(), amount: amount.into(), reason: "test".into(), ..RefundDraft::default() }
}

async fn a_debit_that_comes_back_is_owed_again_however_often_it_is_told(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (trip, order, payment) = paid(&till).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Paid);
    give_back(&till, &payment, json!({})).await;
    let mut told: Vec<&str> = words(&till).to_vec();
    for _ in 0..2 {
        assert!(till.notify(&payment, json!({ "order": told, "duplicates": 1 })).await.iter().all(|status| *status == 200));
        till.payments.drain_inbox().await.unwrap();
        till.payments.reconcile().await.unwrap();
        told.reverse();
    }
    // Capture, return, fee; the house itself lost nothing but the fee.
    assert_eq!((till.transactions().await, balance(&till, "627").await, balance(&till, "511").await), (3, 750, -750));
    assert_eq!(
        (balance(&till, "4191").await, balance(&till, "4671").await, balance(&till, "654").await, balance(&till, "416").await),
        (0, 0, 0, 0)
    );
    let view = till.outcome(order).await;
    assert_eq!((till.order(order).await.state, view.outcome), (OrderState::Returned, PaymentOutcome::Returned));
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.card.remaining), (eur(0), eur(300_000)));
    assert!(page.receipts[0].reversed_on.is_some(), "its receipt proves nothing any more");
    assert_eq!(till.tasks_of("payment.returned").await.len(), 1);
    assert_eq!(till.tasks_of("payment.disputed").await.len(), 0, "there is nothing to answer");
    let mails = mails_of(&till, "mail:returned:").await;
    assert!(mails.len() == 1 && mails[0].contains(r#""locale":"en""#) && mails[0].contains(r#""says":"owed""#), "{mails:?}");
    let draft = refund_draft(&till, order, "1").await;
    assert_eq!(code(till.payments.request_refund(&till.seller, trip, draft).await), ErrorCode::CaptureDisputed);
    till.assert_sound().await;
    // It is asked for as any other, and paid.
    let (again, payment) = till.started_with(trip, debit()).await;
    till.capture(&payment).await;
    till.payments.settle_order(again).await.unwrap();
    till.assert_paid_once(again).await;
    till.assert_sound().await;
    till.close().await;
}

async fn eight_weeks_later_a_debit_is_due_again_and_its_payer_reminded(till: Till) {
    let (trip, order, payment) = paid(&till).await;
    let before = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    // The bank's clock is not ours: nobody tells, and the comparison finds it.
    till.pass(Duration::days(56));
    give_back(&till, &payment, json!({})).await;
    till.payments.reconcile().await.unwrap();
    till.payments.reconcile().await.unwrap();
    assert_eq!((till.order(order).await.state, till.transactions().await), (OrderState::Returned, 3));
    // What was paid and due is due again, on the day it came back; nothing that was open before moved.
    let today = till.counter.today();
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    let deposit = page.instalments.iter().find(|line| line.amount == eur(90_000)).unwrap();
    assert_eq!((deposit.due_on, deposit.state), (today, InstalmentState::Due));
    let balance =
        |page: &desk::TripPage| page.instalments.iter().find(|line| line.amount == eur(210_000)).map(|line| (line.id, line.due_on));
    assert_eq!(balance(&page), balance(&before));
    till.pass(Duration::days(3));
    reminders::queue(&till.counter).await.unwrap();
    let reminded = mails_of(&till, &format!("mail:reminder:{}:late", deposit.id)).await;
    assert_eq!(reminded.len(), 1, "as of any other instalment");
    till.assert_sound().await;
    till.close().await;
}

async fn a_debit_under_way_is_neither_here_nor_refused(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started_with(trip, debit()).await;
    till.act(&payment, json!({ "do": "delay" })).await;
    till.payments.settle_order(order).await.unwrap();
    let view = till.outcome(order).await;
    assert_eq!((till.order(order).await.state, view.outcome, view.other_ways), (OrderState::Processing, PaymentOutcome::Pending, None));
    assert_eq!(code(till.payments.start_payment(&till.traveller, trip, debit()).await), ErrorCode::PaymentUnderWay);
    till.capture(&payment).await;
    till.until(order, OrderState::Succeeded).await;
    till.assert_paid_once(order).await;
    // Another is refused in the end.
    let (order, payment) = till.started_with(till.trip().await, debit()).await;
    till.act(&payment, json!({ "do": "delay" })).await;
    till.act(&payment, json!({ "do": "decline" })).await;
    till.until(order, OrderState::Failed).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Declined);
    // And one takes its days: they are no reason to give it up.
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (order, payment) = till.started_with(till.trip().await, debit()).await;
    till.act(&payment, json!({ "do": "delay" })).await;
    till.payments.settle_order(order).await.unwrap();
    till.pass(Duration::days(6));
    till.payments.poll_due().await.unwrap();
    assert_eq!(till.order(order).await.state, OrderState::Processing);
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    till.assert_paid_once(order).await;
    till.payments.drain_inbox().await.unwrap();
    till.assert_sound().await;
    till.close().await;
}

async fn a_debit_that_came_back_after_a_refund_is_not_lost_twice(till: Till) {
    for (taken, claimed) in [(json!({}), 0), (json!({ "amount": 90_000 }), 30_000)] {
        let before = balance(&till, "416").await;
        let (trip, order, payment) = paid(&till).await;
        let draft = refund_draft(&till, order, "300").await;
        till.payments.request_refund(&till.seller, trip, draft).await.unwrap();
        till.payments.send_refunds().await.unwrap();
        give_back(&till, &payment, taken).await;
        till.payments.reconcile().await.unwrap();
        let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
        // 300 were open again since the refund: what came back opens the other 600, and no more.
        assert_eq!((page.received, page.credit, page.card.remaining), (eur(0), eur(0), eur(300_000)));
        assert_eq!(balance(&till, "416").await - before, claimed, "what they had twice is a claim");
        till.assert_sound().await;
    }
    till.close().await;
}

async fn a_claim_is_settled_before_anything_goes_back(till: Till) {
    let (trip, order, payment) = paid(&till).await;
    till.payments.request_refund(&till.seller, trip, refund_draft(&till, order, "300").await).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    give_back(&till, &payment, json!({ "amount": 90_000 })).await;
    till.payments.reconcile().await.unwrap();
    assert_eq!((balance(&till, "416").await, balance(&till, "4191").await), (30_000, 0));
    // They pay the price, the claim, and 100 more.
    let payer = till.order(order).await.payer_id;
    let books = Books::new(till.counter.clone());
    let form = books.find_record_form(&till.seller, trip).await.unwrap();
    let draft = RecordDraft {
        payer: payer.to_string(),
        method: "transfer".into(),
        amount: "3400".into(),
        currency: "EUR".into(),
        received_on: domain::dates::iso(till.counter.today()),
        note: String::new(),
    };
    books.record_payment(&till.seller, trip, form.id, draft).await.unwrap();
    assert_eq!((till.received(trip).await, balance(&till, "416").await), ((300_000, 40_000), 30_000));
    till.assert_sound().await;
    // What is claimed does not go back, whatever it is asked for as.
    let back = |amount: &str| RefundDraft { payer: payer.to_string(), way: "transfer".into(), ..of_capture("", amount) };
    let Err(AppError::Fields(refused)) = till.ask(trip, back("3100.01")).await else { panic!("more than there is") };
    assert_eq!(refused.get("amount").unwrap().code, ErrorCode::OutsideRefundable);
    let credit = till.payments.list_credits(&till.seller).await.unwrap().remove(0);
    assert_eq!((credit.amount, credit.applicable), (eur(40_000), eur(30_000)));
    let apply = |amount: &str, left: &str| ApplyDraft { amount: amount.into(), left: left.into() };
    assert!(till.payments.apply_credit(&till.seller, trip, payer, apply("300.01", "")).await.is_err());
    till.payments.apply_credit(&till.seller, trip, payer, apply("100", "300.00 EUR")).await.unwrap();
    till.payments.apply_credit(&till.seller, trip, payer, apply("200", "200.00 EUR")).await.unwrap();
    assert!(till.payments.apply_credit(&till.seller, trip, payer, apply("1", "")).await.is_err(), "all is settled");
    assert_eq!((till.received(trip).await, balance(&till, "416").await), ((300_000, 10_000), 0));
    // What is left is theirs.
    assert!(till.ask(trip, back("3100.01")).await.is_err());
    till.ask(trip, back("100")).await.unwrap();
    till.assert_sound().await;
    till.close().await;
}

async fn a_refund_under_way_when_the_debit_comes_back_ends_exactly(till: Till) {
    till.behave(json!({ "scope": "all", "refund": "pending" })).await;
    let (trip, order, payment) = paid(&till).await;
    let pending = till.payments.request_refund(&till.seller, trip, refund_draft(&till, order, "300").await).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let waiting = till.payments.request_refund(&till.seller, trip, refund_draft(&till, order, "100").await).await.unwrap();
    give_back(&till, &payment, json!({ "amount": 90_000 })).await;
    till.payments.reconcile().await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let row = async |id| refund::Entity::find_by_id(id).one(till.db.read()).await.unwrap().unwrap();
    assert_eq!((row(pending).await.state, row(waiting).await.state), (RefundStage::Pending, RefundStage::Failed));
    till.assert_sound().await;
    // The one at the bank ends as the bank says: all of it was back already, so that it is claimed.
    let own = row(pending).await.refund_key.unwrap().replace("re_", "ref_");
    let end = async |state: &str| {
        let path = format!("/test/payments/{payment}/refunds/{own}");
        assert_eq!(till.ask_bank(http::Method::POST, &path, Some(json!({ "state": state }))).await.0, 200);
        till.payments.settle_order(order).await.unwrap();
        till.assert_sound().await;
        balance(&till, "416").await
    };
    assert_eq!(end("succeeded").await, 30_000);
    assert_eq!(end("failed").await, 0, "it came back to us, and settles what was claimed");
    assert_eq!((balance(&till, "4191").await, balance(&till, "511").await), (0, -750));
    till.close().await;
}

async fn a_debit_that_came_back_and_nobody_told_is_found(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (_, order, payment) = paid(&till).await;
    give_back(&till, &payment, json!({ "reason": "bank_cannot_process" })).await;
    till.pass(Duration::minutes(20));
    let found = till.breaches().await;
    // Stripe's totals are not compared; its list is.
    assert_eq!(found.iter().any(|(invariant, _)| invariant == "I5"), till.dialect == Dialect::Sandbox, "{found:?}");
    till.payments.reconcile().await.unwrap();
    till.payments.reconcile().await.unwrap();
    assert_eq!((till.order(order).await.state, till.transactions().await), (OrderState::Returned, 3));
    // Told late, it is known.
    till.notify(&payment, json!({ "order": words(&till) })).await;
    till.payments.drain_inbox().await.unwrap();
    assert_eq!((till.transactions().await, dispute::Entity::find().all(till.db.read()).await.unwrap().len()), (3, 1));
    till.assert_sound().await;
    // An order that does not show what became of its debit is found out.
    till.sql("UPDATE payment_order SET state = 'succeeded' WHERE state = 'returned'").await;
    assert_eq!(till.breaches().await, [("I12".to_owned(), order.to_string())]);
    till.close().await;
}

async fn a_debit_that_was_kept_aside_is_taken_out_of_there(till: Till) {
    let trip = till.trip().await;
    let (order, payment) = till.started_with(trip, debit()).await;
    // The price falls below what is on its way.
    till.reprice(trip, "500").await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit), (eur(50_000), eur(40_000)));
    assert_eq!(till.tasks_of("payment.unapplied").await.iter().filter(|task| task.done_at.is_none()).count(), 1);
    give_back(&till, &payment, json!({})).await;
    till.payments.reconcile().await.unwrap();
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit, page.card.remaining), (eur(0), eur(0), eur(50_000)));
    assert_eq!(till.tasks_of("payment.unapplied").await.iter().filter(|task| task.done_at.is_none()).count(), 0);
    till.assert_sound().await;
    till.close().await;
}
