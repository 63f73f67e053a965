//! Days of the calendar: reading what people type, and the little arithmetic that schedules need.

use crate::error::{ErrorCode, Refusal};
use time::{Date, Duration, Month};

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
}
