//! Laws of the ledger: every posting sums to zero, and every broken invariant is found.

use domain::ids::{InstalmentId, LedgerAccountId, LedgerTxId, PayerId, PaymentOrderId, TripId};
use domain::invoices::InvoiceKind;
use domain::ledger::verify::{self, AccountRow, CaptureRow, EntryRow, OrderRow, PayerRow, TxRow};
use domain::ledger::{AccountCode, Breach, GatewayAccount, Invariant, Owner, Pocket, Posting, PostingError};
use domain::money::{Currency, Money};
use domain::payments::{
    Booking, Capture, CaptureKey, DisputeFact, GatewayRefund, OrderState, Parts, RefundState, TakenBack, UnappliedReason,
};
use domain::trips::Entity;
use proptest::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn owner() -> Owner {
    Owner { entity: Entity::France, trip: TripId(Uuid::from_u128(1)), payer: PayerId(Uuid::from_u128(2)) }
}

const AT: GatewayAccount<'static> = GatewayAccount { gateway: "stripe", account: "annecy" };

fn booking(taken: Money, advances: Money, unapplied: Money, reason: Option<UnappliedReason>) -> Booking {
    Booking { capture: Capture { key: CaptureKey("c1".into()), money: taken, at: OffsetDateTime::UNIX_EPOCH }, advances, unapplied, reason }
}

fn sides(posting: &Posting) -> Vec<(AccountCode, i64)> {
    posting.entries().iter().map(|entry| (entry.account.code, entry.amount.minor)).collect()
}

#[test]
fn a_capture_is_posted_under_its_own_name() {
    let posting = Posting::capture(owner(), AT, &booking(eur(300), eur(200), eur(100), Some(UnappliedReason::Excess))).unwrap();
    assert_eq!(
        (posting.source_kind().as_str(), posting.source_id(), posting.memo(), posting.entity()),
        ("capture", "stripe:annecy:c1", "excess", Entity::France)
    );
    assert_eq!(sides(&posting), [(AccountCode::Gateway, 300), (AccountCode::Advances, -200), (AccountCode::Unapplied, -100)]);
    assert!(posting.entries()[0].account.payer.is_none() && posting.entries()[0].account.gateway == "stripe:annecy");
    let whole = Posting::capture(owner(), AT, &booking(eur(300), eur(300), eur(0), None)).unwrap();
    assert_eq!(sides(&whole), [(AccountCode::Gateway, 300), (AccountCode::Advances, -300)]);
    for wrong in [booking(eur(300), eur(200), eur(99), None), booking(eur(300), Money::new(300, Currency::CHF), eur(0), None)] {
        assert_eq!(Posting::capture(owner(), AT, &wrong), Err(PostingError::Unbalanced));
    }
    for wrong in [booking(eur(0), eur(0), eur(0), None), booking(eur(-1), eur(-1), eur(0), None), booking(eur(1), eur(2), eur(-1), None)] {
        assert_eq!(Posting::capture(owner(), AT, &wrong), Err(PostingError::NotPositive));
    }
}

#[test]
fn a_credit_note_is_posted_as_the_opposite_of_an_invoice() {
    let invoice = Posting::invoice(owner(), InvoiceKind::Invoice, "FR-F-2026-000001", eur(300)).unwrap();
    assert_eq!((invoice.source_kind().as_str(), invoice.source_id()), ("invoice", "FR-F-2026-000001"));
    assert_eq!(sides(&invoice), [(AccountCode::Receivable, 300), (AccountCode::Sales, -300)]);
    assert!(invoice.entries().iter().all(|entry| entry.account.payer.is_some()), "both accounts are the payer's own");
    let credit = Posting::invoice(owner(), InvoiceKind::CreditNote, "FR-F-2026-000002", eur(100)).unwrap();
    assert_eq!(
        (credit.source_kind().as_str(), sides(&credit)),
        ("credit_note", vec![(AccountCode::Receivable, -100), (AccountCode::Sales, 100)])
    );
}

