//! Trips that several people pay: each pays their own share, by their own way, and sees nobody else's.

use super::fixtures::{Till, eur, next, other};
use super::refund_fixtures::draft as refund;
use crate::support::{anonymous, caller, code, edit};
use desk::{AppError, PayLinkDesk, PayLinkStand, PayerDesk, PayerView, PaymentDesk, PortalDesk, RefundDesk, Sharing, TripDesk};
use domain::error::ErrorCode;
use domain::ids::{PayerId, TripId};
use domain::payers::{PayerDraft, PayersDraft};
use domain::policy::Actor;
use domain::trips::{TripDraft, TripMove};
use sea_orm::{EntityTrait, QueryOrder};
use server::desks::payers::Payers;
use std::collections::BTreeSet;
use store::entities::payment_order;
use store::{Database, on_both};
use time::Duration;

with_every_gateway!(two_tabs_of_two_payers_are_two_orders_within_their_shares);

on_both!(
    shares_are_looked_at_before_they_are_saved,
    what_one_payer_did_is_not_there_for_another,
    a_price_that_changes_changes_every_share,
    what_is_decided_for_one_payer_is_not_decided_for_another,
    a_payer_whose_money_is_here_cannot_be_taken_away,
);

pub(super) fn payers(till: &Till) -> Payers {
    Payers::new(till.counter.clone())
}

pub(super) fn client_row(till: &Till, view: Option<&PayerView>, amount: &str) -> PayerDraft {
    PayerDraft {
        id: view.map(|view| view.id.to_string()).unwrap_or_default(),
        kind: "client".into(),
        client: view.and_then(|view| view.client).unwrap_or(other_client(till)).to_string(),
        amount: amount.into(),
        ..PayerDraft::default()
    }
}

pub(super) fn contact_row(amount: &str) -> PayerDraft {
    PayerDraft {
        kind: "person".into(),
        name: "Odile Martin".into(),
        email: "odile@example.org".into(),
        language: "en".into(),
        amount: amount.into(),
        ..PayerDraft::default()
    }
}

pub(super) fn other_client(till: &Till) -> domain::ids::ClientId {
    match till.other.actor {
        Actor::Client { client, .. } => client,
        _ => unreachable!("a client"),
    }
}

pub(super) async fn save(till: &Till, trip: TripId, rows: Vec<PayerDraft>) -> Result<(), AppError> {
    let draft = PayersDraft { by: "amount".into(), payers: rows, release: String::new() };
    let version = payers(till).find_payers(&till.seller, trip).await?.version;
    let seen = payers(till).preview_payers(&till.seller, trip, draft.clone()).await?.seen;
    payers(till).save_payers(&till.seller, trip, version, draft, seen).await.map(drop)
}

/// A trip of 3000.00 EUR: Ana pays 1000.00, the other client 1200.00, Odile (who has no account) 800.00.
pub(super) async fn shared(till: &Till) -> (TripId, Vec<PayerView>) {
    let trip = till.trip().await;
    let first = payers(till).find_payers(&till.seller, trip).await.unwrap().payers;
    let rows = vec![client_row(till, first.first(), "1000"), client_row(till, None, "1200"), contact_row("800")];
    save(till, trip, rows).await.unwrap();
    (trip, payers(till).find_payers(&till.seller, trip).await.unwrap().payers)
}

pub(super) async fn link(till: &Till, payer: PayerId) -> String {
    payers(till).make_pay_link(&till.seller, payer, None).await.unwrap().1
}

/// Opens the bank's page by a link: the bank's name of the payment.
pub(super) async fn pay(till: &Till, token: &str, seen: &str) -> String {
    let url = till.payments.pay_by_link(&anonymous(), token, seen).await.unwrap();
    url.rsplit('/').next().unwrap().to_owned()
}

pub(super) async fn stand(till: &Till, token: &str) -> PayLinkStand {
    till.pass(Duration::seconds(3));
    till.payments.find_pay_link(&anonymous(), token).await.unwrap().stand
}

pub(super) async fn order_of(till: &Till, payer: PayerId) -> payment_order::Model {
    let orders = payment_order::Entity::find().order_by_desc(payment_order::Column::Id).all(till.db.read()).await.unwrap();
    orders.into_iter().find(|order| order.payer_id == payer).unwrap()
}

pub(super) fn shares(views: &[PayerView]) -> Vec<i64> {
    views.iter().map(|view| view.share.minor).collect()
}

