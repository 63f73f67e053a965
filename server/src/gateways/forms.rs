//! What the gateways have in common that are reached by a posted form: names of orders and of their attempts, clocks, codes of refusal.

use domain::dates::central_european;
use domain::ids::PaymentOrderId;
use domain::payments::DeclineReason;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

/// Our order in 32 hexadecimal digits, which every bank's field allows.
pub(super) fn reference_of(order: &str) -> Option<String> {
    order.parse::<PaymentOrderId>().ok().map(|id| id.0.simple().to_string())
}

/// The order that such digits stand for; `None` for ones that are not ours.
pub(super) fn order_of(reference: &str) -> Option<String> {
    ["order_", reference].concat().parse::<PaymentOrderId>().ok().map(|id| id.to_string())
}

/// The name of one attempt at an order, for banks that take a name once: never the same for two openings of the form.
pub(super) fn attempt(order: &str, number: i64) -> Option<String> {
    Some(format!("{}-{number}", reference_of(order)?))
}

/// The digits of the order in the name of an attempt; `None` for a name that is not one of ours.
pub(super) fn reference_in(attempt: &str) -> Option<&str> {
    let (reference, number) = attempt.split_once('-')?;
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (plain && order_of(reference).is_some()).then_some(reference)
}

/// When an order was written down, as its id tells.
pub(super) fn written_at(order: &str) -> Option<OffsetDateTime> {
    let id: PaymentOrderId = order.parse().ok()?;
    let (seconds, _) = id.0.get_timestamp()?.to_unix();
    OffsetDateTime::from_unix_timestamp(i64::try_from(seconds).ok()?).ok()
}

/// What a clock in Paris shows, as an instant. The hour that comes twice in October is the first of the two.
pub(super) fn of_paris(local: PrimitiveDateTime) -> OffsetDateTime {
    let near = local.assume_utc() - Duration::hours(2);
    local.assume_offset(central_european(near).offset())
}

/// What stands in the address of whoever left the bank's page without having paid.
pub(crate) const LEFT: &str = "left=true";

/// The way back of whoever leaves the bank's page without having paid. It is no proof: only what the page may say while the bank says nothing.
pub(super) fn left(url: &str) -> String {
    let sign = if url.contains('?') { "&" } else { "?" };
    [url, sign, LEFT].concat()
}

/// `https://host` of an address.
pub(super) fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    &url[..url[host..].find('/').map_or(url.len(), |at| host + at)]
}

/// What a code of the CB network means for the payer; others are nobody's business but the bank's.
pub(super) fn reason(code: &str) -> DeclineReason {
    match code {
        "51" | "61" | "65" | "121" => DeclineReason::InsufficientFunds,
        "33" | "54" => DeclineReason::ExpiredCard,
        "14" | "55" | "82" => DeclineReason::WrongDetails,
        "1A" | "A1" => DeclineReason::AuthenticationFailed,
        "01" | "02" | "60" => DeclineReason::CallBank,
        "12" | "57" | "58" => DeclineReason::NotSupported,
        "04" | "07" | "34" | "38" | "41" | "43" | "59" | "63" => DeclineReason::Blocked,
        _ => DeclineReason::Other,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use time::macros::datetime;

    /// What a Python program prints when it is given `given`.
    pub(in crate::gateways) fn opinion(script: &str, given: &serde_json::Value) -> String {
        use std::io::Write;
        use std::process::{Command, Stdio};
        let packages = std::env::var("ALTIPORT_TEST_PYTHON").expect("the folder of other implementations: `make opinion`");
        let mut python = Command::new("python3");
        let python = python.args(["-c", script]).env("PYTHONPATH", packages).env("PYTHONUTF8", "1");
        let mut asked = python.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        asked.stdin.take().unwrap().write_all(given.to_string().as_bytes()).unwrap();
        String::from_utf8(asked.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
    }

    const ORDER: &str = "order_0190a0b0c0d07000800000000000000a";

    #[test]
    fn attempts_are_named_after_their_order() {
        let name = attempt(ORDER, 12).unwrap();
        assert_eq!((name.as_str(), reference_in(&name)), ("0190a0b0c0d07000800000000000000a-12", Some(&name[..32])));
        assert!(attempt(ORDER, i64::MAX).unwrap().len() <= 52 && attempt("trip_1", 1).is_none());
        for wrong in
            ["", "-1", "0190a0b0c0d07000800000000000000a", "0190a0b0c0d07000800000000000000a-", "0190a0b0c0d07000800000000000000a-1x"]
        {
            assert_eq!(reference_in(wrong), None, "{wrong}");
        }
        assert_eq!(written_at(ORDER).unwrap().year(), 2024);
    }

    #[test]
    fn clocks_of_paris_are_read_in_summer_and_winter() {
        for (local, utc) in [
            (datetime!(2026-11-22 00:30:00), datetime!(2026-11-21 23:30:00 UTC)),
            (datetime!(2026-07-01 00:30:00), datetime!(2026-06-30 22:30:00 UTC)),
            (datetime!(2026-03-29 03:30:00), datetime!(2026-03-29 01:30:00 UTC)),
            (datetime!(2026-10-25 03:30:00), datetime!(2026-10-25 02:30:00 UTC)),
        ] {
            assert_eq!(of_paris(local), utc, "{local}");
        }
    }

    #[test]
    fn origins_end_before_the_path() {
        for url in ["https://a.example", "https://a.example/", "https://a.example/php/x"] {
            assert_eq!(origin(url), "https://a.example");
        }
    }
}
