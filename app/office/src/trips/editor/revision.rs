//! A changed price of a sold trip: what the law thinks of it, said while it is typed; then old and new side by side, and why, before it is saved.

use super::state::Editor;
use crate::pieces::afresh;
use crate::trips::calls::{UpdateTrip, preview_revision};
use crate::trips::payers::comparison;
use account::{locale, today};
use desk::{AppError, RevisionPreview, TripView};
use domain::dates;
use domain::ids::TripId;
use domain::money::Money;
use domain::payments::REFUND_DAYS;
use domain::revisions::{Revision, RevisionCause, RevisionDraft, RevisionLaw, revise};
use domain::trips::{Quote, TripDraft, quote_draft};
use leptos::prelude::*;
use locales::{Locale, format, office as t, revisions as texts, shared};
use ui::{Alert, AlertKind, Choice, Fact, Facts, FormSection, Hidden, Muted, RadioGroup, TextArea, focus_id_soon, replayed_error};

/// Where the comparison stands on the page: it is what somebody who saved wants to see next.
const PLACE: &str = "comparison";

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
pub(super) struct Look {
    /// The change to look at; `None` until somebody saves.
    change: Memo<Option<TripDraft>>,
    /// What was typed about it so far.
    pub(super) said: RwSignal<RevisionDraft>,
    found: Resource<Result<Option<RevisionPreview>, AppError>>,
}

impl Look {
    /// Of the form of `action` for `trip`. Without scripts the page was drawn again around what was posted, `said` among it.
    pub(super) fn new(trip: TripId, editor: Editor, action: ServerAction<UpdateTrip>, replayed: Option<&UpdateTrip>) -> Self {
        let said = RwSignal::new(replayed.map(|post| post.revision.clone()).unwrap_or_default());
        let asked = replayed.is_some_and(|post| {
            let error = replayed_error::<UpdateTrip>();
            post.intent.is_empty()
                && (error == Some(AppError::Redraw) || (!post.revision.seen.is_empty() && is_about_fields(error.as_ref())))
        });
        let first = asked.then(|| editor.latest.get_untracked());
        let value = action.value();
        let change = Memo::new(move |before: Option<&Option<TripDraft>>| match value.get() {
            Some(Err(AppError::Redraw)) => Some(editor.latest.get_untracked()),
            // The comparison stays in view while its explanation is corrected.
            Some(Err(error)) if is_about_fields(Some(&error)) => before.cloned().flatten(),
            Some(_) => None,
            None => first.clone(),
        });
        let found = Resource::new(
            move || change.get(),
            move |draft| async move {
                match draft {
                    Some(draft) => preview_revision(trip, draft).await.map(Some),
                    None => Ok(None),
                }
            },
        );
        Self { change, said, found }
    }

    /// What the button that saves says.
    pub(super) fn button(self, l: Locale) -> &'static str {
        if self.change.with(Option::is_some) { t::revision_confirm(l) } else { shared::save(l) }
    }
}

fn is_about_fields(error: Option<&AppError>) -> bool {
    matches!(error, Some(AppError::Fields(_)))
}

/// Old and new side by side, and the questions about a rise; nothing until somebody saves.
#[component]
pub(super) fn Comparison(
    /// What is looked at.
    look: Look,
) -> impl IntoView {
    let l = locale();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let preview = look.found.await.ok().flatten();
                preview.map(|preview| afresh(move || drawn(l, preview.clone(), look.said.get_untracked())))
            })}
        </Transition>
    }
}

fn drawn(l: Locale, preview: RevisionPreview, said: RevisionDraft) -> impl IntoView {
    Effect::new(|_| focus_id_soon(PLACE.to_owned()));
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
        <div id=PLACE tabindex="-1">
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
        </div>
    }
}
