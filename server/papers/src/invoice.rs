//! An invoice or a credit note, with its data as XML beside it where the law of the company has a form for that.

use crate::frame::{self, lines, rows};
use crate::receipt::TripView;
use crate::{PaperError, cii, text, world};
use domain::invoices::InvoiceKind;
use domain::money::Money;
use locales::{Locale, format, papers as texts};
use serde::{Deserialize, Serialize};
use time::Date;
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value, dict};
use typst_layout::PagedDocument;

/// Why an invoice shows no value-added tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regime {
    /// The margin scheme of travel agents: directive 2006/112, art. 306 to 310; CGI art. 266-1-e.
    MarginScheme,
    /// Travel services resold in Switzerland: outside the scope of the tax, LTVA art. 21 al. 2 ch. 31.
    OutsideScope,
}

/// A postal address, part by part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressView {
    /// Street and number, in one line.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country: two letters.
    pub country: String,
}

/// The company that sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerView {
    /// The legal name.
    pub name: String,
    /// Postal address, a line each, as printed.
    pub address: Vec<String>,
    /// The same, part by part.
    pub postal: AddressView,
    /// Number of the register of companies: SIREN in France, UID in Switzerland.
    pub siren: String,
    /// Number for the value-added tax; may be empty outside of France.
    pub vat: String,
    /// What the law has the company print (register, registration of travel agents, guarantor, insurer), a line each, in the reader's language.
    pub registrations: Vec<String>,
}

/// Who is invoiced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerView {
    /// First and last name, or company.
    pub name: String,
    /// Postal address, a line each; empty when unknown.
    pub address: Vec<String>,
    /// The same, part by part; `None` when its country cannot be read.
    pub postal: Option<AddressView>,
}

/// The invoice that a credit note is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditedView {
    /// Its number.
    pub number: String,
    /// Its day.
    pub issued_on: Date,
    /// Why, in the words of who issued the credit note.
    pub reason: String,
}

/// A payment that counts on an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    /// Number of its receipt; empty for what came without one.
    pub receipt: String,
    /// The day it came.
    pub paid_on: Option<Date>,
    /// What of it counts here.
    pub amount: Money,
}

/// Everything an invoice says, as it was when it was issued. All amounts are in the currency of `total`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceView {
    /// The language it is written in.
    pub locale: Locale,
    /// Invoice or credit note.
    pub kind: InvoiceKind,
    /// The number in the series.
    pub number: String,
    /// The day of issue: printed, and the date of the PDF.
    pub issued_on: Date,
    /// Who sells.
    pub seller: SellerView,
    /// Who is invoiced.
    pub buyer: BuyerView,
    /// Why there is no value-added tax.
    pub regime: Regime,
    /// For which trip.
    pub trip: TripView,
    /// What is in the price, in words.
    pub included: Vec<String>,
    /// What its one line is for.
    pub label: String,
    /// The invoice a credit note is about; `None` on an invoice.
    pub credited: Option<CreditedView>,
    /// The amount, above zero on both kinds.
    pub total: Money,
    /// What was paid of it when it was issued: adds up to `paid`.
    pub payments: Vec<PaymentView>,
    /// All payments that count on it.
    pub paid: Money,
    /// `total` less `paid`.
    pub left: Money,
    /// By when the rest is due, where that is known.
    pub due_on: Option<Date>,
}

/// The PDF of an invoice: tagged, PDF/UA-1, the same bytes for the same view; where it has a form as data ([`crate::invoice_data`]), written as PDF/A-3 too with that data
/// attached as `factur-x.xml`. It is not called Factur-X: that also wants a block of metadata which is not written here.
///
/// Layout is processor work without a pause: call it from a blocking task.
///
/// # Errors
/// [`PaperError::Amounts`] when the amounts of the view disagree; [`PaperError::Template`] and [`PaperError::Export`] for faults of ours.
pub fn invoice(view: &InvoiceView) -> Result<Vec<u8>, PaperError> {
    let data = cii::invoice_data(view)?;
    let kind = if data.is_some() { world::Kind::WithData } else { world::Kind::Plain };
    world::write(&lay_out(view, data)?, format!("invoice/{}/{}", view.seller.name, view.number), kind)
}

