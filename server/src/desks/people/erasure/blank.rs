//! What is replaced when a client is forgotten, table by table.

use super::Whole;
use crate::desks::fault::Fault;
use crate::desks::invoices;
use crate::desks::payers::handover::mail_key as handover_key;
use crate::desks::payments::receipts;
use crate::desks::payments::returned::mail_key as returned_key;
use crate::desks::people::People;
use crate::desks::trips::revisions::mail_key as revision_key;
use crate::gateways::StartRequest;
use domain::people::pseudonym;
use domain::reminders::ReminderStep;
use domain::text;
use domain::trips::{TravellerDraft, TripDraft};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};
use serde_json::Value;
use store::Json;
use store::entities::{
    account, client, dispute, handover, instalment, invoice, link, outbox, pay_link, payer, payment_order, price_revision, receipt, refund,
    session, throttle, trip,
};
use store::words::OutboxState;
use time::OffsetDateTime;

/// What stands in the place of a traveller's given name.
const NOBODY: &str = "Anonyme";

impl People {
    /// Replaces everything that says who it was. The locks are the caller's.
    pub(super) async fn blank(&self, tx: &DatabaseTransaction, whole: &Whole, now: OffsetDateTime) -> Result<(), Fault> {
        // Mails are found by the names of what is deleted below.
        mails(tx, whole).await?;
        sign_in(tx, whole).await?;
        payers(tx, whole).await?;
        orders(tx, whole, &self.counter.config.base_url).await?;
        trips(tx, whole).await?;
        for row in &whole.travellers {
            let number = row.position.saturating_add(1).to_string();
            let mut row = row.clone().into_active_model();
            row.given_name = Set(NOBODY.to_owned());
            row.family_name = Set(number);
            row.born_on = Set(None);
            row.update(tx).await?;
        }
        person(tx, whole, now).await?;
        Ok(())
    }
}

async fn person(tx: &DatabaseTransaction, whole: &Whole, now: OffsetDateTime) -> Result<(), DbErr> {
    let (id, version) = (whole.client.id, whole.client.version);
    let name = pseudonym(id);
    let mut row = whole.client.clone().into_active_model();
    row.given_name = Set(String::new());
    row.family_name = Set(name.clone());
    // A company is called by its own name, and one that is forgotten was run by a person.
    row.company = Set(if whole.client.company.is_empty() { String::new() } else { name.clone() });
    row.search = Set(text::fold(&name));
    row.name = Set(name);
    row.email = Set(String::new());
    row.city = Set(String::new());
    row.phones = Set(Json(Vec::new()));
    row.addresses = Set(Json(Vec::new()));
    row.version = Set(version + 1);
    row.erased_at = Set(Some(now));
    row.update(tx).await.map(drop)
}

/// Nobody signs in any more. The account's row stays, because the history of trips says what it did; it holds nothing else.
async fn sign_in(tx: &DatabaseTransaction, whole: &Whole) -> Result<(), DbErr> {
    let accounts = account::Entity::find().filter(account::Column::ClientId.eq(whole.client.id)).all(tx).await?;
    for row in accounts {
        session::Entity::delete_many().filter(session::Column::AccountId.eq(row.id)).exec(tx).await?;
        link::Entity::delete_many().filter(link::Column::AccountId.eq(row.id)).exec(tx).await?;
        let mut row = row.into_active_model();
        row.password_hash = Set(None);
        row.update(tx).await?;
    }
    let email = &whole.client.email;
    if !email.is_empty() {
        // Counted tries carry the address they were made with.
        let of_email = Condition::any()
            .add(throttle::Column::Key.eq(format!("mail:{email}")))
            .add(throttle::Column::Key.starts_with(format!("sign-in:{email}|")));
        throttle::Entity::delete_many().filter(of_email).exec(tx).await?;
    }
    Ok(())
}

