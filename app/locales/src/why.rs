//! Why an amount is what it is: the words of `domain::why`.

use crate::{Locale, format, words};
use domain::ledger::SourceKind;
use domain::why::{Rule, Term};

crate::texts! {
    /// The question that opens a derivation.
    why { fr: "Pourquoi ce montant\u{a0}?", en: "Why this amount?" }
    /// The same where several figures stand together.
    why_of(what) { fr: "{what}\u{a0}: pourquoi ce montant\u{a0}?", en: "{what}: why this amount?" }
    /// A price.
    price { fr: "Prix", en: "Price" }
    /// A price without its insurance.
    price_without_insurance { fr: "Prix sans l’assurance", en: "Price without insurance" }
    /// The premiums.
    insurance { fr: "Assurance", en: "Insurance" }
    /// What suppliers are paid.
    cost { fr: "Coût", en: "Cost" }
    /// Price less cost.
    margin { fr: "Marge", en: "Margin" }
    /// An instalment, what it is for and its day.
    instalment(kind, date) { fr: "{kind}, pour le {date}", en: "{kind}, due {date}" }
    /// What is open on an instalment.
    open { fr: "Encore à payer", en: "Still to pay" }
    /// What was received.
    received { fr: "Reçu", en: "Received" }
    /// What is left.
    remaining { fr: "Reste à payer", en: "Left to pay" }
    /// A fact of the ledger and its day.
    fact(what, date) { fr: "{what} du {date}", en: "{what} of {date}" }
    /// A percentage of the figure below.
    percent(percent) { fr: "{percent}\u{a0}% du montant ci-dessous, au centime près", en: "{percent}% of the amount below, to the cent" }
    /// A figure in another currency, at a rate.
    converted(from, rate) { fr: "{from} au cours de {rate}", en: "{from} at a rate of {rate}" }
    /// A payment.
    payment { fr: "Paiement", en: "Payment" }
    /// Money that the former system took, or gave back.
    former { fr: "Mouvement de l’ancien système", en: "Movement in the former system" }
    /// A credit applied to the price.
    applied { fr: "Trop-perçu utilisé", en: "Credit applied" }
    /// Money set aside because the price fell.
    released { fr: "Mis de côté (baisse du prix)", en: "Set aside (lower price)" }
    /// A refund.
    refund { fr: "Remboursement", en: "Refund" }
    /// A direct debit that came back.
    debit_returned { fr: "Prélèvement rejeté", en: "Returned direct debit" }
    /// A refund that came back.
    refund_failed { fr: "Remboursement revenu", en: "Refund that came back" }
    /// A fact undone.
    reversal { fr: "Correction", en: "Correction" }
    /// Anything else of the books.
    other { fr: "Écriture", en: "Entry" }
}

/// What a figure is called.
pub fn term(locale: Locale, term: &Term) -> String {
    match term {
        Term::Price => price(locale).to_owned(),
        Term::PriceWithoutInsurance => price_without_insurance(locale).to_owned(),
        Term::Insurance => insurance(locale).to_owned(),
        Term::Cost => cost(locale).to_owned(),
        Term::Margin => margin(locale).to_owned(),
        Term::Service(label) => label.clone(),
        Term::Instalment(kind, due_on) => instalment(locale, words::instalment_kind(locale, *kind), format::date(locale, *due_on)),
        Term::Open => open(locale).to_owned(),
        Term::Received => received(locale).to_owned(),
        Term::Remaining => remaining(locale).to_owned(),
        Term::Fact(kind, day) => fact(locale, source(locale, *kind), format::date(locale, *day)),
    }
}

/// The rule a figure follows, where there is more to say than its parts.
pub fn rule(locale: Locale, rule: Rule) -> Option<String> {
    match rule {
        Rule::Given | Rule::Sum => None,
        Rule::Percent(share) => Some(percent(locale, share)),
        Rule::Converted { from, rate } => Some(converted(locale, format::money(locale, from), format::rate(locale, rate))),
    }
}

const fn source(locale: Locale, kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Capture | SourceKind::Statement | SourceKind::Recorded => payment(locale),
        SourceKind::Legacy => former(locale),
        SourceKind::Apply => applied(locale),
        SourceKind::Release => released(locale),
        SourceKind::Refund => refund(locale),
        SourceKind::RefundFail => refund_failed(locale),
        SourceKind::Reversal => reversal(locale),
        SourceKind::Dispute => debit_returned(locale),
        SourceKind::Fee | SourceKind::Payout | SourceKind::PayoutFail | SourceKind::Invoice | SourceKind::CreditNote => other(locale),
    }
}
