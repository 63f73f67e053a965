//! What has to go back after a declined price, and nobody has begun to give back: its fourteen days run.

use super::table::clock;
use crate::pieces::trip_path;
use account::use_viewer;
use desk::OwedView;
use domain::policy::{Action, may};
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::{Card, Cell, Column, DataTable, Muted, Row, TextLink};

/// The card; nothing when nothing has to go back.
pub(super) fn owed(l: Locale, rows: Vec<OwedView>) -> impl IntoView {
    let returns = may(use_viewer().actor, Action::ReturnMoney);
    let columns = vec![
        Column::new(t::trip_and_payer(l)),
        Column::new(t::amount(l)).number(),
        Column::new(t::fourteen_days(l)),
        Column::new(t::to_do(l)).spoken_only(),
    ];
    (!rows.is_empty()).then(move || {
        let rows = rows.into_iter().map(move |row| {
            let (path, name) = (trip_path(row.of.trip), [row.of.reference.as_str(), row.of.title.as_str()].join(" · "));
            let refund = [&path, "/refund"].concat();
            view! {
                <Row>
                    <Cell label=t::trip_and_payer(l) head=true>
                        <TextLink href=path>{name}</TextLink> <p><Muted>{row.of.payer_name}</Muted></p>
                    </Cell>
                    <Cell label=t::amount(l) number=true>{format::money(l, row.amount)}</Cell>
                    <Cell label=t::fourteen_days(l)>{clock(l, row.clock)}</Cell>
                    <Cell label=t::to_do(l)>{returns.then(|| view! { <TextLink href=refund>{t::owed_give_back(l)}</TextLink> })}</Cell>
                </Row>
            }
        });
        let rows = rows.collect_view();
        view! { <Card title=t::owed_refunds(l)><DataTable caption=t::owed_refunds(l) columns=columns>{rows}</DataTable></Card> }
    })
}