/// Their payers' names, and why a contract passed: a request may tell of an illness.
async fn payers(tx: &DatabaseTransaction, whole: &Whole) -> Result<(), DbErr> {
    handover::Entity::update_many()
        .col_expr(handover::Column::Reason, Expr::value(""))
        .filter(handover::Column::FromPayer.is_in(whole.payer_ids()))
        .exec(tx)
        .await?;
    for row in &whole.payers {
        let label = row.client().map_or_else(|| format!("{NOBODY} {}", crate::desks::payments::outcome::short(row.id.0)), pseudonym);
        payer::Entity::update_many()
            .col_expr(payer::Column::Label, Expr::value(label))
            .col_expr(payer::Column::Email, Expr::value(""))
            .filter(payer::Column::Id.eq(row.id))
            .exec(tx)
            .await?;
    }
    pay_link::Entity::delete_many().filter(pay_link::Column::PayerId.is_in(whole.payer_ids())).exec(tx).await.map(drop)
}

/// What banks were told about the payer, and the way back that only they knew. None of these orders can be asked for again.
async fn orders(tx: &DatabaseTransaction, whole: &Whole, base_url: &str) -> Result<(), Fault> {
    let rows = payment_order::Entity::find().filter(payment_order::Column::PayerId.is_in(whole.payer_ids())).all(tx).await?;
    for row in rows {
        let request: StartRequest = serde_json::from_str(&row.request).map_err(|error| Fault::Broken(format!("{}: {error}", row.id)))?;
        let request = StartRequest { billing: None, return_url: base_url.to_owned(), ..request };
        let mut row = row.into_active_model();
        row.request = Set(serde_json::to_string(&request).map_err(|error| Fault::Broken(error.to_string()))?);
        row.pay_url = Set(None);
        row.update(tx).await?;
    }
    Ok(())
}

/// Notes, the words that trips are found by, and who travels in proposals of another price.
async fn trips(tx: &DatabaseTransaction, whole: &Whole) -> Result<(), Fault> {
    let name = pseudonym(whole.client.id);
    for row in whole.own() {
        let search = text::fold(&[row.reference.as_str(), &row.title, &name].join(" "));
        trip::Entity::update_many()
            .col_expr(trip::Column::Search, Expr::value(search))
            .col_expr(trip::Column::Notes, Expr::value(""))
            .filter(trip::Column::Id.eq(row.id))
            .exec(tx)
            .await?;
    }
    let own: Vec<_> = whole.own().map(|trip| trip.id).collect();
    for row in price_revision::Entity::find().filter(price_revision::Column::TripId.is_in(own)).all(tx).await? {
        let nobody = |(at, one): (usize, &TravellerDraft)| TravellerDraft {
            given_name: NOBODY.to_owned(),
            family_name: (at + 1).to_string(),
            born_on: String::new(),
            insured: one.insured.clone(),
        };
        let travellers = row.draft.0.travellers.iter().enumerate().map(nobody).collect();
        let draft = TripDraft { travellers, notes: String::new(), ..row.draft.0.clone() };
        let mut row = row.into_active_model();
        row.draft = Set(Json(draft));
        row.update(tx).await?;
    }
    Ok(())
}

