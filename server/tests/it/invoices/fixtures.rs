//! An agency with invoices to issue: desks, a clock set by hand, trips that are sold.

use crate::support::{agency, caller};
use desk::{Caller, InvoiceDesk, PayerDesk, RecordedDesk, TripDesk};
use domain::dates::{from_iso, iso, plus_days};
use domain::ids::{ClientId, InvoiceId, PayerId, StaffId, TripId};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::payers::{PayerDraft, PayersDraft};
use domain::payments::RecordDraft;
use domain::people::{Address, ClientKind, StaffRole, StaffState};
use domain::policy::Actor;
use domain::revisions::RevisionDraft;
use domain::trips::{InsuranceDraft, ServiceDraft, TravellerDraft, TripDraft, TripMove};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set};
use server::Config;
use server::desks::books::Books;
use server::desks::invoices::Invoices;
use server::desks::payers::Payers;
use server::desks::payments::Payments;
use server::desks::trips::Trips;
use server::desks::{Clock, Counter};
use std::sync::{Arc, Mutex};
use store::entities::{client, invoice, payer, staff};
use store::{Database, Json, fresh};
use time::{Duration, OffsetDateTime};

/// A clock that stands where it was put.
pub(super) struct Hands(Mutex<OffsetDateTime>);

impl Clock for Hands {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }
}

pub(super) struct Office {
    pub(super) db: Database,
    pub(super) counter: Arc<Counter>,
    pub(super) invoices: Arc<Invoices>,
    pub(super) trips: Trips,
    pub(super) payments: Payments,
    pub(super) books: Books,
    pub(super) payers: Payers,
    pub(super) administrator: Caller,
    pub(super) client: Caller,
    pub(super) other: Caller,
    pub(super) client_id: ClientId,
    pub(super) other_id: ClientId,
    clock: Arc<Hands>,
    seller: StaffId,
}

pub(super) fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// `2026-12-31T22:59:59`, in UTC.
pub(super) fn instant(text: &str) -> OffsetDateTime {
    let (day, time) = text.split_once('T').unwrap();
    let parts: Vec<u8> = time.split(':').map(|part| part.parse().unwrap()).collect();
    from_iso(day).unwrap().with_hms(parts[0], parts[1], parts[2]).unwrap().assume_utc()
}

impl Office {
    /// On 30 November 2026, noon.
    pub(super) async fn open(db: Database) -> Self {
        Self::open_changed(db, |_| ()).await
    }

    pub(super) async fn open_changed(db: Database, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config { base_url: "https://agency.example".into(), agency: agency(), ..Config::default() };
        change(&mut config);
        let clock = Arc::new(Hands(Mutex::new(instant("2026-11-30T12:00:00"))));
        let counter = Counter::new(db.clone(), clock.clone(), &config);
        let tx = db.begin_write().await.unwrap();
        let seller = staff(&tx).await;
        let (client_id, other_id) = (client(&tx, "Ana", "Müller").await, client(&tx, "Zoé", "Blanc").await);
        tx.commit().await.unwrap();
        let of_client = |client: ClientId| caller(Actor::Client { account: fresh(), client });
        Self {
            invoices: Arc::new(Invoices::new(counter.clone())),
            trips: Trips::new(counter.clone()),
            payments: Payments::new(counter.clone()),
            books: Books::new(counter.clone()),
            payers: Payers::new(counter.clone()),
            administrator: caller(Actor::Staff { id: seller, role: StaffRole::Administrator }),
            client: of_client(client_id),
            other: of_client(other_id),
            client_id,
            other_id,
            db,
            counter,
            clock,
            seller,
        }
    }

    pub(super) fn set_clock(&self, at: &str) {
        *self.clock.0.lock().unwrap() = instant(at);
    }

    pub(super) fn pass(&self, time: Duration) {
        *self.clock.0.lock().unwrap() += time;
    }

