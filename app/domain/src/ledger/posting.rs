//! Postings: what one event writes into the ledger.

use super::accounts::{AccountCode, AccountRef, Owner};
use crate::invoices::InvoiceKind;
use crate::money::{Currency, Money};
use crate::payments::{Booking, DisputeFact, GatewayRefund, Parts, PaymentMethod, TakenBack};
use crate::trips::Entity;
use serde::Serialize;

words! {
    /// What kind of fact a transaction books. With the fact's own name it is unique in the ledger.
    SourceKind {
        /// A gateway took money: `gateway:account:capture`.
        Capture = "capture",
        /// A gateway's fee: `gateway:account:fee`, or the dispute's name.
        Fee = "fee",
        /// A gateway paid out: `gateway:account:payout`.
        Payout = "payout",
        /// A payout that came back to the gateway: `gateway:account:payout`.
        PayoutFail = "payout_fail",
        /// A line of a bank statement: `iban:entry`.
        Statement = "stmt",
        /// A payment without gateway that staff recorded: our id of it.
        Recorded = "recorded",
        /// Unapplied credit applied to the price, or to a claim: an id of ours.
        Apply = "apply",
        /// Advances beyond a lowered price set aside: an id of ours.
        Release = "release",
        /// Money went back: `gateway:account:refund`, or an id of ours for a transfer.
        Refund = "refund",
        /// A refund that had succeeded came back: `gateway:account:refund`.
        RefundFail = "refund_fail",
        /// A capture disputed by the payer's bank: `gateway:account:dispute:fact`.
        Dispute = "dispute",
        /// An invoice: its number.
        Invoice = "invoice",
        /// A credit note: its number.
        CreditNote = "credit_note",
        /// A transaction undone: the id of that transaction.
        Reversal = "reversal",
        /// A payment of the system before this one: its id there.
        Legacy = "legacy",
    }
}

/// One side of a transaction: a debit is positive, a credit negative, zero is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Which account.
    pub account: AccountRef,
    /// Debit (+) or credit (−), in the account's currency.
    pub amount: Money,
}

/// Why a posting cannot be made. Each is a bug of the caller or a fact nobody should book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostingError {
    /// The amount is not above zero.
    #[error("nothing to post")]
    NotPositive,
    /// The sides differ.
    #[error("sides differ")]
    Unbalanced,
    /// The sum leaves `i64`.
    #[error("out of range")]
    OutOfRange,
}

/// Which of a payer's accounts money is taken from or put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pocket {
    /// Counted towards the price.
    Advances,
    /// Kept aside.
    Unapplied,
}

impl Pocket {
    const fn code(self) -> AccountCode {
        match self {
            Self::Advances => AccountCode::Advances,
            Self::Unapplied => AccountCode::Unapplied,
        }
    }
}

/// An account at a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GatewayAccount<'a> {
    /// Which gateway.
    pub gateway: &'a str,
    /// Which account there.
    pub account: &'a str,
}

impl GatewayAccount<'_> {
    /// `gateway:account`.
    pub fn name(self) -> String {
        [self.gateway, ":", self.account].concat()
    }

    fn source(self, key: &str) -> String {
        [self.gateway, ":", self.account, ":", key].concat()
    }
}

