//! What the templates of receipts and invoices are given alike: the language, the day, who issues, for whom, for which trip.

use crate::receipt::TripView;
use crate::{PaperError, text};
use locales::{Locale, format, papers as texts};
use time::Date;
use typst::foundations::{Array, Datetime, Dict, IntoValue, Value, dict};

/// The language, as Typst names it.
pub(crate) const fn lang(locale: Locale) -> &'static str {
    match locale {
        Locale::Fr => "fr",
        Locale::En => "en",
    }
}

/// The day of issue, as the PDF bears it.
pub(crate) fn issued(on: Date) -> Result<Datetime, PaperError> {
    Datetime::from_ymd(on.year(), on.month().into(), on.day()).ok_or_else(|| PaperError::Template("a date Typst cannot hold".to_owned()))
}

/// The company that issues the paper.
pub(crate) fn entity(name: &str, address: &[String], registrations: &[String]) -> Dict {
    dict! { "name" => text::line(name), "address" => lines(address), "registrations" => lines(registrations) }
}

/// A block of the head: what it is about, a name, lines below it.
pub(crate) fn person(label: &str, name: &str, lines: Array) -> Dict {
    dict! { "label" => label, "name" => text::line(name), "lines" => lines }
}

/// The block of the trip.
pub(crate) fn trip(locale: Locale, trip: &TripView) -> Dict {
    let dates = format::date_range(locale, trip.starts_on, trip.ends_on);
    let reference = texts::trip_reference(locale, text::line(&trip.reference));
    person(texts::trip(locale), &trip.title, [dates, reference].into_iter().map(IntoValue::into_value).collect())
}

pub(crate) fn lines(typed: &[String]) -> Array {
    typed.iter().map(|line| text::line(line).into_value()).collect()
}

pub(crate) fn rows(rows: impl IntoIterator<Item = Dict>) -> Array {
    rows.into_iter().map(Value::Dict).collect()
}
