//! Forgetting a client at their own wish: the person goes, the books stay.
//!
//! Whether it may be is `domain::people::bars`'s to say, from facts read under the locks of every trip the client contracted or pays a share of. What is replaced
//! stands in `blank`; receipts keep what was printed on them, the ledger and the statements of banks what they prove (README, *Who asks to be forgotten*).

mod blank;

use super::People;
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::payments::refunds::OWED;
use desk::{Caller, ErasureView};
use domain::error::{ErrorCode, Refusal};
use domain::ids::{ClientId, PayerId, TripId};
use domain::ledger::AccountCode;
use domain::money::Money;
use domain::payments::{OrderState, RefundStage};
use domain::people::{ErasureDraft, ErasureTrip, bars, kept_until};
use domain::policy::{Action, authorise};
use domain::trips::TripState;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::BTreeSet;
use store::entities::{client, dispute, invoice, ledger_account, payer, payment_order, receipt, refund, task, traveller, trip};
use time::Date;

/// How often the locks are taken anew because a trip came up meanwhile.
const TRIES: usize = 5;

/// References that a refusal names, at most.
const NAMED: usize = 5;

/// A client with everything that is theirs.
pub(super) struct Whole {
    pub(super) client: client::Model,
    /// Trips they contracted or pay a share of, by ascending id.
    pub(super) trips: Vec<trip::Model>,
    /// As whom they pay, and who pays without an account on their trips.
    pub(super) payers: Vec<payer::Model>,
    /// Travellers: everybody on their own trips, and who bears their name on trips of others that are over.
    pub(super) travellers: Vec<traveller::Model>,
}

impl Whole {
    /// Their own trips.
    pub(super) fn own(&self) -> impl Iterator<Item = &trip::Model> {
        self.trips.iter().filter(|trip| trip.client_id == self.client.id)
    }

    /// As whom they pay, by id.
    pub(super) fn payer_ids(&self) -> Vec<PayerId> {
        self.payers.iter().map(|payer| payer.id).collect()
    }

    async fn read(db: &impl ConnectionTrait, client: client::Model, today: Date) -> Result<Self, DbErr> {
        let trips = trips_of(db, client.id).await?;
        let payers = payer::Entity::find().filter(payer::Column::ClientId.eq(client.id)).order_by_asc(payer::Column::Id).all(db).await?;
        let travellers = travellers(db, &client, &trips, today).await?;
        Ok(Self { client, trips, payers, travellers })
    }

    /// What is open on each trip.
    async fn facts(&self, db: &impl ConnectionTrait, today: Date) -> Result<Vec<ErasureTrip>, DbErr> {
        let mut accounts = accounts::trip_accounts(db, &self.trips, today).await?;
        let mut facts = Vec::with_capacity(self.trips.len());
        for trip in &self.trips {
            let ids: Vec<PayerId> = self.payers.iter().filter(|payer| payer.trip_id == trip.id).map(|payer| payer.id).collect();
            let all = accounts.remove(&trip.id);
            let all: Vec<&PayerAccount> = all.iter().flat_map(|all| all.all()).collect();
            // Whoever handed the contract over answers for what whoever has it now still owes, through however many hands it went.
            let mut answers: BTreeSet<PayerId> = ids.iter().copied().collect();
            let mut hands = ids.clone();
            while let Some(hand) = hands.pop() {
                let heir = all.iter().find(|one| one.payer.id == hand).and_then(|one| one.heir);
                hands.extend(heir.filter(|heir| answers.insert(*heir)));
            }
            let owed = all.iter().filter(|one| answers.contains(&one.payer.id)).map(|one| one.account.remaining.minor.max(0));
            let owed = owed.fold(0_i64, i64::saturating_add);
            facts.push(ErasureTrip {
                reference: trip.reference.clone(),
                state: trip.state,
                ends_on: trip.ends_on,
                owed: Money::new(owed, trip.currency),
                claimed: stands(db, trip.id, &ids, AccountCode::Doubtful).await?,
                order_alive: order_alive(db, &ids).await?,
                credit_held: credit_held(db, trip.id, &ids).await?,
                refund_open: refund_open(db, &ids).await?,
                dispute_open: dispute_open(db, &ids).await?,
            });
        }
        Ok(facts)
    }
}

