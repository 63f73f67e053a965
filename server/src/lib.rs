//! Altiport's server: the composition root, and the adapters around the desks.

pub mod cli;
pub mod config;
pub mod demo;
pub mod desks;
pub mod failpoint;
pub mod gateways;
pub mod house;
pub mod http;
pub mod jobs;
pub mod live;
pub mod mail;
pub mod passwords;
pub mod statements;
pub mod verify;

pub use config::Config;
pub use house::House;
