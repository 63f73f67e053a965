//! A house with a client of every trace, and the eyes that look for them afterwards.

use crate::payments::dialect::Dialect;
use crate::payments::fixtures::{Till, other};
use crate::payments::handovers::confirm;
use crate::support::agency;
use desk::{AppError, InvoiceDesk, PayerDesk, PeopleDesk};
use domain::ids::{ClientId, TripId};
use domain::people::{Address, ErasureBar, ErasureDraft};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, Set, Statement};
use server::desks::auth::Auth;
use server::desks::books::Books;
use server::desks::invoices::Invoices;
use server::desks::payers::Payers;
use server::desks::people::People;
use std::collections::BTreeMap;
use store::entities::{client, ledger_account, ledger_entry, payer, receipt};
use store::{Database, Json};
use time::Duration;

/// What says who it was.
const TRACES: [&str; 8] = ["Ana", "Müller", "muller", "ana.m@example.org", "06 11 22 33 44", "rue du Lac", "allergique", "1984-05-06"];

pub(super) struct House {
    pub(super) till: Till,
    pub(super) people: People,
    pub(super) books: Books,
    pub(super) auth: Auth,
}

impl House {
    pub(super) async fn open(db: Database) -> Self {
        Self::of(Till::open_changed(db, Dialect::Sandbox, |config| config.agency = agency()).await).await
    }

    pub(super) async fn of(till: Till) -> Self {
        let row = client::Entity::find_by_id(till.client_id).one(till.db.read()).await.unwrap().unwrap();
        let mut row = row.into_active_model();
        row.email = Set("ana.m@example.org".into());
        row.search = Set("muller ana".into());
        row.phones = Set(Json(vec![domain::people::Phone { label: "mobile".into(), number: "06 11 22 33 44".into() }]));
        row.addresses = Set(Json(vec![Address {
            street: "1 rue du Lac".into(),
            postcode: "74000".into(),
            city: "Annecy".into(),
            country: "France".into(),
        }]));
        write(&till.db, row).await;
        let (people, books) = (People::new(till.counter.clone()), Books::new(till.counter.clone()));
        let auth = Auth::new(till.counter.clone());
        Self { till, people, books, auth }
    }

    pub(super) fn id(&self) -> ClientId {
        self.till.client_id
    }

    pub(super) async fn erase(&self, name: &str) -> Result<(), AppError> {
        self.people.erase_client(&self.till.seller, self.id(), ErasureDraft { name: name.into() }).await
    }

    pub(super) async fn bars(&self) -> Vec<ErasureBar> {
        let view = self.people.find_erasure(&self.till.seller, self.id()).await.unwrap();
        let mut bars: Vec<_> = view.bars.into_iter().map(|(bar, _)| bar).collect();
        bars.dedup();
        bars
    }

    /// A trip of theirs, noted and paid to the last cent, not over yet; and a link that paid it before.
    pub(super) async fn paid_trip(&self) -> (TripId, String) {
        let trip = self
            .till
            .trip_with(|draft| {
                draft.notes = "Ana est allergique".into();
                draft.travellers[0].born_on = "06/05/1984".into();
            })
            .await;
        let payer = self.payer_of(trip).await;
        let (_, link) = Payers::new(self.till.counter.clone()).make_pay_link(&self.till.seller, payer.id, None).await.unwrap();
        let (order, payment) = self.till.started_with(trip, other("3000")).await;
        self.till.capture(&payment).await;
        self.till.learn(order, &payment).await;
        (trip, link)
    }

    /// Sells a trip and invoices it.
    pub(super) async fn invoice(&self, trip: TripId) -> Invoices {
        confirm(&self.till, trip).await;
        let invoices = Invoices::new(self.till.counter.clone());
        let preview = invoices.preview_invoice(&self.till.seller, trip, None).await.unwrap();
        invoices.issue_invoice(&self.till.seller, trip, preview.payer, preview.id, preview.total.plain()).await.unwrap();
        invoices
    }

    pub(super) async fn payer_of(&self, trip: TripId) -> payer::Model {
        payer::Entity::find().filter(payer::Column::TripId.eq(trip)).one(self.till.db.read()).await.unwrap().unwrap()
    }

    /// The last day of every trip passes.
    pub(super) async fn years_pass(&self) {
        self.till.payments.drain_inbox().await.unwrap();
        self.till.pass(Duration::days(400));
    }

    pub(super) async fn receipts(&self) -> Vec<receipt::Model> {
        receipt::Entity::find().all(self.till.db.read()).await.unwrap()
    }

    /// Sums of the ledger by account and currency.
    pub(super) async fn sums(&self) -> BTreeMap<(String, String), i64> {
        let db = self.till.db.read();
        let mut sums = BTreeMap::new();
        let accounts = ledger_account::Entity::find().all(db).await.unwrap();
        for entry in ledger_entry::Entity::find().all(db).await.unwrap() {
            let account = accounts.iter().find(|account| account.id == entry.account_id).unwrap();
            *sums.entry((account.code.clone(), entry.currency.to_string())).or_default() += entry.amount_minor;
        }
        sums
    }

    /// Tables with a cell in which one of the traces stands.
    pub(super) async fn traces(&self) -> Vec<(String, &'static str)> {
        let db = self.till.db.read();
        let sqlite = db.get_database_backend() == DbBackend::Sqlite;
        let names = if sqlite {
            "SELECT m.name AS tab, c.name AS col FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        } else {
            "SELECT table_name::text AS tab, column_name::text AS col FROM information_schema.columns WHERE table_schema = current_schema()"
        };
        let select = |sql: String| Statement::from_string(db.get_database_backend(), sql);
        let mut found = Vec::new();
        for row in db.query_all_raw(select(names.to_owned())).await.unwrap() {
            let (table, column): (String, String) = (row.try_get("", "tab").unwrap(), row.try_get("", "col").unwrap());
            for trace in TRACES {
                // Bytes are looked at as text.
                let text = match (sqlite, column.as_str()) {
                    (false, "raw" | "content") => format!("encode({column}, 'escape')"),
                    (false, _) => format!("{column}::text"),
                    (true, _) => format!("CAST({column} AS TEXT)"),
                };
                // SQLite takes capitals for small letters, and the other client's address begins alike.
                let but = if sqlite { format!("AND instr({text}, '{trace}') > 0") } else { String::new() };
                let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE {text} LIKE '%{trace}%' {but}");
                let count: i64 = db.query_one_raw(select(sql)).await.unwrap().unwrap().try_get("", "n").unwrap();
                if count > 0 {
                    found.push((format!("{table}.{column}"), trace));
                }
            }
        }
        found
    }
}

pub(super) async fn write<A>(db: &Database, row: A)
where
    A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let tx = db.begin_write().await.unwrap();
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}
