//! The same money through the banks that answer no questions: Monetico and Up2Pay, whose signed notification is all there is.

use super::dialect::Dialect;
use super::fixtures::{Till, eur};
use super::forms::{assert_refused, believed, field, leave, opened, post, started, tell};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use desk::{PaymentDesk, PortalDesk, TripDesk};
use domain::ids::PaymentOrderId;
use domain::payments::{DeclineReason, OrderState, PayMethod, PaymentOutcome, Way};
use domain::people::Address;
use domain::trips::TripDraft;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};
use server::config::GatewayMode;
use store::entities::client;
use store::words::EventState;
use store::{Database, Json, on_both};
use time::Duration;

with_mute_gateways!(
    a_form_leads_to_the_page_that_is_paid,
    refused_then_paid_is_paid_once_however_often_it_is_told,
    whatever_is_not_the_bank_s_own_word_changes_nothing,
    the_word_about_one_trip_pays_no_other,
    the_bank_takes_a_form_once_and_unchanged,
    who_pays_is_told_in_any_alphabet,
    an_order_lives_as_long_as_the_page_it_led_to,
    a_decline_is_said_and_the_next_try_is_another,
    whoever_leaves_the_page_has_given_up,
);

on_both!(
    play_money_is_none_in_production_at_monetico,
    play_money_is_none_in_production_at_up2pay,
    a_decline_at_monetico_offers_another_way,
    a_decline_at_up2pay_offers_another_way,
);

async fn play_money_is_none_in_production_at_monetico(db: Database) {
    play_money_is_none_in_production(db, Dialect::Monetico).await;
}

async fn play_money_is_none_in_production_at_up2pay(db: Database) {
    play_money_is_none_in_production(db, Dialect::Up2pay).await;
}

async fn a_decline_at_monetico_offers_another_way(db: Database) {
    a_decline_offers_another_way(db, Dialect::Monetico).await;
}

async fn a_decline_at_up2pay_offers_another_way(db: Database) {
    a_decline_offers_another_way(db, Dialect::Up2pay).await;
}

/// What the bank told of a payment was heard.
async fn told(till: &Till, payment: &str, kind: &str) {
    till.notify(payment, json!({ "order": [kind] })).await;
    till.payments.drain_inbox().await.unwrap();
}

async fn a_decline_is_said_and_the_next_try_is_another(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let order = started(&till, till.trip().await).await;
    let first = leave(&till, order).await;
    till.act(&first, json!({ "do": "decline" })).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Unknown, "nothing was told yet");
    told(&till, &first, "payment.declined").await;
    let view = till.outcome(order).await;
    assert_eq!((view.outcome, view.certain), (PaymentOutcome::Declined, false), "the page that was left may still be paid");
    assert!(view.resume.is_some() && view.reason.is_some());
    assert_eq!(till.order(order).await.state, OrderState::Open);
    // Another try: nothing is known of it, whatever was said of the first, and however often that is repeated.
    let second = leave(&till, order).await;
    told(&till, &first, "payment.declined").await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Unknown);
    till.capture(&second).await;
    told(&till, &second, "payment.captured").await;
    till.assert_paid_once(order).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Paid);
    // The first page is paid all the same: a credit, as ever.
    till.capture(&first).await;
    told(&till, &first, "payment.captured").await;
    let captures = till.captures(order).await;
    assert_eq!((captures.len(), captures.iter().map(|row| row.advances_minor).sum::<i64>()), (2, 90_000));
    till.assert_sound().await;
    till.close().await;
}

async fn whoever_leaves_the_page_has_given_up(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let order = started(&till, till.trip().await).await;
    let payment = leave(&till, order).await;
    till.act(&payment, json!({ "do": "abandon" })).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Unknown);
    // Monetico tells nothing of it: the way back does. Up2Pay says it.
    let left = match till.dialect {
        Dialect::Up2pay => {
            told(&till, &payment, "payment.abandoned").await;
            till.outcome(order).await
        }
        _ => till.payments.find_left_outcome(&till.traveller, order).await.unwrap(),
    };
    assert_eq!((left.outcome, left.certain, left.reason), (PaymentOutcome::Abandoned, false, None));
    assert!(left.resume.is_some());
    // Whoever was declined and then left was declined.
    let order = started(&till, till.trip().await).await;
    let payment = leave(&till, order).await;
    till.act(&payment, json!({ "do": "decline" })).await;
    told(&till, &payment, "payment.declined").await;
    till.act(&payment, json!({ "do": "abandon" })).await;
    if till.dialect == Dialect::Up2pay {
        told(&till, &payment, "payment.abandoned").await;
    }
    let left = till.payments.find_left_outcome(&till.traveller, order).await.unwrap();
    assert_eq!(left.outcome, PaymentOutcome::Declined);
    // A bank that has not answered for good says so, where it can.
    if till.dialect == Dialect::Up2pay {
        let order = started(&till, till.trip().await).await;
        let payment = leave(&till, order).await;
        till.act(&payment, json!({ "do": "delay" })).await;
        told(&till, &payment, "payment.processing").await;
        assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Pending);
    }
    till.assert_sound().await;
    till.close().await;
}

