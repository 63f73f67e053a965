//! Signing in, sessions, links and one-time codes.

use crate::support::{Agency, PASSWORD, anonymous, caller, client_draft, code, fields};
use desk::{AppError, AuthDesk, Caller, LinkKind, PeopleDesk, Side, SignIn, SignInDraft};
use domain::error::ErrorCode;
use domain::locale::Locale;
use domain::people::{StaffRole, StaffState};
use domain::policy::Actor;
use sea_orm::EntityTrait;
use server::mail::MailKind;
use store::entities::{link, session, staff, throttle};
use store::{Database, on_both};
use time::Duration;

on_both!(
    staff_sign_in_and_out,
    a_wrong_password_and_an_unknown_email_read_the_same,
    each_side_has_its_own_door,
    a_sign_in_replaces_the_session_of_the_browser,
    people_who_share_an_email_say_who_they_are,
    tries_are_counted_and_forgotten,
    sessions_end_unused_and_after_a_while,
    disabling_takes_effect_at_the_next_request,
    a_role_is_read_afresh,
    an_activation_link_works_once,
    links_expire_and_are_renewed,
    a_reset_ends_every_session,
    an_unknown_email_is_sent_nothing,
    two_uses_of_one_link_at_once,
    a_password_is_changed_by_who_knows_it,
    own_sessions_are_listed_and_ended,
    a_language_is_remembered,
    secrets_are_not_kept,
    what_has_ended_is_swept,
);

async fn staff_sign_in_and_out(db: Database) {
    let agency = Agency::new(db).await;
    let token = agency.sign_in(Side::Office, " ADA@agency.example ", PASSWORD).await;
    let found = agency.sessions.resolve(&token).await.unwrap();
    assert_eq!(found.actor, Actor::Staff { id: agency.administrator_id, role: StaffRole::Administrator });
    assert_eq!((found.name.as_str(), found.locale), ("Ada Admin", Locale::Fr));
    agency.auth.sign_out(&agency.with(&token).await).await.unwrap();
    assert!(agency.sessions.resolve(&token).await.is_none());
    agency.auth.sign_out(&anonymous()).await.unwrap();
    assert!(agency.sessions.resolve("").await.is_none() && agency.sessions.resolve("é").await.is_none());
}

async fn a_wrong_password_and_an_unknown_email_read_the_same(db: Database) {
    let agency = Agency::new(db).await;
    let wrong = agency.try_sign_in(&anonymous(), Side::Office, "ada@agency.example", "not this one").await.unwrap_err();
    let unknown = agency.try_sign_in(&anonymous(), Side::Office, "nobody@agency.example", PASSWORD).await.unwrap_err();
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.code(), Some(ErrorCode::WrongCredentials));
    let nothing = agency.try_sign_in(&anonymous(), Side::Office, " ", "").await;
    assert_eq!(fields(nothing), [("email".to_owned(), ErrorCode::Required), ("password".to_owned(), ErrorCode::Required)]);
}

async fn each_side_has_its_own_door(db: Database) {
    let agency = Agency::new(db).await;
    let client = agency.client("Ana", "ana@example.org", PASSWORD).await;
    let found = agency.sessions.resolve(&agency.sign_in(Side::Portal, "ana@example.org", PASSWORD).await).await.unwrap();
    assert!(matches!(found.actor, Actor::Client { client: own, .. } if own == client));
    assert_eq!(code(agency.try_sign_in(&anonymous(), Side::Office, "ana@example.org", PASSWORD).await), ErrorCode::WrongCredentials);
    assert_eq!(code(agency.try_sign_in(&anonymous(), Side::Portal, "ada@agency.example", PASSWORD).await), ErrorCode::WrongCredentials);
}

async fn a_sign_in_replaces_the_session_of_the_browser(db: Database) {
    let agency = Agency::new(db).await;
    let first = agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await;
    let browser = agency.with(&first).await;
    let SignIn::Done(second) = agency.try_sign_in(&browser, Side::Office, "ada@agency.example", PASSWORD).await.unwrap() else {
        panic!("no code is asked for")
    };
    assert!(agency.sessions.resolve(&first).await.is_none());
    assert!(agency.sessions.resolve(&second.token).await.is_some());
}

