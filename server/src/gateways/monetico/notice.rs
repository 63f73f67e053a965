//! Notifications: a form that the bank posts to us, sealed like ours, over whatever fields it carries.

use super::Shop;
use super::signature::{Fields, parse};
use crate::config::GatewayMode;
use crate::gateways::forms::{of_paris, order_of, reference_in};
use crate::gateways::{Forged, Hint, Statement, Unanswered};
use domain::money::{Currency, Money};
use domain::payments::{Capture, CaptureKey, DeclineReason, GatewayState, GatewayTruth};
use std::borrow::Cow;
use time::PrimitiveDateTime;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;

/// The instant of a payment, as clocks in Paris show it.
const INSTANT: StaticFormatDescription = format_description!("[day]/[month]/[year]_a_[hour]:[minute]:[second]");

fn text<'a>(fields: &'a Fields, name: &str) -> Cow<'a, str> {
    fields.get(name).map(|value| String::from_utf8_lossy(value)).unwrap_or_default()
}

/// Whether a word is said in the other mode: play money in production, or the reverse.
fn is_of_the_other_mode(shop: &Shop, code: &str) -> bool {
    match shop.mode {
        GatewayMode::Test => code.starts_with("paiement"),
        GatewayMode::Production => code == "payetest",
    }
}

/// Checks who speaks, and reads what about.
pub(super) fn verify(shop: &Shop, body: &[u8]) -> Result<Hint, Forged> {
    let refuse = |why: &str| Forged::Signature(why.to_owned());
    let fields = parse(body).ok_or_else(|| refuse("a field comes twice"))?;
    let mut fits = shop.key.fits(&fields);
    if let Some(old) = &shop.old_key {
        fits |= old.fits(&fields);
    }
    if !fits {
        return Err(refuse("the seal does not fit the fields"));
    }
    if text(&fields, "TPE") != shop.tpe {
        return Err(refuse("of another terminal"));
    }
    // Both modes have one key: only the word tells them apart.
    if is_of_the_other_mode(shop, &text(&fields, "code-retour")) {
        return Err(refuse("of the other mode, test or production"));
    }
    hint(&fields).ok_or(Forged::Unreadable)
}

/// Reads a notification that was verified when it came.
pub(super) fn read(body: &[u8]) -> Option<Hint> {
    hint(&parse(body)?)
}

/// One that is not about an order of ours points at none: the terminal may serve other programs too.
fn hint(fields: &Fields) -> Option<Hint> {
    if text(fields, "code-retour").is_empty() {
        return None;
    }
    let named = text(fields, "reference");
    let reference = reference_in(&named).unwrap_or(&named);
    let names = ["reference", "code-retour", "date", "montant", "numauto", "motifrefus"];
    Some(Hint {
        dedupe_key: names.map(|name| text(fields, name)).join(":"),
        reference: reference.to_owned(),
        order: reference_in(&named).and_then(order_of).unwrap_or_default(),
    })
}

/// A word that stands in no list of ours.
fn strange(word: &str) -> Unanswered {
    Unanswered(format!("an unknown word: {}", word.chars().take(64).collect::<String>()))
}

/// What a verified notification says. A refusal leaves the order open: the page allows further tries, and the form can be opened again.
pub(super) fn told(shop: &Shop, body: &[u8]) -> Result<Statement, Unanswered> {
    let fields = parse(body).ok_or_else(|| strange("a field comes twice"))?;
    let (named, code) = (text(&fields, "reference"), text(&fields, "code-retour"));
    let reference = reference_in(&named).ok_or_else(|| strange(&named))?;
    if is_of_the_other_mode(shop, &code) {
        return Err(Unanswered("of the other mode, test or production".to_owned()));
    }
    let (state, captures, decline) = match code.as_ref() {
        "payetest" | "paiement" => (GatewayState::Captured, vec![capture(&fields, &named)?], None),
        "Annulation" => (GatewayState::Open, Vec::new(), Some(reason(&text(&fields, "motifrefus")))),
        // We never ask for a payment in parts, whose words end in _pf2 to _pf4.
        other => return Err(strange(other)),
    };
    Ok(Statement {
        order: order_of(reference).ok_or_else(|| strange(reference))?,
        pay_url: String::new(),
        truth: GatewayTruth { reference: reference.to_owned(), state, captures, refunds: Vec::new(), decline },
    })
}

