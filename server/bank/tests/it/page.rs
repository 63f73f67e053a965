//! The hosted page and the operators' page, used as a browser without scripts uses them.

use serde_json::json;

use crate::support::{Folder, House, Merchant, id, now, params, token};

async fn set() -> (Folder, House, Merchant, String) {
    let folder = Folder::new();
    let house = House::open(&folder).await;
    let merchant = Merchant::open().await;
    let id = id(&house.create("k", &params(&merchant, "R")).await.1);
    (folder, house, merchant, id)
}

fn place(response: &reqwest::Response) -> (u16, String) {
    let location = response.headers().get("location").map_or("", |value| value.to_str().unwrap());
    (response.status().as_u16(), location.to_owned())
}

#[tokio::test]
async fn fifty_clicks_pay_once() {
    let (_folder, house, merchant, id) = set().await;
    let page = format!("{}/pay/{id}", house.base);
    let token = token(&house.client.get(&page).send().await.unwrap().text().await.unwrap());
    let clicks: Vec<_> = (0..50)
        .map(|_| {
            let request = house.client.post(&page).form(&[("token", token.as_str()), ("do", "pay"), ("card", "ok")]);
            tokio::spawn(async move { place(&request.send().await.unwrap()) })
        })
        .collect();
    let home = format!("{}/return?order=R", merchant.url);
    let mut returned = 0;
    for click in clicks {
        let (status, location) = click.await.unwrap();
        assert_eq!(status, 303);
        if location == home {
            returned += 1;
        } else {
            assert_eq!(location, format!("/pay/{id}"));
        }
    }
    assert_eq!(returned, 1);
    let payment = house.payment(&id).await;
    assert_eq!(payment["captures"].as_array().unwrap().len(), 1);
    assert_eq!(house.get("/v1/totals").await["captured"], json!({"EUR": 123_456}));
    let after = house.client.get(&page).send().await.unwrap().text().await.unwrap();
    assert!(after.contains("déjà réglé") && after.contains(&home) && !after.contains("<form"));
}

#[tokio::test]
async fn the_page_is_plain_escaped_and_strict() {
    let (_folder, house, merchant, id) = set().await;
    let response = house.client.get(format!("{}/pay/{id}", house.base)).send().await.unwrap();
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let html = response.text().await.unwrap();
    assert!(html.contains("Agence &lt;Léman&gt; &amp; fils") && !html.contains("<Léman>"));
    assert!(html.contains("Banque d’essai — aucun argent réel") && html.contains("lang=\"fr\""));
    assert!(html.contains("Payer 1\u{202f}234,56\u{a0}EUR"));
    assert!(!html.contains("<script"));
    let nonce = html.split_once("nonce=\"").unwrap().1.split_once('"').unwrap().0;
    assert!(policy.starts_with("default-src 'none'") && policy.contains(nonce));
    // Without the merchant's origin a browser would stop the way back after the form.
    assert!(policy.contains(&format!("form-action 'self' {}", merchant.url)));
}

#[tokio::test]
async fn four_declines_end_it() {
    let (_folder, house, merchant, id) = set().await;
    let path = format!("/pay/{id}");
    for (round, card) in ["insufficient_funds", "lost_card", "lost_card", "lost_card"].iter().enumerate() {
        let state = if round == 3 { "failed" } else { "open" };
        let answer = house.form(&path, &[("do", "pay"), ("card", card)]).await;
        assert_eq!(place(&answer), (303, path.clone()));
        let payment = house.payment(&id).await;
        assert_eq!(payment["state"], state);
        assert_eq!(payment["attempts"][round]["reason"], *card);
    }
    assert_eq!(house.act(&id, "capture").await.0, 409);
    let html = house.client.get(format!("{}{path}", house.base)).send().await.unwrap().text().await.unwrap();
    assert!(html.contains("quatre refus") && html.contains(&merchant.url));
}

