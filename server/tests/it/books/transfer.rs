//! Paying by transfer: the reference never changes and names its payer; the QR-bill is there for francs only.

use crate::payments::dialect::Dialect;
use crate::payments::fixtures::{Till, eur, next, other};
use crate::support::{anonymous, code};
use desk::PaymentDesk;
use domain::error::ErrorCode;
use domain::transfers::Reference;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::entities::payer;
use store::{Database, on_both};

on_both!(a_reference_names_its_payer_for_ever, a_company_without_account_takes_no_transfers, francs_have_a_qr_bill);

async fn open(db: Database) -> Till {
    Till::open_changed(db, Dialect::Sandbox, |config| config.agency = crate::support::agency()).await
}

async fn a_reference_names_its_payer_for_ever(db: Database) {
    let till = open(db).await;
    let trip = till.trip().await;
    let first = till.payments.find_transfer(&till.traveller, trip, next()).await.unwrap();
    let all = till.payments.find_transfer(&till.traveller, trip, other("1500")).await.unwrap();
    assert_eq!((first.amount, all.amount, &first.reference), (eur(90_000), eur(150_000), &all.reference));
    assert_eq!((first.iban.as_str(), first.slip), ("FR14 2004 1010 0505 0001 3M02 606", None));
    let payer = payer::Entity::find().filter(payer::Column::TripId.eq(trip)).one(till.db.read()).await.unwrap().unwrap();
    assert!(first.reference.parse::<Reference>().unwrap().is_of(payer.id));
    let second = till.trip().await;
    assert_ne!(till.payments.find_transfer(&till.traveller, second, next()).await.unwrap().reference, first.reference);
    // Looking is not paying.
    assert_eq!(till.transactions().await, 0);
    let find = |caller| till.payments.find_transfer(caller, trip, next());
    assert_eq!(code(find(&till.other).await), ErrorCode::NotFound);
    assert_eq!(code(find(&till.seller).await), ErrorCode::NotFound);
    assert_eq!(code(find(&anonymous()).await), ErrorCode::SignInNeeded);
    assert_eq!(code(till.payments.read_transfer_slip(&till.traveller, trip, next()).await), ErrorCode::NotFound);
    till.close().await;
}

async fn a_company_without_account_takes_no_transfers(db: Database) {
    let till = Till::open(db).await;
    let trip = till.trip().await;
    assert_eq!(till.payments.quote_payment(&till.traveller, trip).await.unwrap().transfer_to, None);
    assert_eq!(code(till.payments.find_transfer(&till.traveller, trip, next()).await), ErrorCode::NotFound);
    till.close().await;
}

async fn francs_have_a_qr_bill(db: Database) {
    let till = open(db).await;
    let trip = till.trip_of("ch").await;
    let view = till.payments.find_transfer(&till.traveller, trip, next()).await.unwrap();
    assert_eq!(view.iban, "CH44 3199 9123 0008 8901 2");
    assert!(view.reference.parse::<Reference>().unwrap().is_qr());
    assert!(view.slip.is_some());
    let (name, pdf) = till.payments.read_transfer_slip(&till.traveller, trip, next()).await.unwrap();
    assert!(name.ends_with(".pdf") && pdf.starts_with(b"%PDF"));
    till.close().await;
}
