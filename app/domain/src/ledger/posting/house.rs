//! Postings between the house and its banks: disputes, fees, payouts.

use super::{GatewayAccount, Posting, PostingError, SourceKind, clearing, house, minus, positive};
use crate::ledger::accounts::AccountCode;
use crate::money::Money;
use crate::payments::DisputeFact;
use crate::trips::Entity;

impl Posting {
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
}

/// Anything but nothing.
const fn moved(money: Money) -> Result<Money, PostingError> {
    if money.minor == 0 || money.minor == i64::MIN { Err(PostingError::NotPositive) } else { Ok(money) }
}
