CREATE TABLE legacy_payment (
    id text NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    kind text NOT NULL,
    method text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    advances_minor bigint NOT NULL CHECK (advances_minor >= 0 AND advances_minor <= amount_minor),
    paid_on date NOT NULL,
    note text NOT NULL,
    tx_id uuid NOT NULL UNIQUE REFERENCES ledger_tx (id),
    created_at timestamptz NOT NULL
);
CREATE INDEX legacy_payment_by_trip ON legacy_payment (trip_id, paid_on);
CREATE INDEX legacy_payment_by_payer ON legacy_payment (payer_id);

ALTER TABLE client ADD COLUMN erased_at timestamptz;
