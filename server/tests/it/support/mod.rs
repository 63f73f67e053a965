//! An agency over a database of its own: desks, a clock set by hand, people to act as, and the mails that wait in the outbox.

pub(crate) mod browser;
pub(crate) mod log;
pub(crate) mod town;
pub(crate) mod web;

use desk::{AppError, AuthDesk, Caller, PeopleDesk, Side, SignIn, SignInDraft};
use domain::error::ErrorCode;
use domain::ids::{ClientId, StaffId};
use domain::locale::Locale;
use domain::people::{ClientDraft, StaffDraft, StaffRole, StaffState};
use domain::policy::Actor;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, QueryOrder, Set, Statement};
use server::Config;
use server::desks::auth::{Auth, Sessions};
use server::desks::people::People;
use server::desks::{Clock, Counter};
use server::mail::{MailJob, MailKind};
use std::sync::{Arc, Mutex};
use store::entities::{outbox, staff};
use store::{Database, Json, fresh};
use time::{Duration, OffsetDateTime};

/// A password nobody would guess, for everybody of these tests.
pub(crate) const PASSWORD: &str = "lamas en altitude";

/// Ends once another connection of the test waits for a lock. SQLite has a single writer: there nobody can hold one and wait for another.
pub(crate) async fn until_somebody_waits(db: &Database) {
    const WAITING: &str = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() \
                           AND application_name = current_setting('application_name')";
    let backend = db.backend();
    while backend == DbBackend::Postgres && db.read().query_one_raw(Statement::from_string(backend, WAITING)).await.unwrap().is_none() {
        tokio::task::yield_now().await;
    }
}

/// The agency with an account at two banks: the numbers that the standards print as examples.
pub(crate) fn agency() -> server::config::Agency {
    let account = |iban: &str, qr_iban: &str, country: &str| server::config::BankAccount {
        iban: iban.into(),
        qr_iban: qr_iban.into(),
        holder: "Altaïr Voyages".into(),
        street: "place du Marché".into(),
        number: "2".into(),
        postcode: "1227".into(),
        town: "Carouge".into(),
        country: country.into(),
        ..server::config::BankAccount::default()
    };
    let company = |number: &str, vat: &str| server::config::Company {
        name: "Altaïr Voyages".into(),
        street: "1 quai des Marronniers".into(),
        postcode: "74000".into(),
        town: "Annecy".into(),
        number: number.into(),
        vat: vat.into(),
        register: String::new(),
        licence: "IM074000000".into(),
        guarantor: "Fonds commun de garantie".into(),
        insurer: "Assurance commune".into(),
    };
    server::config::Agency {
        france_company: company("123 456 782", "FR32 123456782"),
        switzerland_company: company("CHE-123.456.788", ""),
        france_account: account("FR1420041010050500013M02606", "", "FR"),
        switzerland_account: account("CH5800791123000889012", "CH4431999123000889012", "CH"),
        ..server::config::Agency::default()
    }
}

/// A clock set by hand.
#[derive(Debug)]
pub(crate) struct Hand(Mutex<OffsetDateTime>);

impl Hand {
    /// Saturday 21 November 2026, noon UTC.
    pub(crate) fn new() -> Arc<Self> {
        let noon = domain::dates::from_iso("2026-11-21").unwrap().with_hms(12, 0, 0).unwrap();
        Arc::new(Self(Mutex::new(noon.assume_utc())))
    }

