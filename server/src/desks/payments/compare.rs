//! I5 and I6: what the gateways hold is what the ledger says they hold, to the cent, but for what is on its way.

use super::check::{Books, breach};
use crate::gateways::{Gateway, Statement, Unanswered};
use desk::BreachView;
use domain::ledger::{AccountCode, GatewayAccount, SourceKind};
use domain::money::Currency;
use domain::payments::{BalanceMove, DisputeStage, GatewayDispute, RefundState};
use std::collections::{BTreeMap, BTreeSet};
use time::{Duration, OffsetDateTime};

/// How long money may be on its way from a gateway into the books.
const IN_FLIGHT: Duration = Duration::minutes(15);

/// What `gateway` and `books` disagree about. Nothing when it does not answer.
pub(super) async fn with_gateway(gateway: &dyn Gateway, books: &Books, now: OffsetDateTime) -> Vec<BreachView> {
    match look(gateway, books, now).await {
        Ok(breaches) => breaches,
        Err(error) => {
            tracing::warn!(gateway = gateway.name(), %error, "the books are checked without this gateway");
            Vec::new()
        }
    }
}

async fn look(gateway: &dyn Gateway, books: &Books, now: OffsetDateTime) -> Result<Vec<BreachView>, Unanswered> {
    let Some(totals) = gateway.totals().await? else { return Ok(Vec::new()) };
    let at = GatewayAccount { gateway: gateway.name(), account: gateway.account() };
    let code = format!("{}:{}", AccountCode::Gateway, at.name());
    let mut clearing: BTreeMap<Currency, i128> = BTreeMap::new();
    for account in books.accounts.iter().filter(|account| account.code == code) {
        *clearing.entry(account.currency).or_default() += i128::from(account.balance);
    }
    let held: BTreeMap<Currency, i128> = totals.held().into_iter().map(|(currency, sum)| (currency, i128::from(sum))).collect();
    clearing.retain(|_, sum| *sum != 0);
    if clearing == held {
        return Ok(Vec::new());
    }
    let statements = gateway.list_since(OffsetDateTime::UNIX_EPOCH).await?;
    let disputes = gateway.disputes_since(OffsetDateTime::UNIX_EPOCH).await?;
    let moves = gateway.moved_since(OffsetDateTime::UNIX_EPOCH).await?.unwrap_or_default();
    Ok(differences(at, books, &Told { statements: &statements, disputes: &disputes, moves: &moves }, clearing, now))
}

/// Everything that a gateway says of itself.
struct Told<'a> {
    statements: &'a [Statement],
    disputes: &'a [GatewayDispute],
    moves: &'a [BalanceMove],
}

