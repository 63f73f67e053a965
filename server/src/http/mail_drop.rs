//! The demo's mail drop as a page. It does not exist in production.

use super::pages;
use super::session::Visitor;
use crate::House;
use app::DroppedMail;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::error::ErrorCode;
use std::sync::Arc;

/// How many mails the page shows.
const SHOWN: usize = 50;

/// The page. **Permissions**: anybody, in the demo only.
pub(super) async fn page(State(house): State<Arc<House>>, Extension(visitor): Extension<Visitor>) -> Response {
    let Some(drop) = &house.mail_drop else { return pages::refusal(&house, &visitor, ErrorCode::NotFound.into()).await };
    let locale = visitor.caller.locale;
    let mails = drop
        .list(SHOWN)
        .into_iter()
        .map(|mail| DroppedMail {
            to: mail.to,
            subject: mail.subject,
            at: locales::format::instant(locale, mail.at),
            paragraphs: paragraphs(&mail.text),
        })
        .collect();
    pages::mail_drop(&house, &visitor, mails).await
}

fn paragraphs(text: &str) -> Vec<Vec<(String, bool)>> {
    text.replace("\r\n", "\n").split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).map(runs).collect()
}

/// Cuts a text into runs, so that addresses become links.
fn runs(text: &str) -> Vec<(String, bool)> {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let trimmed = word.trim_end();
            (trimmed.to_owned(), word[trimmed.len()..].to_owned(), trimmed.starts_with("http://") || trimmed.starts_with("https://"))
        })
        .fold(Vec::new(), |mut runs: Vec<(String, bool)>, (word, space, link)| {
            match runs.last_mut() {
                Some((text, false)) if !link => {
                    text.push_str(&word);
                    text.push_str(&space);
                }
                _ => {
                    runs.push((word, link));
                    if link {
                        runs.push((space, false));
                    } else if let Some((text, _)) = runs.last_mut() {
                        text.push_str(&space);
                    }
                }
            }
            runs
        })
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn addresses_become_links_and_nothing_is_lost() {
        let text = "Bonjour Ana,\n\nhttps://a.example/link/x\n\nAu revoir";
        let cut = runs(text);
        assert_eq!(cut.iter().map(|(text, _)| text.as_str()).collect::<String>(), text);
        assert_eq!(cut.iter().filter(|(_, link)| *link).map(|(text, _)| text.as_str()).collect::<Vec<_>>(), ["https://a.example/link/x"]);
    }
}
