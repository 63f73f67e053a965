//! How far a statement and its lines have come.

words! {
    /// How far a statement has been read.
    StatementState {
        /// A person has to say which of its columns says what.
        Asking = "asking",
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
        /// Money that left, and nothing here says what for: a person decides.
        Outgoing = "outgoing",
        /// A person decided that it goes back to its sender; nobody has sent it yet.
        Returning = "returning",
        /// It went back to its sender, or it is the transfer that did so.
        Returned = "returned",
        /// The bank has not booked it yet: it comes again.
        Pending = "pending",
        /// It could not be read.
        Unreadable = "unreadable",
    }
}

words! {
    /// Which way money went.
    Direction {
        /// To us.
        In = "in",
        /// From us.
        Out = "out",
    }
}

impl LineState {
    /// Whether a person has to decide.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Proposed | Self::Unmatched | Self::Outgoing => true,
            Self::Exact | Self::Booked | Self::SetAside | Self::Returning | Self::Returned | Self::Pending | Self::Unreadable => false,
        }
    }

    /// Whether a person may decide, for the first time or otherwise than before.
    pub const fn may_change(self, direction: Direction) -> bool {
        self.is_open() || matches!((self, direction), (Self::Returning, Direction::In))
    }
}
