//! What a save would do, payer by payer: today's schedule beside the one that would hold.

use crate::trips::money::schedule_steps;
use desk::{PayerChange, PayersPreview};
use domain::money::Money;
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::{Cell, Column, DataTable, FormSection, Hidden, Row};

/// The changes, and the name under which exactly these are saved.
pub(super) fn preview(l: Locale, preview: PayersPreview) -> impl IntoView {
    view! {
        <FormSection id="change" title=t::change_title(l) hint=t::change_hint(l)>
            <Hidden name="seen" value=preview.seen/>
            {comparison(l, preview.changes)}
        </FormSection>
    }
}

/// Payer by payer, old and new side by side.
pub(crate) fn comparison(l: Locale, changes: Vec<PayerChange>) -> impl IntoView {
    let columns = vec![Column::new(t::payer(l)), Column::new(t::change_before(l)), Column::new(t::change_after(l))];
    let rows = changes.into_iter().map(|change| row(l, change)).collect_view();
    view! { <DataTable caption=t::change_title(l) columns=columns>{rows}</DataTable> }
}

fn row(l: Locale, change: PayerChange) -> impl IntoView {
    let PayerChange { name, share: (before, after), before: lines_before, after: lines_after, released } = change;
    let side = move |share: Option<Money>, none: &'static str| share.map_or_else(|| none.to_owned(), |share| format::money(l, share));
    let released = (!released.is_zero()).then(|| view! { <p>{t::released(l, format::money(l, released))}</p> });
    let lines = move |share: Option<Money>, lines| share.map(|_| schedule_steps(l, lines));
    view! {
        <Row>
            <Cell label=t::payer(l) head=true>{name}</Cell>
            <Cell label=t::change_before(l)><p><strong>{side(before, t::joins(l))}</strong></p> {lines(before, lines_before)}</Cell>
            <Cell label=t::change_after(l)><p><strong>{side(after, t::leaves(l))}</strong></p> {lines(after, lines_after)} {released}</Cell>
        </Row>
    }
}
