//! The hosted page: cards, 3-D Secure, the way back. Works with forms alone; a click too many changes nothing.

use axum::{
    Form, Router,
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use super::frame::{Page, escape, origin};
use crate::{
    house::Bank,
    model::{Locale, Outcome, Payment, Reason},
    money,
    refusal::Refusal,
    rules::{Notify, Rules},
    states::State,
    teller::Act,
    texts::{Words, words},
};

const LONGEST_DELAY_S: u32 = 3600;

pub(crate) fn router() -> Router<Bank> {
    Router::new().route("/pay/{id}", get(show).post(pay)).route("/pay/{id}/3ds", get(show_challenge).post(answer_challenge))
}

async fn load(bank: &Bank, id: String) -> Result<(Payment, Rules), Response> {
    bank.work(move |teller| {
        let payment = teller.payment(&id)?.clone();
        let rules = teller.books.rules_of(&payment);
        Ok((payment, rules))
    })
    .await
    .map_err(|refusal| trouble(&refusal))
}

/// A page for somebody whose language is unknown says it in both.
fn trouble(refusal: &Refusal) -> Response {
    let (fr, en) = (words(Locale::Fr), words(Locale::En));
    let (french, english) = if refusal.status == StatusCode::NOT_FOUND { (fr.missing, en.missing) } else { (fr.trouble, en.trouble) };
    Page {
        words: en,
        status: refusal.status,
        title: en.banner,
        main: format!("<p lang=\"fr\">{french}</p><p>{english}</p>"),
        class: "",
        form_leads_to: None,
        refresh: None,
    }
    .answer()
}

/// A posted form that the bank does not take, in both languages; the code says which field is wrong.
pub(crate) fn refused_form(refusal: &Refusal) -> Response {
    let (fr, en) = (words(Locale::Fr), words(Locale::En));
    Page {
        words: en,
        status: refusal.status,
        title: en.banner,
        main: format!("<p lang=\"fr\">{}</p><p>{}</p><p><code>{}</code></p>", fr.refused_form, en.refused_form, escape(refusal.code)),
        class: "",
        form_leads_to: None,
        refresh: None,
    }
    .answer()
}

fn page<'a>(payment: &Payment, title: &'a str, main: String, status: StatusCode) -> Page<'a> {
    Page {
        words: words(payment.params.locale),
        status,
        title,
        main,
        class: "",
        form_leads_to: origin(&payment.params.return_url),
        refresh: None,
    }
}

fn facts(bank: &Bank, payment: &Payment, words: &Words) -> String {
    let params = &payment.params;
    let mut html = format!(
        "<dl><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd>",
        words.payment_to,
        escape(&bank.0.config.merchant),
        words.amount,
        money::print(params.amount, &params.currency, params.locale),
        words.reference,
        escape(&params.reference),
    );
    if !params.description.is_empty() {
        html += &format!("<dt>{}</dt><dd>{}</dd>", words.subject, escape(&params.description));
    }
    html + "</dl>"
}

async fn show(Shared(bank): Shared<Bank>, Path(id): Path<String>) -> Response {
    match load(&bank, id).await {
        Ok((payment, _)) => draw(&bank, &payment, None),
        Err(answer) => answer,
    }
}

