//! Trips: who may write them, what a conflict shows, how a schedule follows the price, and what their client sees.

mod fixtures;
mod revisions;

use crate::support::{anonymous, code, fields};
use desk::{AppError, PortalDesk, TripDesk};
use domain::error::ErrorCode;
use domain::paging::ListQuery;
use domain::payments::InstalmentState;
use domain::revisions::RevisionDraft;
use domain::schedules::{InstalmentKind, ScheduleDraft, ScheduleLineDraft};
use domain::trips::{TripMove, TripState};
use fixtures::{Stage, eur, service};
use store::{Database, on_both};

on_both!(
    a_new_trip_has_a_reference_a_payer_and_a_schedule,
    a_stale_save_shows_both_values,
    another_sellers_trip_cannot_be_written,
    a_draft_does_not_exist_for_its_client,
    a_schedule_one_cent_off_is_refused_with_its_figures,
    a_typed_schedule_replaces_the_open_rows,
    a_list_filters_sorts_and_pages,
    a_new_price_reschedules_what_is_open,
    a_lower_price_sets_money_aside,
    money_keeps_client_and_company,
    a_trip_moves_and_its_history_says_so,
    own_trips_come_current_coming_past,
);

async fn a_new_trip_has_a_reference_a_payer_and_a_schedule(db: Database) {
    let stage = Stage::new(db).await;
    let first = stage.create(&stage.draft()).await;
    let second = stage.create(&stage.draft()).await;
    let mut swiss = stage.draft();
    swiss.entity = "ch".into();
    let swiss = stage.create(&swiss).await;
    let mut reference = Vec::new();
    for id in [first, second, swiss] {
        reference.push(stage.find(id).await.reference);
    }
    assert_eq!(reference, ["AV-2027-0001", "AV-2027-0002", "AS-2027-0001"]);
    let view = stage.find(first).await;
    assert_eq!((view.state, view.version, view.quote.price), (TripState::Draft, 1, eur(300_000)));
    let lines: Vec<(InstalmentKind, String, i64)> =
        view.instalments.iter().map(|line| (line.kind, domain::dates::iso(line.due_on), line.amount.minor)).collect();
    assert_eq!(
        lines,
        [(InstalmentKind::Deposit, "2026-11-21".to_owned(), 90_000), (InstalmentKind::Balance, "2027-02-12".to_owned(), 210_000)]
    );

    let mut undated = stage.draft();
    (undated.starts_on, undated.ends_on) = (String::new(), String::new());
    let undated = stage.create(&undated).await;
    assert!(stage.find(undated).await.instalments.is_empty());
    assert_eq!(code(stage.trips.move_trip(&stage.seller, undated, 1, TripMove::Propose).await), ErrorCode::TripIncomplete);

    let mut wrong = stage.draft();
    wrong.client = domain::ids::ClientId(uuid::Uuid::from_u128(9)).to_string();
    assert_eq!(fields(stage.trips.create_trip(&stage.seller, wrong).await), [("client".to_owned(), ErrorCode::NotAChoice)]);
}

async fn a_stale_save_shows_both_values(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    let mut theirs = stage.draft();
    theirs.title = "Pérou, version du chef".into();
    let saved = stage.trips.update_trip(&stage.manager, id, 1, theirs, RevisionDraft::default()).await.unwrap();
    assert_eq!(saved.version(), 2);
    let mut mine = stage.draft();
    mine.title = "Pérou à mon idée".into();
    // Only written differently: no difference.
    mine.services[0].price = "3 000,00".into();
    let Err(AppError::Changed(conflict)) = stage.trips.update_trip(&stage.seller, id, 1, mine.clone(), RevisionDraft::default()).await
    else {
        panic!("saved over another's change")
    };
    let fields: Vec<(&str, &str, &str)> =
        conflict.fields.iter().map(|field| (field.field.as_str(), field.mine.as_str(), field.theirs.as_str())).collect();
    assert_eq!(fields, [("title", "Pérou à mon idée", "Pérou, version du chef")]);
    assert_eq!((conflict.version, conflict.by.as_str()), (2, "Hélène Manager"));
    assert_eq!(stage.find(id).await.trip.title, "Pérou, version du chef");
    // Knowing what is there, the seller decides.
    assert_eq!(stage.trips.update_trip(&stage.seller, id, conflict.version, mine, RevisionDraft::default()).await.unwrap().version(), 3);
    assert_eq!(stage.find(id).await.trip.title, "Pérou à mon idée");
}

