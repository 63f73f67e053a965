//! Payouts on bank statements: cleared once, in whatever order the gateway and the statement tell; decided by a person where the gateway tells nothing; and
//! several lines explained at once.

use crate::payments::dialect::Dialect;
use crate::payments::fixtures::{Till, eur};
use crate::payments::inbox::instant;
use crate::support::{agency, caller, code, fields};
use desk::{AsideDraft, DifferenceDesk, StatementDesk, StatementLineView, StatementView};
use domain::dates;
use domain::error::ErrorCode;
use domain::ids::{StatementId, StatementLineId};
use domain::money::Currency;
use domain::paging::ListQuery;
use domain::payments::PayoutDraft;
use domain::people::StaffRole;
use domain::policy::Actor;
use domain::transfers::{ExplainDraft, ItemId, LineState, MatchReason};
use domain::trips::Entity as Company;
use futures::future::join_all;
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter};
use serde_json::json;
use server::desks::books::Books;
use std::fmt::Write;
use store::entities::audit;
use store::{Database, fresh, on_both};
use time::Duration;

on_both!(
    a_line_shows_a_payout_once_whoever_is_first,
    a_reference_tells_equal_payouts_apart,
    a_payout_that_failed_goes_back_by_the_line_that_shows_it,
    money_that_a_gateway_draws_is_shown_by_an_outgoing_line,
    a_person_decides_on_a_payout_with_its_fee,
    what_a_gateway_took_in_a_day_is_proposed,
    more_than_the_gateway_holds_is_refused_at_the_field,
    two_people_do_not_take_the_same_money,
    a_decided_payout_is_undone_and_decided_again,
    a_payout_to_another_company_is_no_choice,
    what_a_gateway_holds_for_another_company_is_no_choice,
    who_may_decide_on_payouts,
    several_lines_are_explained_at_once,
);

/// A keeper of the books with a gateway and its bank.
struct Desk {
    till: Till,
    books: Books,
}

type Line<'a> = (&'a str, &'a str, &'a str);

impl Desk {
    async fn open(db: Database, dialect: Dialect) -> Self {
        let till = Till::open_changed(db, dialect, |config| config.agency = agency()).await;
        Self { books: Books::new(till.counter.clone()), till }
    }

