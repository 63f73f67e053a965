//! Receipts: numbered without gaps in the transaction that books the money, with everything they say; rendered from that, whatever changed since.

use super::outcome::short;
use super::settle::Table;
use super::{Payments, links};
use crate::desks::Counter;
use crate::desks::fault::Fault;
use crate::mail::{MailJob, MailKind};
use desk::Caller;
use domain::error::ErrorCode;
use domain::ids::{LedgerTxId, PaymentOrderId, ReceiptId};
use domain::locale::Locale;
use domain::money::Money;
use domain::payments::{Booking, Instalment, pour};
use domain::policy::{Action, Actor, authorise};
use domain::schedules::InstalmentKind;
use domain::trips::Entity as Company;
use locales::{format, papers as texts, words};
use papers::{Allocation, EntityView, PayerView, ReceiptView, TripView};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::entities::{receipt, trip};
use time::{Date, OffsetDateTime};

/// What the mails of receipts are filed under in the outbox, before the receipt's id.
pub(super) const MAIL: &str = "mail:receipt:";

/// Everything a receipt says, as it was when it was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Snapshot {
    locale: Locale,
    company: Vec<String>,
    payer: Party,
    trip: About,
    amount: Money,
    order: PaymentOrderId,
    #[serde(with = "time::serde::timestamp")]
    paid_at: OffsetDateTime,
    /// What the payment settles; `None` is for what exceeds everything owed.
    lines: Vec<(Option<InstalmentKind>, Money)>,
    price: Money,
    paid: Money,
    remaining: Money,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Party {
    name: String,
    address: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct About {
    reference: String,
    title: String,
    starts_on: Option<Date>,
    ends_on: Option<Date>,
}

/// Issues the receipt of a capture that counts, and puts its mail into the outbox.
pub(super) async fn issue(
    counter: &Counter,
    table: &Table<'_>,
    sealed: LedgerTxId,
    schedule: &[Instalment],
    before: Money,
    booking: &Booking,
) -> Result<(), Fault> {
    let (tx, now, trip, order) = (table.tx, table.now, table.trip, table.order);
    let payer = super::payer::addressee(tx, table.payer).await?;
    let issued_on = counter.today();
    let (letters, company) = match trip.entity {
        Company::France => ("FR", &counter.config.agency.france),
        Company::Switzerland => ("CH", &counter.config.agency.switzerland),
    };
    let series = format!("{letters}-{}", issued_on.year());
    let number = format!("{series}-{:06}", store::numbers::next_receipt(tx, &series, trip.entity).await?);
    let overflow = || Fault::Broken("an amount beyond 64 bits".to_owned());
    let paid = before.add(booking.advances).ok_or_else(overflow)?;
    let snapshot = Snapshot {
        locale: payer.language,
        company: company.clone(),
        payer: Party { name: payer.name.clone(), address: payer.address },
        trip: about(trip),
        amount: booking.capture.money,
        order: order.id,
        paid_at: store::to_second(booking.capture.at),
        lines: lines(schedule, before, booking),
        price: table.price,
        paid,
        remaining: table.price.sub(paid).ok_or_else(overflow)?,
    };
    let id: ReceiptId = store::fresh();
    let row = receipt::ActiveModel {
        id: Set(id),
        number: Set(number.clone()),
        series: Set(series),
        tx_id: Set(sealed),
        order_id: Set(order.id),
        trip_id: Set(trip.id),
        payer_id: Set(order.payer_id),
        amount_minor: Set(booking.capture.money.minor),
        currency: Set(booking.capture.money.currency),
        paid_at: Set(snapshot.paid_at),
        issued_on: Set(issued_on),
        snapshot: Set(serde_json::to_string(&snapshot).map_err(|error| Fault::Broken(error.to_string()))?),
    };
    row.insert(tx).await?;
    store::audit::append(tx, now, Actor::System, "receipt.issued", id, Some(trip.id), &json!({ "number": number })).await?;
    // Whoever pays by link need not have an account to fetch the receipt from.
    let link = match links::came_by_link(order) || table.payer.client().is_none() {
        true => links::address(counter, &links::back(tx, order.id, order.payer_id, now).await?),
        false => counter.url(&format!("/receipts/{id}")),
    };
    let job = MailJob {
        to: payer.email,
        locale: payer.language,
        kind: MailKind::Receipt {
            name: payer.name,
            amount: format::money(payer.language, booking.capture.money),
            trip: trip.title.clone(),
            number,
            link,
        },
    };
    store::outbox::put(tx, "mail", &format!("{MAIL}{id}"), &job, now, now).await?;
    Ok(())
}

/// What a capture settles: the difference it makes to each instalment.
fn lines(schedule: &[Instalment], before: Money, booking: &Booking) -> Vec<(Option<InstalmentKind>, Money)> {
    let currency = booking.capture.money.currency;
    let (mut then, mut now) = (schedule.to_vec(), schedule.to_vec());
    pour(before, &mut then);
    pour(before.add(booking.advances).unwrap_or(before), &mut now);
    let mut left = booking.capture.money.minor;
    let mut lines = Vec::new();
    for (then, now) in then.iter().zip(&now) {
        let part = (now.paid.minor - then.paid.minor).min(left);
        if part > 0 {
            lines.push((Some(now.kind), Money::new(part, currency)));
            left -= part;
        }
    }
    if left > 0 {
        lines.push((None, Money::new(left, currency)));
    }
    lines
}

fn about(trip: &trip::Model) -> About {
    About { reference: trip.reference.clone(), title: trip.title.clone(), starts_on: trip.starts_on, ends_on: trip.ends_on }
}

impl Payments {
    /// A receipt as PDF, in the language it was issued in.
    pub(super) async fn render(&self, caller: &Caller, id: ReceiptId) -> Result<(String, Vec<u8>), Fault> {
        let db = self.counter.db.read();
        if caller.actor == Actor::Anonymous {
            return Err(ErrorCode::SignInNeeded.into());
        }
        let row = receipt::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        match caller.actor {
            Actor::Staff { .. } => authorise(caller.actor, Action::ReadOffice)?,
            Actor::Client { .. } | Actor::Payer { .. } | Actor::Anonymous | Actor::System => {
                super::payer::check_own(db, caller, row.payer_id).await?
            }
        }
        let snapshot: Snapshot = serde_json::from_str(&row.snapshot).map_err(|error| Fault::Broken(format!("{id}: {error}")))?;
        let name = format!("{}.pdf", row.number);
        let locale = snapshot.locale;
        let view = view(row, snapshot);
        // Layout is processor work without a pause: other requests must not wait for it.
        let pdf = tokio::task::spawn_blocking(move || papers::receipt(&view, locale)).await;
        match pdf {
            Ok(Ok(pdf)) => Ok((name, pdf)),
            Ok(Err(error)) => Err(Fault::Broken(format!("{id}: {error}"))),
            Err(error) => Err(Fault::Broken(format!("{id}: {error}"))),
        }
    }
}

fn view(row: receipt::Model, snapshot: Snapshot) -> ReceiptView {
    let locale = snapshot.locale;
    let label = |kind: Option<InstalmentKind>| {
        kind.map_or_else(|| texts::credit(locale).to_owned(), |kind| words::instalment_kind(locale, kind).to_owned())
    };
    let mut company = snapshot.company.into_iter();
    // A trip is dated before it can be paid; a receipt of one that is not would otherwise be lost.
    let starts_on = snapshot.trip.starts_on.unwrap_or(row.issued_on);
    ReceiptView {
        number: row.number,
        issued_on: row.issued_on,
        entity: EntityView { name: company.next().unwrap_or_default(), address: company.collect(), registrations: Vec::new() },
        payer: PayerView { name: snapshot.payer.name, address: snapshot.payer.address },
        trip: TripView {
            reference: snapshot.trip.reference,
            title: snapshot.trip.title,
            starts_on,
            ends_on: snapshot.trip.ends_on.unwrap_or(starts_on),
        },
        amount: snapshot.amount,
        method: texts::card(locale).to_owned(),
        order_reference: short(snapshot.order),
        paid_at: snapshot.paid_at,
        allocations: snapshot.lines.into_iter().map(|(kind, amount)| Allocation { label: label(kind), amount }).collect(),
        total_price: snapshot.price,
        paid_so_far: snapshot.paid,
        remaining: snapshot.remaining,
    }
}
