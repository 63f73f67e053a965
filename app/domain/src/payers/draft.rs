//! Who pays what, as staff type it, and its check: the shares must add up to the price.

use super::PayerKind;
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::ids::{ClientId, PayerId};
use crate::locale::Locale;
use crate::money::Money;
use crate::text;
use serde::{Deserialize, Serialize};

/// The most payers a trip may have.
pub const PAYERS_MAX: usize = 9;

/// The most people one payer may pay for.
pub const PERSONS_MAX: u32 = 99;

words! {
    /// How shares are said.
    #[derive(Default)]
    ShareBy {
        /// Each as an amount.
        #[default]
        Amount = "amount",
        /// Each as a number of people.
        Persons = "persons",
    }
}

/// A payer as typed. A row without name, client and share is no payer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PayerDraft {
    /// The payer it stands for; empty for a new one.
    pub id: String,
    /// A [`PayerKind`].
    pub kind: String,
    /// The client, for that kind.
    pub client: String,
    /// The name of a person or company without an account.
    pub name: String,
    /// Where their links go.
    pub email: String,
    /// A [`Locale`]: the language they read.
    pub language: String,
    /// Their share as an amount.
    pub amount: String,
    /// Their share as a number of people.
    pub persons: String,
}

impl PayerDraft {
    fn is_blank(&self) -> bool {
        [&self.id, &self.client, &self.name, &self.email, &self.amount, &self.persons].iter().all(|text| text.trim().is_empty())
    }
}

/// Everybody who pays, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PayersDraft {
    /// A [`ShareBy`].
    pub by: String,
    /// The payers.
    pub payers: Vec<PayerDraft>,
    /// Not empty once the person typing agrees that money paid beyond a smaller share is set aside as credit.
    pub release: String,
}

/// Who a payer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Identity {
    /// A client.
    Client(ClientId),
    /// Somebody without an account.
    Contact {
        /// [`PayerKind::Person`] or [`PayerKind::Company`].
        kind: PayerKind,
        /// Their name.
        name: String,
        /// Lower-case address.
        email: String,
        /// The language they read.
        language: Locale,
    },
}

/// A payer of the trip as they are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Who.
    pub id: PayerId,
    /// Their name, to say whom a refusal is about.
    pub name: String,
    /// What they are.
    pub kind: PayerKind,
    /// The client they are.
    pub client: Option<ClientId>,
    /// What was received from them and counts.
    pub received: Money,
    /// Whether any money of theirs is here, or on its way.
    pub money: bool,
    /// Whether they handed the contract over: they keep what they have paid, be it nothing.
    pub former: bool,
}

/// A checked payer with their share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerShare {
    /// The payer who stays; `None` for a new one.
    pub id: Option<PayerId>,
    /// Who they are.
    pub identity: Identity,
    /// Their share.
    pub share: Money,
    /// For how many people, when shares are said so and the trip is not sold yet.
    pub persons: Option<u32>,
}

/// What a draft is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareTerms {
    /// What the shares must add up to.
    pub price: Money,
    /// Whether the client has said yes: from then on shares are amounts, however they were said.
    pub sold: bool,
}

