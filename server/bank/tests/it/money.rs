//! Keys, captures, refunds, expiry: the merchant's interface.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Folder, House, KEY, Merchant, config, id, now, params, read};

async fn set() -> (Folder, House, Merchant) {
    let folder = Folder::new();
    let house = House::open(&folder).await;
    (folder, house, Merchant::open().await)
}

#[tokio::test]
async fn the_same_key_is_the_same_payment() {
    let (_folder, house, merchant) = set().await;
    let asked = params(&merchant, "R1");
    let (first, payment) = house.create("k1", &asked).await;
    let (second, again) = house.create("k1", &asked).await;
    assert_eq!((first, second), (201, 200));
    assert_eq!(payment, again);
    assert_eq!(payment["state"], "open");
    assert_eq!(payment["pay_url"], format!("{}/pay/{}", house.base, id(&payment)));

    let mut other = asked.clone();
    other["amount"] = json!(1);
    assert_eq!(house.create("k1", &other).await, (409, json!({"error": "idempotency_mismatch"})));
    let unkeyed = read(house.call(Method::POST, "/v1/payments", None, Some(&asked)).await).await;
    assert_eq!(unkeyed, (400, json!({"error": "missing_idempotency_key"})));
    assert_eq!(house.get("/v1/payments?reference=R1").await["payments"].as_array().unwrap().len(), 1);

    // A bank that has forgotten the key opens a second page: the merchant has to search first.
    assert_eq!(house.post("/test/prune_keys", json!({})).await.0, 204);
    assert_ne!(id(&house.create("k1", &asked).await.1), id(&payment));
    assert_eq!(house.get("/v1/payments?reference=R1").await["payments"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn concurrent_creations_with_one_key_open_one_payment() {
    let (_folder, house, merchant) = set().await;
    let asked = params(&merchant, "R1");
    let house = std::sync::Arc::new(house);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let (house, asked) = (house.clone(), asked.clone());
            tokio::spawn(async move { house.create("k", &asked).await })
        })
        .collect();
    let mut new = 0;
    for call in calls {
        new += usize::from(call.await.unwrap().0 == 201);
    }
    assert_eq!(new, 1);
    assert_eq!(house.get("/v1/totals").await["payments"], 1);
}

#[tokio::test]
async fn bad_requests_are_named_and_strangers_refused() {
    let (_folder, house, merchant) = set().await;
    for (field, value, code) in [
        ("amount", json!(0), "invalid_amount"),
        ("amount", json!(-5), "invalid_amount"),
        ("amount", json!(1.5), "invalid_body"),
        ("currency", json!("XXY"), "invalid_currency"),
        ("reference", json!(""), "invalid_reference"),
        ("return_url", json!("javascript:alert(1)"), "invalid_return_url"),
        ("notify_url", json!("/relative"), "invalid_notify_url"),
        ("expires_at", json!(now()), "invalid_expires_at"),
        ("locale", json!("de"), "invalid_body"),
        ("surprise", json!(1), "invalid_body"),
    ] {
        let mut asked = params(&merchant, "R");
        asked[field] = value;
        assert_eq!(house.create("k", &asked).await, (400, json!({"error": code})), "{field}");
    }
    for path in ["/v1/totals", "/test/behaviour", "/v1/payments/pay_x"] {
        let plain = house.client.get(format!("{}{path}", house.base));
        let wrong = house.client.get(format!("{}{path}", house.base)).bearer_auth(format!("{KEY}x"));
        for request in [plain, wrong] {
            assert_eq!(request.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
        }
    }
    let (status, body) = read(house.call(Method::GET, "/v1/payments/pay_x", None, None).await).await;
    assert_eq!((status, body), (404, json!({"error": "not_found"})));
}

#[tokio::test]
async fn expiring_and_paying_exclude_each_other() {
    let (_folder, house, merchant) = set().await;
    let house = std::sync::Arc::new(house);
    for round in 0..12 {
        let payment = house.create(&format!("k{round}"), &params(&merchant, "R")).await.1;
        let id = id(&payment);
        let path = format!("/v1/payments/{id}/expire");
        let (expired, paid) = tokio::join!(house.post(&path, json!({})), house.act(&id, "capture"));
        let now = house.payment(&id).await;
        if expired.0 == 200 {
            assert_eq!((expired.1["state"].as_str(), paid.0), (Some("expired"), 409));
            assert_eq!(now["captures"], json!([]));
            assert_eq!(house.post(&path, json!({})).await, (200, now));
        } else {
            assert_eq!((expired.0, paid.0), (409, 200));
            assert_eq!(expired.1["error"], "captured");
            assert_eq!(expired.1["payment"], now);
            assert_eq!(now["captures"].as_array().unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_page_closes_by_the_clock_and_says_so() {
    let (_folder, house, mut merchant) = set().await;
    let mut asked = params(&merchant, "R");
    asked["expires_at"] = json!(now() + 2);
    let id = id(&house.create("k", &asked).await.1);
    // Nobody asks: the notification alone shows that the bank closed the page.
    assert_eq!(merchant.kinds(2).await, ["payment.opened", "payment.expired"]);
    assert_eq!(house.act(&id, "capture").await.0, 409);
    assert_eq!(house.payment(&id).await["state"], "expired");
}

#[tokio::test]
async fn a_bank_that_cannot_close_pages_takes_late_money() {
    let (_folder, house, merchant) = set().await;
    house.rule(json!({"scope": "all", "expire": "unsupported"})).await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    let (status, body) = house.post(&format!("/v1/payments/{id}/expire"), json!({})).await;
    assert_eq!((status, body), (409, json!({"error": "expire_unsupported"})));
    let path = format!("/test/payments/{id}/act");
    let (status, paid) = house.post(&path, json!({"do": "capture", "amount": 7, "currency": "CHF"})).await;
    assert_eq!((status, &paid["captures"][0]["amount"]), (200, &json!(7)));
    let totals = house.get("/v1/totals").await;
    assert_eq!(totals["captured"], json!({"CHF": 7}));
}

#[tokio::test]
async fn refunds_never_exceed_the_capture() {
    let (_folder, house, merchant) = set().await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    assert_eq!(house.refund(&id, "r0", 1).await, (409, json!({"error": "not_captured"})));
    house.act(&id, "capture").await;
    for wrong in [0, -1] {
        assert_eq!(house.refund(&id, "r0", wrong).await.0, 400);
    }
    let sixty = 123_456 * 6 / 10;
    let (first, second) = tokio::join!(house.refund(&id, "r1", sixty), house.refund(&id, "r2", sixty));
    let mut statuses = [first.0, second.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let (winner, key) = if first.0 == 201 { (first.1, "r1") } else { (second.1, "r2") };
    assert_eq!(house.refund(&id, key, sixty).await, (200, winner));
    assert_eq!(house.refund(&id, key, 1).await, (409, json!({"error": "idempotency_mismatch"})));
    assert_eq!(house.refund(&id, "r3", 123_456 - sixty).await.0, 201);
    assert_eq!(house.refund(&id, "r4", 1).await, (409, json!({"error": "refund_exceeds_capture"})));
    let totals = house.get("/v1/totals").await;
    assert_eq!((&totals["captured"], &totals["refunded"]), (&json!({"EUR": 123_456}), &json!({"EUR": 123_456})));
}

#[tokio::test]
async fn a_pending_refund_can_fail_and_gives_its_room_back() {
    let (_folder, house, merchant) = set().await;
    house.rule(json!({"scope": "R", "refund": "pending", "pay": "auto_capture"})).await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    let refund = house.refund(&id, "r1", 123_456).await.1;
    assert_eq!(refund["state"], "pending");
    assert_eq!(house.refund(&id, "r2", 1).await.0, 409);
    assert_eq!(house.get("/v1/totals").await["refunded"], json!({}));
    let path = format!("/test/payments/{id}/refunds/{}", refund["id"].as_str().unwrap());
    assert_eq!(house.post(&path, json!({"state": "succeeded"})).await.0, 200);
    assert_eq!(house.post(&path, json!({"state": "failed"})).await.0, 200);
    assert_eq!(house.post(&path, json!({"state": "succeeded"})).await.0, 409);
    assert_eq!(house.refund(&id, "r2", 1).await.0, 201);
}

#[tokio::test]
async fn creations_that_go_wrong_are_safe_to_repeat() {
    let (_folder, house, merchant) = set().await;
    let asked = params(&merchant, "R");
    house.rule(json!({"scope": "next", "create": "error_after_create", "pay": "auto_capture"})).await;
    assert_eq!(house.create("k1", &asked).await.0, 500);
    let hidden = house.get("/v1/payments?reference=R").await["payments"][0].clone();
    assert_eq!(hidden["state"], "captured");
    assert_eq!(house.create("k1", &asked).await, (200, hidden));

    for (number, rule, status) in [(2, "error_before_create", 500), (3, "html_200", 200)] {
        let (key, reference) = (format!("k{number}"), format!("R{number}"));
        let asked = params(&merchant, &reference);
        house.rule(json!({"scope": "next", "create": rule})).await;
        let (answered, body) = house.create(&key, &asked).await;
        assert_eq!((answered, body.get("id")), (status, None), "{rule}");
        assert_eq!(house.get(&format!("/v1/payments?reference={reference}")).await["payments"], json!([]));
        assert_eq!(house.create(&key, &asked).await.0, 201, "{rule} holds for one request");
    }
    house.rule(json!({"scope": "all", "fetch": "error"})).await;
    assert_eq!(house.call(Method::GET, "/v1/payments?since=0", None, None).await.status(), 503);
    assert_eq!(house.call(Method::DELETE, "/test/behaviour", None, None).await.status(), 204);
    assert_eq!(house.get("/test/behaviour").await, json!({}));
    house.get("/v1/payments?since=0").await;
}

#[tokio::test]
async fn the_list_pages_through_last_changes() {
    let (_folder, house, merchant) = set().await;
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(id(&house.create(&format!("k{number}"), &params(&merchant, "R")).await.1));
    }
    house.act(&ids[0], "abandon").await;
    ids.rotate_left(1);
    let (mut seen, mut cursor) = (Vec::<String>::new(), Value::Null);
    loop {
        let after = cursor.as_u64().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = house.get(&format!("/v1/payments?since=0&limit=2{after}")).await;
        seen.extend(page["payments"].as_array().unwrap().iter().map(id));
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(seen, ids);
    let later = house.get(&format!("/v1/payments?since={}", now() + 60)).await;
    assert_eq!(later["payments"], json!([]));
}

#[tokio::test]
async fn it_does_not_open_beside_production() {
    let folder = Folder::new();
    let refused = bank::spawn(bank::Config { production: true, ..config(&folder) }).await;
    assert!(matches!(refused, Err(bank::BankError::Production)));
    assert!(!folder.0.exists());
}
