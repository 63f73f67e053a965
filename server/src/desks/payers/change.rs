//! Changing who pays what: looked at first, then saved exactly as it was looked at.

use super::Payers;
use crate::desks::accounts::{self, PayerAccount, TripAccounts};
use crate::desks::fault::Fault;
use crate::desks::people::clients;
use crate::desks::trips::views::{self, is_sold};
use crate::desks::trips::{life, rows, schedule, shares};
use desk::{AppError, Caller, PayerChange, PayersPreview, Saved};
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{PayerId, TripId};
use domain::money::Money;
use domain::payers::{Identity, Known, PayerKind, PayerShare, PayerState, PayersDraft, ShareTerms, premiums};
use domain::payments::Instalment;
use domain::policy::{Action, authorise};
use domain::schedules::{ScheduleChange, change};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::entities::{pay_link, payer, trip};
use time::{Date, OffsetDateTime};

/// What becomes of one payer.
struct Fate {
    /// Who they are now; `None` for who joins.
    own: Option<PayerAccount>,
    /// What they will be; `None` for who leaves.
    after: Option<PayerShare>,
    name: String,
    schedule: ScheduleChange,
}

impl Payers {
    pub(super) async fn preview(&self, caller: &Caller, id: TripId, draft: &PayersDraft) -> Result<PayersPreview, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let row = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        check_editable(caller, &row)?;
        let accounts = accounts::accounts_of(db, &row, today).await?;
        let fates = plan(db, &row, &accounts, draft, today).await?;
        let receipts = views::Receipts::of_trips(db, &[id]).await?;
        let changes = fates.iter().map(|fate| PayerChange {
            name: fate.name.clone(),
            share: (fate.own.as_ref().map(|own| own.account.price), fate.after.as_ref().map(|after| after.share)),
            before: fate.own.as_ref().map(|own| views::instalments(&row, &own.account, &receipts, today)).unwrap_or_default(),
            after: views::schedule_after(fate.own.as_ref().map(|own| &own.account), &fate.schedule, today),
            released: fate.schedule.excess,
        });
        Ok(PayersPreview { seen: name_of(&row, &fates), changes: changes.collect() })
    }

    pub(super) async fn save(&self, caller: &Caller, id: TripId, version: i64, draft: &PayersDraft, seen: &str) -> Result<Saved, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let (now, today) = (self.counter.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let row = store::locks::lock_trip(&tx, id).await?.ok_or(ErrorCode::NotFound)?;
        check_editable(caller, &row)?;
        life::check_version(&tx, &row, version, Vec::new()).await?;
        let accounts = accounts::lock_accounts(&tx, &row, today).await?;
        let fates = plan(&tx, &row, &accounts, draft, today).await?;
        if name_of(&row, &fates) != seen {
            return Err(AppError::Redraw.into());
        }
        for fate in fates.iter().filter(|fate| fate.own.is_none()) {
            if let Some(Identity::Client(client)) = fate.after.as_ref().map(|after| &after.identity) {
                clients::hold_joinable(&tx, *client).await??;
            }
        }
        let alone = fates.iter().filter(|fate| fate.after.is_some()).count() == 1;
        // By their ids: a name in the audit could never be taken back.
        let mut paying = Vec::new();
        // Who leaves goes first, so that a client may come back as another payer.
        for fate in fates.iter().filter(|fate| fate.after.is_none()).chain(fates.iter().filter(|fate| fate.after.is_some())) {
            let payer = write(&tx, &row, fate, alone, now).await?;
            if fate.after.is_some() {
                paying.push(payer.to_string());
            }
            schedule::apply(&tx, &row, payer, &fate.schedule, now).await?;
        }
        let saved = life::save(&tx, row, now, |_| ()).await?;
        store::audit::append(&tx, now, caller.actor, "payers.saved", id, Some(id), &json!({ "payers": paying })).await?;
        tx.commit().await?;
        Ok(saved)
    }
}

fn check_editable(caller: &Caller, row: &trip::Model) -> Result<(), Fault> {
    authorise(caller.actor, Action::EditSchedule { seller: row.seller_id })?;
    if row.state.is_open() { Ok(()) } else { Err(ErrorCode::TripClosed.into()) }
}