#[tokio::test]
async fn three_d_secure_is_refused_then_confirmed() {
    let (_folder, house, mut merchant, id) = set().await;
    let (page, check) = (format!("/pay/{id}"), format!("/pay/{id}/3ds"));
    assert_eq!(place(&house.form(&page, &[("do", "pay"), ("card", "3ds")]).await), (303, check.clone()));
    assert_eq!(house.payment(&id).await["state"], "action_required");
    assert_eq!(place(&house.form(&check, &[("do", "refuse")]).await), (303, page.clone()));
    assert_eq!(house.payment(&id).await["attempts"][0]["reason"], "authentication_refused");
    let html = house.client.get(format!("{}{page}", house.base)).send().await.unwrap().text().await.unwrap();
    assert!(html.contains("role=\"alert\"") && html.contains("3-D Secure refusée"));

    house.form(&page, &[("do", "pay"), ("card", "3ds")]).await;
    let shown = house.client.get(format!("{}{check}", house.base)).send().await.unwrap().text().await.unwrap();
    let open = token(&shown);
    let paid = house.form(&check, &[("do", "confirm")]).await;
    assert_eq!(place(&paid), (303, format!("{}/return?order=R", merchant.url)));
    // The check left open in another tab can no longer change anything.
    let stale = house.client.post(format!("{}{check}", house.base)).form(&[("token", open.as_str()), ("do", "refuse")]);
    assert_eq!(place(&stale.send().await.unwrap()), (303, page.clone()));
    assert_eq!(house.payment(&id).await["captures"].as_array().unwrap().len(), 1);
    assert_eq!(
        merchant.kinds(5).await,
        ["payment.opened", "payment.action_required", "payment.declined", "payment.action_required", "payment.captured"]
    );
}

#[tokio::test]
async fn cancel_leads_home_and_a_forged_form_nowhere() {
    let (_folder, house, merchant, id) = set().await;
    let url = format!("{}/pay/{id}", house.base);
    let forged = house.client.post(&url).form(&[("token", "x"), ("do", "pay"), ("card", "ok")]);
    assert_eq!(forged.send().await.unwrap().status(), 422);
    let unread = house.form(&format!("/pay/{id}"), &[("card", "ok"), ("return_delay", "soon")]).await;
    assert_eq!(unread.status(), 422);
    assert_eq!(house.payment(&id).await["state"], "open");
    let left = house.form(&format!("/pay/{id}"), &[("do", "cancel")]).await;
    assert_eq!(place(&left), (303, format!("{}/return?order=R", merchant.url)));
    assert_eq!(house.payment(&id).await["state"], "abandoned");
}

#[tokio::test]
async fn the_panel_delays_the_way_back_and_silences_the_bank() {
    let (_folder, house, mut merchant, id) = set().await;
    assert_eq!(merchant.kinds(1).await, ["payment.opened"]);
    let fields = [("do", "pay"), ("card", "ok"), ("notify", "never"), ("return_delay", "5")];
    let answer = house.form(&format!("/pay/{id}"), &fields).await;
    assert_eq!(answer.status(), 200);
    let refresh = answer.headers()["refresh"].to_str().unwrap();
    assert_eq!(refresh, format!("5;url={}/return?order=R", merchant.url));
    let notices = house.get(&format!("/test/payments/{id}/notices")).await;
    assert_eq!((&notices[1]["kind"], &notices[1]["post"]), (&json!("payment.captured"), &json!("suppressed")));
}

#[tokio::test]
async fn operators_act_and_set_rules_by_forms() {
    let (_folder, house, merchant, id) = set().await;
    let html = house.client.get(format!("{}/?lang=en", house.base)).send().await.unwrap().text().await.unwrap();
    assert!(html.contains(&id));
    let token = token(&html);
    let act = |token: String, word: &'static str| {
        let url = format!("{}/console/payments/{id}", house.base);
        house.client.post(url).form(&[("token", token), ("do", word.to_owned())]).send()
    };
    act("forged".to_owned(), "capture").await.unwrap();
    assert_eq!(house.payment(&id).await["state"], "open");
    act(token.clone(), "capture").await.unwrap();
    assert_eq!(house.payment(&id).await["state"], "captured");
    let fields = [("token", token.as_str()), ("scope", "all"), ("notify", "late"), ("ms", "1500"), ("pay", "auto_abandon")];
    let set = house.client.post(format!("{}/console/behaviour", house.base)).form(&fields).send().await.unwrap();
    assert_eq!(place(&set), (303, "/?lang=en".to_owned()));
    assert_eq!(house.get("/test/behaviour").await["all"], json!({"notify": "late:1500", "pay": "auto_abandon"}));
    let mut asked = params(&merchant, "R2");
    asked["expires_at"] = json!(now() + 60);
    assert_eq!(house.create("k2", &asked).await.1["state"], "abandoned");
}
