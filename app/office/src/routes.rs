//! Every address of the back office.

use crate::frame::{MoneyPage, Section, bare, framed};
use crate::{books, clients, dashboard, funds, invoices, own_account, payments, reconciliation, refunds, staff, statements, trips};
use account::{CodePage, ForgottenPage, LinkPage, NotFoundPage, SignInPage};
use desk::Side;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::{SsrMode, path};
use ui::RouteFocus;

/// The pages of the back office, under `/office`. Put it inside the router; [`account::provide_page_context`] comes before it.
///
/// Each page is drawn whole before it is sent, so that it can answer with a status, set a cookie or send the reader elsewhere.
#[component]
pub fn OfficeRoutes() -> impl IntoView {
    view! {
        <RouteFocus/>
        <Routes fallback=|| bare(view! { <NotFoundPage side=Side::Office/> })>
            <Route path=path!("/office/sign-in") view=|| bare(view! { <SignInPage side=Side::Office/> }) ssr=SsrMode::Async/>
            <Route path=path!("/office/code") view=|| bare(view! { <CodePage/> }) ssr=SsrMode::Async/>
            <Route path=path!("/office/forgotten") view=|| bare(view! { <ForgottenPage side=Side::Office/> }) ssr=SsrMode::Async/>
            <Route path=path!("/office/link/:token") view=|| bare(view! { <LinkPage side=Side::Office/> }) ssr=SsrMode::Async/>
            <Route path=path!("/office") view=|| framed(Section::Dashboard, dashboard::Dashboard) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips") view=|| framed(Section::Trips, trips::TripList) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/new") view=|| framed(Section::Trips, trips::NewTrip) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip") view=|| framed(Section::Trips, trips::TripPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/edit") view=|| framed(Section::Trips, trips::EditTrip) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/schedule") view=|| framed(Section::Trips, trips::SchedulePage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/record") view=|| framed(Section::Trips, trips::RecordPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/recorded/:payment") view=|| framed(Section::Trips, trips::RecordedPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/handover") view=|| framed(Section::Trips, trips::HandoverPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/payers") view=|| framed(Section::Trips, trips::PayersPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/refund") view=|| framed(Section::Trips, trips::RefundPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/apply") view=|| framed(Section::Trips, trips::ApplyPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/invoice") view=|| framed(Section::Trips, trips::InvoicePage) ssr=SsrMode::Async/>
            <Route path=path!("/office/trips/:trip/credit-note") view=|| framed(Section::Trips, trips::CreditNotePage) ssr=SsrMode::Async/>
            <Route path=path!("/office/invoices") view=|| framed(Section::Money(MoneyPage::Invoices), invoices::InvoiceList) ssr=SsrMode::Async/>
            <Route path=path!("/office/refunds") view=|| framed(Section::Money(MoneyPage::Refunds), refunds::RefundList) ssr=SsrMode::Async/>
            <Route path=path!("/office/credits") view=|| framed(Section::Money(MoneyPage::Credits), refunds::CreditList) ssr=SsrMode::Async/>
            <Route path=path!("/office/clients") view=|| framed(Section::Clients, clients::ClientList) ssr=SsrMode::Async/>
            <Route path=path!("/office/clients/new") view=|| framed(Section::Clients, clients::NewClient) ssr=SsrMode::Async/>
            <Route path=path!("/office/clients/:client") view=|| framed(Section::Clients, clients::ClientPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/clients/:client/edit") view=|| framed(Section::Clients, clients::EditClient) ssr=SsrMode::Async/>
            <Route path=path!("/office/clients/:client/erase") view=|| framed(Section::Clients, clients::ErasePage) ssr=SsrMode::Async/>
            <Route path=path!("/office/staff") view=|| framed(Section::Staff, staff::StaffList) ssr=SsrMode::Async/>
            <Route path=path!("/office/staff/new") view=|| framed(Section::Staff, staff::NewStaff) ssr=SsrMode::Async/>
            <Route path=path!("/office/staff/:staff") view=|| framed(Section::Staff, staff::StaffPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/account") view=|| framed(Section::OwnAccount, own_account::OwnAccount) ssr=SsrMode::Async/>
            <Route path=path!("/office/statements") view=|| framed(Section::Money(MoneyPage::Statements), statements::StatementList) ssr=SsrMode::Async/>
            <Route path=path!("/office/statements/:statement") view=|| framed(Section::Money(MoneyPage::Statements), statements::StatementPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/statements/:statement/columns") view=|| framed(Section::Money(MoneyPage::Statements), statements::ColumnsPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/reconciliation") view=|| framed(Section::Money(MoneyPage::Reconciliation), reconciliation::DifferenceListPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/reconciliation/:item") view=|| framed(Section::Money(MoneyPage::Reconciliation), reconciliation::DifferencePage) ssr=SsrMode::Async/>
            <Route path=path!("/office/funds") view=|| framed(Section::Money(MoneyPage::Funds), funds::FundsPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/payments") view=|| framed(Section::Money(MoneyPage::Payments), payments::PaymentList) ssr=SsrMode::Async/>
            <Route path=path!("/office/gateways") view=|| framed(Section::Money(MoneyPage::Gateways), payments::GatewayPage) ssr=SsrMode::Async/>
            <Route path=path!("/office/books") view=|| framed(Section::Money(MoneyPage::Books), books::BooksPage) ssr=SsrMode::Async/>
        </Routes>
    }
}
