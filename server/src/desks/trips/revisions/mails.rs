//! The mails about a rise of a price: to the client who is asked, to everybody who pays, to the seller who waits for an answer.
//!
//! Whoever pays a share is told of that share and of nothing else; the whole price is for the client who contracted.

use super::prices;
use crate::desks::Counter;
use crate::desks::fault::Fault;
use crate::desks::payments::links;
use crate::desks::payments::payer::addressee;
use crate::mail::{MailJob, MailKind, RevisionFacts};
use desk::{InstalmentView, PayerChange};
use domain::ids::RevisionId;
use domain::locale::Locale;
use domain::money::Money;
use domain::payments::InstalmentState;
use domain::policy::Actor;
use locales::{format, revisions as t, words};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use store::entities::{client, outbox, payer, price_revision, staff, trip};
use time::{Date, OffsetDateTime};

/// A line of a schedule in words.
fn line(l: Locale, line: &InstalmentView) -> String {
    let mut parts = vec![format::money(l, line.amount), words::instalment_kind(l, line.kind).to_owned(), format::date(l, line.due_on)];
    if line.state == InstalmentState::Paid {
        parts.push(words::instalment_state(l, line.state).to_owned());
    } else if !line.paid.is_zero() {
        parts.push(t::paid_part(l, format::money(l, line.paid)));
    }
    parts.join(" · ")
}

/// What is said of a rise: `whole` to whoever contracted, who knows the price; otherwise what it changes for this payer.
fn facts(
    l: Locale,
    (row, revision): (&trip::Model, &price_revision::Model),
    name: String,
    whole: bool,
    change: Option<&PayerChange>,
    link: String,
) -> RevisionFacts {
    let price = prices(revision);
    let share = change.and_then(|change| change.share.0.zip(change.share.1));
    let (old, new) = if whole { (price.old, price.new) } else { share.unwrap_or((price.old, price.new)) };
    let difference = t::difference(l, old, new, price.bp.filter(|_| whole));
    let lines = |lines: &[InstalmentView]| lines.iter().map(|one| line(l, one)).collect();
    RevisionFacts {
        name,
        trip: row.title.clone(),
        old: format::money(l, old),
        new: format::money(l, new),
        difference,
        cause: t::cause(l, revision.cause).to_owned(),
        reason: revision.reason.clone(),
        before: change.map(|change| lines(&change.before)).unwrap_or_default(),
        after: change.map(|change| lines(&change.after)).unwrap_or_default(),
        answer_by: format::date(l, revision.answer_by),
        link,
    }
}

/// What the mails about a proposal or a new price begin with in the outbox.
pub(crate) fn mail_key(id: RevisionId) -> String {
    format!("mail:revision:{id}:")
}

async fn post(tx: &DatabaseTransaction, to: String, locale: Locale, kind: MailKind, key: &str, now: OffsetDateTime) -> Result<(), Fault> {
    if !to.is_empty() {
        store::outbox::put(tx, "mail", key, &MailJob { to, locale, kind }, now, now).await?;
    }
    Ok(())
}

async fn contractor(tx: &DatabaseTransaction, row: &trip::Model) -> Result<client::Model, Fault> {
    client::Entity::find_by_id(row.client_id).one(tx).await?.ok_or_else(|| Fault::Broken(format!("{} is gone", row.client_id)))
}

/// Asks the client who contracted; `own` is what it changes for them, if they pay.
pub(super) async fn ask(
    counter: &Counter,
    tx: &DatabaseTransaction,
    row: &trip::Model,
    revision: &price_revision::Model,
    own: Option<&PayerChange>,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let to = contractor(tx, row).await?;
    let link = counter.url(&format!("/trips/{}/revision", row.id));
    let facts = facts(to.language, (row, revision), to.name, true, own, link);
    let kind = match revision.cause {
        domain::revisions::RevisionCause::Wish => MailKind::RevisionWished(facts),
        _ => MailKind::RevisionAsked(facts),
    };
    post(tx, to.email, to.language, kind, &(mail_key(revision.id) + "asked"), now).await
}

/// What the mail is filed under that says that a proposal no longer holds.
pub(super) fn gone_key(revision: &price_revision::Model) -> String {
    mail_key(revision.id) + "gone"
}

