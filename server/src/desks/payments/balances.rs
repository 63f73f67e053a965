//! I6, every hour: what a gateway holds of ours is what our clearing accounts say, to the cent, or an item says so until it does.

use super::differences::{Fact, IN_FLIGHT};
use super::{Broken, Payments};
use crate::gateways::{Gateway, Unanswered};
use domain::ledger::{AccountCode, GatewayAccount, SourceKind};
use domain::money::{Currency, Money};
use domain::payments::{BalanceMove, RefundStage, RefundState, RefundWay};
use domain::transfers::{DifferenceKind, DifferenceState};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{dispute, gateway_difference, ledger_account, payment_capture, refund};
use time::OffsetDateTime;

/// How often both sides are asked again when ours moved meanwhile.
const TRIES: usize = 3;

/// What a balance is filed under, with its currency.
const BALANCE: &str = "balance:";

type Sums = BTreeMap<Currency, i64>;

impl Payments {
    /// Compares what a gateway holds with the books. Nothing is said while money is on its way from one to the other.
    ///
    /// # Errors
    /// The database does not answer.
    pub(super) async fn compare_balance(&self, gateway: &dyn Gateway) -> Result<(), Broken> {
        for _ in 0..TRIES {
            let (asked, ours) = (self.counter.now(), self.cleared(gateway).await?);
            let told = match self.told_balance(gateway, &ours, asked).await {
                Ok(told) => told,
                Err(error) => {
                    tracing::warn!(gateway = gateway.name(), error = error.0, "a balance is compared again later");
                    return Ok(());
                }
            };
            let Some(theirs) = told else { return Ok(()) };
            // Read before and after theirs: what moved in between belongs to neither.
            if self.cleared(gateway).await? == ours {
                return self.note_balance(gateway, &theirs, &ours, asked).await;
            }
        }
        Ok(())
    }

    /// What the gateway says it holds; nothing when it cannot say, or when it differs from `ours` while something is on its way.
    async fn told_balance(&self, gateway: &dyn Gateway, ours: &Sums, asked: OffsetDateTime) -> Result<Option<Sums>, Broken> {
        let unanswered = |error: Unanswered| Broken(error.0);
        let Some(theirs) = gateway.balance().await.map_err(unanswered)? else { return Ok(None) };
        if theirs != *ours && self.is_on_its_way(gateway, asked).await? {
            return Ok(None);
        }
        Ok(Some(theirs))
    }

