//! Money backwards: every refund with its fourteen days, every credit that waits for a decision, and the calls behind both.

pub(crate) mod calls;
mod credits;
mod list;
mod owed;
pub(crate) mod table;

pub(crate) use credits::CreditList;
pub(crate) use list::RefundList;
