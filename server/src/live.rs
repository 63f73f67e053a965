//! Which trips change: every node follows the append-only audit table and tells its open pages.
//!
//! Polling one indexed column works the same on SQLite and PostgreSQL, survives a lost connection, and misses nothing that another
//! node wrote.

use domain::ids::TripId;
use std::time::Duration;
use store::Database;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// Well below the two seconds in which an open page shows a change.
const PERIOD: Duration = Duration::from_millis(400);
/// Ticks an open page may fall behind by before it is told to look at everything.
const BACKLOG: usize = 256;

/// The ticks of this node.
#[derive(Clone, Debug)]
pub struct Live(broadcast::Sender<TripId>);

impl Default for Live {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl Live {
    /// Ticks from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<TripId> {
        self.0.subscribe()
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
                    for trip in trips {
                        // Nobody listening is no error.
                        let _ = self.0.send(trip);
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
