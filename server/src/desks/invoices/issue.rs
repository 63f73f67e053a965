//! Issuing: an invoice for what is missing, a credit note for what of one invoice is taken back.

use super::standing::{Issued, total};
use super::{Invoices, MAIL, paper};
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::payments::payer::addressee;
use crate::desks::payments::refunds::transfer::staff_of;
use crate::desks::people::clients;
use crate::mail::{MailJob, MailKind};
use desk::Caller;
use domain::error::ErrorCode;
use domain::ids::{InvoiceId, PayerId, TripId};
use domain::invoices::{self, CreditDraft, InvoiceKind, creditable, follows, next_invoice};
use domain::ledger::Posting;
use domain::money::Money;
use domain::policy::{Action, authorise};
use domain::trips::Entity as Company;
use locales::format;
use papers::InvoiceView;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, Set};
use serde_json::json;
use store::entities::{invoice, invoice_series, trip};
use store::ledger::Posted;
use time::Date;

/// Which row to write.
struct Row {
    id: InvoiceId,
    credited: Option<InvoiceId>,
}

impl Invoices {
    pub(super) async fn issue(&self, caller: &Caller, trip: TripId, payer: PayerId, id: InvoiceId, seen: &str) -> Result<(), Fault> {
        authorise(caller.actor, Action::IssueInvoices)?;
        let tx = self.counter.db.begin_write().await?;
        let row = store::locks::lock_trip(&tx, trip).await?.ok_or(ErrorCode::NotFound)?;
        let own = accounts::lock_account(&tx, &row, payer, self.counter.today()).await?.ok_or(ErrorCode::NotFound)?;
        // Under the payer's lock: whoever sends the same form at the same time waits, and finds the row.
        if let Some(known) = invoice::Entity::find_by_id(id).one(&tx).await? {
            let same = known.payer_id == payer && known.kind == InvoiceKind::Invoice;
            return if same { Ok(()) } else { Err(ErrorCode::AlreadyIssued.into()) };
        }
        // A paper is written once: it cannot be made out to whoever was forgotten.
        if let Some(client) = own.payer.client() {
            clients::joinable(&tx, client).await??;
        }
        let before = Issued::to_payer(&tx, payer).await?.net(payer, row.currency);
        let amount = next_invoice(row.state, own.account.price, before)?;
        if Money::from_plain(seen.trim()) != Some(amount) {
            return Err(ErrorCode::MoneyMoved.into());
        }
        let view = paper::of_invoice(&self.counter, &tx, &row, &own, before, amount).await?;
        self.write(&tx, caller, &row, &own, Row { id, credited: None }, view).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn credit(&self, caller: &Caller, about: InvoiceId, id: InvoiceId, draft: &CreditDraft) -> Result<TripId, Fault> {
        authorise(caller.actor, Action::IssueInvoices)?;
        let tx = self.counter.db.begin_write().await?;
        let credited = invoice::Entity::find_by_id(about).one(&tx).await?.ok_or(ErrorCode::NotFound)?;
        let gone = || Fault::Broken(format!("{} is gone", credited.trip_id));
        let trip = store::locks::lock_trip(&tx, credited.trip_id).await?.ok_or_else(gone)?;
        let own = accounts::lock_account(&tx, &trip, credited.payer_id, self.counter.today()).await?.ok_or_else(gone)?;
        if let Some(known) = invoice::Entity::find_by_id(id).one(&tx).await? {
            return if known.credited_id == Some(about) { Ok(trip.id) } else { Err(ErrorCode::AlreadyIssued.into()) };
        }
        let issued = Issued::to_payer(&tx, credited.payer_id).await?;
        let left = creditable(credited.kind, total(&credited), issued.taken_back(&credited))?;
        let (amount, reason) = draft.check(left)?;
        let view = paper::of_credit_note(&self.counter, &credited, amount, reason)?;
        self.write(&tx, caller, &trip, &own, Row { id, credited: Some(about) }, view).await?;
        tx.commit().await?;
        Ok(trip.id)
    }

    /// Draws the number and the day, and writes the fact, the row and the mail. Trip and payer are locked by the caller.
    async fn write(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        trip: &trip::Model,
        own: &PayerAccount,
        row: Row,
        mut view: InvoiceView,
    ) -> Result<(), Fault> {
        let entity = paper::entity_of(&view);
        let (series, on) = self.lock_series(tx, entity).await?;
        follows(series.last_issued_on, on)?;
        let name = series.id.clone();
        let number = invoices::number(&name, store::numbers::next_invoice(tx, series, on).await?);
        view.number.clone_from(&number);
        view.issued_on = on;
        let now = self.counter.now();
        let owner = domain::ledger::Owner { entity, trip: trip.id, payer: own.payer.id };
        let posting = Posting::invoice(owner, view.kind, &number, view.total)?;
        let Posted::Now(sealed) = accounts::book(tx, now, now, &posting).await? else { return Err(ErrorCode::AlreadyIssued.into()) };
        let model = invoice::ActiveModel {
            id: Set(row.id),
            number: Set(number.clone()),
            series: Set(name),
            kind: Set(view.kind),
            credited_id: Set(row.credited),
            tx_id: Set(sealed),
            trip_id: Set(trip.id),
            payer_id: Set(own.payer.id),
            total_minor: Set(view.total.minor),
            currency: Set(view.total.currency),
            issued_on: Set(on),
            issued_by: Set(staff_of(caller.actor)),
            created_at: Set(now),
            snapshot: Set(serde_json::to_string(&view).map_err(|error| Fault::Broken(error.to_string()))?),
        };
        model.insert(tx).await?;
        let verb = match view.kind {
            InvoiceKind::Invoice => "invoice.issued",
            InvoiceKind::CreditNote => "invoice.credited",
        };
        let detail = json!({ "number": number, "amount": view.total.plain() });
        store::audit::append(tx, now, caller.actor, verb, row.id, Some(trip.id), &detail).await?;
        let to = addressee(tx, &own.payer).await?;
        let link = own.payer.client().map(|_| self.counter.url(&format!("/invoices/{}", row.id)));
        let amount = format::money(to.language, view.total);
        let kind = MailKind::Invoice { kind: view.kind, name: to.name, amount, trip: trip.title.clone(), number, link };
        let job = MailJob { to: to.email, locale: to.language, kind };
        store::outbox::put(tx, "mail", &format!("{MAIL}{}", row.id), &job, now, now).await?;
        Ok(())
    }

    /// The series of today, locked, and today. Whoever waited for the lock over midnight issues on the new day, over New Year in the new series.
    async fn lock_series(&self, tx: &DatabaseTransaction, entity: Company) -> Result<(invoice_series::Model, Date), Fault> {
        let mut year = self.counter.today().year();
        loop {
            let series = store::numbers::lock_invoices(tx, &invoices::series(entity, year), entity).await?;
            let today = self.counter.today();
            if today.year() == year {
                return Ok((series, today));
            }
            year = today.year();
        }
    }
}
