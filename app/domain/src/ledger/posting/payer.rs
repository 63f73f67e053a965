//! Postings about a payer's money: what came, what it counts for, what is invoiced, what went back.

use super::{Entry, GatewayAccount, Pocket, Posting, PostingError, SourceKind, clearing, house, minus, opposite, positive};
use crate::invoices::InvoiceKind;
use crate::ledger::accounts::{AccountCode, AccountRef, Owner};
use crate::money::Money;
use crate::payments::{Booking, DisputeFact, GatewayRefund, Parts, PaymentMethod, TakenBack};

impl Posting {
    /// A capture: what counts goes to the payer's advances, the rest to unapplied credit with its reason as the memo.
    ///
    /// # Errors
    /// [`PostingError`] when the parts are not those of the capture.
    pub fn capture(owner: Owner, at: GatewayAccount<'_>, booking: &Booking) -> Result<Self, PostingError> {
        let memo = booking.reason.map_or("", |reason| reason.as_str());
        let money = positive(booking.capture.money)?;
        if booking.advances.minor < 0 || booking.unapplied.minor < 0 {
            return Err(PostingError::NotPositive);
        }
        let entries = vec![
            clearing(at, money),
            of_payer(owner, AccountCode::Advances, minus(booking.advances)),
            of_payer(owner, AccountCode::Unapplied, minus(booking.unapplied)),
        ];
        Self::new(owner.entity, SourceKind::Capture, at.source(&booking.capture.key.0), memo, entries)
    }