pub(crate) fn lay_out(view: &InvoiceView, data: Option<String>) -> Result<PagedDocument, PaperError> {
    check(view)?;
    let template = concat!(include_str!("../templates/frame.typ"), include_str!("../templates/invoice.typ"));
    world::lay_out("invoice.typ", template, inputs(view, data)?)
}

fn check(view: &InvoiceView) -> Result<(), PaperError> {
    if Money::sum(view.total.currency, view.payments.iter().map(|line| line.amount)) != Some(view.paid) {
        return Err(PaperError::Amounts("the payments are not what was paid"));
    }
    if view.total.sub(view.paid) != Some(view.left) {
        return Err(PaperError::Amounts("total less payments is not what is left"));
    }
    if view.total.minor <= 0 || view.paid.minor < 0 || view.left.minor < 0 {
        return Err(PaperError::Amounts("an amount below zero"));
    }
    if (view.kind == InvoiceKind::CreditNote) != view.credited.is_some() {
        return Err(PaperError::Amounts("a credit note without its invoice, or an invoice with one"));
    }
    Ok(())
}

fn inputs(view: &InvoiceView, data: Option<String>) -> Result<Dict, PaperError> {
    let locale = view.locale;
    let money = |amount| format::money(locale, amount).into_value();
    let row = |label: String, value: Money| dict! { "label" => label, "value" => money(value) };
    let (title, total) = match view.kind {
        InvoiceKind::Invoice => (texts::invoice(locale), texts::invoice_total(locale)),
        InvoiceKind::CreditNote => (texts::credit_note(locale), texts::credit_note_total(locale)),
    };
    let reason = match view.regime {
        Regime::MarginScheme => texts::margin_scheme(locale, texts::MARGIN_SCHEME),
        Regime::OutsideScope => texts::outside_scope(locale).to_owned(),
    };
    let credited = view.credited.as_ref().map_or(Value::None, |credited| {
        let about = texts::credits_invoice(locale, text::line(&credited.number), format::date(locale, credited.issued_on));
        dict! { "about" => about, "reason" => texts::credit_reason(locale, text::line(&credited.reason)) }.into_value()
    });
    let payment = |payment: &PaymentView| {
        let label = match (payment.receipt.is_empty(), payment.paid_on) {
            (false, Some(day)) => texts::payment_of(locale, text::line(&payment.receipt), format::date(locale, day)),
            (false, None) => texts::payment_number(locale, text::line(&payment.receipt)),
            (true, _) => texts::payment_otherwise(locale).to_owned(),
        };
        row(label, payment.amount)
    };
    let standing = if view.kind == InvoiceKind::CreditNote {
        Value::None
    } else {
        let due = view.due_on.filter(|_| view.left.minor > 0);
        dict! {
            "title" => texts::paid_at_issue(locale),
            "rows" => rows(view.payments.iter().filter(|line| !line.amount.is_zero()).map(payment)),
            "paid" => row(texts::paid_in_all(locale).to_owned(), view.paid),
            "remaining" => row(texts::remaining(locale).to_owned(), view.left),
            "due" => due.map_or(Value::None, |day| texts::due_by(locale, format::date(locale, day)).into_value()),
        }
        .into_value()
    };
    Ok(dict! {
        "lang" => frame::lang(locale),
        "issued" => frame::issued(view.issued_on)?,
        "title" => title,
        "number" => texts::receipt_number(locale, text::line(&view.number)),
        "issued-on" => texts::dated(locale, format::date(locale, view.issued_on)),
        "entity" => frame::entity(&view.seller.name, &view.seller.address, &view.seller.registrations),
        "credited" => credited,
        "payer" => frame::person(texts::invoiced_to(locale), &view.buyer.name, lines(&view.buyer.address)),
        "trip" => frame::trip(locale, &view.trip),
        "line" => dict! {
            "heads" => [texts::line(locale), texts::quantity(locale), texts::unit_price(locale), texts::amount(locale)]
                .into_iter().map(IntoValue::into_value).collect::<Array>(),
            "label" => text::line(&view.label),
            "included" => lines(&view.included),
            "amount" => money(view.total),
        },
        "total" => row(total.to_owned(), view.total),
        "tax" => reason,
        "standing" => standing,
        "data" => data.map_or(Value::None, |data| Bytes::from_string(data).into_value()),
        "data-note" => texts::invoice_data(locale),
    })
}

#[cfg(test)]
mod tests;
