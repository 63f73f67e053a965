//! The words of this dialect: the site, the seal, what a form must hold. Pure values.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use iso_currency::Currency;
use sha2::Sha512;

use super::key;
use crate::lyra::unix;

/// Names and values in the order in which they are posted, which is the order of the seal.
pub(crate) type Pairs = Vec<(String, String)>;

/// The bank's only site that speaks this dialect.
pub const SITE: &str = "1999888";
/// Its rank.
pub const RANK: &str = "32";
/// Its identifier.
pub const IDENTIFIER: &str = "107904482";
/// Its key, known to everybody: it vouches for play money only.
pub const KEY: &str =
    "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";

const BLOCK: usize = 128;

/// How far the instant of a form may lie from ours, in seconds.
const DRIFT: i64 = 60 * 60;

pub(super) fn text<'a>(form: &'a Pairs, name: &str) -> &'a str {
    form.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// What the form wants to be told, by the names of its choice and the bank's letters.
pub(super) fn wanted(form: &Pairs) -> impl Iterator<Item = (&str, &str)> {
    text(form, "PBX_RETOUR").split(';').filter_map(|pair| pair.split_once(':'))
}

fn mac(fields: &[(String, String)]) -> Hmac<Sha512> {
    let mut block = [0_u8; BLOCK];
    for (slot, byte) in block.iter_mut().zip(hex::decode(KEY).unwrap_or_default()) {
        *slot = byte;
    }
    let mut mac = Hmac::<Sha512>::new(&block.into());
    mac.update(fields.iter().map(|(name, value)| [name, "=", value].concat()).collect::<Vec<_>>().join("&").as_bytes());
    mac
}

/// A notification as it is posted: signed, signed over something else, or not at all.
pub(crate) fn signed(form: &Pairs, fields: &Pairs, truly: Option<bool>) -> String {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let Some(truly) = truly else { return body };
    let Some((name, _)) = wanted(form).find(|(_, letter)| *letter == "K") else { return body };
    let signature = STANDARD.encode(key::sign(if truly { body.as_bytes() } else { b"something else" }));
    let last = form_urlencoded::Serializer::new(String::new()).append_pair(name, &signature).finish();
    [body, last].join("&")
}

/// `2026-11-21T12:00:00+00:00` in unix seconds; this bank reads no other zone.
fn instant(text: &str) -> Option<i64> {
    unix(&text.strip_suffix("+00:00")?.chars().filter(char::is_ascii_digit).collect::<String>())
}

/// Whether a text is XML as far as this bank looks: a head, no stray ampersand, and the country in three digits.
fn names_a_payer(xml: &str) -> bool {
    let entities = ["amp;", "lt;", "gt;", "quot;", "apos;"];
    let clean = xml.split('&').skip(1).all(|rest| entities.iter().any(|entity| rest.starts_with(entity)));
    let country = xml.split_once("<CountryCode>").and_then(|(_, rest)| rest.split_once("</CountryCode>")).map(|(code, _)| code);
    let tags = xml.matches('<').count() == xml.matches('>').count();
    let named = country.is_some_and(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()));
    xml.starts_with("<?xml ") && xml.ends_with("</Billing>") && clean && tags && named
}

