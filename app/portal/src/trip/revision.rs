//! A new price: old and new side by side, and the client's answer. Then what became of it.

#![expect(missing_docs, reason = "the fields of a server function are its arguments, which its own documentation explains")]

use crate::trip::{Schedule, trip_href, trip_param};
use account::{PageTitle, PhoneLink, locale, show};
use desk::{AppError, OwnRevision, PayerChange, Side};
use domain::ids::{RevisionId, TripId};
use domain::revisions::{AnswerDraft, RevisionCause, RevisionStand};
use domain::trips::TripState;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use locales::portal::revision as texts;
use locales::{Locale, format, revisions as shared};
use time::Date;
use ui::{
    Actions, BackLink, Band, Button, ButtonVariant, Card, Checkbox, Columns, Fact, Facts, Form, Hidden, HiddenField, LinkButton, Muted,
    PageHead, Stack, Tiles, Tone,
};

/// The last rise of the price of one's own trip.
///
/// **Permissions**: the client who contracts. **Errors**: `NotFound`, `SignInNeeded`.
#[server(name = FindOwnRevision, prefix = "/api", endpoint = "find_own_revision", input = GetUrl)]
pub async fn find_own_revision(trip: TripId) -> Result<OwnRevision, AppError> {
    let caller = expect_context::<desk::Caller>();
    expect_context::<desk::Desks>().revisions.find_own_revision(&caller, trip).await
}

/// Accepts or declines a new price, and shows what follows.
///
/// **Permissions**: the client who contracts. **Errors**: fields `answer`, `sure`; `RevisionOver`, `RevisionLapsed`, `RevisionStale`, `NotFound`,
/// `SignInNeeded`.
#[server(name = AnswerRevision, prefix = "/api", endpoint = "answer_revision")]
pub async fn answer_revision(revision: RevisionId, #[server(default)] draft: AnswerDraft) -> Result<(), AppError> {
    let caller = expect_context::<desk::Caller>();
    let trip = expect_context::<desk::Desks>().revisions.answer_revision(&caller, revision, draft).await?;
    expect_context::<desk::ReplyHandle>().0.redirect(&format!("/trips/{trip}/revision"));
    Ok(())
}

/// On the trip's page: there is something to answer until `answer_by`.
pub(crate) fn band(trip: TripId, answer_by: Option<Date>) -> Option<AnyView> {
    let (l, href) = (locale(), revision_href(trip));
    let button = move || view! { <LinkButton href=href large=true>{texts::band_button(l)}</LinkButton> };
    let text = texts::band_text(l, format::date(l, answer_by?));
    Some(view! { <Band title=texts::band_title(l) tone=Tone::Todo action=button><p>{text}</p></Band> }.into_any())
}

fn revision_href(trip: TripId) -> String {
    trip_href(trip) + "/revision"
}

/// The page at `/trips/:trip/revision`.
#[component]
pub fn TripRevision() -> impl IntoView {
    let trip = trip_param();
    let found = Resource::new(
        move || trip.get(),
        |trip| async move {
            match trip {
                Ok(trip) => find_own_revision(trip).await,
                Err(error) => Err(error),
            }
        },
    );
    show(Side::Portal, found, draw)
}

pub(crate) fn draw(revision: OwnRevision) -> AnyView {
    let l = locale();
    let title = texts::title(l, revision.stand, revision.cause);
    let (trip, name, seller) = (revision.trip, revision.trip_title.clone(), revision.seller.clone());
    let body = match revision.stand {
        RevisionStand::Open => open(l, revision),
        _ => over(l, &revision),
    };
    let aside = move || {
        let (seller, phone) = (seller.name, seller.phone);
        let question = locales::portal::trip::payment_question(l);
        view! { <Card title=question><p>{locales::portal::trip::payment_call(l, seller)}" "<PhoneLink phone=phone/></p></Card> }
    };
    view! {
        <PageTitle parts=vec![title.to_owned(), name.clone()]/>
        <Stack>
            <BackLink href=trip_href(trip) text=texts::back(l)/>
            <PageHead title=title subtitle=name/>
            <Columns aside=aside><Stack>{body}</Stack></Columns>
        </Stack>
    }
    .into_any()
}

