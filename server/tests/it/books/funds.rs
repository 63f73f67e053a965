//! Clients' money held on a day: company by company, currency by currency, for trips that are not over.

use crate::payments::fixtures::{Till, eur};
use crate::support::code;
use desk::{FundsDesk, RecordedDesk};
use domain::dates::{iso, plus_days};
use domain::error::ErrorCode;
use domain::money::{Currency, Money};
use domain::payments::RecordDraft;
use domain::trips::Entity as Company;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::desks::books::Books;
use store::entities::payer;
use store::{Database, fresh, on_both};

on_both!(money_is_held_until_the_trip_is_over);

async fn money_is_held_until_the_trip_is_over(db: Database) {
    let till = Till::open(db).await;
    let books = Books::new(till.counter.clone());
    let today = till.counter.today();
    // Both trips last from the sixtieth to the sixty-ninth day.
    for (company, amount, currency) in [("fr", "3100", "EUR"), ("fr", "10", "CHF"), ("ch", "900", "CHF")] {
        let trip = till.trip_of(company).await;
        let payer = payer::Entity::find().filter(payer::Column::TripId.eq(trip)).one(till.db.read()).await.unwrap().unwrap();
        let draft = RecordDraft {
            payer: payer.id.to_string(),
            method: "cash".into(),
            amount: amount.into(),
            currency: currency.into(),
            received_on: iso(plus_days(today, -2)),
            note: String::new(),
        };
        books.record_payment(&till.seller, trip, fresh(), draft).await.unwrap();
    }
    let chf = |minor| Money::new(minor, Currency::CHF);
    let on = |days: i64| books.find_funds(&till.seller, iso(plus_days(today, days)));
    let held = vec![(Company::France, chf(1_000)), (Company::France, eur(310_000)), (Company::Switzerland, chf(90_000))];
    for days in [-2, 0, 69] {
        let view = on(days).await.unwrap();
        assert_eq!((view.totals, view.rows.len()), (held.clone(), 3), "{days}");
    }
    for days in [-3, 70] {
        assert_eq!(on(days).await.unwrap().totals, [], "{days}");
    }
    let (name, table) = books.read_funds(&till.seller, String::new()).await.unwrap();
    assert_eq!(name, format!("funds-{}.csv", iso(today)));
    assert!(table.starts_with('\u{feff}') && table.contains("fr;EUR;3100.00;") && table.lines().count() == 4, "{table}");
    assert_eq!(code(books.find_funds(&till.seller, "soon".into()).await), ErrorCode::NotADate);
    assert_eq!(code(books.find_funds(&till.traveller, String::new()).await), ErrorCode::NotFound);
    till.close().await;
}