async fn another_sellers_trip_cannot_be_written(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    let mut draft = stage.draft();
    draft.title = "Mine now".into();
    assert_eq!(
        code(stage.trips.update_trip(&stage.other_seller, id, 1, draft.clone(), RevisionDraft::default()).await),
        ErrorCode::NotFound
    );
    assert_eq!(code(stage.trips.move_trip(&stage.other_seller, id, 1, TripMove::Cancel).await), ErrorCode::NotFound);
    assert_eq!(code(stage.trips.reset_schedule(&stage.other_seller, id, None, 1).await), ErrorCode::NotFound);
    assert_eq!(code(stage.trips.update_trip(&anonymous(), id, 1, draft.clone(), RevisionDraft::default()).await), ErrorCode::SignInNeeded);
    assert_eq!(code(stage.trips.find_trip(&stage.client, id).await), ErrorCode::NotFound);
    // Reading is for all staff; the page says what each may do.
    let view = stage.trips.find_trip(&stage.other_seller, id).await.unwrap();
    assert!(!view.editable && !view.schedulable && view.moves.is_empty());
    // Nobody sells in another's name, nor gives a trip away without being allowed to.
    assert_eq!(fields(stage.trips.create_trip(&stage.other_seller, stage.draft()).await), [("seller".to_owned(), ErrorCode::NotAChoice)]);
    draft.seller = stage.other_seller_id.to_string();
    assert_eq!(
        fields(stage.trips.update_trip(&stage.seller, id, 1, draft.clone(), RevisionDraft::default()).await),
        [("seller".to_owned(), ErrorCode::NotAChoice)]
    );
    stage.trips.update_trip(&stage.manager, id, 1, draft, RevisionDraft::default()).await.unwrap();
}

async fn a_draft_does_not_exist_for_its_client(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    assert_eq!(code(stage.trips.find_own_trip(&stage.client, id).await), ErrorCode::NotFound);
    assert!(stage.trips.list_own_trips(&stage.client).await.unwrap().is_empty());
    stage.trips.move_trip(&stage.seller, id, 1, TripMove::Propose).await.unwrap();
    assert_eq!(stage.trips.list_own_trips(&stage.client).await.unwrap().len(), 1);
    let page = stage.trips.find_own_trip(&stage.client, id).await.unwrap();
    assert_eq!((page.price, page.seller.name.as_str(), page.seller.phone.as_str()), (eur(300_000), "Claire Seller", "04 50 00 00 00"));
    assert_eq!(
        page.days.iter().map(|day| (day.first, day.last, day.title.as_str())).collect::<Vec<_>>(),
        [(1, 2, "Lima"), (3, 9, "Vallée sacrée")]
    );
    assert_eq!(page.services, [("Séjour · Hébergements".to_owned(), "Cusco".to_owned())]);
    let printed = serde_json::to_string(&page).unwrap();
    for secret in ["aime le silence", "Fournisseur SA", "2200", "220000"] {
        assert!(!printed.contains(secret), "{secret} is for staff");
    }
    // Somebody else's trip is not there at all.
    assert_eq!(code(stage.trips.find_own_trip(&stage.other_client, id).await), ErrorCode::NotFound);
    assert!(stage.trips.list_own_trips(&stage.other_client).await.unwrap().is_empty());
    assert_eq!(code(stage.trips.list_own_trips(&stage.seller).await), ErrorCode::NotFound);
    assert_eq!(code(stage.trips.list_own_trips(&anonymous()).await), ErrorCode::SignInNeeded);
}