/// Checks a form: its amount in minor units and its currency; or names the field that is wrong.
pub(super) fn check(form: &Pairs, now: i64) -> Result<(i64, &'static str), &'static str> {
    let text = |name: &str| text(form, name);
    let (last, rest) = form.split_last().ok_or("PBX_HMAC")?;
    let fits = last.0 == "PBX_HMAC" && hex::decode(&last.1).is_ok_and(|code| mac(rest).verify_slice(&code).is_ok());
    if !fits {
        return Err("PBX_HMAC");
    }
    let known = [("PBX_SITE", SITE), ("PBX_RANG", RANK), ("PBX_IDENTIFIANT", IDENTIFIER), ("PBX_HASH", "SHA512"), ("PBX_RUF1", "POST")];
    if let Some((name, _)) = known.into_iter().find(|(name, value)| text(name) != *value) {
        return Err(name);
    }
    let at = instant(text("PBX_TIME")).ok_or("PBX_TIME")?;
    let currency = text("PBX_DEVISE").parse().ok().and_then(Currency::from_numeric).ok_or("PBX_DEVISE")?.code();
    let amount = text("PBX_TOTAL").parse().map_err(|_| "PBX_TOTAL")?;
    match () {
        () if (now - at).abs() > DRIFT => Err("PBX_TIME"),
        () if !text("PBX_PORTEUR").contains('@') => Err("PBX_PORTEUR"),
        () if !text("PBX_RETOUR").ends_with(":K") => Err("PBX_RETOUR"),
        () if text("PBX_SHOPPINGCART").is_empty() => Err("PBX_SHOPPINGCART"),
        () if !names_a_payer(text("PBX_BILLING")) => Err("PBX_BILLING"),
        () => Ok((amount, currency)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_262_400;

    fn form(changed: &[(&str, &str)]) -> Pairs {
        let billing = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Billing><Address><LastName>A &amp; B</LastName>\
                       <CountryCode>756</CountryCode></Address></Billing>";
        let mut pairs: Pairs = [
            ("PBX_SITE", SITE),
            ("PBX_RANG", RANK),
            ("PBX_IDENTIFIANT", IDENTIFIER),
            ("PBX_TOTAL", "90005"),
            ("PBX_DEVISE", "756"),
            ("PBX_CMD", "order-1-CHF"),
            ("PBX_PORTEUR", "a@example.org"),
            ("PBX_RETOUR", "Mt:M;Ref:R;Sign:K"),
            ("PBX_RUF1", "POST"),
            ("PBX_SHOPPINGCART", "<x/>"),
            ("PBX_BILLING", billing),
            ("PBX_HASH", "SHA512"),
            ("PBX_TIME", "2026-11-21T12:00:00+00:00"),
        ]
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
        for (name, value) in changed {
            pairs.iter_mut().find(|(field, _)| field == name).unwrap().1 = (*value).to_owned();
        }
        let seal = hex::encode_upper(mac(&pairs).finalize().into_bytes());
        pairs.push(("PBX_HMAC".to_owned(), seal));
        pairs
    }

    #[test]
    fn a_form_is_checked_field_by_field() {
        assert_eq!(check(&form(&[]), NOW), Ok((90_005, "CHF")));
        for (name, value) in [
            ("PBX_SITE", "1"),
            ("PBX_RANG", "1"),
            ("PBX_TOTAL", "900.05"),
            ("PBX_DEVISE", "CHF"),
            ("PBX_PORTEUR", ""),
            ("PBX_RETOUR", "Sign:K;Mt:M"),
            ("PBX_BILLING", "<?xml version=\"1.0\"?><Billing><LastName>A & B</LastName><CountryCode>756</CountryCode></Billing>"),
            ("PBX_BILLING", "<?xml version=\"1.0\"?><Billing><CountryCode>CH</CountryCode></Billing>"),
            ("PBX_TIME", "2026-11-21T10:59:59+00:00"),
            ("PBX_TIME", "yesterday"),
        ] {
            assert_eq!(check(&form(&[(name, value)]), NOW), Err(name), "{value}");
        }
        let mut turned = form(&[]);
        turned.swap(0, 1);
        assert_eq!((check(&turned, NOW), check(&Pairs::new(), NOW)), (Err("PBX_HMAC"), Err("PBX_HMAC")));
    }

    #[test]
    fn notifications_are_signed_with_the_name_that_was_asked_for() {
        let told = vec![("Mt".to_owned(), "1".to_owned()), ("Ref".to_owned(), "é &".to_owned())];
        assert_eq!(signed(&form(&[]), &told, None), "Mt=1&Ref=%C3%A9+%26");
        let (good, bad) = (signed(&form(&[]), &told, Some(true)), signed(&form(&[]), &told, Some(false)));
        assert!(good.starts_with("Mt=1&Ref=%C3%A9+%26&Sign=") && good != bad && good.len() > 180);
    }
}
