//! A changed price of a sold trip: what the law thinks of it, said while it is typed; then old and new side by side, and why, before it is saved.

use super::state::Editor;
use crate::trips::calls::{UpdateTrip, preview_revision};
use crate::trips::look::Look;
use crate::trips::payers::comparison;
use account::{locale, today};
use desk::{RevisionPreview, TripView};
use domain::dates;
use domain::ids::TripId;
use domain::money::Money;
use domain::payments::REFUND_DAYS;
use domain::revisions::{Revision, RevisionCause, RevisionDraft, RevisionLaw, revise};
use domain::trips::{Quote, quote_draft};
use leptos::prelude::*;
use locales::{Locale, format, office as t, revisions as texts};
use ui::{Alert, AlertKind, Choice, Fact, Facts, FormSection, Hidden, Muted, RadioGroup, TextArea};

/// What a sold trip was agreed for, and the law that holds for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Agreed {
    price: Money,
    now: Money,
    law: RevisionLaw,
}

impl Agreed {
    /// Of a trip whose client has said yes.
    pub(super) fn of(view: &TripView) -> Option<Self> {
        let law = RevisionLaw::of(view.trip.entity);
        view.agreed.map(|price| Self { price, now: without_insurance(&view.quote), law })
    }
}

fn without_insurance(quote: &Quote) -> Money {
    quote.price.sub(quote.insurance).unwrap_or(quote.price)
}

/// The warning, while there is reason for one.
#[component]
pub(super) fn RevisionNotice(
    /// The trip being typed.
    editor: Editor,
    /// What was agreed.
    agreed: Agreed,
) -> impl IntoView {
    let (l, today) = (locale(), today());
    let Agreed { price, now, law } = agreed;
    let revision = Memo::new(move |_| {
        let new = editor.latest.with(quote_draft).map(|quote| without_insurance(&quote))?;
        let departure = editor.latest.with(|draft| dates::parse(&draft.starts_on).ok());
        Some(revise(law, price, now, new, today, departure))
    });
    move || match revision.get() {
        Some(Revision::Ask) => Some(
            view! { <Alert kind=AlertKind::Warning title=t::rise_ask(l, law.percent)><p>{t::rise_ask_text(l, REFUND_DAYS)}</p></Alert> },
        ),
        Some(Revision::Refuse) => {
            Some(view! { <Alert kind=AlertKind::Warning title=t::rise_refuse(l, law.notice_days)><p>{t::rise_refuse_text(l)}</p></Alert> })
        }
        Some(Revision::Apply | Revision::Free) | None => None,
    }
}

/// What is looked at before a change is saved.
#[derive(Clone, Copy)]
pub(super) struct Changes {
    /// What the change would do.
    pub(super) look: Look<RevisionPreview>,
    /// What was typed about it so far.
    pub(super) said: RwSignal<RevisionDraft>,
}

impl Changes {
    /// Of the form of `action` for `trip`.
    pub(super) fn new(trip: TripId, editor: Editor, action: ServerAction<UpdateTrip>, replayed: Option<&UpdateTrip>) -> Self {
        let said = replayed.map(|post| post.revision.clone()).unwrap_or_default();
        let intent = replayed.map_or("", |post| &post.intent);
        let look = Look::new(action, editor.latest, (intent, &said.seen), move |draft| preview_revision(trip, draft));
        Self { look, said: RwSignal::new(said) }
    }
}

/// Old and new side by side, and the questions about a rise; nothing until somebody saves.
#[component]
pub(super) fn Comparison(
    /// What is looked at.
    changes: Changes,
) -> impl IntoView {
    let l = locale();
    changes.look.effect(move |preview| drawn(l, preview, changes.said.get_untracked()))
}

fn drawn(l: Locale, preview: RevisionPreview, said: RevisionDraft) -> impl IntoView {
    let RevisionPreview { seen, revision, law, price, answer_by, changes } = preview;
    let rises = revision != Revision::Free;
    let facts = vec![
        Fact::new(texts::old_price(l), format::money(l, price.old)),
        Fact::new(texts::new_price(l), format::money(l, price.new)).strong(),
        Fact::new(texts::difference_term(l), texts::difference(l, price.old, price.new, price.bp)),
    ];
    let says = t::revision_says(l, revision, law, &format::date(l, answer_by));
    let kind = match revision {
        Revision::Free | Revision::Apply => AlertKind::Info,
        Revision::Ask | Revision::Refuse => AlertKind::Warning,
    };
    let causes = RevisionCause::ALL.iter().map(|cause| {
        let choice = Choice::new(cause.as_str(), texts::cause(l, *cause));
        if *cause == RevisionCause::Wish { choice.hint(t::revision_wish_hint(l)) } else { choice }
    });
    let causes: Vec<Choice> = causes.collect();
    view! {
        <FormSection id="change" title=t::change_title(l)>
            <Hidden name="revision[seen]" value=seen/>
            <Alert kind=kind title=says/>
            <Facts items=facts sums=true/>
            {rises.then(|| view! { <Muted>{texts::measured(l)}</Muted> })}
            {comparison(l, changes)}
            {rises.then(|| view! {
                <RadioGroup name="revision[cause]" label=t::revision_cause(l) choices=causes value=said.cause beside_draft=true/>
                <TextArea name="revision[reason]" label=t::revision_reason(l) hint=t::revision_reason_hint(l) value=said.reason beside_draft=true/>
            })}
        </FormSection>
    }
}
