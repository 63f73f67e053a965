CREATE TABLE refund (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    order_id uuid REFERENCES payment_order (id),
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    capture_key text,
    refund_key text,
    idempotency_key text NOT NULL UNIQUE,
    way text NOT NULL,
    origin text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    unapplied_minor bigint NOT NULL CHECK (unapplied_minor BETWEEN 0 AND amount_minor),
    currency text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    note text NOT NULL,
    failure text,
    event_on date NOT NULL,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    sent_at timestamptz,
    finished_at timestamptz,
    version bigint NOT NULL
);
CREATE UNIQUE INDEX refund_once ON refund (gateway, gateway_account, refund_key) WHERE refund_key IS NOT NULL;
CREATE INDEX refund_by_trip ON refund (trip_id, requested_at);
CREATE INDEX refund_by_payer ON refund (payer_id);
CREATE INDEX refund_by_order ON refund (order_id);
CREATE INDEX refund_under_way ON refund (state) WHERE state IN ('requested', 'sent', 'pending');

CREATE TABLE dispute (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    payer_id uuid NOT NULL REFERENCES payer (id),
    order_id uuid NOT NULL REFERENCES payment_order (id),
    gateway text NOT NULL,
    gateway_account text NOT NULL,
    capture_key text NOT NULL,
    dispute_key text NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    taken_minor bigint NOT NULL CHECK (taken_minor >= 0),
    fee_minor bigint NOT NULL CHECK (fee_minor >= 0),
    currency text NOT NULL,
    state text NOT NULL,
    answer_by timestamptz,
    opened_at timestamptz NOT NULL,
    finished_at timestamptz,
    UNIQUE (gateway, gateway_account, dispute_key)
);
CREATE INDEX dispute_by_order ON dispute (order_id);
CREATE INDEX dispute_by_trip ON dispute (trip_id);
