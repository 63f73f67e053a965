//! Rows that come and go in a form: what a row button asks for, the same with and without scripts.
//!
//! Without scripts the button submits its word as `intent` and the page is drawn again from what was posted; with scripts the same
//! change is made at once. Nothing here knows what a row holds.

use std::fmt;
use std::str::FromStr;

/// A list of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// Service lines of a trip.
    Services,
    /// Travellers of a trip.
    Travellers,
    /// Stages of an itinerary.
    Days,
    /// Lines of a schedule.
    Lines,
    /// Payers of a trip.
    Payers,
}

impl List {
    const ALL: [Self; 5] = [Self::Services, Self::Travellers, Self::Days, Self::Lines, Self::Payers];

    const fn word(self) -> &'static str {
        match self {
            Self::Services => "service",
            Self::Travellers => "traveller",
            Self::Days => "day",
            Self::Lines => "line",
            Self::Payers => "payer",
        }
    }

    /// The list's field in its draft.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Travellers => "travellers",
            Self::Days => "days",
            Self::Lines => "lines",
            Self::Payers => "payers",
        }
    }

    /// The first field of a row: where the focus goes.
    const fn first(self) -> &'static str {
        match self {
            Self::Services | Self::Lines | Self::Payers => "kind",
            Self::Travellers => "given_name",
            Self::Days => "place",
        }
    }
}

/// A change of a list; rows count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// One more row, at the end.
    Add,
    /// Takes a row away.
    Remove(usize),
    /// Changes places with the row before.
    Up(usize),
    /// Changes places with the row after.
    Down(usize),
}

/// What a row button asks for: `add-service`, `remove-service-3`, `up-day-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Intent {
    /// Of which list.
    pub(crate) list: List,
    /// What.
    pub(crate) step: Step,
}

impl Intent {
    pub(crate) const fn new(list: List, step: Step) -> Self {
        Self { list, step }
    }

    /// Id of the field to go to afterwards, in the form of `function`, when the list then has `rows` rows.
    pub(crate) fn focus(self, function: &str, rows: usize) -> String {
        let row = match self.step {
            Step::Add => rows.saturating_sub(1),
            Step::Remove(row) => row.min(rows.saturating_sub(1)),
            Step::Up(row) => row.saturating_sub(1),
            Step::Down(row) => (row + 1).min(rows.saturating_sub(1)),
        };
        format!("{function}-{}-{row}-{}", self.list.field(), self.list.first())
    }
}

impl fmt::Display for Intent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.list.word();
        match self.step {
            Step::Add => write!(f, "add-{word}"),
            Step::Remove(row) => write!(f, "remove-{word}-{row}"),
            Step::Up(row) => write!(f, "up-{word}-{row}"),
            Step::Down(row) => write!(f, "down-{word}-{row}"),
        }
    }
}

/// A text that is no row button's word.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotAnIntent;

impl FromStr for Intent {
    type Err = NotAnIntent;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let (what, word, row) = (parts.next(), parts.next(), parts.next());
        let list = List::ALL.into_iter().find(|list| Some(list.word()) == word).ok_or(NotAnIntent)?;
        let row = row.map(|row| row.parse::<usize>().map_err(|_| NotAnIntent)).transpose()?;
        let step = match (what, row) {
            (Some("add"), None) => Step::Add,
            (Some("remove"), Some(row)) => Step::Remove(row),
            (Some("up"), Some(row)) => Step::Up(row),
            (Some("down"), Some(row)) => Step::Down(row),
            _ => return Err(NotAnIntent),
        };
        if parts.next().is_some() { Err(NotAnIntent) } else { Ok(Self { list, step }) }
    }
}

/// Makes the change; a row that is not there changes nothing.
pub(crate) fn change<T>(rows: &mut Vec<T>, step: Step, blank: impl FnOnce() -> T) {
    match step {
        Step::Add => rows.push(blank()),
        Step::Remove(row) if row < rows.len() => drop(rows.remove(row)),
        Step::Up(row) if (1..rows.len()).contains(&row) => rows.swap(row - 1, row),
        Step::Down(row) if row + 1 < rows.len() => rows.swap(row, row + 1),
        Step::Remove(_) | Step::Up(_) | Step::Down(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for list in List::ALL {
            for step in [Step::Add, Step::Remove(3), Step::Up(12), Step::Down(0)] {
                let intent = Intent::new(list, step);
                assert_eq!(intent.to_string().parse(), Ok(intent));
            }
        }
        for wrong in
            ["", "add", "add-service-1", "remove-service", "remove-service-x", "up-cake-1", "remove-service-1-2", "remove-service--1"]
        {
            assert_eq!(wrong.parse::<Intent>(), Err(NotAnIntent), "{wrong}");
        }
    }

    #[test]
    fn rows_come_go_and_change_places() {
        let after = |step| {
            let mut rows = vec!['a', 'b', 'c'];
            change(&mut rows, step, || '+');
            rows.into_iter().collect::<String>()
        };
        assert_eq!(after(Step::Add), "abc+");
        assert_eq!(after(Step::Remove(1)), "ac");
        assert_eq!(after(Step::Up(2)), "acb");
        assert_eq!(after(Step::Down(0)), "bac");
        for nothing in [Step::Remove(3), Step::Up(0), Step::Up(3), Step::Down(2), Step::Down(usize::MAX - 1)] {
            assert_eq!(after(nothing), "abc", "{nothing:?}");
        }
    }

    #[test]
    fn the_focus_follows_the_row() {
        let focus = |step, rows| Intent::new(List::Services, step).focus("create_trip", rows);
        assert_eq!(focus(Step::Add, 4), "create_trip-services-3-kind");
        assert_eq!(focus(Step::Remove(2), 2), "create_trip-services-1-kind");
        assert_eq!(focus(Step::Up(2), 3), "create_trip-services-1-kind");
        assert_eq!(focus(Step::Down(0), 3), "create_trip-services-1-kind");
    }
}
