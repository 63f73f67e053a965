//! Laws of money backwards: a refund ends in one state with one sum booked, and never more goes back than came.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::dates;
use domain::error::ErrorCode;
use domain::ids::RefundId;
use domain::money::{Currency, Money};
use domain::payments::*;
use proptest::prelude::*;
use time::Date;
use uuid::Uuid;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn day(text: &str) -> Date {
    dates::from_iso(text).unwrap()
}

fn seen(key: &str, minor: i64, state: RefundState) -> GatewayRefund {
    GatewayRefund { key: key.into(), capture: CaptureKey("c1".into()), money: eur(minor), state }
}

fn known(number: u128, minor: i64, stage: RefundStage) -> KnownRefund {
    let stand = RefundStand { stage, way: RefundWay::Gateway };
    KnownRefund { id: RefundId(Uuid::from_u128(number)), stand, key: None, capture: CaptureKey("c1".into()), money: eur(minor) }
}

/// What the desk keeps: rows, and what the ledger says went back.
#[derive(Clone, Debug, PartialEq)]
struct Books {
    rows: Vec<KnownRefund>,
    gone: i64,
}

impl Books {
    fn hear(&mut self, truth: &[GatewayRefund]) {
        for finding in compare_refunds(&self.rows, truth, &[CaptureKey("c1".into())]) {
            let (money, from, to) = match finding {
                Finding::Moved { id, key, from, to } => {
                    let row = self.rows.iter_mut().find(|row| row.id == id).unwrap();
                    row.stand = to;
                    row.key = Some(key);
                    (row.money, from, to)
                }
                Finding::Foreign { refund, stand } => {
                    let mut row = known(1_000 + self.rows.len() as u128, refund.money.minor, stand.stage);
                    row.key = Some(refund.key);
                    self.rows.push(row);
                    (refund.money, RefundStand::new(RefundWay::Gateway), stand)
                }
            };
            match from.booking(to) {
                Some(RefundBooking::Left) => self.gone += money.minor,
                Some(RefundBooking::CameBack) => self.gone -= money.minor,
                None => {}
            }
        }
    }

    /// What must not depend on the order of arrival.
    fn ends(&self) -> (i64, Vec<(Option<String>, RefundStage, i64)>) {
        let mut rows: Vec<_> = self.rows.iter().map(|row| (row.key.clone(), row.stand.stage, row.money.minor)).collect();
        rows.sort();
        (self.gone, rows)
    }
}

/// The last word about a refund of which these were heard.
fn last_word(states: &[RefundState]) -> Option<RefundStage> {
    let has = |state| states.contains(&state);
    match (has(RefundState::Failed), has(RefundState::Succeeded), has(RefundState::Pending)) {
        (true, ..) => Some(RefundStage::Failed),
        (_, true, _) => Some(RefundStage::Succeeded),
        (.., true) => Some(RefundStage::Pending),
        _ => None,
    }
}

prop_compose! {
    fn news()(key in 0..3_usize, state in prop::sample::select(RefundState::ALL)) -> (usize, RefundState) { (key, state) }
}

proptest! {
    #[test]
    fn any_order_and_repetition_ends_the_same(heard in prop::collection::vec(news(), 1..12), shuffled in any::<prop::sample::Index>(), ours in any::<bool>()) {
        // Three refunds of different amounts; the first is ours and was sent, the others are foreign.
        let truth = |(key, state): &(usize, RefundState)| seen(&format!("r{key}"), 100 + *key as i64, *state);
        let start = || Books { rows: if ours { vec![known(1, 100, RefundStage::Sent)] } else { Vec::new() }, gone: 0 };
        let mut one_by_one = start();
        heard.iter().for_each(|news| one_by_one.hear(&[truth(news)]));
        let mut turned = heard.clone();
        turned.rotate_left(shuffled.index(heard.len()));
        turned.reverse();
        let (mut otherwise, mut at_once) = (start(), start());
        turned.iter().for_each(|news| { otherwise.hear(&[truth(news)]); otherwise.hear(&[truth(news)]); });
        at_once.hear(&heard.iter().map(truth).collect::<Vec<_>>());
        at_once.hear(&heard.iter().map(truth).collect::<Vec<_>>());
        prop_assert_eq!(one_by_one.ends(), otherwise.ends());
        prop_assert_eq!(one_by_one.ends(), at_once.ends());

        let mut gone = 0;
        for key in 0..3 {
            let states: Vec<_> = heard.iter().filter(|news| news.0 == key).map(|news| news.1).collect();
            let row = one_by_one.rows.iter().find(|row| row.key == Some(format!("r{key}")));
            prop_assert_eq!(row.map(|row| row.stand.stage), last_word(&states));
            gone += if last_word(&states) == Some(RefundStage::Succeeded) { 100 + key as i64 } else { 0 };
        }
        prop_assert_eq!(one_by_one.gone, gone);
    }

    #[test]
    fn what_can_be_given_back_never_exceeds_what_came_and_what_is_held(
        captured in 1..1_000_000_i64,
        earlier in prop::collection::vec((prop::sample::select(RefundStage::ALL), 1..500_000_i64), 0..5),
        advances in -1_000..1_000_000_i64,
        unapplied in 0..1_000_000_i64,
    ) {
        let held = Held { advances: eur(advances), unapplied: eur(unapplied) };
        let counted: i64 = earlier.iter().filter(|(stage, _)| *stage != RefundStage::Failed).map(|(_, minor)| minor).sum();
        let left = capture_left(eur(captured), earlier.iter().map(|(stage, minor)| (*stage, eur(*minor))));
        let can = refundable(Some(left), held);
        prop_assert!(can.minor >= 0 && can.minor + counted <= captured.max(counted) && can.minor <= advances.max(0) + unapplied);
        let parts = take_from(can, held);
        prop_assert_eq!(parts.advances.minor + parts.unapplied.minor, can.minor);
        prop_assert!(parts.unapplied.minor <= unapplied && parts.advances.minor <= advances.max(0));
        prop_assert_eq!(refundable(None, held), held.all());
    }
}

