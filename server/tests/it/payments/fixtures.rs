//! A till: the desks over a database of its own, the bank beside it, and a door for its notifications. Jobs run only when a test says so.

use super::dialect::{Dialect, KEY, SECRET};
use super::forms::leave_as;
use super::people::people;
use crate::support::{caller, edit};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::routing::post;
use desk::{Caller, OutcomeView, PaymentDesk, TripDesk};
use domain::ids::{ClientId, PaymentOrderId, StaffId, TripId};
use domain::money::{Currency, Money};
use domain::payments::{OrderState, PayDraft};
use domain::people::StaffRole;
use domain::policy::Actor;
use domain::revisions::RevisionDraft;
use domain::trips::{InsuranceDraft, ServiceDraft, TravellerDraft, TripDraft, TripMove};
use http::{HeaderMap, StatusCode};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use server::Config;
use server::desks::payments::Payments;
use server::desks::trips::Trips;
use server::desks::{Clock, Counter};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration as Pause;
use store::entities::{gateway_event, ledger_tx, outbox, payment_capture, payment_order, receipt, task};
use store::words::EventState;
use store::{Database, fresh};
use time::{Duration, OffsetDateTime};

/// What is awaited must come within this time.
const PATIENCE: Pause = Pause::from_secs(30);

/// The clock of the machine, which the bank has too, set forward by hand.
pub(crate) struct Ahead(Mutex<Duration>);

impl Clock for Ahead {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc() + *self.0.lock().unwrap()
    }
}

pub(crate) struct Till {
    pub(crate) db: Database,
    pub(crate) counter: Arc<Counter>,
    pub(crate) payments: Arc<Payments>,
    pub(crate) trips: Trips,
    pub(crate) seller: Caller,
    pub(crate) traveller: Caller,
    pub(crate) other: Caller,
    clock: Arc<Ahead>,
    seller_id: StaffId,
    pub(crate) client_id: ClientId,
    bank: Option<bank::Running>,
    pub(crate) bank_url: String,
    pub(crate) dialect: Dialect,
    pub(super) http: reqwest::Client,
    pub(crate) folder: PathBuf,
}

pub(crate) fn next() -> PayDraft {
    PayDraft { choice: "next".into(), ..PayDraft::default() }
}

pub(crate) fn other(amount: &str) -> PayDraft {
    PayDraft { choice: "other".into(), amount: amount.into(), ..PayDraft::default() }
}

pub(crate) fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

async fn notified(
    State(payments): State<Arc<Payments>>,
    Path(gateway): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    let ack = payments.receive(&gateway, &headers, &body).await;
    (StatusCode::from_u16(ack.status).unwrap(), ack.body)
}

impl Till {
    pub(crate) async fn open(db: Database) -> Self {
        Self::open_with(db, Dialect::Sandbox).await
    }

    pub(crate) async fn open_with(db: Database, dialect: Dialect) -> Self {
        Self::open_changed(db, dialect, |_| ()).await
    }

