//! Texts on the columns of a bank's table.

use crate::Locale;
use domain::transfers::{DateForm, DecimalMark};

crate::texts! {
    /// Heading.
    columns_title { fr: "Que contient chaque colonne\u{a0}?", en: "What does each column hold?" }
    /// Under that heading.
    columns_hint {
        fr: "Dites-le une fois\u{a0}: les fichiers suivants de ce compte, avec les mêmes titres, seront lus de la même façon.",
        en: "Say it once: later files of this account with the same headings are read in the same way.",
    }
    /// Above the first rows.
    columns_rows { fr: "Les premières lignes du fichier", en: "The first rows of the file" }
    /// A column without a heading.
    column_number(number) { fr: "Colonne {number}", en: "Column {number}" }
    /// Legend: what is said of the account.
    columns_account { fr: "Le compte", en: "The account" }
    /// Legend: columns that are needed.
    columns_needed { fr: "Date et montant", en: "Date and amount" }
    /// Legend: columns that help to find whose money it is.
    columns_helping { fr: "Qui et pour quoi", en: "Who and what for" }
    /// Field.
    column_account { fr: "IBAN du compte", en: "IBAN of the account" }
    /// Under that field: the companies' accounts.
    column_account_hint(accounts) { fr: "Vos comptes\u{a0}: {accounts}", en: "Your accounts: {accounts}" }
    /// Field.
    column_currency { fr: "Devise du compte", en: "Currency of the account" }
    /// Field.
    column_date { fr: "Date de l’opération", en: "Date of booking" }
    /// Field.
    column_date_form { fr: "Écriture des dates", en: "How dates are written" }
    /// Field.
    column_amount { fr: "Montant, avec un signe moins pour les sorties", en: "Amount, with a minus for money out" }
    /// Field.
    column_debit { fr: "Ou bien\u{a0}: débit", en: "Or else: debit" }
    /// Field.
    column_credit { fr: "et crédit", en: "and credit" }
    /// Field.
    column_decimal { fr: "Signe décimal", en: "Decimal mark" }
    /// Field.
    column_line_currency { fr: "Devise de la ligne", en: "Currency of the line" }
    /// Field.
    column_text { fr: "Libellé", en: "Wording" }
    /// Field.
    column_reference { fr: "Référence structurée", en: "Structured reference" }
    /// Field.
    column_name { fr: "Nom de l’autre partie", en: "Name of the other party" }
    /// Field.
    column_iban { fr: "IBAN de l’autre partie", en: "IBAN of the other party" }
    /// Field.
    column_entry { fr: "Identifiant de la banque", en: "The bank’s own identifier" }
    /// Under that field.
    column_entry_hint { fr: "Propre à chaque ligne. Sans lui, les lignes se reconnaissent à leur contenu.", en: "One for each line. Without it, lines are known by their content." }
    /// Choice: no column.
    column_none { fr: "Aucune", en: "None" }
    /// Choice: nothing chosen yet.
    column_choose { fr: "Choisissez", en: "Choose" }
    /// Button.
    columns_save { fr: "Enregistrer et lire le fichier", en: "Save and read the file" }
    /// The same where the file stays as it was read.
    columns_save_later { fr: "Enregistrer pour les fichiers suivants", en: "Save for later files" }
    /// Why.
    columns_later {
        fr: "Des lignes de ce fichier sont déjà enregistrées ou décidées\u{a0}: il reste comme il a été lu.",
        en: "Lines of this file are already booked or decided: it stays as it was read.",
    }
    /// After saving.
    done_columns { fr: "Les colonnes sont enregistrées.", en: "The columns are saved." }
}

/// How dates are written.
pub const fn date_form(locale: Locale, form: DateForm) -> &'static str {
    match (locale, form) {
        (Locale::Fr, DateForm::DayMonthYear) => "jour, mois, année\u{a0}: 31.12.2027, 31/12/27",
        (Locale::Fr, DateForm::YearMonthDay) => "année, mois, jour\u{a0}: 2027-12-31",
        (Locale::Fr, DateForm::MonthDayYear) => "mois, jour, année\u{a0}: 12/31/2027",
        (Locale::En, DateForm::DayMonthYear) => "day, month, year: 31.12.2027, 31/12/27",
        (Locale::En, DateForm::YearMonthDay) => "year, month, day: 2027-12-31",
        (Locale::En, DateForm::MonthDayYear) => "month, day, year: 12/31/2027",
    }
}

/// What stands between units and cents.
pub const fn decimal_mark(locale: Locale, mark: DecimalMark) -> &'static str {
    match (locale, mark) {
        (Locale::Fr, DecimalMark::Comma) => "virgule\u{a0}: 1 234,50",
        (Locale::Fr, DecimalMark::Point) => "point\u{a0}: 1'234.50",
        (Locale::En, DecimalMark::Comma) => "comma: 1 234,50",
        (Locale::En, DecimalMark::Point) => "point: 1'234.50",
    }
}
