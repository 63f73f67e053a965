//! Closed lists of words that only the database and the server know. A word once stored is never renamed.

use sea_orm::{DeriveActiveEnum, EnumIter};

macro_rules! stored_words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum $name {
            $($(#[$vmeta])* #[sea_orm(string_value = $word)] $variant,)+
        }
    )+};
}

stored_words! {
    /// Which door a session opened.
    Side {
        /// The traveller's space.
        Portal = "portal",
        /// The back office.
        Office = "office",
    }

    /// What a session may do.
    SessionState {
        /// The password was right; the one-time code is still to come. Gives no right.
        AwaitingCode = "awaiting_code",
        /// Signed in.
        Open = "open",
    }

    /// What a link is for.
    LinkKind {
        /// A client opens their space.
        Activation = "activation",
        /// A member of staff was invited.
        Invitation = "invitation",
        /// A new password.
        Reset = "reset",
    }

    /// What a payer's link is for.
    PayLinkKind {
        /// Paying, and seeing what became of it.
        Pay = "pay",
        /// Coming back from the bank's page: shows one order, pays nothing.
        Back = "back",
    }

    /// How a notification reached the inbox.
    EventSource {
        /// The gateway called.
        Webhook = "webhook",
        /// The payer came back from the gateway's page.
        Return = "return",
        /// We asked.
        Poll = "poll",
        /// Somebody entered it by hand.
        BackOffice = "backoffice",
    }

    /// Where a notification of the inbox stands.
    EventState {
        /// Kept, not looked at yet.
        Received = "received",
        /// Done.
        Processed = "processed",
        /// Looked at, nothing to do.
        Ignored = "ignored",
        /// Given up after too many attempts: somebody has to look.
        Dead = "dead",
    }

    /// Where a job of the outbox stands.
    OutboxState {
        /// To do at `next_at`.
        Pending = "pending",
        /// A worker has it; to do again at `next_at` should the worker die.
        InFlight = "in_flight",
        /// Done.
        Done = "done",
        /// Sent, and the answer was lost.
        Unknown = "unknown",
        /// Given up after too many attempts: somebody has to look.
        Dead = "dead",
    }
}
