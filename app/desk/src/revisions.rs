//! Changing the price of a sold trip: looked at by staff, told to whoever pays, and above the legal limit answered by the client who contracted.

use crate::{AppError, Caller, PayerChange, Saved, SellerView};
use async_trait::async_trait;
use domain::ids::{RevisionId, TripId};
use domain::money::Money;
use domain::revisions::{AnswerDraft, Revision, RevisionCause, RevisionLaw, RevisionStand};
use domain::trips::TripDraft;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// What became of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edited {
    /// It holds.
    Saved(Saved),
    /// It waits for its traveller's answer; the trip is as it was, at this version.
    Proposed(RevisionId, Saved),
}

impl Edited {
    /// The version of the trip to save against next time.
    pub const fn version(self) -> i64 {
        match self {
            Self::Saved(saved) | Self::Proposed(_, saved) => saved.version,
        }
    }
}

/// An old and a new price, side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChange {
    /// The price that holds.
    pub old: Money,
    /// The price that would.
    pub new: Money,
    /// By how many hundredths of a percent what is measured by the law changes: the price without insurance, against what was agreed. `None` when nothing
    /// compares them.
    pub bp: Option<i64>,
}

/// What saving an edit of a sold trip would do, to look at before it is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionPreview {
    /// Names exactly this change: a save must bring it.
    pub seen: String,
    /// What the law asks for.
    pub revision: Revision,
    /// That law.
    pub law: RevisionLaw,
    /// The prices.
    pub price: PriceChange,
    /// The last day to answer, were it proposed today.
    pub answer_by: Date,
    /// Payer by payer.
    pub changes: Vec<PayerChange>,
}

/// A rise of the price as staff see it on the trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionView {
    /// Which.
    pub id: RevisionId,
    /// How it stands.
    pub stand: RevisionStand,
    /// Why.
    pub cause: RevisionCause,
    /// How it was calculated.
    pub reason: String,
    /// The prices.
    pub price: PriceChange,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: OffsetDateTime,
    /// The last day to answer.
    pub answer_by: Date,
    /// Who answered it or took it back, and when; empty for the house itself.
    pub decided: Option<(String, OffsetDateTime)>,
    /// The last day to give the money back, after a refusal that ended the trip.
    pub refund_by: Option<Date>,
    /// Whether the caller may take it back.
    pub withdrawable: bool,
}

/// A rise of the price as the client who contracted sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRevision {
    /// Which.
    pub id: RevisionId,
    /// Of which trip.
    pub trip: TripId,
    /// Its title.
    pub trip_title: String,
    /// How it stands.
    pub stand: RevisionStand,
    /// Why.
    pub cause: RevisionCause,
    /// How it was calculated.
    pub reason: String,
    /// The prices.
    pub price: PriceChange,
    /// The last day to answer.
    pub answer_by: Date,
    /// What it changes for the reader while it can be answered; `None` when others pay everything.
    pub change: Option<PayerChange>,
    /// What was received from the reader.
    pub received: Money,
    /// The last day to get money back: were it declined today, or since it was.
    pub refund_by: Option<Date>,
    /// Whom to call.
    pub seller: SellerView,
}

/// Changes of the price of sold trips.
#[async_trait]
pub trait RevisionDesk: Send + Sync {
    /// What saving `draft` would do to a sold trip. Writes nothing. **Errors**: fields, `NotFound`, `TripClosed`.
    async fn preview_revision(&self, caller: &Caller, trip: TripId, draft: TripDraft) -> Result<RevisionPreview, AppError>;
    /// Takes a proposal back; its trip. **Errors**: `NotFound`, `RevisionOver`.
    async fn withdraw_revision(&self, caller: &Caller, revision: RevisionId) -> Result<TripId, AppError>;
    /// The last rise of one's own trip. **Errors**: `NotFound`, also when there was none.
    async fn find_own_revision(&self, caller: &Caller, trip: TripId) -> Result<OwnRevision, AppError>;
    /// Accepts or declines; its trip. Declining what the agency wants ends the trip. **Errors**: fields as `AnswerDraft::check`; `NotFound`, `RevisionOver`,
    /// `RevisionLapsed`, `RevisionStale`.
    async fn answer_revision(&self, caller: &Caller, revision: RevisionId, draft: AnswerDraft) -> Result<TripId, AppError>;
}
