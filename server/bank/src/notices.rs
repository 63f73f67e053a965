//! Sends notifications: at least once, signed at each sending, again and again until the merchant answers 2xx.
//!
//! One task decides what leaves. Notifications of one payment leave one after the other; a failed one steps aside for
//! the next, so order is a habit here and not a promise. It also wakes up to close pages whose time ran out.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use reqwest::RequestBuilder;
use tokio::task::JoinSet;

use crate::{
    books::Fact,
    house::{Bank, now_ms},
    lyra,
    model::{Mail, Notice, Payment, Post},
    monetico,
    refusal::Refusal,
    signature, stripe,
    teller::Teller,
    up2pay,
};

const AT_ONCE: usize = 64;
const FIRST_RETRY_MS: i64 = 200;
const LAST_RETRY_MS: i64 = 60_000;
/// The longest sleep: a clock that jumps is noticed after this.
const LONGEST_MS: i64 = 60_000;

/// A notification about to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) payment: String,
    pub(crate) notice: String,
    pub(crate) url: String,
    pub(crate) mail: Mail,
}

impl Letter {
    pub(crate) fn new(payment: &Payment, notice: &Notice) -> Self {
        Self { payment: payment.id.clone(), notice: notice.id.clone(), url: payment.params.notify_url.clone(), mail: payment.mail(notice) }
    }
}

/// What is remembered of failed sendings; a restart forgets it and tries at once.
struct Retry {
    failures: u32,
    at_ms: i64,
}

struct Sent {
    letter: Letter,
    accepted: bool,
}

/// Runs until the bank stops.
pub(crate) async fn run(bank: Bank) {
    let mut retries: HashMap<String, Retry> = HashMap::new();
    let mut busy: HashSet<String> = HashSet::new();
    let mut sending: JoinSet<Sent> = JoinSet::new();
    loop {
        let later: HashMap<String, i64> = retries.iter().map(|(id, retry)| (id.clone(), retry.at_ms)).collect();
        let engaged = busy.clone();
        let picked = bank.commit(move |teller| Ok(pick(teller, &later, &engaged))).await.and_then(|(picked, _)| picked);
        let (letters, wake_ms) = match picked {
            Ok(picked) => picked,
            Err(refusal) => {
                tracing::error!(code = refusal.code, "notifications wait");
                (Vec::new(), now_ms() + LONGEST_MS)
            }
        };
        for letter in letters {
            busy.insert(letter.payment.clone());
            let bank = bank.clone();
            sending.spawn(async move {
                let accepted = send(&bank, &letter, Signing::Good).await.is_some_and(|reply| reply.accepted);
                Sent { letter, accepted }
            });
        }
        let pause = (wake_ms - now_ms()).clamp(0, LONGEST_MS).unsigned_abs();
        tokio::select! {
            () = bank.stopped() => break,
            () = bank.0.bell.notified() => {}
            Some(done) = sending.join_next(), if !sending.is_empty() => {
                match done {
                    Ok(sent) => settle(&bank, sent, &mut retries, &mut busy).await,
                    // The payment stays busy: better a late notification than two at the same time.
                    Err(error) => tracing::error!(%error, "a sending broke off"),
                }
            }
            () = tokio::time::sleep(Duration::from_millis(pause)) => {}
        }
    }
}

/// The letters that may leave now, and when to look again (milliseconds since 1970).
fn pick(teller: &mut Teller<'_>, later: &HashMap<String, i64>, busy: &HashSet<String>) -> (Vec<Letter>, i64) {
    let now = teller.now_ms;
    let mut wake = teller.next_expiry().map_or(i64::MAX, |at| at.saturating_mul(1000));
    let mut letters = Vec::new();
    for id in &teller.books.waiting {
        if busy.contains(id) || busy.len() + letters.len() >= AT_ONCE {
            continue;
        }
        let Some(payment) = teller.books.payments.get(id) else {
            continue;
        };
        let mut first = None;
        for notice in payment.notices.iter().filter(|notice| notice.post == Post::Waiting) {
            let due = later.get(&notice.id).copied().unwrap_or(0).max(notice.due_ms);
            if due > now {
                wake = wake.min(due);
            } else if first.is_none_or(|(rank, _)| notice.rank < rank) {
                first = Some((notice.rank, notice));
            }
        }
        if let Some((_, notice)) = first {
            letters.push(Letter::new(payment, notice));
        }
    }
    (letters, wake)
}

