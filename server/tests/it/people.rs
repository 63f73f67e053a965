//! Staff and clients: who may write them, what a conflict shows, how lists find them.

use crate::support::{Agency, anonymous, caller, client_draft, code, fields, staff_draft};
use desk::{AppError, Caller, PeopleDesk};
use domain::error::ErrorCode;
use domain::ids::{AccountId, ClientId, StaffId};
use domain::paging::ListQuery;
use domain::people::{AddressDraft, ClientDraft, PhoneDraft, StaffDraft, StaffRole, StaffState, Twin};
use domain::policy::Actor;
use sea_orm::EntityTrait;
use server::mail::MailKind;
use store::entities::audit;
use store::{Database, fresh, on_both};

on_both!(
    only_administrators_manage_staff,
    travellers_and_strangers_see_nobody,
    staff_are_invited_once_by_email,
    staff_lists_are_found_filtered_sorted_and_paged,
    a_stale_save_of_staff_shows_both_values,
    the_last_administrator_stays,
    two_administrators_cannot_remove_each_other,
    clients_come_back_as_typed,
    a_likely_twin_is_asked_about,
    client_lists_are_found_filtered_sorted_and_paged,
    a_stale_save_of_a_client_shows_both_values,
    every_change_leaves_a_line,
    sellers_are_those_who_sell,
);

fn as_staff(role: StaffRole) -> Caller {
    caller(Actor::Staff { id: fresh(), role })
}

fn query(q: &str, sort: &str, filters: &[&str]) -> ListQuery {
    ListQuery { q: q.into(), sort: sort.into(), filters: filters.iter().map(ToString::to_string).collect(), ..ListQuery::default() }
}

async fn only_administrators_manage_staff(db: Database) {
    let agency = Agency::new(db).await;
    for role in [StaffRole::Seller, StaffRole::Manager, StaffRole::Accountant] {
        let caller = as_staff(role);
        assert_eq!(code(agency.people.invite_staff(&caller, staff_draft("Claire", "Test", "seller")).await), ErrorCode::NotFound, "{role}");
        assert_eq!(code(agency.people.set_staff_state(&caller, agency.administrator_id, StaffState::Disabled).await), ErrorCode::NotFound);
        assert_eq!(
            code(agency.people.update_staff(&caller, agency.administrator_id, 1, staff_draft("Ada", "Admin", "seller")).await),
            ErrorCode::NotFound
        );
        assert_eq!(code(agency.people.renew_invitation(&caller, agency.administrator_id).await), ErrorCode::NotFound);
        assert!(agency.people.list_staff(&caller, ListQuery::default()).await.is_ok());
    }
    let accountant = as_staff(StaffRole::Accountant);
    assert_eq!(code(agency.people.create_client(&accountant, client_draft("Ana", "Roux", "ana@example.org")).await), ErrorCode::NotFound);
    assert!(agency.people.create_client(&as_staff(StaffRole::Seller), client_draft("Ana", "Roux", "ana@example.org")).await.is_ok());
}

async fn travellers_and_strangers_see_nobody(db: Database) {
    let agency = Agency::new(db).await;
    let client = agency.people.create_client(&agency.administrator, client_draft("Ana", "Roux", "ana@example.org")).await.unwrap();
    let traveller = caller(Actor::Client { account: fresh::<AccountId>(), client });
    for (caller, expected) in [(traveller, ErrorCode::NotFound), (anonymous(), ErrorCode::SignInNeeded)] {
        assert_eq!(code(agency.people.list_staff(&caller, ListQuery::default()).await), expected);
        assert_eq!(code(agency.people.find_staff(&caller, agency.administrator_id).await), expected);
        assert_eq!(code(agency.people.list_sellers(&caller).await), expected);
        assert_eq!(code(agency.people.list_clients(&caller, ListQuery::default()).await), expected);
        assert_eq!(code(agency.people.find_client(&caller, client).await), expected);
        assert_eq!(code(agency.people.find_twins(&caller, "Ana Roux", "").await), expected);
        assert_eq!(code(agency.people.update_client(&caller, client, 1, client_draft("X", "Y", "x@example.org")).await), expected);
        assert_eq!(code(agency.people.invite_client(&caller, client).await), expected);
    }
}

