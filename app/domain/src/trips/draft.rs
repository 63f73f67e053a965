//! A trip as typed in the back office, and its check.

use super::content::{Day, Insurance, Service, Traveller, Trip};
use super::words_of_trips::{Destination, Entity, InsuranceDecision, ServiceKind};
use crate::dates;
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::money::{Currency, Money};
use crate::text;
use serde::{Deserialize, Serialize};
use time::Date;

/// Characters of a title, at most.
pub const TITLE_MAX: usize = 200;
const ROWS_MAX: usize = 200;

/// A trip as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TripDraft {
    /// A client id.
    pub client: String,
    /// The title.
    pub title: String,
    /// Ticked [`Destination`]s.
    pub destinations: Vec<String>,
    /// An [`Entity`].
    pub entity: String,
    /// A staff id.
    pub seller: String,
    /// First day; may be empty while a draft.
    pub starts_on: String,
    /// Last day; may be empty while a draft.
    pub ends_on: String,
    /// Notes for staff.
    pub notes: String,
    /// Service lines; a row without label and amounts is dropped.
    pub services: Vec<ServiceDraft>,
    /// The insurance.
    pub insurance: InsuranceDraft,
    /// Who travels; a row without names is dropped.
    pub travellers: Vec<TravellerDraft>,
    /// The itinerary; an empty row is dropped.
    pub days: Vec<DayDraft>,
}

/// A service line as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceDraft {
    /// A [`ServiceKind`].
    pub kind: String,
    /// What it is.
    pub label: String,
    /// Who renders it.
    pub supplier: String,
    /// Where.
    pub place: String,
    /// First day.
    pub starts_on: String,
    /// Last day.
    pub ends_on: String,
    /// What it costs.
    pub cost: String,
    /// In which currency; empty is the trip's.
    pub cost_currency: String,
    /// Trip currency for one unit of the cost's currency: `0.9205`.
    pub rate: String,
    /// What the client pays.
    pub price: String,
    /// A [`super::Zone`].
    pub zone: String,
    /// An [`super::Inclusion`].
    pub inclusion: String,
}

/// The insurance as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InsuranceDraft {
    /// An [`InsuranceDecision`].
    pub decision: String,
    /// The day of the consent.
    pub consent_on: String,
}

/// A traveller as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TravellerDraft {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Date of birth.
    pub born_on: String,
    /// Not empty when insured.
    pub insured: String,
}

/// A stage of the itinerary as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayDraft {
    /// Where.
    pub place: String,
    /// How many days; empty is one.
    pub length: String,
    /// French title.
    pub title_fr: String,
    /// English title.
    pub title_en: String,
    /// French text.
    pub text_fr: String,
    /// English text.
    pub text_en: String,
}

impl ServiceDraft {
    /// Whether nothing but choices was made in the row.
    pub fn is_blank(&self) -> bool {
        [&self.label, &self.supplier, &self.place, &self.cost, &self.price].iter().all(|text| text.trim().is_empty())
    }

    /// Cost, rate and price, in the trip's `currency`. An empty cost is zero.
    ///
    /// # Errors
    /// The refused fields, by their name in the row.
    pub fn amounts(&self, currency: Currency) -> Result<(Money, i64, Money), FieldErrors> {
        let mut errors = FieldErrors::new();
        let cost_currency = match self.cost_currency.trim() {
            "" => Some(currency),
            code => errors.take("cost_currency", code.parse().map_err(|_| ErrorCode::NotAChoice.into())),
        };
        let cost = cost_currency.and_then(|code| match self.cost.trim() {
            "" => Some(Money::zero(code)),
            text => errors.take("cost", positive(Money::parse(text, code))),
        });
        let rate = match cost_currency {
            Some(code) if code != currency && cost.is_some_and(|cost| !cost.is_zero()) => errors.take("rate", parse_rate(&self.rate)),
            Some(_) | None => Some(RATE_ONE),
        };
        let price = match self.price.trim() {
            "" => errors.take("price", Err(ErrorCode::Required.into())),
            text => errors.take("price", positive(Money::parse(text, currency))),
        };
        errors.finish(|| Some((cost?, rate?, price?)))
    }

