-- The state of a community as of a position, so that a start need not read the whole journal. May be deleted at any time.
CREATE TABLE ledger.snapshots (
    community   varchar     NOT NULL PRIMARY KEY,
    position    bigint      NOT NULL,
    build       uuid        NOT NULL,
    state       bytea       NOT NULL,
    taken_at    timestamptz NOT NULL DEFAULT now()
);