async fn staff_are_invited_once_by_email(db: Database) {
    let agency = Agency::new(db).await;
    let id = agency
        .people
        .invite_staff(&agency.administrator, StaffDraft { destinations: vec!["peru".into()], ..staff_draft("Claire", "Test", "seller") })
        .await
        .unwrap();
    let view = agency.people.find_staff(&agency.administrator, id).await.unwrap();
    assert_eq!((view.version, view.state, view.staff.destinations.len()), (1, StaffState::Invited, 1));
    assert!(
        matches!(agency.mails().await.as_slice(), [mail] if mail.to == "claire@agency.example" && matches!(mail.kind, MailKind::Invitation { .. }))
    );
    assert_eq!(
        fields(agency.people.invite_staff(&agency.administrator, staff_draft("Claire", "Autre", "seller")).await),
        [("email".to_owned(), ErrorCode::EmailTaken)]
    );
    let other = agency.people.invite_staff(&agency.administrator, staff_draft("Marc", "Test", "seller")).await.unwrap();
    let stolen = StaffDraft { email: "CLAIRE@agency.example".into(), ..staff_draft("Marc", "Test", "seller") };
    assert_eq!(
        fields(agency.people.update_staff(&agency.administrator, other, 1, stolen).await),
        [("email".to_owned(), ErrorCode::EmailTaken)]
    );
    agency.people.renew_invitation(&agency.administrator, id).await.unwrap();
    assert_eq!(agency.mails().await.len(), 3);
    assert_eq!(code(agency.people.find_staff(&agency.administrator, fresh()).await), ErrorCode::NotFound);
}

async fn staff_lists_are_found_filtered_sorted_and_paged(db: Database) {
    let agency = Agency::new(db).await;
    for (given, family, role, destination) in
        [("Hélène", "Müller", "manager", "peru"), ("Claire", "Arnaud", "seller", "chile"), ("Marc", "Zola", "seller", "peru")]
    {
        let draft = StaffDraft { destinations: vec![destination.into()], ..staff_draft(given, family, role) };
        agency.people.invite_staff(&agency.administrator, draft).await.unwrap();
    }
    let names = async |query: ListQuery| -> Vec<String> {
        let page = agency.people.list_staff(&agency.administrator, query).await.unwrap();
        page.rows.into_iter().map(|row| row.name).collect()
    };
    assert_eq!(names(ListQuery::default()).await, ["Ada Admin", "Claire Arnaud", "Hélène Müller", "Marc Zola"], "by family name");
    assert_eq!(names(query("helene MULLER", "", &[])).await, ["Hélène Müller"]);
    assert_eq!(names(query("", "-email", &[])).await, ["Marc Zola", "Hélène Müller", "Claire Arnaud", "Ada Admin"]);
    assert_eq!(
        names(query("", "role", &[])).await,
        ["Claire Arnaud", "Marc Zola", "Hélène Müller", "Ada Admin"],
        "in the order of the roles"
    );
    assert_eq!(names(query("", "", &["role:seller", "destination:peru"])).await, ["Marc Zola"]);
    assert_eq!(names(query("", "", &["state:active"])).await, ["Ada Admin"]);
    assert!(names(query("", "", &["role:emperor"])).await.is_empty(), "a filter nobody can read does not look as if it held");
    let page = agency.people.list_staff(&agency.administrator, ListQuery { page: 2, per: 3, ..ListQuery::default() }).await.unwrap();
    assert_eq!((page.total, page.rows.len(), page.page), (4, 1, 2));
    assert!(names(query("%", "", &["state:invited"])).await.len() == 3, "no pattern gets through");
}

async fn a_stale_save_of_staff_shows_both_values(db: Database) {
    let agency = Agency::new(db).await;
    let id = agency.people.invite_staff(&agency.administrator, staff_draft("Claire", "Test", "seller")).await.unwrap();
    let draft = |phone: &str, role: &str| StaffDraft { phone: phone.into(), ..staff_draft("Claire", "Test", role) };
    assert_eq!(agency.people.update_staff(&agency.administrator, id, 1, draft("04 50 00 00 01", "seller")).await.unwrap().version, 2);
    let AppError::Changed(conflict) =
        agency.people.update_staff(&agency.administrator, id, 1, draft("04 50 00 00 02", "seller")).await.unwrap_err()
    else {
        panic!("the version is old")
    };
    assert_eq!((conflict.version, conflict.by.as_str()), (2, "Ada Admin"));
    let differing: Vec<_> =
        conflict.fields.iter().map(|field| (field.field.as_str(), field.mine.as_str(), field.theirs.as_str())).collect();
    assert_eq!(differing, [("phone", "04 50 00 00 02", "04 50 00 00 01")]);
    assert_eq!(agency.people.find_staff(&agency.administrator, id).await.unwrap().staff.phone, "04 50 00 00 01");
}

