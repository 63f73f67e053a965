//! Every amount of every paper, in both languages and both currencies: as its language writes it, and never two currencies on one paper.

use crate::printed::runs;
use crate::{ReceiptView, qr_bill, receipt};
use domain::money::{Currency, Money};
use locales::Locale;
use typst_layout::PagedDocument;

/// Words that say an amount, and a bill's bare numbers: whatever stands between plain spaces beside the mark of a currency.
fn amounts(document: &PagedDocument) -> Vec<String> {
    let said = |text: &str| text.contains(|c: char| c.is_ascii_digit()) && ["€", "EUR", "CHF"].iter().any(|mark| text.contains(mark));
    let bare = |text: &str| {
        text.len() > 3 && text.as_bytes()[text.len() - 3] == b'.' && text.chars().all(|c| c.is_ascii_digit() || " .".contains(c))
    };
    let words = |run: String| match bare(&run) {
        true => vec![run],
        false => run.split(' ').filter(|word| said(word)).map(str::to_owned).collect(),
    };
    runs(document).into_iter().flat_map(words).collect()
}

fn receipt_in(currency: Currency) -> ReceiptView {
    let mut view = receipt::tests::view();
    let all = [&mut view.amount, &mut view.total_price, &mut view.paid_so_far, &mut view.remaining];
    for amount in all.into_iter().chain(view.allocations.iter_mut().map(|line| &mut line.amount)) {
        *amount = Money::new(amount.minor, currency);
    }
    view
}

#[test]
fn every_amount_is_written_as_its_language_writes_it() {
    let expected = [
        (
            Locale::Fr,
            Currency::EUR,
            [
                "1\u{a0}840,50\u{a0}€",
                "1\u{a0}500,00\u{a0}€",
                "340,50\u{a0}€",
                "1\u{a0}840,50\u{a0}€",
                "6\u{a0}100,00\u{a0}€",
                "1\u{a0}840,50\u{a0}€",
                "4\u{a0}259,50\u{a0}€",
            ],
        ),
        (
            Locale::Fr,
            Currency::CHF,
            [
                "1\u{a0}840,50\u{a0}CHF",
                "1\u{a0}500,00\u{a0}CHF",
                "340,50\u{a0}CHF",
                "1\u{a0}840,50\u{a0}CHF",
                "6\u{a0}100,00\u{a0}CHF",
                "1\u{a0}840,50\u{a0}CHF",
                "4\u{a0}259,50\u{a0}CHF",
            ],
        ),
        (Locale::En, Currency::EUR, ["€1,840.50", "€1,500.00", "€340.50", "€1,840.50", "€6,100.00", "€1,840.50", "€4,259.50"]),
        (
            Locale::En,
            Currency::CHF,
            [
                "CHF\u{a0}1,840.50",
                "CHF\u{a0}1,500.00",
                "CHF\u{a0}340.50",
                "CHF\u{a0}1,840.50",
                "CHF\u{a0}6,100.00",
                "CHF\u{a0}1,840.50",
                "CHF\u{a0}4,259.50",
            ],
        ),
    ];
    for (locale, currency, written) in expected {
        let found = amounts(&receipt::lay_out(&receipt_in(currency), locale).unwrap());
        assert_eq!(found, written, "{locale:?} {currency:?}");
    }
}

#[test]
fn a_bill_writes_amounts_as_its_standard_does() {
    for locale in [Locale::Fr, Locale::En] {
        assert_eq!(amounts(&qr_bill::lay_out(&qr_bill::tests::view(), locale).unwrap()), ["1 949.75"; 2]);
    }
}
