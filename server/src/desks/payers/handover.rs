//! A contract that passes to another person: looked at first, then done exactly as it was looked at.
//!
//! Nothing that was paid is moved or named anew. Whoever hands over stays a payer with what they have paid; whoever takes over gets what is open, with its days, and
//! the trip. What follows for money that moves later is [`crate::desks::handovers`]'.

use super::Payers;
use crate::desks::accounts::{self, PayerAccount, TripAccounts};
use crate::desks::fault::Fault;
use crate::desks::payments::payer::addressee;
use crate::desks::people::clients;
use crate::desks::trips::views::{self, is_sold};
use crate::desks::trips::{life, rows, schedule};
use crate::mail::{MailJob, MailKind};
use desk::{AppError, Caller, HandoverPreview, HandoverView, JointView, PayerChange, Saved};
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{PayerId, TripId};
use domain::locale::Locale;
use domain::money::Money;
use domain::payers::{DebtMove, Handover, HandoverDraft, HandoverTerms, PayerKind, PayerState, move_debt, notice};
use domain::policy::{Action, Actor, authorise, may};
use locales::format;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::entities::{client, handover, pay_link, payer, trip};
use time::{Date, OffsetDateTime};

/// What a handover makes of the trip, both sides of it.
struct Plan {
    said: Handover,
    /// Who takes over.
    client: client::Model,
    /// The payer who hands over.
    from: PayerAccount,
    /// The payer who takes over, where they pay a share already.
    to: Option<PayerAccount>,
    debt: DebtMove,
    /// Whether nothing of whoever hands over is here or on its way: then they leave.
    leaves: bool,
}

impl Plan {
    /// Their share from then on: what they have paid.
    fn kept(&self) -> Money {
        let share = self.from.account.price;
        share.sub(self.debt.moved).unwrap_or(share)
    }

    fn share(&self) -> Money {
        let before = self.to.as_ref().map_or(Money::zero(self.debt.moved.currency), |to| to.account.price);
        before.add(self.debt.moved).unwrap_or(before)
    }
}

impl Payers {
    pub(super) async fn handover_view(&self, caller: &Caller, id: TripId) -> Result<HandoverView, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let row = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        authorise(caller.actor, Action::EditTrip { seller: row.seller_id })?;
        let holder = client::Entity::find_by_id(row.client_id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let accounts = accounts::accounts_of(db, &row, today).await?;
        let terms = terms(caller, &row, &accounts, today);
        Ok(HandoverView {
            trip: id,
            reference: row.reference.clone(),
            title: row.title.clone(),
            version: row.version,
            holder: holder.name,
            starts_on: row.starts_on,
            last_day: terms.last_day(),
            notice: notice(row.starts_on, today),
            may_be_late: terms.may_be_late,
            open: row.state.is_open() && accounts.of_client(row.client_id).is_some() && is_agreed(db, &row, &accounts).await?,
        })
    }

