//! The page that carries a signed form, over HTTP: what a browser gets, who gets it, and where it may lead.

use super::dialect::Dialect;
use super::forms::fields;
use crate::support::browser::Browser;
use crate::support::caller;
use crate::support::town::{Town, Who};
use crate::support::web::{BANK_KEY, NOTIFY_SECRET, Served};
use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use domain::payments::PayDraft;
use domain::policy::Actor;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use server::House;
use server::config::Secret;
use server::desks::SystemClock;
use std::net::SocketAddr;
use std::sync::Arc;
use store::entities::payment_order;
use store::testing::TestDatabase;

#[tokio::test(flavor = "multi_thread")]
async fn the_way_to_the_bank_is_a_page_of_ours_with_one_form() {
    let town = Town::new(Served::open(TestDatabase::sqlite().await).await).await;
    // The same agency, once it has changed its bank.
    let mut config = town.served.house.config.clone();
    let bank_url = config.bank.url.clone();
    Dialect::Lyra.speak(&mut config, &bank_url);
    (config.lyra.key, config.lyra.api_password) = (Secret::new(NOTIFY_SECRET), Secret::new(BANK_KEY));
    config.bank.url.clear();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    config.base_url.clone_from(&url);
    let house = House::open(config, Arc::new(SystemClock)).await.unwrap();
    let app: IntoMakeServiceWithConnectInfo<Router, SocketAddr> = server::http::router(house.clone()).into_make_service_with_connect_info();
    let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();

    let traveller = caller(Actor::Client { account: store::fresh(), client: town.client });
    let draft = PayDraft { choice: "next".into(), ..PayDraft::default() };
    let start = house.desks.payments.start_payment(&traveller, town.trip, draft).await.unwrap();
    let path = start.strip_prefix(&url).unwrap();
    let (token, _) = town.open_session(Who::Traveller).await.unwrap();
    let mut browser = Browser::new(http.clone(), url.clone()).with_session(&token);

    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let policy = page.header("content-security-policy");
    assert!(policy.contains(&format!("form-action {bank_url};")) && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(
        page.body.contains(&format!("action=\"{bank_url}/vads-payment/\"")) && page.body.contains("Continue to the bank"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Altaïr Voyages"), "under the agency's name");
    assert_eq!(page.body.matches("<form").count(), 1);

    // What the browser posts is what was signed, whatever HTML made of it in between.
    let posted = http.post(format!("{bank_url}/vads-payment/")).form(&fields(&page.body)).send().await.unwrap();
    assert_eq!(posted.status(), 303, "{}", posted.text().await.unwrap());

    // Nobody else gets it, no method but reading, and no other order of the same payer leads there.
    let (other, _) = town.open_session(Who::OtherTraveller).await.unwrap();
    assert_eq!(Browser::new(http.clone(), url.clone()).with_session(&other).get(path).await.status, 404);
    assert_eq!(Browser::new(http.clone(), url.clone()).get(path).await.status, 401);
    assert_eq!(browser.post(path, "").await.status, 405);
    let paid = format!("/payments/{}/bank", town.order);
    let answer = browser.get(&paid).await;
    assert_eq!((answer.status, answer.location()), (303, format!("/payments/{}", town.order).as_str()));

    let db = town.served.base.db.read();
    let order = payment_order::Entity::find().filter(payment_order::Column::TripId.eq(town.trip)).order_by_desc(payment_order::Column::Id);
    let order = order.one(db).await.unwrap().unwrap();
    assert!(path.contains(&order.id.to_string()) && order.gateway == "lyra");
    house.close().await;
    server.abort();
    town.served.close().await;
}
