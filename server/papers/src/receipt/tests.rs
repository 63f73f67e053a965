//! What a receipt says, read from the laid-out page, and what its PDF declares.

use super::*;
use crate::printed;
use domain::money::Currency;
use time::macros::{date, datetime};

const HOSTILE: &str = "#let x = 1 $y$ *z* _w_ ] } \\ @ref <tag> `raw` // \"quoted\" 'single' -- ... = éŁ 😀 محمد";

fn money(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub(crate) fn view() -> ReceiptView {
    ReceiptView {
        number: "FR-2027-000123".to_owned(),
        issued_on: date!(2027 - 01 - 05),
        entity: EntityView {
            name: "Altiport Voyages SAS".to_owned(),
            address: vec!["12 rue des Lilas".to_owned(), "75011 Paris".to_owned()],
            registrations: vec!["RCS Paris 000 000 000".to_owned()],
        },
        payer: PayerView { name: HOSTILE.to_owned(), address: vec!["3 chemin du Pré".to_owned(), "1227 Carouge".to_owned()] },
        trip: TripView {
            reference: "ALT-7QK2".to_owned(),
            title: "Pérou, des Andes à l’Amazonie".to_owned(),
            starts_on: date!(2027 - 03 - 14),
            ends_on: date!(2027 - 03 - 28),
        },
        amount: money(184_050),
        method: "Carte bancaire".to_owned(),
        order_reference: "PO-4F7A".to_owned(),
        paid_at: datetime!(2027-01-05 00:30 +1),
        received_on: None,
        reversed_on: None,
        allocations: vec![
            Allocation { label: "Acompte".to_owned(), amount: money(150_000) },
            Allocation { label: "Deuxième échéance".to_owned(), amount: money(34_050) },
        ],
        total_price: money(610_000),
        paid_so_far: money(184_050),
        remaining: money(425_950),
    }
}

fn printed(view: &ReceiptView, locale: Locale) -> String {
    printed::text(&lay_out(view, locale).unwrap())
}

fn pages(view: &ReceiptView) -> usize {
    lay_out(view, Locale::Fr).unwrap().pages().len()
}

fn declares(pdf: &[u8], what: &str) -> bool {
    pdf.windows(what.len()).any(|window| window == what.as_bytes())
}

#[test]
fn amounts_are_printed_as_french_writes_them() {
    let text = printed(&view(), Locale::Fr);
    for amount in ["1\u{a0}840,50\u{a0}€", "1\u{a0}500,00\u{a0}€", "340,50\u{a0}€", "6\u{a0}100,00\u{a0}€", "4\u{a0}259,50\u{a0}€"]
    {
        assert!(text.contains(amount), "{amount:?} is not in {text:?}");
    }
    for words in [
        "Reçu de paiement",
        "N°\u{a0}FR-2027-000123",
        "5\u{a0}janvier\u{a0}2027",
        "14\u{a0}– 28\u{a0}mars\u{a0}2027",
        "PO-4F7A",
        "RCS Paris",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text:?}");
    }
}

#[test]
fn amounts_are_printed_as_english_writes_them() {
    let mut view = view();
    let text = printed(&view, Locale::En);
    for words in ["€1,840.50", "€1,500.00", "€340.50", "€6,100.00", "€4,259.50", "Payment receipt", "Left to pay"] {
        assert!(text.contains(words), "{words:?} is not in {text:?}");
    }
    for amount in [&mut view.amount, &mut view.total_price, &mut view.paid_so_far, &mut view.remaining] {
        amount.currency = Currency::CHF;
    }
    for line in &mut view.allocations {
        line.amount.currency = Currency::CHF;
    }
    assert!(printed(&view, Locale::En).contains("CHF\u{a0}1,840.50"));
}

#[test]
fn the_instant_is_converted_to_the_zone_it_is_printed_in() {
    assert!(printed(&view(), Locale::En).contains("5\u{a0}January\u{a0}2027 at 00:30"));
}

