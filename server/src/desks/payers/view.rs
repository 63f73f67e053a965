//! The payers of a trip, as staff see them.

use super::Payers;
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::payments::links;
use crate::desks::payments::payer::addressee;
use crate::desks::trips::views;
use desk::{Caller, PayLinkRow, PayLinkState, PayerView, PayersView};
use domain::error::ErrorCode;
use domain::ids::TripId;
use domain::money::Money;
use domain::payers::PayerState;
use domain::policy::{Action, authorise, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::entities::{pay_link, trip};
use store::words::PayLinkKind;
use time::OffsetDateTime;

impl Payers {
    pub(super) async fn view(&self, caller: &Caller, id: TripId) -> Result<PayersView, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let (db, today, now) = (self.counter.db.read(), self.counter.today(), self.counter.now());
        let row = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let accounts = accounts::accounts_of(db, &row, today).await?;
        let receipts = views::Receipts::of_trips(db, &[id]).await?;
        let links = pay_link::Entity::find()
            .filter(pay_link::Column::PayerId.is_in(accounts.all().iter().map(|one| one.payer.id)))
            .filter(pay_link::Column::Kind.eq(PayLinkKind::Pay))
            .order_by_desc(pay_link::Column::Id)
            .all(db)
            .await?;
        let mut payers = Vec::new();
        // Whoever was removed is shown as long as money of theirs is here.
        for one in accounts.all().iter().filter(|one| one.payer.state == PayerState::Active || one.has_money()) {
            let PayerAccount { payer, account, heir: _ } = one;
            let to = addressee(db, payer).await?;
            payers.push(PayerView {
                id: payer.id,
                kind: payer.kind,
                name: to.name,
                client: payer.client(),
                email: to.email,
                language: to.language,
                persons: payer.persons.and_then(|persons| u32::try_from(persons).ok()),
                share: account.price,
                received: account.received,
                credit: account.credit,
                remaining: account.remaining,
                instalments: views::instalments(&row, account, &receipts, today),
                links: links.iter().filter(|link| link.payer_id == payer.id).map(|link| link_row(link, now)).collect(),
            });
        }
        Ok(PayersView {
            trip: id,
            reference: row.reference.clone(),
            title: row.title.clone(),
            version: row.version,
            price: Money::new(row.price_minor.max(0), row.currency),
            payers,
            payable: row.state.is_visible_to_client() && row.state.is_payable(),
            link_base: links::address(&self.counter, ""),
            joint: super::handover::joint(db, id).await?,
            hand_over: row.state.is_open() && may(caller.actor, Action::EditTrip { seller: row.seller_id }),
            editable: row.state.is_open() && may(caller.actor, Action::EditSchedule { seller: row.seller_id }),
        })
    }
}

fn link_row(link: &pay_link::Model, now: OffsetDateTime) -> PayLinkRow {
    let state = match (link.revoked_at, link.expires_at > now) {
        (Some(_), _) => PayLinkState::Revoked,
        (None, true) => PayLinkState::Open,
        (None, false) => PayLinkState::Expired,
    };
    PayLinkRow { id: link.id, created_at: link.created_at, expires_at: link.expires_at, instalment: link.instalment_id, state }
}
