CREATE TABLE payout (
    id uuid NOT NULL PRIMARY KEY,
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    payout_key text NOT NULL,
    entity text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    fee_minor bigint NOT NULL CHECK (fee_minor >= 0),
    currency text NOT NULL,
    state text NOT NULL,
    shown_minor bigint NOT NULL,
    arrives_on date NOT NULL,
    reference text NOT NULL,
    decided_by uuid REFERENCES staff (id),
    tx_id uuid REFERENCES ledger_tx (id),
    undone_by uuid REFERENCES staff (id),
    undone_at timestamptz,
    undone_why text NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (gateway, gateway_account, payout_key)
);
CREATE INDEX payout_by_day ON payout (arrives_on);

CREATE TABLE gateway_mark (
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    moved_to timestamptz NOT NULL,
    PRIMARY KEY (gateway, gateway_account)
);

ALTER TABLE statement_line ADD COLUMN payout_id uuid;
ALTER TABLE statement_line ADD COLUMN clearing text;
CREATE INDEX statement_line_by_payout ON statement_line (payout_id) WHERE payout_id IS NOT NULL;
CREATE INDEX statement_line_open_amount ON statement_line (amount_minor, state);
