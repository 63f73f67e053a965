//! A dialog that is a section of the page where scripts do not run.

use crate::browser;
use crate::button::ButtonVariant;
use crate::icon::{Icon, IconName};
use crate::text::use_ui_texts;
use leptos::html;
use leptos::prelude::*;

/// A link that opens a dialog, and the dialog. Without scripts the link leads to it and it shows as a section.
#[component]
pub fn Dialog(
    /// Id of the dialog, unique on the page.
    #[prop(into)]
    id: String,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Text of the link that opens it.
    #[prop(into)]
    open_text: String,
    /// Weight of that link.
    #[prop(default = ButtonVariant::Secondary)]
    variant: ButtonVariant,
    /// Open from the start: a form in it was refused.
    #[prop(optional)]
    open: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let close = use_ui_texts().close.clone();
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <a class=format!("pf-v6-c-button {}", variant.as_str()) href=format!("#{id}") on:click=move |event| {
            if browser::open_dialog(node) {
                event.prevent_default();
            }
        }>
            <span class="pf-v6-c-button__text">{open_text}</span>
        </a>
        <dialog class="ui-dialog" id=id aria-labelledby=labelled_by open=open node_ref=node>
            <div class="ui-dialog-head">
                <h2 class="ui-h2" id=title_id>{title}</h2>
                <a class="pf-v6-c-button pf-m-plain" href="#" aria-label=close on:click=move |event| {
                    if browser::close_dialog(node) {
                        event.prevent_default();
                    }
                }>
                    <span class="pf-v6-c-button__icon"><Icon name=IconName::Close/></span>
                </a>
            </div>
            <div class="ui-dialog-body">{children()}</div>
        </dialog>
    }
}
