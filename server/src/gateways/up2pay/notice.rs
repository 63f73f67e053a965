//! Notifications: a form that the bank posts to us and signs with its own key, over the fields that our form asked for, escaped as they came.

use super::Shop;
use super::form::parts;
use super::signature::BankKey;
use crate::config::GatewayMode;
use crate::gateways::forms::{of_paris, order_of, reason, reference_in, written_at};
use crate::gateways::{Forged, Hint, Statement, Unanswered};
use domain::money::{Currency, Money};
use domain::payments::{Capture, CaptureKey, DeclineReason, GatewayState, GatewayTruth};
use std::collections::BTreeMap;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;
use time::{Date, OffsetDateTime, Time};

const DAY_FIRST: StaticFormatDescription = format_description!("[day][month][year]");
const YEAR_FIRST: StaticFormatDescription = format_description!("[year][month][day]");
const CLOCK: StaticFormatDescription = format_description!("[hour]:[minute]:[second]");

/// The authorisation of a test.
const PLAYED: &str = "XXXXXX";

/// Names and values, unescaped.
type Fields = BTreeMap<String, String>;

/// The fields of a body; `None` when a name comes twice, since two readers could then see two different notifications.
fn parse(body: &[u8]) -> Option<Fields> {
    let mut fields = Fields::new();
    for (name, value) in form_urlencoded::parse(body) {
        if fields.insert(name.into_owned(), value.into_owned()).is_some() {
            return None;
        }
    }
    Some(fields)
}

fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map(String::as_str).unwrap_or_default()
}

/// Checks who speaks, and reads what about.
pub(super) fn verify(shop: &Shop, body: &[u8]) -> Result<Hint, Forged> {
    let refuse = |why: &str| Forged::Signature(why.to_owned());
    let fields = parse(body).ok_or_else(|| refuse("a field comes twice"))?;
    let mut fits = false;
    for key in &shop.bank_keys {
        fits |= BankKey::fits(key, body, "Sign");
    }
    if !fits {
        return Err(refuse("the signature does not fit the fields"));
    }
    if is_play(shop, &fields) {
        return Err(refuse("of a test, in production"));
    }
    hint(&fields).ok_or(Forged::Unreadable)
}

/// The bank's key is one for tests and for money: only the authorisation tells them apart.
fn is_play(shop: &Shop, fields: &Fields) -> bool {
    shop.mode == GatewayMode::Production && text(fields, "Auto") == PLAYED
}

/// Reads a notification that was verified when it came.
pub(super) fn read(body: &[u8]) -> Option<Hint> {
    hint(&parse(body)?)
}

/// The attempt, the digits of its order and the currency, when a notification is about an order of ours.
fn about(fields: &Fields) -> Option<(&str, &str, Currency)> {
    let (attempt, currency) = parts(text(fields, "Ref"))?;
    Some((attempt, reference_in(attempt)?, currency))
}

/// One that is not about an order of ours points at none: the site may serve other programs too.
fn hint(fields: &Fields) -> Option<Hint> {
    if text(fields, "Erreur").is_empty() {
        return None;
    }
    let (reference, order) = match about(fields) {
        Some((_, reference, _)) => (reference, order_of(reference).unwrap_or_default()),
        None => (text(fields, "Ref"), String::new()),
    };
    let names = ["Ref", "Erreur", "Trans", "Appel", "Mt"];
    Some(Hint { dedupe_key: names.map(|name| text(fields, name)).join(":"), reference: reference.to_owned(), order })
}

/// A word that stands in no list of ours.
fn strange(word: &str) -> Unanswered {
    Unanswered(format!("an unknown word: {}", word.chars().take(64).collect::<String>()))
}

/// What the bank's code says became of an attempt.
enum Said {
    Paid,
    /// The bank of the payer's wallet or card has not answered for good.
    Waits,
    /// This attempt is not the one that was paid.
    Nothing,
    No(DeclineReason),
}

fn said(code: &str) -> Result<Said, Unanswered> {
    Ok(match code {
        "00000" => Said::Paid,
        "99999" => Said::Waits,
        "00015" => Said::Nothing,
        "00001" | "00030" => Said::No(DeclineReason::GivenUp),
        "00004" => Said::No(DeclineReason::WrongDetails),
        "00008" => Said::No(DeclineReason::ExpiredCard),
        "00021" => Said::No(DeclineReason::NotSupported),
        "00033" => Said::No(DeclineReason::Blocked),
        "00040" => Said::No(DeclineReason::AuthenticationFailed),
        "00003" => Said::No(DeclineReason::Other),
        other => match other.strip_prefix("001") {
            Some(code) if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) => Said::No(reason(code)),
            _ => return Err(strange(other)),
        },
    })
}

/// What a verified notification says. A refusal leaves the order open: the page allows further tries, and the form can be opened again.
pub(super) fn told(shop: &Shop, body: &[u8]) -> Result<Statement, Unanswered> {
    let fields = parse(body).ok_or_else(|| strange("a field comes twice"))?;
    let (_, reference, currency) = about(&fields).ok_or_else(|| strange(text(&fields, "Ref")))?;
    if is_play(shop, &fields) {
        return Err(Unanswered("of a test, in production".to_owned()));
    }
    let order = order_of(reference).ok_or_else(|| strange(reference))?;
    let (state, captures, decline) = match said(text(&fields, "Erreur"))? {
        Said::Paid => (GatewayState::Captured, vec![capture(&fields, &order, currency)?], None),
        Said::Waits => (GatewayState::Processing, Vec::new(), None),
        Said::Nothing => (GatewayState::Open, Vec::new(), None),
        Said::No(reason) => (GatewayState::Open, Vec::new(), Some(reason)),
    };
    let truth = GatewayTruth { reference: reference.to_owned(), state, captures, refunds: Vec::new(), decline };
    Ok(Statement { order, pay_url: String::new(), truth })
}

