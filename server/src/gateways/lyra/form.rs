//! The form that a payer posts: built and signed at the moment of leaving, from the stored request.

use super::Shop;
use super::signature::Fields;
pub(super) use crate::gateways::forms::{order_of, reference_of};
use crate::gateways::{Opening, SignedForm, StartRequest};
use domain::locale::Locale;
use time::OffsetDateTime;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;

/// Instants in fields: UTC, to the second, without separators.
pub(super) const INSTANT: StaticFormatDescription = format_description!("[year][month][day][hour][minute][second]");

/// Characters of a text field, at most.
const LONGEST: usize = 255;

/// Digits of an amount, at most.
const AMOUNT_DIGITS: usize = 12;

/// Names of transactions that end in these many digits of base 36, after a letter.
const TAILS: i64 = 36_i64.pow(5);

/// `vads_trans_id`: six characters, which must be unique for the shop and the day whatever their case. Ours begin with a letter, so that they are neither in the
/// gateway's own range (900000 to 999999) nor among the plain numbers that other programs of the same shop draw.
fn trans_id(number: i64) -> String {
    let (head, mut tail) = ((number / TAILS).rem_euclid(26), number.rem_euclid(TAILS));
    let mut name = [b'a'; 6];
    for place in name.iter_mut().skip(1).rev() {
        *place = digit(tail % 36);
        tail /= 36;
    }
    name.iter_mut().take(1).for_each(|place| *place = digit(10 + head));
    name.iter().map(|byte| char::from(*byte)).collect()
}

fn digit(value: i64) -> u8 {
    b"0123456789abcdefghijklmnopqrstuvwxyz".get(usize::try_from(value).unwrap_or(0)).copied().unwrap_or(b'0')
}

/// A text that reaches the bank as it left: without what an HTML parser on the way could read otherwise.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '<' | '>' | '&') { ' ' } else { c }).take(LONGEST).collect()
}

fn instant(at: OffsetDateTime) -> Option<String> {
    at.to_offset(time::UtcOffset::UTC).format(INSTANT).ok()
}

/// Whether an order can be paid here at all.
pub(super) fn can_be_paid(request: &StartRequest) -> bool {
    request.amount.minor > 0 && request.amount.minor.to_string().len() <= AMOUNT_DIGITS && reference_of(&request.order).is_some()
}

