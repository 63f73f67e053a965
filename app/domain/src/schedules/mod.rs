//! Schedules: what is owed when, built from a rule, retyped by a seller, rebuilt when the price changes.
//!
//! One law holds everywhere: the lines of a payer's schedule add up to that payer's price, to the cent. A line on which money has
//! arrived is never edited; nothing here knows how the money arrived (see [`crate::payments`]).

mod build;
mod change;
mod draft;

pub use build::{PlannedInstalment, ScheduleRule, build};
pub use change::{ScheduleChange, ScheduleLine, change, reschedule};
pub use draft::{ROWS_MAX, ScheduleDraft, ScheduleLineDraft, ScheduleTerms};

words! {
    /// What an instalment is for.
    #[derive(Default)]
    InstalmentKind {
        /// Paid at booking.
        Deposit = "deposit",
        /// A part in between.
        #[default]
        Instalment = "instalment",
        /// What is left before departure.
        Balance = "balance",
        /// An increase of the price after the rest was planned.
        Supplement = "supplement",
        /// The insurance premium: in full, with the deposit.
        Insurance = "insurance",
        /// A fee of the agency.
        Fee = "fee",
    }
}
