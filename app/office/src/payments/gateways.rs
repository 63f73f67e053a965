//! The gateways: whether money finds its way, and what to do when it does not.

use super::calls::{VerifyRefused, list_gateways};
use crate::pieces::Done;
use account::{PageTitle, locale, show, use_viewer};
use desk::{GatewayView, Side};
use domain::money::Money;
use domain::payments::{HealthSign, PayoutStage};
use domain::policy::{Action, may};
use domain::trips::Entity;
use leptos::prelude::*;
use locales::{Locale, format, office as t, words};
use time::{Date, OffsetDateTime};
use ui::ButtonVariant::Secondary;
use ui::{Button, Card, Fact, Facts, Form, Hidden, Label, LabelColour, LightKind, Muted, PageHead, Stack, StatusLight};

/// The page at `/office/gateways`.
#[component]
pub(crate) fn GatewayPage() -> impl IntoView {
    let l = locale();
    let found = Resource::new(|| (), |()| list_gateways());
    view! {
        <PageTitle parts=vec![t::gateways(l).to_owned()]/>
        {show(Side::Office, found, |gateways| whole(gateways).into_any())}
    }
}

pub(super) fn whole(gateways: Vec<GatewayView>) -> impl IntoView {
    let l = locale();
    let none = gateways.is_empty().then(|| view! { <Card><Muted>{t::no_gateways(l)}</Muted></Card> });
    view! {
        <PageHead title=t::gateways(l) subtitle=t::gateways_subtitle(l)/>
        <Stack>
            <Done/>
            {none}
            {gateways.into_iter().map(card).collect_view()}
        </Stack>
    }
}

fn card(gateway: GatewayView) -> impl IntoView {
    let l = locale();
    let GatewayView { name, account, chosen, facts, clearing, last_payout, signs, last_refusal } = gateway;
    let may_verify = facts.configured && facts.refused > 0 && may(use_viewer().actor, Action::ManageGateways);
    let badge = move || chosen.then(|| view! { <Label colour=LabelColour::Blue>{t::takes_new_payments(l)}</Label> });
    let list = vec![
        Fact::new(t::gateway_account(l), if account.is_empty() { "–".to_owned() } else { account }),
        Fact::new(t::last_notification(l), instant(l, facts.last_notification)),
        Fact::new(t::last_capture(l), instant(l, facts.last_capture)),
        Fact::new(t::clearing_stands(l), stands(l, &clearing)).strong(),
        Fact::new(t::last_payout(l), last_payout.map_or_else(|| t::never(l).to_owned(), |last| payout(l, last))),
        Fact::new(t::live_orders(l), format::count(l, facts.live)),
        Fact::new(t::waiting_notifications(l), format::count(l, facts.waiting)),
        Fact::new(t::refused_notifications(l), format::count(l, facts.refused)),
        Fact::new(t::dead_notifications(l), format::count(l, facts.dead)),
    ];
    let again = may_verify.then(|| {
        let gateway = name.clone();
        view! {
            <Form<VerifyRefused> prefix="" compact=true key=gateway.clone()>
                <Hidden name="gateway" value=gateway/>
                <Button variant=Secondary>{t::verify_again(l)}</Button>
            </Form<VerifyRefused>>
            <p><Muted>{t::verify_again_hint(l)}</Muted></p>
        }
    });
    view! {
        <Card title=name.clone() action=badge>
            <Stack>
                {lights(l, &signs)}
                {last_refusal.map(|why| view! { <p><Muted>{t::last_refusal(l, why)}</Muted></p> })}
                <Facts items=list columns=true/>
                {again}
            </Stack>
        </Card>
    }
}

/// What a gateway holds for us: company by company, and never across currencies.
fn stands(l: Locale, clearing: &[(Entity, Money)]) -> String {
    let words = clearing.iter().map(|(entity, money)| [words::entity(l, *entity), &format::money(l, *money)].join(" "));
    let words: Vec<String> = words.collect();
    if words.is_empty() { "–".to_owned() } else { words.join(" · ") }
}

fn payout(l: Locale, (day, money, stage): (Date, Money, PayoutStage)) -> String {
    t::last_payout_words(l, format::money(l, money), format::date(l, day), t::payout_stage(l, stage))
}

fn lights(l: Locale, signs: &[HealthSign]) -> AnyView {
    if signs.is_empty() {
        return view! { <StatusLight kind=LightKind::Good text=t::gateway_well(l)/> }.into_any();
    }
    signs.iter().map(|sign| view! { <StatusLight kind=light(*sign) text=t::health_sign(l, *sign)/> }).collect_view().into_any()
}

/// Money may be lost from sight, or only a look is due.
const fn light(sign: HealthSign) -> LightKind {
    match sign {
        HealthSign::NotConfigured | HealthSign::Dead | HealthSign::Backlog => LightKind::Bad,
        HealthSign::Silent | HealthSign::Refused => LightKind::Attention,
    }
}

fn instant(l: Locale, at: Option<OffsetDateTime>) -> String {
    at.map_or_else(|| t::never(l).to_owned(), |at| format::instant(l, at))
}
