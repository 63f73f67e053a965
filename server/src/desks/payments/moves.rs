//! What leaves a gateway but by refunds: fees and payouts, booked once however often they are told, and booked back when a payout comes back.
//!
//! A fee stands in the books of the trip whose money it was taken on. One on nothing in particular, and a payout, stand in those of the company that
//! [`payouts::company`] says. A fee on money that is not in the books is left alone: it is another shop's, or told again once its capture is booked.

use super::{Broken, Payments};
use crate::desks::fault::Fault;
use crate::desks::{accounts, payouts};
use crate::gateways::Gateway;
use domain::ids::TripId;
use domain::ledger::{GatewayAccount, Posting};
use domain::payments::{BalanceMove, GatewayFee, GatewayPayout};
use domain::policy::Actor;
use domain::trips::Entity as Company;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};
use serde_json::json;
use store::entities::{dispute, gateway_mark, payment_capture, payment_order, payout, refund, trip};
use time::{Duration, OffsetDateTime};

/// How far back fees and payouts are looked for. A fee may be told days before its capture is booked, as a debit's is, and nobody tells it anew then; one of
/// another shop is never ours, so that nothing waits for it. What is booked already is left alone.
const MOVES_BACK: Duration = Duration::days(35);

impl Payments {
    /// Books the fees and payouts that a gateway tells of since well before they were last booked: since ever, the first time.
    ///
    /// # Errors
    /// The database does not answer. What cannot be booked now is asked for again.
    pub(super) async fn compare_moves(&self, gateway: &dyn Gateway) -> Result<(), Broken> {
        let (asked, mark) = (self.counter.now(), self.mark(gateway).await?);
        let since = mark.as_ref().map_or(OffsetDateTime::UNIX_EPOCH, |mark| mark.moved_to - MOVES_BACK);
        let moves = match gateway.moved_since(since).await {
            Ok(Some(moves)) => moves,
            Ok(None) => return Ok(()),
            Err(error) => {
                tracing::warn!(gateway = gateway.name(), %error, "fees and payouts cannot be compared with the books");
                return Ok(());
            }
        };
        let mut all = true;
        for told in &moves {
            let heard = match told {
                BalanceMove::Fee(fee) => self.hear_fee(gateway, fee).await,
                BalanceMove::Payout(payout) => self.hear_payout(gateway, payout).await,
            };
            if let Err(fault) = heard {
                all = false;
                tracing::warn!(gateway = gateway.name(), error = %Broken::from(fault), "a fee or a payout is booked later");
            }
        }
        // A gateway that tells is known as one from the first answer on, even while something of it cannot be booked.
        if all || mark.is_none() {
            self.set_mark(gateway, if all { asked } else { OffsetDateTime::UNIX_EPOCH }).await?;
        }
        Ok(())
    }

    async fn mark(&self, gateway: &dyn Gateway) -> Result<Option<gateway_mark::Model>, DbErr> {
        let id = (gateway.name().to_owned(), gateway.account().to_owned());
        gateway_mark::Entity::find_by_id(id).one(self.counter.db.read()).await
    }

    async fn set_mark(&self, gateway: &dyn Gateway, moved_to: OffsetDateTime) -> Result<(), DbErr> {
        use gateway_mark::Column as C;
        let row = gateway_mark::ActiveModel {
            gateway: Set(gateway.name().to_owned()),
            gateway_account: Set(gateway.account().to_owned()),
            moved_to: Set(moved_to),
        };
        let tx = self.counter.db.begin_write().await?;
        let anew = OnConflict::columns([C::Gateway, C::GatewayAccount]).update_column(C::MovedTo).to_owned();
        gateway_mark::Entity::insert(row).on_conflict(anew).exec_without_returning(&tx).await?;
        tx.commit().await
    }

