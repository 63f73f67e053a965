//! Tables as banks here write them, whole and broken.

use super::*;
use crate::statements::{Why, decode, name_entries, unix_lines};
use domain::dates;
use domain::money::Currency;
use domain::transfers::{ColumnsDraft, Direction};
use proptest::prelude::*;

const FRENCH: &str = "Compte : FR14 2004 1010 0505 0001 3M02 606\r\nSolde au 31/03/2027;1 234,56\r\n\r\n\
    Date opération;Date valeur;Libellé;Débit euros;Crédit euros;Référence\r\n\
    14/03/2027;14/03/2027;\"VIR Müller; Ana\nAV-2027-0114\";;1 840,50;\r\n\
    15/03/2027;15/03/2027;Loyer;-900,00;;\r\n";

const SWISS: &str = "Buchungsdatum\tBuchungstext\tBetrag\tWährung\tReferenz\n2027-03-14\tGutschrift\t1'949.75\tCHF\t210000000003139471430009017\n\
    2027-03-15\tMiete\t-2'000.00\tCHF\t\n";

fn reading(text: &str, change: impl FnOnce(&mut ColumnsDraft)) -> (String, Reading) {
    let text = unix_lines(text.to_owned());
    let layout = look(&text).unwrap();
    let account = layout.account.as_ref().map_or("FR1420041010050500013M02606", |iban| iban.as_str()).to_owned();
    let mut draft = guess(&layout, &account, Some(Currency::EUR));
    change(&mut draft);
    let columns = draft.check(layout.header.len()).unwrap();
    let width = layout.header.len();
    (text, Reading { delimiter: layout.delimiter, header_line: layout.header_line, width, columns })
}

/// Day, minor units, which way, name or text of a line; where reading stopped, and why.
type Told = Result<(String, i64, Direction, String), (u32, u32, Why)>;

fn told(text: &str, reading: &Reading) -> Vec<Told> {
    let line = |line: crate::statements::Line| match line {
        Ok(line) => Ok((dates::iso(line.booked_on), line.amount.minor, line.direction, line.text)),
        Err(refused) => Err((refused.line, refused.column, refused.why)),
    };
    read(text, reading).into_iter().map(line).collect()
}

#[test]
fn a_french_table_with_a_preamble_is_read_by_its_guesses() {
    let (text, reading) = reading(FRENCH, |_| ());
    assert_eq!((reading.header_line, reading.width, reading.columns.account.as_str()), (4, 6, "FR1420041010050500013M02606"));
    assert_eq!(
        told(&text, &reading),
        [
            Ok(("2027-03-14".into(), 184_050, Direction::In, "VIR Müller; Ana AV-2027-0114".into())),
            Ok(("2027-03-15".into(), 90_000, Direction::Out, "Loyer".into())),
        ]
    );
}

#[test]
fn a_swiss_table_with_tabs_and_one_amount_is_read_too() {
    let (text, reading) = reading(SWISS, |_| ());
    let lines = read(&text, &reading);
    let first = lines[0].as_ref().unwrap();
    assert_eq!((first.amount.plain().as_str(), first.reference.as_str()), ("1949.75 CHF", "210000000003139471430009017"));
    assert_eq!(lines[1].as_ref().unwrap().direction, Direction::Out);
}

