//! Speaking with Stripe's API: one key, one version of its words, forms out and JSON in.

use super::model::{List, Named};
use crate::gateways::Unanswered;
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// The version whose words this adapter knows; the account's own default may be another.
const VERSION: &str = "2026-10-28.endive";

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Entries on a page of a list: the most Stripe gives.
const PAGE: &str = "100";

/// Pages of a list that are read before something must be wrong.
const PAGES: usize = 500;

/// Names and values, in the order of sending.
pub(super) type Fields<'a> = Vec<(&'a str, String)>;

/// Stripe's API.
pub(super) struct Api {
    client: Client,
    url: String,
    key: String,
}

/// An answer in JSON, whatever its status.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    body: serde_json::Value,
}

/// What Stripe says is wrong.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Refusal {
    #[serde(rename = "type")]
    kind: String,
    code: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
struct Refused {
    error: Refusal,
}

impl Refusal {
    /// The key of this request was used before with other words.
    pub(super) fn is_mismatch(&self) -> bool {
        self.kind == "idempotency_error"
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, code, message } = self;
        write!(f, "{kind} {}: {}", code.as_deref().unwrap_or_default(), message.as_deref().unwrap_or_default())
    }
}

impl Answer {
    pub(super) fn refusal(&self) -> Refusal {
        Refused::deserialize(&self.body).map(|refused| refused.error).unwrap_or_default()
    }

    /// Stripe says no: understood, not done, and the same words will not be done later. Not so a key that is wrong (ours to mend), another request with the
    /// same idempotency key under way, or too many requests.
    pub(super) fn is_no(&self) -> bool {
        let refuses = matches!(self.status, StatusCode::BAD_REQUEST | StatusCode::PAYMENT_REQUIRED | StatusCode::NOT_FOUND);
        refuses && matches!(self.refusal().kind.as_str(), "invalid_request_error" | "idempotency_error" | "card_error")
    }

    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, Unanswered> {
        if !self.status.is_success() {
            return Err(Unanswered(format!("{} {}", self.status.as_u16(), self.refusal())));
        }
        serde_json::from_value(self.body).map_err(|error| Unanswered(error.to_string()))
    }
}

impl Api {
    pub(super) fn open(url: &str, key: String) -> Result<Self, reqwest::Error> {
        // An address that answers with a redirect is not Stripe's, and a proxy of the environment would stand between.
        let client = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
        Ok(Self { client, url: url.trim_end_matches('/').to_owned(), key })
    }

    /// Asks; `query` may name one field several times.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str, query: &Fields<'_>) -> Result<T, Unanswered> {
        let url = Url::parse_with_params(&format!("{}{path}", self.url), query).map_err(|error| Unanswered(error.to_string()))?;
        self.ask(self.client.get(url)).await?.read()
    }

    /// Does; with a key, however often it is sent.
    pub(super) async fn post(&self, path: &str, key: Option<&str>, form: &Fields<'_>) -> Result<Answer, Unanswered> {
        let mut request = self.client.post(format!("{}{path}", self.url)).form(form);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.ask(request).await
    }

    /// A whole list, page after page, the newest first.
    pub(super) async fn list<T: DeserializeOwned + Named>(&self, path: &str, query: Fields<'_>) -> Result<Vec<T>, Unanswered> {
        let mut all: Vec<T> = Vec::new();
        for _ in 0..PAGES {
            let mut page = query.clone();
            page.push(("limit", PAGE.to_owned()));
            page.extend(all.last().map(|last| ("starting_after", last.id().to_owned())));
            let List { data, has_more } = self.get(path, &page).await?;
            let more = has_more && !data.is_empty();
            all.extend(data);
            if !more {
                return Ok(all);
            }
        }
        Err(Unanswered(format!("{path} does not end")))
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Answer, Unanswered> {
        let told = |error: reqwest::Error| Unanswered(error.without_url().to_string());
        let response = request.bearer_auth(&self.key).header("stripe-version", VERSION).send().await.map_err(told)?;
        let status = response.status();
        let body = response.bytes().await.map_err(told)?;
        // A page in place of an answer says nothing about the payment.
        let body = serde_json::from_slice(&body).map_err(|_| Unanswered(format!("{} without JSON", status.as_u16())))?;
        Ok(Answer { status, body })
    }
}
