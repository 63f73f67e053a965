//! Rows that other rows need, and plain SQL where an entity would be too polite.

use domain::ids::{ClientId, LedgerAccountId, LedgerTxId, PayerId, StaffId, TripId};
use domain::locale::Locale;
use domain::money::Currency;
use domain::people::{ClientKind, StaffRole, StaffState};
use domain::schedules::ScheduleRule;
use domain::trips::{Entity as House, InsuranceDecision, TripState};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, Set};
use store::entities::{client, ledger_account, ledger_entry, ledger_tx, payer, staff, trip};
use store::{Database, Json, fresh};
use time::OffsetDateTime;

pub(crate) const NOW: OffsetDateTime = time::OffsetDateTime::UNIX_EPOCH;

/// A trip with its payer.
pub(crate) struct Sold {
    pub(crate) client: ClientId,
    pub(crate) trip: TripId,
    pub(crate) payer: PayerId,
}

pub(crate) async fn sold(db: &Database) -> Sold {
    let (client, seller, trip_id, payer_id): (ClientId, StaffId, TripId, PayerId) = (fresh(), fresh(), fresh(), fresh());
    let text = || Set(String::new());
    let tx = db.begin_write().await.unwrap();
    let person = client::ActiveModel {
        id: Set(client),
        kind: Set(ClientKind::Person),
        given_name: text(),
        family_name: text(),
        company: text(),
        name: text(),
        search: text(),
        language: Set(Locale::Fr),
        email: text(),
        city: text(),
        phones: Set(Json(Vec::new())),
        addresses: Set(Json(Vec::new())),
        version: Set(1),
        created_at: Set(NOW),
        erased_at: Set(None),
    };
    person.insert(&tx).await.unwrap();
    let seller_row = staff::ActiveModel {
        id: Set(seller),
        given_name: text(),
        family_name: text(),
        search: text(),
        email: Set(seller.to_string()),
        phone: text(),
        role: Set(StaffRole::Seller),
        language: Set(Locale::Fr),
        destinations: Set(Json(Vec::new())),
        state: Set(StaffState::Active),
        password_hash: Set(None),
        totp_secret: Set(None),
        totp_pending: Set(None),
        totp_last_step: Set(None),
        version: Set(1),
        created_at: Set(NOW),
    };
    seller_row.insert(&tx).await.unwrap();
    let trip_row = trip::ActiveModel {
        id: Set(trip_id),
        reference: Set(trip_id.to_string()),
        client_id: Set(client),
        title: text(),
        search: text(),
        destinations: Set(Json(Vec::new())),
        entity: Set(House::France),
        currency: Set(Currency::EUR),
        seller_id: Set(seller),
        state: Set(TripState::Confirmed),
        starts_on: Set(None),
        ends_on: Set(None),
        notes: text(),
        insurance_decision: Set(InsuranceDecision::NotOffered),
        insurance_consent_on: Set(None),
        price_minor: Set(100_000),
        insurance_minor: Set(0),
        rule: Set(Json(ScheduleRule::default())),
        version: Set(1),
        created_at: Set(NOW),
        updated_at: Set(NOW),
    };
    trip_row.insert(&tx).await.unwrap();
    let payer_row = payer::ActiveModel {
        id: Set(payer_id),
        trip_id: Set(trip_id),
        client_id: Set(client),
        label: text(),
        // Every other column as a row of the first release has it.
        ..Default::default()
    };
    payer_row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    Sold { client, trip: trip_id, payer: payer_id }
}

pub(crate) async fn ledger_account(tx: &DatabaseTransaction, code: &str, currency: Currency) -> LedgerAccountId {
    let nil = uuid::Uuid::nil();
    let row = ledger_account::ActiveModel {
        id: Set(fresh()),
        entity: Set(House::France),
        code: Set(code.to_owned()),
        currency: Set(currency),
        trip_id: Set(TripId(nil)),
        payer_id: Set(PayerId(nil)),
        balance: Set(0),
        version: Set(0),
    };
    row.insert(tx).await.unwrap().id
}

pub(crate) async fn entry(
    tx: &DatabaseTransaction,
    of: LedgerTxId,
    account: LedgerAccountId,
    amount: i64,
    currency: Currency,
    version: i64,
    balance: i64,
) -> Result<(), DbErr> {
    let row = ledger_entry::ActiveModel {
        id: Set(fresh()),
        tx_id: Set(of),
        account_id: Set(account),
        amount_minor: Set(amount),
        currency: Set(currency),
        account_version: Set(version),
        balance_after: Set(balance),
    };
    row.insert(tx).await.map(drop)
}

pub(crate) async fn seal(tx: &DatabaseTransaction, id: LedgerTxId) -> Result<(), DbErr> {
    let row = ledger_tx::ActiveModel {
        id: Set(id),
        source_kind: Set("test".to_owned()),
        source_id: Set(id.to_string()),
        memo: Set(String::new()),
        effective_at: Set(NOW),
        created_at: Set(NOW),
    };
    row.insert(tx).await.map(drop)
}

/// Runs plain SQL in a transaction of its own.
pub(crate) async fn sql(db: &Database, statement: &str) -> Result<(), DbErr> {
    let tx = db.begin_write().await.unwrap();
    tx.execute_unprepared(statement).await?;
    tx.commit().await
}

/// The statement must be refused with words that contain `why`.
pub(crate) async fn refused(db: &Database, statement: &str, why: &str) {
    let error = sql(db, statement).await.expect_err(statement).to_string();
    assert!(error.contains(why), "{statement}: {error}");
}