/// What the draft makes of everybody: those who stay or join in its order, then those who leave.
async fn plan(
    db: &impl ConnectionTrait,
    row: &trip::Model,
    accounts: &TripAccounts,
    draft: &PayersDraft,
    today: Date,
) -> Result<Vec<Fate>, Fault> {
    let trip = rows::read(db, row).await?;
    let mut known = Vec::new();
    for PayerAccount { payer, account, heir } in accounts.active() {
        let under_way = views::live_order(db, payer.id).await?.is_some();
        known.push(Known {
            id: payer.id,
            name: payer.label.clone(),
            kind: payer.kind,
            client: payer.client(),
            received: account.received,
            money: under_way || account.received.minor != 0 || account.credit.minor != 0,
            former: heir.is_some(),
        });
    }
    let price = Money::new(row.price_minor.max(0), row.currency);
    let shares = draft.check(ShareTerms { price, sold: is_sold(row.state) }, &known)?;
    let amounts: Vec<Money> = shares.iter().map(|one| one.share).collect();
    let premiums = premiums(Money::new(row.insurance_minor, row.currency), &amounts);
    let mut fates = Vec::new();
    for (share, premium) in shares.into_iter().zip(premiums) {
        let own = share.id.and_then(|id| accounts.of(id)).cloned();
        let existing: &[Instalment] = own.as_ref().map_or(&[], |own| own.account.instalments.as_slice());
        // A share that stays keeps its schedule, however it was typed.
        let schedule = match &own {
            Some(own) if own.account.price == share.share => change(existing, existing.iter().map(schedule_line).collect(), share.share),
            Some(_) | None => shares::planned(row, existing, share.share, premium, &trip, today),
        };
        let name = match &share.identity {
            Identity::Contact { name, .. } => name.clone(),
            Identity::Client(client) => client_name(db, draft, *client).await?,
        };
        fates.push(Fate { own, name, after: Some(share), schedule });
    }
    for one in accounts.active() {
        if !fates.iter().any(|fate| fate.own.as_ref().is_some_and(|own| own.payer.id == one.payer.id)) {
            let schedule = change(&one.account.instalments, Vec::new(), Money::zero(row.currency));
            fates.push(Fate { own: Some(one.clone()), after: None, name: one.payer.label.clone(), schedule });
        }
    }
    Ok(fates)
}

fn schedule_line(line: &Instalment) -> domain::schedules::ScheduleLine {
    domain::schedules::ScheduleLine { id: Some(line.id), kind: line.kind, due_on: line.due_on, amount: line.amount }
}

/// The name of a client who is to pay; one that is not there is refused at its field.
async fn client_name(db: &impl ConnectionTrait, draft: &PayersDraft, id: domain::ids::ClientId) -> Result<String, Fault> {
    let code = match clients::joinable(db, id).await? {
        Ok(client) => return Ok(client.name),
        Err(code) => code,
    };
    let at = draft.payers.iter().position(|row| row.client.trim() == id.to_string()).unwrap_or_default();
    Err(FieldErrors::one(&format!("payers[{at}][client]"), code).into())
}

/// Names a change by everything it would do, so that what is saved is what was looked at.
fn name_of(row: &trip::Model, fates: &[Fate]) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{}:{}", row.id, row.version));
    for fate in fates {
        let id = fate.own.as_ref().map(|own| own.payer.id);
        hash.update(format!("|{id:?};{:?};", fate.after));
        schedule::digest(&mut hash, &fate.schedule);
    }
    hex::encode(hash.finalize().get(..16).unwrap_or_default())
}

/// Writes one payer; their id.
async fn write(tx: &DatabaseTransaction, row: &trip::Model, fate: &Fate, alone: bool, now: OffsetDateTime) -> Result<PayerId, Fault> {
    let Some(after) = &fate.after else {
        let own = fate.own.as_ref().ok_or_else(|| Fault::Broken(format!("a payer of {} who is nobody", row.id)))?;
        let id = own.payer.id;
        let mut payer = own.payer.clone().into_active_model();
        payer.state = Set(PayerState::Removed);
        payer.persons = Set(None);
        payer.share_minor = Set(None);
        payer.update(tx).await?;
        pay_link::Entity::update_many()
            .col_expr(pay_link::Column::RevokedAt, Expr::value(now))
            .filter(pay_link::Column::PayerId.eq(id))
            .filter(pay_link::Column::RevokedAt.is_null())
            .exec(tx)
            .await?;
        return Ok(id);
    };
    let (kind, client, email, language) = match &after.identity {
        Identity::Client(client) => (PayerKind::Client, *client, String::new(), domain::locale::Locale::default()),
        // Whoever has no account is answered for by the client of the trip.
        Identity::Contact { kind, email, language, .. } => (*kind, row.client_id, email.clone(), *language),
    };
    let id = fate.own.as_ref().map_or_else(store::fresh, |own| own.payer.id);
    let payer = payer::ActiveModel {
        id: Set(id),
        trip_id: Set(row.id),
        client_id: Set(client),
        label: Set(fate.name.clone()),
        kind: Set(kind),
        email: Set(email),
        language: Set(language),
        persons: Set(after.persons.map(i64::from)),
        share_minor: Set((!alone).then_some(after.share.minor)),
        state: Set(PayerState::Active),
    };
    if fate.own.is_some() {
        payer.update(tx).await?;
    } else {
        payer.insert(tx).await?;
    }
    Ok(id)
}
