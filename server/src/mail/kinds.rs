//! What mails can be about, as the outbox keeps it.

use super::revision::RevisionFacts;
use domain::invoices::InvoiceKind;
use domain::reminders::ReminderStep;
use domain::revisions::RevisionState;
use serde::{Deserialize, Serialize};

/// What a mail is about. Links are whole addresses; amounts are already written in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "facts", rename_all = "snake_case")]
pub enum MailKind {
    /// A client may open their space.
    Activation {
        /// Their name.
        name: String,
        /// Where.
        link: String,
    },
    /// A member of staff was invited.
    Invitation {
        /// Their name.
        name: String,
        /// Where.
        link: String,
    },
    /// A new password was asked for.
    Reset {
        /// Their name.
        name: String,
        /// Where.
        link: String,
    },
    /// A payer is asked to pay, by link.
    PayLink {
        /// Their name.
        name: String,
        /// How much.
        amount: String,
        /// Until when, in words.
        due: String,
        /// For which trip.
        trip: String,
        /// Where to pay.
        link: String,
    },
    /// A payer is reminded of what is due, or overdue.
    Reminder {
        /// Which of the reminders.
        step: ReminderStep,
        /// Their name.
        name: String,
        /// How much.
        amount: String,
        /// Until when, in words.
        due: String,
        /// For which trip.
        trip: String,
        /// Where to pay.
        link: String,
    },
    /// Money was received.
    Receipt {
        /// The payer's name.
        name: String,
        /// How much.
        amount: String,
        /// For which trip.
        trip: String,
        /// The receipt's number.
        number: String,
        /// Where to fetch it; none for somebody without an account, who has no page for it.
        #[serde(default)]
        link: Option<String>,
    },
    /// An invoice or a credit note was issued.
    Invoice {
        /// Which of the two.
        kind: InvoiceKind,
        /// The payer's name.
        name: String,
        /// How much.
        amount: String,
        /// For which trip.
        trip: String,
        /// Its number.
        number: String,
        /// Where to fetch it; none for somebody without an account, who has no page for it.
        link: Option<String>,
    },
    /// Money went back.
    Refunded {
        /// The payer's name.
        name: String,
        /// How much.
        amount: String,
        /// For which trip.
        trip: String,
        /// What the agency writes; may be empty.
        note: String,
        /// Where to see it; none for somebody without an account.
        #[serde(default)]
        link: Option<String>,
    },
    /// Money that was on its way back did not arrive, or came back to us.
    RefundFailed {
        /// The payer's name.
        name: String,
        /// How much.
        amount: String,
        /// For which trip.
        trip: String,
        /// Where to see it; none for somebody without an account.
        #[serde(default)]
        link: Option<String>,
    },
    /// The same, for the member of staff who sells the trip.
    RefundReturned {
        /// Their name.
        name: String,
        /// How much.
        amount: String,
        /// Reference of the trip.
        trip: String,
        /// Where to decide.
        link: String,
    },
    /// A direct debit came back.
    DebitReturned {
        /// What it means for the reader.
        says: DebitReturned,
        /// Their name.
        name: String,
        /// How much.
        amount: String,
        /// For which trip.
        trip: String,
        /// Where to pay it; none for whoever need not.
        link: Option<String>,
    },
    /// A contract passed to another person: to whoever handed it over.
    HandedOver {
        /// Their name.
        name: String,
        /// Which trip.
        trip: String,
        /// Who took over.
        other: String,
        /// What they had paid, which stays on their account.
        paid: String,
        /// What was open and passed with it; none when everything was paid.
        open: Option<String>,
    },
    /// The same, to whoever took it over.
    TakenOver {
        /// Their name.
        name: String,
        /// Which trip.
        trip: String,
        /// Who handed it over.
        other: String,
        /// What was open and passed with it; none when everything was paid.
        open: Option<String>,
        /// Where to see it.
        link: String,
    },
    /// A payer is told of a price that holds from now on.
    RevisionTold(RevisionFacts),
    /// The client who contracted is asked to accept a rise.
    RevisionAsked(RevisionFacts),
    /// They are asked to confirm a change they asked for.
    RevisionWished(RevisionFacts),
    /// A proposal no longer holds, to whoever was asked.
    RevisionGone {
        /// The trip changed; otherwise the agency took it back.
        stale: bool,
        /// Their name.
        name: String,
        /// Which trip.
        trip: String,
        /// The price that was proposed.
        price: String,
        /// Where to see the trip.
        link: String,
    },
    /// A trip ended because its new price was declined.
    RevisionEnded {
        /// The payer's name.
        name: String,
        /// Which trip.
        trip: String,
        /// What goes back to them, and by when; none when nothing was paid.
        back: Option<(String, String)>,
        /// Where to see it.
        link: String,
    },
    /// What became of a proposal, for the member of staff who sells the trip.
    RevisionAnswered {
        /// What became of it.
        state: RevisionState,
        /// Their name.
        name: String,
        /// Reference and title of the trip.
        trip: String,
        /// The price that was proposed.
        price: String,
        /// Where to see it.
        link: String,
    },
}

/// What the return of a debit means for whoever reads of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebitReturned {
    /// They owe it again.
    Owed,
    /// Nothing is to be paid for this trip any more.
    Closed,
    /// They had handed the contract over: who took over owes it, and they are liable too.
    HandedOver,
    /// They had taken the contract over: they owe it now.
    TakenOver,
}
