//! Event streams of live pages: who opens one hears of what happened since the page was drawn, and of nothing else.

use crate::support::town::{Town, Who};
use crate::support::web::Served;
use domain::ids::TripId;
use domain::policy::Actor;
use http::Method;
use store::audit;
use store::testing::TestDatabase;

/// Ticks of a stream that is opened with `query` and closed by the house.
async fn ticks(town: &Town, query: &str) -> usize {
    let browser = town.visit(Who::Traveller).await;
    let request = browser.request(Method::GET, &format!("/live/trips/{}{query}", town.trip)).send();
    let mut stream = request.await.unwrap();
    assert_eq!(stream.status(), 200);
    let mut heard = String::new();
    // What a page missed stands at the head of its stream, before the house says that it closes.
    town.served.house.closing.cancel();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        heard += &String::from_utf8_lossy(&chunk);
    }
    heard.matches("data: changed").count()
}

async fn touch(town: &Town, trip: TripId) {
    let db = &town.served.base.db;
    let tx = db.begin_write().await.unwrap();
    let now = town.served.house.counter.now();
    audit::append(&tx, now, Actor::System, "trip.updated", trip, Some(trip), &serde_json::json!({})).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_stream_begins_where_its_page_was_drawn(base: TestDatabase) {
    let town = Town::new(Served::open(base).await).await;
    let mark = audit::latest(&town.served.base.db).await.unwrap();
    touch(&town, town.trip).await;
    assert_eq!(ticks(&town, &format!("?since={mark}")).await, 1, "something happened after the page was drawn");
    let mark = audit::latest(&town.served.base.db).await.unwrap();
    assert_eq!(ticks(&town, &format!("?since={mark}")).await, 0, "the page shows everything");
    assert_eq!(ticks(&town, "").await, 1, "a page that does not say since when looks once");
    town.served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    a_stream_begins_where_its_page_was_drawn(TestDatabase::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    a_stream_begins_where_its_page_was_drawn(TestDatabase::postgres().await).await;
}
