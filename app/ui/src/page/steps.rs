//! Steps done and to come, and how far something is.

use crate::icon::{Icon, IconName};
use leptos::prelude::*;

/// State of a step; its words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind.
    Done,
    /// Now.
    Current,
    /// To come.
    Pending,
    /// Should be behind.
    Late,
}

/// One step.
pub struct ProgressItem {
    state: StepState,
    title: String,
    words: String,
    detail: Option<String>,
    view: Option<ViewFnOnce>,
}

impl ProgressItem {
    /// A step; `words` say its state.
    #[must_use]
    pub fn new(state: StepState, title: impl Into<String>, words: impl Into<String>) -> Self {
        Self { state, title: title.into(), words: words.into(), detail: None, view: None }
    }

    /// One more line.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Links or a button.
    #[must_use]
    pub fn view(mut self, view: impl Into<ViewFnOnce>) -> Self {
        self.view = Some(view.into());
        self
    }
}

/// Steps from top to bottom.
#[component]
pub fn ProgressSteps(
    /// Name of the list for screen readers.
    #[prop(into)]
    label: String,
    /// The steps.
    items: Vec<ProgressItem>,
) -> impl IntoView {
    view! {
        <ol class="pf-v6-c-progress-stepper pf-m-vertical ui-steps" role="list" aria-label=label>
            {items.into_iter().map(|item| {
                let (class, icon, current) = match item.state {
                    StepState::Done => ("pf-v6-c-progress-stepper__step pf-m-success", Some(IconName::Check), None),
                    StepState::Current => ("pf-v6-c-progress-stepper__step pf-m-current", Some(IconName::ArrowRight), Some("step")),
                    StepState::Pending => ("pf-v6-c-progress-stepper__step pf-m-pending", None, None),
                    StepState::Late => ("pf-v6-c-progress-stepper__step pf-m-danger", Some(IconName::Warning), None),
                };
                view! {
                    <li class=class aria-current=current>
                        <div class="pf-v6-c-progress-stepper__step-connector">
                            <span class="pf-v6-c-progress-stepper__step-icon">{icon.map(|icon| view! { <Icon name=icon/> })}</span>
                        </div>
                        <div class="pf-v6-c-progress-stepper__step-main">
                            <div class="pf-v6-c-progress-stepper__step-title">{item.title}</div>
                            <div class="pf-v6-c-progress-stepper__step-description">
                                <div>{item.words}</div>
                                {item.detail.map(|detail| view! { <div>{detail}</div> })}
                                {item.view.map(|view| view! { <div class="ui-step-view">{view.run()}</div> })}
                            </div>
                        </div>
                    </li>
                }
            }).collect_view()}
        </ol>
    }
}

/// How much of a whole, as a bar and in words.
#[component]
pub fn Meter(
    /// How much.
    value: u64,
    /// The whole.
    max: u64,
    /// The same in words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <div class="ui-meter">
            <p>{text}</p>
            <progress value=value.to_string() max=max.to_string() aria-hidden="true"></progress>
        </div>
    }
}
