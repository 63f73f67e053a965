//! One-time codes of staff.

use crate::support::{Agency, PASSWORD, anonymous, code, fields};
use desk::{AuthDesk, Side, SignIn};
use domain::error::ErrorCode;
use domain::policy::Actor;
use server::desks::Clock;
use store::{Database, on_both};
use time::Duration;
use totp_rs::{Builder, Secret};

on_both!(codes_are_asked_for_and_never_accepted_twice, a_code_is_confirmed_before_it_is_asked_for, a_reset_does_not_pass_the_second_factor);

/// The code of an authenticator app, `steps` from now.
fn app_code(agency: &Agency, secret: &str, steps: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    let seconds = agency.clock.now().unix_timestamp() + 30 * steps;
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

/// Puts one-time codes in force; the secret.
async fn with_codes(agency: &Agency) -> String {
    let setup = agency.auth.begin_totp(&agency.administrator).await.unwrap();
    agency.auth.confirm_totp(&agency.administrator, &app_code(agency, &setup.secret, 0)).await.unwrap();
    setup.secret
}

async fn codes_are_asked_for_and_never_accepted_twice(db: Database) {
    let agency = Agency::new(db).await;
    let secret = with_codes(&agency).await;
    agency.clock.pass(Duration::minutes(2));
    let SignIn::CodeNeeded(waiting) = agency.try_sign_in(&anonymous(), Side::Office, "ada@agency.example", PASSWORD).await.unwrap() else {
        panic!("a code is asked for")
    };
    let browser = agency.with(&waiting.token).await;
    assert_eq!(browser.actor, Actor::Anonymous, "a password alone gives no right");
    assert_eq!(fields(agency.auth.confirm_code(&browser, "000000").await), [("code".to_owned(), ErrorCode::WrongCode)]);
    let right = app_code(&agency, &secret, 0);
    let session = agency.auth.confirm_code(&browser, &right).await.unwrap();
    assert!(agency.sessions.resolve(&waiting.token).await.is_none());
    assert_eq!(agency.sessions.resolve(&session.token).await.unwrap().actor, agency.administrator.actor);
    // The same code, seen over a shoulder, and one before it.
    let again = agency.with(&agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await).await;
    assert_eq!(code(agency.auth.confirm_code(&again, &right).await), ErrorCode::WrongCode);
    assert_eq!(code(agency.auth.confirm_code(&again, &app_code(&agency, &secret, -1)).await), ErrorCode::WrongCode);
    for _ in 0..3 {
        assert_eq!(code(agency.auth.confirm_code(&again, "000000").await), ErrorCode::WrongCode);
    }
    assert_eq!(code(agency.auth.confirm_code(&again, &app_code(&agency, &secret, 1)).await), ErrorCode::TooManyTries);
    agency.clock.pass(Duration::minutes(15));
    assert_eq!(
        code(agency.auth.confirm_code(&again, &app_code(&agency, &secret, 0)).await),
        ErrorCode::SignInNeeded,
        "the password was too long ago"
    );
    let later = agency.with(&agency.sign_in(Side::Office, "ada@agency.example", PASSWORD).await).await;
    assert!(agency.auth.confirm_code(&later, &app_code(&agency, &secret, 1)).await.is_ok());
    assert_eq!(code(agency.auth.confirm_code(&anonymous(), &right).await), ErrorCode::SignInNeeded);
}

async fn a_code_is_confirmed_before_it_is_asked_for(db: Database) {
    let agency = Agency::new(db).await;
    let administrator = &agency.administrator;
    assert_eq!(agency.auth.find_totp_setup(administrator).await.unwrap(), None);
    let setup = agency.auth.begin_totp(administrator).await.unwrap();
    assert_eq!(agency.auth.find_totp_setup(administrator).await.unwrap(), Some(setup.clone()));
    assert_eq!(
        setup.uri,
        format!("otpauth://totp/Alta%C3%AFr%20Voyages:ada%40agency.example?secret={}&issuer=Alta%C3%AFr%20Voyages", setup.secret)
    );
    assert!(!agency.auth.has_totp(administrator).await.unwrap());
    assert_eq!(fields(agency.auth.confirm_totp(administrator, "000000").await), [("code".to_owned(), ErrorCode::WrongCode)]);
    agency.auth.confirm_totp(administrator, &app_code(&agency, &setup.secret, 0)).await.unwrap();
    assert!(agency.auth.has_totp(administrator).await.unwrap());
    assert_eq!(agency.auth.find_totp_setup(administrator).await.unwrap(), None);
    assert_eq!(
        code(agency.auth.begin_totp(administrator).await),
        ErrorCode::NotFound,
        "a secret in force is not replaced from an open session"
    );
    assert_eq!(
        code(agency.auth.end_totp(administrator, &app_code(&agency, &setup.secret, 0)).await),
        ErrorCode::WrongCode,
        "a code that was used"
    );
    agency.auth.end_totp(administrator, &app_code(&agency, &setup.secret, 1)).await.unwrap();
    assert!(!agency.auth.has_totp(administrator).await.unwrap());
    let client = agency.client("Ana", "ana@example.org", PASSWORD).await;
    let traveller = agency.with(&agency.sign_in(Side::Portal, "ana@example.org", PASSWORD).await).await;
    assert!(matches!(traveller.actor, Actor::Client { client: own, .. } if own == client));
    assert_eq!(code(agency.auth.begin_totp(&traveller).await), ErrorCode::NotFound);
}

async fn a_reset_does_not_pass_the_second_factor(db: Database) {
    let agency = Agency::new(db).await;
    let secret = with_codes(&agency).await;
    agency.auth.request_link(&anonymous(), Side::Office, "ada@agency.example").await.unwrap();
    let session = agency.auth.set_password(&anonymous(), &agency.last_token().await, "condors en vallée").await.unwrap();
    let browser = agency.with(&session.token).await;
    assert_eq!((browser.actor, session.next.as_str()), (Actor::Anonymous, "/office/code"));
    agency.clock.pass(Duration::minutes(1));
    assert!(agency.auth.confirm_code(&browser, &app_code(&agency, &secret, 0)).await.is_ok());
}
