//! The REST interface of version 4: questions, and money given back.
//!
//! It has no keys that make a call repeatable, so whatever moves money looks first at what is already there.

use super::Shop;
use super::truth::{Operation, Stage, Transaction, strange};
use crate::gateways::{RefundError, Unanswered};
use domain::money::{Currency, Money};
use domain::payments::{CaptureKey, GatewayRefund};
use reqwest::Client;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The interface's word for what it does not know: an order that nobody tried to pay.
const NOTHING_THERE: &str = "PSP_010";

/// A shop's access.
pub(super) struct Rest {
    client: Client,
    url: String,
    password: String,
}

/// What every answer looks like.
#[derive(Deserialize)]
struct Envelope {
    status: String,
    answer: Value,
}

/// Why an answer is none.
enum Refused {
    /// The interface says so, with its code.
    Said(String),
    /// No answer that can be understood.
    Unanswered(Unanswered),
}

impl Refused {
    fn told(self) -> Unanswered {
        match self {
            Self::Said(code) => Unanswered(code),
            Self::Unanswered(error) => error,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payment {
    order_details: OrderDetails,
    transactions: Vec<Told>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrderDetails {
    order_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    uuid: String,
    operation_type: String,
    detailed_status: String,
    amount: i64,
    currency: String,
    creation_date: String,
    detailed_error_code: Option<String>,
    #[serde(default)]
    transaction_details: Details,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Details {
    effective_amount: Option<i64>,
    effective_currency: Option<String>,
    parent_transaction_uuid: Option<String>,
}

impl Told {
    fn read(self) -> Result<Transaction, Unanswered> {
        let Details { effective_amount, effective_currency, parent_transaction_uuid } = self.transaction_details;
        let (minor, code) = match (effective_amount, effective_currency) {
            (Some(amount), Some(currency)) => (amount, currency),
            _ => (self.amount, self.currency),
        };
        let currency: Currency = code.parse().map_err(|_| strange(&code))?;
        Ok(Transaction {
            uuid: self.uuid,
            operation: Operation::of(&self.operation_type)?,
            stage: Stage::of(&self.detailed_status)?,
            money: Money::new(minor, currency),
            at: OffsetDateTime::parse(&self.creation_date, &Rfc3339).map_err(|_| strange(&self.creation_date))?,
            parent: parent_transaction_uuid,
            code: self.detailed_error_code.unwrap_or_default(),
        })
    }
}

impl Rest {
    /// Access at `url` with `password`.
    ///
    /// # Errors
    /// A sentence: the client cannot be built.
    pub(super) fn open(url: &str, password: String) -> Result<Self, String> {
        // An address that answers with a redirect is not the bank's, and a proxy of the environment would stand between.
        let client =
            Client::builder().timeout(PATIENCE).connect_timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        let url = [url.trim_end_matches('/'), "/"].concat();
        Ok(Self { client: client.map_err(|error| format!("lyra: {error}"))?, url, password })
    }

    async fn ask<T: DeserializeOwned>(&self, shop: &Shop, what: &str, question: &Value) -> Result<T, Refused> {
        let lost = |error: reqwest::Error| Refused::Unanswered(Unanswered(error.without_url().to_string()));
        let request = self.client.post([&self.url, what].concat()).basic_auth(&shop.site_id, Some(&self.password)).json(question);
        let response = request.send().await.map_err(lost)?;
        let status = response.status().as_u16();
        let body = response.bytes().await.map_err(lost)?;
        let unread = |error: serde_json::Error| Refused::Unanswered(Unanswered(format!("{status} {error}")));
        let envelope: Envelope = serde_json::from_slice(&body).map_err(unread)?;
        match envelope.status.as_str() {
            "SUCCESS" => serde_json::from_value(envelope.answer).map_err(unread),
            "ERROR" => {
                let code = envelope.answer.get("errorCode").and_then(Value::as_str).unwrap_or_default();
                Err(Refused::Said(code.chars().take(64).collect()))
            }
            other => Err(Refused::Unanswered(strange(other))),
        }
    }

    /// Every transaction of an order; none when nobody tried to pay it.
    pub(super) async fn transactions(&self, shop: &Shop, reference: &str) -> Result<Vec<Transaction>, Unanswered> {
        match self.ask::<Payment>(shop, "Order/Get", &json!({ "orderId": reference })).await {
            Ok(payment) if payment.order_details.order_id == reference => payment.transactions.into_iter().map(Told::read).collect(),
            Ok(_) => Err(Unanswered("an answer about another order".to_owned())),
            Err(Refused::Said(code)) if code == NOTHING_THERE => Ok(Vec::new()),
            Err(refused) => Err(refused.told()),
        }
    }

    /// Gives `money` of `capture` back: all of it is called off while it has not left the payer's bank.
    ///
    /// A credit of the same amount that is already there may be an earlier call whose answer was lost, or somebody's at the bank's own desk. Which, nobody can
    /// tell: it is not repeated, and a person decides.
    pub(super) async fn refund(
        &self,
        shop: &Shop,
        reference: &str,
        capture: &CaptureKey,
        money: Money,
    ) -> Result<GatewayRefund, RefundError> {
        let cannot = |why: &str| RefundError::Cannot(why.to_owned());
        let known = self.transactions(shop, reference).await?;
        let debit = known.iter().find(|debit| debit.operation == Operation::Debit && debit.uuid == capture.0);
        let debit = debit.ok_or_else(|| cannot("no such transaction"))?;
        if debit.stage != Stage::Taken || money.currency != debit.money.currency || !(1..=debit.money.minor).contains(&money.minor) {
            return Err(cannot("not an amount that this transaction took"));
        }
        let twin = |credit: &&Transaction| credit.operation == Operation::Credit && credit.money == money;
        if known.iter().filter(twin).any(|credit| credit.parent.as_ref().is_none_or(|parent| *parent == capture.0)) {
            return Err(cannot("a refund of this amount is already there: look at the bank's back office"));
        }
        // A part of what has not left yet would change the transaction itself, under the name that is booked.
        let way = if money == debit.money { "AUTO" } else { "REFUND_ONLY" };
        let question = json!({ "uuid": capture.0, "amount": money.minor, "currency": money.currency.code(), "resolutionMode": way });
        let answer = self.ask::<Told>(shop, "Transaction/CancelOrRefund", &question).await.map_err(|refused| match refused {
            Refused::Said(code) => RefundError::Cannot(code),
            Refused::Unanswered(error) => error.into(),
        })?;
        let done = answer.read()?;
        match (done.operation, done.stage) {
            (Operation::Credit, _) => Ok(done.refund_of(capture.clone())),
            (Operation::Debit, Stage::CalledOff) => Ok(done.called_off()),
            (Operation::Debit | Operation::Verification, _) => Err(Unanswered("neither a credit nor called off".to_owned()).into()),
        }
    }
}
