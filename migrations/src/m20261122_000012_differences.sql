ALTER TABLE statement ADD COLUMN reading text;
ALTER TABLE statement_line ADD COLUMN direction text NOT NULL DEFAULT 'in';
ALTER TABLE statement_line ADD COLUMN difference text;
ALTER TABLE statement_line ADD COLUMN entity text;
ALTER TABLE statement_line ADD COLUMN refund_id uuid;

UPDATE statement_line SET direction = 'out' WHERE state = 'outgoing';
UPDATE statement_line SET state = 'pending' WHERE state = 'outgoing' AND entry_ref LIKE 'pending:%';
UPDATE statement_line SET difference = 'unmatched_debit' WHERE state = 'outgoing';
UPDATE statement_line SET difference = 'unmatched_credit' WHERE state IN ('proposed', 'unmatched', 'set_aside') OR (state = 'booked' AND decided_by IS NOT NULL);
UPDATE statement_line SET difference = 'currency_diff' WHERE difference IS NOT NULL AND reason = 'other_currency';

CREATE INDEX statement_line_differs ON statement_line (difference, state) WHERE difference IS NOT NULL;
CREATE INDEX statement_line_alike ON statement_line (account, booked_on, amount_minor);

CREATE TABLE statement_columns (
    account text NOT NULL,
    header text NOT NULL,
    columns text NOT NULL,
    saved_by uuid NOT NULL REFERENCES staff (id),
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (account, header)
);

CREATE TABLE gateway_difference (
    id uuid NOT NULL PRIMARY KEY,
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    fact text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    entity text,
    currency text NOT NULL,
    amount_minor bigint NOT NULL,
    ours_minor bigint,
    ours_currency text,
    happened_on date NOT NULL,
    info text NOT NULL,
    order_id uuid REFERENCES payment_order (id),
    trip_id uuid REFERENCES trip (id),
    note text NOT NULL,
    decided_by uuid REFERENCES staff (id),
    decided_at timestamptz,
    created_at timestamptz NOT NULL,
    UNIQUE (gateway, gateway_account, fact, kind)
);
CREATE INDEX gateway_difference_open ON gateway_difference (state, happened_on);
