//! The rows of a table, each with its line. A quote that somebody forgot to close swallows no more than its own line.

use csv::{ReaderBuilder, StringRecord};
use std::ops::ControlFlow;

/// Lines that one row may take; a bank's text may well break once or twice.
const LINES: usize = 20;

/// How often reading begins anew after a quote that is never closed. A file with more is not worth reading.
const RESTARTS: usize = 20;

/// A row, or the first line of one whose quote is never closed.
pub(super) type Row<'a> = Result<&'a StringRecord, &'a str>;

/// Shows every row that holds anything, with its line from 1, until `see` breaks off. Lines end with `\n`.
pub(super) fn each(text: &str, delimiter: u8, mut see: impl FnMut(u32, Row<'_>) -> ControlFlow<()>) {
    let (mut from, mut line) = (0, 1);
    for _ in 0..=RESTARTS {
        match run(text, from, line, delimiter, &mut see) {
            Some(next) => (from, line) = next,
            None => return,
        }
    }
    let rest = text.get(from..).unwrap_or_default();
    if !rest.trim().is_empty() {
        let _ = see(line, Err(first_line(rest)));
    }
}

/// Reads on from a byte and its line: where to begin anew after a row that cannot be one, or nothing when all is read.
fn run(text: &str, from: usize, line: u32, delimiter: u8, see: &mut impl FnMut(u32, Row<'_>) -> ControlFlow<()>) -> Option<(usize, u32)> {
    let rest = text.get(from..).unwrap_or_default();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(rest.as_bytes());
    let mut record = StringRecord::new();
    let (mut counted, mut line) = (0, line);
    loop {
        let begun = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if !reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(rest.len());
        // Empty lines are passed over by the reader, and belong to no row.
        let raw = rest.get(begun.min(end)..end).unwrap_or_default();
        let start = begun + (raw.len() - raw.trim_start_matches('\n').len());
        line = line.saturating_add(newlines(rest.get(counted..start).unwrap_or_default()));
        counted = start;
        let raw = rest.get(start..end).unwrap_or_default().trim_end_matches('\n');
        let taken = raw.bytes().filter(|byte| *byte == b'\n').count();
        if taken > 0 && (taken > LINES || !well_quoted(raw, delimiter)) {
            let first = first_line(raw);
            if see(line, Err(first)).is_break() {
                return None;
            }
            return Some((from + start + first.len() + 1, line.saturating_add(1)));
        }
        if record.iter().any(|cell| !cell.trim().is_empty()) && see(line, Ok(&record)).is_break() {
            return None;
        }
    }
}

/// Whether every quote of a row that goes over several lines opens a cell, closes one, or is doubled: one that was forgotten is none of these.
fn well_quoted(raw: &str, delimiter: u8) -> bool {
    let mut bytes = raw.bytes().peekable();
    let (mut quoted, mut begins) = (false, true);
    while let Some(byte) = bytes.next() {
        let next = bytes.peek().copied();
        match (quoted, byte) {
            (true, b'"') if next == Some(b'"') => {
                bytes.next();
            }
            (true, b'"') if next.is_none_or(|next| next == delimiter || next == b'\n') => quoted = false,
            (false, b'"') if begins => quoted = true,
            (_, b'"') => return false,
            _ => {}
        }
        begins = !quoted && (byte == delimiter || byte == b'\n');
    }
    !quoted
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}
