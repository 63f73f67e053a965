//! Days and amounts as banks write them into tables. Strict: what can be read in two ways is not read at all, since a wrong amount is worse than none.

use crate::money::{Currency, Money};
use time::{Date, Month};

words! {
    /// In which order a bank writes a day.
    DateForm {
        /// `14.03.2027`, `14/03/2027`, `14-03-27`.
        DayMonthYear = "dmy",
        /// `2027-03-14`, `20270314`.
        YearMonthDay = "ymd",
        /// `03/14/2027`.
        MonthDayYear = "mdy",
    }
}

words! {
    /// What a bank writes between units and cents.
    DecimalMark {
        /// `1 234,50`.
        Comma = "comma",
        /// `1'234.50`.
        Point = "point",
    }
}

/// Characters that set thousands apart, whatever the decimal mark.
const GROUPING: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

/// The longest whole number of an amount: a thousand billion, and far from the end of `i64` in cents.
const DIGITS: usize = 13;

impl DateForm {
    /// The day of a cell; an hour behind it is passed over.
    pub fn read(self, cell: &str) -> Option<Date> {
        let day = cell.trim().split([' ', 'T', '\u{a0}']).next().unwrap_or_default();
        let plain = day.bytes().all(|byte| byte.is_ascii_digit()) && day.len() == 8;
        let parts: Vec<&str> = match self {
            Self::YearMonthDay if plain => vec![day.get(..4)?, day.get(4..6)?, day.get(6..)?],
            _ => day.split(day.chars().find(|c| matches!(c, '.' | '/' | '-'))?).collect(),
        };
        let [first, second, third] = parts.as_slice() else { return None };
        let (year, month, day) = match self {
            Self::DayMonthYear => (third, second, first),
            Self::YearMonthDay => (first, second, third),
            Self::MonthDayYear => (third, first, second),
        };
        let number = |text: &str, lengths: &[usize]| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && lengths.contains(&text.len());
            if digits { text.parse::<u16>().ok() } else { None }
        };
        // Two digits are a year of this century: no bank exports the last one.
        let year = number(year, &[4]).or_else(|| number(year, &[2]).filter(|_| self != Self::YearMonthDay).map(|year| 2000 + year))?;
        let (month, day) = (number(month, &[1, 2])?, number(day, &[1, 2])?);
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date = Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()?;
        (1990..2100).contains(&year).then_some(date)
    }
}

