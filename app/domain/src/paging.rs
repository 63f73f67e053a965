//! Lists: what is asked of them, and what comes back.

use serde::{Deserialize, Serialize};

/// Rows on a page, at most.
pub const MAX_PER_PAGE: u32 = 200;

/// What a list is asked for. It is the address of the page: every part can be bookmarked and sent to a colleague.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Words to look for.
    pub q: String,
    /// A column, with `-` before it for descending; empty for the list's own order.
    pub sort: String,
    /// Filters as `column:value`, all of which must hold.
    pub filters: Vec<String>,
    /// The page, from 1.
    pub page: u32,
    /// Rows a page.
    pub per: u32,
}

impl ListQuery {
    /// The page asked for, never below 1.
    pub fn page(&self) -> u32 {
        self.page.max(1)
    }

    /// Rows a page: 50 unless told, never above [`MAX_PER_PAGE`].
    pub fn per(&self) -> u32 {
        if self.per == 0 { 50 } else { self.per.min(MAX_PER_PAGE) }
    }

    /// Rows to pass over.
    pub fn offset(&self) -> u64 {
        u64::from(self.page() - 1) * u64::from(self.per())
    }

    /// The column to sort by and whether it descends.
    pub fn order(&self) -> Option<(&str, bool)> {
        match self.sort.strip_prefix('-') {
            Some(column) => Some((column, true)),
            None if self.sort.is_empty() => None,
            None => Some((self.sort.as_str(), false)),
        }
    }

    /// The value of the filter on `column`.
    pub fn filter(&self, column: &str) -> Option<&str> {
        self.filters
            .iter()
            .find_map(|filter| filter.split_once(':').filter(|(name, value)| *name == column && !value.is_empty()).map(|(_, value)| value))
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Rows in all, on every page.
    pub total: u64,
    /// This page, from 1.
    pub page: u32,
    /// Rows a page.
    pub per: u32,
}

impl<T> Page<T> {
    /// How many pages there are; at least one.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.total.div_ceil(u64::from(self.per.max(1)))).unwrap_or(u32::MAX).max(1)
    }
}