fn line(kind: &str, due_on: &str, amount: &str) -> ScheduleLineDraft {
    ScheduleLineDraft { id: String::new(), kind: kind.into(), due_on: due_on.into(), amount: amount.into() }
}

async fn a_schedule_one_cent_off_is_refused_with_its_figures(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    let draft = ScheduleDraft { lines: vec![line("deposit", "01/12/2026", "1000"), line("balance", "10/02/2027", "1 999,99")] };
    let Err(AppError::Fields(fields)) = stage.trips.save_schedule(&stage.seller, id, None, 1, draft).await else {
        panic!("one cent went missing")
    };
    let refusal = fields.get("lines").unwrap();
    let said = |name: &str| refusal.args.get(name).map(String::as_str);
    assert_eq!(
        (refusal.code, said("sum"), said("price"), said("difference")),
        (ErrorCode::SumDiffers, Some("2999.99 EUR"), Some("3000.00 EUR"), Some("0.01 EUR"))
    );
    assert_eq!(stage.find(id).await.version, 1);
}

async fn a_typed_schedule_replaces_the_open_rows(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    stage.receive(id, 90_000).await;
    let paid = stage.find(id).await.instalments[0].clone();
    let kept = ScheduleLineDraft { id: paid.id.to_string(), ..line("deposit", "2026-11-21", "900") };
    let draft =
        ScheduleDraft { lines: vec![kept.clone(), line("instalment", "2027-01-10", "1000"), line("balance", "2027-02-10", "1100")] };
    assert_eq!(stage.trips.save_schedule(&stage.accountant, id, None, 1, draft.clone()).await.unwrap().version, 2);
    let view = stage.find(id).await;
    assert_eq!(view.instalments.iter().map(|line| line.amount.minor).collect::<Vec<_>>(), [90_000, 100_000, 110_000]);
    assert_eq!((view.instalments[0].id, view.instalments[0].paid), (paid.id, eur(90_000)));
    assert_eq!(stage.count_instalments(id).await, 4, "the superseded row is kept");
    let Err(AppError::Changed(_)) = stage.trips.save_schedule(&stage.seller, id, None, 1, draft).await else {
        panic!("saved over another's schedule")
    };
    // A paid row is neither changed nor left out.
    let moved = ScheduleDraft { lines: vec![ScheduleLineDraft { amount: "800".into(), ..kept }, line("balance", "2027-02-10", "2200")] };
    assert_eq!(
        fields(stage.trips.save_schedule(&stage.seller, id, None, 2, moved).await),
        [("lines[0][amount]".to_owned(), ErrorCode::InstalmentPaid)]
    );
    stage.trips.reset_schedule(&stage.seller, id, None, 2).await.unwrap();
    assert_eq!(stage.find(id).await.instalments.iter().map(|line| line.amount.minor).collect::<Vec<_>>(), [90_000, 210_000]);
}

