//! The demo agency, always alive: loaded relative to the day of loading, again and again without doubling anything.
//!
//! What desks can do is done by desks, as the house itself and on the day it would have happened; passwords, for which nobody gets a mail here,
//! and transfers to the bank account are written directly. Never loaded in production.

mod account;
mod cheque;
mod guide;
mod invoices;
mod journeys;
mod people;
mod sell;
mod shared;
mod sold;
mod welcome;

pub(crate) use account::open_accounts;
pub use guide::{Guide, GuideAccount};

use crate::desks::Counter;
use crate::house::House;
use desk::{AppError, Caller, PeopleDesk};
use domain::locale::Locale;
use domain::policy::Actor;
use std::sync::Arc;

/// Loads the demo agency into a migrated database and says who can sign in.
///
/// # Errors
/// A sentence with what the database or a desk said.
pub async fn load(house: &House) -> Result<Guide, String> {
    load_into(&house.counter, house.desks.people.as_ref()).await
}

/// As [`load`], over a counter and the desk of people.
///
/// # Errors
/// As [`load`].
pub async fn load_into(counter: &Arc<Counter>, people: &dyn PeopleDesk) -> Result<Guide, String> {
    welcome::staff(counter).await?;
    welcome::clients(counter, people).await?;
    sell::trips(counter, counter.today()).await?;
    cheque::record(counter).await?;
    shared::trip(counter).await?;
    invoices::issue(counter).await?;
    Ok(guide_of(counter))
}

/// The house itself, at work.
fn house_caller() -> Caller {
    Caller {
        actor: Actor::System,
        session: None,
        locale: Locale::Fr,
        ip: String::new(),
        user_agent: String::new(),
        request_id: "demo".into(),
    }
}

fn broken(error: impl std::fmt::Display) -> String {
    format!("demo: {error}")
}

/// What a desk refused, with the fields it named.
fn refused(what: &str, error: &AppError) -> String {
    match error {
        AppError::Fields(fields) => format!("demo: {what}: {:?}", fields.0),
        AppError::Refused(_) | AppError::Changed(_) | AppError::Redraw => format!("demo: {what}: {error}"),
    }
}

fn guide_of(counter: &Counter) -> Guide {
    let staff = people::STAFF.iter().map(|colleague| GuideAccount {
        role: colleague.role.to_string(),
        name: [colleague.name.0, colleague.name.1].join(" "),
        email: colleague.email.into(),
        password: people::PASSWORD.into(),
        address: counter.url("/office/sign-in"),
        sees: colleague.sees.into(),
    });
    let travellers = people::CLIENTS.iter().filter_map(|client| {
        client.sees.map(|sees| GuideAccount {
            role: "traveller".into(),
            name: [client.name.0, client.name.1].join(" "),
            email: client.email.into(),
            password: people::PASSWORD.into(),
            address: counter.url("/sign-in"),
            sees: sees.into(),
        })
    });
    Guide { accounts: staff.chain(travellers).collect() }
}
