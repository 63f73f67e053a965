CREATE TABLE price_revision (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    state text NOT NULL,
    cause text NOT NULL,
    reason text NOT NULL,
    trip_version bigint NOT NULL,
    draft text NOT NULL,
    currency text NOT NULL,
    old_minor bigint NOT NULL,
    old_base_minor bigint NOT NULL,
    new_currency text NOT NULL,
    new_minor bigint NOT NULL,
    new_base_minor bigint NOT NULL,
    agreed_minor bigint NOT NULL,
    answer_by date NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz
);
CREATE INDEX price_revision_by_trip ON price_revision (trip_id, id);
CREATE UNIQUE INDEX price_revision_one_open ON price_revision (trip_id) WHERE state = 'proposed';
