-- One row a posting. A line names its own account only, never the one on the other side (design.md, principle 4).
-- balance_after is the running balance of the account in journal order.
CREATE TABLE views.statement_lines (
    community     text COLLATE "C" NOT NULL,
    account       text COLLATE "C" NOT NULL,
    position      bigint NOT NULL,
    line          integer NOT NULL,
    entry         uuid NOT NULL,
    event_type    text COLLATE "C" NOT NULL,
    happened_on   date NOT NULL,
    recorded_at   timestamptz NOT NULL,
    amount        bigint NOT NULL,
    balance_after bigint NOT NULL,
    exchange      uuid,
    discount      uuid,
    gift          uuid,
    PRIMARY KEY (community, account, position, line)
);
