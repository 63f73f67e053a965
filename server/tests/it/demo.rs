//! The demo agency loads whole, twice without doubling anything, and shows every state a visitor may look for.

use crate::support::caller;
use desk::{Caller, PeopleDesk, PortalDesk, TripDesk};
use domain::paging::ListQuery;
use domain::policy::Actor;
use domain::trips::{TripMove, TripState};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::Config;
use server::demo::{Guide, load_into};
use server::desks::payments::Payments;
use server::desks::people::People;
use server::desks::trips::Trips;
use server::desks::{Counter, SystemClock};
use std::sync::Arc;
use store::entities::{account, audit, client, instalment, ledger_tx, staff, trip};
use store::{Database, on_both};

on_both!(loading_twice_changes_nothing, every_account_of_the_guide_works, there_is_something_to_see_everywhere, its_books_balance);

fn house() -> Caller {
    caller(Actor::System)
}

async fn load(db: &Database) -> (Arc<Counter>, Guide) {
    let counter = Counter::new(db.clone(), Arc::new(SystemClock), &Config::default());
    let people: Arc<dyn PeopleDesk> = Arc::new(People::new(counter.clone()));
    let guide = load_into(&counter, people.as_ref()).await.unwrap();
    (counter, guide)
}

async fn counts(db: &Database) -> [u64; 7] {
    let db = db.read();
    [
        staff::Entity::find().count(db).await.unwrap(),
        client::Entity::find().count(db).await.unwrap(),
        account::Entity::find().count(db).await.unwrap(),
        trip::Entity::find().count(db).await.unwrap(),
        instalment::Entity::find().count(db).await.unwrap(),
        ledger_tx::Entity::find().count(db).await.unwrap(),
        audit::Entity::find().count(db).await.unwrap(),
    ]
}

async fn loading_twice_changes_nothing(db: Database) {
    let (_, guide) = load(&db).await;
    let first = counts(&db).await;
    assert_eq!((first[0], first[1], first[2], first[3]), (6, 12, 10, 14));
    let (_, again) = load(&db).await;
    assert_eq!(counts(&db).await, first);
    assert_eq!(again, guide);
}

async fn every_account_of_the_guide_works(db: Database) {
    let (_, guide) = load(&db).await;
    for entry in &guide.accounts {
        domain::people::check_password(&entry.password, &entry.email).unwrap();
        let hashes: Vec<Option<String>> = if entry.role == "traveller" {
            let owners = client::Entity::find().filter(client::Column::Email.eq(&entry.email)).all(db.read()).await.unwrap();
            let own = account::Entity::find().filter(account::Column::ClientId.is_in(owners.iter().map(|owner| owner.id)));
            own.all(db.read()).await.unwrap().into_iter().map(|row| row.password_hash).collect()
        } else {
            let own = staff::Entity::find().filter(staff::Column::Email.eq(&entry.email));
            own.all(db.read()).await.unwrap().into_iter().map(|row| row.password_hash).collect()
        };
        assert!(!hashes.is_empty(), "{}", entry.email);
        for hash in hashes {
            assert!(server::passwords::verify(&entry.password, hash.as_deref()).await.unwrap(), "{}", entry.email);
        }
    }
    let table = guide.to_table();
    assert!(guide.accounts.iter().all(|entry| table.contains(&entry.email)));
}

async fn there_is_something_to_see_everywhere(db: Database) {
    let (counter, _) = load(&db).await;
    let (trips, today) = (Trips::new(counter.clone()), counter.today());
    let list = async |filters: &[&str]| {
        let query = ListQuery { filters: filters.iter().map(|filter| (*filter).to_owned()).collect(), per: 50, ..ListQuery::default() };
        trips.list_trips(&house(), query).await.unwrap().rows
    };
    for state in TripState::ALL {
        assert!(!list(&[&format!("state:{state}")]).await.is_empty(), "no trip is {state}");
    }
    let late = list(&["overdue:yes"]).await;
    assert_eq!(late.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["Inde du Nord et Temple d’Or"]);
    let rows = list(&[]).await;
    let under_way = |row: &desk::TripRow| row.starts_on.is_some_and(|day| day <= today) && row.ends_on.is_some_and(|day| day >= today);
    assert!(rows.iter().any(|row| under_way(row) && row.remaining.is_zero()));
    assert!(rows.iter().any(|row| row.state == TripState::Confirmed && row.remaining.minor > 0 && row.remaining != row.price));
    for row in &rows {
        let view = trips.find_trip(&house(), row.id).await.unwrap();
        let planned: i64 = view.instalments.iter().map(|line| line.amount.minor).sum();
        let dated = row.starts_on.is_some();
        assert_eq!(planned, if dated { row.price.minor } else { 0 }, "{}", row.title);
        assert!(view.quote.margin.minor > 0 && view.quote.margin_bp < 4_000, "{}: {:?}", row.title, view.quote);
        assert!(view.trip.days.iter().all(|day| !day.title_en.is_empty() && !day.text_en.is_empty()), "{}", row.title);
        let history = trips.list_history(&house(), row.id).await.unwrap();
        assert!(history.is_sorted_by(|later, earlier| later.at >= earlier.at), "{}: {history:?}", row.title);
    }
    for owner in client::Entity::find().all(db.read()).await.unwrap() {
        let actor = Actor::Client { account: store::fresh(), client: owner.id };
        for card in trips.list_own_trips(&Caller { actor, ..house() }).await.unwrap() {
            let page = trips.find_own_trip(&Caller { actor, ..house() }, card.id).await.unwrap();
            assert_eq!(page.instalments.iter().map(|line| line.amount.minor).sum::<i64>(), page.price.minor);
        }
    }
}

async fn its_books_balance(db: Database) {
    let (counter, _) = load(&db).await;
    let undated = trip::Entity::find().filter(trip::Column::StartsOn.is_null()).one(db.read()).await.unwrap().unwrap();
    // Given up before anything was planned: no breach either.
    Trips::new(counter.clone()).move_trip(&house(), undated.id, undated.version, TripMove::Cancel).await.unwrap();
    let report = Payments::new(counter).check().await.unwrap();
    assert!(report.breaches.is_empty(), "{:?}", report.breaches);
    assert!(report.transactions >= 8, "{}", report.transactions);
}
