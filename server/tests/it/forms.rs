//! Forms without scripts: refused ones are drawn again around what was typed, accepted ones lead on, old ones write nothing.

use crate::support::browser::{Answer, SESSION};
use crate::support::town::{Town, Who, trip_draft};
use crate::support::web::Served;
use crate::support::{PASSWORD, log};
use domain::error::{ErrorCode, Refusal};
use domain::trips::TripDraft;
use http::Method;
use locales::Locale;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use store::testing::TestDatabase;

async fn town() -> Town {
    Town::new(Served::open(TestDatabase::sqlite().await).await).await
}

/// A draft as a page posts it.
fn encoded(draft: &TripDraft) -> String {
    #[derive(Serialize)]
    struct Form<'a> {
        draft: &'a TripDraft,
    }
    serde_qs::to_string(&Form { draft }).unwrap()
}

/// The opening tag of the field `name`.
fn field<'a>(page: &'a Answer, name: &str) -> &'a str {
    let at = page.body.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no field {name}"));
    let start = page.body[..at].rfind('<').unwrap();
    let end = page.body[at..].find('>').unwrap();
    &page.body[start..at + end]
}

/// What stands in the element `id`, without its tags.
fn text_of(page: &Answer, id: &str) -> String {
    let at = page.body.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no element {id}"));
    let mut text = String::new();
    let mut rest = &page.body[at + page.body[at..].find('>').unwrap() + 1..];
    // The texts up to the end of the element, which holds nothing but a sentence.
    for _ in 0..40 {
        let Some(tag) = rest.find('<') else { break };
        text += &rest[..tag];
        rest = &rest[tag + rest[tag..].find('>').unwrap() + 1..];
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_keeps_what_was_typed() {
    let town = town().await;
    let before = town.served.rows().await;
    for (language, locale) in [("fr", Locale::Fr), ("en", Locale::En)] {
        let mut browser = town.visit(Who::Seller).await;
        browser.cookies.insert("lang".to_owned(), language.to_owned());
        let mut draft = trip_draft(town.client, town.seller, town.served.house.counter.today());
        draft.title = format!("Pérou & \"Bolivie\" {}", "é".repeat(400));
        (draft.starts_on, draft.ends_on) = ("14/03/2027".into(), "1/3/2027".into());
        draft.services[0].price = "1.234,5x".into();
        let refused = draft.check().unwrap_err();
        let session = browser.cookies[SESSION].clone();
        let page = browser.post("/office/trips/new?do=create_trip", &encoded(&draft)).await;
        assert_eq!(page.status, 422);
        assert_eq!(browser.cookies[SESSION], session);
        assert!(page.body.contains(&format!("<html lang=\"{language}\"")));
        for (path, name, typed) in
            [("title", "draft[title]", draft.title.as_str()), ("services-0-price", "draft[services][0][price]", "1.234,5x")]
        {
            let tag = field(&page, name);
            assert!(tag.contains("aria-invalid=\"true\""), "{tag}");
            let id = format!("create_trip-{path}-error");
            assert!(tag.contains(&id), "the field names its error: {tag}");
            assert!(page.body.contains(&format!("href=\"#create_trip-{path}\"")), "the summary leads to {path}");
            let raw = typed.replace('&', "&amp;").replace('"', "&quot;");
            assert!(tag.contains(&format!("value=\"{raw}\"")), "{tag}");
        }
        for (path, refusal) in refused.0.iter() {
            let (id, sentence) = (
                format!("create_trip-{}-error", path.replace(['[', ']'], "-").replace("--", "-").trim_end_matches('-')),
                locales::errors::sentence(locale, refusal),
            );
            let said = text_of(&page, &id);
            assert!(said.contains(&sentence), "{id}: {said} instead of {sentence}");
        }
        assert!(refused.0.len() >= 3, "title, price and dates are refused: {refused:?}");
        assert!(field(&page, "draft[starts_on]").contains("14/03/2027") && field(&page, "draft[ends_on]").contains("1/3/2027"));
        let title = page.body.split("<title>").nth(1).unwrap();
        assert!(title.starts_with(locales::shared::error_prefix(locale)), "{}", &title[..60]);
    }
    assert_eq!(without_sessions(before), without_sessions(town.served.rows().await));
    town.served.close().await;
}

/// Each visit of a test opens a session.
fn without_sessions(rows: Vec<(String, i64)>) -> Vec<(String, i64)> {
    rows.into_iter().filter(|(table, _)| table != "session").collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_form_leads_on() {
    let town = town().await;
    let mut browser = town.visit(Who::Seller).await;
    let mut draft = trip_draft(town.client, town.seller, town.served.house.counter.today());
    draft.title = "Bolivie <&> \"Chili\"".into();
    let answer = browser.post("/office/trips/new?do=create_trip", &encoded(&draft)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let location = answer.location().to_owned();
    assert!(location.starts_with("/office/trips/trip_") && location.ends_with("?saved=created"), "{location}");
    let page = browser.get(&location).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&draft.title), "{}", page.body);
    assert_eq!(page.body.split("Bolivie <").nth(1), None, "what was typed is text, nowhere markup");
    // A preference leads back to the page it was chosen on, and nowhere else.
    let answer = browser.form("/office/trips?page=2", "set_language", &[("locale", "en"), ("back", "/office/trips?page=2")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/office/trips?page=2"));
    assert!(browser.get("/office/trips").await.body.contains("<html lang=\"en\""));
    let answer = browser.form("/office/trips", "set_theme", &[("theme", "dark"), ("back", "//other.example/")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/"));
    town.served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_button_draws_the_form_again() {
    let town = town().await;
    let mut browser = town.visit(Who::Seller).await;
    let before = town.served.rows().await;
    let mut draft = trip_draft(town.client, town.seller, town.served.house.counter.today());
    draft.title = "Encore sans titre".into();
    let page = browser.post("/office/trips/new?do=create_trip", &format!("{}&intent=add-service", encoded(&draft))).await;
    assert_eq!(page.status, 200);
    assert!(field(&page, "draft[title]").contains("Encore sans titre"));
    assert!(field(&page, "draft[services][0][price]").contains("3000"));
    assert!(page.body.contains("name=\"draft[services][1][price]\"") && !page.body.contains("aria-invalid=\"true\""));
    assert_eq!(before, town.served.rows().await);
    town.served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_never_sent_back() {
    let served = Served::open(TestDatabase::sqlite().await).await;
    log::keep();
    let mut browser = served.browser();
    let secret = "zibeline ormeau 7431";
    let page =
        browser.form("/sign-in", "sign_in", &[("side", "portal"), ("draft[email]", "ana@example.org"), ("draft[password]", secret)]).await;
    assert_eq!(page.status, 422);
    assert!(field(&page, "draft[email]").contains("value=\"ana@example.org\""));
    assert!(page.text().contains(&locales::errors::sentence(Locale::Fr, &ErrorCode::WrongCredentials.into())));
    assert!(!page.body.contains("zibeline"), "{}", page.body);
    assert!(log::lines_with("zibeline").is_empty());
    assert!(!browser.cookies.contains_key(SESSION));
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_by_a_script_is_told_where_to_go() {
    let served = Served::open(TestDatabase::sqlite().await).await;
    let mut browser = served.browser();
    let request = browser.request(Method::POST, "/forgotten?do=request_link").header("sec-fetch-site", "same-origin");
    let request = request.header("x-form", "1").form(&[("side", "portal"), ("email", "nobody@example.org")]);
    let answer = browser.send(request).await;
    assert_eq!((answer.status, answer.location()), (204, "/forgotten?saved=sent"));
    let answer = browser.form("/forgotten", "request_link", &[("side", "portal"), ("email", "nobody@example.org")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/forgotten?saved=sent"), "without scripts the browser is sent there");
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_function_is_not_found() {
    let served = Served::open(TestDatabase::sqlite().await).await;
    let sentence = locales::errors::not_found(Locale::Fr);
    // One that only reads is none that a form may post to.
    for address in
        ["/sign-in?do=nothing", "/sign-in?do=", "/sign-in", "/sign-in?do=list_credits", "/sign-in?do=../x", "/sign-in?do=sign_in%00"]
    {
        let page = served.browser().post(address, "a=b").await;
        assert_eq!(page.status, 404, "{address}");
        assert!(page.text().contains(sentence) && page.header("content-type").starts_with("text/html"), "{address}: {}", page.body);
    }
    // What no form of ours sends is told so, whatever its bytes.
    for body in ["", "side=nowhere", "%ff%fe", "draft=1&draft[email]=2", "side=portal&draft[a][b][c][d][e][f][g]=1"] {
        let page = served.browser().post("/sign-in?do=sign_in", body).await;
        assert_eq!(page.status, 422, "{body}");
        assert!(page.header("content-type").starts_with("text/html"), "{body}");
    }
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_form_writes_nothing_after_signing_out() {
    let town = town().await;
    let mut browser = town.visit(Who::Seller).await;
    let old = browser.clone();
    assert_eq!(browser.form("/office", "sign_out", &[("side", "office")]).await.status, 303);
    let before = town.served.rows().await;
    let draft = encoded(&trip_draft(town.client, town.seller, town.served.house.counter.today()));
    for mut tab in [browser, old] {
        let answer = tab.post("/office/trips/new?do=create_trip", &draft).await;
        assert_eq!(answer.status, 303);
        assert!(answer.location().starts_with("/office/sign-in?next=/office/trips/new"), "{}", answer.location());
    }
    assert_eq!(before, town.served.rows().await);
    town.served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_of_ours_tells_its_reference_and_nothing_else() {
    log::keep();
    let town = town().await;
    for table in ["throttle", "trip"] {
        let tx = town.served.base.db.begin_write().await.unwrap();
        tx.execute_unprepared(&format!("ALTER TABLE {table} RENAME TO {table}_elsewhere")).await.unwrap();
        tx.commit().await.unwrap();
    }
    for (language, locale) in [("fr", Locale::Fr), ("en", Locale::En)] {
        let mut browser = town.served.browser();
        browser.language = language;
        let form = browser
            .form("/sign-in", "sign_in", &[("side", "portal"), ("draft[email]", "ana@example.org"), ("draft[password]", PASSWORD)])
            .await;
        let mut script = browser.clone();
        let script = script.post("/api/sign_in", "side=portal&draft[email]=ana@example.org&draft[password]=wrong").await;
        let mut staff = town.visit(Who::Manager).await;
        staff.cookies.insert("lang".to_owned(), language.to_owned());
        let page = staff.get(&format!("/office/trips/{}", town.trip)).await;
        for (answer, is_page) in [(form, true), (script, false), (page, true)] {
            assert_eq!(answer.status, 500, "{}", answer.body);
            let reference = answer.header("x-request-id").to_owned();
            if is_page {
                let sentence = locales::errors::sentence(locale, &Refusal::new(ErrorCode::Internal).with("reference", &reference));
                assert!(answer.text().contains(&sentence), "{sentence}: {}", answer.body);
            } else {
                assert!(answer.body.contains(&reference), "{}", answer.body);
            }
            assert!(
                log::lines_with(&reference).iter().any(|line| line.contains("internal error") && line.contains("no such table")),
                "{reference} is not in the log"
            );
            for inner in ["no such table", "SQL", "sqlx", "throttle", "Exec", "DbErr"] {
                assert!(!answer.body.contains(inner), "{inner}: {}", answer.body);
            }
        }
    }
    town.served.close().await;
}
