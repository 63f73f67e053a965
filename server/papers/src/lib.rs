//! Papers as PDF: what an agency hands to a client, laid out by Typst.
//!
//! A paper is a pure function of its view and of a language: the same view gives the same bytes on every machine, since there is no
//! file system, network, clock or installed font here. The PDF is tagged and checked against PDF/UA-1 while it is written.
//!
//! Nothing here reads the database or decides an amount: a view arrives complete, and one that contradicts itself is refused. What
//! people typed reaches the template as data and is never read as markup.

#[cfg(test)]
mod amounts;
mod cii;
mod frame;
mod invoice;
#[cfg(test)]
mod printed;
mod qr_bill;
mod receipt;
mod text;
mod world;

pub use cii::invoice_data;
pub use invoice::{AddressView, BuyerView, CreditedView, InvoiceView, PaymentView, Regime, SellerView, invoice};
pub use qr_bill::{QrBillView, qr_bill};
pub use receipt::{Allocation, EntityView, PayerView, ReceiptView, TripView, receipt};

/// Why a paper could not be made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The amounts of the view disagree with each other, or mix currencies; the argument says which sum failed.
    #[error("the amounts of the paper disagree: {0}")]
    Amounts(&'static str),
    /// The template did not compile: a fault of ours, with what Typst said.
    #[error("the template of the paper is wrong: {0}")]
    Template(String),
    /// The document could not be written as PDF/UA-1: a fault of ours, with what the writer said.
    #[error("the paper cannot be written as an accessible PDF: {0}")]
    Export(String),
}
