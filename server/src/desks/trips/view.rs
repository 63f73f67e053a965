//! One trip, for staff.

use super::{Trips, life, revisions, rows, views, why};
use crate::desks::accounts;
use crate::desks::fault::Fault;
use desk::{Caller, PayerSchedule, TripView};
use domain::error::ErrorCode;
use domain::ids::TripId;
use domain::policy::{Action, may};
use domain::trips::{moves_from, next, quote};
use sea_orm::EntityTrait;
use store::entities::client;

impl Trips {
    pub(super) async fn view(&self, caller: &Caller, id: TripId) -> Result<TripView, Fault> {
        let row = self.find(caller, id).await?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let trip = rows::read(db, &row).await?;
        let accounts = accounts::accounts_of(db, &row, today).await?;
        let account = accounts.together();
        let receipts = views::Receipts::of_trips(db, &[id]).await?;
        let client = client::Entity::find_by_id(row.client_id).one(db).await?;
        let seller = views::seller(&self.counter, db, row.seller_id).await?;
        let ready = life::readiness(db, &row, &trip, &accounts, today).await?;
        let seller_id = row.seller_id;
        let edits = may(caller.actor, Action::EditTrip { seller: seller_id });
        // What is only not ready yet is offered, and says when tried what is missing.
        let offered = |wanted| !matches!(next(row.state, wanted, ready), Err(refusal) if refusal.code == ErrorCode::MoveRefused);
        let quote = quote(&trip).ok_or_else(|| Fault::Broken(format!("{id}: sums out of range")))?;
        Ok(TripView {
            id,
            reference: row.reference.clone(),
            version: row.version,
            state: row.state,
            why: why::of_trip(db, id, &trip, &quote, account.received).await?,
            quote,
            trip,
            client_name: client.map(|client| client.name).unwrap_or_default(),
            seller_name: seller.name,
            instalments: views::instalments(&row, &account, &receipts, today),
            payers: accounts
                .active()
                .map(|one| PayerSchedule {
                    id: one.payer.id,
                    name: one.payer.label.clone(),
                    share: one.account.price,
                    instalments: views::instalments(&row, &one.account, &receipts, today),
                })
                .collect(),
            agreed: revisions::agreed_price(db, &row, &accounts).await?,
            revisions: revisions::of_trip(db, caller, &row, today).await?,
            received: account.received,
            credit: account.credit,
            moves: if edits { moves_from(row.state).iter().copied().filter(|wanted| offered(*wanted)).collect() } else { Vec::new() },
            editable: row.state.is_open() && edits,
            schedulable: row.state.is_open() && may(caller.actor, Action::EditSchedule { seller: seller_id }),
        })
    }
}
