//! Invoices and credit notes: what there is to invoice to a payer, what of an invoice can be credited, which number and which day it bears.
//!
//! A payer is invoiced their share of what a sold trip costs, less what they were invoiced before. Nothing that was issued is ever changed: too much is
//! taken back by a credit note, which names the one invoice it is about.

use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::money::Money;
use crate::text;
use crate::trips::{Entity, TripState};
use serde::{Deserialize, Serialize};
use time::Date;

/// Characters of the reason of a credit note, at most.
const REASON: usize = 200;

words! {
    /// What was issued.
    InvoiceKind {
        /// An invoice.
        Invoice = "invoice",
        /// A credit note: takes back a part of one invoice, or all of it.
        CreditNote = "credit_note",
    }
}

impl InvoiceKind {
    /// What one of `total` adds to what was invoiced: below zero for a credit note.
    pub const fn signed(self, total: Money) -> Money {
        match self {
            Self::Invoice => total,
            Self::CreditNote => Money::new(total.minor.saturating_neg(), total.currency),
        }
    }
}

/// What a payer's invoices say, against what they owe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Invoicing {
    /// This much was not invoiced yet.
    Missing(Money),
    /// This much was invoiced and is not owed: only a credit note can take it back.
    Excess(Money),
    /// Neither.
    Even,
}

/// What there is to invoice to a payer whose `share` of the price it is and who was `invoiced` so much, credit notes deducted, both in the trip's currency. Of a trip
/// that was given up nothing is owed; one that is not sold yet is not invoiced.
pub fn invoicing(state: TripState, share: Money, invoiced: Money) -> Invoicing {
    let owed = match state {
        TripState::Confirmed | TripState::Completed => share.minor.max(0),
        TripState::Draft | TripState::Proposed | TripState::Cancelled => 0,
    };
    let difference = owed.saturating_sub(invoiced.minor);
    match difference {
        _ if share.currency != invoiced.currency => Invoicing::Even,
        1.. => Invoicing::Missing(Money::new(difference, share.currency)),
        0 => Invoicing::Even,
        _ => Invoicing::Excess(Money::new(difference.saturating_neg(), share.currency)),
    }
}

/// The amount of the next invoice.
///
/// # Errors
/// [`ErrorCode::NotInvoiceable`] for a trip that is not sold, [`ErrorCode::CreditNeeded`] (`excess`), [`ErrorCode::NothingToInvoice`].
pub fn next_invoice(state: TripState, share: Money, invoiced: Money) -> Result<Money, Refusal> {
    match (state, invoicing(state, share, invoiced)) {
        (_, Invoicing::Excess(excess)) => Err(Refusal::new(ErrorCode::CreditNeeded).with("excess", excess.plain())),
        (TripState::Draft | TripState::Proposed | TripState::Cancelled, _) => Err(ErrorCode::NotInvoiceable.into()),
        (_, Invoicing::Missing(amount)) => Ok(amount),
        (_, Invoicing::Even) => Err(ErrorCode::NothingToInvoice.into()),
    }
}

/// What is left to credit of what was issued for `total`, of which `credited` was taken back before.
///
/// # Errors
/// [`ErrorCode::CreditOfCredit`] for a credit note, [`ErrorCode::AllCredited`] when nothing is left.
pub fn creditable(kind: InvoiceKind, total: Money, credited: Money) -> Result<Money, Refusal> {
    match kind {
        InvoiceKind::CreditNote => Err(ErrorCode::CreditOfCredit.into()),
        InvoiceKind::Invoice => total.sub(credited).filter(|left| left.minor > 0).ok_or_else(|| ErrorCode::AllCredited.into()),
    }
}

/// The form of a credit note, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditDraft {
    /// How much.
    pub amount: String,
    /// Why, as it is printed on the credit note.
    pub reason: String,
}

impl CreditDraft {
    /// Amount and reason, of which `left` can be credited.
    ///
    /// # Errors
    /// At `amount`: [`ErrorCode::Required`], [`ErrorCode::NotAnAmount`], [`ErrorCode::OutsideCreditable`] (`max`). At `reason`: [`ErrorCode::Required`],
    /// [`ErrorCode::TooLong`].
    pub fn check(&self, left: Money) -> Result<(Money, String), FieldErrors> {
        let mut errors = FieldErrors::new();
        let amount = errors.take("amount", part_of(&self.amount, left));
        let reason = errors.take("reason", text::required(&self.reason, REASON));
        errors.finish(|| Some((amount?, reason?)))
    }
}

