//! The price of a trip: the same sums while a seller types and when the server saves.

use super::content::{Service, Trip};
use super::draft::{ServiceDraft, TripDraft};
use super::words_of_trips::{Entity, InsuranceDecision, ServiceKind};
use crate::money::{Currency, Money};
use serde::{Deserialize, Serialize};

/// What a trip is worth, all in its own currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What the client pays in all, insurance included.
    pub price: Money,
    /// The insurance premiums within the price: due in full with the deposit, never part of the margin.
    pub insurance: Money,
    /// What suppliers are paid, converted at each line's rate.
    pub cost: Money,
    /// Price without insurance, less cost without insurance.
    pub margin: Money,
    /// Margin in hundredths of a percent of the price without insurance; 0 when that price is 0.
    pub margin_bp: i64,
    /// Proposed options that are not in the price.
    pub options: Money,
}

/// One line, as the quote sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteLine {
    /// What kind of service.
    pub kind: ServiceKind,
    /// Whether it counts.
    pub counts: bool,
    /// Cost in its own currency.
    pub cost: Money,
    /// Rate in millionths.
    pub rate: i64,
    /// Price in the trip's currency.
    pub price: Money,
}

impl From<&Service> for QuoteLine {
    fn from(service: &Service) -> Self {
        Self { kind: service.kind, counts: service.inclusion.counts(), cost: service.cost, rate: service.rate, price: service.price }
    }
}

/// The quote of a checked trip; `None` only when the sums leave `i64`, which the limits of a form do not allow.
pub fn quote(trip: &Trip) -> Option<Quote> {
    sum(trip.currency(), trip.insurance.decision, trip.services.iter().map(QuoteLine::from))
}

/// The quote of what is typed so far: lines that cannot be read yet are left out.
pub fn quote_draft(draft: &TripDraft) -> Option<Quote> {
    let currency = draft.entity.parse::<Entity>().unwrap_or_default().currency();
    let decision = draft.insurance.decision.parse().unwrap_or_default();
    let lines = draft.services.iter().filter(|line| !line.is_blank()).filter_map(|line| draft_line(line, currency));
    sum(currency, decision, lines)
}

fn draft_line(line: &ServiceDraft, currency: Currency) -> Option<QuoteLine> {
    let (cost, rate, price) = line.amounts(currency).ok()?;
    Some(QuoteLine {
        kind: line.kind.parse().unwrap_or_default(),
        counts: line.inclusion.parse().map_or(true, super::Inclusion::counts),
        cost,
        rate,
        price,
    })
}

fn sum(currency: Currency, decision: InsuranceDecision, lines: impl Iterator<Item = QuoteLine>) -> Option<Quote> {
    let zero = Money::zero(currency);
    let (mut price, mut insurance, mut cost, mut insurance_cost, mut options) = (zero, zero, zero, zero, zero);
    for line in lines {
        let line_cost = if line.cost.currency == currency { line.cost } else { line.cost.convert(currency, line.rate)? };
        match (line.kind, line.counts) {
            (ServiceKind::Insurance, _) if decision != InsuranceDecision::Accepted => options = options.add(line.price)?,
            (_, false) => options = options.add(line.price)?,
            (ServiceKind::Insurance, true) => {
                insurance = insurance.add(line.price)?;
                insurance_cost = insurance_cost.add(line_cost)?;
            }
            (ServiceKind::Discount, true) => price = price.sub(line.price)?,
            (_, true) => {
                price = price.add(line.price)?;
                cost = cost.add(line_cost)?;
            }
        }
    }
    let margin = price.sub(cost)?;
    let margin_bp = if price.is_zero() { 0 } else { i64::try_from(i128::from(margin.minor) * 10_000 / i128::from(price.minor)).ok()? };
    Some(Quote { price: price.add(insurance)?, insurance, cost: cost.add(insurance_cost)?, margin, margin_bp, options })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: &str, price: &str, cost: &str, inclusion: &str) -> ServiceDraft {
        ServiceDraft {
            kind: kind.into(),
            label: "x".into(),
            price: price.into(),
            cost: cost.into(),
            inclusion: inclusion.into(),
            zone: "non-eu".into(),
            ..Default::default()
        }
    }

    #[test]
    fn a_quote_adds_what_counts() {
        let mut draft = TripDraft { entity: "fr".into(), ..Default::default() };
        draft.insurance.decision = "accepted".into();
        draft.services = vec![
            line("flight", "1 000,00", "800", "included"),
            ServiceDraft { cost_currency: "USD".into(), rate: "0.92".into(), ..line("stay", "500", "400", "taken") },
            line("activity", "90", "50", "optional"),
            line("discount", "100", "", "included"),
            line("insurance", "120", "100", "included"),
            line("guide", "not yet", "", "included"),
        ];
        let quote = quote_draft(&draft).unwrap();
        let eur = |minor| Money::new(minor, Currency::EUR);
        assert_eq!(
            quote,
            Quote {
                price: eur(152_000),
                insurance: eur(12_000),
                cost: eur(126_800),
                margin: eur(23_200),
                margin_bp: 1_657,
                options: eur(9_000)
            }
        );
        draft.insurance.decision = "declined".into();
        assert_eq!(
            quote_draft(&draft).map(|quote| (quote.price, quote.insurance, quote.options)),
            Some((eur(140_000), eur(0), eur(21_000)))
        );
    }
}
