//! Which column of a bank's table says what: as a person says it in a form, and as it is remembered.

use super::cells::{DateForm, DecimalMark};
use super::iban::Iban;
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::money::Currency;
use crate::text;
use serde::{Deserialize, Serialize};

/// Columns as typed: each by its number from 0, empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnsDraft {
    /// The number of the bank account.
    pub account: String,
    /// Currency of lines that do not say theirs.
    pub currency: String,
    /// The day it was booked.
    pub date: String,
    /// One amount with its sign …
    pub amount: String,
    /// … or what left in one column …
    pub debit: String,
    /// … and what came in another.
    pub credit: String,
    /// Currency of the line.
    pub line_currency: String,
    /// Free text.
    pub text: String,
    /// Structured reference.
    pub reference: String,
    /// The other side's name.
    pub name: String,
    /// The other side's account.
    pub iban: String,
    /// The bank's own name of the line.
    pub entry: String,
    /// [`DateForm`].
    pub date_form: String,
    /// [`DecimalMark`].
    pub decimal: String,
}

/// Where the amount of a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountAt {
    /// In one column: what left has a minus.
    One(usize),
    /// What left and what came stand apart.
    Two {
        /// What left; its sign is passed over, since banks write it either way.
        debit: usize,
        /// What came.
        credit: usize,
    },
}

/// Columns that can be read by, each by its number from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// The number of the bank account.
    pub account: String,
    /// Currency of lines that do not say theirs.
    pub currency: Currency,
    /// The day it was booked.
    pub date: usize,
    /// How much.
    pub amount: AmountAt,
    /// Currency of the line.
    pub line_currency: Option<usize>,
    /// Free text.
    pub text: Option<usize>,
    /// Structured reference.
    pub reference: Option<usize>,
    /// The other side's name.
    pub name: Option<usize>,
    /// The other side's account.
    pub iban: Option<usize>,
    /// The bank's own name of the line.
    pub entry: Option<usize>,
    /// How days are written.
    pub date_form: DateForm,
    /// How amounts are written.
    pub decimal: DecimalMark,
}

impl ColumnsDraft {
    /// Reads the draft for a table of `width` columns.
    ///
    /// # Errors
    /// Fields: `account` (`Required`, `NotAnIban`), `currency`, `date_form`, `decimal` and columns (`Required`, `NotAChoice`). Either `amount`, or `debit` and
    /// `credit`; both is `NotAChoice` at `amount`.
    pub fn check(&self, width: usize) -> Result<Columns, FieldErrors> {
        let mut errors = FieldErrors::new();
        let account = errors.take("account", account(&self.account));
        let currency = errors.take("currency", text::choice::<Currency>(&self.currency));
        let mut at = |field: &str, typed: &str| errors.take(field, column(typed, width)).flatten();
        let (date, one) = (at("date", &self.date), at("amount", &self.amount));
        let (debit, credit) = (at("debit", &self.debit), at("credit", &self.credit));
        let (line_currency, free) = (at("line_currency", &self.line_currency), at("text", &self.text));
        let (reference, name) = (at("reference", &self.reference), at("name", &self.name));
        let (iban, entry) = (at("iban", &self.iban), at("entry", &self.entry));
        let date_form = errors.take("date_form", text::choice::<DateForm>(&self.date_form));
        let decimal = errors.take("decimal", text::choice::<DecimalMark>(&self.decimal));
        if date.is_none() {
            errors.add("date", ErrorCode::Required);
        }
        let amount = match (one, debit, credit) {
            (Some(one), None, None) => Some(AmountAt::One(one)),
            (None, Some(debit), Some(credit)) if debit != credit => Some(AmountAt::Two { debit, credit }),
            (None, Some(_), Some(_)) => errors.take("credit", Err(ErrorCode::NotAChoice.into())),
            (None, Some(_), None) => errors.take("credit", Err(ErrorCode::Required.into())),
            (None, None, Some(_)) => errors.take("debit", Err(ErrorCode::Required.into())),
            (None, None, None) => errors.take("amount", Err(ErrorCode::Required.into())),
            (Some(_), ..) => errors.take("amount", Err(ErrorCode::NotAChoice.into())),
        };
        errors.finish(|| {
            Some(Columns {
                account: account?,
                currency: currency?,
                date: date?,
                amount: amount?,
                line_currency,
                text: free,
                reference,
                name,
                iban,
                entry,
                date_form: date_form?,
                decimal: decimal?,
            })
        })
    }
}

