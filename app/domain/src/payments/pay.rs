//! What a payer may pay now, and the form that asks.

use super::account::Account;
use super::ways::PayMethod;
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::money::Money;
use crate::text;
use serde::{Deserialize, Serialize};

/// The least another amount may be, in whole units, unless less is left.
pub const PAY_MIN_UNITS: i64 = 50;

words! {
    /// How much a payer wants to pay.
    #[derive(Default)]
    PayChoice {
        /// What is open on the next instalment.
        #[default]
        Next = "next",
        /// All that remains.
        All = "all",
        /// Another amount.
        Other = "other",
    }
}

/// What can be paid now; exists only when something can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payable {
    /// What is open on the next instalment.
    pub next: Money,
    /// All that remains.
    pub all: Money,
    /// The least another amount may be.
    pub min: Money,
}

impl Payable {
    /// What can be paid on this account; `None` when nothing is left.
    pub fn of(account: &Account) -> Option<Self> {
        let all = account.remaining;
        if all.minor <= 0 {
            return None;
        }
        let least = PAY_MIN_UNITS.saturating_mul(all.currency.minor_per_unit());
        let next = account.next.map_or(all, |next| next.amount);
        // More than what remains is never asked, even while a schedule waits to be rebuilt.
        let next = if next.currency == all.currency { Money::new(next.minor.min(all.minor), all.currency) } else { all };
        Some(Self { next, all, min: Money::new(least.min(all.minor), all.currency) })
    }
}

/// The payment form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PayDraft {
    /// A [`PayChoice`].
    pub choice: String,
    /// The other amount; read only with that choice.
    pub amount: String,
    /// A [`PayMethod`]; empty for the first one that is offered.
    pub way: String,
}

/// A checked wish to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What was chosen.
    pub choice: PayChoice,
    /// The amount it comes to now.
    pub amount: Money,
}

impl PayDraft {
    /// The amount to pay.
    ///
    /// # Errors
    /// At no field: [`ErrorCode::NothingDue`] when `payable` is `None`. At `choice`: [`ErrorCode::Required`], [`ErrorCode::NotAChoice`]. At `amount`:
    /// [`ErrorCode::Required`], [`ErrorCode::NotAnAmount`], [`ErrorCode::OutsidePayable`] (`min`, `max`).
    pub fn check(&self, payable: Option<Payable>) -> Result<Wanted, FieldErrors> {
        let Some(payable) = payable else { return Err(FieldErrors::one("", ErrorCode::NothingDue)) };
        let choice: PayChoice = text::choice(&self.choice).map_err(|refusal| FieldErrors::one("choice", refusal))?;
        let amount = match choice {
            PayChoice::Next => payable.next,
            PayChoice::All => payable.all,
            PayChoice::Other => other(&self.amount, payable).map_err(|refusal| FieldErrors::one("amount", refusal))?,
        };
        Ok(Wanted { choice, amount })
    }
}

impl PayDraft {
    /// The form that asks for `amount` and `way`, whatever was chosen the first time.
    pub fn again(amount: Money, payable: Payable, way: PayMethod) -> Self {
        let choice = match amount {
            amount if amount == payable.next => PayChoice::Next,
            amount if amount == payable.all => PayChoice::All,
            _ => PayChoice::Other,
        };
        Self { choice: choice.to_string(), amount: amount.to_field(), way: way.to_string() }
    }
}

fn other(text: &str, payable: Payable) -> Result<Money, Refusal> {
    if text.trim().is_empty() {
        return Err(ErrorCode::Required.into());
    }
    let outside = || Refusal::new(ErrorCode::OutsidePayable).with("min", payable.min.plain()).with("max", payable.all.plain());
    let amount = Money::parse(text, payable.all.currency)
        .map_err(|refusal| if refusal.code == ErrorCode::AmountTooLarge { outside() } else { refusal })?;
    if (payable.min.minor..=payable.all.minor).contains(&amount.minor) { Ok(amount) } else { Err(outside()) }
}