async fn shares_are_looked_at_before_they_are_saved(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    let desk = payers(&till);
    let before = desk.find_payers(&till.seller, trip).await.unwrap();
    assert_eq!((shares(&before.payers), before.editable), (vec![300_000], true));
    let rows = vec![client_row(&till, before.payers.first(), "1000"), contact_row("2000")];
    let draft = PayersDraft { by: "amount".into(), payers: rows, release: String::new() };
    let unseen = desk.save_payers(&till.seller, trip, before.version, draft.clone(), String::new()).await;
    assert_eq!(unseen.unwrap_err(), AppError::Redraw);
    let preview = desk.preview_payers(&till.seller, trip, draft.clone()).await.unwrap();
    let [ana, odile] = preview.changes.as_slice() else { panic!("two payers") };
    assert_eq!((ana.share, ana.released), ((Some(eur(300_000)), Some(eur(100_000))), eur(0)));
    let lines = |lines: &[desk::InstalmentView]| lines.iter().map(|line| line.amount.minor).collect::<Vec<_>>();
    assert_eq!((lines(&ana.before), lines(&ana.after)), (vec![90_000, 210_000], vec![30_000, 70_000]));
    assert_eq!((odile.share.0, lines(&odile.before), lines(&odile.after)), (None, vec![], vec![60_000, 140_000]));
    desk.save_payers(&till.seller, trip, before.version, draft.clone(), preview.seen.clone()).await.unwrap();
    let after = desk.find_payers(&till.seller, trip).await.unwrap();
    assert_eq!((shares(&after.payers), after.version), (vec![100_000, 200_000], before.version + 1));
    // The same form once more: somebody was faster.
    let again = desk.save_payers(&till.seller, trip, before.version, draft.clone(), preview.seen).await;
    assert!(matches!(again, Err(AppError::Changed(_))));
    // Only who may plan a trip may share it.
    let stranger = caller(Actor::Staff { id: store::fresh(), role: domain::people::StaffRole::Seller });
    assert_eq!(code(desk.preview_payers(&stranger, trip, draft).await), ErrorCode::NotFound);
    assert_eq!(code(desk.find_payers(&till.traveller, trip).await), ErrorCode::NotFound);
    // A trip that is shared is confirmed like any other.
    till.trips.move_trip(&till.seller, trip, after.version, TripMove::Confirm).await.unwrap();
    till.assert_sound().await;
    till.close().await;
}

async fn two_tabs_of_two_payers_are_two_orders_within_their_shares(till: Till) {
    let (trip, views) = shared(&till).await;
    let (first, second) = (other("1000"), other("1200"));
    let (a, b) =
        futures::join!(till.payments.start_payment(&till.traveller, trip, first), till.payments.start_payment(&till.other, trip, second));
    assert_ne!(a.unwrap(), b.unwrap());
    let orders = till.orders(trip).await;
    let seen: BTreeSet<_> = orders.iter().map(|order| (order.payer_id, order.amount_minor, order.outstanding_minor)).collect();
    assert_eq!(seen, BTreeSet::from([(views[0].id, 100_000, 100_000), (views[1].id, 120_000, 120_000)]));
    assert_eq!(code(till.payments.start_payment(&till.traveller, trip, other("1000,01")).await), ErrorCode::OutsidePayable);
    for order in orders {
        let who = if order.payer_id == views[0].id { &till.traveller } else { &till.other };
        let payment = till.page_of(who, &order).await;
        till.capture(&payment).await;
        till.learn(order.id, &payment).await;
    }
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.card.remaining, page.receipts.len()), (eur(100_000), eur(0), 1));
    let whole = till.trips.find_trip(&till.seller, trip).await.unwrap();
    assert_eq!(whole.received, eur(220_000));
    till.assert_sound().await;
    till.close().await;
}

