//! Pages that follow what happens: an event stream says "changed", the page asks again.
//!
//! The stream carries no content, so it can leak none; and it works between nodes, since every node follows the same audit table.

use super::session::Visitor;
use crate::House;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::ids::{PaymentOrderId, TripId};
use futures::{Stream, StreamExt};
use http::StatusCode;
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;

/// A stream ends after this long; the browser opens it again, and is authorised again.
const LIFE: Duration = Duration::from_secs(300);

/// Since when a page wants to know; a page that does not say is told to look at once.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Since {
    since: Option<i64>,
}

/// Ticks when the trip changes. **Permissions**: staff; the trip's client.
pub(super) async fn trip(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(trip): Path<String>,
    Query(since): Query<Since>,
) -> Response {
    let Ok(trip) = trip.parse::<TripId>() else { return StatusCode::NOT_FOUND.into_response() };
    let allowed = house.desks.trips.find_trip(&visitor.caller, trip).await.is_ok()
        || house.desks.portal.find_own_trip(&visitor.caller, trip).await.is_ok();
    if !allowed {
        return StatusCode::NOT_FOUND.into_response();
    }
    stream(&house, trip, since).await
}

/// Ticks when the payment order's trip changes. **Permissions**: the trip's client.
pub(super) async fn order(
    State(house): State<Arc<House>>,
    Extension(visitor): Extension<Visitor>,
    Path(order): Path<String>,
    Query(since): Query<Since>,
) -> Response {
    let Ok(order) = order.parse::<PaymentOrderId>() else { return StatusCode::NOT_FOUND.into_response() };
    match house.desks.payments.find_outcome(&visitor.caller, order).await {
        Ok(outcome) => stream(&house, outcome.trip, since).await,
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn stream(house: &Arc<House>, trip: TripId, since: Since) -> Response {
    let ticks = BroadcastStream::new(house.live.subscribe()).filter_map(move |tick| async move {
        match tick {
            Ok(touched) if touched == trip => Some(Ok::<_, Infallible>(changed())),
            Ok(_) => None,
            // Fell behind: something may have been missed, so say so.
            Err(_) => Some(Ok(changed())),
        }
    });
    // The page was drawn a moment before this stream opened: whatever happened in between shows with the first tick.
    let missed = match since.since {
        Some(mark) => store::audit::since(&house.counter.db, mark).await.is_ok_and(|(_, trips)| trips.contains(&trip)),
        None => true,
    };
    let first = futures::stream::iter(missed.then(|| Ok(changed())));
    let closing = house.closing.clone();
    let ends = async move {
        tokio::select! {
            () = closing.cancelled() => {}
            () = tokio::time::sleep(LIFE) => {}
        }
    };
    sse(first.chain(ticks.take_until(Box::pin(ends))))
}

fn changed() -> Event {
    Event::default().data("changed")
}

fn sse(ticks: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    Sse::new(ticks).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}

/// Tells development pages the build they were served by; a page reloads when it meets another. Nothing in production.
pub(super) async fn reload(State(house): State<Arc<House>>) -> Response {
    if house.config.site.as_os_str().is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let house = house.clone();
    let builds = futures::stream::unfold(String::new(), move |last| {
        let house = house.clone();
        async move {
            loop {
                let build = house.site.build_id();
                if build != last {
                    return Some((Ok::<_, Infallible>(Event::default().data(build.clone())), build));
                }
                tokio::select! {
                    () = house.closing.cancelled() => return None,
                    () = tokio::time::sleep(Duration::from_millis(300)) => {}
                }
            }
        }
    });
    sse(builds)
}
