//! The table itself.

use crate::form::use_field;
use crate::icon::{Icon, IconName};
use leptos::prelude::*;

/// How a column is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortState {
    /// Not by this column.
    #[default]
    None,
    /// From small to large.
    Ascending,
    /// From large to small.
    Descending,
}

impl SortState {
    /// Value of `aria-sort`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    text: String,
    sort: Option<(String, SortState)>,
    number: bool,
    spoken: bool,
    narrow: bool,
}

impl Column {
    /// A column with its heading.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Numbers: set to the right.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }

    /// Can be sorted: the address that does it, and how it is sorted now.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, state: SortState) -> Self {
        self.sort = Some((href.into(), state));
        self
    }

    /// The heading is only spoken: boxes to tick, buttons.
    #[must_use]
    pub fn spoken_only(mut self) -> Self {
        self.spoken = true;
        self
    }

    /// As narrow as what is in it.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }
}

fn header(column: Column) -> AnyView {
    let mut class = "pf-v6-c-table__th ui-th".to_owned();
    for (wanted, name) in [(column.number, " ui-number"), (column.narrow, " pf-m-fit-content")] {
        if wanted {
            class.push_str(name);
        }
    }
    match column.sort {
        None if column.spoken => view! { <td class=class><span class="pf-v6-screen-reader">{column.text}</span></td> }.into_any(),
        None => view! { <th class=class scope="col">{column.text}</th> }.into_any(),
        Some((href, state)) => {
            class.push_str(" pf-v6-c-table__sort");
            let icon = match state {
                SortState::None => IconName::Sort,
                SortState::Ascending => IconName::SortAscending,
                SortState::Descending => IconName::SortDescending,
            };
            if state != SortState::None {
                class.push_str(" pf-m-selected");
            }
            view! {
                <th class=class scope="col" aria-sort=state.as_str()>
                    <a class="pf-v6-c-table__button" href=href>
                        <span class="pf-v6-c-table__button-content">
                            <span class="pf-v6-c-table__text">{column.text}</span>
                            <span class="pf-v6-c-table__sort-indicator"><Icon name=icon/></span>
                        </span>
                    </a>
                </th>
            }
            .into_any()
        }
    }
}

/// A table whose rows become cards on small screens.
#[component]
pub fn DataTable(
    /// What the table lists; spoken only.
    #[prop(into)]
    caption: String,
    /// The columns, in the order of the cells.
    columns: Vec<Column>,
    /// Little room around cells: beside other things, or in a narrow column.
    #[prop(optional)]
    compact: bool,
    /// The cells hold fields: as dense as can be typed in.
    #[prop(optional)]
    fields: bool,
    /// `Row`s.
    children: Children,
) -> impl IntoView {
    let class = match (compact, fields) {
        (_, true) => "pf-v6-c-table pf-m-grid-md pf-m-compact ui-table ui-table-fields",
        (true, false) => "pf-v6-c-table pf-m-grid-md pf-m-compact ui-table",
        (false, false) => "pf-v6-c-table pf-m-grid-md ui-table",
    };
    // What scrolls must be reachable by keyboard; fields are by themselves.
    let region = (!fields).then_some("region");
    let label = (!fields).then(|| caption.clone());
    view! {
        <div class="ui-table-scroll" role=region tabindex=region.map(|_| "0") aria-label=label><table class=class role="table">
            <caption class="pf-v6-screen-reader">{caption}</caption>
            <thead class="pf-v6-c-table__thead">
                <tr class="pf-v6-c-table__tr">{columns.into_iter().map(header).collect_view()}</tr>
            </thead>
            <tbody class="pf-v6-c-table__tbody" role="rowgroup">{children()}</tbody>
        </table></div>
    }
}

/// A row of a table.
#[component]
pub fn Row(
    /// Chosen, or open beside the table.
    #[prop(optional)]
    selected: bool,
    /// `Cell`s.
    children: Children,
) -> impl IntoView {
    let class = if selected { "pf-v6-c-table__tr ui-selected" } else { "pf-v6-c-table__tr" };
    view! { <tr class=class role="row" aria-current=selected.then_some("true")>{children()}</tr> }
}

/// A cell of a row.
#[component]
pub fn Cell(
    /// Heading of its column; shown on small screens.
    #[prop(into)]
    label: String,
    /// A number: set to the right.
    #[prop(optional)]
    number: bool,
    /// Names the row.
    #[prop(optional)]
    head: bool,
    /// Never breaks: a reference, a date, a telephone number.
    #[prop(optional)]
    whole: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let class = |base: &str| [base, if number { " ui-number" } else { "" }, if whole { " ui-whole" } else { "" }].concat();
    if head {
        view! { <th class=class("pf-v6-c-table__th ui-row-head") scope="row" role="rowheader" data-label=label>{children()}</th> }
            .into_any()
    } else {
        view! { <td class=class("pf-v6-c-table__td") role="cell" data-label=label>{children()}</td> }.into_any()
    }
}

/// A box that chooses a row, for a form around the table.
#[component]
pub fn RowCheckbox(
    /// Path of the list in the form.
    #[prop(into)]
    name: String,
    /// What choosing this row sends.
    #[prop(into)]
    value: String,
    /// Which row it is; spoken only.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let state = use_field(&name);
    let ticked = state.ticked(&value, false);
    view! {
        <label class="ui-row-check">
            <input type="checkbox" name=state.html_name value=value checked=ticked/>
            <span class="pf-v6-screen-reader">{label}</span>
        </label>
    }
}
