//! The words of this dialect: the terminal, the seal, amounts and instants. Pure values.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use iso_currency::Currency;
use sha1::Sha1;
use time::{Date, Duration, Month, OffsetDateTime, UtcOffset};

use crate::lyra::Fields;

/// The bank's only terminal that speaks this dialect.
pub const TPE: &str = "1234567";
/// The company that it belongs to.
pub const COMPANY: &str = "agency";
/// The terminal's key, known to everybody: it vouches for play money only.
pub const KEY: &str = "12345678901234567890123456789012345678P0";
/// What the key stands for once its last two characters are undone.
const USABLE: &str = "1234567890123456789012345678901234567890";

/// The answer to a notification that the merchant took.
pub(crate) const ACCEPTED: &str = "version=2\ncdr=0\n";

const BLOCK: usize = 64;

/// Characters of a reference, at most.
const REFERENCE: usize = 50;

fn mac(usable: &str, fields: &Fields) -> Hmac<Sha1> {
    let mut block = [0_u8; BLOCK];
    for (slot, byte) in block.iter_mut().zip(hex::decode(usable).unwrap_or_default()) {
        *slot = byte;
    }
    let sealed = fields.iter().filter(|(name, _)| *name != "MAC").map(|(name, value)| [name, "=", value].concat());
    let mut mac = Hmac::<Sha1>::new(&block.into());
    mac.update(sealed.collect::<Vec<_>>().join("*").as_bytes());
    mac
}

/// The fields with their seal, or with that of somebody else.
pub(crate) fn sealed(fields: &Fields, truly: bool) -> Fields {
    let usable = if truly { USABLE } else { "00" };
    let mut fields = fields.clone();
    let seal = hex::encode(mac(usable, &fields).finalize().into_bytes());
    fields.insert("MAC".to_owned(), seal);
    fields
}

/// `900.00EUR`, from minor units.
pub(super) fn amount(minor: i64, code: &str) -> String {
    match Currency::from_code(code).and_then(|currency| currency.exponent()).unwrap_or(2) {
        0 => format!("{minor}{code}"),
        digits => {
            let unit = 10_i64.pow(u32::from(digits));
            format!("{}.{:0width$}{code}", minor / unit, minor % unit, width = usize::from(digits))
        }
    }
}

/// The same, read.
fn money(text: &str) -> Option<(i64, &'static str)> {
    let (number, code) = text.split_at_checked(text.len().checked_sub(3)?)?;
    let currency = Currency::from_code(code)?;
    let minor: i64 = number.chars().filter(|c| *c != '.').collect::<String>().parse().ok()?;
    (amount(minor, code) == text).then(|| (minor, currency.code()))
}

/// An instant as clocks in Paris show it.
pub(crate) fn paris(at: i64) -> OffsetDateTime {
    let utc = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let turn = |month: Month| {
        let last = Date::from_calendar_date(utc.year(), month, 31).unwrap_or(utc.date());
        (last - Duration::days(i64::from(last.weekday().number_days_from_sunday()))).midnight().assume_utc() + Duration::HOUR
    };
    let summer = turn(Month::March) <= utc && utc < turn(Month::October);
    utc.to_offset(UtcOffset::from_hms(if summer { 2 } else { 1 }, 0, 0).unwrap_or(UtcOffset::UTC))
}

/// The instant of a notification.
pub(super) fn told_at(at: i64) -> String {
    let at = paris(at);
    let (hour, minute, second) = at.to_hms();
    format!("{:02}/{:02}/{:04}_a_{hour:02}:{minute:02}:{second:02}", at.day(), u8::from(at.month()), at.year())
}

fn is_instant(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "00/00/0000:00:00:00"
}

/// Whether the payer is told of as 3-D Secure wants it: at least their country, in two letters.
fn names_a_payer(context: &str) -> bool {
    let read = STANDARD.decode(context).ok().and_then(|json| serde_json::from_slice::<serde_json::Value>(&json).ok());
    let country = read.as_ref().and_then(|context| context["billing"]["country"].as_str()).unwrap_or_default();
    country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Checks a form: its amount in minor units and its currency; or names the field that is wrong.
pub(super) fn check(fields: &Fields) -> Result<(i64, &'static str), &'static str> {
    let text = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let fits = hex::decode(text("MAC")).is_ok_and(|code| mac(USABLE, fields).verify_slice(&code).is_ok());
    if !fits {
        return Err("MAC");
    }
    // This bank reads no other letters, so that every alphabet would seal the same.
    if fields.values().any(|value| !value.is_ascii()) {
        return Err("a field is not ASCII");
    }
    let known = [("TPE", TPE), ("societe", COMPANY), ("version", "3.0")];
    if let Some((name, _)) = known.into_iter().find(|(name, value)| text(name) != *value) {
        return Err(name);
    }
    let reference = text("reference");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    match () {
        () if reference.is_empty() || reference.len() > REFERENCE || !reference.bytes().all(plain) => Err("reference"),
        () if !is_instant(text("date")) => Err("date"),
        () if !matches!(text("lgue"), "FR" | "EN") => Err("lgue"),
        () if !names_a_payer(text("contexte_commande")) => Err("contexte_commande"),
        () => money(text("montant")).ok_or("montant"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(changed: &[(&str, &str)]) -> Fields {
        let context = STANDARD.encode(r#"{"billing":{"city":"Zürich","country":"CH"}}"#);
        let fields = [
            ("TPE", TPE),
            ("societe", COMPANY),
            ("version", "3.0"),
            ("reference", "order-1"),
            ("date", "21/11/2026:12:00:00"),
            ("lgue", "FR"),
            ("contexte_commande", context.as_str()),
            ("montant", "900.05CHF"),
        ];
        sealed(&fields.iter().chain(changed).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(), true)
    }

    #[test]
    fn the_worked_vector() {
        let mut mac = mac(USABLE, &Fields::new());
        mac.update(b"hello");
        assert_eq!(hex::encode(mac.finalize().into_bytes()), "a535d23382a5191994c64d2c629114739cd51bf9");
    }

    #[test]
    fn a_form_is_checked_field_by_field() {
        assert_eq!(check(&form(&[])), Ok((90_005, "CHF")));
        let nobody = STANDARD.encode(r#"{"billing":{"country":"Suisse"}}"#);
        for (name, value) in [
            ("TPE", "7654321"),
            ("societe", ""),
            ("version", "1.2"),
            ("reference", ""),
            ("reference", "a b"),
            ("date", "2026-11-21"),
            ("lgue", "fr"),
            ("contexte_commande", "{}"),
            ("contexte_commande", nobody.as_str()),
            ("montant", "900CHF"),
            ("montant", "900.5CHF"),
            ("montant", "9.00.05CHF"),
            ("montant", "900.05"),
        ] {
            assert_eq!(check(&form(&[(name, value)])), Err(name), "{value}");
        }
        assert_eq!(check(&form(&[("texte-libre", "Pérou")])), Err("a field is not ASCII"));
        let mut tampered = form(&[]);
        tampered.insert("montant".into(), "1.00CHF".into());
        assert_eq!(check(&tampered), Err("MAC"));
        assert_eq!(check(&sealed(&form(&[]), false)), Err("MAC"));
    }

    #[test]
    fn amounts_and_instants_are_written_as_the_bank_does() {
        assert_eq!((amount(5, "EUR"), amount(1_500, "JPY")), ("0.05EUR".into(), "1500JPY".into()));
        assert_eq!((told_at(1_795_262_581), told_at(1_782_855_000)), ("21/11/2026_a_13:03:01".into(), "30/06/2026_a_23:30:00".into()));
    }
}
