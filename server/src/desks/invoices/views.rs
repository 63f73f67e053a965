//! What staff look at before they issue, the invoices of a trip, and one's own.

use super::standing::{Issued, taken_back, total};
use super::{Invoices, paper};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::payments::payer::own_of_trip;
use desk::{Caller, CreditForm, InvoicePreview, InvoiceRow, OwnInvoice, PayerInvoicing, TripInvoices};
use domain::error::ErrorCode;
use domain::ids::{InvoiceId, PayerId, TripId};
use domain::invoices::{Invoicing, creditable, invoicing, next_invoice};
use domain::money::Money;
use domain::policy::{Action, authorise, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::entities::{invoice, payer, trip};

/// A row, with what of it the credit notes among `issued` took back.
pub(super) fn row(invoice: &invoice::Model, payer_name: String, issued: &[invoice::Model]) -> InvoiceRow {
    InvoiceRow {
        id: invoice.id,
        number: invoice.number.clone(),
        kind: invoice.kind,
        credited: invoice.credited_id,
        payer_name,
        issued_on: invoice.issued_on,
        total: total(invoice),
        taken_back: Money::new(taken_back(issued, invoice.id), invoice.currency),
    }
}

impl Invoices {
    pub(super) async fn of_trip(&self, caller: &Caller, id: TripId) -> Result<TripInvoices, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let db = self.counter.db.read();
        let trip = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let rows = invoice::Entity::find().filter(invoice::Column::TripId.eq(id)).order_by_desc(invoice::Column::Id).all(db).await?;
        let issued = Issued(rows);
        let accounts = accounts::accounts_of(db, &trip, self.counter.today()).await?;
        let stand = |one: &PayerAccount| PayerInvoicing {
            payer: one.payer.id,
            name: one.payer.label.clone(),
            invoicing: invoicing(trip.state, one.account.price, issued.net(one.payer.id, trip.currency)),
        };
        let payers = accounts.all().iter().map(stand).filter(|one| one.invoicing != Invoicing::Even).collect();
        let name = |payer: PayerId| accounts.of(payer).map(|one| one.payer.label.clone()).unwrap_or_default();
        let rows = issued.0.iter().map(|invoice| row(invoice, name(invoice.payer_id), &issued.0)).collect();
        Ok(TripInvoices { trip: id, rows, payers, may_issue: may(caller.actor, Action::IssueInvoices) })
    }

    pub(super) async fn preview(&self, caller: &Caller, id: TripId, payer: Option<PayerId>) -> Result<InvoicePreview, Fault> {
        authorise(caller.actor, Action::IssueInvoices)?;
        let db = self.counter.db.read();
        let trip = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let accounts = accounts::accounts_of(db, &trip, self.counter.today()).await?;
        let rows = invoice::Entity::find().filter(invoice::Column::TripId.eq(id)).all(db).await?;
        let issued = Issued(rows);
        let before = |one: &PayerAccount| issued.net(one.payer.id, trip.currency);
        let missing = |one: &&PayerAccount| matches!(invoicing(trip.state, one.account.price, before(one)), Invoicing::Missing(_));
        let own = match payer {
            Some(payer) => accounts.of(payer).ok_or(ErrorCode::NotFound)?,
            // Nobody is named: whoever is first to invoice, or else the refusal of the first.
            None => accounts.active().find(missing).or_else(|| accounts.first()).ok_or(ErrorCode::NotFound)?,
        };
        let before = before(own);
        let amount = next_invoice(trip.state, own.account.price, before)?;
        let view = paper::of_invoice(&self.counter, db, &trip, own, before, amount).await?;
        Ok(InvoicePreview {
            id: store::fresh(),
            trip: id,
            reference: trip.reference,
            title: trip.title,
            payer: own.payer.id,
            invoiced_to: [view.buyer.name].into_iter().chain(view.buyer.address).collect(),
            entity: trip.entity,
            company: view.seller.name,
            issued_on: view.issued_on,
            label: view.label,
            total: view.total,
            paid: view.paid,
            left: view.left,
        })
    }

    pub(super) async fn credit_form(&self, caller: &Caller, id: InvoiceId) -> Result<CreditForm, Fault> {
        authorise(caller.actor, Action::IssueInvoices)?;
        let db = self.counter.db.read();
        let credited = invoice::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let gone = || Fault::Broken(format!("the trip of {id} is gone"));
        let trip = trip::Entity::find_by_id(credited.trip_id).one(db).await?.ok_or_else(gone)?;
        let own = accounts::payer_account(db, &trip, credited.payer_id, self.counter.today()).await?.ok_or_else(gone)?;
        let issued = Issued::to_payer(db, credited.payer_id).await?;
        let left = creditable(credited.kind, total(&credited), issued.taken_back(&credited))?;
        let amount = match invoicing(trip.state, own.account.price, issued.net(own.payer.id, trip.currency)) {
            Invoicing::Excess(excess) if excess.currency == left.currency && excess.minor < left.minor => excess,
            Invoicing::Excess(_) | Invoicing::Missing(_) | Invoicing::Even => left,
        };
        Ok(CreditForm {
            id: store::fresh(),
            trip: trip.id,
            reference: trip.reference,
            title: trip.title,
            invoice: row(&credited, own.payer.label, &issued.0),
            issued_on: self.counter.today(),
            left,
            amount,
        })
    }

    pub(super) async fn own(&self, caller: &Caller, trip: TripId) -> Result<Vec<OwnInvoice>, Fault> {
        let db = self.counter.db.read();
        let own = own_of_trip(db, caller, trip).await?;
        let rows = invoice::Entity::find().filter(invoice::Column::PayerId.is_in(own)).order_by_desc(invoice::Column::Id).all(db).await?;
        let view = |row: invoice::Model| OwnInvoice {
            total: total(&row),
            id: row.id,
            number: row.number,
            kind: row.kind,
            issued_on: row.issued_on,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// What payers are called, by their ids.
    pub(super) async fn names_of(&self, ids: Vec<PayerId>) -> Result<std::collections::BTreeMap<PayerId, String>, Fault> {
        let found = payer::Entity::find().filter(payer::Column::Id.is_in(ids)).all(self.counter.db.read()).await?;
        Ok(found.into_iter().map(|row| (row.id, row.label)).collect())
    }
}
