//! Amounts as Stripe counts them: whole minor units too, but not always those of ISO 4217.

use domain::money::{Currency, Money};

/// Digits that Stripe counts after the decimal sign.
fn digits(currency: Currency) -> u32 {
    match currency.code() {
        // Counted in hundredths although nobody has them any more.
        "ISK" | "UGX" => 2,
        // Counted whole, for its fifths are no hundredths.
        "MGA" => 0,
        _ => currency.exponent(),
    }
}

/// The number to send; `None` when Stripe cannot take this amount exactly.
pub(super) fn to_stripe(money: Money) -> Option<i64> {
    let amount = rescale(money.minor, money.currency.exponent(), digits(money.currency))?;
    let step = match money.currency.code() {
        "ISK" | "UGX" => 100,
        // A third digit must be there and must be zero.
        _ if digits(money.currency) == 3 => 10,
        _ => 1,
    };
    (amount % step == 0).then_some(amount)
}

/// The amount that a number of Stripe's means; `None` when it is none of ours.
pub(super) fn from_stripe(amount: i64, code: &str) -> Option<Money> {
    let currency: Currency = code.to_ascii_uppercase().parse().ok()?;
    Some(Money::new(rescale(amount, digits(currency), currency.exponent())?, currency))
}

fn rescale(amount: i64, from: u32, to: u32) -> Option<i64> {
    let factor = 10_i64.checked_pow(from.abs_diff(to))?;
    if to >= from { amount.checked_mul(factor) } else { (amount % factor == 0).then_some(amount / factor) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_worth_or_are_refused() {
        for (code, minor, sent) in [
            ("EUR", 90_000, Some(90_000)),
            ("CHF", 1, Some(1)),
            ("JPY", 500, Some(500)),
            ("XPF", 12, Some(12)),
            ("KWD", 1_230, Some(1_230)),
            ("KWD", 1_234, None),
            ("ISK", 5, Some(500)),
            ("UGX", 7, Some(700)),
            ("MGA", 300, Some(3)),
            ("MGA", 301, None),
            ("ISK", i64::MAX, None),
        ] {
            let money = Money::new(minor, code.parse().unwrap());
            assert_eq!(to_stripe(money), sent, "{code} {minor}");
            if let Some(sent) = sent {
                assert_eq!(from_stripe(sent, &code.to_lowercase()), Some(money), "{code} {sent}");
            }
        }
        assert_eq!(from_stripe(1, "zzz"), None);
        assert_eq!(from_stripe(1, "é"), None);
        assert_eq!(from_stripe(150, "isk"), None);
    }
}