/// The page as the payment stands; `error` is what was wrong with the form just sent.
fn draw(bank: &Bank, payment: &Payment, error: Option<&str>) -> Response {
    let words = words(payment.params.locale);
    let title = format!("{} {}", words.payment_to, bank.0.config.merchant);
    let ended = match payment.state {
        State::Open | State::ActionRequired => None,
        State::Processing => Some(words.processing),
        State::Captured => Some(words.paid),
        State::Failed => Some(words.failed),
        State::Abandoned => Some(words.abandoned),
        State::Expired => Some(words.expired),
    };
    let facts = facts(bank, payment, words);
    if let Some(ended) = ended {
        let main = format!(
            "<p role=\"status\"><strong>{ended}</strong></p>{facts}<p><a href=\"{}\">{}</a></p>",
            escape(payment.way_back()),
            words.back
        );
        return page(payment, &title, main, StatusCode::OK).answer();
    }
    let declined = payment.attempts.last().filter(|attempt| attempt.outcome == Outcome::Declined);
    let alert = match (error, declined) {
        (Some(error), _) => format!("<p class=\"alert\" role=\"alert\">{error}</p>"),
        (None, Some(attempt)) => format!(
            "<p class=\"alert\" role=\"alert\">{} {}</p>",
            words.declined,
            attempt.reason.map(|reason| words.reason(reason)).unwrap_or_default()
        ),
        (None, None) => String::new(),
    };
    let cards = [("ok", words.card_ok), ("3ds", words.card_3ds), ("insufficient_funds", words.card_funds), ("lost_card", words.card_lost)];
    let mut choices = String::new();
    for (value, label) in cards {
        let checked = if value == "ok" { " checked" } else { "" };
        choices += &format!(
            "<label class=\"choice\"><input type=\"radio\" name=\"card\" value=\"{value}\"{checked} required><span>{label}</span></label>"
        );
    }
    let main = format!(
        "{alert}{facts}<form method=\"post\" action=\"/pay/{id}\"><input type=\"hidden\" name=\"token\" value=\"{token}\">\
         <fieldset><legend>{card}</legend>{choices}</fieldset>{panel}\
         <p><button class=\"first\" name=\"do\" value=\"pay\">{pay} {amount}</button></p>\
         <p><button name=\"do\" value=\"cancel\">{cancel}</button></p></form>",
        id = escape(&payment.id),
        token = payment.token,
        card = words.card,
        panel = panel(words),
        pay = words.pay,
        amount = money::print(payment.params.amount, &payment.params.currency, payment.params.locale),
        cancel = words.cancel,
    );
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(payment, &title, main, status).answer()
}

