//! Money, dates and counts as each language writes them. Nothing here can break across lines: spaces are no-break spaces.

use crate::Locale;
use domain::dates::central_european;
use domain::money::{Currency, Money};
use time::{Date, Month, OffsetDateTime, Weekday};

const NBSP: char = '\u{a0}';

/// `1 840,00 €`, `€1,840.00`, `1 840,00 CHF`, `CHF 1,840.00`.
pub fn money(locale: Locale, amount: Money) -> String {
    let (units, minor) = amount.parts();
    let (group, decimal) = match locale {
        Locale::Fr => (NBSP, ','),
        Locale::En => (',', '.'),
    };
    let mut number = grouped(units, group);
    let exponent = amount.currency.exponent() as usize;
    if exponent > 0 {
        number.push(decimal);
        number.push_str(&format!("{minor:0exponent$}"));
    }
    let sign = if amount.minor < 0 { "−" } else { "" };
    let code = amount.currency.code();
    let symbol = if amount.currency == Currency::EUR { "€" } else { code };
    match locale {
        Locale::Fr => format!("{sign}{number}{NBSP}{symbol}"),
        Locale::En if symbol == code => format!("{sign}{code}{NBSP}{number}"),
        Locale::En => format!("{sign}{symbol}{number}"),
    }
}

/// `1 284` or `1,284`.
pub fn count(locale: Locale, number: u64) -> String {
    grouped(
        number,
        match locale {
            Locale::Fr => NBSP,
            Locale::En => ',',
        },
    )
}

fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// `12,5 %` or `12.5%`, from hundredths of a percent.
pub fn percent(locale: Locale, basis_points: i64) -> String {
    let sign = if basis_points < 0 { "−" } else { "" };
    let tenths = (basis_points.unsigned_abs() + 5) / 10;
    match locale {
        Locale::Fr => format!("{sign}{},{}{NBSP}%", tenths / 10, tenths % 10),
        Locale::En => format!("{sign}{}.{}%", tenths / 10, tenths % 10),
    }
}

/// `8,01 %` or `8.01%`, from hundredths of a percent: where a hundredth decides.
pub fn percent_exact(locale: Locale, basis_points: i64) -> String {
    let sign = if basis_points < 0 { "−" } else { "" };
    let (whole, rest) = (basis_points.unsigned_abs() / 100, basis_points.unsigned_abs() % 100);
    match locale {
        Locale::Fr => format!("{sign}{whole},{rest:02}{NBSP}%"),
        Locale::En => format!("{sign}{whole}.{rest:02}%"),
    }
}

/// `0,92` or `0.92`, from millionths; at least two decimals.
pub fn rate(locale: Locale, millionths: i64) -> String {
    let digits = format!("{:06}", millionths.unsigned_abs() % 1_000_000);
    let kept = digits.trim_end_matches('0').len().max(2);
    let (sign, decimal) = (
        if millionths < 0 { "−" } else { "" },
        match locale {
            Locale::Fr => ',',
            Locale::En => '.',
        },
    );
    format!("{sign}{}{decimal}{}", millionths.unsigned_abs() / 1_000_000, digits.get(..kept).unwrap_or(&digits))
}

/// The name of a month, as written inside a date.
pub const fn month(locale: Locale, month: Month) -> &'static str {
    match (locale, month) {
        (Locale::Fr, Month::January) => "janvier",
        (Locale::Fr, Month::February) => "février",
        (Locale::Fr, Month::March) => "mars",
        (Locale::Fr, Month::April) => "avril",
        (Locale::Fr, Month::May) => "mai",
        (Locale::Fr, Month::June) => "juin",
        (Locale::Fr, Month::July) => "juillet",
        (Locale::Fr, Month::August) => "août",
        (Locale::Fr, Month::September) => "septembre",
        (Locale::Fr, Month::October) => "octobre",
        (Locale::Fr, Month::November) => "novembre",
        (Locale::Fr, Month::December) => "décembre",
        (Locale::En, Month::January) => "January",
        (Locale::En, Month::February) => "February",
        (Locale::En, Month::March) => "March",
        (Locale::En, Month::April) => "April",
        (Locale::En, Month::May) => "May",
        (Locale::En, Month::June) => "June",
        (Locale::En, Month::July) => "July",
        (Locale::En, Month::August) => "August",
        (Locale::En, Month::September) => "September",
        (Locale::En, Month::October) => "October",
        (Locale::En, Month::November) => "November",
        (Locale::En, Month::December) => "December",
    }
}

/// The name of a day of the week, as written at the start of a date.
pub const fn weekday(locale: Locale, day: Weekday) -> &'static str {
    match (locale, day) {
        (Locale::Fr, Weekday::Monday) => "lundi",
        (Locale::Fr, Weekday::Tuesday) => "mardi",
        (Locale::Fr, Weekday::Wednesday) => "mercredi",
        (Locale::Fr, Weekday::Thursday) => "jeudi",
        (Locale::Fr, Weekday::Friday) => "vendredi",
        (Locale::Fr, Weekday::Saturday) => "samedi",
        (Locale::Fr, Weekday::Sunday) => "dimanche",
        (Locale::En, Weekday::Monday) => "Monday",
        (Locale::En, Weekday::Tuesday) => "Tuesday",
        (Locale::En, Weekday::Wednesday) => "Wednesday",
        (Locale::En, Weekday::Thursday) => "Thursday",
        (Locale::En, Weekday::Friday) => "Friday",
        (Locale::En, Weekday::Saturday) => "Saturday",
        (Locale::En, Weekday::Sunday) => "Sunday",
    }
}

