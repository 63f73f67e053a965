//! Payouts between a gateway and the bank account: what statements have still to show of them, and the one way a line of a statement shows one.
//!
//! Gateways tell of payouts at the desk of payments, statements come to the desk of the books, and either may be first. A line is locked before the payout
//! that it shows, by whoever comes.

use super::books::lines::{lock_line, sign, signed};
use super::fault::Fault;
use super::{Counter, accounts};
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{PayoutId, StatementLineId};
use domain::ledger::{AccountCode, AccountRef, GatewayAccount, Posting};
use domain::money::{Currency, Money};
use domain::payments::PayoutStage;
use domain::policy::Actor;
use domain::transfers::{AwaitedPayout, Direction, LineState, MatchReason, PayoutMatch, find_payout};
use domain::trips::Entity as Company;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use serde_json::json;
use store::entities::{ledger_account, payout, statement_line};
use store::ledger::{AccountKey, Posted};

/// The clearing account of a gateway in a company's books.
pub(crate) fn clearing_key(entity: Company, at: GatewayAccount<'_>, currency: Currency) -> AccountKey {
    accounts::key(entity, &AccountRef { code: AccountCode::Gateway, currency, payer: None, gateway: at.name() })
}

/// In whose books a move of a gateway stands that belongs to no trip: of the company that has a clearing account there in this currency; of both, the one
/// whose trips are sold in it. What one company's bank account receives of the other's money is then between the two, as their clearing accounts show.
pub(crate) async fn company(db: &impl ConnectionTrait, at: GatewayAccount<'_>, currency: Currency) -> Result<Company, DbErr> {
    use ledger_account::Column as C;
    let found: Vec<Company> = ledger_account::Entity::find()
        .select_only()
        .column(C::Entity)
        .distinct()
        .filter(C::Code.eq(clearing_key(Company::default(), at, currency).code))
        .filter(C::Currency.eq(currency))
        .order_by_asc(C::Entity)
        .into_tuple()
        .all(db)
        .await?;
    let home = || Company::ALL.iter().copied().find(|company| company.currency() == currency);
    Ok(match found.as_slice() {
        [one] => *one,
        several => home().or(several.first().copied()).unwrap_or_default(),
    })
}

