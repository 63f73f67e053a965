//! Pages for people: the hosted payment page and the operators' page. Plain HTML, no script at all.

mod console;
mod frame;
mod pay;

use axum::Router;

pub(crate) use pay::refused_form;

use crate::house::Bank;

pub(crate) fn router(bank: &Bank) -> Router {
    pay::router().merge(console::router()).with_state(bank.clone())
}