fn day_of_month(locale: Locale, day: u8) -> String {
    // French says "1er" for the first of a month only.
    if day == 1 && locale == Locale::Fr { "1er".to_owned() } else { day.to_string() }
}

/// `14 mars 2027`, `14 March 2027`.
pub fn date(locale: Locale, date: Date) -> String {
    format!("{}{NBSP}{}{NBSP}{}", day_of_month(locale, date.day()), month(locale, date.month()), date.year())
}

/// `samedi 14 mars`, `Saturday 14 March`.
pub fn day(locale: Locale, date: Date) -> String {
    format!("{} {}{NBSP}{}", weekday(locale, date.weekday()), day_of_month(locale, date.day()), month(locale, date.month()))
}

/// At the start of a line: `Dimanche 7 février`, `Du mercredi 3 au jeudi 4 février`, `Wednesday 3 – Thursday 4 February`.
pub fn day_range(locale: Locale, start: Date, end: Date) -> String {
    let on = |date: Date| format!("{}{NBSP}{}", weekday(locale, date.weekday()), day_of_month(locale, date.day()));
    let whole = |date: Date| format!("{}{NBSP}{}", on(date), month(locale, date.month()));
    if start == end {
        return capital(&whole(start));
    }
    let first = if (start.year(), start.month()) == (end.year(), end.month()) { on(start) } else { whole(start) };
    match locale {
        Locale::Fr => format!("Du {first} au {}", whole(end)),
        Locale::En => format!("{first} – {}", whole(end)),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `14/03/2027` in both languages: for tables.
pub fn short_date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), u8::from(date.month()), date.year())
}

/// `14 – 28 mars 2027`, `30 mars – 2 avril 2027`, `30 décembre 2026 – 2 janvier 2027`.
pub fn date_range(locale: Locale, start: Date, end: Date) -> String {
    let first = day_of_month(locale, start.day());
    if start == end {
        date(locale, start)
    } else if (start.year(), start.month()) == (end.year(), end.month()) {
        format!("{first}{NBSP}– {}", date(locale, end))
    } else if start.year() == end.year() {
        format!("{first}{NBSP}{} – {}", month(locale, start.month()), date(locale, end))
    } else {
        format!("{} – {}", date(locale, start), date(locale, end))
    }
}

/// `14 mars 2027`: the day of an instant in the agency's own time.
pub fn day_of(locale: Locale, at: OffsetDateTime) -> String {
    date(locale, central_european(at).date())
}

/// `14 mars 2027 à 14:02`, in the agency's own time.
pub fn instant(locale: Locale, at: OffsetDateTime) -> String {
    let at = central_european(at);
    let (hour, minute) = (at.hour(), at.minute());
    match locale {
        Locale::Fr => format!("{} à {hour:02}:{minute:02}", date(locale, at.date())),
        Locale::En => format!("{} at {hour:02}:{minute:02}", date(locale, at.date())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::dates::from_iso;

    #[test]
    fn money_reads_right_in_both_languages() {
        let eur = Money::new(184_000, Currency::EUR);
        let chf = Money::new(-123_456_789, Currency::CHF);
        assert_eq!(money(Locale::Fr, eur), "1\u{a0}840,00\u{a0}€");
        assert_eq!(money(Locale::En, eur), "€1,840.00");
        assert_eq!(money(Locale::Fr, chf), "−1\u{a0}234\u{a0}567,89\u{a0}CHF");
        assert_eq!(money(Locale::En, chf), "−CHF\u{a0}1,234,567.89");
        assert_eq!(money(Locale::En, Money::new(1_500, "JPY".parse().unwrap())), "JPY\u{a0}1,500");
    }

    #[test]
    fn ranges_say_each_thing_once() {
        let range = |start, end| date_range(Locale::Fr, from_iso(start).unwrap(), from_iso(end).unwrap()).replace('\u{a0}', " ");
        assert_eq!(range("2027-03-14", "2027-03-28"), "14 – 28 mars 2027");
        assert_eq!(range("2027-03-30", "2027-04-01"), "30 mars – 1er avril 2027");
        assert_eq!(range("2026-12-30", "2027-01-02"), "30 décembre 2026 – 2 janvier 2027");
        assert_eq!(range("2027-03-14", "2027-03-14"), "14 mars 2027");
    }

    #[test]
    fn days_of_a_stage_read_as_a_line_of_their_own() {
        let range = |locale, start, end| day_range(locale, from_iso(start).unwrap(), from_iso(end).unwrap()).replace('\u{a0}', " ");
        assert_eq!(range(Locale::Fr, "2027-02-03", "2027-02-04"), "Du mercredi 3 au jeudi 4 février");
        assert_eq!(range(Locale::Fr, "2027-02-28", "2027-03-01"), "Du dimanche 28 février au lundi 1er mars");
        assert_eq!(range(Locale::Fr, "2027-02-07", "2027-02-07"), "Dimanche 7 février");
        assert_eq!(range(Locale::En, "2027-02-03", "2027-02-04"), "Wednesday 3 – Thursday 4 February");
    }

    #[test]
    fn rates_keep_what_they_need() {
        assert_eq!(rate(Locale::Fr, 920_000), "0,92");
        assert_eq!(rate(Locale::En, 1_082_350), "1.08235");
        assert_eq!(rate(Locale::En, 1_000_000), "1.00");
    }

    #[test]
    fn percents_round_to_a_tenth() {
        assert_eq!(percent(Locale::Fr, 1_657), "16,6\u{a0}%");
        assert_eq!(percent(Locale::En, -5), "−0.1%");
        assert_eq!((percent_exact(Locale::Fr, 801), percent_exact(Locale::En, -5)), ("8,01\u{a0}%".to_owned(), "−0.05%".to_owned()));
    }
}
