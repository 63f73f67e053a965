//! Reminders: once a step, and none when there is nothing to ask for.

use super::fixtures::{Till, other};
use super::shares::{link, order_of, pay, shared};
use desk::{PayerView, PaymentDesk, TripDesk};
use domain::ids::TripId;
use domain::trips::TripMove;
use futures::future::join_all;
use sea_orm::{EntityTrait, QueryOrder};
use server::Config;
use server::jobs::{outbox as outbox_job, reminders};
use server::mail::Mailer;
use store::entities::outbox;
use store::words::OutboxState;
use store::{Database, on_both};
use time::Duration;

on_both!(payers_are_reminded_once_a_step_and_never_after_they_paid, a_reminder_that_waits_is_looked_at_again);

async fn queued(till: &Till) -> Vec<outbox::Model> {
    let jobs = outbox::Entity::find().order_by_asc(outbox::Column::Id).all(till.db.read()).await.unwrap();
    jobs.into_iter().filter(|job| job.topic == "reminder").collect()
}

async fn confirmed(till: &Till) -> (TripId, Vec<PayerView>) {
    let (trip, views) = shared(till).await;
    let version = till.trips.find_trip(&till.seller, trip).await.unwrap().version;
    till.trips.move_trip(&till.seller, trip, version, TripMove::Confirm).await.unwrap();
    (trip, views)
}

async fn pay_all_but(till: &Till, trip: TripId, views: &[PayerView]) {
    for (who, amount) in [(&till.traveller, "1000"), (&till.other, "1200")] {
        till.payments.start_payment(who, trip, other(amount)).await.unwrap();
    }
    for view in &views[..2] {
        let order = order_of(till, view.id).await;
        till.capture(order.pay_url.as_deref().unwrap().rsplit('/').next().unwrap()).await;
        till.payments.settle_order(order.id).await.unwrap();
    }
}

async fn payers_are_reminded_once_a_step_and_never_after_they_paid(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = confirmed(&till).await;
    pay_all_but(&till, trip, &views).await;
    // Nobody is asked again on the day on which they said yes.
    assert_eq!(reminders::queue(&till.counter).await.unwrap(), 0);
    till.pass(Duration::days(3));
    let queue = join_all((0..8).map(|_| reminders::queue(&till.counter))).await;
    assert_eq!(queue.into_iter().map(Result::unwrap).sum::<usize>(), 1, "eight nodes at once queue one mail");
    let jobs = queued(&till).await;
    let [job] = jobs.as_slice() else { panic!("one reminder: {jobs:?}") };
    assert_eq!(job.dedupe_key, format!("mail:reminder:{}:late", views[2].instalments[0].id));
    assert!(
        job.payload.contains("odile@example.org") && job.payload.contains("€240.00") && job.payload.contains("\"locale\":\"en\""),
        "{}",
        job.payload
    );
    // The link in it pays exactly that.
    let token = job.payload.split("/pay/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let payment = pay(&till, &token, "240.00 EUR").await;
    till.capture(&payment).await;
    till.payments.settle_order(order_of(&till, views[2].id).await.id).await.unwrap();
    till.pass(Duration::days(7));
    assert_eq!(reminders::queue(&till.counter).await.unwrap(), 0, "paid");
    // After a long silence only the latest step is sent: the balance, due 30 days before departure on day 60.
    till.pass(Duration::days(32));
    assert_eq!(reminders::queue(&till.counter).await.unwrap(), 1);
    assert!(queued(&till).await[1].dedupe_key.ends_with(":very_late"));
    assert_eq!(reminders::queue(&till.counter).await.unwrap(), 0);
    till.close().await;
}

async fn a_reminder_that_waits_is_looked_at_again(db: Database) {
    let till = Till::open(db).await;
    let (trip, views) = confirmed(&till).await;
    pay_all_but(&till, trip, &views).await;
    till.pass(Duration::days(3));
    assert_eq!(reminders::queue(&till.counter).await.unwrap(), 1);
    let nowhere = Mailer::new(&Config::default(), Some(1)).unwrap();
    // Paid while the mail waits: it does not leave.
    let token = link(&till, views[2].id).await;
    let payment = pay(&till, &token, "240.00 EUR").await;
    till.capture(&payment).await;
    till.payments.settle_order(order_of(&till, views[2].id).await.id).await.unwrap();
    // Nobody listens there: it can only be done because nothing was sent.
    outbox_job::drain(&till.counter, &nowhere).await.unwrap();
    let left = queued(&till).await.remove(0);
    assert_eq!((left.state, left.payload.as_str()), (OutboxState::Done, "{}"));
    till.close().await;
}
