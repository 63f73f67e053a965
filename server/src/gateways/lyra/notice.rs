//! Notifications: a form that the gateway posts to us, signed like ours, over whatever fields it carries.

use super::Shop;
use super::form::{INSTANT, order_of};
use super::signature::Fields;
use super::truth::{Operation, Stage, Transaction, statement, strange};
use crate::gateways::{Forged, Hint, Statement, Unanswered};
use domain::money::{Currency, Money};
use time::{OffsetDateTime, PrimitiveDateTime};

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
    // The key is one mode's: what the other mode signs must not count here, whoever knows its key.
    if text(&fields, "vads_ctx_mode") != shop.mode_word() {
        return Err(refuse("of the other mode, test or production"));
    }
    if text(&fields, "vads_site_id") != shop.site_id {
        return Err(refuse("of another shop"));
    }
    let signature = text(&fields, "signature");
    let mut fits = shop.key.fits(&fields, signature);
    if let Some(old) = &shop.old_key {
        fits |= old.fits(&fields, signature);
    }
    if !fits {
        return Err(refuse("the signature does not fit the fields"));
    }
    hint(&fields).ok_or(Forged::Unreadable)
}

/// Reads a notification that was verified when it came.
pub(super) fn read(body: &[u8]) -> Option<Hint> {
    hint(&parse(body)?)
}

/// One that is not about an order of ours points at none: the shop may serve other programs too.
fn hint(fields: &Fields) -> Option<Hint> {
    let status = text(fields, "vads_trans_status");
    if status.is_empty() {
        return None;
    }
    // One fact about one transaction: sent again, it differs at most in why it is sent.
    let names =
        ["vads_trans_date", "vads_trans_id", "vads_trans_uuid", "vads_operation_type", "vads_trans_status", "vads_effective_amount"];
    let reference = text(fields, "vads_order_id");
    Some(Hint {
        dedupe_key: names.map(|name| text(fields, name)).join(":"),
        reference: reference.to_owned(),
        order: order_of(reference).unwrap_or_default(),
    })
}

/// What a verified notification itself says, for a contract without an interface to ask.
pub(super) fn told(body: &[u8]) -> Result<Statement, Unanswered> {
    let fields = parse(body).ok_or_else(|| strange("a field comes twice"))?;
    let operation = match text(&fields, "vads_operation_type") {
        // Absent where nothing was tried.
        "" => Operation::Debit,
        word => Operation::of(word)?,
    };
    let stage = Stage::of(text(&fields, "vads_trans_status"))?;
    let uuid = text(&fields, "vads_trans_uuid");
    if uuid.is_empty() && !matches!(stage, Stage::Left | Stage::Refused) {
        return Err(Unanswered("a transaction without its name".to_owned()));
    }
    let transaction = Transaction {
        uuid: uuid.to_owned(),
        operation,
        stage,
        money: money(&fields)?,
        at: instant(&fields)?,
        parent: None,
        code: text(&fields, "vads_auth_result").to_owned(),
    };
    statement(text(&fields, "vads_order_id"), &[transaction])
}

/// What really moved: the effective amount where the gateway changed currencies, else what was asked.
fn money(fields: &Fields) -> Result<Money, Unanswered> {
    let pairs = [("vads_effective_amount", "vads_effective_currency"), ("vads_amount", "vads_currency")];
    let (amount, currency) = pairs
        .map(|(amount, currency)| (text(fields, amount), text(fields, currency)))
        .into_iter()
        .find(|(a, c)| !a.is_empty() && !c.is_empty())
        .unwrap_or_default();
    let minor: i64 = amount.parse().map_err(|_| strange(amount))?;
    let code = currency.parse().ok().and_then(Currency::from_numeric).ok_or_else(|| strange(currency))?;
    Ok(Money::new(minor, code))
}

