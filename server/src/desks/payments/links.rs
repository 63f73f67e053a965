//! Paying by link: whoever holds the token acts as its payer, for what the link asks and nothing else.
//!
//! The database keeps only a hash of the token. The amount is asked of the payer's account each time. A payment begun by a link comes back by another one,
//! which shows that payment and pays nothing: it travels to the bank and back, and is kept with the order's request. Who began in the traveller's space comes
//! back by such a link as well, because their session may have ended meanwhile: it tells what became of the payment, and keeps the rest for who signs in.

use super::start::{LinkWish, Wish};
use super::{Payments, payer};
use crate::desks::Counter;
use crate::desks::accounts;
use crate::desks::auth::throttle::{self, PAY_LINKS};
use crate::desks::auth::tokens;
use crate::desks::fault::Fault;
use crate::desks::trips::views;
use crate::gateways::StartRequest;
use async_trait::async_trait;
use desk::{AppError, BankForm, Caller, PayLinkAsk, PayLinkDesk, PayLinkStand, PayLinkView};
use domain::error::ErrorCode;
use domain::ids::{InstalmentId, PayLinkId, PayerId, PaymentOrderId};
use domain::payments::{Asked, OrderState, PaymentOutcome, asked};
use domain::policy::Actor;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};
use store::entities::{pay_link, payer as payers, payment_order, receipt, trip};
use store::words::PayLinkKind;
use time::{Duration, OffsetDateTime};

/// How long a link can be used.
const LIFETIME: Duration = Duration::days(60);

/// What the path of every link begins with.
const PATH: &str = "/pay/";

/// What the path of every way back into the traveller's space begins with.
const BACK: &str = "/back/";

/// The whole address by which a payment that was begun in the traveller's space comes back.
pub(super) fn way_back(counter: &Counter, token: &str) -> String {
    counter.url(&[BACK, token].concat())
}

/// The whole address of a link.
pub(crate) fn address(counter: &Counter, token: &str) -> String {
    counter.url(&[PATH, token].concat())
}

/// Makes a link by which `payer` pays up to `instalment`, or whatever is next; its token, which nobody can read again.
///
/// # Errors
/// As the database says.
pub(crate) async fn make(
    tx: &DatabaseTransaction,
    payer: PayerId,
    instalment: Option<InstalmentId>,
    by: Actor,
    now: OffsetDateTime,
) -> Result<(PayLinkId, String), DbErr> {
    let token = tokens::draw();
    let row = row(&token, PayLinkKind::Pay, payer, by, now);
    let row = pay_link::ActiveModel { instalment_id: Set(instalment), ..row }.insert(tx).await?;
    Ok((row.id, token))
}

fn row(token: &str, kind: PayLinkKind, payer: PayerId, by: Actor, now: OffsetDateTime) -> pay_link::ActiveModel {
    pay_link::ActiveModel {
        id: Set(store::fresh()),
        token_hash: Set(tokens::hash(token)),
        kind: Set(kind),
        payer_id: Set(payer),
        instalment_id: Set(None),
        order_id: Set(None),
        made_by: Set(by.to_string()),
        created_at: Set(now),
        expires_at: Set(now + LIFETIME),
        revoked_at: Set(None),
    }
}

/// Makes a link that leads back to an order.
pub(super) async fn back(tx: &DatabaseTransaction, order: PaymentOrderId, payer: PayerId, now: OffsetDateTime) -> Result<String, DbErr> {
    let token = tokens::draw();
    put_back(tx, &token, order, payer, now).await?;
    Ok(token)
}

/// As [`back`], with a token that was drawn already.
pub(super) async fn put_back(
    tx: &DatabaseTransaction,
    token: &str,
    order: PaymentOrderId,
    payer: PayerId,
    now: OffsetDateTime,
) -> Result<(), DbErr> {
    let row = row(token, PayLinkKind::Back, payer, Actor::System, now);
    pay_link::ActiveModel { order_id: Set(Some(order)), ..row }.insert(tx).await.map(drop)
}

/// Notes the order that a link began or took up.
pub(super) async fn note_order(tx: &DatabaseTransaction, link: PayLinkId, order: PaymentOrderId) -> Result<(), DbErr> {
    pay_link::Entity::update_many()
        .col_expr(pay_link::Column::OrderId, Expr::value(order))
        .filter(pay_link::Column::Id.eq(link))
        .exec(tx)
        .await
        .map(drop)
}

/// Whether an order comes back by a link.
pub(super) fn came_by_link(order: &payment_order::Model) -> bool {
    serde_json::from_str::<StartRequest>(&order.request).is_ok_and(|request| request.return_url.contains(PATH))
}

