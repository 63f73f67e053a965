//! An agency with a few people, a clock that stands still, and a trip to write.

use crate::support::{Hand, caller};
use desk::{Caller, TripDesk, TripView};
use domain::ids::{AccountId, ClientId, StaffId, TripId};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use domain::people::{ClientKind, StaffRole, StaffState};
use domain::policy::Actor;
use domain::text;
use domain::trips::{DayDraft, InsuranceDraft, ServiceDraft, TravellerDraft, TripDraft};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, Set};
use server::Config;
use server::desks::trips::Trips;
use server::desks::{Clock, Counter};
use std::sync::Arc;
use store::entities::{client, instalment, payer, staff};
use store::ledger::{AccountKey, Fact, Line, post};
use store::{Database, Json, fresh};
use time::OffsetDateTime;

fn noon(day: &str) -> OffsetDateTime {
    domain::dates::from_iso(day).unwrap().with_hms(12, 0, 0).unwrap().assume_utc()
}

pub(super) fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub(super) struct Stage {
    db: Database,
    clock: Arc<Hand>,
    pub(super) trips: Trips,
    pub(super) seller: Caller,
    seller_id: StaffId,
    pub(super) other_seller: Caller,
    pub(super) other_seller_id: StaffId,
    pub(super) manager: Caller,
    pub(super) accountant: Caller,
    pub(super) client: Caller,
    client_id: ClientId,
    pub(super) other_client: Caller,
    pub(super) other_client_id: ClientId,
}

impl Stage {
    /// An agency on 21 November 2026, noon.
    pub(super) async fn new(db: Database) -> Self {
        let clock = Hand::new();
        let counter = Counter::new(db.clone(), clock.clone(), &Config::default());
        let tx = db.begin_write().await.unwrap();
        let seller_id = staff(&tx, "Claire", "Seller", StaffRole::Seller).await;
        let other_seller_id = staff(&tx, "Marc", "Autre", StaffRole::Seller).await;
        let manager = staff(&tx, "Hélène", "Manager", StaffRole::Manager).await;
        let accountant = staff(&tx, "Luc", "Compte", StaffRole::Accountant).await;
        let client_id = client(&tx, "Ana", "Müller").await;
        let other_client_id = client(&tx, "Zoé", "Blanc").await;
        tx.commit().await.unwrap();
        let of_staff = |id: StaffId, role: StaffRole| caller(Actor::Staff { id, role });
        let of_client = |client: ClientId| caller(Actor::Client { account: fresh::<AccountId>(), client });
        Self {
            clock,
            trips: Trips::new(counter),
            seller: of_staff(seller_id, StaffRole::Seller),
            seller_id,
            other_seller: of_staff(other_seller_id, StaffRole::Seller),
            other_seller_id,
            manager: of_staff(manager, StaffRole::Manager),
            accountant: of_staff(accountant, StaffRole::Accountant),
            client: of_client(client_id),
            client_id,
            other_client: of_client(other_client_id),
            other_client_id,
            db,
        }
    }

    pub(super) fn set_clock(&self, day: &str) {
        self.clock.pass(noon(day) - self.clock.now());
    }

    /// Nine days in Peru for 3000 EUR, as the seller types them.
    pub(super) fn draft(&self) -> TripDraft {
        let day = |place: &str, length: &str, title: &str| DayDraft {
            place: place.into(),
            length: length.into(),
            title_fr: title.into(),
            ..DayDraft::default()
        };
        TripDraft {
            client: self.client_id.to_string(),
            title: "Pérou".into(),
            destinations: vec!["peru".into()],
            entity: "fr".into(),
            seller: self.seller_id.to_string(),
            starts_on: "14/03/2027".into(),
            ends_on: "28/03/2027".into(),
            notes: "aime le silence".into(),
            services: vec![ServiceDraft {
                supplier: "Fournisseur SA".into(),
                place: "Cusco".into(),
                cost: "2200".into(),
                ..service("Hébergements", "3000")
            }],
            insurance: InsuranceDraft { decision: "declined".into(), consent_on: String::new() },
            travellers: vec![TravellerDraft { given_name: "Ana".into(), family_name: "Müller".into(), ..TravellerDraft::default() }],
            days: vec![day("Lima", "2", "Lima"), day("Urubamba", "7", "Vallée sacrée")],
        }
    }

    pub(super) async fn create(&self, draft: &TripDraft) -> TripId {
        self.trips.create_trip(&self.seller, draft.clone()).await.unwrap()
    }

    pub(super) async fn find(&self, id: TripId) -> TripView {
        self.trips.find_trip(&self.seller, id).await.unwrap()
    }

    /// A transfer arrived and was booked as an advance of the trip's payer.
    pub(super) async fn receive(&self, trip: TripId, minor: i64) {
        let tx = self.db.begin_write().await.unwrap();
        let payer = payer::Entity::find().filter(payer::Column::TripId.eq(trip)).one(&tx).await.unwrap().unwrap();
        let row = store::locks::lock_trip(&tx, trip).await.unwrap().unwrap();
        let account = |code: &str, own: bool| AccountKey {
            entity: row.entity,
            code: code.into(),
            currency: row.currency,
            trip: own.then_some(trip),
            payer: own.then_some(payer.id),
        };
        let lines =
            [Line { account: account("512", false), amount_minor: minor }, Line { account: account("4191", true), amount_minor: -minor }];
        let at = self.clock.now();
        let id = fresh::<TripId>().to_string();
        post(&tx, at, Fact { kind: "stmt", id: &id, memo: "", effective_at: at }, &lines).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Rows of the schedule, those that no longer hold among them.
    pub(super) async fn count_instalments(&self, trip: TripId) -> u64 {
        instalment::Entity::find().filter(instalment::Column::TripId.eq(trip)).count(self.db.read()).await.unwrap()
    }
}

pub(super) fn service(label: &str, price: &str) -> ServiceDraft {
    ServiceDraft {
        kind: "stay".into(),
        label: label.into(),
        price: price.into(),
        zone: "non-eu".into(),
        inclusion: "included".into(),
        ..ServiceDraft::default()
    }
}

async fn staff(tx: &DatabaseTransaction, given: &str, family: &str, role: StaffRole) -> StaffId {
    let row = staff::ActiveModel {
        id: Set(fresh()),
        given_name: Set(given.into()),
        family_name: Set(family.into()),
        search: Set(text::fold(&[given, family].join(" "))),
        email: Set(format!("{}@altair.example", text::fold(given))),
        phone: Set(String::new()),
        role: Set(role),
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
    let row = client::ActiveModel {
        id: Set(fresh()),
        kind: Set(ClientKind::Person),
        given_name: Set(given.into()),
        family_name: Set(family.into()),
        company: Set(String::new()),
        search: Set(text::fold(&name)),
        name: Set(name),
        language: Set(Locale::Fr),
        email: Set(format!("{}@example.org", text::fold(given))),
        city: Set("Annecy".into()),
        phones: Set(Json(Vec::new())),
        addresses: Set(Json(Vec::new())),
        version: Set(1),
        created_at: Set(OffsetDateTime::UNIX_EPOCH),
        erased_at: Set(None),
    };
    row.insert(tx).await.unwrap().id
}
