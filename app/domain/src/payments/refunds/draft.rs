//! The forms that ask for a refund and that apply a credit.

use super::state::RefundWay;
use crate::dates;
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::money::Money;
use crate::text;
use serde::{Deserialize, Serialize};
use time::Date;

/// Characters of a reason, at most.
const REASON: usize = 200;

/// Characters of what the client reads, at most.
const NOTE: usize = 500;

/// The refund form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RefundDraft {
    /// Of which capture, by the printed id of its order and the gateway's name: `order_…:ch_…`; empty for money without a capture.
    pub capture: String,
    /// Whose money, by their printed id; read only without a capture.
    pub payer: String,
    /// A [`RefundWay`].
    pub way: String,
    /// How much.
    pub amount: String,
    /// Why, for staff.
    pub reason: String,
    /// What the client reads.
    pub note: String,
    /// The day from which the fourteen days count; today when empty.
    pub event_on: String,
    /// What could be given back when the form was drawn, in plain form: what changed since is looked at again. Not compared when empty.
    pub left: String,
}

/// A checked wish to give money back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundWish {
    /// On which way.
    pub way: RefundWay,
    /// How much, above zero.
    pub amount: Money,
    /// Why, for staff.
    pub reason: String,
    /// What the client reads; may be empty.
    pub note: String,
    /// The day from which the fourteen days count.
    pub event_on: Date,
}

impl RefundDraft {
    /// The refund to write down, of which `refundable` can be given back now.
    ///
    /// # Errors
    /// At no field: [`ErrorCode::MoneyMoved`]. At `way`: [`ErrorCode::Required`], [`ErrorCode::NotAChoice`]. At `amount`: [`ErrorCode::Required`],
    /// [`ErrorCode::NotAnAmount`], [`ErrorCode::OutsideRefundable`] (`max`). At `reason`: [`ErrorCode::Required`], [`ErrorCode::TooLong`]. At `note`:
    /// [`ErrorCode::TooLong`]. At `event_on`: [`ErrorCode::NotADate`], [`ErrorCode::InTheFuture`].
    pub fn check(&self, refundable: Money, today: Date) -> Result<RefundWish, FieldErrors> {
        let mut errors = FieldErrors::new();
        if moved(&self.left, refundable) {
            errors.add("", ErrorCode::MoneyMoved);
        }
        let way = errors.take("way", text::choice(&self.way));
        let amount = errors.take("amount", part_of(&self.amount, refundable));
        let reason = errors.take("reason", text::required(&self.reason, REASON));
        let note = errors.take("note", text::optional(&self.note, NOTE));
        let event_on = errors.take("event_on", event(&self.event_on, today));
        errors.finish(|| Some(RefundWish { way: way?, amount: amount?, reason: reason?, note: note?, event_on: event_on? }))
    }
}

/// The form that applies a credit to the price, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplyDraft {
    /// How much.
    pub amount: String,
    /// What could be applied when the form was drawn, in plain form; not compared when empty.
    pub left: String,
}

impl ApplyDraft {
    /// The amount to apply, of which `applicable` can be applied now.
    ///
    /// # Errors
    /// At no field: [`ErrorCode::MoneyMoved`]. At `amount`: [`ErrorCode::Required`], [`ErrorCode::NotAnAmount`], [`ErrorCode::OutsideRefundable`] (`max`).
    pub fn check(&self, applicable: Money) -> Result<Money, FieldErrors> {
        if moved(&self.left, applicable) {
            return Err(FieldErrors::one("", ErrorCode::MoneyMoved));
        }
        part_of(&self.amount, applicable).map_err(|refusal| FieldErrors::one("amount", refusal))
    }
}

/// Whether the form was drawn over other figures.
fn moved(left: &str, now: Money) -> bool {
    !left.trim().is_empty() && Money::from_plain(left.trim()) != Some(now)
}

/// An amount above zero of which at most `whole` there is.
fn part_of(typed: &str, whole: Money) -> Result<Money, Refusal> {
    if typed.trim().is_empty() {
        return Err(ErrorCode::Required.into());
    }
    let outside = || Refusal::new(ErrorCode::OutsideRefundable).with("max", whole.plain());
    let amount = Money::parse(typed, whole.currency)
        .map_err(|refusal| if refusal.code == ErrorCode::AmountTooLarge { outside() } else { refusal })?;
    if (1..=whole.minor).contains(&amount.minor) { Ok(amount) } else { Err(outside()) }
}

fn event(typed: &str, today: Date) -> Result<Date, Refusal> {
    if typed.trim().is_empty() {
        return Ok(today);
    }
    let day = dates::parse(typed)?;
    if day > today { Err(ErrorCode::InTheFuture.into()) } else { Ok(day) }
}