    fn draft(&self, company: &str) -> TripDraft {
        let day = |days: i64| iso(plus_days(self.counter.today(), days));
        let service = ServiceDraft {
            kind: "stay".into(),
            label: "Hébergements".into(),
            price: "3000".into(),
            zone: "non-eu".into(),
            inclusion: "included".into(),
            ..ServiceDraft::default()
        };
        TripDraft {
            client: self.client_id.to_string(),
            title: "Pérou".into(),
            destinations: vec!["peru".into()],
            entity: company.into(),
            seller: self.seller.to_string(),
            starts_on: day(60),
            ends_on: day(69),
            services: vec![service],
            insurance: InsuranceDraft { decision: "declined".into(), consent_on: String::new() },
            travellers: vec![TravellerDraft { given_name: "Ana".into(), family_name: "Müller".into(), ..TravellerDraft::default() }],
            ..TripDraft::default()
        }
    }

    /// A trip of 3000.00 that its client was shown.
    pub(super) async fn proposed(&self, company: &str) -> TripId {
        let trip = self.trips.create_trip(&self.administrator, self.draft(company)).await.unwrap();
        self.move_to(trip, TripMove::Propose).await;
        trip
    }

    /// A trip of 3000.00 that is sold, in the currency of the company.
    pub(super) async fn sold(&self, company: &str) -> TripId {
        let trip = self.proposed(company).await;
        self.move_to(trip, TripMove::Confirm).await;
        trip
    }

    pub(super) async fn move_to(&self, trip: TripId, wanted: TripMove) {
        let version = self.trips.find_trip(&self.administrator, trip).await.unwrap().version;
        self.trips.move_trip(&self.administrator, trip, version, wanted).await.unwrap();
    }

    /// Shares a trip by amounts: the client pays the first, the other client the second, people without an account the rest.
    pub(super) async fn share(&self, trip: TripId, amounts: &[&str]) {
        let view = self.payers.find_payers(&self.administrator, trip).await.unwrap();
        let row = |at: usize, amount: &str| {
            let amount = amount.to_owned();
            match at {
                0 => PayerDraft {
                    id: view.payers[0].id.to_string(),
                    kind: "client".into(),
                    client: self.client_id.to_string(),
                    amount,
                    ..PayerDraft::default()
                },
                1 => PayerDraft { kind: "client".into(), client: self.other_id.to_string(), amount, ..PayerDraft::default() },
                _ => PayerDraft {
                    kind: "person".into(),
                    name: format!("Odile {at}"),
                    email: format!("odile{at}@example.org"),
                    language: "fr".into(),
                    amount,
                    ..PayerDraft::default()
                },
            }
        };
        let payers = amounts.iter().enumerate().map(|(at, amount)| row(at, amount)).collect();
        let draft = PayersDraft { by: "amount".into(), payers, release: String::new() };
        let seen = self.payers.preview_payers(&self.administrator, trip, draft.clone()).await.unwrap().seen;
        self.payers.save_payers(&self.administrator, trip, view.version, draft, seen).await.unwrap();
    }

    /// The payers of a trip, in the order in which they joined.
    pub(super) async fn payers_of(&self, trip: TripId) -> Vec<PayerId> {
        let rows =
            payer::Entity::find().filter(payer::Column::TripId.eq(trip)).order_by_asc(payer::Column::Id).all(self.db.read()).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    }

    /// Gives a sold trip another price, looked at and explained.
    pub(super) async fn reprice(&self, trip: TripId, price: &str) {
        let view = self.trips.find_trip(&self.administrator, trip).await.unwrap();
        let mut draft = TripDraft::from(&view.trip);
        draft.services[0].price = price.into();
        let seen = desk::RevisionDesk::preview_revision(&self.trips, &self.administrator, trip, draft.clone()).await.unwrap().seen;
        let said = RevisionDraft { seen, cause: "taxes".into(), reason: "Taxes d’aéroport".into() };
        self.trips.update_trip(&self.administrator, trip, view.version, draft, said).await.unwrap();
    }

