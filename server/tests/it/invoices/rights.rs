//! Who may issue, and who may read: one's own invoices and nobody else's.

use super::fixtures::Office;
use crate::support::{anonymous, caller, code};
use desk::InvoiceDesk;
use domain::error::ErrorCode;
use domain::invoices::CreditDraft;
use domain::paging::ListQuery;
use domain::people::StaffRole;
use domain::policy::Actor;
use domain::trips::TripMove;
use store::{Database, fresh, on_both};

on_both!(an_invoice_is_there_for_its_payer_and_for_staff, only_those_who_keep_the_books_issue);

async fn an_invoice_is_there_for_its_payer_and_for_staff(db: Database) {
    let office = Office::open(db).await;
    let trip = office.proposed("fr").await;
    office.share(trip, &["1000", "1500", "500"]).await;
    office.move_to(trip, TripMove::Confirm).await;
    let payers = office.payers_of(trip).await;
    for payer in &payers {
        let preview = office.invoices.preview_invoice(&office.administrator, trip, Some(*payer)).await.unwrap();
        office.invoices.issue_invoice(&office.administrator, trip, *payer, preview.id, preview.total.plain()).await.unwrap();
    }
    let rows = office.rows().await;
    let [anas, zoes, odiles] = &rows[..] else { panic!("three invoices") };
    let seller = caller(Actor::Staff { id: fresh(), role: StaffRole::Seller });
    let nobody = caller(Actor::Client { account: fresh(), client: fresh() });
    let linked = |at: usize| caller(Actor::Payer { payer: payers[at] });
    let read = |who, row: &store::entities::invoice::Model| {
        let (office, id) = (&office, row.id);
        async move { office.invoices.read_invoice(&who, id).await.map(drop) }
    };
    for row in &rows {
        assert!(read(seller.clone(), row).await.is_ok(), "all staff read");
        assert_eq!(code(read(anonymous(), row).await), ErrorCode::SignInNeeded);
        for stranger in [nobody.clone(), linked(0), linked(1), linked(2)] {
            assert_eq!(code(read(stranger, row).await), ErrorCode::NotFound);
        }
    }
    assert!(read(office.client.clone(), anas).await.is_ok() && read(office.other.clone(), zoes).await.is_ok());
    for (who, row) in [(&office.client, zoes), (&office.client, odiles), (&office.other, anas)] {
        assert_eq!(code(read(who.clone(), row).await), ErrorCode::NotFound, "who contracts does not read the others'");
    }
    for (who, own) in [(&office.client, anas), (&office.other, zoes)] {
        let listed = office.invoices.list_own_invoices(who, trip).await.unwrap();
        assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [own.id]);
    }
    assert_eq!(code(office.invoices.list_own_invoices(&nobody, trip).await), ErrorCode::NotFound);
    assert_eq!(code(office.invoices.list_own_invoices(&linked(0), trip).await), ErrorCode::NotFound);
    assert_eq!(code(office.invoices.list_own_invoices(&anonymous(), trip).await), ErrorCode::SignInNeeded);
}

async fn only_those_who_keep_the_books_issue(db: Database) {
    let office = Office::open(db).await;
    let trip = office.sold("fr").await;
    let payer = office.payers_of(trip).await[0];
    let invoice = office.issue(trip).await.unwrap();
    let draft = CreditDraft { amount: "1".into(), reason: "Geste".into() };
    let seller = caller(Actor::Staff { id: fresh(), role: StaffRole::Seller });
    for (who, expected) in [(&seller, ErrorCode::NotFound), (&office.client, ErrorCode::NotFound), (&anonymous(), ErrorCode::SignInNeeded)]
    {
        let desk = &office.invoices;
        assert_eq!(code(desk.preview_invoice(who, trip, None).await), expected);
        assert_eq!(code(desk.issue_invoice(who, trip, payer, fresh(), "3000.00 EUR".into()).await), expected);
        assert_eq!(code(desk.find_credit_form(who, invoice.id).await), expected);
        assert_eq!(code(desk.credit_invoice(who, invoice.id, fresh(), draft.clone()).await), expected);
        assert_eq!(code(desk.list_trip_invoices(who, trip).await), expected);
        assert_eq!(code(desk.list_invoices(who, ListQuery::default()).await), expected);
    }
    for role in [StaffRole::Manager, StaffRole::Accountant] {
        let who = caller(Actor::Staff {
            id: match office.administrator.actor {
                Actor::Staff { id, .. } => id,
                _ => fresh(),
            },
            role,
        });
        assert!(office.invoices.credit_invoice(&who, invoice.id, fresh(), draft.clone()).await.is_ok(), "{role}");
    }
    assert_eq!(office.rows().await.len(), 3);
}
