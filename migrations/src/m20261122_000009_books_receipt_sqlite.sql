-- SQLite changes no column in place: the table is made anew, with its rows, its indexes and what guards it.
CREATE TABLE receipt_anew (
    id uuid NOT NULL PRIMARY KEY,
    number text NOT NULL UNIQUE,
    series text NOT NULL REFERENCES receipt_series (id),
    tx_id uuid NOT NULL UNIQUE REFERENCES ledger_tx (id),
    order_id uuid REFERENCES payment_order (id),
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    paid_at timestamptz NOT NULL,
    issued_on date NOT NULL,
    snapshot text NOT NULL
);
INSERT INTO receipt_anew SELECT id, number, series, tx_id, order_id, trip_id, payer_id, amount_minor, currency, paid_at, issued_on, snapshot FROM receipt;
DROP TRIGGER receipt_unchanged;
DROP TRIGGER receipt_kept;
DROP TABLE receipt;
ALTER TABLE receipt_anew RENAME TO receipt;
CREATE INDEX receipt_by_trip ON receipt (trip_id);
CREATE INDEX receipt_by_order ON receipt (order_id);
CREATE TRIGGER receipt_unchanged BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt: is written once'); END;
CREATE TRIGGER receipt_kept BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt: is written once'); END;
