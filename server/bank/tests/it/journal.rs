//! What survives: the books after a restart are the books before it.

use std::{fs, io::Write, sync::atomic::Ordering};

use bank::{BankError, JournalError};
use serde_json::{Value, json};

use crate::support::{Folder, House, Merchant, config, id, params};

/// Everything that can be asked of a bank, its own address left out.
async fn everything(house: &House) -> Value {
    let list = house.get("/v1/payments?since=0&limit=500").await;
    let mut notices = Vec::new();
    for payment in list["payments"].as_array().unwrap() {
        notices.push(house.get(&format!("/test/payments/{}/notices", id(payment))).await);
    }
    let all = json!({
        "list": list, "notices": notices,
        "totals": house.get("/v1/totals").await, "rules": house.get("/test/behaviour").await,
    });
    serde_json::from_str(&all.to_string().replace(&house.base, "")).unwrap()
}

#[tokio::test]
async fn a_restart_replays_exactly_even_with_a_torn_line() {
    let folder = Folder::new();
    let merchant = Merchant::open().await;
    let house = House::open(&folder).await;
    house.rule(json!({"scope": "all", "notify": "never", "fetch": "slow:0"})).await;
    let mut ids = Vec::new();
    for number in 0..6 {
        let asked = params(&merchant, &format!("R{number}"));
        ids.push(id(&house.create(&format!("k{number}"), &asked).await.1));
    }
    for (id, act) in ids.iter().zip(["capture", "decline", "challenge", "abandon", "expire"]) {
        assert_eq!(house.act(id, act).await.0, 200);
    }
    let refund = house.refund(&ids[0], "r", 100).await.1;
    let before = everything(&house).await;
    let asked = params(&merchant, "R0");
    let kept = house.payment(&ids[0]).await;
    house.close().await;

    let path = folder.0.join("journal.jsonl");
    let whole = fs::read(&path).unwrap();
    let lines = whole.iter().filter(|byte| **byte == b'\n').count();
    let torn = br#"{"n":9999,"at":1,"facts":[{"fact":"captu"#;
    fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(torn).unwrap();

    let house = House::open(&folder).await;
    assert_eq!(fs::read(&path).unwrap(), whole, "the torn line is cut off");
    assert_eq!(everything(&house).await, before);
    // Keys are remembered as well; the expiry moved with the clock, so the old parameters are read back.
    let mut same = asked;
    same["expires_at"] = kept["expires_at"].clone();
    assert_eq!(house.create("k0", &same).await.0, 200);
    assert_eq!(house.refund(&ids[0], "r", 100).await, (200, refund));
    assert_eq!(house.act(&ids[1], "capture").await.0, 200);
    let before = everything(&house).await;
    house.close().await;
    assert!(fs::read(&path).unwrap().iter().filter(|byte| **byte == b'\n').count() > lines);
    let house = House::open(&folder).await;
    assert_eq!(everything(&house).await, before);
}

#[tokio::test]
async fn every_cut_of_the_journal_is_a_state_that_was() {
    let folder = Folder::new();
    let merchant = Merchant::open().await;
    let house = House::open(&folder).await;
    house.rule(json!({"scope": "all", "notify": "never"})).await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    house.act(&id, "capture").await;
    house.close().await;
    let path = folder.0.join("journal.jsonl");
    let whole = fs::read(&path).unwrap();
    for cut in (0..whole.len()).step_by(37) {
        fs::write(&path, whole.get(..cut).unwrap()).unwrap();
        let house = House::open(&folder).await;
        let list = house.get("/v1/payments?since=0").await;
        let totals = house.get("/v1/totals").await;
        let captured = list["payments"].as_array().unwrap().iter().any(|one| one["state"] == "captured");
        // State, capture and total belong to one line: they are there together or not at all.
        assert_eq!(captured, totals["captures"] == 1, "cut at {cut}");
        house.close().await;
    }
}

#[tokio::test]
async fn damage_and_a_second_bank_are_refused() {
    let folder = Folder::new();
    let merchant = Merchant::open().await;
    let house = House::open(&folder).await;
    house.create("k", &params(&merchant, "R")).await;
    let second = bank::spawn(config(&folder)).await;
    assert!(matches!(second, Err(BankError::Journal(JournalError::Taken(_)))));
    house.close().await;
    let path = folder.0.join("journal.jsonl");
    let mut bytes = fs::read(&path).unwrap();
    bytes[5] = b'7';
    fs::write(&path, bytes).unwrap();
    let damaged = bank::spawn(config(&folder)).await;
    assert!(matches!(damaged, Err(BankError::Journal(JournalError::Damaged { line: 1, .. }))));
}

#[tokio::test]
async fn notifications_owed_are_sent_after_a_restart() {
    let folder = Folder::new();
    let mut merchant = Merchant::open().await;
    merchant.status.store(500, Ordering::SeqCst);
    let house = House::open(&folder).await;
    house.create("k", &params(&merchant, "R")).await;
    let owed = merchant.letter().await;
    house.close().await;
    merchant.arrived();
    merchant.status.store(200, Ordering::SeqCst);
    let _house = House::open(&folder).await;
    assert_eq!(merchant.letter().await, owed);
}
