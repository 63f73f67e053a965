//! Ways to pay: which of those that the agency has may be offered for one payment.
//!
//! One rule for the page that shows them and the server that checks the choice. What a method cannot do is a rule here; what the agency wants is a [`Way`].

use crate::dates::days_between;
use crate::error::{ErrorCode, Refusal};
use crate::money::{Currency, Money};
use crate::text;
use crate::trips::Entity;
use serde::{Deserialize, Serialize};
use time::Date;

words! {
    /// With what one pays, in the order in which it is offered.
    #[derive(Default)]
    PayMethod {
        /// A payment card.
        #[default]
        Card = "card",
        /// TWINT, the payment app of the Swiss banks.
        Twint = "twint",
        /// A direct debit of the single euro payments area.
        SepaDebit = "sepa_debit",
    }
}

/// The most one payment with TWINT can be: 5000.00 CHF.
const TWINT_MOST: i64 = 500_000;

/// How long money paid with TWINT can be given back.
const TWINT_REFUND_DAYS: i64 = 180;

/// A debit is sure only days after it was asked for: none is asked for when the departure is this near.
const SEPA_DAYS_BEFORE_DEPARTURE: i64 = 14;

/// One payment, as far as it decides how it may be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Which company sells the trip.
    pub entity: Entity,
    /// How much.
    pub amount: Money,
    /// The day of paying.
    pub today: Date,
    /// Departure, when it is known.
    pub starts_on: Option<Date>,
    /// Return, when it is known.
    pub ends_on: Option<Date>,
}

impl PayMethod {
    /// Whether this method can pay such a thing at all.
    ///
    /// TWINT is not offered for a trip that ends after its money could still be given back, nor a debit shortly before the departure; nor either of them for a
    /// trip without dates.
    pub fn can_pay(self, occasion: &Occasion) -> bool {
        let until = |date: Option<Date>| date.map(|date| days_between(occasion.today, date));
        let amount = occasion.amount;
        match self {
            Self::Card => true,
            Self::Twint => {
                amount.currency == Currency::CHF
                    && amount.minor <= TWINT_MOST
                    && until(occasion.ends_on).is_some_and(|days| days <= TWINT_REFUND_DAYS)
            }
            Self::SepaDebit => {
                amount.currency == Currency::EUR && until(occasion.starts_on).is_some_and(|days| days > SEPA_DAYS_BEFORE_DEPARTURE)
            }
        }
    }
}

/// A way to pay that the agency has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Name of the gateway.
    pub gateway: String,
    /// With what.
    pub method: PayMethod,
    /// For trips of these companies; empty for all.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// In these currencies; empty for all.
    #[serde(default)]
    pub currencies: Vec<Currency>,
    /// The least amount, in whole units.
    #[serde(default)]
    pub min: Option<i64>,
    /// The largest amount, in whole units.
    #[serde(default)]
    pub max: Option<i64>,
}

impl Way {
    /// A way without limits of the agency's own.
    pub fn plain(gateway: &str, method: PayMethod) -> Self {
        Self { gateway: gateway.to_owned(), method, entities: Vec::new(), currencies: Vec::new(), min: None, max: None }
    }

    fn is_open(&self, occasion: &Occasion) -> bool {
        let amount = occasion.amount;
        let minor = |units: i64| units.saturating_mul(amount.currency.minor_per_unit());
        let entity = self.entities.is_empty() || self.entities.contains(&occasion.entity);
        let currency = self.currencies.is_empty() || self.currencies.contains(&amount.currency);
        let within = self.min.is_none_or(|min| amount.minor >= minor(min)) && self.max.is_none_or(|max| amount.minor <= minor(max));
        entity && currency && within && self.method.can_pay(occasion)
    }
}

/// The ways for a payment, one for each method: the first that is open. Cards come first.
pub fn open_ways<'a>(all: &'a [Way], occasion: &Occasion) -> Vec<&'a Way> {
    let first = |method: &PayMethod| all.iter().find(|way| way.method == *method && way.is_open(occasion));
    PayMethod::ALL.iter().filter_map(first).collect()
}

