//! Trips with their services, travellers, days and numbers.

use crate::area::Area;
use sea_orm_migration::prelude::*;

const AREA: Area = Area {
    tables: include_str!("m20261121_000002_trips.sql"),
    sqlite: "",
    postgres: "",
    undo: &["trip_number", "trip_day", "traveller", "trip_service", "trip"],
    undo_postgres: "",
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
