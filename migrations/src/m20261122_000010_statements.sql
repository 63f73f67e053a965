CREATE TABLE statement (
    id uuid NOT NULL PRIMARY KEY,
    name text NOT NULL,
    content bytea NOT NULL,
    state text NOT NULL,
    lines bigint NOT NULL,
    read bigint NOT NULL,
    uploaded_by uuid NOT NULL REFERENCES staff (id),
    created_at timestamptz NOT NULL,
    done_at timestamptz
);
CREATE INDEX statement_waiting ON statement (created_at) WHERE done_at IS NULL;

CREATE TABLE statement_line (
    id uuid NOT NULL PRIMARY KEY,
    statement_id uuid NOT NULL REFERENCES statement (id),
    position bigint NOT NULL,
    account text NOT NULL,
    entry_ref text NOT NULL,
    state text NOT NULL,
    reason text,
    booked_on date,
    amount_minor bigint,
    currency text,
    name text NOT NULL,
    iban text NOT NULL,
    reference text NOT NULL,
    info text NOT NULL,
    trip_id uuid REFERENCES trip (id),
    payer_id uuid REFERENCES payer (id),
    payment_id uuid REFERENCES recorded_payment (id),
    note text NOT NULL,
    decided_by uuid REFERENCES staff (id),
    decided_at timestamptz,
    UNIQUE (account, entry_ref)
);
CREATE INDEX statement_line_by_statement ON statement_line (statement_id, position);
CREATE INDEX statement_line_open ON statement_line (state, booked_on);
