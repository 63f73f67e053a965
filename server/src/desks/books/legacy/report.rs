//! What an import says at its end: every row counted, the refused ones named, and totals to lay beside the former books.

use super::book::{Fact, Outcome};
use domain::legacy::{LegacyColumn, LegacyKind, LegacyRefusal};
use domain::money::Currency;
use domain::trips::Entity as Company;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// A row that was not booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its line in the file, from 1.
    pub line: u32,
    /// The number of its cell, from 1.
    pub column: u32,
    /// What that column is.
    pub name: Option<LegacyColumn>,
    /// Why.
    pub why: LegacyRefusal,
    /// The first words of what stands there.
    pub found: String,
}

impl fmt::Display for RefusedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.map(|name| format!(" ({name})")).unwrap_or_default();
        write!(f, "line {}, column {}{name}: {}", self.line, self.column, self.why)?;
        if self.found.is_empty() { Ok(()) } else { write!(f, ": {}", self.found) }
    }
}

/// What moved in one company, currency and year, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LegacyTotal {
    /// How many payments.
    pub payments: u64,
    /// Their sum.
    pub received: i128,
    /// How many refunds.
    pub refunds: u64,
    /// Their sum.
    pub given_back: i128,
    /// What of the payments counted towards no price when they were booked.
    pub aside: i128,
}

/// What became of every row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegacyReport {
    /// Rows that are in the ledger now, and were not before.
    pub booked: u64,
    /// Rows that were in it before.
    pub there: u64,
    /// The others, in the order of the file.
    pub refused: Vec<RefusedRow>,
    /// Everything of the file that is in the ledger, booked now or before: by company, currency and year.
    pub totals: BTreeMap<(Company, Currency, i32), LegacyTotal>,
    places: HashMap<LegacyColumn, u32>,
}

impl LegacyReport {
    pub(super) fn of(refused: Vec<RefusedRow>, places: &HashMap<LegacyColumn, u32>) -> Self {
        Self { refused, places: places.clone(), ..Self::default() }
    }

    pub(super) fn note(&mut self, line: u32, outcome: Outcome) {
        match outcome {
            Outcome::Booked(fact) => {
                self.booked += 1;
                self.add(fact);
            }
            Outcome::There(fact) => {
                self.there += 1;
                self.add(fact);
            }
            Outcome::Refused(name, why, found) => {
                let column = self.places.get(&name).copied().unwrap_or(0);
                self.refused.push(RefusedRow { line, column, name: Some(name), why, found: super::file::shown(&found) });
            }
        }
    }

    fn add(&mut self, fact: Fact) {
        let total = self.totals.entry((fact.company, fact.amount.currency, fact.year)).or_default();
        match fact.kind {
            LegacyKind::Payment => {
                total.payments += 1;
                total.received += i128::from(fact.amount.minor);
                total.aside += i128::from(fact.aside.minor);
            }
            LegacyKind::Refund => {
                total.refunds += 1;
                total.given_back += i128::from(fact.amount.minor);
            }
        }
    }

    pub(super) fn finish(&mut self) {
        self.refused.sort_by_key(|row| row.line);
    }

    /// How many rows the file has.
    pub fn rows(&self) -> u64 {
        self.booked + self.there + u64::try_from(self.refused.len()).unwrap_or(u64::MAX)
    }
}

/// An amount in its currency, beyond what one payment can hold.
fn plain(minor: i128, currency: Currency) -> String {
    let digits = usize::try_from(currency.exponent()).unwrap_or(2);
    let unit = i128::from(currency.minor_per_unit());
    let (units, rest) = (minor / unit, (minor % unit).abs());
    let sign = if minor < 0 && units == 0 { "-" } else { "" };
    if digits == 0 { format!("{units} {currency}") } else { format!("{sign}{units}.{rest:0digits$} {currency}") }
}

impl fmt::Display for LegacyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.refused {
            writeln!(f, "{row}")?;
        }
        for ((company, currency, year), total) in &self.totals {
            let money = |minor| plain(minor, *currency);
            writeln!(
                f,
                "{company}  {year}  {} payments {}, {} refunds {}, net {}; {} of the payments count towards no price",
                total.payments,
                money(total.received),
                total.refunds,
                money(total.given_back),
                money(total.received - total.given_back),
                money(total.aside),
            )?;
        }
        write!(f, "{} booked + {} already there + {} refused = {} rows", self.booked, self.there, self.refused.len(), self.rows())
    }
}

#[cfg(test)]
mod tests {
    use super::plain;
    use domain::money::Currency;

    #[test]
    fn sums_beyond_any_payment_are_written_to_the_cent() {
        assert_eq!(plain(1_234_567_890_123_456_789_012, Currency::EUR), "12345678901234567890.12 EUR");
        assert_eq!(plain(-5, Currency::CHF), "-0.05 CHF");
        assert_eq!(plain(-150, Currency::CHF), "-1.50 CHF");
        assert_eq!(plain(0, Currency::EUR), "0.00 EUR");
    }
}
