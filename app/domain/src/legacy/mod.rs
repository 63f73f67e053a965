//! Payments of the system before this one: what a row of its export means, whose it is, and how it is booked.
//!
//! Strict, since nobody looks at a hundred thousand rows: what can be read in two ways is not read at all, and a row is placed only where there is one place.

mod place;
mod row;

pub use place::{LegacyPayer, LegacyStep, decide, whose};
pub use row::{LegacyColumn, LegacyDraft, LegacyKind, LegacyMethod, LegacyRow};

use crate::money::Money;
use crate::text;

/// Why a row is refused: a sentence for whoever runs the import.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LegacyRefusal {
    /// Nothing stands where something is needed.
    #[error("nothing stands here")]
    Missing,
    /// Longer than this many characters.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// No amount, or one that can be read in two ways.
    #[error("no amount that can be read in one way only")]
    Amount,
    /// An amount of nothing, or one beyond what a trip can cost.
    #[error("an amount of nothing, or beyond what a trip can cost")]
    AmountOutside,
    /// A minus on a row that says it is a payment.
    #[error("a payment below zero: say that it is a refund")]
    NegativePayment,
    /// Not the three letters of a currency.
    #[error("no currency: its three letters are wanted, as EUR or CHF")]
    Currency,
    /// Not a day of the calendar.
    #[error("no day of the calendar: 14/03/2024 or 2024-03-14")]
    Date,
    /// A day after today.
    #[error("a day that has not come yet")]
    Future,
    /// A way to pay that nobody knows.
    #[error("no way to pay that is known: card, transfer, cheque, cash, voucher or nothing")]
    Method,
    /// Neither payment nor refund.
    #[error("neither payment nor refund")]
    Kind,
    /// No trip has this reference.
    #[error("no trip has this reference")]
    NoTrip,
    /// The trip has no payer.
    #[error("nobody pays this trip yet: give it a price and dates first")]
    NoPayer,
    /// Several people pay, and the row does not say who did.
    #[error("several people pay this trip: say whose payment it is, by e-mail or name")]
    WhichPayer,
    /// Nobody who pays the trip is called so.
    #[error("nobody who pays this trip has this e-mail or name")]
    UnknownPayer,
    /// Two people who pay the trip are called so.
    #[error("two people who pay this trip have this e-mail or name")]
    TwoPayers,
    /// A refund of more than is held.
    #[error("more goes back than there is: {0} is held")]
    MoreThanHeld(String),
    /// The old id was imported before with another content.
    #[error("this id was imported before with another {0}: nothing was changed")]
    Conflict(&'static str),
    /// The old id stands above in the file with another content.
    #[error("this id stands on line {0} with another content")]
    Twice(u32),
    /// The last row of a file that ends in the middle of a line: half an amount looks like a whole one.
    #[error("the file ends inside this line, so it may have been cut: if it is whole, end it with an empty line")]
    Cut,
    /// A row of another width than the header, or a quote that is never closed.
    #[error("more or fewer cells than the header, or a quote that is never closed")]
    Broken,
}

/// What is held, in words.
fn held(money: Money) -> LegacyRefusal {
    LegacyRefusal::MoreThanHeld(money.plain())
}

/// A name or an e-mail address, to be compared.
fn folded(name: &str) -> String {
    if name.contains('@') { name.trim().to_lowercase() } else { text::fold(name) }
}
