CREATE TABLE outbox (
    id uuid NOT NULL PRIMARY KEY,
    topic text NOT NULL,
    dedupe_key text NOT NULL UNIQUE,
    payload text NOT NULL,
    state text NOT NULL,
    attempts bigint NOT NULL,
    next_at timestamptz NOT NULL,
    last_error text,
    created_at timestamptz NOT NULL
);
CREATE INDEX outbox_waiting ON outbox (state, next_at);

CREATE TABLE task (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    created_at timestamptz NOT NULL,
    done_at timestamptz,
    done_by uuid REFERENCES staff (id)
);
CREATE INDEX task_open ON task (created_at) WHERE done_at IS NULL;