fn panel(words: &Words) -> String {
    let manners = [
        ("", words.notify_keep),
        ("normal", words.notify_normal),
        ("never", words.notify_never),
        ("late", words.notify_late),
        ("twice", words.notify_twice),
        ("reversed", words.notify_reversed),
        ("before_answer", words.notify_before),
    ];
    let mut options = String::new();
    for (value, label) in manners {
        options += &format!("<option value=\"{value}\">{label}</option>");
    }
    format!(
        "<details><summary>{}</summary><p>{}</p>\
         <label class=\"field\">{}<select name=\"notify\">{options}</select></label>\
         <label class=\"field\">{}<input name=\"late_s\" inputmode=\"numeric\" value=\"30\"></label>\
         <label class=\"field\">{}<input name=\"return_delay\" inputmode=\"numeric\" value=\"0\"></label></details>",
        words.misbehave, words.misbehave_help, words.notify, words.notify_late_s, words.return_delay
    )
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PayForm {
    token: String,
    r#do: String,
    card: String,
    notify: String,
    late_s: String,
    return_delay: String,
}

impl PayForm {
    /// The rules set in the panel; `None` when a number cannot be read.
    fn rules(&self) -> Option<Rules> {
        let seconds = |text: &str| {
            let text = text.trim();
            let number = if text.is_empty() { Some(0) } else { text.parse::<u32>().ok() };
            number.filter(|number| *number <= LONGEST_DELAY_S)
        };
        let notify = match self.notify.as_str() {
            "" => None,
            "late" => Some(Notify::Late(u64::from(seconds(&self.late_s)?) * 1000)),
            word => Some(word.parse().ok()?),
        };
        let delay = seconds(&self.return_delay)?;
        let return_delay = (delay > 0).then_some(delay);
        Some(Rules { notify, return_delay, ..Rules::default() })
    }
}

async fn pay(Shared(bank): Shared<Bank>, Path(id): Path<String>, Form(form): Form<PayForm>) -> Response {
    let payment = match load(&bank, id.clone()).await {
        Ok((payment, _)) => payment,
        Err(answer) => return answer,
    };
    let words = words(payment.params.locale);
    if form.token != payment.token {
        return draw(&bank, &payment, Some(words.stale));
    }
    let act = match (form.r#do.as_str(), form.card.as_str()) {
        // Stripe's page stays open behind whoever turns back.
        ("cancel", _) if let Some(checkout) = payment.checkout() => return Redirect::to(&checkout.cancel_url).into_response(),
        ("cancel", _) => Act::Abandon,
        (_, "ok") => Act::PAY,
        (_, "3ds") => Act::Challenge,
        (_, "insufficient_funds") => Act::Decline(Reason::InsufficientFunds),
        (_, "lost_card") => Act::Decline(Reason::LostCard),
        _ => return draw(&bank, &payment, Some(words.choose)),
    };
    let Some(rules) = form.rules() else {
        return draw(&bank, &payment, Some(words.number));
    };
    perform(&bank, id, act, rules).await
}

/// Does what the buyer wants and leads on: to the check, back to the page, or home to the merchant.
async fn perform(bank: &Bank, id: String, act: Act, rules: Rules) -> Response {
    let leaves = matches!(act, Act::Capture { .. } | Act::Abandon);
    let done = bank
        .work({
            let (id, act) = (id.clone(), act.clone());
            move |teller| {
                if teller.payment(&id)?.state.is_live() {
                    teller.rule(&id, rules)?;
                }
                teller.act(&id, act)?;
                let payment = teller.payment(&id)?.clone();
                let rules = teller.books.rules_of(&payment);
                Ok((payment, rules))
            }
        })
        .await;
    match done {
        Ok((payment, rules)) if leaves => leave(&payment, rules),
        Ok(_) if act == Act::Challenge => Redirect::to(&format!("/pay/{id}/3ds")).into_response(),
        Ok(_) => Redirect::to(&format!("/pay/{id}")).into_response(),
        // Clicked twice, or too late: the page says how things stand.
        Err(refusal) if refusal.payment.is_some() => Redirect::to(&format!("/pay/{id}")).into_response(),
        Err(refusal) => trouble(&refusal),
    }
}

fn leave(payment: &Payment, rules: Rules) -> Response {
    let address = payment.way_back();
    let Some(seconds) = rules.return_delay.filter(|seconds| *seconds > 0) else {
        return Redirect::to(address).into_response();
    };
    let words = words(payment.params.locale);
    let main = format!("<p role=\"status\">{}</p><p><a href=\"{}\">{}</a></p>", words.returning, escape(address), words.back);
    let mut page = page(payment, words.banner, main, StatusCode::OK);
    page.refresh = Some((seconds, address.to_owned()));
    page.answer()
}

async fn show_challenge(Shared(bank): Shared<Bank>, Path(id): Path<String>) -> Response {
    match load(&bank, id).await {
        Ok((payment, _)) => draw_challenge(&bank, &payment, None),
        Err(answer) => answer,
    }
}

fn draw_challenge(bank: &Bank, payment: &Payment, error: Option<&str>) -> Response {
    if payment.state != State::ActionRequired {
        return Redirect::to(&format!("/pay/{}", payment.id)).into_response();
    }
    let words = words(payment.params.locale);
    let alert = error.map(|error| format!("<p class=\"alert\" role=\"alert\">{error}</p>")).unwrap_or_default();
    let main = format!(
        "{alert}<p>{help}</p>{facts}<form method=\"post\" action=\"/pay/{id}/3ds\">\
         <input type=\"hidden\" name=\"token\" value=\"{token}\">\
         <p><button class=\"first\" name=\"do\" value=\"confirm\">{confirm}</button></p>\
         <p><button name=\"do\" value=\"refuse\">{refuse}</button></p></form>",
        help = words.threeds_help,
        facts = facts(bank, payment, words),
        id = escape(&payment.id),
        token = payment.token,
        confirm = words.confirm,
        refuse = words.refuse,
    );
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(payment, words.threeds_title, main, status).answer()
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ChallengeForm {
    token: String,
    r#do: String,
}

async fn answer_challenge(Shared(bank): Shared<Bank>, Path(id): Path<String>, Form(form): Form<ChallengeForm>) -> Response {
    let payment = match load(&bank, id.clone()).await {
        Ok((payment, _)) => payment,
        Err(answer) => return answer,
    };
    if form.token != payment.token {
        return draw_challenge(&bank, &payment, Some(words(payment.params.locale).stale));
    }
    // A page left open must not answer a check that is over.
    if payment.state != State::ActionRequired {
        return Redirect::to(&format!("/pay/{id}")).into_response();
    }
    let act = match form.r#do.as_str() {
        "confirm" => Act::PAY,
        _ => Act::Decline(Reason::AuthenticationRefused),
    };
    perform(&bank, id, act, Rules::default()).await
}
