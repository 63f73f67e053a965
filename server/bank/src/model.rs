//! What the bank remembers of a payment, and what it shows of it. No decisions here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{lyra, monetico, states::State, stripe, up2pay};

/// Language of the hosted page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Locale {
    Fr,
    En,
}

/// What the merchant asked for. Two requests with the same key must agree on all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Params {
    /// Minor units.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) reference: String,
    #[serde(default)]
    pub(crate) description: String,
    pub(crate) return_url: String,
    pub(crate) notify_url: String,
    pub(crate) locale: Locale,
    /// Unix seconds.
    pub(crate) expires_at: i64,
    /// With what the merchant wants to be paid, in Stripe's words; nothing for whatever the buyer likes.
    #[serde(default)]
    pub(crate) method: Option<String>,
}

/// What a merchant who speaks Stripe asked for besides. Part of the agreement of two requests with the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checkout {
    /// Where the buyer goes who turns back.
    pub(crate) cancel_url: String,
    pub(crate) metadata: BTreeMap<String, String>,
    /// Of the payment and its charges.
    pub(crate) payment_metadata: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Capture {
    pub(crate) id: String,
    /// Minor units.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    /// Unix seconds.
    pub(crate) at: i64,
    /// What the bank keeps of it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) fee: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_zero(number: &i64) -> bool {
    *number == 0
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RefundState {
    Pending,
    Succeeded,
    Failed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Refund {
    pub(crate) id: String,
    pub(crate) state: RefundState,
    /// Minor units, in the currency of the capture.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    /// Unix seconds.
    pub(crate) at: i64,
}

/// Where a dispute stands. Only merchants who speak Stripe hear of those that are not decided yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DisputeState {
    /// The buyer's bank asks.
    Opened,
    /// It took the money.
    Withdrawn,
    /// It gave the money back.
    Won,
    /// It keeps the money.
    Lost,
}

/// Money that the buyer's bank wants back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Dispute {
    pub(crate) id: String,
    pub(crate) state: DisputeState,
    /// Minor units.
    pub(crate) amount: i64,
    /// What the merchant is charged for it, whoever wins.
    pub(crate) fee: i64,
    pub(crate) currency: String,
    /// Whether money was taken.
    pub(crate) taken: bool,
    /// Why, in Stripe's words.
    #[serde(default = "fraudulent")]
    pub(crate) reason: String,
    /// Unix seconds.
    pub(crate) at: i64,
}

/// Why most payments are disputed.
pub(crate) fn fraudulent() -> String {
    "fraudulent".to_owned()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Captured,
    Declined,
}

/// Why a card was declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    InsufficientFunds,
    LostCard,
    AuthenticationRefused,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// Unix seconds.
    pub(crate) at: i64,
    pub(crate) outcome: Outcome,
    pub(crate) reason: Option<Reason>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    #[serde(rename = "payment.opened")]
    Opened,
    #[serde(rename = "payment.action_required")]
    ActionRequired,
    /// The answer takes days.
    #[serde(rename = "payment.processing")]
    Processing,
    #[serde(rename = "payment.declined")]
    Declined,
    #[serde(rename = "payment.captured")]
    Captured,
    /// A capture told in other words, which only merchants who speak Stripe hear.
    #[serde(rename = "payment.charged")]
    Charged,
    #[serde(rename = "payment.abandoned")]
    Abandoned,
    #[serde(rename = "payment.expired")]
    Expired,
    #[serde(rename = "refund.succeeded")]
    RefundSucceeded,
    #[serde(rename = "refund.failed")]
    RefundFailed,
    #[serde(rename = "dispute.opened")]
    DisputeOpened,
    #[serde(rename = "dispute.withdrawn")]
    DisputeWithdrawn,
    #[serde(rename = "dispute.closed")]
    DisputeClosed,
    /// A debit that the buyer's bank took back, in the bank's own words.
    #[serde(rename = "payment.returned")]
    Returned,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "payment.opened",
            Self::ActionRequired => "payment.action_required",
            Self::Processing => "payment.processing",
            Self::Declined => "payment.declined",
            Self::Captured => "payment.captured",
            Self::Charged => "payment.charged",
            Self::Abandoned => "payment.abandoned",
            Self::Expired => "payment.expired",
            Self::RefundSucceeded => "refund.succeeded",
            Self::RefundFailed => "refund.failed",
            Self::DisputeOpened => "dispute.opened",
            Self::DisputeWithdrawn => "dispute.withdrawn",
            Self::DisputeClosed => "dispute.closed",
            Self::Returned => "payment.returned",
        }
    }
}

/// What became of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Post {
    /// To be sent as soon as it is due.
    Waiting,
    /// Held until the payment has ended.
    Held,
    /// Not to be sent.
    Suppressed,
    Delivered,
}

/// A notification: the body is fixed when the fact happens, the signature is made at each sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notice {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) created_at: i64,
    pub(crate) post: Post,
    /// Milliseconds since 1970.
    pub(crate) due_ms: i64,
    /// Deliveries still owed.
    pub(crate) copies: u8,
    /// Smaller leaves first among those that are due.
    pub(crate) rank: i64,
}

