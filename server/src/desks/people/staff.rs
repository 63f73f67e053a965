//! Members of staff: invited, changed, disabled.

use super::People;
use super::conflict::{conflict, touched};
use crate::desks::auth::person::Person;
use crate::desks::auth::{links, sessions};
use crate::desks::fault::Fault;
use desk::{Caller, Saved, StaffView};
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::StaffId;
use domain::people::{Staff, StaffDraft, StaffRole, StaffState};
use domain::policy::{Action, authorise};
use domain::text;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set, SqlErr,
};
use serde_json::json;
use store::entities::staff;
use store::{Json, audit};

impl People {
    pub(super) async fn staff_view(&self, caller: &Caller, id: StaffId) -> Result<StaffView, Fault> {
        authorise(caller.actor, Action::ReadOffice)?;
        let row = staff::Entity::find_by_id(id).one(self.counter.db.read()).await?.ok_or(ErrorCode::NotFound)?;
        Ok(StaffView { id: row.id, version: row.version, state: row.state, staff: content(&row) })
    }

    pub(super) async fn add_staff(&self, caller: &Caller, draft: &StaffDraft) -> Result<StaffId, Fault> {
        authorise(caller.actor, Action::ManageStaff)?;
        let staff = draft.check()?;
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        free_email(&tx, &staff.email, None).await?;
        let search = search(&staff);
        let Staff { given_name, family_name, email, phone, role, language, destinations } = staff;
        let row = staff::ActiveModel {
            id: Set(store::fresh()),
            given_name: Set(given_name),
            family_name: Set(family_name),
            search: Set(search),
            email: Set(email),
            phone: Set(phone),
            role: Set(role),
            language: Set(language),
            destinations: Set(Json(destinations)),
            state: Set(StaffState::Invited),
            password_hash: Set(None),
            totp_secret: Set(None),
            totp_pending: Set(None),
            totp_last_step: Set(None),
            version: Set(1),
            created_at: Set(now),
        };
        let row = row.insert(&tx).await.map_err(taken)?;
        let id = row.id;
        links::send(&tx, &self.counter, &Person::Staff(row)).await?;
        audit::append(&tx, now, caller.actor, "staff.invited", id, None, &json!({ "role": role })).await?;
        tx.commit().await?;
        Ok(id)
    }

    pub(super) async fn change_staff(&self, caller: &Caller, id: StaffId, version: i64, draft: &StaffDraft) -> Result<Saved, Fault> {
        authorise(caller.actor, Action::ManageStaff)?;
        let wanted = draft.check()?;
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let administrators = lock_administrators(&tx).await?;
        let row = store::locks::lock_staff(&tx, id).await?.ok_or(ErrorCode::NotFound)?;
        let before = StaffDraft::from(&content(&row));
        let after = StaffDraft::from(&wanted);
        if row.version != version {
            return Err(conflict(&tx, id, row.version, &after, &before).await?.into());
        }
        if wanted.role != StaffRole::Administrator && administrators == [id] {
            return Err(FieldErrors::one("role", ErrorCode::LastAdministrator).into());
        }
        free_email(&tx, &wanted.email, Some(id)).await?;
        let search = search(&wanted);
        let Staff { given_name, family_name, email, phone, role, language, destinations } = wanted;
        let mut row = row.into_active_model();
        row.given_name = Set(given_name);
        row.family_name = Set(family_name);
        row.search = Set(search);
        row.email = Set(email);
        row.phone = Set(phone);
        row.role = Set(role);
        row.language = Set(language);
        row.destinations = Set(Json(destinations));
        row.version = Set(version + 1);
        row.update(&tx).await.map_err(taken)?;
        audit::append(&tx, now, caller.actor, "staff.updated", id, None, &touched(&before, &after)).await?;
        tx.commit().await?;
        Ok(Saved { version: version + 1 })
    }

    pub(super) async fn switch_staff(&self, caller: &Caller, id: StaffId, wanted: StaffState) -> Result<(), Fault> {
        authorise(caller.actor, Action::ManageStaff)?;
        let now = self.counter.now();
        let tx = self.counter.db.begin_write().await?;
        let administrators = lock_administrators(&tx).await?;
        let row = store::locks::lock_staff(&tx, id).await?.ok_or(ErrorCode::NotFound)?;
        // Whoever never chose a password goes back to being invited.
        let state = match wanted {
            StaffState::Disabled => StaffState::Disabled,
            StaffState::Active | StaffState::Invited if row.password_hash.is_some() => StaffState::Active,
            StaffState::Active | StaffState::Invited => StaffState::Invited,
        };
        if state == row.state {
            return Ok(());
        }
        if state == StaffState::Disabled && administrators == [id] {
            return Err(ErrorCode::LastAdministrator.into());
        }
        let version = row.version;
        let mut row = row.into_active_model();
        row.state = Set(state);
        row.version = Set(version + 1);
        let row = row.update(&tx).await?;
        let verb = if state == StaffState::Disabled { "staff.disabled" } else { "staff.enabled" };
        if state == StaffState::Disabled {
            sessions::end_all(&tx, &Person::Staff(row)).await?;
        }
        audit::append(&tx, now, caller.actor, verb, id, None, &json!({})).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn invite_again(&self, caller: &Caller, id: StaffId) -> Result<(), Fault> {
        authorise(caller.actor, Action::ManageStaff)?;
        let tx = self.counter.db.begin_write().await?;
        let row = store::locks::lock_staff(&tx, id).await?.filter(|row| row.state != StaffState::Disabled).ok_or(ErrorCode::NotFound)?;
        links::send(&tx, &self.counter, &Person::Staff(row)).await?;
        audit::append(&tx, self.counter.now(), caller.actor, "staff.invited_again", id, None, &json!({})).await?;
        Ok(tx.commit().await?)
    }
}

fn content(row: &staff::Model) -> Staff {
    Staff {
        given_name: row.given_name.clone(),
        family_name: row.family_name.clone(),
        email: row.email.clone(),
        phone: row.phone.clone(),
        role: row.role,
        language: row.language,
        destinations: row.destinations.0.clone(),
    }
}

/// The family name comes first: lists sort by it.
fn search(staff: &Staff) -> String {
    text::fold(&[staff.family_name.as_str(), &staff.given_name, &staff.email].join(" "))
}

/// Active administrators, locked by ascending id so that two of them cannot disable each other at once.
async fn lock_administrators(tx: &DatabaseTransaction) -> Result<Vec<StaffId>, DbErr> {
    let found = staff::Entity::find()
        .filter(staff::Column::Role.eq(StaffRole::Administrator))
        .filter(staff::Column::State.eq(StaffState::Active))
        .order_by_asc(staff::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

async fn free_email(db: &impl ConnectionTrait, email: &str, own: Option<StaffId>) -> Result<(), Fault> {
    let holder = staff::Entity::find().filter(staff::Column::Email.eq(email)).one(db).await?;
    if holder.is_some_and(|holder| Some(holder.id) != own) {
        return Err(FieldErrors::one("email", ErrorCode::EmailTaken).into());
    }
    Ok(())
}

/// Somebody took the address between our look and our write.
fn taken(error: DbErr) -> Fault {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => FieldErrors::one("email", ErrorCode::EmailTaken).into(),
        _ => error.into(),
    }
}
