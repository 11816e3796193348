-- One row an account. Balance in minutes; position is that of the last entry that changed the row.
CREATE TABLE views.accounts (
    community       text COLLATE "C" NOT NULL,
    account         text COLLATE "C" NOT NULL,
    kind            text COLLATE "C" NOT NULL,
    neighbourhood   text COLLATE "C",
    opened_on       date NOT NULL,
    closed_on       date,
    balance         bigint NOT NULL,
    opened_position bigint NOT NULL,
    position        bigint NOT NULL,
    PRIMARY KEY (community, account)
) WITH (fillfactor = 70); -- room on the page: a balance changes often and no indexed column with it