    fn check(&self, currency: Currency, bounds: Option<(Date, Date)>) -> Result<Service, FieldErrors> {
        let mut errors = FieldErrors::new();
        let kind = errors.take("kind", text::choice::<ServiceKind>(&self.kind));
        let label = errors.take("label", text::required(&self.label, TITLE_MAX));
        let supplier = errors.take("supplier", text::optional(&self.supplier, 120));
        let place = errors.take("place", text::optional(&self.place, 120));
        let starts_on = errors.take("starts_on", optional_date(&self.starts_on)).flatten();
        let ends_on = errors.take("ends_on", optional_date(&self.ends_on)).flatten();
        check_order(&mut errors, starts_on, ends_on);
        if let Some((first, last)) = bounds {
            for (field, date) in [("starts_on", starts_on), ("ends_on", ends_on)] {
                // A flight may leave on the eve and land on the morrow.
                if date.is_some_and(|date| date < dates::plus_days(first, -1) || date > dates::plus_days(last, 1)) {
                    errors.add(field, Refusal::new(ErrorCode::OutsideTrip).with("start", dates::iso(first)).with("end", dates::iso(last)));
                }
            }
        }
        let amounts = self.amounts(currency).map_err(|refused| errors.0.extend(refused.0)).ok();
        let zone = errors.take("zone", text::choice(&self.zone));
        let inclusion = errors.take("inclusion", text::choice(&self.inclusion));
        errors.finish(|| {
            let (cost, rate, price) = amounts?;
            Some(Service {
                kind: kind?,
                label: label?,
                supplier: supplier?,
                place: place?,
                starts_on,
                ends_on,
                cost,
                rate,
                price,
                zone: zone?,
                inclusion: inclusion?,
            })
        })
    }
}

const RATE_ONE: i64 = 1_000_000;

/// Reads an exchange rate such as `0.9205` or `0,9205` into millionths; above zero, below 100,000.
///
/// # Errors
/// [`ErrorCode::Required`] or [`ErrorCode::NotAnAmount`].
pub fn parse_rate(text: &str) -> Result<i64, Refusal> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Err(ErrorCode::Required.into());
    }
    let wrong = || Refusal::new(ErrorCode::NotAnAmount);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if whole.is_empty() || whole.len() > 5 || fraction.len() > 6 || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
    {
        return Err(wrong());
    }
    let rate: i64 = format!("{whole}{fraction:0<6}").parse().map_err(|_| wrong())?;
    if rate == 0 { Err(wrong()) } else { Ok(rate) }
}

/// A rate as a form field shows it.
pub fn rate_to_field(rate: i64) -> String {
    let text = format!("{}.{:06}", rate / RATE_ONE, rate % RATE_ONE);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn positive(amount: Result<Money, Refusal>) -> Result<Money, Refusal> {
    match amount? {
        amount if amount.minor < 0 => Err(ErrorCode::NegativeAmount.into()),
        amount => Ok(amount),
    }
}

fn optional_date(text: &str) -> Result<Option<Date>, Refusal> {
    if text.trim().is_empty() { Ok(None) } else { dates::parse(text).map(Some) }
}

fn check_order(errors: &mut FieldErrors, starts_on: Option<Date>, ends_on: Option<Date>) {
    if let (Some(start), Some(end)) = (starts_on, ends_on)
        && end < start
    {
        errors.add("ends_on", Refusal::new(ErrorCode::EndsBeforeStart).with("start", dates::iso(start)).with("end", dates::iso(end)));
    }
}

/// Checks the rows of a list under `field[index]`; blank rows are dropped, but rows keep the index they were typed at.
fn rows<D, T>(
    errors: &mut FieldErrors,
    field: &str,
    drafts: &[D],
    blank: impl Fn(&D) -> bool,
    check: impl Fn(&D) -> Result<T, FieldErrors>,
) -> Vec<T> {
    if drafts.len() > ROWS_MAX {
        errors.add(field, Refusal::new(ErrorCode::TooManyRows).with("max", ROWS_MAX));
        return Vec::new();
    }
    let mut checked = Vec::new();
    for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| !blank(draft)) {
        match check(draft) {
            Ok(row) => checked.push(row),
            Err(refused) => refused.0.into_iter().for_each(|(name, refusal)| errors.add(&format!("{field}[{index}][{name}]"), refusal)),
        }
    }
    checked
}

impl TravellerDraft {
    fn is_blank(&self) -> bool {
        [&self.given_name, &self.family_name, &self.born_on].iter().all(|text| text.trim().is_empty())
    }