#[test]
fn a_refund_moves_forward_only() {
    use RefundEvent as E;
    use RefundStage as S;
    let at = |stage, way| RefundStand { stage, way };
    let gateway = |stage| at(stage, RefundWay::Gateway);
    let transfer = |stage| at(stage, RefundWay::Transfer);
    assert_eq!(gateway(S::Requested).next(E::Sent), gateway(S::Sent));
    assert_eq!(gateway(S::Sent).next(E::Impossible), transfer(S::Requested));
    assert_eq!(gateway(S::Pending).next(E::Impossible), gateway(S::Pending), "the gateway has it: it is not made twice");
    assert_eq!(gateway(S::Succeeded).next(E::Seen(RefundState::Failed)), gateway(S::Failed));
    assert_eq!(gateway(S::Failed).next(E::Seen(RefundState::Succeeded)), gateway(S::Failed));
    assert_eq!(gateway(S::Requested).next(E::Paid), gateway(S::Requested), "a person pays transfers only");
    assert_eq!(transfer(S::Requested).next(E::Paid), transfer(S::Succeeded));
    assert_eq!(transfer(S::Succeeded).next(E::GivenUp), transfer(S::Succeeded));
    assert_eq!(transfer(S::Requested).next(E::Seen(RefundState::Succeeded)), transfer(S::Requested));
    assert_eq!(transfer(S::Requested).next(E::Sent), transfer(S::Requested), "a transfer is never sent to a gateway");
    for from in S::ALL {
        for to in S::ALL {
            let booking = gateway(*from).booking(gateway(*to));
            assert_eq!(booking == Some(RefundBooking::CameBack), (*from, *to) == (S::Succeeded, S::Failed));
            assert_eq!(booking == Some(RefundBooking::Left), !from.is_over() && *to == S::Succeeded);
        }
    }
}

#[test]
fn a_name_is_adopted_only_by_a_refund_that_was_sent() {
    let truth = [seen("r1", 300, RefundState::Pending)];
    let captures = [CaptureKey("c1".into())];
    let foreign = |rows: &[KnownRefund]| matches!(compare_refunds(rows, &truth, &captures)[..], [Finding::Foreign { .. }]);
    assert!(foreign(&[known(1, 300, RefundStage::Requested)]), "one that was never sent is not at the gateway");
    assert!(foreign(&[known(1, 299, RefundStage::Sent)]), "another amount");
    let mut by_transfer = known(1, 300, RefundStage::Sent);
    by_transfer.stand.way = RefundWay::Transfer;
    assert!(foreign(&[by_transfer]));
    let rows = [known(1, 300, RefundStage::Requested), known(2, 300, RefundStage::Sent), known(3, 300, RefundStage::Sent)];
    let [Finding::Moved { id, ref key, to, .. }] = compare_refunds(&rows, &truth, &captures)[..] else { panic!("one of ours") };
    assert_eq!((id, key.as_str(), to.stage), (rows[1].id, "r1", RefundStage::Pending), "the oldest that waits");
    let twins = [seen("r1", 300, RefundState::Succeeded), seen("r2", 300, RefundState::Succeeded), seen("r3", 300, RefundState::Succeeded)];
    let found = compare_refunds(&rows, &twins, &captures);
    assert_eq!(found.iter().filter(|finding| matches!(finding, Finding::Moved { .. })).count(), 2, "each name once");
    assert!(compare_refunds(&[], &[seen("r1", 0, RefundState::Succeeded)], &captures).is_empty());
    assert!(compare_refunds(&[], &truth, &[]).is_empty(), "money that was never booked cannot leave");
}