fn instant(fields: &Fields) -> Result<OffsetDateTime, Unanswered> {
    let at = match text(fields, "vads_effective_creation_date") {
        "" => text(fields, "vads_trans_date"),
        at => at,
    };
    PrimitiveDateTime::parse(at, INSTANT).map(PrimitiveDateTime::assume_utc).map_err(|_| strange(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::lyra::signature::Key;
    use crate::gateways::lyra::tests::{KEY, OLD_KEY, shop};
    use domain::payments::GatewayState;

    const ORDER: &str = "0190a0b0c0d07000800000000000000a";

    fn paid() -> Fields {
        [
            ("vads_ctx_mode", "TEST"),
            ("vads_site_id", "12345678"),
            ("vads_order_id", ORDER),
            ("vads_order_info", "Pérou – l’été & Noël + 中 🏔"),
            ("vads_trans_date", "20261121120000"),
            ("vads_trans_id", "a00001"),
            ("vads_trans_uuid", "c0ffee"),
            ("vads_trans_status", "AUTHORISED"),
            ("vads_operation_type", "DEBIT"),
            ("vads_amount", "90000"),
            ("vads_currency", "978"),
            ("vads_effective_amount", "90000"),
            ("vads_effective_currency", "978"),
            ("vads_effective_creation_date", "20261121120301"),
            ("vads_hash", ""),
            ("vads_something_new", "never heard of"),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
    }

    fn body(fields: &Fields, signature: &str) -> Vec<u8> {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).append_pair("signature", signature).finish().into_bytes()
    }

    fn signed(fields: &Fields, key: &str) -> Vec<u8> {
        body(fields, &Key::new(key).unwrap().sign(fields))
    }

    fn with(name: &str, value: &str) -> Fields {
        let mut fields = paid();
        fields.insert(name.to_owned(), value.to_owned());
        fields
    }

    #[test]
    fn the_shop_is_believed_with_either_key_while_one_is_replaced() {
        let hint = verify(&shop(""), &signed(&paid(), KEY)).unwrap();
        assert_eq!((hint.reference.as_str(), hint.order.as_str()), (ORDER, "order_0190a0b0c0d07000800000000000000a"));
        assert!(verify(&shop(OLD_KEY), &signed(&paid(), OLD_KEY)).is_ok());
        assert!(verify(&shop(""), &signed(&paid(), OLD_KEY)).is_err(), "once it is removed it is refused");
        assert!(verify(&shop(OLD_KEY), &signed(&paid(), "0000000000000000")).is_err());
    }

    #[test]
    fn forged_notifications_are_refused() {
        let good = Key::new(KEY).unwrap().sign(&paid());
        for (what, body) in [
            ("no signature", body(&paid(), "")),
            ("a signature of other fields", body(&with("vads_amount", "1"), &good)),
            (
                "a field left out",
                body(
                    &{
                        let mut f = paid();
                        f.remove("vads_hash");
                        f
                    },
                    &good,
                ),
            ),
            ("a field slipped in", body(&with("vads_extra", ""), &good)),
            ("test in production's clothes", signed(&with("vads_ctx_mode", "PRODUCTION"), KEY)),
            ("another shop", signed(&with("vads_site_id", "87654321"), KEY)),
            ("a field twice", [signed(&paid(), KEY), b"&vads_amount=1".to_vec()].concat()),
            ("entities for letters", body(&with("vads_order_info", "P&eacute;rou"), &good)),
            ("no text at all", vec![0xff, 0xfe, b'=', 0x00]),
            ("nothing", Vec::new()),
            ("JSON", b"{\"vads_ctx_mode\":\"TEST\"}".to_vec()),
        ] {
            assert!(matches!(verify(&shop(OLD_KEY), &body), Err(Forged::Signature(_))), "{what}");
        }
        // Latin-1 in place of UTF-8: other bytes, so another signature.
        let latin =
            String::from_utf8(signed(&with("vads_order_info", "P"), KEY)).unwrap().replace("vads_order_info=P", "vads_order_info=P%E9rou");
        assert!(verify(&shop(""), latin.as_bytes()).is_err());
        assert_eq!(verify(&shop(""), &signed(&with("vads_trans_status", ""), KEY)), Err(Forged::Unreadable));
    }

    #[test]
    fn one_fact_has_one_name() {
        let key = |fields: &Fields| verify(&shop(""), &signed(fields, KEY)).unwrap().dedupe_key;
        assert_eq!(key(&with("vads_url_check_src", "RETRY")), key(&paid()));
        for (name, value) in [
            ("vads_trans_status", "CAPTURED"),
            ("vads_trans_uuid", "decaf"),
            ("vads_operation_type", "CREDIT"),
            ("vads_effective_amount", "1"),
        ] {
            assert_ne!(key(&with(name, value)), key(&paid()), "{name}");
        }
    }

    #[test]
    fn what_other_programs_sell_is_not_ours() {
        let hint = verify(&shop(""), &signed(&with("vads_order_id", "FACTURE-12"), KEY)).unwrap();
        assert_eq!(hint.order, "");
    }

    #[test]
    fn a_notification_can_be_the_truth() {
        let said = |fields: &Fields| told(&signed(fields, KEY));
        let statement = said(&paid()).unwrap();
        assert_eq!((statement.truth.state, statement.order.as_str()), (GatewayState::Captured, "order_0190a0b0c0d07000800000000000000a"));
        let capture = &statement.truth.captures[0];
        assert_eq!((capture.key.0.as_str(), capture.money), ("c0ffee", Money::new(90_000, Currency::EUR)));
        assert_eq!(capture.at, time::macros::datetime!(2026-11-21 12:03:01 UTC));
        // Paid in another currency than asked: what moved is what counts.
        let mut changed = with("vads_effective_currency", "756");
        changed.insert("vads_effective_amount".into(), "88000".into());
        assert_eq!(said(&changed).unwrap().truth.captures[0].money, Money::new(88_000, Currency::CHF));
        for (name, value) in [
            ("vads_trans_status", "PAID"),
            ("vads_effective_amount", "900.00"),
            ("vads_effective_amount", "99999999999999999999"),
            ("vads_effective_currency", "EUR"),
            ("vads_effective_creation_date", "21/11/2026"),
            ("vads_trans_uuid", ""),
            ("vads_operation_type", "CREDIT"),
        ] {
            assert!(said(&with(name, value)).is_err(), "{name}={value}");
        }
    }
}
