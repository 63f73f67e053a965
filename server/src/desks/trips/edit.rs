//! Writing a trip, new or known.

use super::shares::Planned;
use super::{Trips, life, lock, revisions, rows, shares};
use crate::desks::accounts::{self, TripAccounts};
use crate::desks::fault::Fault;
use desk::{AppError, Caller, Edited, Saved};
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::{StaffId, TripId};
use domain::people::{StaffRole, StaffState};
use domain::policy::{Action, Actor, authorise, may};
use domain::revisions::{Revision, RevisionDraft};
use domain::schedules::ScheduleRule;
use domain::trips::{Difference, Entity as House, Quote, Readiness, Trip, TripDraft, TripState, differences, quote};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, Set};
use serde_json::json;
use store::Json;
use store::entities::{client, staff, trip};
use time::OffsetDateTime;

/// A trip as an edit makes it, checked.
pub(super) struct Becoming {
    pub(super) trip: Trip,
    pub(super) quote: Quote,
    pub(super) client: client::Model,
}

impl Trips {
    pub(super) async fn create(&self, caller: &Caller, draft: &TripDraft) -> Result<TripId, Fault> {
        let own = match caller.actor {
            Actor::Staff { id, .. } => id,
            Actor::Anonymous | Actor::Client { .. } | Actor::Payer { .. } | Actor::System => StaffId(uuid::Uuid::nil()),
        };
        authorise(caller.actor, Action::CreateTrip { seller: own })?;
        let trip = draft.check()?;
        let quote = worth(&trip)?;
        let (now, today) = (self.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let client = check_people(&tx, caller, &trip, None).await?;
        let id: TripId = store::fresh();
        let year = trip.starts_on.unwrap_or(today).year();
        let number = store::numbers::next_trip(&tx, year, trip.entity).await?;
        let reference = format!("{}-{year}-{number:04}", series(trip.entity));
        let row = trip::ActiveModel {
            id: Set(id),
            search: Set(rows::search_text(&reference, &trip.title, &client.name)),
            reference: Set(reference.clone()),
            client_id: Set(trip.client),
            title: Set(trip.title.clone()),
            destinations: Set(Json(trip.destinations.clone())),
            entity: Set(trip.entity),
            currency: Set(trip.currency()),
            seller_id: Set(trip.seller),
            state: Set(TripState::Draft),
            starts_on: Set(trip.starts_on),
            ends_on: Set(trip.ends_on),
            notes: Set(trip.notes.clone()),
            insurance_decision: Set(trip.insurance.decision),
            insurance_consent_on: Set(trip.insurance.consent_on),
            price_minor: Set(quote.price.minor),
            insurance_minor: Set(quote.insurance.minor),
            rule: Set(Json(ScheduleRule::default())),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        };
        let row = row.insert(&tx).await?;
        rows::insert(&tx, id, &trip).await?;
        shares::open(&tx, &row, client.name, (&quote, &trip), today, now).await?;
        store::audit::append(&tx, now, caller.actor, "trip.created", id, Some(id), &json!({ "reference": reference })).await?;
        tx.commit().await?;
        Ok(id)
    }

    pub(super) async fn update(
        &self,
        caller: &Caller,
        id: TripId,
        version: i64,
        draft: &TripDraft,
        said: &RevisionDraft,
    ) -> Result<Edited, Fault> {
        let (now, today) = (self.now(), self.counter.today());
        let tx = self.counter.db.begin_write().await?;
        let row = lock(&tx, caller, id, |trip| Action::EditTrip { seller: trip.seller_id }).await?;
        if !row.state.is_open() {
            return Err(ErrorCode::TripClosed.into());
        }
        let trip = draft.check()?;
        let saved = rows::read(&tx, &row).await?;
        // Both as the form would show them, so that a thousands separator is no difference.
        let changed = differences(&TripDraft::from(&trip), &TripDraft::from(&saved));
        if changed.is_empty() {
            return Ok(Edited::Saved(Saved { version: row.version }));
        }
        let fields = roots(&changed);
        life::check_version(&tx, &row, version, changed).await?;
        let client = check_people(&tx, caller, &trip, Some(&saved)).await?;
        let becoming = Becoming { quote: worth(&trip)?, trip, client };
        let accounts = accounts::lock_accounts(&tx, &row, today).await?;
        let money = life::has_money(&tx, id, &accounts).await?;
        check_paid(&saved, &becoming.trip, money)?;
        if row.state != TripState::Draft && !Readiness::of(&becoming.trip, true, money, today).complete {
            return Err(ErrorCode::TripIncomplete.into());
        }
        let plan = shares::plan(&row, &accounts, (&becoming.quote, &becoming.trip), today);
        let revise = match revisions::judge(&tx, &row, &accounts, &becoming, &plan, today).await? {
            Some(judged) if judged.name != said.seen => return Err(AppError::Redraw.into()),
            Some(judged) => said.check(judged.revision, judged.law)?.map(|revise| (judged, revise)),
            None => None,
        };
        let told = match revise {
            Some((judged, revise)) => {
                let offer = revisions::Offer { row: &row, becoming: &becoming, judged: &judged, revise, now, today };
                let revision = revisions::insert(&tx, caller, &offer).await?;
                if offer.revise.revision == Revision::Ask {
                    revisions::ask(&self.counter, &tx, &offer, &revision, &accounts, &plan).await?;
                    tx.commit().await?;
                    return Ok(Edited::Proposed(revision.id, Saved { version: row.version }));
                }
                Some(revision)
            }
            None => None,
        };
        let detail = json!({ "fields": fields, "price": becoming.quote.price.plain() });
        let version = write(&tx, row.clone(), &accounts, &plan, &becoming, now).await?;
        store::audit::append(&tx, now, caller.actor, "trip.updated", id, Some(id), &detail).await?;
        if let Some(revision) = told {
            revisions::tell(&self.counter, &tx, &row, &revision, &plan, today, now).await?;
        }
        tx.commit().await?;
        Ok(Edited::Saved(version))
    }
}

/// Writes a trip as it becomes, with the shares and schedules that were planned. Trip and payers must be locked; nothing is checked here.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    row: trip::Model,
    accounts: &TripAccounts,
    plan: &[Planned],
    becoming: &Becoming,
    now: OffsetDateTime,
) -> Result<Saved, Fault> {
    let Becoming { trip, quote, client } = becoming;
    shares::write(tx, &row, plan, now).await?;
    shares::hand_over(tx, &row, accounts, client).await?;
    rows::replace(tx, row.id, trip).await?;
    let search = rows::search_text(&row.reference, &trip.title, &client.name);
    let saved = life::save(tx, row, now, |row| {
        row.search = Set(search);
        row.client_id = Set(trip.client);
        row.title = Set(trip.title.clone());
        row.destinations = Set(Json(trip.destinations.clone()));
        row.entity = Set(trip.entity);
        row.currency = Set(trip.currency());
        row.seller_id = Set(trip.seller);
        row.starts_on = Set(trip.starts_on);
        row.ends_on = Set(trip.ends_on);
        row.notes = Set(trip.notes.clone());
        row.insurance_decision = Set(trip.insurance.decision);
        row.insurance_consent_on = Set(trip.insurance.consent_on);
        row.price_minor = Set(quote.price.minor);
        row.insurance_minor = Set(quote.insurance.minor);
    })
    .await?;
    Ok(saved)
}

