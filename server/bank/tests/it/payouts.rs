//! Fees and payouts: kept by a rule, paid out at command, told twice, late or never, and the balance between them.

use serde_json::{Value, json};

use crate::support::{Folder, House, Merchant, id, params};

async fn captured(house: &House, merchant: &Merchant, reference: &str) -> Value {
    assert_eq!(house.post("/test/behaviour", json!({ "scope": "all", "fee": "1.4%+25", "pay": "auto_capture" })).await.0, 204);
    house.create(reference, &params(merchant, reference)).await.1
}

fn sum(told: &Value, list: &str) -> i64 {
    told[list].as_array().unwrap().iter().map(|one| one["amount"].as_i64().unwrap()).sum()
}

#[tokio::test]
async fn what_is_kept_and_paid_out_adds_up() {
    let folder = Folder::new();
    let (house, merchant) = (House::open(&folder).await, Merchant::open().await);
    let payment = captured(&house, &merchant, "R1").await;
    let amount = payment["amount"].as_i64().unwrap();
    let fee = (amount * 140 + 5_000) / 10_000 + 25;
    let told = house.get("/v1/moves?since=0").await;
    assert_eq!((sum(&told, "fees"), told["fees"][0]["capture"].clone()), (fee, payment["captures"][0]["id"].clone()));
    let (status, made) = house.post("/test/payouts", json!({ "state": "pending" })).await;
    assert_eq!((status, made[0]["amount"].as_i64()), (201, Some(amount - fee)), "all there is");
    assert_eq!(house.post("/test/payouts", json!({})).await.1, json!([]), "nothing is left");
    let too_much = house.post("/test/payouts", json!({ "amount": 1, "currency": "EUR" })).await;
    assert_eq!(too_much, (409, json!({ "error": "balance_insufficient" })));
    let path = format!("/test/payouts/{}", id(&made[0]));
    for (state, status) in [("paid", 204), ("pending", 409), ("cancelled", 409), ("failed", 204), ("failed", 409)] {
        assert_eq!(house.post(&path, json!({ "state": state })).await.0, status, "{state}");
    }
    let totals = house.get("/v1/totals").await;
    assert_eq!((totals["fees"].clone(), totals["paid_out"].clone()), (json!({ "EUR": fee }), json!({})), "it came back");
}

#[tokio::test]
async fn a_payout_is_told_twice_late_or_never() {
    let folder = Folder::new();
    let (house, merchant) = (House::open(&folder).await, Merchant::open().await);
    captured(&house, &merchant, "R1").await;
    for (tell, times) in [("twice", 2), ("late:3600000", 0), ("never", 0), ("normal", 1)] {
        let (_, made) = house.post("/test/payouts", json!({ "amount": 10, "currency": "EUR", "tell": tell })).await;
        let told = house.get("/v1/moves?since=0").await;
        let found = told["payouts"].as_array().unwrap().iter().filter(|one| one["id"] == made[0]["id"]).count();
        assert_eq!(found, times, "{tell}");
    }
    assert_eq!(house.get("/v1/payouts").await["data"], json!([]), "whoever speaks Stripe has payouts of their own");
}

#[tokio::test]
async fn payouts_outlive_the_bank() {
    let folder = Folder::new();
    let (house, merchant) = (House::open(&folder).await, Merchant::open().await);
    captured(&house, &merchant, "R1").await;
    house.post("/test/payouts", json!({})).await;
    let before = (house.get("/v1/moves?since=0").await, house.get("/v1/totals").await);
    house.close().await;
    let house = House::open(&folder).await;
    assert_eq!((house.get("/v1/moves?since=0").await, house.get("/v1/totals").await), before);
}