    /// A cheque came.
    pub(super) async fn receive(&self, trip: TripId, payer: PayerId, amount: &str, currency: &str) {
        let draft = RecordDraft {
            payer: payer.to_string(),
            method: "cheque".into(),
            amount: amount.into(),
            currency: currency.into(),
            received_on: iso(self.counter.today()),
            note: String::new(),
        };
        self.books.record_payment(&self.administrator, trip, fresh(), draft).await.unwrap();
    }

    /// Issues what is to invoice to the first payer.
    pub(super) async fn issue(&self, trip: TripId) -> Result<invoice::Model, desk::AppError> {
        let preview = self.invoices.preview_invoice(&self.administrator, trip, None).await?;
        self.invoices.issue_invoice(&self.administrator, trip, preview.payer, preview.id, preview.total.plain()).await?;
        Ok(self.row(preview.id).await)
    }

    pub(super) async fn credit(&self, about: InvoiceId, amount: &str) -> Result<invoice::Model, desk::AppError> {
        let id = fresh();
        let draft = domain::invoices::CreditDraft { amount: amount.into(), reason: "Geste commercial".into() };
        self.invoices.credit_invoice(&self.administrator, about, id, draft).await?;
        Ok(self.row(id).await)
    }

    pub(super) async fn row(&self, id: InvoiceId) -> invoice::Model {
        invoice::Entity::find_by_id(id).one(self.db.read()).await.unwrap().unwrap()
    }

    /// Every invoice and credit note, by their numbers.
    pub(super) async fn rows(&self) -> Vec<invoice::Model> {
        invoice::Entity::find().order_by_asc(invoice::Column::Number).all(self.db.read()).await.unwrap()
    }

    /// Everything an invoice says.
    pub(super) fn said(row: &invoice::Model) -> papers::InvoiceView {
        serde_json::from_str(&row.snapshot).unwrap()
    }

    /// What the check finds: invariant and subject.
    pub(super) async fn breaches(&self) -> Vec<(String, String)> {
        let report = self.payments.check().await.unwrap();
        report.breaches.into_iter().map(|breach| (breach.invariant, breach.subject)).collect()
    }

    pub(super) async fn assert_sound(&self) {
        assert_eq!(self.payments.check().await.unwrap().breaches, []);
    }

    pub(super) async fn sql(&self, statement: &str) {
        let tx = self.db.begin_write().await.unwrap();
        tx.execute_unprepared(statement).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn staff(tx: &DatabaseTransaction) -> StaffId {
    let row = staff::ActiveModel {
        id: Set(fresh()),
        given_name: Set("Claire".into()),
        family_name: Set("Seller".into()),
        search: Set("seller claire".into()),
        email: Set("claire@agency.example".into()),
        phone: Set(String::new()),
        role: Set(StaffRole::Administrator),
        language: Set(Locale::Fr),
        destinations: Set(Json(Vec::new())),
        state: Set(StaffState::Active),
        password_hash: Set(None),
        totp_secret: Set(None),
        totp_pending: Set(None),
        totp_last_step: Set(None),
        version: Set(1),
        created_at: Set(OffsetDateTime::UNIX_EPOCH),
    };
    row.insert(tx).await.unwrap().id
}

async fn client(tx: &DatabaseTransaction, given: &str, family: &str) -> ClientId {
    let name = [given, family].join(" ");
    let address = Address { street: "3 chemin du Pré".into(), postcode: "74000".into(), city: "Annecy".into(), country: "France".into() };
    let row = client::ActiveModel {
        id: Set(fresh()),
        kind: Set(ClientKind::Person),
        given_name: Set(given.into()),
        family_name: Set(family.into()),
        company: Set(String::new()),
        search: Set(domain::text::fold(&name)),
        name: Set(name),
        language: Set(Locale::Fr),
        email: Set("ana@example.org".into()),
        city: Set("Annecy".into()),
        phones: Set(Json(Vec::new())),
        addresses: Set(Json(vec![address])),
        version: Set(1),
        created_at: Set(OffsetDateTime::UNIX_EPOCH),
        erased_at: Set(None),
    };
    row.insert(tx).await.unwrap().id
}
