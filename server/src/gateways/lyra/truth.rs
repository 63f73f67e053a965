//! What the transactions of an order amount to. Both ways of knowing them (the REST interface, a signed notification) end here.
//!
//! An order may have many transactions: each try, each opening of the form makes one. The bank's words are mapped one by one; a word we do not know is an
//! answer we do not understand, never a guess.

use super::form::order_of;
use crate::gateways::forms::reason;
use crate::gateways::{Statement, Unanswered};
use domain::money::Money;
use domain::payments::{Capture, CaptureKey, GatewayRefund, GatewayState, GatewayTruth, RefundState};
use time::OffsetDateTime;

/// Which way the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// To us.
    Debit,
    /// Back to the payer.
    Credit,
    /// Nowhere: a card was looked at.
    Verification,
}

impl Operation {
    /// From the bank's word.
    pub(super) fn of(word: &str) -> Result<Self, Unanswered> {
        match word {
            "DEBIT" => Ok(Self::Debit),
            "CREDIT" => Ok(Self::Credit),
            "VERIFICATION" => Ok(Self::Verification),
            other => Err(strange(other)),
        }
    }
}

/// How far a transaction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Taken, or promised by the payer's bank and sent on without anybody's doing. The gateway itself counts both as paid.
    Taken,
    /// Promised, and waiting for a person of the agency.
    Held,
    /// The answer is not known yet.
    OnItsWay,
    /// The bank said no.
    Refused,
    /// The payer left before the end.
    Left,
    /// Called off before the money moved, although it may have been promised.
    CalledOff,
}

impl Stage {
    /// From the bank's word: `vads_trans_status` in a notification, `detailedStatus` in an answer.
    pub(super) fn of(word: &str) -> Result<Self, Unanswered> {
        Ok(match word {
            "AUTHORISED" | "CAPTURED" | "ACCEPTED" | "PARTIALLY_AUTHORISED" => Self::Taken,
            "AUTHORISED_TO_VALIDATE" | "PRE_AUTHORISED" => Self::Held,
            // A transfer to the agency's account that failed is tried again there: the payer owes nothing more, and nothing is taken back.
            "INITIAL"
            | "PENDING"
            | "SUSPENDED"
            | "UNDER_VERIFICATION"
            | "WAITING_AUTHORISATION"
            | "WAITING_AUTHORISATION_TO_VALIDATE"
            | "WAITING_FOR_PAYMENT"
            | "CAPTURE_FAILED"
            | "REFUND_TO_RETRY" => Self::OnItsWay,
            "REFUSED" | "ERROR" => Self::Refused,
            "ABANDONED" | "NOT_CREATED" => Self::Left,
            "CANCELLED" | "EXPIRED" => Self::CalledOff,
            other => return Err(strange(other)),
        })
    }
}

/// One transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transaction {
    /// The gateway's name of it, the same for ever: our key of the capture.
    pub(super) uuid: String,
    pub(super) operation: Operation,
    pub(super) stage: Stage,
    /// What really moved, in the currency in which it did.
    pub(super) money: Money,
    pub(super) at: OffsetDateTime,
    /// Of a credit: the transaction whose money goes back.
    pub(super) parent: Option<String>,
    /// The bank's code of its answer; empty when there is none.
    pub(super) code: String,
}

impl Transaction {
    /// This credit, as a refund of `capture`.
    pub(super) fn refund_of(&self, capture: CaptureKey) -> GatewayRefund {
        let state = match self.stage {
            Stage::Taken => RefundState::Succeeded,
            Stage::Held | Stage::OnItsWay => RefundState::Pending,
            Stage::Refused | Stage::Left | Stage::CalledOff => RefundState::Failed,
        };
        GatewayRefund { key: self.uuid.clone(), capture, money: self.money, state }
    }

    /// This debit, called off: if it was booked when it was promised, all of it went back.
    pub(super) fn called_off(&self) -> GatewayRefund {
        GatewayRefund {
            key: [&self.uuid, ":called-off"].concat(),
            capture: CaptureKey(self.uuid.clone()),
            money: self.money,
            state: RefundState::Succeeded,
        }
    }
}

/// A word that stands in no list of ours.
pub(super) fn strange(word: &str) -> Unanswered {
    Unanswered(format!("an unknown word: {}", word.chars().take(64).collect::<String>()))
}

