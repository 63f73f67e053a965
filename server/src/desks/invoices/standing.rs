//! What was issued to a payer so far.

use domain::ids::{InvoiceId, PayerId};
use domain::money::{Currency, Money};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use store::entities::invoice;

/// Invoices and credit notes, the oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Issued(pub(super) Vec<invoice::Model>);

impl Issued {
    /// Those of a payer.
    pub(super) async fn to_payer(db: &impl ConnectionTrait, payer: PayerId) -> Result<Self, DbErr> {
        let rows = invoice::Entity::find().filter(invoice::Column::PayerId.eq(payer)).order_by_asc(invoice::Column::Id).all(db).await?;
        Ok(Self(rows))
    }

    /// What `payer` was invoiced in a currency, credit notes deducted.
    pub(super) fn net(&self, payer: PayerId, currency: Currency) -> Money {
        let own = self.0.iter().filter(|row| row.payer_id == payer && row.currency == currency);
        let signed = own.map(|row| row.kind.signed(total(row)).minor);
        Money::new(signed.fold(0, i64::saturating_add), currency)
    }

    /// What of an invoice was taken back.
    pub(super) fn taken_back(&self, invoice: &invoice::Model) -> Money {
        Money::new(taken_back(&self.0, invoice.id), invoice.currency)
    }
}

/// What the credit notes among `rows` take back of an invoice.
pub(super) fn taken_back(rows: &[invoice::Model], invoice: InvoiceId) -> i64 {
    rows.iter().filter(|row| row.credited_id == Some(invoice)).map(|row| row.total_minor).fold(0, i64::saturating_add)
}

/// The sum of an invoice.
pub(super) const fn total(row: &invoice::Model) -> Money {
    Money::new(row.total_minor, row.currency)
}
