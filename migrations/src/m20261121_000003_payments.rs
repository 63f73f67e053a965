//! Payers, instalments, payment orders and what gateways say.

use crate::area::Area;
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261121_000003_payments.sql"),
    sqlite: include_str!("m20261121_000003_payments_sqlite.sql"),
    postgres: include_str!("m20261121_000003_payments_postgres.sql"),
    undo: &["gateway_event", "gateway_ref", "payment_allocation", "payment_order", "instalment", "payer"],
    undo_postgres: "DROP FUNCTION instalment_amount_fixed, payment_order_amount_fixed",
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        AREA.down(manager).await
    }
}
