//! A second opinion on the QR-bill: another implementation makes the same payload. `make opinion` installs it and says where in `ALTIPORT_TEST_PYTHON`.

use domain::ids::PayerId;
use domain::money::{Currency, Money};
use domain::transfers::{QrBill, QrParty, Reference, ReferenceForm};
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};
use uuid::Uuid;

fn party(name: &str, street: &str, number: &str) -> QrParty {
    QrParty {
        name: name.into(),
        street: street.into(),
        number: number.into(),
        postcode: "1227".into(),
        town: "Carouge".into(),
        country: "CH".into(),
    }
}

/// What the other implementation makes of the same bill.
fn theirs(bill: &QrBill) -> String {
    let folder = std::env::var("ALTIPORT_TEST_PYTHON").expect("the folder of the Python package qrbill: `make opinion`");
    let party = |party: &QrParty| json!({ "name": party.name, "street": party.street, "house_num": party.number, "pcode": party.postcode, "city": party.town, "country": party.country });
    let given = json!({
        "account": bill.account.as_str(),
        "creditor": party(&bill.creditor),
        "debtor": bill.debtor.as_ref().map(party),
        "amount": bill.amount.to_field(),
        "currency": bill.amount.currency,
        "reference_number": bill.reference.as_str(),
        "additional_information": bill.message,
    });
    let script = "import json, sys\nfrom qrbill import QRBill\nsys.stdout.buffer.write(QRBill(**json.load(sys.stdin)).qr_data().encode())";
    let mut python = Command::new("python3");
    python.args(["-c", script]).env("PYTHONPATH", folder).env("PYTHONUTF8", "1").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut python = python.spawn().unwrap();
    python.stdin.take().unwrap().write_all(given.to_string().as_bytes()).unwrap();
    let said = python.wait_with_output().unwrap();
    assert!(said.status.success(), "the other implementation refuses {given}");
    String::from_utf8(said.stdout).unwrap()
}

#[test]
#[ignore = "needs the Python package qrbill: make opinion"]
fn another_implementation_makes_the_same_payload() {
    for number in [1, 7, u128::MAX] {
        let payer = PayerId(Uuid::from_u128(number));
        for (account, form) in [
            ("CH4431999123000889012", ReferenceForm::Qr { prefix: "" }),
            ("CH4431999123000889012", ReferenceForm::Qr { prefix: "123456" }),
            ("CH5800791123000889012", ReferenceForm::Creditor),
        ] {
            for debtor in [None, Some(party("Ana Müller", "Rue du Lac", ""))] {
                let bill = QrBill {
                    account: account.parse().unwrap(),
                    creditor: party("Altaïr Voyages SA", "place du Marché", "2"),
                    amount: Money::new(194_975, Currency::CHF),
                    debtor,
                    reference: Reference::of(payer, form),
                    message: "AV-2027-0114".into(),
                };
                assert_eq!(bill.payload().unwrap(), theirs(&bill));
            }
        }
    }
}