async fn what_one_payer_did_is_not_there_for_another(db: Database) {
    let till = Till::open(db).await;
    let (trip, _) = shared(&till).await;
    till.payments.start_payment(&till.traveller, trip, next()).await.unwrap();
    let order = till.orders(trip).await.pop().unwrap();
    till.capture(order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
    till.payments.settle_order(order.id).await.unwrap();
    let receipt = till.receipts(order.id).await[0].id;
    // The other client pays a share of the same trip: they see the trip, and nothing of Ana's.
    let page = till.trips.find_own_trip(&till.other, trip).await.unwrap();
    assert_eq!((page.price, page.received, page.receipts.len(), page.under_way), (eur(120_000), eur(0), 0, None));
    assert_eq!(page.sharing, Sharing::Share);
    let own = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((own.price, own.sharing), (eur(100_000), Sharing::Contract(eur(200_000))), "who contracted knows the price");
    assert!(!serde_json::to_string(&own).unwrap().contains("Odile"));
    let text = serde_json::to_string(&page).unwrap();
    for secret in ["100000", "30000,", "Odile", "80000", "300000"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert_eq!(till.trips.list_own_trips(&till.other).await.unwrap().len(), 1);
    for who in [&till.other, &caller(Actor::Payer { payer: store::fresh() })] {
        assert_eq!(code(till.payments.find_outcome(who, order.id).await), ErrorCode::NotFound);
        assert_eq!(code(till.payments.open_bank_form(who, order.id).await), ErrorCode::NotFound);
        assert_eq!(code(till.payments.read_receipt(who, receipt).await), ErrorCode::NotFound);
    }
    // Whoever holds a link is no client: the trip itself is not theirs to read.
    let odile = caller(Actor::Payer { payer: order.payer_id });
    assert!(till.payments.read_receipt(&odile, receipt).await.is_ok());
    assert_eq!(code(till.trips.find_own_trip(&odile, trip).await), ErrorCode::NotFound);
    assert!(till.payments.find_outcome(&till.traveller, order.id).await.is_ok());
    till.close().await;
}

async fn a_price_that_changes_changes_every_share(db: Database) {
    let till = Till::open(db).await;
    let (trip, _) = shared(&till).await;
    till.payments.start_payment(&till.traveller, trip, next()).await.unwrap();
    let order = till.orders(trip).await.pop().unwrap();
    till.capture(order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
    till.payments.settle_order(order.id).await.unwrap();
    for (price, expected) in [("3000,01", [100_000, 120_001, 80_000]), ("600", [20_000, 24_000, 16_000])] {
        let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
        let mut draft = TripDraft::from(&view.trip);
        draft.services[0].price = price.into();
        edit(&till.trips, &till.seller, trip, draft, "taxes").await.unwrap();
        let views = payers(&till).find_payers(&till.seller, trip).await.unwrap().payers;
        assert_eq!(shares(&views), expected);
        till.assert_sound().await;
    }
    // Ana had paid 300.00: what is above her new share is hers, and visible.
    let views = payers(&till).find_payers(&till.seller, trip).await.unwrap().payers;
    assert_eq!((views[0].received, views[0].credit, views[1].credit), (eur(20_000), eur(10_000), eur(0)));
    assert_eq!(till.tasks().await.len(), 1);
    till.close().await;
}

async fn what_is_decided_for_one_payer_is_not_decided_for_another(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = shared(&till).await;
    for (who, amount) in [(&till.traveller, "1000"), (&till.other, "1200")] {
        till.payments.start_payment(who, trip, other(amount)).await.unwrap();
    }
    for order in till.orders(trip).await {
        till.capture(order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
        till.payments.settle_order(order.id).await.unwrap();
    }
    let mut draft = TripDraft::from(&till.trips.find_trip(&till.seller, trip).await.unwrap().trip);
    draft.services[0].price = "1500".into();
    edit(&till.trips, &till.seller, trip, draft, "taxes").await.unwrap();
    let asked = async || -> BTreeSet<String> {
        let tasks = till.tasks_of("price_decrease").await;
        tasks.into_iter().filter(|task| task.done_at.is_none()).map(|task| task.subject).collect()
    };
    assert_eq!(asked().await, views[..2].iter().map(|view| view.id.to_string()).collect());
    let credits = till.payments.list_credits(&till.seller).await.unwrap();
    let own = credits.iter().find(|credit| credit.of.payer == views[0].id).unwrap();
    till.ask(trip, refund(own.capture.as_deref().unwrap(), "500")).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    assert_eq!(asked().await, BTreeSet::from([views[1].id.to_string()]));
    till.assert_sound().await;
    till.close().await;
}

async fn a_payer_whose_money_is_here_cannot_be_taken_away(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = shared(&till).await;
    let token = link(&till, views[2].id).await;
    pay(&till, &token, "240.00 EUR").await;
    // A payment under way is money that may come.
    let rows = vec![client_row(&till, Some(&views[0]), "1000"), client_row(&till, Some(&views[1]), "2000")];
    let refused = save(&till, trip, rows.clone()).await.unwrap_err();
    assert!(matches!(&refused, AppError::Fields(fields) if fields.get("payers").is_some_and(|r| r.code == ErrorCode::PayerHasMoney)));
    let order = order_of(&till, views[2].id).await;
    till.capture(order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
    till.payments.settle_order(order.id).await.unwrap();
    assert!(save(&till, trip, rows).await.is_err());
    // The other two may change what they like; an unpaid payer may go, and their links with them.
    let theirs = link(&till, views[1].id).await;
    let mut kept = contact_row("2000");
    kept.id = views[2].id.to_string();
    save(&till, trip, vec![client_row(&till, Some(&views[0]), "1000"), kept]).await.unwrap();
    assert_eq!(stand(&till, &theirs).await, PayLinkStand::Revoked);
    assert_eq!(code(till.trips.find_own_trip(&till.other, trip).await), ErrorCode::NotFound);
    till.assert_sound().await;
    till.close().await;
}
