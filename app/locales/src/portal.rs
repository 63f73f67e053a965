//! Texts of the traveller's space.
