//! Links that staff make, send and call back.

use super::Payers;
use crate::desks::accounts;
use crate::desks::auth::throttle::{self, PAY_LINKS};
use crate::desks::fault::Fault;
use crate::desks::payments::links;
use crate::desks::payments::payer::{addressee, check_payable};
use crate::mail::{MailJob, MailKind};
use desk::Caller;
use domain::error::{ErrorCode, Refusal};
use domain::ids::{InstalmentId, PayLinkId, PayerId, TripId};
use domain::money::Money;
use domain::payers::PayerState;
use domain::payments::{Asked, asked};
use domain::policy::{Action, authorise};
use locales::format;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use store::entities::{pay_link, payer, trip};
use time::Date;

/// A payer whom somebody may be asked to pay now.
struct Asking {
    trip: trip::Model,
    payer: payer::Model,
    amount: Money,
    due_on: Date,
}

impl Payers {
    /// The payer, under the locks, and what a link would ask of them.
    async fn asking(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        id: PayerId,
        instalment: Option<InstalmentId>,
    ) -> Result<Asking, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let found = payer::Entity::find_by_id(id).one(tx).await?.ok_or(ErrorCode::NotFound)?;
        let trip = store::locks::lock_trip(tx, found.trip_id).await?.ok_or(ErrorCode::NotFound)?;
        authorise(caller.actor, Action::EditSchedule { seller: trip.seller_id })?;
        let own = accounts::lock_account(tx, &trip, id, self.counter.today()).await?;
        let own = own.filter(|own| own.payer.state == PayerState::Active).ok_or(ErrorCode::NotFound)?;
        // A draft is nobody's business yet: its payers cannot be asked for anything.
        check_payable(&trip).map_err(|_| ErrorCode::NotPayable)?;
        match asked(&own.account, instalment) {
            Asked::Pay(amount, lines) => {
                let due_on = lines.last().map_or(self.counter.today(), |line| line.due_on);
                Ok(Asking { trip, payer: own.payer, amount, due_on })
            }
            Asked::Paid => Err(ErrorCode::NothingDue.into()),
            Asked::Replaced => Err(ErrorCode::NotFound.into()),
        }
    }

    pub(super) async fn send_link(&self, caller: &Caller, id: PayerId, instalment: Option<InstalmentId>) -> Result<TripId, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let now = self.counter.now();
        throttle::count(&self.counter.db, now, &format!("paylink:{id}"), PAY_LINKS).await?;
        let tx = self.counter.db.begin_write().await?;
        let asking = self.asking(&tx, caller, id, instalment).await?;
        let to = addressee(&tx, &asking.payer).await?;
        if to.email.is_empty() {
            return Err(Refusal::new(ErrorCode::NotAnEmail).into());
        }
        let (link, token) = links::make(&tx, id, instalment, caller.actor, now).await?;
        let job = MailJob {
            to: to.email.clone(),
            locale: to.language,
            kind: MailKind::PayLink {
                name: to.name.clone(),
                amount: format::money(to.language, asking.amount),
                due: format::date(to.language, asking.due_on),
                trip: asking.trip.title.clone(),
                link: links::address(&self.counter, &token),
            },
        };
        store::outbox::put(&tx, "mail", &format!("mail:{link}"), &job, now, now).await?;
        note(&tx, caller, &asking, "paylink.sent", now).await?;
        tx.commit().await?;
        Ok(asking.trip.id)
    }

    pub(super) async fn make_link(
        &self,
        caller: &Caller,
        id: PayerId,
        instalment: Option<InstalmentId>,
    ) -> Result<(TripId, String), Fault> {
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let asking = self.asking(&tx, caller, id, instalment).await?;
        let (_, token) = links::make(&tx, id, instalment, caller.actor, now).await?;
        note(&tx, caller, &asking, "paylink.made", now).await?;
        tx.commit().await?;
        Ok((asking.trip.id, token))
    }

    pub(super) async fn revoke_link(&self, caller: &Caller, id: PayLinkId) -> Result<TripId, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let link = pay_link::Entity::find_by_id(id).one(&tx).await?.ok_or(ErrorCode::NotFound)?;
        let payer = payer::Entity::find_by_id(link.payer_id).one(&tx).await?.ok_or(ErrorCode::NotFound)?;
        let trip = store::locks::lock_trip(&tx, payer.trip_id).await?.ok_or(ErrorCode::NotFound)?;
        authorise(caller.actor, Action::EditSchedule { seller: trip.seller_id })?;
        if link.revoked_at.is_none() {
            let mut row = link.into_active_model();
            row.revoked_at = Set(Some(now));
            row.update(&tx).await?;
            let detail = json!({ "payer": payer.id });
            store::audit::append(&tx, now, caller.actor, "paylink.revoked", payer.id, Some(trip.id), &detail).await?;
        }
        tx.commit().await?;
        Ok(trip.id)
    }
}

async fn note(tx: &DatabaseTransaction, caller: &Caller, asking: &Asking, verb: &str, now: time::OffsetDateTime) -> Result<(), Fault> {
    let detail = json!({ "payer": asking.payer.id, "amount": asking.amount.plain() });
    store::audit::append(tx, now, caller.actor, verb, asking.payer.id, Some(asking.trip.id), &detail).await?;
    Ok(())
}
