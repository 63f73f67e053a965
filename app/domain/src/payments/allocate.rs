//! Which instalments a payment is for.

use super::account::Instalment;
use crate::error::{ErrorCode, Refusal};
use crate::ids::InstalmentId;
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// The part of a payment that goes to one instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// Which.
    pub instalment: InstalmentId,
    /// How much, always above zero.
    pub amount: Money,
}

/// Spreads `amount` over what is open, in order of payment; the parts add up to it exactly.
///
/// # Errors
/// [`ErrorCode::OutsidePayable`] (`min`, `max`) when it is not above zero, more than what is open, or of another currency.
pub fn allocate(amount: Money, lines: &[Instalment]) -> Result<Vec<Allocation>, Refusal> {
    let mut left = amount.minor;
    let mut parts = Vec::new();
    for line in lines.iter().filter(|line| line.amount.currency == amount.currency) {
        let part = left.min(line.open().minor);
        if part > 0 {
            parts.push(Allocation { instalment: line.id, amount: Money::new(part, amount.currency) });
            left -= part;
        }
    }
    if left == 0 && amount.minor > 0 {
        return Ok(parts);
    }
    let max =
        lines.iter().filter(|line| line.amount.currency == amount.currency).fold(0_i64, |sum, line| sum.saturating_add(line.open().minor));
    Err(Refusal::new(ErrorCode::OutsidePayable)
        .with("min", Money::new(max.min(1), amount.currency).plain())
        .with("max", Money::new(max, amount.currency).plain()))
}
