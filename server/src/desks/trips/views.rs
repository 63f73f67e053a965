//! What trips and payments show alike: the card of a trip, its instalments, receipts and the person to call.
//!
//! Shows a client nothing of what is for staff: notes, costs and suppliers never pass here.

use super::list::owes;
use super::why;
use crate::desks::Counter;
use crate::desks::payments::receipts::reversals;
use desk::{InstalmentView, ReceiptView, SellerView, TripCard};
use domain::ids::{InstalmentId, PayerId, PaymentOrderId, ReceiptId, StaffId, TripId};
use domain::money::Money;
use domain::payments::{Account, Instalment, InstalmentState, OrderState, pour};
use domain::schedules::{ScheduleChange, ScheduleLine};
use domain::trips::TripState;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Select};
use std::collections::BTreeMap;
use store::entities::{payment_allocation, payment_order, receipt, staff, trip};
use time::Date;

/// Receipts of some trips, and the instalments their payments were meant for.
#[derive(Debug, Default)]
pub(crate) struct Receipts {
    by_payer: BTreeMap<PayerId, Vec<ReceiptView>>,
    by_instalment: BTreeMap<InstalmentId, ReceiptView>,
}

impl Receipts {
    /// The receipts of `trips`.
    ///
    /// # Errors
    /// As the database says.
    pub(crate) async fn of_trips(db: &impl ConnectionTrait, trips: &[TripId]) -> Result<Self, DbErr> {
        let rows = receipt::Entity::find()
            .filter(receipt::Column::TripId.is_in(trips.iter().copied()))
            .order_by_desc(receipt::Column::PaidAt)
            .order_by_desc(receipt::Column::Number)
            .all(db)
            .await?;
        if rows.is_empty() {
            return Ok(Self::default());
        }
        let reversed = reversals(db, &rows).await?;
        let parts = payment_allocation::Entity::find()
            .filter(payment_allocation::Column::OrderId.is_in(rows.iter().filter_map(|row| row.order_id)))
            .all(db)
            .await?;
        let mut meant_for: BTreeMap<PaymentOrderId, Vec<InstalmentId>> = BTreeMap::new();
        for part in parts {
            meant_for.entry(part.order_id).or_default().push(part.instalment_id);
        }
        let mut receipts = Self::default();
        for row in rows {
            let view = receipt(&row, &reversed);
            for instalment in row.order_id.and_then(|order| meant_for.get(&order)).into_iter().flatten() {
                // Rows come latest first: the first to touch an instalment here is the last that did.
                receipts.by_instalment.entry(*instalment).or_insert_with(|| view.clone());
            }
            receipts.by_payer.entry(row.payer_id).or_default().push(view);
        }
        Ok(receipts)
    }

    /// Those of a payer, the latest first.
    pub(crate) fn latest_first(&self, payer: PayerId) -> Vec<ReceiptView> {
        self.by_payer.get(&payer).cloned().unwrap_or_default()
    }

    /// The receipt of the last payment that touched an instalment.
    pub(crate) fn of_instalment(&self, id: InstalmentId) -> Option<ReceiptView> {
        self.by_instalment.get(&id).cloned()
    }
}

/// A receipt, to fetch; `reversed` are those whose payment was undone.
pub(crate) fn receipt(row: &receipt::Model, reversed: &BTreeMap<ReceiptId, Date>) -> ReceiptView {
    ReceiptView {
        id: row.id,
        number: row.number.clone(),
        paid_at: row.paid_at,
        amount: Money::new(row.amount_minor, row.currency),
        reversed_on: reversed.get(&row.id).copied(),
    }
}

fn instalment(trip: &trip::Model, account: &Account, line: &Instalment, receipts: &Receipts, today: Date) -> InstalmentView {
    InstalmentView {
        id: line.id,
        kind: line.kind,
        due_on: line.due_on,
        amount: line.amount,
        paid: line.paid,
        state: match line.state(today) {
            // A proposal waits for an answer: its client owes nothing yet.
            InstalmentState::Overdue if !is_sold(trip.state) => InstalmentState::Due,
            state => state,
        },
        receipt: if line.paid.minor > 0 { receipts.of_instalment(line.id) } else { None },
        why: Some(why::instalment_of(trip, account, line)),
    }
}

