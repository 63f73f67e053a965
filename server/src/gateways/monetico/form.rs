//! The form that a payer posts: built and sealed at the moment of leaving, from the stored request.
//!
//! Every value is ASCII, so that nobody has to agree on an alphabet: what is said of the payer travels as base64.

use super::Shop;
use super::signature::{Fields, MAC};
use crate::gateways::billing::{Billing, line};
use crate::gateways::forms::{attempt, left};
use crate::gateways::{Opening, SignedForm, StartRequest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::dates::central_european;
use domain::locale::Locale;
use domain::money::Money;
use serde_json::{Value, json};
use time::format_description::StaticFormatDescription;
use time::macros::format_description;

/// The instant of a form, as clocks in Paris show it.
const INSTANT: StaticFormatDescription = format_description!("[day]/[month]/[year]:[hour]:[minute]:[second]");

/// Characters of a reference, at most.
const REFERENCE: usize = 50;

/// Whether an order can be paid here at all.
pub(super) fn can_be_paid(request: &StartRequest) -> bool {
    request.amount.minor > 0 && request.billing.is_some() && attempt(&request.order, 1).is_some()
}

/// `900.00EUR`.
fn amount(money: Money) -> String {
    [money.to_field().as_str(), money.currency.code()].concat()
}

/// `contexte_commande`: who pays, as the 3-D Secure 2 of the cards wants to know it. What is unknown is left out.
fn context(billing: &Billing) -> String {
    let known = [
        ("firstName", line(&billing.given_name, 45)),
        ("lastName", line(&billing.family_name, 45)),
        ("addressLine1", line(&billing.street, 50)),
        ("city", line(&billing.city, 50)),
        ("postalCode", line(&billing.postcode, 10)),
        ("country", billing.country.code().to_owned()),
    ];
    let known: serde_json::Map<String, Value> =
        known.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value.into())).collect();
    STANDARD.encode(json!({ "billing": known }).to_string())
}

/// The form; `None` for what cannot be paid here.
pub(super) fn build(shop: &Shop, request: &StartRequest, opening: &Opening) -> Option<SignedForm> {
    let billing = request.billing.as_ref().filter(|_| can_be_paid(request))?;
    let reference = attempt(&request.order, opening.number).filter(|name| name.len() <= REFERENCE)?;
    let language = match request.locale {
        Locale::Fr => "FR",
        Locale::En => "EN",
    };
    let mut fields = vec![
        ("TPE", shop.tpe.clone()),
        ("contexte_commande", context(billing)),
        ("date", central_european(opening.at).format(INSTANT).ok()?),
        ("lgue", language.to_owned()),
        ("montant", amount(request.amount)),
        ("reference", reference),
        ("societe", shop.company.clone()),
        ("texte-libre", request.order.clone()),
        ("url_retour_err", left(&request.return_url)),
        ("url_retour_ok", request.return_url.clone()),
        ("version", "3.0".to_owned()),
    ];
    // An address in another alphabet would be sealed in one encoding and read in another: the bank then asks for it.
    if billing.email.is_ascii() && !billing.email.is_empty() {
        fields.push(("mail", billing.email.clone()));
    }
    if fields.iter().any(|(_, value)| !value.is_ascii()) {
        return None;
    }
    let sealed: Fields = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into_bytes())).collect();
    fields.push((MAC, shop.key.seal(&sealed)));
    Some(SignedForm { action: shop.form_url.clone(), fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::monetico::tests::{ORDER, request, shop};
    use domain::money::Currency;
    use time::macros::datetime;

    fn opening(number: i64) -> Opening {
        Opening { number, at: datetime!(2026-07-01 22:45:07 UTC) }
    }

    fn fields(request: &StartRequest) -> Fields {
        build(&shop(), request, &opening(7)).unwrap().fields.into_iter().map(|(name, value)| (name, value.into_bytes())).collect()
    }

    #[test]
    fn the_form_says_what_the_request_says_in_ascii() {
        let fields = fields(&request(184_050));
        for (name, value) in [
            ("TPE", "1234567"),
            ("date", "02/07/2026:00:45:07"),
            ("lgue", "FR"),
            ("montant", "1840.50EUR"),
            ("reference", "0190a0b0c0d07000800000000000000a-7"),
            ("societe", "agency"),
            ("texte-libre", ORDER),
            ("mail", "zoe@example.org"),
            ("url_retour_ok", "https://a.example/payments/1"),
            ("url_retour_err", "https://a.example/payments/1?left=true"),
            ("version", "3.0"),
        ] {
            assert_eq!(fields.get(name).map(|sent| String::from_utf8_lossy(sent).into_owned()).as_deref(), Some(value), "{name}");
        }
        assert!(fields.values().all(|value| value.is_ascii()));
        assert!(shop().key.fits(&fields));
        let context: Value = serde_json::from_slice(&STANDARD.decode(&fields["contexte_commande"]).unwrap()).unwrap();
        assert_eq!(
            context["billing"],
            json!({
                "firstName": "Zoé 🏔", "lastName": "O’Neill & *fils* +\"中\" <b>", "addressLine1": "1 rue de l’Été Bât. B",
                "city": "Annecy", "postalCode": "74000", "country": "FR",
            })
        );
    }

    #[test]
    fn every_opening_has_a_reference_of_its_own() {
        let of = |number| build(&shop(), &request(1), &opening(number)).unwrap().fields;
        assert_ne!(of(1), of(2));
        assert!(build(&shop(), &request(1), &opening(i64::MAX)).is_none(), "too long for the bank");
    }

    #[test]
    fn what_the_fields_cannot_say_is_not_sent() {
        for wrong in [
            request(0),
            request(-1),
            StartRequest { billing: None, ..request(1) },
            StartRequest { order: "trip_1".into(), ..request(1) },
            StartRequest { return_url: "https://é.example/".into(), ..request(1) },
        ] {
            assert!(build(&shop(), &wrong, &opening(1)).is_none(), "{wrong:?}");
        }
        let exotic = StartRequest { billing: Some(Billing { email: "zoé@example.org".into(), ..Billing::tester() }), ..request(1) };
        assert!(!fields(&exotic).contains_key("mail"));
        let bare = Billing { street: String::new(), city: String::new(), postcode: String::new(), ..Billing::tester() };
        let context = STANDARD.decode(context(&bare)).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&context).unwrap()["billing"].as_object().unwrap().len(), 3);
        assert_eq!(
            (amount(Money::new(1_500, "JPY".parse().unwrap())), amount(Money::new(5, Currency::CHF))),
            ("1500JPY".into(), "0.05CHF".into())
        );
    }
}
