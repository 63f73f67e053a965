//! Gateways: where payers pay. One file or folder each, one line in [`open`], and nothing else of the house knows their names.
//!
//! A gateway speaks HTTP and answers in the words of `domain::payments`. It never sees the database, decides nothing, and a lost answer is never a failure:
//! only a gateway that says no has said no. Amounts are minor units.

mod billing;
mod forms;
mod lyra;
mod monetico;
mod sandbox;
mod stripe;
mod up2pay;

pub use billing::Billing;
pub(crate) use forms::LEFT;

use crate::config::Config;
use async_trait::async_trait;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::payments::{BalanceMove, CaptureKey, ExpireAnswer, GatewayDispute, GatewayRefund, GatewayTruth, PayMethod};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// What a payer is sent to pay. Every field is stored before the call, so that a repetition says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartRequest {
    /// Our name of the order, which the gateway keeps with its payment.
    pub order: String,
    /// The same for each repetition: the gateway makes one page for it.
    pub idempotency_key: String,
    /// How much.
    pub amount: Money,
    /// What for, as the payer reads it.
    pub description: String,
    /// The language of the page.
    pub locale: Locale,
    /// Where the payer comes back to.
    pub return_url: String,
    /// Where the gateway tells us.
    pub notify_url: String,
    /// When the page closes by itself.
    #[serde(with = "time::serde::timestamp")]
    pub expires_at: OffsetDateTime,
    /// Who pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing: Option<Billing>,
    /// With what; `None` for whatever the gateway's page offers by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PayMethod>,
}

/// A page that can be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The gateway's name of the payment.
    pub reference: String,
    /// The page.
    pub page: Page,
}

/// How a payer reaches a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// By this address.
    Address(String),
    /// By posting a form that is signed at the moment of leaving: [`Gateway::form`].
    Form,
}

/// The moment in which a payer leaves for a page that is reached by a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Never the same twice for one account: drawn from the database.
    pub number: i64,
    /// Now.
    pub at: OffsetDateTime,
}

/// A form that a browser posts as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedForm {
    /// Where to.
    pub action: String,
    /// Names and values, in the order of sending.
    pub fields: Vec<(String, String)>,
}

/// What a gateway can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// About one payment, and about everything since an instant.
    Everything,
    /// About one payment at a time.
    OnePayment,
    /// Nothing: what its signed notifications say is all there is, and [`Gateway::told`] reads it.
    Nothing,
}

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// The gateway understood and refused: there is no page and there will be none.
    #[error("the gateway refuses: {0}")]
    Rejected(String),
    /// The same key was used before with other words: a fault of ours. The page may exist.
    #[error("the gateway knows the key otherwise: {0}")]
    Mismatch(String),
    /// No answer that can be understood: the page may exist. Asked again with the same key.
    #[error("the gateway did not answer: {0}")]
    Unknown(String),
}

/// The gateway could not be asked, or its answer could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the gateway did not answer: {0}")]
pub struct Unanswered(pub String);

/// Why money cannot be given back by the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// The gateway refuses, or never can.
    #[error("the gateway cannot refund: {0}")]
    Cannot(String),
    /// No answer: asked again with the same key.
    #[error(transparent)]
    Unknown(#[from] Unanswered),
}

/// One payment at the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Our name of the order, as the gateway kept it.
    pub order: String,
    /// The address of its page; empty when there is none, or when it is reached by a form.
    pub pay_url: String,
    /// What became of it.
    pub truth: GatewayTruth,
}

/// What a notification points at. It settles nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The same for each delivery of one notification.
    pub dedupe_key: String,
    /// The gateway's name of the payment; of a capture of it, when that is all it says.
    pub reference: String,
    /// Our name of the order; empty when it does not say.
    pub order: String,
}

/// Why a notification is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forged {
    /// The signature is missing, wrong, too old or from the future.
    #[error("{0}")]
    Signature(String),
    /// Well signed, and unreadable all the same.
    #[error("the notification cannot be read")]
    Unreadable,
}

