//! The people of the served house and what they own: everybody who may knock, a trip sold and partly paid, a link, a second session.

use crate::support::browser::Browser;
use crate::support::web::{BANK_KEY, Served};
use crate::support::{Agency, caller};
use desk::{Caller, Edited, PeopleDesk};
use domain::dates;
use domain::ids::{
    AccountId, ClientId, InvoiceId, PayLinkId, PayerId, PaymentOrderId, ReceiptId, RecordedPaymentId, RefundId, RevisionId, SessionId,
    StaffId, StatementId, StatementLineId, TripId,
};
use domain::locale::Locale;
use domain::payers::{PayerKind, PayerState};
use domain::payments::{PayDraft, RecordDraft, RefundDraft};
use domain::people::{StaffRole, StaffState};
use domain::policy::Actor;
use domain::revisions::RevisionDraft;
use domain::trips::{InsuranceDraft, ServiceDraft, TravellerDraft, TripDraft, TripMove};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};
use store::entities::{account, link, payer, payment_order, receipt, session};
use store::fresh;
use store::words::{LinkKind, SessionState, Side};
use time::Duration;

/// Everybody who may knock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Anonymous,
    /// The client of the trip.
    Traveller,
    OtherTraveller,
    /// The seller of the trip.
    Seller,
    OtherSeller,
    Manager,
    Accountant,
    Administrator,
    /// Disabled while a session was open.
    Disabled,
    /// The password was right, the one-time code is still to come.
    AwaitingCode,
}

impl Who {
    pub(crate) const ALL: [Self; 10] = [
        Self::Anonymous,
        Self::Traveller,
        Self::OtherTraveller,
        Self::Seller,
        Self::OtherSeller,
        Self::Manager,
        Self::Accountant,
        Self::Administrator,
        Self::Disabled,
        Self::AwaitingCode,
    ];
}

/// A house with its people.
pub(crate) struct Town {
    pub(crate) served: Served,
    pub(crate) client: ClientId,
    pub(crate) trip: TripId,
    pub(crate) order: PaymentOrderId,
    pub(crate) receipt: ReceiptId,
    /// A cheque of 10.00 CHF, which changes nothing of what is owed in EUR.
    pub(crate) recorded: RecordedPaymentId,
    /// A statement with one line, which is nobody's.
    pub(crate) statement: StatementId,
    pub(crate) line: StatementLineId,
    /// A table whose columns nobody has explained.
    pub(crate) table: StatementId,
    /// Who owes the trip.
    pub(crate) payer: PayerId,
    /// A transfer that was given up.
    pub(crate) refund: RefundId,
    /// A rise of the price that waits for an answer.
    pub(crate) revision: RevisionId,
    /// A trip of the same client that is sold, its payer and its invoice, which leaves nothing to invoice.
    pub(crate) sold: TripId,
    pub(crate) sold_payer: PayerId,
    pub(crate) invoice: InvoiceId,
    pub(crate) seller: StaffId,
    /// An invited member of staff.
    pub(crate) invited: StaffId,
    /// The token of a link of the traveller, not used yet.
    pub(crate) link: String,
    /// The token of a link that the payer pays by, and that link.
    pub(crate) pay_link: String,
    pub(crate) pay_link_id: PayLinkId,
    staff: Vec<(Who, StaffId)>,
    accounts: Vec<(Who, AccountId)>,
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The form of a trip that can be proposed: ten days in Peru for 3000 EUR, two months from `today`.
pub(crate) fn trip_draft(client: ClientId, seller: StaffId, today: time::Date) -> TripDraft {
    let service = ServiceDraft {
        kind: "stay".into(),
        label: "Hébergements".into(),
        price: "3000".into(),
        zone: "non-eu".into(),
        inclusion: "included".into(),
        ..ServiceDraft::default()
    };
    TripDraft {
        client: client.to_string(),
        title: "Pérou".into(),
        destinations: vec!["peru".into()],
        entity: "fr".into(),
        seller: seller.to_string(),
        starts_on: dates::iso(dates::plus_days(today, 60)),
        ends_on: dates::iso(dates::plus_days(today, 69)),
        services: vec![service],
        insurance: InsuranceDraft { decision: "declined".into(), consent_on: String::new() },
        travellers: vec![TravellerDraft { given_name: "Ana".into(), family_name: "Test".into(), ..TravellerDraft::default() }],
        ..TripDraft::default()
    }
}

impl Town {
    pub(crate) async fn new(served: Served) -> Self {
        let agency = Agency::new(served.base.db.clone()).await;
        let mut staff = vec![(Who::Administrator, agency.administrator_id)];
        for (who, given, role) in [
            (Who::Seller, "Claire", "seller"),
            (Who::OtherSeller, "Marc", "seller"),
            (Who::Manager, "Helene", "manager"),
            (Who::Accountant, "Luc", "accountant"),
            (Who::Disabled, "Denis", "administrator"),
            (Who::AwaitingCode, "Aline", "administrator"),
        ] {
            staff.push((who, agency.staff(given, role).await));
        }
        let invited =
            agency.people.invite_staff(&agency.administrator, crate::support::staff_draft("Ines", "Test", "seller")).await.unwrap();
        let mut accounts = Vec::new();
        let mut clients = Vec::new();
        for (who, given) in [(Who::Traveller, "Ana"), (Who::OtherTraveller, "Zoe")] {
            let client = agency.client(given, &format!("{}@example.org", given.to_lowercase()), crate::support::PASSWORD).await;
            let found = account::Entity::find().filter(account::Column::ClientId.eq(client)).one(agency.db.read()).await.unwrap().unwrap();
            accounts.push((who, found.id));
            clients.push(client);
        }
        let (client, seller) = (clients[0], staff[1].1);
        let as_seller = caller(Actor::Staff { id: seller, role: StaffRole::Seller });
        let traveller = caller(Actor::Client { account: accounts[0].1, client });
        let trip = sell(&served, &as_seller, trip_draft(client, seller, served.house.counter.today())).await;
        let (order, receipt) = pay(&served, &traveller, trip).await;
        let recorded = record(&served, &agency.administrator, trip).await;
        let (statement, line) = bring(&served, &agency.administrator).await;
        let table = "Date;Libellé;Montant\n14.03.2027;a;1,00\n".into();
        let table = served.house.desks.statements.upload_statement(&agency.administrator, "releve.csv".into(), table, String::new());
        let table = table.await.unwrap().id;
        let (payer, refund) = give_up(&served, &agency.administrator, trip, order).await;
        let link = put_link(&served, accounts[0].1).await;
        let payers = &served.house.desks.payers;
        let pay_link = payers.make_pay_link(&as_seller, payer, None).await.unwrap().1;
        let pay_link_id = payers.find_payers(&as_seller, trip).await.unwrap().payers[0].links[0].id;
        let (sold, sold_payer, invoice) =
            invoice(&served, &agency.administrator, trip_draft(client, seller, served.house.counter.today())).await;
        let revision = raise(&served, &as_seller, trip).await;
        let disabled = staff[5].1;
        agency.people.set_staff_state(&agency.administrator, disabled, StaffState::Disabled).await.unwrap();
        Self {
            served,
            client,
            trip,
            order,
            receipt,
            recorded,
            statement,
            line,
            table,
            payer,
            refund,
            revision,
            sold,
            sold_payer,
            invoice,
            seller,
            invited,
            link,
            pay_link,
            pay_link_id,
            staff,
            accounts,
        }
    }