/// The JSON body of a notification; field order is the order on the wire.
#[derive(Serialize)]
pub(crate) struct NoticeBody<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: Kind,
    pub(crate) payment: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) created_at: i64,
    /// What was taken back, where that is what it tells of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) capture: Option<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payment {
    pub(crate) id: String,
    /// Guards the forms of the hosted page.
    pub(crate) token: String,
    pub(crate) params: Params,
    #[serde(default)]
    pub(crate) dialect: Dialect,
    pub(crate) state: State,
    /// Unix seconds.
    pub(crate) created_at: i64,
    pub(crate) changed_at: i64,
    /// Position in the order of last changes.
    pub(crate) change: u64,
    pub(crate) captures: Vec<Capture>,
    pub(crate) refunds: Vec<Refund>,
    #[serde(default)]
    pub(crate) disputes: Vec<Dispute>,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) notices: Vec<Notice>,
}

/// In whose words a payment was asked for, and is then told of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Dialect {
    /// The bank's own.
    #[default]
    Own,
    /// Stripe's.
    Checkout(Checkout),
    /// Those of forms.
    Form(lyra::Fields),
    /// Monetico's.
    Monetico(lyra::Fields),
    /// Up2Pay's.
    Up2pay(up2pay::Pairs),
}

/// A notification as it is sent, without its signature.
#[derive(Debug, Clone)]
pub(crate) enum Mail {
    /// In the bank's own words.
    Own(String),
    /// In Stripe's.
    Event(String),
    /// In the dialect of forms.
    Form(lyra::Fields),
    /// In Monetico's.
    Monetico(lyra::Fields),
    /// In Up2Pay's: the form that says how to tell, and what is told.
    Up2pay(up2pay::Pairs, up2pay::Pairs),
}

impl Payment {
    pub(crate) fn captured(&self) -> i64 {
        self.captures.iter().map(|capture| capture.amount).sum()
    }

    /// Refunds that succeeded or still may.
    pub(crate) fn refunded(&self) -> i64 {
        self.refunds.iter().filter(|refund| refund.state != RefundState::Failed).map(|refund| refund.amount).sum()
    }

    /// What buyers' banks took back, with what that cost.
    pub(crate) fn returned(&self) -> i64 {
        let kept = self.disputes.iter().filter(|dispute| dispute.taken && dispute.state != DisputeState::Won);
        kept.map(|dispute| dispute.amount + dispute.fee).sum()
    }

    /// Where the buyer goes from here.
    pub(crate) fn way_back(&self) -> &str {
        let paid = matches!(self.state, State::Captured | State::Processing);
        match &self.dialect {
            Dialect::Monetico(form) if !paid => form.get("url_retour_err").map_or(&self.params.return_url, |address| address),
            _ => &self.params.return_url,
        }
    }

    /// Whether it is a direct debit.
    pub(crate) fn is_debit(&self) -> bool {
        self.params.method.as_deref() == Some("sepa_debit")
    }

    /// Whether the buyer's bank wants the money back, or has it.
    pub(crate) fn is_disputed(&self) -> bool {
        self.disputes.iter().any(|dispute| dispute.state != DisputeState::Won)
    }

    pub(crate) fn declines(&self) -> usize {
        self.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Declined).count()
    }

    /// Present when it was asked for in Stripe's words.
    pub(crate) fn checkout(&self) -> Option<&Checkout> {
        match &self.dialect {
            Dialect::Checkout(checkout) => Some(checkout),
            Dialect::Own | Dialect::Form(_) | Dialect::Monetico(_) | Dialect::Up2pay(_) => None,
        }
    }

    /// The form it was opened with, when its merchant speaks the dialect of forms.
    pub(crate) fn form(&self) -> Option<&lyra::Fields> {
        match &self.dialect {
            Dialect::Form(form) => Some(form),
            Dialect::Own | Dialect::Checkout(_) | Dialect::Monetico(_) | Dialect::Up2pay(_) => None,
        }
    }

    /// Whether its merchant's dialect tells such a fact at all.
    pub(crate) fn tells(&self, kind: Kind) -> bool {
        match &self.dialect {
            Dialect::Own => !matches!(kind, Kind::Charged | Kind::DisputeOpened | Kind::DisputeWithdrawn | Kind::DisputeClosed),
            Dialect::Checkout(_) => !matches!(kind, Kind::Opened | Kind::Returned),
            Dialect::Form(_) => lyra::is_told(kind),
            Dialect::Monetico(_) => monetico::is_told(kind),
            Dialect::Up2pay(_) => up2pay::is_told(kind),
        }
    }

    pub(crate) fn mail(&self, notice: &Notice) -> Mail {
        match &self.dialect {
            Dialect::Own => Mail::Own(self.body(notice)),
            Dialect::Checkout(checkout) => Mail::Event(stripe::event(self, checkout, notice).to_string()),
            Dialect::Form(form) => Mail::Form(lyra::fields(self, form, notice).unwrap_or_default()),
            Dialect::Monetico(form) => Mail::Monetico(monetico::fields(self, form, notice)),
            Dialect::Up2pay(form) => Mail::Up2pay(form.clone(), up2pay::fields(self, form, notice)),
        }
    }

    fn body(&self, notice: &Notice) -> String {
        let body = NoticeBody {
            id: &notice.id,
            kind: notice.kind,
            payment: &self.id,
            reference: &self.params.reference,
            created_at: notice.created_at,
            capture: self.captures.first().filter(|_| notice.kind == Kind::Returned).map(|capture| capture.id.as_str()),
        };
        serde_json::to_string(&body).unwrap_or_default()
    }
}
