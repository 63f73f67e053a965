//! The form of a member of staff as the server draws it.

use super::calls::UpdateStaff;
use super::form::edit_form;
use crate::drawn::{body, html, own};
use desk::StaffView;
use domain::locale::Locale;
use domain::people::{Staff, StaffRole, StaffState};
use domain::trips::Destination;
use leptos::prelude::*;

#[test]
fn the_form_sends_back_the_person_it_shows() {
    let staff = Staff {
        given_name: "Ana".to_owned(),
        family_name: "O'Neill".to_owned(),
        email: "ana@example.org".to_owned(),
        phone: String::new(),
        role: StaffRole::Manager,
        language: Locale::En,
        destinations: vec![Destination::Bolivia, Destination::Peru],
    };
    let view = StaffView { id: own(), version: 4, state: StaffState::Active, staff: staff.clone() };
    let drawn = html(StaffRole::Administrator, None, move || edit_form(&view, Callback::new(|()| ())));
    let post: UpdateStaff = serde_qs::Config::new(5, false).deserialize_str(&body(&drawn)).unwrap();
    assert_eq!((post.staff, post.version, post.draft.check()), (own(), 4, Ok(staff)));
}
