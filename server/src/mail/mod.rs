//! Mail: written in the reader's language as text and HTML, sent by SMTP.
//!
//! The outbox calls [`Mailer::send`]; nothing else does. The message id derives from the job's key, so that a second delivery of the same job can be
//! recognised by the reader's server.

mod drop;
mod kinds;
mod letter;
mod revision;

pub use drop::{Drop, Dropped};
pub use kinds::{DebitReturned, MailKind};
pub use letter::{Letter, MailJob};
pub use revision::RevisionFacts;

use crate::config::{Config, MailSecurity};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// Sends letters through one SMTP server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    domain: String,
}

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// An address, or the letter itself, cannot be a mail.
    #[error("the letter cannot be written: {0}")]
    Letter(String),
    /// The server could not be reached or said no.
    #[error("the mail server: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

impl Mailer {
    /// Prepares the connection; `drop` is the port of the local mail drop, when there is one.
    ///
    /// # Errors
    /// A sender or server that cannot be understood.
    pub fn new(config: &Config, drop: Option<u16>) -> Result<Self, String> {
        let mail = &config.mail;
        let builder = match drop {
            Some(port) => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1").port(port),
            None => {
                let builder = match mail.security {
                    MailSecurity::None => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&mail.host)),
                    MailSecurity::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&mail.host),
                    MailSecurity::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&mail.host),
                };
                let builder = builder.map_err(|error| format!("mail.host: {error}"))?.port(mail.port);
                if mail.user.is_empty() {
                    builder
                } else {
                    let password = mail.password.reveal().map_err(|error| format!("mail.password: {error}"))?;
                    builder.credentials(Credentials::new(mail.user.clone(), password))
                }
            }
        };
        let from: Mailbox = mail.from.parse().map_err(|error| format!("mail.from: {error}"))?;
        let domain = from.email.domain().to_owned();
        Ok(Self { transport: builder.build(), from, reply_to: config.agency.email.parse().ok(), domain })
    }

    /// Sends one letter. `key` names the job and becomes the message id.
    ///
    /// # Errors
    /// [`MailError`].
    pub async fn send(&self, key: &str, to: &str, letter: &Letter) -> Result<(), MailError> {
        let written = |error: &dyn std::fmt::Display| MailError::Letter(error.to_string());
        let to: Mailbox = to.parse().map_err(|error| written(&error))?;
        let mut message = Message::builder().from(self.from.clone()).to(to).subject(&letter.subject).message_id(Some(format!(
            "<{}@{}>",
            key.replace([':', '<', '>', '@', ' '], "."),
            self.domain
        )));
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.clone());
        }
        let message = message
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(|error| written(&error))?;
        self.transport.send(message).await?;
        Ok(())
    }
}
