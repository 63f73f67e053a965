CREATE TABLE audit (
    seq integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    tx bigint NOT NULL DEFAULT 0,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    verb text NOT NULL,
    object text NOT NULL,
    trip_id uuid,
    detail text NOT NULL
);
CREATE INDEX audit_by_trip ON audit (trip_id, seq);
CREATE INDEX audit_by_object ON audit (object, seq);

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit: is written once'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit: is written once'); END;