async fn a_decline_offers_another_way(db: Database, dialect: Dialect) {
    let till = Till::open_changed(db, dialect, |config| {
        let form = if dialect == Dialect::Monetico { config.monetico.form_url.clone() } else { config.up2pay.form_url.clone() };
        Dialect::Stripe.speak(config, form.split(&format!("/{}", dialect.name())).next().unwrap());
        config.payments.ways = vec![Way::plain(dialect.name(), PayMethod::Card), Way::plain("stripe", PayMethod::SepaDebit)];
    })
    .await;
    let trip = till.trip().await;
    let order = started(&till, trip).await;
    let payment = leave(&till, order).await;
    till.act(&payment, json!({ "do": "decline" })).await;
    told(&till, &payment, "payment.declined").await;
    let offered = till.outcome(order).await.other_ways.unwrap();
    assert_eq!((offered.methods.as_slice(), offered.left.as_str()), ([PayMethod::SepaDebit].as_slice(), "3000.00 EUR"));
    // The other way starts another order, for the same amount and without typing anything; the first is given up.
    till.payments.start_payment(&till.traveller, trip, offered.draft).await.unwrap();
    let next = till.orders(trip).await.pop().unwrap();
    assert_eq!((next.amount_minor, next.gateway.as_str(), till.order(order).await.state), (90_000, "stripe", OrderState::Cancelled));
    let given_up = till.outcome(order).await;
    assert_eq!((given_up.outcome, given_up.certain), (PaymentOutcome::Abandoned, false));
    till.capture(next.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
    till.payments.settle_order(next.id).await.unwrap();
    assert_eq!(till.order(next.id).await.state, OrderState::Succeeded);
    // The old form was paid after all: the money is theirs, and counts for nothing.
    till.capture(&payment).await;
    told(&till, &payment, "payment.captured").await;
    let page = till.trips.find_own_trip(&till.traveller, trip).await.unwrap();
    assert_eq!((page.received, page.credit), (eur(90_000), eur(90_000)));
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Pending, "somebody looks at it");
    till.assert_sound().await;
    till.close().await;
}

async fn a_form_leads_to_the_page_that_is_paid(till: Till) {
    let trip = till.trip().await;
    let order = started(&till, trip).await;
    let payment = leave(&till, order).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Unknown, "coming back proves nothing, and nobody can be asked");
    till.capture(&payment).await;
    till.until(order, OrderState::Succeeded).await;
    till.assert_paid_once(order).await;
    assert_eq!(till.outcome(order).await.outcome, PaymentOutcome::Paid);
    let tasks = till.tasks().await;
    assert_eq!(tasks.iter().map(|task| task.kind.as_str()).collect::<Vec<_>>(), ["payment.compare_with_statement"]);
    let capture = till.captures(order).await.remove(0);
    assert!((capture.captured_at - till.counter.now()).abs() < Duration::minutes(5), "clocks of Paris are read as such");
    till.assert_sound().await;
    till.close().await;
}

async fn refused_then_paid_is_paid_once_however_often_it_is_told(till: Till) {
    for notify in ["normal", "late:50", "twice", "reversed", "before_answer"] {
        till.behave(json!({ "scope": "next", "notify": notify })).await;
        let order = started(&till, till.trip().await).await;
        let payment = leave(&till, order).await;
        till.act(&payment, json!({ "do": "decline", "reason": "lost_card" })).await;
        till.act(&payment, json!({ "do": "challenge" })).await;
        till.capture(&payment).await;
        till.until(order, OrderState::Succeeded).await;
        let statuses = till.notify(&payment, json!({ "order": ["payment.captured", "payment.declined"], "duplicates": 4 })).await;
        assert!(statuses.len() == 10 && statuses.iter().all(|status| *status == 200), "{statuses:?}");
        till.payments.drain_inbox().await.unwrap();
        till.assert_paid_once(order).await;
    }
    // What was only refused says why.
    let order = started(&till, till.trip().await).await;
    let payment = leave(&till, order).await;
    till.act(&payment, json!({ "do": "decline", "reason": "lost_card" })).await;
    till.notify(&payment, json!({ "order": ["payment.declined"] })).await;
    till.payments.drain_inbox().await.unwrap();
    let row = till.order(order).await;
    assert_eq!((row.state, row.decline_reason), (OrderState::Open, Some(DeclineReason::Blocked)));
    till.assert_sound().await;
    till.close().await;
}