    pub(crate) fn pass(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

impl Clock for Hand {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }
}

/// The agency.
pub(crate) struct Agency {
    pub(crate) db: Database,
    pub(crate) clock: Arc<Hand>,
    pub(crate) auth: Auth,
    pub(crate) people: People,
    pub(crate) sessions: Sessions,
    /// An administrator, already active.
    pub(crate) administrator: Caller,
    pub(crate) administrator_id: StaffId,
}

/// Somebody who asks, without a session.
pub(crate) fn caller(actor: Actor) -> Caller {
    let user_agent = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0".to_owned();
    Caller { actor, session: None, locale: Locale::Fr, ip: "192.0.2.1".into(), user_agent, request_id: "test".into() }
}

pub(crate) fn anonymous() -> Caller {
    caller(Actor::Anonymous)
}

/// The code of a refusal, whether of the whole or of the first refused field.
pub(crate) fn code<T: std::fmt::Debug>(answer: Result<T, AppError>) -> ErrorCode {
    match answer.unwrap_err() {
        AppError::Refused(refusal) => refusal.code,
        AppError::Fields(fields) => fields.0[0].1.code,
        other => panic!("{other}"),
    }
}

/// The refused fields with their codes.
pub(crate) fn fields<T: std::fmt::Debug>(answer: Result<T, AppError>) -> Vec<(String, ErrorCode)> {
    match answer.unwrap_err() {
        AppError::Fields(fields) => fields.0.into_iter().map(|(field, refusal)| (field, refusal.code)).collect(),
        other => panic!("{other}"),
    }
}

pub(crate) fn staff_draft(given: &str, family: &str, role: &str) -> StaffDraft {
    let email = format!("{}@agency.example", domain::text::fold(given));
    StaffDraft {
        given_name: given.into(),
        family_name: family.into(),
        email,
        role: role.into(),
        language: "fr".into(),
        ..StaffDraft::default()
    }
}

pub(crate) fn client_draft(given: &str, family: &str, email: &str) -> ClientDraft {
    ClientDraft {
        kind: "person".into(),
        given_name: given.into(),
        family_name: family.into(),
        language: "en".into(),
        email: email.into(),
        ..ClientDraft::default()
    }
}

impl Agency {
    pub(crate) async fn new(db: Database) -> Self {
        let clock = Hand::new();
        let config = Config { base_url: "https://agency.example".into(), ..Config::default() };
        let counter = Counter::new(db.clone(), clock.clone(), &config);
        let administrator_id: StaffId = fresh();
        let row = staff::ActiveModel {
            id: Set(administrator_id),
            given_name: Set("Ada".into()),
            family_name: Set("Admin".into()),
            search: Set("admin ada".into()),
            email: Set("ada@agency.example".into()),
            phone: Set(String::new()),
            role: Set(StaffRole::Administrator),
            language: Set(Locale::Fr),
            destinations: Set(Json(Vec::new())),
            state: Set(StaffState::Active),
            password_hash: Set(Some(server::passwords::hash(PASSWORD).await.unwrap())),
            totp_secret: Set(None),
            totp_pending: Set(None),
            totp_last_step: Set(None),
            version: Set(1),
            created_at: Set(clock.now()),
        };
        let tx = db.begin_write().await.unwrap();
        row.insert(&tx).await.unwrap();
        tx.commit().await.unwrap();
        Self {
            clock,
            auth: Auth::new(counter.clone()),
            people: People::new(counter.clone()),
            sessions: Sessions::new(counter),
            administrator: caller(Actor::Staff { id: administrator_id, role: StaffRole::Administrator }),
            administrator_id,
            db,
        }
    }

    /// Every mail put in the outbox, the oldest first.
    pub(crate) async fn mails(&self) -> Vec<MailJob> {
        let jobs = outbox::Entity::find().order_by_asc(outbox::Column::Id).all(self.db.read()).await.unwrap();
        jobs.iter().filter(|job| job.topic == "mail").map(|job| serde_json::from_str(&job.payload).unwrap()).collect()
    }

    /// The token in the last mail.
    pub(crate) async fn last_token(&self) -> String {
        let last = self.mails().await.pop().unwrap();
        let (MailKind::Activation { link, .. } | MailKind::Invitation { link, .. } | MailKind::Reset { link, .. }) = last.kind else {
            panic!("no link in {last:?}")
        };
        assert!(link.starts_with("https://agency.example/"), "{link}");
        link.rsplit('/').next().unwrap().to_owned()
    }

    /// An active member of staff, by way of an invitation.
    pub(crate) async fn staff(&self, given: &str, role: &str) -> StaffId {
        let id = self.people.invite_staff(&self.administrator, staff_draft(given, "Test", role)).await.unwrap();
        self.auth.set_password(&anonymous(), &self.last_token().await, PASSWORD).await.unwrap();
        id
    }

    /// A client who has opened their space with `password`.
    pub(crate) async fn client(&self, given: &str, email: &str, password: &str) -> ClientId {
        let draft = ClientDraft { twins_seen: "yes".into(), ..client_draft(given, "Test", email) };
        let id = self.people.create_client(&self.administrator, draft).await.unwrap();
        self.people.invite_client(&self.administrator, id).await.unwrap();
        self.auth.set_password(&anonymous(), &self.last_token().await, password).await.unwrap();
        id
    }

    pub(crate) async fn try_sign_in(&self, from: &Caller, side: Side, email: &str, password: &str) -> Result<SignIn, AppError> {
        self.auth.sign_in(from, side, SignInDraft { email: email.into(), password: password.into(), ..SignInDraft::default() }).await
    }

    /// The token of a new session.
    pub(crate) async fn sign_in(&self, side: Side, email: &str, password: &str) -> String {
        match self.try_sign_in(&anonymous(), side, email, password).await.unwrap() {
            SignIn::Done(session) | SignIn::CodeNeeded(session) => session.token,
            SignIn::Choose(people) => panic!("{people:?}"),
        }
    }

    /// The caller that a browser with this cookie is.
    pub(crate) async fn with(&self, token: &str) -> Caller {
        let found = self.sessions.resolve(token).await.expect("the session counts");
        Caller { session: Some(found.session), ..caller(found.actor) }
    }
}

/// Saves an edit of a sold trip as staff do: looked at first, and explained.
pub(crate) async fn edit(
    trips: &server::desks::trips::Trips,
    caller: &Caller,
    trip: domain::ids::TripId,
    draft: domain::trips::TripDraft,
    cause: &str,
) -> Result<desk::Edited, AppError> {
    use desk::{RevisionDesk, TripDesk};
    let version = trips.find_trip(caller, trip).await?.version;
    let seen = trips.preview_revision(caller, trip, draft.clone()).await?.seen;
    let said = domain::revisions::RevisionDraft { seen, cause: cause.into(), reason: "Kérosène : 120 € de plus par personne".into() };
    trips.update_trip(caller, trip, version, draft, said).await
}
