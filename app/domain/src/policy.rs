//! Who may do what to what: the same answer hides a button and refuses a call.
//!
//! Somebody else's object is "not found", never "forbidden": a refusal must not tell that the object exists.

use crate::error::{ErrorCode, Refusal};
use crate::ids::{AccountId, ClientId, PayerId, StaffId};
use crate::people::StaffRole;
use serde::{Deserialize, Serialize};

/// Who acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// Nobody is signed in.
    #[default]
    Anonymous,
    /// A client in the traveller's space.
    Client {
        /// The sign-in.
        account: AccountId,
        /// Whose papers and trips.
        client: ClientId,
    },
    /// An active member of staff.
    Staff {
        /// Who.
        id: StaffId,
        /// With which rights, read afresh at each action.
        role: StaffRole,
    },
    /// Whoever holds a payer's link: they may see and pay that share, and nothing else.
    Payer {
        /// Whose link.
        payer: PayerId,
    },
    /// A job of the house itself: the poller, the outbox.
    System,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Anonymous => f.write_str("anonymous"),
            Self::Client { account, .. } => write!(f, "{account}"),
            Self::Staff { id, .. } => write!(f, "{id}"),
            Self::Payer { payer } => write!(f, "{payer}"),
            Self::System => f.write_str("system"),
        }
    }
}

/// What is to be done, with the object's owners where the answer depends on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read the lists and pages of the back office.
    ReadOffice,
    /// Create or change a client, invite one.
    EditClients,
    /// Forget a client at their own wish.
    EraseClient,
    /// Create a trip of `seller`.
    CreateTrip {
        /// Who will sell it.
        seller: StaffId,
    },
    /// Change the content of a trip of `seller` or move it to another state.
    EditTrip {
        /// Who sells it.
        seller: StaffId,
    },
    /// Change the payers and instalments of a trip of `seller`.
    EditSchedule {
        /// Who sells it.
        seller: StaffId,
    },
    /// Accept a handover that comes after its notice.
    AcceptLateHandover,
    /// Read money facts of all trips and the state of the books.
    ReadBooks,
    /// Record and reverse payments that came without a gateway, import statements, decide on differences.
    KeepBooks,
    /// Have a gateway's refused notifications looked at again.
    ManageGateways,
    /// Give money back, apply a credit, say that a transfer was made.
    ReturnMoney,
    /// Issue invoices and credit notes.
    IssueInvoices,
    /// Invite, change and disable staff.
    ManageStaff,
    /// Read a trip of `client` in the traveller's space.
    ReadOwnTrip {
        /// Who contracts or pays a share.
        client: ClientId,
    },
    /// Answer a change of the price of a trip of `client`.
    AnswerRevision {
        /// Who contracts.
        client: ClientId,
    },
    /// Pay a share of a trip, and read what became of its payments.
    PayShare {
        /// Whose share.
        payer: PayerId,
        /// The client they are; `None` for somebody without an account.
        client: Option<ClientId>,
    },
    /// Change one's own password, language, sessions.
    ManageOwnAccount,
}

/// Whether `actor` may do `action`.
pub fn may(actor: Actor, action: Action) -> bool {
    match actor {
        Actor::System => true,
        Actor::Anonymous => false,
        Actor::Payer { payer: own } => matches!(action, Action::PayShare { payer, .. } if payer == own),
        Actor::Client { client: own, .. } => match action {
            Action::ReadOwnTrip { client } | Action::AnswerRevision { client } => client == own,
            Action::PayShare { client, .. } => client == Some(own),
            Action::ManageOwnAccount => true,
            Action::ReadOffice
            | Action::EditClients
            | Action::EraseClient
            | Action::CreateTrip { .. }
            | Action::EditTrip { .. }
            | Action::EditSchedule { .. }
            | Action::AcceptLateHandover
            | Action::ReadBooks
            | Action::KeepBooks
            | Action::ManageGateways
            | Action::ReturnMoney
            | Action::IssueInvoices
            | Action::ManageStaff => false,
        },
        Actor::Staff { id, role } => {
            use StaffRole::{Accountant, Administrator, Manager, Seller};
            match action {
                Action::ReadOffice | Action::ManageOwnAccount => true,
                Action::EditClients => matches!(role, Seller | Manager | Administrator),
                Action::CreateTrip { seller } | Action::EditTrip { seller } => match role {
                    Seller => seller == id,
                    Manager | Administrator => true,
                    Accountant => false,
                },
                Action::EditSchedule { seller } => role != Seller || seller == id,
                Action::AcceptLateHandover => matches!(role, Manager | Administrator),
                Action::ReadBooks | Action::KeepBooks | Action::IssueInvoices => matches!(role, Manager | Accountant | Administrator),
                Action::ManageGateways | Action::ReturnMoney => matches!(role, Accountant | Administrator),
                Action::ManageStaff | Action::EraseClient => role == Administrator,
                // Staff neither travel nor pay.
                Action::ReadOwnTrip { .. } | Action::AnswerRevision { .. } | Action::PayShare { .. } => false,
            }
        }
    }
}

