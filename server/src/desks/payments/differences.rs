//! Captures, and balances, that a gateway and the books tell differently, as items for a person. What may still be on its way is none yet, and what agrees again is none
//! any more.

use super::{Broken, PAYMENT, Payments};
use crate::desks::fault::Fault;
use crate::gateways::{Gateway, Statement};
use domain::dates;
use domain::ids::PaymentOrderId;
use domain::money::Money;
use domain::policy::Actor;
use domain::transfers::{DifferenceKind, DifferenceState};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{gateway_difference, gateway_ref, payment_capture, payment_order, trip};
use time::{Duration, OffsetDateTime};

/// How long money may be on its way from a gateway into the books.
pub(super) const IN_FLIGHT: Duration = Duration::minutes(15);

/// Keys looked up at a time.
const CHUNK: usize = 500;

/// A capture, or a balance, as each side tells it.
pub(super) struct Fact {
    pub(super) key: String,
    pub(super) order: Option<PaymentOrderId>,
    pub(super) theirs: Option<Money>,
    pub(super) ours: Option<Money>,
    pub(super) at: OffsetDateTime,
    /// The gateway's own words about it.
    pub(super) info: String,
}

impl Payments {
    /// Notes in what the captures of `statements`, which are everything that changed since `since`, differ from those in the books. `asked` is when the
    /// gateway was asked.
    ///
    /// # Errors
    /// The database does not answer.
    pub(super) async fn note_differences(
        &self,
        gateway: &dyn Gateway,
        statements: &[Statement],
        (since, asked): (OffsetDateTime, OffsetDateTime),
    ) -> Result<(), Broken> {
        let settled = asked - IN_FLIGHT;
        let mut facts: BTreeMap<String, Fact> = BTreeMap::new();
        for (statement, capture) in statements.iter().flat_map(|one| one.truth.captures.iter().map(move |capture| (one, capture))) {
            let (key, order) = (capture.key.0.clone(), statement.order.parse().ok());
            let info = statement.order.chars().take(100).collect();
            facts.insert(key.clone(), Fact { key, order, theirs: Some(capture.money), ours: None, at: capture.at, info });
        }
        for row in self.booked(gateway, facts.keys().cloned().collect(), (since, settled)).await? {
            let ours = Some(Money::new(row.amount_minor, row.currency));
            match facts.get_mut(&row.capture_key) {
                Some(fact) => fact.ours = ours,
                None => {
                    // Not in the list: that alone is no proof, the gateway is asked about the payment itself.
                    let Some(theirs) = self.told_of(gateway, &row).await? else { continue };
                    let key = row.capture_key.clone();
                    let fact = Fact { key, order: Some(row.order_id), theirs, ours, at: row.captured_at, info: String::new() };
                    facts.insert(fact.key.clone(), fact);
                }
            }
        }
        for fact in facts.into_values().filter(|fact| fact.at < settled) {
            let kind = DifferenceKind::between(fact.theirs, fact.ours);
            self.note(gateway, fact, kind, asked).await?;
        }
        Ok(())
    }

    /// Captures in the books: those with such names, and every one of that time.
    async fn booked(
        &self,
        gateway: &dyn Gateway,
        keys: Vec<String>,
        (since, until): (OffsetDateTime, OffsetDateTime),
    ) -> Result<Vec<payment_capture::Model>, Broken> {
        use payment_capture::Column as C;
        let db = self.counter.db.read();
        let own = || payment_capture::Entity::find().filter(C::Gateway.eq(gateway.name())).filter(C::GatewayAccount.eq(gateway.account()));
        let mut rows = own().filter(C::CapturedAt.gte(since)).filter(C::CapturedAt.lt(until)).all(db).await?;
        let known: BTreeSet<String> = rows.iter().map(|row| row.capture_key.clone()).collect();
        let others: Vec<String> = keys.into_iter().filter(|key| !known.contains(key)).collect();
        for chunk in others.chunks(CHUNK) {
            rows.extend(own().filter(C::CaptureKey.is_in(chunk.iter().map(String::as_str))).all(db).await?);
        }
        Ok(rows)
    }

    /// What the gateway says of a capture when it is asked about its payment; `None` when it does not answer.
    async fn told_of(&self, gateway: &dyn Gateway, row: &payment_capture::Model) -> Result<Option<Option<Money>>, Broken> {
        let references = gateway_ref::Entity::find()
            .filter(gateway_ref::Column::OrderId.eq(row.order_id))
            .filter(gateway_ref::Column::Kind.is_in([PAYMENT, super::OTHER_PAYMENT]))
            .all(self.counter.db.read())
            .await?;
        for reference in references {
            match gateway.fetch(&reference.reference).await {
                Ok(told) => {
                    if let Some(capture) = told.truth.captures.iter().find(|capture| capture.key.0 == row.capture_key) {
                        return Ok(Some(Some(capture.money)));
                    }
                }
                Err(error) => {
                    tracing::warn!(gateway = gateway.name(), %error, "a capture is compared again later");
                    return Ok(None);
                }
            }
        }
        Ok(Some(None))
    }

