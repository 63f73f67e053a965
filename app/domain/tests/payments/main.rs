//! Laws of payments: money is counted once, in whatever order the news comes.
#![expect(clippy::unwrap_used, reason = "tests")]

mod states;

use domain::dates;
use domain::error::ErrorCode;
use domain::ids::{InstalmentId, PaymentOrderId};
use domain::money::{Currency, Money};
use domain::payments::*;
use domain::schedules::{InstalmentKind, PlannedInstalment};
use proptest::prelude::*;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn day(text: &str) -> Date {
    dates::from_iso(text).unwrap()
}

fn lines(amounts: &[i64]) -> Vec<Instalment> {
    let planned = |minor: &i64| PlannedInstalment { kind: InstalmentKind::Instalment, due_on: day("2027-02-01"), amount: eur(*minor) };
    amounts
        .iter()
        .enumerate()
        .map(|(at, minor)| Instalment::unpaid(InstalmentId(Uuid::from_u128(at as u128 + 1)), planned(minor)))
        .collect()
}

fn capture(key: &str, money: Money, at: i64) -> Capture {
    Capture { key: CaptureKey(key.into()), money, at: OffsetDateTime::from_unix_timestamp(at).unwrap() }
}

fn order(state: OrderState, amount: Money, outstanding: Money) -> OrderView {
    OrderView { id: PaymentOrderId(Uuid::from_u128(7)), state, amount, reference: Some("own".into()), outstanding }
}

/// Everything that settling leaves behind.
#[derive(Clone, Debug, PartialEq)]
struct Books {
    order: OrderView,
    captures: Vec<BookedCapture>,
    advances: i64,
    unapplied: Vec<(String, i64)>,
    receipts: usize,
    tasks: usize,
}

impl Books {
    fn new(state: OrderState, amount: Money, outstanding: Money) -> Self {
        Self { order: order(state, amount, outstanding), captures: Vec::new(), advances: 0, unapplied: Vec::new(), receipts: 0, tasks: 0 }
    }

    /// Writes a settlement down as the desk does.
    fn hear(&mut self, truth: &GatewayTruth) {
        let settled = settle(&self.order, truth, &self.captures);
        self.order.state = settled.state;
        for booking in settled.bookings {
            self.advances += booking.advances.minor;
            self.order.outstanding.minor -= booking.advances.minor;
            if !booking.unapplied.is_zero() {
                self.unapplied.push((booking.unapplied.currency.to_string(), booking.unapplied.minor));
            }
            self.captures.push(BookedCapture { key: booking.capture.key, reason: booking.reason });
        }
        self.unapplied.sort();
        self.receipts += settled.effects.iter().filter(|effect| matches!(effect, Effect::Receipt(_))).count();
        self.tasks += settled.effects.iter().filter(|effect| matches!(effect, Effect::Task(..))).count();
    }

    /// What must not depend on the order of arrival.
    fn sums(&self) -> (OrderState, i64, Vec<(String, i64)>, usize, usize, usize) {
        (self.order.state, self.advances, self.unapplied.clone(), self.receipts, self.tasks, self.captures.len())
    }
}

fn permutations<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    if items.len() < 2 {
        return vec![items.to_vec()];
    }
    (0..items.len())
        .flat_map(|first| {
            let mut rest = items.to_vec();
            let head = rest.remove(first);
            permutations(&rest).into_iter().map(move |mut tail| {
                tail.insert(0, head.clone());
                tail
            })
        })
        .collect()
}

fn five_truths() -> Vec<GatewayTruth> {
    let bare = |state| GatewayTruth::bare("own", state);
    let mut declined = bare(GatewayState::Failed);
    declined.decline = Some(DeclineReason::InsufficientFunds);
    let mut captured = bare(GatewayState::Captured);
    captured.captures = vec![capture("c1", eur(30_000), 100)];
    vec![bare(GatewayState::Open), bare(GatewayState::ActionRequired), bare(GatewayState::Processing), declined, captured]
}

#[test]
fn all_120_orders_of_arrival_with_any_one_heard_twice_end_the_same() {
    let mut seen = 0;
    for truths in permutations(&five_truths()) {
        seen += 1;
        for twice in 0..truths.len() {
            for at in 0..=truths.len() {
                let mut heard = truths.clone();
                heard.insert(at, truths[twice].clone());
                let mut books = Books::new(OrderState::Created, eur(30_000), eur(100_000));
                heard.iter().for_each(|truth| books.hear(truth));
                assert_eq!(books.sums(), (OrderState::Succeeded, 30_000, vec![], 1, 0, 1), "{heard:?}");
            }
        }
    }
    assert_eq!(seen, 120);
}