/// An attempt takes money once, so that its name is the capture's.
fn capture(fields: &Fields, named: &str) -> Result<Capture, Unanswered> {
    let (amount, date) = (text(fields, "montant"), text(fields, "date"));
    let at = PrimitiveDateTime::parse(&date, INSTANT).map_err(|_| strange(&date))?;
    Ok(Capture { key: CaptureKey(named.to_owned()), money: money(&amount).ok_or_else(|| strange(&amount))?, at: of_paris(at) })
}

/// `900.00EUR`, in no other spelling.
fn money(text: &str) -> Option<Money> {
    let (number, code) = text.split_at_checked(text.len().checked_sub(3)?)?;
    let currency: Currency = code.parse().ok()?;
    let (units, cents) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = cents.is_empty() && !number.contains('.');
    if units.is_empty() || !digits(units) || !digits(cents) || !(whole || cents.len() == currency.exponent() as usize) {
        return None;
    }
    let units: i64 = units.parse().ok()?;
    let cents: i64 = if whole { 0 } else { cents.parse().ok()? };
    Some(Money::new(units.checked_mul(currency.minor_per_unit())?.checked_add(cents)?, currency))
}

/// The bank's word for why it refused.
fn reason(word: &str) -> DeclineReason {
    match word {
        "Appel Phonie" => DeclineReason::CallBank,
        "3DSecure" => DeclineReason::AuthenticationFailed,
        "Interdit" | "filtrage" | "scoring" => DeclineReason::Blocked,
        _ => DeclineReason::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::monetico::signature::MAC;
    use crate::gateways::monetico::tests::{OTHER_KEY, key, shop};
    use time::macros::datetime;

    const REFERENCE: &str = "0190a0b0c0d07000800000000000000a";

    fn paid(changed: &[(&str, &str)]) -> Fields {
        let named = format!("{REFERENCE}-12");
        let fields = [
            ("TPE", "1234567"),
            ("date", "21/11/2026_a_12:03:01"),
            ("montant", "900.00EUR"),
            ("reference", named.as_str()),
            ("texte-libre", "order"),
            ("code-retour", "payetest"),
            ("motifrefus", ""),
            ("numauto", "000000"),
            ("something-new", "l’été & 中 🏔"),
        ];
        fields.iter().chain(changed).map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect()
    }

    fn body(fields: &Fields) -> Vec<u8> {
        let pairs = fields.iter().map(|(name, value)| (name, String::from_utf8_lossy(value)));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
    }

    fn sealed(fields: &Fields, by: &str) -> Vec<u8> {
        let mut fields = fields.clone();
        fields.insert(MAC.to_owned(), key(by).seal(&fields).into_bytes());
        body(&fields)
    }

    fn good(changed: &[(&str, &str)]) -> Vec<u8> {
        sealed(&paid(changed), crate::gateways::monetico::tests::KEY)
    }

    #[test]
    fn the_bank_is_believed_with_either_key_while_one_is_replaced() {
        let hint = verify(&shop(), &good(&[])).unwrap();
        assert_eq!((hint.reference.as_str(), hint.order), (REFERENCE, format!("order_{REFERENCE}")));
        let both = Shop { old_key: Some(key(OTHER_KEY)), ..shop() };
        assert!(verify(&both, &sealed(&paid(&[]), OTHER_KEY)).is_ok() && verify(&both, &good(&[])).is_ok());
        assert!(verify(&shop(), &sealed(&paid(&[]), OTHER_KEY)).is_err(), "once it is removed it is refused");
    }

    #[test]
    fn forged_notifications_are_refused() {
        let body = good(&[]);
        let text = String::from_utf8(body.clone()).unwrap();
        let mut unsealed = paid(&[]);
        for (what, body) in [
            ("no seal", self::body(&unsealed)),
            ("an empty one", {
                unsealed.insert(MAC.into(), Vec::new());
                self::body(&unsealed)
            }),
            ("one of nothing", {
                unsealed.insert(MAC.into(), b"zz".to_vec());
                self::body(&unsealed)
            }),
            ("another amount", text.replace("900.00EUR", "1.00EUR").into_bytes()),
            ("another order", text.replace("000a-12", "000b-12").into_bytes()),
            ("an empty field left out", text.replace("motifrefus=&", "").into_bytes()),
            ("a field added", format!("{text}&added=").into_bytes()),
            ("a field twice", format!("{text}&montant=900.00EUR").into_bytes()),
            ("cut short", body[..body.len() - 2].to_vec()),
            ("read as Latin letters", text.replace("%C3%A9", "%E9").into_bytes()),
            ("another terminal", good(&[("TPE", "7654321")])),
            ("nothing", Vec::new()),
            ("no form", b"\xff\xfe{}".to_vec()),
        ] {
            assert!(matches!(verify(&shop(), &body), Err(Forged::Signature(_))), "{what}");
        }
        // The same bytes, escaped otherwise on the way, are the same notification.
        assert!(verify(&shop(), text.replace("12%3A03%3A01", "12:03:01").as_bytes()).is_ok());
        assert!(matches!(verify(&shop(), &good(&[("code-retour", "")])), Err(Forged::Unreadable)));
    }

    #[test]
    fn play_money_and_real_money_are_kept_apart() {
        let live = Shop { mode: GatewayMode::Production, ..shop() };
        for (shop, word, ours) in
            [(shop(), "payetest", true), (shop(), "paiement", false), (live.clone(), "paiement", true), (live.clone(), "payetest", false)]
        {
            let body = good(&[("code-retour", word)]);
            assert_eq!((verify(&shop, &body).is_ok(), told(&shop, &body).is_ok()), (ours, ours), "{word}");
        }
        assert!(verify(&live, &good(&[("code-retour", "Annulation")])).is_ok());
    }

    #[test]
    fn money_is_read_and_nothing_else_taken_for_it() {
        let truth = told(&shop(), &good(&[])).unwrap().truth;
        let capture = &truth.captures[0];
        assert_eq!((truth.state, capture.key.0.as_str()), (GatewayState::Captured, format!("{REFERENCE}-12").as_str()));
        assert_eq!((capture.money, capture.at), (Money::new(90_000, Currency::EUR), datetime!(2026-11-21 11:03:01 UTC)));
        let refused = told(&shop(), &good(&[("code-retour", "Annulation"), ("motifrefus", "Appel Phonie")])).unwrap().truth;
        assert_eq!((refused.state, refused.captures.len(), refused.decline), (GatewayState::Open, 0, Some(DeclineReason::CallBank)));
        for (name, value) in [
            ("code-retour", "payetest_pf2"),
            ("code-retour", "Payetest"),
            ("code-retour", "Annulation_pf2"),
            ("montant", "900EU"),
            ("montant", "900,00EUR"),
            ("montant", "-900.00EUR"),
            ("montant", "900.0EUR"),
            ("montant", "9é0.00EUR"),
            ("montant", ""),
            ("date", "2026-11-21"),
            ("reference", "somebody else's"),
        ] {
            assert!(told(&shop(), &good(&[(name, value)])).is_err(), "{name}={value}");
        }
        assert_eq!(
            (money("900EUR"), money("1500JPY")),
            (Some(Money::new(90_000, Currency::EUR)), Some(Money::new(1_500, "JPY".parse().unwrap())))
        );
    }

    #[test]
    fn what_is_not_ours_points_at_no_order() {
        let hint = verify(&shop(), &good(&[("reference", "INV-12")])).unwrap();
        assert_eq!((hint.reference.as_str(), hint.order.as_str()), ("INV-12", ""));
    }
}
