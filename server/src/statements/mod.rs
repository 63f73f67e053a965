//! Bank statements as files: CAMT.053 and CAMT.054.
//!
//! Pure: bytes in, lines out. Nothing here knows a database, a trip or a payer. A line that cannot be read is kept with the place where reading
//! stopped; the file is never lost for it. What a file says is taken as text: markup that would have to be expanded is refused.

mod camt;
mod decode;

pub use camt::read as read_camt;
pub use decode::decode;

use domain::money::Money;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use time::Date;

/// Which way money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To us.
    In,
    /// From us.
    Out,
}

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
    /// Column in the line, from 1.
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
/// again, or one that overlaps, gives the same names.
pub fn name_entries(lines: &mut [Line]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for line in lines.iter_mut().filter_map(|line| line.as_mut().ok()) {
        if line.pending == Pending::Pending {
            // The booked movement will come under the bank's name.
            line.entry.insert_str(0, "pending:");
        }
        if !line.entry.trim_start_matches("pending:").is_empty() {
            continue;
        }
        let side = if line.direction == Direction::In { "in" } else { "out" };
        let content = [
            line.booked_on.to_string(),
            line.amount.plain(),
            side.to_owned(),
            line.name.clone(),
            line.iban.clone(),
            line.reference.clone(),
            line.text.clone(),
        ]
        .join("\u{1f}");
        let digest = hex::encode(Sha256::digest(content.as_bytes()));
        let digest = digest.get(..32).unwrap_or_default().to_owned();
        let times = seen.entry(digest.clone()).or_insert(0);
        *times += 1;
        line.entry.push_str(&format!("#{digest}-{times}"));
    }
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
