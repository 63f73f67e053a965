//! Following the audit misses nothing and tells nothing twice.

use crate::support::NOW;
use domain::ids::TripId;
use domain::policy::Actor;
use sea_orm::DatabaseTransaction;
use serde_json::json;
use store::testing::TestDatabase;
use store::{Database, audit, fresh};

store::on_both!(what_happened_since_is_told_once, the_last_line_of_an_object_is_found);

async fn line(tx: &DatabaseTransaction, trip: Option<TripId>) {
    audit::append(tx, NOW, Actor::System, "trip.updated", "trip", trip, &json!({})).await.unwrap();
}

async fn what_happened_since_is_told_once(db: Database) {
    let (before, after): (TripId, TripId) = (fresh(), fresh());
    let tx = db.begin_write().await.unwrap();
    line(&tx, Some(before)).await;
    tx.commit().await.unwrap();
    let mark = audit::latest(&db).await.unwrap();
    let tx = db.begin_write().await.unwrap();
    line(&tx, Some(after)).await;
    line(&tx, Some(after)).await;
    line(&tx, None).await;
    tx.commit().await.unwrap();
    // Transactions of other tests on the same server hold the mark back for a while; they never lose the line.
    let (mut mark, mut told) = (mark, Vec::new());
    for _ in 0..5_000 {
        let (next, trips) = audit::since(&db, mark).await.unwrap();
        mark = next;
        told.extend(trips);
        if told.contains(&after) {
            break;
        }
    }
    assert_eq!(told.iter().filter(|trip| **trip == after).count(), 1);
    assert!(!audit::since(&db, mark).await.unwrap().1.contains(&after));
}

async fn the_last_line_of_an_object_is_found(db: Database) {
    let object: TripId = fresh();
    let tx = db.begin_write().await.unwrap();
    for verb in ["trip.created", "trip.moved"] {
        audit::append(&tx, NOW, Actor::System, verb, object, Some(object), &json!({})).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(audit::last_of(db.read(), object).await.unwrap().unwrap().verb, "trip.moved");
    assert_eq!(audit::of_trip(db.read(), object).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_commits_late_is_not_missed_on_postgres() {
    let base = TestDatabase::postgres().await;
    let (early, late): (TripId, TripId) = (fresh(), fresh());
    let mark = audit::latest(&base.db).await.unwrap();
    // The line with the lower number commits after the line with the higher one was looked for.
    let slow = base.db.begin_write().await.unwrap();
    line(&slow, Some(early)).await;
    let quick = base.db.begin_write().await.unwrap();
    line(&quick, Some(late)).await;
    quick.commit().await.unwrap();
    let (mut mark, mut told) = audit::since(&base.db, mark).await.unwrap();
    slow.commit().await.unwrap();
    for _ in 0..5_000 {
        let (next, trips) = audit::since(&base.db, mark).await.unwrap();
        mark = next;
        told.extend(trips);
        if told.len() == 2 {
            break;
        }
    }
    told.sort();
    assert_eq!(told, [early, late]);
    base.remove().await;
}
