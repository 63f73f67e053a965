//! From a line of a file to its row, with what is thought of it. Nothing is booked here.

use super::Books;
use crate::desks::accounts::{self, PayerAccount};
use crate::desks::fault::Fault;
use crate::statements::{Direction, Line, Movement, Pending};
use domain::ids::{PayerId, PayoutId, RefundId, StatementId, TripId};
use domain::money::Money;
use domain::payments::Payable;
use domain::transfers::{
    AwaitedPayout, Candidate, Clearing, Credit, DifferenceKind, LineState, Match, MatchReason, Matcher, PayoutMatch, find_clearing,
    find_payout,
};
use domain::trips::{Entity as Company, TripState};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use store::entities::{statement_line, trip};

use super::outgoing::Leaving;
use super::payouts::clearings_by_day;
use crate::desks::payouts;

/// Trips whose accounts are read at a time.
const TRIPS: usize = 500;

/// Characters of a text of the bank's that are kept.
const TEXT: usize = 500;

/// Everything that money on a statement may be: read once for a file, looked up for each line.
pub(super) struct Known {
    pub(super) matcher: Matcher,
    pub(super) leaving: Leaving,
    /// Payouts that gateways announced.
    awaited: Vec<AwaitedPayout>,
    /// What gateways hold that announce none.
    clearings: Vec<Clearing>,
}

/// What is thought of a line.
struct Thought {
    state: LineState,
    reason: Option<MatchReason>,
    whose: Option<(TripId, PayerId)>,
    refund: Option<RefundId>,
    payout: Option<PayoutId>,
    clearing: Option<String>,
}

impl Thought {
    const fn plain(state: LineState, reason: Option<MatchReason>) -> Self {
        Self { state, reason, whose: None, refund: None, payout: None, clearing: None }
    }
}

impl Books {
    /// Everybody whose money may come, and everything that may go back.
    pub(super) async fn known(&self) -> Result<Known, Fault> {
        let awaited = payouts::awaited(self.counter.db.read()).await?;
        let clearings = clearings_by_day(self).await?;
        Ok(Known { matcher: self.matcher().await?, leaving: self.leaving().await?, awaited, clearings })
    }

    /// Payers of every trip that its client has seen.
    async fn matcher(&self) -> Result<Matcher, Fault> {
        let (db, today) = (self.counter.db.read(), self.counter.today());
        let trips = trip::Entity::find().filter(trip::Column::State.ne(TripState::Draft)).all(db).await?;
        let mut candidates = Vec::new();
        for chunk in trips.chunks(TRIPS) {
            let mut accounts = accounts::trip_accounts(db, chunk, today).await?;
            for trip in chunk {
                let owes = trip.state != TripState::Cancelled;
                let own = accounts.remove(&trip.id);
                let own = own.iter().flat_map(|accounts| accounts.all().to_vec());
                candidates.extend(own.map(|PayerAccount { payer, account, heir: _ }| Candidate {
                    payer: payer.id,
                    trip: trip.id,
                    trip_reference: trip.reference.clone(),
                    name: payer.label,
                    currency: trip.currency,
                    next: Payable::of(&account).filter(|_| owes).map_or(0, |payable| payable.next.minor),
                    remaining: if owes { account.remaining.minor } else { 0 },
                }));
            }
        }
        Ok(Matcher::new(candidates))
    }

    /// The row of a line. What cannot be read has no name but its place in this very file, whose content is `digest`.
    pub(super) fn row_of_line(
        &self,
        (statement, digest): (StatementId, &str),
        position: usize,
        line: &Line,
        known: &Known,
    ) -> statement_line::ActiveModel {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let empty = || Set(String::new());
        let blank = statement_line::ActiveModel {
            id: Set(store::fresh()),
            statement_id: Set(statement),
            position: Set(position),
            account: empty(),
            entry_ref: Set(format!("unread:{digest}:{position}")),
            state: Set(LineState::Unreadable),
            reason: Set(None),
            direction: Set(Direction::In),
            difference: Set(None),
            entity: Set(None),
            booked_on: Set(None),
            amount_minor: Set(None),
            currency: Set(None),
            name: empty(),
            iban: empty(),
            reference: empty(),
            info: empty(),
            trip_id: Set(None),
            payer_id: Set(None),
            payment_id: Set(None),
            refund_id: Set(None),
            payout_id: Set(None),
            clearing: Set(None),
            note: empty(),
            decided_by: Set(None),
            decided_at: Set(None),
        };
        match line {
            Err(refused) => statement_line::ActiveModel {
                info: Set(format!("{} {}:{} {}", refused.why.as_str(), refused.line, refused.column, refused.found)),
                ..blank
            },
            Ok(movement) => of_movement(blank, movement, self.company_of(&movement.account), known),
        }
    }
}