proptest! {
    #[test]
    fn every_posting_sums_to_zero(minor in any::<i64>(), other in any::<i64>(), chf in any::<bool>()) {
        let currency = if chf { Currency::CHF } else { Currency::EUR };
        let money = Money::new(minor, currency);
        let refund = GatewayRefund { key: "r1".into(), capture: CaptureKey("c1".into()), money, state: RefundState::Succeeded };
        let parts = Parts { advances: Money::new(minor / 3, currency), unapplied: Money::new(minor - minor / 3, currency) };
        let made = [
            Posting::capture(owner(), AT, &booking(money, Money::new(other, currency), Money::new(minor.saturating_sub(other), currency), None)),
            Posting::transfer(owner(), "iban:1", money, Pocket::Advances, ""),
            Posting::apply_credit(owner(), "a", money, ""),
            Posting::release_excess(owner(), "a", money, ""),
            Posting::refund(owner(), AT, &refund, from(parts, 0)),
            Posting::refund_failed(owner(), AT, &refund, from(parts, 0)),
            Posting::returned(owner(), AT, "dp2", money, from(parts, 0)),
            Posting::restored(owner(), AT, "dp2", money, Money::zero(currency)),
            Posting::refund_by_transfer(owner(), "refund_1", money, parts),
            Posting::dispute(Entity::France, AT, "dp1", DisputeFact::Withdrawn, money),
            Posting::dispute(Entity::France, AT, "dp1", DisputeFact::Won, money),
            Posting::dispute(Entity::France, AT, "dp1", DisputeFact::Lost, money),
            Posting::fee(Entity::France, AT, "c1", money),
            Posting::payout(Entity::France, AT, "p1", money),
            Posting::payout_failed(Entity::France, AT, "p1", money),
            Posting::payout_arrived(Entity::France, "iban:1", money),
            Posting::payout_decided(Entity::France, AT, "p1", money, Money::zero(currency)),
            Posting::invoice(owner(), InvoiceKind::Invoice, "FR-F-2026-000001", money),
            Posting::invoice(owner(), InvoiceKind::CreditNote, "FR-F-2026-000002", money),
        ];
        // Fees come back and gateways draw money: these book either way.
        let both_ways = 12..16;
        for (place, posting) in made.iter().enumerate().skip(1) {
            prop_assert_eq!(posting.is_ok(), if both_ways.contains(&place) { minor != 0 } else { minor > 0 });
        }
        prop_assert_eq!(made[0].is_ok(), minor > 0 && (0..=minor).contains(&other));
        for posting in made.into_iter().flatten() {
            prop_assert!(posting.entries().len() >= 2);
            prop_assert_eq!(posting.entries().iter().map(|entry| i128::from(entry.amount.minor)).sum::<i128>(), 0);
            prop_assert!(posting.entries().iter().all(|entry| !entry.amount.is_zero() && entry.amount.currency == currency && entry.account.currency == currency));
            let undone = Posting::reversal(posting.entity(), "tx", posting.entries(), "mistake").unwrap();
            prop_assert!(posting.entries().iter().zip(undone.entries()).all(|(one, other)| one.amount.minor == -other.amount.minor && one.account == other.account));
        }
    }
}

fn from(parts: Parts, beyond: i64) -> TakenBack {
    TakenBack { parts, beyond: Money::new(beyond, parts.advances.currency) }
}

#[test]
fn a_debit_that_came_back_leaves_the_pockets_and_what_they_lack_is_claimed() {
    let parts = Parts { advances: eur(500), unapplied: eur(100) };
    let back = Posting::returned(owner(), AT, "dp1", eur(900), from(parts, 300)).unwrap();
    let expected =
        [(AccountCode::Unapplied, 100), (AccountCode::Advances, 500), (AccountCode::Gateway, -900), (AccountCode::Doubtful, 300)];
    assert_eq!((sides(&back).as_slice(), back.source_id()), (expected.as_slice(), "stripe:annecy:dp1:returned"));
    assert_eq!(Posting::returned(owner(), AT, "dp1", eur(900), from(parts, 299)), Err(PostingError::Unbalanced));
    assert_eq!(Posting::returned(owner(), AT, "dp1", eur(500), from(parts, -100)), Err(PostingError::NotPositive));
    let again = Posting::restored(owner(), AT, "dp1", eur(900), eur(300)).unwrap();
    assert_eq!(sides(&again), [(AccountCode::Gateway, 900), (AccountCode::Doubtful, -300), (AccountCode::Unapplied, -600)]);
    assert!(Posting::restored(owner(), AT, "dp1", eur(900), eur(901)).is_err());
    for fact in [DisputeFact::Returned, DisputeFact::Restored] {
        assert!(Posting::dispute(Entity::France, AT, "dp1", fact, eur(900)).is_err(), "the house alone has no part in it");
    }
}