async fn people_who_share_an_email_say_who_they_are(db: Database) {
    let agency = Agency::new(db).await;
    let (ana, luc) = (agency.client("Ana", "home@example.org", PASSWORD).await, agency.client("Luc", "home@example.org", PASSWORD).await);
    let zoe = agency.client("Zoé", "home@example.org", "condors en vallée").await;
    let SignIn::Choose(people) = agency.try_sign_in(&anonymous(), Side::Portal, "home@example.org", PASSWORD).await.unwrap() else {
        panic!("two people have this password")
    };
    assert_eq!(people.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Ana Test", "Luc Test"]);
    for ((account, _), client) in people.iter().zip([ana, luc]) {
        let draft =
            SignInDraft { email: "home@example.org".into(), password: PASSWORD.into(), account: account.clone(), next: "/trips".into() };
        let SignIn::Done(session) = agency.auth.sign_in(&anonymous(), Side::Portal, draft).await.unwrap() else {
            panic!("they said who they are")
        };
        assert_eq!(session.next, "/trips");
        assert!(matches!(agency.sessions.resolve(&session.token).await.unwrap().actor, Actor::Client { client: own, .. } if own == client));
    }
    // Another's account does not open with one's own password.
    let SignIn::Done(_) = agency.try_sign_in(&anonymous(), Side::Portal, "home@example.org", "condors en vallée").await.unwrap() else {
        panic!("one person has this password")
    };
    let stolen = SignInDraft {
        email: "home@example.org".into(),
        password: "condors en vallée".into(),
        account: people[0].0.clone(),
        ..SignInDraft::default()
    };
    assert_eq!(code(agency.auth.sign_in(&anonymous(), Side::Portal, stolen).await), ErrorCode::WrongCredentials);
    assert_ne!(zoe, ana);
}

async fn tries_are_counted_and_forgotten(db: Database) {
    let agency = Agency::new(db).await;
    let wrong = || agency.try_sign_in(anonymous_ref(), Side::Office, "ada@agency.example", "wrong");
    for _ in 0..4 {
        assert_eq!(code(wrong().await), ErrorCode::WrongCredentials);
    }
    // The right one clears the count.
    agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await;
    for _ in 0..5 {
        assert_eq!(code(wrong().await), ErrorCode::WrongCredentials);
    }
    let refused = agency.try_sign_in(&anonymous(), Side::Office, "ada@agency.example", PASSWORD).await.unwrap_err();
    let AppError::Refused(refusal) = refused else { panic!("{refused}") };
    assert_eq!((refusal.code, refusal.args.get("seconds").map(String::as_str)), (ErrorCode::TooManyTries, Some("900")));
    // Elsewhere they may still come in: nobody locks somebody else out.
    let elsewhere = Caller { ip: "198.51.100.7".into(), ..anonymous() };
    assert!(agency.try_sign_in(&elsewhere, Side::Office, "ada@agency.example", PASSWORD).await.is_ok());
    agency.clock.pass(Duration::minutes(15));
    agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await;
}

fn anonymous_ref() -> &'static Caller {
    static NOBODY: std::sync::OnceLock<Caller> = std::sync::OnceLock::new();
    NOBODY.get_or_init(anonymous)
}

async fn sessions_end_unused_and_after_a_while(db: Database) {
    let agency = Agency::new(db).await;
    agency.client("Ana", "ana@example.org", PASSWORD).await;
    for (side, email, idle, whole) in [
        (Side::Office, "ada@agency.example", Duration::minutes(60), Duration::hours(12)),
        (Side::Portal, "ana@example.org", Duration::hours(24), Duration::days(30)),
    ] {
        let token = agency.sign_in(side, email, PASSWORD).await;
        agency.clock.pass(idle - Duration::SECOND);
        assert!(agency.sessions.resolve(&token).await.is_some(), "{side:?} used in time");
        agency.clock.pass(idle - Duration::SECOND);
        assert!(agency.sessions.resolve(&token).await.is_some(), "{side:?} used again in time");
        agency.clock.pass(idle);
        assert!(agency.sessions.resolve(&token).await.is_none(), "{side:?} unused");
        let token = agency.sign_in(side, email, PASSWORD).await;
        let step = idle / 2;
        let mut passed = Duration::ZERO;
        while passed + step < whole {
            agency.clock.pass(step);
            passed += step;
            assert!(agency.sessions.resolve(&token).await.is_some(), "{side:?} after {passed}");
        }
        agency.clock.pass(step);
        assert!(agency.sessions.resolve(&token).await.is_none(), "{side:?} after {whole}");
    }
}

