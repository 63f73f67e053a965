//! The operators' page: recent payments, what a buyer could do to them, and how the bank behaves.

use axum::{
    Form, Router,
    extract::{Path, Query, State as Shared},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use time::OffsetDateTime;

use super::frame::{Page, escape};
use crate::{
    books::Fact,
    disputes::Return,
    drill,
    house::Bank,
    model::{DisputeState, Locale, Payment, Reason, RefundState},
    money,
    refusal::Refusal,
    rules::{self, Rules},
    states::State,
    teller::{Act, Teller},
    texts::{Words, words},
};

const RECENT: usize = 50;

pub(crate) fn router() -> Router<Bank> {
    Router::new().route("/", get(show)).route("/console/payments/{id}", post(act)).route("/console/behaviour", post(behave))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    lang: String,
    problem: Option<String>,
}

fn locale(lang: &str, headers: &HeaderMap) -> Locale {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    match lang {
        "fr" => Locale::Fr,
        "en" => Locale::En,
        _ if wanted.is_some_and(|wanted| wanted.starts_with("fr")) => Locale::Fr,
        _ => Locale::En,
    }
}

async fn show(Shared(bank): Shared<Bank>, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    let locale = locale(&asked.lang, &headers);
    let read = bank
        .work(|teller| {
            let books = &teller.books;
            let recent = books.changes.values().rev().take(RECENT);
            let payments: Vec<Payment> = recent.filter_map(|id| books.payments.get(id)).cloned().collect();
            Ok((payments, serde_json::to_string_pretty(&books.rules).unwrap_or_default()))
        })
        .await;
    let words = words(locale);
    let (status, main) = match read {
        Ok((payments, rules)) => {
            let problem = asked.problem.is_some();
            (StatusCode::OK, draw(&bank, words, locale, &payments, &rules, problem))
        }
        Err(refusal) => (refusal.status, format!("<p class=\"alert\" role=\"alert\">{}</p>", words.trouble)),
    };
    Page { words, status, title: words.console, main, class: "wide", form_leads_to: None, refresh: None }.answer()
}

fn draw(bank: &Bank, words: &Words, locale: Locale, payments: &[Payment], rules: &str, problem: bool) -> String {
    let other = match locale {
        Locale::Fr => "en",
        Locale::En => "fr",
    };
    let mut html = format!("<p><a href=\"/?lang={other}\" lang=\"{other}\" hreflang=\"{other}\">{}</a></p>", words.other_language);
    if problem {
        html += &format!("<p class=\"alert\" role=\"alert\">{}</p>", words.not_done);
    }
    if payments.is_empty() {
        html += &format!("<p>{}</p>", words.none);
    }
    for payment in payments {
        html += &card(bank, words, locale, payment);
    }
    html + &behaviour(bank, words, rules)
}

fn hidden(bank: &Bank, words: &Words) -> String {
    format!(
        "<input type=\"hidden\" name=\"token\" value=\"{}\"><input type=\"hidden\" name=\"lang\" value=\"{}\">",
        bank.0.console_token, words.lang
    )
}

fn card(bank: &Bank, words: &Words, locale: Locale, payment: &Payment) -> String {
    let state = match payment.state {
        State::Open => words.open,
        State::ActionRequired => words.action_required,
        State::Processing => words.processing,
        State::Captured => words.captured,
        State::Failed => words.failed,
        State::Abandoned => words.abandoned,
        State::Expired => words.expired,
    };
    let acts: &[(&str, &str)] = if payment.state.is_live() {
        &[
            ("capture", words.capture),
            ("decline", words.decline),
            ("challenge", words.challenge),
            ("delay", words.delay),
            ("abandon", words.abandon),
            ("expire", words.expire),
        ]
    } else if payment.state == State::Processing {
        &[("capture", words.capture), ("decline", words.decline)]
    } else {
        &[]
    };
    let id = escape(&payment.id);
    let mut buttons = String::new();
    for (value, label) in later(words, payment) {
        buttons += &format!("<button name=\"do\" value=\"{}\" aria-describedby=\"{id}\">{}</button>", escape(&value), escape(&label));
    }
    for (value, label) in acts.iter().chain([&("resend", words.resend)]) {
        buttons += &format!("<button name=\"do\" value=\"{value}\" aria-describedby=\"{id}\">{label}</button>");
    }
    format!(
        "<section class=\"card\" aria-labelledby=\"{id}\"><h2 id=\"{id}\"><a href=\"/pay/{id}\">{id}</a></h2>\
         <dl><dt>{state_label}</dt><dd>{state}</dd><dt>{amount_label}</dt><dd>{amount}</dd>\
         <dt>{reference_label}</dt><dd>{reference}</dd><dt>{created_label}</dt><dd>{created}</dd></dl>\
         <form method=\"post\" action=\"/console/payments/{id}\">{hidden}<div class=\"row\" role=\"group\" aria-label=\"{actions}\">{buttons}</div></form></section>",
        state_label = words.state,
        amount_label = words.amount,
        amount = money::print(payment.params.amount, &payment.params.currency, locale),
        reference_label = words.reference,
        reference = escape(&payment.params.reference),
        created_label = words.created,
        created = instant(payment.created_at),
        hidden = hidden(bank, words),
        actions = words.actions,
    )
}

/// What can still become of money that was taken: how its refunds end, and what the buyer's bank does.
fn later(words: &Words, payment: &Payment) -> Vec<(String, String)> {
    let mut acts = Vec::new();
    for refund in &payment.refunds {
        let amount = money::print(refund.amount, &refund.currency, if words.lang == "fr" { Locale::Fr } else { Locale::En });
        if refund.state == RefundState::Pending {
            acts.push((format!("refund-succeeds {}", refund.id), format!("{} ({amount})", words.refund_succeeds)));
        }
        if refund.state != RefundState::Failed {
            acts.push((format!("refund-fails {}", refund.id), format!("{} ({amount})", words.refund_fails)));
        }
    }
    let open = payment.disputes.iter().find(|dispute| matches!(dispute.state, DisputeState::Opened | DisputeState::Withdrawn));
    match open {
        Some(dispute) => {
            if dispute.state == DisputeState::Opened {
                acts.push((format!("dispute-withdrawn {}", dispute.id), words.dispute_withdrawn.to_owned()));
            }
            acts.push((format!("dispute-won {}", dispute.id), words.dispute_won.to_owned()));
            acts.push((format!("dispute-lost {}", dispute.id), words.dispute_lost.to_owned()));
        }
        None if payment.is_debit() && payment.captured() > payment.refunded() && !payment.is_disputed() => {
            acts.push(("return".to_owned(), words.return_debit.to_owned()));
        }
        None if payment.checkout().is_some() && payment.captured() > payment.refunded() && !payment.is_disputed() => {
            acts.push(("dispute".to_owned(), words.dispute.to_owned()));
        }
        None => {}
    }
    acts
}

fn instant(at: i64) -> String {
    OffsetDateTime::from_unix_timestamp(at).map_or_else(
        |_| at.to_string(),
        |at| {
            let (hour, minute, second) = at.to_hms();
            format!("{} {hour:02}:{minute:02}:{second:02}", at.date())
        },
    )
}

fn select(name: &str, label: &str, values: &[&str]) -> String {
    let mut options = String::from("<option value=\"\">—</option>");
    for value in values {
        options += &format!("<option>{value}</option>");
    }
    format!("<label class=\"field\">{label}<select name=\"{name}\">{options}</select></label>")
}

fn behaviour(bank: &Bank, words: &Words, rules: &str) -> String {
    let notify = ["normal", "never", "late", "twice", "reversed", "before_answer"];
    let create = ["normal", "error_after_create", "slow", "error_before_create", "html_200"];
    let pay = ["by_page", "auto_capture", "auto_decline", "auto_abandon"];
    let fetch = ["normal", "slow", "error"];
    let close = ["normal", "unsupported"];
    let refund = ["normal", "pending", "error_after", "refused"];
    format!(
        "<h2>{title}</h2><form method=\"post\" action=\"/console/behaviour\">{hidden}\
         <label class=\"field\">{scope}<input name=\"scope\" value=\"{all}\" required></label>{notify}{create}{pay}{fetch}{close}{refund}\
         <label class=\"field\">{ms}<input name=\"ms\" inputmode=\"numeric\" value=\"2000\"></label>\
         <div class=\"row\"><button name=\"do\" value=\"set\">{set}</button><button name=\"do\" value=\"reset\" formnovalidate>{reset}</button></div></form>\
         <h2>{in_force}</h2><pre><code>{rules}</code></pre>",
        title = words.behaviour,
        hidden = hidden(bank, words),
        scope = words.scope,
        all = rules::ALL,
        notify = select("notify", words.notify, &notify),
        create = select("create", words.create, &create),
        pay = select("pay", words.payer, &pay),
        fetch = select("fetch", words.fetch, &fetch),
        close = select("expire", words.expire, &close),
        refund = select("refund", words.refund, &refund),
        ms = words.ms,
        set = words.set,
        reset = words.reset,
        in_force = words.in_force,
        rules = escape(rules),
    )
}

/// Back to the list, in the language it was in; a refusal is told there.
fn back(done: Result<(), Refusal>, lang: &str) -> Response {
    let lang = if lang == "fr" { "fr" } else { "en" };
    match done {
        Ok(()) => Redirect::to(&format!("/?lang={lang}")).into_response(),
        Err(refusal) => Redirect::to(&format!("/?lang={lang}&problem={}", refusal.code)).into_response(),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ActForm {
    token: String,
    lang: String,
    r#do: String,
}

async fn act(Shared(bank): Shared<Bank>, Path(id): Path<String>, Form(form): Form<ActForm>) -> Response {
    let done = async {
        if form.token != bank.0.console_token {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "stale_form"));
        }
        if let Some((what, which)) = form.r#do.split_once(' ') {
            let (what, which) = (what.to_owned(), which.to_owned());
            return bank.work(move |teller| end(teller, &id, &what, &which)).await;
        }
        let act = match form.r#do.as_str() {
            "dispute" => return bank.work(move |teller| teller.dispute(&id, None).map(drop)).await,
            "return" => return bank.work(move |teller| teller.return_debit(&id, Return::default()).map(drop)).await,
            "capture" => Act::PAY,
            "delay" => Act::Delay,
            "decline" => Act::Decline(Reason::InsufficientFunds),
            "challenge" => Act::Challenge,
            "abandon" => Act::Abandon,
            "expire" => Act::Expire,
            "resend" => return drill::send_all_again(&bank, id).await,
            _ => return Err(Refusal::bad("invalid_act")),
        };
        bank.work(move |teller| teller.act(&id, act)).await
    };
    back(done.await, &form.lang)
}

