//! The accounts of the ledger.

use crate::ids::{PayerId, TripId};
use crate::money::Currency;
use crate::payments::PaymentMethod;
use crate::trips::Entity;
use serde::{Deserialize, Serialize};

words! {
    /// An account of the books, by the number of the French plan it reports to.
    ///
    /// *Unverified*: which numbers an accountant wants for cheques, vouchers, cash, the opening and payouts under way.
    AccountCode {
        /// Clearing account of a gateway: taken by it, not yet paid out. Debit balance.
        Gateway = "511-gw",
        /// What gateways paid out and no bank statement has shown yet. Debit balance; credit balance while a gateway draws money from our account.
        PayoutsUnderWay = "58",
        /// The bank account. Debit balance.
        Bank = "512",
        /// Cheques on their way to the bank. Debit balance.
        Cheques = "5112",
        /// Holiday vouchers on their way to their issuer. Debit balance.
        Vouchers = "5118",
        /// Coins and notes. Debit balance.
        Cash = "53",
        /// Advances of a payer: received and counted towards the price. Credit balance.
        Advances = "4191",
        /// Credit of a payer that counts towards nothing yet. Credit balance.
        Unapplied = "4197",
        /// What a payer was invoiced. Debit balance.
        Receivable = "411",
        /// What a payer got back twice, and owes besides the price. Debit balance.
        Doubtful = "416",
        /// Sales. Credit balance.
        Sales = "706",
        /// Fees of gateways and banks. Debit balance.
        Fees = "627",
        /// Captures a bank has withdrawn until a dispute is decided. Debit balance.
        Disputed = "4671",
        /// Disputes lost. Debit balance.
        BadDebts = "654",
        /// What the former system had taken, less what it had given back: that money stands in its own books. Debit balance.
        Opening = "890",
    }
}

impl AccountCode {
    /// Where money that came this way is until it is on the bank account.
    pub const fn of_method(method: PaymentMethod) -> Self {
        match method {
            PaymentMethod::Transfer => Self::Bank,
            PaymentMethod::Cheque => Self::Cheques,
            PaymentMethod::Cash => Self::Cash,
            PaymentMethod::Voucher => Self::Vouchers,
        }
    }
}

/// Whose money: the company, the trip and the payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The company that sells the trip.
    pub entity: Entity,
    /// The trip.
    pub trip: TripId,
    /// The payer.
    pub payer: PayerId,
}

/// Names one account; the store opens it at its first entry. Its company is the posting's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AccountRef {
    /// Which kind.
    pub code: AccountCode,
    /// Its currency.
    pub currency: Currency,
    /// Trip and payer, for accounts a payer has.
    pub payer: Option<(TripId, PayerId)>,
    /// Gateway and account there (`stripe:acct`), for clearing accounts; else empty.
    pub gateway: String,
}