/// The way that was chosen, a [`PayMethod`] as typed; the first one when nothing was.
///
/// # Errors
/// [`ErrorCode::GatewayUnavailable`] when there is no way at all, [`ErrorCode::NotAChoice`] for one that is not open for this payment.
pub fn choose_way<'a>(all: &'a [Way], occasion: &Occasion, typed: &str) -> Result<&'a Way, Refusal> {
    let open = open_ways(all, occasion);
    let first = open.first().copied().ok_or(ErrorCode::GatewayUnavailable)?;
    if typed.trim().is_empty() {
        return Ok(first);
    }
    let method: PayMethod = text::choice(typed)?;
    open.into_iter().find(|way| way.method == method).ok_or_else(|| ErrorCode::NotAChoice.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::plus_days;
    use proptest::prelude::*;

    fn today() -> Date {
        crate::dates::from_iso("2026-11-22").unwrap()
    }

    fn occasion(minor: i64, currency: Currency, starts_in: i64, ends_in: i64) -> Occasion {
        let entity = if currency == Currency::CHF { Entity::Switzerland } else { Entity::France };
        let day = |days| Some(plus_days(today(), days));
        Occasion { entity, amount: Money::new(minor, currency), today: today(), starts_on: day(starts_in), ends_on: day(ends_in) }
    }

    fn all() -> Vec<Way> {
        [PayMethod::SepaDebit, PayMethod::Twint, PayMethod::Card].map(|method| Way::plain("bank", method)).to_vec()
    }

    fn offered(occasion: &Occasion) -> Vec<PayMethod> {
        open_ways(&all(), occasion).into_iter().map(|way| way.method).collect()
    }

    #[test]
    fn twint_takes_francs_up_to_its_limit_and_while_they_can_go_back() {
        let twint = |occasion: Occasion| offered(&occasion).contains(&PayMethod::Twint);
        assert!(twint(occasion(500_000, Currency::CHF, 30, 44)));
        assert!(!twint(occasion(500_001, Currency::CHF, 30, 44)));
        assert!(!twint(occasion(1, Currency::EUR, 30, 44)));
        assert!(twint(occasion(1, Currency::CHF, 170, 180)) && !twint(occasion(1, Currency::CHF, 170, 181)));
        assert!(!twint(Occasion { ends_on: None, ..occasion(1, Currency::CHF, 30, 44) }));
    }

    #[test]
    fn debits_take_euros_well_before_the_departure() {
        let debit = |occasion: Occasion| offered(&occasion).contains(&PayMethod::SepaDebit);
        assert!(debit(occasion(1, Currency::EUR, 15, 20)) && !debit(occasion(1, Currency::EUR, 14, 20)));
        assert!(!debit(occasion(1, Currency::CHF, 15, 20)));
        assert!(!debit(Occasion { starts_on: None, ..occasion(1, Currency::EUR, 15, 20) }));
    }

    #[test]
    fn cards_come_first_and_each_method_once() {
        assert_eq!(offered(&occasion(1, Currency::CHF, 30, 44)), [PayMethod::Card, PayMethod::Twint]);
        assert_eq!(offered(&occasion(1, Currency::EUR, 30, 44)), [PayMethod::Card, PayMethod::SepaDebit]);
        let two = [
            Way { entities: vec![Entity::Switzerland], ..Way::plain("swiss", PayMethod::Card) },
            Way::plain("french", PayMethod::Card),
            Way::plain("later", PayMethod::Card),
        ];
        let gateway = |occasion: &Occasion| open_ways(&two, occasion).iter().map(|way| way.gateway.as_str()).collect::<Vec<_>>();
        assert_eq!(gateway(&occasion(1, Currency::CHF, 30, 44)), ["swiss"]);
        assert_eq!(gateway(&occasion(1, Currency::EUR, 30, 44)), ["french"]);
    }

    #[test]
    fn the_agency_s_own_limits_hold() {
        let way = Way { currencies: vec![Currency::EUR], min: Some(100), max: Some(200), ..Way::plain("bank", PayMethod::Card) };
        for (minor, open) in [(9_999, false), (10_000, true), (20_000, true), (20_001, false)] {
            assert_eq!(way.is_open(&occasion(minor, Currency::EUR, 30, 44)), open, "{minor}");
        }
        assert!(!way.is_open(&occasion(10_000, Currency::CHF, 30, 44)));
    }

    #[test]
    fn only_what_is_open_can_be_chosen() {
        let francs = occasion(500_001, Currency::CHF, 30, 44);
        let chosen = |typed: &str| choose_way(&all(), &francs, typed).map(|way| way.method).map_err(|refusal| refusal.code);
        assert_eq!((chosen(""), chosen("card")), (Ok(PayMethod::Card), Ok(PayMethod::Card)));
        for wrong in ["twint", "sepa_debit", "gold", "Card"] {
            assert_eq!(chosen(wrong), Err(ErrorCode::NotAChoice), "{wrong}");
        }
        assert_eq!(choose_way(&[], &francs, "").map_err(|refusal| refusal.code), Err(ErrorCode::GatewayUnavailable));
    }

    proptest! {
        #[test]
        fn whatever_is_offered_can_be_chosen_and_nothing_else(
            minor in 1_i64..2_000_000,
            swiss in any::<bool>(),
            starts in -5_i64..400,
            length in 0_i64..60,
        ) {
            let occasion = occasion(minor, if swiss { Currency::CHF } else { Currency::EUR }, starts, starts + length);
            let offered = offered(&occasion);
            prop_assert_eq!(offered.first(), Some(&PayMethod::Card));
            for method in PayMethod::ALL {
                let chosen = choose_way(&all(), &occasion, method.as_str()).is_ok();
                prop_assert_eq!(chosen, offered.contains(method));
            }
            if offered.contains(&PayMethod::Twint) {
                prop_assert!(swiss && minor <= 500_000 && starts + length <= 180);
            }
        }
    }
}
