CREATE TABLE recorded_payment (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    method text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    advances_minor bigint NOT NULL CHECK (advances_minor >= 0 AND advances_minor <= amount_minor),
    received_on date NOT NULL,
    note text NOT NULL,
    statement_line_id uuid UNIQUE,
    recorded_by uuid REFERENCES staff (id),
    tx_id uuid NOT NULL UNIQUE REFERENCES ledger_tx (id),
    created_at timestamptz NOT NULL
);
CREATE INDEX recorded_payment_by_trip ON recorded_payment (trip_id);
CREATE INDEX recorded_payment_by_payer ON recorded_payment (payer_id);

CREATE TABLE recorded_reversal (
    payment_id uuid NOT NULL PRIMARY KEY REFERENCES recorded_payment (id),
    advances_minor bigint NOT NULL CHECK (advances_minor >= 0),
    unapplied_minor bigint NOT NULL CHECK (unapplied_minor >= 0),
    reason text NOT NULL,
    reversed_by uuid NOT NULL REFERENCES staff (id),
    tx_id uuid NOT NULL UNIQUE REFERENCES ledger_tx (id),
    created_at timestamptz NOT NULL
);
