//! What a desk answers when it refuses.

use domain::error::{ErrorClass, ErrorCode, FieldErrors, Refusal};
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// A refusal, as it travels from a desk to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// The whole request is refused.
    Refused(Refusal),
    /// Some fields are refused.
    Fields(FieldErrors),
    /// Somebody else changed the object meanwhile: both values are shown.
    Changed(Box<Conflict>),
    /// Nothing is wrong: the form asked to be drawn again (a row was added or removed without scripts).
    Redraw,
}

/// An edit that met a newer version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The newer version.
    pub version: i64,
    /// Who made it.
    pub by: String,
    /// The fields that differ.
    pub fields: Vec<ConflictField>,
}

/// A field that two people changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictField {
    /// Its path, as in [`FieldErrors`].
    pub field: String,
    /// What was typed.
    pub mine: String,
    /// What is saved now.
    pub theirs: String,
}

impl AppError {
    /// The HTTP status that says it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Refused(refusal) => refusal.code.class().status(),
            // Several fields: a throttle or a conflict among them decides, invalid input otherwise.
            Self::Fields(fields) => fields
                .0
                .iter()
                .map(|(_, refusal)| refusal.code.class())
                .find(|class| *class != ErrorClass::Invalid)
                .unwrap_or(ErrorClass::Invalid)
                .status(),
            Self::Changed(_) => ErrorClass::Conflict.status(),
            Self::Redraw => 200,
        }
    }

    /// The code of a general refusal.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(refusal) => Some(refusal.code),
            Self::Changed(_) => Some(ErrorCode::Changed),
            Self::Fields(_) | Self::Redraw => None,
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "{refusal}"),
            Self::Fields(fields) => write!(f, "{} refused fields", fields.0.len()),
            Self::Changed(conflict) => write!(f, "changed meanwhile: version {}", conflict.version),
            Self::Redraw => f.write_str("redraw"),
        }
    }
}

impl std::error::Error for AppError {}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ErrorCode> for AppError {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code.into())
    }
}

impl From<FieldErrors> for AppError {
    fn from(fields: FieldErrors) -> Self {
        Self::Fields(fields)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // An old tab after an update posts what we no longer understand.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => ErrorCode::BadForm.into(),
            // The network failed or the server is restarting: trying again helps.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => ErrorCode::Internal.into(),
            _ => ErrorCode::Internal.into(),
        }
    }
}