async fn whatever_is_not_the_bank_s_own_word_changes_nothing(till: Till) {
    // A word of the bank's, to be changed.
    let first = started(&till, till.trip().await).await;
    let payment = leave(&till, first).await;
    till.capture(&payment).await;
    till.until(first, OrderState::Succeeded).await;
    let word = String::from_utf8(believed(&till).await.remove(0)).unwrap();
    let paid = till.transactions().await;

    let trip = till.trip().await;
    let order = started(&till, trip).await;
    let digits = |id: PaymentOrderId| id.0.simple().to_string();
    assert!(word.contains(&digits(first)));
    for (what, body) in [
        ("another order", word.replace(&digits(first), &digits(order))),
        ("another amount", word.replace("900.00EUR", "1.00EUR").replace("Mt=90000", "Mt=1")),
        ("cut short", word[..word.len() - 3].to_owned()),
        ("without its end", word.rsplit_once('&').unwrap().0.to_owned()),
        ("a field put in front", format!("aaa=&{word}")),
        ("a field put behind", format!("{word}&zzz=1")),
        ("a field twice", format!("{word}&{}", word.split('&').next().unwrap())),
        ("read and written anew in other letters", word.replace("%C3%A9", "%E9").replace("%3A", ":")),
        ("nothing", String::new()),
        ("JSON", json!({ "reference": digits(order), "code-retour": "paiement", "Erreur": "00000" }).to_string()),
    ] {
        assert_ne!(body, word, "{what}");
        assert_refused(&till, what, body.into_bytes()).await;
    }
    assert_refused(&till, "no text", b"\xff\xfe&Sign=\xff&MAC=\xff".to_vec()).await;
    let second = leave(&till, order).await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    till.capture(&second).await;
    for signature in ["wrong", "missing"] {
        let sent = till.notify(&second, json!({ "order": ["payment.captured"], "signature": signature })).await;
        assert_eq!(sent, [u64::from(till.dialect.acknowledgements()[1].0)], "{signature}");
    }
    till.payments.drain_inbox().await.unwrap();
    assert_eq!((till.transactions().await, till.order(order).await.state), (paid, OrderState::Open));
    let refused = till.events(EventState::Ignored).await;
    assert!(
        refused.len() == 13 && refused.iter().all(|event| !event.signature_ok && event.gateway == till.gateway()),
        "kept, never interpreted"
    );
    // The bank's own word, once more, is answered as before and books nothing more.
    let (status, text) = tell(&till, word.into_bytes()).await;
    assert_eq!((status, text.as_str()), till.dialect.acknowledgements()[0]);
    till.payments.drain_inbox().await.unwrap();
    assert_eq!(till.transactions().await, paid);
    till.assert_sound().await;
    till.close().await;
}

async fn the_word_about_one_trip_pays_no_other(till: Till) {
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let (mine, other) = (till.trip().await, till.trip().await);
    let (mine, other) = (started(&till, mine).await, started(&till, other).await);
    let (payment, _) = (leave(&till, mine).await, leave(&till, other).await);
    till.capture(&payment).await;
    till.notify(&payment, json!({ "order": ["payment.captured"], "duplicates": 1 })).await;
    till.payments.drain_inbox().await.unwrap();
    till.assert_paid_once(mine).await;
    assert_eq!((till.order(other).await.state, till.captures(other).await.len()), (OrderState::Open, 0));
    till.assert_sound().await;
    till.close().await;
}

