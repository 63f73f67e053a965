CREATE TABLE trip (
    id uuid NOT NULL PRIMARY KEY,
    reference text NOT NULL UNIQUE,
    client_id uuid NOT NULL REFERENCES client (id),
    title text NOT NULL,
    search text NOT NULL,
    destinations text NOT NULL,
    entity text NOT NULL,
    currency text NOT NULL,
    seller_id uuid NOT NULL REFERENCES staff (id),
    state text NOT NULL,
    starts_on date,
    ends_on date,
    notes text NOT NULL,
    insurance_decision text NOT NULL,
    insurance_consent_on date,
    price_minor bigint NOT NULL,
    insurance_minor bigint NOT NULL,
    rule text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX trip_by_client ON trip (client_id);
CREATE INDEX trip_by_seller ON trip (seller_id);
CREATE INDEX trip_by_state ON trip (state, starts_on);
CREATE INDEX trip_by_starts_on ON trip (starts_on);

CREATE TABLE trip_service (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    position bigint NOT NULL,
    kind text NOT NULL,
    label text NOT NULL,
    supplier text NOT NULL,
    place text NOT NULL,
    starts_on date,
    ends_on date,
    cost_minor bigint NOT NULL,
    cost_currency text NOT NULL,
    rate bigint NOT NULL,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    zone text NOT NULL,
    inclusion text NOT NULL
);
CREATE INDEX trip_service_by_trip ON trip_service (trip_id, position);

CREATE TABLE traveller (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    position bigint NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    born_on date,
    insured boolean NOT NULL
);
CREATE INDEX traveller_by_trip ON traveller (trip_id, position);

CREATE TABLE trip_day (
    id uuid NOT NULL PRIMARY KEY,
    trip_id uuid NOT NULL REFERENCES trip (id),
    position bigint NOT NULL,
    place text NOT NULL,
    length bigint NOT NULL CHECK (length > 0),
    title_fr text NOT NULL,
    title_en text NOT NULL,
    text_fr text NOT NULL,
    text_en text NOT NULL
);
CREATE INDEX trip_day_by_trip ON trip_day (trip_id, position);

CREATE TABLE trip_number (
    year bigint NOT NULL,
    entity text NOT NULL,
    next bigint NOT NULL CHECK (next > 0),
    PRIMARY KEY (year, entity)
);