    /// A credit on the bank statement, put into `pocket`. `entry` names the line: `iban:reference`.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn transfer(owner: Owner, entry: &str, money: Money, pocket: Pocket, memo: &str) -> Result<Self, PostingError> {
        let money = positive(money)?;
        let entries = vec![house(AccountCode::Bank, money), of_payer(owner, pocket.code(), minus(money))];
        Self::new(owner.entity, SourceKind::Statement, entry.to_owned(), memo, entries)
    }

    /// A payment that came without a gateway, in its parts. `source` is the statement's line, or our id of a payment that staff recorded.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn received(
        owner: Owner,
        source: (SourceKind, &str),
        method: PaymentMethod,
        parts: Parts,
        memo: &str,
    ) -> Result<Self, PostingError> {
        let money = positive(whole(parts)?)?;
        let entries = vec![
            house(AccountCode::of_method(method), money),
            of_payer(owner, AccountCode::Advances, minus(parts.advances)),
            of_payer(owner, AccountCode::Unapplied, minus(parts.unapplied)),
        ];
        Self::new(owner.entity, source.0, source.1.to_owned(), memo, entries)
    }

    /// A payment without gateway undone: `parts` are taken out of the payer's pockets, whichever they were put into. `tx` is the transaction that
    /// booked it; `memo` says why.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn received_undone(owner: Owner, tx: &str, method: PaymentMethod, parts: Parts, memo: &str) -> Result<Self, PostingError> {
        let money = positive(whole(parts)?)?;
        let entries = vec![
            house(AccountCode::of_method(method), minus(money)),
            of_payer(owner, AccountCode::Advances, parts.advances),
            of_payer(owner, AccountCode::Unapplied, parts.unapplied),
        ];
        Self::new(owner.entity, SourceKind::Reversal, tx.to_owned(), memo, entries)
    }

    /// A payment that the former system took, in its parts. `id` is its name there. The other side is the opening: on which account of the bank it is, the
    /// former books say.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn legacy_payment(owner: Owner, id: &str, parts: Parts, memo: &str) -> Result<Self, PostingError> {
        let money = positive(whole(parts)?)?;
        let entries = vec![
            house(AccountCode::Opening, money),
            of_payer(owner, AccountCode::Advances, minus(parts.advances)),
            of_payer(owner, AccountCode::Unapplied, minus(parts.unapplied)),
        ];
        Self::new(owner.entity, SourceKind::Legacy, id.to_owned(), memo, entries)
    }

    /// A refund that the former system made, out of `parts` of the payer's money. `id` is its name there.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn legacy_refund(owner: Owner, id: &str, parts: Parts, memo: &str) -> Result<Self, PostingError> {
        let entries = back(owner, parts, house(AccountCode::Opening, minus(positive(whole(parts)?)?)))?;
        Self::new(owner.entity, SourceKind::Legacy, id.to_owned(), memo, entries)
    }

    /// Unapplied credit that from now on counts towards the price. `id` names the decision.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn apply_credit(owner: Owner, id: &str, money: Money, memo: &str) -> Result<Self, PostingError> {
        let money = positive(money)?;
        let entries = vec![of_payer(owner, AccountCode::Unapplied, money), of_payer(owner, AccountCode::Advances, minus(money))];
        Self::new(owner.entity, SourceKind::Apply, id.to_owned(), memo, entries)
    }

    /// Unapplied credit that settles a claim on its payer. `id` names the decision, by a name that no other part of it has.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn settle_claim(owner: Owner, id: &str, money: Money) -> Result<Self, PostingError> {
        let money = positive(money)?;
        let entries = vec![of_payer(owner, AccountCode::Unapplied, money), of_payer(owner, AccountCode::Doubtful, minus(money))];
        Self::new(owner.entity, SourceKind::Apply, id.to_owned(), "claim", entries)
    }

    /// Advances beyond a lowered price, set aside. `id` names the change of price.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn release_excess(owner: Owner, id: &str, money: Money, memo: &str) -> Result<Self, PostingError> {
        let money = positive(money)?;
        let entries = vec![of_payer(owner, AccountCode::Advances, money), of_payer(owner, AccountCode::Unapplied, minus(money))];
        Self::new(owner.entity, SourceKind::Release, id.to_owned(), memo, entries)
    }

    /// A refund that succeeded at the gateway, out of the payer's money; what that does not hold any more is a claim.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn refund(owner: Owner, at: GatewayAccount<'_>, refund: &GatewayRefund, from: TakenBack) -> Result<Self, PostingError> {
        let entries = taken(owner, from, clearing(at, minus(positive(refund.money)?)))?;
        Self::new(owner.entity, SourceKind::Refund, at.source(&refund.key), &refund.capture.0, entries)
    }

    /// A refund that had been booked and came back, into the pockets it was taken from, once it has settled what was claimed.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn refund_failed(owner: Owner, at: GatewayAccount<'_>, refund: &GatewayRefund, into: TakenBack) -> Result<Self, PostingError> {
        let entries = opposite(&taken(owner, into, clearing(at, minus(positive(refund.money)?)))?)?;
        Self::new(owner.entity, SourceKind::RefundFail, at.source(&refund.key), &refund.capture.0, entries)
    }

    /// A direct debit that the payer's bank took back. `key` is the gateway's name of that.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn returned(owner: Owner, at: GatewayAccount<'_>, key: &str, money: Money, from: TakenBack) -> Result<Self, PostingError> {
        let entries = taken(owner, from, clearing(at, minus(positive(money)?)))?;
        Self::of_return(owner, at, key, DisputeFact::Returned, entries)
    }

    /// The same money, here again after all: `claim` of it settles what was claimed, the rest waits for a person to apply it.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn restored(owner: Owner, at: GatewayAccount<'_>, key: &str, money: Money, claim: Money) -> Result<Self, PostingError> {
        let rest = positive(money)?.sub(claim).filter(|rest| rest.minor >= 0).ok_or(PostingError::OutOfRange)?;
        let entries = vec![
            clearing(at, money),
            of_payer(owner, AccountCode::Doubtful, minus(claim)),
            of_payer(owner, AccountCode::Unapplied, minus(rest)),
        ];
        Self::of_return(owner, at, key, DisputeFact::Restored, entries)
    }

    fn of_return(owner: Owner, at: GatewayAccount<'_>, key: &str, fact: DisputeFact, entries: Vec<Entry>) -> Result<Self, PostingError> {
        let source = [&at.source(key), ":", fact.as_str()].concat();
        Self::new(owner.entity, SourceKind::Dispute, source, fact.as_str(), entries)
    }

    /// A refund that a person made by a transfer. `id` names it.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn refund_by_transfer(owner: Owner, id: &str, money: Money, parts: Parts) -> Result<Self, PostingError> {
        let entries = back(owner, parts, house(AccountCode::Bank, minus(positive(money)?)))?;
        Self::new(owner.entity, SourceKind::Refund, id.to_owned(), "", entries)
    }

    /// An invoice or a credit note of `number`: what the payer was invoiced, against the sales of that payer. Advances stay where they are.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn invoice(owner: Owner, kind: InvoiceKind, number: &str, total: Money) -> Result<Self, PostingError> {
        let total = positive(total)?;
        let (source, debit) = match kind {
            InvoiceKind::Invoice => (SourceKind::Invoice, total),
            InvoiceKind::CreditNote => (SourceKind::CreditNote, minus(total)),
        };
        let entries = vec![of_payer(owner, AccountCode::Receivable, debit), of_payer(owner, AccountCode::Sales, minus(debit))];
        Self::new(owner.entity, source, number.to_owned(), number, entries)
    }
}

/// Both parts together, none below zero.
fn whole(parts: Parts) -> Result<Money, PostingError> {
    if parts.advances.minor < 0 || parts.unapplied.minor < 0 {
        return Err(PostingError::NotPositive);
    }
    parts.advances.add(parts.unapplied).ok_or(PostingError::OutOfRange)
}

/// What leaves: both pockets pay, `left` is where the money went from.
fn back(owner: Owner, parts: Parts, left: Entry) -> Result<Vec<Entry>, PostingError> {
    if parts.advances.minor < 0 || parts.unapplied.minor < 0 {
        return Err(PostingError::NotPositive);
    }
    Ok(vec![of_payer(owner, AccountCode::Unapplied, parts.unapplied), of_payer(owner, AccountCode::Advances, parts.advances), left])
}

/// As [`back`], with what the pockets do not hold.
fn taken(owner: Owner, from: TakenBack, left: Entry) -> Result<Vec<Entry>, PostingError> {
    if from.beyond.minor < 0 {
        return Err(PostingError::NotPositive);
    }
    let mut entries = back(owner, from.parts, left)?;
    entries.push(of_payer(owner, AccountCode::Doubtful, from.beyond));
    Ok(entries)
}

const fn of_payer(owner: Owner, code: AccountCode, amount: Money) -> Entry {
    Entry {
        account: AccountRef { code, currency: amount.currency, payer: Some((owner.trip, owner.payer)), gateway: String::new() },
        amount,
    }
}
