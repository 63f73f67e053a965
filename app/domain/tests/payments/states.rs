//! The words for an order, an outcome and an instalment, and the amounts a form takes.

use super::{capture, day, eur, lines, order};
use domain::error::ErrorCode;
use domain::ids::PaymentOrderId;
use domain::payments::*;

#[test]
fn closing_a_page_asks_the_gateway_first_when_money_may_be_coming() {
    use OrderState::*;
    for (state, answer, step) in [
        (Open, ExpireAnswer::Expired, ExpireStep::Close(Expired)),
        (Created, ExpireAnswer::Expired, ExpireStep::Close(Expired)),
        (ActionRequired, ExpireAnswer::Unsupported, ExpireStep::Close(Cancelled)),
        (Open, ExpireAnswer::PaidMeanwhile, ExpireStep::FetchFirst),
        (Processing, ExpireAnswer::Expired, ExpireStep::FetchFirst),
        (Authorized, ExpireAnswer::Unsupported, ExpireStep::FetchFirst),
        (Open, ExpireAnswer::Unknown, ExpireStep::Refuse(ErrorCode::GatewayUnavailable)),
        (Succeeded, ExpireAnswer::Expired, ExpireStep::Close(Succeeded)),
    ] {
        assert_eq!(after_expire(state, answer), step, "{state} {answer}");
    }
    assert_eq!(Created.next(OrderEvent::StartUnknown), Created);
    assert_eq!(Created.next(OrderEvent::StartAccepted), Open);
    assert_eq!(Created.next(OrderEvent::StartRejected), Failed);
    assert_eq!(Processing.next(OrderEvent::StartAccepted), Processing);
    assert_eq!(Processing.next(OrderEvent::Expired), Processing);
}

#[test]
fn an_order_comes_back_once_it_had_succeeded_and_stays_so() {
    use OrderState as S;
    for state in S::ALL {
        let returned = state.next(OrderEvent::Returned);
        assert_eq!(returned == S::Returned, matches!(state, S::Succeeded | S::Returned), "{state}");
    }
    for event in [OrderEvent::CaptureAccepted, OrderEvent::Cancelled, OrderEvent::Seen(GatewayState::Open), OrderEvent::StartAccepted] {
        assert_eq!(S::Returned.next(event), S::Returned, "{event:?}");
    }
    // What else comes for it is nobody's order: it waits for a person.
    let view = OrderView {
        id: PaymentOrderId(uuid::Uuid::nil()),
        state: S::Returned,
        amount: eur(100),
        reference: Some("own".into()),
        outstanding: eur(100),
    };
    let mut truth = GatewayTruth::bare("own", GatewayState::Captured);
    truth.captures = vec![capture("c2", eur(100), 1)];
    let settled = settle(&view, &truth, &[]);
    assert_eq!((settled.state, settled.bookings[0].reason), (S::Returned, Some(UnappliedReason::Duplicate)));
}

#[test]
fn nobody_is_told_that_nothing_was_taken_without_proof() {
    use OrderState as S;
    let truth = |state, decline, captured: bool| {
        let mut truth = GatewayTruth::bare("own", state);
        truth.decline = decline;
        truth.captures = if captured { vec![capture("c1", eur(1), 1)] } else { Vec::new() };
        Some(truth)
    };
    let no = Some(DeclineReason::CallBank);
    for (state, last, expected) in [
        (S::Succeeded, None, PaymentOutcome::Paid),
        (S::Processing, truth(GatewayState::Processing, None, false), PaymentOutcome::Pending),
        (S::Open, None, PaymentOutcome::Unknown),
        (S::Open, truth(GatewayState::Open, None, false), PaymentOutcome::Abandoned),
        (S::Open, truth(GatewayState::Open, no, false), PaymentOutcome::Declined),
        (S::ActionRequired, truth(GatewayState::ActionRequired, None, false), PaymentOutcome::Pending),
        (S::Failed, truth(GatewayState::Failed, no, false), PaymentOutcome::Declined),
        (S::Failed, truth(GatewayState::Abandoned, None, false), PaymentOutcome::Abandoned),
        (S::Expired, truth(GatewayState::Expired, None, false), PaymentOutcome::Abandoned),
        (S::Expired, None, PaymentOutcome::Abandoned),
        (S::Cancelled, None, PaymentOutcome::Unknown),
        (S::Cancelled, truth(GatewayState::Expired, None, false), PaymentOutcome::Abandoned),
        (S::Expired, truth(GatewayState::Captured, None, true), PaymentOutcome::Pending),
        (S::Open, truth(GatewayState::Open, Some(DeclineReason::GivenUp), false), PaymentOutcome::Abandoned),
        (S::Cancelled, truth(GatewayState::Open, no, false), PaymentOutcome::Abandoned),
        (S::Returned, None, PaymentOutcome::Returned),
    ] {
        assert_eq!(outcome(state, last.as_ref()), expected, "{state}");
    }
    for state in S::ALL {
        let captured = outcome(*state, truth(GatewayState::Captured, no, true).as_ref());
        assert!(matches!(captured, PaymentOutcome::Paid | PaymentOutcome::Pending | PaymentOutcome::Returned), "{state}");
    }
}