impl PayersDraft {
    /// The checked payers, in order; their shares add up to the price exactly. Blank rows are dropped; whoever of `known` is missing pays no more.
    ///
    /// # Errors
    /// At `by`: not one of its words. At `payers[i][…]`: what cannot be read; [`ErrorCode::PayerTwice`] (`client`); [`ErrorCode::NegativeAmount`],
    /// [`ErrorCode::ZeroShare`], [`ErrorCode::ShareBelowPaid`] (`amount` or `persons`, with `paid`). At `payers`: [`ErrorCode::Required`],
    /// [`ErrorCode::TooManyRows`] (`max`), [`ErrorCode::SharesDiffer`] (`sum`, `price`, `difference` = price − sum), [`ErrorCode::PayerHasMoney`] (`name`).
    pub fn check(&self, terms: ShareTerms, known: &[Known]) -> Result<Vec<PayerShare>, FieldErrors> {
        let mut errors = FieldErrors::new();
        let by = errors.take("by", text::choice::<ShareBy>(&self.by));
        let rows: Vec<(usize, &PayerDraft)> = self.payers.iter().enumerate().filter(|(_, row)| !row.is_blank()).collect();
        if rows.len() > PAYERS_MAX {
            return Err(FieldErrors::one("payers", Refusal::new(ErrorCode::TooManyRows).with("max", PAYERS_MAX)));
        }
        if rows.is_empty() {
            errors.add("payers", ErrorCode::Required);
        }
        let price = Money::new(terms.price.minor.max(0), terms.price.currency);
        let mut people: Vec<(Option<PayerId>, Identity)> = Vec::new();
        for (index, row) in &rows {
            people.extend(row.person(*index, known, &people, &mut errors));
        }
        let shares = match by {
            Some(ShareBy::Amount) => amounts(&rows, price, &mut errors),
            Some(ShareBy::Persons) => by_persons(&rows, price, &mut errors),
            None => None,
        };
        let field = if by == Some(ShareBy::Persons) { "persons" } else { "amount" };
        for ((index, row), (share, _)) in rows.iter().zip(shares.iter().flatten()) {
            let paid = known.iter().find(|known| row.id.trim() == known.id.to_string()).map(|known| known.received);
            let at = format!("payers[{index}][{field}]");
            let former = known.iter().any(|known| known.former && row.id.trim() == known.id.to_string());
            if share.is_zero() && !price.is_zero() && !former {
                errors.add(&at, ErrorCode::ZeroShare);
            }
            if let Some(paid) = paid.filter(|paid| paid.currency == price.currency && share.minor < paid.minor && self.release.is_empty()) {
                errors.add(&at, Refusal::new(ErrorCode::ShareBelowPaid).with("paid", paid.plain()));
            }
        }
        for gone in known.iter().filter(|known| known.money && !self.payers.iter().any(|row| row.id.trim() == known.id.to_string())) {
            errors.add("payers", Refusal::new(ErrorCode::PayerHasMoney).with("name", &gone.name));
        }
        errors.finish(|| {
            let shares = shares?;
            let payer = |((id, identity), (share, persons)): ((Option<PayerId>, Identity), (Money, Option<u32>))| PayerShare {
                id,
                identity,
                share,
                persons: persons.filter(|_| !terms.sold),
            };
            (people.len() == shares.len()).then(|| people.into_iter().zip(shares).map(payer).collect())
        })
    }
}

impl PayerDraft {
    /// Who this row is about; a payer who stays stays who they are.
    fn person(
        &self,
        index: usize,
        known: &[Known],
        before: &[(Option<PayerId>, Identity)],
        errors: &mut FieldErrors,
    ) -> Option<(Option<PayerId>, Identity)> {
        let at = |field: &str| format!("payers[{index}][{field}]");
        let kind = errors.take(&at("kind"), text::choice::<PayerKind>(&self.kind))?;
        let own = match self.id.trim() {
            "" => None,
            id => match known.iter().find(|known| known.id.to_string() == id) {
                Some(own) if !before.iter().any(|(other, _)| *other == Some(own.id)) => Some(own),
                Some(_) | None => {
                    errors.add(&at("kind"), ErrorCode::BadForm);
                    return None;
                }
            },
        };
        if own.is_some_and(|own| (own.kind == PayerKind::Client) != (kind == PayerKind::Client)) {
            errors.add(&at("kind"), ErrorCode::NotAChoice);
            return None;
        }
        let identity = match kind {
            PayerKind::Client => {
                let client = errors.take(&at("client"), text::choice::<ClientId>(&self.client))?;
                if own.is_some_and(|own| own.client != Some(client)) {
                    errors.add(&at("client"), ErrorCode::NotAChoice);
                }
                let identity = Identity::Client(client);
                if before.iter().any(|(_, other)| *other == identity) {
                    errors.add(&at("client"), ErrorCode::PayerTwice);
                }
                identity
            }
            PayerKind::Person | PayerKind::Company => {
                let name = errors.take(&at("name"), text::required(&self.name, 120));
                let email = errors.take(&at("email"), text::email(&self.email));
                let language = errors.take(&at("language"), text::choice::<Locale>(&self.language));
                Identity::Contact { kind, name: name?, email: email?, language: language? }
            }
        };
        Some((own.map(|own| own.id), identity))
    }
}

