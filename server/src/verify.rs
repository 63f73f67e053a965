//! `altiport gateway verify NAME`: walks an operator through a bank's test mode, step by step, before the first real payment.
//!
//! A test payment is made under the name of an order that does not exist, so that nothing it does reaches the books. The house must be serving meanwhile: it is
//! its own door that takes the notification, and this looks into the inbox.

use crate::config::{Config, Mode};
use crate::gateways::{self, Answers, Billing, Gateway, Opening, Page, Reception, SignedForm, StartRequest};
use domain::ids::PaymentOrderId;
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::people::Country;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::path::Path;
use std::time::Duration;
use store::Database;
use store::entities::gateway_event;
use time::OffsetDateTime;
use tokio::time::Instant;

/// How often the inbox is looked into.
const LOOK: Duration = Duration::from_millis(500);

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// Something to repair before money flows.
    NotOk,
    /// This bank or this mode does not allow to say.
    Cannot,
}

/// What was found out, a line a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it went.
    pub verdict: Verdict,
    /// What was looked at, and what was found.
    pub text: String,
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::NotOk => "not ok",
            Verdict::Cannot => "cannot",
        };
        write!(f, "{word:8}{}", self.text)
    }
}

/// What is said while it happens: a step that is over, or what the operator has to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A step.
    Step(Line),
    /// Open this address or file and pay with a test card.
    Pay(String),
}

/// One walk.
struct Walk<'a> {
    say: &'a mut (dyn FnMut(Said) + Send),
    failed: bool,
}

impl Walk<'_> {
    fn step(&mut self, verdict: Verdict, text: impl Into<String>) {
        self.failed |= verdict == Verdict::NotOk;
        (self.say)(Said::Step(Line { verdict, text: text.into() }));
    }
}

/// Walks through the steps, and says each; whether none of them failed. `wait` is how long the operator has to pay.
pub async fn verify(config: &Config, db: &Database, name: &str, wait: Duration, say: &mut (dyn FnMut(Said) + Send)) -> bool {
    let mut walk = Walk { say, failed: false };
    let gateways = gateways::open(config);
    let Some(gateway) = gateways.find(name) else {
        let known: Vec<&str> = gateways.all().iter().map(|gateway| gateway.name()).collect();
        walk.step(Verdict::NotOk, format!("settings: {name} is not configured, or cannot be opened; there is {}", known.join(", ")));
        return false;
    };
    let notify_url = format!("{}/gateways/{name}/notify", config.base_url);
    walk.step(Verdict::Ok, format!("settings: account {}, pages at {}, notifications to {notify_url}", gateway.account(), gateway.pages()));
    if config.mode == Mode::Production {
        walk.step(
            Verdict::NotOk,
            "mode: this is a production configuration, whose test payment would be real money; use the bank's test mode",
        );
        return false;
    }
    let order: PaymentOrderId = store::fresh();
    credentials(&mut walk, gateway.as_ref(), order).await;
    let request = request(config, order, notify_url);
    let since = OffsetDateTime::now_utc() - time::Duration::seconds(5);
    if let Some(reference) = open(&mut walk, config, db, gateway.as_ref(), &request).await
        && let Some(raw) = notification(&mut walk, db, gateway.as_ref(), &request.order, since, wait).await
    {
        outcome(&mut walk, gateway.as_ref(), &reference, &raw, request.amount).await;
    }
    !walk.failed
}

fn request(config: &Config, order: PaymentOrderId, notify_url: String) -> StartRequest {
    StartRequest {
        order: order.to_string(),
        idempotency_key: format!("po:{}", order.0),
        amount: Money::new(5_000, Currency::EUR),
        description: "Altiport – test".to_owned(),
        locale: Locale::Fr,
        return_url: config.base_url.clone(),
        notify_url,
        expires_at: OffsetDateTime::now_utc() + time::Duration::minutes(30),
        billing: Some(Billing {
            given_name: "Zoé".to_owned(),
            family_name: "Essai & fils".to_owned(),
            email: config.agency.email.clone(),
            street: "1 rue de l’Essai".to_owned(),
            postcode: "74000".to_owned(),
            city: "Annecy".to_owned(),
            country: Country::FRANCE,
        }),
        method: None,
    }
}

/// A question about an order that nobody knows: the answer is empty, and shows that the key is right.
async fn credentials(walk: &mut Walk<'_>, gateway: &dyn Gateway, order: PaymentOrderId) {
    if gateway.answers() == Answers::Nothing {
        return walk.step(Verdict::Cannot, "credentials: this bank answers no questions; the form and the notification will show");
    }
    match gateway.find(&order.to_string()).await {
        Ok(found) if found.is_empty() => walk.step(Verdict::Ok, "credentials: the bank answers our questions"),
        Ok(_) => walk.step(Verdict::NotOk, "credentials: the bank knows an order that was never made"),
        Err(error) => walk.step(Verdict::NotOk, format!("credentials: {error}")),
    }
}