/// One transaction to write. Sums to zero in each currency, by construction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Posting {
    entity: Entity,
    source_kind: SourceKind,
    source_id: String,
    memo: String,
    entries: Vec<Entry>,
}

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

    /// A fact of a dispute between the house and the bank: what was taken waits on an account of its own until it comes back or is lost.
    ///
    /// # Errors
    /// [`PostingError`]; [`PostingError::Unbalanced`] for a fact of a debit that came back, which is the payer's affair: [`Posting::returned`].
    pub fn dispute(entity: Entity, at: GatewayAccount<'_>, key: &str, fact: DisputeFact, money: Money) -> Result<Self, PostingError> {
        let money = positive(money)?;
        let (to, from) = match fact {
            DisputeFact::Withdrawn => (house(AccountCode::Disputed, money), clearing(at, minus(money))),
            DisputeFact::Won => (clearing(at, money), house(AccountCode::Disputed, minus(money))),
            DisputeFact::Lost => (house(AccountCode::BadDebts, money), house(AccountCode::Disputed, minus(money))),
            DisputeFact::Returned | DisputeFact::Restored => return Err(PostingError::Unbalanced),
        };
        let source = [&at.source(key), ":", fact.as_str()].concat();
        Self::new(entity, SourceKind::Dispute, source, fact.as_str(), vec![to, from])
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

    /// A gateway's fee; below zero for one that it gives back. `key` is the gateway's name of it.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn fee(entity: Entity, at: GatewayAccount<'_>, key: &str, money: Money) -> Result<Self, PostingError> {
        let money = moved(money)?;
        Self::new(entity, SourceKind::Fee, at.source(key), "", vec![house(AccountCode::Fees, money), clearing(at, minus(money))])
    }

    /// What left a gateway for the bank account; below zero when it draws money from there.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn payout(entity: Entity, at: GatewayAccount<'_>, payout: &str, money: Money) -> Result<Self, PostingError> {
        let money = moved(money)?;
        let entries = vec![house(AccountCode::PayoutsUnderWay, money), clearing(at, minus(money))];
        Self::new(entity, SourceKind::Payout, at.source(payout), "", entries)
    }

    /// A payout that had left and came back to the gateway.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn payout_failed(entity: Entity, at: GatewayAccount<'_>, payout: &str, money: Money) -> Result<Self, PostingError> {
        let money = moved(money)?;
        let entries = vec![clearing(at, money), house(AccountCode::PayoutsUnderWay, minus(money))];
        Self::new(entity, SourceKind::PayoutFail, at.source(payout), "", entries)
    }

    /// A payout that the bank statement shows: above zero when it came, below when money left. `entry` names the line: `iban:reference`.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn payout_arrived(entity: Entity, entry: &str, money: Money) -> Result<Self, PostingError> {
        let money = moved(money)?;
        let entries = vec![house(AccountCode::Bank, money), house(AccountCode::PayoutsUnderWay, minus(money))];
        Self::new(entity, SourceKind::Statement, entry.to_owned(), "payout", entries)
    }

    /// A payout that a person read from the bank statement, for a gateway that tells of none: what came, and the fee it was cut by.
    ///
    /// # Errors
    /// [`PostingError`].
    pub fn payout_decided(entity: Entity, at: GatewayAccount<'_>, payout: &str, came: Money, fee: Money) -> Result<Self, PostingError> {
        let came = positive(came)?;
        if fee.minor < 0 {
            return Err(PostingError::NotPositive);
        }
        let gross = came.add(fee).ok_or(PostingError::OutOfRange)?;
        let entries = vec![house(AccountCode::Bank, came), house(AccountCode::Fees, fee), clearing(at, minus(gross))];
        Self::new(entity, SourceKind::Payout, at.source(payout), "", entries)
    }

    /// The opposite of transaction `tx`, whose entries are `entries`; `memo` says why and by whom.
    ///
    /// # Errors
    /// [`PostingError::Unbalanced`] when these are not all entries of it.
    pub fn reversal(entity: Entity, tx: &str, entries: &[Entry], memo: &str) -> Result<Self, PostingError> {
        Self::new(entity, SourceKind::Reversal, tx.to_owned(), memo, opposite(entries)?)
    }

    fn new(entity: Entity, source_kind: SourceKind, source_id: String, memo: &str, mut entries: Vec<Entry>) -> Result<Self, PostingError> {
        entries.retain(|entry| !entry.amount.is_zero());
        let mut currencies: Vec<Currency> = entries.iter().map(|entry| entry.amount.currency).collect();
        currencies.sort();
        currencies.dedup();
        for currency in &currencies {
            let sum: i128 =
                entries.iter().filter(|entry| entry.amount.currency == *currency).map(|entry| i128::from(entry.amount.minor)).sum();
            if sum != 0 {
                return Err(PostingError::Unbalanced);
            }
        }
        if entries.is_empty() || entries.iter().any(|entry| entry.account.currency != entry.amount.currency) {
            return Err(PostingError::Unbalanced);
        }
        Ok(Self { entity, source_kind, source_id, memo: memo.to_owned(), entries })
    }

    /// The company in whose books it stands.
    pub const fn entity(&self) -> Entity {
        self.entity
    }

    /// What kind of fact it books.
    pub const fn source_kind(&self) -> SourceKind {
        self.source_kind
    }

    /// The fact's own name.
    pub fn source_id(&self) -> &str {
        &self.source_id
    }

    /// A word or a reason; may be empty.
    pub fn memo(&self) -> &str {
        &self.memo
    }

    /// Its sides, none zero.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

const fn positive(money: Money) -> Result<Money, PostingError> {
    if money.minor > 0 { Ok(money) } else { Err(PostingError::NotPositive) }
}

/// Anything but nothing.
const fn moved(money: Money) -> Result<Money, PostingError> {
    if money.minor == 0 || money.minor == i64::MIN { Err(PostingError::NotPositive) } else { Ok(money) }
}

/// Both parts together, none below zero.
fn whole(parts: Parts) -> Result<Money, PostingError> {
    if parts.advances.minor < 0 || parts.unapplied.minor < 0 {
        return Err(PostingError::NotPositive);
    }
    parts.advances.add(parts.unapplied).ok_or(PostingError::OutOfRange)
}

/// The credit side of an amount that is at least zero.
const fn minus(money: Money) -> Money {
    Money::new(0_i64.saturating_sub(money.minor), money.currency)
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

fn opposite(entries: &[Entry]) -> Result<Vec<Entry>, PostingError> {
    let turn = |entry: &Entry| {
        let minor = entry.amount.minor.checked_neg().ok_or(PostingError::OutOfRange)?;
        Ok(Entry { account: entry.account.clone(), amount: Money::new(minor, entry.amount.currency) })
    };
    entries.iter().map(turn).collect()
}

fn clearing(at: GatewayAccount<'_>, amount: Money) -> Entry {
    Entry { account: AccountRef { code: AccountCode::Gateway, currency: amount.currency, payer: None, gateway: at.name() }, amount }
}

const fn house(code: AccountCode, amount: Money) -> Entry {
    Entry { account: AccountRef { code, currency: amount.currency, payer: None, gateway: String::new() }, amount }
}

const fn of_payer(owner: Owner, code: AccountCode, amount: Money) -> Entry {
    Entry {
        account: AccountRef { code, currency: amount.currency, payer: Some((owner.trip, owner.payer)), gateway: String::new() },
        amount,
    }
}
