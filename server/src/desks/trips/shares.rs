//! The shares of a trip's payers and their schedules, as they follow the trip. Locks nothing: trip and payers must be locked.

use super::schedule;
use super::views::is_sold;
use crate::desks::accounts::{PayerAccount, TripAccounts};
use crate::desks::fault::Fault;
use domain::ids::PayerId;
use domain::locale::Locale;
use domain::money::Money;
use domain::payers::{self, Holding, PayerKind, PayerState};
use domain::payments::Instalment;
use domain::schedules::{ScheduleChange, ScheduleLine, build, change, reschedule};
use domain::trips::{Quote, Trip};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, IntoActiveModel, Set};
use store::entities::{client, payer, trip};
use time::{Date, OffsetDateTime};

/// Gives a new trip its first payer, the client, who pays everything.
pub(super) async fn open(
    tx: &DatabaseTransaction,
    row: &trip::Model,
    name: String,
    (quote, trip): (&Quote, &Trip),
    today: Date,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let payer: PayerId = store::fresh();
    let first = payer::ActiveModel {
        id: Set(payer),
        trip_id: Set(row.id),
        client_id: Set(trip.client),
        label: Set(name),
        kind: Set(PayerKind::Client),
        email: Set(String::new()),
        language: Set(Locale::default()),
        persons: Set(None),
        share_minor: Set(None),
        state: Set(PayerState::Active),
    };
    first.insert(tx).await?;
    schedule::apply(tx, row, payer, &planned(row, &[], quote.price, quote.insurance, trip, today), now).await
}

/// What a change of the trip makes of one payer.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// Who, with their account so far.
    pub(super) own: PayerAccount,
    /// Their share from then on.
    pub(super) share: Money,
    /// Their schedule from then on.
    pub(super) schedule: ScheduleChange,
}

impl Planned {
    /// Whether what they owe, or when, is another than before.
    pub(super) fn shows(&self) -> bool {
        self.share != self.own.account.price
            || !self.schedule.superseded.is_empty()
            || self.schedule.lines.iter().any(|line| line.id.is_none())
    }
}

/// What becomes of shares and schedules when the trip changes; nothing when that touches nothing they stand on.
pub(super) fn plan(row: &trip::Model, accounts: &TripAccounts, (quote, trip): (&Quote, &Trip), today: Date) -> Vec<Planned> {
    let same = row.entity == trip.entity
        && row.price_minor == quote.price.minor
        && row.insurance_minor == quote.insurance.minor
        && row.starts_on == trip.starts_on
        && row.ends_on.is_some() == trip.ends_on.is_some();
    if same {
        return Vec::new();
    }
    let shares = shares_of(row, accounts, quote.price);
    let premiums = payers::premiums(quote.insurance, &shares);
    let one = |((own, share), premium): ((&PayerAccount, &Money), Money)| Planned {
        schedule: planned(row, &own.account.instalments, *share, premium, trip, today),
        own: own.clone(),
        share: *share,
    };
    accounts.active().zip(&shares).zip(premiums).map(one).collect()
}

/// The shares of a price, in the order of those who pay. Whoever handed the contract over keeps what they have paid, as long as the price is that much.
fn shares_of(row: &trip::Model, accounts: &TripAccounts, price: Money) -> Vec<Money> {
    let holdings = accounts.holdings();
    let kept: Vec<bool> = accounts.active().map(|one| one.heir.is_some()).collect();
    let split = |price: Money, held: &[Holding]| match held {
        [_] => vec![price],
        several => payers::follow(price, several, is_sold(row.state)),
    };
    let of_former = holdings.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(held, _)| held.share);
    let rest = Money::sum(price.currency, of_former).and_then(|sum| price.sub(sum)).filter(|rest| rest.minor >= 0);
    let owing: Vec<Holding> = holdings.iter().zip(&kept).filter(|(_, kept)| !**kept).map(|(held, _)| *held).collect();
    match rest.filter(|_| !owing.is_empty()) {
        None => split(price, &holdings),
        Some(rest) => {
            let mut theirs = split(rest, &owing).into_iter();
            let one = |(held, kept): (&Holding, &bool)| if *kept { Some(held.share) } else { theirs.next() };
            holdings.iter().zip(&kept).filter_map(one).collect()
        }
    }
}

/// Writes what was planned.
pub(super) async fn write(tx: &DatabaseTransaction, row: &trip::Model, plan: &[Planned], now: OffsetDateTime) -> Result<(), Fault> {
    for Planned { own, share, schedule } in plan {
        schedule::apply(tx, row, own.payer.id, schedule, now).await?;
        if plan.len() > 1 {
            let mut payer = own.payer.clone().into_active_model();
            payer.share_minor = Set(Some(share.minor));
            payer.update(tx).await?;
        }
    }
    Ok(())
}

/// Lets the share of the client who contracted follow the trip to another client. Whoever pays a share already keeps their own.
pub(super) async fn hand_over(
    tx: &DatabaseTransaction,
    row: &trip::Model,
    accounts: &TripAccounts,
    client: &client::Model,
) -> Result<(), DbErr> {
    if row.client_id == client.id || accounts.of_client(client.id).is_some() {
        return Ok(());
    }
    if let Some(own) = accounts.of_client(row.client_id) {
        let mut payer = own.payer.clone().into_active_model();
        payer.client_id = Set(client.id);
        payer.label = Set(client.name.clone());
        payer.update(tx).await?;
    }
    Ok(())
}

/// The schedule of a share by the trip's rule. Without dates nothing is planned, except what is left of a share on which money was received.
pub(crate) fn planned(
    row: &trip::Model,
    existing: &[Instalment],
    share: Money,
    premium: Money,
    trip: &Trip,
    today: Date,
) -> ScheduleChange {
    let paid = existing.iter().any(|line| line.paid.minor > 0);
    let departure = trip.starts_on.filter(|_| trip.ends_on.is_some());
    match (departure, paid) {
        (Some(departure), _) if existing.iter().all(|line| line.amount.currency == share.currency) && !existing.is_empty() => {
            reschedule(row.rule.0, existing, share, premium, today, departure)
        }
        (Some(departure), _) => {
            let lines = build(row.rule.0, share, premium, today, departure).into_iter();
            let lines = lines.map(|line| ScheduleLine { id: None, kind: line.kind, due_on: line.due_on, amount: line.amount }).collect();
            change(existing, lines, share)
        }
        (None, true) => reschedule(row.rule.0, existing, share, premium, today, today),
        (None, false) => change(existing, Vec::new(), share),
    }
}
