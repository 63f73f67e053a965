//! A statement's page as the server draws it, for different readers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::one;
use crate::drawn::{html, refused};
use desk::{AppError, PayoutSeen, StatementLineView, StatementRow, StatementView};
use domain::error::{ErrorCode, FieldErrors};
use domain::money::{Currency, Money};
use domain::paging::{ListQuery, Page};
use domain::people::StaffRole;
use domain::transfers::{Direction, LineState, MatchReason, StatementState};
use leptos::prelude::Callback;
use time::OffsetDateTime;
use ui::FormReplay;

fn line(number: u8, state: LineState) -> StatementLineView {
    StatementLineView {
        id: format!("line_0190a0b0c0d070008000000000000{number:03}").parse().unwrap(),
        state,
        direction: if state == LineState::Outgoing { Direction::Out } else { Direction::In },
        reason: Some(MatchReason::Nothing),
        booked_on: None,
        amount: Some(Money::new(700, Currency::EUR)),
        name: "Régie".to_owned(),
        reference: String::new(),
        info: String::new(),
        payer: None,
        payout: None,
        by: String::new(),
        note: String::new(),
    }
}

fn page(role: StaffRole, state: &str, lines: Vec<StatementLineView>, replay: Option<FormReplay>) -> String {
    let row = StatementRow {
        id: "statement_0190a0b0c0d07000800000000000000a".parse().unwrap(),
        name: "march.xml".to_owned(),
        at: OffsetDateTime::UNIX_EPOCH,
        by: "Nadia Perret".to_owned(),
        state: StatementState::Read,
        lines: 2,
        read: 2,
        counts: vec![(LineState::Outgoing, 2)],
        columns_of: None,
    };
    let view = StatementView { row, lines: Page { rows: lines, total: 2, page: 1, per: 50 } };
    let filters = if state.is_empty() { Vec::new() } else { vec![format!("state:{state}")] };
    html(role, replay, move || one::whole(view, &ListQuery { filters, ..ListQuery::default() }, Callback::new(|()| ())))
}

#[test]
fn lines_are_ticked_within_their_form_and_stay_ticked_when_it_is_refused() {
    let lines = || vec![line(1, LineState::Outgoing), line(2, LineState::Outgoing)];
    let all = page(StaffRole::Manager, "", lines(), None);
    assert!(all.contains("?state=outgoing\"") && !all.contains("type=\"checkbox\""), "{all}");
    assert!(!page(StaffRole::Seller, "outgoing", lines(), None).contains("explain_lines"));
    let ticked = "line_0190a0b0c0d070008000000000000001";
    let error = AppError::from(FieldErrors::one("reason", ErrorCode::Required));
    let body = format!("statement=statement_0190a0b0c0d07000800000000000000a&draft%5Blines%5D%5B%5D={ticked}&draft%5Breason%5D=");
    let drawn = page(StaffRole::Manager, "outgoing", lines(), Some(refused("explain_lines", &body, &error)));
    let boxes: Vec<&str> = drawn.split("<input type=\"checkbox\"").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
    assert_eq!(boxes.len(), 2, "{drawn}");
    assert!(boxes.iter().all(|one| one.contains("name=\"draft[lines][]\"")), "{boxes:?}");
    let ticked: Vec<bool> = boxes.iter().map(|one| one.contains(" checked")).collect();
    assert_eq!(ticked, [true, false], "{boxes:?}");
}

#[test]
fn a_probable_payout_is_accepted_on_the_statement() {
    let seen = PayoutSeen { value: "fr:lyra:12345678".into(), gateway: "lyra:12345678".into(), fee: None, undo: false };
    let proposed = || vec![StatementLineView { payout: Some(seen.clone()), ..line(1, LineState::Proposed) }];
    let drawn = page(StaffRole::Manager, "", proposed(), None);
    assert!(drawn.contains("do=book_payout") && drawn.contains("value=\"fr:lyra:12345678\""), "{drawn}");
    assert!(!page(StaffRole::Seller, "", proposed(), None).contains("do=book_payout"));
}