    /// A statement of today: amounts, sides and texts.
    async fn bring(&self, lines: &[Line<'_>]) -> StatementId {
        let mut file = "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></Acct>".to_owned();
        let today = dates::iso(self.till.counter.today());
        for (amount, side, text) in lines {
            writeln!(
                file,
                "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{today}</Dt></BookgDt><NtryDtls>\
                 <TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
            )
            .unwrap();
        }
        file += "</Stmt></BkToCstmrStmt></Document>";
        let name = format!("{}.xml", uuid::Uuid::now_v7());
        let id = self.books.upload_statement(&self.till.seller, name, file.into_bytes(), String::new()).await.unwrap().id;
        self.books.read_statements().await.unwrap();
        id
    }

    async fn view(&self, id: StatementId) -> StatementView {
        self.books.find_statement(&self.till.seller, id, ListQuery::default()).await.unwrap()
    }

    async fn lines(&self, id: StatementId) -> Vec<StatementLineView> {
        self.view(id).await.lines.rows
    }

    async fn states(&self, id: StatementId) -> Vec<(LineState, Option<MatchReason>)> {
        self.lines(id).await.iter().map(|line| (line.state, line.reason)).collect()
    }

    /// Compares with the gateway, twice.
    async fn hear(&self) {
        self.till.payments.reconcile().await.unwrap();
        self.till.payments.reconcile().await.unwrap();
    }

    /// In euros: on the bank account, under way, fees, with the gateway.
    async fn sums(&self) -> [i64; 4] {
        let of = |code: &'static str| self.till.stands(code, Currency::EUR);
        [of("512").await, of("58").await, of("627").await, of("511-gw").await]
    }

    async fn take(&self, line: StatementLineId, gateway: &str, fee: &str) -> Result<StatementId, desk::AppError> {
        self.books.book_payout(&self.till.seller, line, PayoutDraft { gateway: gateway.into(), fee: fee.into() }).await
    }

    async fn undo(&self, line: StatementLineId) -> Result<(), desk::AppError> {
        self.books.undo_payout(&self.till.seller, line, why("un autre jour")).await
    }

    async fn end(self) {
        self.till.assert_sound().await;
        self.till.close().await;
    }
}

fn why(reason: &str) -> AsideDraft {
    AsideDraft { reason: reason.into() }
}

const LYRA: &str = "fr:lyra:12345678";

/// Captures are guarded against what a test does to them.
const UNGUARD_POSTGRES: &str = "DROP TRIGGER payment_capture_written_once ON payment_capture";
const UNGUARD_SQLITE: &str = "DROP TRIGGER payment_capture_unchanged";

async fn a_line_shows_a_payout_once_whoever_is_first(db: Database) {
    let desk = Desk::open(db, Dialect::Sandbox).await;
    desk.till.behave(json!({ "scope": "all", "fee": "1.4%+25" })).await;
    desk.till.paid().await;
    desk.till.pay_out(json!({})).await;
    desk.hear().await;
    assert_eq!(desk.sums().await, [0, 88_715, 1_285, 0]);
    // The gateway was first; the same amount twice on the statement is one payout.
    let first = desk.bring(&[("887.15", "CRDT", "VIR CARTES"), ("887.15", "CRDT", "VIR CARTES BIS")]).await;
    assert_eq!(
        desk.states(first).await,
        [(LineState::Booked, Some(MatchReason::Payout)), (LineState::Unmatched, Some(MatchReason::Nothing))]
    );
    assert_eq!(desk.sums().await, [88_715, 0, 1_285, 0]);
    desk.hear().await;
    assert_eq!(desk.sums().await, [88_715, 0, 1_285, 0], "nothing is cleared again");
    // The statement is first.
    desk.till.paid().await;
    desk.till.payments.reconcile().await.unwrap();
    let second = desk.bring(&[("887.15", "CRDT", "VIR CARTES TER")]).await;
    assert_eq!(desk.states(second).await, [(LineState::Unmatched, Some(MatchReason::Nothing))]);
    desk.till.pay_out(json!({})).await;
    let nodes: Vec<_> = (0..3).map(|_| desk.till.payments_with(|_| ())).collect();
    join_all(nodes.iter().map(|node| async { node.reconcile().await.unwrap() })).await;
    desk.hear().await;
    assert_eq!(desk.sums().await, [177_430, 0, 2_570, 0]);
    let booked = [desk.states(first).await, desk.states(second).await].concat();
    assert_eq!(booked.iter().filter(|(state, _)| *state == LineState::Booked).count(), 2, "two payouts, two lines: {booked:?}");
    desk.end().await;
}

async fn a_reference_tells_equal_payouts_apart(db: Database) {
    let desk = Desk::open(db, Dialect::Stripe).await;
    desk.till.paid().await;
    for reference in ["TRACE-771", "TRACE-772"] {
        desk.till.pay_out(json!({ "amount": 45_000, "currency": "EUR", "reference": reference })).await;
    }
    desk.hear().await;
    let id = desk.bring(&[("450.00", "CRDT", "STRIPE TRACE 772"), ("450.00", "CRDT", "STRIPE")]).await;
    assert_eq!(
        desk.states(id).await,
        [(LineState::Booked, Some(MatchReason::Payout)), (LineState::Proposed, Some(MatchReason::Payout))],
        "what announces a reference and does not show it is for a person"
    );
    let mut shown: Vec<_> = desk.till.payouts().await.iter().map(|row| (row.reference.clone(), row.shown_minor)).collect();
    shown.sort();
    assert_eq!(shown, [("TRACE-771".to_owned(), 0), ("TRACE-772".to_owned(), 45_000)]);
    let line = &desk.lines(id).await[1];
    let item = desk.books.find_difference(&desk.till.seller, ItemId::Line(line.id)).await.unwrap();
    let choices: Vec<_> = item.payout_choices.iter().map(|choice| (choice.value.clone(), choice.money)).collect();
    assert_eq!(
        choices,
        [(line.payout.as_ref().unwrap().value.clone(), eur(45_000))],
        "its clearing account is no choice: the gateway tells"
    );
    let rival = desk.bring(&[("450.00", "CRDT", "STRIPE ENCORE")]).await;
    assert_eq!(desk.states(rival).await, [(LineState::Proposed, Some(MatchReason::Payout))]);
    desk.take(line.id, &choices[0].0, "").await.unwrap();
    assert_eq!(desk.sums().await, [90_000, 0, 0, 0]);
    desk.hear().await;
    assert_eq!(desk.states(rival).await, [(LineState::Unmatched, Some(MatchReason::Nothing))], "nothing is left to propose");
    assert_eq!(code(desk.undo(line.id).await), ErrorCode::NotFound, "what the gateway told, the gateway undoes");
    desk.end().await;
}

async fn a_payout_that_failed_goes_back_by_the_line_that_shows_it(db: Database) {
    let desk = Desk::open(db, Dialect::Stripe).await;
    desk.till.paid().await;
    let made = desk.till.pay_out(json!({})).await;
    desk.hear().await;
    desk.bring(&[("900.00", "CRDT", "STRIPE")]).await;
    desk.till.move_payout(&made[0], "failed").await;
    desk.hear().await;
    assert_eq!(desk.sums().await, [90_000, -90_000, 0, 90_000]);
    let id = desk.bring(&[("900.00", "DBIT", "REJET STRIPE")]).await;
    assert_eq!(desk.states(id).await, [(LineState::Booked, Some(MatchReason::Payout))]);
    assert_eq!(desk.sums().await, [0, 0, 0, 90_000]);
    desk.end().await;
}

async fn money_that_a_gateway_draws_is_shown_by_an_outgoing_line(db: Database) {
    let desk = Desk::open(db, Dialect::Sandbox).await;
    desk.till.paid().await;
    desk.till.pay_out(json!({ "amount": -12_345, "currency": "EUR" })).await;
    let id = desk.bring(&[("123.45", "DBIT", "PRLV")]).await;
    assert_eq!(desk.states(id).await, [(LineState::Outgoing, Some(MatchReason::Nothing))]);
    desk.hear().await;
    assert_eq!(desk.states(id).await, [(LineState::Booked, Some(MatchReason::Payout))]);
    assert_eq!(desk.sums().await, [-12_345, 0, 0, 102_345]);
    desk.end().await;
}

async fn a_person_decides_on_a_payout_with_its_fee(db: Database) {
    let desk = Desk::open(db, Dialect::Lyra).await;
    desk.till.paid().await;
    let id = desk.bring(&[("887.15", "CRDT", "REMISE CB")]).await;
    let line = desk.lines(id).await.remove(0);
    assert_eq!((line.state, &line.payout), (LineState::Unmatched, &None));
    let item = desk.books.find_difference(&desk.till.seller, ItemId::Line(line.id)).await.unwrap();
    let choices: Vec<_> = item.payout_choices.iter().map(|choice| (choice.value.as_str(), choice.money)).collect();
    assert_eq!(choices, [(LYRA, eur(90_000))]);
    for (gateway, fee, expected) in [
        ("", "", vec![("gateway", ErrorCode::Required)]),
        ("", "much", vec![("gateway", ErrorCode::Required), ("fee", ErrorCode::NotAnAmount)]),
        (LYRA, "-1", vec![("fee", ErrorCode::NegativeAmount)]),
        ("ch:lyra:12345678", "", vec![("gateway", ErrorCode::NotAChoice)]),
        ("fr:stripe:test", "", vec![("gateway", ErrorCode::NotAChoice)]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(field, code)| (field.to_owned(), code)).collect();
        assert_eq!(fields(desk.take(line.id, gateway, fee).await), expected, "{gateway} {fee}");
    }
    desk.take(line.id, LYRA, "12,85").await.unwrap();
    assert_eq!(desk.sums().await, [88_715, 0, 1_285, 0]);
    assert_eq!(code(desk.take(line.id, LYRA, "").await), ErrorCode::AlreadyDecided);
    let line = desk.lines(id).await.remove(0);
    let seen = line.payout.unwrap();
    assert_eq!((line.state, seen.gateway.as_str(), seen.fee, seen.undo), (LineState::Booked, "lyra:12345678", Some(eur(1_285)), true));
    assert!(!line.by.is_empty(), "by name");
    desk.end().await;
}

async fn what_a_gateway_took_in_a_day_is_proposed(db: Database) {
    let desk = Desk::open(db, Dialect::Lyra).await;
    desk.till.paid().await;
    desk.till.paid().await;
    let id = desk.bring(&[("1800.00", "CRDT", "REMISE CB")]).await;
    assert_eq!(desk.states(id).await, [(LineState::Proposed, Some(MatchReason::ClearingBalance))]);
    let line = desk.lines(id).await.remove(0);
    desk.take(line.id, &line.payout.unwrap().value, "").await.unwrap();
    assert_eq!(desk.sums().await, [180_000, 0, 0, 0]);
    // Captures of an earlier day stand there beside one of today.
    desk.till.sql(if desk.till.db.backend() == DbBackend::Postgres { UNGUARD_POSTGRES } else { UNGUARD_SQLITE }).await;
    desk.till.paid().await;
    desk.till.paid().await;
    let earlier = instant(&desk.till, desk.till.counter.now() - Duration::days(3));
    desk.till.sql(&format!("UPDATE payment_capture SET captured_at = {earlier}")).await;
    desk.till.paid().await;
    let id = desk.bring(&[("900.00", "CRDT", "REMISE CB 2"), ("899.99", "CRDT", "AUTRE")]).await;
    assert_eq!(
        desk.states(id).await,
        [(LineState::Proposed, Some(MatchReason::DayCaptures)), (LineState::Unmatched, Some(MatchReason::Nothing))]
    );
    desk.till.close().await;
}

async fn more_than_the_gateway_holds_is_refused_at_the_field(db: Database) {
    let desk = Desk::open(db, Dialect::Lyra).await;
    desk.till.paid().await;
    let id = desk.bring(&[("900.01", "CRDT", "REMISE CB"), ("899.00", "CRDT", "REMISE CB")]).await;
    let lines = desk.lines(id).await;
    assert_eq!(fields(desk.take(lines[0].id, LYRA, "").await), [("gateway".to_owned(), ErrorCode::AboveClearing)]);
    assert_eq!(fields(desk.take(lines[1].id, LYRA, "1.01").await), [("fee".to_owned(), ErrorCode::AboveClearing)]);
    assert_eq!(desk.sums().await, [0, 0, 0, 90_000]);
    desk.take(lines[1].id, LYRA, "1.00").await.unwrap();
    assert_eq!(desk.sums().await, [89_900, 0, 100, 0]);
    desk.end().await;
}

async fn two_people_do_not_take_the_same_money(db: Database) {
    let desk = Desk::open(db, Dialect::Lyra).await;
    desk.till.paid().await;
    let lines: Vec<(String, &str, &str)> = (0..6).map(|number| (format!("50{number}.00"), "CRDT", "REMISE")).collect();
    let lines: Vec<Line<'_>> = lines.iter().map(|(amount, side, text)| (amount.as_str(), *side, *text)).collect();
    let id = desk.bring(&lines).await;
    let lines = desk.lines(id).await;
    let taken = join_all(lines.iter().map(|line| desk.take(line.id, LYRA, ""))).await;
    assert_eq!(taken.iter().filter(|one| one.is_ok()).count(), 1, "900.00 hold one of them");
    let held = desk.till.stands("511-gw", Currency::EUR).await;
    assert!((0..=40_000).contains(&held), "{held}");
    desk.end().await;
}

async fn a_decided_payout_is_undone_and_decided_again(db: Database) {
    let desk = Desk::open(db, Dialect::Lyra).await;
    desk.till.paid().await;
    let id = desk.bring(&[("887.15", "CRDT", "REMISE CB")]).await;
    let line = desk.lines(id).await.remove(0).id;
    assert_eq!(code(desk.undo(line).await), ErrorCode::AlreadyReversed, "nothing was decided");
    for fee in ["12.85", "1.00"] {
        desk.take(line, LYRA, fee).await.unwrap();
        assert_eq!(fields(desk.books.undo_payout(&desk.till.seller, line, why(" ")).await), [("reason".to_owned(), ErrorCode::Required)]);
        let both = join_all((0..2).map(|_| desk.undo(line))).await;
        assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "once: {both:?}");
        assert_eq!(desk.sums().await, [0, 0, 0, 90_000]);
        assert_eq!(desk.states(id).await, [(LineState::Unmatched, Some(MatchReason::Nothing))]);
    }
    let verbs = audit::Entity::find().filter(audit::Column::Object.eq(line.to_string())).all(desk.till.db.read()).await.unwrap();
    let count = |verb: &str| verbs.iter().filter(|row| row.verb == verb).count();
    assert_eq!((count("payout.decided"), count("payout.undone")), (2, 2));
    desk.end().await;
}

