//! How letters read, and that a job in the database is still read after a change.

use super::*;

#[test]
fn a_letter_escapes_what_people_typed() {
    let kind = MailKind::Activation { name: "<b>Ana</b> & \"Luc\"".into(), link: "https://a.example/link/x".into() };
    for locale in Locale::ALL {
        let letter = MailJob { to: "ana@example.org".into(), locale: *locale, kind: kind.clone() }.letter("Agence", "04");
        assert!(letter.html.contains("&lt;b&gt;Ana&lt;/b&gt; &amp; &quot;Luc&quot;") && !letter.html.contains("<b>Ana"));
        assert!(letter.text.contains("<b>Ana</b>") && letter.text.contains("https://a.example/link/x"));
    }
}

#[test]
fn whoever_has_no_page_gets_no_link() {
    let kind = |link: Option<&str>| MailKind::Receipt {
        name: "Odile".into(),
        amount: "10 €".into(),
        trip: "Pérou".into(),
        number: "FR-2026-000001".into(),
        link: link.map(str::to_owned),
    };
    let letter = |link| MailJob { to: "odile@example.org".into(), locale: Locale::Fr, kind: kind(link) }.letter("Agence", "04");
    let (with, without) = (letter(Some("https://a.example/receipts/x")), letter(None));
    assert!(with.html.contains("<a href=\"https://a.example/receipts/x\"") && with.text.contains("\nhttps://a.example/receipts/x\n"));
    assert!(!without.html.contains("<a ") && !without.text.contains("http") && without.text.contains("appelez-nous"));
    // A job that was written when every mail had a link is still read.
    let old = r#"{"to":"a@example.org","locale":"fr","kind":"refund_failed","facts":{"name":"Ana","amount":"1","trip":"x","link":"y"}}"#;
    assert!(matches!(serde_json::from_str::<MailJob>(old).unwrap().kind, MailKind::RefundFailed { link: Some(link), .. } if link == "y"));
}

#[test]
fn a_job_keeps_its_words_in_the_database() {
    let job = MailJob { to: "a@example.org".into(), locale: Locale::En, kind: MailKind::Reset { name: "Ana".into(), link: "x".into() } };
    let text = serde_json::to_string(&job).unwrap();
    assert_eq!(text, r#"{"to":"a@example.org","locale":"en","kind":"reset","facts":{"name":"Ana","link":"x"}}"#);
    assert_eq!(serde_json::from_str::<MailJob>(&text).unwrap(), job);
}

#[test]
fn whoever_owes_nothing_more_is_not_sent_to_pay() {
    for locale in Locale::ALL {
        for (says, link) in [
            (DebitReturned::Owed, Some("https://a.example/trips/x/payments".to_owned())),
            (DebitReturned::Closed, None),
            (DebitReturned::HandedOver, None),
            (DebitReturned::TakenOver, Some("https://a.example/pay/x".to_owned())),
        ] {
            let kind =
                MailKind::DebitReturned { says, name: "Ana".into(), amount: "900 €".into(), trip: "Pérou".into(), link: link.clone() };
            let job = MailJob { to: "ana@example.org".into(), locale: *locale, kind };
            assert_eq!(serde_json::from_str::<MailJob>(&serde_json::to_string(&job).unwrap()).unwrap(), job);
            let letter = job.letter("Agence", "04");
            assert!(letter.text.contains("900 €") && letter.text.contains("Pérou"));
            assert_eq!(letter.html.contains("<a href="), link.is_some(), "{says:?}");
        }
    }
}
