//! Clients' money that the house holds for trips that are not over on a day: straight from the ledger's entries, by the day they took effect.

use super::Books;
use crate::desks::fault::Fault;
use desk::{Caller, FundRow, FundsView};
use domain::dates;
use domain::error::FieldErrors;
use domain::ids::TripId;
use domain::ledger::AccountCode;
use domain::money::{Currency, Money};
use domain::policy::{Action, authorise};
use domain::trips::Entity as Company;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use store::entities::{ledger_account, ledger_entry, ledger_tx, trip};
use time::{Date, Duration, OffsetDateTime, Time};

/// Trips read at a time.
const CHUNK: usize = 500;

impl Books {
    pub(super) async fn funds(&self, caller: &Caller, on: &str) -> Result<FundsView, Fault> {
        authorise(caller.actor, Action::ReadBooks)?;
        let on = match on.trim() {
            "" => self.counter.today(),
            typed => dates::parse(typed).map_err(|refusal| FieldErrors::one("on", refusal))?,
        };
        self.held_on(on).await
    }

    /// What is held at the end of `on`.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn funds_on(&self, on: Date) -> Result<FundsView, crate::desks::payments::Broken> {
        Ok(self.held_on(on).await?)
    }

    async fn held_on(&self, on: Date) -> Result<FundsView, Fault> {
        let held = self.balances(end_of(on)).await?;
        let ids: Vec<TripId> = held.keys().map(|(_, _, trip)| *trip).collect();
        let mut trips = BTreeMap::new();
        for chunk in ids.chunks(CHUNK) {
            let found = trip::Entity::find().filter(trip::Column::Id.is_in(chunk.iter().copied())).all(self.counter.db.read()).await?;
            trips.extend(found.into_iter().map(|row| (row.id, row)));
        }
        let mut totals: BTreeMap<(Company, Currency), i64> = BTreeMap::new();
        let mut rows = Vec::new();
        for ((company, currency, id), minor) in held {
            // A trip that is over was earned; one without dates has not begun.
            let Some(row) = trips.get(&id).filter(|row| row.ends_on.is_none_or(|end| end >= on)) else { continue };
            let total = totals.entry((company, currency)).or_default();
            *total = total.checked_add(minor).ok_or_else(|| Fault::Broken("a sum beyond 64 bits".to_owned()))?;
            rows.push(FundRow {
                trip: id,
                reference: row.reference.clone(),
                title: row.title.clone(),
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                entity: company,
                held: Money::new(minor, currency),
            });
        }
        rows.sort_by(|a, b| (a.starts_on.unwrap_or(Date::MAX), &a.reference).cmp(&(b.starts_on.unwrap_or(Date::MAX), &b.reference)));
        let totals = totals.into_iter().map(|((company, currency), minor)| (company, Money::new(minor, currency))).collect();
        Ok(FundsView { on, totals, rows })
    }

    /// Advances and unapplied credits by company, currency and trip, of what took effect before `end`; none zero.
    async fn balances(&self, end: OffsetDateTime) -> Result<BTreeMap<(Company, Currency, TripId), i64>, Fault> {
        use ledger_account::Column as A;
        let account = |column: A| Expr::col((ledger_account::Entity, column));
        let select = Query::select()
            .columns([(ledger_account::Entity, A::Entity), (ledger_account::Entity, A::Currency), (ledger_account::Entity, A::TripId)])
            .expr_as(Expr::cust("CAST(SUM(ledger_entry.amount_minor) AS bigint)"), "held")
            .from(ledger_entry::Entity)
            .inner_join(ledger_account::Entity, account(A::Id).equals((ledger_entry::Entity, ledger_entry::Column::AccountId)))
            .inner_join(
                ledger_tx::Entity,
                Expr::col((ledger_tx::Entity, ledger_tx::Column::Id)).equals((ledger_entry::Entity, ledger_entry::Column::TxId)),
            )
            .and_where(account(A::Code).is_in([AccountCode::Advances.as_str(), AccountCode::Unapplied.as_str()]))
            .and_where(Expr::col((ledger_tx::Entity, ledger_tx::Column::EffectiveAt)).lt(end))
            .group_by_columns([
                (ledger_account::Entity, A::Entity),
                (ledger_account::Entity, A::Currency),
                (ledger_account::Entity, A::TripId),
            ])
            .to_owned();
        let db = &self.counter.db;
        let mut held = BTreeMap::new();
        for row in db.read().query_all_raw(db.backend().build(&select)).await? {
            let company: Company = row.try_get("", "entity")?;
            let key = (company, row.try_get("", "currency")?, row.try_get("", "trip_id")?);
            // The ledger credits what the house owes: these balances are negative.
            let minor = 0_i64.saturating_sub(row.try_get::<i64>("", "held")?);
            if minor != 0 {
                held.insert(key, minor);
            }
        }
        Ok(held)
    }

    pub(super) async fn funds_table(&self, caller: &Caller, on: &str) -> Result<(String, String), Fault> {
        let view = self.funds(caller, on).await?;
        Ok((format!("funds-{}.csv", dates::iso(view.on)), table(&view)))
    }
}

/// The first instant after a day, where the agency is.
fn end_of(day: Date) -> OffsetDateTime {
    let midnight = dates::plus_days(day, 1).with_time(Time::MIDNIGHT).assume_utc();
    // Local midnight is one or two hours before that of UTC.
    let local = |hours: i64| midnight - Duration::hours(hours);
    if dates::central_european(local(2)).time() == Time::MIDNIGHT { local(2) } else { local(1) }
}

/// Values between semicolons, with a byte-order mark: what spreadsheets here open as it is.
fn table(view: &FundsView) -> String {
    let mut lines = vec!["company;currency;held;reference;title;starts_on;ends_on".to_owned()];
    for row in &view.rows {
        let day = |day: Option<Date>| day.map(dates::iso).unwrap_or_default();
        let cells = [
            row.entity.to_string(),
            row.held.currency.to_string(),
            row.held.to_field(),
            text_cell(&row.reference),
            text_cell(&row.title),
            day(row.starts_on),
            day(row.ends_on),
        ];
        lines.push(cells.join(";"));
    }
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

/// A text that no spreadsheet takes for a formula, nor for several cells.
fn text_cell(text: &str) -> String {
    let plain = text.replace(['\r', '\n', '\t'], " ");
    let guarded = if plain.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{plain}") } else { plain };
    format!("\"{}\"", guarded.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula_or_another_cell() {
        for (typed, written) in [
            ("Pérou", "\"Pérou\""),
            ("=1+1", "\"'=1+1\""),
            ("+41 22", "\"'+41 22\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            (" =cmd|' /C calc'!A0", "\"' =cmd|' /C calc'!A0\""),
            ("a;\"b\"\nc", "\"a;\"\"b\"\" c\""),
        ] {
            assert_eq!(text_cell(typed), written);
        }
    }

    #[test]
    fn a_day_ends_where_the_agency_is() {
        let day = |text: &str| dates::from_iso(text).unwrap();
        assert_eq!(end_of(day("2027-01-14")), day("2027-01-14").with_hms(23, 0, 0).unwrap().assume_utc());
        assert_eq!(end_of(day("2027-07-14")), day("2027-07-14").with_hms(22, 0, 0).unwrap().assume_utc());
    }
}