fn part_of(typed: &str, left: Money) -> Result<Money, Refusal> {
    if typed.trim().is_empty() {
        return Err(ErrorCode::Required.into());
    }
    let outside = || Refusal::new(ErrorCode::OutsideCreditable).with("max", left.plain());
    let amount = Money::parse(typed, left.currency)
        .map_err(|refusal| if refusal.code == ErrorCode::AmountTooLarge { outside() } else { refusal })?;
    if (1..=left.minor).contains(&amount.minor) { Ok(amount) } else { Err(outside()) }
}

/// The series of a company in a year: `FR-F-2026`. Invoices and credit notes share it; receipts have series of their own.
pub fn series(entity: Entity, year: i32) -> String {
    format!("{}-F-{year}", entity.as_str().to_uppercase())
}

/// A number of a series: of one width, so that their order as text is their order.
pub fn number(series: &str, position: i64) -> String {
    format!("{series}-{position:06}")
}

/// Whether a series whose last paper is of the day `last` may go on on the day `on`: its dates never go back.
///
/// # Errors
/// [`ErrorCode::DateGoesBack`] (`last`).
pub fn follows(last: Option<Date>, on: Date) -> Result<(), Refusal> {
    match last.filter(|last| on < *last) {
        Some(last) => Err(Refusal::new(ErrorCode::DateGoesBack).with("last", crate::dates::iso(last))),
        None => Ok(()),
    }
}

/// What of an invoice for `total` was paid when it was issued: invoices are paid in the order of their numbers, so that of `received` only counts
/// what exceeds the earlier ones, which come to `before`.
pub fn paid_of(received: Money, before: Money, total: Money) -> Money {
    let over = received.minor.max(0).saturating_sub(before.minor.max(0));
    Money::new(over.clamp(0, total.minor.max(0)), total.currency)
}

