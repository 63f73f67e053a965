//! Who pays what: the payers of a trip and their shares of its price.
//!
//! One law holds everywhere: the shares of a trip add up to its price, to the cent. What a payer owes when is [`crate::schedules`]', what they have paid
//! [`crate::payments`]'.

mod draft;
mod handover;
mod share;

pub use draft::{Identity, Known, PAYERS_MAX, PERSONS_MAX, PayerDraft, PayerShare, PayersDraft, ShareBy, ShareTerms};
pub use handover::{
    DebtMove, HANDOVER_DAYS, HANDOVER_REASON_MAX, Handover, HandoverDraft, HandoverTerms, Notice, move_debt, notice, reopen,
};
pub use share::{Holding, follow, premiums};

words! {
    /// What a payer is.
    #[derive(Default)]
    PayerKind {
        /// A client, who sees their share in the traveller's space once they have opened it.
        #[default]
        Client = "client",
        /// A person without an account: they pay by link.
        Person = "person",
        /// A company without an account.
        Company = "company",
    }
}

words! {
    /// Whether a payer takes part.
    #[derive(Default)]
    PayerState {
        /// They pay a share.
        #[default]
        Active = "active",
        /// They pay nothing any more; kept for what was planned for them.
        Removed = "removed",
    }
}
