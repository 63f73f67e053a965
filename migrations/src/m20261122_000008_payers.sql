ALTER TABLE payer ADD COLUMN kind text NOT NULL DEFAULT 'client';
ALTER TABLE payer ADD COLUMN email text NOT NULL DEFAULT '';
ALTER TABLE payer ADD COLUMN language text NOT NULL DEFAULT 'fr';
ALTER TABLE payer ADD COLUMN persons bigint;
ALTER TABLE payer ADD COLUMN share_minor bigint;
ALTER TABLE payer ADD COLUMN state text NOT NULL DEFAULT 'active';
CREATE UNIQUE INDEX payer_client_once ON payer (trip_id, client_id) WHERE kind = 'client' AND state = 'active';

CREATE TABLE pay_link (
    id uuid NOT NULL PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    kind text NOT NULL,
    payer_id uuid NOT NULL REFERENCES payer (id),
    instalment_id uuid REFERENCES instalment (id),
    order_id uuid REFERENCES payment_order (id),
    made_by text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX pay_link_by_payer ON pay_link (payer_id, created_at);