/// What became of a notification, for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reception {
    /// Signed and kept.
    Kept,
    /// Refused.
    Refused,
    /// Signed, and we could not keep it: to be sent again.
    Failed,
}

/// The answer a gateway wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ack {
    /// HTTP status.
    pub status: u16,
    /// Body, to the byte.
    pub body: String,
}

/// What went through a gateway in all, by currency, in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Taken.
    pub captured: BTreeMap<Currency, i64>,
    /// Given back.
    pub refunded: BTreeMap<Currency, i64>,
    /// Taken back by payers' banks, with what that cost.
    pub returned: BTreeMap<Currency, i64>,
    /// Kept as fees.
    pub fees: BTreeMap<Currency, i64>,
    /// Paid out, and not come back.
    pub paid_out: BTreeMap<Currency, i64>,
}

impl Totals {
    /// What the gateway holds by these sums, without currencies of which it holds nothing.
    pub fn held(&self) -> BTreeMap<Currency, i64> {
        let mut held = self.captured.clone();
        for (currency, sum) in self.refunded.iter().chain(&self.returned).chain(&self.fees).chain(&self.paid_out) {
            let left = held.entry(*currency).or_default();
            *left = left.saturating_sub(*sum);
        }
        held.retain(|_, sum| *sum != 0);
        held
    }
}

/// A gateway.
#[async_trait]
pub trait Gateway: Send + Sync {
    /// Its name in addresses, accounts and rows. Never renamed.
    fn name(&self) -> &'static str;
    /// Our account there.
    fn account(&self) -> &str;
    /// Origin of its pages, to which a form may lead.
    fn pages(&self) -> &str;
    /// Whether its pages take such a way to pay.
    fn takes(&self, method: PayMethod) -> bool {
        method == PayMethod::Card
    }
    /// Makes a page, or finds the one made with the same key. **Errors**: [`StartError`]; `Unknown` is not a failure.
    async fn start(&self, request: &StartRequest) -> Result<Started, StartError>;
    /// The form that leads to the page of [`Page::Form`], for this opening only; `None` for a gateway without forms.
    fn form(&self, _request: &StartRequest, _opening: &Opening) -> Option<SignedForm> {
        None
    }
    /// How long a page can be paid after its form was posted; asked only of a gateway with forms.
    fn page_life(&self) -> Duration {
        Duration::minutes(15)
    }
    /// What it can be asked; it is asked nothing else.
    fn answers(&self) -> Answers {
        Answers::Everything
    }
    /// The truth about one payment.
    async fn fetch(&self, reference: &str) -> Result<Statement, Unanswered>;
    /// The payments made for one order of ours: for orders whose start was never answered.
    async fn find(&self, order: &str) -> Result<Vec<Statement>, Unanswered>;
    /// Closes a page.
    async fn expire(&self, reference: &str) -> ExpireAnswer;
    /// Everything that changed since an instant.
    async fn list_since(&self, since: OffsetDateTime) -> Result<Vec<Statement>, Unanswered>;
    /// Fees taken and payouts made or moved since an instant, and maybe some from before; `None` for a gateway that tells of none.
    async fn moved_since(&self, _since: OffsetDateTime) -> Result<Option<Vec<BalanceMove>>, Unanswered> {
        Ok(None)
    }
    /// What it holds of ours now, by currency, in minor units: net of fees, refunds, disputes and payouts. `None` when it cannot say.
    async fn balance(&self) -> Result<Option<BTreeMap<Currency, i64>>, Unanswered> {
        Ok(None)
    }
    /// What it took, gave back, kept and paid out in all; `None` when it cannot say.
    async fn totals(&self) -> Result<Option<Totals>, Unanswered> {
        Ok(None)
    }
    /// Gives money of a capture back. **Errors**: [`RefundError`].
    async fn refund(
        &self,
        reference: &str,
        capture: &CaptureKey,
        money: Money,
        idempotency_key: &str,
    ) -> Result<GatewayRefund, RefundError>;
    /// The header that carries a notification's signature; `None` when it stands in the body.
    fn signature_header(&self) -> Option<&'static str> {
        None
    }
    /// What payers' banks dispute of a capture, as it is now; none for a gateway that tells of no disputes.
    async fn disputes(&self, _capture: &CaptureKey) -> Result<Vec<GatewayDispute>, Unanswered> {
        Ok(Vec::new())
    }
    /// Every dispute opened since an instant.
    async fn disputes_since(&self, _since: OffsetDateTime) -> Result<Vec<GatewayDispute>, Unanswered> {
        Ok(Vec::new())
    }
    /// Checks who speaks, and reads what about.
    fn verify(&self, headers: &HeaderMap, body: &[u8], now: OffsetDateTime) -> Result<Hint, Forged>;
    /// Reads a notification that was verified when it came.
    fn read(&self, body: &[u8]) -> Option<Hint>;
    /// What such a notification says became of the payment; asked only of a gateway that [`Answers::Nothing`].
    fn told(&self, _body: &[u8]) -> Result<Statement, Unanswered> {
        Err(Unanswered("its notifications are hints only".to_owned()))
    }
    /// The answer to a notification, for a gateway that sends again whatever is not answered 2xx.
    fn ack(&self, reception: Reception) -> Ack {
        let (status, body) = match reception {
            Reception::Kept => (200, "ok"),
            Reception::Refused => (400, "refused"),
            Reception::Failed => (503, "later"),
        };
        Ack { status, body: body.to_owned() }
    }
}

