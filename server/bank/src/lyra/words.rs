//! The words of this dialect: fields, signatures, instants. Pure values.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use iso_currency::Currency;
use sha2::{Digest, Sha256};
use time::{Date, Month, OffsetDateTime, Time};

/// Names and values of a form; the order of the map is the order of the signature.
pub(crate) type Fields = BTreeMap<String, String>;

/// The bank's only shop that speaks this dialect. It has no production: this is a test bank.
pub(crate) const SITE: &str = "12345678";
pub(crate) const MODE: &str = "TEST";

/// How far the instant of a form may lie behind and ahead of ours, in seconds.
const BEHIND: i64 = 30 * 60;
const AHEAD: i64 = 90 * 60;

const BLOCK: usize = 64;

/// Reads a form as browsers post it; `None` when a name comes twice.
pub(crate) fn parse(body: &[u8]) -> Option<Fields> {
    let mut fields = Fields::new();
    for (name, value) in form_urlencoded::parse(body) {
        if fields.insert(name.into_owned(), value.into_owned()).is_some() {
            return None;
        }
    }
    Some(fields)
}

/// Writes a form as browsers post it.
pub(crate) fn write(fields: &Fields) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn mac(key: &str, fields: &Fields) -> Hmac<Sha256> {
    let digest;
    let mut bytes = key.as_bytes();
    if bytes.len() > BLOCK {
        digest = Sha256::digest(bytes);
        bytes = &digest;
    }
    let mut block = [0_u8; BLOCK];
    for (slot, byte) in block.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    let signed = fields.iter().filter(|(name, _)| name.starts_with("vads_")).map(|(_, value)| value.as_str());
    let text = signed.chain([key]).collect::<Vec<_>>().join("+");
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(text.as_bytes());
    mac
}

pub(crate) fn sign(key: &str, fields: &Fields) -> String {
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD, mac(key, fields).finalize().into_bytes())
}

/// Whether the form carries the signature of `key`.
pub(crate) fn is_signed(key: &str, fields: &Fields) -> bool {
    let sent = fields.get("signature").map(String::as_str).unwrap_or_default();
    let code = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, sent);
    code.is_ok_and(|code| mac(key, fields).verify_slice(&code).is_ok())
}

/// `20261121120000`, UTC, in unix seconds.
pub(crate) fn unix(text: &str) -> Option<i64> {
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u8>().ok();
    let month = Month::try_from(number(4, 6)?).ok()?;
    let date = Date::from_calendar_date(text.get(..4)?.parse().ok()?, month, number(6, 8)?).ok()?;
    let time = Time::from_hms(number(8, 10)?, number(10, 12)?, number(12, 14)?).ok()?;
    Some(date.with_time(time).assume_utc().unix_timestamp())
}

fn parts(at: i64) -> (String, String) {
    let at = OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (hour, minute, second) = at.to_hms();
    (format!("{:04}-{:02}-{:02}", at.year(), u8::from(at.month()), at.day()), format!("{hour:02}:{minute:02}:{second:02}"))
}

/// The same, written.
pub(crate) fn compact(at: i64) -> String {
    let (date, time) = parts(at);
    [date.replace('-', ""), time.replace(':', "")].concat()
}

/// `2026-11-21T12:00:00+00:00`.
pub(crate) fn iso(at: i64) -> String {
    let (date, time) = parts(at);
    format!("{date}T{time}+00:00")
}

/// The number of a currency's code, as three digits; empty for one that is unknown.
pub(crate) fn number_of(code: &str) -> String {
    Currency::from_code(code).map(|currency| format!("{:03}", currency.numeric())).unwrap_or_default()
}

/// A form that may be paid.
pub(crate) struct Asked {
    pub(crate) amount: i64,
    pub(crate) currency: &'static str,
    /// Of the transaction, for the shop and the day: whoever posts it again is refused.
    pub(crate) key: String,
}

