//! Points at which the drills let the process die.
//!
//! `ALTIPORT_TEST_FAILPOINT=NAME` aborts the process (as a power cut would: nothing is flushed, nothing is dropped) when it passes the point NAME;
//! `NAME:3` at the third passage. Without the variable a point costs one comparison and does nothing. Names:
//!
//! | name | between |
//! |---|---|
//! | `order_uncommitted` | the order is written, its transaction is not committed |
//! | `order_committed` | the order is committed, the gateway is not called |
//! | `page_created` | the gateway made the page, its name is not recorded |
//! | `reference_recorded` | the name is recorded, nobody was told |
//! | `inbox_committed` | a notification is kept, nobody looked at it |
//! | `settle_uncommitted` | the ledger is written, its transaction is not committed |
//! | `settle_committed` | the money is booked, the mail has not left |
//! | `expired_at_gateway` | the gateway closed the page, we have not written it down |
//! | `refund_uncommitted` | the refund is written, its transaction is not committed |
//! | `refund_committed` | the refund is committed, the gateway is not asked |
//! | `refund_sent` | the gateway gave the money back, we have not written it down |
//! | `mail_sent` | the mail left, its job is not done |

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Every point, for the drills.
pub const ALL: &[&str] = &[
    "order_uncommitted",
    "order_committed",
    "page_created",
    "reference_recorded",
    "inbox_committed",
    "settle_uncommitted",
    "settle_committed",
    "expired_at_gateway",
    "refund_uncommitted",
    "refund_committed",
    "refund_sent",
    "mail_sent",
];

struct Wanted {
    name: String,
    left: AtomicU32,
}

fn wanted() -> Option<&'static Wanted> {
    static WANTED: OnceLock<Option<Wanted>> = OnceLock::new();
    WANTED.get_or_init(|| read(&std::env::var("ALTIPORT_TEST_FAILPOINT").ok()?)).as_ref()
}

fn read(text: &str) -> Option<Wanted> {
    let (name, count) = text.split_once(':').unwrap_or((text, "1"));
    Some(Wanted { name: name.to_owned(), left: AtomicU32::new(count.parse().ok()?) })
}

/// Passes a point.
pub fn pass(name: &'static str) {
    if let Some(wanted) = wanted()
        && wanted.name == name
        && wanted.left.fetch_sub(1, Ordering::SeqCst) == 1
    {
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use std::sync::atomic::Ordering;

    #[test]
    fn a_point_may_be_passed_a_few_times_first() {
        let wanted = read("page_created:3").unwrap();
        assert_eq!((wanted.name.as_str(), wanted.left.load(Ordering::SeqCst)), ("page_created", 3));
        assert_eq!(read("page_created").unwrap().left.load(Ordering::SeqCst), 1);
        assert!(read("page_created:many").is_none());
    }
}
