//! Entries as banks write them, whole and broken.

use super::*;
use crate::statements::name_entries;

fn file(entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt>\n\
         <Acct><Id><IBAN>CH4431999123000889012</IBAN></Id><Ccy>CHF</Ccy></Acct>\n{entries}</Stmt></BkToCstmrStmt></Document>"
    )
}

fn entry(amount: &str, side: &str, rest: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"CHF\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\n\
         <BookgDt><Dt>2027-03-14</Dt></BookgDt>{rest}</Ntry>\n"
    )
}

#[test]
fn an_entry_says_whose_money_it_is() {
    let details = "<AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Müller &amp; fils</Nm></Pty></Dbtr>\
        <DbtrAcct><Id><IBAN>CH5800791123000889012</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>AV-2027-0114</Ustrd><Strd><CdtrRefInf>\
        <Ref>210000000003139471430009017</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>";
    let lines = read(&file(&entry("1949.75", "CRDT", details))).unwrap();
    let [Ok(line)] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!((line.account.as_str(), line.entry.as_str()), ("CH4431999123000889012", "B-1"));
    assert_eq!((line.amount, line.direction, line.pending), (Money::new(194_975, Currency::CHF), Direction::In, Pending::Booked));
    assert_eq!((line.name.as_str(), line.iban.as_str()), ("Müller & fils", "CH5800791123000889012"));
    assert_eq!((line.reference.as_str(), line.text.as_str()), ("210000000003139471430009017", "AV-2027-0114"));
}

#[test]
fn a_collected_entry_is_told_apart() {
    let part = |amount: &str| format!("<TxDtls><Amt Ccy=\"CHF\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>");
    let details = format!("<AcctSvcrRef>B-2</AcctSvcrRef><NtryDtls>{}{}</NtryDtls>", part("10"), part("20.5"));
    let lines = read(&file(&entry("30.50", "CRDT", &details))).unwrap();
    let told: Vec<_> = lines.into_iter().map(|line| line.unwrap()).map(|line| (line.entry, line.amount.minor)).collect();
    assert_eq!(told, [("B-2/1".to_owned(), 1_000), ("B-2/2".to_owned(), 2_050)]);
}

#[test]
fn a_wrong_entry_costs_only_itself() {
    let entries = [entry("1.00", "CRDT", ""), entry("much", "CRDT", ""), entry("1.00", "DBIT", "")].concat();
    let lines = read(&file(&entries)).unwrap();
    assert_eq!(lines.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    let refused = lines[1].clone().unwrap_err();
    assert_eq!((refused.line, refused.column, refused.why, refused.found.as_str()), (6, 1, Why::Amount, "much"));
    assert_eq!(lines[2].as_ref().unwrap().direction, Direction::Out);
}

#[test]
fn a_file_that_ends_in_the_middle_keeps_what_was_read() {
    let whole = file(&[entry("1.00", "CRDT", ""), entry("2.00", "CRDT", "")].concat());
    let cut = &whole[..whole.len() - 120];
    let lines = read(cut).unwrap();
    assert_eq!(lines.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
    assert_eq!(lines[1].as_ref().unwrap_err().why, Why::Broken);
}

#[test]
fn nothing_is_expanded() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c \"&b;&b;\">]><Document><BkToCstmrStmt>&c;</BkToCstmrStmt></Document>";
    assert_eq!(read(bomb), None);
    let outside = file(&entry("1.00", "CRDT", "<AddtlNtryInf>&file;</AddtlNtryInf>"));
    let lines = read(&outside).unwrap();
    assert_eq!(lines.last().unwrap().as_ref().unwrap_err().why, Why::Forbidden);
    let deep = file(&"<a>".repeat(10_000));
    assert_eq!(read(&deep).unwrap().last().unwrap().as_ref().unwrap_err().why, Why::Forbidden);
}

#[test]
fn what_is_no_statement_is_not_taken_for_one() {
    for other in ["", "Date;Montant\n", "<html><body>404</body></html>", "<Document/>", "\u{0}\u{1}"] {
        assert_eq!(read(other), None, "{other:?}");
    }
}

#[test]
fn twins_have_names_of_their_own_that_never_change() {
    let text = file(&[entry("1.00", "CRDT", ""), entry("1.00", "CRDT", ""), entry("2.00", "CRDT", "")].concat());
    let named = || {
        let mut lines = read(&text).unwrap();
        name_entries(&mut lines);
        lines.into_iter().map(|line| line.unwrap().entry).collect::<Vec<_>>()
    };
    let names = named();
    assert!(names[0] != names[1] && names[0] != names[2] && names == named(), "{names:?}");
}

#[test]
fn a_pending_entry_comes_again() {
    let pending = entry("1.00", "CRDT", "<AcctSvcrRef>B-3</AcctSvcrRef>");
    let text = file(&[pending.replace("BOOK", "PDNG"), pending].concat());
    let mut lines = read(&text).unwrap();
    name_entries(&mut lines);
    let names: Vec<_> = lines.into_iter().map(|line| line.unwrap().entry).collect();
    assert_eq!(names, ["pending:B-3", "B-3"]);
}
