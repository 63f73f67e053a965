//! One member of staff: invited, changed, disabled and enabled by administrators; read by everybody else.

use super::calls::{InviteStaff, RenewInvitation, SetStaffState, UpdateStaff, find_staff};
use crate::pieces::{Done, SaveOrCancel, StaffStateLabel, Version, VersionField, destination_words};
use account::{PageTitle, Refused, locale, show, use_viewer};
use desk::{AppError, Side, StaffView};
use domain::error::ErrorCode;
use domain::ids::StaffId;
use domain::locale::Locale;
use domain::people::{Staff, StaffDraft, StaffRole, StaffState};
use domain::policy::{Action, may};
use domain::trips::Destination;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locales::{office as t, shared, words};
use ui::ButtonVariant::{Danger, Secondary};
use ui::{
    Actions, Button, Card, Checkbox, Choice, Cluster, Crumb, ErrorFor, Fact, Facts, FieldRow, Fieldset, Form, Hidden, PageHead, Select,
    Stack, TextField, TextKind, replayed_draft,
};

/// The page at `/office/staff/new`.
#[component]
pub(crate) fn NewStaff() -> impl IntoView {
    let viewer = use_viewer();
    let l = viewer.locale;
    if !may(viewer.actor, Action::ManageStaff) {
        return view! { <Refused side=Side::Office error=AppError::from(ErrorCode::NotFound)/> }.into_any();
    }
    let draft = StaffDraft { role: StaffRole::default().to_string(), language: l.to_string(), ..StaffDraft::default() };
    view! {
        <PageTitle parts=vec![t::new_staff(l).to_owned()]/>
        <PageHead title=t::new_staff(l) subtitle=t::new_staff_hint(l) crumbs=vec![Crumb::new("/office/staff", t::staff(l))] crumbs_label=t::path_to_page(l)/>
        <Form<InviteStaff>>
            {fields(l, draft)}
            <SaveOrCancel save=t::send_invitation(l) cancel_href="/office/staff"/>
        </Form<InviteStaff>>
    }
    .into_any()
}

/// The page at `/office/staff/:staff`.
#[component]
pub(crate) fn StaffPage() -> impl IntoView {
    let params = use_params_map();
    let found = Resource::new(move || params.read().get("staff").and_then(|id| id.parse::<StaffId>().ok()), find_staff);
    show(Side::Office, found, move |view| {
        let viewer = use_viewer();
        let l = viewer.locale;
        let (name, role) = (view.staff.display_name(), words::staff_role(l, view.staff.role));
        let body = if may(viewer.actor, Action::ManageStaff) {
            let refetch = Callback::new(move |()| found.refetch());
            view! { {state_forms(&view, refetch)} {edit_form(&view, refetch)} }.into_any()
        } else {
            view! { <Card title=t::facts(l)><Facts items=facts(l, view.staff) columns=true/></Card> }.into_any()
        };
        view! {
            <PageTitle parts=vec![name.clone(), t::staff(l).to_owned()]/>
            <PageHead title=name subtitle=role crumbs=vec![Crumb::new("/office/staff", t::staff(l))] crumbs_label=t::path_to_page(l)/>
            <Stack><Done/> {body}</Stack>
        }
        .into_any()
    })
}

fn facts(l: Locale, staff: Staff) -> Vec<Fact> {
    vec![
        Fact::new(t::email(l), staff.email),
        Fact::new(t::phone(l), staff.phone),
        Fact::new(t::role(l), words::staff_role(l, staff.role)),
        Fact::new(t::destinations(l), destination_words(l, &staff.destinations)),
    ]
}

/// Disable, enable, invite again: what the state allows.
fn state_forms(view: &StaffView, refetch: Callback<()>) -> impl IntoView + use<> {
    let l = locale();
    let (id, state) = (view.id.to_string(), view.state);
    let renew = {
        let id = id.clone();
        (view.state == StaffState::Invited).then(|| {
            view! {
                <Form<RenewInvitation> prefix="" compact=true on_success=refetch>
                    <Hidden name="staff" value=id/>
                    <Button variant=Secondary>{t::renew_invitation(l)}</Button>
                </Form<RenewInvitation>>
            }
        })
    };
    let (wanted, text, variant) = match view.state {
        StaffState::Disabled => (StaffState::Active, t::enable(l), Secondary),
        StaffState::Invited | StaffState::Active => (StaffState::Disabled, t::disable(l), Danger),
    };
    view! {
        <Card title=t::access(l)>
            <Cluster>
                <StaffStateLabel state=state/>
                {renew}
                <Form<SetStaffState> prefix="" compact=true on_success=refetch>
                    <Hidden name="staff" value=id/>
                    <Hidden name="state" value=wanted.as_str()/>
                    <Button variant=variant>{text}</Button>
                </Form<SetStaffState>>
            </Cluster>
        </Card>
    }
}

pub(super) fn edit_form(view: &StaffView, refetch: Callback<()>) -> impl IntoView + use<> {
    let l = locale();
    let action = ServerAction::<UpdateStaff>::new();
    let seen = replayed_draft::<UpdateStaff>().map_or(view.version, |post| post.version);
    let version = Version::new(action, seen);
    let (id, here) = (view.id.to_string(), format!("/office/staff/{}", view.id));
    let draft = StaffDraft::from(&view.staff);
    view! {
        <Card title=t::facts(l)>
            <Form<UpdateStaff> action=action on_success=refetch>
                <Hidden name="staff" value=id/>
                <VersionField version=version href=here/>
                {fields(l, draft)}
                <Actions><Button>{shared::save(l)}</Button></Actions>
            </Form<UpdateStaff>>
        </Card>
    }
}

fn fields(l: Locale, draft: StaffDraft) -> impl IntoView {
    let roles = StaffRole::ALL.iter().map(|word| Choice::new(word.as_str(), words::staff_role(l, *word))).collect();
    let languages = Locale::ALL.iter().map(|word| Choice::new(word.as_str(), words::language(l, *word))).collect();
    let boxes = Destination::ALL.iter().enumerate().map(|(place, word)| {
        let checked = draft.destinations.iter().any(|chosen| chosen == word.as_str());
        view! { <Checkbox name=format!("destinations[{place}]") label=words::destination(l, *word) value=word.as_str() checked=checked/> }
    }).collect_view();
    view! {
        <FieldRow>
            <TextField name="given_name" label=t::given_name(l) value=draft.given_name/>
            <TextField name="family_name" label=t::family_name(l) value=draft.family_name/>
        </FieldRow>
        <FieldRow>
            <TextField name="email" label=t::email(l) value=draft.email kind=TextKind::Email autocomplete="off"/>
            <TextField name="phone" label=t::phone(l) value=draft.phone kind=TextKind::Tel autocomplete="off" optional=true/>
        </FieldRow>
        <FieldRow>
            <Select name="role" label=t::role(l) choices=roles value=draft.role/>
            <Select name="language" label=t::language(l) choices=languages value=draft.language/>
        </FieldRow>
        <Fieldset legend=t::destinations(l) hint=t::staff_destinations_hint(l)>
            <ErrorFor name="destinations"/>
            <Cluster>{boxes}</Cluster>
        </Fieldset>
    }
}
