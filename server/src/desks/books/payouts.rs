//! Payouts as people decide on them: a line that is one, of a gateway that tells of none, or one that was announced; and several lines explained at once.

use super::Books;
use super::decide::{reason, undecided};
use super::lines::{lock_line, sign, signed, staff_of};
use super::noon;
use crate::desks::fault::Fault;
use crate::desks::{accounts, payouts};
use desk::{AsideDraft, Caller, PayoutChoice, PayoutSeen};
use domain::dates;
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{PayoutId, StatementId, StatementLineId};
use domain::ledger::{AccountCode, AccountRef, Entry, GatewayAccount, Posting};
use domain::money::{Currency, Money};
use domain::payments::{PayoutDraft, PayoutStage};
use domain::policy::{Action, authorise};
use domain::transfers::{Clearing, Direction, ExplainDraft, LineDecision, LineState, MatchReason};
use domain::trips::Entity as Company;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QuerySelect, RelationDef,
    Set,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{gateway_mark, ledger_account, payment_capture, payment_order, payout, statement_line, trip};
use store::ledger::Posted;
use time::{Date, Duration, OffsetDateTime};

/// How long captures are looked at day by day.
const DAYS: Duration = Duration::days(30);

impl Books {
    pub(super) async fn take_payout(&self, caller: &Caller, id: StatementLineId, draft: &PayoutDraft) -> Result<StatementId, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let tx = self.counter.db.begin_write().await?;
        let (row, _) = undecided(&tx, id, LineDecision::Payout).await?;
        let statement = row.statement_id;
        let (came, on) = signed(&row).zip(row.booked_on).ok_or(ErrorCode::NotFound)?;
        let taken = draft.check(came.currency)?;
        if let Ok(payout) = taken.gateway.parse::<PayoutId>() {
            payouts::clear(&self.counter, &tx, row, payout, caller.actor).await?;
            tx.commit().await?;
            return Ok(statement);
        }
        let wrong = || FieldErrors::one("gateway", ErrorCode::NotAChoice);
        let choices = clearings(&tx, None).await?;
        let chosen = choices.into_iter().find(|one| one.name() == taken.gateway && one.held.currency == came.currency && fits(one, &row));
        let chosen = chosen.filter(|_| row.direction == Direction::In).ok_or_else(wrong)?;
        let (gateway, account) = chosen.gateway.split_once(':').ok_or_else(wrong)?;
        let (entity, at) = (chosen.entity, GatewayAccount { gateway, account });
        let key = |code| accounts::key(entity, &AccountRef { code, currency: came.currency, payer: None, gateway: String::new() });
        // All that is booked on, so that two people who take the last of it follow each other.
        let keys = [payouts::clearing_key(entity, at, came.currency), key(AccountCode::Bank), key(AccountCode::Fees)];
        let held = store::ledger::hold(&tx, &keys).await?.first().copied().ok_or_else(wrong)?;
        taken.gross(came, held)?;
        let (payout, now): (PayoutId, OffsetDateTime) = (store::fresh(), self.counter.now());
        let posting = Posting::payout_decided(entity, at, &payout.to_string(), came, taken.fee)?;
        let Posted::Now(sealed) = accounts::book(&tx, now, noon(on), &posting).await? else {
            return Err(ErrorCode::AlreadyRecorded.into());
        };
        let paid = payout::ActiveModel {
            id: Set(payout),
            gateway: Set(gateway.to_owned()),
            gateway_account: Set(account.to_owned()),
            payout_key: Set(payout.to_string()),
            entity: Set(entity),
            amount_minor: Set(came.minor),
            fee_minor: Set(taken.fee.minor),
            currency: Set(came.currency),
            state: Set(PayoutStage::Paid),
            shown_minor: Set(came.minor),
            arrives_on: Set(on),
            reference: Set(String::new()),
            decided_by: Set(staff_of(caller.actor)),
            tx_id: Set(Some(sealed)),
            undone_by: Set(None),
            undone_at: Set(None),
            undone_why: Set(String::new()),
            created_at: Set(now),
        };
        paid.insert(&tx).await?;
        let detail = json!({ "gateway": chosen.gateway, "amount": came.plain(), "fee": taken.fee.plain() });
        store::audit::append(&tx, now, caller.actor, "payout.decided", id, None, &detail).await?;
        let mut row = row.into_active_model();
        row.state = Set(LineState::Booked);
        row.payout_id = Set(Some(payout));
        row.clearing = Set(Some(taken.gateway));
        row.trip_id = Set(None);
        row.payer_id = Set(None);
        sign(&mut row, caller.actor, now);
        row.update(&tx).await?;
        tx.commit().await?;
        Ok(statement)
    }

    /// The opposite of what [`Books::take_payout`] booked of a gateway that tells of no payouts; the line is to be decided again.
    pub(super) async fn give_payout_back(&self, caller: &Caller, id: StatementLineId, draft: &AsideDraft) -> Result<(), Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let tx = self.counter.db.begin_write().await?;
        let row = lock_line(&tx, id).await?.ok_or(ErrorCode::NotFound)?;
        let payout = row.payout_id.filter(|_| row.state == LineState::Booked).ok_or(ErrorCode::AlreadyReversed)?;
        let paid = payout::Entity::find_by_id(payout).lock_exclusive().one(&tx).await?.ok_or(ErrorCode::NotFound)?;
        // One that a gateway told is undone by the gateway alone.
        let (Some(booked), None) = (paid.tx_id, paid.undone_at) else { return Err(ErrorCode::NotFound.into()) };
        let (reason, now) = (reason(draft)?, self.counter.now());
        let money = |minor| Money::new(minor, paid.currency);
        let at = GatewayAccount { gateway: &paid.gateway, account: &paid.gateway_account };
        let made = Posting::payout_decided(paid.entity, at, &paid.payout_key, money(paid.amount_minor), money(paid.fee_minor))?;
        let entries: Vec<Entry> = made.entries().to_vec();
        let posting = Posting::reversal(paid.entity, &booked.to_string(), &entries, &reason)?;
        let Posted::Now(_) = accounts::book(&tx, now, now, &posting).await? else { return Err(ErrorCode::AlreadyReversed.into()) };
        let detail = json!({ "gateway": at.name(), "amount": money(paid.amount_minor).plain(), "reason": reason });
        store::audit::append(&tx, now, caller.actor, "payout.undone", id, None, &detail).await?;
        let mut paid = paid.into_active_model();
        paid.undone_by = Set(staff_of(caller.actor));
        paid.undone_at = Set(Some(now));
        paid.undone_why = Set(reason);
        paid.update(&tx).await?;
        let mut row = row.into_active_model();
        row.state = Set(LineState::Unmatched);
        row.reason = Set(Some(MatchReason::Nothing));
        row.payout_id = Set(None);
        row.clearing = Set(None);
        row.decided_by = Set(None);
        row.decided_at = Set(None);
        row.update(&tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Explains lines of money that left, all of them or none.
    pub(super) async fn explain_ticked(&self, caller: &Caller, statement: StatementId, draft: &ExplainDraft) -> Result<(), Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let refused = |code: ErrorCode| FieldErrors::one("lines", code);
        let (ids, reason) = draft.check()?;
        let aside = AsideDraft { reason };
        let tx = self.counter.db.begin_write().await?;
        // In ascending order, as everybody else who locks several.
        for id in ids {
            let row = lock_line(&tx, id).await?.filter(|row| row.statement_id == statement && row.direction == Direction::Out);
            let row = row.ok_or_else(|| refused(ErrorCode::NotAChoice))?;
            if !row.state.is_open() {
                return Err(refused(ErrorCode::AlreadyDecided).into());
            }
            self.note_on_line(&tx, caller, id, (LineDecision::Explain, "difference.explained"), &aside).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What a person may say that a line is a payout of: payouts announced with this very amount, and clearing accounts that hold something.
    pub(super) async fn payout_choices(&self, id: StatementLineId) -> Result<Vec<PayoutChoice>, Fault> {
        let db = self.counter.db.read();
        let Some(row) = statement_line::Entity::find_by_id(id).one(db).await? else { return Ok(Vec::new()) };
        let Some(money) = signed(&row).filter(|_| row.state.may_change(row.direction)) else { return Ok(Vec::new()) };
        let awaited = payouts::awaited(db).await?;
        let awaited: Vec<_> =
            awaited.into_iter().filter(|one| one.money == money && row.entity.is_none_or(|entity| entity == one.entity)).collect();
        let gateways = gateways_of(db, awaited.iter().map(|one| one.id)).await?;
        let mut choices: Vec<PayoutChoice> = awaited
            .into_iter()
            .map(|one| PayoutChoice {
                value: one.id.to_string(),
                gateway: gateways.get(&one.id).cloned().unwrap_or_default(),
                entity: one.entity,
                money: one.money,
                arrives_on: Some(one.arrives_on),
            })
            .collect();
        if row.direction == Direction::In {
            let own = clearings(db, None).await?.into_iter().filter(|one| one.held.currency == money.currency && fits(one, &row));
            choices.extend(own.map(|one| PayoutChoice {
                value: one.name(),
                entity: one.entity,
                money: one.held,
                arrives_on: None,
                gateway: one.gateway,
            }));
        }
        Ok(choices)
    }

    /// Which payout each line is, or probably is.
    pub(super) async fn line_payouts(&self, rows: &[statement_line::Model]) -> Result<BTreeMap<StatementLineId, PayoutSeen>, Fault> {
        let ids: Vec<PayoutId> = rows.iter().filter_map(|row| row.payout_id).collect();
        let paid = payout::Entity::find().filter(payout::Column::Id.is_in(ids)).all(self.counter.db.read()).await?;
        let paid: BTreeMap<PayoutId, payout::Model> = paid.into_iter().map(|row| (row.id, row)).collect();
        let seen = |row: &statement_line::Model| {
            let told = row.payout_id.and_then(|id| paid.get(&id));
            let fee = told.filter(|paid| paid.fee_minor > 0).map(|paid| Money::new(paid.fee_minor, paid.currency));
            let gateway = match told {
                Some(paid) => GatewayAccount { gateway: &paid.gateway, account: &paid.gateway_account }.name(),
                None => row.clearing.as_deref().and_then(|name| name.split_once(':')).map(|(_, gateway)| gateway.to_owned())?,
            };
            let value = row.payout_id.map(|id| id.to_string()).or_else(|| row.clearing.clone()).unwrap_or_default();
            let undo = row.state == LineState::Booked && told.is_some_and(|paid| paid.tx_id.is_some());
            Some((row.id, PayoutSeen { value, gateway, fee, undo }))
        };
        Ok(rows.iter().filter_map(seen).collect())
    }
}

/// Whether a clearing account is one of the company whose bank account it is; of any, where nobody knows.
fn fits(one: &Clearing, row: &statement_line::Model) -> bool {
    row.entity.is_none_or(|entity| entity == one.entity)
}

async fn gateways_of(db: &impl ConnectionTrait, ids: impl Iterator<Item = PayoutId>) -> Result<BTreeMap<PayoutId, String>, DbErr> {
    let rows = payout::Entity::find().filter(payout::Column::Id.is_in(ids)).all(db).await?;
    let name = |row: &payout::Model| GatewayAccount { gateway: &row.gateway, account: &row.gateway_account }.name();
    Ok(rows.iter().map(|row| (row.id, name(row))).collect())
}

/// Clearing accounts of gateways that tell of no payouts and hold something of ours; with what was taken there day by day since `since`.
pub(super) async fn clearings(db: &impl ConnectionTrait, since: Option<OffsetDateTime>) -> Result<Vec<Clearing>, DbErr> {
    let telling: BTreeSet<String> = gateway_mark::Entity::find()
        .all(db)
        .await?
        .iter()
        .map(|row| GatewayAccount { gateway: &row.gateway, account: &row.gateway_account }.name())
        .collect();
    let prefix = format!("{}:", AccountCode::Gateway);
    let rows = ledger_account::Entity::find()
        .filter(ledger_account::Column::Code.starts_with(prefix.as_str()))
        .filter(ledger_account::Column::Balance.gt(0))
        .all(db)
        .await?;
    let mut days = match since {
        Some(since) => days(db, since).await?,
        None => BTreeMap::new(),
    };
    let mut found: Vec<Clearing> = rows
        .into_iter()
        .filter_map(|row| {
            let gateway = row.code.strip_prefix(&prefix)?.to_owned();
            let own = days.remove(&(row.entity, gateway.clone(), row.currency)).unwrap_or_default();
            Some(Clearing { entity: row.entity, gateway, held: Money::new(row.balance, row.currency), days: own.into_iter().collect() })
        })
        .filter(|one| !telling.contains(&one.gateway))
        .collect();
    found.sort_by_key(Clearing::name);
    Ok(found)
}

/// As of today, with the days that a statement may show.
pub(super) async fn clearings_by_day(books: &Books) -> Result<Vec<Clearing>, DbErr> {
    clearings(books.counter.db.read(), Some(books.counter.now() - DAYS)).await
}

type Taken = (String, String, i64, Currency, OffsetDateTime, Company);

/// What each clearing account took, day by day.
async fn days(
    db: &impl ConnectionTrait,
    since: OffsetDateTime,
) -> Result<BTreeMap<(Company, String, Currency), BTreeMap<Date, i64>>, DbErr> {
    use payment_capture::Column as C;
    let to_order: RelationDef =
        payment_capture::Entity::belongs_to(payment_order::Entity).from(C::OrderId).to(payment_order::Column::Id).into();
    let to_trip: RelationDef =
        payment_order::Entity::belongs_to(trip::Entity).from(payment_order::Column::TripId).to(trip::Column::Id).into();
    let rows: Vec<Taken> = payment_capture::Entity::find()
        .select_only()
        .columns([C::Gateway, C::GatewayAccount, C::AmountMinor, C::Currency, C::CapturedAt])
        .join(JoinType::InnerJoin, to_order)
        .join(JoinType::InnerJoin, to_trip)
        .column(trip::Column::Entity)
        .filter(C::CapturedAt.gte(since))
        .into_tuple()
        .all(db)
        .await?;
    let mut days: BTreeMap<(Company, String, Currency), BTreeMap<Date, i64>> = BTreeMap::new();
    for (gateway, account, minor, currency, at, company) in rows {
        let name = GatewayAccount { gateway: &gateway, account: &account }.name();
        let sum = days.entry((company, name, currency)).or_default().entry(dates::central_european(at).date()).or_default();
        *sum = sum.saturating_add(minor);
    }
    Ok(days)
}
