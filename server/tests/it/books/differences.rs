//! Differences: one list of items, decided once and by name; money that left finds its refund, and a gateway that says otherwise is heard.

use super::statements::Office;
use crate::payments::dialect::KEY;
use crate::payments::fixtures::{Till, eur};
use crate::support::{caller, code};
use desk::{AcceptDraft, AsideDraft, DifferenceDesk, DifferenceList, DifferenceView, RecordedDesk, RefundDesk, StatementDesk, TransferEnd};
use domain::error::ErrorCode;
use domain::ids::{RefundId, StatementLineId, TripId};
use domain::paging::ListQuery;
use domain::payments::{RecordDraft, RefundDraft, RefundStage};
use domain::people::StaffRole;
use domain::policy::Actor;
use domain::transfers::{DifferenceKind, DifferenceState, ItemId, LineState, MatchReason};
use futures::future::join_all;
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter};
use serde_json::json;
use server::desks::books::Books;
use std::collections::BTreeSet;
use std::fmt::Write;
use store::entities::{audit, refund, trip};
use store::{Database, fresh, on_both};
use time::Duration;

on_both!(
    every_open_item_is_listed_and_never_added_across_currencies,
    an_item_is_decided_once_and_by_name,
    money_to_send_back_is_found_on_the_statement,
    a_debit_is_the_refund_it_names,
    a_transfer_told_before_is_only_shown,
    a_debit_of_another_amount_is_no_refund,
    who_may_decide,
    a_gateway_that_says_otherwise_makes_items,
);

const IBAN: &str = "DE89370400440532013000";

struct Entry<'a> {
    amount: &'a str,
    currency: &'a str,
    side: &'a str,
    reference: &'a str,
    text: &'a str,
}

const CREDIT: Entry<'static> = Entry { amount: "12.00", currency: "EUR", side: "CRDT", reference: "", text: "" };