impl Columns {
    /// As a form shows them; [`ColumnsDraft::check`] reads them back.
    pub fn draft(&self) -> ColumnsDraft {
        let number = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
        let (one, debit, credit) = match self.amount {
            AmountAt::One(one) => (Some(one), None, None),
            AmountAt::Two { debit, credit } => (None, Some(debit), Some(credit)),
        };
        ColumnsDraft {
            account: self.account.clone(),
            currency: self.currency.to_string(),
            date: self.date.to_string(),
            amount: number(one),
            debit: number(debit),
            credit: number(credit),
            line_currency: number(self.line_currency),
            text: number(self.text),
            reference: number(self.reference),
            name: number(self.name),
            iban: number(self.iban),
            entry: number(self.entry),
            date_form: self.date_form.to_string(),
            decimal: self.decimal.to_string(),
        }
    }
}

/// An account number, without spaces.
fn account(typed: &str) -> Result<String, Refusal> {
    let typed = text::required(typed, 60)?;
    let iban = typed.parse::<Iban>().map_err(|_| Refusal::new(ErrorCode::NotAnIban))?;
    Ok(iban.as_str().to_owned())
}

/// A column of the table, or none.
fn column(typed: &str, width: usize) -> Result<Option<usize>, Refusal> {
    match typed.trim() {
        "" => Ok(None),
        number => match number.parse::<usize>() {
            Ok(at) if at < width => Ok(Some(at)),
            _ => Err(ErrorCode::NotAChoice.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> ColumnsDraft {
        ColumnsDraft {
            account: "FR14 2004 1010 0505 0001 3M02 606".into(),
            currency: "EUR".into(),
            date: "0".into(),
            amount: "2".into(),
            text: "1".into(),
            date_form: "dmy".into(),
            decimal: "comma".into(),
            ..ColumnsDraft::default()
        }
    }

    #[test]
    fn what_is_remembered_is_what_was_said() {
        let columns = draft().check(3).unwrap();
        assert_eq!((columns.account.as_str(), columns.amount), ("FR1420041010050500013M02606", AmountAt::One(2)));
        assert_eq!(columns.draft().check(3), Ok(columns));
        let apart = ColumnsDraft { amount: String::new(), debit: "2".into(), credit: "3".into(), ..draft() }.check(4).unwrap();
        assert_eq!(apart.draft().check(4), Ok(apart));
    }

    #[test]
    fn each_refusal_stands_at_its_field() {
        let wrong = |change: fn(&mut ColumnsDraft)| {
            let mut draft = draft();
            change(&mut draft);
            draft.check(4).unwrap_err().0.into_iter().map(|(field, refusal)| (field, refusal.code)).collect::<Vec<_>>()
        };
        let one = |field: &str, code| vec![(field.to_owned(), code)];
        assert_eq!(wrong(|draft| draft.account = "FR15 2004".into()), one("account", ErrorCode::NotAnIban));
        assert_eq!(wrong(|draft| draft.account.clear()), one("account", ErrorCode::Required));
        assert_eq!(wrong(|draft| draft.date.clear()), one("date", ErrorCode::Required));
        assert_eq!(wrong(|draft| draft.date = "4".into()), one("date", ErrorCode::NotAChoice));
        assert_eq!(wrong(|draft| draft.amount.clear()), one("amount", ErrorCode::Required));
        assert_eq!(wrong(|draft| draft.debit = "3".into()), one("amount", ErrorCode::NotAChoice));
        assert_eq!(wrong(|draft| draft.amount = "-1".into()), one("amount", ErrorCode::NotAChoice));
        assert_eq!(wrong(|draft| draft.decimal = "dot".into()), one("decimal", ErrorCode::NotAChoice));
        let half = |draft: &mut ColumnsDraft| {
            draft.amount.clear();
            draft.debit = "3".into();
        };
        assert_eq!(wrong(half), one("credit", ErrorCode::Required));
    }
}
