//! The counter between pages and server: one object-safe trait an area, and what passes over it.
//!
//! Pages call desks and know no database; the server stands behind them and knows no page. Every method takes the
//! [`Caller`], authorises it through `domain::policy`, and answers with a view or an [`AppError`]. Nothing here depends on Leptos, axum or a database.

mod auth;
mod books;
mod caller;
mod differences;
mod error;
mod funds;
mod invoices;
mod pay_links;
mod payers;
mod people;
mod portal;
mod recorded;
mod refunds;
mod reply;
mod revisions;
mod statements;
mod trips;

pub use auth::{AuthDesk, LinkKind, LinkView, NewSession, SessionView, Side, SignIn, SignInDraft, TotpSetup};
pub use books::{BooksDesk, BooksView, BreachView, GatewayView, OrderRow, PaidBy, PaymentList, PaymentRow, PaymentStanding, TripMoney};
pub use caller::{Caller, Theme, Viewer};
pub use differences::{DifferenceDesk, DifferenceList, DifferenceView, SeenAt};
pub use error::{AppError, Conflict, ConflictField};
pub use funds::{FundRow, FundsDesk, FundsView};
pub use invoices::{
    CreditForm, InvoiceDesk, InvoiceList, InvoicePreview, InvoiceRow, ListedInvoice, OwnInvoice, PayerInvoicing, TripInvoices,
};
pub use pay_links::{PayLinkAsk, PayLinkDesk, PayLinkStand, PayLinkView};
pub use payers::{
    HandoverPreview, HandoverView, JointView, PayLinkRow, PayLinkState, PayerChange, PayerDesk, PayerView, PayersPreview, PayersView,
};
pub use people::{ClientRow, ClientView, ErasureView, PeopleDesk, StaffRow, StaffView, TwinView};
pub use portal::{
    BankForm, DayView, InstalmentView, OtherWays, OutcomeView, PayPage, PaymentDesk, PaymentsPage, PortalDesk, ReceiptView, SellerView,
    Sharing, TransferView, TripCard, TripPage,
};
pub use recorded::{LegacyView, OwnLegacy, RecordForm, RecordPayer, RecordedDesk, RecordedView, ReversalView};
pub use refunds::{
    CaptureView, CreditView, DisputeView, OwedView, OwnRefund, PayerOfTrip, RefundDesk, RefundView, TransferEnd, TripRefunds,
};
pub use reply::{Reply, ReplyHandle};
pub use revisions::{Edited, OwnRevision, PriceChange, RevisionDesk, RevisionPreview, RevisionView};
pub use statements::{
    AcceptDraft, AsideDraft, ColumnsEffect, ColumnsView, LinePayer, PayoutChoice, PayoutSeen, StatementDesk, StatementLineView,
    StatementList, StatementRow, StatementView,
};
pub use trips::{HistoryLine, PayerSchedule, Saved, TripDesk, TripRow, TripView, TripWhy};

use std::sync::Arc;

/// Every desk, as a page's server function finds them in its context.
#[derive(Clone)]
pub struct Desks {
    /// Sign-in and sessions.
    pub auth: Arc<dyn AuthDesk>,
    /// Staff and clients.
    pub people: Arc<dyn PeopleDesk>,
    /// Trips, for staff.
    pub trips: Arc<dyn TripDesk>,
    /// Trips, for their client.
    pub portal: Arc<dyn PortalDesk>,
    /// Paying.
    pub payments: Arc<dyn PaymentDesk>,
    /// Paying by link.
    pub pay_links: Arc<dyn PayLinkDesk>,
    /// Who pays what.
    pub payers: Arc<dyn PayerDesk>,
    /// The books.
    pub books: Arc<dyn BooksDesk>,
    /// Payments that came without a gateway.
    pub recorded: Arc<dyn RecordedDesk>,
    /// Bank statements.
    pub statements: Arc<dyn StatementDesk>,
    /// Differences that a person decides on.
    pub differences: Arc<dyn DifferenceDesk>,
    /// Clients' money.
    pub funds: Arc<dyn FundsDesk>,
    /// Money backwards.
    pub refunds: Arc<dyn RefundDesk>,
    /// Invoices and credit notes.
    pub invoices: Arc<dyn InvoiceDesk>,
    /// Changes of the price of sold trips.
    pub revisions: Arc<dyn RevisionDesk>,
}
