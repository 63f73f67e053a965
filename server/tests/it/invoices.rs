//! Invoices: what is issued, to whom, under which number, on which day; and what its paper, its data and the ledger say of it.

mod books;
mod credits;
mod fixtures;
mod paper;
mod rights;
mod second_opinion;
mod storm;
