//! Paying by a link, without an account.

use super::fixtures::{Till, eur, next};
use super::shares::{link, order_of, pay, payers, shared, stand};
use crate::support::{anonymous, code};
use desk::{PayLinkDesk, PayLinkStand, PayerDesk, PaymentDesk, TripDesk};
use domain::error::ErrorCode;
use domain::payments::{OrderState, PaymentOutcome};
use domain::trips::{TripDraft, TripMove};
use futures::future::join_all;
use sea_orm::EntityTrait;
use serde_json::json;
use std::collections::BTreeSet;
use store::entities::pay_link;
use store::{Database, on_both};
use time::Duration;

on_both!(
    fifty_clicks_on_a_link_open_one_page,
    a_link_pays_once_and_then_shows_its_receipt,
    a_link_that_was_called_back_or_is_too_old_pays_nothing,
    a_link_follows_its_instalment,
    somebody_elses_page_is_closed_before_a_link_opens_its_own
);

async fn fifty_clicks_on_a_link_open_one_page(db: Database) {
    let till = Till::open(db).await;
    let (_, views) = shared(&till).await;
    let token = link(&till, views[2].id).await;
    let pages: BTreeSet<String> = join_all((0..50).map(|_| pay(&till, &token, "240.00 EUR"))).await.into_iter().collect();
    assert_eq!(pages.len(), 1, "{pages:?}");
    let order = order_of(&till, views[2].id).await;
    assert_eq!((order.amount_minor, order.outstanding_minor, order.state), (24_000, 80_000, OrderState::Open));
    assert_eq!(till.states_at_bank(order.id).await.len(), 1);
    till.close().await;
}

