//! The form that a payer posts: built and sealed at the moment of leaving, from the stored request. Its fields are sealed in the order in which they are posted.

use super::Shop;
use crate::gateways::billing::{Billing, line};
use crate::gateways::forms::attempt;
use crate::gateways::{Opening, SignedForm, StartRequest};
use domain::locale::Locale;
use domain::money::Currency;
use time::UtcOffset;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;

/// The instant of a form.
const INSTANT: StaticFormatDescription = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+00:00");

/// What the bank tells us of a payment, by the names of our choice; the signature last.
pub(super) const WANTED: &str = "Mt:M;Ref:R;Auto:A;Erreur:E;Appel:T;Trans:S;Date:W;Heure:Q;Sign:K";

/// Digits of an amount, at most.
const AMOUNT_DIGITS: usize = 10;

/// `<order>-<attempt>-<currency>`: a notification tells the amount without its currency, so that the reference carries it, under the same seal.
pub(super) fn reference(order: &str, number: i64, currency: Currency) -> Option<String> {
    Some([&attempt(order, number)?, "-", currency.code()].concat())
}

/// The attempt and the currency of a [`reference`].
pub(super) fn parts(reference: &str) -> Option<(&str, Currency)> {
    let (attempt, code) = reference.rsplit_once('-')?;
    Some((attempt, code.parse().ok()?))
}

/// Whether an order can be paid here at all. Amounts are told in hundredths.
pub(super) fn can_be_paid(request: &StartRequest) -> bool {
    let digits = request.amount.minor.to_string().len();
    let told = request.amount.currency.exponent() == 2 && attempt(&request.order, 1).is_some();
    request.amount.minor > 0 && digits <= AMOUNT_DIGITS && told && request.billing.as_ref().is_some_and(|billing| !billing.email.is_empty())
}

/// A text within XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // No character of XML 1.0.
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// `PBX_BILLING`: who pays, as the 3-D Secure 2 of the cards wants to know it. What is unknown is left out.
fn payer(billing: &Billing) -> String {
    let known = [
        ("FirstName", line(&billing.given_name, 30)),
        ("LastName", line(&billing.family_name, 30)),
        ("Address1", line(&billing.street, 50)),
        ("ZipCode", line(&billing.postcode, 16)),
        ("City", line(&billing.city, 50)),
        ("CountryCode", format!("{:03}", billing.country.numeric())),
    ];
    let parts = known.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("<{name}>{}</{name}>", escaped(text)));
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><Billing><Address>{}</Address></Billing>", parts.collect::<String>())
}