async fn disabling_takes_effect_at_the_next_request(db: Database) {
    let agency = Agency::new(db).await;
    let id = agency.staff("Claire", "seller").await;
    let token = agency.sign_in(Side::Office, "claire@agency.example", PASSWORD).await;
    agency.people.set_staff_state(&agency.administrator, id, StaffState::Disabled).await.unwrap();
    assert!(agency.sessions.resolve(&token).await.is_none());
    assert_eq!(code(agency.try_sign_in(&anonymous(), Side::Office, "claire@agency.example", PASSWORD).await), ErrorCode::WrongCredentials);
    agency.people.set_staff_state(&agency.administrator, id, StaffState::Active).await.unwrap();
    assert!(agency.sessions.resolve(&token).await.is_none(), "an old session does not come back");
    agency.sign_in(Side::Office, "claire@agency.example", PASSWORD).await;
}

async fn a_role_is_read_afresh(db: Database) {
    let agency = Agency::new(db).await;
    let id = agency.staff("Claire", "manager").await;
    let token = agency.sign_in(Side::Office, "claire@agency.example", PASSWORD).await;
    let view = agency.people.find_staff(&agency.administrator, id).await.unwrap();
    let mut draft = domain::people::StaffDraft::from(&view.staff);
    draft.role = "accountant".into();
    agency.people.update_staff(&agency.administrator, id, view.version, draft).await.unwrap();
    assert_eq!(agency.sessions.resolve(&token).await.unwrap().actor, Actor::Staff { id, role: StaffRole::Accountant });
}

async fn an_activation_link_works_once(db: Database) {
    let agency = Agency::new(db).await;
    let client = agency.people.create_client(&agency.administrator, client_draft("Ana", "Roux", "ana@example.org")).await.unwrap();
    assert_eq!(agency.people.find_client(&agency.administrator, client).await.unwrap().account, None);
    agency.people.invite_client(&agency.administrator, client).await.unwrap();
    let mail = agency.mails().await.pop().unwrap();
    assert_eq!((mail.to.as_str(), mail.locale), ("ana@example.org", Locale::En));
    assert!(
        matches!(&mail.kind, MailKind::Activation { name, link } if name == "Ana" && link.starts_with("https://agency.example/link/")),
        "{mail:?}"
    );
    assert_eq!(agency.people.find_client(&agency.administrator, client).await.unwrap().account, Some(false));
    let token = agency.last_token().await;
    let view = agency.auth.read_link(&anonymous(), &token).await.unwrap();
    assert_eq!((view.kind, view.name.as_str(), view.email.as_str()), (LinkKind::Activation, "Ana", "a•••@example.org"));
    assert_eq!(fields(agency.auth.set_password(&anonymous(), &token, "court").await), [("password".to_owned(), ErrorCode::TooShort)]);
    let session = agency.auth.set_password(&anonymous(), &token, PASSWORD).await.unwrap();
    assert!(agency.sessions.resolve(&session.token).await.is_some());
    assert_eq!(agency.people.find_client(&agency.administrator, client).await.unwrap().account, Some(true));
    assert_eq!(code(agency.auth.read_link(&anonymous(), &token).await), ErrorCode::LinkUsed);
    assert_eq!(code(agency.auth.set_password(&anonymous(), &token, PASSWORD).await), ErrorCode::LinkUsed);
    assert_eq!(code(agency.auth.read_link(&anonymous(), "made-up").await), ErrorCode::LinkUnknown);
}