async fn the_last_administrator_stays(db: Database) {
    let agency = Agency::new(db).await;
    let demoted =
        agency.people.update_staff(&agency.administrator, agency.administrator_id, 1, staff_draft("Ada", "Admin", "manager")).await;
    assert_eq!(fields(demoted), [("role".to_owned(), ErrorCode::LastAdministrator)]);
    assert_eq!(
        code(agency.people.set_staff_state(&agency.administrator, agency.administrator_id, StaffState::Disabled).await),
        ErrorCode::LastAdministrator
    );
    // An administrator who was only invited cannot take over yet.
    agency.people.invite_staff(&agency.administrator, staff_draft("Eva", "Test", "administrator")).await.unwrap();
    assert_eq!(
        code(agency.people.set_staff_state(&agency.administrator, agency.administrator_id, StaffState::Disabled).await),
        ErrorCode::LastAdministrator
    );
    agency.staff("Luc", "administrator").await;
    agency.people.set_staff_state(&agency.administrator, agency.administrator_id, StaffState::Disabled).await.unwrap();
}

async fn two_administrators_cannot_remove_each_other(db: Database) {
    let agency = Agency::new(db).await;
    let other = agency.staff("Luc", "administrator").await;
    let as_other = caller(Actor::Staff { id: other, role: StaffRole::Administrator });
    let both = tokio::join!(
        agency.people.set_staff_state(&agency.administrator, other, StaffState::Disabled),
        agency.people.set_staff_state(&as_other, agency.administrator_id, StaffState::Disabled),
    );
    let refused: Vec<ErrorCode> = [both.0, both.1].into_iter().filter_map(|answer| answer.err()?.code()).collect();
    assert_eq!(refused, [ErrorCode::LastAdministrator]);
}

async fn clients_come_back_as_typed(db: Database) {
    let agency = Agency::new(db).await;
    let draft = ClientDraft {
        phones: vec![PhoneDraft { label: "mobile".into(), number: "06 00 00 00 00".into() }],
        addresses: vec![AddressDraft {
            street: "1 rue du Lac".into(),
            postcode: "74000".into(),
            city: "Annecy".into(),
            country: "France".into(),
        }],
        ..client_draft("Hélène", "d’Ærø", "helene@example.org")
    };
    let id = agency.people.create_client(&agency.administrator, draft.clone()).await.unwrap();
    let view = agency.people.find_client(&agency.administrator, id).await.unwrap();
    assert_eq!(ClientDraft::from(&view.client), draft);
    assert_eq!((view.version, view.account, view.trips.len()), (1, None, 0));
    assert_eq!(fields(agency.people.create_client(&agency.administrator, client_draft("", "", "x")).await).len(), 3);
    assert_eq!(code(agency.people.find_client(&agency.administrator, fresh()).await), ErrorCode::NotFound);
}

async fn a_likely_twin_is_asked_about(db: Database) {
    let agency = Agency::new(db).await;
    let known = agency.people.create_client(&agency.administrator, client_draft("Claire", "Fontaine", "claire@example.org")).await.unwrap();
    let near = client_draft("Claire", "Fontane", "other@example.org");
    assert_eq!(
        fields(agency.people.create_client(&agency.administrator, near.clone()).await),
        [("family_name".to_owned(), ErrorCode::LikelyTwin)]
    );
    let same = client_draft("Marc", "Dupuis", "Claire@example.org");
    assert_eq!(fields(agency.people.create_client(&agency.administrator, same).await), [("email".to_owned(), ErrorCode::LikelyTwin)]);
    let twins = agency.people.find_twins(&agency.administrator, "fontaine claire", "").await.unwrap();
    assert_eq!(twins.iter().map(|twin| (twin.id, twin.why)).collect::<Vec<_>>(), [(known, Twin::NearName)]);
    assert!(agency.people.find_twins(&agency.administrator, "", " ").await.unwrap().is_empty());
    agency.people.create_client(&agency.administrator, ClientDraft { twins_seen: "yes".into(), ..near }).await.unwrap();
    // Those with the same address come first.
    let twins = agency.people.find_twins(&agency.administrator, "Claire Fontaine", "other@example.org").await.unwrap();
    assert_eq!(twins.iter().map(|twin| twin.why).collect::<Vec<_>>(), [Twin::SameEmail, Twin::NearName]);
}

