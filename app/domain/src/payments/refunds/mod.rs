//! Money given back: a refund's own life, what can be refunded, and what a gateway says about refunds, matched with ours.
//!
//! A refund is written down before anybody is asked to pay it, and is booked when it succeeded, not before. Whatever the order in which news
//! comes, a refund ends in one state with one sum booked. Nothing here tries a second time: a refund that failed is a person's to repeat.

mod clock;
mod draft;
mod room;
mod seen;
mod state;

pub use clock::{Clock, ClockState, REFUND_DAYS, clock, refund_due_by};
pub use draft::{ApplyDraft, RefundDraft, RefundWish};
pub use room::{Held, Parts, capture_left, refundable, take_from};
pub use seen::{Finding, KnownRefund, compare_refunds};
pub use state::{RefundBooking, RefundEvent, RefundOrigin, RefundStage, RefundStand, RefundWay};