/// Payouts that statements have still to show, or to take back; those that gateways told.
pub(crate) async fn awaited(db: &impl ConnectionTrait) -> Result<Vec<AwaitedPayout>, DbErr> {
    use payout::Column as C;
    let shown = || Expr::col(C::ShownMinor);
    let stands = C::State.is_in([PayoutStage::UnderWay, PayoutStage::Paid]).and(shown().ne(Expr::col(C::AmountMinor)));
    let gone = C::State.is_in([PayoutStage::Failed, PayoutStage::Cancelled]).and(shown().ne(0));
    let rows = payout::Entity::find()
        .filter(C::DecidedBy.is_null())
        .filter(Condition::any().add(stands).add(gone))
        .order_by_asc(C::ArrivesOn)
        .order_by_asc(C::Id)
        .all(db)
        .await?;
    let one = |row: payout::Model| AwaitedPayout {
        id: row.id,
        entity: row.entity,
        money: Money::new(row.state.awaited(row.amount_minor, row.shown_minor), row.currency),
        arrives_on: row.arrives_on,
        reference: row.reference,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Which of the payouts a line is.
pub(crate) fn of_line(awaited: &[AwaitedPayout], row: &statement_line::Model) -> PayoutMatch {
    let Some((money, on)) = signed(row).zip(row.booked_on) else { return PayoutMatch::None };
    find_payout(awaited, row.entity, money, on, &[&row.reference, " ", &row.info, " ", &row.name])
}

/// Writes down that a line shows a payout: the money is on the bank account, once. The line is locked by the caller.
///
/// **Errors**: field `gateway`: `NotAChoice` for a payout in the books of another company; `NotFound`; `AmountsDiffer` when this is not what the payout
/// still awaits; `AlreadyRecorded` for a line that was booked before.
pub(crate) async fn clear(
    counter: &Counter,
    tx: &DatabaseTransaction,
    row: statement_line::Model,
    id: PayoutId,
    actor: Actor,
) -> Result<(), Fault> {
    let paid = payout::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(ErrorCode::NotFound)?;
    if row.entity.is_some_and(|entity| entity != paid.entity) {
        return Err(FieldErrors::one("gateway", ErrorCode::NotAChoice).into());
    }
    let (money, on) = signed(&row).zip(row.booked_on).ok_or(ErrorCode::NotFound)?;
    let awaited = Money::new(paid.state.awaited(paid.amount_minor, paid.shown_minor), paid.currency);
    if paid.decided_by.is_some() || money != awaited {
        return Err(ErrorCode::AmountsDiffer.into());
    }
    let (now, line) = (counter.now(), row.id);
    let entry = [row.account.as_str(), row.entry_ref.as_str()].join(":");
    let posting = Posting::payout_arrived(paid.entity, &entry, money)?;
    let at = super::books::noon(on);
    let Posted::Now(_) = accounts::book(tx, now, at, &posting).await? else { return Err(ErrorCode::AlreadyRecorded.into()) };
    let detail = json!({ "payout": paid.payout_key, "gateway": paid.gateway, "amount": money.plain() });
    store::audit::append(tx, now, actor, "payout.arrived", line, None, &detail).await?;
    let shown = paid.shown_minor.saturating_add(money.minor);
    let mut paid = paid.into_active_model();
    paid.shown_minor = Set(shown);
    paid.update(tx).await?;
    let mut row = row.into_active_model();
    row.state = Set(LineState::Booked);
    row.reason = Set(Some(MatchReason::Payout));
    row.payout_id = Set(Some(id));
    row.clearing = Set(None);
    sign(&mut row, actor, now);
    row.update(tx).await?;
    Ok(())
}

/// Looks among the lines that nobody could place for the payouts that statements have still to show: what leaves nothing to decide is cleared, the rest is
/// proposed. Several nodes may do so at once.
pub(crate) async fn clear_lines(counter: &Counter) -> Result<(), Fault> {
    use statement_line::Column as C;
    let mut waiting = awaited(counter.db.read()).await?;
    let proposed = statement_line::Entity::find().filter(C::State.eq(LineState::Proposed)).filter(C::PayoutId.is_not_null());
    for line in proposed.all(counter.db.read()).await? {
        if !waiting.iter().any(|one| Some(one.id) == line.payout_id) {
            withdraw(counter, line.id).await?;
        }
    }
    if waiting.is_empty() {
        return Ok(());
    }
    let amounts: Vec<i64> = waiting.iter().map(|one| one.money.minor.saturating_abs()).collect();
    let lines = statement_line::Entity::find()
        .filter(C::State.is_in([LineState::Unmatched, LineState::Proposed, LineState::Outgoing]))
        .filter(C::PayerId.is_null())
        .filter(C::RefundId.is_null())
        .filter(C::AmountMinor.is_in(amounts))
        .order_by_asc(C::BookedOn)
        .order_by_asc(C::Id)
        .all(counter.db.read())
        .await?;
    for line in lines {
        let found = of_line(&waiting, &line);
        let (PayoutMatch::Exact(id) | PayoutMatch::Doubtful(id)) = found else { continue };
        let tx = counter.db.begin_write().await?;
        let Some(row) = lock_line(&tx, line.id).await?.filter(|row| row.state.is_open() && row.payer_id.is_none()) else { continue };
        match found {
            PayoutMatch::Exact(_) => match clear(counter, &tx, row, id, Actor::System).await {
                Ok(()) => waiting.retain(|one| one.id != id),
                // Another node was first.
                Err(Fault::Refused(why)) => {
                    tracing::info!(line = %line.id, %why, "a payout was shown meanwhile");
                    continue;
                }
                Err(broken @ Fault::Broken(_)) => return Err(broken),
            },
            PayoutMatch::Doubtful(_) if row.payout_id == Some(id) => continue,
            PayoutMatch::Doubtful(_) | PayoutMatch::None => {
                let mut row = row.into_active_model();
                row.state = Set(LineState::Proposed);
                row.reason = Set(Some(MatchReason::Payout));
                row.payout_id = Set(Some(id));
                row.clearing = Set(None);
                row.update(&tx).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Another line has shown the payout that this one was thought to be.
async fn withdraw(counter: &Counter, line: StatementLineId) -> Result<(), Fault> {
    let tx = counter.db.begin_write().await?;
    let Some(row) = lock_line(&tx, line).await?.filter(|row| row.state == LineState::Proposed) else { return Ok(()) };
    let state = if row.direction == Direction::Out { LineState::Outgoing } else { LineState::Unmatched };
    let mut row = row.into_active_model();
    row.state = Set(state);
    row.reason = Set(Some(MatchReason::Nothing));
    row.payout_id = Set(None);
    row.update(&tx).await?;
    tx.commit().await?;
    Ok(())
}