/// The form; `None` for what cannot be paid here.
pub(super) fn build(shop: &Shop, request: &StartRequest, opening: &Opening) -> Option<SignedForm> {
    if !can_be_paid(request) {
        return None;
    }
    let fields = [
        ("vads_action_mode", "INTERACTIVE".to_owned()),
        ("vads_amount", request.amount.minor.to_string()),
        // Sent to the bank the same day and without anybody's validation: authorised is as good as taken.
        ("vads_capture_delay", "0".to_owned()),
        ("vads_ctx_mode", shop.mode_word().to_owned()),
        ("vads_currency", format!("{:03}", request.amount.currency.numeric())),
        ("vads_ext_info_order", request.order.clone()),
        (
            "vads_language",
            match request.locale {
                Locale::Fr => "fr".to_owned(),
                Locale::En => "en".to_owned(),
            },
        ),
        ("vads_order_id", reference_of(&request.order)?),
        ("vads_order_info", plain(&request.description)),
        ("vads_page_action", "PAYMENT".to_owned()),
        ("vads_payment_config", "SINGLE".to_owned()),
        // The browser brings nothing back that we would have to believe.
        ("vads_return_mode", "NONE".to_owned()),
        ("vads_site_id", shop.site_id.clone()),
        ("vads_trans_date", instant(opening.at)?),
        ("vads_trans_id", trans_id(opening.number)),
        ("vads_url_check", request.notify_url.clone()),
        ("vads_url_return", request.return_url.clone()),
        ("vads_validation_mode", "0".to_owned()),
        ("vads_version", "V2".to_owned()),
    ];
    let mut fields: Fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let signature = shop.key.sign(&fields);
    fields.insert("signature".to_owned(), signature);
    Some(SignedForm { action: shop.form_url.clone(), fields: fields.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::lyra::tests::shop;
    use domain::money::{Currency, Money};
    use std::collections::BTreeSet;

    const ORDER: &str = "order_0190a0b0c0d07000800000000000000a";

    fn request(money: Money, description: &str) -> StartRequest {
        StartRequest {
            order: ORDER.into(),
            idempotency_key: "po:1".into(),
            amount: money,
            description: description.into(),
            locale: Locale::Fr,
            return_url: "https://a.example/payments/1".into(),
            notify_url: "https://a.example/gateways/lyra/notify".into(),
            expires_at: OffsetDateTime::UNIX_EPOCH,
            billing: None,
            method: None,
        }
    }

    fn opening(number: i64) -> Opening {
        // A quarter to one in Annecy is the evening before in UTC.
        Opening { number, at: time::macros::datetime!(2026-11-22 00:45:07 +1) }
    }

    fn fields(request: &StartRequest) -> Fields {
        build(&shop(""), request, &opening(1)).unwrap().fields.into_iter().collect()
    }

    #[test]
    fn names_of_transactions_never_meet() {
        assert_eq!([1, 36, TAILS - 1, TAILS, 26 * TAILS - 1].map(trans_id), ["a00001", "a00010", "azzzzz", "b00000", "zzzzzz"]);
        let drawn: BTreeSet<String> = (0..200_000).map(|n| trans_id(n * 7919).to_ascii_uppercase()).collect();
        assert_eq!(drawn.len(), 200_000, "none is another one in capitals");
        assert!(drawn.iter().all(|name| name.len() == 6 && name.parse::<u32>().is_err()), "none is a number");
        assert_eq!(trans_id(26 * TAILS + 1), "a00001", "a billion and a half later");
    }

    #[test]
    fn the_form_says_what_the_request_says() {
        let fields = fields(&request(Money::new(184_050, Currency::CHF), "FR-2026-000012 – Pérou"));
        for (name, value) in [
            ("vads_amount", "184050"),
            ("vads_currency", "756"),
            ("vads_ctx_mode", "TEST"),
            ("vads_language", "fr"),
            ("vads_order_id", "0190a0b0c0d07000800000000000000a"),
            ("vads_ext_info_order", ORDER),
            ("vads_order_info", "FR-2026-000012 – Pérou"),
            ("vads_trans_date", "20261121234507"),
            ("vads_trans_id", "a00001"),
            ("vads_site_id", "12345678"),
            ("vads_url_check", "https://a.example/gateways/lyra/notify"),
            ("vads_url_return", "https://a.example/payments/1"),
            ("vads_return_mode", "NONE"),
        ] {
            assert_eq!(fields.get(name).map(String::as_str), Some(value), "{name}");
        }
        let signature = fields.get("signature").unwrap();
        assert!(shop("").key.fits(&fields, signature));
        assert_eq!(order_of(fields.get("vads_order_id").unwrap()).as_deref(), Some(ORDER));
    }

    #[test]
    fn amounts_are_in_minor_units_whatever_the_currency() {
        for (code, minor, number) in [("EUR", 1, "978"), ("JPY", 1_500, "392"), ("TND", 1_234, "788"), ("AUD", 5, "036")] {
            let fields = fields(&request(Money::new(minor, code.parse().unwrap()), ""));
            assert_eq!((fields["vads_amount"].as_str(), fields["vads_currency"].as_str()), (minor.to_string().as_str(), number));
        }
    }

    #[test]
    fn texts_cannot_be_read_otherwise_on_the_way() {
        let told = |text: &str| fields(&request(Money::new(1, Currency::EUR), text))["vads_order_info"].clone();
        assert_eq!(told("P&eacute;rou <b>l’été</b>\n中 🏔 \"+*'"), "P eacute;rou  b l’été /b  中 🏔 \"+*'");
        assert_eq!(told(&"é".repeat(300)).chars().count(), 255);
    }

    /// A second opinion, from a program of other people in a process of its own; `make opinion` installs it.
    #[test]
    #[ignore = "needs another implementation: make opinion"]
    fn second_opinion_signs_the_same() {
        const SCRIPT: &str = "import json, sys\n\
            from eopayment.systempayv2 import Payment\n\
            fields = json.load(sys.stdin)\n\
            shop = {'secret_test': '1122334455667788', 'vads_site_id': '12345678', 'vads_ctx_mode': 'TEST', 'signature_algo': 'hmac_sha256'}\n\
            print(Payment(shop).signature(fields))\n";
        let fields = fields(&request(Money::new(184_050, Currency::CHF), "FR-2026-000012 – L’été à Åland, 中, 🏔, a+b*\"c\"'"));
        let said = crate::gateways::forms::tests::opinion(SCRIPT, &serde_json::json!(fields));
        assert_eq!(Some(said.as_str()), fields.get("signature").map(String::as_str));
    }

    #[test]
    fn what_the_fields_cannot_say_is_not_sent() {
        let eur = |minor| request(Money::new(minor, Currency::EUR), "");
        for minor in [0, -1, 1_000_000_000_000] {
            assert!(build(&shop(""), &eur(minor), &opening(1)).is_none(), "{minor}");
        }
        let strange = StartRequest { order: "trip_0190a0b0c0d07000800000000000000a".into(), ..eur(1) };
        assert!(build(&shop(""), &strange, &opening(1)).is_none());
        for reference in ["", "1234", "0190A0B0C0D07000800000000000000A", "../../0190a0b0c0d0700080000000000000"] {
            assert_eq!(order_of(reference), None, "{reference}");
        }
    }
}