/// What it is about: prices, difference, why.
fn facts(l: Locale, revision: &OwnRevision) -> Vec<Fact> {
    let price = revision.price;
    let mut facts = vec![
        Fact::new(shared::old_price(l), format::money(l, price.old)),
        Fact::new(shared::new_price(l), format::money(l, price.new)).strong(),
        Fact::new(shared::difference_term(l), shared::difference(l, price.old, price.new, price.bp)),
        Fact::new(shared::why(l), shared::cause(l, revision.cause)),
        Fact::new(shared::calculation(l), revision.reason.clone()),
    ];
    if revision.stand == RevisionStand::Open {
        facts.push(Fact::new(shared::answer_by(l), format::date(l, revision.answer_by)).strong());
    }
    facts
}

fn open(l: Locale, revision: OwnRevision) -> AnyView {
    let items = facts(l, &revision);
    let sides = revision.change.clone().map(|change| sides(l, change));
    view! {
        <Card>
            <Stack>
                <Facts items=items/>
                <Muted>{shared::measured(l)}</Muted>
            </Stack>
        </Card>
        <p>{texts::only_open(l)}</p>
        {sides}
        {answers(l, revision)}
    }
    .into_any()
}

/// The reader's instalments, old and new.
fn sides(l: Locale, change: PayerChange) -> AnyView {
    let PayerChange { share: (old, new), before, after, .. } = change;
    let side = |price: Option<domain::money::Money>| price.map(|price| format::money(l, price)).unwrap_or_default();
    let (today, then) = (texts::side_before(l, side(old)), texts::side_after(l, side(new)));
    view! {
        <Tiles>
            <Card title=today><Schedule instalments=before state=TripState::Confirmed/></Card>
            <Card title=then><Schedule instalments=after state=TripState::Confirmed/></Card>
        </Tiles>
    }
    .into_any()
}

fn answers(l: Locale, revision: OwnRevision) -> AnyView {
    let (id, wish) = (revision.id.to_string(), revision.cause == RevisionCause::Wish);
    let paid = revision.received.minor > 0;
    let means = revision.refund_by.map(|by| {
        if paid {
            texts::decline_text(l, format::money(l, revision.received), format::date(l, by))
        } else {
            texts::decline_unpaid(l).to_owned()
        }
    });
    let decline = if wish { texts::keep(l) } else { texts::decline(l) };
    let (yes, no) = (id.clone(), id);
    view! {
        <Card title=texts::answer(l)>
            <Stack>
                <Form<AnswerRevision> key="accept">
                    <Hidden name="revision" value=yes/>
                    <HiddenField name="answer" value="accept"/>
                    <Actions><Button large=true>{texts::accept(l, format::money(l, revision.price.new))}</Button></Actions>
                </Form<AnswerRevision>>
                {means.map(|means| view! { <p>{means}</p> })}
                <Form<AnswerRevision> key="decline">
                    <Hidden name="revision" value=no/>
                    <HiddenField name="answer" value="decline"/>
                    {(!wish).then(|| view! { <Checkbox name="sure" label=texts::sure(l) value="yes"/> })}
                    <Actions><Button variant=ButtonVariant::Secondary>{decline}</Button></Actions>
                </Form<AnswerRevision>>
                <Muted>{texts::silence(l)}</Muted>
            </Stack>
        </Card>
    }
    .into_any()
}

/// What became of it.
fn over(l: Locale, revision: &OwnRevision) -> AnyView {
    let text = match (revision.stand, revision.refund_by) {
        (RevisionStand::Declined, Some(by)) if revision.received.minor > 0 => {
            texts::declined_back(l, format::money(l, revision.received), format::date(l, by))
        }
        (RevisionStand::Declined, Some(_)) => texts::declined_unpaid(l).to_owned(),
        (stand, _) => texts::text(l, stand).to_owned(),
    };
    let (items, href) = (facts(l, revision), trip_href(revision.trip) + "/payments");
    view! {
        <p><strong>{text}</strong></p>
        <Card>
            <Stack>
                <Facts items=items/>
                <Actions><LinkButton href=href variant=ButtonVariant::Secondary>{texts::see_payments(l)}</LinkButton></Actions>
            </Stack>
        </Card>
    }
    .into_any()
}
