//! One client: facts, trips, and whether they can open their space.

use super::calls::{InviteClient, find_client};
use super::{client_in_address, client_path};
use crate::dashboard::trip_row;
use crate::pieces::Done;
use account::{PageTitle, show, use_viewer};
use desk::{ClientView, Side, TripRow};
use domain::people::Client;
use domain::policy::{Action, Actor, may};
use leptos::prelude::*;
use locales::{Locale, format, office as t, words};
use ui::ButtonVariant::Secondary;
use ui::{
    Alert, Button, Card, Columns, Crumb, Fact, Facts, Form, Hidden, IconName, Label, LabelColour, LinkButton, Muted, PageHead, RowList,
    Stack,
};

/// The page at `/office/clients/:client`.
#[component]
pub(crate) fn ClientPage() -> impl IntoView {
    let client = client_in_address();
    let found = Resource::new(move || client.get(), find_client);
    let refetch = Callback::new(move |()| found.refetch());
    show(Side::Office, found, move |view| {
        let viewer = use_viewer();
        let (l, actor) = (viewer.locale, viewer.actor);
        let name = view.client.display_name();
        let edit = [&client_path(view.id), "/edit"].concat();
        let erase = [&client_path(view.id), "/erase"].concat();
        let here = view.erased_at.is_none();
        let actions = move || {
            let edit = (here && may(actor, Action::EditClients))
                .then(|| view! { <LinkButton href=edit variant=Secondary icon=IconName::Edit>{t::edit(l)}</LinkButton> });
            let erase = (here && may(actor, Action::EraseClient))
                .then(|| view! { <LinkButton href=erase variant=Secondary>{t::erase_client(l)}</LinkButton> });
            view! { {edit} {erase} }
        };
        let erased = view.erased_at.map(|at| {
            let text = t::erased_on(l, format::day_of(l, at));
            view! { <Alert title=text/> }
        });
        let aside = {
            let view = view.clone();
            move || account_card(l, actor, &view, refetch)
        };
        view! {
            <PageTitle parts=vec![name.clone(), t::clients(l).to_owned()]/>
            <PageHead title=name subtitle=words::client_kind(l, view.client.kind) crumbs=vec![Crumb::new("/office/clients", t::clients(l))] crumbs_label=t::path_to_page(l)
                actions=actions/>
            <Stack>
                <Done/>
                {erased}
                <Columns aside=aside>
                    {trips_card(l, actor, &view)}
                    <Card title=t::facts(l)><Facts items=facts(l, view.client) columns=true/></Card>
                </Columns>
            </Stack>
        }
        .into_any()
    })
}

fn facts(l: Locale, client: Client) -> Vec<Fact> {
    let contact = [client.given_name.as_str(), &client.family_name].join(" ");
    let mut facts = vec![Fact::new(t::email(l), client.email.clone()), Fact::new(t::language(l), words::language(l, client.language))];
    if !client.company.is_empty() {
        facts.insert(0, Fact::new(t::contact(l), contact.trim()));
    }
    facts.extend(
        client
            .phones
            .into_iter()
            .map(|phone| Fact::new(if phone.label.is_empty() { t::phone(l).to_owned() } else { phone.label }, phone.number)),
    );
    facts.extend(client.addresses.into_iter().map(|address| {
        let town = [address.postcode, address.city].join(" ");
        Fact::new(t::address(l), [address.street, town, address.country].join(", "))
    }));
    facts
}

fn trips_card(l: Locale, actor: Actor, view: &ClientView) -> impl IntoView + use<> {
    let may_create = view.erased_at.is_none() && matches!(actor, Actor::Staff { id, .. } if may(actor, Action::CreateTrip { seller: id }));
    let href = format!("/office/trips/new?client={}", view.id);
    let action =
        move || may_create.then(|| view! { <LinkButton href=href variant=Secondary icon=IconName::Plus>{t::new_trip(l)}</LinkButton> });
    let trips: Vec<TripRow> = view.trips.clone();
    let none = trips.is_empty().then(|| view! { <Muted>{t::no_trip_yet(l)}</Muted> });
    view! {
        <Card title=t::trips(l) action=action>
            {none}
            <RowList>{trips.into_iter().map(|row| trip_row(l, row)).collect_view()}</RowList>
        </Card>
    }
}

/// Whether the client can open their space, and the button that mails the link.
fn account_card(l: Locale, actor: Actor, view: &ClientView, refetch: Callback<()>) -> AnyView {
    let (colour, text, button) = match view.account {
        None => (LabelColour::Grey, t::never_invited(l), t::invite_client(l)),
        Some(false) => (LabelColour::Blue, t::invited(l), t::invite_again(l)),
        Some(true) => (LabelColour::Green, t::space_open(l), t::send_access_link(l)),
    };
    let client = view.id.to_string();
    if view.erased_at.is_some() {
        return ().into_any();
    }
    let form = may(actor, Action::EditClients).then(|| {
        view! {
            <Form<InviteClient> prefix="" compact=true on_success=refetch>
                <Hidden name="client" value=client/>
                <Button variant=Secondary>{button}</Button>
            </Form<InviteClient>>
        }
    });
    view! { <Card title=t::client_space(l)><p><Label colour=colour>{text}</Label></p> {form}</Card> }.into_any()
}