#[test]
fn a_refund_leaves_the_pockets_it_is_said_to_and_comes_back_into_them() {
    let refund = GatewayRefund { key: "r1".into(), capture: CaptureKey("c1".into()), money: eur(300), state: RefundState::Succeeded };
    let parts = Parts { advances: eur(100), unapplied: eur(200) };
    let left = Posting::refund(owner(), AT, &refund, from(parts, 0)).unwrap();
    assert_eq!(sides(&left), [(AccountCode::Unapplied, 200), (AccountCode::Advances, 100), (AccountCode::Gateway, -300)]);
    let back = Posting::refund_failed(owner(), AT, &refund, from(parts, 0)).unwrap();
    assert_eq!(sides(&back), [(AccountCode::Unapplied, -200), (AccountCode::Advances, -100), (AccountCode::Gateway, 300)]);
    for wrong in [Parts { advances: eur(101), unapplied: eur(200) }, Parts { advances: Money::new(300, Currency::CHF), unapplied: eur(0) }]
    {
        assert_eq!(Posting::refund(owner(), AT, &refund, from(wrong, 0)), Err(PostingError::Unbalanced));
    }
    let wrong = Parts { advances: eur(301), unapplied: eur(-1) };
    assert_eq!(Posting::refund(owner(), AT, &refund, from(wrong, 0)), Err(PostingError::NotPositive));
    let by_hand = Posting::refund_by_transfer(owner(), "refund_1", eur(300), parts).unwrap();
    assert_eq!(sides(&by_hand).last(), Some(&(AccountCode::Bank, -300)));
}

#[test]
fn a_dispute_keeps_its_money_apart_until_it_is_decided() {
    let fact = |fact| sides(&Posting::dispute(Entity::France, AT, "dp1", fact, eur(900)).unwrap());
    assert_eq!(fact(DisputeFact::Withdrawn), [(AccountCode::Disputed, 900), (AccountCode::Gateway, -900)]);
    assert_eq!(fact(DisputeFact::Won), [(AccountCode::Gateway, 900), (AccountCode::Disputed, -900)]);
    assert_eq!(fact(DisputeFact::Lost), [(AccountCode::BadDebts, 900), (AccountCode::Disputed, -900)]);
}

#[test]
fn a_payout_is_on_its_way_until_the_statement_shows_it() {
    let left = Posting::payout(Entity::France, AT, "p1", eur(900)).unwrap();
    assert_eq!(sides(&left), [(AccountCode::PayoutsUnderWay, 900), (AccountCode::Gateway, -900)]);
    let came = Posting::payout_arrived(Entity::France, "iban:1", eur(900)).unwrap();
    assert_eq!(sides(&came), [(AccountCode::Bank, 900), (AccountCode::PayoutsUnderWay, -900)]);
    let back = Posting::payout_failed(Entity::France, AT, "p1", eur(900)).unwrap();
    assert_eq!(sides(&back), [(AccountCode::Gateway, 900), (AccountCode::PayoutsUnderWay, -900)]);
    let drawn = Posting::payout(Entity::France, AT, "p2", eur(-200)).unwrap();
    assert_eq!(sides(&drawn), [(AccountCode::PayoutsUnderWay, -200), (AccountCode::Gateway, 200)]);
    let decided = Posting::payout_decided(Entity::France, AT, "p3", eur(900), eur(25)).unwrap();
    assert_eq!(sides(&decided), [(AccountCode::Bank, 900), (AccountCode::Fees, 25), (AccountCode::Gateway, -925)]);
    assert_eq!(Posting::payout_decided(Entity::France, AT, "p3", eur(900), eur(-1)), Err(PostingError::NotPositive));
}

fn tx(number: u128, source: &str) -> TxRow {
    TxRow { id: LedgerTxId(Uuid::from_u128(number)), source_kind: "capture".into(), source_id: source.into() }
}

fn entry(tx: u128, account: u128, minor: i64, version: i64, after: i64) -> EntryRow {
    EntryRow {
        tx: LedgerTxId(Uuid::from_u128(tx)),
        account: LedgerAccountId(Uuid::from_u128(account)),
        amount: eur(minor),
        account_version: version,
        balance_after: after,
    }
}

fn invariants(breaches: &[Breach]) -> Vec<Invariant> {
    breaches.iter().map(|breach| breach.invariant).collect()
}

#[test]
fn a_sound_ledger_is_silent_and_each_damage_is_found() {
    let txs = [tx(1, "a"), tx(2, "b")];
    let entries = [entry(1, 1, 100, 1, 100), entry(1, 2, -100, 1, -100), entry(2, 1, 50, 2, 150), entry(2, 2, -50, 2, -150)];
    let account = |number, minor| AccountRow { id: LedgerAccountId(Uuid::from_u128(number)), balance: eur(minor), version: 2 };
    let accounts = [account(1, 150), account(2, -150)];
    assert!(
        verify::transactions(&txs, &entries).is_empty()
            && verify::balances(&accounts, &entries).is_empty()
            && verify::facts(&txs).is_empty()
    );

    assert_eq!(invariants(&verify::transactions(&txs, &entries[..3])), [Invariant::I1]);
    assert_eq!(invariants(&verify::transactions(&txs, &entries[..2])), [Invariant::I1], "a transaction without entries");
    assert_eq!(invariants(&verify::transactions(&txs[..1], &entries)), [Invariant::I1, Invariant::I1], "entries without transaction");
    let mut francs = entries;
    francs[3].amount.currency = Currency::CHF;
    assert_eq!(verify::transactions(&txs, &francs).len(), 2, "two currencies never make up for each other");
    assert_eq!(invariants(&verify::balances(&accounts, &francs)), [Invariant::I2]);

    let damages: [fn(&mut EntryRow); 3] = [|row| row.amount.minor += 1, |row| row.balance_after += 1, |row| row.account_version += 1];
    for damage in damages {
        let mut damaged = entries;
        damage(&mut damaged[2]);
        assert!(invariants(&verify::balances(&accounts, &damaged)).contains(&Invariant::I2));
    }
    assert_eq!(invariants(&verify::balances(&[account(1, 151), account(2, -150)], &entries)), [Invariant::I2]);
    assert_eq!(invariants(&verify::facts(&[tx(1, "a"), tx(2, "a")])), [Invariant::I4]);
}