async fn order_alive(db: &impl ConnectionTrait, payers: &[PayerId]) -> Result<bool, DbErr> {
    let live = OrderState::ALL.iter().copied().filter(|state| state.is_live());
    let found = payment_order::Entity::find()
        .filter(payment_order::Column::PayerId.is_in(payers.iter().copied()))
        .filter(payment_order::Column::State.is_in(live));
    Ok(found.count(db).await? > 0)
}

/// Whether anything stands on such an account of theirs, in any currency.
async fn stands(db: &impl ConnectionTrait, trip: TripId, payers: &[PayerId], code: AccountCode) -> Result<bool, DbErr> {
    let found = ledger_account::Entity::find()
        .filter(ledger_account::Column::TripId.eq(trip))
        .filter(ledger_account::Column::PayerId.is_in(payers.iter().copied()))
        .filter(ledger_account::Column::Code.eq(code.as_str()))
        .filter(ledger_account::Column::Balance.ne(0));
    Ok(found.count(db).await? > 0)
}

/// Money kept aside in any currency, or money that a person was asked to give back.
async fn credit_held(db: &impl ConnectionTrait, trip: TripId, payers: &[PayerId]) -> Result<bool, DbErr> {
    let owed = task::Entity::find()
        .filter(task::Column::Kind.eq(OWED))
        .filter(task::Column::Subject.is_in(payers.iter().map(ToString::to_string)))
        .filter(task::Column::DoneAt.is_null());
    Ok(stands(db, trip, payers, AccountCode::Unapplied).await? || owed.count(db).await? > 0)
}

async fn refund_open(db: &impl ConnectionTrait, payers: &[PayerId]) -> Result<bool, DbErr> {
    let found = refund::Entity::find().filter(refund::Column::PayerId.is_in(payers.iter().copied())).filter(refund::Column::State.is_in([
        RefundStage::Requested,
        RefundStage::Sent,
        RefundStage::Pending,
    ]));
    Ok(found.count(db).await? > 0)
}

async fn dispute_open(db: &impl ConnectionTrait, payers: &[PayerId]) -> Result<bool, DbErr> {
    let rows = dispute::Entity::find().filter(dispute::Column::PayerId.is_in(payers.iter().copied())).all(db).await?;
    Ok(rows.iter().any(|row| !row.state.is_over()))
}

/// Trips a client contracted, or pays or paid a share of, by ascending id.
async fn trips_of(db: &impl ConnectionTrait, client: ClientId) -> Result<Vec<trip::Model>, DbErr> {
    let shares = payer::Entity::find().filter(payer::Column::ClientId.eq(client)).all(db).await?;
    let mine = Condition::any()
        .add(trip::Column::ClientId.eq(client))
        .add(trip::Column::Id.is_in(shares.into_iter().map(|payer| payer.trip_id).collect::<BTreeSet<_>>()));
    trip::Entity::find().filter(mine).order_by_asc(trip::Column::Id).all(db).await
}

async fn travellers(
    db: &impl ConnectionTrait,
    client: &client::Model,
    trips: &[trip::Model],
    today: Date,
) -> Result<Vec<traveller::Model>, DbErr> {
    let own = trips.iter().filter(|trip| trip.client_id == client.id).map(|trip| trip.id);
    let mut found = traveller::Entity::find().filter(traveller::Column::TripId.is_in(own)).all(db).await?;
    if client.given_name.is_empty() || client.family_name.is_empty() {
        return Ok(found);
    }
    let named = traveller::Entity::find()
        .filter(traveller::Column::GivenName.eq(&client.given_name))
        .filter(traveller::Column::FamilyName.eq(&client.family_name))
        .all(db)
        .await?;
    let theirs = trip::Entity::find().filter(trip::Column::Id.is_in(named.iter().map(|row| row.trip_id))).all(db).await?;
    let over = |trip: &trip::Model| match trip.state {
        TripState::Completed | TripState::Cancelled => true,
        TripState::Draft | TripState::Proposed | TripState::Confirmed => trip.ends_on.is_some_and(|end| end < today),
    };
    let elsewhere = |row: &traveller::Model| theirs.iter().any(|trip| trip.id == row.trip_id && trip.client_id != client.id && over(trip));
    found.extend(named.into_iter().filter(elsewhere));
    Ok(found)
}