async fn client_lists_are_found_filtered_sorted_and_paged(db: Database) {
    let agency = Agency::new(db).await;
    let in_city = |draft: ClientDraft, city: &str| ClientDraft {
        addresses: vec![AddressDraft { street: "1".into(), postcode: "1".into(), city: city.into(), country: "France".into() }],
        ..draft
    };
    let company = ClientDraft { kind: "company".into(), company: "Brume SA".into(), ..client_draft("", "", "info@brume.example") };
    for draft in [
        in_city(client_draft("Ana", "Zola", "ana@example.org"), "Évian"),
        in_city(client_draft("Zoé", "Blanc", "zoe@example.org"), "Annecy"),
        company,
    ] {
        agency.people.create_client(&agency.administrator, draft).await.unwrap();
    }
    let names = async |query: ListQuery| -> Vec<String> {
        let page = agency.people.list_clients(&agency.administrator, query).await.unwrap();
        page.rows.into_iter().map(|row| row.name).collect()
    };
    assert_eq!(names(ListQuery::default()).await, ["Zoé Blanc", "Brume SA", "Ana Zola"]);
    assert_eq!(names(query("", "-name", &[])).await, ["Ana Zola", "Brume SA", "Zoé Blanc"]);
    assert_eq!(names(query("evian", "", &[])).await, ["Ana Zola"]);
    assert_eq!(names(query("example.org zoe", "", &[])).await, ["Zoé Blanc"]);
    assert_eq!(names(query("", "email", &["kind:person"])).await, ["Ana Zola", "Zoé Blanc"]);
    assert_eq!(names(query("", "trips", &[])).await.len(), 3);
    assert!(names(query("", "", &["kind:robot"])).await.is_empty());
}

async fn a_stale_save_of_a_client_shows_both_values(db: Database) {
    let agency = Agency::new(db).await;
    let id: ClientId = agency.people.create_client(&agency.administrator, client_draft("Ana", "Roux", "ana@example.org")).await.unwrap();
    let typed = |email: &str, phone: &str| ClientDraft {
        phones: vec![PhoneDraft { label: String::new(), number: phone.into() }],
        ..client_draft("Ana", "Roux", email)
    };
    agency.people.update_client(&agency.administrator, id, 1, typed("ana@example.org", "06 00 00 00 01")).await.unwrap();
    let AppError::Changed(conflict) =
        agency.people.update_client(&agency.administrator, id, 1, typed("new@example.org", "06 00 00 00 02")).await.unwrap_err()
    else {
        panic!("the version is old")
    };
    let differing: Vec<_> =
        conflict.fields.iter().map(|field| (field.field.as_str(), field.mine.as_str(), field.theirs.as_str())).collect();
    assert_eq!(differing, [("email", "new@example.org", "ana@example.org"), ("phones[0][number]", "06 00 00 00 02", "06 00 00 00 01")]);
    assert_eq!(
        agency
            .people
            .update_client(&agency.administrator, id, conflict.version, typed("new@example.org", "06 00 00 00 02"))
            .await
            .unwrap()
            .version,
        3
    );
}

async fn every_change_leaves_a_line(db: Database) {
    let agency = Agency::new(db).await;
    let id: StaffId = agency.staff("Claire", "seller").await;
    let client = agency.people.create_client(&agency.administrator, client_draft("Ana", "Roux", "ana@example.org")).await.unwrap();
    agency.people.update_client(&agency.administrator, client, 1, client_draft("Ana", "Roux", "new@example.org")).await.unwrap();
    agency.people.invite_client(&agency.administrator, client).await.unwrap();
    agency.people.set_staff_state(&agency.administrator, id, StaffState::Disabled).await.unwrap();
    // Nothing changes, nothing is said; a refusal leaves nothing.
    agency.people.set_staff_state(&agency.administrator, id, StaffState::Disabled).await.unwrap();
    assert!(agency.people.update_client(&agency.administrator, client, 1, client_draft("Ana", "Roux", "x@example.org")).await.is_err());
    let lines = audit::Entity::find().all(agency.db.read()).await.unwrap();
    let said: Vec<(&str, &str)> = lines.iter().map(|line| (line.verb.as_str(), line.object.as_str())).collect();
    let (staff, client) = (id.to_string(), client.to_string());
    assert_eq!(
        said,
        [
            ("staff.invited", staff.as_str()),
            ("staff.password_set", &staff),
            ("client.created", &client),
            ("client.updated", &client),
            ("client.invited", &client),
            ("staff.disabled", &staff)
        ]
    );
    assert_eq!(lines[3].detail, r#"{"fields":["email"]}"#);
    assert!(lines.iter().all(|line| line.actor == agency.administrator_id.to_string() || line.actor == staff));
}

async fn sellers_are_those_who_sell(db: Database) {
    let agency = Agency::new(db).await;
    agency.staff("Claire", "seller").await;
    agency.staff("Luc", "accountant").await;
    agency.people.invite_staff(&agency.administrator, staff_draft("Marc", "Test", "seller")).await.unwrap();
    let names: Vec<String> = agency.people.list_sellers(&agency.administrator).await.unwrap().into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["Ada Admin", "Claire Test"], "active, and selling");
}