/// Tells whoever was asked that a proposal no longer holds, because it was taken back or the trip changed; once, whichever came first.
pub(super) async fn gone(
    counter: &Counter,
    tx: &DatabaseTransaction,
    row: &trip::Model,
    revision: &price_revision::Model,
    stale: bool,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    // The contract may have passed to somebody else since: the one who was asked is who was written to.
    let asked = outbox::Entity::find().filter(outbox::Column::DedupeKey.eq(mail_key(revision.id) + "asked")).one(tx).await?;
    let asked = asked.and_then(|job| serde_json::from_str::<MailJob>(&job.payload).ok());
    let (to, locale, name) = match asked {
        Some(MailJob { to, locale, kind: MailKind::RevisionAsked(facts) | MailKind::RevisionWished(facts) }) => (to, locale, facts.name),
        Some(_) | None => {
            let client = contractor(tx, row).await?;
            (client.email, client.language, client.name)
        }
    };
    let price = format::money(locale, Money::new(revision.new_minor, revision.new_currency));
    let link = counter.url(&format!("/trips/{}", row.id));
    let kind = MailKind::RevisionGone { stale, name, trip: row.title.clone(), price, link };
    post(tx, to, locale, kind, &gone_key(revision), now).await
}

/// Tells somebody who pays what holds from now on.
pub(super) async fn tell(
    counter: &Counter,
    tx: &DatabaseTransaction,
    row: &trip::Model,
    revision: &price_revision::Model,
    payer: &payer::Model,
    change: &PayerChange,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let to = addressee(tx, payer).await?;
    let link = own_link(counter, tx, row, payer, now).await?;
    let whole = payer.client() == Some(row.client_id);
    let facts = facts(to.language, (row, revision), to.name, whole, Some(change), link);
    post(tx, to.email, to.language, MailKind::RevisionTold(facts), &format!("{}told:{}", mail_key(revision.id), payer.id), now).await
}

/// Tells the client who contracted and pays nothing themselves.
pub(super) async fn tell_client(
    counter: &Counter,
    tx: &DatabaseTransaction,
    row: &trip::Model,
    revision: &price_revision::Model,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let to = contractor(tx, row).await?;
    let link = counter.url(&format!("/trips/{}", row.id));
    let facts = facts(to.language, (row, revision), to.name, true, None, link);
    post(tx, to.email, to.language, MailKind::RevisionTold(facts), &(mail_key(revision.id) + "told:client"), now).await
}

/// Tells a payer that the trip has ended, and by when what they paid is back.
pub(super) async fn ended(
    counter: &Counter,
    tx: &DatabaseTransaction,
    (row, revision): (&trip::Model, &price_revision::Model),
    payer: &payer::Model,
    (amount, due_by): (Money, Date),
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let to = addressee(tx, payer).await?;
    let link = own_link(counter, tx, row, payer, now).await?;
    let back = (amount.minor > 0).then(|| (format::money(to.language, amount), format::date(to.language, due_by)));
    let kind = MailKind::RevisionEnded { name: to.name, trip: row.title.clone(), back, link };
    post(tx, to.email, to.language, kind, &format!("{}ended:{}", mail_key(revision.id), payer.id), now).await
}

/// Tells the seller what became of a proposal.
pub(super) async fn tell_seller(
    counter: &Counter,
    tx: &DatabaseTransaction,
    row: &trip::Model,
    revision: &price_revision::Model,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let Some(seller) = staff::Entity::find_by_id(row.seller_id).one(tx).await? else { return Ok(()) };
    let kind = MailKind::RevisionAnswered {
        state: revision.state,
        name: seller.given_name,
        trip: [row.reference.as_str(), row.title.as_str()].join(" · "),
        price: format::money(seller.language, Money::new(revision.new_minor, revision.new_currency)),
        link: counter.url(&format!("/office/trips/{}", row.id)),
    };
    post(tx, seller.email, seller.language, kind, &(mail_key(revision.id) + "seller"), now).await
}

/// Where a payer sees what they owe: in their space, or by a link of their own without one.
async fn own_link(
    counter: &Counter,
    tx: &DatabaseTransaction,
    row: &trip::Model,
    payer: &payer::Model,
    now: OffsetDateTime,
) -> Result<String, Fault> {
    if payer.client().is_some() {
        return Ok(counter.url(&format!("/trips/{}/payments", row.id)));
    }
    let (_, token) = links::make(tx, payer.id, None, Actor::System, now).await?;
    Ok(links::address(counter, &token))
}
