//! Fees and payouts: booked once however they are told, booked back when a payout comes back, and a balance that differs is seen until it agrees.

use super::dialect::Dialect;
use super::fixtures::Till;
use super::refund_fixtures::draft;
use desk::{BooksDesk, DifferenceDesk, DifferenceView};
use domain::money::{Currency, Money};
use domain::paging::ListQuery;
use domain::payments::PayoutStage;
use domain::transfers::{DifferenceKind, DifferenceState};
use futures::future::join_all;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use server::desks::books::Books;
use store::entities::{ledger_account, payout};
use time::Duration;

with_both_gateways!(
    a_fee_is_booked_once_however_often_it_is_told,
    a_fee_stands_with_the_trip_it_was_taken_on,
    a_fee_told_before_its_capture_is_booked_is_not_lost,
    a_payout_is_booked_once_and_net_of_fees,
    a_payout_that_fails_after_it_was_paid_is_booked_back,
    a_payout_called_back_before_anybody_heard_of_it_is_not_booked,
    a_gateway_draws_money_when_more_went_back_than_came,
    another_balance_is_an_item_until_it_agrees,
    the_page_of_gateways_says_what_stands_there,
);

impl Till {
    /// Has the bank pay out: its own names of what it made.
    pub(crate) async fn pay_out(&self, mut how: Value) -> Vec<String> {
        how["side"] = json!(if self.dialect == Dialect::Stripe { "stripe" } else { "own" });
        let (status, made) = self.ask_bank(http::Method::POST, "/test/payouts", Some(how)).await;
        assert_eq!(status, 201, "{made}");
        made.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) async fn move_payout(&self, id: &str, state: &str) {
        let (status, answer) = self.ask_bank(http::Method::POST, &format!("/test/payouts/{id}"), Some(json!({ "state": state }))).await;
        assert_eq!(status, 204, "{answer}");
    }

    /// What stands on the accounts of this number, in minor units of one currency.
    pub(crate) async fn stands(&self, code: &str, currency: Currency) -> i64 {
        let rows = ledger_account::Entity::find().filter(ledger_account::Column::Currency.eq(currency)).all(self.db.read()).await.unwrap();
        let own = |row: &&ledger_account::Model| row.code == code || row.code.starts_with(&format!("{code}:"));
        rows.iter().filter(own).map(|row| row.balance).sum()
    }

    /// In euros: payouts under way, fees, what the gateway holds.
    async fn sums(&self) -> (i64, i64, i64) {
        let of = |code: &'static str| self.stands(code, Currency::EUR);
        (of("58").await, of("627").await, of("511-gw").await)
    }

    pub(crate) async fn payouts(&self) -> Vec<payout::Model> {
        payout::Entity::find().order_by_asc(payout::Column::Id).all(self.db.read()).await.unwrap()
    }

    async fn balance_items(&self) -> Vec<DifferenceView> {
        let query = ListQuery { filters: vec!["state:open".into(), "kind:balance_diff".into()], ..ListQuery::default() };
        Books::new(self.counter.clone()).list_differences(&self.seller, query).await.unwrap().page.rows
    }

    /// Compares with the gateway, several times and on several nodes at once.
    async fn hear(&self) {
        self.payments.reconcile().await.unwrap();
        let nodes: Vec<_> = (0..3).map(|_| self.payments_with(|_| ())).collect();
        join_all(nodes.iter().map(|node| async { node.reconcile().await.unwrap() })).await;
        self.payments.reconcile().await.unwrap();
    }
}

async fn a_fee_is_booked_once_however_often_it_is_told(till: Till) {
    till.behave(json!({ "scope": "all", "fee": "1.4%+25" })).await;
    till.paid().await;
    till.hear().await;
    assert_eq!((till.sums().await, till.transactions().await), ((0, 1_285, 90_000 - 1_285), 2));
    till.paid().await;
    till.hear().await;
    assert_eq!((till.sums().await, till.transactions().await), ((0, 2_570, 180_000 - 2_570), 4));
    assert_eq!(till.balance_items().await, []);
    till.assert_sound().await;
    till.close().await;
}

