//! The helpers that write to the ledger, the outbox and the number tables.

use crate::support::NOW;
use domain::money::{Currency, Money};
use domain::trips::Entity as House;
use sea_orm::EntityTrait;
use store::Database;
use store::entities::{ledger_account, ledger_entry, outbox};
use store::ledger::{AccountKey, Fact, Line, Posted, balance, post};

store::on_both!(
    a_fact_is_booked_once,
    a_refused_posting_leaves_nothing,
    one_account_may_appear_twice,
    a_job_is_put_once,
    numbers_have_no_gaps
);

fn account(code: &str) -> AccountKey {
    AccountKey { entity: House::France, code: code.to_owned(), currency: Currency::EUR, trip: None, payer: None }
}

fn lines(amounts: &[(&str, i64)]) -> Vec<Line> {
    amounts.iter().map(|(code, amount)| Line { account: account(code), amount_minor: *amount }).collect()
}

fn fact(id: &str) -> Fact<'_> {
    Fact { kind: "capture", id, memo: "", effective_at: NOW }
}

async fn a_fact_is_booked_once(db: Database) {
    let tx = db.begin_write().await.unwrap();
    let Posted::Now(first) = post(&tx, NOW, fact("1"), &lines(&[("511", 100), ("4191", -100)])).await.unwrap() else {
        panic!("was not booked before")
    };
    tx.commit().await.unwrap();
    let tx = db.begin_write().await.unwrap();
    assert_eq!(post(&tx, NOW, fact("1"), &lines(&[("511", 100), ("4191", -100)])).await.unwrap(), Posted::Before(first));
    tx.commit().await.unwrap();
    assert_eq!(balance(db.read(), &account("4191")).await.unwrap(), Money::new(-100, Currency::EUR));
    assert_eq!(ledger_entry::Entity::find().all(db.read()).await.unwrap().len(), 2);
}

async fn a_refused_posting_leaves_nothing(db: Database) {
    let tx = db.begin_write().await.unwrap();
    assert!(post(&tx, NOW, fact("1"), &lines(&[("511", 100), ("4191", -99)])).await.is_err());
    drop(tx);
    assert!(ledger_account::Entity::find().all(db.read()).await.unwrap().is_empty());
}

async fn one_account_may_appear_twice(db: Database) {
    let tx = db.begin_write().await.unwrap();
    post(&tx, NOW, fact("1"), &lines(&[("511", 60), ("511", 40), ("4191", -100)])).await.unwrap();
    post(&tx, NOW, fact("2"), &lines(&[("4191", 10), ("511", -10)])).await.unwrap();
    tx.commit().await.unwrap();
    let bank = ledger_account::Entity::find().all(db.read()).await.unwrap().into_iter().find(|row| row.code == "511").unwrap();
    assert_eq!((bank.balance, bank.version), (90, 3));
}

async fn a_job_is_put_once(db: Database) {
    let tx = db.begin_write().await.unwrap();
    assert!(store::outbox::put(&tx, "mail", "a", &"first", NOW, NOW).await.unwrap());
    assert!(!store::outbox::put(&tx, "mail", "a", &"second", NOW, NOW).await.unwrap());
    tx.commit().await.unwrap();
    let jobs = outbox::Entity::find().all(db.read()).await.unwrap();
    assert_eq!(jobs.iter().map(|job| job.payload.as_str()).collect::<Vec<_>>(), ["\"first\""]);
}

async fn numbers_have_no_gaps(db: Database) {
    let mut drawn = Vec::new();
    for keep in [true, false, true] {
        let tx = db.begin_write().await.unwrap();
        drawn.push((
            store::numbers::next_trip(&tx, 2027, House::France).await.unwrap(),
            store::numbers::next_receipt(&tx, "FR-2027", House::France).await.unwrap(),
        ));
        if keep {
            tx.commit().await.unwrap();
        }
    }
    assert_eq!(drawn, [(1, 1), (2, 2), (2, 2)]);
    let tx = db.begin_write().await.unwrap();
    assert_eq!(store::numbers::next_trip(&tx, 2028, House::France).await.unwrap(), 1);
}
