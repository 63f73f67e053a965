//! The form of a client as the server draws it.

use super::calls::UpdateClient;
use super::form::edit_form;
use crate::drawn::{body, html};
use desk::ClientView;
use domain::locale::Locale;
use domain::people::{Address, Client, ClientKind, Phone, StaffRole};

#[test]
fn the_form_sends_back_the_client_it_shows() {
    let client = Client {
        kind: ClientKind::Company,
        given_name: String::new(),
        family_name: "Fontaine".to_owned(),
        company: "Lac & \"Cie\"".to_owned(),
        language: Locale::Fr,
        email: "claire@example.org".to_owned(),
        phones: vec![Phone { label: "mobile".to_owned(), number: "06 00 00 00 00".to_owned() }],
        addresses: vec![Address {
            street: "1 rue du Lac".to_owned(),
            postcode: "74000".to_owned(),
            city: "Annecy".to_owned(),
            country: "France".to_owned(),
        }],
    };
    let id = "client_0190a0b0c0d07000800000000000000b".parse().unwrap();
    let view = ClientView { id, version: 2, client: client.clone(), account: None, trips: Vec::new(), erased_at: None };
    let drawn = html(StaffRole::Seller, None, move || edit_form(Locale::En, &view));
    let post: UpdateClient = serde_qs::Config::new(5, false).deserialize_str(&body(&drawn)).unwrap();
    assert_eq!((post.client, post.version, post.draft.check()), (id, 2, Ok(client)));
}
