//! The way to the pages that are reached by a form, and the notifications that come back as one.

use super::dialect::Dialect;
use super::fixtures::Till;
use crate::support::browser::resolve;
use desk::{BankForm, Caller, PaymentDesk};
use domain::ids::{PaymentOrderId, TripId};
use domain::payments::OrderState;
use store::Database;
use store::words::EventState;

/// Posts a form as a browser does: status, and where it is sent.
pub(crate) async fn post(form: &BankForm) -> (u16, String) {
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = http.post(&form.action).form(&form.fields).send().await.unwrap();
    let location = answer.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), location.unwrap_or_default())
}

pub(crate) fn field<'a>(form: &'a BankForm, name: &str) -> &'a str {
    form.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// The fields of the one form of a page, as it was sent.
pub(crate) fn fields(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"hidden\"").skip(1).map(|rest| rest.split('>').next().unwrap());
    let value = |input: &str, name: &str| resolve(input.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap());
    inputs.map(|input| (value(input, "name"), value(input, "value"))).collect()
}

/// Starts a payment of the next instalment at a bank with forms: its order.
pub(crate) async fn started(till: &Till, trip: TripId) -> PaymentOrderId {
    let url = till.start(trip).await;
    let order = till.orders(trip).await.pop().unwrap();
    assert!(url.ends_with(&format!("/payments/{}/bank", order.id)), "{url}");
    assert_eq!((order.gateway.as_str(), order.state), (till.gateway(), OrderState::Open));
    assert!(till.dialect.clearing().ends_with(&order.gateway_account), "play money has an account of its own");
    order.id
}

pub(crate) async fn opened(till: &Till, order: PaymentOrderId) -> BankForm {
    till.payments.open_bank_form(&till.traveller, order).await.unwrap().unwrap()
}

/// Opens the form and posts it: the bank's name of the page.
pub(crate) async fn leave(till: &Till, order: PaymentOrderId) -> String {
    leave_as(till, &till.traveller, order).await
}

/// The same for another payer.
pub(crate) async fn leave_as(till: &Till, who: &Caller, order: PaymentOrderId) -> String {
    let form = till.payments.open_bank_form(who, order).await.unwrap().unwrap();
    let (status, location) = post(&form).await;
    assert_eq!(status, 303);
    location.rsplit('/').next().unwrap().to_owned()
}

/// What the bank posted to us and we believed, as it came.
pub(crate) async fn believed(till: &Till) -> Vec<Vec<u8>> {
    till.events(EventState::Processed).await.into_iter().map(|event| event.raw).collect()
}

/// Posts a notification as it is.
pub(crate) async fn tell(till: &Till, body: Vec<u8>) -> (u16, String) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/gateways/{}/notify", till.counter.config.base_url, till.gateway());
    let answer = http.post(url).body(body).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

pub(crate) async fn assert_refused(till: &Till, what: &str, body: Vec<u8>) {
    let (status, text) = tell(till, body).await;
    assert_eq!((status, text.as_str()), till.dialect.acknowledgements()[1], "{what}");
}

/// A till of the Lyra family without the password of its REST interface: nobody can be asked.
pub(crate) async fn mute_till(db: Database) -> Till {
    Till::open_changed(db, Dialect::Lyra, |config| config.lyra.api_password = server::config::Secret::default()).await
}