/// Names what makes the sums differ.
fn differences(
    at: GatewayAccount<'_>,
    books: &Books,
    &Told { statements, disputes, moves }: &Told<'_>,
    mut clearing: BTreeMap<Currency, i128>,
    now: OffsetDateTime,
) -> Vec<BreachView> {
    let own = |gateway: &str, account: &str| gateway == at.gateway && account == at.account;
    let mut booked: BTreeSet<&str> =
        books.captures.iter().filter(|row| own(&row.gateway, &row.gateway_account)).map(|row| row.capture_key.as_str()).collect();
    let of_kind = |kind: SourceKind| books.txs.iter().filter(move |tx| tx.source_kind == kind.as_str()).map(|tx| tx.source_id.as_str());
    let refunds: BTreeSet<&str> = of_kind(SourceKind::Refund).collect();
    let returned: BTreeSet<&str> = of_kind(SourceKind::RefundFail).collect();
    let mut breaches = Vec::new();
    let mut held: BTreeMap<Currency, i128> = BTreeMap::new();
    for statement in statements {
        for capture in &statement.truth.captures {
            let minor = i128::from(capture.money.minor);
            *held.entry(capture.money.currency).or_default() += minor;
            if !booked.remove(capture.key.0.as_str()) {
                // On its way: the books will have it, so that it explains the difference.
                *clearing.entry(capture.money.currency).or_default() += minor;
                if capture.at < now - IN_FLIGHT {
                    breaches.push(breach(
                        "I5",
                        &statement.order,
                        format!("{} took {} and it is not booked", capture.key.0, capture.money.plain()),
                    ));
                }
            }
        }
        for refund in statement.truth.refunds.iter().filter(|refund| refund.state == RefundState::Succeeded) {
            let minor = i128::from(refund.money.minor);
            *held.entry(refund.money.currency).or_default() -= minor;
            if !refunds.contains([at.name().as_str(), ":", refund.key.as_str()].concat().as_str()) {
                *clearing.entry(refund.money.currency).or_default() -= minor;
                breaches.push(breach(
                    "I5",
                    &statement.order,
                    format!("{} gave {} back and it is not booked", refund.key, refund.money.plain()),
                ));
            }
        }
    }
    for refund in statements.iter().flat_map(|statement| &statement.truth.refunds).filter(|refund| refund.state == RefundState::Failed) {
        let source = [at.name().as_str(), ":", refund.key.as_str()].concat();
        // Booked when it left, and not yet when it came back.
        if refunds.contains(source.as_str()) && !returned.contains(source.as_str()) {
            *clearing.entry(refund.money.currency).or_default() += i128::from(refund.money.minor);
            breaches.push(breach("I5", &refund.key, format!("{} came back and it is not booked", refund.money.plain())));
        }
    }
    // What payers' banks took back, and what that cost.
    let taken: BTreeSet<&str> = of_kind(SourceKind::Dispute).collect();
    for dispute in disputes.iter().filter(|dispute| dispute.taken.minor > 0 && dispute.stage != DisputeStage::Won) {
        let minor = i128::from(dispute.taken.minor) + i128::from(dispute.fee.minor);
        *held.entry(dispute.money.currency).or_default() -= minor;
        let source = [at.name().as_str(), ":", dispute.key.as_str(), ":"].concat();
        if !taken.iter().any(|known| known.starts_with(&source)) {
            *clearing.entry(dispute.money.currency).or_default() -= minor;
            breaches.push(breach("I5", &dispute.key, format!("{} was taken back and it is not booked", dispute.taken.plain())));
        }
    }
    left(at, books, moves, (&mut held, &mut clearing), &mut breaches);
    breaches.extend(booked.into_iter().map(|key| breach("I5", key, "is booked and the gateway does not know it")));
    let currencies: BTreeSet<Currency> = held.keys().chain(clearing.keys()).copied().collect();
    for currency in currencies {
        let (there, here) = (held.get(&currency).copied().unwrap_or(0), clearing.get(&currency).copied().unwrap_or(0));
        if there != here {
            breaches.push(breach(
                "I6",
                at.name(),
                format!("the gateway holds {there}, the books say {here}, in minor units of {currency}"),
            ));
        }
    }
    breaches
}

/// The same for what was kept and what was paid out. It is booked every hour, so that none of it is late by itself.
fn left(
    at: GatewayAccount<'_>,
    books: &Books,
    moves: &[BalanceMove],
    (held, clearing): (&mut BTreeMap<Currency, i128>, &mut BTreeMap<Currency, i128>),
    breaches: &mut Vec<BreachView>,
) {
    let source = |key: &str| [at.name().as_str(), ":", key].concat();
    let of_kind = |kind: SourceKind| -> BTreeSet<&str> {
        books.txs.iter().filter(|tx| tx.source_kind == kind.as_str()).map(|tx| tx.source_id.as_str()).collect()
    };
    let (fees, payouts, returned) = (of_kind(SourceKind::Fee), of_kind(SourceKind::Payout), of_kind(SourceKind::PayoutFail));
    // A payout told twice is one.
    let mut seen = BTreeSet::new();
    for told in moves {
        let (key, money, is_booked, stands) = match told {
            BalanceMove::Fee(fee) => (&fee.key, fee.money, fees.contains(source(&fee.key).as_str()), true),
            BalanceMove::Payout(payout) => {
                let key = source(&payout.key);
                let is_booked = payouts.contains(key.as_str()) && !returned.contains(key.as_str());
                (&payout.key, payout.money, is_booked, !payout.stage.came_back())
            }
        };
        if !seen.insert(key.as_str()) {
            continue;
        }
        let minor = i128::from(money.minor);
        if stands {
            *held.entry(money.currency).or_default() -= minor;
        }
        match (stands, is_booked) {
            (true, false) => *clearing.entry(money.currency).or_default() -= minor,
            (false, true) => {
                *clearing.entry(money.currency).or_default() += minor;
                breaches.push(breach("I5", key, format!("{} came back and it is not booked", money.plain())));
            }
            (true, true) | (false, false) => {}
        }
    }
}