async fn a_fee_stands_with_the_trip_it_was_taken_on(till: Till) {
    till.behave(json!({ "scope": "all", "fee": "0.0%+100" })).await;
    // The French company is also paid in francs, by mistake of the bank.
    for (company, currency) in [("fr", "EUR"), ("ch", "CHF"), ("fr", "CHF")] {
        let trip = till.trip_of(company).await;
        let (order, payment) = till.started(trip).await;
        till.act(&payment, json!({ "do": "capture", "currency": currency })).await;
        till.payments.settle_order(order).await.unwrap();
    }
    till.hear().await;
    let fees = ledger_account::Entity::find().filter(ledger_account::Column::Code.eq("627")).all(till.db.read()).await.unwrap();
    let mut fees: Vec<_> = fees.iter().map(|row| (row.entity.as_str(), row.currency, row.balance)).collect();
    fees.sort();
    assert_eq!(fees, [("ch", Currency::CHF, 100), ("fr", Currency::CHF, 100), ("fr", Currency::EUR, 100)]);
    till.pay_out(json!({})).await;
    till.hear().await;
    let mut paid: Vec<_> = till.payouts().await.iter().map(|row| (row.entity.as_str(), row.currency)).collect();
    paid.sort();
    assert_eq!(paid, [("ch", Currency::CHF), ("fr", Currency::EUR)], "a payout follows the company of its currency");
    assert_eq!((till.stands("511-gw", Currency::EUR).await, till.stands("511-gw", Currency::CHF).await), (0, 0));
    till.assert_sound().await;
    till.close().await;
}

async fn a_fee_told_before_its_capture_is_booked_is_not_lost(till: Till) {
    till.behave(json!({ "scope": "all", "fee": "1.4%+25", "notify": "never" })).await;
    let (order, payment) = till.started(till.trip().await).await;
    till.capture(&payment).await;
    // Four days pass, and nobody told of the payment: the fee alone is heard of.
    till.pass(Duration::days(4));
    till.payments.reconcile().await.unwrap();
    assert_eq!((till.sums().await, till.transactions().await), ((0, 0, 0), 0));
    till.payments.settle_order(order).await.unwrap();
    assert_eq!(till.sums().await, (0, 0, 90_000));
    till.hear().await;
    assert_eq!((till.sums().await, till.transactions().await), ((0, 1_285, 90_000 - 1_285), 2));
    assert_eq!(till.balance_items().await, []);
    till.assert_sound().await;
    till.close().await;
}

async fn a_payout_is_booked_once_and_net_of_fees(till: Till) {
    till.behave(json!({ "scope": "all", "fee": "1.4%+25" })).await;
    till.paid().await;
    let late = till.pay_out(json!({ "amount": 10_000, "currency": "EUR", "tell": "late:3600000" })).await;
    let made = till.pay_out(json!({ "tell": "twice", "state": "pending", "reference": "PO-1" })).await;
    assert_eq!((late.len(), made.len()), (1, 1));
    till.hear().await;
    let net = 90_000 - 1_285 - 10_000;
    assert_eq!((till.sums().await, till.transactions().await), ((net, 1_285, 10_000), 3), "one is told twice, the other not yet");
    till.move_payout(&made[0], "paid").await;
    till.hear().await;
    assert_eq!((till.sums().await, till.transactions().await), ((net, 1_285, 10_000), 3));
    let rows = till.payouts().await;
    assert_eq!(
        rows.iter().map(|row| (row.amount_minor, row.state, row.reference.as_str())).collect::<Vec<_>>(),
        [(net, PayoutStage::Paid, "PO-1")]
    );
    till.close().await;
}