    pub(super) async fn look_at_handover(&self, caller: &Caller, id: TripId, draft: &HandoverDraft) -> Result<HandoverPreview, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let row = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        check_editable(caller, &row)?;
        let accounts = accounts::accounts_of(db, &row, today).await?;
        let plan = plan(db, caller, &row, &accounts, draft, today).await?;
        let receipts = views::Receipts::of_trips(db, &[id]).await?;
        let lines = |one: &PayerAccount| views::instalments(&row, &one.account, &receipts, today);
        let from = PayerChange {
            name: plan.from.payer.label.clone(),
            share: (Some(plan.from.account.price), (!plan.leaves).then(|| plan.kept())),
            before: lines(&plan.from),
            after: views::schedule_after(Some(&plan.from.account), &plan.debt.from, today),
            released: Money::zero(row.currency),
        };
        let to = PayerChange {
            name: plan.client.name.clone(),
            share: (plan.to.as_ref().map(|to| to.account.price), Some(plan.share())),
            before: plan.to.as_ref().map(lines).unwrap_or_default(),
            after: views::schedule_after(plan.to.as_ref().map(|to| &to.account), &plan.debt.to, today),
            released: Money::zero(row.currency),
        };
        Ok(HandoverPreview { seen: name_of(&row, &plan), changes: vec![from, to], moved: plan.debt.moved, late: plan.said.late })
    }

    pub(super) async fn make_handover(
        &self,
        caller: &Caller,
        id: TripId,
        version: i64,
        draft: &HandoverDraft,
        seen: &str,
    ) -> Result<Saved, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let Actor::Staff { id: by, .. } = caller.actor else { return Err(ErrorCode::NotFound.into()) };
        let (now, today) = (self.counter.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let row = store::locks::lock_trip(&tx, id).await?.ok_or(ErrorCode::NotFound)?;
        check_editable(caller, &row)?;
        life::check_version(&tx, &row, version, Vec::new()).await?;
        let accounts = accounts::lock_accounts(&tx, &row, today).await?;
        let plan = plan(&tx, caller, &row, &accounts, draft, today).await?;
        if name_of(&row, &plan) != seen {
            return Err(AppError::Redraw.into());
        }
        clients::hold_joinable(&tx, plan.client.id).await?.map_err(|code| FieldErrors::one("client", code))?;
        let to = write(&tx, &row, &accounts, &plan, now).await?;
        let record = handover::ActiveModel {
            id: Set(store::fresh()),
            trip_id: Set(id),
            from_payer: Set(plan.from.payer.id),
            to_payer: Set(to),
            moved_minor: Set(plan.debt.moved.minor),
            currency: Set(row.currency),
            reason: Set(plan.said.reason.clone()),
            late: Set(plan.said.late),
            handed_on: Set(today),
            made_by: Set(by),
            created_at: Set(now),
        };
        record.insert(&tx).await?;
        let detail = json!({
            "from": plan.from.payer.id, "to": to, "amount": plan.debt.moved.plain(), "late": plan.said.late,
        });
        store::audit::append(&tx, now, caller.actor, "trip.handed_over", id, Some(id), &detail).await?;
        self.tell(&tx, &row, &plan, to, now).await?;
        let search = rows::search_text(&row.reference, &row.title, &plan.client.name);
        let client = plan.client.id;
        let saved = life::save(&tx, row, now, |row| {
            row.client_id = Set(client);
            row.search = Set(search);
        })
        .await?;
        tx.commit().await?;
        Ok(saved)
    }

    /// Writes to both, each in their language.
    async fn tell(&self, tx: &DatabaseTransaction, row: &trip::Model, plan: &Plan, to: PayerId, now: OffsetDateTime) -> Result<(), Fault> {
        let old = addressee(tx, &plan.from.payer).await?;
        let paid = plan.from.account.received.add(plan.from.account.credit).unwrap_or(plan.from.account.received);
        let open = |locale| (!plan.debt.moved.is_zero()).then(|| format::money(locale, plan.debt.moved));
        let kind = MailKind::HandedOver {
            name: old.name.clone(),
            trip: row.title.clone(),
            other: plan.client.name.clone(),
            paid: format::money(old.language, paid),
            open: open(old.language),
        };
        let key = mail_key(plan.from.payer.id, to);
        let job = MailJob { to: old.email, locale: old.language, kind };
        store::outbox::put(tx, "mail", &format!("{key}:from"), &job, now, now).await?;
        let new = &plan.client;
        let kind = MailKind::TakenOver {
            name: new.name.clone(),
            trip: row.title.clone(),
            other: old.name,
            open: open(new.language),
            link: self.counter.url(&format!("/trips/{}", row.id)),
        };
        let job = MailJob { to: new.email.clone(), locale: new.language, kind };
        store::outbox::put(tx, "mail", &format!("{key}:to"), &job, now, now).await?;
        Ok(())
    }
}

/// What the two mails of a handover are filed under in the outbox.
pub(crate) fn mail_key(from: PayerId, to: PayerId) -> String {
    format!("mail:handover:{from}:{to}")
}

/// Who is liable beside each payer of a trip, because they handed the contract over.
pub(super) async fn joint(db: &impl ConnectionTrait, trip: TripId) -> Result<Vec<JointView>, Fault> {
    let rows = handover::Entity::find().filter(handover::Column::TripId.eq(trip)).order_by_asc(handover::Column::Id).all(db).await?;
    let mut joint = Vec::with_capacity(rows.len());
    for row in rows {
        let name =
            async |id: PayerId| payer::Entity::find_by_id(id).one(db).await.map(|found| found.map(|one| one.label).unwrap_or_default());
        joint.push(JointView {
            from: row.from_payer,
            to: row.to_payer,
            from_name: name(row.from_payer).await?,
            to_name: name(row.to_payer).await?,
            on: row.handed_on,
            reason: row.reason,
            late: row.late,
        });
    }
    Ok(joint)
}

fn check_editable(caller: &Caller, row: &trip::Model) -> Result<(), Fault> {
    authorise(caller.actor, Action::EditTrip { seller: row.seller_id })?;
    if row.state.is_open() { Ok(()) } else { Err(ErrorCode::TripClosed.into()) }
}

