//! The receipt a payer gets for one payment.

use crate::frame::{self, lines, rows};
use crate::{PaperError, text, world};
use domain::money::Money;
use locales::{Locale, format, papers as texts};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use typst::foundations::{Dict, IntoValue, Value, dict};
use typst_layout::PagedDocument;

/// Who received the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityView {
    /// The legal name.
    pub name: String,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// What the law has the entity print on its papers (company number, registration of travel agents, guarantor, insurer), a line
    /// each, in the reader's language.
    pub registrations: Vec<String>,
}

/// Who paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayerView {
    /// First and last name, or company.
    pub name: String,
    /// Postal address, a line each; empty when unknown.
    pub address: Vec<String>,
}

/// The trip that was paid for, or invoiced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripView {
    /// The reference people quote on the telephone.
    pub reference: String,
    /// The title, in the client's language.
    pub title: String,
    /// First day.
    pub starts_on: Date,
    /// Last day, on or after `starts_on`.
    pub ends_on: Date,
}

/// A part of the payment and what it settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The instalment, in the reader's language.
    pub label: String,
    /// How much of the payment went there.
    pub amount: Money,
}

/// Everything a receipt says. All amounts are in the currency of `amount`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptView {
    /// The number in the entity's series.
    pub number: String,
    /// The day of issue: printed, and the date of the PDF.
    pub issued_on: Date,
    /// Who received the money.
    pub entity: EntityView,
    /// Who paid.
    pub payer: PayerView,
    /// The trip that was paid for.
    pub trip: TripView,
    /// What was received.
    pub amount: Money,
    /// How it was paid, in the reader's language: "Carte bancaire".
    pub method: String,
    /// The reference of the payment order, as the bank statement shows it.
    pub order_reference: String,
    /// When it was paid.
    pub paid_at: OffsetDateTime,
    /// The day money came that no gateway took: printed instead of the instant.
    pub received_on: Option<Date>,
    /// The day the payment was undone: the receipt says that it proves nothing any more.
    pub reversed_on: Option<Date>,
    /// What the payment settles: adds up to `amount`.
    pub allocations: Vec<Allocation>,
    /// The price: of the trip or of the payer's share, as the caller decides.
    pub total_price: Money,
    /// All payments towards it, this one included.
    pub paid_so_far: Money,
    /// `total_price` less `paid_so_far`.
    pub remaining: Money,
}

/// The PDF of a receipt: tagged, PDF/UA-1, the same bytes for the same view and language.
///
/// Layout is processor work without a pause (a debug build takes about 0.3 s for the first receipt): call it from a blocking task.
///
/// # Errors
/// [`PaperError::Amounts`] when the amounts of the view disagree; [`PaperError::Template`] and [`PaperError::Export`] for faults of ours.
pub fn receipt(view: &ReceiptView, locale: Locale) -> Result<Vec<u8>, PaperError> {
    world::write(&lay_out(view, locale)?, format!("receipt/{}/{}", view.entity.name, view.number), world::Kind::Plain)
}

pub(crate) fn lay_out(view: &ReceiptView, locale: Locale) -> Result<PagedDocument, PaperError> {
    check(view)?;
    let template = concat!(include_str!("../templates/frame.typ"), include_str!("../templates/receipt.typ"));
    world::lay_out("receipt.typ", template, inputs(view, locale)?)
}

fn check(view: &ReceiptView) -> Result<(), PaperError> {
    if Money::sum(view.amount.currency, view.allocations.iter().map(|line| line.amount)) != Some(view.amount) {
        return Err(PaperError::Amounts("the allocations are not the amount received"));
    }
    if view.amount.currency != view.total_price.currency || view.total_price.sub(view.paid_so_far) != Some(view.remaining) {
        return Err(PaperError::Amounts("price less payments is not what remains"));
    }
    Ok(())
}

fn inputs(view: &ReceiptView, locale: Locale) -> Result<Dict, PaperError> {
    let money = |amount| format::money(locale, amount).into_value();
    let row = |label: &str, value: Value| dict! { "label" => label, "value" => value };
    let paid_at = view.received_on.map_or_else(|| format::instant(locale, view.paid_at), |day| format::date(locale, day));
    let reversed = view.reversed_on.map_or(Value::None, |day| texts::reversed_on(locale, format::date(locale, day)).into_value());
    Ok(dict! {
        "lang" => frame::lang(locale),
        "reversed" => reversed,
        "issued" => frame::issued(view.issued_on)?,
        "title" => texts::receipt(locale),
        "number" => texts::receipt_number(locale, text::line(&view.number)),
        "issued-on" => texts::issued_on(locale, format::date(locale, view.issued_on)),
        "entity" => frame::entity(&view.entity.name, &view.entity.address, &view.entity.registrations),
        "amount" => row(texts::amount_received(locale), money(view.amount)),
        "facts" => rows([
            row(texts::paid_at(locale), paid_at.into_value()),
            row(texts::method(locale), text::line(&view.method).into_value()),
            row(texts::order_reference(locale), text::line(&view.order_reference).into_value()),
        ]),
        "payer" => frame::person(texts::received_from(locale), &view.payer.name, lines(&view.payer.address)),
        "trip" => frame::trip(locale, &view.trip),
        "allocations" => dict! {
            "title" => texts::allocations(locale),
            "label" => texts::line(locale),
            "value" => texts::amount(locale),
            "rows" => rows(view.allocations.iter().map(|line| row(&text::line(&line.label), money(line.amount)))),
            "total" => row(texts::payment_total(locale), money(view.amount)),
        },
        "standing" => dict! {
            "title" => texts::standing(locale),
            "rows" => rows([row(texts::total_price(locale), money(view.total_price)), row(texts::paid_so_far(locale), money(view.paid_so_far))]),
            "remaining" => row(texts::remaining(locale), money(view.remaining)),
        },
        "note" => texts::not_an_invoice(locale),
    })
}

#[cfg(test)]
pub(crate) mod tests;