async fn play_money_is_none_in_production(db: Database, dialect: Dialect) {
    let till = Till::open_changed(db, dialect, |config| {
        (config.monetico.mode, config.up2pay.mode) = (GatewayMode::Production, GatewayMode::Production);
    })
    .await;
    till.behave(json!({ "scope": "all", "notify": "never" })).await;
    let trip = till.trip().await;
    till.start(trip).await;
    let order = till.orders(trip).await.pop().unwrap();
    assert!(!order.gateway_account.ends_with("-test"));
    let payment = leave(&till, order.id).await;
    till.capture(&payment).await;
    assert_eq!(till.notify(&payment, json!({ "order": ["payment.captured"] })).await, [u64::from(till.dialect.acknowledgements()[1].0)]);
    till.payments.drain_inbox().await.unwrap();
    assert_eq!((till.transactions().await, till.order(order.id).await.state), (0, OrderState::Open));
    let kept = till.events(EventState::Ignored).await.remove(0);
    assert!(!kept.signature_ok && kept.last_error.unwrap().contains("test"), "it says why");
    till.close().await;
}

async fn the_bank_takes_a_form_once_and_unchanged(till: Till) {
    let order = started(&till, till.trip().await).await;
    let form = opened(&till, order).await;
    assert_eq!(post(&form).await.0, 303);
    assert_eq!(post(&form).await.0, 400, "its reference is used");
    for (position, (name, _)) in form.fields.iter().enumerate() {
        let mut changed = opened(&till, order).await;
        changed.fields[position].1.push('1');
        assert_eq!(post(&changed).await.0, 400, "{name}");
        changed = opened(&till, order).await;
        changed.fields.remove(position);
        assert_eq!(post(&changed).await.0, 400, "without {name}");
    }
    assert_eq!(post(&opened(&till, order).await).await.0, 303);
    till.close().await;
}

async fn who_pays_is_told_in_any_alphabet(till: Till) {
    let row = client::Entity::find_by_id(till.client_id).one(till.db.read()).await.unwrap().unwrap();
    for (country, code, number) in [("Suisse", "CH", "756"), ("Royaume-Uni", "GB", "826"), ("中国 🏔", "FR", "250"), ("", "FR", "250")]
    {
        let mut strange = row.clone().into_active_model();
        strange.given_name = Set("Zoé 🏔 中".into());
        strange.family_name = Set("O’Neill & *fils* + \"d'Été\" <b>;&amp;".into());
        strange.addresses = Set(Json(vec![Address {
            street: "1 rue de l’Été\nBât. B".into(),
            postcode: "1227".into(),
            city: "Carouge".into(),
            country: country.into(),
        }]));
        let tx = till.db.begin_write().await.unwrap();
        strange.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let trip = till.trip().await;
        let view = till.trips.find_trip(&till.seller, trip).await.unwrap();
        let draft = TripDraft { title: "L’été à 中 🏔 + & * \"quotes\"".into(), ..TripDraft::from(&view.trip) };
        till.trips.update_trip(&till.seller, trip, view.version, draft, domain::revisions::RevisionDraft::default()).await.unwrap();

        let order = started(&till, trip).await;
        let form = opened(&till, order).await;
        match till.dialect {
            Dialect::Monetico => {
                assert!(form.fields.iter().all(|(_, value)| value.is_ascii()));
                let context = STANDARD.decode(field(&form, "contexte_commande")).unwrap();
                let billing = &serde_json::from_slice::<Value>(&context).unwrap()["billing"];
                assert_eq!((billing["country"].as_str(), billing["firstName"].as_str()), (Some(code), Some("Zoé 🏔 中")));
            }
            _ => {
                let billing = field(&form, "PBX_BILLING");
                assert!(
                    billing.contains(&format!("<CountryCode>{number}</CountryCode>")) && billing.contains("O’Neill &amp; *fils*"),
                    "{billing}"
                );
            }
        }
        let (status, location) = post(&form).await;
        assert_eq!(status, 303);
        till.capture(location.rsplit('/').next().unwrap()).await;
        till.until(order, OrderState::Succeeded).await;
        till.assert_paid_once(order).await;
    }
    till.assert_sound().await;
    till.close().await;
}

async fn an_order_lives_as_long_as_the_page_it_led_to(till: Till) {
    let order = started(&till, till.trip().await).await;
    till.pass(Duration::minutes(28));
    let payment = leave(&till, order).await;
    till.pass(Duration::minutes(if till.dialect == Dialect::Monetico { 40 } else { 14 }));
    till.payments.poll_due().await.unwrap();
    assert_eq!(till.order(order).await.state, OrderState::Open, "its page may still be paid");
    till.capture(&payment).await;
    till.until(order, OrderState::Succeeded).await;
    till.assert_paid_once(order).await;
    till.close().await;
}
