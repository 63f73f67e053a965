//! The fourteen days in which money has to be back.
//!
//! For package travel that is cancelled by the organiser, or given up after a rise of the price, the refund is due within fourteen days (directive
//! 2015/2302, articles 11 and 12; *unverified* for other reasons: a lawyer says from which day they count). The house counts them for every refund.

use super::state::RefundStage;
use crate::dates;
use serde::{Deserialize, Serialize};
use time::Date;

/// Days after the event by which the money has to be back.
pub const REFUND_DAYS: i64 = 14;

/// The last day on which a refund is in time.
pub fn refund_due_by(event: Date) -> Date {
    dates::plus_days(event, REFUND_DAYS)
}

words! {
    /// How the fourteen days stand.
    ClockState {
        /// Past the last day, and the money is not back.
        Late = "late",
        /// They run.
        Running = "running",
        /// The money went back in time.
        Met = "met",
        /// The money went back, late.
        MetLate = "met_late",
        /// It did not go back, and nobody repeats it by itself.
        Stopped = "stopped",
    }
}

/// The fourteen days of one refund, seen on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The last day.
    pub due_by: Date,
    /// How they stand.
    pub state: ClockState,
    /// Days left, or late when below zero; zero on the last day.
    pub left: i64,
}

/// The clock of a refund on `today`; `finished` is the day on which it ended, if it did.
pub fn clock(event: Date, stage: RefundStage, finished: Option<Date>, today: Date) -> Clock {
    let due_by = refund_due_by(event);
    let ended = finished.unwrap_or(today);
    let (state, day) = match stage {
        RefundStage::Requested | RefundStage::Sent | RefundStage::Pending if today > due_by => (ClockState::Late, today),
        RefundStage::Requested | RefundStage::Sent | RefundStage::Pending => (ClockState::Running, today),
        RefundStage::Succeeded if ended > due_by => (ClockState::MetLate, ended),
        RefundStage::Succeeded => (ClockState::Met, ended),
        RefundStage::Failed => (ClockState::Stopped, today),
    };
    Clock { due_by, state, left: dates::days_between(day, due_by) }
}