async fn links_expire_and_are_renewed(db: Database) {
    let agency = Agency::new(db).await;
    let id = agency.people.invite_staff(&agency.administrator, crate::support::staff_draft("Claire", "Test", "seller")).await.unwrap();
    let old = agency.last_token().await;
    agency.clock.pass(Duration::days(7) - Duration::SECOND);
    assert!(agency.auth.read_link(&anonymous(), &old).await.is_ok());
    agency.clock.pass(Duration::SECOND);
    assert_eq!(code(agency.auth.read_link(&anonymous(), &old).await), ErrorCode::LinkExpired);
    assert_eq!(code(agency.auth.set_password(&anonymous(), &old, PASSWORD).await), ErrorCode::LinkExpired);
    agency.auth.renew_link(&anonymous(), &old).await.unwrap();
    let mail = agency.mails().await.pop().unwrap();
    assert!(
        mail.to == "claire@agency.example" && matches!(&mail.kind, MailKind::Invitation { link, .. } if link.contains("/office/link/")),
        "{mail:?}"
    );
    let token = agency.last_token().await;
    assert_eq!(agency.auth.read_link(&anonymous(), &token).await.unwrap().kind, LinkKind::Invitation);
    agency.auth.set_password(&anonymous(), &token, PASSWORD).await.unwrap();
    assert_eq!(agency.people.find_staff(&agency.administrator, id).await.unwrap().state, StaffState::Active);
    // A used link is renewed as what its holder needs now.
    agency.auth.renew_link(&anonymous(), &token).await.unwrap();
    assert_eq!(agency.auth.read_link(&anonymous(), &agency.last_token().await).await.unwrap().kind, LinkKind::Reset);
    let before = agency.mails().await.len();
    agency.auth.renew_link(&anonymous(), "made-up").await.unwrap();
    assert_eq!(agency.mails().await.len(), before);
    agency.people.set_staff_state(&agency.administrator, id, StaffState::Disabled).await.unwrap();
    assert_eq!(code(agency.auth.read_link(&anonymous(), &agency.last_token().await).await), ErrorCode::LinkUnknown);
}

async fn a_reset_ends_every_session(db: Database) {
    let agency = Agency::new(db).await;
    agency.client("Ana", "ana@example.org", PASSWORD).await;
    let open = agency.sign_in(Side::Portal, "ana@example.org", PASSWORD).await;
    agency.auth.request_link(&anonymous(), Side::Portal, "Ana@Example.org").await.unwrap();
    let (first, kind) = (agency.last_token().await, agency.mails().await.pop().unwrap().kind);
    assert!(matches!(kind, MailKind::Reset { .. }), "{kind:?}");
    agency.auth.request_link(&anonymous(), Side::Portal, "ana@example.org").await.unwrap();
    let second = agency.last_token().await;
    agency.auth.set_password(&anonymous(), &first, "condors en vallée").await.unwrap();
    assert!(agency.sessions.resolve(&open).await.is_none());
    assert_eq!(code(agency.auth.read_link(&anonymous(), &second).await), ErrorCode::LinkUsed, "one use uses up the others");
    assert_eq!(code(agency.try_sign_in(&anonymous(), Side::Portal, "ana@example.org", PASSWORD).await), ErrorCode::WrongCredentials);
    agency.sign_in(Side::Portal, "ana@example.org", "condors en vallée").await;
    agency.auth.request_link(&anonymous(), Side::Portal, "ana@example.org").await.unwrap();
    agency.clock.pass(Duration::hours(1));
    assert_eq!(code(agency.auth.read_link(&anonymous(), &agency.last_token().await).await), ErrorCode::LinkExpired);
}

async fn an_unknown_email_is_sent_nothing(db: Database) {
    let agency = Agency::new(db).await;
    for _ in 0..5 {
        agency.auth.request_link(&anonymous(), Side::Portal, "nobody@example.org").await.unwrap();
    }
    assert!(agency.mails().await.is_empty());
    assert_eq!(code(agency.auth.request_link(&anonymous(), Side::Portal, "nobody@example.org").await), ErrorCode::TooManyTries);
    assert_eq!(fields(agency.auth.request_link(&anonymous(), Side::Portal, "nobody").await), [("email".to_owned(), ErrorCode::NotAnEmail)]);
}

async fn two_uses_of_one_link_at_once(db: Database) {
    let agency = Agency::new(db).await;
    let client = agency.people.create_client(&agency.administrator, client_draft("Ana", "Roux", "ana@example.org")).await.unwrap();
    agency.people.invite_client(&agency.administrator, client).await.unwrap();
    let (token, nobody) = (agency.last_token().await, anonymous());
    let uses =
        tokio::join!(agency.auth.set_password(&nobody, &token, PASSWORD), agency.auth.set_password(&nobody, &token, "condors en vallée"));
    let (used, refused) = match uses {
        (Ok(session), Err(error)) | (Err(error), Ok(session)) => (session, error),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused.code(), Some(ErrorCode::LinkUsed));
    assert!(agency.sessions.resolve(&used.token).await.is_some());
}

