//! Invoices and credit notes: all of them. Those of a trip stand on its page, where they are issued.

pub(crate) mod calls;
mod list;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub(crate) use list::InvoiceList;