/// The form; `None` for what cannot be paid here.
pub(super) fn build(shop: &Shop, request: &StartRequest, opening: &Opening) -> Option<SignedForm> {
    let billing = request.billing.as_ref().filter(|_| can_be_paid(request))?;
    let language = match request.locale {
        Locale::Fr => "FRA",
        Locale::En => "GBR",
    };
    let mut fields = vec![
        ("PBX_SITE", shop.site.clone()),
        ("PBX_RANG", shop.rank.clone()),
        ("PBX_IDENTIFIANT", shop.identifier.clone()),
        ("PBX_TOTAL", request.amount.minor.to_string()),
        ("PBX_DEVISE", format!("{:03}", request.amount.currency.numeric())),
        ("PBX_CMD", reference(&request.order, opening.number, request.amount.currency)?),
        ("PBX_PORTEUR", billing.email.clone()),
        ("PBX_RETOUR", WANTED.to_owned()),
        ("PBX_REPONDRE_A", request.notify_url.clone()),
        ("PBX_RUF1", "POST".to_owned()),
    ];
    // The browser brings back what we do not believe: all ways lead to the same page, which says what it knows.
    fields.extend(["PBX_EFFECTUE", "PBX_REFUSE", "PBX_ANNULE", "PBX_ATTENTE"].map(|name| (name, request.return_url.clone())));
    fields.extend([
        ("PBX_LANGUE", language.to_owned()),
        (
            "PBX_SHOPPINGCART",
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><shoppingcart><total><totalQuantity>1</totalQuantity></total></shoppingcart>"
                .to_owned(),
        ),
        ("PBX_BILLING", payer(billing)),
        ("PBX_HASH", "SHA512".to_owned()),
        ("PBX_TIME", opening.at.to_offset(UtcOffset::UTC).format(INSTANT).ok()?),
    ]);
    fields.push(("PBX_HMAC", shop.key.seal(&fields)));
    Some(SignedForm { action: shop.form_url.clone(), fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::up2pay::tests::{request, shop};
    use domain::money::Money;
    use time::macros::datetime;

    const OPENING: Opening = Opening { number: 7, at: datetime!(2026-07-02 00:45:07 +2) };

    #[test]
    fn the_form_says_what_the_request_says() {
        let form = build(&shop(), &request(184_050), &OPENING).unwrap();
        let text = |name: &str| form.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        for (name, value) in [
            ("PBX_SITE", "1999888"),
            ("PBX_RANG", "32"),
            ("PBX_IDENTIFIANT", "107904482"),
            ("PBX_TOTAL", "184050"),
            ("PBX_DEVISE", "978"),
            ("PBX_CMD", "0190a0b0c0d07000800000000000000a-7-EUR"),
            ("PBX_PORTEUR", "zoe@example.org"),
            ("PBX_REPONDRE_A", "https://a.example/gateways/up2pay/notify"),
            ("PBX_ANNULE", "https://a.example/payments/1"),
            ("PBX_LANGUE", "FRA"),
            ("PBX_HASH", "SHA512"),
            ("PBX_TIME", "2026-07-01T22:45:07+00:00"),
            (
                "PBX_BILLING",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Billing><Address><FirstName>Zoé 🏔</FirstName><LastName>O’Neill &amp; *fils* \
                 +&quot;中&quot; &lt;b&gt;</LastName><Address1>1 rue de l’Été Bât. B</Address1><ZipCode>74000</ZipCode><City>Annecy</City>\
                 <CountryCode>250</CountryCode></Address></Billing>",
            ),
        ] {
            assert_eq!(text(name), Some(value), "{name}");
        }
        assert!(WANTED.ends_with(";Sign:K"), "what comes after it would not be signed");
        let (last, rest) = form.fields.split_last().unwrap();
        let rest: Vec<(&str, String)> = rest.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        assert_eq!((last.0.as_str(), last.1.clone()), ("PBX_HMAC", shop().key.seal(&rest)));
    }

    #[test]
    fn references_carry_the_currency() {
        let francs = StartRequest { amount: Money::new(1, Currency::CHF), ..request(1) };
        let form = build(&shop(), &francs, &OPENING).unwrap();
        let named = &form.fields.iter().find(|(name, _)| name == "PBX_CMD").unwrap().1;
        assert_eq!(parts(named), Some(("0190a0b0c0d07000800000000000000a-7", Currency::CHF)));
        assert!(parts("0190a0b0c0d07000800000000000000a-7").is_none() && parts("").is_none());
    }

    #[test]
    fn what_the_fields_cannot_say_is_not_sent() {
        for wrong in [
            request(0),
            request(-1),
            request(10_000_000_000),
            StartRequest { billing: None, ..request(1) },
            StartRequest { order: "trip_1".into(), ..request(1) },
            StartRequest { amount: Money::new(1_500, "JPY".parse().unwrap()), ..request(1) },
        ] {
            assert!(build(&shop(), &wrong, &OPENING).is_none(), "{wrong:?}");
        }
        let bare =
            Billing { street: String::new(), city: String::new(), postcode: String::new(), given_name: String::new(), ..Billing::tester() };
        assert_eq!(payer(&bare).matches("</").count(), 4, "family name, country, and what is around them");
    }

    /// A second opinion, from a program of other people in a process of its own; `make opinion` installs it.
    #[test]
    #[ignore = "needs another implementation: make opinion"]
    fn second_opinion_seals_the_same_form() {
        const SCRIPT: &str = "import json, sys, codecs\n\
            from eopayment.paybox import sign\n\
            given = json.load(sys.stdin)\n\
            print(dict(sign(tuple(map(tuple, given['fields'])), codecs.decode(given['key'], 'hex')))['PBX_HMAC'])\n";
        let form = build(&shop(), &request(184_050), &OPENING).unwrap();
        let (last, rest) = form.fields.split_last().unwrap();
        let given = serde_json::json!({ "fields": rest, "key": crate::gateways::up2pay::tests::KEY });
        assert_eq!(crate::gateways::forms::tests::opinion(SCRIPT, &given), last.1);
    }
}
