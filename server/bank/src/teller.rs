//! What the bank does when it is asked: decisions, turned into facts.
//!
//! A teller works under the lock of the books. Each fact counts in memory at once and is written with the others of
//! the same operation before anybody hears of it.

use crate::{
    books::{Books, Fact, Unheard},
    model::{Attempt, Capture, Dialect, Kind, Notice, Outcome, Params, Payment, Post, Reason, Refund, RefundState},
    refusal::Refusal,
    rules::{self, Close, Notify, Pay, RefundRule, Rules},
    states::{Deed, State, step},
};

/// An act of the buyer or of the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    Challenge,
    Delay,
    /// Amount and currency differ from what was asked only when a test wants a bank in error.
    Capture {
        amount: Option<i64>,
        currency: Option<String>,
    },
    Decline(Reason),
    Abandon,
    Expire,
}

impl Act {
    pub(crate) const PAY: Self = Self::Capture { amount: None, currency: None };
}

/// One operation under way.
pub(crate) struct Teller<'a> {
    pub(crate) books: &'a mut Books,
    pub(crate) now_ms: i64,
    pub(crate) facts: Vec<Fact>,
    /// Notifications that must have been tried before the operation is answered.
    pub(crate) awaited: Vec<String>,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(books: &'a mut Books, now_ms: i64) -> Self {
        Self { books, now_ms, facts: Vec::new(), awaited: Vec::new() }
    }

    /// Unix seconds.
    pub(crate) fn now(&self) -> i64 {
        self.now_ms.div_euclid(1000)
    }

    pub(crate) fn keep(&mut self, fact: Fact) -> Result<(), Refusal> {
        self.books.apply(self.now(), &fact).map_err(|error: Unheard| {
            tracing::error!(%error, "a fact did not fit the books");
            Refusal::internal()
        })?;
        self.facts.push(fact);
        Ok(())
    }

    pub(crate) fn payment(&self, id: &str) -> Result<&Payment, Refusal> {
        self.books.payments.get(id).ok_or_else(Refusal::not_found)
    }

    /// Closes every page whose time has run out.
    pub(crate) fn expire_due(&mut self) -> Result<(), Refusal> {
        let now = self.now();
        let due: Vec<String> =
            self.books.expiries.iter().take_while(|(at, _)| *at <= now).map(|(_, id)| id.clone()).filter(|id| self.closes(id)).collect();
        for id in due {
            self.act(&id, Act::Expire)?;
        }
        Ok(())
    }

    /// The next second in which a page closes by itself.
    pub(crate) fn next_expiry(&self) -> Option<i64> {
        self.books.expiries.iter().find(|(_, id)| self.closes(id)).map(|(at, _)| *at)
    }

    fn closes(&self, id: &str) -> bool {
        self.books.payments.get(id).is_some_and(|payment| self.books.rules_of(payment).expire.unwrap_or_default() == Close::Normal)
    }

    /// Opens a payment, or finds the one that the key already opened. The flag says which: true for a new one.
    pub(crate) fn open(&mut self, key: &str, params: Params, dialect: Dialect) -> Result<(Payment, bool), Refusal> {
        if let Some(id) = self.books.keys.get(key) {
            let held = self.payment(id)?;
            return if held.params == params && held.dialect == dialect {
                Ok((held.clone(), false))
            } else {
                Err(Refusal::conflict("idempotency_mismatch"))
            };
        }
        if params.expires_at <= self.now() {
            return Err(Refusal::bad("invalid_expires_at"));
        }
        let payment = Payment {
            id: random_id("pay"),
            token: hex::encode(rand::random::<[u8; 16]>()),
            params,
            dialect,
            state: State::Open,
            created_at: self.now(),
            changed_at: self.now(),
            change: 0,
            captures: Vec::new(),
            refunds: Vec::new(),
            disputes: Vec::new(),
            attempts: Vec::new(),
            notices: Vec::new(),
        };
        let id = payment.id.clone();
        self.take_next(&id)?;
        self.keep(Fact::Opened { key: key.to_owned(), payment: Box::new(payment) })?;
        self.note(&id, Kind::Opened)?;
        let rules = self.books.rules_of(self.payment(&id)?);
        match rules.pay.unwrap_or_default() {
            Pay::ByPage => {}
            Pay::AutoCapture => self.act(&id, Act::PAY)?,
            Pay::AutoDecline => self.act(&id, Act::Decline(Reason::InsufficientFunds))?,
            Pay::AutoAbandon => self.act(&id, Act::Abandon)?,
        }
        Ok((self.payment(&id)?.clone(), true))
    }

    /// Gives the rules kept for the next payment to this one.
    fn take_next(&mut self, id: &str) -> Result<(), Refusal> {
        if let Some(rules) = self.books.rules.get(rules::NEXT).copied() {
            self.keep(Fact::Ruled { scope: id.to_owned(), rules })?;
            self.keep(Fact::Unruled { scope: Some(rules::NEXT.to_owned()) })?;
        }
        Ok(())
    }

    /// Forgets the rules kept for the next payment.
    pub(crate) fn drop_next(&mut self) -> Result<(), Refusal> {
        if self.books.rules.contains_key(rules::NEXT) {
            self.keep(Fact::Unruled { scope: Some(rules::NEXT.to_owned()) })?;
        }
        Ok(())
    }

    /// Does what the buyer or the clock does.
    ///
    /// # Errors
    /// 409 with the name of the state when the state does not allow it; nothing has changed then.
    pub(crate) fn act(&mut self, id: &str, act: Act) -> Result<(), Refusal> {
        let payment = self.payment(id)?;
        let (amount, currency) = (payment.params.amount, payment.params.currency.clone());
        let deed = match act {
            Act::Challenge => Deed::Challenge,
            Act::Delay => Deed::Delay,
            Act::Capture { .. } => Deed::Capture,
            Act::Decline(_) => Deed::Decline { earlier: payment.declines() },
            Act::Abandon => Deed::Abandon,
            Act::Expire => Deed::Expire,
        };
        let state = payment.state;
        let Some(to) = step(state, deed) else {
            return Err(Refusal::state(payment));
        };
        let (kind, attempt) = match act {
            Act::Challenge => (Kind::ActionRequired, None),
            Act::Delay => (Kind::Processing, None),
            Act::Capture { .. } => (Kind::Captured, Some((Outcome::Captured, None))),
            Act::Decline(reason) => (Kind::Declined, Some((Outcome::Declined, Some(reason)))),
            Act::Abandon => (Kind::Abandoned, None),
            Act::Expire => (Kind::Expired, None),
        };
        // The 3-D Secure page opened once more is no news.
        if to == state && matches!(act, Act::Challenge) {
            return Ok(());
        }
        let payment = id.to_owned();
        if let Some((outcome, reason)) = attempt {
            let attempt = Attempt { at: self.now(), outcome, reason };
            self.keep(Fact::Attempted { payment: payment.clone(), attempt })?;
        }
        if let Act::Capture { amount: other, currency: elsewhere } = act {
            let amount = other.unwrap_or(amount);
            let fee = self.books.rules_of(self.payment(id)?).fee.unwrap_or_default().of(amount);
            let capture = Capture { id: random_id("cap"), amount, currency: elsewhere.unwrap_or(currency), at: self.now(), fee };
            self.keep(Fact::Captured { payment: payment.clone(), capture })?;
        }
        self.keep(Fact::Moved { payment, to })?;
        self.note(id, kind)?;
        if kind == Kind::Captured { self.note(id, Kind::Charged) } else { Ok(()) }
    }

    /// [`Teller::refund`], its answer spoilt where the rules say so.
    pub(crate) fn refund_under_rules(&mut self, id: &str, key: &str, amount: i64) -> Result<(Refund, bool), Refusal> {
        let (refund, new) = self.refund(id, key, amount)?;
        match self.books.rules_of(self.payment(id)?).refund {
            Some(RefundRule::ErrorAfter) if new => Err(Refusal::internal()),
            _ => Ok((refund, new)),
        }
    }

    /// Gives money back, or finds the refund that the key already made.
    fn refund(&mut self, id: &str, key: &str, amount: i64) -> Result<(Refund, bool), Refusal> {
        let payment = self.payment(id)?;
        if let Some(held) = self.books.refund_keys.get(key) {
            let refund = payment.refunds.iter().find(|refund| refund.id == held.refund);
            return match refund {
                Some(refund) if refund.amount == amount => Ok((refund.clone(), false)),
                _ => Err(Refusal::conflict("idempotency_mismatch")),
            };
        }
        if amount <= 0 {
            return Err(Refusal::bad("invalid_amount"));
        }
        let Some(capture) = payment.captures.first() else {
            return Err(Refusal::conflict("not_captured"));
        };
        if amount > payment.captured() - payment.refunded() {
            return Err(Refusal::conflict("refund_exceeds_capture"));
        }
        if payment.is_disputed() {
            return Err(Refusal::conflict("charge_disputed"));
        }
        let state = match self.books.rules_of(payment).refund.unwrap_or_default() {
            RefundRule::Normal | RefundRule::ErrorAfter => RefundState::Succeeded,
            RefundRule::Pending => RefundState::Pending,
            RefundRule::Refused => return Err(Refusal::conflict("refund_refused")),
        };
        let refund = Refund { id: random_id("ref"), state, amount, currency: capture.currency.clone(), at: self.now() };
        let fact = Fact::Refunding { payment: id.to_owned(), key: key.to_owned(), refund: refund.clone() };
        self.keep(fact)?;
        if state == RefundState::Succeeded {
            self.note(id, Kind::RefundSucceeded)?;
        }
        Ok((refund, true))
    }

    /// Ends a refund: a pending one succeeds or fails, and one that succeeded may still fail later.
    pub(crate) fn end_refund(&mut self, id: &str, refund: &str, to: RefundState) -> Result<(), Refusal> {
        let payment = self.payment(id)?;
        let held = payment.refunds.iter().find(|held| held.id == refund).ok_or_else(Refusal::not_found)?;
        let kind = match (held.state, to) {
            (RefundState::Pending, RefundState::Succeeded) => Kind::RefundSucceeded,
            (RefundState::Pending | RefundState::Succeeded, RefundState::Failed) => Kind::RefundFailed,
            _ => return Err(Refusal::conflict("refund_state")),
        };
        self.keep(Fact::RefundMoved { payment: id.to_owned(), refund: refund.to_owned(), to })?;
        self.note(id, kind)
    }

    pub(crate) fn rule(&mut self, scope: &str, rules: Rules) -> Result<(), Refusal> {
        if rules == Rules::default() {
            return Ok(());
        }
        self.keep(Fact::Ruled { scope: scope.to_owned(), rules })
    }

    pub(crate) fn note(&mut self, id: &str, kind: Kind) -> Result<(), Refusal> {
        let payment = self.payment(id)?;
        // Each merchant hears of what their own interface knows.
        let untold = if payment.checkout().is_some() { Kind::Opened } else { Kind::Charged };
        if kind == untold {
            return Ok(());
        }
        let ended = !payment.state.is_live();
        let rule = self.books.rules_of(payment).notify.unwrap_or_default();
        let rank = i64::try_from(payment.notices.len()).unwrap_or(i64::MAX);
        let told = payment.tells(kind);
        let (post, wait_ms, copies) = match rule {
            _ if !told || payment.params.notify_url.is_empty() => (Post::Suppressed, 0, 1),
            Notify::Normal | Notify::BeforeAnswer => (Post::Waiting, 0, 1),
            Notify::Never => (Post::Suppressed, 0, 1),
            Notify::Late(ms) => (Post::Waiting, i64::try_from(ms).unwrap_or(i64::MAX), 1),
            Notify::Twice => (Post::Waiting, 0, 2),
            Notify::Reversed => (Post::Held, 0, 1),
        };
        let notice =
            Notice { id: random_id("evt"), kind, created_at: self.now(), post, due_ms: self.now_ms.saturating_add(wait_ms), copies, rank };
        if rule == Notify::BeforeAnswer && told {
            self.awaited.push(notice.id.clone());
        }
        self.keep(Fact::Noted { payment: id.to_owned(), notice })?;
        let holds = self.payment(id)?.notices.iter().any(|notice| notice.post == Post::Held);
        if ended && holds {
            self.keep(Fact::Released { payment: id.to_owned(), due_ms: self.now_ms })?;
        }
        Ok(())
    }
}

pub(crate) fn random_id(prefix: &str) -> String {
    format!("{prefix}_{}", hex::encode(rand::random::<[u8; 12]>()))
}
