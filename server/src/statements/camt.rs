//! CAMT.053 (statements) and CAMT.054 (credit notifications) of ISO 20022, in any of their versions: elements are known by their names, not by a schema.
//!
//! *Unverified*: against files of the agency's own banks.

use super::{Direction, Line, Movement, Pending, Unreadable, Why, place, shown};
use domain::dates;
use domain::money::{Currency, Money};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use std::collections::HashMap;

/// How deep elements may stand in each other; a statement needs about fifteen.
const DEPTH: usize = 64;

/// An element of an entry: text and children, by path below the entry.
type Fields = HashMap<String, String>;

/// The movements of a file, in its order, with what could not be read. `None` when it is no CAMT file at all.
pub fn read(text: &str) -> Option<Vec<Line>> {
    let mut walk = Walk::new(text);
    walk.run();
    walk.known.then_some(walk.lines)
}

/// Where the reading stands.
struct Walk<'a> {
    source: &'a str,
    path: Vec<String>,
    /// Account and currency of the statement under way.
    account: Fields,
    /// Fields of the entry under way, and of the transactions in it.
    entry: Option<(u64, Fields)>,
    details: Vec<Fields>,
    lines: Vec<Line>,
    known: bool,
    seen: (usize, u32),
}

impl<'a> Walk<'a> {
    fn new(source: &'a str) -> Self {
        let (account, details, lines) = (Fields::new(), Vec::new(), Vec::new());
        Self { source, path: Vec::new(), account, entry: None, details, lines, known: false, seen: (0, 1) }
    }

    fn run(&mut self) {
        let mut reader = Reader::from_str(self.source);
        reader.config_mut().expand_empty_elements = true;
        loop {
            let at = reader.buffer_position();
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(Event::Start(start)) => {
                    if self.path.len() >= DEPTH {
                        return self.refuse(at, Why::Forbidden);
                    }
                    let name = start.local_name().as_ref().to_owned();
                    let currency = start.try_get_attribute("Ccy").ok().flatten().map(|attribute| attribute.value.into_owned());
                    self.open(at, name, currency);
                }
                Ok(Event::End(_)) => self.close(),
                Ok(Event::Text(text)) => self.say(&text.xml10_content()),
                Ok(Event::CData(text)) => self.say(&text.xml10_content()),
                Ok(Event::GeneralRef(reference)) => match meant(&reference) {
                    Some(c) => self.say(c.encode_utf8(&mut [0; 4])),
                    None => return self.refuse(at, Why::Forbidden),
                },
                Ok(Event::DocType(_)) => return self.refuse(at, Why::Forbidden),
                Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => {}
                Ok(Event::Empty(_)) => {}
                Err(_) => return self.refuse(at, Why::Broken),
            }
        }
        if !self.path.is_empty() {
            self.refuse(u64::try_from(self.source.len()).unwrap_or(u64::MAX), Why::Broken);
        }
    }

    fn open(&mut self, at: u64, name: String, currency: Option<String>) {
        match name.as_str() {
            "BkToCstmrStmt" | "BkToCstmrDbtCdtNtfctn" => self.known = true,
            "Stmt" | "Ntfctn" => self.account.clear(),
            "Ntry" => {
                self.entry = Some((at, Fields::new()));
                self.details.clear();
            }
            "TxDtls" if self.entry.is_some() => self.details.push(Fields::new()),
            _ => {}
        }
        self.path.push(name);
        if let Some(currency) = currency {
            self.put("@Ccy", &currency);
        }
        // A field that comes again goes on after a space.
        self.put("", " ");
    }

    fn close(&mut self) {
        if self.path.pop().as_deref() == Some("Ntry")
            && let Some((at, entry)) = self.entry.take()
        {
            let details = std::mem::take(&mut self.details);
            let place = self.place_of(at);
            let made = movements(&self.account, &entry, &details);
            for movement in made {
                self.lines.push(movement.map_err(|(why, found)| Unreadable { line: place.0, column: place.1, why, found }));
            }
        }
    }

    fn say(&mut self, text: &str) {
        if !text.trim().is_empty() || self.entry.is_some() {
            self.put("", text);
        }
    }

    /// Keeps a text under its path: below the transaction, the entry or the account it belongs to.
    fn put(&mut self, suffix: &str, text: &str) {
        let below = |anchor: &str| {
            let start = self.path.iter().rposition(|name| name == anchor)? + 1;
            Some(self.path.get(start..)?.join("/") + suffix)
        };
        let (target, key) = if self.entry.is_some() {
            match below("TxDtls") {
                Some(key) => (self.details.last_mut(), key),
                None => match below("Ntry") {
                    Some(key) => (self.entry.as_mut().map(|(_, fields)| fields), key),
                    None => return,
                },
            }
        } else {
            match below("Acct") {
                Some(key) => (Some(&mut self.account), key),
                None => return,
            }
        };
        if let Some(fields) = target {
            let value = fields.entry(key).or_default();
            // Nobody writes that much about a payment.
            if value.len() < 4_000 {
                value.push_str(text);
            }
        }
    }

    fn refuse(&mut self, at: u64, why: Why) {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let (line, column) = place(self.source, at);
        let found = shown(self.source.get(at..).unwrap_or_default().get(..200).unwrap_or_default());
        self.lines.push(Err(Unreadable { line, column, why, found }));
    }

    /// Line and column of an entry; counts on from the last one, since entries come in order.
    fn place_of(&mut self, at: u64) -> (u32, u32) {
        let at = usize::try_from(at).unwrap_or(usize::MAX).min(self.source.len());
        let (from, line) = self.seen;
        let between = self.source.get(from..at).unwrap_or_default();
        let line = line.saturating_add(u32::try_from(between.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX));
        self.seen = (at, line);
        let start = self.source.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |newline| newline + 1);
        let column = self.source.get(start..at).map_or(0, |text| text.chars().count());
        (line, u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1))
    }
}