impl DecimalMark {
    const fn mark(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    /// What may set thousands apart beside [`GROUPING`].
    const fn other(self) -> char {
        match self {
            Self::Comma => '.',
            Self::Point => ',',
        }
    }

    /// The amount of a cell, with its sign, which may stand on either side; the currency's own code or sign is passed over.
    pub fn read(self, cell: &str, currency: Currency) -> Option<Money> {
        let (negative, text) = signed(bare(cell, currency))?;
        let (whole, cents) = match text.rsplit_once(self.mark()) {
            Some((_, "")) => return None,
            Some((whole, cents)) => (whole, cents.trim_end_matches('0')),
            None => (text, ""),
        };
        let digits = usize::try_from(currency.exponent()).ok()?;
        let units = self.ungrouped(whole)?;
        if cents.len() > digits || units.len() > DIGITS || !cents.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let minor: i64 = format!("{units}{cents:0<digits$}").parse().ok()?;
        Some(Money::new(if negative { -minor } else { minor }, currency))
    }

    /// A whole number without what sets its thousands apart; `None` unless every group but the first has three digits and one character sets all apart.
    fn ungrouped(self, whole: &str) -> Option<String> {
        let separator = whole.chars().find(|c| !c.is_ascii_digit());
        let groups: Vec<&str> = match separator {
            None => vec![whole],
            Some(c) if GROUPING.contains(&c) || c == self.other() => whole.split(c).collect(),
            Some(_) => return None,
        };
        let digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
        let (first, rest) = groups.split_first()?;
        let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
        (digits && grouped).then(|| groups.concat())
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || GROUPING.contains(&c))
}

/// A cell without the currency's code or sign.
fn bare(cell: &str, currency: Currency) -> &str {
    let text = trimmed(cell);
    let sign = if currency == Currency::EUR { "€" } else { currency.code() };
    let named = [currency.code(), sign];
    let stripped = named.iter().find_map(|name| text.strip_suffix(name).or_else(|| text.strip_prefix(name)));
    trimmed(stripped.unwrap_or(text))
}

/// Whether there is a minus, and what is left without any sign; `None` for two signs.
fn signed(text: &str) -> Option<(bool, &str)> {
    const MINUS: [char; 2] = ['-', '−'];
    const SIGNS: [char; 3] = ['-', '−', '+'];
    let rest = text.strip_prefix(SIGNS).or_else(|| text.strip_suffix(SIGNS)).unwrap_or(text);
    let negative = rest.len() < text.len() && (text.starts_with(MINUS) || text.ends_with(MINUS));
    let rest = trimmed(rest);
    (!rest.contains(SIGNS)).then_some((negative, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates;
    use proptest::prelude::*;

    #[test]
    fn days_are_read_in_the_order_that_was_said() {
        for (form, cells) in [
            (DateForm::DayMonthYear, ["14.03.2027", "14/03/2027", "14.03.27", "14-3-2027", " 14.03.2027 08:15 "]),
            (DateForm::YearMonthDay, ["2027-03-14", "2027.03.14", "20270314", "2027/3/14", "2027-03-14T08:15:00"]),
            (DateForm::MonthDayYear, ["03/14/2027", "3/14/27", "03-14-2027", "03.14.2027", "03/14/2027 08:15"]),
        ] {
            for cell in cells {
                assert_eq!(form.read(cell).map(dates::iso).as_deref(), Some("2027-03-14"), "{cell}");
            }
        }
        for cell in
            ["", "14.03", "31.02.2027", "14.13.2027", "14.03/2027", "1a.03.2027", "2027-03-14", "14.03.027", "14.03.1927", "+4.03.2027"]
        {
            assert_eq!(DateForm::DayMonthYear.read(cell), None, "{cell}");
        }
        assert_eq!(DateForm::YearMonthDay.read("27-03-14"), None);
    }

    #[test]
    fn amounts_are_read_as_each_country_writes_them() {
        for (mark, currency, cells) in [
            (DecimalMark::Comma, Currency::EUR, ["1 234,50", "1.234,50", "1234,5", "1\u{202f}234,50 €", "+1\u{a0}234,50", "EUR 1234,50"]),
            (DecimalMark::Point, Currency::CHF, ["1'234.50", "1’234.50", "1,234.50", "1234.5", "CHF 1'234.50", "1 234.500"]),
        ] {
            for cell in cells {
                assert_eq!(mark.read(cell, currency), Some(Money::new(123_450, currency)), "{cell}");
            }
        }
        for cell in ["-1 200,00", "−1.200,00", "1200,00-", "- 1200 €", "-1200,0 EUR"] {
            assert_eq!(DecimalMark::Comma.read(cell, Currency::EUR), Some(Money::new(-120_000, Currency::EUR)), "{cell}");
        }
        let yen: Currency = "JPY".parse().unwrap();
        assert_eq!(DecimalMark::Point.read("1,234", yen), Some(Money::new(1_234, yen)));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_read() {
        for cell in [
            "",
            "-",
            "12.5",
            "1.23",
            "1,234.50",
            "1,2,3",
            "12,345",
            "1 23,00",
            "1 234.567,00",
            "12,",
            "--1",
            "-1-",
            "1e5",
            "٣",
            "12 USD",
            "€",
            "12345678901234",
        ] {
            assert_eq!(DecimalMark::Comma.read(cell, Currency::EUR), None, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_comes_back_however_it_is_written(minor in -1_000_000_000_i64..1_000_000_000, point in any::<bool>(), group in 0_usize..5) {
            let mark = if point { DecimalMark::Point } else { DecimalMark::Comma };
            let separator = ["", " ", "\u{202f}", "'", if point { "," } else { "." }][group];
            let (units, cents) = Money::new(minor, Currency::EUR).parts();
            let digits = units.to_string();
            let mut whole = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at) % 3 == 0 {
                    whole.push_str(separator);
                }
                whole.push(digit);
            }
            let written = format!("{}{whole}{}{cents:02}", if minor < 0 { "-" } else { "" }, mark.mark());
            prop_assert_eq!(mark.read(&written, Currency::EUR), Some(Money::new(minor, Currency::EUR)));
        }

        #[test]
        fn nothing_makes_it_panic(cell in ".*", point in any::<bool>()) {
            let mark = if point { DecimalMark::Point } else { DecimalMark::Comma };
            let _ = mark.read(&cell, Currency::CHF);
            for form in DateForm::ALL {
                let _ = form.read(&cell);
            }
        }
    }
}
