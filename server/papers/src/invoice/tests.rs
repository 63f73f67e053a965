//! What an invoice says, read from the laid-out page and from its data, and what its PDF declares.

use super::*;
use crate::invoice_data;
use domain::money::Currency;
use time::macros::date;
use typst::layout::{Frame, FrameItem};

const HOSTILE: &str = "#let x = 1 $y$ *z* </ram:Name> & <script> ]]> \"quoted\" 'single' = éŁ 😀";

fn money(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn address(country: &str) -> AddressView {
    AddressView {
        street: "3 chemin du Pré".to_owned(),
        postcode: "74000".to_owned(),
        town: "Annecy".to_owned(),
        country: country.to_owned(),
    }
}

fn view() -> InvoiceView {
    InvoiceView {
        locale: Locale::Fr,
        kind: InvoiceKind::Invoice,
        number: "FR-F-2026-000123".to_owned(),
        issued_on: date!(2026 - 11 - 30),
        seller: SellerView {
            name: "Altaïr Voyages SARL".to_owned(),
            address: vec!["1 quai des Marronniers".to_owned(), "74000 Annecy".to_owned(), "France".to_owned()],
            postal: address("FR"),
            siren: "123456782".to_owned(),
            vat: "FR32123456782".to_owned(),
            registrations: vec!["N°\u{a0}TVA\u{a0}: FR32123456782".to_owned(), "Garantie financière\u{a0}: Fonds commun".to_owned()],
        },
        buyer: BuyerView {
            name: "Ana Müller".to_owned(),
            address: vec!["3 chemin du Pré".to_owned(), "74000 Annecy".to_owned()],
            postal: Some(address("FR")),
        },
        regime: Regime::MarginScheme,
        trip: TripView {
            reference: "AV-2027-0114".to_owned(),
            title: "Pérou".to_owned(),
            starts_on: date!(2027 - 03 - 14),
            ends_on: date!(2027 - 03 - 28),
        },
        included: vec!["Nuits · Hébergements".to_owned()],
        label: "Voyage à forfait du 14 mars 2027 au 28 mars 2027".to_owned(),
        credited: None,
        total: money(480_000),
        payments: vec![
            PaymentView { receipt: "FR-2026-000007".to_owned(), paid_on: Some(date!(2026 - 11 - 02)), amount: money(134_000) },
            PaymentView { receipt: String::new(), paid_on: None, amount: money(10_000) },
        ],
        paid: money(144_000),
        left: money(336_000),
        due_on: Some(date!(2027 - 02 - 12)),
    }
}

fn credit_note() -> InvoiceView {
    InvoiceView {
        kind: InvoiceKind::CreditNote,
        number: "FR-F-2026-000124".to_owned(),
        label: "Avoir sur la facture FR-F-2026-000123".to_owned(),
        credited: Some(CreditedView {
            number: "FR-F-2026-000123".to_owned(),
            issued_on: date!(2026 - 11 - 30),
            reason: "Une nuit de moins".to_owned(),
        }),
        total: money(20_000),
        payments: Vec::new(),
        paid: money(0),
        left: money(20_000),
        due_on: None,
        ..view()
    }
}

fn read(frame: &Frame, into: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => read(&group.frame, into),
            FrameItem::Text(run) => into.push_str(&run.text),
            _ => {}
        }
    }
}

fn printed(view: &InvoiceView) -> String {
    let document = lay_out(view, None).unwrap();
    let mut text = String::new();
    for page in document.pages() {
        read(&page.frame, &mut text);
    }
    text
}

fn declares(pdf: &[u8], what: &str) -> bool {
    pdf.windows(what.len()).any(|window| window == what.as_bytes())
}

/// The texts of every element `name`, as data.
fn said(view: &InvoiceView, name: &str) -> Vec<String> {
    let data = invoice_data(view).unwrap().unwrap();
    let open = format!("<{name}");
    data.split(&open).skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once('<').map(|(text, _)| text.to_owned())).collect()
}

#[test]
fn an_invoice_prints_what_the_law_wants() {
    let text = printed(&view());
    for words in [
        "Facture",
        "N°\u{a0}FR-F-2026-000123",
        "30\u{a0}novembre\u{a0}2026",
        "Altaïr Voyages SARL",
        "FR32123456782",
        "Garantie financière",
        "Ana Müller",
        "AV-2027-0114",
        "Hébergements",
        "4\u{a0}800,00\u{a0}€",
        "Régime particulier – Agences de voyages",
        "Reçu FR-2026-000007 du 2\u{a0}novembre\u{a0}2026",
        "1\u{a0}340,00\u{a0}€",
        "Autres règlements",
        "1\u{a0}440,00\u{a0}€",
        "3\u{a0}360,00\u{a0}€",
        "12\u{a0}février\u{a0}2027",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text:?}");
    }
    let english = printed(&InvoiceView { locale: Locale::En, ..view() });
    for words in ["Invoice", "€4,800.00", "margin scheme – travel agents", "Régime particulier – Agences de voyages", "Left to pay"]
    {
        assert!(english.contains(words), "{words:?} is not in {english:?}");
    }
}

