-- A counter device of a shop: paired by a code that the desk gave out. The secret in its cookie is kept as its SHA-256 only.
CREATE TABLE identity.tills (
    id           uuid PRIMARY KEY,
    community    text NOT NULL,
    shop         text NOT NULL,
    secret_hash  bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
    device       text NOT NULL,
    paired_by    text NOT NULL,
    paired_at    timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    revoked_at   timestamptz
);
CREATE INDEX tills_of_shop ON identity.tills (community, shop);

-- A code to pair a device with, once and within minutes. Kept as a keyed hash: it is short enough to be typed.
CREATE TABLE identity.till_codes (
    code_hash  bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    community  text NOT NULL,
    shop       text NOT NULL,
    made_by    text NOT NULL,
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX till_codes_by_end ON identity.till_codes (expires_at);

-- What a shop asks of a member at the counter, until it is answered. Its id is that of the discount. It moves nothing and is kept for a day.
CREATE TABLE identity.counter_asks (
    id             uuid PRIMARY KEY,
    community      text NOT NULL,
    shop           text NOT NULL,
    till           uuid NOT NULL REFERENCES identity.tills ON DELETE CASCADE,
    member         text NOT NULL,
    shown_by       text NOT NULL CHECK (shown_by IN ('number', 'code', 'card')),
    purchase_cents bigint NOT NULL,
    minutes        bigint,
    status         text NOT NULL CHECK (status IN ('begun', 'waiting', 'done', 'refused', 'stopped')),
    why            text,
    made_at        timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL
);
CREATE INDEX counter_asks_of_member ON identity.counter_asks (community, member) WHERE status = 'waiting';
CREATE INDEX counter_asks_by_change ON identity.counter_asks (changed_at);