    fn check(&self) -> Result<Traveller, FieldErrors> {
        let mut errors = FieldErrors::new();
        let given_name = errors.take("given_name", text::required(&self.given_name, 80));
        let family_name = errors.take("family_name", text::required(&self.family_name, 80));
        let born_on = errors.take("born_on", optional_date(&self.born_on));
        errors.finish(|| {
            Some(Traveller { given_name: given_name?, family_name: family_name?, born_on: born_on?, insured: !self.insured.is_empty() })
        })
    }
}

impl DayDraft {
    fn is_blank(&self) -> bool {
        [&self.place, &self.title_fr, &self.title_en, &self.text_fr, &self.text_en].iter().all(|text| text.trim().is_empty())
    }

    fn check(&self) -> Result<Day, FieldErrors> {
        let mut errors = FieldErrors::new();
        let place = errors.take("place", text::required(&self.place, 120));
        let length = errors.take("length", if self.length.trim().is_empty() { Ok(1) } else { text::whole(&self.length, 1, 60) });
        let title_fr = errors.take("title_fr", text::required(&self.title_fr, TITLE_MAX));
        let title_en = errors.take("title_en", text::optional(&self.title_en, TITLE_MAX));
        let text_fr = errors.take("text_fr", text::optional(&self.text_fr, 5_000));
        let text_en = errors.take("text_en", text::optional(&self.text_en, 5_000));
        errors.finish(|| {
            Some(Day { place: place?, length: length?, title_fr: title_fr?, title_en: title_en?, text_fr: text_fr?, text_en: text_en? })
        })
    }
}

impl TripDraft {
    /// Parses the form.
    ///
    /// # Errors
    /// Every refused field, by its path.
    pub fn check(&self) -> Result<Trip, FieldErrors> {
        let mut errors = FieldErrors::new();
        let client = errors.take("client", text::choice(&self.client));
        let title = errors.take("title", text::required(&self.title, TITLE_MAX));
        let destinations = errors.take(
            "destinations",
            Destination::parse_list(&self.destinations)
                .and_then(|list| if list.is_empty() { Err(ErrorCode::Required.into()) } else { Ok(list) }),
        );
        let entity = errors.take("entity", text::choice::<Entity>(&self.entity));
        let seller = errors.take("seller", text::choice(&self.seller));
        let starts_on = errors.take("starts_on", optional_date(&self.starts_on)).flatten();
        let ends_on = errors.take("ends_on", optional_date(&self.ends_on)).flatten();
        check_order(&mut errors, starts_on, ends_on);
        let notes = errors.take("notes", text::optional(&self.notes, 10_000));
        let currency = entity.unwrap_or_default().currency();
        let bounds = starts_on.zip(ends_on).filter(|(start, end)| start <= end);
        let services = rows(&mut errors, "services", &self.services, ServiceDraft::is_blank, |draft| draft.check(currency, bounds));
        let decision: Option<InsuranceDecision> = errors.take("insurance[decision]", text::choice(&self.insurance.decision));
        let consent_on = errors.take("insurance[consent_on]", optional_date(&self.insurance.consent_on)).flatten();
        let travellers = rows(&mut errors, "travellers", &self.travellers, TravellerDraft::is_blank, TravellerDraft::check);
        let days = rows(&mut errors, "days", &self.days, DayDraft::is_blank, DayDraft::check);
        if decision == Some(InsuranceDecision::Accepted) {
            if consent_on.is_none() {
                errors.add("insurance[consent_on]", ErrorCode::Required);
            }
            if !travellers.iter().any(|traveller| traveller.insured) {
                errors.add("insurance[decision]", Refusal::new(ErrorCode::Required).with("what", "insured"));
            }
        }
        if let Some((start, end)) = bounds {
            let length: u32 = days.iter().map(|day| day.length).sum();
            if i64::from(length) > dates::days_between(start, end) + 1 {
                errors.add("days", Refusal::new(ErrorCode::OutsideTrip).with("start", dates::iso(start)).with("end", dates::iso(end)));
            }
        }
        errors.finish(|| {
            let insurance = Insurance {
                decision: decision?,
                consent_on: if decision == Some(InsuranceDecision::Accepted) { consent_on } else { None },
            };
            Some(Trip {
                client: client?,
                title: title?,
                destinations: destinations?,
                entity: entity?,
                seller: seller?,
                starts_on,
                ends_on,
                notes: notes?,
                services,
                insurance,
                travellers,
                days,
            })
        })
    }
}
