//! The buttons of a row: up, down, remove; and the one that adds a row.

use super::state::Editor;
use crate::rows::{Intent, List, Step};
use account::locale;
use leptos::prelude::*;
use locales::office as t;
use ui::ButtonVariant::{Link, Secondary};
use ui::{Button, Cluster, IconName};

/// Adds a row to `list`.
#[component]
pub(super) fn AddRow(
    /// The trip being typed.
    editor: Editor,
    /// To which list.
    list: List,
    /// Words of the button.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let add = Callback::new(move |()| editor.run(list, Step::Add));
    let intent = Intent::new(list, Step::Add).to_string();
    view! { <Button variant=Secondary icon=IconName::Plus name="intent" value=intent instead=add>{text}</Button> }
}

/// Moves or removes a row; rows are named for those who only hear the buttons.
#[component]
pub(super) fn RowButtons(
    /// The trip being typed.
    editor: Editor,
    /// Of which list.
    list: List,
    /// Which row, from 0.
    row: usize,
    /// Of how many.
    rows: usize,
) -> impl IntoView {
    let l = locale();
    let named = match list {
        List::Services => t::service_number(l, row + 1),
        List::Travellers => t::traveller_number(l, row + 1),
        List::Days => t::stage(l, row + 1),
        List::Lines | List::Payers => t::of_row(l, "", row + 1),
    }
    .to_lowercase();
    let button = move |step: Step, text: &'static str| {
        let run = Callback::new(move |()| editor.run(list, step));
        let (intent, spoken) = (Intent::new(list, step).to_string(), [text, ", ", &named].concat());
        view! { <Button variant=Link name="intent" value=intent instead=run label=spoken>{text}</Button> }
    };
    view! {
        <Cluster>
            {(row > 0).then(|| button(Step::Up(row), t::move_up(l)))}
            {(row + 1 < rows).then(|| button(Step::Down(row), t::move_down(l)))}
            {button(Step::Remove(row), t::remove(l))}
        </Cluster>
    }
}
