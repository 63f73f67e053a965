//! The schema of the database, step by step, for SQLite and PostgreSQL.
//!
//! Knows no type of the house: history must not change when types do. See README.md before adding a step.

mod area;
mod m20261121_000001_people;
mod m20261121_000002_trips;
mod m20261121_000003_payments;
mod m20261121_000004_ledger;
mod m20261121_000005_house;
mod m20261122_000006_openings;
mod m20261122_000007_refunds;
mod m20261122_000008_payers;
mod m20261122_000009_books;
mod m20261122_000010_statements;
mod m20261122_000011_refused;
mod m20261122_000012_differences;
mod m20261122_000013_revisions;
mod m20261130_000014_invoices;
mod m20261130_000015_payouts;
mod m20261130_000016_handovers;
mod m20261130_000017_legacy;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Every step, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_people::Migration),
            Box::new(m20261121_000002_trips::Migration),
            Box::new(m20261121_000003_payments::Migration),
            Box::new(m20261121_000004_ledger::Migration),
            Box::new(m20261121_000005_house::Migration),
            Box::new(m20261122_000006_openings::Migration),
            Box::new(m20261122_000007_refunds::Migration),
            Box::new(m20261122_000008_payers::Migration),
            Box::new(m20261122_000009_books::Migration),
            Box::new(m20261122_000010_statements::Migration),
            Box::new(m20261122_000011_refused::Migration),
            Box::new(m20261122_000012_differences::Migration),
            Box::new(m20261122_000013_revisions::Migration),
            Box::new(m20261130_000014_invoices::Migration),
            Box::new(m20261130_000015_payouts::Migration),
            Box::new(m20261130_000016_handovers::Migration),
            Box::new(m20261130_000017_legacy::Migration),
        ]
    }
}
