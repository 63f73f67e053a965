//! Money: whole minor units of one currency.
//!
//! There is no float and no addition across currencies: `add` and `sub` answer `None` when currencies differ or the result leaves
//! `i64`. Splits are exact by largest remainder.

use crate::error::{ErrorCode, Refusal, UnknownWord};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A currency of ISO 4217, with its number of minor digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
#[cfg_attr(feature = "db", sea_orm(value_type = "String", column_type = "Text"))]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);
    /// The Swiss franc.
    pub const CHF: Self = Self(iso_currency::Currency::CHF);
    /// The US dollar, in which many suppliers are paid.
    pub const USD: Self = Self(iso_currency::Currency::USD);

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The three digits of the standard, as a number: 978 for EUR.
    pub fn numeric(self) -> u16 {
        self.0.numeric()
    }

    /// The currency of a number of the standard.
    pub fn from_numeric(number: u16) -> Option<Self> {
        iso_currency::Currency::from_numeric(number).map(Self)
    }

    /// Digits after the decimal sign: 2 for EUR, 0 for JPY.
    pub fn exponent(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// Minor units in one unit: 100 for EUR.
    pub fn minor_per_unit(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Currency {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        iso_currency::Currency::from_code(text).map(Self).ok_or_else(|| UnknownWord(text.chars().take(8).collect()))
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

/// An amount: minor units (cents, Rappen) of a currency. May be negative (a discount, the credit side of the ledger).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// The largest amount a form accepts: ten million units, far above any trip and far below what `i64` sums can hold.
pub const MAX_UNITS: i64 = 10_000_000;

impl Money {
    /// An amount of `minor` units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whether it is exactly nothing.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// The sum; `None` across currencies or beyond `i64`.
    #[expect(clippy::should_implement_trait, reason = "an operator cannot refuse to add two currencies")]
    pub fn add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self::new(self.minor.checked_add(other.minor)?, self.currency))
    }

    /// The difference; `None` across currencies or beyond `i64`.
    #[expect(clippy::should_implement_trait, reason = "an operator cannot refuse to subtract two currencies")]
    pub fn sub(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self::new(self.minor.checked_sub(other.minor)?, self.currency))
    }

    /// The sum of many amounts of `currency`; `None` as for [`Money::add`].
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::add)
    }

    /// Splits by `weights` so that the parts add up exactly: floors first, then one unit each to the largest remainders, ties to the
    /// first part. Empty or all-zero weights give the whole to the first part (or no part at all when there is none).
    ///
    /// Method: largest remainder (Hamilton).
    pub fn split(self, weights: &[u32]) -> Vec<Self> {
        self.split_among(&weights.iter().map(|weight| i64::from(*weight)).collect::<Vec<_>>())
    }

    /// [`Money::split`] by weights that may be amounts; a weight below zero counts as zero.
    pub fn split_among(self, weights: &[i64]) -> Vec<Self> {
        let weights: Vec<i128> = weights.iter().map(|weight| i128::from((*weight).max(0))).collect();
        let total_weight: i128 = weights.iter().sum();
        if total_weight == 0 {
            return weights.iter().enumerate().map(|(index, _)| if index == 0 { self } else { Self::zero(self.currency) }).collect();
        }
        let sign = if self.minor < 0 { -1_i128 } else { 1 };
        let total = i128::from(self.minor) * sign;
        let mut parts: Vec<(usize, i128, i128)> = weights
            .iter()
            .enumerate()
            .map(|(index, weight)| {
                let product = total * weight;
                (index, product / total_weight, product % total_weight)
            })
            .collect();
        let mut left = total - parts.iter().map(|(_, floor, _)| floor).sum::<i128>();
        parts.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
        for part in &mut parts {
            if left == 0 {
                break;
            }
            part.1 += 1;
            left -= 1;
        }
        parts.sort_by_key(|part| part.0);
        // Each part lies between zero and the whole, so it fits where the whole did.
        parts.into_iter().map(|(_, part, _)| Self::new(i64::try_from(part * sign).unwrap_or(self.minor), self.currency)).collect()
    }

    /// `rate` units of `to` for one unit of our currency, in millionths, rounded half up in absolute value; `None` beyond `i64`.
    pub fn convert(self, to: Currency, rate_millionths: i64) -> Option<Self> {
        let numerator = i128::from(self.minor) * i128::from(rate_millionths) * i128::from(to.minor_per_unit());
        let denominator = 1_000_000_i128 * i128::from(self.currency.minor_per_unit());
        let half = denominator / 2;
        let rounded = if numerator >= 0 { (numerator + half) / denominator } else { (numerator - half) / denominator };
        Some(Self::new(i64::try_from(rounded).ok()?, to))
    }

    /// Reads what a person typed: `1840`, `1 840,50`, `1'840.50`, `€1,840.50`, in `currency`.
    ///
    /// The last `,` or `.` is the decimal sign when at most `exponent` digits follow it; other separators (space, NBSP, apostrophe, the other sign)
    /// must group digits by three.
    ///
    /// # Errors
    /// [`ErrorCode::NotAnAmount`] for anything else, [`ErrorCode::AmountTooLarge`] above [`MAX_UNITS`] units.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, Refusal> {
        let wrong = || Refusal::new(ErrorCode::NotAnAmount);
        let text = text.trim();
        let text = text.trim_start_matches(currency.code()).trim_end_matches(currency.code());
        let text = text.trim_matches(|c: char| c == '€' || c.is_whitespace());
        let (negative, text) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        let exponent = currency.exponent() as usize;
        let (whole, fraction) = match text.rfind([',', '.']) {
            Some(at) if text.len() - at - 1 <= exponent && text.len() - at > 1 => (&text[..at], &text[at + 1..]),
            _ => (text, ""),
        };
        let groups: Vec<&str> = whole.split([' ', '\u{a0}', '\u{202f}', '\'', '’', ',', '.']).collect();
        let grouped = groups.len() == 1
            || (groups.iter().skip(1).all(|group| group.len() == 3) && (1..=3).contains(&groups.first().map_or(0, |group| group.len())));
        let separators: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
        let one_kind = separators.windows(2).all(|pair| pair.first() == pair.last());
        let decimal = text[whole.len()..].chars().next();
        if !grouped || !one_kind || (decimal.is_some() && separators.first().copied() == decimal) {
            return Err(wrong());
        }
        let digits: String = groups.concat();
        if digits.is_empty() || !digits.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let too_large =
            || Refusal::new(ErrorCode::AmountTooLarge).with("max", Self::new(MAX_UNITS * currency.minor_per_unit(), currency).plain());
        if digits.trim_start_matches('0').len() > 9 {
            return Err(too_large());
        }
        let units: i64 = digits.parse().map_err(|_| wrong())?;
        let cents: i64 = if exponent == 0 { 0 } else { format!("{fraction:0<exponent$}").parse().map_err(|_| wrong())? };
        if units > MAX_UNITS {
            return Err(too_large());
        }
        let minor = units * currency.minor_per_unit() + cents;
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }

    /// The amount as a form field shows it: `1840.50`, no separator but the decimal point. [`Money::parse`] reads it back.
    pub fn to_field(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let (units, cents) = self.parts();
        match self.currency.exponent() as usize {
            0 => format!("{sign}{units}"),
            exponent => format!("{sign}{units}.{cents:0exponent$}"),
        }
    }

    /// The amount with its currency for logs and error arguments: `1840.50 EUR`.
    pub fn plain(self) -> String {
        format!("{} {}", self.to_field(), self.currency)
    }

    /// Reads [`Money::plain`] back.
    pub fn from_plain(text: &str) -> Option<Self> {
        let (amount, code) = text.split_once(' ')?;
        Self::parse(amount, code.parse().ok()?).ok()
    }

    /// Absolute units and minor remainder.
    pub fn parts(self) -> (u64, u64) {
        let per_unit = self.currency.minor_per_unit().unsigned_abs();
        let minor = self.minor.unsigned_abs();
        (minor / per_unit, minor % per_unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn splits_are_exact() {
        let minors = |money: Money, weights: &[u32]| money.split(weights).iter().map(|part| part.minor).collect::<Vec<_>>();
        assert_eq!(minors(eur(10_000), &[30, 70]), [3_000, 7_000]);
        assert_eq!(minors(eur(100), &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(minors(eur(333_333), &[30, 35, 35]), [100_000, 116_667, 116_666]);
        assert_eq!(minors(eur(-100), &[1, 1, 1]), [-34, -33, -33]);
        assert_eq!(minors(eur(5), &[0, 0]), [5, 0]);
        assert!(minors(eur(5), &[]).is_empty());
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, minor) in [
            ("1840", 184_000),
            ("1 840,50", 184_050),
            ("1'840.50", 184_050),
            ("€1,840.5", 184_050),
            ("1.840,00 €", 184_000),
            ("1,840", 184_000),
            ("12,5", 1_250),
            ("-12.50", -1_250),
            ("EUR 12", 1_200),
            ("0,01", 1),
            ("1\u{a0}840,00\u{a0}€", 184_000),
        ] {
            assert_eq!(Money::parse(text, Currency::EUR), Ok(eur(minor)), "{text}");
        }
        for text in ["", "1.234,5x", "1.2.3", "12,345,6", "1,84,0", "abc", "1e5", "٣", ",5", "5,", "1 84", "1.840.50", "--1", "1,234.567"]
        {
            assert_eq!(Money::parse(text, Currency::EUR).map_err(|refusal| refusal.code), Err(ErrorCode::NotAnAmount), "{text}");
        }
        assert_eq!(Money::parse("10000001", Currency::EUR).map_err(|refusal| refusal.code), Err(ErrorCode::AmountTooLarge));
        assert_eq!(Money::parse("99999999999999999999", Currency::EUR).map_err(|refusal| refusal.code), Err(ErrorCode::AmountTooLarge));
    }

    #[test]
    fn currencies_never_mix() {
        assert_eq!(eur(1).add(Money::new(1, Currency::CHF)), None);
        assert_eq!(Money::sum(Currency::EUR, [eur(i64::MAX), eur(1)]), None);
    }

    #[test]
    fn conversion_rounds_half_up() {
        let jpy: Currency = "JPY".parse().unwrap();
        assert_eq!(eur(100).convert(jpy, 162_500_000), Some(Money::new(163, jpy)));
        assert_eq!(Money::new(10_000, Currency::USD).convert(Currency::EUR, 920_500), Some(eur(9_205)));
        assert_eq!(eur(-1).convert(Currency::CHF, 500_000), Some(Money::new(-1, Currency::CHF)));
    }
}
