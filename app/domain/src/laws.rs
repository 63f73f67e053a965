//! One number that depends on every cent: the same natively and in the browser, or a difference is found.
//!
//! Prices, shares, schedules, part payments and schedule changes of pseudo-random trips run through the public functions; every amount and
//! date goes into a hash. Only for tests and for the page that compares: no decision may depend on it.

use crate::dates;
use crate::ids::{ClientId, InstalmentId, StaffId};
use crate::money::{Currency, Money};
use crate::payments::{Instalment, allocate, pour};
use crate::schedules::{ScheduleRule, build, reschedule};
use crate::trips::{self, Entity, Inclusion, InsuranceDecision, Service, ServiceKind, Trip, Zone};
use time::Date;
use uuid::Uuid;

/// 22 November 2025: bookings begin on the thousand days from here.
const FIRST_DAY: i32 = 2_461_002;

/// The digest of `trips` pseudo-random trips drawn from `seed`.
pub fn digest(seed: u64, trips: u32) -> u64 {
    let mut random = SplitMix(seed);
    let mut hash = Fnv::new();
    for _ in 0..trips {
        one_trip(&mut random, &mut hash);
    }
    hash.0
}

fn one_trip(random: &mut SplitMix, hash: &mut Fnv) {
    let trip = draw(random);
    let currency = trip.currency();
    let Some(quote) = trips::quote(&trip) else { return hash.add(-1) };
    for money in [quote.price, quote.insurance, quote.cost, quote.margin, quote.options] {
        hash.add(money.minor);
    }
    hash.add(quote.margin_bp);

    let booked_on = dates::plus_days(Date::from_julian_day(FIRST_DAY).unwrap_or(Date::MIN), random.below(1_000));
    let departure = dates::plus_days(booked_on, random.below(400));
    let rule = ScheduleRule {
        deposit_percent: u32::try_from(random.below(101)).unwrap_or(30),
        balance_days_before: u32::try_from(random.below(90)).unwrap_or(30),
    };
    let weights: Vec<u32> = (0..=random.below(9)).map(|_| u32::try_from(random.below(100)).unwrap_or(1)).collect();
    for (price, insurance) in quote.price.split(&weights).into_iter().zip(quote.insurance.split(&weights)) {
        let mut lines: Vec<Instalment> = build(rule, price, insurance, booked_on, departure)
            .into_iter()
            .map(|planned| Instalment::unpaid(InstalmentId(Uuid::from_u64_pair(random.next(), random.next())), planned))
            .collect();
        let received = Money::new(if price.minor > 0 { random.below(price.minor) } else { 0 }, currency);
        for part in allocate(received, &lines).unwrap_or_default() {
            hash.add(part.amount.minor);
        }
        pour(received, &mut lines);
        for line in &lines {
            hash.add(line.amount.minor);
            hash.add(line.paid.minor);
            hash.add(i64::from(line.due_on.to_julian_day()));
        }
        let changed = Money::new(price.minor.saturating_add(random.below(200_000) - 100_000), currency);
        let next = reschedule(rule, &lines, changed, insurance, dates::plus_days(booked_on, random.below(60)), departure);
        hash.add(next.excess.minor);
        for line in next.lines {
            hash.add(line.amount.minor);
            hash.add(i64::from(line.due_on.to_julian_day()));
        }
    }
}

fn draw(random: &mut SplitMix) -> Trip {
    let entity = if random.below(2) == 0 { Entity::France } else { Entity::Switzerland };
    let services = (0..=random.below(12)).map(|_| service(random, entity.currency())).collect();
    Trip {
        client: ClientId(Uuid::nil()),
        title: String::new(),
        destinations: Vec::new(),
        entity,
        seller: StaffId(Uuid::nil()),
        starts_on: None,
        ends_on: None,
        notes: String::new(),
        services,
        insurance: trips::Insurance { decision: random.pick(InsuranceDecision::ALL).unwrap_or_default(), consent_on: None },
        travellers: Vec::new(),
        days: Vec::new(),
    }
}

fn service(random: &mut SplitMix, currency: Currency) -> Service {
    Service {
        kind: random.pick(ServiceKind::ALL).unwrap_or_default(),
        label: String::new(),
        supplier: String::new(),
        place: String::new(),
        starts_on: None,
        ends_on: None,
        cost: Money::new(random.below(400_000), random.pick(&[Currency::EUR, Currency::CHF, Currency::USD]).unwrap_or(currency)),
        rate: 1 + random.below(2_000_000),
        price: Money::new(random.below(500_000), currency),
        zone: Zone::Outside,
        inclusion: random.pick(Inclusion::ALL).unwrap_or_default(),
    }
}

/// Steele, Lea and Flood's splitmix64: small, and the same on every machine.
struct SplitMix(u64);

impl SplitMix {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below `bound`; 0 when there is no such number.
    fn below(&mut self, bound: i64) -> i64 {
        let bound = u64::try_from(bound).unwrap_or(0).max(1);
        i64::try_from(self.next() % bound).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let at = self.below(i64::try_from(from.len()).unwrap_or(0));
        from.get(usize::try_from(at).unwrap_or(0)).copied()
    }
}

/// FNV-1a over 64 bits.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, number: i64) {
        for byte in number.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn a_digest_depends_on_seed_and_number_only() {
        assert_eq!(digest(1, 50), digest(1, 50));
        assert_ne!(digest(1, 50), digest(2, 50));
        assert_ne!(digest(1, 50), digest(1, 51));
    }
}