#[test]
fn the_form_says_what_is_wrong_at_each_field() {
    let today = day("2026-11-22");
    let draft = |amount: &str| RefundDraft {
        way: "gateway".into(),
        amount: amount.into(),
        reason: "annulé".into(),
        left: "900.00 EUR".into(),
        ..RefundDraft::default()
    };
    let wish = draft("360,00").check(eur(90_000), today).unwrap();
    assert_eq!((wish.amount, wish.way, wish.event_on), (eur(36_000), RefundWay::Gateway, today));
    for (amount, code) in [
        ("", ErrorCode::Required),
        ("0", ErrorCode::OutsideRefundable),
        ("-1", ErrorCode::OutsideRefundable),
        ("900,01", ErrorCode::OutsideRefundable),
        ("99999999999", ErrorCode::OutsideRefundable),
        ("100 CHF", ErrorCode::NotAnAmount),
        ("all", ErrorCode::NotAnAmount),
    ] {
        let errors = draft(amount).check(eur(90_000), today).unwrap_err();
        assert_eq!(
            errors.0.iter().map(|(field, refusal)| (field.as_str(), refusal.code)).collect::<Vec<_>>(),
            [("amount", code)],
            "{amount}"
        );
    }
    let all = RefundDraft { event_on: "23/11/2026".into(), left: "1.00 EUR".into(), note: "x".repeat(501), ..RefundDraft::default() };
    let errors = all.check(eur(90_000), today).unwrap_err();
    let fields: Vec<_> = errors.0.iter().map(|(field, refusal)| (field.as_str(), refusal.code)).collect();
    assert_eq!(
        fields,
        [
            ("", ErrorCode::MoneyMoved),
            ("way", ErrorCode::Required),
            ("amount", ErrorCode::Required),
            ("reason", ErrorCode::Required),
            ("note", ErrorCode::TooLong),
            ("event_on", ErrorCode::InTheFuture)
        ]
    );
    let apply = |amount: &str, left: &str| ApplyDraft { amount: amount.into(), left: left.into() }.check(eur(500));
    assert_eq!(apply("5", "5.00 EUR"), Ok(eur(500)));
    assert_eq!(apply("5", "").unwrap(), eur(500));
    assert_eq!(apply("5", "6.00 EUR").unwrap_err().get("").unwrap().code, ErrorCode::MoneyMoved);
    assert_eq!(apply("5.01", "").unwrap_err().get("amount").unwrap().code, ErrorCode::OutsideRefundable);
}

#[test]
fn fourteen_days_count_from_the_event() {
    let event = day("2026-12-20");
    let on = |today: &str, stage, finished: Option<&str>| {
        let clock = clock(event, stage, finished.map(day), day(today));
        (clock.state, clock.left)
    };
    assert_eq!(refund_due_by(event), day("2027-01-03"));
    assert_eq!(on("2026-12-20", RefundStage::Requested, None), (ClockState::Running, 14));
    assert_eq!(on("2027-01-03", RefundStage::Pending, None), (ClockState::Running, 0));
    assert_eq!(on("2027-01-04", RefundStage::Sent, None), (ClockState::Late, -1));
    assert_eq!(on("2027-02-01", RefundStage::Succeeded, Some("2027-01-03")), (ClockState::Met, 0));
    assert_eq!(on("2027-02-01", RefundStage::Succeeded, Some("2027-01-05")), (ClockState::MetLate, -2));
    assert_eq!(on("2027-02-01", RefundStage::Failed, None).0, ClockState::Stopped);
}

#[test]
fn a_dispute_is_decided_once_and_in_any_order() {
    use DisputeStage as S;
    let end = |heard: &[S]| heard.iter().fold(S::Opened, |stage, seen| stage.next(*seen));
    assert_eq!(end(&[S::Withdrawn, S::Opened, S::Won, S::Withdrawn]), S::Won);
    assert_eq!(end(&[S::Lost, S::Opened, S::Withdrawn]), S::Lost);
    assert_eq!(end(&[S::Won, S::Lost]), S::Won, "a decision stands");
    assert!(dispute_facts(DisputeKind::Claim, S::Lost, eur(0)).is_empty(), "nothing was taken");
    assert_eq!(dispute_facts(DisputeKind::Claim, S::Lost, eur(1)), [DisputeFact::Withdrawn, DisputeFact::Lost]);
    assert_eq!(dispute_facts(DisputeKind::Claim, S::Won, eur(1)), [DisputeFact::Withdrawn, DisputeFact::Won]);
    assert!(S::Lost.blocks_refunds() && S::Opened.blocks_refunds() && !S::Won.blocks_refunds());
}
