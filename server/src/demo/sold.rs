//! The trips of the demo agency, in days from the day they are loaded. Data only.

use super::journeys::{BRAZIL, CHINA, ITALY, JORDAN, Journey, MEXICO, NORTH_INDIA, ORISSA, PERU};
use domain::trips::{Entity as House, InsuranceDecision, TripState};

/// Which part of the price has arrived, by transfer to the agency's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paid {
    /// Nothing.
    Nothing,
    /// What was due at booking.
    Deposit,
    /// What was due at booking and this many percent of the rest.
    Part(i64),
    /// Everything.
    Whole,
}

/// A trip of the demo.
#[derive(Debug)]
pub(super) struct Sold {
    /// Tells it apart when the demo is loaded again.
    pub(super) title: &'static str,
    pub(super) journey: &'static Journey,
    /// Given and family name of the client.
    pub(super) client: (&'static str, &'static str),
    /// E-mail of the seller.
    pub(super) seller: &'static str,
    pub(super) entity: House,
    /// Departure, in days from today; none when it is still open.
    pub(super) departs: Option<i64>,
    /// When it was written, in days from today (zero or less).
    pub(super) booked: i64,
    pub(super) state: TripState,
    pub(super) travellers: &'static [(&'static str, &'static str, &'static str)],
    pub(super) insurance: InsuranceDecision,
    pub(super) discount: i64,
    pub(super) paid: Paid,
    pub(super) notes: &'static str,
}

const fn sold(
    title: &'static str,
    journey: &'static Journey,
    client: (&'static str, &'static str),
    seller: &'static str,
    state: TripState,
) -> Sold {
    Sold {
        title,
        journey,
        client,
        seller,
        entity: House::France,
        departs: None,
        booked: -3,
        state,
        travellers: &[],
        insurance: InsuranceDecision::Offered,
        discount: 0,
        paid: Paid::Nothing,
        notes: "",
    }
}

const LUCIE: &str = "lucie@altair.example";
const ARJUN: &str = "arjun@altair.example";
const CHIARA: &str = "chiara@altair.example";

const FONTANEL: &[(&str, &str, &str)] = &[
    ("Camille", "Fontanel", "1979-05-12"),
    ("Antoine", "Fontanel", "1977-11-02"),
    ("Léna", "Fontanel", "2012-03-23"),
    ("Jules", "Fontanel", "2015-08-09"),
];

