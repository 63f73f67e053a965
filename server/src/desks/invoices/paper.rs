//! What an invoice says, frozen when it is issued, and the PDF that is made of it whenever somebody fetches it.

use super::Invoices;
use crate::config::Company as Particulars;
use crate::desks::Counter;
use crate::desks::accounts::PayerAccount;
use crate::desks::fault::Fault;
use crate::desks::payments::payer::{self, Addressee};
use crate::desks::payments::receipts::reversals;
use crate::desks::trips;
use desk::Caller;
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::InvoiceId;
use domain::invoices::{InvoiceKind, paid_of, parts_of};
use domain::locale::Locale;
use domain::money::Money;
use domain::people::{Address, Country};
use domain::policy::{Action, Actor, authorise};
use domain::trips::Entity as Company;
use locales::{format, papers as texts};
use papers::{AddressView, BuyerView, CreditedView, InvoiceView, PaymentView, Regime, SellerView, TripView};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use store::entities::{invoice, receipt, trip};

/// The company that issued a paper: its regime says which.
pub(super) const fn entity_of(view: &InvoiceView) -> Company {
    match view.regime {
        Regime::MarginScheme => Company::France,
        Regime::OutsideScope => Company::Switzerland,
    }
}

/// An invoice for `total` to a payer who was invoiced `before` already, without number; of today.
pub(super) async fn of_invoice(
    counter: &Counter,
    db: &impl ConnectionTrait,
    trip: &trip::Model,
    own: &PayerAccount,
    before: Money,
    total: Money,
) -> Result<InvoiceView, Fault> {
    let to = payer::addressee(db, &own.payer).await?;
    let locale = to.language;
    let today = counter.today();
    // A trip is dated before it is sold.
    let starts_on = trip.starts_on.unwrap_or(today);
    let ends_on = trip.ends_on.unwrap_or(starts_on);
    let (from, until) = (format::date(locale, starts_on), format::date(locale, ends_on));
    let first = before.minor <= 0;
    let alone = own.account.price.minor == trip.price_minor;
    let label = match (first, alone) {
        (false, _) => texts::supplement(locale, from, until),
        (true, true) => texts::package(locale, from, until),
        (true, false) => texts::package_share(locale, from, until),
    };
    let included = if first { trips::services(db, locale, trip).await? } else { Vec::new() };
    let paid = paid_of(own.account.received, before, total);
    let due_on = own.account.instalments.iter().filter(|line| !line.open().is_zero()).map(|line| line.due_on).max();
    Ok(InvoiceView {
        locale,
        kind: InvoiceKind::Invoice,
        number: String::new(),
        issued_on: today,
        seller: seller(counter.config.agency.company(trip.entity), trip.entity, locale)?,
        regime: match trip.entity {
            Company::France => Regime::MarginScheme,
            Company::Switzerland => Regime::OutsideScope,
        },
        buyer: buyer(to, trip.entity),
        trip: TripView { reference: trip.reference.clone(), title: trip.title.clone(), starts_on, ends_on },
        included: included.into_iter().map(|(label, place)| line(&label, &place)).collect(),
        label,
        credited: None,
        total,
        payments: payments(db, own, before, paid).await?,
        paid,
        left: total.sub(paid).ok_or_else(|| Fault::Broken("an amount beyond 64 bits".to_owned()))?,
        due_on,
    })
}

/// A credit note for `amount` of an invoice, without number: to whom and for what the invoice was, whoever and whatever that is today.
pub(super) fn of_credit_note(counter: &Counter, credited: &invoice::Model, amount: Money, reason: String) -> Result<InvoiceView, Fault> {
    let about = snapshot(credited)?;
    let (entity, locale) = (entity_of(&about), about.locale);
    let nothing = Money::zero(amount.currency);
    Ok(InvoiceView {
        kind: InvoiceKind::CreditNote,
        number: String::new(),
        issued_on: counter.today(),
        seller: seller(counter.config.agency.company(entity), entity, locale)?,
        included: Vec::new(),
        label: texts::credited_line(locale, &about.number),
        credited: Some(CreditedView { number: about.number.clone(), issued_on: about.issued_on, reason }),
        total: amount,
        payments: Vec::new(),
        paid: nothing,
        left: amount,
        due_on: None,
        ..about
    })
}

/// Everything a row says.
pub(super) fn snapshot(row: &invoice::Model) -> Result<InvoiceView, Fault> {
    serde_json::from_str(&row.snapshot).map_err(|error| Fault::Broken(format!("{}: {error}", row.id)))
}

fn line(label: &str, place: &str) -> String {
    if place.is_empty() || label.contains(place) { label.to_owned() } else { [label, place].join(" · ") }
}

