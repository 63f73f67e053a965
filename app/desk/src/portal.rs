//! The traveller's space: trips as their client sees them, and paying.

use crate::{AppError, Caller, OwnLegacy};
use async_trait::async_trait;
use domain::ids::{InstalmentId, PaymentOrderId, ReceiptId, TripId};
use domain::money::Money;
use domain::payments::{DeclineReason, InstalmentState, PayDraft, PayMethod, PaymentOutcome};
use domain::schedules::InstalmentKind;
use domain::trips::{Destination, TripState};
use domain::why::Why;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A trip among "my trips".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripCard {
    /// Which.
    pub id: TripId,
    /// Title.
    pub title: String,
    /// Where.
    pub destinations: Vec<Destination>,
    /// Departure.
    pub starts_on: Option<Date>,
    /// Return.
    pub ends_on: Option<Date>,
    /// State, never `Draft`.
    pub state: TripState,
    /// The next instalment to pay, if any.
    pub next_due: Option<InstalmentView>,
    /// What is left to pay.
    pub remaining: Money,
}

/// An instalment with what was paid of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentView {
    /// Which.
    pub id: InstalmentId,
    /// What for.
    pub kind: InstalmentKind,
    /// When.
    pub due_on: Date,
    /// How much.
    pub amount: Money,
    /// How much of it was paid.
    pub paid: Money,
    /// Where it stands today.
    pub state: InstalmentState,
    /// The receipt of the last payment that touched it.
    pub receipt: Option<ReceiptView>,
    /// Why this amount; `None` for a line that is only proposed.
    pub why: Option<Why>,
}

/// A receipt to fetch at `/receipts/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Which.
    pub id: ReceiptId,
    /// `FR-2026-000012`.
    pub number: String,
    /// When the money was taken.
    pub paid_at: OffsetDateTime,
    /// How much.
    pub amount: Money,
    /// The day its payment was undone: it proves nothing since.
    pub reversed_on: Option<Date>,
}

/// The person to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerView {
    /// Name.
    pub name: String,
    /// Number; the agency's when they have none of their own.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// A stage of the itinerary with its dates, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayView {
    /// Number of its first day, from 1.
    pub first: u32,
    /// Number of its last day.
    pub last: u32,
    /// Date of its first day.
    pub starts_on: Option<Date>,
    /// Date of its last day.
    pub ends_on: Option<Date>,
    /// Where.
    pub place: String,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
}

/// The trip page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripPage {
    /// The same facts as on its card.
    pub card: TripCard,
    /// Its reference, to quote on the phone.
    pub reference: String,
    /// Given names of those who travel.
    pub travellers: Vec<String>,
    /// The itinerary.
    pub days: Vec<DayView>,
    /// What is included, in words: (kind and label, place).
    pub services: Vec<(String, String)>,
    /// The schedule.
    pub instalments: Vec<InstalmentView>,
    /// What the reader pays of the price.
    pub price: Money,
    /// Received.
    pub received: Money,
    /// Received beyond what was owed.
    pub credit: Money,
    /// Why this is left to pay.
    pub why: Why,
    /// Every receipt, the latest first.
    pub receipts: Vec<ReceiptView>,
    /// What the former system took from the reader and gave back, the latest first: it issued the receipts of these.
    pub former: Vec<OwnLegacy>,
    /// Whom to call.
    pub seller: SellerView,
    /// A payment under way, whose result page says more.
    pub under_way: Option<PaymentOrderId>,
    /// Whether others pay too.
    pub sharing: Sharing,
    /// The last day to answer a proposal of the agency, while the reader is asked.
    pub answer_by: Option<Date>,
}

/// Whether a trip is paid by several people, as one of them may know it: never who the others are, nor what each of them owes or has paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sharing {
    /// The reader pays everything.
    Alone,
    /// The reader pays a share; what the trip costs is between its client and the agency.
    Share,
    /// The reader contracted: they know the price, so they are told what others are to pay of it, as one sum.
    Contract(Money),
}

/// The payments page is the trip page's money, whole.
pub type PaymentsPage = TripPage;

/// What can be paid now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayPage {
    /// For which trip.
    pub trip: TripCard,
    /// The instalment that is next, whole or what is left of it.
    pub next: InstalmentView,
    /// Its amount left.
    pub next_left: Money,
    /// Everything left.
    pub all: Money,
    /// The least another amount can be.
    pub min: Money,
    /// A payment already under way.
    pub under_way: Option<PaymentOrderId>,
    /// The account number that transfers go to, when the company takes transfers.
    pub transfer_to: Option<String>,
}

/// A transfer to make at one's own bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferView {
    /// For which trip.
    pub trip: TripCard,
    /// How much.
    pub amount: Money,
    /// Everything left.
    pub all: Money,
    /// Who holds the account: name and address, a line each.
    pub holder: Vec<String>,
    /// Account number, in groups.
    pub iban: String,
    /// Bank code; may be empty.
    pub bic: String,
    /// The payer's reference, always the same, in groups.
    pub reference: String,
    /// Where the Swiss QR-bill is, for payments in francs.
    pub slip: Option<String>,
}

