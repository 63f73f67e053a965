//! What the editor knows while a trip is being typed.
//!
//! Inputs keep what is typed by themselves; after each change the form hands over the whole draft, from which prices follow. Rows are
//! drawn from the signals here, which only change when a row comes, goes or moves.

use crate::rows::{Intent, List, Step, change};
use crate::trips::client_search::ClientSearch;
use domain::trips::{DayDraft, Entity, Inclusion, ServiceDraft, ServiceKind, TravellerDraft, TripDraft, Zone};
use leptos::prelude::*;
use ui::focus_id_soon;

/// A service line with its usual choices and nothing typed.
pub(super) fn blank_service() -> ServiceDraft {
    ServiceDraft {
        kind: ServiceKind::default().to_string(),
        zone: Zone::default().to_string(),
        inclusion: Inclusion::default().to_string(),
        ..ServiceDraft::default()
    }
}

/// A stage of one day with nothing typed.
pub(super) fn blank_day() -> DayDraft {
    DayDraft { length: "1".to_owned(), ..DayDraft::default() }
}

/// Changes the rows of a draft as a row button asks; words that are no row button's change nothing.
pub(super) fn redraw(draft: &mut TripDraft, intent: &str) {
    let Ok(Intent { list, step }) = intent.parse() else { return };
    match list {
        List::Services => change(&mut draft.services, step, blank_service),
        List::Travellers => change(&mut draft.travellers, step, TravellerDraft::default),
        List::Days => change(&mut draft.days, step, blank_day),
        List::Lines | List::Payers => {}
    }
}

/// The trip being typed.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    /// Name of the form's server function: ids of fields begin with it.
    pub(super) function: &'static str,
    /// Everything as typed, after each change.
    pub(super) latest: RwSignal<TripDraft>,
    /// Service lines as last drawn.
    pub(super) services: RwSignal<Vec<ServiceDraft>>,
    /// Travellers as last drawn.
    pub(super) travellers: RwSignal<Vec<TravellerDraft>>,
    /// Stages as last drawn.
    pub(super) days: RwSignal<Vec<DayDraft>>,
    /// Words by which a client is looked for.
    pub(super) search: ClientSearch,
}

impl Editor {
    /// Starts from `draft`, in the form of `function`; `search` is what was typed to find a client.
    pub(super) fn new(function: &'static str, draft: TripDraft, search: String) -> Self {
        Self {
            function,
            services: RwSignal::new(draft.services.clone()),
            travellers: RwSignal::new(draft.travellers.clone()),
            days: RwSignal::new(draft.days.clone()),
            latest: RwSignal::new(draft),
            search: ClientSearch::new(search),
        }
    }

    /// Takes what the form holds now.
    pub(super) fn typed(self, draft: TripDraft, search: String) {
        let entity = |draft: &TripDraft| draft.entity.clone();
        let currency_changed = self.latest.with_untracked(entity) != entity(&draft);
        if currency_changed {
            // Amounts are shown with the currency of the entity.
            self.services.set(draft.services.clone());
        }
        self.latest.set(draft);
        self.search.typed(search);
    }

    /// Does in the browser what a row button asks for, and moves the focus along.
    pub(super) fn run(self, list: List, step: Step) {
        let intent = Intent::new(list, step);
        self.latest.update(|draft| redraw(draft, &intent.to_string()));
        let draft = self.latest.get_untracked();
        let rows = match list {
            List::Services => draft.services.len(),
            List::Travellers => draft.travellers.len(),
            List::Days => draft.days.len(),
            List::Lines | List::Payers => 0,
        };
        match list {
            List::Services => self.services.set(draft.services),
            List::Travellers => self.travellers.set(draft.travellers),
            List::Days => self.days.set(draft.days),
            List::Lines | List::Payers => {}
        }
        focus_id_soon(intent.focus(self.function, rows));
    }

