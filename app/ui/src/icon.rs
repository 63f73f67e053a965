//! Icons, drawn inline so that they take the text's colour. Every one is beside a word or carries its own label.

use crate::text::MaybeText;
use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal),* $(,)?) => {
        /// What an icon shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IconName { $($(#[$doc])* $name),* }

        impl IconName {
            /// Every icon, for overviews and tests.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }
        }
    };
}

icons! {
    /// Done, right.
    Check = "M4 12.5l5.5 5.5L20 7",
    /// A finished circle with a tick.
    Success = "M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM7.5 12.2l3.2 3.2 5.8-6",
    /// Something needs care.
    Warning = "M12 3.5L1.8 20.5h20.4zM12 10v5M12 17.6v.4",
    /// Something is wrong.
    Danger = "M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM12 7v6M12 16.4v.4",
    /// Something to know.
    Info = "M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM12 11v6M12 7.2v.4",
    /// Not known.
    Question = "M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM9.2 9.4a2.9 2.9 0 115 2c-1 .9-2.2 1.4-2.2 2.9M12 17v.4",
    /// Back, previous.
    ArrowLeft = "M20 12H4.5M11 5l-7 7 7 7",
    /// On, next.
    ArrowRight = "M4 12h15.5M13 5l7 7-7 7",
    /// Opens below.
    CaretDown = "M5 9l7 7 7-7",
    /// Deeper.
    CaretRight = "M9 5l7 7-7 7",
    /// Sorted from small to large.
    SortAscending = "M12 20V4.5M6 10.5l6-6 6 6",
    /// Sorted from large to small.
    SortDescending = "M12 4v15.5M6 13.5l6 6 6-6",
    /// Can be sorted.
    Sort = "M8 9l4-4.5L16 9M8 15l4 4.5 4-4.5",
    /// Add.
    Plus = "M12 4.5v15M4.5 12h15",
    /// Close, remove.
    Close = "M5.5 5.5l13 13M18.5 5.5l-13 13",
    /// Menu.
    Menu = "M3.5 6h17M3.5 12h17M3.5 18h17",
    /// Search.
    Search = "M10.5 3.5a7 7 0 100 14 7 7 0 000-14zM15.6 15.6l5.4 5.4",
    /// Filter.
    Filter = "M3.5 4.5h17l-6.7 8v7l-3.6-2v-5z",
    /// Download.
    Download = "M12 3.5v12M6.5 10.5l5.5 5.5 5.5-5.5M4 20.5h16",
    /// Upload.
    Upload = "M12 16V4M6.5 9L12 3.5 17.5 9M4 20.5h16",
    /// Print.
    Print = "M7 8.5v-5h10v5M7 17.5H3.5v-9h17v9H17M7 14h10v6.5H7z",
    /// Home.
    Home = "M3 11.5L12 4l9 7.5M5.5 9.8v10.7h13V9.8M10 20.5v-6h4v6",
    /// One person.
    Person = "M12 3.5a4.2 4.2 0 100 8.4 4.2 4.2 0 000-8.4zM4 20.5c.6-4 3.8-6 8-6s7.4 2 8 6",
    /// Several people.
    People = "M9 4a3.7 3.7 0 100 7.4A3.7 3.7 0 009 4zM2 19.5c.5-3.6 3.2-5.3 7-5.3s6.5 1.7 7 5.3M15.5 4.3a3.7 3.7 0 010 6.9M18 14.8c2.3.7 3.7 2.3 4 4.7",
    /// Suitcase.
    Case = "M3.5 7.5h17v12.5h-17zM8.5 7.5v-4h7v4M3.5 13h17",
    /// Calendar.
    Calendar = "M3.5 5.5h17v15h-17zM3.5 10h17M8 3v4.5M16 3v4.5",
    /// Clock, history.
    Clock = "M12 2.5a9.5 9.5 0 100 19 9.5 9.5 0 000-19zM12 7v5.3l3.5 2.2",
    /// Payment card.
    Payment = "M2.5 5.5h19v13h-19zM2.5 9.5h19M6 14.8h4",
    /// Bank.
    Bank = "M3 9.5L12 4l9 5.5zM5.5 10v7.5M10 10v7.5M14 10v7.5M18.5 10v7.5M3 20.5h18",
    /// A sheet of paper.
    Paper = "M5.5 2.5h8.5l4.5 4.5v14.5h-13zM14 2.5V7h4.5M8.5 12.5h7M8.5 16.5h7",
    /// Letter.
    Mail = "M2.5 5h19v14h-19zM3 5.8l9 7.2 9-7.2",
    /// Conversation.
    Message = "M3 4.5h18v12.5h-9l-5 4v-4H3z",
    /// Telephone.
    Phone = "M5 3.5h4l1.8 4.8-2.3 1.7c1 2.3 2.7 4 5 5l1.8-2.3 4.7 1.8v4c0 1-.8 1.8-1.8 1.8C10.5 20.3 3.7 13.5 3.2 5.3 3.2 4.3 4 3.5 5 3.5z",
    /// Place.
    Place = "M12 2.5a7 7 0 00-7 7c0 5 7 12 7 12s7-7 7-12a7 7 0 00-7-7zM12 7a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
    /// Picture.
    Picture = "M3 4.5h18v15H3zM3 16.5l5-5 4.5 4.5 3-3 5.5 5.5M15.5 7.8a1.4 1.4 0 100 2.8 1.4 1.4 0 000-2.8z",
    /// Settings.
    Settings = "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.7a2.3 2.3 0 100 4.6 2.3 2.3 0 000-4.6zM9 14.7a2.3 2.3 0 100 4.6 2.3 2.3 0 000-4.6z",
    /// Edit.
    Edit = "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
    /// Delete.
    Trash = "M4 6.5h16M9 6.5v-3h6v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6",
    /// Secured.
    Lock = "M5 11h14v9.5H5zM8 11V7.5a4 4 0 018 0V11",
    /// Leave.
    SignOut = "M10 3.5H4v17h6M15 7.5l4.5 4.5-4.5 4.5M9 12h10",
    /// Alerts.
    Bell = "M5 17.5h14c-1.5-1.5-2-3-2-7a5 5 0 00-10 0c0 4-.5 5.5-2 7zM10 20.5h4",
    /// Accounts and scales.
    Balance = "M12 3.5v17M7 20.5h10M4 7h16M6.5 7L3 14h7zM17.5 7L14 14h7z",
    /// Numbers over time.
    Chart = "M3.5 3.5v17h17M8 16.5v-5M12.5 16.5v-9M17 16.5v-3",
}

/// An inline icon in the text's size and colour.
#[component]
pub fn Icon(
    /// What it shows.
    name: IconName,
    /// Its name for screen readers, only when no word stands beside it.
    #[prop(optional, into)]
    label: MaybeText,
) -> impl IntoView {
    let (role, hidden) = if label.0.is_some() { (Some("img"), None) } else { (None, Some("true")) };
    view! {
        <svg class="pf-v6-svg ui-icon" viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor"
            stroke-width="2" stroke-linecap="round" stroke-linejoin="round" role=role aria-hidden=hidden aria-label=label.0>
            <path d=name.path()/>
        </svg>
    }
}
