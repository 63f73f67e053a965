//! Files coming in: kept as they were brought. XML says itself what it says; a table is read once somebody has said what its columns mean.

use super::Books;
use crate::desks::fault::Fault;
use crate::statements::csv::{self, Layout, Reading};
use crate::statements::{decode, unix_lines};
use desk::{Caller, StatementRow};
use domain::error::{ErrorCode, Refusal};
use domain::ids::StatementId;
use domain::policy::{Action, Actor, authorise};
use domain::transfers::{Columns, Iban, StatementState};
use domain::trips::Entity as Company;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;
use store::entities::{statement, statement_columns};

/// Bytes of a file, at most.
pub(crate) const STATEMENT_LIMIT: usize = 64 * 1024 * 1024;

/// Bytes at the beginning of a table in which its header stands.
pub(super) const HEAD: usize = 64 * 1024;

impl Books {
    pub(super) async fn upload(&self, caller: &Caller, name: &str, content: Vec<u8>, account: &str) -> Result<StatementRow, Fault> {
        authorise(caller.actor, Action::KeepBooks)?;
        let Actor::Staff { id: staff, .. } = caller.actor else { return Err(ErrorCode::NotFound.into()) };
        if content.len() > STATEMENT_LIMIT {
            return Err(ErrorCode::TooLarge.into());
        }
        let account = chosen(account)?;
        // What is plainly something else is refused while who sent it is still there; by its content, whatever it is called.
        let (state, reading) = if is_camt(&content) {
            (StatementState::Reading, None)
        } else {
            let layout = layout(&content, content.len()).ok_or(ErrorCode::NotAStatement)?;
            let columns = recall(self.counter.db.read(), &layout, account.or_else(|| layout.account.clone())).await?;
            let reading = columns.map(|columns| kept(&reading_of(&layout, columns))).transpose()?;
            (if reading.is_some() { StatementState::Reading } else { StatementState::Asking }, reading)
        };
        let (id, now): (StatementId, _) = (store::fresh(), self.counter.now());
        let row = statement::ActiveModel {
            id: Set(id),
            name: Set(domain::text::tidy(name).chars().take(200).collect()),
            content: Set(content),
            reading: Set(reading),
            state: Set(state),
            lines: Set(0),
            read: Set(0),
            uploaded_by: Set(staff),
            created_at: Set(now),
            done_at: Set(None),
        };
        let tx = self.counter.db.begin_write().await?;
        statement::Entity::insert(row).exec_without_returning(&tx).await?;
        store::audit::append(&tx, now, caller.actor, "statement.uploaded", id, None, &json!({})).await?;
        tx.commit().await?;
        self.row_of(id).await
    }

    /// Whose account a number is; nothing for one that the settings do not know.
    pub(super) fn company_of(&self, account: &str) -> Option<Company> {
        let account: Iban = account.parse().ok()?;
        Company::ALL.iter().copied().find(|company| {
            let own = self.account_of(*company);
            [&own.iban, &own.qr_iban].iter().any(|number| number.parse::<Iban>().is_ok_and(|number| number == account))
        })
    }

    pub(super) fn account_of(&self, company: Company) -> &crate::config::BankAccount {
        match company {
            Company::France => &self.counter.config.agency.france_account,
            Company::Switzerland => &self.counter.config.agency.switzerland_account,
        }
    }

    /// The companies' accounts, as people read them.
    pub(super) fn accounts(&self) -> Vec<(Company, String)> {
        let own = |company: &Company| Some((*company, self.account_of(*company).iban()?.grouped()));
        Company::ALL.iter().filter_map(own).collect()
    }
}

/// An account number that somebody may have typed.
fn chosen(typed: &str) -> Result<Option<Iban>, Refusal> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| ErrorCode::NotAnIban.into()),
    }
}

fn is_camt(content: &[u8]) -> bool {
    let start = decode(content.get(..content.len().min(4_096)).unwrap_or_default());
    start.contains("BkToCstmr") || start.contains("<Document")
}

/// What kind of table a file is, by its first [`HEAD`] bytes, of `length` in all; `None` for none. A byte that no text has is no table.
pub(super) fn layout(head: &[u8], length: usize) -> Option<Layout> {
    let text = beginning(head, length);
    if text.contains('\0') { None } else { csv::look(&text) }
}

/// The whole lines at the beginning of a file: half a letter would make another encoding of it.
pub(super) fn beginning(head: &[u8], length: usize) -> String {
    let head = head.get(..head.len().min(HEAD)).unwrap_or_default();
    let end = if head.len() < length { head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1) } else { head.len() };
    unix_lines(decode(head.get(..end).unwrap_or_default()))
}

pub(super) fn reading_of(layout: &Layout, columns: Columns) -> Reading {
    Reading { delimiter: layout.delimiter, header_line: layout.header_line, width: layout.header.len(), columns }
}

pub(super) fn kept(reading: &Reading) -> Result<String, Fault> {
    serde_json::to_string(reading).map_err(|error| Fault::Broken(error.to_string()))
}

/// What was said of tables with this header: of this account, or of the only one when nobody says whose the file is.
pub(super) async fn recall(db: &impl ConnectionTrait, layout: &Layout, account: Option<Iban>) -> Result<Option<Columns>, Fault> {
    let found = statement_columns::Entity::find()
        .filter(statement_columns::Column::Header.eq(layout.fingerprint()))
        .order_by_desc(statement_columns::Column::SavedAt)
        .all(db)
        .await?;
    let row = match &account {
        Some(account) => found.iter().find(|row| row.account == account.as_str()),
        // Two accounts of one bank write alike: only a person can tell whose this is.
        None => found.first().filter(|_| found.len() == 1),
    };
    // What an older program kept and this one cannot read is asked again.
    Ok(row.and_then(|row| serde_json::from_str(&row.columns).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_table_is_known_by_its_beginning() {
        let mut content = encoding_rs::WINDOWS_1252.encode("Date;Libellé;Montant\n").0.into_owned();
        for _ in 0..10_000 {
            content.extend_from_slice(b"14.03.2027;Caf\xe9;1,00\n");
        }
        let found = layout(&content, content.len()).unwrap();
        assert_eq!(layout(&content[..HEAD], content.len()).as_ref(), Some(&found));
        assert_eq!(
            (found.header.as_slice(), found.rows[0][1].as_str()),
            (["Date".into(), "Libellé".into(), "Montant".into()].as_slice(), "Café")
        );
        let binary = b"Date;Libell\0e;Montant\n14.03.2027;a;1,00\n";
        assert_eq!(layout(binary, binary.len()), None);
        assert!(is_camt(b"<?xml version='1.0'?><Document>") && !is_camt(b"Date;Montant\n"));
    }
}
