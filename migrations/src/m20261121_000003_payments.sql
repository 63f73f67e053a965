CREATE TABLE payer (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    client_id uuid NOT NULL REFERENCES client (id),
    label text NOT NULL
);
CREATE INDEX payer_by_trip ON payer (trip_id);
CREATE INDEX payer_by_client ON payer (client_id);

CREATE TABLE instalment (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    kind text NOT NULL,
    due_on date NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    superseded_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX instalment_by_trip ON instalment (trip_id, due_on);
CREATE INDEX instalment_by_payer ON instalment (payer_id, due_on);

CREATE TABLE payment_order (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    currency text NOT NULL,
    outstanding_minor bigint NOT NULL,
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    idempotency_key text NOT NULL UNIQUE,
    request text NOT NULL,
    state text NOT NULL,
    decline_reason text,
    pay_url text,
    version bigint NOT NULL,
    expires_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    next_poll_at timestamptz
);
CREATE UNIQUE INDEX payment_order_one_live ON payment_order (trip_id, payer_id)
    WHERE state IN ('created', 'open', 'action_required', 'processing', 'authorized');
CREATE INDEX payment_order_by_payer ON payment_order (payer_id, created_at);
CREATE INDEX payment_order_to_poll ON payment_order (next_poll_at) WHERE next_poll_at IS NOT NULL;

CREATE TABLE payment_allocation (
    order_id uuid NOT NULL REFERENCES payment_order (id),
    instalment_id uuid NOT NULL REFERENCES instalment (id),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    PRIMARY KEY (order_id, instalment_id)
);
CREATE INDEX payment_allocation_by_instalment ON payment_allocation (instalment_id);

CREATE TABLE gateway_ref (
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    kind text NOT NULL,
    reference text NOT NULL,
    order_id uuid NOT NULL REFERENCES payment_order (id),
    PRIMARY KEY (gateway, gateway_account, kind, reference)
);
CREATE INDEX gateway_ref_by_order ON gateway_ref (order_id);

CREATE TABLE gateway_event (
    id uuid NOT NULL PRIMARY KEY,
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    dedupe_key text NOT NULL,
    source text NOT NULL,
    raw bytea NOT NULL,
    signature_ok boolean NOT NULL,
    state text NOT NULL,
    attempts bigint NOT NULL,
    last_error text,
    received_at timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    processed_at timestamptz,
    UNIQUE (gateway, gateway_account, dedupe_key)
);
CREATE INDEX gateway_event_waiting ON gateway_event (state, next_at);
CREATE INDEX gateway_event_refused ON gateway_event (received_at) WHERE NOT signature_ok;