    /// The browser of `who`, with a session that nobody else has.
    pub(crate) async fn visit(&self, who: Who) -> Browser {
        match self.open_session(who).await {
            Some((token, _)) => self.served.browser().with_session(&token),
            None => self.served.browser(),
        }
    }

    /// From now on the other traveller pays a share of the trip as well.
    pub(crate) async fn share_with_other_traveller(&self) {
        let db = &self.served.base.db;
        let account = self.accounts.iter().find(|(known, _)| *known == Who::OtherTraveller).map(|(_, id)| *id).unwrap();
        let account = account::Entity::find_by_id(account).one(db.read()).await.unwrap().unwrap();
        let row = payer::ActiveModel {
            id: Set(fresh()),
            trip_id: Set(self.trip),
            client_id: Set(account.client_id),
            label: Set("Zoe Test".into()),
            kind: Set(PayerKind::Client),
            email: Set(String::new()),
            language: Set(Locale::Fr),
            persons: Set(None),
            share_minor: Set(Some(100)),
            state: Set(PayerState::Active),
        };
        let tx = db.begin_write().await.unwrap();
        row.insert(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A new session of `who`: the token of its cookie, and its id.
    pub(crate) async fn open_session(&self, who: Who) -> Option<(String, SessionId)> {
        let staff_id = self.staff.iter().find(|(known, _)| *known == who).map(|(_, id)| *id);
        let account_id = self.accounts.iter().find(|(known, _)| *known == who).map(|(_, id)| *id);
        if who == Who::Anonymous {
            return None;
        }
        let (token, now) = (uuid::Uuid::now_v7().simple().to_string(), self.served.house.counter.now());
        let row = session::ActiveModel {
            id: Set(fresh()),
            token_hash: Set(hash(&token)),
            side: Set(if staff_id.is_some() { Side::Office } else { Side::Portal }),
            staff_id: Set(staff_id),
            account_id: Set(account_id),
            state: Set(if who == Who::AwaitingCode { SessionState::AwaitingCode } else { SessionState::Open }),
            created_at: Set(now),
            seen_at: Set(now),
            ip: Set(String::new()),
            user_agent: Set(String::new()),
        };
        let tx = self.served.base.db.begin_write().await.unwrap();
        let id = row.insert(&tx).await.unwrap().id;
        tx.commit().await.unwrap();
        Some((token, id))
    }
}

/// A trip shown to its client.
async fn sell(served: &Served, seller: &Caller, draft: TripDraft) -> TripId {
    let trips = &served.house.desks.trips;
    let trip = trips.create_trip(seller, draft).await.unwrap();
    trips.move_trip(seller, trip, 1, TripMove::Propose).await.unwrap();
    trip
}

/// Pays the next instalment at the bank, whose notifications stay there.
async fn pay(served: &Served, traveller: &Caller, trip: TripId) -> (PaymentOrderId, ReceiptId) {
    let behaviour = serde_json::json!({ "scope": "all", "pay": "auto_capture", "notify": "never" });
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let told = client.post(format!("{}/test/behaviour", served.bank_url)).bearer_auth(BANK_KEY).json(&behaviour).send().await.unwrap();
    assert_eq!(told.status(), 204);
    let draft = PayDraft { choice: "next".into(), ..PayDraft::default() };
    served.house.desks.payments.start_payment(traveller, trip, draft).await.unwrap();
    let db = served.base.db.read();
    let order = payment_order::Entity::find().filter(payment_order::Column::TripId.eq(trip)).one(db).await.unwrap().unwrap().id;
    served.house.payments.settle_order(order).await.unwrap();
    let receipt = receipt::Entity::find().filter(receipt::Column::OrderId.eq(order)).one(db).await.unwrap().unwrap().id;
    (order, receipt)
}

/// Records a cheque.
async fn record(served: &Served, administrator: &Caller, trip: TripId) -> RecordedPaymentId {
    let desk = &served.house.desks.recorded;
    let form = desk.find_record_form(administrator, trip).await.unwrap();
    let draft = RecordDraft {
        payer: form.payers[0].id.to_string(),
        method: "cheque".into(),
        amount: "10".into(),
        currency: "CHF".into(),
        received_on: dates::iso(served.house.counter.today()),
        note: String::new(),
    };
    desk.record_payment(administrator, trip, form.id, draft).await.unwrap();
    form.id
}

/// Brings a statement, and has it read.
async fn bring(served: &Served, administrator: &Caller) -> (StatementId, StatementLineId) {
    let file = "<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-01-02</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>";
    let statement =
        served.house.desks.statements.upload_statement(administrator, "camt.xml".into(), file.into(), String::new()).await.unwrap().id;
    served.house.books.read_statements().await.unwrap();
    let view = served.house.desks.statements.find_statement(administrator, statement, domain::paging::ListQuery::default()).await.unwrap();
    (statement, view.lines.rows[0].id)
}

/// Asks for a refund by transfer, and gives it up.
async fn give_up(served: &Served, staff: &Caller, trip: TripId, order: PaymentOrderId) -> (PayerId, RefundId) {
    let refunds = &served.house.desks.refunds;
    let order = payment_order::Entity::find_by_id(order).one(served.base.db.read()).await.unwrap().unwrap();
    let draft = RefundDraft {
        capture: refunds.find_trip_refunds(staff, trip).await.unwrap().captures[0].name.clone(),
        way: "transfer".into(),
        amount: "1".into(),
        reason: "Test".into(),
        ..RefundDraft::default()
    };
    let refund = refunds.request_refund(staff, trip, draft).await.unwrap();
    refunds.settle_transfer(staff, refund, desk::TransferEnd::GivenUp).await.unwrap();
    (order.payer_id, refund)
}

/// A trip that is sold, and invoiced whole.
async fn invoice(served: &Served, administrator: &Caller, draft: TripDraft) -> (TripId, PayerId, InvoiceId) {
    let trip = sell(served, administrator, draft).await;
    served.house.desks.trips.move_trip(administrator, trip, 2, TripMove::Confirm).await.unwrap();
    let desk = &served.house.desks.invoices;
    let preview = desk.preview_invoice(administrator, trip, None).await.unwrap();
    desk.issue_invoice(administrator, trip, preview.payer, preview.id, preview.total.plain()).await.unwrap();
    (trip, preview.payer, preview.id)
}

/// Proposes a price a fifth above what was agreed.
async fn raise(served: &Served, seller: &Caller, trip: TripId) -> RevisionId {
    let desks = &served.house.desks;
    let view = desks.trips.find_trip(seller, trip).await.unwrap();
    let mut draft = TripDraft::from(&view.trip);
    draft.services[0].price = "3600".into();
    let seen = desks.revisions.preview_revision(seller, trip, draft.clone()).await.unwrap().seen;
    let said = RevisionDraft { seen, cause: "taxes".into(), reason: "Test".into() };
    match desks.trips.update_trip(seller, trip, view.version, draft, said).await.unwrap() {
        Edited::Proposed(revision, _) => revision,
        Edited::Saved(_) => panic!("a fifth is above every limit"),
    }
}

async fn put_link(served: &Served, account: AccountId) -> String {
    let (token, now) = (uuid::Uuid::now_v7().simple().to_string(), served.house.counter.now());
    let row = link::ActiveModel {
        id: Set(fresh()),
        token_hash: Set(hash(&token)),
        kind: Set(LinkKind::Reset),
        staff_id: Set(None),
        account_id: Set(Some(account)),
        created_at: Set(now),
        expires_at: Set(now + Duration::hours(1)),
        used_at: Set(None),
    };
    let tx = served.base.db.begin_write().await.unwrap();
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    token
}