type Shares = Vec<(Money, Option<u32>)>;

fn amounts(rows: &[(usize, &PayerDraft)], price: Money, errors: &mut FieldErrors) -> Option<Shares> {
    let mut shares = Vec::with_capacity(rows.len());
    let mut unread = false;
    for (index, row) in rows {
        // Whoever pays alone pays everything, and need not say so.
        let amount = match row.amount.trim() {
            "" if rows.len() == 1 => Ok(price),
            "" => Err(ErrorCode::Required.into()),
            text => Money::parse(text, price.currency),
        };
        let amount = amount.and_then(|amount| if amount.minor < 0 { Err(ErrorCode::NegativeAmount.into()) } else { Ok(amount) });
        match errors.take(&format!("payers[{index}][amount]"), amount) {
            Some(amount) => shares.push((amount, None)),
            None => unread = true,
        }
    }
    if unread {
        // A sum without what could not be read would only mislead.
        return None;
    }
    let sum = Money::sum(price.currency, shares.iter().map(|(share, _)| *share))?;
    let difference = price.sub(sum)?;
    if !difference.is_zero() && !shares.is_empty() {
        let refusal = Refusal::new(ErrorCode::SharesDiffer).with("sum", sum.plain()).with("price", price.plain());
        errors.add("payers", refusal.with("difference", difference.plain()));
    }
    Some(shares)
}

