//! Each payer: what they owe and have paid, their schedule, and the links they pay by.

use super::calls::{MakePayLink, RevokePayLink, SendPayLink};
use crate::pieces::{MailLink, trip_path};
use crate::trips::money::schedule_steps;
use account::locale;
use desk::{PayLinkState, PayerView, PayersView};
use domain::dates;
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::ButtonVariant::{Link, Secondary};
use ui::{Actions, Button, Card, Fact, Facts, Form, Hidden, IconName, Muted, Stack, TextLink};

/// One card a payer.
pub(super) fn cards(view: &PayersView) -> impl IntoView + use<> {
    let l = locale();
    view.payers.iter().map(|payer| card(l, view, payer)).collect_view()
}

fn card(l: Locale, view: &PayersView, payer: &PayerView) -> impl IntoView + use<> {
    let mut facts = vec![
        Fact::new(t::share(l), format::money(l, payer.share)).strong(),
        Fact::new(t::received(l), format::money(l, payer.received)),
        Fact::new(t::remaining(l), format::money(l, payer.remaining)),
    ];
    if !payer.credit.is_zero() {
        facts.push(Fact::new(t::credit(l), format::money(l, payer.credit)));
    }
    let schedule = format!("{}/schedule?payer={}", trip_path(view.trip), payer.id);
    let editable = view.editable;
    let action = move || editable.then(|| view! { <TextLink href=schedule>{t::edit_schedule(l)}</TextLink> });
    let email = payer.email.clone();
    let links = (view.editable && view.payable && !payer.remaining.is_zero()).then(|| ways(l, payer));
    let open = open_links(l, view, payer);
    let (name, steps) = (payer.name.clone(), schedule_steps(l, payer.instalments.clone()));
    view! {
        <Card title=name action=action>
            <Stack>
                <MailLink email=email/>
                <Facts items=facts sums=true/>
                {steps}
                {links}
                {open}
            </Stack>
        </Card>
    }
}

/// The buttons that make a link.
fn ways(l: Locale, payer: &PayerView) -> impl IntoView + use<> {
    let (id, other) = (payer.id.to_string(), payer.id.to_string());
    let (send, make) = (id.clone(), other.clone());
    let mail = (!payer.email.is_empty()).then(|| {
        view! {
            <Form<SendPayLink> prefix="" compact=true key=send>
                <Hidden name="payer" value=id/>
                <Button variant=Secondary icon=IconName::Mail>{t::send_link(l)}</Button>
            </Form<SendPayLink>>
        }
    });
    view! {
        <Actions>
            {mail}
            <Form<MakePayLink> prefix="" compact=true key=make>
                <Hidden name="payer" value=other/>
                <Button variant=Secondary>{t::make_link(l)}</Button>
            </Form<MakePayLink>>
        </Actions>
    }
}

fn open_links(l: Locale, view: &PayersView, payer: &PayerView) -> impl IntoView + use<> {
    let editable = view.editable;
    let day = |at| format::short_date(dates::central_european(at).date());
    let rows: Vec<_> = payer
        .links
        .iter()
        .filter(|link| link.state == PayLinkState::Open)
        .map(|link| {
            let (id, key) = (link.id.to_string(), link.id.to_string());
            let text = t::link_since(l, day(link.created_at), day(link.expires_at));
            let revoke = editable.then(|| {
                view! {
                    <Form<RevokePayLink> prefix="" compact=true key=key>
                        <Hidden name="link" value=id/>
                        <Button variant=Link>{t::revoke_link(l)}</Button>
                    </Form<RevokePayLink>>
                }
            });
            view! { <Actions><Muted>{text}</Muted> {revoke}</Actions> }
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <h3>{t::open_links(l)}</h3> {rows} })
}
