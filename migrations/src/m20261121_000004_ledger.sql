CREATE TABLE ledger_account (
    id uuid NOT NULL PRIMARY KEY,
    entity text NOT NULL,
    code text NOT NULL,
    currency text NOT NULL,
    trip_id uuid NOT NULL,
    payer_id uuid NOT NULL,
    balance bigint NOT NULL,
    version bigint NOT NULL,
    UNIQUE (entity, code, currency, trip_id, payer_id)
);
CREATE INDEX ledger_account_by_trip ON ledger_account (trip_id);

CREATE TABLE ledger_tx (
    id uuid NOT NULL PRIMARY KEY,
    source_kind text NOT NULL,
    source_id text NOT NULL,
    memo text NOT NULL,
    effective_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (source_kind, source_id)
);

CREATE TABLE ledger_entry (
    id uuid NOT NULL PRIMARY KEY,
    tx_id uuid NOT NULL REFERENCES ledger_tx (id) DEFERRABLE INITIALLY DEFERRED,
    account_id uuid NOT NULL REFERENCES ledger_account (id),
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    currency text NOT NULL,
    account_version bigint NOT NULL,
    balance_after bigint NOT NULL,
    UNIQUE (account_id, account_version)
);
CREATE INDEX ledger_entry_by_tx ON ledger_entry (tx_id);

CREATE TABLE payment_capture (
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    capture_key text NOT NULL,
    order_id uuid NOT NULL REFERENCES payment_order (id),
    tx_id uuid NOT NULL UNIQUE REFERENCES ledger_tx (id),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    advances_minor bigint NOT NULL CHECK (advances_minor >= 0 AND advances_minor <= amount_minor),
    reason text,
    captured_at timestamptz NOT NULL,
    PRIMARY KEY (gateway, gateway_account, capture_key)
);
CREATE INDEX payment_capture_by_order ON payment_capture (order_id);

CREATE TABLE receipt_series (
    id text NOT NULL PRIMARY KEY,
    entity text NOT NULL,
    next bigint NOT NULL CHECK (next > 0)
);

CREATE TABLE receipt (
    id uuid NOT NULL PRIMARY KEY,
    number text NOT NULL UNIQUE,
    series text NOT NULL REFERENCES receipt_series (id),
    tx_id uuid NOT NULL UNIQUE REFERENCES ledger_tx (id),
    order_id uuid NOT NULL REFERENCES payment_order (id),
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    paid_at timestamptz NOT NULL,
    issued_on date NOT NULL,
    snapshot text NOT NULL
);
CREATE INDEX receipt_by_trip ON receipt (trip_id);
CREATE INDEX receipt_by_order ON receipt (order_id);