async fn settle(bank: &Bank, sent: Sent, retries: &mut HashMap<String, Retry>, busy: &mut HashSet<String>) {
    let Sent { letter, accepted } = sent;
    busy.remove(&letter.payment);
    if accepted {
        retries.remove(&letter.notice);
        let (payment, notice) = (letter.payment, letter.notice.clone());
        let kept: Result<(), Refusal> =
            bank.commit(move |teller| teller.keep(Fact::Delivered { payment, notice })).await.and_then(|(kept, _)| kept);
        if let Err(refusal) = kept {
            tracing::error!(code = refusal.code, "a delivery was not written down");
        }
    } else {
        let retry = retries.entry(letter.notice.clone()).or_insert(Retry { failures: 0, at_ms: 0 });
        let pause = FIRST_RETRY_MS.saturating_mul(1_i64 << retry.failures.min(20)).min(LAST_RETRY_MS);
        retry.failures = retry.failures.saturating_add(1);
        retry.at_ms = now_ms() + pause;
    }
    // Nobody may be waiting for it.
    let _ = bank.0.tried.send(letter.notice);
}

/// How a letter is signed; all but the first are for tests of the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Signing {
    #[default]
    Good,
    /// With another secret.
    Wrong,
    /// One second older than allowed.
    Old,
    /// One second further in the future than allowed, plus the travel time.
    Future,
    Missing,
}

/// `header` carries the signature.
fn in_json(bank: &Bank, url: &str, header: &'static str, text: &str, signing: Signing) -> RequestBuilder {
    let secret = bank.0.config.notify_secret.as_bytes();
    let now = now_ms().div_euclid(1000);
    let body = text.as_bytes();
    let signed = match signing {
        Signing::Good => Some(signature::sign(secret, now, body)),
        Signing::Wrong => Some(signature::sign(b"not the secret", now, body)),
        Signing::Old => Some(signature::sign(secret, now - signature::TOLERANCE - 1, body)),
        Signing::Future => Some(signature::sign(secret, now + signature::TOLERANCE + 30, body)),
        Signing::Missing => None,
    };
    let request = bank.0.client.post(url).header("content-type", "application/json").body(text.to_owned());
    match signed {
        Some(signed) => request.header(header, signed),
        None => request,
    }
}

/// The dialect of forms signs no instant, so that nothing in it is ever too old.
fn as_form(bank: &Bank, url: &str, fields: &lyra::Fields, signing: Signing) -> RequestBuilder {
    let signed = match signing {
        Signing::Good | Signing::Old | Signing::Future => Some(lyra::sign(&bank.0.config.notify_secret, fields)),
        Signing::Wrong => Some(lyra::sign("not the secret", fields)),
        Signing::Missing => None,
    };
    let mut fields = fields.clone();
    fields.extend(signed.map(|signed| ("signature".to_owned(), signed)));
    posted(bank, url, lyra::write(&fields))
}

/// The third dialect signs no instant either.
fn to_monetico(bank: &Bank, url: &str, fields: &lyra::Fields, signing: Signing) -> RequestBuilder {
    let body = match signing {
        Signing::Good | Signing::Old | Signing::Future => lyra::write(&monetico::sealed(fields, true)),
        Signing::Wrong => lyra::write(&monetico::sealed(fields, false)),
        Signing::Missing => lyra::write(fields),
    };
    posted(bank, url, body)
}

/// Nor does the fourth.
fn to_up2pay(bank: &Bank, url: &str, form: &up2pay::Pairs, fields: &up2pay::Pairs, signing: Signing) -> RequestBuilder {
    let truly = match signing {
        Signing::Good | Signing::Old | Signing::Future => Some(true),
        Signing::Wrong => Some(false),
        Signing::Missing => None,
    };
    posted(bank, url, up2pay::signed(form, fields, truly))
}

fn posted(bank: &Bank, url: &str, body: String) -> RequestBuilder {
    bank.0.client.post(url).header("content-type", "application/x-www-form-urlencoded").body(body)
}

/// The merchant's answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Whether it is the acknowledgement that the dialect wants.
    pub(crate) accepted: bool,
}

/// Sends one letter once and answers what the merchant answered, if there was an answer.
pub(crate) async fn send(bank: &Bank, letter: &Letter, signing: Signing) -> Option<Reply> {
    let request = match &letter.mail {
        Mail::Own(body) => in_json(bank, &letter.url, signature::HEADER, body, signing),
        Mail::Event(body) => in_json(bank, &letter.url, stripe::SIGNATURE_HEADER, body, signing),
        Mail::Form(fields) => as_form(bank, &letter.url, fields, signing),
        Mail::Monetico(fields) => to_monetico(bank, &letter.url, fields, signing),
        Mail::Up2pay(form, fields) => to_up2pay(bank, &letter.url, form, fields, signing),
    };
    let answered = async {
        let answer = request.send().await?;
        let status = answer.status();
        let acknowledged = match &letter.mail {
            Mail::Monetico(_) => answer.text().await? == monetico::ACCEPTED,
            Mail::Own(_) | Mail::Event(_) | Mail::Form(_) | Mail::Up2pay(..) => true,
        };
        Ok::<_, reqwest::Error>(Reply { status: status.as_u16(), accepted: status.is_success() && acknowledged })
    };
    match answered.await {
        Ok(reply) => Some(reply),
        Err(error) => {
            tracing::debug!(%error, notice = letter.notice, "no answer to a notification");
            None
        }
    }
}