async fn a_list_filters_sorts_and_pages(db: Database) {
    let stage = Stage::new(db).await;
    for (title, start, end, place, entity, price) in [
        ("Pérou essentiel", "2027-03-14", "2027-03-28", "peru", "fr", "3000"),
        ("Évasion en Inde", "2027-05-01", "2027-05-15", "india", "ch", "5000"),
        ("Jordanie", "2027-04-02", "2027-04-10", "jordan", "fr", "2000"),
        ("Sans date", "", "", "india", "fr", "100"),
    ] {
        let mut draft = stage.draft();
        (draft.title, draft.starts_on, draft.ends_on) = (title.into(), start.into(), end.into());
        (draft.destinations, draft.entity, draft.days) = (vec![place.into()], entity.into(), Vec::new());
        draft.services[0].price = price.into();
        stage.create(&draft).await;
    }
    let titles = async |q: &str, sort: &str, filters: &[&str]| -> Vec<String> {
        let query = ListQuery {
            q: q.into(),
            sort: sort.into(),
            filters: filters.iter().map(|filter| (*filter).to_owned()).collect(),
            ..ListQuery::default()
        };
        let page = stage.trips.list_trips(&stage.accountant, query).await.unwrap();
        assert_eq!(page.total, page.rows.len() as u64);
        page.rows.into_iter().map(|row| row.title).collect()
    };
    assert_eq!(titles("", "", &[]).await, ["Sans date", "Évasion en Inde", "Jordanie", "Pérou essentiel"]);
    assert_eq!(titles("", "starts_on", &[]).await, ["Pérou essentiel", "Jordanie", "Évasion en Inde", "Sans date"]);
    assert_eq!(titles("", "-price", &[]).await, ["Évasion en Inde", "Pérou essentiel", "Jordanie", "Sans date"]);
    assert_eq!(titles("", "remaining", &[]).await, ["Sans date", "Jordanie", "Pérou essentiel", "Évasion en Inde"]);
    assert_eq!(titles("evasion INDE", "", &[]).await, ["Évasion en Inde"]);
    assert_eq!(titles("AV-2027-0002", "", &[]).await, ["Jordanie"]);
    assert_eq!(titles("muller", "reference", &[]).await.len(), 4, "found by the client's folded name");
    assert_eq!(titles("%", "reference", &[]).await.len(), 4);
    assert_eq!(titles("", "starts_on", &["destination:india"]).await, ["Évasion en Inde", "Sans date"]);
    assert_eq!(titles("", "starts_on", &["destination:india", "entity:ch", "state:draft"]).await, ["Évasion en Inde"]);
    assert_eq!(titles("", "starts_on", &["from:2027-03-15", "to:30/04/2027"]).await, ["Jordanie"]);
    assert_eq!(titles("", "", &["state:confirmed"]).await, Vec::<String>::new());
    assert_eq!(titles("", "", &["state:nonsense"]).await, Vec::<String>::new());
    assert_eq!(titles("", "", &[&format!("seller:{}", stage.other_seller_id)]).await, Vec::<String>::new());

    let mut seen = Vec::new();
    for page in 1..=3 {
        let found =
            stage.trips.list_trips(&stage.seller, ListQuery { sort: "state".into(), page, per: 2, ..ListQuery::default() }).await.unwrap();
        assert_eq!((found.total, found.page), (4, page));
        seen.extend(found.rows.into_iter().map(|row| row.id));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 4, "equal states are told apart by id, on every page");

    // What is late is late only once it was agreed.
    let overdue = async || titles("", "starts_on", &["overdue:yes"]).await;
    stage.set_clock("2026-12-20");
    assert_eq!(overdue().await, Vec::<String>::new());
    let id = stage.trips.list_trips(&stage.seller, ListQuery { q: "Jordanie".into(), ..ListQuery::default() }).await.unwrap().rows[0].id;
    stage.trips.move_trip(&stage.seller, id, 1, TripMove::Propose).await.unwrap();
    assert_eq!(overdue().await, Vec::<String>::new());
    stage.set_clock("2026-12-21");
    assert_eq!(overdue().await, Vec::<String>::new(), "a proposal waits for an answer");
    stage.trips.move_trip(&stage.seller, id, 2, TripMove::Confirm).await.unwrap();
    assert_eq!(overdue().await, ["Jordanie"]);
    stage.receive(id, 60_000).await;
    assert_eq!(overdue().await, Vec::<String>::new());
    let row = &stage.trips.list_trips(&stage.seller, ListQuery { q: "Jordanie".into(), ..ListQuery::default() }).await.unwrap().rows[0];
    assert_eq!(
        (row.remaining, row.overdue, row.client_name.as_str(), row.seller_name.as_str()),
        (eur(140_000), false, "Ana Müller", "Claire Seller")
    );
    assert_eq!(code(stage.trips.list_trips(&stage.client, ListQuery::default()).await), ErrorCode::NotFound);
}