#[test]
fn an_instalment_stands_as_the_day_says() {
    let mut rows = lines(&[100, 100]);
    pour(eur(150), &mut rows);
    for (today, first, second) in [
        ("2027-01-31", InstalmentState::Paid, InstalmentState::PartPaid),
        ("2027-02-01", InstalmentState::Paid, InstalmentState::PartPaid),
        ("2027-02-02", InstalmentState::Paid, InstalmentState::Overdue),
    ] {
        assert_eq!((rows[0].state(day(today)), rows[1].state(day(today))), (first, second), "{today}");
    }
    let open = lines(&[100]);
    assert_eq!((open[0].state(day("2027-01-31")), open[0].state(day("2027-02-01"))), (InstalmentState::Later, InstalmentState::Due));
    let account = Account::new(eur(200), eur(150), eur(30), rows, day("2027-02-02"));
    assert_eq!((account.remaining, account.overdue, account.next.map(|next| next.amount)), (eur(50), eur(50), Some(eur(50))));
}

#[test]
fn another_amount_has_a_range_that_is_told() {
    let account = Account::new(eur(100_000), eur(0), eur(0), lines(&[30_000, 70_000]), day("2027-01-01"));
    let payable = Payable::of(&account);
    let check =
        |choice: &str, amount: &str| PayDraft { choice: choice.into(), amount: amount.into(), ..PayDraft::default() }.check(payable);
    assert_eq!(check("next", "junk").map(|wanted| wanted.amount), Ok(eur(30_000)));
    assert_eq!(check("all", "").map(|wanted| wanted.amount), Ok(eur(100_000)));
    assert_eq!(check("other", "50").map(|wanted| wanted.amount), Ok(eur(5_000)));
    for typed in ["49.99", "1000.01", "0", "-60"] {
        let errors = check("other", typed).unwrap_err();
        let refusal = errors.get("amount").unwrap();
        assert_eq!(
            (refusal.code, refusal.args["min"].as_str(), refusal.args["max"].as_str()),
            (ErrorCode::OutsidePayable, "50.00 EUR", "1000.00 EUR"),
            "{typed}"
        );
    }
    assert_eq!(check("", "").unwrap_err().get("choice").map(|refusal| refusal.code), Some(ErrorCode::Required));
    assert_eq!(check("other", "").unwrap_err().get("amount").map(|refusal| refusal.code), Some(ErrorCode::Required));
    let little = Account::new(eur(100_000), eur(98_000), eur(0), lines(&[100_000]), day("2027-01-01"));
    assert_eq!(Payable::of(&little).map(|payable| payable.min), Some(eur(2_000)));
    assert_eq!(PayDraft::default().check(None).unwrap_err().get("").map(|refusal| refusal.code), Some(ErrorCode::NothingDue));
}

#[test]
fn a_closed_order_rests_whatever_happens() {
    let mut events =
        vec![OrderEvent::StartAccepted, OrderEvent::StartUnknown, OrderEvent::StartRejected, OrderEvent::Expired, OrderEvent::Cancelled];
    events.extend(GatewayState::ALL.iter().copied().map(OrderEvent::Seen));
    for state in OrderState::ALL.iter().filter(|state| !state.is_live()) {
        for event in &events {
            assert_eq!(state.next(*event), *state, "{state} {event:?}");
        }
        let captured = if *state == OrderState::Failed { OrderState::Succeeded } else { *state };
        assert_eq!(state.next(OrderEvent::CaptureAccepted), captured);
    }
}

#[test]
fn another_payment_of_the_gateway_does_not_move_the_order() {
    for state in GatewayState::ALL {
        let settled = settle(&order(OrderState::Open, eur(30_000), eur(30_000)), &GatewayTruth::bare("other", *state), &[]);
        assert_eq!(settled.state, OrderState::Open, "{state}");
    }
    let mut unrecorded = order(OrderState::Created, eur(30_000), eur(30_000));
    unrecorded.reference = None;
    assert_eq!(settle(&unrecorded, &GatewayTruth::bare("first", GatewayState::Processing), &[]).state, OrderState::Processing);
}