/// Mails to them, or about them to staff: what was sent is emptied, what waits is not sent. Their keys stay: they prove that a receipt was mailed once.
async fn mails(tx: &DatabaseTransaction, whole: &Whole) -> Result<(), DbErr> {
    let payers = whole.payer_ids();
    let mut keys = Vec::new();
    let receipts = receipt::Entity::find().filter(receipt::Column::PayerId.is_in(payers.clone())).all(tx).await?;
    keys.extend(receipts.iter().map(|row| format!("{}{}", receipts::MAIL, row.id)));
    let papers = invoice::Entity::find().filter(invoice::Column::PayerId.is_in(payers.clone())).all(tx).await?;
    keys.extend(papers.iter().map(|row| format!("{}{}", invoices::MAIL, row.id)));
    let links = pay_link::Entity::find().filter(pay_link::Column::PayerId.is_in(payers.clone())).all(tx).await?;
    keys.extend(links.iter().map(|row| format!("mail:{}", row.id)));
    let accounts = account::Entity::find().filter(account::Column::ClientId.eq(whole.client.id)).all(tx).await?;
    let links = link::Entity::find().filter(link::Column::AccountId.is_in(accounts.iter().map(|row| row.id))).all(tx).await?;
    keys.extend(links.iter().map(|row| format!("mail:{}", row.id)));
    let lines = instalment::Entity::find().filter(instalment::Column::PayerId.is_in(payers.clone())).all(tx).await?;
    keys.extend(lines.iter().flat_map(|row| ReminderStep::ALL.iter().map(|step| format!("mail:reminder:{}:{step}", row.id))));
    let mut theirs = Condition::any().add(outbox::Column::DedupeKey.is_in(keys));
    let passed =
        Condition::any().add(handover::Column::FromPayer.is_in(payers.clone())).add(handover::Column::ToPayer.is_in(payers.clone()));
    for row in handover::Entity::find().filter(passed).all(tx).await? {
        theirs = theirs.add(outbox::Column::DedupeKey.starts_with(handover_key(row.from_payer, row.to_payer)));
    }
    for row in dispute::Entity::find().filter(dispute::Column::PayerId.is_in(payers.clone())).all(tx).await? {
        theirs = theirs.add(outbox::Column::DedupeKey.starts_with(returned_key(row.id)));
    }
    let own = whole.own().map(|trip| trip.id);
    for row in price_revision::Entity::find().filter(price_revision::Column::TripId.is_in(own)).all(tx).await? {
        theirs = theirs.add(outbox::Column::DedupeKey.starts_with(revision_key(row.id)));
    }
    for row in refund::Entity::find().filter(refund::Column::PayerId.is_in(payers)).all(tx).await? {
        theirs = theirs.add(outbox::Column::DedupeKey.starts_with(format!("mail:refund:{}:", row.id)));
    }
    for row in outbox::Entity::find().filter(theirs).all(tx).await? {
        empty(tx, row).await?;
    }
    let email = &whole.client.email;
    if email.is_empty() {
        return Ok(());
    }
    // Whatever else went to their address; where somebody shares it, only what is written to their name.
    let shared = client::Entity::find().filter(client::Column::Email.eq(email)).filter(client::Column::Id.ne(whole.client.id));
    let shared = shared.count(tx).await? > 0;
    let names = [whole.client.name.as_str(), &whole.client.given_name];
    let mails =
        outbox::Entity::find().filter(outbox::Column::DedupeKey.starts_with("mail:")).filter(outbox::Column::Payload.contains(email));
    for row in mails.all(tx).await? {
        let payload: Value = serde_json::from_str(&row.payload).unwrap_or_default();
        let mail = payload.get("mail").unwrap_or(&payload);
        let says = |value: Option<&Value>, words: &[&str]| value.and_then(Value::as_str).is_some_and(|text| words.contains(&text));
        let name = mail.get("facts").and_then(|facts| facts.get("name"));
        if says(mail.get("to"), &[email.as_str()]) && (!shared || says(name, &names)) {
            empty(tx, row).await?;
        }
    }
    Ok(())
}

async fn empty(tx: &DatabaseTransaction, row: outbox::Model) -> Result<(), DbErr> {
    let waits = match row.state {
        OutboxState::Pending | OutboxState::InFlight | OutboxState::Unknown => true,
        OutboxState::Done | OutboxState::Dead => false,
    };
    let mut row = row.into_active_model();
    row.payload = Set("{}".to_owned());
    row.last_error = Set(None);
    if waits {
        row.state = Set(OutboxState::Done);
    }
    row.update(tx).await.map(drop)
}