#[test]
fn what_people_typed_is_never_markup() {
    let mut view = view();
    // Bidirectional layout cuts a line in runs from left to right, so Arabic is left to the next test.
    let typed = HOSTILE.replace(" محمد", "");
    view.payer.name.clone_from(&typed);
    view.payer.address = vec![typed.clone()];
    view.trip.title.clone_from(&typed);
    view.method = "#panic()".to_owned();
    for line in &mut view.allocations {
        line.label.clone_from(&typed);
    }
    let text = printed(&view, Locale::Fr).replace(char::is_whitespace, "");
    // Payer, address, title, two instalments.
    assert_eq!(text.matches(&typed.replace(char::is_whitespace, "")).count(), 5, "{text}");
    assert!(text.contains("#panic()"));
}

#[test]
fn no_character_can_stop_a_receipt() {
    let mut view = view();
    // One character in 41 of all planes: every script, emoji, controls, private and unassigned code points.
    let all: Vec<char> = (0..=u32::from(char::MAX)).step_by(41).filter_map(char::from_u32).collect();
    view.payer.address = all.chunks(60).map(|line| line.iter().collect()).collect();
    view.payer.name = "שרה محمد 山田 👩🏽\u{200d}🚀 e\u{301} \u{202e}txet".to_owned();
    view.entity.name = "\u{0}\u{feff}".to_owned();
    view.number = "é/😀".to_owned();
    receipt(&view, Locale::Fr).unwrap();
}

#[test]
fn the_pdf_is_tagged_and_names_its_language_and_standard() {
    let french = receipt(&view(), Locale::Fr).unwrap();
    let english = receipt(&view(), Locale::En).unwrap();
    for declared in ["/MarkInfo", "/Marked true", "/StructTreeRoot", "/DisplayDocTitle true", "<pdfuaid:part>1</pdfuaid:part>", "/Lang(fr)"]
    {
        assert!(declares(&french, declared), "{declared}");
    }
    assert!(declares(&english, "/Lang(en)") && !declares(&english, "/Lang(fr)"));
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let first = receipt(&view(), Locale::Fr).unwrap();
    typst::comemo::evict(0);
    let threads: Vec<_> = (0..2).map(|_| std::thread::spawn(|| receipt(&view(), Locale::Fr).unwrap())).collect();
    for thread in threads {
        assert!(thread.join().unwrap() == first, "two receipts of one view differ");
    }
    let mut other = view();
    other.number = "FR-2027-000124".to_owned();
    assert!(receipt(&other, Locale::Fr).unwrap() != first);
}

#[test]
fn many_allocations_flow_onto_more_pages_and_few_stay_on_one() {
    let mut view = view();
    assert_eq!(pages(&view), 1);
    view.allocations = (0..60).map(|index| Allocation { label: format!("Échéance {index}"), amount: money(100) }).collect();
    view.amount = money(6_000);
    assert!(pages(&view) > 1);
    receipt(&view, Locale::Fr).unwrap();
}

#[test]
fn unknown_addresses_leave_no_hole() {
    let mut view = view();
    view.payer.address.clear();
    view.entity.address.clear();
    view.entity.registrations.clear();
    assert!(printed(&view, Locale::En).contains("Received from"));
    receipt(&view, Locale::En).unwrap();
}

#[test]
fn amounts_that_disagree_are_refused() {
    let mut wrong = view();
    wrong.allocations.pop();
    assert_eq!(receipt(&wrong, Locale::Fr), Err(PaperError::Amounts("the allocations are not the amount received")));
    let mut wrong = view();
    wrong.remaining.minor += 1;
    assert_eq!(receipt(&wrong, Locale::Fr), Err(PaperError::Amounts("price less payments is not what remains")));
    let mut wrong = view();
    for amount in [&mut wrong.total_price, &mut wrong.paid_so_far, &mut wrong.remaining] {
        amount.currency = Currency::CHF;
    }
    assert!(matches!(receipt(&wrong, Locale::Fr), Err(PaperError::Amounts(_))));
}
