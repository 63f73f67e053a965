//! Bank statements as files: CAMT.053 and CAMT.054, and any bank's table once its columns are known.
//!
//! Pure: bytes in, lines out. Nothing here knows a database, a trip or a payer. A line that cannot be read is kept with the place where reading
//! stopped; the file is never lost for it. What a file says is taken as text: markup that would have to be expanded is refused.

mod camt;
pub mod csv;
mod decode;

pub use camt::read as read_camt;
pub use decode::{decode, unix_lines};
pub use domain::transfers::Direction;

use domain::money::Money;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use time::Date;

/// One movement on a bank account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The account's number; empty when the file does not say.
    pub account: String,
    /// The bank's own name of it; made up from its content when the bank gives none (see [`name_entries`]).
    pub entry: String,
    /// The day it was booked.
    pub booked_on: Date,
    /// How much, above zero.
    pub amount: Money,
    /// Which way.
    pub direction: Direction,
    /// Not booked yet: it comes again once it is.
    pub pending: Pending,
    /// The other side's name.
    pub name: String,
    /// The other side's account.
    pub iban: String,
    /// The structured reference.
    pub reference: String,
    /// Free text.
    pub text: String,
}

/// Whether the bank has booked a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// It is booked.
    Booked,
    /// It may still change.
    Pending,
}

/// Why a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in the line, from 1; in a table the number of the cell.
    pub column: u32,
    /// What was wrong there: a stable word.
    pub why: Why,
    /// The first words of what stands there.
    pub found: String,
}

/// What was wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No date, or none of the calendar.
    Date,
    /// No amount, or one that cannot be read.
    Amount,
    /// A currency that is none.
    Currency,
    /// The markup is broken, or the file ends in the middle.
    Broken,
    /// Markup that would have to be expanded.
    Forbidden,
}

impl Why {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Broken => "broken",
            Self::Forbidden => "forbidden",
        }
    }
}

/// A line of a statement.
pub type Line = Result<Movement, Unreadable>;

/// Gives every movement without a name of the bank's one made of its content and of how often that content came before in the file: the same file read
/// again, or one that overlaps, gives the same names, and two movements that look alike keep two.
///
/// A name that the bank gives to movements of different content is a batch's and no movement's: their content then tells them apart as well. Two files that
/// each hold a part of a day's identical movements name the first of each alike; exports by whole days never do.
pub fn name_entries(lines: &mut [Line]) {
    let shared = shared_names(lines);
    let mut seen: HashMap<String, u32> = HashMap::new();
    for line in lines.iter_mut().filter_map(|line| line.as_mut().ok()) {
        let named = !line.entry.is_empty();
        if !named || shared.contains(&line.entry) {
            let digest = content(line);
            let times = seen.entry([line.entry.as_str(), &digest].concat()).or_insert(0);
            *times += 1;
            line.entry.push_str(&format!("#{digest}-{times}"));
        }
        if line.pending == Pending::Pending {
            // The booked movement will come under the bank's name.
            line.entry.insert_str(0, "pending:");
        }
    }
}

/// Names that stand for more than one content.
fn shared_names(lines: &[Line]) -> HashSet<String> {
    let mut first: HashMap<&str, String> = HashMap::new();
    let mut shared = HashSet::new();
    for line in lines.iter().filter_map(|line| line.as_ref().ok()).filter(|line| !line.entry.is_empty()) {
        let digest = content(line);
        if *first.entry(&line.entry).or_insert_with(|| digest.clone()) != digest {
            shared.insert(line.entry.clone());
        }
    }
    shared
}

/// The content of a movement in 32 digits.
fn content(line: &Movement) -> String {
    let (day, amount) = (line.booked_on.to_string(), line.amount.plain());
    let parts = [&day, &amount, line.direction.as_str(), &line.name, &line.iban, &line.reference, &line.text];
    let digest = hex::encode(Sha256::digest(parts.join("\u{1f}").as_bytes()));
    digest.get(..32).unwrap_or_default().to_owned()
}

/// Line and column of a byte of `text`, both from 1.
fn place(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at.min(text.len())).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

/// The first words of a text, on one line.
fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect()
}
