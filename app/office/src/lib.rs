//! The back office: every page that staff see, and beside the pages the server functions they call.
//!
//! A page knows no database: its server functions hand over to the desks. What the policy forbids is not shown, and is refused by
//! the desk all the same. Every form works without scripts; every text comes from `locales`.

#![expect(unreachable_pub, reason = "the component and server macros write `pub` items whatever visibility is asked for")]

mod books;
mod clients;
mod context;
mod dashboard;
#[cfg(all(test, feature = "ssr"))]
mod drawn;
mod frame;
mod funds;
mod invoices;
mod lists;
mod own_account;
mod payments;
mod pieces;
mod reconciliation;
mod refunds;
mod routes;
mod rows;
mod staff;
mod statements;
mod trips;

pub use routes::OfficeRoutes;

/// The server functions of the back office, for the tests that go through all of them.
pub mod calls {
    pub use crate::books::{CheckBooks, check_books};
    pub use crate::clients::calls::*;
    pub use crate::funds::{FindFunds, find_funds};
    pub use crate::invoices::calls::*;
    pub use crate::payments::calls::*;
    pub use crate::reconciliation::calls::*;
    pub use crate::refunds::calls::*;
    pub use crate::staff::calls::*;
    pub use crate::statements::calls::*;
    pub use crate::trips::calls::*;
}