/// Opens a payment and says where to pay it: the gateway's name of it.
async fn open(walk: &mut Walk<'_>, config: &Config, db: &Database, gateway: &dyn Gateway, request: &StartRequest) -> Option<String> {
    let started = match gateway.start(request).await {
        Ok(started) => started,
        Err(error) => {
            walk.step(Verdict::NotOk, format!("payment: {error}"));
            return None;
        }
    };
    let place = match started.page {
        Page::Address(url) => url,
        Page::Form => match write_form(config, db, gateway, request).await {
            Ok(file) => file,
            Err(error) => {
                walk.step(Verdict::NotOk, format!("payment: {error}"));
                return None;
            }
        },
    };
    walk.step(Verdict::Ok, format!("payment: {} to pay as {}", request.amount.plain(), started.reference));
    (walk.say)(Said::Pay(place));
    Some(started.reference)
}

/// Writes the form into a file that a browser can open.
async fn write_form(config: &Config, db: &Database, gateway: &dyn Gateway, request: &StartRequest) -> Result<String, String> {
    let drawn = async {
        let tx = db.begin_write().await?;
        let number = store::numbers::next_opening(&tx, gateway.name(), gateway.account()).await?;
        tx.commit().await?;
        Ok::<_, sea_orm::DbErr>(number)
    };
    let number = drawn.await.map_err(|error| format!("database: {error}"))?;
    let form = gateway.form(request, &Opening { number, at: OffsetDateTime::now_utc() }).ok_or("the bank's form cannot carry it")?;
    let file = config.data_path(Path::new(&format!("verify-{}.html", gateway.name())))?;
    tokio::fs::write(&file, page(&form)).await.map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file.canonicalize().unwrap_or(file).display().to_string())
}

/// A page with one button.
fn page(form: &SignedForm) -> String {
    let fields: String = form
        .fields
        .iter()
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", escape(name), escape(value)))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Test payment</title>\n\
         <form method=\"post\" action=\"{}\">\n{fields}<button>Go to the bank's page</button>\n</form></html>\n",
        escape(&form.action)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Waits for the notification that says what became of the payment; refused ones are told as they come.
async fn notification(
    walk: &mut Walk<'_>,
    db: &Database,
    gateway: &dyn Gateway,
    order: &str,
    since: OffsetDateTime,
    wait: Duration,
) -> Option<Vec<u8>> {
    use gateway_event::Column as C;
    let end = Instant::now() + wait;
    let mut refused = std::collections::BTreeSet::new();
    while Instant::now() < end {
        let arrived = gateway_event::Entity::find()
            .filter(C::Gateway.eq(gateway.name()))
            .filter(C::ReceivedAt.gte(since))
            .order_by_asc(C::ReceivedAt)
            .all(db.read())
            .await;
        let arrived = match arrived {
            Ok(arrived) => arrived,
            Err(error) => {
                walk.step(Verdict::NotOk, format!("notification: the inbox cannot be read: {error}"));
                return None;
            }
        };
        for event in arrived {
            if !event.signature_ok {
                if refused.insert(event.id) {
                    walk.step(Verdict::NotOk, format!("signature: a notification is refused: {}", event.last_error.unwrap_or_default()));
                }
                continue;
            }
            let about = gateway.read(&event.raw).is_some_and(|hint| hint.order == order);
            let paid = gateway.answers() != Answers::Nothing || gateway.told(&event.raw).is_ok_and(|told| !told.truth.captures.is_empty());
            if about && paid {
                walk.step(Verdict::Ok, "notification: it came, and its signature is right");
                let ack = gateway.ack(Reception::Kept);
                walk.step(Verdict::Ok, format!("acknowledgement: answered with {} and {:?}", ack.status, ack.body));
                return Some(event.raw);
            }
        }
        tokio::time::sleep(LOOK).await;
    }
    let served = "is the house serving, and does its address reach it from the bank?";
    walk.step(Verdict::NotOk, format!("notification: none about this payment within {} s; {served}", wait.as_secs()));
    None
}

/// What the bank says was taken, against what was asked for.
async fn outcome(walk: &mut Walk<'_>, gateway: &dyn Gateway, reference: &str, raw: &[u8], asked: Money) {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let said = match gateway.answers() {
            Answers::Nothing => gateway.told(raw),
            Answers::Everything | Answers::OnePayment => gateway.fetch(reference).await,
        };
        let statement = match said {
            Ok(statement) => statement,
            Err(error) => return walk.step(Verdict::NotOk, format!("outcome: {error}")),
        };
        match statement.truth.captures.first() {
            Some(capture) if capture.money == asked => {
                return walk.step(Verdict::Ok, format!("outcome: {} taken as {}", asked.plain(), capture.key.0));
            }
            Some(capture) => return walk.step(Verdict::NotOk, format!("outcome: {} taken instead", capture.money.plain())),
            // A first notification may tell that the page was opened or a card refused.
            None if Instant::now() < end => tokio::time::sleep(LOOK).await,
            None => return walk.step(Verdict::NotOk, "outcome: nothing was taken"),
        }
    }
}
