-- What is the same for all accounts that an entry moves stands once, and a line holds what is the account's own. The balance in
-- journal order stood in each line and was read by nobody: a statement has an order of its own and sums in it.
DROP TABLE views.statement_lines;
DROP TABLE views.entry_actors;

-- One row an entry that moves something, and one a proposal of an exchange.
CREATE TABLE views.statement_entries (
    community   text COLLATE "C" NOT NULL,
    position    bigint NOT NULL,
    entry       uuid NOT NULL,
    event_type  text COLLATE "C" NOT NULL,
    happened_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    exchange    uuid,
    discount    uuid,
    gift        uuid,
    grant_id    uuid,
    reverses    bigint,
    actor       text COLLATE "C", -- who acted for others: a number, or a role's name where no number stands behind it
    PRIMARY KEY (community, position)
);

-- The treasurer's journal, filtered by kind of entry (the latest first) or by day (the latest day first).
CREATE INDEX statement_entries_by_type ON views.statement_entries (community, event_type, position);
CREATE INDEX statement_entries_by_day ON views.statement_entries (community, happened_on, position);

-- One row a posting, and one for who was helped at another's cost. A line names its own account only, never the one on the other
-- side (design.md, principle 4). paid_for is what somebody else paid for help that the account received.
CREATE TABLE views.statement_lines (
    community   text COLLATE "C" NOT NULL,
    account     text COLLATE "C" NOT NULL,
    position    bigint NOT NULL,
    line        integer NOT NULL,
    happened_on date NOT NULL,
    amount      bigint NOT NULL,
    paid_for    bigint,
    PRIMARY KEY (community, account, position, line)
);

DELETE FROM views.progress WHERE view IN ('statements', 'actors');