async fn a_payout_to_another_company_is_no_choice(db: Database) {
    let desk = Desk::open(db, Dialect::Sandbox).await;
    // The Swiss company is paid in euros, by mistake of the bank, and so is what it is paid out.
    let (order, payment) = desk.till.started(desk.till.trip_of("ch").await).await;
    desk.till.act(&payment, json!({ "do": "capture", "currency": "EUR" })).await;
    desk.till.payments.settle_order(order).await.unwrap();
    desk.till.pay_out(json!({})).await;
    desk.hear().await;
    let payout = desk.till.payouts().await.remove(0);
    assert_eq!((payout.entity, payout.amount_minor, payout.currency), (Company::Switzerland, 90_000, Currency::EUR));
    // The same amount on the account of the French company.
    let id = desk.bring(&[("900.00", "CRDT", "VIR CARTES")]).await;
    let line = desk.lines(id).await.remove(0).id;
    assert_eq!(fields(desk.take(line, &payout.id.to_string(), "").await), [("gateway".to_owned(), ErrorCode::NotAChoice)]);
    assert_eq!(desk.states(id).await, [(LineState::Unmatched, Some(MatchReason::Nothing))]);
    assert_eq!(desk.sums().await, [0, 90_000, 0, 0]);
    desk.end().await;
}

