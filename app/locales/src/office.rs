//! Texts of the back office.