impl People {
    pub(super) async fn erasure_view(&self, caller: &Caller, id: ClientId) -> Result<ErasureView, Fault> {
        authorise(caller.actor, Action::EraseClient)?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let row = client::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let whole = Whole::read(db, row, today).await?;
        let receipts = receipt::Entity::find().filter(receipt::Column::PayerId.is_in(whole.payer_ids())).all(db).await?;
        let invoices = invoice::Entity::find().filter(invoice::Column::PayerId.is_in(whole.payer_ids())).all(db).await?;
        let issued: Vec<Date> = receipts.iter().map(|row| row.issued_on).chain(invoices.iter().map(|row| row.issued_on)).collect();
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        Ok(ErasureView {
            id,
            bars: bars(&whole.facts(db, today).await?, today),
            trips: count(whole.trips.len()),
            travellers: count(whole.travellers.len()),
            papers: count(issued.len()),
            kept_until: issued.into_iter().max().map(kept_until),
            erased_at: whole.client.erased_at,
            name: whole.client.name,
        })
    }

    /// A transaction that holds everything of a client's. Each try lets go of all locks before the next: they are taken in one order only.
    async fn lock_whole(&self, id: ClientId, today: Date) -> Result<(DatabaseTransaction, Whole), Fault> {
        for _ in 0..TRIES {
            let tx = self.counter.db.begin_write().await?;
            if let Some(whole) = lock(&tx, id, today).await? {
                return Ok((tx, whole));
            }
            tx.rollback().await?;
        }
        Err(ErrorCode::Changed.into())
    }

    pub(super) async fn erase(&self, caller: &Caller, id: ClientId, draft: &ErasureDraft) -> Result<(), Fault> {
        authorise(caller.actor, Action::EraseClient)?;
        let (now, today) = (self.counter.now(), self.counter.today());
        let (tx, whole) = self.lock_whole(id, today).await?;
        // The form was sent twice: there is nobody left to forget.
        if whole.client.erased_at.is_some() {
            return Ok(());
        }
        let found = bars(&whole.facts(&tx, today).await?, today);
        if !found.is_empty() {
            let named: BTreeSet<String> = found.into_iter().map(|(_, reference)| reference).collect();
            let trips = named.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
            return Err(Refusal::new(ErrorCode::ErasureBarred).with("trips", trips).into());
        }
        draft.check(&whole.client.name)?;
        self.blank(&tx, &whole, now).await?;
        let detail = json!({ "trips": whole.trips.len(), "travellers": whole.travellers.len() });
        store::audit::append(&tx, now, caller.actor, "client.erased", id, None, &detail).await?;
        Ok(tx.commit().await?)
    }
}

/// Locks everything that is a client's, in the order that everybody keeps: trips, payers, then the client, so that nothing of theirs can come up meanwhile.
/// `None` when a trip came up before the client was locked.
async fn lock(tx: &DatabaseTransaction, id: ClientId, today: Date) -> Result<Option<Whole>, Fault> {
    let seen = trips_of(tx, id).await?;
    for trip in &seen {
        store::locks::lock_trip(tx, trip.id).await?;
    }
    let payers = payer::Entity::find().filter(payer::Column::ClientId.eq(id)).order_by_asc(payer::Column::Id).all(tx).await?;
    for payer in payers {
        store::locks::lock_payer(tx, payer.id).await?;
    }
    let client = store::locks::lock_client(tx, id).await?.ok_or(ErrorCode::NotFound)?;
    let whole = Whole::read(tx, client, today).await?;
    let ids = |trips: &[trip::Model]| trips.iter().map(|trip| trip.id).collect::<Vec<_>>();
    Ok((ids(&seen) == ids(&whole.trips)).then_some(whole))
}
