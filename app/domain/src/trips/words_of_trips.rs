//! The closed lists a trip is described with.

use crate::error::{ErrorCode, Refusal};
use crate::money::Currency;
use crate::text;

words! {
    /// The company of the group that sells the trip; decides its currency and law.
    #[derive(Default)]
    Entity {
        /// The French company: euro.
        #[default]
        France = "fr",
        /// The Swiss company: Swiss franc.
        Switzerland = "ch",
    }
}

impl Entity {
    /// The currency its trips are sold in.
    pub const fn currency(self) -> Currency {
        match self {
            Self::France => Currency::EUR,
            Self::Switzerland => Currency::CHF,
        }
    }
}

words! {
    /// Where a trip goes and a seller is at home.
    Destination {
        /// Argentina.
        Argentina = "argentina",
        /// Bolivia.
        Bolivia = "bolivia",
        /// Brazil.
        Brazil = "brazil",
        /// Cambodia.
        Cambodia = "cambodia",
        /// Chile.
        Chile = "chile",
        /// China.
        China = "china",
        /// Colombia.
        Colombia = "colombia",
        /// Costa Rica.
        CostaRica = "costa-rica",
        /// Cuba.
        Cuba = "cuba",
        /// Ecuador.
        Ecuador = "ecuador",
        /// Guatemala.
        Guatemala = "guatemala",
        /// India.
        India = "india",
        /// Indonesia.
        Indonesia = "indonesia",
        /// Italy.
        Italy = "italy",
        /// Japan.
        Japan = "japan",
        /// Jordan.
        Jordan = "jordan",
        /// Laos.
        Laos = "laos",
        /// Mexico.
        Mexico = "mexico",
        /// Nepal.
        Nepal = "nepal",
        /// Peru.
        Peru = "peru",
        /// Sri Lanka.
        SriLanka = "sri-lanka",
        /// Thailand.
        Thailand = "thailand",
        /// Vietnam.
        Vietnam = "vietnam",
    }
}

impl Destination {
    /// Reads the ticked boxes of a form; doubles are dropped.
    ///
    /// # Errors
    /// [`ErrorCode::NotAChoice`].
    pub fn parse_list(words: &[String]) -> Result<Vec<Self>, Refusal> {
        let mut list = Vec::new();
        for word in words.iter().filter(|word| !word.trim().is_empty()) {
            let destination = text::choice(word).map_err(|_| ErrorCode::NotAChoice)?;
            if !list.contains(&destination) {
                list.push(destination);
            }
        }
        Ok(list)
    }
}

words! {
    /// What a service line sells.
    #[derive(Default)]
    ServiceKind {
        /// A flight.
        Flight = "flight",
        /// Nights somewhere.
        #[default]
        Stay = "stay",
        /// From one place to another on the ground or water.
        Transfer = "transfer",
        /// A visit, a hike, a meal.
        Activity = "activity",
        /// A guide.
        Guide = "guide",
        /// The agency's fee.
        Fee = "fee",
        /// A discount: typed as a positive amount, subtracted from the price.
        Discount = "discount",
        /// An insurance premium: counts once the insurance is accepted.
        Insurance = "insurance",
    }
}

words! {
    /// Where a service is rendered: decides the margin scheme of VAT.
    #[derive(Default)]
    Zone {
        /// Inside the European Union.
        Inside = "eu",
        /// Outside the European Union.
        #[default]
        Outside = "non-eu",
    }
}

words! {
    /// Whether a service line counts in the price.
    #[derive(Default)]
    Inclusion {
        /// In the price.
        #[default]
        Included = "included",
        /// Proposed, not in the price.
        Optional = "optional",
        /// Proposed and taken: in the price.
        Taken = "taken",
    }
}

impl Inclusion {
    /// Whether the line is in the price.
    pub const fn counts(self) -> bool {
        match self {
            Self::Included | Self::Taken => true,
            Self::Optional => false,
        }
    }
}

words! {
    /// What was decided on the insurance. Nothing is ever decided for the traveller beforehand (CJEU C-112/11).
    #[derive(Default)]
    InsuranceDecision {
        /// Not offered yet.
        #[default]
        NotOffered = "not-offered",
        /// Offered, no answer yet.
        Offered = "offered",
        /// Accepted, with a dated consent.
        Accepted = "accepted",
        /// Declined.
        Declined = "declined",
    }
}
