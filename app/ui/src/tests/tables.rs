//! Tables and what stands around them.

use super::html;
use crate::*;
use leptos::prelude::*;

#[test]
fn table() {
    insta::assert_snapshot!(html(|| view! {
        <DataTable caption="Trips" columns=vec![
            Column::new("Choose").spoken_only().narrow(),
            Column::new("Trip").sort("?sort=-trip", SortState::Ascending),
            Column::new("Total").number(),
        ]>
            <Row selected=true>
                <Cell label="Choose"><RowCheckbox name="ids" value="7" label="Trip 7"/></Cell>
                <Cell label="Trip" head=true><a href="/7">"7"</a></Cell>
                <Cell label="Total" number=true>"10 €"</Cell>
            </Row>
        </DataTable>
    }), @r#"
    <div role="region" tabindex="0" aria-label="Trips" class="ui-table-scroll">
    <table role="table" class="pf-v6-c-table pf-m-grid-md ui-table">
    <caption class="pf-v6-screen-reader">Trips</caption>
    <thead class="pf-v6-c-table__thead">
    <tr class="pf-v6-c-table__tr">
    <td class="pf-v6-c-table__th ui-th pf-m-fit-content">
    <span class="pf-v6-screen-reader">Choose</span>
    </td>
    <th scope="col" aria-sort="ascending" class="pf-v6-c-table__th ui-th pf-v6-c-table__sort pf-m-selected">
    <a href="?sort=-trip" class="pf-v6-c-table__button">
    <span class="pf-v6-c-table__button-content">
    <span class="pf-v6-c-table__text">Trip</span>
    <span class="pf-v6-c-table__sort-indicator">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M12 20V4.5M6 10.5l6-6 6 6">
    </path>
    </svg>
    </span>
    </span>
    </a>
    </th>
    <th scope="col" class="pf-v6-c-table__th ui-th ui-number">Total</th>
    </tr>
    </thead>
    <tbody role="rowgroup" class="pf-v6-c-table__tbody">
    <tr role="row" aria-current="true" class="pf-v6-c-table__tr ui-selected">
    <td role="cell" data-label="Choose" class="pf-v6-c-table__td">
    <label class="ui-row-check">
    <input type="checkbox" name="ids" value="7">
    <span class="pf-v6-screen-reader">Trip 7</span>
    </label>
    </td>
    <th scope="row" role="rowheader" data-label="Trip" class="pf-v6-c-table__th ui-row-head">
    <a href="/7">7</a>
    </th>
    <td role="cell" data-label="Total" class="pf-v6-c-table__td ui-number">10 €</td>
    </tr>
    </tbody>
    </table>
    </div>
    "#);
}

#[test]
fn toolbar() {
    insta::assert_snapshot!(html(|| view! {
        <Toolbar action="/office/trips" label="Search trips" button="Search" hidden=vec![("sort".to_owned(), "name".to_owned())]
            search=|| view! { <TextField name="q" label="Trip or client" kind=TextKind::Search/> }
            filters=|| "fields" filters_text="Filters (2)"/>
    }), @r#"
    <form method="get" action="/office/trips" role="search" aria-label="Search trips" class="ui-toolbar">
    <input type="hidden" name="sort" value="name">
    <div class="ui-toolbar-search">
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="f-q" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">Trip or client</span>
    </label>
    </div>
    <div class="pf-v6-c-form__group-control">
    <span class="pf-v6-c-form-control">
    <input type="search" id="f-q" name="q">
    </span>
    </div>
    </div>
    <button type="submit" class="pf-v6-c-button pf-m-secondary">
    <span class="pf-v6-c-button__icon pf-m-start">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M10.5 3.5a7 7 0 100 14 7 7 0 000-14zM15.6 15.6l5.4 5.4">
    </path>
    </svg>
    </span>
    <span class="pf-v6-c-button__text">Search</span>
    </button>
    </div>
    <details class="ui-toolbar-filters">
    <summary>
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M3.5 4.5h17l-6.7 8v7l-3.6-2v-5z">
    </path>
    </svg>
    <span>Filters (2)</span>
    </summary>
    <div class="ui-toolbar-fields">fields</div>
    </details>
    </form>
    "#);
}

#[test]
fn chips() {
    insta::assert_snapshot!(html(|| view! {
        <FilterChips label="Filters" chips=vec![Chip::new("State", "Paid", "?", "Remove State: Paid")] clear_href="?" clear_text="Clear"/>
    }), @r#"
    <div class="ui-chips">
    <ul role="list" aria-label="Filters">
    <li class="ui-chip">
    <span>State : <strong>Paid</strong>
    </span>
    <a href="?" aria-label="Remove State: Paid">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M5.5 5.5l13 13M18.5 5.5l-13 13">
    </path>
    </svg>
    </a>
    </li>
    </ul>
    <a href="?">Clear</a>
    </div>
    "#);
    assert_eq!(html(|| view! { <FilterChips label="Filters" chips=Vec::new()/> }), "");
}

#[test]
fn pages() {
    insta::assert_snapshot!(html(|| view! {
        <Pagination label="Pages" summary="1–50 of 128" previous=(None, "Before".to_owned()) next=(Some("?page=2".to_owned()), "After".to_owned())/>
        <Totals>"6 100 €"</Totals>
        <BulkBar text="With the chosen rows"><Button>"Remind"</Button></BulkBar>
    }), @r#"
    <div class="ui-pages">
    <p class="ui-muted">1–50 of 128</p>
    <nav aria-label="Pages" class="ui-actions">
    <a href="?page=2" rel="next" class="pf-v6-c-button pf-m-secondary">
    <span class="pf-v6-c-button__text">After</span>
    </a>
    </nav>
    </div>
    <p class="ui-totals">6 100 €</p>
    <div class="ui-bulk">
    <span>With the chosen rows</span>
    <button type="submit" class="pf-v6-c-button pf-m-primary">
    <span class="pf-v6-c-button__text">Remind</span>
    </button>
    </div>
    "#);
}
