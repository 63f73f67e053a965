//! Which address shows which page.

use crate::about::{AccessibilityPage, CreditsPage};
use crate::frame::{Bare, Frame, Spot};
use crate::home::HomePage;
use crate::link::PayByLinkPage;
use crate::me::AccountPage;
use crate::pay::{PayAmount, PayCheck, PayMethods, PayTransfer};
use crate::result::PaymentResult;
use crate::trip::{TripOverview, TripPayments, TripRevision};
use account::{ForgottenPage, LinkPage, NotFoundPage, SignInPage};
use desk::Side;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::{SsrMode, path};

/// Every page of the traveller's space, each in its frame. Stands inside the router, under [`account::provide_page_context`].
///
/// Pages are complete when they leave the server, so that status, redirects and titles are right without scripts.
#[component]
pub fn PortalRoutes() -> impl IntoView {
    let whole = SsrMode::Async;
    view! {
        <Routes fallback=lost>
            <Route path=path!("/") view=home ssr=whole.clone()/>
            <Route path=path!("/sign-in") view=sign_in ssr=whole.clone()/>
            <Route path=path!("/forgotten") view=forgotten ssr=whole.clone()/>
            <Route path=path!("/link/:token") view=link ssr=whole.clone()/>
            <Route path=path!("/trips/:trip") view=trip ssr=whole.clone()/>
            <Route path=path!("/trips/:trip/payments") view=payments ssr=whole.clone()/>
            <Route path=path!("/trips/:trip/revision") view=revision ssr=whole.clone()/>
            <Route path=path!("/trips/:trip/pay") view=pay_amount ssr=whole.clone()/>
            <Route path=path!("/trips/:trip/pay/method") view=pay_method ssr=whole.clone()/>
            <Route path=path!("/trips/:trip/pay/check") view=pay_check ssr=whole.clone()/>
            <Route path=path!("/trips/:trip/transfer") view=pay_transfer ssr=whole.clone()/>
            <Route path=path!("/payments/:order") view=result ssr=whole.clone()/>
            <Route path=path!("/pay/:token") view=pay_by_link ssr=whole.clone()/>
            <Route path=path!("/account") view=me ssr=whole.clone()/>
            <Route path=path!("/accessibility") view=accessibility ssr=whole.clone()/>
            <Route path=path!("/credits") view=credits ssr=whole/>
        </Routes>
    }
}

fn home() -> AnyView {
    view! { <Frame spot=Spot::Trips><HomePage/></Frame> }.into_any()
}

fn sign_in() -> AnyView {
    view! { <Frame spot=Spot::Elsewhere><SignInPage side=Side::Portal/></Frame> }.into_any()
}

fn forgotten() -> AnyView {
    view! { <Frame spot=Spot::Elsewhere><ForgottenPage side=Side::Portal/></Frame> }.into_any()
}

fn link() -> AnyView {
    view! { <Frame spot=Spot::Elsewhere><LinkPage side=Side::Portal/></Frame> }.into_any()
}

fn trip() -> AnyView {
    view! { <Frame spot=Spot::Trips><TripOverview/></Frame> }.into_any()
}

fn payments() -> AnyView {
    view! { <Frame spot=Spot::Trips><TripPayments/></Frame> }.into_any()
}

fn revision() -> AnyView {
    view! { <Frame spot=Spot::Trips><TripRevision/></Frame> }.into_any()
}

fn pay_amount() -> AnyView {
    view! { <Bare><PayAmount/></Bare> }.into_any()
}

fn pay_method() -> AnyView {
    view! { <Bare><PayMethods/></Bare> }.into_any()
}

fn pay_check() -> AnyView {
    view! { <Bare><PayCheck/></Bare> }.into_any()
}

fn pay_transfer() -> AnyView {
    view! { <Bare><PayTransfer/></Bare> }.into_any()
}

fn result() -> AnyView {
    view! { <Frame spot=Spot::Elsewhere><PaymentResult/></Frame> }.into_any()
}

fn pay_by_link() -> AnyView {
    view! { <Bare><PayByLinkPage/></Bare> }.into_any()
}

fn me() -> AnyView {
    view! { <Frame spot=Spot::Account><AccountPage/></Frame> }.into_any()
}

fn accessibility() -> AnyView {
    view! { <Frame spot=Spot::Elsewhere><AccessibilityPage/></Frame> }.into_any()
}

fn credits() -> AnyView {
    view! { <Frame spot=Spot::Elsewhere><CreditsPage/></Frame> }.into_any()
}

fn lost() -> AnyView {
    view! { <Frame spot=Spot::Elsewhere><NotFoundPage side=Side::Portal/></Frame> }.into_any()
}
