//! The walk through a bank's test mode, with a tester who pays, and with a bank that misbehaves.

use super::dialect::Dialect;
use super::fixtures::Till;
use serde_json::json;
use server::config::Mode;
use server::verify::{Said, Verdict, verify};
use std::time::Duration;
use store::testing::TestDatabase;
use tokio::sync::mpsc;

/// Walks while somebody pays what they are led to; each step's verdict and first word, and whether the walk ends well.
async fn walk(till: &Till, name: &str, wait: u64) -> (Vec<(Verdict, String)>, bool) {
    let (sender, mut places) = mpsc::unbounded_channel();
    let mut lines = Vec::new();
    let mut say = |said: Said| match said {
        Said::Step(line) => lines.push((line.verdict, line.text.split(':').next().unwrap().to_owned())),
        Said::Pay(place) => sender.send(place).unwrap(),
    };
    let tester = async {
        let Some(place) = places.recv().await else { return };
        let page = if place.starts_with("http") { place } else { post(&std::fs::read_to_string(place).unwrap()).await };
        till.capture(page.rsplit('/').next().unwrap()).await;
        // The walk itself ends the wait.
        std::future::pending::<()>().await;
    };
    let fine = tokio::select! {
        fine = verify(&till.counter.config, &till.db, name, Duration::from_secs(wait), &mut say) => fine,
        () = tester => unreachable!(),
    };
    (lines, fine)
}

/// Presses the button of the page that was written for the tester: where it leads.
async fn post(page: &str) -> String {
    let between = |text: &str, start: &str| {
        text.split(start).nth(1).unwrap().split('"').next().unwrap().replace("&quot;", "\"").replace("&amp;", "&")
    };
    let fields: Vec<(String, String)> =
        page.split("<input ").skip(1).map(|input| (between(input, "name=\""), between(input, "value=\""))).collect();
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = http.post(between(page, "action=\"")).form(&fields).send().await.unwrap();
    answer.headers()["location"].to_str().unwrap().to_owned()
}

fn words(lines: &[(Verdict, String)]) -> Vec<(Verdict, &str)> {
    lines.iter().map(|(verdict, text)| (*verdict, text.as_str())).collect()
}

/// A till with its own folder for what the walk writes.
async fn till(monetico: bool) -> (TestDatabase, Till) {
    let base = TestDatabase::sqlite().await;
    let till = Till::open_changed(base.db.clone(), Dialect::Sandbox, |config| {
        config.data = std::env::temp_dir().join(format!("altiport-verify-{}", uuid::Uuid::now_v7().simple()));
        if monetico {
            Dialect::Monetico.speak(config, &config.bank.url.clone());
        }
    })
    .await;
    (base, till)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_works_is_ok_from_end_to_end() {
    use Verdict::{Cannot, Ok};
    let (_base, till) = till(true).await;
    let (lines, fine) = walk(&till, "sandbox", 30).await;
    let all = ["settings", "credentials", "payment", "notification", "acknowledgement", "outcome"];
    assert_eq!(words(&lines), all.map(|step| (Ok, step)));
    let (asked, well) = walk(&till, "monetico", 30).await;
    assert_eq!(words(&asked), all.map(|step| (if step == "credentials" { Cannot } else { Ok }, step)));
    assert!(fine && well && till.transactions().await == 0, "nothing reaches the books");
    std::fs::remove_dir_all(&till.counter.config.data).unwrap();
    till.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_work_is_named() {
    use Verdict::{NotOk, Ok};
    let (_base, mut till) = till(false).await;
    let (lines, fine) = walk(&till, "nobody", 1).await;
    assert_eq!((words(&lines), fine), (vec![(NotOk, "settings")], false));
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (lines, fine) = walk(&till, "sandbox", 2).await;
    assert_eq!((words(&lines).pop(), fine), (Some((NotOk, "notification")), false));
    till.close_bank().await;
    let (lines, fine) = walk(&till, "sandbox", 1).await;
    assert_eq!((words(&lines), fine), (vec![(Ok, "settings"), (NotOk, "credentials"), (NotOk, "payment")], false));
    let mut live = till.counter.config.clone();
    live.mode = Mode::Production;
    let mut said = Vec::new();
    let mut say = |line: Said| said.push(line);
    assert!(!verify(&live, &till.db, "sandbox", Duration::from_secs(1), &mut say).await);
    assert!(matches!(&said[1], Said::Step(line) if line.verdict == NotOk && line.to_string().starts_with("not ok")));
}
