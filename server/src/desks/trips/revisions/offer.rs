//! What the law makes of an edit, and the rise it becomes.

use super::super::edit::Becoming;
use super::super::shares::Planned;
use super::super::views;
use super::{agreed, base_of, decide, is_agreed, mails, rows_of};
use crate::desks::Counter;
use crate::desks::accounts::TripAccounts;
use crate::desks::fault::Fault;
use desk::{Caller, InstalmentView, PayerChange};
use domain::money::Money;
use domain::revisions::{Revise, Revision, RevisionEvent, RevisionLaw, RevisionState, answer_by, next, revise};
use domain::trips::TripDraft;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, Set};
use sha2::{Digest, Sha256};
use store::Json;
use store::entities::{price_revision, trip};
use time::{Date, OffsetDateTime};

/// What an edit of a sold trip comes to.
pub(in crate::desks::trips) struct Judged {
    /// Names exactly this change.
    pub(in crate::desks::trips) name: String,
    /// What the law asks for.
    pub(in crate::desks::trips) revision: Revision,
    /// That law.
    pub(in crate::desks::trips) law: RevisionLaw,
    /// What was agreed, without insurance.
    pub(super) agreed: Money,
    /// The new price, without insurance.
    pub(super) base: Money,
}

/// A rise that was looked at and explained.
pub(in crate::desks::trips) struct Offer<'a> {
    pub(in crate::desks::trips) row: &'a trip::Model,
    pub(in crate::desks::trips) becoming: &'a Becoming,
    pub(in crate::desks::trips) judged: &'a Judged,
    pub(in crate::desks::trips) revise: Revise,
    pub(in crate::desks::trips) now: OffsetDateTime,
    pub(in crate::desks::trips) today: Date,
}

/// Judges an edit; `None` when there is nothing to look at: nothing was agreed yet, or neither price nor schedule changes.
pub(in crate::desks::trips) async fn judge(
    db: &impl ConnectionTrait,
    row: &trip::Model,
    accounts: &TripAccounts,
    becoming: &Becoming,
    plan: &[Planned],
    today: Date,
) -> Result<Option<Judged>, DbErr> {
    if !is_agreed(row, accounts) {
        return Ok(None);
    }
    let Becoming { trip, quote, .. } = becoming;
    let law = RevisionLaw::of(row.entity);
    let agreed = agreed(&rows_of(db, row.id).await?, row);
    let base = quote.price.sub(quote.insurance).unwrap_or(quote.price);
    // A departure that is put off gives no more notice of what was agreed for the first one.
    let departure = row.starts_on.into_iter().chain(trip.starts_on).min();
    let revision = revise(law, agreed, base_of(row), base, today, departure);
    if revision == Revision::Free && !plan.iter().any(Planned::shows) {
        return Ok(None);
    }
    let mut hash = Sha256::new();
    hash.update(format!("{}:{}:{revision}:{}:{}:{departure:?}", row.id, row.version, quote.price.plain(), quote.insurance.plain()));
    for one in plan {
        hash.update(format!("|{};{};", one.own.payer.id, one.share.plain()));
        super::super::schedule::digest(&mut hash, &one.schedule);
    }
    let name = hex::encode(hash.finalize().get(..16).unwrap_or_default());
    Ok(Some(Judged { name, revision, law, agreed, base }))
}

/// Old and new of each payer.
pub(super) fn changes(row: &trip::Model, plan: &[Planned], today: Date) -> Vec<PayerChange> {
    plan.iter().map(|one| change(row, one, today)).collect()
}

pub(super) fn change(row: &trip::Model, Planned { own, share, schedule }: &Planned, today: Date) -> PayerChange {
    PayerChange {
        name: own.payer.label.clone(),
        share: (Some(own.account.price), Some(*share)),
        // Side by side, both say the same of a line: how much and when.
        before: views::instalments(row, &own.account, &views::Receipts::default(), today)
            .into_iter()
            .map(|line| InstalmentView { why: None, ..line })
            .collect(),
        after: views::schedule_after(Some(&own.account), schedule, today),
        released: schedule.excess,
    }
}

/// Writes a rise down: applied, or proposed in the place of one that still waits for an answer. The trip must be locked.
pub(in crate::desks::trips) async fn insert(
    tx: &DatabaseTransaction,
    caller: &Caller,
    offer: &Offer<'_>,
) -> Result<price_revision::Model, Fault> {
    let Offer { row, becoming, judged, revise, now, today } = offer;
    let state = if revise.revision == Revision::Ask { RevisionState::Proposed } else { RevisionState::Applied };
    for waiting in rows_of(tx, row.id).await?.into_iter().filter(|row| row.state == RevisionState::Proposed) {
        let withdrawn = next(waiting.state, RevisionEvent::Withdraw, waiting.answer_by, *today)?;
        decide(tx, waiting, withdrawn, caller.actor, *now).await?;
    }
    let departure = row.starts_on.into_iter().chain(becoming.trip.starts_on).min();
    let new = price_revision::ActiveModel {
        id: Set(store::fresh()),
        trip_id: Set(row.id),
        state: Set(state),
        cause: Set(revise.cause),
        reason: Set(revise.reason.clone()),
        trip_version: Set(row.version),
        draft: Set(Json(TripDraft::from(&becoming.trip))),
        currency: Set(row.currency),
        old_minor: Set(row.price_minor),
        old_base_minor: Set(base_of(row).minor),
        new_currency: Set(becoming.quote.price.currency),
        new_minor: Set(becoming.quote.price.minor),
        new_base_minor: Set(judged.base.minor),
        agreed_minor: Set(judged.agreed.minor),
        answer_by: Set(answer_by(*today, departure)),
        proposed_by: Set(caller.actor.to_string()),
        proposed_at: Set(*now),
        decided_by: Set(None),
        decided_at: Set(None),
    };
    let new = new.insert(tx).await?;
    let detail = serde_json::json!({ "cause": new.cause, "from": super::old_price(&new).plain(), "to": super::new_price(&new).plain() });
    store::audit::append(tx, *now, caller.actor, &format!("revision.{state}"), new.id, Some(row.id), &detail).await?;
    Ok(new)
}

/// Asks the client who contracted.
pub(in crate::desks::trips) async fn ask(
    counter: &Counter,
    tx: &DatabaseTransaction,
    offer: &Offer<'_>,
    revision: &price_revision::Model,
    accounts: &TripAccounts,
    plan: &[Planned],
) -> Result<(), Fault> {
    let own = accounts.of_client(offer.row.client_id).map(|own| own.payer.id);
    let own = plan.iter().find(|one| Some(one.own.payer.id) == own).map(|one| change(offer.row, one, offer.today));
    mails::ask(counter, tx, offer.row, revision, own.as_ref(), offer.now).await
}

/// Tells everybody who pays what holds from now on. `row` is the trip as it was.
pub(in crate::desks::trips) async fn tell(
    counter: &Counter,
    tx: &DatabaseTransaction,
    row: &trip::Model,
    revision: &price_revision::Model,
    plan: &[Planned],
    today: Date,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    for one in plan {
        mails::tell(counter, tx, row, revision, &one.own.payer, &change(row, one, today), now).await?;
    }
    if plan.iter().all(|one| one.own.payer.client() != Some(row.client_id)) {
        mails::tell_client(counter, tx, row, revision, now).await?;
    }
    Ok(())
}