async fn what_a_gateway_holds_for_another_company_is_no_choice(db: Database) {
    let desk = Desk::open(db, Dialect::Lyra).await;
    let (order, payment) = desk.till.started(desk.till.trip_of("ch").await).await;
    desk.till.act(&payment, json!({ "do": "capture", "currency": "EUR" })).await;
    desk.till.learn(order, &payment).await;
    desk.till.paid().await;
    let id = desk.bring(&[("887.15", "CRDT", "REMISE CB")]).await;
    let line = desk.lines(id).await.remove(0).id;
    let offered = desk.books.find_difference(&desk.till.seller, ItemId::Line(line)).await.unwrap().payout_choices;
    assert_eq!(offered.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(), [LYRA]);
    assert_eq!(fields(desk.take(line, "ch:lyra:12345678", "").await), [("gateway".to_owned(), ErrorCode::NotAChoice)]);
    desk.take(line, LYRA, "12,85").await.unwrap();
    desk.end().await;
}

async fn who_may_decide_on_payouts(db: Database) {
    let desk = Desk::open(db, Dialect::Lyra).await;
    desk.till.paid().await;
    let id = desk.bring(&[("900.00", "CRDT", "REMISE CB"), ("5.00", "DBIT", "LOYER")]).await;
    let lines = desk.lines(id).await;
    let draft = || PayoutDraft { gateway: LYRA.into(), fee: String::new() };
    let ticked = || ExplainDraft { lines: vec![lines[1].id.to_string()], reason: "loyer".into() };
    let seller = caller(Actor::Staff { id: fresh(), role: StaffRole::Seller });
    for who in [&seller, &desk.till.traveller] {
        assert_eq!(code(desk.books.book_payout(who, lines[0].id, draft()).await), ErrorCode::NotFound);
        assert_eq!(code(desk.books.undo_payout(who, lines[0].id, why("x")).await), ErrorCode::NotFound);
        assert_eq!(code(desk.books.explain_lines(who, id, ticked()).await), ErrorCode::NotFound);
    }
    assert_eq!(desk.sums().await, [0, 0, 0, 90_000]);
    assert_eq!(fields(desk.take(lines[1].id, LYRA, "").await), [("gateway".to_owned(), ErrorCode::NotAChoice)], "money that left");
    desk.end().await;
}

