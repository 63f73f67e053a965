ALTER TABLE dispute ADD COLUMN kind text NOT NULL DEFAULT 'claim';

CREATE TABLE handover (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    from_payer uuid NOT NULL UNIQUE REFERENCES payer (id),
    to_payer uuid NOT NULL REFERENCES payer (id),
    moved_minor bigint NOT NULL CHECK (moved_minor >= 0),
    currency text NOT NULL,
    reason text NOT NULL,
    late boolean NOT NULL,
    handed_on date NOT NULL,
    made_by uuid NOT NULL REFERENCES staff (id),
    created_at timestamptz NOT NULL
);
CREATE INDEX handover_by_trip ON handover (trip_id);
CREATE INDEX handover_by_receiver ON handover (to_payer);