prop_compose! {
    fn any_capture()(key in 0_u8..4) -> Capture {
        // A key always names the same money: that is what the gateway promises.
        let money = match key { 0 | 1 => eur(30_000), 2 => eur(29_999), _ => Money::new(30_000, Currency::CHF) };
        capture(&format!("c{key}"), money, 100 + i64::from(key))
    }
}

prop_compose! {
    fn any_truth()(reference in prop::sample::select(vec!["own", "own", "own", "other"]), state in prop::sample::select(GatewayState::ALL), captures in prop::collection::vec(any_capture(), 0..3)) -> GatewayTruth {
        let mut truth = GatewayTruth::bare(reference, state);
        // A capture belongs to one payment of the gateway.
        truth.captures = captures.into_iter().map(|mut capture| { capture.key = CaptureKey(format!("{reference}-{}", capture.key.0)); capture }).collect();
        truth
    }
}

proptest! {

    #[test]
    fn truths_commute_and_repeat(
        truths in prop::collection::vec(any_truth(), 1..6), state in prop::sample::select(OrderState::ALL),
        outstanding in prop::sample::select(vec![0_i64, 1, 20_000, 30_000, 90_000]), shuffle in any::<u64>(),
    ) {
        let start = Books::new(state, eur(30_000), eur(outstanding));
        let mut once = start.clone();
        truths.iter().for_each(|truth| once.hear(truth));
        let mut heard: Vec<GatewayTruth> = truths.iter().chain(&truths).cloned().collect();
        let mut random = shuffle;
        for at in (1..heard.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            heard.swap(at, (random >> 33) as usize % (at + 1));
        }
        let mut shuffled = start.clone();
        heard.iter().for_each(|truth| shuffled.hear(truth));
        prop_assert_eq!(once.sums(), shuffled.sums());
        // Heard again, nothing happens at all.
        let settled = shuffled.clone();
        truths.iter().for_each(|truth| shuffled.hear(truth));
        prop_assert_eq!(settled, shuffled);
    }

    #[test]
    fn no_truth_takes_more_than_is_due_or_loses_a_cent(truths in prop::collection::vec(any_truth(), 1..8), state in prop::sample::select(OrderState::ALL), outstanding in 0_i64..60_000) {
        let mut books = Books::new(state, eur(30_000), eur(outstanding));
        let mut step = books.order.state;
        for truth in &truths {
            books.hear(truth);
            // A closed order never lives again, and what succeeded has succeeded.
            prop_assert!(step.is_live() || !books.order.state.is_live());
            prop_assert!(step != OrderState::Succeeded || books.order.state == OrderState::Succeeded);
            prop_assert!(!matches!(step, OrderState::Expired | OrderState::Cancelled) || books.order.state == step);
            step = books.order.state;
        }
        prop_assert!(books.advances <= outstanding.min(30_000));
        let mut taken: Vec<&Capture> = truths.iter().flat_map(|truth| &truth.captures).collect();
        taken.sort_by(|a, b| a.key.cmp(&b.key));
        taken.dedup_by(|a, b| a.key == b.key);
        let sum: i64 = taken.iter().map(|capture| capture.money.minor).sum();
        prop_assert_eq!(books.advances + books.unapplied.iter().map(|(_, minor)| minor).sum::<i64>(), sum);
        let own = books.captures.iter().filter(|capture| capture.reason.is_none_or(UnappliedReason::is_of_order)).count();
        prop_assert!(own <= 1 && (own == 0 || books.order.state == OrderState::Succeeded));
    }

    #[test]
    fn an_allocation_adds_up_oldest_first(amounts in prop::collection::vec(1_i64..10_000, 1..9), received in 0_i64..30_000, wanted in -10_i64..90_000) {
        let mut open = lines(&amounts);
        pour(eur(received), &mut open);
        let total: i64 = open.iter().map(|line| line.open().minor).sum();
        prop_assert_eq!(total, (amounts.iter().sum::<i64>() - received).max(0));
        match allocate(eur(wanted), &open) {
            Ok(parts) => {
                prop_assert!((1..=total).contains(&wanted));
                prop_assert_eq!(parts.iter().map(|part| part.amount.minor).sum::<i64>(), wanted);
                let mut before = open.clone();
                pour(eur(received + wanted), &mut open);
                for (was, is) in before.iter_mut().zip(&open) {
                    let part = parts.iter().find(|part| part.instalment == was.id).map_or(0, |part| part.amount.minor);
                    prop_assert_eq!(was.paid.minor + part, is.paid.minor);
                }
            }
            Err(refusal) => {
                prop_assert!(!(1..=total).contains(&wanted));
                prop_assert_eq!(refusal.code, ErrorCode::OutsidePayable);
            }
        }
    }

    #[test]
    fn what_a_form_accepts_a_start_accepts(amounts in prop::collection::vec(1_i64..20_000, 1..5), received in 0_i64..60_000, choice in prop::sample::select(PayChoice::ALL), typed in 0_i64..60_000) {
        let price: i64 = amounts.iter().sum();
        let account = Account::new(eur(price), eur(received.min(price)), eur(0), lines(&amounts), day("2027-01-01"));
        let payable = Payable::of(&account);
        prop_assert_eq!(payable.is_none(), received >= price);
        let draft = PayDraft { choice: choice.to_string(), amount: eur(typed).to_field(), ..PayDraft::default() };
        match draft.check(payable) {
            Ok(wanted) => {
                prop_assert_eq!(start(None, account.remaining, wanted.amount), StartDecision::Create);
                prop_assert!(allocate(wanted.amount, &account.instalments).is_ok());
            }
            Err(errors) => prop_assert!(payable.is_none() || (errors.get("amount").is_some() && !(5_000.min(account.remaining.minor)..=account.remaining.minor).contains(&typed))),
        }
    }

    #[test]
    fn a_start_never_asks_more_than_is_due_and_never_twice(state in prop::sample::select(OrderState::ALL), live in 1_i64..200, outstanding in -10_i64..200, wanted in -10_i64..200) {
        let order = LiveOrder { id: PaymentOrderId(Uuid::from_u128(7)), amount: eur(live), state };
        match start(Some(order), eur(outstanding), eur(wanted)) {
            StartDecision::Create => prop_assert!(!state.is_live() && (1..=outstanding).contains(&wanted)),
            StartDecision::Reuse(_) => prop_assert!(state.is_live() && live == wanted && wanted <= outstanding),
            StartDecision::Expire(_) => prop_assert!(state.is_live() && live != wanted && wanted <= outstanding),
            StartDecision::Refuse(ErrorCode::NothingDue) => prop_assert!(outstanding <= 0),
            StartDecision::Refuse(ErrorCode::OutsidePayable) => prop_assert!(!(1..=outstanding).contains(&wanted)),
            StartDecision::Refuse(code) => {
                prop_assert_eq!(code, ErrorCode::PaymentUnderWay);
                prop_assert!(matches!(state, OrderState::Processing | OrderState::Authorized));
            }
        }
        prop_assert_eq!(start(Some(order), eur(outstanding), Money::new(wanted, Currency::CHF)) == StartDecision::Create, false);
    }
}