/// The five entities of XML and characters by number; anything else would have to be expanded.
fn meant(reference: &BytesRef<'_>) -> Option<char> {
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

/// The first of some fields that says something.
fn first(fields: &Fields, keys: &[&str]) -> String {
    let found = keys.iter().filter_map(|key| fields.get(*key)).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    found.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// One movement for each transaction of an entry; for the entry itself when the bank does not tell them apart.
fn movements(account: &Fields, entry: &Fields, details: &[Fields]) -> Vec<Result<Movement, (Why, String)>> {
    let none = [Fields::new()];
    let apart = details.len() > 1 && details.iter().all(|details| !first(details, AMOUNT).is_empty());
    let parts = if details.is_empty() { &none } else { details };
    let taken = if apart { parts } else { parts.get(..1).unwrap_or_default() };
    taken.iter().enumerate().map(|(index, details)| movement(account, entry, details, apart.then_some(index))).collect()
}

const AMOUNT: &[&str] = &["Amt", "AmtDtls/TxAmt/Amt"];
const AMOUNT_CURRENCY: &[&str] = &["Amt@Ccy", "AmtDtls/TxAmt/Amt@Ccy"];

fn movement(account: &Fields, entry: &Fields, details: &Fields, index: Option<usize>) -> Result<Movement, (Why, String)> {
    // The amount of the entry counts unless it is split: a transaction may tell its amount in another currency.
    let (amount, currency) = match index {
        Some(_) => (first(details, AMOUNT), first(details, AMOUNT_CURRENCY)),
        None => (first(entry, &["Amt"]), first(entry, &["Amt@Ccy"])),
    };
    let currency: Currency = currency.parse().map_err(|_| (Why::Currency, currency))?;
    let amount = decimal(&amount, currency).filter(|amount| amount.minor > 0).ok_or((Why::Amount, amount))?;
    let day = first(entry, &["BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"]);
    let booked_on = day.get(..10).and_then(dates::from_iso).ok_or((Why::Date, day))?;
    let side = |fields: &Fields| fields.get("CdtDbtInd").map(|word| word.trim().to_owned());
    let direction = match index.and(side(details)).or_else(|| side(entry)).as_deref() {
        Some("CRDT") => Direction::In,
        _ => Direction::Out,
    };
    let status = first(entry, &["Sts/Cd", "Sts"]);
    let own = first(details, &["Refs/AcctSvcrRef"]);
    let whole = first(entry, &["AcctSvcrRef"]);
    let entry_name = match (own.is_empty(), whole.is_empty(), index) {
        (false, ..) => own,
        (true, true, _) => String::new(),
        (true, false, Some(index)) => format!("{whole}/{}", index + 1),
        (true, false, None) => whole,
    };
    let (name_keys, iban_keys): (&[&str], &[&str]) = match direction {
        Direction::In => (&["RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm", "RltdPties/UltmtDbtr/Nm"], &["RltdPties/DbtrAcct/Id/IBAN"]),
        Direction::Out => (&["RltdPties/Cdtr/Nm", "RltdPties/Cdtr/Pty/Nm"], &["RltdPties/CdtrAcct/Id/IBAN"]),
    };
    let text = ["RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf"].iter().map(|key| first(details, &[key]));
    let text = text.chain([first(entry, &["AddtlNtryInf"])]).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    Ok(Movement {
        account: first(account, &["Id/IBAN", "Id/Othr/Id"]),
        entry: entry_name,
        booked_on,
        amount,
        direction,
        pending: if status == "PDNG" || status == "INFO" { Pending::Pending } else { Pending::Booked },
        name: first(details, name_keys),
        iban: first(details, iban_keys),
        reference: first(details, &["RmtInf/Strd/CdtrRefInf/Ref"]),
        text,
    })
}

/// An amount of the standard: digits and one point.
fn decimal(text: &str, currency: Currency) -> Option<Money> {
    let digits = usize::try_from(currency.exponent()).ok()?;
    let (units, cents) = text.split_once('.').unwrap_or((text, ""));
    let cents = cents.trim_end_matches('0');
    if units.is_empty() || cents.len() > digits || !units.bytes().chain(cents.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let minor = format!("{units}{cents:0<digits$}").parse().ok()?;
    Some(Money::new(minor, currency))
}

#[cfg(test)]
mod tests;
