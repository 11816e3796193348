-- Who wants to be told of entries, and how far they were told. The secret is encrypted by the program (Data Protection); the address may hold a
-- key of the receiver's own and is not logged.
CREATE TABLE webhooks.webhooks (
    community        text COLLATE "C" NOT NULL,
    webhook          uuid NOT NULL,
    url              text NOT NULL,
    account          text COLLATE "C",          -- whose own part is told; null: every entry
    secret           text NOT NULL,
    made_by          text COLLATE "C" NOT NULL, -- an account or the name of a role
    made_at          timestamptz NOT NULL,
    started_after    bigint NOT NULL,
    position         bigint NOT NULL CHECK (position >= started_after), -- the last entry that was taken, or passed over as none of the account's
    failures         integer NOT NULL DEFAULT 0, -- in a row
    last_status      integer,                    -- null: no answer came
    last_problem     text,
    last_attempt_at  timestamptz,
    next_attempt_at  timestamptz NOT NULL,
    disabled_at      timestamptz,                -- the receiver said 410
    PRIMARY KEY (community, webhook)
);

CREATE INDEX webhooks_due ON webhooks.webhooks (next_attempt_at) WHERE disabled_at IS NULL;