/// The gateways of this house.
#[derive(Clone, Default)]
pub struct Gateways {
    all: Vec<Arc<dyn Gateway>>,
    chosen: String,
}

impl Gateways {
    /// These gateways; new orders go to the one named `chosen`, or to the first when that is empty.
    pub fn new(all: Vec<Arc<dyn Gateway>>, chosen: &str) -> Self {
        Self { all, chosen: chosen.to_owned() }
    }

    /// The gateway with this name.
    pub fn find(&self, name: &str) -> Option<&Arc<dyn Gateway>> {
        self.all.iter().find(|gateway| gateway.name() == name)
    }

    /// The gateway of new orders; `None` in a house that takes no payments. One that was chosen and cannot be had is not replaced by another.
    pub fn of_new_orders(&self) -> Option<&Arc<dyn Gateway>> {
        if self.chosen.is_empty() { self.all.first() } else { self.find(&self.chosen) }
    }

    /// All of them.
    pub fn all(&self) -> &[Arc<dyn Gateway>] {
        &self.all
    }
}

/// The gateways that the settings name. One that cannot be opened is logged and left out: the house serves all the same and says that paying is not possible.
pub fn open(config: &Config) -> Gateways {
    // New orders go to the first, unless the settings choose: beside a real one, the sandbox is left for what went to it before.
    let configured = [lyra::open(config), monetico::open(config), up2pay::open(config), stripe::open(config), sandbox::open(config)];
    let opened = configured.into_iter().filter_map(|opened| {
        opened.unwrap_or_else(|error| {
            tracing::error!(error, "a gateway cannot be opened");
            None
        })
    });
    let gateways = Gateways::new(opened.collect(), &config.payments.gateway);
    if gateways.of_new_orders().is_none() && !config.payments.gateway.is_empty() {
        tracing::error!(gateway = config.payments.gateway, "payments.gateway: names no gateway that is configured; nobody can pay");
    }
    for way in &config.payments.ways {
        if gateways.find(&way.gateway).is_none_or(|gateway| !gateway.takes(way.method)) {
            tracing::error!(gateway = way.gateway, method = %way.method, "payments.ways: a gateway that is not configured or does not take this; not offered");
        }
    }
    gateways
}
