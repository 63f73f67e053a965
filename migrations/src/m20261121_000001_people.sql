CREATE TABLE staff (
    id uuid NOT NULL PRIMARY KEY,
    given_name text NOT NULL,
    family_name text NOT NULL,
    search text NOT NULL,
    email text NOT NULL UNIQUE,
    phone text NOT NULL,
    role text NOT NULL,
    language text NOT NULL,
    destinations text NOT NULL,
    state text NOT NULL,
    password_hash text,
    totp_secret text,
    totp_pending text,
    totp_last_step bigint,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE client (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    company text NOT NULL,
    name text NOT NULL,
    search text NOT NULL,
    language text NOT NULL,
    email text NOT NULL,
    city text NOT NULL,
    phones text NOT NULL,
    addresses text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX client_by_email ON client (email);
CREATE INDEX client_by_name ON client (name);

CREATE TABLE account (
    id uuid NOT NULL PRIMARY KEY,
    client_id uuid NOT NULL UNIQUE REFERENCES client (id),
    password_hash text,
    language text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE session (
    id uuid NOT NULL PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    side text NOT NULL,
    staff_id uuid REFERENCES staff (id),
    account_id uuid REFERENCES account (id),
    state text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    ip text NOT NULL,
    user_agent text NOT NULL,
    CHECK ((staff_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX session_by_staff ON session (staff_id);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_seen_at ON session (seen_at);

CREATE TABLE link (
    id uuid NOT NULL PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    kind text NOT NULL,
    staff_id uuid REFERENCES staff (id),
    account_id uuid REFERENCES account (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CHECK ((staff_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX link_by_staff ON link (staff_id);
CREATE INDEX link_by_account ON link (account_id);

CREATE TABLE throttle (
    key text NOT NULL PRIMARY KEY,
    window_start timestamptz NOT NULL,
    count bigint NOT NULL CHECK (count > 0)
);
