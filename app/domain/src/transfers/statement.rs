//! How far a statement and its lines have come.

words! {
    /// How far a statement has been read.
    StatementState {
        /// Its lines are being read and booked.
        Reading = "reading",
        /// Every line has been dealt with.
        Read = "read",
        /// It is no statement.
        Refused = "refused",
    }
}

words! {
    /// What became of a line of a statement.
    LineState {
        /// To be booked by the house itself.
        Exact = "exact",
        /// Booked as a payment.
        Booked = "booked",
        /// Probably somebody's payment: a person decides.
        Proposed = "proposed",
        /// Nobody's, as far as can be seen: a person decides.
        Unmatched = "unmatched",
        /// A person decided that it is no payment.
        SetAside = "set_aside",
        /// Money that left, or is not booked by the bank yet.
        Outgoing = "outgoing",
        /// It could not be read.
        Unreadable = "unreadable",
    }
}

impl LineState {
    /// Whether a person has to decide.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Proposed | Self::Unmatched => true,
            Self::Exact | Self::Booked | Self::SetAside | Self::Outgoing | Self::Unreadable => false,
        }
    }
}
