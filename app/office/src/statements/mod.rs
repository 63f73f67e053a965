//! Bank statements: brought, listed, and decided line by line.

pub(crate) mod calls;
mod columns;
mod list;
mod one;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub(crate) use columns::ColumnsPage;
pub(crate) use list::StatementList;
pub(crate) use one::StatementPage;
