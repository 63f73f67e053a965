//! Everything that can be refused, in one table.
//!
//! A refusal is a code, never a sentence: the sentence is made by `locales` for its reader. Each code has a class, which
//! decides the HTTP status, so that a status is chosen in one place.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text that is none of the words of its list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown word {0:?}")]
pub struct UnknownWord(pub String);

/// What kind of refusal a code is; decides the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// What was typed cannot be accepted: 422.
    Invalid,
    /// Nobody is signed in: 401.
    Unauthenticated,
    /// It is not there, or not theirs: 404.
    NotFound,
    /// The state of the object forbids it now, or somebody else was faster: 409.
    Conflict,
    /// Too many tries: 429.
    TooMany,
    /// Too large: 413.
    TooLarge,
    /// A bug or an outage of ours: 500.
    Internal,
    /// A gateway or another service does not answer: 503.
    Unavailable,
}

impl ErrorClass {
    /// The HTTP status of the class.
    pub const fn status(self) -> u16 {
        match self {
            Self::Invalid => 422,
            Self::Unauthenticated => 401,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooMany => 429,
            Self::TooLarge => 413,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

macro_rules! error_codes {
    ($($(#[$meta:meta])* $variant:ident = $word:literal, $class:ident;)+) => {
        words! {
            /// A reason to refuse, stable across releases.
            ErrorCode { $($(#[$meta])* $variant = $word,)+ }
        }

        impl ErrorCode {
            /// The class, and so the HTTP status.
            pub const fn class(self) -> ErrorClass {
                match self { $(Self::$variant => ErrorClass::$class,)+ }
            }
        }
    };
}

error_codes! {
    // Fields, any form.
    /// Nothing was typed where something is needed.
    Required = "required", Invalid;
    /// Longer than `max` characters.
    TooLong = "too_long", Invalid;
    /// Fewer than `min` characters.
    TooShort = "too_short", Invalid;
    /// Not one of the choices.
    NotAChoice = "not_a_choice", Invalid;
    /// Not an e-mail address.
    NotAnEmail = "not_an_email", Invalid;
    /// Not a phone number.
    NotAPhone = "not_a_phone", Invalid;
    /// Not a date of the calendar.
    NotADate = "not_a_date", Invalid;
    /// Not an amount of money.
    NotAnAmount = "not_an_amount", Invalid;
    /// An amount below zero where none is allowed.
    NegativeAmount = "negative_amount", Invalid;
    /// An amount beyond `max`.
    AmountTooLarge = "amount_too_large", Invalid;
    /// Not a whole number between `min` and `max`.
    NotANumber = "not_a_number", Invalid;
    /// An end (`end`) before its start (`start`).
    EndsBeforeStart = "ends_before_start", Invalid;
    /// A date outside the trip (`start`, `end`).
    OutsideTrip = "outside_trip", Invalid;
    /// More than `max` rows.
    TooManyRows = "too_many_rows", Invalid;
    /// The form could not be read at all: an old page after an update.
    BadForm = "bad_form", Invalid;
    // People and sign-in.
    /// E-mail and password do not go together (or the e-mail is unknown: the same sentence).
    WrongCredentials = "wrong_credentials", Invalid;
    /// A one-time code that is wrong or was used.
    WrongCode = "wrong_code", Invalid;
    /// A password anybody would guess.
    WeakPassword = "weak_password", Invalid;
    /// The e-mail already belongs to a member of staff.
    EmailTaken = "email_taken", Invalid;
    /// Several people share this e-mail and password: say who you are.
    ChooseAccount = "choose_account", Invalid;
    /// A likely twin exists and its creation was not confirmed.
    LikelyTwin = "likely_twin", Invalid;
    /// The name that was typed to confirm is not the client's.
    NameDiffers = "name_differs", Invalid;
    /// This client cannot be forgotten yet: something is open on `trips`.
    ErasureBarred = "erasure_barred", Conflict;
    /// This client was forgotten at their own wish.
    ClientErased = "client_erased", Conflict;
    /// A link that never existed, or was altered.
    LinkUnknown = "link_unknown", NotFound;
    /// A link that was already used.
    LinkUsed = "link_used", Conflict;
    /// A link that is too old.
    LinkExpired = "link_expired", Conflict;
    /// The last administrator cannot be disabled or demoted.
    LastAdministrator = "last_administrator", Conflict;
    /// Nobody is signed in, or the session ended.
    SignInNeeded = "sign_in_needed", Unauthenticated;
    /// Too many tries; again after `seconds`.
    TooManyTries = "too_many_tries", TooMany;
    // Objects.
    /// Not there, or not theirs.
    NotFound = "not_found", NotFound;
    /// Somebody else changed it meanwhile.
    Changed = "changed", Conflict;
    /// The state of the trip does not allow this move.
    MoveRefused = "move_refused", Conflict;
    /// A closed trip (completed or cancelled) is read only.
    TripClosed = "trip_closed", Conflict;
    /// A trip needs at least one traveller, one included service and both dates before it is proposed.
    TripIncomplete = "trip_incomplete", Invalid;
    // Changes of a price.
    /// Fewer than `days` before the departure, a price may only rise because its traveller wants it.
    RevisionTooLate = "revision_too_late", Invalid;
    /// The start is nearer than the notice of a handover (`days`, `last_day`).
    HandoverTooLate = "handover_too_late", Invalid;
    /// The trip changed since this was proposed.
    RevisionStale = "revision_stale", Conflict;
    /// This change was answered, withdrawn or applied before.
    RevisionOver = "revision_over", Conflict;
    /// The last day to answer has passed.
    RevisionLapsed = "revision_lapsed", Conflict;
    // Schedules and payments.
    /// Instalments add up to `sum`, the price is `price`, the difference `difference`.
    SumDiffers = "sum_differs", Invalid;
    /// Shares add up to `sum`, the price is `price`, the difference `difference`.
    SharesDiffer = "shares_differ", Invalid;
    /// A share of nothing.
    ZeroShare = "zero_share", Invalid;
    /// The same client twice among the payers.
    PayerTwice = "payer_twice", Invalid;
    /// A share below what was `paid` of it.
    ShareBelowPaid = "share_below_paid", Invalid;
    /// A payer (`name`) whose money is here cannot be taken away.
    PayerHasMoney = "payer_has_money", Conflict;
    /// A paid or partly paid instalment cannot change.
    InstalmentPaid = "instalment_paid", Conflict;
    /// Instalments must follow each other in time.
    DatesOutOfOrder = "dates_out_of_order", Invalid;
    /// Due after the day of `departure`.
    DueAfterDeparture = "due_after_departure", Invalid;
    /// An amount outside what can be paid now (`min`, `max`).
    OutsidePayable = "outside_payable", Invalid;
    /// Nothing is left to pay.
    NothingDue = "nothing_due", Conflict;
    /// The trip is not open for payment (draft or cancelled).
    NotPayable = "not_payable", Conflict;
    /// A payment of this payer is already under way.
    PaymentUnderWay = "payment_under_way", Conflict;
    /// A day after today (`today`).
    InFuture = "in_future", Invalid;
    /// This form was sent before, with other words.
    AlreadyRecorded = "already_recorded", Conflict;
    /// This payment was reversed before.
    AlreadyReversed = "already_reversed", Conflict;
    /// The money of this payment was given back meanwhile.
    MoneyGone = "money_gone", Conflict;
    /// A file that is no bank statement we can read.
    NotAStatement = "not_a_statement", Invalid;
    /// Not the number of a bank account.
    NotAnIban = "not_an_iban", Invalid;
    /// A trip with several payers: which one paid is not said.
    ChoosePayer = "choose_payer", Invalid;
    /// The two sides name different amounts, or different currencies.
    AmountsDiffer = "amounts_differ", Conflict;
    /// More than the gateway's clearing account holds (`held`).
    AboveClearing = "above_clearing", Invalid;
    /// Somebody has decided on this line already.
    AlreadyDecided = "already_decided", Conflict;
    /// The bank's page cannot be opened just now.
    GatewayUnavailable = "gateway_unavailable", Unavailable;
    // Money backwards.
    /// An amount outside what can be given back or applied now (above zero, at most `max`).
    OutsideRefundable = "outside_refundable", Invalid;
    /// A day after today where only a past one makes sense.
    InTheFuture = "in_the_future", Invalid;
    /// The figures moved since the form was drawn.
    MoneyMoved = "money_moved", Conflict;
    /// The payer's bank disputes this payment: nothing of it goes back meanwhile.
    CaptureDisputed = "capture_disputed", Conflict;
    /// The refund is no longer one that a person has to make.
    RefundOver = "refund_over", Conflict;
    // Invoices.
    /// The trip is not sold.
    NotInvoiceable = "not_invoiceable", Conflict;
    /// All that is owed was invoiced.
    NothingToInvoice = "nothing_to_invoice", Conflict;
    /// More was invoiced than is owed, by `excess`.
    CreditNeeded = "credit_needed", Conflict;
    /// A credit note credits an invoice, never another credit note.
    CreditOfCredit = "credit_of_credit", Conflict;
    /// Nothing of the invoice is left to credit.
    AllCredited = "all_credited", Conflict;
    /// An amount outside what can be credited (above zero, at most `max`).
    OutsideCreditable = "outside_creditable", Invalid;
    /// This form issued something else before.
    AlreadyIssued = "already_issued", Conflict;
    /// The series holds a paper of a later day (`last`).
    DateGoesBack = "date_goes_back", Conflict;
    /// What the law wants printed about the company is not in the settings.
    CompanyUnknown = "company_unknown", Conflict;
    // The house.
    /// The request is larger than allowed.
    TooLarge = "too_large", TooLarge;
    /// A bug or an outage of ours; `reference` is found in the log.
    Internal = "internal", Internal;
}

/// What a code's sentence mentions: `max`, `start`, `sum` … Values are already plain (digits, ISO dates, minor units with currency).
pub type ErrorArgs = BTreeMap<String, String>;

/// One refusal: a code and what its sentence mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code} {args:?}")]
pub struct Refusal {
    /// Why.
    pub code: ErrorCode,
    /// What the sentence mentions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: ErrorArgs,
}

impl Refusal {
    /// A refusal whose sentence mentions nothing.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, args: ErrorArgs::new() }
    }

    /// Adds what the sentence mentions under `name`.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

/// The refused fields of a form, in the order of the form: path (`"email"`, `"services[2][price]"`) and refusal.
///
/// Several fields can be wrong at once; a field keeps its first refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<(String, Refusal)>);

impl FieldErrors {
    /// No error yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One refused field.
    pub fn one(field: &str, refusal: impl Into<Refusal>) -> Self {
        let mut errors = Self::new();
        errors.add(field, refusal);
        errors
    }

    /// Refuses `field`, unless it already was.
    pub fn add(&mut self, field: &str, refusal: impl Into<Refusal>) {
        if self.get(field).is_none() {
            self.0.push((field.to_owned(), refusal.into()));
        }
    }

    /// The refusal of `field`.
    pub fn get(&self, field: &str) -> Option<&Refusal> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, refusal)| refusal)
    }

    /// Keeps the value of a parsed field, or notes its refusal and goes on.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, Refusal>) -> Option<T> {
        parsed.map_err(|refusal| self.add(field, refusal)).ok()
    }

    /// Whether nothing was refused.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok(value())` when nothing was refused.
    ///
    /// # Errors
    /// The refused fields.
    pub fn finish<T>(self, value: impl FnOnce() -> Option<T>) -> Result<T, Self> {
        match (self.is_empty(), value()) {
            (true, Some(value)) => Ok(value),
            // A value that is missing although nothing was refused is a form we cannot read.
            (true, None) => Err(Self::one("", ErrorCode::BadForm)),
            (false, _) => Err(self),
        }
    }
}
