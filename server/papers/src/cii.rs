//! An invoice as data: UN/CEFACT Cross Industry Invoice in the profile of EN 16931, for programs.
//!
//! It says what the PDF says, from the same view. Under the margin scheme the whole price is exempt: category `E` with its reason, no tax anywhere. The order of
//! elements is the schema's. *Unverified*: the code `VATEX-EU-D`, which some lists still call "second-hand means of transport".

use crate::PaperError;
use crate::invoice::{AddressView, InvoiceView, Regime};
use domain::invoices::InvoiceKind;
use domain::money::Money;
use locales::papers as texts;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use time::Date;

const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    ("xmlns:ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"),
    ("xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
    ("xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
];

/// An element: a name, attributes, and either text or children. One with neither is not written: the standard wants no empty elements.
struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, &'static str)>,
    text: String,
    children: Vec<Element>,
}

fn text(name: &'static str, text: impl Into<String>) -> Element {
    Element { name, attributes: Vec::new(), text: clean(&text.into()), children: Vec::new() }
}

fn all(name: &'static str, children: impl IntoIterator<Item = Element>) -> Element {
    Element { name, attributes: Vec::new(), text: String::new(), children: children.into_iter().collect() }
}

impl Element {
    fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.attributes.push((name, value));
        self
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.children.iter().all(Self::is_empty)
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        writer.write_event(Event::Start(BytesStart::new(self.name).with_attributes(self.attributes.iter().copied())))?;
        if !self.text.is_empty() {
            writer.write_event(Event::Text(BytesText::new(&self.text)))?;
        }
        for child in &self.children {
            child.write(writer)?;
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// What XML 1.0 can carry: control characters and the two that are none become spaces.
fn clean(typed: &str) -> String {
    let fits = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    typed.chars().map(|c| if fits(c) { c } else { ' ' }).collect::<String>().trim().to_owned()
}

fn date(name: &'static str, kind: &'static str, day: Date) -> Element {
    let digits = format!("{:04}{:02}{:02}", day.year(), u8::from(day.month()), day.day());
    all(name, [text(kind, digits).with("format", "102")])
}

fn amount(name: &'static str, money: Money) -> Element {
    text(name, money.to_field())
}

/// The invoice as data. `None` where it has no such form: under another regime than the margin scheme, or while nobody knows in which country the buyer lives, which
/// the standard wants to be told.
///
/// # Errors
/// [`PaperError::Template`] when it cannot be written.
pub fn invoice_data(view: &InvoiceView) -> Result<Option<String>, PaperError> {
    let (Regime::MarginScheme, Some(buyer)) = (view.regime, &view.buyer.postal) else { return Ok(None) };
    let children = [
        all(
            "rsm:ExchangedDocumentContext",
            [all("ram:GuidelineSpecifiedDocumentContextParameter", [text("ram:ID", "urn:cen.eu:en16931:2017")])],
        ),
        document(view),
        all("rsm:SupplyChainTradeTransaction", [line(view), agreement(view, buyer), delivery(view), settlement(view)]),
    ];
    let root = Element { attributes: NAMESPACES.to_vec(), ..all("rsm:CrossIndustryInvoice", children) };
    let mut writer = Writer::new(Vec::new());
    let failed = |error: std::io::Error| PaperError::Template(error.to_string());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).map_err(failed)?;
    root.write(&mut writer).map_err(failed)?;
    String::from_utf8(writer.into_inner()).map(Some).map_err(|error| PaperError::Template(error.to_string()))
}

fn document(view: &InvoiceView) -> Element {
    let code = match view.kind {
        InvoiceKind::Invoice => "380",
        InvoiceKind::CreditNote => "381",
    };
    let note = |content: String, code: &'static str| all("ram:IncludedNote", [text("ram:Content", content), text("ram:SubjectCode", code)]);
    let reason = view.credited.as_ref().map(|credited| all("ram:IncludedNote", [text("ram:Content", credited.reason.as_str())]));
    let company = (!view.seller.registrations.is_empty()).then(|| note(view.seller.registrations.join(" · "), "REG"));
    let head =
        [text("ram:ID", view.number.as_str()), text("ram:TypeCode", code), date("ram:IssueDateTime", "udt:DateTimeString", view.issued_on)];
    all("rsm:ExchangedDocument", head.into_iter().chain(reason).chain(company))
}

fn line(view: &InvoiceView) -> Element {
    let what = [view.trip.title.as_str()].into_iter().chain(view.included.iter().map(String::as_str)).collect::<Vec<_>>().join(" · ");
    let tax = all(
        "ram:ApplicableTradeTax",
        [text("ram:TypeCode", "VAT"), text("ram:CategoryCode", "E"), text("ram:RateApplicablePercent", "0.00")],
    );
    all(
        "ram:IncludedSupplyChainTradeLineItem",
        [
            all("ram:AssociatedDocumentLineDocument", [text("ram:LineID", "1")]),
            all("ram:SpecifiedTradeProduct", [text("ram:Name", view.label.as_str()), text("ram:Description", what)]),
            all("ram:SpecifiedLineTradeAgreement", [all("ram:NetPriceProductTradePrice", [amount("ram:ChargeAmount", view.total)])]),
            all("ram:SpecifiedLineTradeDelivery", [text("ram:BilledQuantity", "1").with("unitCode", "C62")]),
            all(
                "ram:SpecifiedLineTradeSettlement",
                [tax, all("ram:SpecifiedTradeSettlementLineMonetarySummation", [amount("ram:LineTotalAmount", view.total)])],
            ),
        ],
    )
}

fn agreement(view: &InvoiceView, buyer: &AddressView) -> Element {
    let seller = &view.seller;
    all(
        "ram:ApplicableHeaderTradeAgreement",
        [
            all(
                "ram:SellerTradeParty",
                [
                    text("ram:Name", seller.name.as_str()),
                    all("ram:SpecifiedLegalOrganization", [text("ram:ID", seller.siren.as_str()).with("schemeID", "0002")]),
                    address(&seller.postal),
                    all("ram:SpecifiedTaxRegistration", [text("ram:ID", seller.vat.as_str()).with("schemeID", "VA")]),
                ],
            ),
            all("ram:BuyerTradeParty", [text("ram:Name", view.buyer.name.as_str()), address(buyer)]),
        ],
    )
}

fn address(address: &AddressView) -> Element {
    all(
        "ram:PostalTradeAddress",
        [
            text("ram:PostcodeCode", address.postcode.as_str()),
            text("ram:LineOne", address.street.as_str()),
            text("ram:CityName", address.town.as_str()),
            text("ram:CountryID", address.country.as_str()),
        ],
    )
}

/// A package is delivered when the trip is over.
fn delivery(view: &InvoiceView) -> Element {
    let over = date("ram:OccurrenceDateTime", "udt:DateTimeString", view.trip.ends_on);
    all("ram:ApplicableHeaderTradeDelivery", [all("ram:ActualDeliverySupplyChainEvent", [over])])
}

fn settlement(view: &InvoiceView) -> Element {
    let zero = Money::zero(view.total.currency);
    let tax = all(
        "ram:ApplicableTradeTax",
        [
            amount("ram:CalculatedAmount", zero),
            text("ram:TypeCode", "VAT"),
            text("ram:ExemptionReason", texts::MARGIN_SCHEME),
            amount("ram:BasisAmount", view.total),
            text("ram:CategoryCode", "E"),
            text("ram:ExemptionReasonCode", "VATEX-EU-D"),
            text("ram:RateApplicablePercent", "0.00"),
        ],
    );
    let period = all(
        "ram:BillingSpecifiedPeriod",
        [
            date("ram:StartDateTime", "udt:DateTimeString", view.trip.starts_on),
            date("ram:EndDateTime", "udt:DateTimeString", view.trip.ends_on),
        ],
    );
    let terms = (view.kind == InvoiceKind::Invoice && view.left.minor > 0).then(|| {
        let due = view.due_on.map(|day| date("ram:DueDateDateTime", "udt:DateTimeString", day));
        all("ram:SpecifiedTradePaymentTerms", [text("ram:Description", texts::payment_terms(view.locale))].into_iter().chain(due))
    });
    let sums = all(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        [
            amount("ram:LineTotalAmount", view.total),
            amount("ram:TaxBasisTotalAmount", view.total),
            Element { attributes: vec![("currencyID", code(view.total))], ..amount("ram:TaxTotalAmount", zero) },
            amount("ram:GrandTotalAmount", view.total),
            amount("ram:TotalPrepaidAmount", view.paid),
            amount("ram:DuePayableAmount", view.left),
        ],
    );
    let before = view.credited.as_ref().map(|credited| {
        all(
            "ram:InvoiceReferencedDocument",
            [
                text("ram:IssuerAssignedID", credited.number.as_str()),
                date("ram:FormattedIssueDateTime", "qdt:DateTimeString", credited.issued_on),
            ],
        )
    });
    let head = [text("ram:InvoiceCurrencyCode", code(view.total)), tax, period];
    all("ram:ApplicableHeaderTradeSettlement", head.into_iter().chain(terms).chain([sums]).chain(before))
}

fn code(money: Money) -> &'static str {
    money.currency.code()
}