async fn a_new_price_reschedules_what_is_open(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    stage.receive(id, 90_000).await;
    let deposit = stage.find(id).await.instalments[0].id;
    let mut draft = stage.draft();
    draft.services.push(service("Train panoramique", "400"));
    stage.trips.update_trip(&stage.seller, id, 1, draft, RevisionDraft::default()).await.unwrap();
    let view = stage.find(id).await;
    let lines: Vec<(InstalmentKind, i64, i64)> =
        view.instalments.iter().map(|line| (line.kind, line.amount.minor, line.paid.minor)).collect();
    assert_eq!(lines, [(InstalmentKind::Deposit, 90_000, 90_000), (InstalmentKind::Balance, 250_000, 0)]);
    assert_eq!((view.instalments[0].id, view.quote.price, view.received), (deposit, eur(340_000), eur(90_000)));
    assert_eq!(stage.count_instalments(id).await, 3);
    // What does not touch the price leaves the schedule alone.
    let mut draft = domain::trips::TripDraft::from(&view.trip);
    draft.title = "Pérou en train".into();
    stage.trips.update_trip(&stage.seller, id, 2, draft, RevisionDraft::default()).await.unwrap();
    assert_eq!(stage.count_instalments(id).await, 3);
}

async fn a_lower_price_sets_money_aside(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    stage.receive(id, 300_000).await;
    let mut draft = stage.draft();
    draft.services[0].price = "2500".into();
    stage.trips.update_trip(&stage.seller, id, 1, draft, RevisionDraft::default()).await.unwrap();
    let view = stage.find(id).await;
    assert_eq!((view.received, view.credit), (eur(250_000), eur(50_000)));
    assert_eq!(view.instalments.iter().map(|line| line.amount.minor - line.paid.minor).sum::<i64>(), 0);
    assert_eq!(view.instalments.iter().map(|line| line.amount.minor).sum::<i64>(), 250_000);
}

async fn money_keeps_client_and_company(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    let mut draft = stage.draft();
    draft.entity = "ch".into();
    draft.client = stage.other_client_id.to_string();
    stage.trips.update_trip(&stage.seller, id, 1, draft, RevisionDraft::default()).await.unwrap();
    let view = stage.find(id).await;
    assert_eq!(view.quote.price.currency, domain::money::Currency::CHF);
    assert!(view.instalments.iter().all(|line| line.amount.currency == domain::money::Currency::CHF) && view.instalments.len() == 2);
    stage.trips.update_trip(&stage.seller, id, 2, stage.draft(), RevisionDraft::default()).await.unwrap();
    stage.receive(id, 100).await;
    let mut draft = stage.draft();
    draft.entity = "ch".into();
    draft.client = stage.other_client_id.to_string();
    let refused = fields(stage.trips.update_trip(&stage.seller, id, 3, draft, RevisionDraft::default()).await);
    assert_eq!(refused, [("client".to_owned(), ErrorCode::InstalmentPaid), ("entity".to_owned(), ErrorCode::InstalmentPaid)]);
}