fn of_movement(
    blank: statement_line::ActiveModel,
    movement: &Movement,
    entity: Option<Company>,
    known: &Known,
) -> statement_line::ActiveModel {
    let thought = match (movement.pending, movement.direction) {
        (Pending::Pending, _) => Thought::plain(LineState::Pending, None),
        (Pending::Booked, Direction::In) => of_credit(movement, &known.matcher),
        (Pending::Booked, Direction::Out) => of_debit(movement, &known.leaving),
    };
    let thought =
        if thought.reason == Some(MatchReason::Nothing) { of_gateway(movement, entity, known).unwrap_or(thought) } else { thought };
    let cut = |text: &str| Set(domain::text::tidy(text).chars().take(TEXT).collect::<String>());
    statement_line::ActiveModel {
        account: cut(&movement.account),
        entry_ref: cut(&movement.entry),
        state: Set(thought.state),
        reason: Set(thought.reason),
        direction: Set(movement.direction),
        difference: Set(DifferenceKind::of_line(thought.state, movement.direction, thought.reason)),
        entity: Set(entity),
        booked_on: Set(Some(movement.booked_on)),
        amount_minor: Set(Some(movement.amount.minor)),
        currency: Set(Some(movement.amount.currency)),
        name: cut(&movement.name),
        iban: cut(&movement.iban),
        reference: cut(&movement.reference),
        info: cut(&movement.text),
        trip_id: Set(thought.whose.map(|(trip, _)| trip)),
        payer_id: Set(thought.whose.map(|(_, payer)| payer)),
        refund_id: Set(thought.refund),
        payout_id: Set(thought.payout),
        clearing: Set(thought.clearing),
        ..blank
    }
}

fn of_credit(movement: &Movement, matcher: &Matcher) -> Thought {
    let credit = Credit { amount: movement.amount, reference: &movement.reference, text: &movement.text, name: &movement.name };
    match matcher.find(credit) {
        Match::Exact(payer, trip) => {
            Thought { whose: Some((trip, payer)), ..Thought::plain(LineState::Exact, Some(MatchReason::Reference)) }
        }
        Match::Doubtful(payer, trip, reason) => Thought { whose: Some((trip, payer)), ..Thought::plain(LineState::Proposed, Some(reason)) },
        Match::None(reason) => Thought::plain(LineState::Unmatched, Some(reason)),
    }
}

/// What nobody else claims may be a payout: one that was announced, or what a gateway holds that announces none.
fn of_gateway(movement: &Movement, entity: Option<Company>, known: &Known) -> Option<Thought> {
    let out = movement.direction == Direction::Out;
    let minor = if out { 0_i64.saturating_sub(movement.amount.minor) } else { movement.amount.minor };
    let money = Money::new(minor, movement.amount.currency);
    let texts = [movement.reference.as_str(), " ", &movement.text, " ", &movement.name];
    let of = |state, payout| Some(Thought { payout: Some(payout), ..Thought::plain(state, Some(MatchReason::Payout)) });
    match find_payout(&known.awaited, entity, money, movement.booked_on, &texts) {
        PayoutMatch::Exact(payout) => of(LineState::Exact, payout),
        PayoutMatch::Doubtful(payout) => of(LineState::Proposed, payout),
        PayoutMatch::None => {
            let found = find_clearing(&known.clearings, entity, money, movement.booked_on)?;
            Some(Thought { clearing: Some(found.name), ..Thought::plain(LineState::Proposed, Some(found.reason)) })
        }
    }
}

fn of_debit(movement: &Movement, leaving: &Leaving) -> Thought {
    let (state, reason, refund) = leaving.find(movement);
    Thought { refund, whose: refund.and_then(|refund| leaving.whose(refund)), ..Thought::plain(state, Some(reason)) }
}