#[test]
fn money_that_does_not_fit_is_kept_aside_and_leaves_the_order_alone() {
    use OrderState::*;
    use UnappliedReason as R;
    let chf = Money::new(30_000, Currency::CHF);
    for (state, reference, money, reason, after) in [
        (Open, "own", eur(30_000), None, Succeeded),
        (Created, "own", eur(30_000), None, Succeeded),
        (Failed, "own", eur(30_000), None, Succeeded),
        (Failed, "other", eur(30_000), Some(R::OtherPayment), Failed),
        (Open, "other", eur(30_000), Some(R::OtherPayment), Open),
        (Expired, "own", eur(30_000), Some(R::Late), Expired),
        (Cancelled, "own", eur(30_000), Some(R::Late), Cancelled),
        (Succeeded, "own", eur(30_000), Some(R::Duplicate), Succeeded),
        (Open, "own", chf, Some(R::WrongCurrency), Open),
        (Open, "own", eur(29_999), Some(R::WrongAmount), Open),
        (Open, "own", eur(30_001), Some(R::WrongAmount), Open),
    ] {
        let mut truth = GatewayTruth::bare(reference, GatewayState::Captured);
        truth.captures = vec![capture("c1", money, 100)];
        let settled = settle(&order(state, eur(30_000), eur(100_000)), &truth, &[]);
        assert_eq!(
            (settled.state, settled.bookings.len(), settled.bookings[0].reason),
            (after, 1, reason),
            "{state} {reference} {money:?}"
        );
        assert_eq!(settled.bookings[0].advances.is_zero(), reason.is_some());
        assert_eq!(
            settled.effects,
            [match reason {
                None => Effect::Receipt(CaptureKey("c1".into())),
                Some(reason) => Effect::Task(CaptureKey("c1".into()), reason),
            }]
        );
    }
}

#[test]
fn an_order_paid_after_the_price_fell_keeps_the_excess_aside() {
    let mut truth = GatewayTruth::bare("own", GatewayState::Captured);
    truth.captures = vec![capture("c1", eur(30_000), 100)];
    let settled = settle(&order(OrderState::Open, eur(30_000), eur(10_000)), &truth, &[]);
    let booking = &settled.bookings[0];
    assert_eq!(
        (settled.state, booking.advances, booking.unapplied, booking.reason),
        (OrderState::Succeeded, eur(10_000), eur(20_000), Some(UnappliedReason::Excess))
    );
    assert_eq!(settled.effects.len(), 2);
}
