//! Who stands at the till: a seller and two clients.

use domain::ids::{ClientId, StaffId};
use domain::locale::Locale;
use domain::people::{ClientKind, StaffRole, StaffState};
use sea_orm::{ActiveModelTrait, Set};
use store::entities::{client, staff};
use store::{Database, Json, fresh};
use time::OffsetDateTime;

pub(super) async fn people(db: &Database) -> (StaffId, ClientId, ClientId) {
    let now = store::to_second(OffsetDateTime::now_utc());
    let tx = db.begin_write().await.unwrap();
    let seller: StaffId = fresh();
    let row = staff::ActiveModel {
        id: Set(seller),
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
        created_at: Set(now),
    };
    row.insert(&tx).await.unwrap();
    let mut clients = Vec::new();
    for (given, family) in [("Ana", "Müller"), ("Zoé", "Blanc")] {
        let id: ClientId = fresh();
        let row = client::ActiveModel {
            id: Set(id),
            kind: Set(ClientKind::Person),
            given_name: Set(given.into()),
            family_name: Set(family.into()),
            company: Set(String::new()),
            name: Set(format!("{given} {family}")),
            search: Set(given.to_lowercase()),
            language: Set(Locale::En),
            email: Set("ana@example.org".into()),
            city: Set(String::new()),
            phones: Set(Json(Vec::new())),
            addresses: Set(Json(Vec::new())),
            version: Set(1),
            created_at: Set(now),
            erased_at: Set(None),
        };
        row.insert(&tx).await.unwrap();
        clients.push(id);
    }
    tx.commit().await.unwrap();
    (seller, clients[0], clients[1])
}