/// Ends a refund, or moves a dispute.
fn end(teller: &mut Teller<'_>, id: &str, what: &str, which: &str) -> Result<(), Refusal> {
    match what {
        "refund-succeeds" => teller.end_refund(id, which, RefundState::Succeeded),
        "refund-fails" => teller.end_refund(id, which, RefundState::Failed),
        "dispute-withdrawn" => teller.move_dispute(id, which, DisputeState::Withdrawn),
        "dispute-won" => teller.move_dispute(id, which, DisputeState::Won),
        "dispute-lost" => teller.move_dispute(id, which, DisputeState::Lost),
        _ => Err(Refusal::bad("invalid_act")),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct BehaviourForm {
    token: String,
    lang: String,
    r#do: String,
    scope: String,
    notify: String,
    create: String,
    pay: String,
    fetch: String,
    expire: String,
    refund: String,
    ms: String,
}

impl BehaviourForm {
    fn rules(&self) -> Result<Rules, Refusal> {
        fn one<T: std::str::FromStr>(word: &str, ms: &str) -> Result<Option<T>, Refusal> {
            let timed = match word {
                "" => return Ok(None),
                "late" | "slow" => format!("{word}:{}", ms.trim()),
                _ => word.to_owned(),
            };
            timed.parse().map(Some).map_err(|_| Refusal::bad("invalid_behaviour"))
        }
        Ok(Rules {
            notify: one(&self.notify, &self.ms)?,
            create: one(&self.create, &self.ms)?,
            pay: one(&self.pay, &self.ms)?,
            fetch: one(&self.fetch, &self.ms)?,
            expire: one(&self.expire, &self.ms)?,
            refund: one(&self.refund, &self.ms)?,
            fee: None,
            return_delay: None,
        })
    }
}

async fn behave(Shared(bank): Shared<Bank>, Form(form): Form<BehaviourForm>) -> Response {
    let done = async {
        if form.token != bank.0.console_token {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "stale_form"));
        }
        if form.r#do == "reset" {
            return bank.work(|teller| teller.keep(Fact::Unruled { scope: None })).await;
        }
        let (scope, rules) = (form.scope.trim().to_owned(), form.rules()?);
        if scope.is_empty() {
            return Err(Refusal::bad("invalid_behaviour"));
        }
        bank.work(move |teller| teller.rule(&scope, rules)).await
    };
    back(done.await, &form.lang)
}
