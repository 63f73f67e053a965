//! Staff: the list, invitations, rights.

pub(crate) mod calls;
mod form;
mod list;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub(crate) use form::{NewStaff, StaffPage};
pub(crate) use list::StaffList;