async fn a_link_pays_once_and_then_shows_its_receipt(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = shared(&till).await;
    let token = link(&till, views[2].id).await;
    assert!(token.len() >= 22, "128 bits at least");
    let PayLinkStand::Ask(ask) = stand(&till, &token).await else { panic!("asks") };
    assert_eq!((ask.amount, ask.lines.len()), (eur(24_000), 1));
    // An amount that was not shown is shown, not paid.
    let back = till.payments.pay_by_link(&anonymous(), &token, "1.00 EUR").await.unwrap();
    assert!(back.ends_with(&format!("/pay/{token}")) && till.orders(trip).await.is_empty());
    let payment = pay(&till, &token, &ask.amount.plain()).await;
    let order = order_of(&till, views[2].id).await;
    assert_eq!(code(till.payments.read_link_receipt(&anonymous(), &token).await), ErrorCode::NotFound);
    till.act(&payment, json!({ "do": "decline", "reason": "insufficient_funds" })).await;
    let PayLinkStand::Begun(outcome, Some(again)) = stand(&till, &token).await else { panic!("declined, and may be tried again") };
    assert_eq!((outcome.outcome, again.amount), (PaymentOutcome::Declined, eur(24_000)));
    till.capture(&payment).await;
    let PayLinkStand::Begun(outcome, None) = stand(&till, &token).await else { panic!("paid") };
    assert_eq!((outcome.outcome, outcome.amount), (PaymentOutcome::Paid, eur(24_000)));
    assert!(till.payments.read_link_receipt(&anonymous(), &token).await.unwrap().1.starts_with(b"%PDF"));
    // A click on the old page pays nothing more.
    let shown = till.payments.pay_by_link(&anonymous(), &token, "560.00 EUR").await.unwrap();
    assert!(shown.ends_with(&token) && till.orders(trip).await.len() == 1);
    // The bank sends back to a link that shows this payment and pays nothing.
    let request: serde_json::Value = serde_json::from_str(&till.order(order.id).await.request).unwrap();
    let back = request["return_url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert_ne!(back, token);
    assert!(matches!(stand(&till, &back).await, PayLinkStand::Begun(outcome, None) if outcome.order == order.id));
    assert_eq!(code(till.payments.pay_by_link(&anonymous(), &back, "560.00 EUR").await), ErrorCode::LinkExpired);
    // Her receipt comes in her language, by a link that needs no account.
    let mail = till.mails().await.into_iter().find(|job| job.dedupe_key.starts_with("mail:receipt:")).unwrap().payload;
    assert!(mail.contains("\"locale\":\"en\"") && mail.contains("odile@example.org") && mail.contains("/pay/"), "{mail}");
    till.assert_sound().await;
    till.close().await;
}

async fn a_link_that_was_called_back_or_is_too_old_pays_nothing(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = shared(&till).await;
    let (revoked, old) = (link(&till, views[2].id).await, link(&till, views[0].id).await);
    let row = payers(&till).find_payers(&till.seller, trip).await.unwrap().payers[2].links[0].clone();
    assert_eq!(code(payers(&till).revoke_pay_link(&till.traveller, row.id).await), ErrorCode::NotFound);
    payers(&till).revoke_pay_link(&till.seller, row.id).await.unwrap();
    assert_eq!(code(till.payments.pay_by_link(&anonymous(), &revoked, "240.00 EUR").await), ErrorCode::LinkExpired);
    till.pass(Duration::days(59));
    assert!(matches!(stand(&till, &old).await, PayLinkStand::Ask(_)));
    till.pass(Duration::days(1));
    for (token, expected) in [(&revoked, PayLinkStand::Revoked), (&old, PayLinkStand::Expired)] {
        assert_eq!(stand(&till, token).await, expected);
        assert_eq!(code(till.payments.pay_by_link(&anonymous(), token, "240.00 EUR").await), ErrorCode::LinkExpired);
    }
    let forged = "A".repeat(43);
    assert_eq!(code(till.payments.find_pay_link(&anonymous(), &forged).await), ErrorCode::LinkUnknown);
    assert_eq!(code(till.payments.pay_by_link(&anonymous(), &forged, "240.00 EUR").await), ErrorCode::LinkUnknown);
    assert_eq!(code(till.payments.read_link_receipt(&anonymous(), &forged).await), ErrorCode::LinkUnknown);
    assert!(till.orders(trip).await.is_empty());
    // What the database keeps opens nothing.
    let hash = pay_link::Entity::find().all(till.db.read()).await.unwrap().remove(0).token_hash;
    assert_eq!(code(till.payments.find_pay_link(&anonymous(), &hex::encode(hash)).await), ErrorCode::LinkUnknown);
    till.close().await;
}

async fn a_link_follows_its_instalment(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = shared(&till).await;
    let second = views[2].instalments[1].id;
    let (_, token) = payers(&till).make_pay_link(&till.seller, views[2].id, Some(second)).await.unwrap();
    // What is due before goes first: the link asks for both.
    assert!(matches!(stand(&till, &token).await, PayLinkStand::Ask(ask) if ask.amount == eur(80_000) && ask.lines.len() == 2));
    // Another payer's instalment is not there.
    let foreign = payers(&till).make_pay_link(&till.seller, views[0].id, Some(second)).await;
    assert_eq!(code(foreign), ErrorCode::NotFound);
    let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
    let mut draft = TripDraft::from(&view.trip);
    draft.services[0].price = "2400".into();
    till.trips.update_trip(&till.seller, trip, view.version, draft, domain::revisions::RevisionDraft::default()).await.unwrap();
    assert_eq!(stand(&till, &token).await, PayLinkStand::Replaced);
    let shown = till.payments.pay_by_link(&anonymous(), &token, "800.00 EUR").await.unwrap();
    assert!(shown.ends_with(&token) && till.orders(trip).await.is_empty());
    let version = till.trips.find_trip(&till.seller, trip).await.unwrap().version;
    till.trips.move_trip(&till.seller, trip, version, TripMove::Cancel).await.unwrap();
    assert_eq!(stand(&till, &token).await, PayLinkStand::NotPayable);
    assert_eq!(code(payers(&till).make_pay_link(&till.seller, views[2].id, None).await), ErrorCode::NotPayable);
    till.close().await;
}

async fn somebody_elses_page_is_closed_before_a_link_opens_its_own(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = shared(&till).await;
    till.payments.start_payment(&till.traveller, trip, next()).await.unwrap();
    let signed_in = order_of(&till, views[0].id).await.id;
    let token = link(&till, views[0].id).await;
    pay(&till, &token, "300.00 EUR").await;
    let by_link = order_of(&till, views[0].id).await;
    // The first page would have led back to where one has to sign in.
    assert_ne!(by_link.id, signed_in);
    assert_eq!((till.order(signed_in).await.state, by_link.state), (OrderState::Expired, OrderState::Open));
    till.assert_sound().await;
    till.close().await;
}
