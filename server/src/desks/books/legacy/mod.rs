//! Payments of the system before this one, brought over from its export.
//!
//! A row is booked once, under its old id, whoever brings it and however often. The rows of a trip are one transaction, in the order of the file: a file that
//! was cut in the middle and is brought again, or two programs that bring it at once, end with the same ledger. A rehearsal does all of it and commits nothing:
//! no decision about one trip depends on another one, so it says exactly what will happen.

mod book;
mod file;
mod report;
mod views;

pub(crate) use views::of_payer;

pub use report::{LegacyReport, LegacyTotal, RefusedRow};

use super::Books;
use crate::desks::fault::Fault;
use crate::desks::payments::Broken;
use book::Outcome;
use domain::legacy::{LegacyColumn, LegacyRefusal, LegacyRow};
use sea_orm::{DbErr, SqlErr};
use std::collections::HashMap;

/// Whether an import is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Everything is booked.
    Real,
    /// Everything is decided, and nothing stays.
    Rehearsal,
}

/// How often a trip is begun anew because another program was at it as well.
const TRIES: usize = 5;

/// Why an import did not begin, or stopped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No header, or columns missing in it.
    #[error("the first line has to name the columns {0}")]
    Columns(String),
    /// Two columns of one name.
    #[error("two columns are called {0}")]
    Twice(LegacyColumn),
    /// The database does not answer; what was booked stays, and the same file goes on from there.
    #[error("{0}")]
    Broken(String),
}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> Self {
        Self::Broken(Broken::from(fault).to_string())
    }
}

/// A row with its line in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Numbered {
    line: u32,
    row: LegacyRow,
}

impl Books {
    /// Brings payments over: `content` is the export. Refused rows cost only themselves.
    ///
    /// # Errors
    /// [`ImportError`]: a file without the columns that are needed; a database that does not answer.
    pub async fn import_payments(&self, content: &[u8], run: Run) -> Result<LegacyReport, ImportError> {
        let file = file::read(content, self.counter.today())?;
        let mut report = LegacyReport::of(file.refused, &file.places);
        for (reference, rows) in by_trip(file.rows) {
            let outcomes = self.import_trip_again(&reference, &rows, run).await?;
            for (row, outcome) in rows.iter().zip(outcomes) {
                report.note(row.line, outcome);
            }
        }
        report.finish();
        Ok(report)
    }

    /// A trip's rows; begun anew when another program was faster with one of them.
    async fn import_trip_again(&self, reference: &str, rows: &[Numbered], run: Run) -> Result<Vec<Outcome>, Fault> {
        let mut tries = 1;
        loop {
            match self.import_trip(reference, rows, run).await {
                Err(book::Failure::Race) if tries < TRIES => tries += 1,
                Err(book::Failure::Database(error)) if tries < TRIES && is_race(&error) => tries += 1,
                Err(book::Failure::Race) => return Err(Fault::Broken(format!("{reference}: the ledger and its rows differ"))),
                Err(book::Failure::Database(error)) => return Err(error.into()),
                Err(book::Failure::Fault(fault)) => return Err(fault),
                Ok(outcomes) => return Ok(outcomes),
            }
        }
    }
}

/// Rows by their trips, in the order in which these come up; rows of one trip keep theirs.
fn by_trip(rows: Vec<Numbered>) -> Vec<(String, Vec<Numbered>)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut trips: Vec<(String, Vec<Numbered>)> = Vec::new();
    for row in rows {
        let place = *places.entry(row.row.trip.clone()).or_insert(trips.len());
        match trips.get_mut(place) {
            Some((_, own)) => own.push(row),
            None => trips.push((row.row.trip.clone(), vec![row])),
        }
    }
    trips
}

/// Whether somebody else was at the same rows, so that looking again helps.
fn is_race(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) || error.to_string().contains("deadlock")
}

/// What a refusal is about.
type Refused = (LegacyColumn, LegacyRefusal);