/// A link that was found, with what it belongs to.
struct Opened {
    link: pay_link::Model,
    payer: payers::Model,
    trip: trip::Model,
}

impl Opened {
    /// Whoever opened it, as its payer.
    fn caller(&self, caller: &Caller) -> Caller {
        Caller { actor: Actor::Payer { payer: self.payer.id }, session: None, ..caller.clone() }
    }
}

impl Payments {
    async fn opened(&self, db: &impl ConnectionTrait, token: &str) -> Result<Opened, Fault> {
        let link = pay_link::Entity::find().filter(pay_link::Column::TokenHash.eq(tokens::hash(token))).one(db).await?;
        let link = link.ok_or(ErrorCode::LinkUnknown)?;
        let gone = |what: &str| Fault::Broken(format!("{what} of {} is gone", link.id));
        let payer = payers::Entity::find_by_id(link.payer_id).one(db).await?.ok_or_else(|| gone("the payer"))?;
        let trip = trip::Entity::find_by_id(payer.trip_id).one(db).await?.ok_or_else(|| gone("the trip"))?;
        Ok(Opened { link, payer, trip })
    }

    /// The order of a link that leads back into the traveller's space.
    async fn begun_in_space(&self, link: &pay_link::Model) -> Result<Option<PaymentOrderId>, Fault> {
        let (PayLinkKind::Back, Some(order)) = (link.kind, link.order_id) else { return Ok(None) };
        Ok(self.find_order(order).await?.filter(|order| !came_by_link(order)).map(|order| order.id))
    }

    /// Where a link that comes back from the bank leads: to the payment's own page as long as its payer is signed in.
    async fn lead_back(&self, caller: &Caller, token: &str) -> Result<String, Fault> {
        let db = self.counter.db.read();
        let opened = self.opened(db, token).await?;
        if let Some(order) = self.begun_in_space(&opened.link).await?
            && payer::check_own(db, caller, opened.payer.id).await.is_ok()
        {
            return Ok(format!("/payments/{order}"));
        }
        Ok([PATH, token].concat())
    }

    async fn link_view(&self, caller: &Caller, token: &str) -> Result<PayLinkView, Fault> {
        let db = self.counter.db.read();
        let opened = self.opened(db, token).await?;
        let mut stand = self.stand(caller, &opened).await?;
        let own_page = self.begun_in_space(&opened.link).await?;
        if let (PayLinkStand::Begun(outcome, _), Some(_)) = (&mut stand, own_page) {
            // Papers, other amounts and the bank's page are for who signs in.
            (outcome.receipt, outcome.resume, outcome.other_ways) = (None, None, None);
        }
        Ok(PayLinkView {
            own_page,
            trip_title: opened.trip.title.clone(),
            seller: views::seller(&self.counter, db, opened.trip.seller_id).await?,
            stand,
        })
    }

    async fn stand(&self, caller: &Caller, opened: &Opened) -> Result<PayLinkStand, Fault> {
        let Opened { link, .. } = opened;
        if link.revoked_at.is_some() {
            return Ok(PayLinkStand::Revoked);
        }
        let begun = match link.order_id {
            Some(order) => Some(self.outcome(&opened.caller(caller), order, false).await?),
            None => None,
        };
        if let Some(outcome) = begun {
            // Money that came, or may be coming, is never asked for again.
            let open = matches!(outcome.outcome, PaymentOutcome::Declined | PaymentOutcome::Abandoned | PaymentOutcome::Returned);
            let again = open && link.kind == PayLinkKind::Pay && link.expires_at > self.counter.now();
            let ask = match again {
                true => self.ask_of(caller, opened).await?,
                false => PayLinkStand::Paid,
            };
            let ask = if let PayLinkStand::Ask(ask) = ask { Some(ask) } else { None };
            return Ok(PayLinkStand::Begun(Box::new(outcome), ask));
        }
        if link.expires_at <= self.counter.now() {
            return Ok(PayLinkStand::Expired);
        }
        self.ask_of(caller, opened).await
    }