async fn several_lines_are_explained_at_once(db: Database) {
    let desk = Desk::open(db, Dialect::Sandbox).await;
    let id = desk.bring(&[("5.00", "DBIT", "A"), ("6.00", "DBIT", "B"), ("7.00", "DBIT", "C"), ("8.00", "CRDT", "D")]).await;
    let other = desk.bring(&[("9.00", "DBIT", "E")]).await;
    let (lines, foreign) = (desk.lines(id).await, desk.lines(other).await.remove(0));
    let explain = async |ids: &[StatementLineId], reason: &str| {
        let draft = ExplainDraft { lines: ids.iter().map(ToString::to_string).collect(), reason: reason.into() };
        desk.books.explain_lines(&desk.till.seller, id, draft).await
    };
    let at = |field: &str, code| vec![(field.to_owned(), code)];
    let (a, b, c, credit) = (lines[0].id, lines[1].id, lines[2].id, lines[3].id);
    assert_eq!(fields(explain(&[], "loyers").await), at("lines", ErrorCode::Required));
    assert_eq!(fields(explain(&[a], " ").await), at("reason", ErrorCode::Required));
    assert_eq!(fields(explain(&[], "").await), [at("lines", ErrorCode::Required), at("reason", ErrorCode::Required)].concat());
    assert_eq!(fields(explain(&[a, credit], "loyers").await), at("lines", ErrorCode::NotAChoice), "money that came");
    assert_eq!(fields(explain(&[a, foreign.id], "loyers").await), at("lines", ErrorCode::NotAChoice), "of another statement");
    let open = (LineState::Outgoing, Some(MatchReason::Nothing));
    assert_eq!(desk.states(id).await[..3], [open; 3], "all or none");
    explain(&[a, c], "loyers").await.unwrap();
    assert_eq!(fields(explain(&[b, c], "encore").await), at("lines", ErrorCode::AlreadyDecided));
    let after = desk.lines(id).await;
    let told: Vec<_> = after.iter().map(|line| (line.state, line.note.as_str(), line.by.is_empty())).collect();
    let explained = (LineState::SetAside, "loyers", false);
    assert_eq!(told[..3], [explained, (LineState::Outgoing, "", true), explained]);
    for line in [a, c] {
        let said = audit::Entity::find().filter(audit::Column::Object.eq(line.to_string())).all(desk.till.db.read()).await.unwrap();
        assert_eq!(said.iter().filter(|row| row.verb == "difference.explained").count(), 1, "one line of the audit each");
    }
    desk.till.close().await;
}
