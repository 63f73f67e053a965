//! From the bytes of an export to rows that say something. Nothing here knows the database.

use super::report::RefusedRow;
use super::{ImportError, Numbered};
use crate::statements::{csv, decode, unix_lines};
use domain::legacy::{LegacyColumn, LegacyDraft, LegacyRefusal, LegacyRow};
use std::collections::HashMap;
use time::Date;

/// An export, read.
pub(super) struct File {
    /// Rows that can be read, in the order of the file.
    pub(super) rows: Vec<Numbered>,
    /// The others.
    pub(super) refused: Vec<RefusedRow>,
    /// The number of each column in the file, from 1.
    pub(super) places: HashMap<LegacyColumn, u32>,
}

/// Reads an export on `today`: UTF-8 or Windows-1252, with semicolons, commas or tabs, its header in English or French.
pub(super) fn read(content: &[u8], today: Date) -> Result<File, ImportError> {
    let text = unix_lines(decode(content));
    let missing =
        |columns: &[LegacyColumn]| ImportError::Columns(columns.iter().map(|column| column.as_str()).collect::<Vec<_>>().join(", "));
    let needed: Vec<LegacyColumn> = LegacyColumn::ALL.iter().copied().filter(|column| column.is_needed()).collect();
    let table = csv::named(&text, LegacyColumn::named).ok_or_else(|| missing(&needed))?;
    let lacking: Vec<LegacyColumn> = needed.into_iter().filter(|column| table.column(*column).is_none()).collect();
    if !lacking.is_empty() {
        return Err(missing(&lacking));
    }
    if let Some(column) = LegacyColumn::ALL.iter().find(|column| table.is_twice(**column)) {
        return Err(ImportError::Twice(*column));
    }
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
    let places: HashMap<LegacyColumn, u32> =
        LegacyColumn::ALL.iter().filter_map(|column| Some((*column, number(table.column(*column)?)))).collect();
    let (mut rows, mut refused): (Vec<Numbered>, Vec<RefusedRow>) = (Vec::new(), Vec::new());
    // By its old id, the first row that says something: another content under the same id is nobody's to choose between.
    let mut first: HashMap<String, usize> = HashMap::new();
    table.each(&text, |line, row| {
        let draft = match row {
            Ok(row) => draft(&row),
            Err((at, found)) => {
                refused.push(RefusedRow { line, column: number(at), name: None, why: LegacyRefusal::Broken, found: shown(&found) });
                return;
            }
        };
        let refuse = |column: LegacyColumn, why| {
            let place = places.get(&column).copied().unwrap_or(0);
            RefusedRow { line, column: place, name: Some(column), why, found: shown(cell(&draft, column)) }
        };
        match draft.check(today) {
            Err((column, why)) => refused.push(refuse(column, why)),
            Ok(row) => match first.get(&row.id).and_then(|at| rows.get(*at)).filter(|known: &&Numbered| known.row != row) {
                Some(known) => refused.push(refuse(LegacyColumn::Id, LegacyRefusal::Twice(known.line))),
                None => {
                    first.entry(row.id.clone()).or_insert(rows.len());
                    rows.push(Numbered { line, row });
                }
            },
        }
    });
    let last = |refused: &[RefusedRow], row: &Numbered| refused.last().is_none_or(|other| other.line < row.line);
    if !text.ends_with('\n')
        && let Some(cut) = rows.pop_if(|row| last(&refused, row))
    {
        refused.push(RefusedRow { line: cut.line, column: 1, name: None, why: LegacyRefusal::Cut, found: shown(&cut.row.id) });
    }
    Ok(File { rows, refused, places })
}

fn draft(row: &csv::NamedRow<'_, LegacyColumn>) -> LegacyDraft {
    use LegacyColumn as C;
    let text = |column| row.get(column).to_owned();
    LegacyDraft {
        id: text(C::Id),
        trip: text(C::Trip),
        payer: text(C::Payer),
        amount: text(C::Amount),
        currency: text(C::Currency),
        date: text(C::Date),
        method: text(C::Method),
        note: text(C::Note),
        kind: text(C::Kind),
    }
}

fn cell(draft: &LegacyDraft, column: LegacyColumn) -> &str {
    match column {
        LegacyColumn::Id => &draft.id,
        LegacyColumn::Trip => &draft.trip,
        LegacyColumn::Payer => &draft.payer,
        LegacyColumn::Amount => &draft.amount,
        LegacyColumn::Currency => &draft.currency,
        LegacyColumn::Date => &draft.date,
        LegacyColumn::Method => &draft.method,
        LegacyColumn::Note => &draft.note,
        LegacyColumn::Kind => &draft.kind,
    }
}

/// What a row that was read says in a column, for a refusal after the file was closed.
pub(super) fn said(row: &LegacyRow, column: LegacyColumn) -> String {
    match column {
        LegacyColumn::Id => row.id.clone(),
        LegacyColumn::Trip => row.trip.clone(),
        LegacyColumn::Payer => row.payer.clone(),
        LegacyColumn::Amount | LegacyColumn::Currency => row.amount.plain(),
        LegacyColumn::Date => domain::dates::iso(row.on),
        LegacyColumn::Method => row.method.to_string(),
        LegacyColumn::Note => row.note.clone(),
        LegacyColumn::Kind => row.kind.to_string(),
    }
}

/// The first words of a cell, on one line.
pub(super) fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect()
}