/// How the references of a company's trips begin: each counts its own.
const fn series(entity: House) -> &'static str {
    match entity {
        House::France => "AV",
        House::Switzerland => "AS",
    }
}

pub(super) fn worth(trip: &Trip) -> Result<Quote, Fault> {
    quote(trip).ok_or_else(|| FieldErrors::one("services", ErrorCode::AmountTooLarge).into())
}

/// Client and seller must be there; whoever may only sell for themselves can neither take nor give a trip. Answers with the client.
async fn check_people(tx: &DatabaseTransaction, caller: &Caller, trip: &Trip, saved: Option<&Trip>) -> Result<client::Model, Fault> {
    let mut errors = FieldErrors::new();
    // Held until the trip is written: nobody forgets them meanwhile.
    let client = store::locks::lock_client(tx, trip.client).await?;
    let joins = saved.is_none_or(|saved| saved.client != trip.client);
    match &client {
        None => errors.add("client", ErrorCode::NotAChoice),
        Some(client) if joins && client.erased_at.is_some() => errors.add("client", ErrorCode::ClientErased),
        Some(_) => {}
    }
    if saved.is_none_or(|saved| saved.seller != trip.seller) {
        let seller = staff::Entity::find_by_id(trip.seller).one(tx).await?;
        let sells = seller.is_some_and(|seller| seller.state != StaffState::Disabled && seller.role != StaffRole::Accountant);
        if !sells || !may(caller.actor, Action::CreateTrip { seller: trip.seller }) {
            errors.add("seller", ErrorCode::NotAChoice);
        }
    }
    Ok(errors.finish(|| client)?)
}

/// Money belongs to a client and to the books of a company: neither changes under it.
pub(super) fn check_paid(saved: &Trip, trip: &Trip, money: bool) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    for (field, _) in
        [("client", saved.client != trip.client), ("entity", saved.entity != trip.entity)].iter().filter(|(_, changed)| money && *changed)
    {
        errors.add(field, ErrorCode::InstalmentPaid);
    }
    errors.finish(|| Some(()))
}

/// `services[2][price]` and `services[0][label]` are both `services`.
fn roots(differing: &[Difference]) -> Vec<String> {
    let mut roots: Vec<String> = Vec::new();
    for difference in differing {
        let root = difference.field.split('[').next().unwrap_or_default();
        if !roots.iter().any(|known| known == root) {
            roots.push(root.to_owned());
        }
    }
    roots
}
