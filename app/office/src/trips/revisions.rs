//! Every rise of a sold trip's price: how it stands, what was proposed and why, and the way to take a proposal back.

use super::calls::WithdrawRevision;
use crate::pieces::trip_path;
use account::{locale, use_viewer};
use desk::{RevisionView, TripView};
use domain::dates;
use domain::policy::{Action, may};
use domain::revisions::RevisionStand;
use leptos::prelude::*;
use locales::{Locale, format, office as t, revisions as texts};
use ui::ButtonVariant::Link;
use ui::{Button, Card, Cell, Column, DataTable, Form, Hidden, Label, LabelColour, Muted, Row, TextLink};

/// The card; nothing for a trip whose price never rose.
pub(super) fn card(view: &TripView, refetch: Callback<()>) -> impl IntoView + use<> {
    let l = locale();
    let (rows, refund) = (view.revisions.clone(), [&trip_path(view.id), "/refund"].concat());
    let refund = may(use_viewer().actor, Action::ReturnMoney).then_some(refund);
    let columns = vec![
        Column::new(t::revision_stand(l)),
        Column::new(t::price(l)),
        Column::new(texts::why(l)),
        Column::new(t::to_do(l)).spoken_only(),
    ];
    (!rows.is_empty()).then(move || {
        view! {
            <Card title=t::revisions(l)>
                <DataTable caption=t::revisions(l) columns=columns>
                    {rows.into_iter().map(|row| one(l, row, refund.clone(), refetch)).collect_view()}
                </DataTable>
            </Card>
        }
    })
}

fn one(l: Locale, row: RevisionView, refund: Option<String>, refetch: Callback<()>) -> impl IntoView {
    let day = |at| format::date(l, dates::central_european(at).date());
    let asked = t::revision_by(l, &row.by, day(row.at));
    let note = match (row.stand, &row.decided) {
        (RevisionStand::Open, _) => t::revision_until(l, format::date(l, row.answer_by)),
        (RevisionStand::Stale, _) => t::revision_stale_text(l).to_owned(),
        (_, Some((by, at))) if !by.is_empty() => t::revision_by(l, by, day(*at)),
        _ => String::new(),
    };
    let owed = row.refund_by.map(|date| {
        let words = t::revision_refund_by(l, format::date(l, date));
        match refund {
            Some(href) => view! { <TextLink href=href>{words}</TextLink> }.into_any(),
            None => view! { <strong>{words}</strong> }.into_any(),
        }
    });
    let prices = [format::money(l, row.price.old), format::money(l, row.price.new)].join(" → ");
    let difference = texts::difference(l, row.price.old, row.price.new, row.price.bp);
    let id = row.id.to_string();
    let withdraw = row.withdrawable.then(|| {
        let key = id.clone();
        view! {
            <Form<WithdrawRevision> prefix="" compact=true key=key on_success=refetch>
                <Hidden name="revision" value=id/>
                <Button variant=Link>{t::revision_withdraw(l)}</Button>
            </Form<WithdrawRevision>>
        }
    });
    view! {
        <Row>
            <Cell label=t::revision_stand(l) head=true>
                <p><Label colour=colour(row.stand)>{texts::stand(l, row.stand)}</Label></p>
                {(!note.is_empty()).then(|| view! { <p><Muted>{note}</Muted></p> })}
                {owed.map(|owed| view! { <p>{owed}</p> })}
            </Cell>
            <Cell label=t::price(l)><p>{prices}</p> <Muted>{difference}</Muted></Cell>
            <Cell label=texts::why(l)><p>{texts::cause(l, row.cause)}</p> <p>{row.reason}</p> <Muted>{asked}</Muted></Cell>
            <Cell label=t::to_do(l)>{withdraw}</Cell>
        </Row>
    }
}

const fn colour(stand: RevisionStand) -> LabelColour {
    match stand {
        RevisionStand::Open => LabelColour::Blue,
        RevisionStand::Stale | RevisionStand::Lapsed => LabelColour::Orange,
        RevisionStand::Applied | RevisionStand::Accepted => LabelColour::Green,
        RevisionStand::Declined => LabelColour::Red,
        RevisionStand::Withdrawn => LabelColour::Grey,
    }
}
