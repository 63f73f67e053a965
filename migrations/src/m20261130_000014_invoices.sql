CREATE TABLE invoice_series (
    id text NOT NULL PRIMARY KEY,
    entity text NOT NULL,
    next bigint NOT NULL CHECK (next > 0),
    last_issued_on date
);

CREATE TABLE invoice (
    id uuid NOT NULL PRIMARY KEY,
    number text NOT NULL UNIQUE,
    series text NOT NULL REFERENCES invoice_series (id),
    kind text NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    credited_id uuid REFERENCES invoice (id),
    tx_id uuid NOT NULL UNIQUE REFERENCES ledger_tx (id),
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    total_minor bigint NOT NULL CHECK (total_minor > 0),
    currency text NOT NULL,
    issued_on date NOT NULL,
    issued_by uuid REFERENCES staff (id),
    created_at timestamptz NOT NULL,
    snapshot text NOT NULL,
    CHECK ((kind = 'credit_note') = (credited_id IS NOT NULL))
);
CREATE INDEX invoice_by_trip ON invoice (trip_id);
CREATE INDEX invoice_by_payer ON invoice (payer_id);
CREATE INDEX invoice_by_credited ON invoice (credited_id);
CREATE INDEX invoice_by_day ON invoice (issued_on, number);