    /// What a link that was not used yet asks for today.
    async fn ask_of(&self, caller: &Caller, opened: &Opened) -> Result<PayLinkStand, Fault> {
        let Opened { link, payer, trip } = opened;
        if payer::check_payable(trip).is_err() {
            return Ok(PayLinkStand::NotPayable);
        }
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let own = accounts::payer_account(db, trip, payer.id, today).await?.ok_or(ErrorCode::LinkUnknown)?;
        // Somebody else's tab may have money on its way: it is not asked for twice.
        let on_its_way =
            views::live_order(db, payer.id).await?.filter(|order| matches!(order.state, OrderState::Processing | OrderState::Authorized));
        if let Some(order) = on_its_way {
            return Ok(PayLinkStand::Begun(Box::new(self.outcome(&opened.caller(caller), order.id, false).await?), None));
        }
        Ok(match asked(&own.account, link.instalment_id) {
            Asked::Pay(amount, lines) => PayLinkStand::Ask(PayLinkAsk {
                amount,
                due_on: lines.last().map_or(today, |line| line.due_on),
                lines: lines.iter().map(|line| (line.kind, line.due_on, line.open())).collect(),
            }),
            Asked::Paid => PayLinkStand::Paid,
            Asked::Replaced => PayLinkStand::Replaced,
        })
    }

    async fn pay_link(&self, caller: &Caller, token: &str, seen: &str) -> Result<String, Fault> {
        let now = self.counter.now();
        throttle::count(&self.counter.db, now, &format!("pay:{}", caller.ip), PAY_LINKS).await?;
        let opened = self.opened(self.counter.db.read(), token).await?;
        let Opened { link, trip, .. } = &opened;
        if link.revoked_at.is_some() || link.expires_at <= now || link.kind == PayLinkKind::Back {
            return Err(ErrorCode::LinkExpired.into());
        }
        let own = address(&self.counter, token);
        if let Some(order) = link.order_id
            && self.find_order(order).await?.is_some_and(|order| order.state == OrderState::Succeeded)
        {
            return Ok(own);
        }
        let wish = LinkWish { link: link.id, instalment: link.instalment_id, seen, address: own.clone() };
        let url = match self.start(&opened.caller(caller), trip.id, &Wish::Link(&wish)).await {
            // The page says what became of it, and whom to call.
            Err(Fault::Refused(error)) if matches!(error.code(), Some(ErrorCode::NothingDue | ErrorCode::NotPayable)) => return Ok(own),
            other => other?,
        };
        // Our own pages of an order ask who is there: by link they are reached by link.
        let link = pay_link::Entity::find_by_id(link.id).one(self.counter.db.read()).await?;
        Ok(match link.and_then(|link| link.order_id) {
            Some(order) if url == self.bank_form_url(order) => [own.as_str(), "/bank"].concat(),
            Some(order) if url == self.outcome_url(order) => own,
            Some(_) | None => url,
        })
    }

    async fn link_order(&self, caller: &Caller, token: &str) -> Result<(Caller, PaymentOrderId), Fault> {
        let opened = self.opened(self.counter.db.read(), token).await?;
        if opened.link.revoked_at.is_some() || self.begun_in_space(&opened.link).await?.is_some() {
            return Err(ErrorCode::LinkExpired.into());
        }
        Ok((opened.caller(caller), opened.link.order_id.ok_or(ErrorCode::NotFound)?))
    }

    async fn link_form(&self, caller: &Caller, token: &str) -> Result<Option<BankForm>, Fault> {
        let (caller, order) = self.link_order(caller, token).await?;
        self.bank_form(&caller, order).await
    }

    async fn link_receipt(&self, caller: &Caller, token: &str) -> Result<(String, Vec<u8>), Fault> {
        let (caller, order) = self.link_order(caller, token).await?;
        let found = receipt::Entity::find()
            .filter(receipt::Column::OrderId.eq(order))
            .order_by_desc(receipt::Column::Number)
            .one(self.counter.db.read())
            .await?;
        self.render(&caller, found.ok_or(ErrorCode::NotFound)?.id).await
    }
}

#[async_trait]
impl PayLinkDesk for Payments {
    async fn find_pay_link(&self, caller: &Caller, token: &str) -> Result<PayLinkView, AppError> {
        self.link_view(caller, token).await.map_err(|fault| fault.told(caller))
    }

    async fn find_way_back(&self, caller: &Caller, token: &str) -> Result<String, AppError> {
        self.lead_back(caller, token).await.map_err(|fault| fault.told(caller))
    }

    async fn pay_by_link(&self, caller: &Caller, token: &str, seen: &str) -> Result<String, AppError> {
        self.pay_link(caller, token, seen).await.map_err(|fault| fault.told(caller))
    }

    async fn open_link_form(&self, caller: &Caller, token: &str) -> Result<Option<BankForm>, AppError> {
        self.link_form(caller, token).await.map_err(|fault| fault.told(caller))
    }

    async fn read_link_receipt(&self, caller: &Caller, token: &str) -> Result<(String, Vec<u8>), AppError> {
        self.link_receipt(caller, token).await.map_err(|fault| fault.told(caller))
    }
}