    /// With other settings.
    pub(crate) async fn open_changed(db: Database, dialect: Dialect, change: impl FnOnce(&mut Config)) -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let till = Self::furnished(db, format!("http://{}", listener.local_addr().unwrap()), dialect, change).await;
        let door = till.door();
        tokio::spawn(async move { axum::serve(listener, door).await.unwrap() });
        till
    }

    /// Where the bank tells the house.
    pub(crate) fn door(&self) -> Router {
        Router::new().route("/gateways/{gateway}/notify", post(notified)).with_state(self.payments.clone())
    }

    /// A till beside a house that is served at `base_url` by another process.
    pub(crate) async fn open_for(db: Database, base_url: String, dialect: Dialect) -> Self {
        Self::furnished(db, base_url, dialect, |_| ()).await
    }

    async fn furnished(db: Database, base_url: String, dialect: Dialect, change: impl FnOnce(&mut Config)) -> Self {
        let folder = std::env::temp_dir().join(format!("altiport-till-{}", uuid::Uuid::now_v7().simple()));
        let bank = bank::spawn(bank::Config {
            listen: ([127, 0, 0, 1], 0).into(),
            data: folder.clone(),
            api_key: KEY.into(),
            notify_secret: SECRET.into(),
            stripe_notify_url: format!("{base_url}/gateways/stripe/notify"),
            monetico_notify_url: format!("{base_url}/gateways/monetico/notify"),
            merchant: "Altaïr".into(),
            production: false,
        })
        .await
        .unwrap();
        let bank_url = format!("http://{}", bank.addr);
        let mut config = Config { base_url, ..Config::default() };
        dialect.speak(&mut config, &bank_url);
        change(&mut config);
        let clock = Arc::new(Ahead(Mutex::new(Duration::ZERO)));
        let counter = Counter::new(db.clone(), clock.clone(), &config);
        let payments = Arc::new(Payments::new(counter.clone()));
        let (seller_id, client_id, other_id) = people(&db).await;
        let of_client = |client: ClientId| caller(Actor::Client { account: fresh(), client });
        Self {
            trips: Trips::new(counter.clone()),
            seller: caller(Actor::Staff { id: seller_id, role: StaffRole::Administrator }),
            traveller: of_client(client_id),
            other: of_client(other_id),
            http: reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            db,
            counter,
            payments,
            clock,
            seller_id,
            client_id,
            bank: Some(bank),
            bank_url,
            dialect,
            folder,
        }
    }

    /// The same house after somebody changed its settings.
    pub(crate) fn payments_with(&self, change: impl FnOnce(&mut Config)) -> Payments {
        let mut config = self.counter.config.clone();
        change(&mut config);
        Payments::new(Counter::new(self.db.clone(), self.clock.clone(), &config))
    }

    pub(crate) async fn close(mut self) {
        self.bank.take().unwrap().shutdown().await.unwrap();
        std::fs::remove_dir_all(&self.folder).unwrap();
    }

    /// The gateway's name in addresses and rows.
    pub(crate) fn gateway(&self) -> &'static str {
        self.dialect.name()
    }

    /// The bank does not answer any more.
    pub(crate) async fn close_bank(&mut self) {
        self.bank.take().unwrap().shutdown().await.unwrap();
        std::fs::remove_dir_all(&self.folder).unwrap();
    }

    pub(crate) fn pass(&self, time: Duration) {
        *self.clock.0.lock().unwrap() += time;
    }

    /// Ten days in Peru for 3000.00 EUR, two months from now.
    fn draft(&self) -> TripDraft {
        let day = |days: i64| domain::dates::iso(domain::dates::plus_days(self.counter.today(), days));
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
            entity: "fr".into(),
            seller: self.seller_id.to_string(),
            starts_on: day(60),
            ends_on: day(69),
            services: vec![service],
            insurance: InsuranceDraft { decision: "declined".into(), consent_on: String::new() },
            travellers: vec![TravellerDraft { given_name: "Ana".into(), family_name: "Müller".into(), ..TravellerDraft::default() }],
            ..TripDraft::default()
        }
    }

    /// A trip of 3000.00 EUR shown to its client: 900.00 today, the rest later.
    pub(crate) async fn trip(&self) -> TripId {
        self.trip_with(|_| ()).await
    }

    /// The same, sold by that company in its currency.
    pub(crate) async fn trip_of(&self, company: &str) -> TripId {
        self.trip_with(|draft| draft.entity = company.into()).await
    }

    /// The same, changed before it is shown.
    pub(crate) async fn trip_with(&self, change: impl FnOnce(&mut TripDraft)) -> TripId {
        let mut draft = self.draft();
        change(&mut draft);
        let trip = self.trips.create_trip(&self.seller, draft).await.unwrap();
        self.trips.move_trip(&self.seller, trip, 1, TripMove::Propose).await.unwrap();
        trip
    }

    pub(crate) async fn start(&self, trip: TripId) -> String {
        self.payments.start_payment(&self.traveller, trip, next()).await.unwrap()
    }

    /// Starts a payment of the next instalment and goes to the bank's page: its order, and the bank's name of it.
    pub(crate) async fn started(&self, trip: TripId) -> (PaymentOrderId, String) {
        self.started_with(trip, next()).await
    }

    /// The same for what is typed.
    pub(crate) async fn started_with(&self, trip: TripId, draft: PayDraft) -> (PaymentOrderId, String) {
        let url = self.payments.start_payment(&self.traveller, trip, draft).await.unwrap();
        let order = self.orders(trip).await.pop().unwrap();
        assert_eq!(order.pay_url.as_ref(), Some(&url));
        (order.id, self.page_of(&self.traveller, &order).await)
    }

    /// Goes to the bank's page of an order, by its form if it needs one: the bank's name of it.
    pub(crate) async fn page_of(&self, who: &Caller, order: &payment_order::Model) -> String {
        if self.dialect.has_forms() {
            return leave_as(self, who, order.id).await;
        }
        order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap().to_owned()
    }

    /// Has the house learn what became of a payment: it asks, or is told where nobody can be asked.
    pub(crate) async fn learn(&self, order: PaymentOrderId, payment: &str) {
        if self.dialect.answers() {
            self.payments.settle_order(order).await.unwrap();
        } else {
            self.notify(payment, json!({ "order": ["payment.captured"] })).await;
            self.payments.drain_inbox().await.unwrap();
        }
    }

    /// Gives a trip another price, looked at first where something was agreed.
    pub(crate) async fn reprice(&self, trip: TripId, price: &str) {
        let view = self.trips.find_trip(&self.seller, trip).await.unwrap();
        let mut draft = TripDraft::from(&view.trip);
        draft.services[0].price = price.into();
        if view.agreed.is_some() {
            edit(&self.trips, &self.seller, trip, draft, "taxes").await.unwrap();
        } else {
            self.trips.update_trip(&self.seller, trip, view.version, draft, RevisionDraft::default()).await.unwrap();
        }
    }

    pub(crate) async fn outcome(&self, order: PaymentOrderId) -> OutcomeView {
        // People may not ask more often than every two seconds.
        self.pass(Duration::seconds(3));
        self.payments.find_outcome(&self.traveller, order).await.unwrap()
    }

    /// Works off notifications as they arrive until the order is in `state`.
    pub(crate) async fn until(&self, order: PaymentOrderId, state: OrderState) {
        let arrive = async {
            loop {
                self.payments.drain_inbox().await.unwrap();
                if self.order(order).await.state == state {
                    return;
                }
                self.payments.arrived().await;
            }
        };
        tokio::time::timeout(PATIENCE, arrive).await.expect("the notification arrives");
    }

    pub(crate) async fn order(&self, id: PaymentOrderId) -> payment_order::Model {
        payment_order::Entity::find_by_id(id).one(self.db.read()).await.unwrap().unwrap()
    }

    /// The orders of a trip, the oldest first.
    pub(crate) async fn orders(&self, trip: TripId) -> Vec<payment_order::Model> {
        payment_order::Entity::find()
            .filter(payment_order::Column::TripId.eq(trip))
            .order_by_asc(payment_order::Column::Id)
            .all(self.db.read())
            .await
            .unwrap()
    }

    pub(crate) async fn captures(&self, order: PaymentOrderId) -> Vec<payment_capture::Model> {
        payment_capture::Entity::find().filter(payment_capture::Column::OrderId.eq(order)).all(self.db.read()).await.unwrap()
    }

    pub(crate) async fn receipts(&self, order: PaymentOrderId) -> Vec<receipt::Model> {
        receipt::Entity::find().filter(receipt::Column::OrderId.eq(order)).all(self.db.read()).await.unwrap()
    }

    pub(crate) async fn tasks(&self) -> Vec<task::Model> {
        task::Entity::find().order_by_asc(task::Column::Id).all(self.db.read()).await.unwrap()
    }

    pub(crate) async fn tasks_of(&self, kind: &str) -> Vec<task::Model> {
        self.tasks().await.into_iter().filter(|task| task.kind == kind).collect()
    }

    pub(crate) async fn mails(&self) -> Vec<outbox::Model> {
        outbox::Entity::find().order_by_asc(outbox::Column::Id).all(self.db.read()).await.unwrap()
    }

    pub(crate) async fn transactions(&self) -> u64 {
        ledger_tx::Entity::find().count(self.db.read()).await.unwrap()
    }

    pub(crate) async fn events(&self, state: EventState) -> Vec<gateway_event::Model> {
        gateway_event::Entity::find().filter(gateway_event::Column::State.eq(state)).all(self.db.read()).await.unwrap()
    }

    /// The order was paid once, for 900.00 EUR, everywhere.
    pub(crate) async fn assert_paid_once(&self, order: PaymentOrderId) {
        let captures = self.captures(order).await;
        assert_eq!(
            captures.iter().map(|row| (row.amount_minor, row.advances_minor, row.reason)).collect::<Vec<_>>(),
            [(90_000, 90_000, None)]
        );
        let receipts = self.receipts(order).await;
        assert_eq!(receipts.iter().map(|row| (row.tx_id, row.amount_minor)).collect::<Vec<_>>(), [(captures[0].tx_id, 90_000)]);
        let key = format!("mail:receipt:{}", receipts[0].id);
        assert_eq!(self.mails().await.iter().filter(|job| job.dedupe_key == key).count(), 1);
        assert_eq!(self.order(order).await.state, OrderState::Succeeded);
    }

    /// What the check finds: invariant and subject.
    pub(crate) async fn breaches(&self) -> Vec<(String, String)> {
        let report = self.payments.check().await.unwrap();
        report.breaches.into_iter().map(|breach| (breach.invariant, breach.subject)).collect()
    }

    pub(crate) async fn assert_sound(&self) {
        assert_eq!(self.payments.check().await.unwrap().breaches, []);
    }

    pub(crate) async fn sql(&self, statement: &str) {
        let tx = self.db.begin_write().await.unwrap();
        tx.execute_unprepared(statement).await.unwrap();
        tx.commit().await.unwrap();
    }
}
