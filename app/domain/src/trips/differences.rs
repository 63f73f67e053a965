//! Where two versions of a trip differ, field by field: what a seller is shown who saves over somebody else's change.

use super::draft::{DayDraft, InsuranceDraft, ServiceDraft, TravellerDraft, TripDraft};

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path, as in [`crate::error::FieldErrors`].
    pub field: String,
    /// What one side says.
    pub mine: String,
    /// What the other says; empty when it has no such row.
    pub theirs: String,
}

/// The fields in which `mine` and `theirs` differ, in the order of the form. Rows are compared by their place; choices are named by their words.
pub fn differences(mine: &TripDraft, theirs: &TripDraft) -> Vec<Difference> {
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    let services = mine.services.len().max(theirs.services.len());
    let travellers = mine.travellers.len().max(theirs.travellers.len());
    let days = mine.days.len().max(theirs.days.len());
    for (draft, fields) in [(mine, &mut ours), (theirs, &mut others)] {
        write(draft, services, travellers, days, fields);
    }
    // Both sides list the same paths in the same order.
    let pairs = ours.into_iter().zip(others).filter(|((_, mine), (_, theirs))| mine != theirs);
    pairs.map(|((field, mine), (_, theirs))| Difference { field, mine, theirs }).collect()
}

fn write(draft: &TripDraft, services: usize, travellers: usize, days: usize, fields: &mut Vec<(String, String)>) {
    let TripDraft {
        client,
        title,
        destinations,
        entity,
        seller,
        starts_on,
        ends_on,
        notes,
        services: service_rows,
        insurance,
        travellers: traveller_rows,
        days: day_rows,
    } = draft;
    let InsuranceDraft { decision, consent_on } = insurance;
    let destinations = destinations.join(", ");
    for (name, value) in [
        ("client", client),
        ("title", title),
        ("destinations", &destinations),
        ("entity", entity),
        ("seller", seller),
        ("starts_on", starts_on),
        ("ends_on", ends_on),
    ] {
        fields.push((name.to_owned(), value.clone()));
    }
    for index in 0..travellers {
        let row = traveller_rows.get(index).cloned().unwrap_or_default();
        let TravellerDraft { given_name, family_name, born_on, insured } = row;
        push(
            fields,
            "travellers",
            index,
            [("given_name", given_name), ("family_name", family_name), ("born_on", born_on), ("insured", insured)],
        );
    }
    for index in 0..services {
        let row = service_rows.get(index).cloned().unwrap_or_default();
        let ServiceDraft { kind, label, supplier, place, starts_on, ends_on, cost, cost_currency, rate, price, zone, inclusion } = row;
        let cells = [
            ("kind", kind),
            ("label", label),
            ("supplier", supplier),
            ("place", place),
            ("starts_on", starts_on),
            ("ends_on", ends_on),
            ("cost", cost),
            ("cost_currency", cost_currency),
            ("rate", rate),
            ("price", price),
            ("zone", zone),
            ("inclusion", inclusion),
        ];
        push(fields, "services", index, cells);
    }
    fields.push(("insurance[decision]".to_owned(), decision.clone()));
    fields.push(("insurance[consent_on]".to_owned(), consent_on.clone()));
    for index in 0..days {
        let row = day_rows.get(index).cloned().unwrap_or_default();
        let DayDraft { place, length, title_fr, title_en, text_fr, text_en } = row;
        push(
            fields,
            "days",
            index,
            [
                ("place", place),
                ("length", length),
                ("title_fr", title_fr),
                ("title_en", title_en),
                ("text_fr", text_fr),
                ("text_en", text_en),
            ],
        );
    }
    fields.push(("notes".to_owned(), notes.clone()));
}

fn push<const N: usize>(fields: &mut Vec<(String, String)>, list: &str, index: usize, cells: [(&str, String); N]) {
    fields.extend(cells.into_iter().map(|(name, value)| (format!("{list}[{index}][{name}]"), value)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_trips_do_not_differ() {
        let draft = TripDraft { title: "Pérou".into(), days: vec![DayDraft::default()], ..Default::default() };
        assert_eq!(differences(&draft, &draft.clone()), []);
    }

    #[test]
    fn each_differing_field_is_named_with_both_values() {
        let theirs = TripDraft {
            title: "Pérou".into(),
            destinations: vec!["peru".into()],
            services: vec![ServiceDraft { label: "Hôtel".into(), price: "900.00".into(), ..Default::default() }],
            ..Default::default()
        };
        let mut mine = theirs.clone();
        mine.title = "Pérou à deux".into();
        mine.destinations.push("bolivia".into());
        mine.services.push(ServiceDraft { label: "Train".into(), ..Default::default() });
        if let Some(row) = mine.services.first_mut() {
            row.price = "950.00".into();
        }
        let found: Vec<(String, String, String)> =
            differences(&mine, &theirs).into_iter().map(|found| (found.field, found.mine, found.theirs)).collect();
        let expected = [
            ("title", "Pérou à deux", "Pérou"),
            ("destinations", "peru, bolivia", "peru"),
            ("services[0][price]", "950.00", "900.00"),
            ("services[1][label]", "Train", ""),
        ];
        assert_eq!(found, expected.map(|(field, mine, theirs)| (field.to_owned(), mine.to_owned(), theirs.to_owned())));
        assert_eq!(differences(&theirs, &mine).len(), 4);
    }
}
