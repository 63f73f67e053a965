//! Notifications: signed, at least once, and as badly timed as asked.

use std::sync::atomic::Ordering;

use bank::signature::SignatureError;
use serde_json::json;

use crate::support::{Folder, House, Merchant, id, params};

async fn set(rule: serde_json::Value) -> (Folder, House, Merchant) {
    let folder = Folder::new();
    let house = House::open(&folder).await;
    house.rule(rule).await;
    (folder, house, Merchant::open().await)
}

#[tokio::test]
async fn a_notification_is_sent_again_until_it_is_taken() {
    let (_folder, house, mut merchant) = set(json!({"scope": "all", "notify": "normal"})).await;
    merchant.status.store(503, Ordering::SeqCst);
    let payment = house.create("k", &params(&merchant, "R")).await.1;
    let first = merchant.letter().await;
    let second = merchant.letter().await;
    assert_eq!(first, second);
    assert_eq!((&first["payment"], &first["reference"]), (&payment["id"], &json!("R")));
    merchant.status.store(200, Ordering::SeqCst);
    assert_eq!(merchant.letter().await, first);
    house.act(&id(&payment), "capture").await;
    // Had the bank not heard the 200, the opening would come before this or between.
    assert_eq!(merchant.kinds(1).await, ["payment.captured"]);
}

#[tokio::test]
async fn never_means_never() {
    let (_folder, house, mut merchant) = set(json!({"scope": "R", "notify": "never"})).await;
    let silent = id(&house.create("k", &params(&merchant, "R")).await.1);
    house.act(&silent, "capture").await;
    // Another payment's notifications come out of the same queue afterwards, so theirs would have come first.
    let loud = id(&house.create("k2", &params(&merchant, "R2")).await.1);
    assert_eq!(merchant.letter().await["payment"], loud);
    assert!(merchant.arrived().is_empty());
    let notices = house.get(&format!("/test/payments/{silent}/notices")).await;
    assert!(notices.as_array().unwrap().iter().all(|notice| notice["post"] == "suppressed"));
    assert_eq!(house.payment(&silent).await["state"], "captured");
}

#[tokio::test]
async fn late_ones_are_overtaken() {
    let (_folder, house, mut merchant) = set(json!({"scope": "next", "notify": "late:1200"})).await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    house.rule(json!({"scope": id, "notify": "normal"})).await;
    house.act(&id, "capture").await;
    assert_eq!(merchant.kinds(2).await, ["payment.captured", "payment.opened"]);
}

#[tokio::test]
async fn twice_is_twice_the_same() {
    let (_folder, house, mut merchant) = set(json!({"scope": "all", "notify": "twice"})).await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    assert_eq!(merchant.letter().await, merchant.letter().await);
    house.act(&id, "abandon").await;
    assert_eq!(merchant.kinds(2).await, ["payment.abandoned", "payment.abandoned"]);
}

#[tokio::test]
async fn reversed_tells_the_end_first() {
    let (_folder, house, mut merchant) = set(json!({"scope": "all", "notify": "reversed"})).await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    for act in ["decline", "challenge", "capture"] {
        assert_eq!(house.act(&id, act).await.0, 200);
    }
    assert_eq!(merchant.kinds(4).await, ["payment.captured", "payment.action_required", "payment.declined", "payment.opened"]);
}

#[tokio::test]
async fn before_answer_arrives_before_the_answer() {
    let rule = json!({"scope": "all", "notify": "before_answer", "pay": "auto_capture", "create": "error_after_create"});
    let (_folder, house, mut merchant) = set(rule).await;
    assert_eq!(house.create("k", &params(&merchant, "R")).await.0, 500);
    let kinds: Vec<_> = merchant.arrived().iter().map(|letter| letter["kind"].clone()).collect();
    assert_eq!(kinds, ["payment.opened", "payment.captured"]);
}

#[tokio::test]
async fn testers_resend_in_any_order_and_with_any_signature() {
    let (_folder, house, mut merchant) = set(json!({"scope": "all", "notify": "never"})).await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    house.act(&id, "capture").await;
    let path = format!("/test/notify/{id}");
    let order = json!({"order": ["payment.captured", "payment.opened"], "duplicates": 1});
    assert_eq!(house.post(&path, order).await.1.as_array().unwrap().len(), 4);
    assert_eq!(merchant.kinds(4).await, ["payment.captured", "payment.captured", "payment.opened", "payment.opened"]);
    for signing in ["wrong", "old", "future", "missing"] {
        let order = json!({"order": ["payment.opened"], "signature": signing});
        assert_eq!(house.post(&path, order).await.1[0]["status"], 400, "{signing}");
    }
    assert_eq!(
        *merchant.spoilt.lock().unwrap(),
        [SignatureError::Wrong, SignatureError::Untimely, SignatureError::Untimely, SignatureError::Malformed]
    );
}