fn file(entries: &[Entry<'_>]) -> String {
    let mut file = "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></Acct>".to_owned();
    for Entry { amount, currency, side, reference, text } in entries {
        let party = if *side == "CRDT" { "Dbtr" } else { "Cdtr" };
        writeln!(
            file,
            "<Ntry><Amt Ccy=\"{currency}\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><BookgDt><Dt>2026-01-15</Dt></BookgDt><NtryDtls><TxDtls>\
             <RltdPties><{party}><Nm>Somebody</Nm></{party}><{party}Acct><Id><IBAN>{IBAN}</IBAN></Id></{party}Acct></RltdPties><RmtInf>\
             <Ustrd>{text}</Ustrd><Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>"
        )
        .unwrap();
    }
    file + "</Stmt></BkToCstmrStmt></Document>"
}

fn why(reason: &str) -> AsideDraft {
    AsideDraft { reason: reason.into() }
}

fn asked(filters: &[&str]) -> ListQuery {
    ListQuery { filters: filters.iter().map(|filter| (*filter).to_owned()).collect(), ..ListQuery::default() }
}

impl Office {
    async fn items(&self, filters: &[&str]) -> DifferenceList {
        self.books.list_differences(&self.till.seller, asked(filters)).await.unwrap()
    }

    /// The only open item.
    async fn item(&self) -> DifferenceView {
        let mut rows = self.items(&["state:open"]).await.page.rows;
        assert_eq!(rows.len(), 1, "{rows:#?}");
        rows.remove(0)
    }

    async fn explain_item(&self, id: ItemId, reason: &str) -> Result<(), desk::AppError> {
        self.books.explain_difference(&self.till.seller, id, why(reason)).await
    }

    /// 300.00 EUR paid by transfer, of which 100.00 are to go back by one.
    async fn refund(&self) -> RefundId {
        let paid = Entry { amount: "300.00", reference: &self.reference, ..CREDIT };
        self.bring(&file(&[paid])).await;
        let row = trip::Entity::find_by_id(self.trip).one(self.till.db.read()).await.unwrap().unwrap();
        let payer = store::entities::payer::Entity::find().filter(store::entities::payer::Column::TripId.eq(row.id));
        let payer = payer.one(self.till.db.read()).await.unwrap().unwrap().id.to_string();
        let (way, amount, reason) = ("transfer".into(), "100".into(), "geste".into());
        let draft = RefundDraft { payer, way, amount, reason, ..RefundDraft::default() };
        self.till.payments.request_refund(&self.till.seller, self.trip, draft).await.unwrap()
    }

    async fn stage(&self, id: RefundId) -> RefundStage {
        refund::Entity::find_by_id(id).one(self.till.db.read()).await.unwrap().unwrap().state
    }

    async fn verbs(&self, object: ItemId) -> Vec<(String, String)> {
        let lines = audit::Entity::find().filter(audit::Column::Object.eq(object.to_string())).all(self.till.db.read()).await.unwrap();
        lines.into_iter().map(|line| (line.verb, line.actor)).collect()
    }
}

fn line_of(item: &DifferenceView) -> StatementLineId {
    match item.id {
        ItemId::Line(id) => id,
        ItemId::Gateway(id) => panic!("{id} is no line"),
    }
}

async fn every_open_item_is_listed_and_never_added_across_currencies(db: Database) {
    let office = Office::open(db).await;
    let francs = Entry { currency: "CHF", reference: &office.reference, ..CREDIT };
    let debit = Entry { amount: "7.00", side: "DBIT", ..CREDIT };
    let booked = Entry { amount: "1.00", reference: &office.reference, ..CREDIT };
    office.bring(&file(&[CREDIT, CREDIT, Entry { currency: "CHF", ..CREDIT }, francs, debit, booked])).await;
    let list = office.items(&["state:open"]).await;
    let kind = |kind: DifferenceKind| list.page.rows.iter().filter(|row| row.kind == kind).count();
    assert_eq!(
        (list.page.total, kind(DifferenceKind::UnmatchedCredit), kind(DifferenceKind::CurrencyDiff), kind(DifferenceKind::UnmatchedDebit)),
        (5, 3, 1, 1)
    );
    let totals: Vec<_> = list.totals.iter().map(|(kind, sum)| (*kind, sum.plain())).collect();
    let expected = [
        (DifferenceKind::CurrencyDiff, "12.00 CHF".to_owned()),
        (DifferenceKind::UnmatchedCredit, "12.00 CHF".to_owned()),
        (DifferenceKind::UnmatchedCredit, "24.00 EUR".to_owned()),
        (DifferenceKind::UnmatchedDebit, "7.00 EUR".to_owned()),
    ];
    assert_eq!(totals, expected);
    for (filters, count) in [
        (vec!["kind:unmatched_debit"], 1),
        (vec!["currency:CHF"], 2),
        (vec!["currency:CHF", "kind:unmatched_credit"], 1),
        (vec!["entity:fr"], 5),
        (vec!["entity:ch"], 0),
        (vec!["kind:sideways"], 0),
        (vec!["state:explained"], 0),
    ] {
        assert_eq!(office.items(&filters).await.page.total, count, "{filters:?}");
    }
    let page = ListQuery { page: 2, per: 3, ..asked(&[]) };
    let page = office.books.list_differences(&office.till.seller, page).await.unwrap();
    assert_eq!(page.totals.len(), 4, "sums are those of every page");
    // Open ones stand first, whatever was decided last.
    office.explain_item(list.page.rows[0].id, "reçu par erreur").await.unwrap();
    let all = office.items(&[]).await.page.rows;
    assert_eq!((all.len(), all[4].state, all[0].state), (5, DifferenceState::Explained, DifferenceState::Open));
    office.till.close().await;
}

async fn an_item_is_decided_once_and_by_name(db: Database) {
    let office = Office::open(db).await;
    office.bring(&file(&[Entry { text: &office.trip_reference, ..CREDIT }])).await;
    let item = office.item().await;
    assert_eq!((item.theirs, item.ours, item.reason), (Some(eur(1_200)), None, Some(MatchReason::TripInText)));
    assert_eq!(item.payer.as_ref().map(|payer| payer.reference.as_str()), Some(office.trip_reference.as_str()));
    assert_eq!(code(office.explain_item(item.id, " ").await), ErrorCode::Required);
    let answers = join_all((0..5).map(|_| office.explain_item(item.id, "apport d’un associé"))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(code(office.accept(line_of(&item), "").await), ErrorCode::AlreadyDecided);
    let back = office.books.return_line(&office.till.seller, line_of(&item), why("encore")).await;
    assert_eq!(code(back), ErrorCode::AlreadyDecided);
    let item = office.books.find_difference(&office.till.seller, item.id).await.unwrap();
    assert_eq!((item.state, item.note.as_str(), item.at.is_some()), (DifferenceState::Explained, "apport d’un associé", true));
    assert!(!item.by.is_empty());
    assert_eq!(office.verbs(item.id).await, [("difference.explained".to_owned(), office.till.seller.actor.to_string())]);
    // A line that was booked by itself was never an item.
    let statement = office.bring(&file(&[Entry { amount: "5.00", reference: &office.reference, ..CREDIT }])).await;
    let line = office.view(statement).await.lines.rows[0].clone();
    assert_eq!(line.state, LineState::Booked);
    assert_eq!(code(office.books.find_difference(&office.till.seller, ItemId::Line(line.id)).await), ErrorCode::NotFound);
    assert_eq!(code(office.explain_item(ItemId::Line(line.id), "non").await), ErrorCode::AlreadyDecided);
    office.till.close().await;
}

async fn money_to_send_back_is_found_on_the_statement(db: Database) {
    let office = Office::open(db).await;
    office.bring(&file(&[CREDIT])).await;
    let item = office.item().await;
    office.books.return_line(&office.till.seller, line_of(&item), why("inconnu")).await.unwrap();
    assert_eq!(office.books.find_difference(&office.till.seller, item.id).await.unwrap().state, DifferenceState::Returning);
    assert_eq!(office.till.transactions().await, 0, "nothing was ever ours");
    // Another amount to the same account is not it; the right one answers once, and a second one has nothing to answer.
    let debit = |amount| Entry { side: "DBIT", amount, ..CREDIT };
    office.bring(&file(&[debit("11.99"), debit("12.00"), debit("12.00")])).await;
    assert_eq!(office.books.find_difference(&office.till.seller, item.id).await.unwrap().state, DifferenceState::Returned);
    let open: Vec<_> = office.items(&["state:open"]).await.page.rows.into_iter().map(|row| row.theirs).collect();
    assert_eq!(open.len(), 2, "{open:?}");
    assert!(open.contains(&Some(eur(1_199))) && open.contains(&Some(eur(1_200))));
    assert_eq!(office.till.transactions().await, 0);
    office.till.close().await;
}

async fn a_debit_is_the_refund_it_names(db: Database) {
    let office = Office::open(db).await;
    let id = office.refund().await;
    let debit = || Entry { side: "DBIT", amount: "100.00", reference: &office.reference, ..CREDIT };
    let statement = office.bring(&file(&[debit(), debit()])).await;
    assert_eq!(office.stage(id).await, RefundStage::Succeeded);
    assert_eq!(office.received().await, eur(20_000), "given back once");
    let states: Vec<_> = office.view(statement).await.lines.rows.iter().map(|line| line.state).collect();
    assert_eq!(states, [LineState::Booked, LineState::Proposed], "a second transfer is a person's to explain");
    let item = office.item().await;
    assert_eq!(code(office.accept(line_of(&item), "").await), ErrorCode::RefundOver);
    office.explain_item(item.id, "viré deux fois, réclamé").await.unwrap();
    office.bring(&file(&[debit(), debit()])).await;
    assert_eq!(office.items(&["state:open"]).await.page.total, 0);
    assert_eq!(office.received().await, eur(20_000));
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn a_transfer_told_before_is_only_shown(db: Database) {
    let office = Office::open(db).await;
    let id = office.refund().await;
    office.till.payments.settle_transfer(&office.till.seller, id, TransferEnd::Paid).await.unwrap();
    let before = office.till.transactions().await;
    // The account it goes to is the one that paid.
    let statement = office.bring(&file(&[Entry { side: "DBIT", amount: "100.00", ..CREDIT }])).await;
    let line = office.view(statement).await.lines.rows[0].clone();
    assert_eq!((line.state, line.reason), (LineState::Booked, Some(MatchReason::IbanAndAmount)));
    assert_eq!(office.till.transactions().await, before);
    office.till.assert_sound().await;
    office.till.close().await;
}

async fn a_debit_of_another_amount_is_no_refund(db: Database) {
    let office = Office::open(db).await;
    let id = office.refund().await;
    office.bring(&file(&[Entry { side: "DBIT", amount: "99.99", reference: &office.reference, ..CREDIT }])).await;
    let item = office.item().await;
    assert_eq!((item.kind, item.reason), (DifferenceKind::AmountDiff, Some(MatchReason::OtherAmount)));
    assert_eq!(code(office.accept(line_of(&item), "").await), ErrorCode::AmountsDiffer);
    assert_eq!(office.stage(id).await, RefundStage::Requested);
    // The right one, which names nothing, is booked by a person who names the trip.
    office.bring(&file(&[Entry { side: "DBIT", amount: "100.00", text: "geste", ..CREDIT }])).await;
    assert_eq!(office.stage(id).await, RefundStage::Succeeded, "its account and amount say so");
    office.till.close().await;
}

async fn who_may_decide(db: Database) {
    let office = Office::open(db).await;
    office.bring(&file(&[CREDIT, Entry { side: "DBIT", amount: "5.00", text: &office.trip_reference, ..CREDIT }])).await;
    let rows = office.items(&["state:open"]).await.page.rows;
    let staff = |role| caller(Actor::Staff { id: fresh(), role });
    let seller = staff(StaffRole::Seller);
    assert_eq!(code(office.books.list_differences(&seller, ListQuery::default()).await), ErrorCode::NotFound);
    assert_eq!(code(office.books.find_difference(&office.till.traveller, rows[0].id).await), ErrorCode::NotFound);
    assert_eq!(code(office.books.explain_difference(&seller, rows[0].id, why("x")).await), ErrorCode::NotFound);
    // Whoever may not give money back does not say that it went, nor that it should.
    let manager = staff(StaffRole::Manager);
    for row in &rows {
        assert_eq!(code(office.books.return_line(&manager, line_of(row), why("x")).await), ErrorCode::NotFound);
    }
    let debit = rows.iter().find(|row| row.kind == DifferenceKind::UnmatchedDebit).unwrap();
    let accept = office.books.accept_line(&manager, line_of(debit), AcceptDraft { trip: office.trip_reference.clone() }).await;
    assert_eq!(code(accept), ErrorCode::NotFound);
    assert_eq!(code(office.accept(line_of(debit), &office.trip_reference).await), ErrorCode::NotAChoice, "no refund waits there");
    office.till.close().await;
}

/// A payment of 42.00 EUR at the bank that nobody here asked for.
async fn stranger(till: &Till) {
    let payment = json!({
        "amount": 4_200, "currency": "EUR", "reference": "order_00000000000000000000000000000000", "description": "?", "locale": "fr",
        "return_url": "https://example.org/", "notify_url": "http://127.0.0.1:9/", "expires_at": 4_000_000_000_i64,
    });
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http.post(format!("{}/v1/payments", till.bank_url)).bearer_auth(KEY).header("idempotency-key", "stranger").json(&payment);
    let made: serde_json::Value = request.send().await.unwrap().json().await.unwrap();
    till.capture(made["id"].as_str().unwrap_or_else(|| panic!("{made}"))).await;
}

/// The books are guarded against what this test does to them.
async fn unguard(till: &Till) {
    till.sql(match till.db.backend() {
        DbBackend::Postgres => "DROP TRIGGER payment_capture_written_once ON payment_capture",
        _ => "DROP TRIGGER payment_capture_unchanged",
    })
    .await;
}

async fn a_gateway_that_says_otherwise_makes_items(db: Database) {
    let till = Till::open(db).await;
    let books = Books::new(till.counter.clone());
    let trip = till.trip().await;
    let (order, payment) = till.started(trip).await;
    till.capture(&payment).await;
    till.payments.settle_order(order).await.unwrap();
    stranger(&till).await;
    let all = || async { books.list_differences(&till.seller, asked(&["state:open"])).await.unwrap().page.rows };
    // What the gateway holds in all differs as well, which has an item of its own.
    let open = || async { all().await.into_iter().filter(|row| row.kind != DifferenceKind::BalanceDiff).collect::<Vec<_>>() };
    let kinds = || async { open().await.into_iter().map(|row| row.kind).collect::<BTreeSet<_>>() };
    let reconcile = || async { till.payments.reconcile().await.unwrap() };
    reconcile().await;
    assert_eq!(all().await, [], "it may still be on its way");
    till.pass(Duration::minutes(20));
    reconcile().await;
    reconcile().await;
    let rows = open().await;
    assert_eq!((rows.len(), all().await.len()), (1, 2), "{rows:#?}");
    assert_eq!((rows[0].kind, rows[0].theirs, rows[0].ours), (DifferenceKind::MissingHere, Some(eur(4_200)), None));
    books.explain_difference(&till.seller, rows[0].id, why("essai de la banque")).await.unwrap();
    // Somebody tampers with the books.
    unguard(&till).await;
    till.sql("UPDATE payment_capture SET amount_minor = amount_minor + 1").await;
    reconcile().await;
    let wrong = open().await;
    assert_eq!(
        wrong.iter().map(|row| (row.kind, row.theirs, row.ours, row.order)).collect::<Vec<_>>(),
        [(DifferenceKind::AmountDiff, Some(eur(90_000)), Some(eur(90_001)), Some(order))]
    );
    till.sql("UPDATE payment_capture SET amount_minor = amount_minor - 1").await;
    reconcile().await;
    assert_eq!(open().await, [], "both sides agree again");
    let gone = books.find_difference(&till.seller, wrong[0].id).await.unwrap();
    assert_eq!((gone.state, gone.by.as_str()), (DifferenceState::Gone, ""));
    till.sql("UPDATE payment_capture SET currency = 'CHF'").await;
    reconcile().await;
    assert_eq!(kinds().await, [DifferenceKind::CurrencyDiff].into());
    till.sql("UPDATE payment_capture SET currency = 'EUR', amount_minor = amount_minor + 2").await;
    reconcile().await;
    let again = open().await;
    assert_eq!(
        again.iter().map(|row| (row.id, row.ours)).collect::<Vec<_>>(),
        [(wrong[0].id, Some(eur(90_002)))],
        "it is back, with its own figures"
    );
    books.explain_difference(&till.seller, again[0].id, why("vu avec la banque")).await.unwrap();
    assert_eq!(code(books.explain_difference(&till.seller, again[0].id, why("encore")).await), ErrorCode::AlreadyDecided);
    reconcile().await;
    assert_eq!(open().await, [], "what is explained stays explained");
    ghost(&till, &books, trip).await;
    reconcile().await;
    let rows = open().await;
    assert_eq!(
        rows.iter().map(|row| (row.kind, row.theirs, row.ours)).collect::<Vec<_>>(),
        [(DifferenceKind::MissingThere, None, Some(eur(500)))]
    );
    till.close().await;
}

/// A capture in the books that the gateway never made.
async fn ghost(till: &Till, books: &Books, trip: TripId) {
    let form = books.find_record_form(&till.seller, trip).await.unwrap();
    let draft = RecordDraft {
        payer: form.payers[0].id.to_string(),
        amount: "5".into(),
        currency: "EUR".into(),
        method: "cash".into(),
        received_on: domain::dates::iso(till.counter.today()),
        ..RecordDraft::default()
    };
    books.record_payment(&till.seller, trip, form.id, draft).await.unwrap();
    till.sql(
        "INSERT INTO payment_capture (gateway, gateway_account, capture_key, order_id, tx_id, amount_minor, currency, advances_minor, reason, captured_at) \
         SELECT gateway, gateway_account, 'ghost', order_id, (SELECT tx_id FROM recorded_payment), 500, currency, 500, reason, captured_at FROM payment_capture",
    )
    .await;
}
