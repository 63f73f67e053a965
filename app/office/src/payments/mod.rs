//! All payments, and the gateways they go through.

pub(crate) mod calls;
mod gateways;
mod list;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub(crate) use gateways::GatewayPage;
pub(crate) use list::PaymentList;
