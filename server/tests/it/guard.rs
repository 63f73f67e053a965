//! What stands in front of every route: no other site may write, headers protect the pages, cookies stay ours, and there is an end to sizes and numbers.

use crate::support::browser::{Answer, Browser, SESSION};
use crate::support::web::{METRICS_TOKEN, Served};
use crate::support::{Agency, PASSWORD};
use locales::Locale;
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, SET_COOKIE};
use server::config::Secret;
use store::testing::TestDatabase;

/// A served house with an administrator, and their browser after signing in.
async fn signed_in() -> (Served, Browser) {
    let served = Served::open(TestDatabase::sqlite().await).await;
    Agency::new(served.base.db.clone()).await;
    let mut browser = served.browser();
    assert_eq!(sign_in(&mut browser, "").await.status, 303);
    (served, browser)
}

async fn sign_in(browser: &mut Browser, next: &str) -> Answer {
    let fields = [("side", "office"), ("draft[email]", "ada@agency.example"), ("draft[password]", PASSWORD), ("draft[next]", next)];
    browser.form("/office/sign-in", "sign_in", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_writes_nothing() {
    let (served, mut browser) = signed_in().await;
    let before = served.rows().await;
    let functions: Vec<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    assert!(functions.len() > 40);
    let own = format!("http://{}", served.house.config.listen);
    let foreign = own.replace("127.0.0.1", "localhost");
    for lie in [
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "cross-site"), ("origin", own.as_str())],
        vec![("origin", "https://other.example")],
        vec![("origin", foreign.as_str())],
        vec![("origin", "null")],
        vec![],
    ] {
        for path in &functions {
            let name = path.rsplit('/').next().unwrap();
            for (method, address) in [
                (Method::POST, (*path).to_owned()),
                (Method::POST, format!("/office/account?do={name}")),
                (Method::PUT, (*path).to_owned()),
            ] {
                let request = lie.iter().fold(browser.request(method, &address), |request, (name, value)| request.header(*name, *value));
                let answer = browser.send(request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body("side=office")).await;
                assert_eq!(answer.status, 403, "{address} with {lie:?}");
            }
        }
    }
    assert_eq!(before, served.rows().await);
    // The same posts count once they come from our own pages, whichever way the browser says so.
    let request = browser.request(Method::POST, "/office/account?do=sign_out").header("origin", own);
    let answer = browser.send(request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body("side=office")).await;
    assert_eq!((answer.status, answer.location()), (303, "/office/sign-in"));
    assert_ne!(before, served.rows().await);
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn gateways_are_known_by_their_signature_alone() {
    let served = Served::open(TestDatabase::sqlite().await).await;
    let mut machine = served.browser();
    let before = served.rows().await;
    // No page of ours sent this, which is no reason to refuse it; the missing signature is.
    let request = machine.request(Method::POST, "/gateways/sandbox/notify").header("sec-fetch-site", "cross-site").body("{}");
    assert_eq!(machine.send(request).await.status, 400);
    let request = machine.request(Method::POST, "/gateways/sandbox/notify").body(vec![b'x'; 300 * 1024]);
    assert_eq!(machine.send(request).await.status, 413);
    assert_eq!(machine.send(machine.request(Method::POST, "/gateways/nobody/notify")).await.status, 404);
    // What was refused is kept as evidence, and nothing else is.
    let changed: Vec<_> = served.rows().await.into_iter().filter(|row| !before.contains(row)).collect();
    assert_eq!(changed, [("gateway_event".to_owned(), 1)]);
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_carry_their_protection() {
    let (served, mut browser) = signed_in().await;
    let mut nonces = Vec::new();
    for path in ["/sign-in", "/office", "/office/sign-in", "/nowhere", "/office/nowhere"] {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .unwrap_or_else(|| panic!("{path}: no nonce in {policy}"));
        let scripts: Vec<&str> = page.body.split("<script").skip(1).map(|tag| tag.split('>').next().unwrap()).collect();
        assert!(!scripts.is_empty(), "{path}");
        for script in scripts {
            assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{script}>");
        }
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'self'"] {
            assert!(policy.contains(rule), "{path}: {rule}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'), "{policy}");
        assert!(policy.contains(&format!("form-action 'self' {}", served.bank_url)), "{policy}");
        assert!(!page.body.contains(" style=\"") && !page.body.contains(" onclick=\""), "{path}: what the policy forbids");
        nonces.push(nonce.to_owned());
    }
    let drawn = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), drawn, "a nonce serves once");
    for path in ["/sign-in", "/office", "/healthz", "/api/list_trips", "/receipts/unknown", "/demo/mail", "/nowhere"] {
        let answer = browser.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{path}: {name}");
        }
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}: served without TLS");
    }
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_cookie_stays_where_it_belongs() {
    let (served, mut browser) = signed_in().await;
    let first = browser.cookies[SESSION].clone();
    for (next, place) in [
        ("/office/trips?page=2", "/office/trips?page=2"),
        ("//other.example", "/office"),
        ("https://other.example", "/office"),
        ("/\\other.example", "/office"),
    ] {
        let answer = sign_in(&mut browser, next).await;
        assert_eq!((answer.status, answer.location()), (303, place));
        let cookie = answer.headers.get(SET_COOKIE).unwrap().to_str().unwrap();
        let (pair, attributes) = cookie.split_once(';').unwrap();
        assert!(pair.starts_with("__Host-session="), "{cookie}");
        assert_eq!(attributes, " Path=/; Secure; HttpOnly; SameSite=Lax");
    }
    // Each sign-in draws another token, and the one before is of no use any more.
    assert_ne!(browser.cookies[SESSION], first);
    assert_eq!(served.browser().with_session(&first).get("/office").await.status, 303);
    assert_eq!(browser.get("/office").await.status, 200);
    let second = browser.cookies[SESSION].clone();
    let answer = browser.form("/office", "sign_out", &[("side", "office")]).await;
    assert_eq!(answer.header("set-cookie"), "__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    assert_eq!(served.browser().with_session(&second).get("/office").await.location(), "/office/sign-in?next=/office");
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_in_words() {
    let served = Served::open(TestDatabase::sqlite().await).await;
    let before = served.rows().await;
    let body = format!("side=portal&draft[email]=a@example.org&draft[password]={}", "x".repeat(10 * 1024 * 1024));
    for (language, locale) in [("fr", Locale::Fr), ("en", Locale::En)] {
        let mut browser = served.browser();
        browser.language = language;
        let page = browser.post("/sign-in?do=sign_in", &body).await;
        assert_eq!(page.status, 413);
        assert!(page.text().contains(locales::errors::too_large(locale)), "{}", page.body);
        assert!(page.body.contains(&format!("<html lang=\"{language}\"")));
        assert_eq!(browser.post("/api/sign_in", &body).await.status, 413);
    }
    assert_eq!(before, served.rows().await);
    served.close().await;
}

/// Posts until it is refused, and how often that was: each moment that passes allows a little more.
async fn until_refused(browser: &mut Browser, path: &str) -> (Answer, u32) {
    for asked in 1..2_000 {
        let answer = browser.post(path, "").await;
        if answer.status != 404 {
            return (answer, asked);
        }
    }
    panic!("nobody is ever refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_waits() {
    let served = Served::open(TestDatabase::sqlite().await).await;
    let mut eager = served.browser();
    let (refused, asked) = until_refused(&mut eager, "/api/nothing").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "5"));
    assert!(asked > 100, "a page and its parts are no storm: {asked}");
    assert!(refused.body.contains("too_many_tries") && refused.header("content-type").starts_with("application/json"), "{}", refused.body);
    eager.language = "en";
    let (page, _) = until_refused(&mut eager, "/sign-in?do=nothing").await;
    let sentence = locales::errors::too_many_tries(Locale::En, "5");
    assert!(page.status == 429 && page.text().contains(&sentence), "{}", page.body);
    // Reading goes on, and so does everybody else: the address counts, not the proxy in between.
    assert_eq!(eager.get("/sign-in").await.status, 200);
    assert_eq!(served.browser().post("/api/nothing", "").await.status, 404);
    // Who is believed to be a proxy names the address last; what came before it was written by anybody.
    let mut forged = served.browser();
    forged.ip = format!("203.0.113.7, {}", eager.ip);
    let (refused, more) = until_refused(&mut forged, "/api/nothing").await;
    assert!(refused.status == 429 && more < asked / 2, "counted with the same address: {more} after {asked}");
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_for_those_who_hold_the_token() {
    let served = Served::open(TestDatabase::sqlite().await).await;
    let mut browser = served.browser();
    for given in ["", "Bearer ", "Bearer wrong", METRICS_TOKEN] {
        let request = browser.request(Method::GET, "/metrics").header(AUTHORIZATION, given);
        assert_eq!(browser.send(request).await.status, 404, "{given:?}");
    }
    browser.get("/healthz").await;
    let request = browser.request(Method::GET, "/metrics").header(AUTHORIZATION, format!("Bearer {METRICS_TOKEN}"));
    let figures = browser.send(request).await;
    assert_eq!(figures.status, 200);
    assert!(figures.body.contains("http_requests_total") && figures.body.contains("/healthz"));
    served.close().await;

    // Without a token they are for this machine, which a proxy on it does not make of everybody.
    let served = Served::open_with(TestDatabase::sqlite().await, |config| {
        config.metrics_token = Secret::default();
        config.proxies.clear();
    });
    let served = served.await;
    assert_eq!(served.browser().get("/metrics").await.status, 404, "somebody behind a proxy");
    let here = reqwest::Client::builder().no_proxy().build().unwrap().get(format!("{}/metrics", served.url)).send().await.unwrap();
    assert_eq!(here.status(), 200);
    served.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closing_house_says_so() {
    let served = Served::open(TestDatabase::sqlite().await).await;
    let mut machine = served.browser();
    assert_eq!((machine.get("/healthz").await.status, machine.get("/readyz").await.status), (200, 200));
    served.house.closing.cancel();
    let closing = machine.get("/readyz").await;
    assert_eq!((closing.status, closing.body.as_str()), (503, "closing"));
    assert_eq!(machine.get("/healthz").await.status, 200);
    served.close().await;
}
