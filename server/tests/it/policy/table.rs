//! The policy of the house as one table: what happens when anybody calls anything.
//!
//! The columns of the last field, in the order of `Who::ALL`: nobody · the trip's client, another client · the trip's seller, another seller,
//! a manager, an accountant, an administrator · staff disabled while signed in, staff whose one-time code is still to come.
//!
//! `A` lets the call reach its own checks, `N` says that nothing is there, `S` asks to sign in.

/// One line: name (with arguments filled in from the town, for routes and pages), arguments, what each knocker gets.
pub(super) type Line = (&'static str, &'static str, &'static str);

/// Server functions that read, called with GET.
pub(super) const READING: &[Line] = &[
    ("list_credits", "", "A AA AAAAA AA"),
    ("read_link", "token={link}", "A AA AAAAA AA"),
    ("list_sessions", "", "S AA AAAAA SS"),
    ("find_totp", "", "S NN AAAAA SS"),
    // The traveller's space.
    ("list_own_trips", "", "S AA NNNNN SS"),
    ("find_own_trip", "trip={trip}", "S AN NNNNN SS"),
    ("find_pay_step", "trip={trip}&draft[choice]=&left=", "S AN NNNNN SS"),
    ("find_transfer", "trip={trip}&draft[choice]=next", "S AN NNNNN SS"),
    ("find_own_revision", "trip={trip}", "S AN NNNNN SS"),
    ("find_outcome", "order={order}", "S AN NNNNN SS"),
    // Whoever holds a link.
    ("find_pay_link", "token={paylink}", "A AA AAAAA AA"),
    ("list_own_refunds", "trip={trip}", "S AN NNNNN SS"),
    // The back office.
    ("list_trips", "", "S NN AAAAA SS"),
    ("find_trip", "trip={trip}", "S NN AAAAA SS"),
    ("list_history", "trip={trip}", "S NN AAAAA SS"),
    ("find_payers", "trip={trip}", "S NN AAAAA SS"),
    ("preview_payers", "trip={trip}&draft[by]=much", "S NN ANAAA SS"),
    ("find_trip_money", "trip={trip}", "S NN NNAAA SS"),
    ("find_record_form", "trip={trip}", "S NN NNAAA SS"),
    ("find_recorded", "payment={recorded}", "S NN NNAAA SS"),
    ("list_statements", "", "S NN NNAAA SS"),
    ("find_statement", "statement={statement}", "S NN NNAAA SS"),
    ("find_columns", "statement={table}", "S NN NNAAA SS"),
    ("list_differences", "", "S NN NNAAA SS"),
    ("find_difference", "item={line}", "S NN NNAAA SS"),
    ("find_funds", "", "S NN NNAAA SS"),
    ("find_trip_refunds", "trip={trip}", "S NN NNAAA SS"),
    ("list_refunds", "", "S NN NNAAA SS"),
    ("list_owed", "", "S NN NNAAA SS"),
    ("list_unmatched", "", "S NN NNAAA SS"),
    ("check_books", "", "S NN NNAAA SS"),
    ("list_payments", "", "S NN NNAAA SS"),
    ("list_gateways", "", "S NN NNAAA SS"),
    ("list_clients", "", "S NN AAAAA SS"),
    ("find_client", "client={client}", "S NN AAAAA SS"),
    ("find_client_choices", "words=ana&chosen={client}", "S NN AAAAA SS"),
    ("find_twins", "name=Ana&email=ana@example.org", "S NN AAANA SS"),
    ("list_staff", "", "S NN AAAAA SS"),
    ("list_sellers", "", "S NN AAAAA SS"),
    ("find_staff", "staff={staff}", "S NN AAAAA SS"),
];

/// Server functions that write, called with POST: by scripts at `/api/NAME`, and as forms on a page. The arguments stop short of changing what other
/// lines need: a version nobody has seen, a field left out, a state that is already so.
pub(super) const WRITING: &[Line] = &[
    // The door.
    ("sign_in", "side=office&draft[email]=nobody@example.org&draft[password]=wrong", "A AA AAAAA AA"),
    ("sign_out", "side=portal", "A AA AAAAA AA"),
    ("confirm_code", "code=000000", "S SS SSSSS SA"),
    ("request_link", "side=portal&email=nobody@example.org", "A AA AAAAA AA"),
    ("renew_link", "side=portal&token={link}", "A AA AAAAA AA"),
    ("set_password", "side=portal&token={link}&password=short", "A AA AAAAA AA"),
    ("set_language", "locale=en&back=/", "A AA AAAAA AA"),
    ("set_theme", "theme=dark&back=/", "A AA AAAAA AA"),
    // One's own account.
    ("change_password", "side=portal&current_password=wrong&password=short", "S AA AAAAA SS"),
    ("end_session", "side=portal&session={session}", "S AN NNNNN SS"),
    ("begin_totp", "side=office", "S NN AAAAA SS"),
    ("confirm_totp", "side=office&code=000000", "S NN AAAAA SS"),
    ("end_totp", "side=office&code=000000", "S NN AAAAA SS"),
    // The traveller's space.
    ("choose_amount", "trip={trip}&draft[choice]=other&draft[amount]=much", "S AN NNNNN SS"),
    ("choose_way", "trip={trip}&draft[choice]=other&draft[amount]=much&left=2100.00 EUR", "S AN NNNNN SS"),
    ("answer_revision", "revision={revision}&draft[answer]=perhaps", "S AN NNNNN SS"),
    ("start_payment", "trip={trip}&draft[choice]=other&draft[amount]=much&left=2100.00 EUR", "S AN NNNNN SS"),
    // Whoever holds a link.
    ("pay_by_link", "token={paylink}&seen=1.00 EUR", "A AA AAAAA AA"),
    // The back office.
    ("create_trip", "draft[title]=", "S NN AAANA SS"),
    ("update_trip", "trip={trip}&version=0&draft[title]=", "S NN ANANA SS"),
    ("preview_revision", "trip={trip}&draft[title]=", "S NN ANANA SS"),
    ("withdraw_revision", "revision={revision}", "S NN ANANA SS"),
    ("move_trip", "trip={trip}&version=0&wanted=cancel", "S NN ANANA SS"),
    ("save_schedule", "trip={trip}&version=0", "S NN ANAAA SS"),
    ("reset_schedule", "trip={trip}&version=0", "S NN ANAAA SS"),
    ("record_payment", "trip={trip}&id={recorded}&draft[method]=", "S NN NNAAA SS"),
    ("reverse_payment", "payment={recorded}&draft[reason]=", "S NN NNAAA SS"),
    ("accept_line", "line={line}&draft[trip]=", "S NN NNAAA SS"),
    ("book_payout", "line={line}&draft[gateway]=", "S NN NNAAA SS"),
    ("undo_payout", "line={line}&draft[reason]=", "S NN NNAAA SS"),
    ("explain_lines", "statement={statement}&draft[reason]=", "S NN NNAAA SS"),
    ("save_columns", "statement={table}&draft[date]=", "S NN NNAAA SS"),
    ("return_line", "line={line}&draft[reason]=", "S NN NNNAA SS"),
    ("explain_difference", "item={line}&draft[reason]=", "S NN NNAAA SS"),
    ("save_payers", "trip={trip}&version=0&draft[by]=much", "S NN ANAAA SS"),
    ("send_pay_link", "payer={payer}", "S NN ANAAA SS"),
    ("make_pay_link", "payer={payer}", "S NN ANAAA SS"),
    ("revoke_pay_link", "link={paylink_id}", "S NN ANAAA SS"),
    ("verify_refused", "gateway=sandbox", "S NN NNNAA SS"),
    ("request_refund", "trip={trip}&draft[amount]=much", "S NN NNNAA SS"),
    ("apply_credit", "trip={trip}&payer={payer}&draft[amount]=much", "S NN NNNAA SS"),
    ("settle_transfer", "refund={refund}&end=paid", "S NN NNNAA SS"),
    ("create_client", "draft[email]=", "S NN AAANA SS"),
    ("update_client", "client={client}&version=0&draft[email]=", "S NN AAANA SS"),
    ("invite_client", "client={client}", "S NN AAANA SS"),
    ("invite_staff", "draft[email]=", "S NN NNNNA SS"),
    ("update_staff", "staff={staff}&version=0&draft[email]=", "S NN NNNNA SS"),
    ("set_staff_state", "staff={staff}&state=invited", "S NN NNNNA SS"),
    ("renew_invitation", "staff={staff}", "S NN NNNNA SS"),
];

/// Routes beside pages and functions: the route, an address of it, what each knocker gets.
pub(super) const ROUTES: &[Line] = &[
    ("GET /healthz", "/healthz", "A AA AAAAA AA"),
    ("GET /readyz", "/readyz", "A AA AAAAA AA"),
    // Opened by its own token only.
    ("GET /metrics", "/metrics", "N NN NNNNN NN"),
    ("GET /livereload", "/livereload", "A AA AAAAA AA"),
    ("GET /site/{*path}", "/site/portal-0123456789.css", "A AA AAAAA AA"),
    ("GET /live/trips/{trip}", "/live/trips/{trip}", "N AN AAAAA NN"),
    ("GET /live/orders/{order}", "/live/orders/{order}", "N AN NNNNN NN"),
    ("GET /receipts/{receipt}", "/receipts/{receipt}", "S AN AAAAA SS"),
    // Only for francs, and the trip is in euros.
    ("GET /trips/{trip}/transfer/qr-bill", "/trips/{trip}/transfer/qr-bill?choice=next", "S NN NNNNN SS"),
    // Only who pays; what is paid leads to the result page.
    ("GET /payments/{order}/bank", "/payments/{order}/bank", "S AN NNNNN SS"),
    ("POST /office/statements/upload", "/office/statements/upload", "S NN NNAAA SS"),
    ("GET /office/funds.csv", "/office/funds.csv", "S NN NNAAA SS"),
    // Whoever holds the link; the lines above called this one back, and it says so.
    ("GET /pay/{token}/bank", "/pay/{paylink}/bank", "A AA AAAAA AA"),
    ("GET /pay/{token}/receipt", "/pay/{paylink}/receipt", "A AA AAAAA AA"),
    ("GET /demo/mail", "/demo/mail", "A AA AAAAA AA"),
    // Its signature says who speaks, whoever is signed in.
    ("POST /gateways/{gateway}/notify", "/gateways/sandbox/notify", "A AA AAAAA AA"),
];

/// Pages: the route as its side declares it, an address of it, what each knocker gets.
pub(super) const PAGES: &[Line] = &[
    ("/sign-in", "/sign-in", "A AA AAAAA AA"),
    ("/forgotten", "/forgotten", "A AA AAAAA AA"),
    ("/link/:token", "/link/{link}", "A AA AAAAA AA"),
    ("/accessibility", "/accessibility", "A AA AAAAA AA"),
    ("/credits", "/credits", "A AA AAAAA AA"),
    ("/", "/", "S AA NNNNN SS"),
    ("/trips/:trip", "/trips/{trip}", "S AN NNNNN SS"),
    ("/trips/:trip/payments", "/trips/{trip}/payments", "S AN NNNNN SS"),
    ("/trips/:trip/revision", "/trips/{trip}/revision", "S AN NNNNN SS"),
    ("/trips/:trip/pay", "/trips/{trip}/pay", "S AN NNNNN SS"),
    ("/trips/:trip/pay/method", "/trips/{trip}/pay/method?choice=next&left=2100.00+EUR", "S AN NNNNN SS"),
    ("/trips/:trip/pay/check", "/trips/{trip}/pay/check?choice=next&left=2100.00+EUR", "S AN NNNNN SS"),
    ("/trips/:trip/transfer", "/trips/{trip}/transfer", "S AN NNNNN SS"),
    ("/payments/:order", "/payments/{order}", "S AN NNNNN SS"),
    ("/pay/:token", "/pay/{paylink}", "A AA AAAAA AA"),
    // Staff have an account of their own, in the back office.
    ("/account", "/account", "S AA SSSSS SS"),
    ("/office/sign-in", "/office/sign-in", "A AA AAAAA AA"),
    ("/office/code", "/office/code", "A AA AAAAA AA"),
    ("/office/forgotten", "/office/forgotten", "A AA AAAAA AA"),
    ("/office/link/:token", "/office/link/{link}", "A AA AAAAA AA"),
    // Travellers have no place in the back office: they are asked to sign in as staff.
    ("/office", "/office", "S SS AAAAA SS"),
    ("/office/trips", "/office/trips", "S SS AAAAA SS"),
    ("/office/trips/new", "/office/trips/new", "S SS AAANA SS"),
    ("/office/trips/:trip", "/office/trips/{trip}", "S SS AAAAA SS"),
    ("/office/trips/:trip/edit", "/office/trips/{trip}/edit", "S SS ANANA SS"),
    ("/office/trips/:trip/schedule", "/office/trips/{trip}/schedule", "S SS ANAAA SS"),
    ("/office/trips/:trip/record", "/office/trips/{trip}/record", "S SS NNAAA SS"),
    ("/office/trips/:trip/recorded/:payment", "/office/trips/{trip}/recorded/{recorded}", "S SS NNAAA SS"),
    ("/office/trips/:trip/payers", "/office/trips/{trip}/payers", "S SS AAAAA SS"),
    ("/office/trips/:trip/refund", "/office/trips/{trip}/refund", "S SS NNNAA SS"),
    ("/office/trips/:trip/apply", "/office/trips/{trip}/apply", "S SS NNNAA SS"),
    ("/office/refunds", "/office/refunds", "S SS NNAAA SS"),
    ("/office/credits", "/office/credits", "S SS NNAAA SS"),
    ("/office/clients", "/office/clients", "S SS AAAAA SS"),
    ("/office/clients/new", "/office/clients/new", "S SS AAANA SS"),
    ("/office/clients/:client", "/office/clients/{client}", "S SS AAAAA SS"),
    ("/office/clients/:client/edit", "/office/clients/{client}/edit", "S SS AAANA SS"),
    ("/office/staff", "/office/staff", "S SS AAAAA SS"),
    ("/office/staff/new", "/office/staff/new", "S SS NNNNA SS"),
    ("/office/staff/:staff", "/office/staff/{staff}", "S SS AAAAA SS"),
    ("/office/account", "/office/account", "S SS AAAAA SS"),
    ("/office/statements", "/office/statements", "S SS NNAAA SS"),
    ("/office/statements/:statement", "/office/statements/{statement}", "S SS NNAAA SS"),
    ("/office/statements/:statement/columns", "/office/statements/{table}/columns", "S SS NNAAA SS"),
    ("/office/reconciliation", "/office/reconciliation", "S SS NNAAA SS"),
    ("/office/reconciliation/:item", "/office/reconciliation/{line}", "S SS NNAAA SS"),
    ("/office/funds", "/office/funds", "S SS NNAAA SS"),
    ("/office/books", "/office/books", "S SS NNAAA SS"),
    ("/office/payments", "/office/payments", "S SS NNAAA SS"),
    ("/office/gateways", "/office/gateways", "S SS NNAAA SS"),
];
