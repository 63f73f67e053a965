//! What staff see of payments: all of them, the gateways, and the way from a breach to its trip.

use super::dialect::{Dialect, SECRET};
use super::fixtures::Till;
use crate::support::code;
use desk::BooksDesk;
use domain::error::ErrorCode;
use domain::paging::ListQuery;
use domain::payments::HealthSign;
use http::HeaderMap;
use serde_json::json;
use server::config::Secret;
use store::{Database, on_both};
use time::Duration;

with_both_gateways!(payments_are_listed_with_their_sums);

on_both!(a_breach_leads_to_its_trip, refused_notifications_are_believed_once_the_key_is_right);

async fn payments_are_listed_with_their_sums(till: Till) {
    let (first, second) = (till.trip().await, till.trip().await);
    let (order, payment) = till.started(first).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    let (open, _) = till.started(second).await;
    let list = |filters: &[&str]| {
        let query = ListQuery { filters: filters.iter().map(|&filter| filter.to_owned()).collect(), ..ListQuery::default() };
        let (payments, seller) = (till.payments.clone(), till.seller.clone());
        async move { payments.list_payments(&seller, query).await.unwrap() }
    };
    let all = list(&[]).await;
    assert_eq!(all.page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [open, order]);
    assert_eq!((all.page.total, all.received.as_slice()), (2, &[all.page.rows[1].amount][..]), "only what came is summed");
    assert_eq!(all.gateways, [till.gateway()]);
    let today = domain::dates::iso(till.counter.today());
    for (filters, expected) in [
        (vec!["state:succeeded".to_owned()], vec![order]),
        (vec!["state:open".to_owned(), format!("gateway:{}", till.gateway())], vec![open]),
        (vec![format!("from:{today}"), format!("to:{today}"), "currency:EUR".to_owned()], vec![open, order]),
        (vec!["currency:CHF".to_owned()], vec![]),
        (vec!["to:2000-01-01".to_owned()], vec![]),
        (vec!["state:nonsense".to_owned()], vec![]),
        (vec!["entity:switzerland".to_owned()], vec![]),
    ] {
        let found = list(&filters.iter().map(String::as_str).collect::<Vec<_>>()).await;
        assert_eq!(found.page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{filters:?}");
    }
    till.close().await;
}

async fn a_breach_leads_to_its_trip(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    till.started(trip).await;
    till.sql("DELETE FROM payment_allocation").await;
    let books = till.payments.check_books(&till.seller).await.unwrap();
    assert_eq!(books.breaches.iter().map(|breach| (breach.invariant.as_str(), breach.trip)).collect::<Vec<_>>(), [("I10", Some(trip))]);
    till.close().await;
}

async fn refused_notifications_are_believed_once_the_key_is_right(db: Database) {
    let till = Till::open_changed(db, Dialect::Sandbox, |config| config.bank.notify_secret = Secret::new("whsec_mistyped")).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    assert_eq!(till.notify(&payment, json!({ "order": ["payment.captured"], "duplicates": 1 })).await, [400, 400]);
    till.payments.receive("sandbox", &HeaderMap::new(), b"{}").await;
    let view = &till.payments.list_gateways(&till.seller).await.unwrap()[0];
    assert!(view.facts.refused == 3 && view.signs == [HealthSign::Refused] && view.last_refusal.is_some(), "{view:?}");
    assert_eq!(till.payments.verify_refused(&till.seller, "sandbox".to_owned()).await.unwrap(), 0, "nothing was corrected");

    till.pass(Duration::hours(3));
    let corrected = till.payments_with(|config| config.bank.notify_secret = Secret::new(SECRET));
    assert_eq!(
        corrected.verify_refused(&till.seller, "sandbox".to_owned()).await.unwrap(),
        1,
        "as it would have been when it came; its copy is not news"
    );
    corrected.drain_inbox().await.unwrap();
    till.assert_paid_once(order).await;
    assert_eq!(corrected.verify_refused(&till.seller, "sandbox".to_owned()).await.unwrap(), 0);
    assert_eq!(corrected.list_gateways(&till.seller).await.unwrap()[0].facts.refused, 1, "the one that nobody signed");
    assert_eq!(code(corrected.verify_refused(&till.traveller, "sandbox".to_owned()).await), ErrorCode::NotFound);
    till.assert_sound().await;
    till.close().await;
}
