//! The stages of the itinerary in both languages, with the days they fall on.

use super::row_buttons::{AddRow, RowButtons};
use super::state::Editor;
use crate::pieces::afresh;
use crate::rows::List;
use account::locale;
use domain::dates;
use domain::trips::{DayDraft, TripDraft};
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::{ErrorFor, FieldRow, FieldWidth, FormItem, FormSection, Muted, TextArea, TextField, TextKind};

/// The itinerary.
#[component]
pub(super) fn ItinerarySection(
    /// The trip being typed.
    editor: Editor,
) -> impl IntoView {
    let l = locale();
    view! {
        <FormSection id="days" title=t::itinerary(l) hint=t::itinerary_hint(l)>
            <ErrorFor name="days"/>
            {move || {
                let stages = editor.days.get();
                afresh(move || {
                    let rows = stages.len();
                    stages.iter().cloned().enumerate().map(|(row, day)| stage(editor, row, rows, day)).collect_view()
                })
            }}
            <AddRow editor=editor list=List::Days text=t::add_day(l)/>
        </FormSection>
    }
}

fn stage(editor: Editor, row: usize, rows: usize, day: DayDraft) -> impl IntoView {
    let l = locale();
    let name = move |field: &str| format!("days[{row}][{field}]");
    let when = Memo::new(move |_| editor.latest.with(|draft| days_of(l, draft, row)));
    view! {
        <FormItem title=t::stage(l, row + 1) actions=move || view! { <RowButtons editor=editor list=List::Days row=row rows=rows/> }>
            <Muted>{when}</Muted>
            <FieldRow dense=true>
                <TextField name=name("place") label=t::place(l) value=day.place/>
                <TextField name=name("length") label=t::length(l) value=day.length kind=TextKind::Number width=FieldWidth::Short/>
                <TextField name=name("title_fr") label=t::title_fr(l) value=day.title_fr/>
                <TextField name=name("title_en") label=t::title_en(l) value=day.title_en optional=true/>
            </FieldRow>
            <FieldRow>
                <TextArea name=name("text_fr") label=t::text_fr(l) value=day.text_fr rows=3 optional=true/>
                <TextArea name=name("text_en") label=t::text_en(l) value=day.text_en rows=3 optional=true/>
            </FieldRow>
        </FormItem>
    }
}

/// "Days 3 – 5 · 16 – 18 March 2027", as far as lengths and departure can be read.
fn days_of(l: Locale, draft: &TripDraft, row: usize) -> String {
    let length = |day: &DayDraft| day.length.trim().parse::<i64>().unwrap_or(1).max(1);
    let first = draft.days.iter().take(row).map(length).sum::<i64>() + 1;
    let last = first + draft.days.get(row).map_or(1, length) - 1;
    let days = if first == last { t::day_number(l, first) } else { t::day_numbers(l, first, last) };
    match dates::parse(&draft.starts_on) {
        Ok(start) => [days, format::date_range(l, dates::plus_days(start, first - 1), dates::plus_days(start, last - 1))].join(" · "),
        Err(_) => days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_follow_each_other_from_the_departure() {
        let day = |length: &str| DayDraft { length: length.into(), ..DayDraft::default() };
        let mut draft = TripDraft { days: vec![day("2"), day(""), day("3")], ..TripDraft::default() };
        assert_eq!(days_of(Locale::En, &draft, 1), "Day 3");
        draft.starts_on = "14/03/2027".into();
        assert_eq!(days_of(Locale::En, &draft, 2).replace('\u{a0}', " "), "Days 4 – 6 · 17 – 19 March 2027");
    }
}
