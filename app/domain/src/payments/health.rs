//! Whether money still finds its way through a gateway, from what was seen of it.

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// How long a notification may take after its money, and how long one may wait to be looked at.
const PATIENCE: Duration = Duration::minutes(20);

/// What was seen of a gateway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayFacts {
    /// Whether its settings are there.
    pub configured: bool,
    /// When its last well-signed notification came.
    pub last_notification: Option<OffsetDateTime>,
    /// When it last took money that is in the books.
    pub last_capture: Option<OffsetDateTime>,
    /// Notifications refused within a day.
    pub refused: u64,
    /// Notifications that wait to be looked at.
    pub waiting: u64,
    /// When the one that waits longest came.
    pub waiting_since: Option<OffsetDateTime>,
    /// Notifications given up.
    pub dead: u64,
    /// Orders that may still lead to money.
    pub live: u64,
}

words! {
    /// Something about a gateway that a person should look at.
    HealthSign {
        /// Orders went to it and its settings are gone: nobody can ask it what became of them.
        NotConfigured = "not_configured",
        /// Money came and no notification told: its address for them is wrong, or its signature changed.
        Silent = "silent",
        /// Notifications are refused: a key is wrong, or somebody tries.
        Refused = "refused",
        /// Notifications wait too long.
        Backlog = "backlog",
        /// Notifications were given up.
        Dead = "dead",
    }
}

impl GatewayFacts {
    /// What is wrong at `now`, the gravest first; nothing when all is well.
    pub fn signs(&self, now: OffsetDateTime) -> Vec<HealthSign> {
        // A gateway that never told anything may be one that cannot; one that did has fallen silent.
        let silent = match (self.last_capture, self.last_notification) {
            (Some(money), Some(told)) => told + PATIENCE < money,
            (Some(_), None) | (None, _) => false,
        };
        let found = [
            (HealthSign::NotConfigured, !self.configured && self.live > 0),
            (HealthSign::Silent, silent),
            (HealthSign::Dead, self.dead > 0),
            (HealthSign::Backlog, self.waiting_since.is_some_and(|since| since + PATIENCE < now)),
            (HealthSign::Refused, self.refused > 0),
        ];
        found.into_iter().filter(|(_, is)| *is).map(|(sign, _)| sign).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_has_its_sign_and_a_quiet_gateway_none() {
        let now = OffsetDateTime::UNIX_EPOCH + Duration::days(20_000);
        let well = GatewayFacts {
            configured: true,
            last_notification: Some(now - Duration::hours(30)),
            last_capture: Some(now - Duration::hours(30) - Duration::SECOND),
            live: 3,
            ..GatewayFacts::default()
        };
        assert_eq!(well.signs(now), []);
        let sign = |facts: GatewayFacts| facts.signs(now);
        assert_eq!(sign(GatewayFacts { configured: false, ..well }), [HealthSign::NotConfigured]);
        assert_eq!(sign(GatewayFacts { configured: false, live: 0, ..well }), [], "its time is over");
        assert_eq!(sign(GatewayFacts { last_capture: Some(now), ..well }), [HealthSign::Silent]);
        assert_eq!(sign(GatewayFacts { last_notification: None, ..well }), []);
        assert_eq!(sign(GatewayFacts { dead: 1, refused: 2, ..well }), [HealthSign::Dead, HealthSign::Refused]);
        assert_eq!(sign(GatewayFacts { waiting_since: Some(now - Duration::minutes(20)), ..well }), []);
        assert_eq!(sign(GatewayFacts { waiting_since: Some(now - Duration::minutes(21)), ..well }), [HealthSign::Backlog]);
    }
}
