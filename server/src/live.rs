//! Which trips change: every node follows the append-only audit table and tells its open pages.
//!
//! Polling one indexed column works the same on SQLite and PostgreSQL, survives a lost connection, and misses nothing that another
//! node wrote.

use domain::ids::TripId;
use std::time::Duration;
use store::Database;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;

/// Well below the two seconds in which an open page shows a change.
const PERIOD: Duration = Duration::from_millis(400);
/// Ticks an open page may fall behind by before it is told to look at everything.
const BACKLOG: usize = 256;

/// The ticks of this node, and where it stands in the audit table.
#[derive(Clone, Debug)]
pub struct Live {
    ticks: broadcast::Sender<TripId>,
    mark: watch::Sender<Option<i64>>,
}

impl Default for Live {
    fn default() -> Self {
        Self { ticks: broadcast::Sender::new(BACKLOG), mark: watch::Sender::new(None) }
    }
}

impl Live {
    /// Ticks from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<TripId> {
        self.ticks.subscribe()
    }

    /// Everything before it was read by whoever reads the database now; for [`store::audit::since`]. `None` before the first look.
    #[must_use]
    pub fn mark(&self) -> Option<i64> {
        *self.mark.borrow()
    }

    /// Follows the audit table until `closing`, also while nobody listens: who comes then misses nothing from that moment on.
    pub async fn follow(self, db: Database, closing: CancellationToken) {
        let mut mark = None;
        loop {
            let read = match mark {
                None => store::audit::latest(&db).await.map(|next| (next, Vec::new())),
                Some(mark) => store::audit::since(&db, mark).await,
            };
            match read {
                Ok((next, trips)) => {
                    mark = Some(next);
                    self.mark.send_replace(mark);
                    for trip in trips {
                        // Nobody listening is no error.
                        let _ = self.ticks.send(trip);
                    }
                }
                Err(error) => tracing::warn!(%error, "the audit table could not be followed"),
            }
            tokio::select! {
                () = closing.cancelled() => return,
                () = tokio::time::sleep(PERIOD) => {}
            }
        }
    }
}
