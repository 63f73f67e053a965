//! One-time codes of staff (TOTP, RFC 6238): six digits, thirty seconds, one step of tolerance either way, each code accepted once.

use super::Auth;
use super::throttle::{self, CODES};
use crate::desks::fault::Fault;
use desk::{Caller, TotpSetup};
use domain::error::{ErrorCode, FieldErrors};
use domain::policy::Actor;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use store::audit;
use store::entities::staff;
use time::OffsetDateTime;
use totp_rs::{Builder, Secret, Totp};

/// The step whose code was typed, if any.
fn step(secret: &str, typed: &str, now: OffsetDateTime) -> Result<Option<i64>, Fault> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.unix_timestamp()).unwrap_or(0);
    let step = totp(secret)?.check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn totp(secret: &str) -> Result<Totp, Fault> {
    let secret = Secret::try_from_base32(secret).map_err(|error| Fault::Broken(error.to_string()))?;
    Builder::new().with_secret(secret).build().map_err(|error| Fault::Broken(error.to_string()))
}

fn wrong() -> Fault {
    FieldErrors::one("code", ErrorCode::WrongCode).into()
}

/// Accepts a code of `staff`, whose row is locked, and remembers its step: nobody who looked over a shoulder can use it again.
pub(super) async fn accept(tx: &DatabaseTransaction, now: OffsetDateTime, staff: staff::Model, typed: &str) -> Result<staff::Model, Fault> {
    let secret = staff.totp_secret.as_deref().ok_or_else(wrong)?;
    let used = step(secret, typed, now)?.filter(|step| staff.totp_last_step.is_none_or(|last| *step > last)).ok_or_else(wrong)?;
    let mut row = staff.into_active_model();
    row.totp_last_step = Set(Some(used));
    Ok(row.update(tx).await?)
}

impl Auth {
    pub(super) async fn own_staff_row(&self, caller: &Caller) -> Result<staff::Model, Fault> {
        match caller.actor {
            Actor::Staff { id, .. } => {
                Ok(staff::Entity::find_by_id(id).one(self.counter.db.read()).await?.ok_or(ErrorCode::SignInNeeded)?)
            }
            Actor::Client { .. } | Actor::Payer { .. } | Actor::System => Err(ErrorCode::NotFound.into()),
            Actor::Anonymous => Err(ErrorCode::SignInNeeded.into()),
        }
    }

    /// What an authenticator app needs for `secret`.
    pub(super) fn setup(&self, staff: &staff::Model, secret: String) -> TotpSetup {
        let issuer = escaped(&self.counter.config.agency.name);
        let uri = format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", escaped(&staff.email));
        TotpSetup { secret, uri }
    }

    pub(super) async fn draw_secret(&self, caller: &Caller) -> Result<TotpSetup, Fault> {
        let staff = self.own_staff_row(caller).await?;
        let mut bytes = [0_u8; 20];
        rand::fill(&mut bytes);
        let secret = Secret::from(bytes).to_base32();
        let tx = self.counter.db.begin_write().await?;
        let staff = store::locks::lock_staff(&tx, staff.id).await?.ok_or(ErrorCode::SignInNeeded)?;
        if staff.totp_secret.is_some() {
            // The secret in force is ended by its own code first, never replaced by whoever sits at an open session.
            return Err(ErrorCode::NotFound.into());
        }
        let mut row = staff.clone().into_active_model();
        row.totp_pending = Set(Some(secret.clone()));
        row.update(&tx).await?;
        tx.commit().await?;
        Ok(self.setup(&staff, secret))
    }

    pub(super) async fn enforce_secret(&self, caller: &Caller, typed: &str) -> Result<(), Fault> {
        let (db, now) = (&self.counter.db, self.counter.now());
        let id = self.own_staff_row(caller).await?.id;
        throttle::count(db, now, &format!("code:{id}"), CODES).await?;
        let tx = db.begin_write().await?;
        let staff = store::locks::lock_staff(&tx, id).await?.ok_or(ErrorCode::SignInNeeded)?;
        let pending = staff.totp_pending.clone().ok_or_else(wrong)?;
        let used = step(&pending, typed, now)?.ok_or_else(wrong)?;
        let mut row = staff.into_active_model();
        row.totp_secret = Set(Some(pending));
        row.totp_pending = Set(None);
        row.totp_last_step = Set(Some(used));
        row.update(&tx).await?;
        audit::append(&tx, now, caller.actor, "staff.codes_started", id, None, &json!({})).await?;
        tx.commit().await?;
        throttle::forget(db, &format!("code:{id}")).await
    }

    pub(super) async fn drop_secret(&self, caller: &Caller, typed: &str) -> Result<(), Fault> {
        let (db, now) = (&self.counter.db, self.counter.now());
        let id = self.own_staff_row(caller).await?.id;
        throttle::count(db, now, &format!("code:{id}"), CODES).await?;
        let tx = db.begin_write().await?;
        let staff = store::locks::lock_staff(&tx, id).await?.ok_or(ErrorCode::SignInNeeded)?;
        let mut row = accept(&tx, now, staff, typed).await?.into_active_model();
        row.totp_secret = Set(None);
        row.totp_pending = Set(None);
        row.totp_last_step = Set(None);
        row.update(&tx).await?;
        audit::append(&tx, now, caller.actor, "staff.codes_ended", id, None, &json!({})).await?;
        tx.commit().await?;
        throttle::forget(db, &format!("code:{id}")).await
    }
}

/// Percent-encoded (RFC 3986), as authenticator apps expect names.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the SHA-1 secret "12345678901234567890" at 59 s gives 94287082, whose last six digits are asked here.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let at = |seconds| OffsetDateTime::from_unix_timestamp(seconds).unwrap();
        assert!(matches!(step(secret, "287 082", at(59)), Ok(Some(1))));
        // One step early or late, not two.
        assert!(matches!(step(secret, "287082", at(89)), Ok(Some(1))) && matches!(step(secret, "287082", at(0)), Ok(Some(1))));
        assert!(matches!(step(secret, "287082", at(90)), Ok(None)));
        assert!(matches!(step(secret, "000000", at(59)), Ok(None)) && matches!(step(secret, "", at(59)), Ok(None)));
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(escaped("Altaïr & Co"), "Alta%C3%AFr%20%26%20Co");
    }
}