    /// The currency of the trip's price, as typed so far.
    pub(super) fn currency(self) -> domain::money::Currency {
        self.latest.with_untracked(|draft| draft.entity.parse::<Entity>().unwrap_or_default().currency())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> TripDraft {
        let service = |label: &str| ServiceDraft { label: label.into(), price: "100".into(), ..blank_service() };
        TripDraft {
            title: "Pérou & Bolivie = 100 %".into(),
            destinations: vec!["peru".into(), String::new()],
            entity: "fr".into(),
            notes: "deux\nlignes".into(),
            services: vec![service("Vol"), service("Hôtel"), service("Guide")],
            travellers: vec![TravellerDraft { given_name: "Ana".into(), insured: "on".into(), ..TravellerDraft::default() }],
            days: vec![DayDraft { place: "Lima".into(), ..blank_day() }],
            ..TripDraft::default()
        }
    }

    fn labels(draft: &TripDraft) -> Vec<&str> {
        draft.services.iter().map(|service| service.label.as_str()).collect()
    }

    #[test]
    fn row_buttons_change_the_draft_they_were_posted_with() {
        let after = |intent: &str| {
            let mut draft = draft();
            redraw(&mut draft, intent);
            draft
        };
        assert_eq!(labels(&after("add-service")), ["Vol", "Hôtel", "Guide", ""]);
        assert_eq!(after("add-service").services.last(), Some(&blank_service()));
        assert_eq!(labels(&after("remove-service-1")), ["Vol", "Guide"]);
        assert_eq!(labels(&after("up-service-2")), ["Vol", "Guide", "Hôtel"]);
        assert_eq!(labels(&after("down-service-0")), ["Hôtel", "Vol", "Guide"]);
        assert_eq!(after("add-traveller").travellers.len(), 2);
        assert_eq!(after("remove-day-0").days.len(), 0);
        for nothing in ["find-client", "add-line", "remove-service-9", "nonsense", ""] {
            assert_eq!(after(nothing), draft(), "{nothing}");
        }
    }

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Posted {
        #[serde(default)]
        draft: TripDraft,
        #[serde(default)]
        client_search: String,
        #[serde(default)]
        intent: String,
    }

    fn read(body: &str) -> Posted {
        // The depth that the server functions' own decoder allows.
        serde_qs::Config::new(5, false).deserialize_str(body).unwrap()
    }

    #[test]
    fn a_draft_survives_the_post() {
        let posted = Posted { draft: draft(), client_search: "font & fils".into(), intent: "up-day-1".into() };
        assert_eq!(read(&serde_qs::to_string(&posted).unwrap()), posted);
    }

    #[test]
    fn a_browser_posts_what_the_editor_reads() {
        let body = "draft%5Btitle%5D=P%C3%A9rou+%26+Bolivie&draft%5Bdestinations%5D%5B0%5D=peru&draft%5Bdestinations%5D%5B1%5D=\
            &draft%5Bservices%5D%5B0%5D%5Bkind%5D=flight&draft%5Bservices%5D%5B0%5D%5Blabel%5D=Vol&draft%5Bservices%5D%5B0%5D%5Bprice%5D=1+840%2C50\
            &draft%5Binsurance%5D%5Bdecision%5D=accepted&draft%5Btravellers%5D%5B0%5D%5Bgiven_name%5D=Ana&draft%5Btravellers%5D%5B0%5D%5Binsured%5D=on&intent=add-service";
        let Posted { draft, client_search, intent } = read(body);
        assert_eq!(
            (draft.title.as_str(), draft.destinations.as_slice()),
            ("Pérou & Bolivie", ["peru".to_owned(), String::new()].as_slice())
        );
        assert_eq!(
            (draft.services[0].price.as_str(), draft.insurance.decision.as_str(), draft.travellers[0].insured.as_str()),
            ("1 840,50", "accepted", "on")
        );
        assert_eq!((client_search.as_str(), intent.as_str()), ("", "add-service"));
        assert!(draft.days.is_empty());
    }

    #[test]
    fn rows_keep_their_order_over_gaps_and_beyond_nine() {
        let body: String =
            [11, 2, 0, 7].iter().map(|row| format!("draft[services][{row}][label]=n{row}&draft[services][{row}][cost]=&")).collect();
        assert_eq!(labels(&read(&body).draft), ["n0", "n2", "n7", "n11"]);
    }
}
