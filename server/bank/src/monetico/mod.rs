//! A third dialect: the hosted form of Monetico, sealed, and notifications whose acknowledgement is read to the byte.
//!
//! Only the way in and the way of telling differ from the bank's own words, as with the form of the Lyra family. The terminal and its key are the same for
//! everybody, and so is where its notifications go: the real bank knows that from the contract, not from the form.

mod words;

use axum::{
    Router,
    body::Bytes,
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};

pub(crate) use words::{ACCEPTED, paris, sealed};
pub use words::{COMPANY, KEY, TPE};

use crate::{
    api,
    house::Bank,
    lyra,
    model::{Dialect, Kind, Locale, Notice, Outcome, Params, Payment, Reason},
    pages,
    refusal::Refusal,
    teller::Teller,
};
use lyra::Fields;

/// Seconds that a page can be paid.
const LIFETIME: i64 = 45 * 60;

pub(crate) fn router(bank: &Bank) -> Router {
    // The real one has a second address for real money; this bank has none.
    Router::new().route("/monetico/test/paiement.cgi", post(open)).with_state(bank.clone())
}

/// The form, posted by the buyer's browser.
async fn open(Shared(bank): Shared<Bank>, body: Bytes) -> Response {
    let notify_url = bank.0.config.monetico_notify_url.clone();
    match bank.work(move |teller| take(teller, notify_url, &body)).await {
        Ok(payment) => Redirect::to(&format!("/pay/{}", payment.id)).into_response(),
        Err(refusal) => pages::refused_form(&refusal),
    }
}

fn take(teller: &mut Teller<'_>, notify_url: String, body: &[u8]) -> Result<Payment, Refusal> {
    let form = lyra::parse(body).ok_or_else(|| Refusal::bad("a field comes twice"))?;
    let (amount, currency) = words::check(&form).map_err(Refusal::bad)?;
    let text = |name: &str| form.get(name).cloned().unwrap_or_default();
    let key = format!("monetico:{TPE}:{}", text("reference"));
    // The real one may show its page for such a reference once more; ours are never posted twice.
    if teller.books.keys.contains_key(&key) {
        return Err(Refusal::bad("reference"));
    }
    let params = api::check(Params {
        amount,
        currency: currency.to_owned(),
        reference: text("reference"),
        description: text("texte-libre"),
        return_url: text("url_retour_ok"),
        notify_url,
        locale: if text("lgue") == "FR" { Locale::Fr } else { Locale::En },
        expires_at: teller.now() + LIFETIME,
        method: None,
    })?;
    teller.open(&key, params, Dialect::Monetico(form)).map(|(payment, _)| payment)
}

/// Whether this dialect tells such a fact at all: what was tried with a card, and nothing else.
pub(crate) fn is_told(kind: Kind) -> bool {
    matches!(kind, Kind::Declined | Kind::Captured)
}

/// The fields of a notification, without their seal.
pub(crate) fn fields(payment: &Payment, form: &Fields, notice: &Notice) -> Fields {
    let earlier = payment.notices.iter().take_while(|held| held.id != notice.id).filter(|held| held.kind == notice.kind).count();
    let params = &payment.params;
    let (word, why, money) = if notice.kind == Kind::Captured {
        let capture = payment.captures.get(earlier);
        ("payetest", "", capture.map_or((params.amount, params.currency.as_str()), |capture| (capture.amount, capture.currency.as_str())))
    } else {
        let refused = payment.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Declined).nth(earlier);
        ("Annulation", motive(refused.and_then(|attempt| attempt.reason)), (params.amount, params.currency.as_str()))
    };
    let text = |name: &str| form.get(name).cloned().unwrap_or_default();
    let told = [
        ("TPE", TPE.to_owned()),
        ("date", words::told_at(notice.created_at)),
        ("montant", words::amount(money.0, money.1)),
        ("reference", params.reference.clone()),
        ("texte-libre", text("texte-libre")),
        ("code-retour", word.to_owned()),
        ("cvx", "oui".to_owned()),
        ("vld", "1230".to_owned()),
        ("brand", "na".to_owned()),
        ("numauto", "000000".to_owned()),
        // Sent empty by the real one as well: it is sealed all the same.
        ("motifrefus", why.to_owned()),
        ("originecb", String::new()),
        // The real one adds fields without notice.
        ("nouveau", "Année 1 & 2".to_owned()),
    ];
    told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn motive(reason: Option<Reason>) -> &'static str {
    match reason {
        Some(Reason::LostCard) => "Interdit",
        Some(Reason::AuthenticationRefused) => "3DSecure",
        Some(Reason::InsufficientFunds) | None => "Refus",
    }
}