/// [`may`], as a result.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`] when nobody is signed in, [`ErrorCode::NotFound`] otherwise.
pub fn authorise(actor: Actor, action: Action) -> Result<(), Refusal> {
    match (may(actor, action), actor) {
        (true, _) => Ok(()),
        (false, Actor::Anonymous) => Err(ErrorCode::SignInNeeded.into()),
        (false, _) => Err(ErrorCode::NotFound.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn staff(number: u128, role: StaffRole) -> Actor {
        Actor::Staff { id: StaffId(Uuid::from_u128(number)), role }
    }

    #[test]
    fn sellers_change_their_own_trips_only() {
        let own = Action::EditTrip { seller: StaffId(Uuid::from_u128(1)) };
        let other = Action::EditTrip { seller: StaffId(Uuid::from_u128(2)) };
        assert!(may(staff(1, StaffRole::Seller), own) && !may(staff(1, StaffRole::Seller), other));
        assert!(
            may(staff(1, StaffRole::Manager), other)
                && may(staff(1, StaffRole::Administrator), other)
                && !may(staff(1, StaffRole::Accountant), own)
        );
    }

    #[test]
    fn money_goes_back_by_those_who_keep_the_books() {
        let allowed = |role| may(staff(1, role), Action::ReturnMoney);
        assert!(allowed(StaffRole::Accountant) && allowed(StaffRole::Administrator));
        assert!(!allowed(StaffRole::Seller) && !allowed(StaffRole::Manager));
    }

    #[test]
    fn invoices_are_issued_by_those_who_keep_the_books() {
        let allowed = |role| may(staff(1, role), Action::IssueInvoices);
        assert!(allowed(StaffRole::Manager) && allowed(StaffRole::Accountant) && allowed(StaffRole::Administrator));
        assert!(!allowed(StaffRole::Seller));
    }

    #[test]
    fn staff_never_pay_and_clients_never_read_the_office() {
        let client = ClientId(Uuid::from_u128(7));
        let traveller = Actor::Client { account: AccountId(Uuid::from_u128(8)), client };
        let share = |client| Action::PayShare { payer: PayerId(Uuid::from_u128(6)), client };
        for role in StaffRole::ALL {
            assert!(!may(staff(1, *role), share(Some(client))) && may(staff(1, *role), Action::ReadOffice));
        }
        assert!(may(traveller, share(Some(client))) && !may(traveller, Action::ReadOffice));
        assert!(!may(traveller, share(Some(ClientId(Uuid::from_u128(9))))) && !may(traveller, share(None)));
        assert!(!may(traveller, Action::ReadOwnTrip { client: ClientId(Uuid::from_u128(9)) }));
        assert!(
            may(traveller, Action::AnswerRevision { client })
                && !may(staff(1, StaffRole::Administrator), Action::AnswerRevision { client })
        );
        assert!(!may(traveller, Action::AnswerRevision { client: ClientId(Uuid::from_u128(9)) }));
        let link = Actor::Payer { payer: PayerId(Uuid::from_u128(6)) };
        assert!(may(link, share(Some(client))) && may(link, share(None)), "whoever the payer is");
        assert!(!may(link, Action::PayShare { payer: PayerId(Uuid::from_u128(5)), client: None }), "nobody else's share");
        assert!(!may(link, Action::AnswerRevision { client }), "who pays a share does not answer for who contracted");
        assert!(!may(link, Action::ReadOwnTrip { client }) && !may(link, Action::ManageOwnAccount) && !may(link, Action::ReadOffice));
        assert_eq!(authorise(traveller, Action::ManageStaff), Err(ErrorCode::NotFound.into()));
        assert_eq!(authorise(Actor::Anonymous, Action::ReadOffice), Err(ErrorCode::SignInNeeded.into()));
    }
}
