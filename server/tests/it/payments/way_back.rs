//! The way back from the bank when the session ended meanwhile: what became of the payment is told, and nothing that needs the session.

use super::fixtures::Till;
use super::shares::stand;
use crate::support::town::{Town, Who};
use crate::support::web::Served;
use crate::support::{anonymous, code};
use desk::{PayLinkDesk, PayLinkStand, PayLinkView};
use domain::error::ErrorCode;
use domain::ids::PaymentOrderId;
use domain::payments::{OrderState, PaymentOutcome};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::entities::{payment_order, session};
use store::testing::TestDatabase;
use time::Duration;

with_every_gateway!(the_way_back_outlives_the_session);

/// The token of the address that the bank was given.
fn token(order: &payment_order::Model) -> String {
    let request: serde_json::Value = serde_json::from_str(&order.request).unwrap();
    let url = request["return_url"].as_str().unwrap();
    assert!(url.contains("/back/"), "{url}");
    url.rsplit('/').next().unwrap().to_owned()
}

async fn view(till: &Till, token: &str) -> PayLinkView {
    till.pass(Duration::seconds(3));
    till.payments.find_pay_link(&anonymous(), token).await.unwrap()
}

async fn the_way_back_outlives_the_session(till: Till) {
    let (order, payment) = till.started(till.trip().await).await;
    let back = token(&till.order(order).await);
    assert_eq!(till.payments.find_way_back(&till.traveller, &back).await.unwrap(), format!("/payments/{order}"));
    for nobody in [&anonymous(), &till.other, &till.seller] {
        assert_eq!(till.payments.find_way_back(nobody, &back).await.unwrap(), format!("/pay/{back}"));
    }
    let PayLinkStand::Begun(outcome, None) = stand(&till, &back).await else { panic!("begun") };
    assert_ne!(outcome.outcome, PaymentOutcome::Paid, "coming back proves nothing");
    till.capture(&payment).await;
    till.learn(order, &payment).await;
    let shown = view(&till, &back).await;
    let PayLinkStand::Begun(outcome, None) = shown.stand else { panic!("paid") };
    assert_eq!((outcome.order, outcome.outcome, shown.own_page), (order, PaymentOutcome::Paid, Some(order)));
    assert_eq!((outcome.receipt, outcome.resume, outcome.other_ways), (None, None, None), "these are for who signs in");
    assert_eq!(till.order(order).await.state, OrderState::Succeeded);
    // It pays nothing, opens no page of the bank and hands out no paper.
    assert_eq!(code(till.payments.read_link_receipt(&anonymous(), &back).await), ErrorCode::LinkExpired);
    assert_eq!(code(till.payments.open_link_form(&anonymous(), &back).await), ErrorCode::LinkExpired);
    assert_eq!(code(till.payments.pay_by_link(&anonymous(), &back, "2100.00 EUR").await), ErrorCode::LinkExpired);
    assert_eq!(code(till.payments.find_way_back(&anonymous(), "nobody").await), ErrorCode::LinkUnknown);
    till.assert_paid_once(order).await;
    till.assert_sound().await;
    till.close().await;
}

async fn order_of(town: &Town) -> (PaymentOrderId, String) {
    let order = payment_order::Entity::find_by_id(town.order).one(town.served.base.db.read()).await.unwrap().unwrap();
    (order.id, token(&order))
}

/// The same over HTTP: the browser comes back with a cookie of a session that is not there any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_lost_at_the_bank_still_shows_the_result() {
    let town = Town::new(Served::open(TestDatabase::sqlite().await).await).await;
    let (order, back) = order_of(&town).await;
    let (cookie, id) = town.open_session(Who::Traveller).await.unwrap();
    let mut browser = town.served.browser().with_session(&cookie);
    let path = format!("/back/{back}");
    let answer = browser.get(&path).await;
    assert_eq!((answer.status, answer.location()), (303, format!("/payments/{order}").as_str()));
    let tx = town.served.base.db.begin_write().await.unwrap();
    session::Entity::delete_many().filter(session::Column::Id.eq(id)).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let answer = browser.get(&path).await;
    assert_eq!((answer.status, answer.location()), (303, format!("/pay/{back}").as_str()));
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = browser.get(&format!("/pay/{back}")).await;
    let text = page.text();
    assert_eq!(page.status, 200);
    assert!(text.contains("900,00") && text.contains(&format!("/payments/{order}")), "{text}");
    for secret in ["/receipt", "Ana", "ana@example.org", "2100", "2 100", &town.trip.to_string()] {
        assert!(!text.contains(secret), "{secret} needs the session: {text}");
    }
    // Everything else asks to sign in, and leads on from there.
    let asked = browser.get(&format!("/payments/{order}")).await;
    assert!(asked.location().contains("/sign-in?next="), "{}", asked.location());
    assert_eq!(town.served.browser().get("/back/nobody").await.status, 404);
    town.served.close().await;
}
