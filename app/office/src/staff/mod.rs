//! Staff: the list, invitations, rights.

pub(crate) mod calls;
mod form;
mod list;

pub(crate) use form::{NewStaff, StaffPage};
pub(crate) use list::StaffList;
