//! Instants as both databases keep and compare them alike.

use time::{OffsetDateTime, UtcOffset};

/// `at` in UTC, cut to the whole second.
///
/// SQLite keeps instants as text and compares them as text: fractions of varying length would sort wrongly. Every instant that is
/// written or compared goes through here once; the server's clock does it for `now`.
pub fn to_second(at: OffsetDateTime) -> OffsetDateTime {
    let at = at.to_offset(UtcOffset::UTC);
    at.replace_nanosecond(0).unwrap_or(at)
}
