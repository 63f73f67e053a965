//! Refunds in the office: who may give money back, and what stands first in the list.

use super::fixtures::Till;
use super::refund_fixtures::draft;
use crate::support::{anonymous, caller, code};
use desk::{RefundDesk, TransferEnd};
use domain::error::ErrorCode;
use domain::paging::ListQuery;
use domain::payments::{ApplyDraft, ClockState, RefundDraft};
use domain::people::StaffRole;
use domain::policy::Actor;
use store::{Database, fresh, on_both};

on_both!(refunds_are_listed_page_by_page, who_may_give_money_back);

async fn refunds_are_listed_page_by_page(db: Database) {
    let till = Till::open(db).await;
    let (trip, _, _, capture) = till.paid().await;
    let mut ids = Vec::new();
    for (amount, event) in [("10", 0), ("20", 20), ("30", 5), ("40", 0)] {
        let event_on = domain::dates::iso(domain::dates::plus_days(till.counter.today(), -event));
        ids.push(till.ask(trip, RefundDraft { way: "transfer".into(), event_on, ..draft(&capture, amount) }).await.unwrap());
    }
    till.payments.settle_transfer(&till.seller, ids[0], TransferEnd::Paid).await.unwrap();
    till.payments.settle_transfer(&till.seller, ids[3], TransferEnd::GivenUp).await.unwrap();
    let list = async |query: ListQuery| till.payments.list_refunds(&till.seller, query).await.unwrap();
    let mut seen = Vec::new();
    for number in 1..=2 {
        let page = list(ListQuery { page: number, per: 2, ..ListQuery::default() }).await;
        assert_eq!((page.total, page.page, page.pages()), (4, number, 2));
        seen.extend(page.rows.into_iter().map(|row| (row.id, row.clock.state)));
    }
    let expected = [(ids[1], ClockState::Late), (ids[2], ClockState::Running), (ids[3], ClockState::Stopped), (ids[0], ClockState::Met)];
    assert_eq!(seen, expected, "what is late goes first, what is over last");
    let only = async |word: &str| list(ListQuery { filters: vec![format!("state:{word}")], ..ListQuery::default() }).await.rows.len();
    assert_eq!((only("requested").await, only("succeeded").await, only("nonsense").await), (2, 1, 0));
    till.close().await;
}

async fn who_may_give_money_back(db: Database) {
    let till = Till::open(db).await;
    let (trip, _, _, capture) = till.paid().await;
    let payer = till.orders(trip).await[0].payer_id;
    let staff = |role| caller(Actor::Staff { id: fresh(), role });
    for (who, expected) in [
        (anonymous(), ErrorCode::SignInNeeded),
        (till.traveller.clone(), ErrorCode::NotFound),
        (staff(StaffRole::Seller), ErrorCode::NotFound),
        (staff(StaffRole::Manager), ErrorCode::NotFound),
    ] {
        assert_eq!(code(till.payments.request_refund(&who, trip, draft(&capture, "1")).await), expected);
        assert_eq!(code(till.payments.apply_credit(&who, trip, payer, ApplyDraft::default()).await), expected);
        assert_eq!(code(till.payments.settle_transfer(&who, fresh(), TransferEnd::Paid).await), expected);
    }
    assert!(till.payments.request_refund(&staff(StaffRole::Accountant), trip, draft(&capture, "1")).await.is_ok());
    assert_eq!(code(till.payments.list_own_refunds(&till.other, trip).await), ErrorCode::NotFound);
    assert_eq!(code(till.payments.list_own_refunds(&anonymous(), trip).await), ErrorCode::SignInNeeded);
    assert_eq!(code(till.payments.list_refunds(&staff(StaffRole::Seller), ListQuery::default()).await), ErrorCode::NotFound);
    assert_eq!(code(till.payments.list_credits(&till.traveller).await), ErrorCode::NotFound);
    assert!(!till.payments.find_trip_refunds(&staff(StaffRole::Manager), trip).await.unwrap().may_return);
    till.close().await;
}
