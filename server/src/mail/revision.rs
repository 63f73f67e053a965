//! What the mails about a rise of a price say, and the table in which old and new stand side by side.

use locales::{Locale, mails, revisions};
use serde::{Deserialize, Serialize};

/// The facts of such a mail. Amounts and dates are already written in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionFacts {
    /// Their name.
    pub name: String,
    /// Which trip.
    pub trip: String,
    /// The price so far.
    pub old: String,
    /// The price from then on.
    pub new: String,
    /// By how much it differs.
    pub difference: String,
    /// Why.
    pub cause: String,
    /// How it was calculated.
    pub reason: String,
    /// Their instalments so far, a line each.
    pub before: Vec<String>,
    /// Their instalments from then on.
    pub after: Vec<String>,
    /// The last day to answer.
    pub answer_by: String,
    /// Where to see it, and to answer.
    pub link: String,
}

impl RevisionFacts {
    /// The paragraphs below the greeting: `says`, then why.
    pub(super) fn paragraphs(&self, locale: Locale, says: String, last: String) -> Vec<String> {
        vec![mails::hello(locale, &self.name), says, mails::revision_why(locale, &self.cause, &self.reason), last]
    }

    /// Old and new, side by side.
    pub(super) fn table(&self, locale: Locale) -> Compared {
        let side = |heading: &str, price: &str, lines: &[String]| Side {
            heading: heading.to_owned(),
            price: price.to_owned(),
            lines: lines.to_vec(),
        };
        Compared {
            before: side(revisions::before(locale), &self.old, &self.before),
            after: side(revisions::after(locale), &self.new, &self.after),
        }
    }
}

/// Two columns.
pub(super) struct Compared {
    before: Side,
    after: Side,
}

struct Side {
    heading: String,
    price: String,
    lines: Vec<String>,
}

impl Compared {
    /// As plain text: one below the other.
    pub(super) fn text(&self, colon: &str) -> String {
        let side = |side: &Side| {
            let lines: String = side.lines.iter().map(|line| format!("\n- {line}")).collect();
            format!("{}{colon} {}{lines}", side.heading, side.price)
        };
        [side(&self.before), side(&self.after)].join("\n\n")
    }

    /// As a table of two columns.
    pub(super) fn html(&self, escape: impl Fn(&str) -> String) -> String {
        let cell = "padding:8px 12px 8px 0;vertical-align:top;text-align:left;width:50%";
        let head = |side: &Side| format!("<th scope=\"col\" style=\"{cell}\">{}<br>{}</th>", escape(&side.heading), escape(&side.price));
        let body = |side: &Side| {
            let lines: Vec<String> = side.lines.iter().map(|line| escape(line)).collect();
            format!("<td style=\"{cell};font-size:16px\">{}</td>", lines.join("<br>"))
        };
        format!(
            "<table style=\"width:100%;border-collapse:collapse\"><thead><tr>{}{}</tr></thead><tbody><tr>{}{}</tr></tbody></table>",
            head(&self.before),
            head(&self.after),
            body(&self.before),
            body(&self.after)
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::mail::{MailJob, MailKind, RevisionFacts};
    use locales::Locale;

    #[test]
    fn old_and_new_stand_side_by_side_in_both_parts_of_the_letter() {
        let facts = RevisionFacts {
            name: "Ana".into(),
            trip: "Pérou".into(),
            old: "3 000 €".into(),
            new: "3 300 €".into(),
            difference: "+300 €".into(),
            cause: "Taxes".into(),
            reason: "Taxe <d’aéroport> & kérosène".into(),
            before: vec!["2 100 € · Solde".into()],
            after: vec!["2 400 € · Solde".into()],
            answer_by: "1 mars".into(),
            link: "https://a.example/trips/x/revision".into(),
        };
        for locale in Locale::ALL {
            for kind in
                [MailKind::RevisionAsked(facts.clone()), MailKind::RevisionWished(facts.clone()), MailKind::RevisionTold(facts.clone())]
            {
                let job = MailJob { to: "ana@example.org".into(), locale: *locale, kind };
                assert_eq!(serde_json::from_str::<MailJob>(&serde_json::to_string(&job).unwrap()).unwrap(), job);
                let letter = job.letter("Agence", "04");
                assert!(letter.html.contains("2 100 € · Solde</td><td") && letter.html.contains("Taxe &lt;d’aéroport&gt; &amp; kérosène"));
                assert!(letter.text.contains("- 2 100 € · Solde\n\n") && letter.text.contains("- 2 400 € · Solde"), "{}", letter.text);
                assert!(letter.text.contains("Taxe <d’aéroport>") && letter.text.contains("3 300 €"));
            }
        }
    }
}