/// Whether the client has said yes, so that a day that passes makes a payment late.
pub(crate) const fn is_sold(state: TripState) -> bool {
    match state {
        TripState::Confirmed | TripState::Completed => true,
        TripState::Draft | TripState::Proposed | TripState::Cancelled => false,
    }
}

/// The schedule of a trip, in order of payment.
pub(crate) fn instalments(trip: &trip::Model, account: &Account, receipts: &Receipts, today: Date) -> Vec<InstalmentView> {
    account.instalments.iter().map(|line| instalment(trip, account, line, receipts, today)).collect()
}

/// The schedule that would hold after a change, as a page shows it; a line that is not written yet has no id of its own.
pub(crate) fn schedule_after(own: Option<&Account>, change: &ScheduleChange, today: Date) -> Vec<InstalmentView> {
    let row = |line: &ScheduleLine| {
        let id = line.id.unwrap_or(InstalmentId(uuid::Uuid::nil()));
        Instalment { id, kind: line.kind, due_on: line.due_on, amount: line.amount, paid: Money::zero(line.amount.currency) }
    };
    let mut rows: Vec<Instalment> = change.lines.iter().map(row).collect();
    if let Some(own) = own {
        pour(own.received, &mut rows);
    }
    let view = |row: Instalment| {
        let state = row.state(today);
        let Instalment { id, kind, due_on, amount, paid } = row;
        InstalmentView { id, kind, due_on, amount, paid, state, receipt: None, why: None }
    };
    rows.into_iter().map(view).collect()
}

/// The card of a trip. Nothing is next on a trip that cannot be paid.
pub(crate) fn card(trip: &trip::Model, account: &Account, receipts: &Receipts, today: Date) -> TripCard {
    let next = account.next.filter(|_| trip.state.is_payable());
    let next_due = next
        .and_then(|next| account.instalments.iter().find(|line| line.id == next.id))
        .map(|line| instalment(trip, account, line, receipts, today));
    TripCard {
        id: trip.id,
        title: trip.title.clone(),
        destinations: trip.destinations.0.clone(),
        starts_on: trip.starts_on,
        ends_on: trip.ends_on,
        state: trip.state,
        next_due,
        remaining: if owes(trip.state) { account.remaining } else { Money::zero(trip.currency) },
    }
}

/// Whom to call about a trip; the agency's number when the seller has none.
///
/// # Errors
/// As the database says.
pub(crate) async fn seller(counter: &Counter, db: &impl ConnectionTrait, id: StaffId) -> Result<SellerView, DbErr> {
    let agency = &counter.config.agency;
    let found = staff::Entity::find_by_id(id).one(db).await?;
    Ok(match found {
        Some(row) => SellerView {
            name: [row.given_name, row.family_name].join(" "),
            phone: if row.phone.is_empty() { agency.phone.clone() } else { row.phone },
            email: row.email,
        },
        None => SellerView { name: agency.name.clone(), phone: agency.phone.clone(), email: agency.email.clone() },
    })
}

/// The order of a payer that may still lead to money by itself; there is at most one.
///
/// # Errors
/// As the database says.
pub(crate) async fn live_order(db: &impl ConnectionTrait, payer: PayerId) -> Result<Option<payment_order::Model>, DbErr> {
    live().filter(payment_order::Column::PayerId.eq(payer)).one(db).await
}

/// Those of all payers of a trip.
///
/// # Errors
/// As the database says.
pub(crate) async fn live_orders(db: &impl ConnectionTrait, trip: TripId) -> Result<Vec<payment_order::Model>, DbErr> {
    live().filter(payment_order::Column::TripId.eq(trip)).all(db).await
}

fn live() -> Select<payment_order::Entity> {
    let live = OrderState::ALL.iter().copied().filter(|state| state.is_live());
    payment_order::Entity::find().filter(payment_order::Column::State.is_in(live)).order_by_desc(payment_order::Column::Id)
}
