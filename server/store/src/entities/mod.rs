//! One entity a table: what a row is made of, and nothing else.
//!
//! The schema itself comes from `migrations`; a test compares each entity with the real columns.
#![expect(missing_docs, reason = "columns are named after the domain fields they carry; what the name does not say is documented")]

pub mod account;
pub mod audit;
pub mod client;
pub mod dispute;
pub mod gateway_counter;
pub mod gateway_difference;
pub mod gateway_event;
pub mod gateway_mark;
pub mod gateway_ref;
pub mod handover;
pub mod instalment;
pub mod invoice;
pub mod invoice_series;
pub mod ledger_account;
pub mod ledger_entry;
pub mod ledger_tx;
pub mod legacy_payment;
pub mod link;
pub mod outbox;
pub mod pay_link;
pub mod payer;
pub mod payment_allocation;
pub mod payment_capture;
pub mod payment_order;
pub mod payout;
pub mod price_revision;
pub mod receipt;
pub mod receipt_series;
pub mod recorded_payment;
pub mod recorded_reversal;
pub mod refund;
pub mod session;
pub mod staff;
pub mod statement;
pub mod statement_columns;
pub mod statement_line;
pub mod task;
pub mod throttle;
pub mod traveller;
pub mod trip;
pub mod trip_day;
pub mod trip_number;
pub mod trip_service;