fn seller(company: &Particulars, entity: Company, locale: Locale) -> Result<SellerView, Fault> {
    if !company.is_complete(entity) {
        return Err(ErrorCode::CompanyUnknown.into());
    }
    let (code, country) = match (entity, locale) {
        (Company::France, _) => (Country::FRANCE, "France"),
        (Company::Switzerland, Locale::Fr) => (Country::SWITZERLAND, "Suisse"),
        (Company::Switzerland, Locale::En) => (Country::SWITZERLAND, "Switzerland"),
    };
    let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let vat = (!company.vat.trim().is_empty()).then(|| texts::vat_number(locale, company.vat.trim()));
    let number = match entity {
        Company::France => texts::siren(locale, company.number.trim()),
        Company::Switzerland => texts::uid(locale, company.number.trim()),
    };
    let register = [number.as_str(), company.register.trim()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let rest = [
        texts::travel_licence(locale, &company.licence),
        texts::guarantor(locale, &company.guarantor),
        texts::insurer(locale, &company.insurer),
    ];
    Ok(SellerView {
        name: company.name.clone(),
        address: vec![company.street.clone(), [company.postcode.as_str(), &company.town].join(" "), country.to_owned()],
        postal: AddressView {
            street: company.street.clone(),
            postcode: company.postcode.clone(),
            town: company.town.clone(),
            country: code.code().to_owned(),
        },
        siren: compact(&company.number),
        vat: compact(&company.vat),
        registrations: [register].into_iter().chain(vat).chain(rest).collect(),
    })
}

fn buyer(to: Addressee, entity: Company) -> BuyerView {
    let postal = to.postal.as_ref().and_then(|address| postal(address, entity));
    BuyerView { name: to.name, address: to.address, postal }
}

/// An address without a country is one of the company's own country; one whose country is none cannot be told to a program.
fn postal(address: &Address, entity: Company) -> Option<AddressView> {
    let own = match entity {
        Company::France => Country::FRANCE,
        Company::Switzerland => Country::SWITZERLAND,
    };
    let country = if address.country.trim().is_empty() { Some(own) } else { Country::read(&address.country) };
    Some(AddressView {
        street: address.street.lines().map(str::trim).collect::<Vec<_>>().join(", "),
        postcode: address.postcode.clone(),
        town: address.city.clone(),
        country: country?.code().to_owned(),
    })
}

/// The payments that count on an invoice, with the receipts that hold; what came without one stands last.
async fn payments(db: &impl ConnectionTrait, own: &PayerAccount, before: Money, paid: Money) -> Result<Vec<PaymentView>, DbErr> {
    let mut receipts = receipt::Entity::find()
        .filter(receipt::Column::PayerId.eq(own.payer.id))
        .filter(receipt::Column::Currency.eq(paid.currency))
        .order_by_asc(receipt::Column::PaidAt)
        .order_by_asc(receipt::Column::Number)
        .all(db)
        .await?;
    let reversed = reversals(db, &receipts).await?;
    receipts.retain(|row| !reversed.contains_key(&row.id));
    let amounts: Vec<Money> = receipts.iter().map(|row| Money::new(row.amount_minor, row.currency)).collect();
    let (parts, otherwise) = parts_of(&amounts, before, paid);
    let known = receipts.into_iter().zip(parts).map(|(row, amount)| PaymentView {
        receipt: row.number,
        paid_on: Some(dates::central_european(row.paid_at).date()),
        amount,
    });
    let rest = PaymentView { receipt: String::new(), paid_on: None, amount: otherwise };
    Ok(known.chain([rest]).filter(|payment| !payment.amount.is_zero()).collect())
}

impl Invoices {
    /// An invoice as PDF, in the language it was issued in.
    pub(super) async fn render(&self, caller: &Caller, id: InvoiceId) -> Result<(String, Vec<u8>), Fault> {
        let db = self.counter.db.read();
        if caller.actor == Actor::Anonymous {
            return Err(ErrorCode::SignInNeeded.into());
        }
        let row = invoice::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        match caller.actor {
            Actor::Staff { .. } => authorise(caller.actor, Action::ReadOffice)?,
            Actor::Client { .. } => payer::check_own(db, caller, row.payer_id).await?,
            // A link pays and shows what it paid; an invoice carries a postal address.
            Actor::Payer { .. } | Actor::Anonymous | Actor::System => return Err(ErrorCode::NotFound.into()),
        }
        let (name, view) = (format!("{}.pdf", row.number), snapshot(&row)?);
        // Layout is processor work without a pause: other requests must not wait for it.
        match tokio::task::spawn_blocking(move || papers::invoice(&view)).await {
            Ok(Ok(pdf)) => Ok((name, pdf)),
            Ok(Err(error)) => Err(Fault::Broken(format!("{id}: {error}"))),
            Err(error) => Err(Fault::Broken(format!("{id}: {error}"))),
        }
    }
}