async fn a_trip_moves_and_its_history_says_so(db: Database) {
    let stage = Stage::new(db).await;
    let id = stage.create(&stage.draft()).await;
    assert_eq!(stage.find(id).await.moves, [TripMove::Propose, TripMove::Cancel]);
    stage.set_clock("2026-12-01");
    stage.trips.move_trip(&stage.seller, id, 1, TripMove::Propose).await.unwrap();
    let view = stage.find(id).await;
    assert_eq!(domain::dates::iso(view.instalments[0].due_on), "2026-12-01", "asked for today, not before it was proposed");
    assert_eq!(code(stage.trips.move_trip(&stage.seller, id, 2, TripMove::Complete).await), ErrorCode::MoveRefused);
    let Err(AppError::Changed(conflict)) = stage.trips.move_trip(&stage.seller, id, 1, TripMove::Confirm).await else {
        panic!("moved from a state not seen")
    };
    assert_eq!(conflict.version, 2);
    stage.trips.move_trip(&stage.manager, id, 2, TripMove::Confirm).await.unwrap();
    // What is sold stays whole.
    let mut bare = stage.draft();
    bare.travellers.clear();
    assert_eq!(code(stage.trips.update_trip(&stage.seller, id, 3, bare, RevisionDraft::default()).await), ErrorCode::TripIncomplete);
    assert_eq!(stage.find(id).await.moves, [TripMove::Cancel], "it is not over yet");
    stage.set_clock("2027-04-01");
    stage.trips.move_trip(&stage.seller, id, 3, TripMove::Complete).await.unwrap();
    let mut draft = stage.draft();
    draft.title = "Trop tard".into();
    assert_eq!(code(stage.trips.update_trip(&stage.seller, id, 4, draft, RevisionDraft::default()).await), ErrorCode::TripClosed);
    assert_eq!(code(stage.trips.save_schedule(&stage.seller, id, None, 4, ScheduleDraft::default()).await), ErrorCode::TripClosed);
    let history = stage.trips.list_history(&stage.accountant, id).await.unwrap();
    let lines: Vec<(&str, &str, &str)> = history.iter().map(|line| (line.who.as_str(), line.what.as_str(), line.detail.as_str())).collect();
    let expected = [
        ("Claire Seller", "trip.moved", "completed"),
        ("Hélène Manager", "trip.moved", "confirmed"),
        ("Claire Seller", "trip.moved", "proposed"),
        ("Claire Seller", "trip.created", "AV-2027-0001"),
    ];
    assert_eq!(lines, expected);
}

async fn own_trips_come_current_coming_past(db: Database) {
    let stage = Stage::new(db).await;
    for (title, start, end) in [
        ("past", "2027-01-02", "2027-01-10"),
        ("later", "2027-09-01", "2027-09-10"),
        ("current", "2027-03-10", "2027-03-20"),
        ("next", "2027-05-01", "2027-05-10"),
        ("long past", "2026-12-02", "2026-12-10"),
    ] {
        let mut draft = stage.draft();
        (draft.title, draft.starts_on, draft.ends_on, draft.days) = (title.into(), start.into(), end.into(), Vec::new());
        let id = stage.create(&draft).await;
        stage.trips.move_trip(&stage.seller, id, 1, TripMove::Propose).await.unwrap();
        if title != "next" {
            stage.trips.move_trip(&stage.seller, id, 2, TripMove::Confirm).await.unwrap();
        }
    }
    let mut cancelled = stage.draft();
    (cancelled.title, cancelled.starts_on, cancelled.ends_on, cancelled.days) =
        ("cancelled".into(), "2027-04-01".into(), "2027-04-10".into(), Vec::new());
    let id = stage.create(&cancelled).await;
    stage.trips.move_trip(&stage.seller, id, 1, TripMove::Propose).await.unwrap();
    stage.trips.move_trip(&stage.seller, id, 2, TripMove::Cancel).await.unwrap();
    stage.set_clock("2027-03-15");
    let cards = stage.trips.list_own_trips(&stage.client).await.unwrap();
    assert_eq!(
        cards.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(),
        ["current", "next", "later", "cancelled", "past", "long past"]
    );
    let cancelled = cards.iter().find(|card| card.title == "cancelled").unwrap();
    assert_eq!((cancelled.next_due.is_none(), cancelled.remaining), (true, eur(0)));
    let next = |at: usize| cards[at].next_due.as_ref().map(|line| line.state);
    assert_eq!((next(0), next(1)), (Some(InstalmentState::Overdue), Some(InstalmentState::Due)), "what was only proposed is never late");
}
