//! Receipts: numbered without gaps in the transaction that books the money, with everything they say; rendered from that, whatever changed since.

use super::outcome::short;
use super::ways::method_of;
use super::{Payments, links};
use crate::desks::Counter;
use crate::desks::accounts::PayerAccount;
use crate::desks::fault::Fault;
use crate::mail::{MailJob, MailKind};
use desk::Caller;
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::{LedgerTxId, PaymentOrderId, ReceiptId};
use domain::locale::Locale;
use domain::money::Money;
use domain::payments::{DisputeKind, Instalment, PayMethod, PaymentMethod, pour};
use domain::policy::{Action, Actor, authorise};
use domain::schedules::InstalmentKind;
use domain::trips::Entity as Company;
use locales::{format, papers as texts, words};
use papers::{Allocation, EntityView, PayerView, ReceiptView, TripView};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use store::entities::{dispute, payment_capture, payment_order, receipt, recorded_payment, recorded_reversal, trip};
use time::{Date, OffsetDateTime};

/// What the mails of receipts are filed under in the outbox, before the receipt's id.
pub(crate) const MAIL: &str = "mail:receipt:";

/// Everything a receipt says, as it was when it was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Snapshot {
    locale: Locale,
    company: Vec<String>,
    payer: Party,
    trip: About,
    amount: Money,
    /// With what an order was paid, where that was chosen here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    way: Option<PayMethod>,
    /// Receipts of before money came without a gateway always have one.
    order: Option<PaymentOrderId>,
    #[serde(default)]
    method: Option<PaymentMethod>,
    /// Empty in receipts of before it was kept: the order's then.
    #[serde(default)]
    reference: String,
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

/// Money that was received and counts, at least in part.
pub(crate) struct Received<'a> {
    /// The transaction that books it.
    pub(crate) sealed: LedgerTxId,
    /// The order it paid; money that came without a gateway has none.
    pub(crate) order: Option<&'a payment_order::Model>,
    /// How it came without a gateway.
    pub(crate) method: Option<PaymentMethod>,
    /// What to call it, for people.
    pub(crate) reference: String,
    /// How much.
    pub(crate) money: Money,
    /// What of it counts.
    pub(crate) advances: Money,
    /// When it came.
    pub(crate) at: OffsetDateTime,
}

/// Issues the receipt of money that counts, and puts its mail into the outbox. `before` is what `account` had received when it came.
pub(crate) async fn issue(
    counter: &Counter,
    tx: &DatabaseTransaction,
    trip: &trip::Model,
    account: &PayerAccount,
    before: Money,
    received: &Received<'_>,
) -> Result<(), Fault> {
    let now = counter.now();
    let payer = super::payer::addressee(tx, &account.payer).await?;
    let issued_on = counter.today();
    let (letters, company) = match trip.entity {
        Company::France => ("FR", &counter.config.agency.france),
        Company::Switzerland => ("CH", &counter.config.agency.switzerland),
    };
    let series = format!("{letters}-{}", issued_on.year());
    let number = format!("{series}-{:06}", store::numbers::next_receipt(tx, &series, trip.entity).await?);
    let overflow = || Fault::Broken("an amount beyond 64 bits".to_owned());
    let paid = before.add(received.advances).ok_or_else(overflow)?;
    let snapshot = Snapshot {
        locale: payer.language,
        company: company.clone(),
        payer: Party { name: payer.name.clone(), address: payer.address },
        trip: about(trip),
        amount: received.money,
        order: received.order.map(|order| order.id),
        way: received.order.and_then(method_of),
        method: received.method,
        reference: received.reference.clone(),
        paid_at: store::to_second(received.at),
        lines: lines(&account.account.instalments, before, received),
        price: account.account.price,
        paid,
        remaining: account.account.price.sub(paid).ok_or_else(overflow)?,
    };
    let id: ReceiptId = store::fresh();
    let row = receipt::ActiveModel {
        id: Set(id),
        number: Set(number.clone()),
        series: Set(series),
        tx_id: Set(received.sealed),
        order_id: Set(received.order.map(|order| order.id)),
        trip_id: Set(trip.id),
        payer_id: Set(account.payer.id),
        amount_minor: Set(received.money.minor),
        currency: Set(received.money.currency),
        paid_at: Set(snapshot.paid_at),
        issued_on: Set(issued_on),
        snapshot: Set(serde_json::to_string(&snapshot).map_err(|error| Fault::Broken(error.to_string()))?),
    };
    row.insert(tx).await?;
    store::audit::append(tx, now, Actor::System, "receipt.issued", id, Some(trip.id), &json!({ "number": number })).await?;
    // Whoever pays by link need not have an account to fetch the receipt from; money that came otherwise has no page outside one.
    let link = match received.order.filter(|order| links::came_by_link(order) || account.payer.client().is_none()) {
        Some(order) => Some(links::address(counter, &links::back(tx, order.id, order.payer_id, now).await?)),
        None => account.payer.client().map(|_| counter.url(&format!("/receipts/{id}"))),
    };
    let job = MailJob {
        to: payer.email,
        locale: payer.language,
        kind: MailKind::Receipt {
            name: payer.name,
            amount: format::money(payer.language, received.money),
            trip: trip.title.clone(),
            number,
            link,
        },
    };
    store::outbox::put(tx, "mail", &format!("{MAIL}{id}"), &job, now, now).await?;
    Ok(())
}

