//! Texts on a change of the price of a sold trip, for staff.

use crate::Locale;
use domain::revisions::{Revision, RevisionLaw};

/// What saving an edit does, by what the law asks for; `date` is the last day to answer.
pub fn revision_says(locale: Locale, revision: Revision, law: RevisionLaw, date: &str) -> String {
    match revision {
        Revision::Free => revision_free(locale).to_owned(),
        Revision::Apply => revision_apply(locale, law.percent),
        Revision::Ask => revision_ask(locale, law.percent, date),
        Revision::Refuse => revision_refuse(locale, law.notice_days),
    }
}

crate::texts! {
    /// While typing: a rise above the limit.
    rise_ask(percent) { fr: "Hausse de plus de {percent}\u{a0}%\u{a0}: le voyageur décidera", en: "A rise above {percent}%: the traveller will decide" }
    /// What that means.
    rise_ask_text(days) { fr: "Enregistrer lui proposera le nouveau prix, sans rien changer encore. S’il refuse, il est remboursé sous {days} jours.", en: "Saving will propose the new price to them and change nothing yet. If they decline, they are refunded within {days} days." }
    /// While typing: a rise too late.
    rise_refuse(days) { fr: "Hausse à moins de {days} jours du départ", en: "A rise less than {days} days before departure" }
    /// What that means.
    rise_refuse_text { fr: "Sauf demande du voyageur, le prix ne peut plus augmenter.", en: "Unless the traveller asked for it, the price may not rise any more." }
    /// The price does not rise.
    revision_free { fr: "Le prix n’augmente pas. Seules les échéances encore ouvertes changent.", en: "The price does not rise. Only instalments that are still open change." }
    /// The price rises within the limit.
    revision_apply(percent) { fr: "La hausse ne dépasse pas {percent}\u{a0}% et le départ est assez loin\u{a0}: elle vaut dès l’enregistrement, et tous ceux qui paient reçoivent cette comparaison par e-mail.", en: "The rise is within {percent}% and the departure is far enough away: it holds as soon as it is saved, and everybody who pays gets this comparison by e-mail." }
    /// The price rises above it.
    revision_ask(percent, date) { fr: "La hausse dépasse {percent}\u{a0}%\u{a0}: le client reçoit cette comparaison et répond avant la fin du {date}. D’ici là, rien ne change.", en: "The rise is above {percent}%: the client gets this comparison and answers by the end of {date}. Until then nothing changes." }
    /// The price rises too late.
    revision_refuse(days) { fr: "À moins de {days} jours du départ, seule une hausse demandée par le voyageur est possible.", en: "Less than {days} days before departure, only a rise that the traveller asked for is possible." }
    /// Question: why the price rises.
    revision_cause { fr: "Pourquoi le prix augmente", en: "Why the price rises" }
    /// Under the answer that the traveller asked for it.
    revision_wish_hint { fr: "Le client confirme dans son espace\u{a0}; s’il refuse, le voyage reste comme il est.", en: "The client confirms in their space; if they decline, the trip stays as it is." }
    /// Question: how the price was calculated.
    revision_reason { fr: "Calcul du nouveau prix", en: "How the new price is calculated" }
    /// Under that question.
    revision_reason_hint { fr: "Le voyageur lit ce texte.", en: "The traveller reads this text." }
    /// Button, once a rise was looked at.
    revision_confirm { fr: "Confirmer ce changement", en: "Confirm this change" }
    /// Card: every rise of a trip’s price.
    revisions { fr: "Hausses de prix", en: "Rises of the price" }
    /// Column: how it stands.
    revision_stand { fr: "Réponse", en: "Answer" }
    /// Who made it, and when.
    revision_by(name, date) { fr: "{name}, le {date}", en: "{name}, {date}" }
    /// Until when it can be answered.
    revision_until(date) { fr: "Jusqu’au {date} inclus", en: "Until {date} inclusive" }
    /// A proposal that the trip has overtaken.
    revision_stale_text { fr: "Le voyage a changé depuis\u{a0}: le client ne peut plus accepter. Proposez de nouveau.", en: "The trip has changed since: the client can no longer accept. Propose again." }
    /// After a refusal that ended the trip.
    revision_refund_by(date) { fr: "Rembourser au plus tard le {date}", en: "Refund by {date}" }
    /// Button: take a proposal back.
    revision_withdraw { fr: "Retirer la proposition", en: "Take the proposal back" }
    /// After a proposal was made.
    done_revision_proposed { fr: "Nouveau prix proposé au client. Le voyage ne change qu’après son accord.", en: "New price proposed to the client. The trip changes only once they agree." }
    /// After a proposal was taken back.
    done_revision_withdrawn { fr: "Proposition retirée.", en: "Proposal taken back." }
    /// History: a rise within the limit.
    happened_revision_applied { fr: "Hausse de prix appliquée", en: "Rise of the price applied" }
    /// History: a rise was proposed.
    happened_revision_proposed { fr: "Nouveau prix proposé", en: "New price proposed" }
    /// History: it was accepted.
    happened_revision_accepted { fr: "Nouveau prix accepté", en: "New price accepted" }
    /// History: it was declined.
    happened_revision_declined { fr: "Nouveau prix refusé", en: "New price declined" }
    /// History: it was taken back.
    happened_revision_withdrawn { fr: "Proposition de prix retirée", en: "Proposed price taken back" }
    /// History: nobody answered.
    happened_revision_lapsed { fr: "Nouveau prix resté sans réponse", en: "New price not answered" }
    /// Card: money that goes back after a refused rise.
    owed_refunds { fr: "À rendre après un refus de prix", en: "To give back after a declined price" }
    /// Button: to the form that gives money back.
    owed_give_back { fr: "Rembourser", en: "Refund" }
}