async fn a_password_is_changed_by_who_knows_it(db: Database) {
    let agency = Agency::new(db).await;
    let (here, elsewhere) = (
        agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await,
        agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await,
    );
    let caller = agency.with(&here).await;
    assert_eq!(
        fields(agency.auth.change_password(&caller, "wrong", "condors en vallée").await),
        [("current".to_owned(), ErrorCode::WrongCredentials)]
    );
    assert_eq!(fields(agency.auth.change_password(&caller, PASSWORD, "ada").await), [("password".to_owned(), ErrorCode::TooShort)]);
    let session = agency.auth.change_password(&caller, PASSWORD, "condors en vallée").await.unwrap();
    assert!(agency.sessions.resolve(&here).await.is_none() && agency.sessions.resolve(&elsewhere).await.is_none());
    assert!(agency.sessions.resolve(&session.token).await.is_some());
    agency.sign_in(Side::Office, "ada@agency.example", "condors en vallée").await;
    assert_eq!(code(agency.auth.change_password(&anonymous(), PASSWORD, "condors en vallée").await), ErrorCode::SignInNeeded);
}

async fn own_sessions_are_listed_and_ended(db: Database) {
    let agency = Agency::new(db).await;
    agency.client("Ana", "ana@example.org", PASSWORD).await;
    agency.clock.pass(Duration::hours(25));
    let old = agency.sign_in(Side::Portal, "ana@example.org", PASSWORD).await;
    agency.clock.pass(Duration::minutes(5));
    let here = agency.sign_in(Side::Portal, "ana@example.org", PASSWORD).await;
    let caller = agency.with(&here).await;
    let listed = agency.auth.list_sessions(&caller).await.unwrap();
    assert_eq!(listed.iter().map(|session| session.current).collect::<Vec<_>>(), [true, false], "those that ended are not listed");
    assert_eq!(listed[0].browser, "Firefox, Linux");
    let theirs = agency.with(&agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await).await;
    assert_eq!(code(agency.auth.end_session(&theirs, listed[1].id).await), ErrorCode::NotFound, "somebody else's");
    agency.auth.end_session(&caller, listed[1].id).await.unwrap();
    assert!(agency.sessions.resolve(&old).await.is_none() && agency.sessions.resolve(&here).await.is_some());
}

async fn a_language_is_remembered(db: Database) {
    let agency = Agency::new(db).await;
    let token = agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await;
    agency.auth.set_language(&agency.with(&token).await, Locale::En).await.unwrap();
    assert_eq!(agency.sessions.resolve(&token).await.unwrap().locale, Locale::En);
    agency.auth.set_language(&anonymous(), Locale::En).await.unwrap();
}

async fn secrets_are_not_kept(db: Database) {
    let agency = Agency::new(db).await;
    agency.client("Ana", "ana@example.org", PASSWORD).await;
    let token = agency.sign_in(Side::Portal, "ana@example.org", PASSWORD).await;
    let links = link::Entity::find().all(agency.db.read()).await.unwrap();
    let sessions = session::Entity::find().all(agency.db.read()).await.unwrap();
    assert!(!sessions.is_empty() && sessions.iter().all(|row| row.token_hash.len() == 32 && row.token_hash != token.as_bytes()));
    assert!(links.iter().all(|row| row.token_hash.len() == 32));
    let kept = staff::Entity::find().all(agency.db.read()).await.unwrap();
    assert!(
        kept.iter().all(|row| row.password_hash.as_deref().is_none_or(|hash| hash.starts_with("$argon2id$") && !hash.contains(PASSWORD)))
    );
}

async fn what_has_ended_is_swept(db: Database) {
    let agency = Agency::new(db).await;
    agency.client("Ana", "ana@example.org", PASSWORD).await;
    agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await;
    agency.clock.pass(Duration::hours(2));
    agency.sessions.sweep().await.unwrap();
    assert_eq!(session::Entity::find().all(agency.db.read()).await.unwrap().len(), 1, "the traveller's is alive");
    assert!(throttle::Entity::find().all(agency.db.read()).await.unwrap().is_empty());
    assert_eq!(link::Entity::find().all(agency.db.read()).await.unwrap().len(), 1);
    agency.clock.pass(Duration::days(120));
    agency.sessions.sweep().await.unwrap();
    assert!(session::Entity::find().all(agency.db.read()).await.unwrap().is_empty());
    assert!(link::Entity::find().all(agency.db.read()).await.unwrap().is_empty());
    assert_eq!(caller(Actor::System).actor, Actor::System);
}
