//! The poller: asks about live orders by itself, so that no lost notification, click or process leaves money unbooked.
//!
//! Ask first, close afterwards: an order is never given up while the gateway has not said what became of it.

use super::settle::Word;
use super::start::FIRST_POLL;
use super::{Broken, Payments, reference_of};
use crate::desks::fault::Fault;
use crate::desks::payouts;
use crate::gateways::{Answers, Gateway};
use domain::ids::PaymentOrderId;
use domain::payments::{OrderState, RefundStage, RefundWay};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use store::entities::{payment_capture, payment_order, refund};
use time::{Duration, OffsetDateTime};

/// How many orders are looked at in a round.
const BATCH: u64 = 50;

/// How far back everything at the gateway is compared.
const WINDOW: Duration = Duration::hours(48);

/// How long after it succeeded a refund may still come back, where nobody lists what changed.
const COMES_BACK: Duration = Duration::days(60);

/// What a round of the poller did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Polled {
    /// Orders asked about.
    pub asked: usize,
    /// Of these, how many could not be dealt with now.
    pub failed: usize,
}

impl Payments {
    /// Asks about every order whose time has come, repeats starts that were never answered, closes what is past its end. Several nodes may do so at once.
    ///
    /// # Errors
    /// The database does not answer. An order that fails is asked about again later.
    pub async fn poll_due(&self) -> Result<Polled, Broken> {
        let mut polled = Polled::default();
        loop {
            let now = self.counter.now();
            let due = payment_order::Entity::find()
                .filter(payment_order::Column::NextPollAt.lte(now))
                .order_by_asc(payment_order::Column::NextPollAt)
                .limit(BATCH)
                .all(self.counter.db.read())
                .await?;
            if due.is_empty() {
                return Ok(polled);
            }
            for order in due {
                if !self.take(&order, now).await? {
                    continue;
                }
                polled.asked += 1;
                let id = order.id;
                if let Err(fault) = self.look_after(order).await {
                    polled.failed += 1;
                    tracing::warn!(order = %id, error = %Broken::from(fault), "an order is asked about again later");
                }
            }
        }
    }

    /// Moves an order's next look on; whoever does that first looks.
    async fn take(&self, order: &payment_order::Model, now: OffsetDateTime) -> Result<bool, DbErr> {
        let next = order.state.is_live().then(|| now + pause(now - order.created_at));
        let tx = self.counter.db.begin_write().await?;
        let moved = payment_order::Entity::update_many()
            .col_expr(payment_order::Column::NextPollAt, Expr::value(next))
            .filter(payment_order::Column::Id.eq(order.id))
            .filter(payment_order::Column::NextPollAt.eq(order.next_poll_at))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok(moved.rows_affected == 1)
    }

    async fn look_after(&self, order: payment_order::Model) -> Result<(), Fault> {
        let id = order.id;
        let over = order.expires_at.is_some_and(|end| self.counter.now() >= end);
        // A start that was never answered is repeated with its key, until its page would be closed anyway.
        if !over && reference_of(self.counter.db.read(), id).await?.is_none() {
            self.open_page(&order).await?;
        }
        self.ask(id).await?;
        let Some(order) = self.find_order(id).await? else { return Ok(()) };
        if over && matches!(order.state, OrderState::Created | OrderState::Open | OrderState::ActionRequired) {
            self.close_order(&order).await?;
        }
        Ok(())
    }

    /// Compares everything that changed at the gateways in the last two days with the books: money that came after an order was closed is found here
    /// when its notification was lost. Fees and payouts are booked, and what still differs then becomes an item that a person decides on.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn reconcile(&self) -> Result<(), Broken> {
        let since = self.counter.now() - WINDOW;
        for gateway in self.gateways.all() {
            match gateway.answers() {
                Answers::Everything => self.compare(gateway.as_ref(), since).await?,
                Answers::OnePayment => self.ask_again(gateway.as_ref(), since).await?,
                Answers::Nothing => continue,
            }
            self.ask_about_refunds(gateway.as_ref()).await?;
            self.compare_disputes(gateway.as_ref(), since).await?;
            self.compare_moves(gateway.as_ref()).await?;
            self.compare_balance(gateway.as_ref()).await?;
        }
        Ok(payouts::clear_lines(&self.counter).await?)
    }

    /// Asks about every order whose refund is on its way: it may take days, and its notification may be lost. Where nothing lists what changed, about those
    /// that succeeded lately as well.
    async fn ask_about_refunds(&self, gateway: &dyn Gateway) -> Result<(), Broken> {
        use refund::Column as C;
        let mut waiting = C::State.is_in([RefundStage::Sent, RefundStage::Pending]);
        if gateway.answers() == Answers::OnePayment {
            waiting = waiting.or(C::State.eq(RefundStage::Succeeded).and(C::FinishedAt.gt(self.counter.now() - COMES_BACK)));
        }
        let rows = refund::Entity::find()
            .filter(C::Gateway.eq(gateway.name()))
            .filter(C::Way.eq(RefundWay::Gateway))
            .filter(waiting)
            .all(self.counter.db.read())
            .await?;
        let orders: BTreeSet<PaymentOrderId> = rows.into_iter().filter_map(|row| row.order_id).collect();
        for order in orders {
            if let Err(fault) = self.ask(order).await {
                tracing::warn!(%order, error = %Broken::from(fault), "a refund is asked about again later");
            }
        }
        Ok(())
    }

    async fn compare(&self, gateway: &dyn Gateway, since: OffsetDateTime) -> Result<(), Broken> {
        let asked = self.counter.now();
        let statements = match gateway.list_since(since).await {
            Ok(statements) => statements,
            Err(error) => {
                tracing::warn!(gateway = gateway.name(), %error, "a gateway cannot be compared with the books");
                return Ok(());
            }
        };
        for statement in statements.iter().filter(|statement| !statement.truth.captures.is_empty()) {
            let Ok(id) = statement.order.parse::<PaymentOrderId>() else { continue };
            let order = self.find_order(id).await?.filter(|order| order.gateway == gateway.name());
            let booked =
                payment_capture::Entity::find().filter(payment_capture::Column::OrderId.eq(id)).all(self.counter.db.read()).await?;
            let known = |key: &str| booked.iter().any(|row| row.capture_key == key);
            let news = !statement.truth.refunds.is_empty() || statement.truth.captures.iter().any(|capture| !known(&capture.key.0));
            if order.is_some() && news {
                self.apply(id, statement, Word::Answer).await?;
            }
        }
        self.note_differences(gateway, &statements, (since, asked)).await
    }

    /// The same at a gateway that answers about one payment at a time: every order that is over is asked about once more.
    async fn ask_again(&self, gateway: &dyn Gateway, since: OffsetDateTime) -> Result<(), Broken> {
        use payment_order::Column as C;
        let recent = payment_order::Entity::find()
            .filter(C::Gateway.eq(gateway.name()))
            .filter(C::CreatedAt.gt(since))
            .filter(C::NextPollAt.is_null())
            .all(self.counter.db.read())
            .await?;
        for order in recent {
            if let Err(fault) = self.ask(order.id).await {
                tracing::warn!(order = %order.id, error = %Broken::from(fault), "an order is compared again later");
            }
        }
        Ok(())
    }
}

/// How long until an order of this age is asked about again.
fn pause(age: Duration) -> Duration {
    match age {
        young if young < Duration::minutes(2) => FIRST_POLL,
        older if older < Duration::minutes(10) => Duration::MINUTE,
        _ => Duration::minutes(5),
    }
}
