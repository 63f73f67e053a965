//! Postings: what one event writes into the ledger.

mod house;
mod payer;

use super::accounts::{AccountCode, AccountRef};
use crate::money::{Currency, Money};
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

/// The credit side of an amount that is at least zero.
const fn minus(money: Money) -> Money {
    Money::new(0_i64.saturating_sub(money.minor), money.currency)
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
