//! People: staff, clients, and how they sign in.
//!
//! Travellers belong to trips and live in [`crate::trips`]: they need no account.

mod client;
mod country;
mod country_names;
mod erasure;
mod password;
mod staff;

pub use client::{Address, AddressDraft, Client, ClientDraft, ClientKind, Phone, PhoneDraft, Twin, likely_twin};
pub use country::Country;
pub use erasure::{ErasureBar, ErasureDraft, ErasureTrip, PAPERS_KEPT, bars, kept_until, pseudonym};
pub use password::{PASSWORD_MAX, PASSWORD_MIN, check_password};
pub use staff::{Staff, StaffDraft, StaffRole, StaffState};