/// What money settles: the difference it makes to each instalment.
fn lines(schedule: &[Instalment], before: Money, received: &Received<'_>) -> Vec<(Option<InstalmentKind>, Money)> {
    let currency = received.money.currency;
    let (mut then, mut now) = (schedule.to_vec(), schedule.to_vec());
    pour(before, &mut then);
    pour(before.add(received.advances).unwrap_or(before), &mut now);
    let mut left = received.money.minor;
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
        let reversed_on = reversals(db, std::slice::from_ref(&row)).await?.remove(&id);
        let name = format!("{}.pdf", row.number);
        let locale = snapshot.locale;
        let view = view(row, snapshot, reversed_on);
        // Layout is processor work without a pause: other requests must not wait for it.
        let pdf = tokio::task::spawn_blocking(move || papers::receipt(&view, locale)).await;
        match pdf {
            Ok(Ok(pdf)) => Ok((name, pdf)),
            Ok(Err(error)) => Err(Fault::Broken(format!("{id}: {error}"))),
            Err(error) => Err(Fault::Broken(format!("{id}: {error}"))),
        }
    }
}

/// Of some receipts, those whose payment was undone or came back, and when.
///
/// # Errors
/// As the database says.
pub(crate) async fn reversals(db: &impl ConnectionTrait, receipts: &[receipt::Model]) -> Result<BTreeMap<ReceiptId, Date>, DbErr> {
    let mut days = returns(db, receipts).await?;
    let recorded: BTreeMap<LedgerTxId, ReceiptId> =
        receipts.iter().filter(|row| row.order_id.is_none()).map(|row| (row.tx_id, row.id)).collect();
    if recorded.is_empty() {
        return Ok(days);
    }
    let payments = recorded_payment::Entity::find().filter(recorded_payment::Column::TxId.is_in(recorded.keys().copied())).all(db).await?;
    let undone = recorded_reversal::Entity::find()
        .filter(recorded_reversal::Column::PaymentId.is_in(payments.iter().map(|row| row.id)))
        .all(db)
        .await?;
    for row in undone {
        let payment = payments.iter().find(|payment| payment.id == row.payment_id);
        if let Some(receipt) = payment.and_then(|payment| recorded.get(&payment.tx_id)) {
            days.insert(*receipt, dates::central_european(row.created_at).date());
        }
    }
    Ok(days)
}

/// Of some receipts, those of debits that came back, and when.
async fn returns(db: &impl ConnectionTrait, receipts: &[receipt::Model]) -> Result<BTreeMap<ReceiptId, Date>, DbErr> {
    let orders: Vec<PaymentOrderId> = receipts.iter().filter_map(|row| row.order_id).collect();
    if orders.is_empty() {
        return Ok(BTreeMap::new());
    }
    let back = dispute::Entity::find()
        .filter(dispute::Column::OrderId.is_in(orders.iter().copied()))
        .filter(dispute::Column::Kind.eq(DisputeKind::Return))
        .filter(dispute::Column::TakenMinor.gt(0))
        .all(db)
        .await?;
    if back.is_empty() {
        return Ok(BTreeMap::new());
    }
    let captures = payment_capture::Entity::find().filter(payment_capture::Column::OrderId.is_in(orders)).all(db).await?;
    let day = |receipt: &receipt::Model| {
        let capture = captures.iter().find(|capture| capture.tx_id == receipt.tx_id)?;
        let row = back.iter().find(|row| row.order_id == capture.order_id && row.capture_key == capture.capture_key)?;
        Some((receipt.id, dates::central_european(row.finished_at.unwrap_or(row.opened_at)).date()))
    };
    Ok(receipts.iter().filter_map(day).collect())
}

/// With what was paid. Receipts that do not say are of a time or a house that knows cards only.
const fn method(locale: Locale, snapshot: &Snapshot) -> &'static str {
    match (snapshot.method, snapshot.way) {
        (Some(method), _) => words::payment_method(locale, method),
        (None, None | Some(PayMethod::Card)) => texts::card(locale),
        (None, Some(way)) => locales::portal::pay::way(locale, way),
    }
}

fn view(row: receipt::Model, snapshot: Snapshot, reversed_on: Option<Date>) -> ReceiptView {
    let locale = snapshot.locale;
    let paid_with = method(locale, &snapshot);
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
        method: paid_with.to_owned(),
        order_reference: match snapshot.order {
            Some(order) if snapshot.reference.is_empty() => short(order.0),
            _ => snapshot.reference,
        },
        paid_at: snapshot.paid_at,
        received_on: snapshot.method.map(|_| dates::central_european(snapshot.paid_at).date()),
        reversed_on,
        allocations: snapshot.lines.into_iter().map(|(kind, amount)| Allocation { label: label(kind), amount }).collect(),
        total_price: snapshot.price,
        paid_so_far: snapshot.paid,
        remaining: snapshot.remaining,
    }
}