/// Which of the payments, the oldest first, paid the `paid` of an invoice, those of earlier ones (`before`) passed over: one part a payment, which may be
/// nothing; and what of `paid` came otherwise.
pub fn parts_of(payments: &[Money], before: Money, paid: Money) -> (Vec<Money>, Money) {
    let (mut skip, mut left) = (before.minor.max(0), paid.minor.max(0));
    let part = |payment: &Money| {
        let passed = payment.minor.max(0).min(skip);
        skip -= passed;
        let part = (payment.minor.max(0) - passed).min(left);
        left -= part;
        Money::new(part, paid.currency)
    };
    let parts = payments.iter().map(part).collect();
    (parts, Money::new(left, paid.currency))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::from_iso;
    use crate::money::Currency;
    use proptest::prelude::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn code<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> ErrorCode {
        answer.unwrap_err().code
    }

    #[test]
    fn only_what_is_sold_is_invoiced_and_only_what_is_missing() {
        use TripState::{Cancelled, Completed, Confirmed, Draft, Proposed};
        for state in [Confirmed, Completed] {
            assert_eq!(next_invoice(state, eur(300), eur(0)), Ok(eur(300)));
            assert_eq!(next_invoice(state, eur(320), eur(300)), Ok(eur(20)));
            assert_eq!(code(next_invoice(state, eur(300), eur(300))), ErrorCode::NothingToInvoice);
            assert_eq!(code(next_invoice(state, eur(280), eur(300))), ErrorCode::CreditNeeded);
            assert_eq!(invoicing(state, eur(280), eur(300)), Invoicing::Excess(eur(20)));
        }
        for state in [Draft, Proposed, Cancelled] {
            assert_eq!(code(next_invoice(state, eur(300), eur(0))), ErrorCode::NotInvoiceable);
        }
        assert_eq!(invoicing(Cancelled, eur(300), eur(300)), Invoicing::Excess(eur(300)), "down to nothing");
        assert_eq!(invoicing(Cancelled, eur(300), eur(0)), Invoicing::Even);
        assert_eq!(code(next_invoice(Cancelled, eur(300), eur(300))), ErrorCode::CreditNeeded);
        assert_eq!(invoicing(Confirmed, Money::new(300, Currency::CHF), eur(0)), Invoicing::Even, "currencies never meet");
    }

    #[test]
    fn a_credit_note_is_never_credited_and_an_invoice_never_beyond_its_total() {
        assert_eq!(creditable(InvoiceKind::Invoice, eur(300), eur(100)), Ok(eur(200)));
        assert_eq!(code(creditable(InvoiceKind::Invoice, eur(300), eur(300))), ErrorCode::AllCredited);
        assert_eq!(code(creditable(InvoiceKind::CreditNote, eur(300), eur(0))), ErrorCode::CreditOfCredit);
        let draft = |amount: &str, reason: &str| CreditDraft { amount: amount.into(), reason: reason.into() };
        assert_eq!(draft("2,00", " geste ").check(eur(200)), Ok((eur(200), "geste".to_owned())));
        for (amount, wrong) in [
            ("2.01", ErrorCode::OutsideCreditable),
            ("0", ErrorCode::OutsideCreditable),
            ("-1", ErrorCode::OutsideCreditable),
            ("99999999999", ErrorCode::OutsideCreditable),
            ("x", ErrorCode::NotAnAmount),
            (" ", ErrorCode::Required),
        ] {
            let refused = draft(amount, "geste").check(eur(200)).unwrap_err();
            assert_eq!(refused.get("amount").map(|refusal| refusal.code), Some(wrong), "{amount}");
        }
        assert!(draft("1", "").check(eur(200)).unwrap_err().get("reason").is_some());
        assert_eq!((InvoiceKind::Invoice.signed(eur(300)), InvoiceKind::CreditNote.signed(eur(300))), (eur(300), eur(-300)));
    }

    #[test]
    fn series_are_of_a_company_and_a_year_and_dates_never_go_back() {
        assert_eq!(number(&series(Entity::France, 2026), 123), "FR-F-2026-000123");
        assert_eq!(number(&series(Entity::Switzerland, 2027), 1), "CH-F-2027-000001");
        let day = |text: &str| from_iso(text).unwrap();
        assert_eq!(follows(None, day("2026-11-30")), Ok(()));
        assert_eq!(follows(Some(day("2026-11-30")), day("2026-11-30")), Ok(()));
        let refused = follows(Some(day("2026-11-30")), day("2026-11-29")).unwrap_err();
        assert_eq!((refused.code, refused.args["last"].as_str()), (ErrorCode::DateGoesBack, "2026-11-30"));
    }

    #[test]
    fn money_pays_the_earlier_invoice_first() {
        assert_eq!(paid_of(eur(90), eur(0), eur(300)), eur(90));
        assert_eq!(paid_of(eur(400), eur(0), eur(300)), eur(300));
        assert_eq!(paid_of(eur(310), eur(300), eur(20)), eur(10));
        assert_eq!(paid_of(eur(90), eur(300), eur(20)), eur(0));
        let parts = |payments: &[i64], before, paid| {
            let payments: Vec<Money> = payments.iter().copied().map(eur).collect();
            let (parts, other) = parts_of(&payments, eur(before), eur(paid));
            (parts.into_iter().map(|part| part.minor).collect::<Vec<_>>(), other.minor)
        };
        assert_eq!(parts(&[90, 210, 20], 0, 300), (vec![90, 210, 0], 0));
        assert_eq!(parts(&[90, 210, 20], 300, 20), (vec![0, 0, 20], 0));
        assert_eq!(parts(&[90, 230], 300, 20), (vec![0, 20], 0));
        assert_eq!(parts(&[90], 0, 100), (vec![90], 10), "what has no receipt came otherwise");
    }

    proptest! {
        #[test]
        fn parts_add_up_to_what_was_paid(payments in prop::collection::vec(0_i64..1_000_000, 0..9), before in 0_i64..3_000_000, total in 0_i64..3_000_000) {
            let payments: Vec<Money> = payments.into_iter().map(eur).collect();
            let received = Money::sum(Currency::EUR, payments.iter().copied()).unwrap();
            let paid = paid_of(received, eur(before), eur(total));
            let (parts, other) = parts_of(&payments, eur(before), paid);
            prop_assert_eq!(Money::sum(Currency::EUR, parts.iter().copied().chain([other])), Some(paid));
            prop_assert_eq!(other, eur(0));
            prop_assert!(parts.iter().zip(&payments).all(|(part, payment)| (0..=payment.minor).contains(&part.minor)));
        }

        #[test]
        fn what_is_issued_ends_at_what_is_owed(shares in prop::collection::vec(0_i64..1_000_000, 1..9)) {
            let mut invoiced = eur(0);
            for share in shares.into_iter().map(eur) {
                match invoicing(TripState::Confirmed, share, invoiced) {
                    Invoicing::Missing(amount) => invoiced = invoiced.add(amount).unwrap(),
                    Invoicing::Excess(amount) => invoiced = invoiced.sub(amount).unwrap(),
                    Invoicing::Even => {}
                }
                prop_assert_eq!(invoiced, share);
            }
        }
    }
}