#[test]
fn shares_and_advances_are_watched() {
    let trip = TripId(Uuid::from_u128(1));
    let payer = |number, share, open, received| PayerRow {
        id: PayerId(Uuid::from_u128(number)),
        trip,
        share: eur(share),
        open: eur(open),
        received: eur(received),
    };
    let prices = [(trip, eur(300))];
    assert!(verify::shares(&prices, &[payer(1, 100, 40, 60), payer(2, 200, 0, 200)]).is_empty());
    assert_eq!(invariants(&verify::shares(&prices, &[payer(1, 100, 41, 60), payer(2, 200, 0, 200)])), [Invariant::I7]);
    assert_eq!(invariants(&verify::shares(&prices, &[payer(1, 100, 40, 60)])), [Invariant::I7]);
    assert_eq!(invariants(&verify::shares(&prices, &[payer(1, 100, -1, 101), payer(2, 200, 0, 200)])), [Invariant::I8]);
}

#[test]
fn orders_are_watched() {
    let id = |number| PaymentOrderId(Uuid::from_u128(number));
    let order = |number, state| OrderRow {
        id: id(number),
        trip: TripId(Uuid::from_u128(1)),
        payer: PayerId(Uuid::from_u128(1)),
        state,
        amount: eur(100),
        outstanding: eur(300),
    };
    let orders = [order(1, OrderState::Succeeded), order(2, OrderState::Open)];
    assert!(verify::orders(&orders).is_empty());
    assert_eq!(invariants(&verify::orders(&[order(1, OrderState::Created), order(2, OrderState::Open)])), [Invariant::I9]);
    assert_eq!(invariants(&verify::orders(&[OrderRow { outstanding: eur(99), ..orders[0] }])), [Invariant::I9]);

    let line = |number| InstalmentId(Uuid::from_u128(number));
    let parts = [(id(1), line(1), eur(60)), (id(1), line(2), eur(40)), (id(2), line(2), eur(100))];
    assert!(verify::allocations(&orders, &parts).is_empty());
    assert_eq!(invariants(&verify::allocations(&orders, &parts[1..])), [Invariant::I10]);
    assert_eq!(invariants(&verify::allocations(&orders[..1], &parts)), [Invariant::I10]);

    let row = |order, key: &str, taken, counted, reason| CaptureRow {
        order: id(order),
        key: CaptureKey(key.into()),
        money: eur(taken),
        advances: eur(counted),
        reason,
    };
    let good = [row(1, "a", 100, 100, None), row(1, "b", 100, 0, Some(UnappliedReason::Duplicate))];
    assert!(verify::captures(&orders, &good).is_empty());
    assert!(verify::captures(&orders, &[row(1, "a", 100, 30, Some(UnappliedReason::Excess))]).is_empty());
    for bad in [
        vec![],
        vec![row(1, "a", 100, 100, None), row(1, "b", 100, 100, None)],
        vec![row(1, "a", 99, 99, None)],
        vec![row(1, "a", 100, 100, None), row(2, "b", 100, 100, None)],
        vec![row(1, "a", 100, 99, None)],
        vec![row(1, "a", 100, 100, None), row(2, "b", 50, 50, Some(UnappliedReason::WrongAmount))],
    ] {
        assert_eq!(invariants(&verify::captures(&orders, &bad)), [Invariant::I12], "{bad:?}");
    }

    let back = |key: &str, minor| (id(1), CaptureKey(key.into()), eur(minor));
    assert!(verify::refunds(&good, &[back("a", 60), back("a", 40)]).is_empty());
    for bad in [vec![back("a", 60), back("a", 41)], vec![back("z", 1)], vec![back("a", -1)]] {
        assert_eq!(invariants(&verify::refunds(&good, &bad)), [Invariant::I11], "{bad:?}");
    }
}
