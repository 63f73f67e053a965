//! What the columns of a table mean: shown as guessed or as said before, and remembered once a person has said it.

use super::Books;
use super::upload::{HEAD, beginning, kept, layout, reading_of, recall};
use crate::desks::fault::Fault;
use crate::statements::csv::{self, Layout};
use desk::{Caller, ColumnsEffect, ColumnsView};
use domain::error::ErrorCode;
use domain::ids::StatementId;
use domain::money::Currency;
use domain::policy::{Action, Actor, authorise};
use domain::transfers::{ColumnsDraft, LineState, StatementState};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set};
use serde_json::json;
use store::entities::{statement, statement_columns, statement_line};

/// Characters of a cell that a person is shown.
const SHOWN: usize = 60;

impl Books {
    pub(super) async fn columns(&self, caller: &Caller, id: StatementId) -> Result<ColumnsView, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let db = self.counter.db.read();
        let row = head_of(db, id).await?;
        let layout = layout(&row.head, row.length).ok_or(ErrorCode::NotFound)?;
        let effect = effect(db, id, row.state).await?;
        let said = row.reading.as_deref().and_then(|text| serde_json::from_str::<csv::Reading>(text).ok()).map(|reading| reading.columns);
        let said = match said {
            Some(said) => Some(said),
            None => recall(db, &layout, layout.account.clone()).await?,
        };
        let draft = said.map_or_else(|| self.guessed(&layout), |columns| columns.draft());
        let cut = |cell: &String| cell.chars().take(SHOWN).collect::<String>();
        Ok(ColumnsView {
            statement: id,
            name: row.name,
            header: layout.header.iter().map(cut).collect(),
            rows: layout.rows.iter().map(|row| row.iter().take(layout.header.len()).map(cut).collect()).collect(),
            draft,
            accounts: self.accounts(),
            effect,
        })
    }

    /// A draft for an account that nobody has spoken of yet: the one that the file names, or the only one there is.
    fn guessed(&self, layout: &Layout) -> ColumnsDraft {
        let own = self.accounts();
        let only = if let [(_, only)] = own.as_slice() { only.clone() } else { String::new() };
        let account = layout.account.as_ref().map_or(only, |account| account.grouped());
        let currency: Option<Currency> = self.company_of(&account).map(|company| company.currency());
        csv::guess(layout, &account, currency)
    }

    pub(super) async fn set_columns(&self, caller: &Caller, id: StatementId, draft: &ColumnsDraft) -> Result<(), Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let Actor::Staff { id: staff, .. } = caller.actor else { return Err(ErrorCode::NotFound.into()) };
        let tx = self.counter.db.begin_write().await?;
        // The row is locked without its file, which may be large.
        let locked =
            statement::Entity::find().select_only().column(statement::Column::Id).filter(statement::Column::Id.eq(id)).lock_exclusive();
        locked.into_tuple::<StatementId>().one(&tx).await?.ok_or(ErrorCode::NotFound)?;
        let row = head_of(&tx, id).await?;
        let layout = layout(&row.head, row.length).ok_or(ErrorCode::NotFound)?;
        let columns = draft.check(layout.header.len())?;
        let reading = reading_of(&layout, columns);
        csv::faults(&beginning(&row.head, row.length), &reading)?;
        let now = self.counter.now();
        let said = statement_columns::ActiveModel {
            account: Set(reading.columns.account.clone()),
            header: Set(layout.fingerprint()),
            columns: Set(serde_json::to_string(&reading.columns).map_err(|error| Fault::Broken(error.to_string()))?),
            saved_by: Set(staff),
            saved_at: Set(now),
        };
        use statement_columns::Column as C;
        let again = OnConflict::columns([C::Account, C::Header]).update_columns([C::Columns, C::SavedBy, C::SavedAt]).to_owned();
        statement_columns::Entity::insert(said).on_conflict(again).exec_without_returning(&tx).await?;
        let effect = effect(&tx, id, row.state).await?;
        if effect == ColumnsEffect::Read {
            read_anew(&tx, id, kept(&reading)?).await?;
        }
        let detail = json!({ "account": reading.columns.account, "read": effect == ColumnsEffect::Read });
        store::audit::append(&tx, now, caller.actor, "statement.columns", id, None, &detail).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A file is read (again) by what is said now, unless something of it stands in the books, was decided, or is being read.
async fn effect(db: &impl ConnectionTrait, id: StatementId, state: StatementState) -> Result<ColumnsEffect, Fault> {
    if state == StatementState::Reading {
        return Ok(ColumnsEffect::LaterOnly);
    }
    let settled = [LineState::Booked, LineState::SetAside, LineState::Returning, LineState::Returned, LineState::Exact];
    let settled = statement_line::Entity::find()
        .filter(statement_line::Column::StatementId.eq(id))
        .filter(statement_line::Column::State.is_in(settled))
        .count(db)
        .await?;
    Ok(if settled == 0 { ColumnsEffect::Read } else { ColumnsEffect::LaterOnly })
}

/// Forgets what was read and has it read by `reading`.
async fn read_anew(tx: &DatabaseTransaction, id: StatementId, reading: String) -> Result<(), Fault> {
    statement_line::Entity::delete_many().filter(statement_line::Column::StatementId.eq(id)).exec(tx).await?;
    let row = statement::ActiveModel {
        id: Set(id),
        reading: Set(Some(reading)),
        state: Set(StatementState::Reading),
        lines: Set(0),
        read: Set(0),
        done_at: Set(None),
        ..Default::default()
    };
    statement::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// A statement with the beginning of its file.
struct Head {
    name: String,
    state: StatementState,
    reading: Option<String>,
    head: Vec<u8>,
    length: usize,
}

async fn head_of(db: &impl ConnectionTrait, id: StatementId) -> Result<Head, Fault> {
    use statement::Column as C;
    let found = statement::Entity::find()
        .select_only()
        .columns([C::Name, C::State, C::Reading])
        .column_as(Expr::cust(format!("substr(content, 1, {HEAD})")), "head")
        .column_as(Expr::cust("CAST(length(content) AS bigint)"), "length")
        .filter(C::Id.eq(id))
        .into_tuple::<(String, StatementState, Option<String>, Vec<u8>, i64)>()
        .one(db)
        .await?;
    let (name, state, reading, head, length) = found.ok_or(ErrorCode::NotFound)?;
    Ok(Head { name, state, reading, head, length: usize::try_from(length).unwrap_or(usize::MAX) })
}