/// Checks a form, or names the field that is wrong.
pub(crate) fn check(key: &str, fields: &Fields, now: i64) -> Result<Asked, &'static str> {
    let text = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    if !is_signed(key, fields) {
        return Err("signature");
    }
    let fixed = [
        ("vads_version", "V2"),
        ("vads_site_id", SITE),
        ("vads_ctx_mode", MODE),
        ("vads_action_mode", "INTERACTIVE"),
        ("vads_page_action", "PAYMENT"),
        ("vads_payment_config", "SINGLE"),
    ];
    if let Some((name, _)) = fixed.into_iter().find(|(name, value)| text(name) != *value) {
        return Err(name);
    }
    let order = text("vads_order_id");
    if order.is_empty() || order.len() > 32 || !order.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err("vads_order_id");
    }
    let amount = text("vads_amount").parse().map_err(|_| "vads_amount")?;
    let number: u16 = text("vads_currency").parse().map_err(|_| "vads_currency")?;
    let currency = Currency::from_numeric(number).ok_or("vads_currency")?.code();
    let id = text("vads_trans_id");
    let reserved = id.parse::<u32>().is_ok_and(|number| number >= 900_000);
    if id.len() != 6 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) || reserved {
        return Err("vads_trans_id");
    }
    let date = text("vads_trans_date");
    match unix(date) {
        Some(at) if (now - BEHIND..=now + AHEAD).contains(&at) => {}
        _ => return Err("vads_trans_date"),
    }
    let day = date.get(..8).unwrap_or_default();
    Ok(Asked { amount, currency, key: format!("form:{SITE}:{day}:{}", id.to_ascii_lowercase()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn form(changed: &[(&str, &str)]) -> Fields {
        let mut form = fields(&[
            ("vads_action_mode", "INTERACTIVE"),
            ("vads_amount", "5124"),
            ("vads_ctx_mode", "TEST"),
            ("vads_currency", "978"),
            ("vads_order_id", "order-1"),
            ("vads_page_action", "PAYMENT"),
            ("vads_payment_config", "SINGLE"),
            ("vads_site_id", "12345678"),
            ("vads_trans_date", "20170129130025"),
            ("vads_trans_id", "123456"),
            ("vads_version", "V2"),
        ]);
        form.extend(fields(changed));
        let signature = sign("1122334455667788", &form);
        form.insert("signature".into(), signature);
        form
    }

    const AT: i64 = 1_485_694_825;

    #[test]
    fn the_official_vector() {
        let mut vector = form(&[]);
        vector.remove("vads_order_id");
        assert_eq!(sign("1122334455667788", &vector), "ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0=");
    }

    #[test]
    fn instants_are_read_as_they_are_written() {
        assert_eq!((unix("20170129130025"), compact(AT), iso(AT)), (Some(AT), "20170129130025".into(), "2017-01-29T13:00:25+00:00".into()));
        for wrong in ["", "2017012913002", "20171329130025", "20170129250025", "+0170129130025", "２０１７"] {
            assert_eq!(unix(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_form_is_checked_field_by_field() {
        let key = |form: &Fields, now: i64| check("1122334455667788", form, now).map(|asked| asked.key);
        assert_eq!(key(&form(&[]), AT).as_deref(), Ok("form:12345678:20170129:123456"));
        assert_eq!(key(&form(&[("vads_trans_id", "ABC12z")]), AT), key(&form(&[("vads_trans_id", "abc12Z")]), AT));
        assert!(key(&form(&[]), AT + BEHIND).is_ok() && key(&form(&[]), AT - AHEAD).is_ok());
        assert_eq!(key(&form(&[]), AT + BEHIND + 1), Err("vads_trans_date"));
        assert_eq!(key(&form(&[]), AT - AHEAD - 1), Err("vads_trans_date"));
        for (name, value) in [
            ("vads_site_id", "1"),
            ("vads_ctx_mode", "PRODUCTION"),
            ("vads_amount", "51.24"),
            ("vads_currency", "EUR"),
            ("vads_order_id", "order_1"),
            ("vads_trans_id", "900000"),
            ("vads_trans_id", "1234567"),
            ("vads_trans_date", "yesterday"),
        ] {
            assert_eq!(key(&form(&[(name, value)]), AT), Err(name), "{value}");
        }
        let mut tampered = form(&[]);
        tampered.insert("vads_amount".into(), "1".into());
        assert_eq!(key(&tampered, AT), Err("signature"));
    }
}
