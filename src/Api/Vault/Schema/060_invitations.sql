-- Invitations to join. The code that was handed out is nowhere; the hash is keyed with a secret outside the database.
CREATE TABLE vault.invitations (
    community     text NOT NULL,
    invitation    uuid NOT NULL,        -- the call that made it
    joining       uuid NOT NULL,        -- the command that opens the account; it follows from the invitation, so there is one
    digest        text NOT NULL,        -- of what was asked, so that a repetition can be told from something else
    code_hash     text NOT NULL,
    neighbourhood text,
    sponsor       text,
    made_by       text NOT NULL,
    made_at       timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    revoked_at    timestamptz,
    taken_at      timestamptz,          -- somebody asked to join with it
    used_at       timestamptz,          -- and was answered
    account       text,                 -- who joined with it
    PRIMARY KEY (community, invitation)
);

CREATE UNIQUE INDEX invitations_by_code ON vault.invitations (community, code_hash);
CREATE UNIQUE INDEX invitations_by_joining ON vault.invitations (community, joining);
CREATE INDEX invitations_of_account ON vault.invitations (community, account);

-- Who was invited to a community that wants an intake waits here until a coordinator has decided. While one of them is deciding, under the id of that call,
-- nobody waits and the clock looks after it as after any other intake: what opened no account waits again.
ALTER TABLE vault.intakes
    ADD COLUMN needs_intake boolean NOT NULL DEFAULT false,
    ADD COLUMN waits boolean NOT NULL DEFAULT false,
    ADD COLUMN decided_by uuid;