#[test]
fn the_same_table_in_windows_1252_and_with_a_mark_is_the_same() {
    let (text, by) = reading(FRENCH, |_| ());
    let windows = encoding_rs::WINDOWS_1252.encode(FRENCH).0.into_owned();
    let marked = ["\u{feff}", FRENCH].concat().into_bytes();
    for bytes in [windows, marked] {
        let other = unix_lines(decode(&bytes));
        assert_eq!(look(&other), look(&text));
        assert_eq!(read(&other, &by), read(&text, &by));
    }
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_costs_only_itself() {
    let rows = "Date;Texte;Montant\n14.03.2027;bon;12,00\n14.13.2027;jour;12,00\n14.03.2027;montant;12.50\n\n14.03.2027;rien;0,00\n\
        14.03.2027;coupé\n14.03.2027;dé;calé;12,00\n14.03.27;bon;-1,00\nTotal;;\n";
    let (text, reading) = reading(rows, |draft| {
        draft.decimal = "comma".into();
        draft.date_form = "dmy".into();
    });
    let wrong: Vec<_> = told(&text, &reading).into_iter().filter_map(Result::err).collect();
    assert_eq!(
        wrong,
        [(3, 1, Why::Date), (4, 3, Why::Amount), (6, 3, Why::Amount), (7, 3, Why::Broken), (8, 4, Why::Broken), (10, 1, Why::Date)]
    );
    assert_eq!(told(&text, &reading).iter().filter(|line| line.is_ok()).count(), 2);
}

#[test]
fn a_quote_that_is_never_closed_costs_only_its_line() {
    let rows = "Date;Texte;Montant\n14.03.2027;\"écran 24 pouces;12,00\n14.03.2027;bon;13,00\n14.03.2027;\"deux\nlignes\";14,00\n";
    let (text, reading) = reading(rows, |draft| draft.decimal = "comma".into());
    assert_eq!(
        told(&text, &reading).iter().map(|line| line.as_ref().map(|line| line.1).map_err(|wrong| *wrong)).collect::<Vec<_>>(),
        [Err((2, 1, Why::Broken)), Ok(1_300), Ok(1_400)]
    );
}

#[test]
fn amounts_apart_leave_nothing_to_guess() {
    let rows = "Date;Texte;Débit;Crédit\n14.03.2027;a;1,00;\n14.03.2027;b;-1,00;0,00\n14.03.2027;c;;1,00\n14.03.2027;d;;-1,00\n14.03.2027;e;1,00;1,00\n14.03.2027;f;;\n";
    let (text, reading) = reading(rows, |_| ());
    let read: Vec<_> = told(&text, &reading).into_iter().map(|line| line.map(|line| (line.1, line.2)).map_err(|wrong| wrong.0)).collect();
    assert_eq!(read, [Ok((100, Direction::Out)), Ok((100, Direction::Out)), Ok((100, Direction::In)), Err(5), Err(6), Err(7)]);
}

#[test]
fn columns_by_which_nothing_can_be_read_are_refused_at_their_field() {
    let blamed = |change: fn(&mut ColumnsDraft)| {
        let (text, reading) = reading(FRENCH, change);
        faults(&text, &reading).map_err(|errors| errors.0[0].0.clone())
    };
    assert_eq!(blamed(|_| ()), Ok(()));
    assert_eq!(blamed(|draft| draft.date_form = "ymd".into()), Err("date".to_owned()));
    assert_eq!(blamed(|draft| draft.decimal = "point".into()), Err("debit".to_owned()));
    assert_eq!(blamed(|draft| draft.line_currency = "2".into()), Err("line_currency".to_owned()));
}

#[test]
fn a_small_table_above_the_header_is_not_the_header() {
    let text = "Nom du compte;Solde;Devise\nCompte courant;1 234,56;EUR\n\nDate;Libellé;Montant\n14.03.2027;a;1,00\n";
    assert_eq!(look(text).map(|layout| layout.header_line), Some(4));
    // A month without movements.
    assert_eq!(look("Date;Libellé;Montant\n").map(|layout| (layout.header_line, layout.rows.len())), Some((1, 0)));
}

#[test]
fn what_is_no_table_is_none() {
    for text in ["", "bonjour", "a;b\nc;d\n", "%PDF-1.7\n1 0 obj", "{\"a\": 1, \"b\": 2}", "14.03.2027;12,00\n15.03.2027;13,00\n"] {
        assert_eq!(look(text), None, "{text}");
    }
}

#[test]
fn identical_lines_keep_apart_and_come_back_under_the_same_names() {
    let rows = "Date;Texte;Montant\n14.03.2027;café;1,00\n14.03.2027;café;1,00\n14.03.2027;thé;1,00\n";
    let (text, by) = reading(rows, |draft| draft.decimal = "comma".into());
    let names = |text: &str| {
        let mut lines = read(text, &by);
        name_entries(&mut lines);
        lines.into_iter().map(|line| line.unwrap().entry).collect::<Vec<_>>()
    };
    let all = names(&text);
    assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
    assert_eq!(names(&text), all);
    // A later export that begins or ends elsewhere names what it shares alike.
    assert_eq!(names("Date;Texte;Montant\n14.03.2027;thé;1,00\n14.03.2027;café;1,00\n"), [all[2].clone(), all[0].clone()]);
}

#[test]
fn a_name_that_a_bank_gives_twice_names_neither() {
    let rows =
        "Date;Texte;Montant;Identifiant\n14.03.2027;café;1,00;B1\n14.03.2027;thé;2,00;B1\n14.03.2027;eau;3,00;B2\n14.03.2027;eau;3,00;B2\n";
    let (text, by) = reading(rows, |draft| draft.decimal = "comma".into());
    let mut lines = read(&text, &by);
    name_entries(&mut lines);
    let names: Vec<_> = lines.into_iter().map(|line| line.unwrap().entry).collect();
    assert!(names[0].starts_with("B1#") && names[1].starts_with("B1#") && names[0] != names[1], "{names:?}");
    assert_eq!(names[2..], ["B2", "B2"]);
}

proptest! {
    #[test]
    fn every_row_is_read_or_named(cells in prop::collection::vec(("[0-9./]{0,10}", "[a-z\";\n]{0,8}", "[0-9 .,'-]{0,8}"), 0..20)) {
        let rows: String = cells.iter().map(|(day, text, amount)| format!("{day};{text};{amount}\n")).collect();
        let (_, by) = reading("Date;Texte;Montant\n14.03.2027;a;1,00\n", |draft| draft.decimal = "comma".into());
        let text = ["Date;Texte;Montant\n", &rows].concat();
        let lines = read(&text, &by);
        let last = text.bytes().filter(|byte| *byte == b'\n').count();
        for line in &lines {
            match line {
                Ok(line) => prop_assert!(line.amount.minor > 0),
                Err(refused) => prop_assert!(refused.line > 1 && refused.line as usize <= last && refused.column >= 1),
            }
        }
    }

    #[test]
    fn any_bytes_are_looked_at_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = look(&unix_lines(decode(&bytes)));
    }

    #[test]
    fn amounts_and_texts_come_back_from_a_table(rows in prop::collection::vec((-1_000_000_i64..1_000_000, "[a-zé \"';,]{0,12}"), 1..20)) {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let amount = |minor: i64| format!("{}{},{:02}", if minor < 0 { "-" } else { "" }, minor.abs() / 100, minor.abs() % 100);
        let table: String = rows.iter().map(|(minor, text)| format!("14.03.2027;{};{}\n", quoted(text), amount(*minor))).collect();
        let (text, by) = reading(&["Date;Texte;Montant\n14.03.2027;a;1,00\n", &table].concat(), |_| ());
        let lines = read(&text, &by);
        prop_assert_eq!(lines.len(), rows.len() + 1);
        for (line, (minor, text)) in lines.iter().skip(1).zip(&rows) {
            match line {
                Ok(line) => {
                    let sign = if line.direction == Direction::In { 1 } else { -1 };
                    prop_assert_eq!(line.amount.minor * sign, *minor);
                    prop_assert_eq!(&line.text, &text.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                Err(refused) => prop_assert!(*minor == 0 && refused.why == Why::Amount),
            }
        }
    }
}