    /// Whether the gateway tells of something new that the books do not hold yet.
    async fn is_on_its_way(&self, gateway: &dyn Gateway, asked: OffsetDateTime) -> Result<bool, Broken> {
        let (unanswered, db, since) = (|error: Unanswered| Broken(error.0), self.counter.db.read(), asked - IN_FLIGHT);
        let at = GatewayAccount { gateway: gateway.name(), account: gateway.account() };
        let statements = gateway.list_since(since).await.map_err(unanswered)?;
        for capture in statements.iter().flat_map(|one| &one.truth.captures).filter(|capture| capture.at >= since) {
            let id = (at.gateway.to_owned(), at.account.to_owned(), capture.key.0.clone());
            if payment_capture::Entity::find_by_id(id).one(db).await?.is_none() {
                return Ok(true);
            }
        }
        // Of a refund only the payment says when it changed.
        let refunds = statements.iter().flat_map(|one| &one.truth.refunds);
        for refund in refunds.filter(|refund| refund.state == RefundState::Succeeded) {
            if !is_booked(db, at, SourceKind::Refund, &refund.key).await? {
                return Ok(true);
            }
        }
        let disputes = gateway.disputes_since(since).await.map_err(unanswered)?;
        for said in disputes.iter().filter(|said| said.taken.minor > 0) {
            use dispute::Column as C;
            let own = dispute::Entity::find().filter(C::Gateway.eq(at.gateway)).filter(C::GatewayAccount.eq(at.account));
            let known = own.filter(C::DisputeKey.eq(&said.key)).one(db).await?;
            if known.is_none_or(|row| row.taken_minor == 0 || row.state.next(said.stage) != row.state) {
                return Ok(true);
            }
        }
        for told in gateway.moved_since(since).await.map_err(unanswered)?.unwrap_or_default() {
            let (kind, key, when) = match told {
                BalanceMove::Fee(fee) => (SourceKind::Fee, fee.key, fee.at),
                BalanceMove::Payout(payout) => (SourceKind::Payout, payout.key, payout.at),
            };
            if when >= since && !is_booked(db, at, kind, &key).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What our clearing accounts of a gateway say, of all companies, without currencies of which they say nothing.
    async fn cleared(&self, gateway: &dyn Gateway) -> Result<Sums, DbErr> {
        let code = format!("{}:{}", AccountCode::Gateway, GatewayAccount { gateway: gateway.name(), account: gateway.account() }.name());
        let rows = ledger_account::Entity::find().filter(ledger_account::Column::Code.eq(code)).all(self.counter.db.read()).await?;
        let mut sums = Sums::new();
        for row in rows {
            let sum = sums.entry(row.currency).or_default();
            *sum = sum.saturating_add(row.balance);
        }
        sums.retain(|_, sum| *sum != 0);
        Ok(sums)
    }

    /// Refunds that the gateway may have taken off its balance and that the books hold once they succeeded.
    async fn refunds_under_way(&self, gateway: &dyn Gateway) -> Result<Sums, DbErr> {
        use refund::Column as C;
        let rows = refund::Entity::find()
            .filter(C::Gateway.eq(gateway.name()))
            .filter(C::GatewayAccount.eq(gateway.account()))
            .filter(C::Way.eq(RefundWay::Gateway))
            .filter(C::State.is_in([RefundStage::Sent, RefundStage::Pending]))
            .all(self.counter.db.read())
            .await?;
        let mut sums = Sums::new();
        for row in rows {
            *sums.entry(row.currency).or_default() += row.amount_minor;
        }
        Ok(sums)
    }

    async fn note_balance(&self, gateway: &dyn Gateway, theirs: &Sums, ours: &Sums, asked: OffsetDateTime) -> Result<(), Broken> {
        use gateway_difference::Column as C;
        let leaving = self.refunds_under_way(gateway).await?;
        let noted: Vec<gateway_difference::Model> = gateway_difference::Entity::find()
            .filter(C::Gateway.eq(gateway.name()))
            .filter(C::GatewayAccount.eq(gateway.account()))
            .filter(C::Kind.eq(DifferenceKind::BalanceDiff))
            .filter(C::State.eq(DifferenceState::Open))
            .all(self.counter.db.read())
            .await?;
        let currencies: BTreeSet<Currency> =
            theirs.keys().chain(ours.keys()).copied().chain(noted.iter().map(|row| row.currency)).collect();
        for currency in currencies {
            let of = |sums: &Sums| sums.get(&currency).copied().unwrap_or(0);
            let (there, here) = (of(theirs), of(ours));
            let agrees = there == here || there == here.saturating_sub(of(&leaving));
            let kind = (!agrees).then_some(DifferenceKind::BalanceDiff);
            let fact = Fact {
                key: format!("{BALANCE}{currency}"),
                order: None,
                theirs: Some(Money::new(there, currency)),
                ours: Some(Money::new(here, currency)),
                at: asked,
                info: String::new(),
            };
            self.note(gateway, fact, kind, asked).await?;
        }
        Ok(())
    }
}

/// Whether the books hold what a gateway calls so.
async fn is_booked(db: &impl ConnectionTrait, at: GatewayAccount<'_>, kind: SourceKind, key: &str) -> Result<bool, DbErr> {
    let source = [at.name().as_str(), ":", key].concat();
    Ok(store::ledger::find(db, kind.as_str(), &source).await?.is_some())
}