    /// Writes an item down, once for each kind; one that was decided comes back only when the figures are others. What agrees now closes what differed.
    pub(super) async fn note(
        &self,
        gateway: &dyn Gateway,
        fact: Fact,
        kind: Option<DifferenceKind>,
        now: OffsetDateTime,
    ) -> Result<(), Broken> {
        let known = self.items_of(gateway, &fact.key).await?;
        if kind.is_none() && known.iter().all(|row| row.state != DifferenceState::Open) {
            return Ok(());
        }
        let tx = self.counter.db.begin_write().await?;
        for row in known.iter().filter(|row| Some(row.kind) != kind) {
            let row = gateway_difference::Entity::find_by_id(row.id).lock_exclusive().one(&tx).await?;
            if let Some(row) = row.filter(|row| row.state == DifferenceState::Open) {
                store::audit::append(&tx, now, Actor::System, "difference.gone", row.id, row.trip_id, &json!({})).await?;
                let mut row = row.into_active_model();
                row.state = Set(DifferenceState::Gone);
                row.update(&tx).await?;
            }
        }
        if let Some(kind) = kind {
            let fresh = self.item(gateway, &fact, kind, now).await?;
            let known = known.into_iter().find(|row| row.kind == kind);
            write(&tx, known, fresh).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn items_of(&self, gateway: &dyn Gateway, fact: &str) -> Result<Vec<gateway_difference::Model>, Broken> {
        use gateway_difference::Column as C;
        let own = gateway_difference::Entity::find().filter(C::Gateway.eq(gateway.name())).filter(C::GatewayAccount.eq(gateway.account()));
        Ok(own.filter(C::Fact.eq(fact)).all(self.counter.db.read()).await?)
    }

    /// The row of an item nobody has decided on.
    async fn item(
        &self,
        gateway: &dyn Gateway,
        fact: &Fact,
        kind: DifferenceKind,
        now: OffsetDateTime,
    ) -> Result<gateway_difference::ActiveModel, Broken> {
        let db = self.counter.db.read();
        let order = match fact.order {
            Some(id) => payment_order::Entity::find_by_id(id).one(db).await?,
            None => None,
        };
        let sold = match &order {
            Some(order) => trip::Entity::find_by_id(order.trip_id).one(db).await?,
            None => None,
        };
        let said = fact.theirs.or(fact.ours).ok_or_else(|| Broken::from(Fault::Broken(format!("{} is nothing", fact.key))))?;
        Ok(gateway_difference::ActiveModel {
            id: Set(store::fresh()),
            gateway: Set(gateway.name().to_owned()),
            gateway_account: Set(gateway.account().to_owned()),
            fact: Set(fact.key.clone()),
            kind: Set(kind),
            state: Set(DifferenceState::Open),
            entity: Set(sold.as_ref().map(|trip| trip.entity)),
            currency: Set(said.currency),
            amount_minor: Set(said.minor),
            ours_minor: Set(fact.ours.map(|money| money.minor)),
            ours_currency: Set(fact.ours.map(|money| money.currency)),
            happened_on: Set(dates::central_european(fact.at).date()),
            info: Set(fact.info.clone()),
            order_id: Set(order.map(|order| order.id)),
            trip_id: Set(sold.map(|trip| trip.id)),
            note: Set(String::new()),
            decided_by: Set(None),
            decided_at: Set(None),
            created_at: Set(now),
        })
    }
}

/// Writes an item, unless it stands there with the same figures and was not thought gone.
async fn write(
    tx: &sea_orm::DatabaseTransaction,
    known: Option<gateway_difference::Model>,
    fresh: gateway_difference::ActiveModel,
) -> Result<(), Broken> {
    use gateway_difference::Column as C;
    let Some(known) = known else {
        let once = sea_orm::sea_query::OnConflict::columns([C::Gateway, C::GatewayAccount, C::Fact, C::Kind]).do_nothing().to_owned();
        gateway_difference::Entity::insert(fresh).on_conflict(once).try_insert().exec_without_returning(tx).await?;
        return Ok(());
    };
    let figures = |row: &gateway_difference::ActiveModel| {
        (row.amount_minor.as_ref().to_owned(), *row.currency.as_ref(), *row.ours_minor.as_ref(), *row.ours_currency.as_ref())
    };
    let locked = gateway_difference::Entity::find_by_id(known.id).lock_exclusive().one(tx).await?;
    let Some(row) = locked else { return Ok(()) };
    let before = row.clone().into_active_model();
    if row.state == DifferenceState::Gone || figures(&before) != figures(&fresh) {
        gateway_difference::ActiveModel { id: Set(row.id), created_at: Set(row.created_at), ..fresh }.update(tx).await?;
    }
    Ok(())
}
