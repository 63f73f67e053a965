//! Laws of shares: whatever people agree, pay and change, each cent of the price is owed by exactly one of them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::dates::plus_days;
use domain::ids::{InstalmentId, PayerId};
use domain::money::{Currency, Money};
use domain::payers::{Holding, follow, premiums};
use domain::payments::{Account, NextDue};
use domain::payments::{Asked, Instalment, asked, pour};
use domain::schedules::{ScheduleChange, ScheduleRule, build, reschedule};
use proptest::prelude::*;
use time::Date;
use uuid::Uuid;

/// Cases; `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn day(number: i32) -> Date {
    Date::from_julian_day(2_461_002 + number).unwrap()
}

/// A payer of the model: their share, their lines, what they have paid.
struct Payer {
    holding: Holding,
    lines: Vec<Instalment>,
    received: Money,
}

struct Model {
    currency: Currency,
    payers: Vec<Payer>,
    ids: u128,
}

impl Model {
    fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    fn id(&mut self) -> InstalmentId {
        self.ids += 1;
        InstalmentId(Uuid::from_u128(self.ids))
    }

    fn shares(&self) -> Vec<Money> {
        self.payers.iter().map(|payer| payer.holding.share).collect()
    }

    /// What the ledger does with a change of schedule: superseded rows go, what is in excess is set aside.
    fn apply(&mut self, at: usize, change: ScheduleChange) {
        let old = std::mem::take(&mut self.payers[at].lines);
        let mut lines = Vec::new();
        for line in change.lines {
            let id = line.id.unwrap_or_else(|| self.id());
            let kept = old.iter().find(|row| Some(row.id) == line.id);
            if let Some(kept) = kept {
                assert_eq!((kept.kind, kept.due_on, kept.amount), (line.kind, line.due_on, line.amount), "a row is never edited");
            }
            lines.push(Instalment { id, kind: line.kind, due_on: line.due_on, amount: line.amount, paid: self.money(0) });
        }
        let payer = &mut self.payers[at];
        payer.received = payer.received.sub(change.excess).unwrap();
        pour(payer.received, &mut lines);
        payer.lines = lines;
    }

    fn check(&self, price: Money) {
        assert_eq!(Money::sum(self.currency, self.shares()), Some(price), "shares add up to the price");
        for payer in &self.payers {
            let share = payer.holding.share;
            assert!(share.minor >= 0 && payer.received.minor <= share.minor, "nobody's advances exceed their share");
            assert_eq!(
                Money::sum(self.currency, payer.lines.iter().map(|line| line.amount)),
                Some(share),
                "a schedule adds up to its share"
            );
            assert!(payer.lines.iter().all(|line| line.amount.minor > 0), "no instalment of nothing");
            let account = Account::new(share, payer.received, self.money(0), payer.lines.clone(), day(0));
            let open: i64 = payer.lines.iter().map(|line| line.open().minor).sum();
            assert_eq!(open, account.remaining.minor);
            match asked(&account, payer.lines.last().map(|line| line.id)) {
                Asked::Pay(amount, _) => assert_eq!(amount, account.remaining, "a link to the last line asks for everything"),
                Asked::Paid => assert!(account.remaining.is_zero()),
                Asked::Replaced => assert!(payer.lines.is_empty() && !account.remaining.is_zero()),
            }
            let next: Option<NextDue> = account.next;
            assert_eq!(next.is_some(), !account.remaining.is_zero());
        }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_cent_is_owed_by_exactly_one_payer(
        franc in any::<bool>(),
        price in 0_i64..3_000_000,
        insurance in 0_i64..60_000,
        persons in prop::collection::vec(1_u32..6, 1..=9),
        amounts in any::<bool>(),
        (percent, before, departs) in (0_u32..=100, 0_u32..90, 0_i64..400),
        steps in prop::collection::vec((0_i64..3_000_000, 0_usize..9, 0_i64..=100, any::<bool>(), 0_i64..60), 0..8),
    ) {
        let currency = if franc { Currency::CHF } else { Currency::EUR };
        let rule = ScheduleRule { deposit_percent: percent, balance_days_before: before };
        let mut model = Model { currency, payers: Vec::new(), ids: 0 };
        let (mut price, departure) = (model.money(price), plus_days(day(0), departs));
        let shares = price.split(&persons);
        let parts = premiums(model.money(insurance.min(price.minor)), &shares);
        for ((share, premium), persons) in shares.iter().zip(parts).zip(&persons) {
            let lines = build(rule, *share, premium, day(0), departure);
            let lines = lines.into_iter().map(|line| Instalment::unpaid(model.id(), line)).collect();
            let payer = PayerId(Uuid::from_u128(u128::from(*persons)));
            let holding = Holding { payer, share: *share, persons: (!amounts).then_some(*persons) };
            model.payers.push(Payer { holding, lines, received: model.money(0) });
        }
        model.check(price);
        for (new_price, who, paid, sold, later) in steps {
            // Somebody pays a part of what they owe.
            let who = who % model.payers.len();
            let payer = &mut model.payers[who];
            let part = (payer.holding.share.minor - payer.received.minor) * paid / 100;
            payer.received = Money::new(payer.received.minor + part, currency);
            pour(payer.received, &mut payer.lines);
            model.check(price);
            // Then the price changes.
            price = model.money(new_price);
            let held: Vec<Holding> = model.payers.iter().map(|payer| payer.holding).collect();
            let shares = follow(price, &held, sold);
            let parts = premiums(model.money(insurance.min(price.minor)), &shares);
            for (at, (share, premium)) in shares.into_iter().zip(parts).enumerate() {
                prop_assert!(premium.minor <= share.minor);
                let paid_before: Vec<Instalment> = model.payers[at].lines.iter().filter(|line| line.paid.minor > 0).copied().collect();
                let change = reschedule(rule, &model.payers[at].lines, share, premium, plus_days(day(0), later), departure);
                let whole: i64 = paid_before.iter().map(|line| line.amount.minor).sum();
                if whole <= share.minor {
                    for line in &paid_before {
                        prop_assert!(!change.superseded.contains(&line.id), "a line with money on it is untouched");
                    }
                }
                model.payers[at].holding.share = share;
                model.apply(at, change);
            }
            model.check(price);
        }
    }

    #[test]
    fn who_agreed_on_an_amount_moves_only_by_their_part_of_the_difference(
        old in prop::collection::vec(1_i64..1_000_000, 1..=9),
        new in 0_i64..5_000_000,
    ) {
        let held: Vec<Holding> = old.iter().map(|minor| Holding {
            payer: PayerId(Uuid::nil()),
            share: Money::new(*minor, Currency::EUR),
            persons: None,
        }).collect();
        let before: i64 = old.iter().sum();
        let after = follow(Money::new(new, Currency::EUR), &held, true);
        for (old, after) in old.iter().zip(&after) {
            let exact = i128::from(*old) * i128::from(new);
            let found = i128::from(after.minor) * i128::from(before);
            prop_assert!((exact - found).abs() <= i128::from(before), "{old} of {before} became {} of {new}", after.minor);
        }
    }
}
