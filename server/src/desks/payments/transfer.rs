//! Paying by bank transfer: the account, the reference that names the payer, and the Swiss QR-bill. Nothing is written: money counts once it has come.

use super::Payments;
use super::payer::own_share;
use super::start::wanted;
use crate::config::BankAccount;
use crate::desks::Counter;
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::desks::trips::views;
use desk::{Caller, TransferView};
use domain::error::ErrorCode;
use domain::ids::TripId;
use domain::money::{Currency, Money};
use domain::payments::{Account, PayDraft};
use domain::policy::Actor;
use domain::transfers::{Iban, QrBill, QrParty, Reference};
use domain::trips::Entity as Company;
use papers::QrBillView;
use sea_orm::EntityTrait;
use store::entities::{client, payer, trip};

/// The bank account of a company.
pub(crate) fn bank_account(counter: &Counter, company: Company) -> &BankAccount {
    match company {
        Company::France => &counter.config.agency.france_account,
        Company::Switzerland => &counter.config.agency.switzerland_account,
    }
}

/// A transfer that somebody may make.
struct Transfer<'a> {
    trip: trip::Model,
    payer: payer::Model,
    account: Account,
    amount: Money,
    bank: &'a BankAccount,
    iban: Iban,
    reference: Reference,
}

impl Transfer<'_> {
    /// A QR-bill is for francs on a Swiss account.
    fn has_slip(&self) -> bool {
        self.amount.currency == Currency::CHF && self.iban.is_swiss()
    }
}

impl Payments {
    async fn transfer(&self, caller: &Caller, id: TripId, draft: &PayDraft) -> Result<Transfer<'_>, Fault> {
        if caller.actor == Actor::Anonymous {
            return Err(ErrorCode::SignInNeeded.into());
        }
        let db = self.counter.db.read();
        let trip = trip::Entity::find_by_id(id).one(db).await?.ok_or(ErrorCode::NotFound)?;
        let all = accounts::accounts_of(db, &trip, self.counter.today()).await?;
        let PayerAccount { payer, account, heir: _ } = own_share(caller, &trip, &all)?.clone();
        let amount = wanted(&account, draft)?;
        let bank = bank_account(&self.counter, trip.entity);
        let (iban, reference) = bank.of_payer(payer.id, trip.currency).ok_or(ErrorCode::NotFound)?;
        Ok(Transfer { trip, payer, account, amount, bank, iban, reference })
    }

    pub(super) async fn transfer_view(&self, caller: &Caller, id: TripId, draft: &PayDraft) -> Result<TransferView, Fault> {
        let found = self.transfer(caller, id, draft).await?;
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let receipts = views::Receipts::of_trips(db, &[id]).await?;
        Ok(TransferView {
            trip: views::card(&found.trip, &found.account, &receipts, today),
            amount: found.amount,
            all: found.account.remaining,
            holder: found.bank.lines(),
            iban: found.iban.grouped(),
            bic: found.bank.bic.clone(),
            reference: found.reference.grouped(),
            slip: found.has_slip().then(|| format!("/trips/{id}/transfer/qr-bill")),
        })
    }

    /// The QR-bill of a transfer, as PDF.
    pub(super) async fn transfer_slip(&self, caller: &Caller, id: TripId, draft: &PayDraft) -> Result<(String, Vec<u8>), Fault> {
        let found = self.transfer(caller, id, draft).await?;
        if !found.has_slip() {
            return Err(ErrorCode::NotFound.into());
        }
        let debtor = match found.payer.client() {
            Some(client) => client::Entity::find_by_id(client).one(self.counter.db.read()).await?.as_ref().and_then(debtor),
            None => None,
        };
        let mut bill = QrBill {
            account: found.iban.clone(),
            creditor: found.bank.party(),
            amount: found.amount,
            debtor,
            reference: found.reference.clone(),
            message: found.trip.reference.clone(),
        };
        let payload = bill.payload().or_else(|_| {
            // An address that the standard cannot carry: the payer writes it by hand.
            bill.debtor = None;
            bill.payload()
        });
        let view = QrBillView {
            payload: payload.map_err(|error| Fault::Broken(format!("{id}: {error}")))?,
            account: found.iban.grouped(),
            creditor: found.bank.lines(),
            debtor: bill.debtor.as_ref().map(address_lines).unwrap_or_default(),
            reference: found.reference.grouped(),
            message: found.trip.reference.clone(),
            currency: found.amount.currency.to_string(),
            amount: spaced(&found.amount.to_field()),
            title: found.trip.title.clone(),
        };
        let locale = caller.locale;
        // Layout is processor work without a pause: other requests must not wait for it.
        match tokio::task::spawn_blocking(move || papers::qr_bill(&view, locale)).await {
            Ok(Ok(pdf)) => Ok((format!("{}.pdf", found.trip.reference), pdf)),
            Ok(Err(error)) => Err(Fault::Broken(format!("{id}: {error}"))),
            Err(error) => Err(Fault::Broken(format!("{id}: {error}"))),
        }
    }
}

/// The payer, when an address with a country of two letters is known.
fn debtor(client: &client::Model) -> Option<QrParty> {
    let address = client.addresses.0.first()?;
    let country = match domain::text::fold(&address.country).as_str() {
        "suisse" | "switzerland" | "schweiz" | "ch" => "CH",
        "france" | "fr" => "FR",
        "belgique" | "belgium" | "be" => "BE",
        "luxembourg" | "lu" => "LU",
        "allemagne" | "germany" | "deutschland" | "de" => "DE",
        "italie" | "italy" | "italia" | "it" => "IT",
        _ => return None,
    };
    Some(QrParty {
        name: client.name.clone(),
        street: address.street.lines().next().unwrap_or_default().to_owned(),
        number: String::new(),
        postcode: address.postcode.clone(),
        town: address.city.clone(),
        country: country.to_owned(),
    })
}

fn address_lines(party: &QrParty) -> Vec<String> {
    let town = [party.postcode.as_str(), party.town.as_str()].join(" ");
    [party.name.clone(), party.street.clone(), town].into_iter().filter(|line| !line.trim().is_empty()).collect()
}

/// `1949.75` as `1 949.75`: groups of three before the point.
fn spaced(amount: &str) -> String {
    let (units, cents) = amount.split_once('.').unwrap_or((amount, "00"));
    let digits: Vec<char> = units.chars().rev().collect();
    let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().rev().collect()).collect();
    [groups.into_iter().rev().collect::<Vec<_>>().join(" "), cents.to_owned()].join(".")
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn amounts_are_grouped_as_the_standard_wants() {
        for (plain, written) in [("0.05", "0.05"), ("199.95", "199.95"), ("1949.75", "1 949.75"), ("1234567.00", "1 234 567.00")] {
            assert_eq!(spaced(plain), written);
        }
    }
}
