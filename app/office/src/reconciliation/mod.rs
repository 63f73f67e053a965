//! Differences between the books and what banks and gateways say: the list, an item, and what a person decides about it.

pub(crate) mod calls;
mod list;
mod one;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub(crate) use list::DifferenceListPage;
pub(crate) use one::DifferencePage;

use domain::transfers::ItemId;

/// The page of an item.
pub(crate) fn item_path(id: ItemId) -> String {
    format!("/office/reconciliation/{id}")
}
