-- Intakes at the desk, by the command that opens the account. The personal data waits here until the journal has given a number;
-- then it moves to vault.persons and only the digest stays, so that a repetition can be told from something else.
CREATE TABLE vault.intakes (
    community  text NOT NULL,
    command    uuid NOT NULL,
    digest     text NOT NULL,
    person     jsonb,
    account    text,
    started_at timestamptz NOT NULL,
    PRIMARY KEY (community, command),
    CHECK ((person IS NULL) = (account IS NOT NULL))
);

CREATE INDEX intakes_unfinished ON vault.intakes (started_at) WHERE account IS NULL;
CREATE INDEX intakes_of_account ON vault.intakes (community, account);

-- Who looked at whose personal data, when and why. Numbers and codes only; it outlives an erasure.
CREATE TABLE vault.reads (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    community text NOT NULL,
    account   text NOT NULL,
    reader    text NOT NULL,
    role      text NOT NULL,
    reason    text NOT NULL,
    read_at   timestamptz NOT NULL
);

CREATE INDEX reads_of_account ON vault.reads (community, account, read_at);
