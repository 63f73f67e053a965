//! Days of the calendar: reading what people type, and the little arithmetic that schedules need.

use crate::error::{ErrorCode, Refusal};
use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset};

/// `2027-03-14`.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Reads [`iso`] back.
pub fn from_iso(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    date_of(year, month, day)
}

/// Reads a date as people type it: `2027-03-14`, `14/03/2027`, `14.3.2027`, `14 mars 2027`, `14 March 2027`. Years run from 1900 to 2199.
///
/// # Errors
/// [`ErrorCode::Required`] when nothing was typed, [`ErrorCode::NotADate`] for anything that is no day of the calendar.
pub fn parse(text: &str) -> Result<Date, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ErrorCode::Required.into());
    }
    let wrong = || Refusal::new(ErrorCode::NotADate);
    let parts: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | '-')).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return Err(wrong()) };
    let date = if first.len() == 4 { date_of(first, second, third) } else { date_of(third, second, first) };
    date.filter(|date| (1900..2200).contains(&date.year())).ok_or_else(wrong)
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten();
    let month = match number(month) {
        Some(number) => u8::try_from(number).ok()?,
        None => month_named(month)?,
    };
    let day = day.trim_end_matches("er").trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    Date::from_calendar_date(i32::from(number(year)?), Month::try_from(month).ok()?, u8::try_from(number(day)?).ok()?).ok()
}

const MONTHS: [(&str, &str); 12] = [
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
];

fn month_named(text: &str) -> Option<u8> {
    let folded: String = text.to_lowercase().replace(['é', 'è'], "e").replace('û', "u");
    let hits: Vec<u8> = (1_u8..)
        .zip(MONTHS)
        .filter(|(_, (fr, en))| folded.len() >= 3 && (fr.starts_with(&folded) || en.starts_with(&folded)))
        .map(|(number, _)| number)
        .collect();
    // "jui" is June or July: better asked again than guessed.
    match hits.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// `date` moved by `days`, kept within the calendar.
pub fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(Duration::days(days))
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    (to - from).whole_days()
}

/// An instant as the clocks of both offices show it. France and Switzerland share central European time; summer time runs from the last Sunday of March to
/// the last Sunday of October, 01:00 UTC (Directive 2000/84/EC; the Swiss rule is the same).
pub fn central_european(at: OffsetDateTime) -> OffsetDateTime {
    let utc = at.to_offset(UtcOffset::UTC);
    let turn = |month: Month| {
        let last = Date::from_calendar_date(utc.year(), month, 31).unwrap_or(utc.date());
        plus_days(last, -i64::from(last.weekday().number_days_from_sunday())).with_time(Time::MIDNIGHT + Duration::HOUR).assume_utc()
    };
    let summer = turn(Month::March) <= utc && utc < turn(Month::October);
    utc.to_offset(UtcOffset::from_hms(if summer { 2 } else { 1 }, 0, 0).unwrap_or(UtcOffset::UTC))
}

/// When a day begins on those clocks.
pub fn begins(day: Date) -> OffsetDateTime {
    let midnight = day.with_time(Time::MIDNIGHT).assume_utc();
    let winter = midnight - Duration::HOUR;
    if central_european(winter).time() == Time::MIDNIGHT { winter } else { midnight - Duration::HOUR * 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        for text in ["2027-03-14", "14/03/2027", "14.3.2027", "14 mars 2027", "14 March 2027", "14 mar 2027", " 14-03-2027 "] {
            assert_eq!(parse(text).map(iso).as_deref(), Ok("2027-03-14"), "{text}");
        }
        assert_eq!(parse("1er août 2027").map(iso).as_deref(), Ok("2027-08-01"));
        for text in ["31/02/2027", "14/13/2027", "14 jui 2027", "14/03", "soon", "14/03/27", "0000-00-00", "14/03/2027/1", "1４/03/2027"] {
            assert_eq!(parse(text).map_err(|refusal| refusal.code), Err(ErrorCode::NotADate), "{text}");
        }
        assert_eq!(parse(" ").map_err(|refusal| refusal.code), Err(ErrorCode::Required));
    }

    #[test]
    fn iso_comes_back() {
        let date = from_iso("2028-02-29").unwrap();
        assert_eq!(iso(date), "2028-02-29");
        assert_eq!(from_iso("2027-02-29"), None);
        assert_eq!(days_between(from_iso("2027-03-14").unwrap(), from_iso("2027-03-28").unwrap()), 14);
    }

    #[test]
    fn clocks_change_on_the_last_sundays_of_march_and_october() {
        let at = |text: &str| {
            let (date, hour) = text.split_once('T').unwrap();
            let (hour, minute) = hour.split_once(':').unwrap();
            let time = Time::from_hms(hour.parse().unwrap(), minute.parse().unwrap(), 0).unwrap();
            let shown = central_european(from_iso(date).unwrap().with_time(time).assume_utc());
            format!("{}T{:02}:{:02}", iso(shown.date()), shown.hour(), shown.minute())
        };
        assert_eq!(at("2026-12-31T22:59"), "2026-12-31T23:59");
        assert_eq!(at("2026-12-31T23:00"), "2027-01-01T00:00");
        assert_eq!(at("2027-07-01T22:00"), "2027-07-02T00:00");
        assert_eq!(at("2027-03-28T00:59"), "2027-03-28T01:59");
        assert_eq!(at("2027-03-28T01:00"), "2027-03-28T03:00");
        assert_eq!(at("2026-10-25T00:59"), "2026-10-25T02:59");
        assert_eq!(at("2026-10-25T01:00"), "2026-10-25T02:00");
    }

    #[test]
    fn a_day_begins_at_midnight_on_those_clocks() {
        for day in ["2026-12-31", "2027-01-01", "2027-03-28", "2027-03-29", "2027-07-01", "2026-10-25", "2026-10-26"] {
            let begin = central_european(begins(from_iso(day).unwrap()));
            assert_eq!((iso(begin.date()).as_str(), begin.time()), (day, Time::MIDNIGHT));
        }
    }
}
