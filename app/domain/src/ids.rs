//! One newtype for each kind of id.
//!
//! An id is a UUID (version 7, drawn on the server, so that rows sort by age), printed with a prefix that says what it names:
//! `trip_0190…`. Addresses, forms, logs and JSON carry the printed form; the database carries the UUID.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident = $prefix:literal,)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
        pub struct $name(pub Uuid);

        impl $name {
            /// What the printed form begins with.
            pub const PREFIX: &'static str = $prefix;
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let unknown = || $crate::error::UnknownWord(text.chars().take(64).collect());
                let hex = text.strip_prefix(concat!($prefix, "_")).ok_or_else(unknown)?;
                // Only the printed form is accepted, so that an object has exactly one address.
                if hex.len() != 32 || hex.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    return Err(unknown());
                }
                Uuid::try_parse(hex).map(Self).map_err(|_| unknown())
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "db")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

ids! {
    /// A member of staff.
    StaffId = "staff",
    /// A client: the person, household or company that contracts.
    ClientId = "client",
    /// The sign-in of a client to the traveller's space.
    AccountId = "account",
    /// One open session of a browser.
    SessionId = "session",
    /// An activation, invitation or reset link.
    LinkId = "link",
    /// A trip.
    TripId = "trip",
    /// A traveller of a trip.
    TravellerId = "traveller",
    /// A service line of a trip.
    ServiceId = "service",
    /// A day of an itinerary.
    DayId = "day",
    /// Somebody who owes a share of a trip.
    PayerId = "payer",
    /// A contract that passed to another person.
    HandoverId = "handover",
    /// A link by which a payer pays without signing in.
    PayLinkId = "paylink",
    /// An amount owed at a date.
    InstalmentId = "instalment",
    /// One attempt to pay one amount.
    PaymentOrderId = "order",
    /// Money to give back, once.
    RefundId = "refund",
    /// A capture that a payer's bank disputes.
    DisputeId = "dispute",
    /// A raw notification in the inbox.
    GatewayEventId = "event",
    /// A job in the outbox: a gateway command, a mail, a paper.
    OutboxId = "job",
    /// An account of the ledger.
    LedgerAccountId = "acct",
    /// A transaction of the ledger.
    LedgerTxId = "tx",
    /// One side of a ledger transaction.
    LedgerEntryId = "entry",
    /// A receipt.
    ReceiptId = "receipt",
    /// An invoice or a credit note.
    InvoiceId = "invoice",
    /// A file of a bank's statement.
    StatementId = "statement",
    /// A line of one.
    StatementLineId = "line",
    /// A difference between the books and a gateway.
    DifferenceId = "difference",
    /// Money that a gateway paid out.
    PayoutId = "payout",
    /// A payment that came without a gateway.
    RecordedPaymentId = "recorded",
    /// A change of the price of a sold trip.
    RevisionId = "revision",
    /// Something a member of staff has to look at.
    TaskId = "task",
}

#[cfg(test)]
mod tests {
    use super::TripId;

    #[test]
    fn an_id_has_exactly_one_printed_form() {
        let text = "trip_0190a0b0c0d07000800000000000000a";
        let id: TripId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        for wrong in [
            "0190a0b0c0d07000800000000000000a",
            "client_0190a0b0c0d07000800000000000000a",
            "trip_0190A0B0C0D07000800000000000000A",
            "trip_0190a0b0-c0d0-7000-8000-00000000000a",
            "trip_",
            "",
        ] {
            assert!(wrong.parse::<TripId>().is_err(), "{wrong}");
        }
    }
}