fn by_persons(rows: &[(usize, &PayerDraft)], price: Money, errors: &mut FieldErrors) -> Option<Shares> {
    let read = |(index, row): &(usize, &PayerDraft)| {
        let persons = match row.persons.trim() {
            "" => Err(ErrorCode::Required.into()),
            text => text::whole(text, 1, PERSONS_MAX),
        };
        errors.take(&format!("payers[{index}][persons]"), persons)
    };
    let persons: Vec<Option<u32>> = rows.iter().map(read).collect();
    let persons: Vec<u32> = persons.into_iter().collect::<Option<_>>()?;
    Some(price.split(&persons).into_iter().zip(persons.into_iter().map(Some)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use uuid::Uuid;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    const TERMS: ShareTerms = ShareTerms { price: Money::new(300_001, Currency::EUR), sold: false };

    fn client(number: u128, amount: &str, persons: &str) -> PayerDraft {
        PayerDraft {
            kind: "client".into(),
            client: ClientId(Uuid::from_u128(number)).to_string(),
            amount: amount.into(),
            persons: persons.into(),
            ..PayerDraft::default()
        }
    }

    fn contact(amount: &str, persons: &str) -> PayerDraft {
        PayerDraft {
            kind: "person".into(),
            name: "Odile Martin".into(),
            email: "Odile@example.org".into(),
            language: "fr".into(),
            amount: amount.into(),
            persons: persons.into(),
            ..PayerDraft::default()
        }
    }

    fn known(received: i64) -> Known {
        let (id, client) = (PayerId(Uuid::from_u128(1)), Some(ClientId(Uuid::from_u128(1))));
        Known { id, name: "Ana".into(), kind: PayerKind::Client, client, received: eur(received), money: received > 0, former: false }
    }

    fn kept(amount: &str) -> PayerDraft {
        PayerDraft { id: known(0).id.to_string(), ..client(1, amount, "1") }
    }

    fn draft(by: &str, payers: Vec<PayerDraft>) -> PayersDraft {
        PayersDraft { by: by.into(), payers, release: String::new() }
    }

    fn refused(draft: &PayersDraft, known: &[Known]) -> Vec<(String, ErrorCode)> {
        draft.check(TERMS, known).unwrap_err().0.into_iter().map(|(field, refusal)| (field, refusal.code)).collect()
    }

    #[test]
    fn shares_by_persons_add_up_and_stay_persons_until_sold() {
        let typed = draft("persons", vec![client(1, "", "2"), PayerDraft::default(), contact("", "1")]);
        let shares = typed.check(TERMS, &[]).unwrap();
        assert_eq!(shares.iter().map(|one| (one.share.minor, one.persons)).collect::<Vec<_>>(), [(200_001, Some(2)), (100_000, Some(1))]);
        let contact = Identity::Contact {
            kind: PayerKind::Person,
            name: "Odile Martin".into(),
            email: "odile@example.org".into(),
            language: Locale::Fr,
        };
        assert_eq!(shares[1].identity, contact);
        let sold = typed.check(ShareTerms { sold: true, ..TERMS }, &[]).unwrap();
        assert_eq!(sold.iter().map(|one| (one.share.minor, one.persons)).collect::<Vec<_>>(), [(200_001, None), (100_000, None)]);
    }

    #[test]
    fn amounts_must_add_up_to_the_cent() {
        assert!(draft("amount", vec![client(1, "1 000,01", ""), contact("2000", "")]).check(TERMS, &[]).is_ok());
        let short = draft("amount", vec![client(1, "1000", ""), contact("2000", "")]);
        let error = short.check(TERMS, &[]).unwrap_err();
        let refusal = error.get("payers").unwrap();
        assert_eq!((refusal.code, refusal.args["difference"].as_str()), (ErrorCode::SharesDiffer, "0.01 EUR"));
        assert_eq!(draft("amount", vec![client(1, "", "")]).check(TERMS, &[]).unwrap()[0].share, eur(300_001), "alone is everything");
    }

    #[test]
    fn each_wrong_share_is_named_at_its_field() {
        let typed = draft("amount", vec![client(1, "0", ""), client(2, "-5", ""), client(2, "much", ""), contact("", "")]);
        assert_eq!(
            refused(&typed, &[]),
            [
                ("payers[2][client]".to_owned(), ErrorCode::PayerTwice),
                ("payers[1][amount]".to_owned(), ErrorCode::NegativeAmount),
                ("payers[2][amount]".to_owned(), ErrorCode::NotAnAmount),
                ("payers[3][amount]".to_owned(), ErrorCode::Required),
            ]
        );
        let zero = draft("amount", vec![client(1, "0", ""), client(2, "3000,01", "")]);
        assert_eq!(refused(&zero, &[]), [("payers[0][amount]".to_owned(), ErrorCode::ZeroShare)]);
        assert_eq!(refused(&draft("amount", Vec::new()), &[]), [("payers".to_owned(), ErrorCode::Required)]);
        let many = (1..=10).map(|number| client(number, "", "1")).collect();
        assert_eq!(refused(&draft("persons", many), &[]), [("payers".to_owned(), ErrorCode::TooManyRows)]);
        assert_eq!(refused(&draft("persons", vec![client(1, "", "0")]), &[]), [("payers[0][persons]".to_owned(), ErrorCode::NotANumber)]);
    }

    #[test]
    fn money_keeps_its_payer_and_a_smaller_share_needs_a_visible_release() {
        let leaves = draft("amount", vec![contact("3000,01", "")]);
        assert_eq!(refused(&leaves, &[known(1)]), [("payers".to_owned(), ErrorCode::PayerHasMoney)]);
        assert!(leaves.check(TERMS, &[known(0)]).is_ok());
        let mut less = draft("amount", vec![kept("899,99"), contact("2100,02", "")]);
        assert_eq!(refused(&less, &[known(90_000)]), [("payers[0][amount]".to_owned(), ErrorCode::ShareBelowPaid)]);
        less.release = "yes".into();
        assert!(less.check(TERMS, &[known(90_000)]).is_ok());
        let exact = draft("amount", vec![kept("900"), contact("2100,01", "")]);
        assert_eq!(exact.check(TERMS, &[known(90_000)]).unwrap()[0].id, Some(known(0).id));
    }

    #[test]
    fn a_payer_who_stays_stays_who_they_are() {
        let mut other = draft("amount", vec![PayerDraft { client: ClientId(Uuid::from_u128(2)).to_string(), ..kept("3000,01") }]);
        assert_eq!(refused(&other, &[known(0)]), [("payers[0][client]".to_owned(), ErrorCode::NotAChoice)]);
        other.payers = vec![PayerDraft { id: kept("").id, ..contact("3000,01", "") }];
        assert_eq!(refused(&other, &[known(0)]), [("payers[0][kind]".to_owned(), ErrorCode::NotAChoice)]);
        other.payers = vec![kept("1000"), kept("2000,01")];
        assert_eq!(refused(&other, &[known(0)]), [("payers[1][kind]".to_owned(), ErrorCode::BadForm)]);
    }
}