pub(super) const TRIPS: &[Sold] = &[
    Sold {
        departs: Some(74),
        booked: -12,
        travellers: FONTANEL,
        insurance: InsuranceDecision::Accepted,
        discount: 250,
        paid: Paid::Deposit,
        notes: "Léna est végétarienne. Chambres communicantes demandées partout.",
        ..sold("Pérou en famille, de Lima au Machu Picchu", &PERU, ("Camille", "Fontanel"), LUCIE, TripState::Confirmed)
    },
    Sold {
        departs: Some(-410),
        booked: -560,
        travellers: FONTANEL,
        insurance: InsuranceDecision::Declined,
        paid: Paid::Whole,
        ..sold("Rome et Pompéi en famille", &ITALY, ("Camille", "Fontanel"), CHIARA, TripState::Completed)
    },
    Sold {
        departs: Some(-4),
        booked: -120,
        entity: House::Switzerland,
        travellers: &[("Tom", "Whitfield", "1988-01-30"), ("Amy", "Whitfield", "1990-07-14")],
        insurance: InsuranceDecision::Accepted,
        paid: Paid::Whole,
        ..sold("Jordanie, de Jerash à la mer Morte", &JORDAN, ("Tom", "Whitfield"), CHIARA, TripState::Confirmed)
    },
    Sold {
        departs: Some(20),
        booked: -95,
        travellers: &[("Élodie", "Brunet", "1984-09-17"), ("Karim", "Benali", "1982-02-04")],
        insurance: InsuranceDecision::Declined,
        paid: Paid::Deposit,
        notes: "Relancer pour le solde.",
        ..sold("Inde du Nord et Temple d’Or", &NORTH_INDIA, ("Élodie", "Brunet"), ARJUN, TripState::Confirmed)
    },
    Sold {
        departs: Some(121),
        entity: House::Switzerland,
        travellers: &[("Marc", "Devaud", "1971-12-01"), ("Claudine", "Devaud", "1973-04-28"), ("Peter", "Imhof", "1968-06-19")],
        discount: 400,
        ..sold("Chine, voyage d’entreprise", &CHINA, ("Marc", "Devaud"), ARJUN, TripState::Proposed)
    },
    Sold {
        departs: Some(96),
        travellers: &[("Jeanne", "Morel", "1958-10-10"), ("Paul", "Morel", "1956-03-03")],
        ..sold("Mexique, cités mayas", &MEXICO, ("Jeanne", "Morel"), LUCIE, TripState::Proposed)
    },
    Sold {
        departs: Some(45),
        booked: -60,
        travellers: &[("Paul", "Morel", "1956-03-03")],
        insurance: InsuranceDecision::Declined,
        notes: "Annulé à la demande du client avant tout paiement.",
        ..sold("Chine en solo", &CHINA, ("Paul", "Morel"), ARJUN, TripState::Cancelled)
    },
    Sold {
        departs: Some(88),
        travellers: &[("Inès", "Chappuis", "1995-05-05"), ("Louise", "Favre", "1994-08-21")],
        ..sold("Odisha, le char du Soleil", &ORISSA, ("Inès", "Chappuis"), ARJUN, TripState::Proposed)
    },
    Sold {
        departs: Some(52),
        booked: -80,
        travellers: &[("Hugo", "Roch", "1986-02-26"), ("Sarah", "Roch", "1987-09-09"), ("Noé", "Roch", "2018-01-15")],
        insurance: InsuranceDecision::Accepted,
        paid: Paid::Whole,
        ..sold("Brésil, de Rio à Salvador", &BRAZIL, ("Hugo", "Roch"), LUCIE, TripState::Confirmed)
    },
    Sold {
        departs: Some(38),
        booked: -30,
        entity: House::Switzerland,
        travellers: &[("Margaret", "Ellis", "1961-07-07")],
        insurance: InsuranceDecision::Declined,
        paid: Paid::Part(40),
        ..sold("Rome, Ostie et Naples", &ITALY, ("Margaret", "Ellis"), CHIARA, TripState::Confirmed)
    },
    Sold {
        departs: Some(-220),
        booked: -400,
        travellers: &[("Yann", "Le Goff", "1975-11-11"), ("Maud", "Le Goff", "1977-01-20")],
        insurance: InsuranceDecision::Accepted,
        paid: Paid::Whole,
        ..sold("Pérou à deux", &PERU, ("Yann", "Le Goff"), LUCIE, TripState::Completed)
    },
    Sold {
        departs: Some(-75),
        booked: -190,
        travellers: &[("Yann", "Le Goff", "1975-11-11")],
        insurance: InsuranceDecision::Declined,
        paid: Paid::Whole,
        ..sold("Petra et le Wadi Rum", &JORDAN, ("Yann", "Le Goff"), CHIARA, TripState::Completed)
    },
    Sold {
        departs: Some(150),
        entity: House::Switzerland,
        travellers: &[("Sabine", "Keller", "1990-12-24")],
        insurance: InsuranceDecision::NotOffered,
        notes: "Première esquisse, à revoir avec elle.",
        ..sold("Mexique, première idée", &MEXICO, ("Sabine", "Keller"), LUCIE, TripState::Draft)
    },
    Sold {
        travellers: &[("Étienne", "Blanchard", "1969-03-30")],
        insurance: InsuranceDecision::NotOffered,
        notes: "Dates à fixer\u{a0}: plutôt au printemps.",
        ..sold("Jordanie, dates à fixer", &JORDAN, ("Étienne", "Blanchard"), CHIARA, TripState::Draft)
    },
];
