//! The Swiss QR-bill: a page with the receipt and the payment part at its foot, as the guidelines of SIX lay it out.
//!
//! *Unverified*: sizes against a bank's scanner, and the type face, which the guidelines want to be Arial, Frutiger, Helvetica or Liberation Sans.

use crate::{PaperError, text, world};
use domain::locale::Locale;
use locales::papers as texts;
use qrcode::{Color, EcLevel, QrCode};
use typst::foundations::{Array, Dict, IntoValue, Value, dict};
use typst_layout::PagedDocument;

/// Everything a QR-bill shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrBillView {
    /// What the symbol holds.
    pub payload: String,
    /// The account, in groups.
    pub account: String,
    /// Who is paid, a line each.
    pub creditor: Vec<String>,
    /// Who pays, a line each; empty leaves room to write.
    pub debtor: Vec<String>,
    /// The reference, in groups.
    pub reference: String,
    /// For people.
    pub message: String,
    /// `CHF` or `EUR`.
    pub currency: String,
    /// The amount as the guidelines write it: `1 949.75`.
    pub amount: String,
    /// The title of the trip, above.
    pub title: String,
}

/// The PDF of a QR-bill: tagged, PDF/UA-1, the same bytes for the same view and language. Call it from a blocking task, as [`crate::receipt`].
///
/// # Errors
/// [`PaperError::Template`] when the payload is too long for a symbol or by a fault of ours; [`PaperError::Export`].
pub fn qr_bill(view: &QrBillView, locale: Locale) -> Result<Vec<u8>, PaperError> {
    world::write(&lay_out(view, locale)?, format!("qr-bill/{}/{}", view.reference, view.amount), world::Kind::Plain)
}

pub(crate) fn lay_out(view: &QrBillView, locale: Locale) -> Result<PagedDocument, PaperError> {
    world::lay_out("qr_bill.typ", include_str!("../templates/qr_bill.typ"), inputs(view, locale)?)
}

/// The dark runs of the symbol, each as column, row and length, and how many modules it is wide.
fn symbol(payload: &str) -> Result<(Array, i64), PaperError> {
    let code =
        QrCode::with_error_correction_level(payload.as_bytes(), EcLevel::M).map_err(|error| PaperError::Template(error.to_string()))?;
    let width = code.width();
    let mut runs = Array::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let numbers = [x, y, run.len()].map(|number| i64::try_from(number).unwrap_or(0).into_value());
                runs.push(Value::Array(numbers.into_iter().collect()));
            }
            x += run.len();
        }
    }
    Ok((runs, i64::try_from(width).unwrap_or(0)))
}

fn inputs(view: &QrBillView, locale: Locale) -> Result<Dict, PaperError> {
    let (runs, modules) = symbol(&view.payload)?;
    let lines = |typed: &[String]| typed.iter().map(|line| text::line(line).into_value()).collect::<Array>();
    let lang: &str = match locale {
        Locale::Fr => "fr",
        Locale::En => "en",
    };
    Ok(dict! {
        "lang" => lang,
        "title" => texts::qr_title(locale),
        "trip" => text::line(&view.title),
        "intro" => texts::qr_intro(locale),
        "runs" => runs,
        "modules" => modules,
        "account" => text::line(&view.account),
        "creditor" => lines(&view.creditor),
        "debtor" => lines(&view.debtor),
        "reference" => text::line(&view.reference),
        "message" => text::line(&view.message),
        "currency" => text::line(&view.currency),
        "amount" => text::line(&view.amount),
        "words" => dict! {
            "receipt" => texts::qr_receipt(locale),
            "payment" => texts::qr_payment(locale),
            "account" => texts::qr_account(locale),
            "reference" => texts::qr_reference(locale),
            "message" => texts::qr_message(locale),
            "debtor" => texts::qr_debtor(locale),
            "currency" => texts::qr_currency(locale),
            "amount" => texts::qr_amount(locale),
            "acceptance" => texts::qr_acceptance(locale),
            "cut" => texts::qr_cut(locale),
        },
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::printed;

    pub(crate) fn view() -> QrBillView {
        QrBillView {
            payload: format!("SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\n{}EPD", "é\r\n".repeat(200)),
            account: "CH44 3199 9123 0008 8901 2".to_owned(),
            creditor: vec!["Altaïr Voyages SA".to_owned(), "place du Marché 2".to_owned(), "1227 Carouge".to_owned()],
            debtor: vec!["#let x = $y$".to_owned(), "1201 Genève".to_owned()],
            reference: "21 00000 00003 13947 14300 09017".to_owned(),
            message: "AV-2027-0114".to_owned(),
            currency: "CHF".to_owned(),
            amount: "1 949.75".to_owned(),
            title: "Japon, de Kyoto à Yakushima".to_owned(),
        }
    }

    #[test]
    fn both_parts_say_the_same() {
        for (locale, words) in [
            (Locale::Fr, ["Récépissé", "Section paiement", "Compte / Payable à"]),
            (Locale::En, ["Receipt", "Payment part", "Account / Payable to"]),
        ] {
            let document = lay_out(&view(), locale).unwrap();
            assert_eq!(document.pages().len(), 1);
            let printed = printed::text(&document);
            for text in words.into_iter().chain(["#let x = $y$"]) {
                assert!(printed.contains(text), "{text:?} is not in {printed:?}");
            }
            for text in ["CH44 3199 9123 0008 8901 2", "21 00000 00003 13947 14300 09017", "1 949.75", "1201 Genève"] {
                assert_eq!(printed.matches(text).count(), 2, "{text:?} in {printed:?}");
            }
        }
    }

    #[test]
    fn it_is_written_and_never_varies() {
        let pdf = qr_bill(&view(), Locale::Fr).unwrap();
        assert!(pdf.starts_with(b"%PDF"));
        assert_eq!(pdf, qr_bill(&view(), Locale::Fr).unwrap());
    }

    #[test]
    fn the_symbol_has_its_three_corners() {
        let (runs, modules) = symbol("SPC").unwrap();
        let first = runs.first(None).unwrap().cast::<Array>().unwrap();
        assert_eq!(modules, 21);
        assert_eq!(first, [0_i64, 0, 7].into_iter().map(IntoValue::into_value).collect::<Array>());
        assert!(symbol(&"x".repeat(3_000)).is_err());
    }
}