/// The result of one payment order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeView {
    /// Which order.
    pub order: PaymentOrderId,
    /// Its short reference for people.
    pub reference: String,
    /// Which trip.
    pub trip: TripId,
    /// Title of the trip.
    pub trip_title: String,
    /// How much.
    pub amount: Money,
    /// What became of it.
    pub outcome: PaymentOutcome,
    /// Whether it is sure, when nothing came, that nothing was taken nor will be: a page that cannot be asked about may still be paid.
    pub certain: bool,
    /// Why the bank said no.
    pub reason: Option<DeclineReason>,
    /// The receipt, once paid.
    pub receipt: Option<ReceiptView>,
    /// When it was paid.
    pub paid_at: Option<OffsetDateTime>,
    /// Where the same bank page can be opened again, while it is open.
    pub resume: Option<String>,
    /// With what else the same amount can be paid, after a payment that was not.
    pub other_ways: Option<OtherWays>,
    /// Whom to call.
    pub seller: SellerView,
}

/// Other ways to pay what was not paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherWays {
    /// With what; never empty.
    pub methods: Vec<PayMethod>,
    /// The form that asks for the same amount; its way is one of `methods`.
    pub draft: PayDraft,
    /// What is left to pay, in plain form.
    pub left: String,
}

/// A form that leads to the bank's page, for one opening. Its fields are signed: a browser posts them as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankForm {
    /// Which order.
    pub order: PaymentOrderId,
    /// Title of the trip.
    pub trip_title: String,
    /// How much.
    pub amount: Money,
    /// Where the form goes.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
}

/// Trips, for their client.
#[async_trait]
pub trait PortalDesk: Send + Sync {
    /// One's own trips: current, coming (next first), past (latest first); drafts are not shown.
    async fn list_own_trips(&self, caller: &Caller) -> Result<Vec<TripCard>, AppError>;
    /// One of one's own trips. **Errors**: `NotFound`.
    async fn find_own_trip(&self, caller: &Caller, id: TripId) -> Result<TripPage, AppError>;
}

/// Paying.
#[async_trait]
pub trait PaymentDesk: Send + Sync {
    /// What can be paid for one's own trip. **Errors**: `NotFound`, `NotPayable`, `NothingDue`.
    async fn quote_payment(&self, caller: &Caller, trip: TripId) -> Result<PayPage, AppError>;
    /// Checks an amount without paying: the amount that would be paid. **Errors**: fields `amount`, `way`; as [`PaymentDesk::quote_payment`].
    async fn check_payment(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<Money, AppError>;
    /// With what that amount can be paid, the first one being usual; empty when the agency leaves it to the bank's page. **Errors**: as
    /// [`PaymentDesk::check_payment`].
    async fn list_ways(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<Vec<PayMethod>, AppError>;
    /// Commits a payment order (or takes up the live one), then opens the bank's page: its address. **Errors**: as [`PaymentDesk::check_payment`]; `GatewayUnavailable`.
    async fn start_payment(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<String, AppError>;
    /// Account, amount and reference of a transfer. **Errors**: as [`PaymentDesk::check_payment`]; `NotFound` when the company has no account here.
    async fn find_transfer(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<TransferView, AppError>;
    /// The Swiss QR-bill of such a transfer, as PDF. **Errors**: as [`PaymentDesk::find_transfer`]; `NotFound` for anything but francs on a Swiss account.
    async fn read_transfer_slip(&self, caller: &Caller, trip: TripId, draft: PayDraft) -> Result<(String, Vec<u8>), AppError>;
    /// The form that leads to the bank's page, for gateways that are reached by one; `None` when there is nothing to pay there any more: its result page
    /// says why. Each call makes another form. **Errors**: `NotFound`, `SignInNeeded`.
    async fn open_bank_form(&self, caller: &Caller, order: PaymentOrderId) -> Result<Option<BankForm>, AppError>;
    /// Where a payment of one's own stands; asks the gateway when it is still open. **Errors**: `NotFound`.
    async fn find_outcome(&self, caller: &Caller, order: PaymentOrderId) -> Result<OutcomeView, AppError>;
    /// The same for whoever came back by the bank's way out: where the bank says nothing, they gave up. **Errors**: as [`PaymentDesk::find_outcome`].
    async fn find_left_outcome(&self, caller: &Caller, order: PaymentOrderId) -> Result<OutcomeView, AppError>;
    /// A receipt of one's own (or any, for staff), as PDF. **Errors**: `NotFound`.
    async fn read_receipt(&self, caller: &Caller, receipt: ReceiptId) -> Result<(String, Vec<u8>), AppError>;
}