/// Whether there is a contract: a trip that nobody has agreed to has none, and its client is changed like anything else of it.
async fn is_agreed(db: &impl ConnectionTrait, row: &trip::Model, accounts: &TripAccounts) -> Result<bool, Fault> {
    Ok(is_sold(row.state) || life::has_money(db, row.id, accounts).await?)
}

fn terms(caller: &Caller, row: &trip::Model, accounts: &TripAccounts, today: Date) -> HandoverTerms {
    HandoverTerms {
        holder: row.client_id,
        former: accounts.all().iter().filter(|one| one.heir.is_some()).map(|one| one.payer.client_id).collect(),
        starts_on: row.starts_on,
        today,
        may_be_late: may(caller.actor, Action::AcceptLateHandover),
    }
}

async fn plan(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &trip::Model,
    accounts: &TripAccounts,
    draft: &HandoverDraft,
    today: Date,
) -> Result<Plan, Fault> {
    if !is_agreed(db, row, accounts).await? {
        return Err(ErrorCode::MoveRefused.into());
    }
    let said = draft.check(&terms(caller, row, accounts, today))?;
    let client = clients::joinable(db, said.client).await?.map_err(|code| FieldErrors::one("client", code))?;
    // Who contracted and pays nothing has nothing to hand over here.
    let from = accounts.of_client(row.client_id).ok_or(ErrorCode::NothingDue)?.clone();
    let to = accounts.of_client(client.id).cloned();
    let under_way = views::live_order(db, from.payer.id).await?.is_some();
    let lines = to.as_ref().map_or(&[][..], |to| to.account.instalments.as_slice());
    let debt = move_debt(&from.account.instalments, lines, from.account.remaining);
    let leaves = !under_way && !from.has_money();
    Ok(Plan { said, client, from, to, debt, leaves })
}

/// Names a handover by everything it would do, so that what is saved is what was looked at.
fn name_of(row: &trip::Model, plan: &Plan) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{}:{}:{:?}:{}:{}", row.id, row.version, plan.said, plan.leaves, plan.kept().plain()));
    schedule::digest(&mut hash, &plan.debt.from);
    schedule::digest(&mut hash, &plan.debt.to);
    hex::encode(hash.finalize().get(..16).unwrap_or_default())
}

/// Writes both payers; who took over.
async fn write(
    tx: &DatabaseTransaction,
    row: &trip::Model,
    accounts: &TripAccounts,
    plan: &Plan,
    now: OffsetDateTime,
) -> Result<PayerId, Fault> {
    let id = plan.from.payer.id;
    let mut from = plan.from.payer.clone().into_active_model();
    from.persons = Set(None);
    from.share_minor = Set((!plan.leaves).then_some(plan.kept().minor));
    if plan.leaves {
        from.state = Set(PayerState::Removed);
    }
    from.update(tx).await?;
    // What they were sent asks for what they do not owe any more.
    pay_link::Entity::update_many()
        .col_expr(pay_link::Column::RevokedAt, Expr::value(now))
        .filter(pay_link::Column::PayerId.eq(id))
        .filter(pay_link::Column::Kind.eq(store::words::PayLinkKind::Pay))
        .filter(pay_link::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    // Whoever pays alone need not say how much.
    let alone = plan.leaves && accounts.active().count() == 1 + usize::from(plan.to.is_some());
    let share = (!alone).then_some(plan.share().minor);
    let to = match &plan.to {
        Some(to) => {
            let mut row = to.payer.clone().into_active_model();
            row.share_minor = Set(share);
            row.persons = Set(None);
            row.update(tx).await?.id
        }
        None => {
            let new = payer::ActiveModel {
                id: Set(store::fresh()),
                trip_id: Set(row.id),
                client_id: Set(plan.client.id),
                label: Set(plan.client.name.clone()),
                kind: Set(PayerKind::Client),
                email: Set(String::new()),
                language: Set(Locale::default()),
                persons: Set(None),
                share_minor: Set(share),
                state: Set(PayerState::Active),
            };
            new.insert(tx).await?.id
        }
    };
    schedule::apply(tx, row, id, &plan.debt.from, now).await?;
    schedule::apply(tx, row, to, &plan.debt.to, now).await?;
    // Whoever has no account is answered for by the client of the trip.
    for one in accounts.all().iter().filter(|one| one.payer.kind != PayerKind::Client) {
        let mut other = one.payer.clone().into_active_model();
        other.client_id = Set(plan.client.id);
        other.update(tx).await?;
    }
    Ok(to)
}
