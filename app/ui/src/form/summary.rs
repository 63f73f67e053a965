//! The list of everything that is wrong, above a form.

use super::{FormContext, FormErrors};
use crate::browser;
use crate::icon::{Icon, IconName};
use crate::text::use_ui_texts;
use leptos::html;
use leptos::prelude::*;

/// Error summary of a form: spoken at once, takes the focus, each line leads to its field. `node_ref` is set so that
/// the form can move the focus here.
pub(super) fn error_summary(form: FormContext, node_ref: NodeRef<html::Div>) -> impl IntoView {
    let texts = use_ui_texts();
    let errors = form.errors;
    // A page drawn again without scripts has nobody else to move the focus.
    let autofocus = form.replayed;
    move || {
        errors.with(|errors| {
            (!errors.is_empty()).then(|| {
                view! {
                    <div class="pf-v6-c-alert pf-m-danger pf-m-inline ui-error-summary" role="alert" tabindex="-1"
                        autofocus=autofocus node_ref=node_ref>
                        <div class="pf-v6-c-alert__icon"><Icon name=IconName::Danger/></div>
                        <h2 class="pf-v6-c-alert__title">{texts.error_heading.clone()}</h2>
                        <div class="pf-v6-c-alert__description">{lines(&form, errors)}</div>
                    </div>
                }
            })
        })
    }
}

fn lines(form: &FormContext, errors: &FormErrors) -> impl IntoView + use<> {
    let general = errors.general.clone().map(|text| view! { <p>{text}</p> });
    let fields: Vec<_> = errors.fields.iter().map(|error| (form.field_id(&error.field), error.message.clone())).collect();
    let list = (!fields.is_empty()).then(|| {
        view! {
            <ul>
                {fields.into_iter().map(|(id, message)| {
                    let href = format!("#{id}");
                    view! {
                        <li><a href=href on:click=move |event| {
                            if browser::focus_id(&id) {
                                event.prevent_default();
                            }
                        }>{message}</a></li>
                    }
                }).collect_view()}
            </ul>
        }
    });
    view! { {general} {list} }
}
