//! The mail drop of the demo and of the tests: a small SMTP server on this machine that keeps each message as a file.
//!
//! It speaks just enough of RFC 5321 for one client of this house, listens on the loopback address only, and relays nothing.

use std::path::{Path, PathBuf};
use time::OffsetDateTime;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

/// Bytes of one message, at most.
const LIMIT: usize = 4 * 1024 * 1024;

/// A folder of kept messages, and the port where more arrive.
#[derive(Clone, Debug)]
pub struct Drop {
    folder: PathBuf,
    port: u16,
}

/// A kept message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// When it arrived.
    pub at: OffsetDateTime,
    /// The plain text.
    pub text: String,
}

impl Drop {
    /// Opens the drop in `folder` on a free port and serves it until `closing`.
    ///
    /// # Errors
    /// When the folder cannot be made or no port is free.
    pub async fn open(folder: PathBuf, closing: CancellationToken) -> std::io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let kept = folder.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = closing.cancelled() => return,
                    accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                        tokio::spawn(converse(stream, kept.clone()));
                    }
                }
            }
        });
        Ok(Self { folder, port })
    }

    /// Where mails are to be sent.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The kept messages, the latest first, at most `limit`.
    pub fn list(&self, limit: usize) -> Vec<Dropped> {
        let mut names: Vec<PathBuf> = std::fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ext| ext == "eml"))
            .collect();
        names.sort_unstable_by(|a, b| b.cmp(a));
        names.iter().take(limit).filter_map(|path| read(path)).collect()
    }
}

fn read(path: &Path) -> Option<Dropped> {
    let nanos: i128 = path.file_stem()?.to_str()?.split('-').next()?.parse().ok()?;
    let raw = std::fs::read(path).ok()?;
    let message = mail_parser::MessageParser::default().parse(&raw)?;
    Some(Dropped {
        to: message.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default().to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        at: OffsetDateTime::from_unix_timestamp_nanos(nanos).ok()?,
        text: message.body_text(0).unwrap_or_default().into_owned(),
    })
}

async fn converse(stream: TcpStream, folder: PathBuf) {
    if let Err(error) = serve(stream, &folder).await {
        tracing::debug!(%error, "mail drop: a conversation broke off");
    }
}

async fn serve(stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read);
    write.write_all(b"220 mail drop\r\n").await?;
    let mut line = String::new();
    while lines.read_line(&mut line).await? > 0 {
        let command = line.trim_end().to_ascii_uppercase();
        let answer: &[u8] = match command.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => b"250-mail drop\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            "HELO" | "MAIL" | "RCPT" | "RSET" | "NOOP" => b"250 ok\r\n",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                if keep(&mut lines, folder).await? { b"250 kept\r\n" } else { b"552 too large\r\n" }
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"502 unknown\r\n",
        };
        write.write_all(answer).await?;
        line.clear();
    }
    Ok(())
}

async fn keep(lines: &mut (impl AsyncBufReadExt + Unpin), folder: &Path) -> std::io::Result<bool> {
    let (mut message, mut line) = (Vec::new(), Vec::new());
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line).await? == 0 {
            return Ok(false);
        }
        if line == b".\r\n" || line == b".\n" {
            break;
        }
        // A leading dot was doubled on the way (RFC 5321, 4.5.2).
        message.extend_from_slice(line.strip_prefix(b".").filter(|_| line.starts_with(b"..")).unwrap_or(&line));
        if message.len() > LIMIT {
            return Ok(false);
        }
    }
    let name = format!("{:020}-{:08x}.eml", OffsetDateTime::now_utc().unix_timestamp_nanos(), rand::random::<u32>());
    // Written beside and renamed, so that a reader never sees half a message.
    let beside = folder.join(format!("{name}.part"));
    tokio::fs::write(&beside, &message).await?;
    tokio::fs::rename(&beside, folder.join(name)).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::mail::{Letter, Mailer};

    #[tokio::test]
    async fn a_letter_arrives_as_it_was_written() {
        let folder = std::env::temp_dir().join(format!("altiport-drop-{}", std::process::id()));
        let closing = CancellationToken::new();
        let drop = Drop::open(folder.clone(), closing.clone()).await.unwrap();
        let mailer = Mailer::new(&Config::default(), Some(drop.port())).unwrap();
        let letter = Letter {
            subject: "Été à Pékin — reçu".into(),
            text: "Bonjour\n.\n..deux points\nhttps://a.example/link/abc\n".into(),
            html: "<p>é</p>".into(),
        };
        mailer.send("mail:1", "ana@example.org", &letter).await.unwrap();
        let kept = drop.list(10);
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].to.as_str(), kept[0].subject.as_str()), ("ana@example.org", letter.subject.as_str()));
        assert_eq!(kept[0].text.replace("\r\n", "\n").trim_end(), letter.text.trim_end());
        closing.cancel();
        std::fs::remove_dir_all(folder).unwrap();
    }
}
