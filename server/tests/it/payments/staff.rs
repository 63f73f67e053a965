//! What staff see of payments: all of them, the gateways, and the way from a breach to its trip.

use super::dialect::{Dialect, SECRET};
use super::fixtures::{Till, eur};
use crate::support::code;
use desk::{BooksDesk, PaidBy, PaymentDesk, PaymentStanding, RecordedDesk, StatementDesk};
use domain::error::ErrorCode;
use domain::paging::ListQuery;
use domain::payments::{HealthSign, OrderState, PaymentMethod, RecordDraft, ReversalDraft};
use http::HeaderMap;
use serde_json::json;
use server::config::Secret;
use server::desks::books::Books;
use store::{Database, on_both};
use time::Duration;

with_both_gateways!(payments_are_listed_with_their_sums);

on_both!(every_payment_is_listed_however_it_came, a_breach_leads_to_its_trip, refused_notifications_are_believed_once_the_key_is_right);

async fn payments_are_listed_with_their_sums(till: Till) {
    let (first, second) = (till.trip().await, till.trip().await);
    let (order, payment) = till.started(first).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    till.started(second).await;
    let list = |filters: &[&str]| {
        let query = ListQuery { filters: filters.iter().map(|&filter| filter.to_owned()).collect(), ..ListQuery::default() };
        let (payments, seller) = (till.payments.clone(), till.seller.clone());
        async move { payments.list_payments(&seller, query).await.unwrap() }
    };
    let all = list(&[]).await;
    assert_eq!(all.page.rows.iter().map(|row| row.trip).collect::<Vec<_>>(), [second, first]);
    assert_eq!((all.page.total, all.received.as_slice()), (2, &[all.page.rows[1].amount][..]), "only what came is summed");
    assert_eq!(all.gateways, [till.gateway()]);
    let today = domain::dates::iso(till.counter.today());
    for (filters, expected) in [
        (vec!["state:succeeded".to_owned()], vec![first]),
        (vec!["state:open".to_owned(), format!("how:{}", till.gateway())], vec![second]),
        (vec![format!("from:{today}"), format!("to:{today}"), "currency:EUR".to_owned()], vec![second, first]),
        (vec!["currency:CHF".to_owned()], vec![]),
        (vec!["to:2000-01-01".to_owned()], vec![]),
        (vec!["state:nonsense".to_owned()], vec![]),
        (vec!["entity:switzerland".to_owned()], vec![]),
    ] {
        let found = list(&filters.iter().map(String::as_str).collect::<Vec<_>>()).await;
        assert_eq!(found.page.rows.iter().map(|row| row.trip).collect::<Vec<_>>(), expected, "{filters:?}");
    }
    till.close().await;
}

/// An online payment, a cheque, cash that was recorded by mistake, and a transfer that a statement showed.
async fn every_payment_is_listed_however_it_came(db: Database) {
    let till = Till::open_changed(db, Dialect::Sandbox, |config| config.agency = crate::support::agency()).await;
    let (trip, ..) = till.paid().await;
    let books = Books::new(till.counter.clone());
    let today = domain::dates::iso(till.counter.today());
    let record = async |method: &str, amount: &str| {
        let form = books.find_record_form(&till.seller, trip).await.unwrap();
        let (payer, method, amount) = (form.payers[0].id.to_string(), method.into(), amount.into());
        let draft = RecordDraft { payer, method, amount, currency: "EUR".into(), received_on: today.clone(), note: String::new() };
        books.record_payment(&till.seller, trip, form.id, draft).await.unwrap();
        form.id
    };
    record("cheque", "100").await;
    let wrong = record("cash", "50").await;
    books.reverse_payment(&till.seller, wrong, ReversalDraft { reason: "double".into() }).await.unwrap();
    let reference = till.payments.find_transfer(&till.traveller, trip, super::fixtures::next()).await.unwrap().reference;
    let file = format!(
        "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></Acct><Ntry><Amt Ccy=\"EUR\">7.00</Amt>\
         <CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-15</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Strd><CdtrRefInf>\
         <Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
    );
    books.upload_statement(&till.seller, "relevé.xml".into(), file.into_bytes(), String::new()).await.unwrap();
    books.read_statements().await.unwrap();

    let list = async |filters: &[&str], (page, per, sort): (u32, u32, &str)| {
        let filters = filters.iter().map(|filter| (*filter).to_owned()).collect();
        let query = ListQuery { filters, page, per, sort: sort.into(), ..ListQuery::default() };
        till.payments.list_payments(&till.seller, query).await.unwrap()
    };
    let amounts = |list: &desk::PaymentList| list.page.rows.iter().map(|row| row.amount.minor).collect::<Vec<_>>();
    let all = list(&[], (1, 50, "-amount")).await;
    let told: Vec<_> = all.page.rows.iter().map(|row| (row.amount.minor, row.by.clone(), row.standing)).collect();
    let (cheque, cash) = (PaidBy::Method(PaymentMethod::Cheque), PaidBy::Method(PaymentMethod::Cash));
    let expected = [
        (90_000, PaidBy::Gateway("sandbox".into()), PaymentStanding::Order(OrderState::Succeeded)),
        (10_000, cheque, PaymentStanding::Received),
        (5_000, cash, PaymentStanding::Reversed),
        (700, PaidBy::Statement, PaymentStanding::Received),
    ];
    assert_eq!(told, expected);
    assert_eq!((all.page.total, all.received.clone()), (4, vec![eur(100_700)]), "what was reversed counts for nothing");
    let mut paged = Vec::new();
    for page in 1..=2 {
        let part = list(&[], (page, 3, "amount")).await;
        assert_eq!((part.page.total, &part.received), (4, &all.received), "sums are of every page");
        paged.extend(amounts(&part));
    }
    assert_eq!(paged, [700, 5_000, 10_000, 90_000]);
    let since = format!("from:{today}");
    for (filters, expected, sum) in [
        (vec!["how:sandbox"], vec![90_000], Some(90_000)),
        (vec!["how:cheque"], vec![10_000], Some(10_000)),
        (vec!["how:transfer"], vec![700], Some(700)),
        (vec!["state:succeeded"], vec![90_000, 10_000, 700], Some(100_700)),
        (vec!["state:reversed"], vec![5_000], None),
        (vec!["state:open"], vec![], None),
        (vec!["how:nothing"], vec![], None),
        (vec!["state:nonsense"], vec![], None),
        (vec!["entity:ch"], vec![], None),
        (vec!["currency:CHF"], vec![], None),
        (vec!["to:2026-01-15", "how:transfer"], vec![700], Some(700)),
        (vec![since.as_str(), "state:succeeded"], vec![90_000, 10_000], Some(100_000)),
    ] {
        let found = list(&filters, (1, 50, "-amount")).await;
        assert_eq!((amounts(&found), found.page.total), (expected.clone(), expected.len() as u64), "{filters:?}");
        assert_eq!(found.received, sum.map(eur).into_iter().collect::<Vec<_>>(), "{filters:?}");
    }
    till.assert_sound().await;
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
