//! What can go wrong behind a desk, before it is told to anybody.

use desk::{AppError, Caller};
use domain::error::{ErrorCode, FieldErrors, Refusal};
use sea_orm::DbErr;

/// A refusal for the caller, or a failure of ours that only the log may know.
#[derive(Debug)]
pub(crate) enum Fault {
    /// Told as it is.
    Refused(AppError),
    /// Told as an internal error.
    Broken(String),
}

impl Fault {
    /// What `caller` is told.
    pub(crate) fn told(self, caller: &Caller) -> AppError {
        match self {
            Self::Refused(error) => error,
            Self::Broken(why) => super::internal(caller, &why),
        }
    }
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<domain::ledger::PostingError> for Fault {
    fn from(error: domain::ledger::PostingError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<crate::passwords::PasswordFault> for Fault {
    fn from(error: crate::passwords::PasswordFault) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        Self::Refused(error)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<ErrorCode> for Fault {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code.into())
    }
}

impl From<FieldErrors> for Fault {
    fn from(fields: FieldErrors) -> Self {
        Self::Refused(fields.into())
    }
}