/// What `transactions` amount to for the order that the gateway knows as `reference`.
///
/// A refusal leaves the payment open, because another card may be tried on the same page or by opening the form again; it is the order's own end that closes it.
pub(super) fn statement(reference: &str, transactions: &[Transaction]) -> Result<Statement, Unanswered> {
    let order = order_of(reference).ok_or_else(|| strange(reference))?;
    let debits = || transactions.iter().filter(|transaction| transaction.operation == Operation::Debit);
    let any = |stage: Stage| debits().any(|debit| debit.stage == stage);
    let state = if any(Stage::Taken) {
        GatewayState::Captured
    } else if any(Stage::Held) {
        GatewayState::Authorized
    } else if any(Stage::OnItsWay) {
        GatewayState::Processing
    } else if any(Stage::CalledOff) {
        GatewayState::Failed
    } else {
        GatewayState::Open
    };
    let captures: Vec<Capture> = debits()
        .filter(|debit| debit.stage == Stage::Taken)
        .map(|debit| Capture { key: CaptureKey(debit.uuid.clone()), money: debit.money, at: debit.at })
        .collect();
    let mut refunds: Vec<GatewayRefund> = debits().filter(|debit| debit.stage == Stage::CalledOff).map(Transaction::called_off).collect();
    for credit in transactions.iter().filter(|transaction| transaction.operation == Operation::Credit) {
        let parent = credit.parent.clone().map(CaptureKey).or_else(|| captures.first().map(|capture| capture.key.clone()));
        refunds.push(credit.refund_of(parent.ok_or_else(|| Unanswered("a credit of an unknown transaction".to_owned()))?));
    }
    let last = debits().max_by_key(|debit| debit.at).filter(|debit| debit.stage == Stage::Refused);
    Ok(Statement {
        order,
        pay_url: String::new(),
        truth: GatewayTruth {
            reference: reference.to_owned(),
            state,
            captures,
            refunds,
            decline: last.map(|debit| reason(&debit.code)).filter(|_| state == GatewayState::Open),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;
    use domain::payments::DeclineReason;
    use time::Duration;

    const REFERENCE: &str = "0190a0b0c0d07000800000000000000a";

    fn debit(uuid: &str, stage: Stage, minute: i64) -> Transaction {
        Transaction {
            uuid: uuid.into(),
            operation: Operation::Debit,
            stage,
            money: Money::new(90_000, Currency::EUR),
            at: OffsetDateTime::UNIX_EPOCH + Duration::minutes(minute),
            parent: None,
            code: "51".into(),
        }
    }

    fn truth(transactions: &[Transaction]) -> GatewayTruth {
        statement(REFERENCE, transactions).unwrap().truth
    }

    #[test]
    fn refused_then_paid_is_paid_in_whatever_order_it_is_listed() {
        let (no, yes) = (debit("1", Stage::Refused, 1), debit("2", Stage::Taken, 2));
        let refused = truth(std::slice::from_ref(&no));
        assert_eq!((refused.state, refused.decline), (GatewayState::Open, Some(DeclineReason::InsufficientFunds)));
        for both in [[no.clone(), yes.clone()], [yes, no]] {
            let truth = truth(&both);
            assert_eq!((truth.state, truth.decline, truth.captures.len()), (GatewayState::Captured, None, 1));
            assert_eq!(truth.captures[0].key.0, "2");
        }
    }

    #[test]
    fn nothing_and_what_was_left_stay_open() {
        assert_eq!(truth(&[]), GatewayTruth::bare(REFERENCE, GatewayState::Open));
        let left = truth(&[debit("1", Stage::Refused, 1), debit("2", Stage::Left, 2)]);
        assert_eq!((left.state, left.decline), (GatewayState::Open, None));
        let look = Transaction { operation: Operation::Verification, ..debit("1", Stage::Taken, 1) };
        assert_eq!(truth(&[look]), GatewayTruth::bare(REFERENCE, GatewayState::Open), "looking at a card takes nothing");
    }

    #[test]
    fn what_was_promised_and_called_off_goes_back() {
        let truth = truth(&[debit("1", Stage::CalledOff, 1)]);
        assert_eq!((truth.state, truth.captures.len()), (GatewayState::Failed, 0));
        let back = &truth.refunds[0];
        assert_eq!((back.capture.0.as_str(), back.key.as_str(), back.state), ("1", "1:called-off", RefundState::Succeeded));
    }

    #[test]
    fn credits_name_what_they_give_back() {
        let credit = |parent: Option<&str>, stage| Transaction {
            operation: Operation::Credit,
            parent: parent.map(str::to_owned),
            ..debit("9", stage, 3)
        };
        let two = [debit("1", Stage::Taken, 1), debit("2", Stage::Taken, 2), credit(Some("2"), Stage::Taken)];
        assert_eq!(truth(&two).refunds[0].capture.0, "2");
        assert_eq!(truth(&[debit("1", Stage::Taken, 1), credit(None, Stage::OnItsWay)]).refunds[0].state, RefundState::Pending);
        assert!(statement(REFERENCE, &[credit(None, Stage::Taken)]).is_err());
    }

    #[test]
    fn unknown_words_are_not_understood() {
        assert!(
            Stage::of("PAID").is_err() && Stage::of("authorised").is_err() && Stage::of("").is_err() && Operation::of("Debit").is_err()
        );
        assert!(statement("of somebody else", &[]).is_err());
    }
}