    /// Books a fee, unless what it was taken on is not in the books.
    async fn hear_fee(&self, gateway: &dyn Gateway, fee: &GatewayFee) -> Result<(), Fault> {
        let at = GatewayAccount { gateway: gateway.name(), account: gateway.account() };
        let posting = |company| Posting::fee(company, at, &fee.key, fee.money);
        let known = posting(Company::default())?;
        if store::ledger::find(self.counter.db.read(), known.source_kind().as_str(), known.source_id()).await?.is_some() {
            return Ok(());
        }
        let tx = self.counter.db.begin_write().await?;
        let company = match trip_of(&tx, at, &fee.about).await? {
            Some(trip) => trip::Entity::find_by_id(trip).one(&tx).await?.map(|trip| trip.entity),
            None if fee.about.is_empty() => Some(payouts::company(&tx, at, fee.money.currency).await?),
            None => None,
        };
        if let Some(company) = company {
            accounts::book(&tx, self.counter.now(), fee.at, &posting(company)?).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Writes down what a gateway says of one payout. Doing it again changes nothing.
    async fn hear_payout(&self, gateway: &dyn Gateway, said: &GatewayPayout) -> Result<(), Fault> {
        if said.money.is_zero() {
            return Ok(());
        }
        let (now, at) = (self.counter.now(), GatewayAccount { gateway: gateway.name(), account: gateway.account() });
        let known = find_payout(self.counter.db.read(), at, &said.key, false).await?;
        if known.is_some_and(|row| row.state.next(said.stage) == row.state && row.reference == said.reference) {
            return Ok(());
        }
        let tx = self.counter.db.begin_write().await?;
        let company = payouts::company(&tx, at, said.money.currency).await?;
        let fresh = row_of(at, said, company, now);
        use payout::Column as C;
        let once = OnConflict::columns([C::Gateway, C::GatewayAccount, C::PayoutKey]).do_nothing().to_owned();
        payout::Entity::insert(fresh).on_conflict(once).try_insert().exec_without_returning(&tx).await?;
        let row = find_payout(&tx, at, &said.key, true).await?.ok_or_else(|| Fault::Broken(format!("{} is gone", said.key)))?;
        if row.amount_minor != said.money.minor || row.currency != said.money.currency {
            return Err(Fault::Broken(format!("{} was told with another amount before", said.key)));
        }
        let (stage, before, entity) = (row.state.next(said.stage), row.state, row.entity);
        // What had come back before anybody heard of it never left, as far as the books know.
        if !stage.came_back() {
            accounts::book(&tx, now, said.at, &Posting::payout(entity, at, &said.key, said.money)?).await?;
        } else if !before.came_back() {
            accounts::book(&tx, now, now, &Posting::payout_failed(entity, at, &said.key, said.money)?).await?;
            let detail = json!({ "gateway": at.name(), "amount": said.money.plain() });
            store::audit::append(&tx, now, Actor::System, &format!("payout.{stage}"), row.id, None, &detail).await?;
        }
        let mut row = row.into_active_model();
        row.state = Set(stage);
        row.arrives_on = Set(said.arrives_on);
        row.reference = Set(said.reference.clone());
        row.update(&tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn row_of(at: GatewayAccount<'_>, said: &GatewayPayout, company: Company, now: OffsetDateTime) -> payout::ActiveModel {
    payout::ActiveModel {
        id: Set(store::fresh()),
        gateway: Set(at.gateway.to_owned()),
        gateway_account: Set(at.account.to_owned()),
        payout_key: Set(said.key.clone()),
        entity: Set(company),
        amount_minor: Set(said.money.minor),
        fee_minor: Set(0),
        currency: Set(said.money.currency),
        state: Set(said.stage),
        shown_minor: Set(0),
        arrives_on: Set(said.arrives_on),
        reference: Set(said.reference.clone()),
        decided_by: Set(None),
        tx_id: Set(None),
        undone_by: Set(None),
        undone_at: Set(None),
        undone_why: Set(String::new()),
        created_at: Set(now),
    }
}

async fn find_payout(db: &impl ConnectionTrait, at: GatewayAccount<'_>, key: &str, lock: bool) -> Result<Option<payout::Model>, DbErr> {
    use payout::Column as C;
    let own =
        payout::Entity::find().filter(C::Gateway.eq(at.gateway)).filter(C::GatewayAccount.eq(at.account)).filter(C::PayoutKey.eq(key));
    let own = if lock { own.lock_exclusive() } else { own };
    own.one(db).await
}

/// The trip whose capture, refund or dispute has this name at the gateway.
async fn trip_of(tx: &DatabaseTransaction, at: GatewayAccount<'_>, about: &str) -> Result<Option<TripId>, DbErr> {
    let capture = payment_capture::Entity::find_by_id((at.gateway.to_owned(), at.account.to_owned(), about.to_owned())).one(tx).await?;
    if let Some(capture) = capture {
        return Ok(payment_order::Entity::find_by_id(capture.order_id).one(tx).await?.map(|order| order.trip_id));
    }
    let own = refund::Entity::find().filter(refund::Column::Gateway.eq(at.gateway)).filter(refund::Column::GatewayAccount.eq(at.account));
    if let Some(refund) = own.filter(refund::Column::RefundKey.eq(about)).one(tx).await? {
        return Ok(Some(refund.trip_id));
    }
    use dispute::Column as D;
    let own = dispute::Entity::find().filter(D::Gateway.eq(at.gateway)).filter(D::GatewayAccount.eq(at.account));
    Ok(own.filter(D::DisputeKey.eq(about)).one(tx).await?.map(|dispute| dispute.trip_id))
}
