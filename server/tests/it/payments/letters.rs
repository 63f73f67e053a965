//! Mails about money to somebody without an account: nothing in them leads to a page that asks to sign in.

use super::fixtures::Till;
use super::shares::{link, order_of, pay, shared};
use desk::{RecordedDesk, RefundDesk};
use domain::dates;
use domain::payments::{RecordDraft, RefundDraft};
use server::desks::books::Books;
use store::{Database, on_both};

on_both!(mails_to_somebody_without_an_account_lead_to_no_sign_in);

async fn mails_to_somebody_without_an_account_lead_to_no_sign_in(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = shared(&till).await;
    let odile = views[2].id;
    let token = link(&till, odile).await;
    let payment = pay(&till, &token, "240.00 EUR").await;
    till.capture(&payment).await;
    till.payments.settle_order(order_of(&till, odile).await.id).await.unwrap();
    let draft = RefundDraft {
        capture: till.payments.find_trip_refunds(&till.seller, trip).await.unwrap().captures[0].name.clone(),
        way: "gateway".into(),
        amount: "10".into(),
        reason: "Test".into(),
        ..RefundDraft::default()
    };
    till.payments.request_refund(&till.seller, trip, draft).await.unwrap();
    till.payments.send_refunds().await.unwrap();
    let books = Books::new(till.counter.clone());
    let form = books.find_record_form(&till.seller, trip).await.unwrap();
    let draft = RecordDraft {
        payer: odile.to_string(),
        method: "cheque".into(),
        amount: "50".into(),
        currency: "EUR".into(),
        received_on: dates::iso(till.counter.today()),
        note: String::new(),
    };
    books.record_payment(&till.seller, trip, form.id, draft).await.unwrap();
    let hers: Vec<_> = till.mails().await.into_iter().filter(|job| job.payload.contains("odile@example.org")).collect();
    let of = |kind: &str| {
        let word = format!("\"kind\":\"{kind}\"");
        hers.iter().map(|job| job.payload.as_str()).filter(|payload| payload.contains(&word)).collect::<Vec<_>>()
    };
    let (refunds, receipts) = (of("refunded"), of("receipt"));
    let ([refunded], [online, cheque]) = (refunds.as_slice(), receipts.as_slice()) else { panic!("{hers:?}") };
    assert!(online.contains("/pay/"), "the link of her payment opens its receipt: {online}");
    for other in [refunded, cheque] {
        assert!(other.contains("\"link\":null") && !other.contains("/trips/") && !other.contains("/receipts/"), "{other}");
    }
    till.close().await;
}
