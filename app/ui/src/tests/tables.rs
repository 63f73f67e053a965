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
    }), @"");
}

#[test]
fn toolbar() {
    insta::assert_snapshot!(html(|| view! {
        <Toolbar action="/office/trips" label="Search trips" button="Search" hidden=vec![("sort".to_owned(), "name".to_owned())]
            search=|| view! { <TextField name="q" label="Trip or client" kind=TextKind::Search/> }
            filters=|| "fields" filters_text="Filters (2)"/>
    }), @"");
}

#[test]
fn chips() {
    insta::assert_snapshot!(html(|| view! {
        <FilterChips label="Filters" chips=vec![Chip::new("State", "Paid", "?", "Remove State: Paid")] clear_href="?" clear_text="Clear"/>
    }), @"");
    assert_eq!(html(|| view! { <FilterChips label="Filters" chips=Vec::new()/> }), "");
}

#[test]
fn pages() {
    insta::assert_snapshot!(html(|| view! {
        <Pagination label="Pages" summary="1–50 of 128" previous=(None, "Before".to_owned()) next=(Some("?page=2".to_owned()), "After".to_owned())/>
        <Totals>"6 100 €"</Totals>
        <BulkBar text="With the chosen rows"><Button>"Remind"</Button></BulkBar>
    }), @"");
}