fn capture(fields: &Fields, order: &str, currency: Currency) -> Result<Capture, Unanswered> {
    let (amount, number) = (text(fields, "Mt"), text(fields, "Trans"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(amount) || !digits(number) || number.bytes().all(|byte| byte == b'0') {
        return Err(Unanswered("a payment without its amount or its number".to_owned()));
    }
    // An authorisation is what makes it a payment.
    if text(fields, "Auto").is_empty() {
        return Err(Unanswered("a payment without an authorisation".to_owned()));
    }
    let minor = amount.parse().map_err(|_| strange(amount))?;
    let at = instant(text(fields, "Date"), text(fields, "Heure")).or_else(|| written_at(order));
    let at = at.ok_or_else(|| strange(text(fields, "Date")))?;
    Ok(Capture { key: CaptureKey(number.to_owned()), money: Money::new(minor, currency), at })
}

/// An instant by clocks in Paris. Whether the day or the year comes first, descriptions disagree: no day of this century can be read both ways.
fn instant(date: &str, time: &str) -> Option<OffsetDateTime> {
    let date = [YEAR_FIRST, DAY_FIRST]
        .iter()
        .find_map(|order| Date::parse(date, *order).ok().filter(|date| (2020..2100).contains(&date.year())))?;
    Some(of_paris(date.with_time(Time::parse(time, CLOCK).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::up2pay::tests::{live, shop};
    use time::macros::datetime;

    const REFERENCE: &str = "0190a0b0c0d07000800000000000000a";

    fn fields(changed: &[(&str, &str)]) -> Vec<u8> {
        let named = format!("{REFERENCE}-12-EUR");
        let mut fields: Vec<(String, String)> = [
            ("Mt", "90000"),
            ("Ref", named.as_str()),
            ("Auto", "123456"),
            ("Erreur", "00000"),
            ("Appel", "123"),
            ("Trans", "456"),
            ("Date", "21112026"),
            ("Heure", "12:03:01"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        for (name, value) in changed {
            fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = (*value).to_owned();
        }
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes()
    }

    fn truth(changed: &[(&str, &str)]) -> GatewayTruth {
        told(&shop(), &fields(changed)).unwrap().truth
    }

    #[test]
    fn nothing_is_believed_without_the_bank_s_signature() {
        for body in [fields(&[]), [fields(&[]), b"&Sign=".to_vec()].concat(), Vec::new(), b"\xff&Sign=AAAA".to_vec()] {
            assert!(matches!(verify(&shop(), &body), Err(Forged::Signature(_))));
        }
    }

    #[test]
    fn money_is_read_and_nothing_else_taken_for_it() {
        let paid = truth(&[]);
        let capture = &paid.captures[0];
        assert_eq!((paid.state, paid.reference.as_str(), capture.key.0.as_str()), (GatewayState::Captured, REFERENCE, "456"));
        assert_eq!((capture.money, capture.at), (Money::new(90_000, Currency::EUR), datetime!(2026-11-21 11:03:01 UTC)));
        assert_eq!(truth(&[("Date", "20261121")]).captures[0].at, capture.at);
        assert_eq!(truth(&[("Date", "")]).captures[0].at, written_at(&format!("order_{REFERENCE}")).unwrap());
        let francs = format!("{REFERENCE}-12-CHF");
        assert_eq!(truth(&[("Ref", &francs)]).captures[0].money, Money::new(90_000, Currency::CHF));
        for (name, value) in [
            ("Mt", ""),
            ("Mt", "-1"),
            ("Mt", "900.00"),
            ("Trans", ""),
            ("Trans", "0"),
            ("Auto", ""),
            ("Ref", "INV-12-EUR"),
            ("Ref", REFERENCE),
        ] {
            assert!(told(&shop(), &fields(&[(name, value)])).is_err(), "{name}={value}");
        }
    }

    #[test]
    fn every_code_has_one_meaning() {
        let said = |code: &str| told(&shop(), &fields(&[("Erreur", code)])).map(|told| (told.truth.state, told.truth.decline)).ok();
        for (code, decline) in [
            ("00001", Some(DeclineReason::GivenUp)),
            ("00015", None),
            ("00030", Some(DeclineReason::GivenUp)),
            ("00151", Some(DeclineReason::InsufficientFunds)),
            ("00133", Some(DeclineReason::ExpiredCard)),
            ("00105", Some(DeclineReason::Other)),
            ("00004", Some(DeclineReason::WrongDetails)),
            ("00040", Some(DeclineReason::AuthenticationFailed)),
        ] {
            assert_eq!(said(code), Some((GatewayState::Open, decline)), "{code}");
            assert!(truth(&[("Erreur", code)]).captures.is_empty());
        }
        assert_eq!(said("99999"), Some((GatewayState::Processing, None)));
        for code in ["0", "00100 ", "0000", "000000", "00002", "PAID", "001"] {
            assert_eq!(said(code), None, "{code}");
        }
    }

    #[test]
    fn play_money_is_none_in_production() {
        assert!(told(&shop(), &fields(&[("Auto", PLAYED)])).is_ok());
        assert!(told(&live(), &fields(&[("Auto", PLAYED)])).is_err() && told(&live(), &fields(&[])).is_ok());
    }

    #[test]
    fn what_is_not_ours_points_at_no_order() {
        let hint = read(&fields(&[("Ref", "INV-12")])).unwrap();
        assert_eq!((hint.reference.as_str(), hint.order.as_str()), ("INV-12", ""));
        assert_eq!(read(&fields(&[])).unwrap().order, format!("order_{REFERENCE}"));
        assert!(read(&fields(&[("Erreur", "")])).is_none());
    }
}
