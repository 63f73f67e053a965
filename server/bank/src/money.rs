//! Amounts as people read them. The bank never computes with what it prints.

use iso_currency::Currency;

use crate::model::Locale;

/// Digits after the point; none for a currency that is unknown or has no minor unit.
fn exponent(currency: &str) -> u16 {
    Currency::from_code(currency).and_then(Currency::exponent).unwrap_or(0)
}

/// `1 234,56 EUR` in French, `EUR 1,234.56` in English.
pub(crate) fn print(amount: i64, currency: &str, locale: Locale) -> String {
    let exponent = exponent(currency);
    let unit = 10_u64.saturating_pow(u32::from(exponent));
    let (whole, rest) = (amount.unsigned_abs() / unit, amount.unsigned_abs() % unit);
    let (group, point) = match locale {
        Locale::Fr => ('\u{202f}', ','),
        Locale::En => (',', '.'),
    };
    let digits = whole.to_string();
    let mut text = String::new();
    if amount < 0 {
        text.push('\u{2212}');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if exponent > 0 {
        text.push(point);
        text.push_str(&format!("{rest:0width$}", width = usize::from(exponent)));
    }
    match locale {
        Locale::Fr => format!("{text}\u{a0}{currency}"),
        Locale::En => format!("{currency}\u{a0}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_follow_currency_and_language() {
        assert_eq!(print(123_456_789, "EUR", Locale::Fr), "1\u{202f}234\u{202f}567,89\u{a0}EUR");
        assert_eq!(print(5, "CHF", Locale::En), "CHF\u{a0}0.05");
        assert_eq!(print(1_500, "JPY", Locale::En), "JPY\u{a0}1,500");
        assert_eq!(print(1_234, "TND", Locale::Fr), "1,234\u{a0}TND");
        assert_eq!(print(i64::MIN, "EUR", Locale::En), "EUR\u{a0}\u{2212}92,233,720,368,547,758.08");
    }
}