async fn a_payout_that_fails_after_it_was_paid_is_booked_back(till: Till) {
    till.paid().await;
    let made = till.pay_out(json!({})).await;
    till.hear().await;
    assert_eq!(till.sums().await, (90_000, 0, 0));
    till.move_payout(&made[0], "failed").await;
    till.hear().await;
    assert_eq!((till.sums().await, till.transactions().await), ((0, 0, 90_000), 3));
    assert_eq!(till.payouts().await[0].state, PayoutStage::Failed);
    till.pay_out(json!({})).await;
    till.hear().await;
    assert_eq!((till.sums().await, till.transactions().await), ((90_000, 0, 0), 4), "the bank tries again, by another payout");
    assert_eq!(till.balance_items().await, []);
    till.assert_sound().await;
    till.close().await;
}

async fn a_payout_called_back_before_anybody_heard_of_it_is_not_booked(till: Till) {
    till.paid().await;
    let made = till.pay_out(json!({ "state": "pending" })).await;
    till.move_payout(&made[0], "cancelled").await;
    till.hear().await;
    assert_eq!((till.sums().await, till.transactions().await), ((0, 0, 90_000), 1));
    assert_eq!(till.payouts().await[0].state, PayoutStage::Cancelled);
    till.assert_sound().await;
    till.close().await;
}

async fn a_gateway_draws_money_when_more_went_back_than_came(till: Till) {
    let (trip, _, _, capture) = till.paid().await;
    till.pay_out(json!({})).await;
    till.hear().await;
    till.ask(trip, draft(&capture, "100")).await.unwrap();
    assert_eq!(till.payments.send_refunds().await.unwrap(), 1);
    till.hear().await;
    assert_eq!(till.sums().await, (90_000, 0, -10_000), "the house owes the gateway");
    till.pay_out(json!({})).await;
    till.hear().await;
    assert_eq!(till.sums().await, (80_000, 0, 0));
    assert_eq!(till.payouts().await.iter().map(|row| row.amount_minor).collect::<Vec<_>>(), [90_000, -10_000]);
    assert_eq!(till.balance_items().await, []);
    till.assert_sound().await;
    till.close().await;
}

async fn another_balance_is_an_item_until_it_agrees(till: Till) {
    till.paid().await;
    let unseen = till.pay_out(json!({ "amount": 30_001, "currency": "EUR", "tell": "never" })).await;
    till.hear().await;
    let items = till.balance_items().await;
    let eur = |minor| Some(Money::new(minor, Currency::EUR));
    assert_eq!(
        items.iter().map(|item| (item.kind, item.theirs, item.ours)).collect::<Vec<_>>(),
        [(DifferenceKind::BalanceDiff, eur(59_999), eur(90_000))],
        "to the cent, once"
    );
    // The money is back: both sides agree, and nobody had to decide.
    till.move_payout(&unseen[0], "failed").await;
    till.hear().await;
    assert_eq!(till.balance_items().await, []);
    let books = Books::new(till.counter.clone());
    let gone = books.find_difference(&till.seller, items[0].id).await.unwrap();
    assert_eq!((gone.state, gone.by.as_str()), (DifferenceState::Gone, ""));
    // What is on its way is no difference yet.
    let trip = till.trip().await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (_, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.hear().await;
    assert_eq!(till.balance_items().await, []);
    till.close().await;
}

async fn the_page_of_gateways_says_what_stands_there(till: Till) {
    till.paid().await;
    till.pay_out(json!({ "amount": 50_000, "currency": "EUR" })).await;
    till.hear().await;
    let view = till.payments.list_gateways(&till.seller).await.unwrap().remove(0);
    let eur = |minor| Money::new(minor, Currency::EUR);
    assert_eq!(view.clearing, [(domain::trips::Entity::France, eur(40_000))]);
    assert_eq!(view.last_payout.map(|(_, money, stage)| (money, stage)), Some((eur(50_000), PayoutStage::Paid)));
    till.close().await;
}