#[test]
fn a_credit_note_names_its_invoice_and_asks_for_nothing() {
    let text = printed(&credit_note());
    for words in
        ["Avoir", "FR-F-2026-000124", "la facture FR-F-2026-000123 du 30\u{a0}novembre\u{a0}2026", "Une nuit de moins", "200,00\u{a0}€"]
    {
        assert!(text.contains(words), "{words:?} is not in {text:?}");
    }
    assert!(!text.contains("Reste à payer") && !text.contains("Déjà réglé"), "{text}");
    assert_eq!(said(&credit_note(), "ram:TypeCode")[0], "381");
    assert_eq!(said(&credit_note(), "ram:IssuerAssignedID"), ["FR-F-2026-000123"]);
    assert_eq!(said(&credit_note(), "ram:DuePayableAmount"), ["200.00"]);
}

#[test]
fn the_data_says_what_the_page_says() {
    let view = view();
    for (name, expected) in [
        ("ram:GrandTotalAmount", "4800.00"),
        ("ram:TaxBasisTotalAmount", "4800.00"),
        ("ram:LineTotalAmount", "4800.00"),
        ("ram:TaxTotalAmount", "0.00"),
        ("ram:TotalPrepaidAmount", "1440.00"),
        ("ram:DuePayableAmount", "3360.00"),
        ("ram:CategoryCode", "E"),
        ("ram:ExemptionReasonCode", "VATEX-EU-D"),
        ("ram:ExemptionReason", "Régime particulier – Agences de voyages"),
    ] {
        let found = said(&view, &format!("{name}>").replace('>', ""));
        assert!(found.iter().any(|text| text == expected), "{name}: {found:?}");
    }
    assert_eq!(said(&view, "ram:TypeCode")[0], "380");
    assert!(said(&view, "ram:IssuerAssignedID").is_empty());
}

#[test]
fn what_people_typed_is_neither_markup_nor_xml() {
    let mut view = view();
    view.buyer.name = HOSTILE.to_owned();
    view.trip.title = format!("{HOSTILE}\u{0}\u{b}\u{ffff}");
    view.label = HOSTILE.to_owned();
    let text = printed(&view).replace(char::is_whitespace, "");
    assert!(text.contains(&HOSTILE.replace(char::is_whitespace, "")), "{text}");
    let data = invoice_data(&view).unwrap().unwrap();
    assert!(data.contains("&lt;/ram:Name&gt; &amp; &lt;script&gt;") && !data.contains("<script>") && !data.contains('\u{0}'), "{data}");
    assert_eq!(data.matches("</ram:Name>").count(), 3, "product, seller, buyer");
    invoice(&view).unwrap();
}

#[test]
fn no_character_can_stop_an_invoice() {
    let mut view = view();
    let all: Vec<char> = (0..=u32::from(char::MAX)).step_by(41).filter_map(char::from_u32).collect();
    view.included = all.chunks(60).map(|line| line.iter().collect()).collect();
    view.buyer.name = "שרה محمد 山田 👩🏽\u{200d}🚀 e\u{301} \u{202e}txet".to_owned();
    invoice(&view).unwrap();
}

#[test]
fn the_pdf_is_tagged_and_carries_its_data_where_there_is_a_form_for_it() {
    let french = invoice(&view()).unwrap();
    for declared in
        ["/MarkInfo", "/StructTreeRoot", "<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>3</pdfaid:part>", "/Lang(fr)", "factur-x.xml"]
    {
        assert!(declares(&french, declared), "{declared}");
    }
    assert!(declares(&french, "/AFRelationship/Alternative") || declares(&french, "/AFRelationship /Alternative"));
    assert!(!declares(&french, "urn:factur-x"), "it does not claim to be what it is not yet");
    let swiss = InvoiceView { regime: Regime::OutsideScope, locale: Locale::En, ..view() };
    let unknown = InvoiceView { buyer: BuyerView { postal: None, ..view().buyer }, ..view() };
    for other in [&swiss, &unknown] {
        assert_eq!(invoice_data(other), Ok(None));
        let pdf = invoice(other).unwrap();
        assert!(declares(&pdf, "<pdfuaid:part>1</pdfuaid:part>") && !declares(&pdf, "factur-x.xml"));
    }
    let text = printed(&swiss);
    assert!(text.contains("Swiss VAT") && !text.contains("Régime particulier"), "{text}");
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let first = invoice(&view()).unwrap();
    typst::comemo::evict(0);
    let threads: Vec<_> = (0..2).map(|_| std::thread::spawn(|| invoice(&view()).unwrap())).collect();
    for thread in threads {
        assert!(thread.join().unwrap() == first, "two invoices of one view differ");
    }
    assert!(invoice(&credit_note()).unwrap() != first);
}

#[test]
fn amounts_that_disagree_are_refused() {
    let wrong = |change: fn(&mut InvoiceView)| {
        let mut view = view();
        change(&mut view);
        assert!(matches!(invoice(&view), Err(PaperError::Amounts(_))));
    };
    wrong(|view| drop(view.payments.pop()));
    wrong(|view| view.left.minor += 1);
    wrong(|view| view.left.currency = Currency::CHF);
    wrong(|view| view.credited = credit_note().credited);
    wrong(|view| view.kind = InvoiceKind::CreditNote);
    wrong(|view| {
        view.payments[0].amount = money(490_000);
        view.paid = money(500_000);
        view.left = money(-20_000);
    });
}
