//! A fourth dialect: the hosted form of Up2Pay and Paybox, sealed in the order of its fields, and notifications that the bank signs with a key of its own.
//!
//! Only the way in and the way of telling differ from the bank's own words. Site, key and the bank's pair of keys are the same for everybody.

mod key;
mod words;

use axum::{
    Router,
    body::Bytes,
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use sha2::{Digest, Sha256};

pub use key::BANK_KEY;
pub use words::{IDENTIFIER, KEY, RANK, SITE};
pub(crate) use words::{Pairs, signed};

use crate::{
    api,
    house::Bank,
    model::{Dialect, Kind, Locale, Notice, Outcome, Params, Payment, Reason},
    monetico::paris,
    pages,
    refusal::Refusal,
    teller::Teller,
};

/// Seconds that a page can be paid.
const LIFETIME: i64 = 15 * 60;

pub(crate) fn router(bank: &Bank) -> Router {
    Router::new().route("/up2pay/php/", post(open)).with_state(bank.clone())
}

/// The form, posted by the buyer's browser.
async fn open(Shared(bank): Shared<Bank>, body: Bytes) -> Response {
    match bank.work(move |teller| take(teller, &body)).await {
        Ok(payment) => Redirect::to(&format!("/pay/{}", payment.id)).into_response(),
        Err(refusal) => pages::refused_form(&refusal),
    }
}

fn take(teller: &mut Teller<'_>, body: &[u8]) -> Result<Payment, Refusal> {
    let form: Pairs = form_urlencoded::parse(body).into_owned().collect();
    let (amount, currency) = words::check(&form, teller.now()).map_err(Refusal::bad)?;
    let text = |name: &str| words::text(&form, name).to_owned();
    let key = format!("up2pay:{SITE}:{}", text("PBX_CMD"));
    if teller.books.keys.contains_key(&key) {
        return Err(Refusal::bad("PBX_CMD"));
    }
    let params = api::check(Params {
        amount,
        currency: currency.to_owned(),
        reference: text("PBX_CMD"),
        description: String::new(),
        return_url: text("PBX_EFFECTUE"),
        notify_url: text("PBX_REPONDRE_A"),
        locale: if text("PBX_LANGUE") == "FRA" { Locale::Fr } else { Locale::En },
        expires_at: teller.now() + LIFETIME,
        method: None,
    })?;
    teller.open(&key, params, Dialect::Up2pay(form)).map(|(payment, _)| payment)
}

/// Whether this dialect tells such a fact at all.
pub(crate) fn is_told(kind: Kind) -> bool {
    matches!(kind, Kind::Processing | Kind::Declined | Kind::Captured | Kind::Abandoned | Kind::Expired)
}

/// A number of the bank's, the same for the same thing.
fn number(of: &str) -> String {
    let digest = Sha256::digest(of.as_bytes());
    let number = digest.iter().take(4).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    (1 + number % 999_999_999).to_string()
}

/// The fields of a notification in the order in which the form asked for them, without their signature and its field's name.
pub(crate) fn fields(payment: &Payment, form: &Pairs, notice: &Notice) -> Pairs {
    let earlier = payment.notices.iter().take_while(|held| held.id != notice.id).filter(|held| held.kind == notice.kind).count();
    let capture = payment.captures.get(earlier).filter(|_| notice.kind == Kind::Captured);
    let refused = payment.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Declined).nth(earlier);
    let code = match notice.kind {
        Kind::Captured => "00000",
        Kind::Declined => code(refused.and_then(|attempt| attempt.reason)),
        Kind::Processing => "99999",
        Kind::Expired => "00030",
        _ => "00001",
    };
    let at = paris(notice.created_at);
    let (hour, minute, second) = at.to_hms();
    let told = |letter: &str| match letter {
        "M" => capture.map_or(payment.params.amount, |capture| capture.amount).to_string(),
        "R" => payment.params.reference.clone(),
        // What the real one writes for an authorisation that is a test.
        "A" => capture.map_or_else(String::new, |_| "XXXXXX".to_owned()),
        "E" => code.to_owned(),
        "T" => number(&notice.id),
        "S" => capture.map_or_else(|| "0".to_owned(), |capture| number(&capture.id)),
        "W" => format!("{:02}{:02}{:04}", at.day(), u8::from(at.month()), at.year()),
        "Q" => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => String::new(),
    };
    words::wanted(form).filter(|(_, letter)| *letter != "K").map(|(name, letter)| (name.to_owned(), told(letter))).collect()
}

fn code(reason: Option<Reason>) -> &'static str {
    match reason {
        Some(Reason::InsufficientFunds) => "00151",
        Some(Reason::LostCard) => "00141",
        Some(Reason::AuthenticationRefused) => "00040",
        None => "00105",
    }
}
