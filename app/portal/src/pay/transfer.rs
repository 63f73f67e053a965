//! Paying by bank transfer: what to write in one's own bank. Nothing is paid here, and nothing is shown as paid before it has come.

use super::Picked;
use crate::trip::{trip_href, trip_param};
use account::{PageTitle, locale, show};
use desk::{AppError, Side, TransferView};
use domain::ids::TripId;
use domain::payments::{PayChoice, PayDraft};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use locales::format;
use locales::portal::{pay as texts, transfer as t};
use ui::{Actions, Alert, AlertKind, BackLink, ButtonVariant, Card, Fact, Facts, LinkButton, PageHead, QuestionPage};

/// Account, amount and reference of a transfer. Without a choice in `draft`, for the next instalment.
///
/// **Permissions**: the client who contracts. **Errors**: fields `choice`, `amount`; `NotFound` (also when the company has no account here), `NotPayable`,
/// `NothingDue`, `SignInNeeded`.
#[server(name = FindTransfer, prefix = "/api", endpoint = "find_transfer", input = GetUrl)]
pub async fn find_transfer(trip: TripId, draft: PayDraft) -> Result<TransferView, AppError> {
    let (caller, desks, _) = super::counter();
    desks.payments.find_transfer(&caller, trip, draft).await
}

/// The page at `/trips/:trip/transfer`.
#[component]
pub fn PayTransfer() -> impl IntoView {
    let (trip, picked) = (trip_param(), Picked::here());
    let found = Resource::new(
        move || (trip.get(), chosen(&picked.get())),
        |(trip, draft)| async move {
            match trip {
                Ok(trip) => find_transfer(trip, draft).await,
                Err(error) => Err(error),
            }
        },
    );
    show(Side::Portal, found, move |view| draw(view, &chosen(&picked.get_untracked())))
}

/// The choice in the address; the next instalment when there is none.
fn chosen(picked: &Picked) -> PayDraft {
    let mut draft = picked.draft.clone();
    if draft.choice.is_empty() {
        draft.choice = PayChoice::Next.as_str().to_owned();
    }
    draft
}

pub(crate) fn draw(view: TransferView, draft: &PayDraft) -> AnyView {
    let locale = locale();
    let trip = view.trip.id;
    let picked = Picked { draft: draft.clone(), left: view.all.plain() };
    let change = picked.href(trip, "");
    let mut facts = vec![
        Fact::new(texts::amount(locale), format::money(locale, view.amount)).strong().change(
            change.clone(),
            locales::shared::change(locale),
            texts::amount(locale),
        ),
        Fact::new(t::holder(locale), view.holder.join(", ")),
        Fact::new(t::iban(locale), view.iban),
    ];
    if !view.bic.is_empty() {
        facts.push(Fact::new(t::bic(locale), view.bic));
    }
    facts.push(Fact::new(t::reference(locale), view.reference).strong());
    let slip = view.slip.map(|path| {
        let pay = picked.href(trip, "");
        let href = [path.as_str(), pay.split_once('?').map_or("", |(_, query)| query)].join("?");
        view! {
            <Card title=t::slip_title(locale)>
                <p>{t::slip_text(locale)}</p>
                <Actions><LinkButton href=href variant=ButtonVariant::Secondary download=true>{t::slip(locale)}</LinkButton></Actions>
            </Card>
        }
    });
    let title = t::title(locale);
    let payments = trip_href(trip) + "/payments";
    let summary =
        vec![Fact::new(texts::trip(locale), view.trip.title.clone()), Fact::new(texts::left(locale), format::money(locale, view.all))];
    let aside = move || view! { <Card title=texts::summary(locale)><Facts items=summary/></Card> };
    view! {
        <PageTitle parts=vec![title.to_owned(), view.trip.title.clone()]/>
        <QuestionPage aside=aside>
            <BackLink href=change text=texts::back(locale)/>
            <PageHead title=title/>
            <p>{t::intro(locale)}</p>
            <Card><Facts items=facts/></Card>
            <Alert kind=AlertKind::Info title=t::reference_matters(locale)><p>{t::delay(locale)}</p></Alert>
            {slip}
            <Actions><LinkButton href=payments>{t::done(locale)}</LinkButton></Actions>
        </QuestionPage>
    }
    .into_any()
}
