//! The letters: which facts each one needs, and how it reads.

use super::kinds::{DebitReturned, MailKind};
use domain::invoices::InvoiceKind;
use domain::reminders::ReminderStep;
use locales::{Locale, mails};
use serde::{Deserialize, Serialize};

/// A mail in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailJob {
    /// To whom.
    pub to: String,
    /// In which language.
    pub locale: Locale,
    /// What about.
    #[serde(flatten)]
    pub kind: MailKind,
}

/// A letter, ready to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

impl MailJob {
    /// Writes the letter in the name of `agency`, whose number is `phone`.
    pub fn letter(&self, agency: &str, phone: &str) -> Letter {
        let locale = self.locale;
        let (subject, paragraphs, link) = match &self.kind {
            MailKind::Activation { name, link } => (
                mails::activation_subject(locale, agency),
                vec![mails::hello(locale, name), mails::activation(locale, agency)],
                Some((mails::activation_button(locale), link)),
            ),
            MailKind::Invitation { name, link } => (
                mails::invitation_subject(locale, agency),
                vec![mails::hello(locale, name), mails::invitation(locale, agency)],
                Some((mails::activation_button(locale), link)),
            ),
            MailKind::Reset { name, link } => (
                mails::reset_subject(locale).to_owned(),
                vec![mails::hello(locale, name), mails::reset(locale).to_owned()],
                Some((mails::reset_button(locale), link)),
            ),
            MailKind::PayLink { name, amount, due, trip, link } => (
                mails::paylink_subject(locale, amount, trip),
                vec![mails::hello(locale, name), mails::paylink(locale, amount, trip, due), mails::paylink_how(locale).to_owned()],
                Some((mails::paylink_button(locale), link)),
            ),
            MailKind::Reminder { step, name, amount, due, trip, link } => {
                let (subject, text) = match step {
                    ReminderStep::Before => (mails::reminder_subject(locale, amount, due), mails::reminder(locale, amount, trip, due)),
                    ReminderStep::Late => (mails::late_subject(locale, trip), mails::late(locale, amount, trip, due)),
                    ReminderStep::VeryLate => (mails::very_late_subject(locale, trip), mails::very_late(locale, amount, trip, due)),
                };
                let paragraphs = vec![mails::hello(locale, name), text, mails::paylink_how(locale).to_owned()];
                (subject, paragraphs, Some((mails::paylink_button(locale), link)))
            }
            MailKind::Receipt { name, amount, trip, number, link } => (
                mails::receipt_subject(locale, amount),
                [mails::hello(locale, name), mails::receipt(locale, amount, trip, number)]
                    .into_iter()
                    .chain(link.is_none().then(|| mails::receipt_on_request(locale).to_owned()))
                    .collect(),
                link.as_ref().map(|link| (mails::receipt_button(locale), link)),
            ),
            MailKind::Invoice { kind, name, amount, trip, number, link } => {
                let (subject, text) = match kind {
                    InvoiceKind::Invoice => (mails::invoice_subject(locale, number), mails::invoice(locale, amount, trip, number)),
                    InvoiceKind::CreditNote => {
                        (mails::credit_note_subject(locale, number), mails::credit_note(locale, amount, trip, number))
                    }
                };
                let alone = link.is_none().then(|| mails::invoice_on_request(locale).to_owned());
                let paragraphs = [mails::hello(locale, name), text].into_iter().chain(alone).collect();
                (subject, paragraphs, link.as_ref().map(|link| (mails::invoice_button(locale), link)))
            }
            MailKind::Refunded { name, amount, trip, note, link } => (
                mails::refund_subject(locale, amount),
                [mails::hello(locale, name), mails::refund(locale, amount, trip), note.clone()]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect(),
                link.as_ref().map(|link| (mails::refund_button(locale), link)),
            ),
            MailKind::RefundFailed { name, amount, trip, link } => (
                mails::refund_failed_subject(locale, amount),
                vec![mails::hello(locale, name), mails::refund_failed(locale, amount, trip)],
                link.as_ref().map(|link| (mails::refund_button(locale), link)),
            ),
            MailKind::RefundReturned { name, amount, trip, link } => (
                mails::refund_returned_subject(locale, trip),
                vec![mails::hello(locale, name), mails::refund_returned(locale, amount, trip)],
                Some((mails::refund_returned_button(locale), link)),
            ),
            MailKind::DebitReturned { says, name, amount, trip, link } => {
                let what = match says {
                    DebitReturned::Owed => mails::debit_owed(locale, amount, trip),
                    DebitReturned::Closed => mails::debit_closed(locale, amount, trip),
                    DebitReturned::HandedOver => mails::debit_handed_over(locale, amount, trip),
                    DebitReturned::TakenOver => mails::debit_taken_over(locale, amount, trip),
                };
                (
                    mails::debit_returned_subject(locale, trip),
                    vec![mails::hello(locale, name), what],
                    link.as_ref().map(|link| (mails::debit_returned_button(locale), link)),
                )
            }
            MailKind::HandedOver { name, trip, other, paid, open } => (
                mails::handed_over_subject(locale, trip),
                vec![
                    mails::hello(locale, name),
                    mails::handed_over(locale, trip, other),
                    match open {
                        Some(open) => mails::handed_over_money(locale, paid, open, other),
                        None => mails::handed_over_paid(locale, paid),
                    },
                ],
                None,
            ),
            MailKind::TakenOver { name, trip, other, open, link } => (
                mails::taken_over_subject(locale, trip),
                vec![
                    mails::hello(locale, name),
                    mails::taken_over(locale, trip, other),
                    match open {
                        Some(open) => mails::taken_over_money(locale, open, other),
                        None => mails::taken_over_paid(locale).to_owned(),
                    },
                ],
                Some((mails::taken_over_button(locale), link)),
            ),
            MailKind::RevisionTold(facts) => {
                let says = mails::revision_told(locale, &facts.trip, &facts.old, &facts.new, &facts.difference);
                let paragraphs = facts.paragraphs(locale, says, mails::revision_told_open(locale).to_owned());
                (mails::revision_told_subject(locale, &facts.trip), paragraphs, Some((mails::revision_told_button(locale), &facts.link)))
            }
            MailKind::RevisionAsked(facts) => {
                let says = mails::revision_asked(locale, &facts.trip, &facts.old, &facts.new, &facts.difference);
                let paragraphs = facts.paragraphs(locale, says, mails::revision_answer_by(locale, &facts.answer_by));
                (mails::revision_asked_subject(locale, &facts.trip), paragraphs, Some((mails::revision_asked_button(locale), &facts.link)))
            }
            MailKind::RevisionWished(facts) => {
                let says = mails::revision_wished(locale, &facts.trip, &facts.old, &facts.new, &facts.difference);
                let paragraphs = facts.paragraphs(locale, says, mails::revision_answer_by(locale, &facts.answer_by));
                (mails::revision_wished_subject(locale, &facts.trip), paragraphs, Some((mails::revision_asked_button(locale), &facts.link)))
            }
            MailKind::RevisionGone { stale, name, trip, price, link } => {
                let says = match stale {
                    true => mails::revision_stale(locale, price, trip),
                    false => mails::revision_withdrawn(locale, price, trip),
                };
                (
                    mails::revision_gone_subject(locale, trip),
                    vec![mails::hello(locale, name), says],
                    Some((mails::revision_gone_button(locale), link)),
                )
            }
            MailKind::RevisionEnded { name, trip, back, link } => {
                let back = back.iter().map(|(amount, by)| mails::revision_ended_back(locale, amount, by));
                let paragraphs = [mails::hello(locale, name), mails::revision_ended(locale, trip)].into_iter().chain(back).collect();
                (mails::revision_ended_subject(locale, trip), paragraphs, Some((mails::revision_ended_button(locale), link)))
            }
            MailKind::RevisionAnswered { state, name, trip, price, link } => (
                mails::revision_answered_subject(locale, *state, trip),
                vec![mails::hello(locale, name), mails::revision_answered(locale, *state, trip, price)],
                Some((mails::revision_answered_button(locale), link)),
            ),
        };
        let compared = match &self.kind {
            MailKind::RevisionTold(facts) | MailKind::RevisionAsked(facts) | MailKind::RevisionWished(facts) => Some(facts.table(locale)),
            _ => None,
        };
        let closing = mails::closing(locale, agency, phone);
        let colon = mails::colon(locale);
        let table = compared.as_ref().map(|compared| compared.text(colon));
        let way = link.map(|(button, address)| format!("{button}{colon}\n{address}"));
        let said: Vec<String> = paragraphs.iter().cloned().chain(table).chain(way).collect();
        let text = format!("{}\n\n{closing}\n", said.join("\n\n"));
        let way = link.map(|(button, address)| {
            format!(
                "<p><a href=\"{href}\" style=\"display:inline-block;padding:12px 24px;border-radius:12px;background:#9c3f1a;color:#fff;text-decoration:none\">{button}</a></p>\
                 <p style=\"color:#5f5046;font-size:15px;word-break:break-all\">{href}</p>",
                href = escape(address),
                button = escape(button),
            )
        });
        let html = format!(
            "<!DOCTYPE html><html lang=\"{locale}\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\
             <body style=\"margin:0;padding:24px;background:#f7f1e9;color:#2a1f18;font:18px/1.5 sans-serif\"><div style=\"max-width:36rem;margin:0 auto;padding:28px;background:#fff;border-radius:20px\">\
             {body}{table}{way}<p>{closing}</p></div></body></html>",
            title = escape(&subject),
            body = paragraphs.iter().map(|paragraph| format!("<p>{}</p>", escape(paragraph))).collect::<String>(),
            table = compared.map(|compared| compared.html(escape)).unwrap_or_default(),
            way = way.unwrap_or_default(),
            closing = escape(&closing).replace('\n', "<br>"),
        );
        Letter { subject, text, html }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
