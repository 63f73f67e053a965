//! Texts on a change of the price of a sold trip that staff, travellers and mails share.

use crate::{Locale, format};
use domain::money::Money;
use domain::revisions::{RevisionCause, RevisionStand};

/// Why a price rises.
pub const fn cause(locale: Locale, cause: RevisionCause) -> &'static str {
    match cause {
        RevisionCause::Transport => cause_transport(locale),
        RevisionCause::Taxes => cause_taxes(locale),
        RevisionCause::Exchange => cause_exchange(locale),
        RevisionCause::Wish => cause_wish(locale),
    }
}

/// How a change of price stands, in a word.
pub const fn stand(locale: Locale, stand: RevisionStand) -> &'static str {
    match stand {
        RevisionStand::Open => stand_open(locale),
        RevisionStand::Stale => stand_stale(locale),
        RevisionStand::Applied => stand_applied(locale),
        RevisionStand::Accepted => stand_accepted(locale),
        RevisionStand::Declined => stand_declined(locale),
        RevisionStand::Withdrawn => stand_withdrawn(locale),
        RevisionStand::Lapsed => stand_lapsed(locale),
    }
}

/// By how much a price changes, signed, with the percentage that the law looks at where it is known.
pub fn difference(locale: Locale, old: Money, new: Money, bp: Option<i64>) -> String {
    let Some(difference) = new.sub(old) else { return [format::money(locale, old), format::money(locale, new)].join(" → ") };
    let sign = if difference.minor > 0 { "+" } else { "" };
    let amount = [sign, &format::money(locale, difference)].concat();
    match bp {
        Some(bp) => {
            let percent = [if bp > 0 { "+" } else { "" }, &format::percent_exact(locale, bp)].concat();
            format!("{amount} ({percent})")
        }
        None => amount,
    }
}

crate::texts! {
    /// See [`RevisionCause::Transport`].
    cause_transport { fr: "Coût du transport des passagers (carburant, énergie)", en: "Cost of carrying passengers (fuel, power)" }
    /// See [`RevisionCause::Taxes`].
    cause_taxes { fr: "Taxes et redevances fixées par des tiers", en: "Taxes and fees set by others" }
    /// See [`RevisionCause::Exchange`].
    cause_exchange { fr: "Taux de change", en: "Exchange rates" }
    /// See [`RevisionCause::Wish`].
    cause_wish { fr: "Changement demandé par le voyageur", en: "A change the traveller asked for" }
    /// See [`RevisionStand::Open`].
    stand_open { fr: "En attente de réponse", en: "Waiting for an answer" }
    /// See [`RevisionStand::Stale`].
    stand_stale { fr: "Dépassée", en: "Overtaken" }
    /// See [`RevisionStand::Applied`].
    stand_applied { fr: "Appliquée", en: "Applied" }
    /// See [`RevisionStand::Accepted`].
    stand_accepted { fr: "Acceptée", en: "Accepted" }
    /// See [`RevisionStand::Declined`].
    stand_declined { fr: "Refusée", en: "Declined" }
    /// See [`RevisionStand::Withdrawn`].
    stand_withdrawn { fr: "Retirée", en: "Withdrawn" }
    /// See [`RevisionStand::Lapsed`].
    stand_lapsed { fr: "Sans réponse", en: "Unanswered" }
    /// Term: the price that holds.
    old_price { fr: "Prix actuel", en: "Present price" }
    /// Term: the price that would hold.
    new_price { fr: "Nouveau prix", en: "New price" }
    /// Term: by how much.
    difference_term { fr: "Différence", en: "Difference" }
    /// Under the difference: what the percentage is of.
    measured { fr: "Le pourcentage se mesure sur le prix convenu, hors assurance.", en: "The percentage is of the agreed price, without insurance." }
    /// Term: why the price changes.
    why { fr: "Motif", en: "Reason" }
    /// Term: how the price was calculated.
    calculation { fr: "Calcul", en: "Calculation" }
    /// Term: the last day to answer.
    answer_by { fr: "Réponse avant la fin du", en: "Answer by the end of" }
    /// Column: instalments as they are.
    before { fr: "Aujourd’hui", en: "Today" }
    /// Column: instalments as they would be.
    after { fr: "Après", en: "Afterwards" }
    /// Behind an instalment of which a part is paid.
    paid_part(amount) { fr: "{amount} déjà payés", en: "{amount} already paid" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn a_difference_is_signed_and_exact() {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let said = |locale, old, new, bp| difference(locale, eur(old), eur(new), bp).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(said(Locale::Fr, 1_000_000, 1_080_100, Some(801)), "+801,00 € (+8,01 %)");
        assert_eq!(said(Locale::En, 1_000_000, 990_000, Some(-100)), "−€100.00 (−1.00%)");
        assert_eq!(said(Locale::En, 100, 200, None), "+€1.00");
    }
}
