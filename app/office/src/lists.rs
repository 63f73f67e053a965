//! Lists whose whole state is their address: search, order, filters and page are query parameters that can be bookmarked.
//!
//! It builds addresses and the frame of a list; which columns and filters there are is each list's own affair.

use account::locale;
use domain::dates;
use domain::paging::{ListQuery, Page};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use locales::{Locale, format, office as t};
use ui::ButtonVariant::Secondary;
use ui::{Chip, Column, EmptyState, IconName, LinkButton, Pagination, SortState};

/// A list: where it stands and what it can be filtered by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListPage {
    /// Its address.
    pub(crate) path: &'static str,
    /// Its filters; each is a query parameter of the same name.
    pub(crate) filters: &'static [&'static str],
}

impl ListPage {
    /// What the address asks for.
    pub(crate) fn query(&self, params: &ParamsMap) -> ListQuery {
        let get = |name: &str| params.get(name).unwrap_or_default().trim().to_owned();
        let number = |name: &str| get(name).parse().unwrap_or_default();
        // People type dates as they like; the address of the list keeps one spelling.
        let value =
            |name: &str| dates::parse(&get(name)).ok().filter(|_| matches!(name, "from" | "to")).map_or_else(|| get(name), dates::iso);
        let filters = self.filters.iter().map(|name| (name, value(name))).filter(|(_, value)| !value.is_empty());
        ListQuery {
            q: get("q"),
            sort: get("sort"),
            filters: filters.map(|(name, value)| format!("{name}:{value}")).collect(),
            page: number("page"),
            per: number("per"),
        }
    }

    /// The address that asks for `query`; what is as usual is left out.
    pub(crate) fn href(&self, query: &ListQuery) -> String {
        let number = |number: u32| if number == 0 { String::new() } else { number.to_string() };
        let filters = self.filters.iter().map(|name| (*name, query.filter(name).unwrap_or_default().to_owned()));
        let rest =
            [("sort", query.sort.clone()), ("page", number(if query.page > 1 { query.page } else { 0 })), ("per", number(query.per))];
        let parts = [("q", query.q.clone())].into_iter().chain(filters).chain(rest).filter(|(_, value)| !value.is_empty());
        let search = form_urlencoded::Serializer::new(String::new()).extend_pairs(parts).finish();
        if search.is_empty() { self.path.to_owned() } else { [self.path, &search].join("?") }
    }

    /// The address without one of the filters (or without the search, called `q`), from the first page.
    pub(crate) fn without(&self, query: &ListQuery, name: &str) -> String {
        let mut rest = ListQuery { page: 0, ..query.clone() };
        if name == "q" {
            rest.q = String::new();
        }
        rest.filters.retain(|filter| filter.split_once(':').is_none_or(|(column, _)| column != name));
        self.href(&rest)
    }

    /// The address without any filter or search, in the same order.
    pub(crate) fn cleared(&self, query: &ListQuery) -> String {
        self.href(&ListQuery { sort: query.sort.clone(), per: query.per, ..ListQuery::default() })
    }

    /// The search and the filters that hold, each with a way to drop it; `words` says what a filter is called and what it holds.
    pub(crate) fn chips(&self, l: Locale, query: &ListQuery, words: impl Fn(&str, &str) -> (&'static str, String)) -> Vec<Chip> {
        let search = (!query.q.is_empty()).then(|| ("q", (t::search(l), query.q.clone())));
        let filters = self.filters.iter().filter_map(|name| query.filter(name).map(|value| (*name, words(name, value))));
        let chip = |(name, (group, text)): (&str, (&'static str, String))| {
            let remove = t::remove_filter(l, group, &text);
            Chip::new(group, text, self.without(query, name), remove)
        };
        search.into_iter().chain(filters).map(chip).collect()
    }

    /// A list without rows: nothing matches, or there is nothing yet.
    pub(crate) fn nothing(&self, l: Locale, query: &ListQuery, unmatched: &'static str, empty: &'static str) -> impl IntoView + use<> {
        let (filtered, cleared) = (!query.q.is_empty() || !query.filters.is_empty(), self.cleared(query));
        let actions = move || filtered.then(|| view! { <LinkButton href=cleared variant=Secondary>{t::clear_filters(l)}</LinkButton> });
        view! { <EmptyState title=if filtered { unmatched } else { empty } icon=IconName::Case actions=actions/> }
    }

    /// A heading that sorts by `column`: ascending first, then descending.
    pub(crate) fn sorted(&self, query: &ListQuery, column: &str, text: &str) -> Column {
        let (state, sort) = match query.order() {
            Some((name, false)) if name == column => (SortState::Ascending, format!("-{column}")),
            Some((name, true)) if name == column => (SortState::Descending, column.to_owned()),
            Some(_) | None => (SortState::None, column.to_owned()),
        };
        Column::new(text).sort(self.href(&ListQuery { sort, page: 0, ..query.clone() }), state)
    }

    /// Which rows of how many, and the way to the pages around.
    pub(crate) fn pagination<T>(&self, query: &ListQuery, page: &Page<T>) -> impl IntoView + use<T> {
        let l = locale();
        let turned = |number: u32| self.href(&ListQuery { page: number, ..query.clone() });
        let previous = (page.page > 1).then(|| turned(page.page - 1));
        let next = (page.page < page.pages()).then(|| turned(page.page + 1));
        let first = u64::from(page.page.saturating_sub(1)) * u64::from(page.per) + 1;
        let last = (first + page.rows.len() as u64).saturating_sub(1);
        let count = |number: u64| format::count(l, number);
        let summary =
            if page.rows.is_empty() { t::no_rows(l).to_owned() } else { t::rows_of(l, count(first), count(last), count(page.total)) };
        view! { <Pagination label=t::pages(l) summary=summary previous=(previous, t::previous_page(l).to_owned()) next=(next, t::next_page(l).to_owned())/> }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: ListPage = ListPage { path: "/office/trips", filters: &["state", "from"] };

    fn query() -> ListQuery {
        ListQuery {
            q: "lac d’Annecy & co".into(),
            sort: "-price".into(),
            filters: vec!["state:confirmed".into(), "from:2027-05-31".into()],
            page: 3,
            per: 100,
        }
    }

    #[test]
    fn the_address_says_it_all() {
        let href = LIST.href(&query());
        let (path, search) = href.split_once('?').unwrap();
        assert_eq!(path, "/office/trips");
        assert!(!search.contains(' ') && search.matches('&').count() == 5, "{search}");
        assert_eq!(LIST.href(&ListQuery { page: 1, ..ListQuery::default() }), "/office/trips");
    }

    #[test]
    fn parameters_become_the_query() {
        let mut params = ParamsMap::new();
        for (name, value) in [
            ("q", " lac d’Annecy & co "),
            ("sort", "-price"),
            ("state", "confirmed"),
            ("from", "31 mai 2027"),
            ("page", "3"),
            ("per", "100"),
            ("seller", "ignored"),
        ] {
            params.insert(name, value.to_owned());
        }
        assert_eq!(LIST.query(&params), query());
        let mut wrong = ParamsMap::new();
        wrong.insert("page", "many".to_owned());
        assert_eq!(LIST.query(&wrong), ListQuery::default());
    }

    #[test]
    fn a_chip_drops_its_filter_and_goes_back_to_the_first_page() {
        assert_eq!(LIST.without(&ListQuery { q: String::new(), ..query() }, "state"), "/office/trips?from=2027-05-31&sort=-price&per=100");
        assert_eq!(LIST.cleared(&query()), "/office/trips?sort=-price&per=100");
    }
}
